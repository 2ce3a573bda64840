"""JSON Schemas (2020-12) of the kinds, made from their models: one for editors, one for the exported data.

The schema for editors accepts an entry as people write it: one value or a list, the short forms of citations, names and
agents, and what YAML 1.2 makes of an unquoted year. It refuses only three spellings that the check accepts: a number or
`true` in quotes, another word for `true` or `false`, and a number with anything but digits. It leaves to the check
whatever takes a second file or more than a pattern (references, rivals, whether a day exists).
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, get_origin

from annotated_types import Ge, Le, MaxLen, MinLen

from generator import resources
from generator.export.identity import ENTRY_SCHEMA, SCHEMAS
from generator.kinds import record_types
from generator.model.codes import CodeOf, code_list
from generator.model.fields import Property
from generator.model.kind import Record
from generator.model.shape import FieldShape, RecordShape, limits, shape_of
from generator.model.statement import COMMON_FIELDS
from generator.model.value_types import DateType, IdText, Ref, TextFormat
from generator.subject import site_address, subject

Schema = dict[str, Any]


def schema_of(record_type: type[Record], *, for_data: bool) -> Schema:
    """Return the schema of a kind's exported records, whose lists are always lists, without short forms; else of its files."""
    return _SchemaWriter(for_data=for_data).entry(record_type)


