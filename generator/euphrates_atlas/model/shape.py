"""The shape of a record, read from its type hints: its fields, and which of them hold lists, records or plain values.

Parser, pages, exports and schemas ask `shape_of` for the fields of a kind, and name none themselves.
"""

import ast
import inspect
import sys
import types
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, astuple, dataclass, fields
from functools import cache, cached_property
from itertools import pairwise
from types import NoneType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin, get_type_hints

from annotated_types import Ge, Le, MaxLen, MinLen
from pydantic.fields import FieldInfo

from euphrates_atlas.findings import CommandFailed
from euphrates_atlas.model.codes import CodeOf, code_list
from euphrates_atlas.model.fields import FieldOptions, Property
from euphrates_atlas.model.statement import COMMON_FIELDS, Statement
from euphrates_atlas.model.value_types import ProseText, Ref, Role, TextFormat
from euphrates_atlas.subject import subject
from euphrates_atlas.text.phrases import squeezed
from euphrates_atlas.text.yaml_tree import NodePath


@dataclass(frozen=True)
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
        """One sentence for those who write entries: what it holds, in which form, when to use it. Raises `CommandFailed` without one."""
        beneath = _descriptions(self.owner).get(self.name)
        described = (getattr(marker, "description", None) for marker in self.markers)
        found = next(filter(None, (beneath, *described)), "")
        if not found:
            file = self.owner.__module__.replace(".", "/")
            raise CommandFailed(
                f"{file}.py: `{self.name}` has no docstring: write what it holds on the line below it"
            )
        return found

    @cached_property
    def label(self) -> str:
        """Its name for people, as the field or its type declares it; else the name of the field in words."""
        of_type = (marker.title for marker in self.markers if isinstance(marker, FieldInfo))
        in_words = self.name.replace("_", " ").capitalize()
        return self.options.label or next(filter(None, of_type), in_words)

    @cached_property
    def parts(self) -> "tuple[FieldShape, ...]":
        """The parts of its statements, see `RecordShape.parts`; none for a field of single values."""
        return self.record.parts if self.record else ()

    def part(self, name: str) -> "FieldShape":
        """Return a part of its statements, be it their own or one that all statements have."""
        assert self.record
        return self.record.fields[name]

    @cached_property
    def declared(self) -> Any:
        """The `Property` of an entry that it is; None where it holds no statements."""
        return self.marker(Property)

    @cached_property
    def code_list(self) -> Any:
        """The `CodeList` from which its texts are taken; None where they are no codes."""
        marker = self.marker(CodeOf)
        return marker and code_list(marker.list_name)

    @cached_property
    def options(self) -> FieldOptions:
        """What the field declares beside its type."""
        return self.marker(FieldOptions) or FieldOptions()

    @cached_property
    def names_place(self) -> bool:
        """Whether its values are places, in which others lie."""
        reference = self.marker(Ref)
        return reference is not None and reference.role is Role.LOCATION

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

    @property
    def base(self) -> Any:
        """Its class; of a generic record that without a parameter."""
        return get_origin(self.type) or self.type

    @property
    def description(self) -> str:
        """What it is, on one line."""
        return squeezed(self.base.__doc__ or "")

    def name_in(self, field: str) -> str:
        """Return its name among all records; a generic one has another in each field that holds it."""
        name = self.base.__name__
        return name if self.base is self.type else f"{name}-{field}"

    @cached_property
    def is_statement(self) -> bool:
        """Whether the record is a statement, which needs a citation."""
        return issubclass(self.base, Statement)

    @cached_property
    def parts(self) -> tuple[FieldShape, ...]:
        """The fields of a statement that are its own: its value or named parts."""
        return tuple(
            field for field in self.fields.values() if field.name not in COMMON_FIELDS
        )

    @cached_property
    def properties(self) -> tuple[tuple[FieldShape, Property], ...]:
        """The fields of an entry that hold statements, in the order in which pages show them."""
        return tuple(self._marked(Property))

    @cached_property
    def prose(self) -> dict[str, ProseText]:
        """The fields of an entry that hold prose, by name, each with its annotation."""
        return {field.name: marker for field, marker in self._marked(ProseText)}

    def _marked(self, wanted: Any) -> Iterator[tuple[FieldShape, Any]]:
        """Yield the fields that have an annotation of this type, each with it."""
        for field in self.fields.values():
            marker = field.marker(wanted)
            if marker:
                yield field, marker


_FORM = ("from_text", "only_from_text", "required_together", "text_form")
"""What a record declares of its short form, see `RecordShape`."""


