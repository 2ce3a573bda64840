"""The field reference: what each field of each kind holds, read off the models."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, get_origin

from annotated_types import MaxLen
from markupsafe import Markup
from pydantic.fields import FieldInfo

from generator.codes import code_list
from generator.kinds import record_types
from generator.model.kind import Correction, Kind, Record, Subject
from generator.model.shape import FieldShape, RecordShape, shape_of
from generator.model.statement import Agent, Citation, Dispute, Identifiers, Name, Quote, Statement, Valued
from generator.model.values import Checked, CodeOf, DateType, ProseText, Ref, Role
from generator.render.values import code_html, html, joined
from generator.text.edtf import in_words, parse

SHARED: tuple[Any, ...] = (Citation, Quote, Agent, Dispute, Name, Identifiers, Correction)
"""Records that entries of several kinds hold; the index describes them."""

DATES = (
    *("2021-02-15", "2021-02", "2021", "202X", "2003~", "2011?", "2011%"),
    *("2020-05/2020-08", "2014/..", "../2011", "2014/", "2021-02-XX"),
)
"""A date of each form that is taken."""

_PLAIN = {bool: "<code>true</code> or <code>false</code>", int: "whole number", float: "decimal number"}


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field."""

    name: str
    anchor: str
    holds: Markup
    how_many: str
    required: Markup
    description: Markup


@dataclass(frozen=True, slots=True)
class FieldTable:
    """The fields of one record."""

    title: str
    anchor: str
    intro: Markup
    rows: tuple[FieldRow, ...]


@dataclass(frozen=True, slots=True)
class KindFields:
    """The reference of one kind: its fields, and the records that they hold."""

    kind: Kind
    fields: FieldTable
    records: tuple[FieldTable, ...]


@dataclass(frozen=True, slots=True)
class FieldIndex:
    """What all kinds have in common."""

    kinds: tuple[KindFields, ...]
    tables: tuple[FieldTable, ...]
    dates: tuple[tuple[str, str], ...]
    """Forms of dates, each with its meaning."""


def kind_fields(model: type[Record]) -> KindFields:
    """Return the reference of one kind."""
    common, kind = shape_of(Record).fields, model.kind
    wanted = [f for f in shape_of(model).fields.values() if f.name not in common or f.required]
    own = sorted(wanted, key=lambda f: f.name in common)
    one_of = Markup(" or ").join(Markup("<code>{}</code>").format(name) for name in kind.one_of)
    rows = tuple(_row(f, "field", one_of if f.name in kind.one_of else None) for f in own)
    table = FieldTable("Fields", "fields", _intro(shape_of(model)), rows)
    return KindFields(kind, table, tuple(_table(shape) for shape in _records(own)))


def field_index() -> FieldIndex:
    """Return the reference of what all kinds have in common."""
    entry, statement = shape_of(Subject), shape_of(Statement)
    tables = [
        FieldTable(
            "Every entry",
            "entry",
            _entry_intro(),
            _rows(entry.fields.values(), "entry"),
        ),
        FieldTable("Every statement", "statement", _intro(statement), _rows(statement.fields.values(), "statement")),
        *(_table(shape_of(record)) for record in SHARED),
    ]
    dates = tuple((date, in_words(parse(date))) for date in DATES)
    return FieldIndex(tuple(kind_fields(model) for model in record_types().values()), tuple(tables), dates)


def _entry_intro() -> Markup:
    supporting = [model.kind.plural.lower() for model in record_types().values() if not issubclass(model, Subject)]
    return html(f"Of these, {', '.join(supporting)} need none; what they need stands on their own pages.")


def _records(fields: Iterable[FieldShape]) -> list[RecordShape]:
    """Return the records that fields hold, theirs too, each once; a single value and what is shared are left out."""
    found: dict[Any, RecordShape] = {}
    for field in fields:
        if (shape := field.record) is None or shape.type in SHARED:
            continue
        inner = shape.parts if shape.is_statement else shape.fields.values()
        for held in ([] if get_origin(shape.type) is Valued else [shape]) + _records(inner):
            found.setdefault(held.type, held)
    return list(found.values())


