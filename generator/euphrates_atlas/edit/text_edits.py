"""Edits of the text of an entry by position; the rest of the text keeps its bytes.

For `renaming`, `store_format`, `change_file` and `archived_copies`. Flow style is YAML in brackets or braces.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from euphrates_atlas.model.atlas import Entry, Fact
from euphrates_atlas.text.yaml_tree import Mapping, Scalar, Sequence, Tree, line_and_column


class Edit(NamedTuple):
    """The range of a text to replace, in code points, and its replacement."""

    start: int
    end: int
    text: str


def apply(text: str, edits: Iterable[Edit]) -> str:
    """Return the text with all edits made; equal edits count once, and none may overlap another."""
    parts = []
    at = 0
    for edit in sorted(set(edits)):
        assert edit.start >= at, "edits overlap"
        parts += [text[at : edit.start], edit.text]
        at = edit.end
    parts.append(text[at:])
    return "".join(parts)


def add_to_list(
    text: str, mapping: Mapping, key: str, items: str, instead_of: str, before: str
) -> Edit:
    """Return an edit that puts `items`, as `a, b`, at the beginning of the list of a key, or in place of its item `instead_of`.

    A single value becomes a list, with the items at its end. A key that is new is written in front of the key `before`.
    """
    if key not in mapping.entries:
        return add_key(text, mapping, key, f"[{items}]", before)
    _, values = mapping.entries[key]
    if isinstance(values, Scalar):
        own = text[values.start : values.end]
        listed = items if values.text == instead_of else f"{own}, {items}"
        return Edit(values.start, values.end, f"[{listed}]")
    assert isinstance(values, Sequence)
    if not _is_flow(text, values):
        items = items.replace(", ", _new_line(text, values) + "- ")
    for value in values.items:
        if isinstance(value, Scalar) and value.text == instead_of:
            return Edit(value.start, value.end, items)
    return _inserted(text, values, values.items[0].start, items, dash="- ")


def keep_ids(tree: Tree, entry: Entry, pairs: Iterable[tuple[Fact, Fact]]) -> list[Edit]:
    """Return edits that write into the `was` of new statements the ids of the old ones; `pairs` are old and new statements.

    `tree` is the file of the entry as it is, with the new ones. Ids that lead to a statement of it already are left out.
    """
    edits = []
    taken = entry.statement_ids
    for old, new in pairs:
        lost = [id for id in (old.id, *old.statement.was) if id not in taken]
        node = tree.node(new.path)
        if lost and isinstance(node, Mapping):
            edits.append(
                add_to_list(tree.text, node, "was", ", ".join(lost), new.id, "cite")
            )
    return edits


def add_key(text: str, mapping: Mapping, key: str, value: str, before: str) -> Edit:
    """Return an edit that writes `key: value` in front of the key `before` and its comments.

    Without that key, it is written at the end of the mapping; in braces, at the beginning.
    """
    written = f"{key}: {value}"
    following, _ = mapping.entries.get(before) or next(iter(mapping.entries.values()))
    if _is_flow(text, mapping):
        return _inserted(text, mapping, following.start, written)
    margin = _margin(text, mapping)
    at = mapping.end
    if before in mapping.entries:
        own_comments = rf"(?m)(?:^ {{0,{margin}}}#.*\n)*^ {{{margin}}}\Z"
        above = re.search(own_comments, text[: following.start])
        if not above:  # a dash stands before it on its line
            return _inserted(text, mapping, following.start, written)
        at = above.start()
    line_end = _line_end(text)
    last_end = line_end if at and text[at - 1] != "\n" else ""
    return Edit(at, at, f"{last_end}{' ' * margin}{written}{line_end}")


def _inserted(
    text: str, node: Mapping | Sequence, at: int, what: str, dash: str = ""
) -> Edit:
    """Return an edit that writes a text in front of what starts at `at`: in flow style on its line, else on one above."""
    parting = ", " if _is_flow(text, node) else _new_line(text, node) + dash
    return Edit(at, at, what + parting)


def _new_line(text: str, node: Mapping | Sequence) -> str:
    """Return the end of a line, and the indentation of a node."""
    return _line_end(text) + " " * _margin(text, node)


def _margin(text: str, node: Mapping | Sequence) -> int:
    """Return how many characters stand before a node on its line."""
    _, column = line_and_column(text, node.start)
    return column - 1


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _is_flow(text: str, node: Mapping | Sequence) -> bool:
    """Tell whether a node is written in brackets or braces."""
    return text[node.start] in "[{"
