"""How records declare their fields: a type, `part(...)` for the rest, and a docstring that writers of entries read."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass, fields
from math import inf
from operator import attrgetter
from types import NoneType
from typing import Annotated, Any, ParamSpec, TypeVar, dataclass_transform, get_args, get_origin

from pydantic import ConfigDict, Field

from generator.model.codes import CodeOf

T = TypeVar("T")
P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Term:
    """What schema.org calls a field: search engines are told its values, of statements those that are not contested."""

    name: str
    """The property, as `foundingDate`."""
    part: str = "value"
    """The part of its statements that it is about."""
    only: tuple[str, tuple[str, ...]] = ("", ())
    """A part of the statements, and the codes of which it must be one."""
    until: str = ""
    """The property for the end, where the value is a period; `name` is then that for its start."""
    unless: str = ""
    """A property: where accounts differ on that one, nothing is told of this one either."""
    role: str = ""
    """The part that says as what it holds, and for how long `when` tells; empty: it is said without."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldOptions:
    """What a field declares beside its type."""

    code: str = ""
    """The code list from which its texts are taken."""
    term: str | Term = ""
    """What schema.org calls it."""
    required: bool = False
    """Of a list: it has at least one item. Other fields are required unless they have a default or may be None."""
    length: int = 0
    """Of a list: the exact number of its items."""
    also: str = ""
    """Other names that writers give it, separated by blanks: findings lead from them to it, as from the label."""
    after: str = ""
    """The field behind which files have it, if that is not the one before it here."""
    needs: tuple[str, str] = ("", "")
    """Another field, and the value that it has wherever this one is there."""
    default: Any = ...
    """Its value where an entry leaves it out, if that is neither None nor an empty list."""

    def type(self, hint: Any) -> Any:
        """Return the declared type with the marks that pydantic and `shape_of` read."""
        marks: list[Any] = [self]
        if self.term:
            marks.append(Term(self.term) if isinstance(self.term, str) else self.term)
        if self.required:
            marks.append(Field(min_length=1))
        if self.length:
            marks.append(Field(min_length=self.length, max_length=self.length))
        value = get_args(hint)[0] if _may_be_none(hint) else hint
        marked: Any = Annotated[_coded(value, self.code) if self.code else value, *marks]
        return marked | None if _may_be_none(hint) else marked

    def default_of(self, hint: Any) -> Any:
        """Return the value where an entry leaves the field out; `...`: it may not."""
        if self.default is not ... or self.required:
            return self.default
        return () if get_origin(hint) is tuple else None if _may_be_none(hint) else ...


@dataclass(frozen=True, slots=True)
class Lane:
    """How the statements of a property stand in the strip, the picture of time on a page."""

    label: str = ""
    """The name of the lane, as "Control"; what comes before the words of `by`."""
    words: str = ""
    """The part whose words stand there; empty: the name of the property, as of a date."""
    by: str = ""
    """The part of which each value has a lane to itself, which bears its words."""
    follows: bool = False
    """One statement follows the other, so that a gap between them is one in what is known."""
    only: str = ""
    """Seen from the entry that statements point at: the part that has to point there; empty: any."""


@dataclass(frozen=True, slots=True)
class Property(FieldOptions):
    """A field that holds statements: its label, and how pages and checks use it."""

    label: str
    """Its name on pages, as "Founded"."""
    one: bool = False
    """Its statements exclude one another (founded, date); else they add up."""
    inverse: str = ""
    """The heading on the page of an entry it points at, as "Leaders"; empty: only among the mentions."""
    box: bool = False
    """It stands in the fact box."""
    expected: bool = False
    """Readers look for it: where it is absent the page says that it is not known."""
    unless: tuple[str, ...] = ()
    """The codes of the kind's `classifier` with which nobody looks for it, as the toll of an election."""
    edge: str = ""
    """The part of its statements that names another entry to which they tie this one; empty: pictures leave it out."""
    lasting: bool = False
    """It holds for a while and then no longer: the pages by date say when."""
    lane: Lane | None = None
    """Where its dated statements stand in the picture of time on their own page."""
    chain: tuple[str, str] | None = None
    """Of what is drawn as what each party says: the part that names who is spoken of, and that with the code for how it was said."""
    inverse_lane: Lane | None = None
    """Where the entries that have it stand, by their date, in the picture of an entry it points at."""
    ends: str = ""
    """The property that gives the beginning of what this one gives the end of, as "founded" of "dissolved"."""
    tied: str = ""
    """Of a property of persons: what stands between them and the other end on the page of relations, as "role in"; empty: nothing there."""
    sorts: str = ""
    """The part, a number, by which tables sort its statements, those without one last; empty: in the order of the file."""
    chronicle: str = ""
    """The dates of a statement under which the chronology lists it, as "listed delisted"; "when|said": the first there."""

    def number_of(self, statement: object) -> float:
        """Return the number by which tables sort a statement."""
        number = getattr(statement, self.sorts) if self.sorts else None
        return inf if number is None else float(number)


def field_function(options: Callable[P, FieldOptions]) -> Callable[P, Any]:
    """Return these options as a function that a field of any type may have as its default, for type checkers."""
    return options


part = field_function(FieldOptions)
prop = field_function(Property)


def filling(field: str) -> "staticmethod[[str], dict[str, str]]":
    """Return the `from_text` of a record whose short form is the text of one field."""
    return staticmethod(lambda text: {field: text})


@dataclass_transform(kw_only_default=True, frozen_default=True)
def record(cls: type[T]) -> type[T]:
    """Make a class a record of the model: a frozen dataclass that pydantic parses, refusing unknown keys.

    It is no dataclass of pydantic's, since these prepare their parsers on import, and most commands parse few kinds.
    """
    cls.__annotations__ = inspect.get_annotations(cls, eval_str=True)
    for name, hint in cls.__annotations__.items():
        options = cls.__dict__.get(name)
        if isinstance(options, FieldOptions):
            cls.__annotations__[name] = options.type(hint)
            default = options.default_of(hint)
            if default is ...:
                delattr(cls, name)
            else:
                setattr(cls, name, default)
    model = dataclass(slots=True, frozen=True, kw_only=True)(cls)
    model.__pydantic_config__ = ConfigDict(extra="forbid")  # type: ignore[attr-defined]
    return quickly_pickled(model)


def quickly_pickled(cls: type[T]) -> type[T]:
    """Make pickle take and set the fields of a frozen dataclass with slots at once; Python's own way costs twice the time."""
    names = [field.name for field in fields(cls)]  # type: ignore[arg-type]
    taken = attrgetter(*names)
    setters = [getattr(cls, name).__set__ for name in names]

    def state(record: T) -> Any:
        return taken(record)

    def set_state(record: T, values: Any) -> None:
        for set_field, value in zip(setters, values, strict=True):
            set_field(record, value)

    if len(names) > 1:  # of one field `attrgetter` gives no tuple
        setattr(cls, "__getstate__", state)  # noqa: B010 -- mypy lets nobody assign a method
        setattr(cls, "__setstate__", set_state)  # noqa: B010
    return cls


def _may_be_none(hint: Any) -> bool:
    return get_origin(hint) is not tuple and NoneType in get_args(hint)


def _coded(hint: Any, code_list: str) -> Any:
    """Return a type with each text in it as a code: `tuple[Valued[str], ...]` as statements of codes."""
    if hint is str:
        return Annotated[str, CodeOf(code_list)]
    inner = get_args(hint)
    return get_origin(hint)[tuple(_coded(item, code_list) for item in inner)] if inner else hint