def schema_files(*, for_data: bool) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of the schema of each kind, in the order of the kinds: of the exported data, else for editors.

    Of the data, the schema of the envelope around a record comes first.
    """
    indent = None if for_data else 1
    schemas = {ENTRY_SCHEMA: entry_schema()} if for_data else {}
    schemas |= {f"{name}.json": schema_of(type_, for_data=for_data) for name, type_ in record_types().items()}
    for name, schema in schemas.items():
        yield name, f"{json.dumps(schema, ensure_ascii=False, indent=indent)}\n".encode()


def entry_schema() -> Schema:
    """Return the schema of the data of an entry; the record in it follows that of its kind."""
    schema: Schema = json.loads(resources.table("export/entry.schema.json"))
    kinds = [(record_type.kind.singular, folder) for folder, record_type in record_types().items()]
    schema["$id"] = site_address(f"{SCHEMAS}/{ENTRY_SCHEMA}")
    schema["$defs"]["entry"]["properties"]["kind"]["enum"] = [kind for kind, _ in kinds]
    schema["$defs"]["entry"]["allOf"] = [
        {
            "if": {"properties": {"kind": {"const": kind}}},
            "then": {"properties": {"record": {"$ref": f"{folder}.json"}}},
        }
        for kind, folder in kinds
    ]
    return schema


_NO_SUPPORT: Schema = {
    "type": ["object"], "required": ["stance"], "patternProperties": {"^stance$": {"not": {"const": "supports"}}}
}  # fmt: skip
"""A citation that is no support of its statement."""


class _SchemaWriter:
    """Writes the schema of one kind; what several fields share goes into `$defs`."""

    def __init__(self, *, for_data: bool) -> None:
        self._for_data = for_data
        self._definitions: dict[str, Schema] = {}

    def entry(self, record_type: type[Record]) -> Schema:
        kind, file = record_type.kind, f"{record_type.kind.folder}.json"
        schema = {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": site_address(f"{SCHEMAS}/{file}") if self._for_data else file,
            **self._mapping(shape_of(record_type)),
            **({"anyOf": [{"required": [name]} for name in kind.one_of]} if kind.one_of else {}),
            "title": kind.singular,
            "description": kind.description,
        }
        return {**schema, "$defs": dict(sorted(self._definitions.items()))}

    def _mapping(self, shape: RecordShape) -> Schema:
        is_written_out = self._for_data and not _is_text(shape)
        fields = [f for f in shape.fields.values() if is_written_out or f.name not in shape.only_from_text]
        # files may give a date as `unknown`, which exported data leaves out
        may_lack = {f.name for f in fields if self._for_data and (dated := f.marker(DateType)) and dated.unknown}
        required = [f.name for f in fields if f.required and f.name not in may_lack]
        if not is_written_out:
            required += shape.required_together
        needs = [_with_other(f.name, *f.options.needs) for f in fields if f.options.needs[0]]
        return {
            "type": "object",
            "properties": {
                f.name: self._property(f, is_common=shape.is_statement and f.name in COMMON_FIELDS) for f in fields
            },
            **({"required": required} if required else {"minProperties": 1}),
            "additionalProperties": False,
            **({"allOf": needs} if needs else {}),
        }

    def _property(self, field: FieldShape, *, is_common: bool = False) -> Schema:
        """Return the schema of a field with its description; the common fields of statements are written once."""
        if is_common:
            return self._define(f"statement-{field.name}", lambda: self._property(field))
        declared: Property | None = field.marker(Property)
        title = declared.label if declared else field.name.replace("_", " ").capitalize()
        described: Schema = {"title": title, "description": field.description}
        item = self._item(field)
        if not field.many:
            return described | item
        if field.name == "cite":
            described["not"] = {"anyOf": [_NO_SUPPORT, {"type": "array", "minItems": 1, "items": _NO_SUPPORT}]}
        listed = {"type": "array", "items": item, "minItems": 1, **_bounds(field.list_markers, of_list=True)}
        return described | (listed if self._for_data or listed["minItems"] > 1 else {"anyOf": [item, listed]})

    def _item(self, field: FieldShape) -> Schema:
        if (shape := field.record) is not None:
            base = get_origin(shape.type) or shape.type
            # A generic record has a schema for each field that holds it.
            name = base.__name__ if base is shape.type else f"{base.__name__}-{field.name}"
            return self._define(name, lambda: self._record(shape, " ".join((base.__doc__ or "").split())))
        if (marker := field.marker(CodeOf)) is not None:
            return self._define(f"code-{marker.list_name}", lambda: _codes(marker.list_name))
        return self._value(field)

    def _record(self, shape: RecordShape, description: str) -> Schema:
        mapping = self._mapping(shape)
        if self._for_data and not _is_text(shape):
            return {"description": description, **mapping}
        if shape.is_statement:  # without a description, so that editors show that of the field
            return {"title": "Statement", **mapping}
        forms = {"anyOf": [self._short_form(shape), mapping]} if shape.from_text else mapping
        return {"description": description, **forms}

    def _short_form(self, shape: RecordShape) -> Schema:
        """Return the schema of the text that may replace a record: a pattern of its own, or that of the field it fills."""
        if shape.text_form is not None:
            return self._matching(shape.text_form)
        assert shape.from_text is not None
        (field_name,) = shape.from_text("x")
        return self._value(shape.fields[field_name])

    def _value(self, field: FieldShape) -> Schema:
        """Return the schema of a value that is neither record nor code; editors' texts may be what YAML 1.2 reads as others."""
        if (json_type := {bool: "boolean", int: "integer", float: "number"}.get(field.value_type)) is not None:
            return {"type": json_type, **_bounds(field.markers)}
        if (dated := field.marker(DateType)) is not None:
            if self._for_data:
                return self._matching(DateType(unknown=False).form)
            first, last = subject().years
            return {**self._matching(dated.form), "type": ["string", "integer"], "minimum": first, "maximum": last}
        if (form := IdText if field.marker(Ref) is not None else field.marker(TextFormat)) is not None:
            return self._matching(form) | _bounds(field.markers[len(field.list_markers) :])
        types = "string" if self._for_data else ["string", "number", "boolean"]
        return {"type": types, "pattern": r"\S", **_bounds(field.markers[len(field.list_markers) :])}

    def _matching(self, form: TextFormat) -> Schema:
        """Return the schema of a text with a pattern; for editors also of the numbers or booleans that match it."""
        schema: Schema = {"type": "string", "pattern": f"^(?:{form.pattern})$"}
        if self._for_data:
            return schema
        samples = {"number": "12345678", "boolean": "true"}
        if others := [name for name, text in samples.items() if re.fullmatch(form.pattern, text)]:
            schema["type"] = ["string", *others]
        if "number" in others and not re.fullmatch(form.pattern, "-1"):
            schema["minimum"] = 0 if re.fullmatch(form.pattern, "1") else 10**7  # an id of eight digits
        return {**schema, "patternErrorMessage": f"this is not {form.expected}: {subject().worded(form.help)}"}

    def _define(self, name: str, make: Callable[[], Schema]) -> Schema:
        if name not in self._definitions:
            self._definitions[name] = {}  # ends the recursion of records that contain themselves
            self._definitions[name] = make()
        return {"$ref": f"#/$defs/{name}"}


def _with_other(name: str, other: str, value: str) -> Schema:
    """Return the schema of a mapping in which one field asks for a value of another."""
    asked = {"required": [other], "patternProperties": {f"^{other}$": {"const": value}}}
    return {"if": {"required": [name]}, "then": asked}


def _is_text(shape: RecordShape) -> bool:
    """Tell whether exported data has a text for such a record where it names an entry (`Body.as_text`)."""
    return hasattr(shape.type, "as_text")


def _codes(list_name: str) -> Schema:
    codes = code_list(list_name)
    return {
        "description": f"{codes.title}: one of the codes of the list {list_name}.",
        "enum": list(codes.codes),
        "markdownEnumDescriptions": [f"**{code.label}**: {code.definition}" for code in codes.codes.values()],
    }


def _bounds(markers: Iterable[Any], *, of_list: bool = False) -> Schema:
    """Return the limits on a number, on the length of a text, or on a list."""
    noun = "Items" if of_list else "Length"
    names = {Ge: "minimum", Le: "maximum", MinLen: f"min{noun}", MaxLen: f"max{noun}"}
    return {names[sort]: limit for sort, limit in limits(markers).items()}
