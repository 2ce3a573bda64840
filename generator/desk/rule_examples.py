"""The examples of each rule, read from the test data: a store that breaks it, the report, a store that keeps it."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.text.phrases import shortened
from generator.text.yaml_reader import hidden_characters

MAX_LINES = 40
MAX_LINE = 160
"""Lines of a file, and characters of a line, that are shown."""


@dataclass(frozen=True, slots=True)
class ExampleFile:
    """One file of an example, as it can be shown: other bytes than text, and what nobody would see, are written out."""

    file: str
    """Path below the repository that it stands for."""
    lines: tuple[str, ...]
    left_out: int
    """How many lines follow."""


@dataclass(frozen=True, slots=True)
class Example:
    """What breaks a rule, what is said of it, and what keeps it."""

    bad: tuple[ExampleFile, ...]
    report: tuple[str, ...]
    good: tuple[ExampleFile, ...]


def read_examples(root: Path) -> dict[str, Example]:
    """Return the examples below `tests/rules` by the code of the rule; without that folder there are none."""
    found = {}
    for folder in sorted((root / "tests" / "rules").glob("A[0-9][0-9][0-9]-*")):
        report = folder / "expected.txt"
        if report.is_file():
            lines = report.read_bytes().decode("utf-8", "backslashreplace").splitlines()
            shown = tuple(_shown_line(line) for line in lines)
            found[folder.name[:4]] = Example(tuple(_files(folder / "bad")), shown, tuple(_files(folder / "good")))
    return found


def _files(layer: Path) -> Iterator[ExampleFile]:
    for path in sorted(layer.rglob("*"), key=os.fsencode):
        if path.is_file():
            name = os.fsencode(path.relative_to(layer).as_posix()).decode("utf-8", "backslashreplace")
            lines = path.read_bytes().decode("utf-8", "backslashreplace").rstrip("\n").split("\n")
            shown = tuple(_shown_line(line) for line in lines[:MAX_LINES])
            yield ExampleFile(f"entities/{_shown_line(name)}", shown, max(len(lines) - MAX_LINES, 0))


def _shown_line(line: str) -> str:
    """Return a line with the characters written out that nobody would see, cut to a length that can be read."""
    if line.isascii() and line.isprintable():
        return shortened(line, MAX_LINE)
    hidden = set(hidden_characters(line))
    is_seen = (i not in hidden and (c.isprintable() or c == "\t") for i, c in enumerate(line))
    text = "".join(c if seen else f"⟨U+{ord(c):04X}⟩" for c, seen in zip(line, is_seen, strict=True))
    return shortened(text, MAX_LINE)
