"""Dataclasses that never change. A store has a hundred thousand dates and statements of this sort."""

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def value(cls: type[T]) -> type[T]:
    """Make a class a dataclass with slots and a hash, of which type checkers refuse to set a field.

    It is not frozen: pickle restores a frozen one field by field, which takes half as long again for a whole entry.
    """
    return dataclass(slots=True, unsafe_hash="__hash__" not in vars(cls))(cls)
