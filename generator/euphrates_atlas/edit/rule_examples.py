"""The examples of each rule, read from the test data: a store that breaks it, the report, a store that keeps it.

For the pages of the rules (`render/overviews/rule_pages`).
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from euphrates_atlas.text.phrases import shortened
from euphrates_atlas.text.yaml_reader import hidden_characters

MAX_LINES = 40
"""Lines of a file that are shown."""
MAX_LINE = 160
"""Characters of a line that are shown."""


class ExampleFile(NamedTuple):
    """One file of an example, as it can be shown: other bytes than text, and what nobody would see, are written out."""

    file: str
    """Path below the repository that it stands for."""
    lines: tuple[str, ...]
    left_out: int
    """How many lines follow."""


class Example(NamedTuple):
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
            bad = tuple(_files(folder / "bad"))
            good = tuple(_files(folder / "good"))
            code = folder.name[:4]
            shown = map(_shown_line, _text(report).splitlines())
            found[code] = Example(bad, tuple(shown), good)
    return found


def _text(file: Path) -> str:
    r"""Return a file as text; bytes that are no UTF-8 are written out, as `\xff`."""
    return file.read_bytes().decode("utf-8", "backslashreplace")


def _files(layer: Path) -> Iterator[ExampleFile]:
    """Yield the files below a folder by name, as they would stand below `entities/`."""
    for path in sorted(layer.rglob("*"), key=os.fsencode):
        if not path.is_file():
            continue
        below = os.fsencode(path.relative_to(layer).as_posix())
        name = _shown_line(below.decode("utf-8", "backslashreplace"))
        lines = _text(path).rstrip("\n").split("\n")
        shown = map(_shown_line, lines[:MAX_LINES])
        left_out = len(lines[MAX_LINES:])
        yield ExampleFile(f"entities/{name}", tuple(shown), left_out)


def _shown_line(line: str) -> str:
    """Return a line with the characters written out that nobody would see, cut to a length that can be read."""
    if line.isascii() and line.isprintable():
        return shortened(line, MAX_LINE)
    hidden = set(hidden_characters(line))
    text = ""
    for index, char in enumerate(line):
        is_seen = index not in hidden and (char.isprintable() or char == "\t")
        text += char if is_seen else f"⟨U+{ord(char):04X}⟩"
    return shortened(text, MAX_LINE)
