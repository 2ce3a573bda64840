"""Fields that hold no statements: those of sources, publishers and places."""

from typing import Any

from markupsafe import Markup

from generator.model.atlas import Entry
from generator.model.fields import Property
from generator.model.kind import Record
from generator.model.shape import FieldShape, shape_of
from generator.render.linked_words import LinkedWords
from generator.render.markup import LINK_OUT, html, joined
from generator.text.phrases import capitalised, spaced
from generator.text.urls import percent_encoded

_HIDDEN = frozenset(shape_of(Record).fields) | {"name", "title"}
_LABELS = {"url": "Address", "archive_url": "Archive address"}


def plain_fields(entry: Entry, words: LinkedWords) -> tuple[tuple[str, Markup], ...]:
    """Return the fields of an entry that are neither statements nor common to all kinds, with their labels."""
    rows = []
    for name, field in entry.shape.fields.items():
        value: Any = getattr(entry.record, name)
        if name not in _HIDDEN and value not in (None, (), False) and field.marker(Property) is None:
            rows.append((_LABELS.get(name, capitalised(spaced(name))), _value(field, value, words)))
    return tuple(rows)


def _value(field: FieldShape, value: Any, words: LinkedWords) -> Markup:
    if field.name == "coordinates":
        latitude, longitude = value
        north, east = "N" if latitude >= 0 else "S", "E" if longitude >= 0 else "W"
        return html(f"{abs(latitude)}° {north}, {abs(longitude)}° {east}")
    if field.name in _LABELS:
        return LINK_OUT(percent_encoded(value), html(value))
    if field.many and hasattr(value[0], "full"):
        return joined(html(person.full) for person in value)
    return words.value(field, value)
