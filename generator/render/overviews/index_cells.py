"""The cells of an index: values in a few plain words, numbers as spans, with the key by which a column is sorted."""

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from generator.codes import contains
from generator.model.atlas import Atlas
from generator.model.entry import Entry, Fact
from generator.model.kind import Column, Property
from generator.model.shape import FieldShape
from generator.model.values import CodeOf, Ref, Role
from generator.render.values import Snippet, Words, capitalised, country_name, html, joined, label_html, label_of
from generator.render.wording import stance_style, statement_words
from generator.text.edtf import Edtf
from generator.text.edtf_words import in_short

MAX_VALUES = 2
"""Values of one property that a row of an index shows."""

_OF = {"attributed": "attributed to", "suspected": "suspected:", "disputed": "disputed:", "no-comment": "no comment:"}
"""Stances behind which the actor is not the one who speaks."""
_REST = Snippet(' <span class="ea-rest">+{}</span>')
_STANCE = Snippet('<span class="ea-st ea-st-{}"><span class="ea-quiet">{}</span> {}</span>')
_WIDER = Snippet('<span class="ea-quiet">, {}</span>')


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a row; empty where nothing is recorded."""

    html: Markup
    key: str = ""
    """What it is sorted by; empty: its text."""


@dataclass(frozen=True, slots=True)
class Span:
    """What several accounts of a number allow together."""

    low: int
    high: int
    is_open: bool
    """It may be more."""

    def __str__(self) -> str:
        """Return it as a table shows it: `3`, `2–5`, `40+`."""
        return (f"{self.low:,}" if self.low == self.high else f"{self.low:,}–{self.high:,}") + "+" * self.is_open


class PlainWords(Words):
    """Values as words without links: a row of an index leads to its entry alone."""

    def link(self, id: str, words: str | None = None, *, marked: bool = True, anchor: str = "") -> Markup:
        """Return the name of an entry."""
        return html(words) if words else label_html(self.atlas[id])


def cell(words: PlainWords, entry: Entry, column: Column) -> Cell:
    """Return what stands in a column of the row of an entry."""
    field = entry.shape.fields[column.field]
    if field.marker(Property) is None:
        held = getattr(entry.record, column.field)
        return Cell(Markup(capitalised(str(words.value(field, held, short=True)))), _key(held))
    facts = [
        f for f in entry.facts_of(column.field) if f.statement.rank != "deprecated" and _is_meant(field, column, f)
    ]
    if column.is_number:
        return _number(facts, field, column)
    facts.sort(key=_prominence)
    shown = list(dict.fromkeys(_said(words, field, fact, brief=len(facts) > 1) for fact in facts))
    declared: Property = field.marker(Property)
    limit = 1 if declared.one or any(hasattr(f.statement, "stance") for f in facts) else MAX_VALUES
    text = joined(shown[:limit], "; ")
    more = 0 if declared.one else len(shown) - limit
    if more > 0:
        text += _REST(more)
    first = getattr(facts[0].statement, "value", None) if facts else None
    return Cell(text, _key(first))


def _key(held: Any) -> str:
    return held.text if isinstance(held, Edtf) else ""


def _is_meant(field: FieldShape, column: Column, fact: Fact) -> bool:
    part, codes = column.only
    if not part:
        return True
    assert field.record is not None
    held, marker = getattr(fact.statement, part), field.record.fields[part].marker(CodeOf)
    return any(contains(marker.list_name, code, held) for code in codes)


def _said(words: PlainWords, field: FieldShape, fact: Fact, *, brief: bool) -> Markup:
    assert field.record is not None
    statement: Any = fact.statement
    part = field.record.parts[0]
    target = part.marker(Ref)
    if target is not None and target.role is Role.LOCATION:
        id = getattr(statement, part.name)
        return html(short_name(words.atlas[id])) if brief else _place(words.atlas, id)
    date = getattr(statement, part.name)
    said = in_short(date) if isinstance(date, Edtf) else statement_words(words, field, statement)[0].striptags()
    stance = getattr(statement, "stance", "")
    if not stance:
        return html(said)
    lead = _OF.get(stance, f"{label_of('stance', stance)} by")
    return _STANCE(stance_style(stance), html(lead), html(said))


def _place(atlas: Atlas, id: str) -> Markup:
    """Return a place, with the governorate behind it, or the country."""
    record: Any = atlas[id].record
    above = getattr(record, "governorate", None)
    wider = short_name(atlas[above]) if above and above != id else country_name(record.country)
    name = short_name(atlas[id])
    return html(name) if name == wider else html(name) + _WIDER(html(wider))


def short_name(entry: Entry) -> str:
    """Return the label of an entry, without the word for what it is where that ends it, as Anbar for its governorate."""
    field = entry.shape.fields.get(entry.kind.classifier)
    marker = field.marker(CodeOf) if field is not None else None
    if marker is None or field is None or field.many:
        return entry.label
    words = label_of(marker.list_name, getattr(entry.record, field.name))
    return entry.label.removesuffix(f" ({words})").removesuffix(f" {words}")


def _prominence(fact: Fact) -> tuple[bool, str, int]:
    """Sort a preferred statement first, then the one of the latest period, then file order."""
    when = fact.statement.when
    latest = "".join(chr(ord("9") - int(c) + ord("0")) if c.isdigit() else c for c in when.latest) if when else "~"
    return (fact.statement.rank != "preferred", latest, fact.index)


def _number(facts: list[Fact], field: FieldShape, column: Column) -> Cell:
    """Return the number that the accounts of all people give; without one, that of the largest part, and "or more".

    Numbers of several parts are never added: the sources may count the same people twice.
    """
    assert field.record is not None
    part, whole = column.total
    by_part: dict[frozenset[str], list[Any]] = {}
    for fact in facts:
        held = getattr(fact.statement, part)
        by_part.setdefault(frozenset(held if isinstance(held, tuple) else (held,)), []).append(fact.statement)
    spans = {counted: span for counted, said in by_part.items() if (span := span_of(said)) is not None}
    total = spans.get(frozenset((whole,)))
    if total is None and spans:
        total = max(spans.values(), key=lambda span: (span.low, span.high))
        if len(spans) > 1 and total.high:
            total = Span(total.low, total.high, True)
    if total is None:
        return Cell(Markup('<span class="ea-quiet">in words</span>'), "0.5") if facts else Cell(Markup(""))
    text = str(total)
    return Cell(html(text), "" if text == f"{total.high:,}" else str(total.high))


def span_of(statements: list[Any]) -> Span | None:
    """Return what these accounts of one number allow: the preferred ones alone where there are any."""
    counting = [s for s in statements if (s.low, s.best, s.high) != (None, None, None)]
    held = [s for s in counting if s.rank == "preferred"] or counting
    if not held:
        return None
    lows = [
        min(n for n in (s.low, s.best, s.high if s.low is None and s.best is None else None) if n is not None)
        for s in held
    ]
    highs = [max(n for n in (s.low, s.best, s.high) if n is not None) for s in held]
    top = max(highs)
    is_open = any(s.best is None and s.high is None and s.low == top for s in held)
    return Span(min(lows), top, is_open)
