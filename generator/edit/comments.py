"""The nodes of a file with their comments, each comment assigned to the node that it is about.

A comment on a line of its own belongs to the key or item below it; if it is indented deeper than that, to the end of the
block above. A comment at the end of a line belongs to a node that ends on that line, or else to one that starts there.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import attrgetter

from generator.model.kind import Record
from generator.model.shape import FieldShape, RecordShape, shape_of
from generator.text.yaml_tree import Mapping, Node, Scalar, Sequence, Tree, line_and_column

_COMMENT = re.compile("#.*")
_DASHES = re.compile(r"\s*(?:-\s+)*|---\s*")


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
    """Yield the comments of a file in order, as they were found in its text; a modeline and a `#` inside a text are none."""
    at = 0
    for start, end in (*_texts(tree.root, tree.text), (len(tree.text), 0)):
        found = _COMMENT.finditer(tree.text, at, start)
        yield from (comment for comment in found if not comment[0].lstrip("# ").startswith("yaml-language-server:"))
        at = end


def place_comments(tree: Tree, model: type[Record]) -> tuple[CommentedNode, list[str]]:
    """Return the root of a file, whose nodes have their comments, and the comments of the head. Raises `NotFormatted`.

    The head is above the first key, set apart by an empty line.
    """
    root = _commented(None, tree.root, None, shape_of(model), tree.text)
    above = tree.text[: root.items[0].start]
    gap = max((match.start() + 1 for match in re.finditer(r"\n(?=[ \r]*\n)", above)), default=0)
    on_line: dict[int, list[CommentedNode]] = defaultdict(list)
    for node in root.walk():
        for line in {_line_start(tree.text, node.start), _line_start(tree.text, node.end - 1)}:
            on_line[line].append(node)
    head = []
    for comment in comments_of(tree):
        index, text = comment.start(), comment[0].rstrip()
        line = _line_start(tree.text, index)
        if index < gap:
            head.append(text)
        elif _DASHES.fullmatch(tree.text, line, index):
            _place_line(root, comment)
        elif (beside := _node_beside(on_line[line], line, index)) is not None:
            beside.beside.append(text)
        else:
            number = tree.text.count("\n", 0, index) + 1
            raise NotFormatted(
                f"the comment in line {number} stands where it would be lost: put it on a line of its own"
            )
    return root, head


def _commented(
    key: Scalar | None, value: Node, field: FieldShape | None, shape: RecordShape | None, text: str
) -> CommentedNode:
    """Return a node and all below it, without comments yet."""
    items = list[CommentedNode]()
    if isinstance(value, Mapping):
        for name, (inner_key, inner) in value.entries.items():
            part = shape.fields.get(name) if shape is not None else None
            items.append(_commented(inner_key, inner, part, part.record if part is not None else None, text))
    elif isinstance(value, Sequence):
        items = [_commented(None, item, field, shape, text) for item in value.items]
    is_block = not isinstance(value, Scalar) and text[value.start] not in "[{"
    end = items[-1].end if is_block else _end(value, text)  # the parser ends a block on the next line or below
    return CommentedNode(key, value, field, shape, (key or value).start, end, items)


def _end(node: Node, text: str) -> int:
    """Return the end of a node; that of a text without the white space behind a block."""
    end = node.end
    while isinstance(node, Scalar) and node.style in ("|", ">") and text[end - 1].isspace():
        end -= 1
    return end


def _texts(node: Node, text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of the keys and texts of a file, in which a `#` starts no comment; the `>-` of a block is not part of one."""
    if isinstance(node, Scalar):
        start = node.start
        yield (text.find("\n", start) if node.style in ("|", ">") else start), _end(node, text)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _texts(item, text)
    else:
        for key, value in node.entries.values():
            yield from (*_texts(key, text), *_texts(value, text))


def _place_line(node: CommentedNode, comment: re.Match[str]) -> None:
    """Give a comment on its own line to the node below it, or to the end of the block with its indentation."""
    place = bisect_left(node.items, comment.start(), key=attrgetter("start"))
    if place:
        previous = node.items[place - 1]
        if previous.items and _is_inside(previous, node, comment):
            _place_line(previous, comment)
            return
        if comment.start() < previous.value.start:
            place -= 1
    (node.items[place].before if place < len(node.items) else node.below).append(comment[0].rstrip())


def _is_inside(node: CommentedNode, outer: CommentedNode, comment: re.Match[str]) -> bool:
    """Tell whether a comment after the start of a list or mapping is inside it."""
    index = comment.start()
    if index < node.end or node.items[-1].start > index:
        return True
    places = (outer.value.start, index, node.value.start)
    outside, column, inside = (line_and_column(comment.string, place)[1] for place in places)
    return not node.is_flow and not outer.is_flow and outside < column >= inside


def _line_start(text: str, index: int) -> int:
    return text.rfind("\n", 0, index) + 1


def _node_beside(nodes: list[CommentedNode], line: int, index: int) -> CommentedNode | None:
    """Return the outermost node that ends before a comment on its line, or else the innermost that starts there.

    `nodes` are those that start or end on the line; it starts at the index `line`, the comment at `index`.
    """
    ended = [s for s in nodes if line < s.end <= index and (s.start >= line or not s.items or s.is_flow)]
    started = [s for s in nodes if line <= s.start < index < s.end]
    return ended[0] if ended else started[-1] if started else None
