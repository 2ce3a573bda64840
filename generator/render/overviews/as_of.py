"""Who belonged where and who led what, by date: every lasting statement with its period, and what held at the end of each year."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from generator.links.comparison import Disagreement
from generator.links.holding import Hold, Span, evidence_of, span_of
from generator.links.origins import origins_of
from generator.model.atlas import Atlas
from generator.model.entry import Entry, Fact
from generator.model.kind import Kind, Property
from generator.model.shape import FieldShape
from generator.model.statement import Agent
from generator.model.values import Ref, Role
from generator.render.values import LINK, NOTHING, Snippet, Words, address, html, joined
from generator.render.wording import statement_words
from generator.text.edtf_span import NO_END, NO_START
from generator.text.edtf_words import in_short

MAX_ROWS = 400
"""Statements on one page."""
MAX_LETTERS = 14
"""Of a name that stands for the page which it begins or ends."""
MARKS = {Hold.HELD: "held", Hold.PERHAPS: "perhaps", Hold.LAST_EVIDENCE: "last evidence", Hold.NOT: "part of the year"}
"""What the page of a year says of a statement and the last day of the year."""
_DIFFERS = Markup(' <span class="ea-neq" title="accounts differ"><span class="ea-vh">accounts differ</span></span>')
_HEAD = Snippet('<th scope="row">{}{}</th>')
_WHEN = Snippet('<td class="ea-dt">{}</td>')
_TAIL = Snippet('<td>{}</td><td class="ea-n" data-u="origins">{}</td>')


@dataclass(frozen=True)
class AsOfRow:
    """One lasting statement, under the body that it is about."""

    body: Entry
    link: Markup
    """To the body."""
    order: tuple[int, int, str, int]
    words: Markup
    when: str
    speaker: Markup
    origins: int
    differs: bool
    span: Span | None
    """None where it has no period."""

    @cached_property
    def head(self) -> Markup:
        """The cell that names it; made once, since it stands on the page of each year."""
        when = _WHEN(html(self.when)) if self.span else NOTHING
        return _HEAD(self.words, _DIFFERS if self.differs else NOTHING) + when

    @cached_property
    def tail(self) -> Markup:
        """The cells that say who says it, and from how many origins."""
        return _TAIL(self.speaker, self.origins)

    @property
    def bounds(self) -> tuple[str, str, str, str]:
        """The days that decide, for the script of the page; empty where there is no bound."""
        assert self.span is not None
        days = (self.span.first, self.span.begun, self.span.sure, self.span.last)
        first, begun, sure, last = ("" if day in (NO_START, NO_END) else day for day in days)
        return first, begun, sure, last


@dataclass(frozen=True, slots=True)
class BodyRows:
    """The rows of one body; on the page of a year each with what can be said of its last day."""

    link: Markup
    rows: tuple[tuple[AsOfRow, str], ...]


@dataclass(frozen=True, slots=True)
class KindRows:
    """The bodies of one kind, by name."""

    kind: Kind
    bodies: tuple[BodyRows, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of one page, of as many as find room on it."""

    path: str
    bodies: str
    """The first and the last of its bodies; empty where it is the only page."""
    kinds: tuple[KindRows, ...]
    parts: tuple[tuple[str, str, bool], ...]
    """Words and address of the pages that go together, and whether it is this one; empty where it is the only one."""


@dataclass(frozen=True, slots=True)
class YearPage:
    """What held at the end of a year."""

    year: int
    parts: tuple[Part, ...]
    counts: Mapping[str, int]
    before: int | None
    after: int | None

    @property
    def number(self) -> int:
        """How many statements speak of it."""
        return sum(self.counts.values())


@dataclass(frozen=True)
class AsOf:
    """All lasting statements that are not superseded."""

    rows: tuple[AsOfRow, ...]
    superseded: int

    @cached_property
    def dated(self) -> tuple[AsOfRow, ...]:
        """Those with a period."""
        return tuple(row for row in self.rows if row.span is not None)

    @property
    def undated(self) -> tuple[Part, ...]:
        """Those without, by body."""
        return _parts("undated", [(row, "") for row in self.rows if row.span is None])

    @property
    def is_long(self) -> bool:
        """Tell whether those with a period find no room on one page: they stand on those of the years alone."""
        return len(self.dated) > MAX_ROWS

    @property
    def kinds(self) -> tuple[KindRows, ...]:
        """Those with a period, by body, where they find room on one page."""
        return () if self.is_long else _by_kind((row, "") for row in self.dated)

    @cached_property
    def days(self) -> tuple[str, str]:
        """The first and the last day of which a period or its evidence speaks; empty where there is none."""
        known = [day for row in self.dated for day in row.bounds if day]
        return (min(known), max(known)) if known else ("", "")

    @property
    def years(self) -> range:
        """Each year from the first to the last of these days."""
        first, last = self.days
        return range(int(first[:4]), int(last[:4]) + 1) if first else range(0)

    def year(self, year: int) -> YearPage:
        """Return what can be said of the last day of a year, and what held for a part of the year alone."""
        first, last = f"{year}-01-01", f"{year}-12-31"
        found = []
        counts = dict.fromkeys(MARKS.values(), 0)
        for row in self.dated:
            assert row.span is not None
            if row.span.touches(first, last):
                hold = row.span.on(last)
                counts[MARKS[hold]] += 1
                found.append((row, MARKS[hold] + (f" {row.span.sure[:4]}" if hold is Hold.LAST_EVIDENCE else "")))
        return YearPage(
            year,
            _parts(str(year), found),
            counts,
            year - 1 if year - 1 in self.years else None,
            year + 1 if year + 1 in self.years else None,
        )


