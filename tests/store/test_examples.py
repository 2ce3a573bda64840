"""The examples of rules: test data that pages show, in characters that can be shown."""

from __future__ import annotations

from pathlib import Path

from euphrates_atlas.checks.catalog import RULES
from euphrates_atlas.edit.rule_examples import MAX_LINE, MAX_LINES, read_examples
from tests.stores import REPOSITORY


def test_every_rule_has_an_example() -> None:
    """The folders are those that the tests run."""
    assert list(read_examples(REPOSITORY)) == list(RULES)


def test_without_the_tests_there_are_none(tmp_path: Path) -> None:
    """An installed generator has no test data."""
    assert read_examples(tmp_path) == {}


def test_what_cannot_be_shown_is_written_out(tmp_path: Path) -> None:
    """Bytes that are no text, controls and hidden characters; long files and lines are cut."""
    folder = tmp_path / "tests" / "rules" / "A999-some-rule"
    (folder / "bad" / "groups").mkdir(parents=True)
    (folder / "expected.txt").write_text("a report\n", encoding="utf-8")
    (folder / "bad" / "groups" / "a.yml").write_bytes(b"\xffa\0b\n" + "x\u202ey".encode() + b"\n\n" + b"z" * 500)
    (folder / "bad" / "groups" / "b.yml").write_text("line\n" * (MAX_LINES + 3), encoding="utf-8")

    example = read_examples(tmp_path)["A999"]

    first, second = example.bad
    assert first.file == "entities/groups/a.yml"
    assert first.lines[:3] == ("\\xffa⟨U+0000⟩b", "x⟨U+202E⟩y", "")
    assert len(first.lines[3]) == MAX_LINE
    assert (len(second.lines), second.left_out) == (MAX_LINES, 3)
    assert example.report == ("a report",)
    assert example.good == ()
