"""Records of the model as JSON Schema: mappings, lists, short forms."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import get_origin

from generator.codes import code_list
from generator.model.kind import Property, Record
from generator.model.shape import FieldShape, RecordShape, shape_of
from generator.model.statement import COMMON_FIELDS
from generator.model.values import CodeOf, DateType
from generator.schema.texts import Schema, bounds, matching_text, value_schema


@dataclass(slots=True)
class Writer:
    """Writes the schema of one kind; what several fields share goes into `definitions`."""

    typed: bool
    """As the data that is exported, else as contributors write it."""
    definitions: dict[str, Schema] = field(default_factory=dict)

    def entry(self, model: type[Record]) -> Schema:
        """Return the schema of a whole entry."""
        shape, wanted = shape_of(model), model.kind.one_of
        schema = self._mapping(shape)
        return {**schema, "anyOf": [{"required": [name]} for name in wanted]} if wanted else schema

    def _mapping(self, shape: RecordShape) -> Schema:
        shown = [f for f in shape.fields.values() if self.typed or f.name not in shape.only_from_text]
        required = [f.name for f in shown if f.required and not (self.typed and _may_be_unknown(f))]
        if not self.typed:
            required += shape.required_together
        return {
            "type": "object",
            "properties": {f.name: self._property(shape, f) for f in shown},
            **({"required": required} if required else {"minProperties": 1}),
            "additionalProperties": False,
        }

    def _property(self, owner: RecordShape, field: FieldShape) -> Schema:
        """Return the schema of a field, with its words; those that all statements have are written once."""
        if owner.is_statement and field.name in COMMON_FIELDS:
            return self._define(f"statement-{field.name}", lambda: self._worded(field))
        return self._worded(field)

    def _worded(self, field: FieldShape) -> Schema:
        declared: Property | None = field.marker(Property)
        title = declared.label if declared else field.name.replace("_", " ").capitalize()
        return {"title": title, "description": field.description, **self._held(field)}

    def _held(self, field: FieldShape) -> Schema:
        one = self._one(field)
        if not field.many:
            return one
        limits = bounds(field.list_markers, of_list=True)
        listed = {"type": "array", "items": one, "minItems": 1, **limits}
        return listed if self.typed or listed["minItems"] > 1 else {"anyOf": [one, listed]}

    def _one(self, field: FieldShape) -> Schema:
        """Return the schema of the field's value, or of each of them."""
        if field.record is not None:
            return self._record(field, field.record)
        if (marker := field.marker(CodeOf)) is not None:
            return self._define(f"code-{marker.list_name}", lambda: _codes(marker.list_name))
        return value_schema(field, typed=self.typed)

    def _record(self, field: FieldShape, shape: RecordShape) -> Schema:
        """Return a reference to the schema of a record; a generic one has a schema for each field that holds it."""
        base = get_origin(shape.type) or shape.type
        name = base.__name__ if base is shape.type else f"{base.__name__}-{field.name}"
        return self._define(name, lambda: self._described(shape, " ".join((base.__doc__ or "").split())))

    def _described(self, shape: RecordShape, description: str) -> Schema:
        mapping = self._mapping(shape)
        if self.typed:
            return {"description": description, **mapping}
        if shape.is_statement:  # without words of its own, so that editors show those of the field
            return {"title": "Statement", **mapping}
        forms = {"anyOf": [self._short_form(shape), mapping]} if shape.from_text else mapping
        return {"description": description, **forms}

    def _short_form(self, shape: RecordShape) -> Schema:
        """Return the schema of the text that stands for a record: of a form of its own, or of the field that it fills."""
        if shape.text_form is not None:
            return matching_text(shape.text_form, typed=False)
        assert shape.from_text is not None
        (filled,) = shape.from_text("x")
        return value_schema(shape.fields[filled], typed=False)

    def _define(self, name: str, make: Callable[[], Schema]) -> Schema:
        if name not in self.definitions:
            self.definitions[name] = {}
            self.definitions[name] = make()
        return {"$ref": f"#/$defs/{name}"}


def _may_be_unknown(field: FieldShape) -> bool:
    """Tell whether a file may say that the value is unknown, which the data says by leaving it out."""
    dated: DateType | None = field.marker(DateType)
    return dated is not None and dated.unknown


def _codes(list_name: str) -> Schema:
    listed = code_list(list_name)
    return {
        "description": f"{listed.title}: one of the codes of the list {list_name}.",
        "enum": list(listed.codes),
        "markdownEnumDescriptions": [f"**{code.label}**: {code.definition}" for code in listed.codes.values()],
    }
