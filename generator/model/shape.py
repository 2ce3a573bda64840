"""The shape of a record, read off its type hints: which fields are lists, nested records or plain texts."""

import types
from collections.abc import Callable, Iterator
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from functools import cache
from typing import Annotated, Any, NamedTuple, TypeVar, Union, get_args, get_origin, get_type_hints

from generator.model.kind import Property
from generator.model.statement import COMMON_FIELDS, Statement
from generator.model.values import Checked, CodeOf, ProseText, Ref
from generator.source.nodes import Path

Marker = CodeOf | Ref | ProseText | Property


@dataclass(frozen=True, slots=True)
class FieldShape:
    """One field: a text, a record, or a list of either."""

    name: str
    required: bool
    many: bool
    record: "RecordShape | None"
    markers: tuple[Any, ...]
    """What the annotations say of the value: `CodeOf`, `Ref`, `ProseText`, `Property`, pydantic's own."""
    value_type: Any
    description: str
    """One sentence for those who write entries: what it holds, in which form, when to use it."""
    list_markers: tuple[Any, ...] = ()
    """Of a list: those of `markers` that speak of the whole list rather than of each item."""
    _found: dict[type, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """The markers that were asked for: every statement of a store asks the same few of them."""

    def marker(self, kind: type) -> Any:
        """Return the annotation of this type, or None."""
        try:
            return self._found[kind]
        except KeyError:
            return self._found.setdefault(kind, next((held for held in self.markers if isinstance(held, kind)), None))


@dataclass(frozen=True, slots=True)
class RecordShape:
    """One record and its fields in the order in which they are declared."""

    type: Any
    fields: dict[str, FieldShape]
    from_text: Callable[[str], dict[str, str]] | None
    """Writes out the short form, where the record has one."""
    only_from_text: frozenset[str]
    """Fields that only the short form fills."""
    required_together: tuple[str, ...]
    """Fields that the long form must have."""
    text_form: Checked | None = None
    """What the short form is, where that is more than the field it fills."""
    parts: tuple[FieldShape, ...] = field(init=False, repr=False, compare=False)
    """The fields of a statement that are its own: its value or named parts."""
    properties: tuple[tuple[FieldShape, Property], ...] = field(init=False, repr=False, compare=False)
    """The fields of an entry that hold statements, in the order in which pages show them."""
    is_statement: bool = field(init=False, repr=False, compare=False)
    """Whether the record is a statement, which needs a citation."""
    leading: dict[Any, tuple[FieldShape, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)
    """The fields that `leaves` was asked for, by what tells which are wanted."""

    def __post_init__(self) -> None:
        own = tuple(f for f in self.fields.values() if f.name not in COMMON_FIELDS)
        declared = ((f, f.marker(Property)) for f in self.fields.values())
        object.__setattr__(self, "is_statement", issubclass(get_origin(self.type) or self.type, Statement))
        object.__setattr__(self, "parts", own)
        object.__setattr__(self, "properties", tuple((f, found) for f, found in declared if found is not None))


def shape_of(record: Any) -> RecordShape:
    """Return the shape of a record type, generic ones with their parameter filled in."""
    return _shape_of(record)


@cache
def _shape_of(record: Any) -> RecordShape:
    base = get_origin(record) or record
    parameters = dict(zip(getattr(base, "__parameters__", ()), get_args(record), strict=True))
    hints = get_type_hints(base, include_extras=True)
    shapes = {}
    for item in fields(base):
        required = item.default is MISSING and item.default_factory is MISSING
        shapes[item.name] = _field(item.name, hints[item.name], parameters, required)
    ordered = (
        {name: shapes[name] for name in sorted(shapes, key=lambda n: n in COMMON_FIELDS)}
        if issubclass(base, Statement)
        else shapes
    )
    return RecordShape(
        record,
        ordered,
        getattr(base, "from_text", None),
        getattr(base, "only_from_text", frozenset()),
        getattr(base, "required_together", ()),
        getattr(base, "text_form", None),
    )


def _field(name: str, hint: Any, parameters: dict[TypeVar, Any], required: bool) -> FieldShape:
    hint, many = parameters.get(hint, hint), False
    markers: list[Any] = []
    list_markers: tuple[Any, ...] = ()
    while True:
        if isinstance(hint, TypeVar):
            hint = parameters[hint]
        elif get_origin(hint) is Annotated:
            markers.extend(get_args(hint)[1:])
            hint = get_args(hint)[0]
        elif get_origin(hint) in (Union, types.UnionType):
            hint = next(arg for arg in get_args(hint) if arg is not type(None))
        elif get_origin(hint) is tuple:
            many, hint, list_markers = True, get_args(hint)[0], tuple(markers)
        else:
            break
    record = (
        shape_of(hint)
        if is_dataclass(get_origin(hint) or hint) and hasattr(get_origin(hint) or hint, "__pydantic_config__")
        else None
    )
    description = next((m.description for m in markers if getattr(m, "description", None)), "")
    return FieldShape(name, required, many, record, tuple(markers), hint, description, list_markers)


class Leaf(NamedTuple):
    """One plain value of a record, where it stands, and what its annotations say."""

    path: Path
    value: Any
    field: FieldShape


Wanted = Callable[[FieldShape], bool]


@cache
def marked(kind: type) -> Wanted:
    """Return what tells whether a field has a marker of this type."""
    return lambda field: field.marker(kind) is not None


def is_free_text(field: FieldShape) -> bool:
    """Tell whether the value of a field is a text in the writer's own words or letters: no code, and no id of an entry."""
    return field.value_type is str and field.marker(CodeOf) is None and field.marker(Ref) is None


def leaves(value: Any, shape: RecordShape, path: Path = (), *, only: Wanted | None = None) -> Iterator[Leaf]:
    """Yield every plain value of a record, or those of such fields alone, depth first in declared order."""
    found: list[Leaf] = []
    _gather(value, shape, path, only, found)
    return iter(found)


def _gather(value: Any, shape: RecordShape, path: Path, only: Wanted | None, found: list[Leaf]) -> None:
    for part in _leading_to(shape, only) if only else shape.fields.values():
        held = getattr(value, part.name)
        if held is None or held == ():
            continue
        items = enumerate(held) if part.many else ((None, held),)
        for at, item in items:
            where = (*path, part.name) if at is None else (*path, part.name, at)
            if part.record is not None:
                _gather(item, part.record, where, only, found)
            else:
                found.append(Leaf(where, item, part))


def _leading_to(shape: RecordShape, only: Wanted) -> tuple[FieldShape, ...]:
    """Return the fields of a record that are wanted, or hold records that have such."""
    if only not in shape.leading:
        shape.leading[only] = tuple(
            field
            for field in shape.fields.values()
            if (_leading_to(field.record, only) if field.record is not None else only(field))
        )
    return shape.leading[only]
