"""The first page: what the atlas is, what it holds, and the ways in. `site/parts.py` runs `pages`."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

from markupsafe import Markup

from euphrates_atlas.export.export_files import DATA_FORMATS
from euphrates_atlas.export.jsonld import atlas_data
from euphrates_atlas.facts.entry_dates import date_of, day_of
from euphrates_atlas.facts.holding import newest_work
from euphrates_atlas.facts.rivals import disagreements
from euphrates_atlas.facts.support import cited_in
from euphrates_atlas.model.atlas import Atlas, Entry
from euphrates_atlas.render.backlinks import backlink_sections
from euphrates_atlas.render.entries.entry_words import kind_words, opening
from euphrates_atlas.render.environment import filled
from euphrates_atlas.render.linked_words import LinkedWords
from euphrates_atlas.render.markup import plain_of, section_anchor
from euphrates_atlas.render.overviews.designations_page import newest_designated
from euphrates_atlas.render.overviews.differ_pages import widest_matters
from euphrates_atlas.render.overviews.index_pages import sort_name
from euphrates_atlas.render.overviews.map_page import region_map
from euphrates_atlas.render.site_input import Pages, SiteInput
from euphrates_atlas.settings import HOME
from euphrates_atlas.subject import subject
from euphrates_atlas.text.phrases import counted

MAX_LISTED = 6
"""Entries or matters that each list shows."""


def pages(site: SiteInput) -> Pages:
    """Yield the first page."""
    atlas = site.atlas
    words = LinkedWords(atlas, root="")
    page = filled(
        "home.md.j2",
        region=region_map(atlas),
        questions=list(_questions(atlas)),
        linked_data=atlas_data(
            (own.label, *own.main) for own in DATA_FORMATS if not own.extra
        ),
        atlas=atlas,
        start=list(_start(words)),
        designated=list(newest_designated(words, MAX_LISTED)),
        events=list(newest_events(words)),
        newest=newest_work(atlas),
        matters=widest_matters(words, MAX_LISTED),
        matter_count=sum(len(disagreements(atlas, entry)) for entry in atlas),
        day=site.today,
    )
    yield HOME, page


def _questions(atlas: Atlas) -> Iterator[tuple[str, str]]:
    """Yield questions of the subject and the addresses that answer them, unless the atlas holds no answer."""
    folders = {kind.folder for kind in atlas.kinds}
    with_pages = {entry.page: entry for entry in atlas if not entry.kind.row_of}
    for question, address in subject().questions:
        parts = urlsplit(address)
        if parts.path.partition("/")[0] in folders:
            entry = with_pages.get(parts.path)
            is_answered = entry is not None and _tells(atlas, entry, parts.fragment)
        else:
            bodies = parse_qs(parts.query).get("body", ())
            is_answered = all(body in atlas for body in bodies)
        if is_answered:
            yield question, address


def _tells(atlas: Atlas, entry: Entry, anchor: str) -> bool:
    """Tell whether the page of an entry has statements below the anchor of a property or a chapter, its own or those of others."""
    sections = backlink_sections(entry, LinkedWords(atlas))
    told = {section.key: section.anchor for section in sections}
    for fact in entry.facts:
        told[fact.field] = section_anchor(fact.field)
    chapters = [
        chapter.anchor
        for chapter in entry.kind.chapters
        if told.keys() & chapter.names.split() or not chapter.names
    ]
    return anchor in ("", *told.values(), *chapters)


def _start(words: LinkedWords) -> Iterator[tuple[Markup, str]]:
    """Yield the entries of the subject for somebody new, each with the opening of its lead, up to the last whole sentence if any."""
    for id in subject().start:
        if id in words.atlas:
            lead = opening(words.atlas, id)
            # `Armed group. It was …` as `Armed group.`
            yield words.link(id), re.sub(r"(?<=\.) [^.]* …$", "", lead)


def newest_events(words: LinkedWords) -> Iterator[tuple[Markup, str]]:
    """Yield the last events, each with its type, place and date and the number of its sources."""
    events = [entry for entry in words.atlas if entry.kind.is_event]
    events.sort(key=lambda event: sort_name(event.label))
    events.sort(key=lambda event: day_of(date_of(event)), reverse=True)
    for event in events[:MAX_LISTED]:
        told = [*map(plain_of, kind_words(event, words))]
        told.append(counted(len(cited_in(words.atlas, event)[0]), "source"))
        yield words.link(event.id), " · ".join(told)
