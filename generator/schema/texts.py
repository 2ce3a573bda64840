"""Single values of the model as JSON Schema: texts, dates, ids, numbers."""

import re
from collections.abc import Iterable
from typing import Any

from annotated_types import Ge, Le, MaxLen, MinLen
from pydantic.fields import FieldInfo

from generator.model.shape import FieldShape
from generator.model.values import Checked, DateType, IdText, Ref

Schema = dict[str, Any]

_NUMBERS_AND_FLAGS = {bool: "boolean", int: "integer", float: "number"}


def value_schema(field: FieldShape, *, typed: bool) -> Schema:
    """Return the schema of a value that is neither record nor code; `typed` refuses what YAML 1.2 makes of a text."""
    if (plain := _NUMBERS_AND_FLAGS.get(field.value_type)) is not None:
        return {"type": plain, **bounds(field.markers)}
    if (dated := field.marker(DateType)) is not None:
        return _date(dated, typed=typed)
    if field.marker(Ref) is not None:
        return matching_text(IdText, typed=typed)
    if (checked := field.marker(Checked)) is not None:
        return matching_text(checked, typed=typed)
    inner = field.markers[len(field.list_markers) :]
    return {"type": "string" if typed else ["string", "number", "boolean"], "pattern": r"\S", **bounds(inner)}


def matching_text(form: Checked, *, typed: bool) -> Schema:
    """Return the schema of a text of a certain form; for editors also as the number or boolean that it may be read as."""
    schema = {"type": "string", "pattern": f"^(?:{form.pattern})$"}
    if typed:
        return schema
    samples = {"number": "12345678", "boolean": "true"}
    read_as = [name for name, text in samples.items() if re.fullmatch(form.pattern, text)]
    message = f"this is not {form.expected}" + (f": {form.help}" if form.help else "")
    wider = {"type": ["string", *read_as]} if read_as else {}
    return {**schema, **wider, **({"minimum": 0} if "number" in read_as else {}), "patternErrorMessage": message}


def bounds(markers: Iterable[Any], *, of_list: bool = False) -> Schema:
    """Return the limits that pydantic's `Field` sets: of a number, of the length of a text, or of a list."""
    things = "Items" if of_list else "Length"
    found: Schema = {}
    for limit in (limit for marker in markers if isinstance(marker, FieldInfo) for limit in marker.metadata):
        match limit:
            case Ge(ge):
                found["minimum"] = ge
            case Le(le):
                found["maximum"] = le
            case MinLen(length):
                found[f"min{things}"] = length
            case MaxLen(length):
                found[f"max{things}"] = length
    return found


def _date(dated: DateType, *, typed: bool) -> Schema:
    if typed:
        return matching_text(DateType(unknown=False).form, typed=True)
    text = matching_text(dated.form, typed=False)
    return {**text, "type": ["string", "integer"], "minimum": dated.first_year, "maximum": dated.last_year}
