"""Speakers without an entry, as analysts and ministers: what each said, with the works that carry it.

Who said much has a page. The others are rows: with all who spoke for the same body, or, where they spoke for none, by letter.
"""

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
from generator.render.markup import LINK, NOTHING, SUB, address, html, joined, label_html, piece, printed
from generator.render.paging import packed, parts, sliced
from generator.render.site_input import SiteInput
from generator.render.tables import Cell, Column, Table, rows_of
from generator.text.edtf import Edtf
from generator.text.edtf_words import in_short
from generator.text.phrases import counted

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


_LIST = piece('<ul class="ea-works">\n{}\n</ul>')
_ROW = piece('<li id="{}"><cite>{}</cite> {}<ul>{}</ul></li>')
_LINE = piece('<li id="{}"><cite>{}</cite> {} {}</li>')
_SAID = piece("<li>{}, {}: {} · {}</li>")


def pages(site: SiteInput) -> Iterator[tuple[str, str]]:
    """Yield the index of all speakers, the lists by body and by letter, and the pages of those who said much."""
    words = LinkedWords(site.atlas)
    every = speakers(site.atlas)
    yield from _index(every)
    also = _see_also(words, every)
    lists: dict[str, list[Speaker]] = defaultdict(list)
    for one in every:
        lists[one.list_file].append(one)
        if one.has_page:
            yield from _own_pages(words, one, also[one.id])
    for file, listed in lists.items():
        rows = joined((_row(words, one, also[one.id]) for one in listed), "\n")
        body = site.atlas.entries.get(listed[0].body)
        page = filled("speaker_list.md.j2", body=body, letter=file[-1].upper(), count=len(listed), rows=_LIST(rows))
        yield f"{FOLDER}/{file}.md", page


def _index(every: list[Speaker]) -> Iterator[tuple[str, str]]:
    chunks = packed(every, MAX_ROWS, lambda speaker: speaker.id[:2])
    labels = [f"{chunk[0].name} \N{EN DASH} {chunk[-1].name}" for chunk in chunks]
    for part in parts("index", chunks or [[]], labels or [""]):
        yield f"{FOLDER}/{part.file}.md", filled("speakers.md.j2", part=part, count=len(every))


def _own_pages(words: LinkedWords, one: Speaker, also: list[Markup]) -> Iterator[tuple[str, str]]:
    for part in parts(one.id, sliced(one.said, MAX_SAID), between="_"):
        rows = rows_of(_cells(words, fact, by) for fact, by in part.rows)
        table = Table(f"What {one.name} said", _COLUMNS, rows, "ea-cards")
        page = filled("speaker.md.j2", speaker=one, part=part, table=table, also=joined(also, "; "))
        yield f"{FOLDER}/{part.file}.md", page


def _row(words: LinkedWords, one: Speaker, also: list[Markup]) -> Markup:
    """Return a speaker as a row with all that they said, or as a line that leads to their page."""
    see_also = SUB(html("See also ") + joined(also, "; ")) if also else NOTHING
    if one.has_page:
        count = SUB(html(counted(len(one.said), "statement")))
        return _LINE(one.id, LINK(f"{one.id}.html", html(one.name)), count, see_also)
    said = joined((_statement(words, fact, by) for fact, by in one.said), "")
    return _ROW(one.id, LINK(f"#{one.id}", html(one.name)), see_also, said)


def _statement(words: LinkedWords, fact: Fact, by: Agent) -> Markup:
    """Return a statement within a row: entry, property and value, then office, day, works and standing."""
    entry, field, said, named, date, carried, standing = _cells(words, fact, by)
    day = html(in_short(date)) if isinstance(date, Edtf) else ""
    told = [printed(part) for part in (named, day, standing) if part]
    carriers = html("in ") + printed(carried)
    return _SAID(entry, field, said, SUB(joined([*told, carriers], " · ")))


def _see_also(words: LinkedWords, every: list[Speaker]) -> dict[str, list[Markup]]:
    """Return links from each speaker to those named with them, and from these to each."""
    by_name = {one.name: one for one in every}
    links = defaultdict(list)
    for one in every:
        names = _AND.split(one.name)
        for name in names if len(names) > 1 else ():
            if name in by_name:
                links[one.id].append(_to(by_name[name]))
                links[by_name[name].id].append(_to(one))
            elif (known := words.speakers.get(speaker_id(name))) and known.entry:
                links[one.id].append(words.link(known.entry, name))
    return links


def _to(one: Speaker) -> Markup:
    return LINK(one.address.removeprefix(f"{FOLDER}/"), html(one.name))


def _cells(words: LinkedWords, fact: Fact, by: Agent) -> tuple[Cell, ...]:
    atlas, statement = words.atlas, fact.statement
    entry, field, said, _, standing = statement_cells(words, fact)
    _, office = name_and_office(str(by.label))
    named = joined([*([html(office)] if office else []), *([words.link(by.of)] if by.of else [])])
    cited = dict.fromkeys(citation.src for citation in statement.cite if citation.stance == "supports")
    carried = joined(LINK(address(atlas[src]), label_html(atlas[work(atlas, src).publisher])) for src in cited)
    return entry, field, said, named, statement.said_or_counted, carried, standing
