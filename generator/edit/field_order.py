"""The canonical order of fields in files: names and summary, the fields in the order of their kind, notes and body."""

from collections.abc import Iterable

from generator.model.kind import Kind
from generator.model.shape import RecordShape

HEAD = ("name", "names", "summary")
TAIL = ("note", "identifiers", "different_from", "gaps", "redirects", "corrections", "reviewed", "body")
COMMON = ("rival", "when", "verbatim", "by", "said", "rank", "reason", "confidence", "was", "note", "cite", "disputed")
"""The fields that all statements have; they follow the value or the named parts."""


def entry_order(kind: Kind, shape: RecordShape) -> tuple[str, ...]:
    """Return the fields of an entry in the canonical order."""
    own = [name for name in shape.fields if name not in HEAD and name not in TAIL]
    listed = {name: place for place, name in enumerate(kind.file_order)}
    return (*HEAD, *sorted(own, key=lambda name: listed.get(name, len(listed))), *TAIL)


def part_order(shape: RecordShape) -> tuple[str, ...]:
    """Return the fields of a statement, citation, name or other part of an entry in the canonical order."""
    late = {f.name: f.options.after for f in reversed(shape.fields.values()) if f.options.after}
    order = [name for name in (*(part.name for part in shape.parts), *COMMON) if name not in late]
    for name, anchor in late.items():
        order.insert(order.index(anchor) + 1, name)
    return tuple(order)


def in_order(names: Iterable[str], order: tuple[str, ...]) -> list[str]:
    """Sort the keys of a mapping; an unknown key stays behind the key before it."""
    place = {name: (i, 0) for i, name in enumerate(order)}
    last = (-1, 0)
    for name in names:
        last = place.setdefault(name, (last[0], last[1] + 1))
    return sorted(names, key=place.__getitem__)
