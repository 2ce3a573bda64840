"""The places of a file that a comment can belong to: its keys with their values, and the items of its lists."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import attrgetter

from generator.source.nodes import Mapping, Node, Scalar, Sequence, Tree


@dataclass(slots=True)
class Slot:
    """A key with its value, or an item of a list, with the comments around it; indexes count code points."""

    key: Scalar | None
    node: Node
    start: int
    end: int
    """After its last character that is no blank."""
    items: "list[Slot]" = field(default_factory=list)
    """What it holds, in file order."""
    before: list[str] = field(default_factory=list)
    """Comments on lines of their own above it."""
    beside: list[str] = field(default_factory=list)
    """Comments at the end of its line."""
    below: list[str] = field(default_factory=list)
    """Comments on lines of their own after the last of its items."""

    @property
    def is_flow(self) -> bool:
        """Tell whether it holds a list or mapping in brackets or braces."""
        return not isinstance(self.node, Scalar) and self.node.end.index == self.end

    @property
    def item_column(self) -> int:
        """The column, from 0, in which the keys or dashes of a list or mapping stand."""
        return self.node.start.column

    def around(self, index: int) -> "tuple[Slot | None, Slot | None]":
        """Return the last item that starts before a place of the file, and the first after it."""
        at = bisect_left(self.items, index, key=attrgetter("start"))
        return self.items[at - 1] if at else None, self.items[at] if at < len(self.items) else None

    def walk(self) -> "Iterator[Slot]":
        """Yield every slot below this one, in file order, what holds others first."""
        for item in self.items:
            yield item
            yield from item.walk()

    def has_comments_inside(self) -> bool:
        """Tell whether a comment stands between or beside its items, so that these need lines of their own."""
        return bool(self.below) or any(s.before or s.beside or s.below for s in self.walk())


def slots_of(tree: Tree) -> Slot:
    """Return the slots of a file, without comments yet; the outermost stands for the whole."""
    return _slot(None, tree.root, tree.text)


def _slot(key: Scalar | None, node: Node, text: str) -> Slot:
    slot = Slot(key, node, (key or node).start.index, _end(node, text))
    if isinstance(node, Mapping):
        slot.items = [_slot(key, value, text) for key, value in node.entries.values()]
    elif isinstance(node, Sequence):
        slot.items = [_slot(None, item, text) for item in node.items]
    return slot


def _end(node: Node, text: str) -> int:
    """Return where a node ends; the parser's mark of a block stands where the next line begins, or further."""
    if isinstance(node, Scalar):
        end = node.end.index
        while node.style in ("|", ">") and text[end - 1].isspace():
            end -= 1
        return end
    if text[node.start.index] in "[{":
        return node.end.index
    last = list(node.entries.values())[-1][1] if isinstance(node, Mapping) else node.items[-1]
    return _end(last, text)
