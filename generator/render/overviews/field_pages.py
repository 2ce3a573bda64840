"""The field reference: the fields of each kind, with their types and descriptions, read off the models."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, get_origin
from urllib.parse import quote

from annotated_types import MaxLen
from markupsafe import Markup

from generator.desk.new_entry import entry_text
from generator.kinds import record_types
from generator.model.codes import CodeOf, code_list
from generator.model.kind import Article, Correction, Record
from generator.model.shape import FieldShape, RecordShape, limits, shape_of
from generator.model.statement import Agent, Body, Citation, Dispute, Identifiers, Name, Quote, Statement, Valued
from generator.model.value_types import DateType, ProseText, Ref, Role, TextFormat
from generator.render.environment import filled
from generator.render.markup import CODE, LINK, code_html, html, joined
from generator.render.site_input import SiteInput
from generator.render.tables import DASH, Column, Row, Table, rows_of
from generator.subject import repository_address, subject
from generator.text.edtf import parse
from generator.text.edtf_words import in_words

SHARED: tuple[Any, ...] = (Citation, Quote, Agent, Body, Dispute, Name, Identifiers, Correction)
"""Records that entries of several kinds hold; the index describes them."""

DATES = (
    *("2021-02-15", "2021-02", "2021", "202X", "2003~", "2011?", "2011%"),
    *("2020-05/2020-08", "2014/..", "../2011", "2014/", "2021-02-XX"),
)
"""An example of each form of dates."""

_PLAIN = {bool: "<code>true</code> or <code>false</code>", int: "whole number", float: "decimal number"}
_KINDS = (Column("Kind", is_head=True), Column("Folder"), Column("What they are"), Column("Schema"))
_DATES = (Column("Written", is_head=True), Column("Meaning"))
_FIELDS = (
    Column("Field", is_head=True),
    Column("Holds"),
    Column("How many"),
    Column("Required", absent=DASH),
    Column("Meaning"),
)


RecordFields = tuple[str, Markup, Table]
"""The fields of one record, a row each, beneath its anchor and a few words on it."""


def pages(site: SiteInput) -> Iterator[tuple[str, str]]:
    """Yield the page of the common fields, and the page of each kind."""
    kinds = [model.kind for model in record_types().values()]
    rows = []
    for kind in kinds:
        page, schema = LINK(f"{kind.folder}.html", kind.plural), LINK(f"../schema/{kind.folder}.json", "JSON Schema")
        rows.append((page, CODE(f"entities/{kind.folder}/"), kind.description, schema))
    table = Table("Kinds of entries", _KINDS, rows_of(rows))
    dates = Table("Forms of dates", _DATES, rows_of((CODE(date), in_words(parse(date))) for date in DATES))
    yield "fields/index.md", filled("fields.md.j2", kinds=table, records=_common_records(), dates=dates)
    for folder, model in record_types().items():
        # The web editor of the hosting service, with a file to fill in.
        begun = f"filename=your-id.yml&value={quote(entry_text(model, {}), safe='')}"
        begin = f"{repository_address()}/new/main/entities/{folder}?{begun}"
        records = _kind_records(model)
        yield f"fields/{folder}.md", filled("field_kind.md.j2", kind=model.kind, records=records, begin=begin)


def _kind_records(model: type[Record]) -> list[RecordFields]:
    """Return the fields of one kind, and the records that they hold."""
    common, kind = shape_of(Record).fields, model.kind
    fields = [f for f in shape_of(model).fields.values() if f.name not in common or f.required]
    fields.sort(key=lambda field: field.name in common)
    one_of = joined(map(CODE, kind.one_of), " or ")
    own = "fields", _intro(shape_of(model)), _table("Fields", "field", fields, dict.fromkeys(kind.one_of, one_of))
    return [own, *(_record_fields(shape) for shape in _records(fields))]


def _common_records() -> list[RecordFields]:
    """Return the records that all kinds have in common."""
    entry, statement = shape_of(Article), shape_of(Statement)
    supporting = [model.kind.plural.lower() for model in record_types().values() if not issubclass(model, Article)]
    of_entry = html(f"Of these, {', '.join(supporting)} need none; their own pages list what they need.")
    return [
        ("entry", of_entry, _table("Every entry", "entry", entry.fields.values(), {})),
        ("statement", _intro(statement), _table("Every statement", "statement", statement.fields.values(), {})),
        *(_record_fields(shape_of(record)) for record in SHARED),
    ]


def _records(fields: Iterable[FieldShape]) -> list[RecordShape]:
    """Return the records in these fields, and the records in those, each once; without single values and shared records."""
    records: dict[Any, RecordShape] = {}
    for field in fields:
        if (shape := field.record) is None or shape.type in SHARED:
            continue
        inner = shape.parts if shape.is_statement else shape.fields.values()
        for record in ([] if get_origin(shape.type) is Valued else [shape]) + _records(inner):
            records.setdefault(record.type, record)
    return list(records.values())


def _record_fields(shape: RecordShape) -> RecordFields:
    title, anchor = _words(shape), _anchor(shape)
    fields = shape.parts if shape.is_statement else shape.fields.values()
    shown = [field for field in fields if field.name not in shape.only_from_text]
    return anchor, _intro(shape), _table(title, anchor, shown, dict.fromkeys(shape.required_together, "required"))


def _table(title: str, anchor: str, fields: Iterable[FieldShape], required: Mapping[str, str]) -> Table:
    """Return the fields of a record, a row each; `required` says it of those that their own shape does not call so."""
    rows = []
    for field in fields:
        needed = required.get(field.name, "required" if field.required else "")
        exact = limits(field.list_markers).get(MaxLen)
        many = f"list of {exact}" if exact else "one or more" if field.many else "one"
        cells = (CODE(field.name), _holds(field), many, needed, code_html(field.description))
        rows.append(Row(cells, anchor=f"{anchor}-{field.name}"))
    return Table(title, _FIELDS, tuple(rows))


def _holds(field: FieldShape) -> Markup:
    """Return the type of a field in a few words, with links."""
    if (shape := field.record) is not None:
        if get_origin(shape.type) is Valued:
            return html("statement: ") + _holds(shape.fields["value"])
        page = "index.html" if shape.type in SHARED else ""
        link = LINK(f"{page}#{_anchor(shape)}", _words(shape).lower())
        return html("statement: ") + link if shape.is_statement else link
    if (code := field.marker(CodeOf)) is not None:
        listed = code_list(code.list_name)
        return html("code: ") + LINK(f"../glossary/index.html#{listed.name}", listed.title)
    if (ref := field.marker(Ref)) is not None:
        return html("id: ") + _kinds_in(ref.role)
    if (plain := _PLAIN.get(field.value_type)) is not None:
        return Markup(plain)
    if field.marker(DateType) is not None:
        return Markup('<a href="index.html#dates">date or period</a>')
    if field.marker(ProseText) is not None:
        return html("Markdown with citations and links")
    if (checked := field.marker(TextFormat)) is not None:
        return html(re.sub(r"^an? ", "", checked.expected))
    longest = limits(field.markers[len(field.list_markers) :]).get(MaxLen)
    return html(f"text of at most {longest:,} characters" if longest else "text")


def _kinds_in(role: Role) -> Markup:
    if role is Role.ANY:
        return html(subject().worded(role.value))
    kinds = [model.kind for model in record_types().values() if role in model.kind.roles]
    return joined([LINK(f"{kind.folder}.html", kind.singular.lower()) for kind in kinds], " or ")


def _intro(shape: RecordShape) -> Markup:
    """Return the description of a record, and how its short form is written."""
    intro = code_html(" ".join(((get_origin(shape.type) or shape.type).__doc__ or "").split()))
    if shape.text_form is not None:
        return intro + html(f" In short: {shape.text_form.help}.")
    if shape.from_text is not None:
        (filled,) = shape.from_text("x")
        short = "the id of an entry" if filled in shape.only_from_text else f"its {filled}"
        return intro + html(f" In short: a text alone, {short}.")
    return intro


def _words(shape: RecordShape) -> str:
    record = get_origin(shape.type) or shape.type
    name: str = vars(record).get("called", record.__name__)
    return re.sub(r"(?<!^)(?=[A-Z])", " ", name).capitalize()


def _anchor(shape: RecordShape) -> str:
    return _words(shape).lower().replace(" ", "-")
