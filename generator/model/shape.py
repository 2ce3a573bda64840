"""The shape of a record, read from its type hints: its fields, and which of them hold lists, records or plain values."""

import ast
import inspect
import sys
import types
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, astuple, dataclass, fields, is_dataclass
from functools import cache, cached_property
from itertools import pairwise
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin, get_type_hints

from annotated_types import Ge, Le, MaxLen, MinLen
from pydantic.fields import FieldInfo

from generator.model.codes import CodeOf
from generator.model.fields import FieldOptions, Property
from generator.model.statement import COMMON_FIELDS, Statement
from generator.model.value_types import ProseText, Ref, TextFormat
from generator.subject import subject
from generator.text.yaml_tree import NodePath


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
    owner: type
    """The record that has the field."""
    list_markers: tuple[Any, ...] = ()
    """Of a list: those of `markers` that speak of the whole list rather than of each item."""

    @property
    def description(self) -> str:
        """One sentence for those who write entries: what it holds, in which form, when to use it."""
        described = (marker.description for marker in self.markers if getattr(marker, "description", None))
        return _descriptions(self.owner).get(self.name) or next(described, "")

    @property
    def parts(self) -> "tuple[FieldShape, ...]":
        """What its statements say, see `RecordShape.parts`; nothing of a field of single values."""
        return self.record.parts if self.record is not None else ()

    def part(self, name: str) -> "FieldShape":
        """Return a part of its statements, be it their own or one that all statements have."""
        assert self.record is not None
        return self.record.fields[name]

    @property
    def options(self) -> FieldOptions:
        """What the field declares beside its type."""
        return self.marker(FieldOptions) or FieldOptions()

    def marker(self, kind: type) -> Any:
        """Return the annotation of this type, or None."""
        for marker in self.markers:  # half a million times in a build of 2,000 entries
            if isinstance(marker, kind):
                return marker
        return None


@dataclass(frozen=True, eq=False)
class RecordShape:
    """One record and its fields in the order in which they are declared."""

    type: Any
    fields: dict[str, FieldShape]
    from_text: Callable[[str], dict[str, str]] | None = None
    """Returns the fields that the short form stands for; None: the record has no short form."""
    only_from_text: frozenset[str] = frozenset()
    """Fields that only the short form fills."""
    required_together: tuple[str, ...] = ()
    """Fields that the long form must have."""
    text_form: TextFormat | None = None
    """The form of the short form, where it fills more than one field."""

    @cached_property
    def is_statement(self) -> bool:
        """Whether the record is a statement, which needs a citation."""
        return issubclass(get_origin(self.type) or self.type, Statement)

    @cached_property
    def parts(self) -> tuple[FieldShape, ...]:
        """The fields of a statement that are its own: its value or named parts."""
        return tuple(field for field in self.fields.values() if field.name not in COMMON_FIELDS)

    @cached_property
    def properties(self) -> tuple[tuple[FieldShape, Property], ...]:
        """The fields of an entry that hold statements, in the order in which pages show them."""
        return tuple((f, marker) for f in self.fields.values() if (marker := f.marker(Property)) is not None)

    @cached_property
    def prose(self) -> dict[str, ProseText]:
        """The fields of an entry that hold prose, by name, with what is asked of it."""
        return {f.name: marker for f in self.fields.values() if (marker := f.marker(ProseText)) is not None}


def _read(record: Any) -> RecordShape:
    """Return the shape of a record type, generic ones with their parameter filled in."""
    base = get_origin(record) or record
    parameters = dict(zip(getattr(base, "__parameters__", ()), get_args(record), strict=True))
    hints = get_type_hints(base, include_extras=True)
    shapes = {}
    for item in sorted(fields(base), key=lambda item: issubclass(base, Statement) and item.name in COMMON_FIELDS):
        required = item.default is MISSING and item.default_factory is MISSING
        hint = parameters.get(hints[item.name], hints[item.name])
        shapes[item.name] = _field(base, item.name, hint, required)
    short_form = ("from_text", "only_from_text", "required_together", "text_form")
    return RecordShape(record, shapes, **{name: getattr(base, name) for name in short_form if hasattr(base, name)})


