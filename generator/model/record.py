"""Records: frozen dataclasses of named parts, whose methods are the same for all of them.

`dataclass` writes and compiles six methods for each class, which for the fifty records of the model took a tenth of the
check of one file; and those that it makes for the cache are slow.
"""

from collections.abc import Iterable
from dataclasses import MISSING, FrozenInstanceError, dataclass, fields
from operator import attrgetter
from typing import Any, NoReturn, TypeVar, dataclass_transform

from generator.model.field import Field

T = TypeVar("T")


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(Field,))
def record(cls: type[T]) -> type[T]:
    """Make a class one of the model's records: frozen, by keyword; `model/typed.py` types what is parsed."""
    made: Any = dataclass(slots=True, kw_only=True, init=False, repr=False, eq=False)(cls)
    parts = fields(made)
    made.is_record = True
    made._defaults = {part.name: part.default for part in parts}
    made._key = attrgetter(*(part.name for part in parts))
    made._setters = tuple(getattr(made, part.name).__set__ for part in parts)
    for method in (_init, _repr, _eq, _hash, _setattr, _delattr, _getstate, _setstate):
        setattr(made, f"_{method.__name__}__", method)
    return made  # type: ignore[no-any-return]


def _init(self: Any, **given: Any) -> None:
    values = self._defaults | given
    if wrong := [name for name, value in values.items() if value is MISSING or name not in self._defaults]:
        raise TypeError(f"{type(self).__name__} was made with other parts than it has: {', '.join(wrong)}")
    _setstate(self, values.values())


def _repr(self: Any) -> str:
    parts = ", ".join(f"{name}={getattr(self, name)!r}" for name in self._defaults)
    return f"{type(self).__qualname__}({parts})"


def _eq(self: Any, other: Any) -> Any:
    if other.__class__ is not self.__class__:
        return NotImplemented
    return self._key(self) == self._key(other)


def _hash(self: Any) -> int:
    return hash(self._key(self))


def _setattr(self: Any, name: str, value: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _delattr(self: Any, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _getstate(self: Any) -> tuple[Any, ...]:
    return tuple(getattr(self, name) for name in self._defaults)


def _setstate(self: Any, values: Iterable[Any]) -> None:
    for fill, value in zip(self._setters, values, strict=True):
        fill(self, value)
