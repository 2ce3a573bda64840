"""The one order of fields: structure first, then the properties as the kind declares them, prose last."""

from collections.abc import Iterable, Mapping
from typing import get_origin

from generator.model.kind import Kind
from generator.model.shape import RecordShape

HEAD = ("name", "names", "summary")
TAIL = ("note", "identifiers", "different_from", "gaps", "redirects", "corrections", "withdrawn", "reviewed", "body")
COMMON = (
    "rival",
    "when",
    "verbatim",
    "by",
    "said",
    "rank",
    "reason",
    "confidence",
    "was",
    "note",
    "cite",
    "disputed",
)
"""The fields that all statements have, after the value or the named parts: what is said of it, by whom, where we read it."""


def entry_order(kind: Kind, shape: RecordShape) -> tuple[str, ...]:
    """Return the fields of an entry in the order in which its file has them."""
    own = [name for name in shape.fields if name not in HEAD and name not in TAIL]
    listed = {name: place for place, name in enumerate(kind.file_order)}
    return (*HEAD, *sorted(own, key=lambda name: listed.get(name, len(listed))), *TAIL)


def part_order(shape: RecordShape) -> tuple[str, ...]:
    """Return the fields of a statement, citation, name or other part of an entry in the order in which files have them."""
    late: Mapping[str, str] = getattr(get_origin(shape.type) or shape.type, "written_after", {})
    order = [name for name in (*(part.name for part in shape.parts), *COMMON) if name not in late]
    for name, anchor in late.items():
        order.insert(order.index(anchor) + 1, name)
    return tuple(order)


def in_order(names: Iterable[str], order: tuple[str, ...]) -> list[str]:
    """Sort the keys of a mapping; an unknown key stays behind the key that it stood behind."""
    place = {name: (i, 0) for i, name in enumerate(order)}
    last = (-1, 0)
    for name in names:
        last = place.setdefault(name, (last[0], last[1] + 1))
    return sorted(names, key=place.__getitem__)
