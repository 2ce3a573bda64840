"""JSON Schemas (2020-12) of the kinds, made from their models: one for editors, one for the exported data.

The schema for editors accepts an entry as people write it: one value or a list, the short forms of citations, names and
agents, and what YAML 1.2 makes of an unquoted year. It refuses only three spellings that the check accepts: a number or
`true` in quotes, another word for `true` or `false`, and a number with anything but digits. It leaves to the check
whatever takes a second file or more than a pattern (references, rivals, whether a day exists).
`atlas schema` writes those for editors, `site/parts` those of the data.
"""

import json
import re
from collections.abc import Callable, Iterable
from typing import Any

from annotated_types import Ge, Le, MaxLen, MinLen

from euphrates_atlas import resources
from euphrates_atlas.export.identity import ENTRY_SCHEMA, SCHEMAS, Files
from euphrates_atlas.kinds import record_types
from euphrates_atlas.model.codes import CodeList
from euphrates_atlas.model.kind import Record
from euphrates_atlas.model.shape import FieldShape, RecordShape, limits, shape_of
from euphrates_atlas.model.statement import COMMON_FIELDS
from euphrates_atlas.model.value_types import DateType, IdText, Ref, TextFormat
from euphrates_atlas.subject import site_address, subject

Schema = dict[str, Any]


def schema_of(record_type: type[Record], *, for_data: bool) -> Schema:
    """Return the schema of a kind's exported records, whose lists are always lists, without short forms; else of its files."""
    return _SchemaWriter(for_data=for_data).entry(record_type)


def schema_files(*, for_data: bool) -> Files:
    """Yield name and bytes of the schema of each kind, in the order of the kinds: of the exported data, else for editors.

    Of the data, the schema of the envelope around a record comes first.
    """
    indent = None if for_data else 1
    schemas = {ENTRY_SCHEMA: entry_schema()} if for_data else {}
    for folder, record_type in record_types().items():
        schemas[f"{folder}.json"] = schema_of(record_type, for_data=for_data)
    for name, schema in schemas.items():
        text = json.dumps(schema, ensure_ascii=False, indent=indent)
        yield name, f"{text}\n".encode()


def entry_schema() -> Schema:
    """Return the schema of the data of an entry; the record in it follows that of its kind."""
    schema: Schema = json.loads(resources.table("export/entry.schema.json"))
    schema["$id"] = site_address(f"{SCHEMAS}/{ENTRY_SCHEMA}")
    kinds = []
    records = []
    for folder, record_type in record_types().items():
        kind = record_type.kind.singular
        kinds.append(kind)
        asked = {"properties": {"kind": {"const": kind}}}
        then = {"properties": {"record": {"$ref": f"{folder}.json"}}}
        records.append({"if": asked, "then": then})
    entry = schema["$defs"]["entry"]
    entry["properties"]["kind"]["enum"] = kinds
    entry["allOf"] = records
    return schema


_NO_SUPPORT: Schema = {
    "type": ["object"], "required": ["stance"], "patternProperties": {"^stance$": {"not": {"const": "supports"}}}
}  # fmt: skip
"""A citation that is no support of its statement."""


_JSON_TYPES = {bool: "boolean", int: "integer", float: "number"}


