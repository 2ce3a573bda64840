"""Edits of a text by position; the rest of the text keeps its bytes."""

from collections.abc import Iterable
from dataclasses import dataclass

from generator.text.yaml_tree import Mapping, NodePath, Scalar, Sequence, Tree


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """The range of a text to replace, in code points, and its replacement."""

    start: int
    end: int
    text: str


def apply(text: str, edits: Iterable[Edit]) -> str:
    """Return the text with all edits made; equal edits count once, and none may overlap another."""
    parts, at = [], 0
    for edit in sorted(set(edits)):
        assert edit.start >= at, "edits overlap"
        parts += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join([*parts, text[at:]])


def index_of(tree: Tree, path: NodePath, part: tuple[int, int]) -> int:
    """Return the index in the file at which a part of the text at `path` starts."""
    span = tree.span(path, part=part)
    at = 0
    for _ in range(span.line - 1):
        at = tree.text.index("\n", at) + 1
    return at + span.column - 1


def add_to_list(text: str, mapping: Mapping, key: str, item: str, instead_of: str, before: str) -> Edit:
    """Return an edit that adds an item to the list of a key, which is written in front of the key `before` if it is new."""
    if key not in mapping.entries:
        return add_key(text, mapping, key, f"[{item}]", before)
    values = mapping.entries[key][1]
    assert not isinstance(values, Mapping)
    return _add_item(text, values, item, instead_of)


def add_key(text: str, mapping: Mapping, key: str, value: str, before: str) -> Edit:
    """Return an edit that writes `key: value` in front of the key `before`, or at the end of the file without that key."""
    if before in mapping.entries or _is_flow(text, mapping):
        following, _ = mapping.entries.get(before) or next(iter(mapping.entries.values()))
        return _inserted(text, mapping, following.start.index, f"{key}: {value}")
    line_end = _line_end(text)
    return Edit(len(text), len(text), f"{'' if text.endswith(line_end) else line_end}{key}: {value}{line_end}")


def _add_item(text: str, node: Scalar | Sequence, item: str, instead_of: str) -> Edit:
    """Return an edit that adds an item to a list, or replaces the item `instead_of` where the list has it."""
    if isinstance(node, Scalar):
        list_of_both = item if node.text == instead_of else f"[{text[node.start.index : node.end.index]}, {item}]"
        return Edit(node.start.index, node.end.index, list_of_both)
    for value in node.items:
        if isinstance(value, Scalar) and value.text == instead_of:
            return Edit(value.start.index, value.end.index, item)
    return _inserted(text, node, node.items[0].start.index, item, dash="- ")


def _inserted(text: str, node: Mapping | Sequence, at: int, what: str, dash: str = "") -> Edit:
    """Return an edit that writes a text before the index `at`: on the same line in flow style, else on a line of its own."""
    if _is_flow(text, node):
        return Edit(at, at, f"{what}, ")
    return Edit(at, at, f"{what}{_line_end(text)}{' ' * node.start.column}{dash}")


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _is_flow(text: str, node: Mapping | Sequence) -> bool:
    return text[node.start.index] in "[{"
