"""The first page: what the atlas is, what it holds, and the ways in."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from urllib.parse import parse_qs, urlsplit

from markupsafe import Markup

from generator.diff.changes import EntryChange, RecentDay
from generator.export.export_files import DATA_FORMATS
from generator.export.jsonld import atlas_data
from generator.facts.entry_dates import date_of
from generator.facts.holding import newest_of
from generator.facts.plain_words import day_words
from generator.facts.rivals import disagreements
from generator.facts.support import cited_in
from generator.model.atlas import Atlas
from generator.render.environment import filled
from generator.render.linked_words import LinkedWords
from generator.render.overviews.change_words import learnt
from generator.render.overviews.differ_pages import matters
from generator.render.overviews.index_values import day_of
from generator.render.overviews.map_page import region_map
from generator.render.site_input import SiteInput
from generator.settings import HOME
from generator.subject import site_address, subject
from generator.text.edtf import parse as parse_date
from generator.text.edtf_words import in_short, in_words
from generator.text.phrases import counted

MAX_CHANGES, MAX_EVENTS, MAX_MATTERS = 6, 6, 6
"""Entries and matters that each list shows."""
MAX_PHRASES = 3
"""Phrases on one change."""


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
        changes=list(newest_changes(atlas, words, site.read_history() or ())),
        events=list(newest_events(atlas, words)),
        newest=in_words(newest) if (newest := newest_of(atlas, atlas.entries)) else "",
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


def newest_changes(atlas: Atlas, words: LinkedWords, history: Sequence[RecentDay]) -> Iterator[tuple[Markup, str]]:
    """Yield the entries of which readers learn something new, the last first, each once, with what that is."""
    latest: dict[str, tuple[datetime, EntryChange]] = {}
    for day in history:
        for when, change in day.changes:
            if change.id in atlas.entries and any(learnt(change)):
                latest.setdefault(change.id, (when, change))
    for when, change in islice(latest.values(), MAX_CHANGES):
        phrases = "; ".join(islice(learnt(change), MAX_PHRASES))
        yield words.link(change.id), f"{phrases} · {in_short(parse_date(when.date().isoformat()))}"


def newest_events(atlas: Atlas, words: LinkedWords) -> Iterator[tuple[Markup, str]]:
    """Yield the last events, each with its date and the number of its sources."""
    events = [entry for entry in atlas.entries.values() if entry.kind.is_event]
    for entry in sorted(events, key=lambda e: (day_of(date_of(e)), e.id), reverse=True)[:MAX_EVENTS]:
        when, number = date_of(entry), len(cited_in(atlas, entry)[0])
        yield words.link(entry.id), " · ".join([*([in_short(when)] if when else []), counted(number, "source")])