class _SchemaWriter:
    """Writes the schema of one kind; what several fields share goes into `$defs`."""

    def __init__(self, *, for_data: bool) -> None:
        self._for_data = for_data
        self._definitions: dict[str, Schema] = {}

    def entry(self, record_type: type[Record]) -> Schema:
        """Return the whole schema of a kind."""
        kind = record_type.kind
        file = f"{kind.folder}.json"
        schema = {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": site_address(f"{SCHEMAS}/{file}") if self._for_data else file,
            **self._mapping(shape_of(record_type)),
        }
        if kind.one_of:
            schema["anyOf"] = [{"required": [name]} for name in kind.one_of]
        schema["title"] = kind.singular
        schema["description"] = kind.description
        schema["$defs"] = dict(sorted(self._definitions.items()))
        return schema

    def _mapping(self, shape: RecordShape) -> Schema:
        """Return the schema of a record as a mapping of its fields: which there are, and which must be there."""
        is_written_out = self._is_written_out(shape)
        properties = {}
        required = []
        needs = []
        for name, field in shape.fields.items():
            if name in shape.only_from_text and not is_written_out:
                continue
            if (
                shape.is_statement and name in COMMON_FIELDS
            ):  # written once for all statements
                properties[name] = self._define(f"statement-{name}", self._property, field)
            else:
                properties[name] = self._property(field)
            dated: DateType | None = field.marker(DateType)
            may_lack = (
                self._for_data and dated and dated.unknown
            )  # as `unknown` in the file
            if field.required and not may_lack:
                required.append(name)
            other, value = field.options.needs
            if other:
                needs.append(_with_other(name, other, value))
        if not is_written_out:
            required += shape.required_together
        schema: Schema = {"type": "object", "properties": properties}
        schema |= {"required": required} if required else {"minProperties": 1}
        schema["additionalProperties"] = False
        if needs:
            schema["allOf"] = needs
        return schema

    def _property(self, field: FieldShape) -> Schema:
        """Return the schema of a field with its title and description; of a list in files, also that of one item alone."""
        declared = field.declared
        title = declared.label if declared else field.name.replace("_", " ").capitalize()
        described: Schema = {"title": title, "description": field.description}
        item = self._item(field)
        if not field.many:
            return described | item
        if field.name == "cite":
            none_of = {"type": "array", "minItems": 1, "items": _NO_SUPPORT}
            described["not"] = {"anyOf": [_NO_SUPPORT, none_of]}
        array: Schema = {"type": "array", "items": item, "minItems": 1}
        array |= _bounds(field.list_markers, of_list=True)
        if self._for_data or array["minItems"] > 1:
            return described | array
        return {**described, "anyOf": [item, array]}

    def _item(self, field: FieldShape) -> Schema:
        """Return the schema of one value of a field: of a record, a code, or a plain value."""
        shape = field.record
        if shape:
            return self._define(shape.name_in(field.name), self._record, shape)
        listed = field.code_list
        if listed:
            return self._define(f"code-{listed.name}", _codes, listed)
        return self._value(field)

    def _record(self, shape: RecordShape) -> Schema:
        """Return the schema of a record within an entry, with its short form where it may have that."""
        mapping = self._mapping(shape)
        if not self._is_written_out(shape):
            if (
                shape.is_statement
            ):  # without a description, so that editors show that of the field
                return {"title": "Statement", **mapping}
            if shape.from_text:
                mapping = {"anyOf": [self._short_form(shape), mapping]}
        return {"description": shape.description, **mapping}

    def _is_written_out(self, shape: RecordShape) -> bool:
        """Tell whether a record stands here with all its fields, and never in a short form.

        So it does in the data, unless these give it as a text (`Body.as_text`).
        """
        return self._for_data and not hasattr(shape.type, "as_text")

    def _short_form(self, shape: RecordShape) -> Schema:
        """Return the schema of the text that may replace a record: a pattern of its own, or that of the field it fills."""
        if shape.text_form:
            return self._matching(shape.text_form)
        assert shape.from_text
        (field_name,) = shape.from_text("x")  # the one field that any text fills
        return self._value(shape.fields[field_name])

    def _value(self, field: FieldShape) -> Schema:
        """Return the schema of a value that is neither record nor code; editors' texts may be what YAML 1.2 reads as others."""
        json_type = _JSON_TYPES.get(field.value_type)
        if json_type:
            return {"type": json_type, **_bounds(field.markers)}
        date: DateType | None = field.marker(DateType)
        if date:
            return self._date(date)
        bounds = _bounds(field.markers[len(field.list_markers) :])
        form = IdText if field.marker(Ref) else field.marker(TextFormat)
        if form:
            return self._matching(form) | bounds
        types = "string" if self._for_data else ["string", "number", "boolean"]
        return {"type": types, "pattern": r"\S", **bounds}

    def _date(self, date: DateType) -> Schema:
        """Return the schema of a date; for editors, of a year without quotes too, which YAML reads as a number."""
        if self._for_data:
            return self._matching(DateType(unknown=False).form)
        first, last = subject().years
        years = {
            "type": ["string", "integer"],
            "minimum": first,
            "maximum": last,
        }
        return self._matching(date.form) | years

    def _matching(self, form: TextFormat) -> Schema:
        """Return the schema of a text with a pattern; for editors also of the numbers or booleans that match it."""
        schema: Schema = {"type": "string", "pattern": f"^(?:{form.pattern})$"}
        if self._for_data:
            return schema

        def matches(text: str) -> bool:
            return re.fullmatch(form.pattern, text) is not None

        types = ["string"]
        if matches("12345678"):
            types.append("number")
        if matches("true"):
            types.append("boolean")
        if len(types) > 1:
            schema["type"] = types
        if "number" in types and not matches("-1"):
            schema["minimum"] = 0
        help = subject().worded(form.help)
        return {
            **schema,
            "patternErrorMessage": f"this is not {form.expected}: {help}",
        }

    def _define(self, name: str, make: Callable[..., Schema], *given: Any) -> Schema:
        """Return a reference to a definition, which `make` writes when it is asked for first."""
        if name not in self._definitions:
            self._definitions[
                name
            ] = {}  # ends the recursion of records that contain themselves
            self._definitions[name] = make(*given)
        return {"$ref": f"#/$defs/{name}"}


def _with_other(name: str, other: str, value: str) -> Schema:
    """Return the schema of a mapping in which the field `name` may only stand where the field `other` has this value."""
    asked = {
        "required": [other],
        "patternProperties": {f"^{other}$": {"const": value}},
    }
    return {"if": {"required": [name]}, "then": asked}


def _codes(listed: CodeList) -> Schema:
    """Return the schema of a list of codes; editors show the explanations beside them."""
    explained = [f"**{code.label}**: {code.definition}" for code in listed.codes.values()]
    return {
        "description": f"{listed.title}: one of the codes of the list {listed.name}.",
        "enum": list(listed.codes),
        "markdownEnumDescriptions": explained,
    }


def _bounds(markers: Iterable[Any], *, of_list: bool = False) -> Schema:
    """Return the limits on a number, on the length of a text, or on a list."""
    noun = "Items" if of_list else "Length"
    names = {
        Ge: "minimum",
        Le: "maximum",
        MinLen: f"min{noun}",
        MaxLen: f"max{noun}",
    }
    return {names[sort]: limit for sort, limit in limits(markers).items()}
