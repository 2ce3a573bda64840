"""The canonical form of a file, proved to say what the file said before it is handed out."""

from collections import Counter
from typing import Any

from generator.diagnostics import Diagnostic
from generator.edit.comments import Unplaced, comments_of, is_modeline, place_comments
from generator.edit.layout import lines_of
from generator.model.kind import Record
from generator.source.nodes import Mapping, Node, Scalar, Tree
from generator.source.yaml_reader import read_tree


class NotFormatted(Exception):
    """The file is left as it is; the text says why, without its name."""


def formatted(tree: Tree, model: type[Record]) -> str:
    """Return the canonical text of an entry. Raises `NotFormatted`."""
    try:
        placed = place_comments(tree)
    except Unplaced as unplaced:
        raise NotFormatted(
            f"the comment in line {unplaced.line} stands where it would be lost: put it on a line of its own"
        ) from None
    head = [model.kind.modeline, *placed.head, *([""] if placed.head else [])]
    text = "\n".join([*head, *lines_of(placed.root, model)]) + "\n"
    _prove(tree, read_tree(tree.file, text.encode()))
    return text


def _prove(before: Tree, after: Tree | list[Diagnostic]) -> None:
    """Raise `NotFormatted` unless both trees hold the same values and comments; a difference is a bug of ours."""
    if isinstance(after, list):
        raise NotFormatted(f"its new form could not be read ({after[0].message}): this is a fault of `atlas fmt`")
    if _plain(before.root) != _plain(after.root):
        raise NotFormatted("its new form would say something else: this is a fault of `atlas fmt`")
    if _comments(before) != _comments(after):
        raise NotFormatted("its new form would lose a comment: this is a fault of `atlas fmt`")


def _comments(tree: Tree) -> Counter[str]:
    return Counter(c.text for c in comments_of(tree) if not is_modeline(c.text))


def _plain(node: Node) -> Any:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Mapping):
        return {key: _plain(value) for key, (_, value) in node.entries.items()}
    return [_plain(item) for item in node.items]
