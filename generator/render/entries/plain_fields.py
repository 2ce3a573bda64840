"""Fields that hold no statements: those of sources, publishers and places, and the ids of a subject elsewhere."""

from typing import Any

from markupsafe import Markup

from generator.model.entry import Entry
from generator.model.kind import Property, Record
from generator.model.shape import shape_of
from generator.render.values import LINK_OUT, Words, capitalised, html, joined
from generator.text.addresses import written_out

_HIDDEN = frozenset(shape_of(Record).fields) | {"name", "title"}


def plain_fields(entry: Entry, words: Words) -> tuple[tuple[str, Markup], ...]:
    """Return the fields of an entry that are neither statements nor common to all kinds, with their labels."""
    rows = []
    for field in entry.shape.fields.values():
        held: Any = getattr(entry.record, field.name)
        if field.name in _HIDDEN or field.marker(Property) is not None or held in (None, (), False):
            continue
        label = capitalised(field.name.replace("_", " "))
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
