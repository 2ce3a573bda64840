"""The first page: what the atlas is, what it holds, and the ways in."""

from collections.abc import Iterator, Sequence
from itertools import islice
from urllib.parse import parse_qs, urlsplit

from markupsafe import Markup

from generator.diff.changes import EntryChange, RecentCommit
from generator.export.export_files import DATA_FORMATS
from generator.export.jsonld import atlas_data
from generator.facts.comparison import disagreements
from generator.facts.entry_dates import date_of
from generator.facts.holding import newest_of
from generator.facts.plain_words import day_words
from generator.facts.support import cited_in
from generator.git import Commit
from generator.model.atlas import Atlas
from generator.render.environment import filled
from generator.render.linked_words import LinkedWords
from generator.render.overviews.change_pages import change_words
from generator.render.overviews.differ_pages import matters
from generator.render.overviews.index_values import day_of
from generator.render.overviews.map_page import region_map
from generator.render.site_input import SiteInput
from generator.settings import HOME
from generator.subject import site_address, subject
from generator.text.edtf import parse as parse_date
from generator.text.edtf_words import in_short, in_words
from generator.text.phrases import counted

MAX_CHANGES, MAX_EVENTS, MAX_CONNECTED, MAX_MATTERS = 6, 6, 8, 6
"""Entries and matters that each list shows."""


def pages(site: SiteInput) -> Iterator[tuple[str, str]]:
    """Yield the first page."""
    atlas, words = site.atlas, LinkedWords(site.atlas, root="")
    page = filled(
        "home.md.j2",
        region=region_map(atlas),
        questions=list(_questions(atlas)),
        site=site_address(),
        linked_data=atlas_data((form.label, *form.main) for form in DATA_FORMATS if not form.extra),
        counts=[(kind, sum(1 for _ in atlas.of_kind(kind))) for kind in atlas.kinds],
        changes=list(_changes(atlas, words, site.read_history() or ())),
        events=list(newest_events(atlas, words)),
        newest=in_words(newest) if (newest := newest_of(atlas, atlas.entries)) else "",
        connected=list(connected(atlas, words)),
        matters=list(matters(atlas, words, MAX_MATTERS)),
        matter_count=sum(len(disagreements(atlas, entry)) for entry in atlas.entries.values()),
        version=day_words(site.today) if site.today else "",
    )
    yield HOME, page


def _questions(atlas: Atlas) -> Iterator[tuple[str, str]]:
    """Yield questions of the subject and the addresses that answer them, unless the entry asked is not in the atlas."""
    folders, entries = {kind.folder for kind in atlas.kinds}, {entry.page for entry in atlas.entries.values()}
    for question, address in subject().questions:
        parts = urlsplit(address)
        bodies = parse_qs(parts.query).get("body", [])
        if parts.path in entries or (parts.path.partition("/")[0] not in folders and {*bodies} <= {*atlas.entries}):
            yield question, address


def _changes(atlas: Atlas, words: LinkedWords, history: Sequence[RecentCommit]) -> Iterator[tuple[Markup, str]]:
    """Yield the entries that were changed last, each once, with what was changed."""
    latest: dict[str, tuple[Commit, EntryChange]] = {}
    for commit, changes in history:
        for change in changes:
            latest.setdefault(change.id, (commit, change))
    shown = (own for id, own in latest.items() if id in atlas.entries and not atlas[id].kind.supports)
    for commit, change in islice(shown, MAX_CHANGES):
        yield words.link(change.id), f"{change_words(change)} · {in_short(parse_date(commit.when.date().isoformat()))}"


def newest_events(atlas: Atlas, words: LinkedWords) -> Iterator[tuple[Markup, str]]:
    """Yield the last events, each with its date and the number of its sources."""
    events = [entry for entry in atlas.entries.values() if entry.kind.is_event]
    for entry in sorted(events, key=lambda e: (day_of(date_of(e)), e.id), reverse=True)[:MAX_EVENTS]:
        when, number = date_of(entry), len(cited_in(atlas, entry)[0])
        yield words.link(entry.id), " · ".join([*([in_short(when)] if when else []), counted(number, "source")])


def connected(atlas: Atlas, words: LinkedWords) -> Iterator[tuple[Markup, int, int]]:
    """Yield the entries that most others name, with their number, and that as a percentage of the highest."""
    counts = [(len(atlas.naming(entry.id)), entry) for entry in atlas.entries.values() if not entry.kind.supports]
    counts.sort(key=lambda row: (-row[0], row[1].label.casefold(), row[1].id))
    for count, entry in counts[:MAX_CONNECTED]:
        if count:
            yield words.link(entry.id), count, round(100 * count / counts[0][0])
