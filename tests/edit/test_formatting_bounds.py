"""Whatever a file is made of, as long as it can be read: formatted in seconds, never with a traceback."""

from __future__ import annotations

import time

import pytest

from generator import kinds
from generator.edit.comments import NotFormatted
from generator.edit.formatting import formatted
from generator.text.yaml_reader import MAX_BYTES, read_tree
from generator.text.yaml_tree import Tree

HEAD = "name: A\n"
HUGE = {
    "many comments": HEAD + "# c\n" * 100_000,
    "comments between many items": HEAD + "gaps:\n" + "  # c\n  - a  # d\n" * 15_000,
    "many fields": HEAD + "".join(f"a{i}: b  # c\n" for i in range(9_900)),
    "many blocks": HEAD + "gaps:\n" + "  - |\n    a\n" * 19_000,
    "one text of many citations": HEAD + "summary: " + "a [@s p. 1; @t] [[b|c d]] " * 15_000 + "\n",
    "one text of open brackets": HEAD + "summary: a " + "[[[@a " * 60_000 + "\n",
    "a long number": HEAD + "note: " + "1" * 400_000 + "x\n",
    "a long number with points": HEAD + "note: " + "1:" * 200_000 + "1\n",
    "a long line of blanks": HEAD + "note: a" + " " * 400_000 + "b\n",
    "deep brackets": HEAD + "gaps: " + "[" * 22 + "a, # c\n" + "b" + "]" * 22 + "\n",
    "deep blocks": HEAD + "".join(f"{'  ' * i}a:  # c\n" for i in range(22)) + "  " * 22 + "b: c\n",
    "empty lines": HEAD + "\n" * 400_000 + "type: newspaper\n",
}


def outcome(tree: Tree) -> str:
    """Return how the file begins, or why it is left."""
    try:
        return formatted(tree, kinds.record_types()["publishers"])[:100]
    except NotFormatted as left:
        return str(left)


@pytest.mark.parametrize("text", HUGE.values(), ids=HUGE.keys())
def test_huge(text: str) -> None:
    tree = read_tree("entry.yml", text.encode()[:MAX_BYTES])
    assert isinstance(tree, Tree), tree[0].message
    started = time.process_time()

    assert "fault" not in outcome(tree)
    assert time.process_time() - started < 5
