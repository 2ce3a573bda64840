"""The comments of a file, each assigned to the node that it is about.

A comment on a line of its own belongs to the key or item below it; if it is indented deeper than that, to the end of the
block above. A comment at the end of a line belongs to a node that ends on that line, or else to one that starts there.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import attrgetter

from generator.text.yaml_tree import Mapping, Node, Scalar, Sequence, Tree

MODELINE = "yaml-language-server:"
_DASHES = re.compile(r"\s*(?:-\s+)*|---\s*")


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment with its `#`; index, line and column of its start count from 0."""

    text: str
    index: int
    line: int
    column: int
    before: str
    """The text before it on its line."""


@dataclass(slots=True)
class CommentedNode:
    """A key with its value, or an item of a list, and the comments around it; `start` and `end` count code points."""

    key: Scalar | None
    value: Node
    start: int
    end: int
    """After its last character other than white space."""
    items: "list[CommentedNode]" = field(default_factory=list)
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
        return not isinstance(self.value, Scalar) and self.value.end.index == self.end

    @property
    def item_column(self) -> int:
        """The column, from 0, of the keys of its mapping or the dashes of its list."""
        return self.value.start.column

    def around(self, index: int) -> "tuple[CommentedNode | None, CommentedNode | None]":
        """Return the last item that starts before an index of the file, and the first after it."""
        at = bisect_left(self.items, index, key=attrgetter("start"))
        return self.items[at - 1] if at else None, self.items[at] if at < len(self.items) else None

    def walk(self) -> "Iterator[CommentedNode]":
        """Yield every node inside this one, in file order, outer nodes first."""
        for item in self.items:
            yield item
            yield from item.walk()

    def has_comments_inside(self) -> bool:
        """Tell whether there are comments among its items, so that these need lines of their own."""
        return bool(self.below) or any(s.before or s.beside or s.below for s in self.walk())


class MisplacedComment(Exception):
    """A comment that belongs to no node; its argument is the line, from 1."""


def comments_of(tree: Tree) -> Iterator[Comment]:
    """Yield the comments of a file in order; a `#` inside a text is none."""
    line, counted = 0, 0
    for sign in re.finditer("#.*", _without_texts(tree)):
        index = sign.start()
        line += tree.text.count("\n", counted, index)
        counted = index
        first = tree.text.rfind("\n", 0, index) + 1
        yield Comment(sign[0].rstrip(), index, line, index - first, tree.text[first:index])


def is_modeline(comment: str) -> bool:
    """Tell whether a comment tells editors the schema of the file."""
    return comment.lstrip("# ").startswith(MODELINE)


def place_comments(tree: Tree) -> tuple[CommentedNode, list[str]]:
    """Return the root of a file, whose nodes have their comments, and the comments of the head. Raises `MisplacedComment`.

    The head is above the first key, set apart by an empty line.
    """
    root = _commented(None, tree.root, tree.text)
    comments = [c for c in comments_of(tree) if not is_modeline(c.text)]
    above = tree.text[: root.items[0].start]
    gap = max((match.start() + 1 for match in re.finditer(r"\n(?=[ \r]*\n)", above)), default=0)
    head = [c.text for c in comments if c.index < gap]
    lines = _lines(root, tree.text)
    for comment in (c for c in comments if c.index >= gap):
        if _DASHES.fullmatch(comment.before):
            _place_line(root, comment)
        else:
            _place_beside(lines[comment.line], comment)
    return root, head


def _commented(key: Scalar | None, value: Node, text: str) -> CommentedNode:
    """Return a node and all below it, without comments yet."""
    node = CommentedNode(key, value, (key or value).start.index, _end(value, text))
    if isinstance(value, Mapping):
        node.items = [_commented(key, node, text) for key, node in value.entries.values()]
    elif isinstance(value, Sequence):
        node.items = [_commented(None, item, text) for item in value.items]
    return node


def _end(node: Node, text: str) -> int:
    """Return the end of a node; that of the parser is too late for blocks, on the next line or below."""
    if isinstance(node, Scalar):
        end = node.end.index
        while node.style in ("|", ">") and text[end - 1].isspace():
            end -= 1
        return end
    if text[node.start.index] in "[{":
        return node.end.index
    last = list(node.entries.values())[-1][1] if isinstance(node, Mapping) else node.items[-1]
    return _end(last, text)


def _without_texts(tree: Tree) -> str:
    """Return a file with a blank in place of each character of its texts."""
    parts, at = [], 0
    for start, end in sorted(_texts(_commented(None, tree.root, tree.text), tree.text)):
        parts += [tree.text[at:start], " " * (end - start)]
        at = end
    return "".join([*parts, tree.text[at:]])


def _texts(node: CommentedNode, text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of the texts of a file, in which a `#` starts no comment; the `>-` of a block is not part of one."""
    if node.key is not None:
        yield node.key.start.index, node.key.end.index
    if isinstance(node.value, Scalar):
        start = node.value.start.index
        yield (text.find("\n", start) if node.value.style in ("|", ">") else start), node.end
    for item in node.items:
        yield from _texts(item, text)


def _place_line(node: CommentedNode, comment: Comment) -> None:
    """Give a comment on its own line to the node below it, or to the end of the block with its indentation."""
    while True:
        previous, following = node.around(comment.index)
        if previous is not None and previous.items and _is_inside(previous, node, comment):
            node = previous
            continue
        if previous is not None and comment.index < previous.value.start.index:
            following = previous
        (following.before if following is not None else node.below).append(comment.text)
        return


def _is_inside(node: CommentedNode, outer: CommentedNode, comment: Comment) -> bool:
    """Tell whether a comment after the start of a list or mapping is inside it."""
    if comment.index < node.end or node.items[-1].start > comment.index:
        return True
    return not node.is_flow and not outer.is_flow and outer.item_column < comment.column >= node.item_column


def _lines(root: CommentedNode, text: str) -> dict[int, list[CommentedNode]]:
    """Return the nodes that start or end on each line, counted from 0, outer nodes first."""
    ends = [match.start() for match in re.finditer("\n", text)]
    nodes: dict[int, list[CommentedNode]] = defaultdict(list)
    for node in root.walk():
        for line in {bisect_left(ends, node.start), bisect_left(ends, node.end - 1)}:
            nodes[line].append(node)
    return nodes


def _place_beside(nodes: list[CommentedNode], comment: Comment) -> None:
    """Give a comment to the outermost node that ends before it on its line, or else to the innermost that starts there."""
    line = comment.index - comment.column
    ended = [s for s in nodes if line < s.end <= comment.index and (s.start >= line or not s.items or s.is_flow)]
    started = [s for s in nodes if line <= s.start < comment.index < s.end]
    if ended:
        ended[0].beside.append(comment.text)
    elif started:
        started[-1].beside.append(comment.text)
    else:
        raise MisplacedComment(comment.line + 1)
