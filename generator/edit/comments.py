"""Comments: where they stand in a file, and what each of them belongs to.

A comment on a line of its own belongs to the key or item that it precedes; indented deeper than that, to the end of
the block before. A comment at the end of a line belongs to what ends on that line, else to what starts there.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from generator.edit.slots import Slot, slots_of
from generator.source.nodes import Scalar, Tree

MODELINE = "yaml-language-server:"
_DASHES = re.compile(r"\s*(?:-\s+)*|---\s*")


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment with its sign, and where it starts, counted from 0."""

    text: str
    index: int
    line: int
    column: int
    before: str
    """What stands before it on its line."""


@dataclass(frozen=True, slots=True)
class Placed:
    """The slots of a file with its comments, and those that stand above all of it."""

    root: Slot
    head: list[str]


class Unplaced(Exception):
    """A comment stands where it cannot be told what it belongs to; `line` counts from 1."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def comments_of(tree: Tree) -> Iterator[Comment]:
    """Yield the comments of a file in order; a `#` inside a text is none."""
    line, counted = 0, 0
    for index, comment in _signs(tree):
        line += tree.text.count("\n", counted, index)
        counted = index
        first = tree.text.rfind("\n", 0, index) + 1
        yield Comment(comment, index, line, index - first, tree.text[first:index])


def is_modeline(comment: str) -> bool:
    """Tell whether a comment names a schema to editors."""
    return comment.lstrip("# ").startswith(MODELINE)


def place_comments(tree: Tree) -> Placed:
    """Return the slots of a file with each comment beside what it belongs to. Raises `Unplaced`."""
    root = slots_of(tree)
    comments = [c for c in comments_of(tree) if not is_modeline(c.text)]
    first = root.items[0].start
    gap = _last_gap(tree.text[:first])
    head = [c.text for c in comments if c.index < gap]
    lines = _lines(root, tree.text)
    for comment in (c for c in comments if c.index >= gap):
        if _DASHES.fullmatch(comment.before):
            _place_line(root, comment)
        else:
            _place_beside(lines[comment.line], comment)
    return Placed(root, head)


def _last_gap(above: str) -> int:
    """Return where the last empty line above the first key starts, which sets a head apart; 0 without one."""
    found = [match.start() + 1 for match in re.finditer(r"\n(?=[ \r]*\n)", above)]
    return found[-1] if found else 0


def _signs(tree: Tree) -> Iterator[tuple[int, str]]:
    """Yield where each comment starts, and the comment."""
    at = 0
    for start, end in sorted(_texts(slots_of(tree), tree.text)):
        yield from _between(tree.text, at, start)
        at = end
    yield from _between(tree.text, at, len(tree.text))


def _texts(slot: Slot, text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a file in which a `#` starts no comment: keys, and values without the `>-` of a block."""
    if slot.key is not None:
        yield slot.key.start.index, slot.key.end.index
    if isinstance(slot.node, Scalar):
        start = slot.node.start.index
        yield (text.find("\n", start) if slot.node.style in ("|", ">") else start), slot.end
    for item in slot.items:
        yield from _texts(item, text)


def _between(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    at = start
    while (found := text.find("#", at, end)) >= 0:
        stop = text.find("\n", found, end)
        at = stop if stop >= 0 else end
        yield found, text[found:at].rstrip()


def _place_line(slot: Slot, comment: Comment) -> None:
    """Give a comment on its own line to the slot that it precedes, or to the end of the block that it is indented with."""
    while True:
        previous, following = slot.around(comment.index)
        if previous is not None and previous.items and _is_inside(previous, slot, comment):
            slot = previous
        elif previous is not None and comment.index < previous.node.start.index:
            previous.before.append(comment.text)
            return
        else:
            (following.before if following is not None else slot.below).append(comment.text)
            return


def _is_inside(slot: Slot, outer: Slot, comment: Comment) -> bool:
    """Tell whether a comment that follows the start of a list or mapping is still a part of it."""
    if comment.index < slot.end or slot.items[-1].start > comment.index:
        return True
    return not slot.is_flow and not outer.is_flow and outer.item_column < comment.column >= slot.item_column


def _lines(root: Slot, text: str) -> dict[int, list[Slot]]:
    """Return the slots that start or end on each line, from 0, what holds others first."""
    ends = [match.start() for match in re.finditer("\n", text)]
    found: dict[int, list[Slot]] = defaultdict(list)
    for slot in root.walk():
        for line in {bisect_left(ends, slot.start), bisect_left(ends, slot.end - 1)}:
            found[line].append(slot)
    return found


def _place_beside(slots: list[Slot], comment: Comment) -> None:
    """Give a comment to the outermost of what ends before it on its line, else to the innermost of what starts there."""
    line = comment.index - comment.column
    ended = [s for s in slots if line < s.end <= comment.index and (s.start >= line or not s.items or s.is_flow)]
    started = [s for s in slots if line <= s.start < comment.index < s.end]
    if ended:
        ended[0].beside.append(comment.text)
    elif started:
        started[-1].beside.append(comment.text)
    else:
        raise Unplaced(comment.line + 1)
