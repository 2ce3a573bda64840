"""The stamp of made files: it holds as long as they are as they came out, and were made from what there is now."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.stores import REPOSITORY

sys.path.insert(0, str(REPOSITORY / "frontend"))

import stamps


@pytest.mark.parametrize(
    ("change", "holds"),
    [
        (lambda folder: None, True),
        (lambda folder: (folder / "a.txt").write_text("other"), False),
        (lambda folder: (folder / "a.txt").unlink(), False),
        (lambda folder: (folder / "c.txt").write_text("more"), False),
        (lambda folder: (folder / "c.txt").mkdir(), False),
        (lambda folder: (folder / ".stamp").unlink(), False),
        (lambda folder: (folder / ".stamp").write_bytes(b"\xff"), False),
        (lambda folder: (folder / ".stamp").write_text(""), False),
    ],
)
def test_a_stamp_holds_until_something_changes(tmp_path: Path, change: Callable[[Path], object], holds: bool) -> None:
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text(name)
    stamps.put(tmp_path / ".stamp", "input", tmp_path.glob("*.txt"))
    change(tmp_path)
    assert stamps.is_current(tmp_path / ".stamp", "input", tmp_path.glob("*.txt")) == holds
    assert not stamps.is_current(tmp_path / ".stamp", "other input", tmp_path.glob("*.txt"))
