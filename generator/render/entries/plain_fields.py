"""Fields that hold no statements: those of sources, publishers and places, and the ids of a subject elsewhere."""

from functools import cache
from typing import Any

from markupsafe import Markup

from generator.model.entry import Entry
from generator.model.kind import Property, Record
from generator.model.shape import FieldShape, shape_of
from generator.render.values import LINK_OUT, Words, capitalised, html, joined
from generator.text.addresses import written_out

_HIDDEN = frozenset(shape_of(Record).fields) | {"name", "title"}


def _shown_of(record: Any) -> tuple[tuple[FieldShape, str], ...]:
    """Return the fields of a kind that may be shown, with their labels."""
    return _shown(record)


@cache
def _shown(record: Any) -> tuple[tuple[FieldShape, str], ...]:
    return tuple(
        (field, capitalised(field.name.replace("_", " ")))
        for field in shape_of(record).fields.values()
        if field.name not in _HIDDEN and field.marker(Property) is None
    )


def plain_fields(entry: Entry, words: Words) -> tuple[tuple[str, Markup], ...]:
    """Return the fields of an entry that are neither statements nor common to all kinds, with their labels."""
    rows = []
    for field, label in _shown_of(type(entry.record)):
        held: Any = getattr(entry.record, field.name)
        if held in (None, (), False):
            continue
        if field.name == "coordinates":
            rows.append(
                (
                    label,
                    html(
                        f"{abs(held[0])}° {'N' if held[0] >= 0 else 'S'}, {abs(held[1])}° {'E' if held[1] >= 0 else 'W'}"
                    ),
                )
            )
        elif field.name in ("url", "archive_url"):
            rows.append(
                (
                    label.replace("Url", "Address").replace("url", "address"),
                    LINK_OUT(written_out(held), html(held)),
                )
            )
        elif field.record is not None and hasattr(held[0] if field.many else held, "full"):
            rows.append((label, joined(html(person.full) for person in held)))
        else:
            rows.append((label, words.value(field, held)))
    return tuple(rows)
