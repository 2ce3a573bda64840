"""How records declare their fields: a type, `part(...)` for the rest, and a docstring that writers of entries read."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from types import NoneType
from typing import (
    Annotated,
    Any,
    NamedTuple,
    ParamSpec,
    TypeVar,
    dataclass_transform,
    get_args,
    get_origin,
)

from pydantic import ConfigDict, Field

from euphrates_atlas.model.codes import CodeOf

T = TypeVar("T")
P = ParamSpec("P")


class Term(NamedTuple):
    """The schema.org term of a field, which search engines are told, with uncontested values only."""

    name: str
    """The property, such as `foundingDate`."""
    part: str = "value"
    """The part of a statement that holds the value."""
    only: tuple[str, tuple[str, ...]] = ("", ())
    """A part of the statements and the codes that it must have, as ("type", ("part-of",)); others are not told."""
    until: str = ""
    """Where the value is a period: the term for its end, such as `endDate`; `name` is the one for its start."""
    unless: str = ""
    """A property: where accounts differ on it, this one is not told either."""
    role: str = ""
    """The part with the role that somebody holds there; it is told with the period in `when`."""


@dataclass(frozen=True, kw_only=True)
class FieldOptions:
    """The options of a field beside its type."""

    label: str = ""
    """What people call it, where that is not its name in files, such as "Title in English"."""
    code: str = ""
    """The code list from which its texts are taken."""
    term: str | Term = ""
    """The schema.org term for it."""
    required: bool = False
    """Of a list: it has at least one item. Other fields are required unless they have a default or may be None."""
    also: str = ""
    """Other names that writers give it, separated by blanks: a finding on such a key names this field."""
    after: str = ""
    """The field that it follows in files, if that is not the one declared before it."""
    needs: tuple[str, str] = ("", "")
    """Another field, and the value that it must have where this one is present."""
    default: Any = ...
    """Its value where an entry leaves it out, unless that is None or an empty list."""

    def type(self, hint: Any) -> Any:
        """Return the declared type with the marks that pydantic and `shape_of` read."""
        is_optional = _may_be_none(hint)
        value = get_args(hint)[0] if is_optional else hint
        marks: list[Any] = [self]
        if self.term:
            marks.append(self.term if isinstance(self.term, Term) else Term(self.term))
        if self.required:
            marks.append(Field(min_length=1))
        if self.code:
            value = _coded(value, self.code)
        marked: Any = Annotated[value, *marks]
        return marked | None if is_optional else marked

    def default_of(self, hint: Any) -> Any:
        """Return the value where an entry leaves the field out; `...`: it may not."""
        if self.default is not ... or self.required:
            return self.default
        if get_origin(hint) is tuple:
            return ()
        return None if _may_be_none(hint) else ...


class Lane(NamedTuple):
    """A lane of the strip, the picture of time on a page: which statements it draws, and the words beside it."""

    label: str = ""
    """The name of the lane, such as "Control"; it stands before the words of `by`."""
    words: str = ""
    """The part whose words a bar bears, such as `controller`; empty: the name of the property, such as "Founded"."""
    by: str = ""
    """The part of which each value has a lane of its own, such as `group`: one lane for each body in which somebody held a role."""
    follows: bool = False
    """Its statements form a sequence, like those on control: a gap between two is drawn as "not known"."""
    only: str = ""
    """Of an inverse lane: the part that has to point at the entry, such as `site`; empty: any part."""


@dataclass(frozen=True)
class Property(FieldOptions):
    """A field that holds statements: its label, and how pages and checks use it."""

    label: str
    """Its name on pages, such as "Founded"."""
    one: bool = False
    """Its statements exclude one another, like two founding dates; otherwise they add up."""
    inverse: str = ""
    """The heading on the page of an entry it points at, such as "Leaders"; empty: only among the mentions."""
    brings: str = ""
    """The property whose statements stand on that page too, as who held a site on the page of its town; empty: none."""
    box: bool = False
    """It stands in the fact box."""
    in_force: str = ""
    """The label of the row of the open facts that says by whom it is in force and since when, as "Designated by"; empty: none."""
    expected: bool = False
    """Readers expect it: if it is absent, the page says that it is not known."""
    unless: tuple[str, ...] = ()
    """The types of entries for which nobody expects it, as nobody asks for the toll of an election."""
    silent: str = ""
    """The sentence in its chapter where nothing is recorded, such as "No designation is recorded."; empty: none."""
    edge: str = ""
    """The part of its statements that names the other end of a tie, such as `target`; empty: pictures of relations leave it out."""
    lasting: bool = False
    """It holds for a period, as a role does: the pages by date list its beginning and end."""
    lane: Lane | None = None
    """How the picture of time on the page of the entry draws its dated statements."""
    inverse_lane: Lane | None = None
    """How the picture of time of an entry that it points at draws the entries that have it, by their own date."""
    ends: str = ""
    """The property for the beginning of what this one ends, as "founded" for "dissolved"."""
    tie_words: str = ""
    """What stands between a person and the body on the page of relations, such as "role in"; empty: the page leaves it out."""
    chronicle: str = ""
    """The dates of a statement under which the chronology lists it, such as "listed delisted"; of "when|said" the first that is there."""


def field_function(options: Callable[P, FieldOptions]) -> Callable[P, Any]:
    """Return a class of options unchanged, typed as a function with any result.

    So type checkers accept `name: str = part(...)`.
    """
    return options


part = field_function(FieldOptions)
"""Declares a field that needs more than its type, `name: str = part(code="weapon")`; see `FieldOptions`."""
prop = field_function(Property)
"""Declares a field of an entry that holds statements, with the label of the property; see `Property`."""


def filling(field: str) -> "staticmethod[[str], dict[str, str]]":
    """Return the `from_text` of a record whose short form is the text of one field."""
    return staticmethod(lambda text: {field: text})


@dataclass_transform(kw_only_default=True, frozen_default=True)
def record(cls: type[T]) -> type[T]:
    """Make a class a record of the model: a dataclass that pydantic parses, refusing unknown keys.

    Records never change: type checkers refuse to set a field. They are not frozen, since pickle restores frozen ones in twice the time.
    It is no dataclass of pydantic's, since these prepare their parsers on import, and most commands parse few kinds.
    """
    cls.__annotations__ = inspect.get_annotations(cls, eval_str=True)
    for name, hint in cls.__annotations__.items():
        options = cls.__dict__.get(name)
        if isinstance(options, FieldOptions):
            cls.__annotations__[name] = options.type(hint)
            default = options.default_of(hint)
            if default is ...:
                delattr(cls, name)  # a dataclass requires a field without a default
            else:
                setattr(cls, name, default)
    model = dataclass(slots=True, unsafe_hash=True, kw_only=True)(cls)
    model.__pydantic_config__ = ConfigDict(extra="forbid")  # type: ignore[attr-defined]
    return model


def _may_be_none(hint: Any) -> bool:
    return get_origin(hint) is not tuple and NoneType in get_args(hint)


def _coded(hint: Any, code_list: str) -> Any:
    """Return a type with each text in it as a code: `tuple[Valued[str], ...]` as statements of codes."""
    if hint is str:
        return Annotated[str, CodeOf(code_list)]
    inner = get_args(hint)
    if not inner:
        return hint
    coded = [_coded(item, code_list) for item in inner]
    return get_origin(hint)[tuple(coded)]
