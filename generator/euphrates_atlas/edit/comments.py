"""The nodes of a file with their comments, each comment assigned to the node that it is about.

A comment on a line of its own belongs to the key or item below it; if it is indented deeper than that, to the end of the
block above. A comment at the end of a line belongs to a node that ends on that line, or else to one that starts there.
Used by `formatting`, and by `change_file`, which puts nodes into an entry. Positions are indices of the text.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import attrgetter

from euphrates_atlas.model.kind import Record
from euphrates_atlas.model.shape import FieldShape, RecordShape, shape_of
from euphrates_atlas.text.yaml_tree import (
    Mapping,
    Node,
    Scalar,
    Sequence,
    Tree,
    line_and_column,
)

_COMMENT = re.compile("#.*")
_DASH = re.compile(r"^\s*-\s", re.MULTILINE)
_DASHES = re.compile(r"\s*(?:-\s+)*|---\s*")
"""What may stand before a comment that is on a line of its own."""


class NotFormatted(Exception):
    """The file stays as it is; the message says why, without the name of the file."""


@dataclass(slots=True)
class CommentedNode:
    """A key with its value, or an item of a list, and the comments around it; `start` and `end` count code points."""

    key: Scalar | None
    value: Node
    model_field: FieldShape | None
    """Its field in the model; None of the whole entry, and of keys that the model does not know."""
    shape: RecordShape | None
    """The record type of its mapping, or of the mappings in its list."""
    start: int
    end: int
    """After its last character other than white space."""
    items: "list[CommentedNode]"
    """The nodes inside it, in file order."""
    before: list[str] = field(default_factory=list)
    """Comments on lines of their own above it."""
    beside: list[str] = field(default_factory=list)
    """Comments at the end of its line."""
    below: list[str] = field(default_factory=list)
    """Comments on lines of their own after the last of its items."""

    @property
    def is_flow(self) -> bool:
        """Tell whether it is a list in brackets or a mapping in braces."""
        return not isinstance(self.value, Scalar) and self.value.end == self.end

    def walk(self) -> "Iterator[CommentedNode]":
        """Yield every node inside this one, in file order, outer nodes first."""
        for item in self.items:
            yield item
            yield from item.walk()


def comments_of(tree: Tree) -> Iterator[re.Match[str]]:
    """Yield the comments of a file in order, as matches in its text.

    A `#` inside a text is none, nor is the modeline, which names the schema of the file for editors.
    """
    at = 0
    # Comments stand between texts, and between the last one and the end of the file.
    for start, end in (*_texts(tree.root, tree.text), (len(tree.text), 0)):
        for comment in _COMMENT.finditer(tree.text, at, start):
            if not comment[0].lstrip("# ").startswith("yaml-language-server:"):
                yield comment
        at = end


def place_comments(tree: Tree, model: type[Record]) -> tuple[CommentedNode, list[str]]:
    """Return the root of a file, whose nodes have their comments, and the comments of the head. Raises `NotFormatted`.

    The head is above the first key, set apart by an empty line.
    """
    text = tree.text
    root = commented(None, tree.root, None, shape_of(model), text)
    if not root.items:
        raise NotFormatted("it has no field: start with a line such as `name: …`")
    head_end = _head_end(text[: root.items[0].start])
    on_line = _nodes_by_line(root, text)
    head = []
    for comment in comments_of(tree):
        index = comment.start()
        line = _line_start(text, index)
        if index < head_end:
            head.append(comment[0].rstrip())
        elif _DASHES.fullmatch(text, line, index):
            _place_line(root, comment)
        else:
            node = _node_beside(on_line[line], line, index)
            if not node:
                number, _ = line_and_column(text, index)
                reason = f"the comment in line {number} stands where it would be lost: put it on a line of its own"
                raise NotFormatted(reason)
            node.beside.append(comment[0].rstrip())
    return root, head


def _head_end(above: str) -> int:
    """Return the index of the last empty line in the text above the first key; 0 where it has none."""
    gaps = re.finditer(r"\n(?=[ \r]*\n)", above)
    return max((gap.start() + 1 for gap in gaps), default=0)


def _nodes_by_line(root: CommentedNode, text: str) -> dict[int, list[CommentedNode]]:
    """Return the nodes that start or end on each line, outer ones first, by the index at which the line starts."""
    on_line: dict[int, list[CommentedNode]] = defaultdict(list)
    for node in root.walk():
        for line in {_line_start(text, node.start), _line_start(text, node.end - 1)}:
            on_line[line].append(node)
    return on_line


def commented(
    key: Scalar | None,
    value: Node,
    field: FieldShape | None,
    shape: RecordShape | None,
    text: str,
) -> CommentedNode:
    """Return a node and all within it, without comments yet.

    `field` is its field in the model, `shape` that of the record that it is or lists, `text` the file.
    """
    items = []
    if isinstance(value, Mapping):
        for name, (inner_key, inner) in value.entries.items():
            part = shape.fields.get(name) if shape else None
            record = part.record if part else None
            items.append(commented(inner_key, inner, part, record, text))
    elif isinstance(value, Sequence):
        items += [commented(None, item, field, shape, text) for item in value.items]
    end = _end(value, text)
    if items and text[value.start] not in "[{":
        end = items[-1].end  # the parser ends a block on the next line or below
    start = key.start if key else value.start
    return CommentedNode(key, value, field, shape, start, end, items)


def _end(node: Node, text: str) -> int:
    """Return the end of a node; that of a text without the white space behind a block."""
    if isinstance(node, Scalar) and node.is_block:
        shown = text[node.start : node.end].rstrip()
        return node.start + len(shown)
    return node.end


def _texts(node: Node, text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of the keys and texts of a file, in which a `#` starts no comment.

    A block begins on the line below its `>-`, which may have a comment beside it.
    """
    if isinstance(node, Scalar):
        start = text.find("\n", node.start) if node.is_block else node.start
        yield start, _end(node, text)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _texts(item, text)
    else:
        for key, value in node.entries.values():
            yield from _texts(key, text)
            yield from _texts(value, text)


