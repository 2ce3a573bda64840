"""The pages by date: memberships, leaders and other lasting statements, with periods, and at the end of each year.

A statement is lasting where its property holds for a period, as a role does (`Property.lasting`).
`site/parts.py` runs `pages`.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from markupsafe import Markup

from euphrates_atlas.batched import batched
from euphrates_atlas.facts.entry_dates import beginning_of
from euphrates_atlas.facts.holding import Hold, KnownPeriod, newest_work, period_of
from euphrates_atlas.facts.support import origins_of
from euphrates_atlas.facts.ties import named_ids
from euphrates_atlas.model.atlas import Atlas, Entry, Fact
from euphrates_atlas.model.kind import Kind
from euphrates_atlas.model.value_types import Role
from euphrates_atlas.render.environment import filled
from euphrates_atlas.render.linked_words import LinkedWords
from euphrates_atlas.render.markup import (
    DIFFERS,
    LINK,
    NOTHING,
    address,
    date_html,
    html,
    joined,
    plain_of,
)
from euphrates_atlas.render.paging import ListPart, Tab, parts
from euphrates_atlas.render.site_input import Pages, SiteInput
from euphrates_atlas.render.tables import Cell, HeadingRow, Row, TableRow
from euphrates_atlas.text.edtf import NO_START, parse_date

MAX_ROWS = 650
"""Statements on one page."""
MAX_LETTERS = 14
"""Letters of the names of the first and the last body, which label a page."""
MARKS = {hold: hold.value for hold in Hold} | {
    Hold.PERHAPS: "uncertain",
    Hold.NOT: "earlier that year",
}
"""The words for the state of a statement on the last day of a year."""


class LastingStatement(NamedTuple):
    """One lasting statement, under the body that it is about."""

    body: Entry
    link: Markup
    """To the body."""
    order: tuple[object, ...]
    """The key that sorts all statements: by kind and body first."""
    what: Markup
    when: Markup
    speaker: Markup
    origins: int
    """The number of its origins."""
    span: KnownPeriod | None
    """None where it has no period."""
    since: str
    """The first day on which it may have been so: of an unknown start, when the body and the entry began."""
    hold: str = ""
    """Whether it held on the last day of a year; empty outside the pages of years."""


class LastingStatements(NamedTuple):
    """All lasting statements that are not superseded, by body."""

    dated: list[LastingStatement]
    undated: list[LastingStatement]
    """Those without a period."""
    superseded: int
    days: tuple[str, str]
    """The first and the last day of all periods and their evidence, none after the newest work; empty where there is none."""

    @property
    def years(self) -> range:
        """Each year from the first to the last of these days."""
        first, last = self.days
        if not first:
            return range(0)
        return range(int(first[:4]), int(last[:4]) + 1)

    def last_day(self, year: int) -> str:
        """Return the last day of a year that anything is known of."""
        return min(f"{year:04}-12-31", self.days[1])

    def of_year(self, year: int) -> list[LastingStatement]:
        """Return the statements whose periods touch a year, each with its state on the last known day."""
        first = f"{year:04}-01-01"
        last = self.last_day(year)
        marked = []
        for statement in self.dated:
            span = statement.span
            assert span
            start, end = span.reach
            if max(statement.since, start) <= last and first <= end:
                words = MARKS[span.on(last)] + span.doubt(last)
                marked.append(statement._replace(hold=words))
        return marked


def pages(site: SiteInput) -> Pages:
    """Yield the page of all dated statements, the pages of the undated ones, and the pages of each year.

    Too many dated statements for one page stand on the pages of the years alone.
    """
    lasting = lasting_statements(site.atlas)
    by_year = {year: lasting.of_year(year) for year in lasting.years}
    is_long = len(lasting.dated) > MAX_ROWS
    index = filled(
        "as_of.md.j2",
        lasting=lasting,
        is_long=is_long,
        years=[
            Tab(str(year), f"{year}.html", len(marked)) for year, marked in by_year.items()
        ],
        tables=[] if is_long else _by_kind(lasting.dated),
    )
    yield "as-of/index.md", index
    for part in _parts("undated", lasting.undated):
        page = filled("as_of_undated.md.j2", part=part, tables=_by_kind(part.rows))
        yield f"as-of/{part.file}.md", page
    for year, marked in by_year.items():
        for part in _parts(str(year), marked):
            page = filled(
                "as_of_year.md.j2",
                part=part,
                tables=_by_kind(part.rows),
                asks=is_long,
                day=parse_date(lasting.last_day(year)),
                year=year,
                years=lasting.years,
                counts=_counts(marked),
            )
            yield f"as-of/{part.file}.md", page


def _counts(marked: Sequence[LastingStatement]) -> Iterator[tuple[str, int]]:
    """Yield how many statements are in each state."""
    for mark in MARKS.values():
        yield mark, sum(statement.hold.startswith(mark) for statement in marked)


def _parts(
    file: str,
    rows: Sequence[LastingStatement],
) -> list[ListPart[LastingStatement]]:
    """Return the pages of these statements: one, even where there are none, or as many as they need."""
    chunks = batched(rows, MAX_ROWS)
    labels = [f"{_start(chunk[0])} \N{EN DASH} {_start(chunk[-1])}" for chunk in chunks]
    return parts(file, chunks or [rows], labels)


def _start(row: LastingStatement) -> str:
    """Return how the name of a body begins."""
    return row.body.label[:MAX_LETTERS].strip()


def _by_kind(rows: Sequence[LastingStatement]) -> list[tuple[Kind, list[TableRow]]]:
    """Return the rows of each kind, in which the statements stand under their bodies."""
    tables = []
    for kind, of_kind in groupby(rows, key=lambda row: row.body.kind):
        lines: list[TableRow] = []
        for link, of_body in groupby(of_kind, key=lambda row: row.link):
            lines.append(HeadingRow(link, "ea-asof-body"))
            lines += map(_row, of_body)
        tables.append((kind, lines))
    return tables


def _row(statement: LastingStatement) -> Row:
    """Return a statement; an undated one has no date, and outside the pages of years there is no day.

    A marked one says what can be said of the day; a script that chooses another day reads the period.
    """
    cells: list[Cell] = [statement.what]
    data = {}
    if statement.span:
        cells.append(statement.when)
        data["data-span"] = statement.span.text
    if statement.hold:
        cells.append(statement.hold)
    cells += [statement.speaker, statement.origins]
    is_less = statement.hold not in ("", MARKS[Hold.HELD])
    return Row(tuple(cells), "ea-asof-less" if is_less else "", data=data)


def lasting_statements(atlas: Atlas) -> LastingStatements:
    """Return the lasting statements of the atlas, dated and undated, sorted by body; superseded ones are only counted."""
    words = LinkedWords(atlas)
    facts = [fact for entry in atlas for fact in entry.facts]
    lasting = [fact for fact in facts if atlas.field_of(fact).declared.lasting]
    statements = [
        _lasting_statement(words, fact) for fact in lasting if fact.statement.is_current
    ]
    superseded = len(lasting) - len(statements)
    statements.sort(key=lambda one: one.order)
    dated = [statement for statement in statements if statement.span]
    undated = [statement for statement in statements if not statement.span]
    days = {day for one in dated if one.span for day in one.span.days if day}
    newest = newest_work(atlas)
    last = max(days, default="")
    if newest:
        last = min(last, newest.last_known)  # the rest of a year that is not over yet
    ends = min(days, default=""), last
    return LastingStatements(dated, undated, superseded, ends)


def _lasting_statement(words: LinkedWords, fact: Fact) -> LastingStatement:
    """Return a statement as the pages show it, with the body that it is about and the days that decide when it held."""
    atlas = words.atlas
    entry = atlas[fact.entry_id]
    statement = fact.statement
    part, body = _body(atlas, entry, fact)
    span = period_of(atlas, statement)
    first = span.first if span else ""
    since = first
    if first in ("", NO_START):
        since = max(beginning_of(body), beginning_of(entry))
    return LastingStatement(
        body,
        words.link(body.id),
        order=(
            body.kind.order,
            body.by_name,
            entry.kind.order if part else 0,
            list(entry.shape.fields).index(fact.field),
            first,
            fact.index,
        ),
        what=_what(words, entry, fact, part),
        when=date_html(statement.when),
        speaker=html(plain_of(words.speaker(statement))),
        origins=len(origins_of(atlas, fact)),
        span=span,
        since=since,
    )


def _what(words: LinkedWords, entry: Entry, fact: Fact, part: str) -> Markup:
    """Return what a statement says of its body; where a `part` names the body, with the entry that says so."""
    declared = words.atlas.field_of(fact).declared
    label = (part and declared.inverse) or declared.label
    told = [LINK(address(entry, fact.anchor), label)]
    if part:
        told.append(words.link(entry.id))
    said, _ = words.statement(fact, without=part)
    if said:
        told.append(said)
    differs = DIFFERS if words.differs(fact) else NOTHING
    return joined(told, ": ") + differs


def _body(atlas: Atlas, entry: Entry, fact: Fact) -> tuple[str, Entry]:
    """Return the body that a statement is about, and the part of the statement that names it.

    A statement of a body is about that body, without such a part.
    """
    if Role.BODY in entry.kind.roles:
        return "", entry
    for part, id in named_ids(atlas.field_of(fact), fact.statement):
        if id in atlas and Role.BODY in atlas[id].kind.roles:
            return part, atlas[id]
    return "", entry
