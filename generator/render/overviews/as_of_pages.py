"""The pages by date: who belonged where and who led what, with periods, and at the end of each year."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from markupsafe import Markup

from generator.facts.entry_dates import beginning_of
from generator.facts.holding import Hold, KnownPeriod, period_of
from generator.facts.rivals import contested
from generator.facts.support import origins_of
from generator.facts.ties import named_ids
from generator.model.atlas import Atlas, Entry, Fact
from generator.model.fields import Property
from generator.model.kind import Kind
from generator.model.shape import FieldShape
from generator.model.value_types import Role
from generator.render.environment import filled
from generator.render.linked_words import LinkedWords
from generator.render.markup import DIFFERS, LINK, NOTHING, address, html, joined, plain_of
from generator.render.paging import ListPart, Tab, parts, sliced
from generator.render.site_input import SiteInput
from generator.render.tables import Cell, Column, HeadingRow, Row, Table, number
from generator.text.edtf import NO_START, parse
from generator.text.edtf_words import in_short, in_words

MAX_ROWS = 650
"""Statements on one page."""
MAX_LETTERS = 14
"""Of the names of the first and the last body, which label a page."""
MARKS = {hold: hold.value for hold in Hold} | {Hold.PERHAPS: "uncertain", Hold.NOT: "earlier that year"}
"""The words for the state of a statement on the last day of a year."""
_STYLE = "ea-lines ea-asof"


class LastingStatement(NamedTuple):
    """One lasting statement, under the body that it is about."""

    body: Entry
    link: Markup
    order: tuple[int, int, str, int]
    cells: tuple[Markup, str, Markup, int]
    """What it says, when, who says it, and the number of its origins."""
    span: KnownPeriod | None
    """None where it has no period."""
    since: str
    """The first day on which it may have been so: of an unknown start, when the body and the entry began."""


MarkedStatement = tuple[LastingStatement, str]
"""A statement, and whether it held on the last day of a year; outside the pages of years, an empty text."""


class LastingStatements(NamedTuple):
    """All lasting statements that are not superseded, by body."""

    dated: list[LastingStatement]
    undated: list[LastingStatement]
    """Those without a period."""
    superseded: int
    days: tuple[str, str]
    """The first and the last day of all periods and their evidence; empty where there is none."""

    @property
    def years(self) -> range:
        """Each year from the first to the last of these days."""
        first, last = self.days
        return range(int(first[:4]), int(last[:4]) + 1) if first else range(0)

    def of_year(self, year: int) -> list[MarkedStatement]:
        """Return the statements whose periods touch a year, each with its state on the last day that is known of."""
        first, last = f"{year}-01-01", min(f"{year}-12-31", self.days[1])
        begun = ((own, own.span) for own in self.dated if own.span and max(own.since, own.span.reach[0]) <= last)
        return [(own, MARKS[span.on(last)] + span.doubt(last)) for own, span in begun if first <= span.reach[1]]


def pages(site: SiteInput) -> Iterator[tuple[str, str]]:
    """Yield the page of all dated statements, the pages of the undated ones, and the pages of each year.

    Too many dated statements for one page stand on the pages of the years alone.
    """
    lasting = lasting_statements(site.atlas)
    is_long = len(lasting.dated) > MAX_ROWS
    by_year = {year: lasting.of_year(year) for year in lasting.years}
    tabs = [year_tab(year, marked) for year, marked in by_year.items()]
    tables = [] if is_long else _tables([(statement, "") for statement in lasting.dated], with_bounds=True)
    yield "as-of/index.md", filled("as_of.md.j2", lasting=lasting, is_long=is_long, years=tabs, tables=tables)
    for part in _parts("undated", [(statement, "") for statement in lasting.undated]):
        yield f"as-of/{part.file}.md", filled("as_of_undated.md.j2", part=part, tables=_tables(part.rows))
    for year, marked in by_year.items():
        counts = [(words, sum(own.startswith(words) for _, own in marked)) for words in MARKS.values()]
        day = parse(min(f"{year}-12-31", lasting.days[1]))
        context = {"day": day.text, "on": in_words(day), "year": year, "years": lasting.years, "counts": counts}
        for part in _parts(str(year), marked):
            tables = _tables(part.rows, in_words(day), with_bounds=is_long)
            yield f"as-of/{part.file}.md", filled("as_of_year.md.j2", part=part, tables=tables, asks=is_long, **context)


def year_tab(year: int, marked: Sequence[MarkedStatement]) -> Tab:
    """Return the link to the page of a year; of what only ended later, it counts nothing."""
    return Tab(str(year), f"{year}.html", sum(words != Hold.START_UNKNOWN.value for _, words in marked))


def _parts(file: str, rows: Sequence[MarkedStatement]) -> list[ListPart[MarkedStatement]]:
    """Return the pages of these statements: one, even where there are none, or as many as they need."""
    chunks = sliced(rows, MAX_ROWS) or [rows]
    names = [[chunk[at][0].body.label[:MAX_LETTERS].strip() for at in (0, -1)] for chunk in chunks if chunk]
    return parts(file, chunks, [" \N{EN DASH} ".join(ends) for ends in names])


def _tables(rows: Sequence[MarkedStatement], day: str = "", *, with_bounds: bool = False) -> list[tuple[Kind, Table]]:
    """Return a table for each kind, in which the statements stand under their bodies."""
    is_dated = bool(rows) and rows[0][0].span is not None
    dated, on_day = Column("When", style="ea-dt"), Column(f"On {day}", style="ea-asof-day", unit=f"on {day}:")
    ends = Column("Who says it"), number("Origins", "origins:")
    columns = (Column("What", is_head=True), *[dated] * is_dated, *[on_day] * bool(day), *ends)
    about = "what can be said of the day" if day else "dated statements" if is_dated else "undated statements"
    tables = []
    for kind, of_kind in groupby(rows, key=lambda row: row[0].body.kind):
        lines: list[Row | HeadingRow] = []
        for link, of_body in groupby(of_kind, key=lambda row: row[0].link):
            lines.append(HeadingRow(link, "ea-asof-body"))
            for statement, hold in of_body:
                what, when, speaker, origins = statement.cells
                cells: tuple[Cell, ...] = what, *[when] * is_dated, *[hold] * bool(day), speaker, origins
                style = "ea-asof-less" if hold not in ("", MARKS[Hold.HELD]) else ""
                data = {"data-span": statement.span.text} if with_bounds and statement.span else None
                lines.append(Row(cells, style, data=data))
        script = "data-as-of" if with_bounds else ""
        tables.append((kind, Table(f"{kind.plural}: {about}, by body", columns, tuple(lines), _STYLE, script)))
    return tables


def lasting_statements(atlas: Atlas) -> LastingStatements:
    """Return the lasting statements of the atlas."""
    words, statements, superseded = LinkedWords(atlas), [], 0
    for entry in atlas.entries.values():
        for position, (field, declared) in enumerate(entry.shape.properties):
            facts = entry.facts_of(field.name) if declared.lasting else ()
            standing = [fact for fact in facts if fact.statement.rank != "deprecated"]
            superseded += len(facts) - len(standing)
            statements += [_lasting_statement(words, entry, position, field, declared, fact) for fact in standing]
    statements.sort(key=lambda s: (s.body.kind.order, s.body.label.casefold(), s.body.id, s.order))
    dated = [statement for statement in statements if statement.span is not None]
    days = [day for s in dated if s.span for day in s.span.days if day] or [""]
    return LastingStatements(dated, [s for s in statements if s.span is None], superseded, (min(days), max(days)))


def _lasting_statement(
    words: LinkedWords, entry: Entry, position: int, field: FieldShape, declared: Property, fact: Fact
) -> LastingStatement:
    atlas, statement = words.atlas, fact.statement
    part, body = _body(atlas, entry, field, fact)
    said, _ = words.statement(fact, without=part)
    link = LINK(address(entry, fact.anchor), html(declared.inverse or declared.label if part else declared.label))
    what = joined([link, *([words.link(entry.id)] if part else []), *([said] if said else [])], ": ")
    differs = DIFFERS if fact.id in contested(atlas, entry) else NOTHING
    when = in_short(statement.when) if statement.when else ""
    span = period_of(atlas, statement)
    return LastingStatement(
        body,
        words.link(body.id),
        (entry.kind.order if part else 0, position, span.first if span else "", fact.index),
        (what + differs, when, html(plain_of(words.speaker(statement))), len(origins_of(atlas, fact))),
        span,
        span.first if span and span.first != NO_START else max(beginning_of(body), beginning_of(entry)),
    )


def _body(atlas: Atlas, entry: Entry, field: FieldShape, fact: Fact) -> tuple[str, Entry]:
    """Return the body that a statement is about, and the part of the statement that names it.

    A statement of a body is about that body, without such a part.
    """
    for part, id in named_ids(field, fact.statement) if Role.BODY not in entry.kind.roles else ():
        if id in atlas.entries and Role.BODY in atlas[id].kind.roles:
            return part, atlas[id]
    return "", entry