def _read(record: Any) -> RecordShape:
    """Return the shape of a record type, generic ones with their parameter filled in."""
    base = get_origin(record) or record
    parameters = dict(
        zip(getattr(base, "__parameters__", ()), get_args(record), strict=True)
    )
    hints = get_type_hints(base, include_extras=True)
    own: dict[str, FieldShape] = {}
    common: dict[str, FieldShape] = {}
    for item in fields(base):
        required = item.default is MISSING and item.default_factory is MISSING
        hint = parameters.get(hints[item.name], hints[item.name])
        is_common = issubclass(base, Statement) and item.name in COMMON_FIELDS
        shapes = common if is_common else own
        shapes[item.name] = _field(base, item.name, hint, required)
    declared = {name: getattr(base, name) for name in _FORM if hasattr(base, name)}
    return RecordShape(record, own | common, **declared)


shape_of: Callable[[Any], RecordShape] = cache(_read)
"""Returns the shape of a record type. Typed here, since mypy takes the classes of frozen dataclasses for unhashable."""


def _field(owner: type, name: str, hint: Any, required: bool) -> FieldShape:
    """Return the shape of a field from its type: each turn takes off one layer, as `Annotated`, `tuple` or `| None`."""
    many = False
    markers = []
    list_markers = ()
    while True:
        origin = get_origin(hint)
        inner, *others = get_args(hint) or (None,)
        if origin is Annotated:
            markers += others
        elif origin is tuple:
            many = True
            list_markers = tuple(markers)
        elif origin in (Union, types.UnionType):
            inner = next(arg for arg in (inner, *others) if arg is not NoneType)
        else:
            break
        hint = inner
    is_record = hasattr(origin or hint, "__pydantic_config__")
    record = shape_of(hint) if is_record else None
    return FieldShape(
        name, required, many, record, tuple(markers), hint, owner, list_markers
    )


def limits(markers: Iterable[Any]) -> dict[type, Any]:
    """Return the limits that pydantic's `Field` sets on a number or a length, by `Ge`, `Le`, `MinLen` and `MaxLen`."""
    found = {}
    for marker in markers:
        for limit in marker.metadata if isinstance(marker, FieldInfo) else ():
            if isinstance(limit, Ge | Le | MinLen | MaxLen):
                found[type(limit)] = astuple(limit)[0]
    return found


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
    return field.value_type is str and not field.marker(CodeOf) and not field.marker(Ref)


@cache
def having(marker: type) -> Callable[[FieldShape], bool]:
    """Return a test for `leaves`: whether a field has an annotation of this type."""
    return lambda field: field.marker(marker) is not None


def leaves(
    value: Any, shape: RecordShape, wanted: Callable[[FieldShape], bool] | None = None
) -> list[Leaf]:
    """Return the plain values of a record, or those of its wanted fields, depth first in declared order.

    Which fields are wanted is remembered for good: `wanted` must be one function, not a new one at each call.
    """
    found: list[Leaf] = []
    _gather(value, shape, wanted, (), found)
    return found


def _gather(
    value: Any,
    shape: RecordShape,
    wanted: Callable[[FieldShape], bool] | None,
    path: NodePath,
    found: list[Leaf],
) -> None:
    """Add the plain values of a record at `path`, and of the records in it, to `found`."""
    for part in _fields_towards(shape, wanted):
        content = getattr(value, part.name)
        if content is None or content == ():
            continue
        where = (*path, part.name)
        for index, item in enumerate(content if part.many else (content,)):
            place = (*where, index) if part.many else where
            if not part.record:
                found.append(Leaf(place, item, part, value))
            else:
                _gather(item, part.record, wanted, place, found)


@cache
def _fields_towards(
    shape: RecordShape, wanted: Callable[[FieldShape], bool] | None
) -> tuple[FieldShape, ...]:
    """Return the fields in which a walk looks: the wanted ones, and records that hold some, however deep."""
    fields = shape.fields.values()
    if not wanted:
        return tuple(fields)
    return tuple(
        field
        for field in fields
        if (_fields_towards(field.record, wanted) if field.record else wanted(field))
    )


@cache
def _descriptions(record: type) -> Mapping[str, str]:
    """Return the docstrings beneath the fields of a record, those of the records that it extends included."""
    described: dict[str, str] = {}
    for base in reversed(record.__mro__):
        if hasattr(base, "__pydantic_config__"):
            described |= _docstrings(base.__module__)[base.__name__]
    return described


@cache
def _docstrings(module: str) -> dict[str, dict[str, str]]:
    """Return the docstrings of attributes by class; Python itself does not keep them."""
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    return {
        node.name: _documented(node)
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }


def _documented(node: ast.ClassDef) -> dict[str, str]:
    """Return the docstrings of the attributes of one class: each text that stands right beneath an attribute."""
    described = {}
    for line, beneath in pairwise(node.body):
        match line, beneath:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(
                value=ast.Constant(value=str(text))
            ):
                described[name] = subject().worded(squeezed(text))
    return described