def _place_line(node: CommentedNode, comment: re.Match[str]) -> None:
    """Give a comment on its own line to the node below it, or to the end of the block with its indentation."""
    place = bisect_left(node.items, comment.start(), key=attrgetter("start"))
    if place:
        previous = node.items[place - 1]
        if previous.items and _is_inside(previous, node, comment):
            _place_line(previous, comment)
            return
        if comment.start() < previous.value.start:  # between a key and its value
            place -= 1
    comments = node.items[place].before if place < len(node.items) else node.below
    comments.append(comment[0].rstrip())


def _is_inside(node: CommentedNode, outer: CommentedNode, comment: re.Match[str]) -> bool:
    """Tell whether a comment on its own line, after the start of a list or mapping, is inside it.

    Else it is inside `outer` alone. Behind the last item, it is inside if it is indented as the items are, and deeper
    than those of `outer`.
    """
    index = comment.start()
    if index < node.end or node.items[-1].start > index:
        return True
    is_after_dash = _DASH.search(comment.string, node.end, index)
    if node.is_flow or outer.is_flow or is_after_dash:
        return False
    _, outside = line_and_column(comment.string, outer.value.start)
    _, column = line_and_column(comment.string, index)
    _, inside = line_and_column(comment.string, node.value.start)
    is_deeper = column > outside
    return is_deeper and column >= inside


def _line_start(text: str, index: int) -> int:
    """Return the index at which the line of another index starts."""
    return text.rfind("\n", 0, index) + 1


def _node_beside(nodes: list[CommentedNode], line: int, index: int) -> CommentedNode | None:
    """Return the outermost node that ends before a comment on its line, or else the innermost that starts there.

    `nodes` are those that start or end on the line; it starts at the index `line`, the comment at `index`.
    """
    started = None
    for node in nodes:
        is_begun_above = node.start < line
        if line < node.end <= index:
            if not is_begun_above or not node.items or node.is_flow:
                return node
        elif not is_begun_above and node.start < index:
            started = node
    return started