shape_of: Callable[[Any], RecordShape] = cache(_read)
"""Returns the shape of a record type. Typed here, since mypy takes the classes of frozen dataclasses for unhashable."""


def _field(owner: type, name: str, hint: Any, required: bool) -> FieldShape:
    many = False
    markers: list[Any] = []
    list_markers: tuple[Any, ...] = ()
    while True:
        if get_origin(hint) is Annotated:
            markers.extend(get_args(hint)[1:])
            hint = get_args(hint)[0]
        elif get_origin(hint) in (Union, types.UnionType):
            hint = next(arg for arg in get_args(hint) if arg is not type(None))
        elif get_origin(hint) is tuple:
            many, hint, list_markers = True, get_args(hint)[0], tuple(markers)
        else:
            break
    base = get_origin(hint) or hint
    record = shape_of(hint) if is_dataclass(base) and hasattr(base, "__pydantic_config__") else None
    return FieldShape(name, required, many, record, tuple(markers), hint, owner, list_markers)


def limits(markers: Iterable[Any]) -> dict[type, Any]:
    """Return the limits that `Field` of pydantic sets on a number, the length of a text or a list, by their sort."""
    every = (limit for marker in markers if isinstance(marker, FieldInfo) for limit in marker.metadata)
    return {type(limit): astuple(limit)[0] for limit in every if isinstance(limit, Ge | Le | MinLen | MaxLen)}


def is_given(value: object) -> bool:
    """Tell whether a value of a record says something: 0 does, an empty list and a flag that is not set do not."""
    return value is not None and value is not False and value != ()


class Leaf(NamedTuple):
    """One plain value of a record, where it stands, what its annotations say, and the record itself."""

    path: NodePath
    value: Any
    field: FieldShape
    owner: Any


def is_free_text(field: FieldShape) -> bool:
    """Tell whether a field holds a text in the writer's own words or letters: neither a code nor the id of an entry."""
    return field.value_type is str and field.marker(CodeOf) is None and field.marker(Ref) is None


@cache
def having(marker: type) -> Callable[[FieldShape], bool]:
    """Return a test for `leaves`: whether a field has an annotation of this type."""
    return lambda field: field.marker(marker) is not None


def leaves(value: Any, shape: RecordShape, wanted: Callable[[FieldShape], bool] | None = None) -> list[Leaf]:
    """Return the plain values of a record, or those of its wanted fields, depth first in declared order.

    Which fields are wanted is remembered for good: `wanted` must be one function, not a new one at each call.
    """
    found: list[Leaf] = []
    _gather(value, shape, wanted, (), found)
    return found


def _gather(
    value: Any, shape: RecordShape, wanted: Callable[[FieldShape], bool] | None, path: NodePath, found: list[Leaf]
) -> None:
    for part in _fields_towards(shape, wanted):
        content = getattr(value, part.name)
        if content is None or content == ():
            continue
        where = (*path, part.name)
        places = [((*where, at), item) for at, item in enumerate(content)] if part.many else [(where, content)]
        for place, item in places:
            if part.record is None:
                found.append(Leaf(place, item, part, value))
            else:
                _gather(item, part.record, wanted, place, found)


@cache
def _fields_towards(shape: RecordShape, wanted: Callable[[FieldShape], bool] | None) -> tuple[FieldShape, ...]:
    """Return the wanted fields of a record, and those of records with such fields."""
    fields = shape.fields.values()
    if wanted is None:
        return tuple(fields)
    return tuple(f for f in fields if (wanted(f) if f.record is None else _fields_towards(f.record, wanted)))


@cache
def _descriptions(record: type) -> Mapping[str, str]:
    """Return the docstrings beneath the fields of a record, those of the records that it extends included."""
    classes = [base for base in reversed(record.__mro__) if hasattr(base, "__pydantic_config__")]
    return {name: text for base in classes for name, text in _docstrings(base.__module__)[base.__name__].items()}


@cache
def _docstrings(module: str) -> dict[str, dict[str, str]]:
    """Return the docstrings of attributes by class; Python itself does not keep them."""
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    classes = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    return {node.name: dict(_documented(node)) for node in classes}


def _documented(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for line, beneath in pairwise(node.body):
        match line, beneath:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                yield name, subject().worded(" ".join(text.split()))
