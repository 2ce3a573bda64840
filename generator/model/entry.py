"""One checked entry: its record, and its statements with their addresses."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any

from generator.model.kind import Kind, Property, Record
from generator.model.shape import FieldShape, RecordShape, shape_of
from generator.model.statement import Statement
from generator.source.nodes import Path
from generator.text.edtf import Edtf


@dataclass(frozen=True, slots=True)
class Fact:
    """A statement in its place: of which entry, under which property, with which id."""

    entry_id: str
    field: str
    index: int
    statement: Statement
    id: str
    """Eight hex digits; the anchor on the page and the key in exports."""

    @property
    def path(self) -> Path:
        """Where it stands in the entry."""
        return (self.field, self.index)

    @property
    def place(self) -> tuple[str, str, int]:
        """Where it stands in the store."""
        return (self.entry_id, self.field, self.index)

    @property
    def anchor(self) -> str:
        """Its address on the page."""
        return f"s-{self.id}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the store."""

    id: str
    file: str
    """Path below the repository, with forward slashes."""
    record: Record
    facts: tuple[Fact, ...]
    _by_field: dict[str, tuple[Fact, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        fields = dict.fromkeys(fact.field for fact in self.facts)
        by_field = {name: tuple(fact for fact in self.facts if fact.field == name) for name in fields}
        object.__setattr__(self, "_by_field", by_field)

    @property
    def kind(self) -> Kind:
        """The declaration of its kind."""
        return self.record.kind

    @property
    def shape(self) -> RecordShape:
        """The shape of its record."""
        return shape_of(type(self.record))

    @property
    def label(self) -> str:
        """Its name, or the title of a work."""
        return str(getattr(self.record, self.kind.label_field))

    def facts_of(self, field: str) -> tuple[Fact, ...]:
        """Return the statements of one property, in file order."""
        return self._by_field.get(field, ())

    def properties(self) -> Iterator[tuple[FieldShape, Property]]:
        """Return the fields that hold statements, in the order in which pages show them."""
        return iter(self.shape.properties)


def make_entry(id: str, file: str, record: Record) -> Entry:
    """Return the entry of a record, its statements numbered."""
    facts = []
    for part in shape_of(type(record)).fields.values():
        if part.record is not None and part.record.is_statement:
            for index, statement in enumerate(getattr(record, part.name)):
                facts.append(Fact(id, part.name, index, statement, statement_id(part, statement)))
    return Entry(id, file, record, tuple(facts))


def statement_id(field: FieldShape, statement: Statement) -> str:
    """Return the first 8 hex digits of SHA-256 over property, speaker, parts and period, in canonical text.

    Citations, rank, notes and the entry's own id are left out, so that an address outlives what is learnt later.
    """
    assert field.record is not None
    parts = {part.name: plain(getattr(statement, part.name)) for part in field.record.parts}
    said_by = plain(statement.by)
    canonical = [
        field.name,
        said_by.get("id", said_by) if said_by else None,
        {name: value for name, value in parts.items() if value is not False and value not in (None, [])},
        plain(statement.when),
    ]
    return hashlib.sha256(canonical_json(canonical)).hexdigest()[:8]


_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical_json(value: Any) -> bytes:
    """Return what `plain` gives as JSON that is the same whatever the order of its keys."""
    return _CANONICAL.encode(value).encode()


def plain(value: Any) -> Any:
    """Return a value of the model as texts, numbers, lists and mappings; what is absent is left out."""
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, Edtf):
        return value.text
    if not hasattr(value, "__pydantic_config__"):
        return value
    held = {}
    for name in _names(value.__class__):
        item = getattr(value, name)
        if isinstance(item, _ATOMS) or (item and (item := plain(item))):
            held[name] = item
    return held


@cache
def _names(record: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(record))


_ATOMS = (str, int, float)
