"""YAML files of a fixed form, such as `subject.yml`, read into dataclasses; the first error is told in one line."""

from dataclasses import fields, is_dataclass
from typing import Any, TypeVar, get_args

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from euphrates_atlas.findings import CommandFailed, Finding
from euphrates_atlas.text.nearest import question
from euphrates_atlas.text.yaml_tree import NodePath, Tree, as_data

T = TypeVar("T")
_UNKNOWN = "unexpected_keyword_argument"
_FORMS: dict[type, str] = {str: "a text", list: "a list", dict: "a mapping"}
_EXPECTED = {
    "string": "a text",
    "tuple": "a list",
    "dict": "a mapping",
    "dataclass": "a mapping",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
}
"""By how pydantic's names of errors begin, as `int_type` and `int_parsing`."""


class FormError(CommandFailed):
    """A file has another form; the text names file, line and column, what is there and what was expected."""


def sound(tree: Tree | list[Finding]) -> Tree:
    """Return a file that YAML can read. Raises `FormError`."""
    if isinstance(tree, Tree):
        return tree
    first = tree[0]
    raise FormError(f"{first.file}:{first.span.line}:{first.span.column}: {first.message}")


def typed(tree: Tree | list[Finding], model: type[T]) -> T:
    """Return the dataclass that a file holds, which was read as YAML. Raises `FormError`."""
    tree = sound(tree)
    try:
        return TypeAdapter(model).validate_python(as_data(tree.root))
    except ValidationError as error:
        raise FormError(_told(tree, model, error.errors(include_url=False))) from None


def _told(tree: Tree, model: type, errors: list[ErrorDetails]) -> str:
    """Return the first of pydantic's errors as a line: where it stands, what is there and what was expected."""
    # An unknown key first: what is misspelt is missing too.
    error = min(errors, key=lambda error: error["type"] != _UNKNOWN)
    path = error["loc"]
    kind = error["type"]
    given = error["input"]
    name = _called(path)
    owner = _called(path[:-1])
    expected = _EXPECTED.get(kind.split("_")[0], "another value")
    if kind == _UNKNOWN:
        words = f"{name} is not a key of {owner}: {_other_keys(tree, model, path)}"
    elif kind == "missing" and isinstance(given, dict):
        words = f"{owner} has no {name}, which is required"
    elif kind == "missing":
        missing = sum(other["loc"][:-1] == path[:-1] for other in errors)
        words = f"{owner} takes {len(given) + missing} values, and here are {len(given)}"
    elif kind == "too_long":
        words = (
            f"{name} takes {error['ctx']['max_length']} values, and here are {len(given)}"
        )
    elif kind == "literal_error":
        words = f"{name} takes {error['ctx']['expected']}, and `{given}` is none of them"
    elif kind.endswith("_parsing"):
        words = f"{name} takes {expected}, and `{given}` is none"
    else:
        words = f"{name} takes {expected}, and here is {_FORMS[type(given)]}"
    span = tree.span(path, at_key=kind == _UNKNOWN)
    return f"{tree.file}:{span.line}:{span.column}: {words}"


def _called(path: NodePath) -> str:
    """Return what messages call the value at a path."""
    if path and isinstance(path[-1], int):
        return f"an item of `{path[-2]}`"
    return f"`{path[-1]}`" if path else "the file"


def _other_keys(tree: Tree, model: type, path: NodePath) -> str:
    """Return the keys that may stand in place of one that is not known."""
    *above, key = path
    owner = model
    for step in above:
        owner = _type_at(owner, step)
    names = [field.name for field in fields(owner)]
    free = [name for name in names if not tree.node((*above, name))]
    listed = ", ".join(f"`{name}`" for name in free)
    return question(str(key), free, f"it can have {listed}")


def _type_at(owner: Any, step: str | int) -> Any:
    """Return the type of a field of a dataclass, or of the values of a mapping or list."""
    if is_dataclass(owner):
        return next(field.type for field in fields(owner) if field.name == step)
    return get_args(owner)[-1 if isinstance(step, str) else 0]
