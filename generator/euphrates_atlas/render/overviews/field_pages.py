"""The field reference: the fields of each kind, with their types and descriptions, read off the models.

`site/parts.py` runs `pages`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import quote

from annotated_types import MaxLen
from markupsafe import Markup

from euphrates_atlas.edit.new_entry import entry_text
from euphrates_atlas.kinds import record_types, types_of
from euphrates_atlas.model.kind import Article, Correction, Record
from euphrates_atlas.model.shape import FieldShape, RecordShape, limits, shape_of
from euphrates_atlas.model.statement import (
    Agent,
    Body,
    Citation,
    Dispute,
    Identifiers,
    Name,
    Quote,
    Statement,
    Valued,
)
from euphrates_atlas.model.value_types import DateType, ProseText, Ref, Role, TextFormat
from euphrates_atlas.render.environment import filled
from euphrates_atlas.render.markup import CODE, LINK, code_html, html, joined
from euphrates_atlas.render.site_input import Pages, SiteInput
from euphrates_atlas.render.tables import Row
from euphrates_atlas.subject import subject
from euphrates_atlas.text.edtf import parse_date
from euphrates_atlas.text.edtf_words import in_words

SHARED: tuple[Any, ...] = (
    Citation,
    Quote,
    Agent,
    Body,
    Dispute,
    Name,
    Identifiers,
    Correction,
)
"""Records that entries of several kinds hold; the index describes them."""

DATES = (
    "2021-02-15",
    "2021-02",
    "2021",
    "202X",
    "2003~",
    "2011?",
    "2011%",
    "2020-05/2020-08",
    "2014/..",
    "../2011",
    "2014/",
    "2021-02-XX",
)
"""An example of each form of dates."""

_PLAIN = {
    bool: "<code>true</code> or <code>false</code>",
    int: "whole number",
    float: "decimal number",
}


class RecordFields(NamedTuple):
    """The fields of one record."""

    anchor: str
    title: str
    intro: Markup
    """A few words on the record."""
    rows: list[Row]
    """One for each field."""


def pages(site: SiteInput) -> Pages:
    """Yield the page of the common fields, and the page of each kind."""
    kinds = []
    for kind in site.atlas.kinds:
        page = LINK(f"{kind.folder}.html", kind.plural)
        schema = LINK(f"../schema/{kind.folder}.json", "JSON Schema")
        kinds.append((page, CODE(f"entities/{kind.folder}/"), kind.description, schema))
    dates = [(CODE(date), in_words(parse_date(date))) for date in DATES]
    records = list(_common_records())
    yield (
        "fields/index.md",
        filled("fields.md.j2", kinds=kinds, records=records, dates=dates),
    )
    for folder, model in record_types().items():
        fields = filled(
            "field_kind.md.j2",
            kind=model.kind,
            records=list(_kind_records(model)),
            blank=quote(entry_text(model, {}), safe=""),
        )
        yield f"fields/{folder}.md", fields


def _kind_records(model: type[Record]) -> Iterator[RecordFields]:
    """Yield the fields of one kind, and the records that they hold; without those of all kinds that it only takes over.

    A common field that this kind requires stands behind its own.
    """
    common = shape_of(Record).fields
    own = []
    required = []
    for field in shape_of(model).fields.values():
        if field.name not in common or field.record is not common[field.name].record:
            own.append(field)
        elif field.required:
            required.append(field)
    fields = own + required
    one_of = model.kind.one_of
    needed = dict.fromkeys(one_of, joined(map(CODE, one_of), " or "))
    rows = _rows("field", fields, needed)
    yield RecordFields("fields", "Fields", _intro(shape_of(model)), rows)
    for shape in _records(fields):
        yield _record_fields(shape)


def _common_records() -> Iterator[RecordFields]:
    """Yield the records that all kinds have in common."""
    models = record_types().values()
    supporting = [
        model.kind.plural.lower() for model in models if not issubclass(model, Article)
    ]
    of_entry = (
        f"Of these, {', '.join(supporting)} need none; their own pages list what they need."
    )
    entry = shape_of(Article)
    statement = shape_of(Statement)
    rows = _rows("entry", entry.fields.values(), {})
    yield RecordFields("entry", "Every entry", html(of_entry), rows)
    rows = _rows("statement", statement.fields.values(), {})
    yield RecordFields("statement", "Every statement", _intro(statement), rows)
    for record in SHARED:
        yield _record_fields(shape_of(record))


def _records(fields: Iterable[FieldShape]) -> list[RecordShape]:
    """Return the records in these fields, and those within them, each once; without `Valued` and the shared records."""
    records: dict[Any, RecordShape] = {}
    for field in fields:
        shape = field.record
        if not shape or shape.type in SHARED:
            continue
        if shape.base is not Valued:  # its other fields all statements have
            records.setdefault(shape.type, shape)
        for inner in _records(_fields_of(shape)):
            records.setdefault(inner.type, inner)
    return list(records.values())


def _fields_of(shape: RecordShape) -> Iterable[FieldShape]:
    """Return the fields of a record; of a statement, its own parts alone."""
    return shape.parts if shape.is_statement else shape.fields.values()


def _record_fields(shape: RecordShape) -> RecordFields:
    """Return the fields of a record that stands within entries; of a statement its own parts alone."""
    anchor = _anchor(shape)
    fields = [
        field for field in _fields_of(shape) if field.name not in shape.only_from_text
    ]
    required = dict.fromkeys(shape.required_together, "required")
    return RecordFields(
        anchor, _words(shape), _intro(shape), _rows(anchor, fields, required)
    )


def _rows(
    anchor: str, fields: Iterable[FieldShape], required: Mapping[str, str]
) -> list[Row]:
    """Return the fields of a record, a row each.

    `required` has by their names the words for fields that are not simply required.
    """
    rows = []
    for field in fields:
        needed = "required" if field.required else ""
        cells = (
            CODE(field.name),
            _holds(field),
            _how_many(field),
            required.get(field.name, needed),
            code_html(field.description),
        )
        rows.append(Row(cells, anchor=f"{anchor}-{field.name}"))
    return rows


def _how_many(field: FieldShape) -> str:
    """Return how many items a field takes; a list with a limit takes exactly as many."""
    exact = limits(field.list_markers).get(MaxLen)
    if exact:
        return f"list of {exact}"
    return "one or more" if field.many else "one"


def _holds(field: FieldShape) -> str:
    """Return the type of a field in a few words, with links."""
    if field.record:
        return _holds_record(field.record)
    codes = field.code_list
    if codes:
        return "code: " + LINK(f"../glossary/index.html#{codes.name}", codes.title)
    ref = field.marker(Ref)
    if ref:
        return "id: " + _kinds_in(ref.role)
    if field.value_type in _PLAIN:
        return Markup(_PLAIN[field.value_type])
    if field.marker(DateType):
        return Markup('<a href="index.html#dates">date or period</a>')
    if field.marker(ProseText):
        return "Markdown with citations and links"
    checked = field.marker(TextFormat)
    if checked:
        return re.sub(r"^an? ", "", checked.expected)
    own_markers = field.markers[len(field.list_markers) :]
    longest = limits(own_markers).get(MaxLen)
    return f"text of at most {longest:,} characters" if longest else "text"


def _holds_record(shape: RecordShape) -> str:
    if shape.base is Valued:
        return "statement: " + _holds(shape.fields["value"])
    page = "index.html" if shape.type in SHARED else ""
    link = LINK(f"{page}#{_anchor(shape)}", _words(shape).lower())
    return "statement: " + link if shape.is_statement else link


def _kinds_in(role: Role) -> str:
    """Return links to the kinds whose entries can stand in a role."""
    if role is Role.ANY:
        return subject().worded(role.value)
    kinds = [model.kind for model in types_of(role)]
    return joined(
        (LINK(f"{kind.folder}.html", kind.singular.lower()) for kind in kinds), " or "
    )


def _intro(shape: RecordShape) -> Markup:
    """Return the description of a record, and how its short form is written."""
    intro = code_html(shape.description)
    if shape.text_form:
        return intro + html(f" In short: {shape.text_form.help}.")
    if not shape.from_text:
        return intro
    (filled_field,) = shape.from_text("x")  # any text shows which field it fills
    short = f"its {filled_field}"
    if filled_field in shape.only_from_text:
        short = "the id of an entry"
    return intro + html(f" In short: a text alone, {short}.")


def _words(shape: RecordShape) -> str:
    """Return the name of a record in words."""
    name = vars(shape.base).get("called", shape.base.__name__)
    # CorrectionNote -> Correction note
    return re.sub(r"(?<!^)(?=[A-Z])", " ", name).capitalize()


def _anchor(shape: RecordShape) -> str:
    return _words(shape).lower().replace(" ", "-")
