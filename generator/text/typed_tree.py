"""A YAML tree as a dataclass: the types of its fields say what each value has to be."""

from dataclasses import MISSING, Field, fields, is_dataclass
from typing import Any, TypeVar, get_args, get_origin

from generator.diagnostics import nearest
from generator.text.yaml_tree import Mapping, Mark, Node, Scalar, Sequence, Tree

T = TypeVar("T")
_FORMS = {Scalar: "a text", Sequence: "a list", Mapping: "a mapping"}
_NUMBERS = {int: "a whole number", float: "a number"}


class WrongValue(Exception):
    """A value is not what its field takes; the text says where it stands, what is there and what was expected."""


def typed(tree: Tree, model: type[T]) -> T:
    """Return the file as an object of a dataclass; raise `WrongValue` for the first thing that does not fit.

    Fields are texts, numbers, tuples, dictionaries of texts, and dataclasses. Those without a default are required.
    """
    value: T = _Reading(tree.file).value(tree.root, model, "the file")
    return value


class _Reading:
    def __init__(self, file: str) -> None:
        self._file = file

    def value(self, node: Node, kind: Any, name: str) -> Any:
        """Return a value of this type; `name` is what messages call it."""
        if is_dataclass(kind):
            return self._object(self._form(node, Mapping, name), kind, name)
        if get_origin(kind) is dict:
            entries = self._form(node, Mapping, name).entries
            return {key: self.value(value, get_args(kind)[1], f"`{key}`") for key, (_, value) in entries.items()}
        if get_origin(kind) is tuple:
            return self._tuple(self._form(node, Sequence, name), get_args(kind), name)
        text = self._form(node, Scalar, name).text
        try:
            return kind(text)
        except ValueError:
            raise self._wrong(node.start, f"{name} takes {_NUMBERS[kind]}, and `{text}` is none") from None

    def _object(self, node: Mapping, model: Any, name: str) -> Any:
        known: dict[str, Field[Any]] = {field.name: field for field in fields(model)}
        for key, (place, _) in node.entries.items():
            if key not in known:
                free = [name for name in known if name not in node.entries]
                meant = nearest(key, free)
                help = f"did you mean `{meant}`?" if meant else f"it can have {', '.join(f'`{name}`' for name in free)}"
                raise self._wrong(place.start, f"`{key}` is no key of {name}: {help}")
        for key, field in known.items():
            if key not in node.entries and field.default is MISSING and field.default_factory is MISSING:
                raise self._wrong(node.start, f"{name} has no `{key}`, which is required")
        values = {key: self.value(value, known[key].type, f"`{key}`") for key, (_, value) in node.entries.items()}
        return model(**values)

    def _tuple(self, node: Sequence, kinds: tuple[Any, ...], name: str) -> tuple[Any, ...]:
        if kinds[-1] is ...:
            kinds = kinds[:1] * len(node.items)
        if len(node.items) != len(kinds):
            raise self._wrong(node.start, f"{name} takes {len(kinds)} values, and here are {len(node.items)}")
        items = zip(node.items, kinds, strict=True)
        return tuple(self.value(item, kind, f"an item of {name}") for item, kind in items)

    def _form(self, node: Node, form: type[Any], name: str) -> Any:
        if not isinstance(node, form):
            raise self._wrong(node.start, f"{name} takes {_FORMS[form]}, and here is {_FORMS[type(node)]}")
        return node

    def _wrong(self, mark: Mark, words: str) -> WrongValue:
        return WrongValue(f"{self._file}:{mark.line + 1}:{mark.column + 1}: {words}")