def _table(shape: RecordShape) -> FieldTable:
    title, anchor = _words(shape), _anchor(shape)
    shown = [
        f for f in (shape.parts if shape.is_statement else shape.fields.values()) if f.name not in shape.only_from_text
    ]
    return FieldTable(title, anchor, _intro(shape), _rows(shown, anchor, shape.required_together))


def _rows(fields: Iterable[FieldShape], anchor: str, needed: tuple[str, ...] = ()) -> tuple[FieldRow, ...]:
    return tuple(_row(f, anchor, Markup("required") if f.name in needed else None) for f in fields)


def _row(field: FieldShape, anchor: str, required: Markup | None = None) -> FieldRow:
    needed = required or (Markup("required") if field.required else Markup(""))
    return FieldRow(
        field.name, f"{anchor}-{field.name}", _holds(field), _how_many(field), needed, code_html(field.description)
    )


def _how_many(field: FieldShape) -> str:
    exact = next((limit.max_length for limit in _limits(field.list_markers) if isinstance(limit, MaxLen)), None)
    return f"list of {exact}" if exact else "one or more" if field.many else "one"


def _holds(field: FieldShape) -> Markup:
    """Return what a field holds, in a few words with links."""
    if (shape := field.record) is not None:
        if get_origin(shape.type) is Valued:
            return html("statement: ") + _holds(shape.fields["value"])
        page = "index.html" if shape.type in SHARED else ""
        link = Markup('<a href="{}#{}">{}</a>').format(page, _anchor(shape), _words(shape).lower())
        return html("statement: ") + link if shape.is_statement else link
    if (code := field.marker(CodeOf)) is not None:
        listed = code_list(code.list_name)
        return Markup('code: <a href="../glossary/index.html#{}">{}</a>').format(listed.name, listed.title)
    if (ref := field.marker(Ref)) is not None:
        return html("id: ") + _kinds_in(ref.role)
    return _text(field)


def _text(field: FieldShape) -> Markup:
    if (plain := _PLAIN.get(field.value_type)) is not None:
        return Markup(plain)
    if field.marker(DateType) is not None:
        return Markup('<a href="index.html#dates">date or period</a>')
    if field.marker(ProseText) is not None:
        return html("Markdown with citations and links")
    if (checked := field.marker(Checked)) is not None:
        return html(re.sub(r"^an? ", "", checked.expected))
    longest = next(
        (m.max_length for m in _limits(field.markers[len(field.list_markers) :]) if isinstance(m, MaxLen)), 0
    )
    return html(f"text of at most {longest:,} characters" if longest else "text")


def _limits(markers: tuple[Any, ...]) -> Iterable[Any]:
    return (limit for marker in markers if isinstance(marker, FieldInfo) for limit in marker.metadata)


def _kinds_in(role: Role) -> Markup:
    if role is Role.ANY:
        return html(role.value)
    kinds = [model.kind for model in record_types().values() if role in model.kind.roles]
    return joined([Markup('<a href="{}.html">{}</a>').format(k.folder, k.singular.lower()) for k in kinds], " or ")


def _intro(shape: RecordShape) -> Markup:
    """Return what a record is, and how its short form is written."""
    intro = code_html(" ".join(((get_origin(shape.type) or shape.type).__doc__ or "").split()))
    if shape.text_form is not None:
        return intro + html(f" In short: {shape.text_form.help}.")
    if shape.from_text is not None:
        (filled,) = shape.from_text("x")
        short = "the id of an entry" if filled in shape.only_from_text else f"its {filled}"
        return intro + html(f" In short: a text alone, {short}.")
    return intro


def _words(shape: RecordShape) -> str:
    name = (get_origin(shape.type) or shape.type).__name__
    return re.sub(r"(?<!^)(?=[A-Z])", " ", name).capitalize()


def _anchor(shape: RecordShape) -> str:
    return _words(shape).lower().replace(" ", "-")
