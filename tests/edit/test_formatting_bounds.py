"""Whatever a file is made of, as long as it can be read: formatted in steps in line with its length, never with a traceback."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from euphrates_atlas import kinds
from euphrates_atlas.edit.comments import NotFormatted
from euphrates_atlas.edit.formatting import formatted
from euphrates_atlas.text.yaml_reader import MAX_BYTES, read_tree
from euphrates_atlas.text.yaml_tree import Tree
from tests.effort import assert_in_line

HEAD = "name: A\n"
HUGE: dict[str, tuple[Callable[[int], str], int]] = {
    "many comments": (lambda times: "# c\n" * times, 800),
    "comments between many items": (lambda times: "gaps:\n" + "  # c\n  - a  # d\n" * times, 400),
    "many fields": (lambda times: "".join(f"a{i}: b  # c\n" for i in range(times)), 400),
    "many blocks": (lambda times: "gaps:\n" + "  - |\n    a\n" * times, 400),
    "one text of many citations": (lambda times: "summary: " + "a [@s p. 1; @t] [[b|c d]] " * times + "\n", 4_000),
    "one text of open brackets": (lambda times: "summary: a " + "[[[@a " * times + "\n", 60_000),
    "a long number": (lambda times: "note: " + "1" * times + "x\n", 400_000),
    "a long number with points": (lambda times: "note: " + "1:" * times + "1\n", 200_000),
    "a long line of blanks": (lambda times: "note: a" + " " * times + "b\n", 400_000),
    "empty lines": (lambda times: "\n" * times + "type: newspaper\n", 400_000),
}
DEEP = {
    "deep brackets": "gaps: " + "[" * 22 + "a, # c\n" + "b" + "]" * 22 + "\n",
    "deep blocks": "".join(f"{'  ' * i}a:  # c\n" for i in range(22)) + "  " * 22 + "b: c\n",
}


def read(text: str) -> Tree:
    tree = read_tree("entry.yml", (HEAD + text).encode()[:MAX_BYTES])
    assert isinstance(tree, Tree), tree[0].message
    return tree


def assert_answered(tree: Tree) -> None:
    """Assert that the file is formatted, or left for a reason that is no fault of ours."""
    assert "fault" not in outcome(tree)


def outcome(tree: Tree) -> str:
    """Return how the file begins, or why it is left."""
    try:
        return formatted(tree, kinds.record_types()["publishers"])[:100]
    except NotFormatted as left:
        return str(left)


@pytest.mark.parametrize(("written", "most"), HUGE.values(), ids=HUGE)
def test_huge(written: Callable[[int], str], most: int) -> None:
    assert_in_line(assert_answered, lambda times: read(written(times)), most)


@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP)
def test_deep(text: str) -> None:
    """As deep as an entry may be: what doubles with each level would not end."""
    assert_answered(read(text))
