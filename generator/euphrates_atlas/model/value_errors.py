"""Pydantic's errors in values as the rule, message and help of a finding; `parsing` adds them to those of a file."""

from typing import Any

from pydantic_core import ErrorDetails

from euphrates_atlas.resources import yaml_table
from euphrates_atlas.subject import subject
from euphrates_atlas.text.yaml_tree import NodePath

_RULES_OF = {
    "unknown_code": "A204",
    "typed_inverse": "A304",
    "impossible_date": "A205",
    "unsupported": "A401",
}
"""The rules of our own errors, by their type; those of all others are A206."""
_FOLLOWS = ("too_short", "tuple_type")
"""Errors of a list that may follow from one in an item."""
LIMITS: dict[str, tuple[str, str]] = yaml_table("model/limits.yml")
"""Message and help by the type of pydantic's error."""
MISSING = "`{}` is missing"
UNCITED = (
    "this statement of `{}` has no citation",
    "add `cite: [source-id]`, with the place in it where the work is long",
)


def outermost(errors: list[ErrorDetails]) -> list[ErrorDetails]:
    """Drop the errors that follow from an error further in: a tuple is too short because its item is wrong."""
    outer = set[NodePath]()
    for error in errors:
        outer.update(error["loc"][:length] for length in range(len(error["loc"])))
    return [
        error
        for error in errors
        if error["type"] not in _FOLLOWS or error["loc"] not in outer
    ]


def translated(details: ErrorDetails, path: NodePath) -> tuple[str, str, str, NodePath]:
    """Return rule, message, help and path of the finding for one of pydantic's errors, which arose at `path`.

    Of a missing field, the path of the finding is that of the record that lacks it.
    """
    kind = details["type"]
    context = details.get("ctx", {})
    if path and path[-1] == "cite" and kind in ("missing", "too_short"):
        message, help = UNCITED
        return "A401", message.format(path[0]), help, path[:-1]
    if kind in ("missing", "missing_keyword_only_argument"):
        message = MISSING.format(path[-1])
        return "A202", message, "add it, with the same indentation", path[:-1]
    if kind == "int_parsing_size":
        return (
            "A206",
            "this number is beyond all that could be meant",
            "check it against the source",
            path,
        )
    if "message" in context:
        return _RULES_OF.get(kind, "A206"), *texts(context), path
    if kind not in LIMITS:
        message = details["msg"][0].lower() + details["msg"][1:]
        return "A206", message, "write it as the page of the rule shows", path
    given = str(details["input"])
    limits = {name: _number(limit) for name, limit in context.items()}
    message, help = LIMITS[kind]
    return "A206", message.format(given=given, length=len(given), **limits), help, path


def _number(value: object) -> str:
    return f"{value:,}".removesuffix(".0") if isinstance(value, int | float) else str(value)


def texts(context: dict[str, Any]) -> tuple[str, str]:
    """Return message and help from the context of an error that one of our own validators raised, see `codes.value_error`."""
    return context["message"], subject().worded(context["help"])