def as_of(atlas: Atlas, differing: Mapping[str, tuple[Disagreement, ...]]) -> AsOf:
    """Return the lasting statements of the atlas; `differing` is where accounts differ, by entry."""
    made, rows, superseded = _Rows(atlas), [], 0
    for entry in atlas.entries.values():
        contested = {fact.id for found in differing.get(entry.id, ()) for fact in found.facts}
        for position, (field, declared) in enumerate(entry.properties()):
            facts = entry.facts_of(field.name) if declared.lasting else ()
            standing = [fact for fact in facts if fact.statement.rank != "deprecated"]
            superseded += len(facts) - len(standing)
            rows += [made.row(entry, position, field, declared, fact, fact.id in contested) for fact in standing]
    rows.sort(key=lambda row: (row.body.kind.order, row.body.label.casefold(), row.body.id, row.order))
    return AsOf(tuple(rows), superseded)


class _Rows:
    """Makes the rows of one atlas, and the link to each body once."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas
        self._words = Words(atlas)
        self._links: dict[str, Markup] = {}

    def row(
        self, entry: Entry, position: int, field: FieldShape, declared: Property, fact: Fact, differs: bool
    ) -> AsOfRow:
        statement, words = fact.statement, self._words
        part, body = _body(self._atlas, entry, field, fact)
        said, _ = statement_words(words, field, statement, without=part)
        label = declared.inverse or declared.label if part else declared.label
        link = LINK(address(entry, fact.anchor), html(label))
        what = joined([link, *([words.link(entry.id)] if part else []), *([said] if said else [])], ": ")
        span = span_of(statement.when, evidence_of(self._atlas, statement)) if statement.when else None
        return AsOfRow(
            body,
            self._links.setdefault(body.id, words.link(body.id)),
            (entry.kind.order if part else 0, position, span.first if span else "", fact.index),
            what,
            in_short(statement.when) if statement.when else "",
            words.speaker(statement),
            len(origins_of(self._atlas, entry, fact)),
            differs,
            span,
        )


def _body(atlas: Atlas, entry: Entry, field: FieldShape, fact: Fact) -> tuple[str, Entry]:
    """Return the body that a statement is about, and the part that names it: the entry's own, or the one it speaks of."""
    assert field.record is not None
    if Role.BODY not in entry.kind.roles:
        for part in field.record.parts:
            held = getattr(fact.statement, part.name)
            marker = part.marker(Ref)
            id = held.id if isinstance(held, Agent) else held if marker is not None else None
            if isinstance(id, str) and id in atlas.entries and Role.BODY in atlas[id].kind.roles:
                return part.name, atlas[id]
    return "", entry


def _by_kind(rows: Iterable[tuple[AsOfRow, str]]) -> tuple[KindRows, ...]:
    found: dict[str, list[tuple[AsOfRow, str]]] = {}
    for row, words in rows:
        found.setdefault(row.body.id, []).append((row, words))
    kinds: dict[int, tuple[Kind, list[BodyRows]]] = {}
    for held in found.values():
        body = held[0][0].body
        kinds.setdefault(body.kind.order, (body.kind, []))[1].append(BodyRows(held[0][0].link, tuple(held)))
    return tuple(KindRows(kind, tuple(bodies)) for kind, bodies in kinds.values())


def _parts(name: str, rows: Sequence[tuple[AsOfRow, str]]) -> tuple[Part, ...]:
    """Return the pages of these rows: one, even where there are none, or as many as they need."""
    chunks = [rows[start : start + MAX_ROWS] for start in range(0, len(rows), MAX_ROWS)] or [rows]
    names = [name + (f"-{at + 1}" if at else "") for at in range(len(chunks))]
    ends = [_ends(chunk) if len(chunks) > 1 else "" for chunk in chunks]
    parts = [(words, f"{file}.html") for words, file in zip(ends, names, strict=True) if words]
    return tuple(
        Part(
            f"as-of/{names[at]}.md",
            ends[at],
            _by_kind(chunk),
            tuple((words, href, n == at) for n, (words, href) in enumerate(parts)),
        )
        for at, chunk in enumerate(chunks)
    )


def _ends(rows: Sequence[tuple[AsOfRow, str]]) -> str:
    """Return the first and the last body of a page in a few letters."""
    first, last = (row.body.label[:MAX_LETTERS].strip() for row, _ in (rows[0], rows[-1]))
    return f"{first} \N{EN DASH} {last}"


def year_pages(view: AsOf) -> Iterator[YearPage]:
    """Yield the page of each year."""
    return (view.year(year) for year in view.years)
