"""A YAML file as a tree whose nodes know their places in the file.

`yaml_reader` makes it, `model/parsing.py` reads it.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from euphrates_atlas.findings import Span


@dataclass(slots=True)
class Scalar:
    """A text; the model decides whether it is a date, a number or a code. Places are indexes in the file, in code points."""

    text: str
    start: int
    end: int
    style: str
    """`''` plain, `'` or `"` quoted, `|` literal, `>` folded."""
    places: list[int] | None = field(default=None, repr=False, compare=False)
    """The index in the file of each code point of the text; computed when a finding first needs it."""

    @property
    def is_block(self) -> bool:
        """Tell whether it is literal or folded."""
        return self.style in ("|", ">")


@dataclass(slots=True)
class Sequence:
    """A list."""

    start: int
    end: int
    items: "list[Node]" = field(default_factory=list)


@dataclass(slots=True)
class Mapping:
    """Keys and values in file order; no key occurs twice."""

    start: int
    end: int
    entries: "dict[str, tuple[Scalar, Node]]" = field(default_factory=dict)


_LINE_ENDS = r" *(?P<breaks>(?:\r?\n *)+)|(?P<blanks> +)"
_FLOW = {
    style: re.compile(f"(?P<joined>{joined})|{_LINE_ENDS}|{escape}.", re.DOTALL)
    for style, joined, escape in (
        ("", r"(?!)", ""),
        ("'", r"(?!)", "''|"),
        (
            '"',
            r"\\\r?\n *",
            r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[^xuU])|",
        ),
    )
}
"""How a plain or quoted scalar, by its style, writes each of its characters."""

Node = Scalar | Sequence | Mapping
NodePath = tuple[str | int, ...]


def as_data(node: Node) -> Any:
    """Return a node as texts, lists and dictionaries, without the places in the file."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [as_data(item) for item in node.items]
    return {key: as_data(value) for key, (_, value) in node.entries.items()}


class Tree(NamedTuple):
    """One file that was read: its text and its root."""

    file: str
    text: str
    root: Mapping

    def span(
        self, path: NodePath, *, at_key: bool = False, part: tuple[int, int] | None = None
    ) -> Span:
        """Return the span of the value at `path`; with `at_key` of its key, with `part` of that slice of its text.

        Steps that the file does not have are skipped: an entry may write a list of one item as the item alone, and a
        citation as its `src` alone. If the path leads beyond the file, the nearest ancestor is marked.
        """
        key, node, _ = self._find(path)
        if at_key and key:
            return self._between(key.start, key.end)
        if part and isinstance(node, Scalar) and part[0] < len(self.places(node)):
            return self._part(node, *part)
        return self._head(node)

    def _part(self, node: Scalar, start: int, end: int) -> Span:
        """Return the span of a slice of the text of a scalar."""
        places = self.places(node)
        last = places[min(max(end - 1, start), len(places) - 1)]
        after = last + 1
        # An escape ends where the next character begins.
        if node.style == '"' and self.text[last] == "\\":
            after = places[end] if end < len(places) else node.end - 1
        return self._between(places[start], after)

    def node(self, path: NodePath) -> Node | None:
        """Return the node at `path`, or None."""
        _, node, is_there = self._find(path)
        return node if is_there else None

    def _find(self, path: NodePath) -> tuple[Scalar | None, Node, bool]:
        """Return key and value at `path` or at its nearest ancestor, and whether all keys of the path exist."""
        node: Node = self.root
        key: Scalar | None = None
        for step in path:
            if isinstance(node, Mapping) and isinstance(step, str):
                if step not in node.entries:
                    return key, node, False
                key, node = node.entries[step]
            elif (
                isinstance(node, Sequence)
                and isinstance(step, int)
                and step < len(node.items)
            ):
                key = None
                node = node.items[step]
        return key, node, True

    def places(self, node: Scalar) -> list[int]:
        """Return the index in the file of each character of a scalar's text."""
        if node.places is None:
            walk = _block_places if node.is_block else _flow_places
            node.places = list(walk(node, self.text))
        return node.places

    def _head(self, node: Node) -> Span:
        """Return the span of a node; if it has several lines, of its first character only."""
        span = self._between(node.start, node.end)
        is_flow_text = isinstance(node, Scalar) and not node.is_block
        if is_flow_text or span.line == span.end_line:
            return span
        return Span(span.line, span.column, span.line, span.column + 1)

    def _between(self, start: int, end: int) -> Span:
        return Span(*line_and_column(self.text, start), *line_and_column(self.text, end))


def _flow_places(node: Scalar, text: str) -> Iterator[int]:
    """Yield the place of each code point of a plain or quoted scalar: an escape is one, n line ends are n - 1 or a blank."""
    quoted = 1 if node.style else 0
    for match in _FLOW[node.style].finditer(text, node.start + quoted, node.end - quoted):
        start = match.start()
        if match["joined"]:
            continue
        if match["breaks"]:
            yield from [start] * max(match["breaks"].count("\n") - 1, 1)
        elif match["blanks"]:
            yield from range(start, match.end())
        else:
            yield start


def _block_places(node: Scalar, text: str) -> Iterator[int]:
    """Walk a literal or folded scalar along with its text, since folding changes white space only."""
    at = text.find("\n", node.start) + 1
    end = node.end
    for character in node.text:
        if character.isspace():
            yield min(at, end)
            if at < end and text[at].isspace():
                at += 1
        else:
            at = text.index(character, at, end) + 1
            yield at - 1


@lru_cache(maxsize=4)
def _line_ends(text: str) -> list[int]:
    """Return where each line ends, behind a -1 as if one ended before the text."""
    return [-1, *(match.start() for match in re.finditer(r"\n|\Z", text))]


@lru_cache(maxsize=4)
def line_of(text: str, number: int) -> str | None:
    """Return a line of a text (from 1), or None past its end; thousands of findings in one line share it."""
    ends = _line_ends(text)
    if not 0 < number < len(ends):
        return None
    return text[ends[number - 1] + 1 : ends[number]].rstrip("\r")


def line_and_column(text: str, index: int) -> tuple[int, int]:
    """Return the line and the column of an index; both count from 1."""
    ends = _line_ends(text)
    line = bisect_left(ends, index)
    return line, index - ends[line - 1]
