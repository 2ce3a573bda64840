"""What types a record that was parsed: pydantic's core, told by the record's shape what to expect.

Pydantic itself would work that out of the annotations; to load it and let it work took a quarter of the check of one file.
"""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from functools import cache
from typing import Any, get_origin

from pydantic_core import CoreSchema, SchemaValidator, core_schema

from generator.model.field import Field
from generator.model.shape import FieldShape, RecordShape, shape_of
from generator.model.values import Checked, CodeOf, DateType, Ref


def typed(model: Any, data: Mapping[str, Any]) -> Any:
    """Return the record that these fields make, nested ones as mappings. Raises pydantic's `ValidationError`."""
    return _validator(model).validate_python(data)


@cache
def _validator(model: Any) -> SchemaValidator:
    definitions: dict[str, CoreSchema] = {}
    schema = _record(shape_of(model), definitions)
    return SchemaValidator(core_schema.definitions_schema(schema, list(definitions.values())))


def _record(shape: RecordShape, definitions: dict[str, CoreSchema]) -> CoreSchema:
    """Return what refers to the schema of a record; that itself is added to `definitions`, once."""
    name = repr(shape.type)
    if name not in definitions:
        record = get_origin(shape.type) or shape.type
        parts = [
            core_schema.dataclass_field(item.name, _part(shape.fields[item.name], item.default, definitions))
            for item in fields(record)
        ]
        arguments = core_schema.dataclass_args_schema(record.__name__, parts, extra_behavior="forbid")
        definitions[name] = core_schema.dataclass_schema(
            record, arguments, [part["name"] for part in parts], ref=name, slots=True
        )
    return core_schema.definition_reference_schema(name)


def _part(field: FieldShape, default: Any, definitions: dict[str, CoreSchema]) -> CoreSchema:
    schema = _value(field, definitions)
    if field.many:
        schema = core_schema.tuple_variable_schema(schema, **_limits(field.list_markers))
    if field.required:
        return schema
    return core_schema.with_default_schema(
        core_schema.nullable_schema(schema) if default is None else schema, default=default
    )


def _value(field: FieldShape, definitions: dict[str, CoreSchema]) -> CoreSchema:
    if field.record is not None:
        return _record(field.record, definitions)
    if (date := field.marker(DateType)) is not None:
        return core_schema.no_info_plain_validator_function(date.parse)
    markers = field.markers[len(field.list_markers) :]
    schema: CoreSchema = _PLAIN[field.value_type](**_limits(markers))
    for marker in markers:
        if isinstance(marker, Checked | CodeOf | Ref):
            schema = core_schema.no_info_after_validator_function(marker.check, schema)
    return schema


_PLAIN: Mapping[Any, Any] = {
    str: core_schema.str_schema,
    int: core_schema.int_schema,
    float: core_schema.float_schema,
    bool: core_schema.bool_schema,
}


def _limits(markers: Iterable[Any]) -> dict[str, Any]:
    return {name: limit for marker in markers if isinstance(marker, Field) for name, limit in marker.limits.items()}
