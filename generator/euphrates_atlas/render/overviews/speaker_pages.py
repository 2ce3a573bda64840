"""Speakers without an entry, as analysts and ministers: what each said, with the works that carry it.

Who said much has a page. The others are rows: with all who spoke for the same body, or, where they spoke for none, by letter.
`site/parts.py` runs `pages`.
"""

import re
from collections import defaultdict
from functools import partial

from markupsafe import Markup

from euphrates_atlas.batched import batched, grouped
from euphrates_atlas.facts.speakers import (
    FOLDER,
    Speaker,
    name_and_office,
    named_speakers,
    speaker_id,
    speakers,
)
from euphrates_atlas.model.atlas import Fact
from euphrates_atlas.model.statement import Agent
from euphrates_atlas.render.entries.works import statement_cells
from euphrates_atlas.render.environment import filled
from euphrates_atlas.render.linked_words import LinkedWords, stance_chip
from euphrates_atlas.render.markup import LINK
from euphrates_atlas.render.paging import packed, parts
from euphrates_atlas.render.references import carriers
from euphrates_atlas.render.site_input import Pages, SiteInput
from euphrates_atlas.render.tables import Cells

MAX_ROWS = 500
"""Speakers on one page of their list."""
MAX_SAID = 200
"""Statements on one page of a speaker."""
_AND = re.compile(r",? and |, ")
"""Between the names of several speakers: "A, B and C", "A, B, and C"."""


def pages(site: SiteInput) -> Pages:
    """Yield the index of all speakers, the lists by body and by letter, and the pages of those who said much."""
    words = LinkedWords(site.atlas)
    every = speakers(site.atlas)
    yield from _index(every)
    also = _see_also(words, every)
    for one in every:
        if one.has_page:
            yield from _own_pages(words, one, also[one.id])
    for file, own in grouped(every, lambda one: one.list_file).items():
        page = filled(
            "speaker_list.md.j2",
            body=site.atlas.entries.get(own[0].body),
            letter=file[-1].upper(),
            speakers=own,
            also=also,
            cells=partial(_cells, words),
        )
        yield f"{FOLDER}/{file}.md", page


def _index(every: list[Speaker]) -> Pages:
    """Yield the pages of the list of all speakers."""
    chunks = packed(every, MAX_ROWS, lambda speaker: speaker.id[:2])
    labels = [f"{chunk[0].name} \N{EN DASH} {chunk[-1].name}" for chunk in chunks]
    for part in parts("index", chunks or [[]], labels):
        yield (
            f"{FOLDER}/{part.file}.md",
            filled("speakers.md.j2", part=part, count=len(every)),
        )


def _own_pages(words: LinkedWords, one: Speaker, also: list[Markup]) -> Pages:
    """Yield the pages of a speaker who said much; `also` are links to those named with them."""
    for part in parts(one.id, batched(one.said, MAX_SAID), between="_"):
        page = filled(
            "speaker.md.j2",
            speaker=one,
            part=part,
            rows=[_cells(words, fact, by) for fact, by in part.rows],
            also=also,
        )
        yield f"{FOLDER}/{part.file}.md", page


def _see_also(
    words: LinkedWords,
    every: list[Speaker],
) -> dict[str, list[Markup]]:
    """Return links between speakers named together, as "A and B", and the same speakers alone, by the ids of both."""
    named = named_speakers(words.atlas)
    links = defaultdict(list)
    for one in every:
        names = _AND.split(one.name)
        if len(names) == 1:
            continue
        for name in names:
            other = named.get(speaker_id(name))
            if not other:
                continue
            if other.entry:
                links[one.id].append(words.link(other.entry, name))
            else:
                links[one.id].append(_to(other))
                links[other.id].append(_to(one))
    return links


def _to(one: Speaker) -> Markup:
    return LINK(one.address.removeprefix(f"{FOLDER}/"), one.name)


def _cells(words: LinkedWords, fact: Fact, by: Agent) -> Cells:
    """Return entry, property and value of a statement, the office or body for which its speaker spoke, its day, the works that carry it, and its standing."""
    entry, field, value, _, standing = statement_cells(words, fact)
    said = fact.statement.said_or_counted
    cite = fact.statement.cite
    for item in fact.statement.disputed:
        if item.by == by:  # they reject the statement, and do not make it
            said = item.said
            cite = item.cite
            value = stance_chip(item.stance_code) + Markup(f": {value}")
    _, office = name_and_office(str(by.label))
    capacity = Agent(label=office, of=by.of) if office or not by.of else Agent(id=by.of)
    return (
        entry,
        field,
        value,
        words.agent(capacity),
        said,
        carriers(words, cite),
        standing,
    )
