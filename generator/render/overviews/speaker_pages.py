"""A page for each speaker without an entry, as an analyst or a minister: what they said, with the works that carry it."""

import re
from collections import defaultdict
from collections.abc import Iterator

from markupsafe import Markup

from generator.facts.speakers import FOLDER, Speaker, name_and_office, speaker_id, speakers
from generator.facts.support import work
from generator.model.atlas import Fact
from generator.model.statement import Agent
from generator.render.entries.dependents import statement_cells
from generator.render.environment import filled
from generator.render.linked_words import LinkedWords
from generator.render.markup import LINK, address, html, joined
from generator.render.paging import packed, parts, sliced
from generator.render.site_input import SiteInput
from generator.render.tables import Cell, Column, Table, rows_of

MAX_ROWS = 500
"""Speakers on one page of their list."""
MAX_SAID = 200
"""Statements on one page of a speaker."""
_AND = re.compile(r",? and |, ")
_COLUMNS = (
    Column("Entry", is_head=True, key="entry", sorts="name"),
    Column("Fact", name="Fact", key="fact"),
    Column("Value", name="Value", key="value"),
    Column("Speaking as", name="As", key="as"),
    Column("Said", name="Said", key="said", sorts="date", absent="no date", style="ea-dt"),
    Column("Carried by", name="Carried by", key="carried"),
    Column("Standing", name="Standing", key="standing"),
)


def pages(site: SiteInput) -> Iterator[tuple[str, str]]:
    """Yield the list of all speakers, in parts where it is long, and the page of each."""
    words = LinkedWords(site.atlas)
    every = speakers(site.atlas)
    chunks = packed(every, MAX_ROWS, lambda speaker: speaker.id[:2])
    labels = [f"{chunk[0].name} \N{EN DASH} {chunk[-1].name}" for chunk in chunks]
    for part in parts("index", chunks or [[]], labels or [""]):
        yield f"{FOLDER}/{part.file}.md", filled("speakers.md.j2", part=part, count=len(every))
    also = _see_also(words, every)
    for one in every:
        for own in parts(one.id, sliced(one.said, MAX_SAID), between="_"):
            rows = rows_of(_cells(words, fact, by) for fact, by in own.rows)
            table = Table(f"What {one.name} said", _COLUMNS, rows, "ea-cards")
            page = filled("speaker.md.j2", speaker=one, part=own, table=table, also=joined(also[one.id], "; "))
            yield f"{FOLDER}/{own.file}.md", page


def _see_also(words: LinkedWords, every: list[Speaker]) -> dict[str, list[Markup]]:
    """Return links from each speaker to those named with them, and from these to each."""
    by_name = {one.name: one for one in every}
    links = defaultdict(list)
    for one in every:
        names = _AND.split(one.name)
        for name in names if len(names) > 1 else ():
            if name in by_name:
                links[one.id].append(LINK(f"{by_name[name].id}.html", name))
                links[by_name[name].id].append(LINK(f"{one.id}.html", one.name))
            elif (known := words.speakers.get(speaker_id(name))) and known.entry:
                links[one.id].append(words.link(known.entry, name))
    return links


def _cells(words: LinkedWords, fact: Fact, by: Agent) -> tuple[Cell, ...]:
    atlas, statement = words.atlas, fact.statement
    entry, field, said, _, standing = statement_cells(words, fact)
    _, office = name_and_office(str(by.label))
    named = joined([*([html(office)] if office else []), *([words.link(by.of)] if by.of else [])])
    cited = dict.fromkeys(citation.src for citation in statement.cite if citation.stance == "supports")
    carried = joined(LINK(address(atlas[src]), atlas[work(atlas, src).publisher].label) for src in cited)
    return entry, field, said, named, statement.said_or_counted, carried, standing
