"""The first page: what the atlas is, what it holds, and the ways in."""

from collections.abc import Iterator, Sequence
from itertools import islice
from urllib.parse import parse_qs, urlsplit

from markupsafe import Markup

from generator.diff.changes import RecentDay
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
from generator.render.overviews.differ_pages import widest_matters
from generator.render.overviews.index_values import day_of
from generator.render.overviews.map_page import region_map
from generator.render.site_input import Pages, SiteInput
from generator.settings import HOME
from generator.subject import site_address, subject
from generator.text.edtf import parse as parse_date
from generator.text.edtf_words import in_short, in_words
from generator.text.phrases import counted

MAX_CHANGES, MAX_EVENTS, MAX_MATTERS = 6, 6, 6
"""Entries and matters that each list shows."""
MAX_PHRASES = 3
"""Phrases on one change."""


def pages(site: SiteInput) -> Pages:
    """Yield the first page."""
    atlas = site.atlas
    words = LinkedWords(atlas, root="")
    formats = [format for format in DATA_FORMATS if not format.extra]
    newest = newest_of(atlas, atlas.entries)
    page = filled(
        "home.md.j2",
        region=region_map(atlas),
        questions=list(_questions(atlas)),
        site=site_address(),
        linked_data=atlas_data((format.label, *format.main) for format in formats),
        counts=[(kind, len(list(atlas.of_kind(kind)))) for kind in atlas.kinds],
        changes=list(newest_changes(atlas, words, site.read_history() or ())),
        events=list(newest_events(atlas, words)),
        newest=in_words(newest) if newest else "",
        matters=widest_matters(atlas, words, MAX_MATTERS),
        matter_count=sum(len(disagreements(atlas, entry)) for entry in atlas.entries.values()),
        version=day_words(site.today) if site.today else "",
    )
    yield HOME, page


def _questions(atlas: Atlas) -> Iterator[tuple[str, str]]:
    """Yield questions of the subject and the addresses that answer them, unless the entry asked is not in the atlas."""
    folders = {kind.folder for kind in atlas.kinds}
    entry_pages = {entry.page for entry in atlas.entries.values()}
    for question, address in subject().questions:
        path = urlsplit(address).path
        if path.partition("/")[0] in folders:
            is_answered = path in entry_pages
        else:
            bodies = parse_qs(urlsplit(address).query).get("body", ())
            is_answered = all(body in atlas.entries for body in bodies)
        if is_answered:
            yield question, address


def newest_changes(
    atlas: Atlas,
    words: LinkedWords,
    history: Sequence[RecentDay],
) -> Iterator[tuple[Markup, str]]:
    """Yield the entries of which readers learn something new, the last first, each once, with what that is."""
    shown = set[str]()
    for day in history:
        for when, change in day.changes:
            if change.id in shown or change.id not in atlas.entries:
                continue
            phrases = list(islice(learnt(change), MAX_PHRASES))
            if not phrases:
                continue
            if len(shown) == MAX_CHANGES:
                return
            shown.add(change.id)
            date = in_short(parse_date(when.date().isoformat()))
            yield (
                words.link(change.id),
                f"{'; '.join(phrases)} · {date}",
            )


def newest_events(
    atlas: Atlas,
    words: LinkedWords,
) -> Iterator[tuple[Markup, str]]:
    """Yield the last events, each with its date and the number of its sources."""
    events = [entry for entry in atlas.entries.values() if entry.kind.is_event]
    events.sort(
        key=lambda event: (day_of(date_of(event)), event.id),
        reverse=True,
    )
    for event in events[:MAX_EVENTS]:
        told = counted(len(cited_in(atlas, event)[0]), "source")
        when = date_of(event)
        if when:
            told = f"{in_short(when)} · {told}"
        yield words.link(event.id), told
