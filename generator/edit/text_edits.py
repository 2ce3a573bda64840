"""Edits of a text by position; the rest of the text keeps its bytes."""

from collections.abc import Iterable
from typing import NamedTuple

from generator.model.atlas import Fact
from generator.text.yaml_tree import Mapping, Scalar, Sequence, Tree, line_and_column


class Edit(NamedTuple):
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


def add_to_list(text: str, mapping: Mapping, key: str, items: str, instead_of: str, before: str) -> Edit:
    """Return an edit that adds items, parted by `, `, to the list of a key, or replaces the item `instead_of` where the list has it.

    A key that is new is written in front of the key `before`.
    """
    if key not in mapping.entries:
        return add_key(text, mapping, key, f"[{items}]", before)
    values = mapping.entries[key][1]
    if isinstance(values, Scalar):
        own = "" if values.text == instead_of else f"{text[values.start : values.end]}, "
        return Edit(values.start, values.end, f"[{own}{items}]")
    assert isinstance(values, Sequence)
    if not _is_flow(text, values):
        items = items.replace(", ", f"{_new_line(text, values)}- ")
    for value in values.items:
        if isinstance(value, Scalar) and value.text == instead_of:
            return Edit(value.start, value.end, items)
    return _inserted(text, values, values.items[0].start, items, dash="- ")


def keep_ids(tree: Tree, statements: Iterable[tuple[Iterable[str], Fact]]) -> list[Edit]:
    """Return edits that write into the `was` of statements the ids that led to them before."""
    nodes = ((tree.node(fact.path), ", ".join(old), fact.id) for old, fact in statements)
    return [add_to_list(tree.text, at, "was", old, id, "cite") for at, old, id in nodes if isinstance(at, Mapping)]


def add_key(text: str, mapping: Mapping, key: str, value: str, before: str) -> Edit:
    """Return an edit that writes `key: value` in front of the key `before`, or at the end of the file without that key."""
    if before in mapping.entries or _is_flow(text, mapping):
        following, _ = mapping.entries.get(before) or next(iter(mapping.entries.values()))
        return _inserted(text, mapping, following.start, f"{key}: {value}")
    line_end = _line_end(text)
    return Edit(len(text), len(text), f"{'' if text.endswith(line_end) else line_end}{key}: {value}{line_end}")


def _inserted(text: str, node: Mapping | Sequence, at: int, what: str, dash: str = "") -> Edit:
    """Return an edit that writes a text before the index `at`: on the same line in flow style, else on a line of its own."""
    if _is_flow(text, node):
        return Edit(at, at, f"{what}, ")
    return Edit(at, at, f"{what}{_new_line(text, node)}{dash}")


def _new_line(text: str, node: Mapping | Sequence) -> str:
    return _line_end(text) + " " * (line_and_column(text, node.start)[1] - 1)


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _is_flow(text: str, node: Mapping | Sequence) -> bool:
    return text[node.start] in "[{"
