"""Marks of types for texts that a function of ours checks, and the error by which it refuses one."""

from collections.abc import Callable
from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema


class CheckedText:
    """Marks a text that `check` returns as it is or refuses by an error of `problem`."""

    __slots__ = ()

    check: Callable[[str], str]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self.check, handler(source))


def problem(type_: str, message: str, help: str | None = None, *, wanted: object = None) -> PydanticCustomError:
    """Return the error that a validator raises: the type picks the rule, the texts are shown as they are.

    `wanted` is that of the `Diagnostic`.
    """
    return PydanticCustomError(type_, "{message}", {"message": message, "help": help or "", "wanted": wanted})
