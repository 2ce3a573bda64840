"""Files that contributors give to commands, and the form for corrections, to which pages link.

The files are lists of sources (`atlas new sources`), tables (`atlas import`), and changes made with the form
(`atlas new --from-form`).
"""

import csv
import re
import sys
from dataclasses import fields
from io import StringIO
from pathlib import Path
from typing import Any

from euphrates_atlas.findings import Finding
from euphrates_atlas.model.fields import record
from euphrates_atlas.text.typed_file import FormError, sound, typed
from euphrates_atlas.text.yaml_reader import read_list, read_tree
from euphrates_atlas.text.yaml_tree import Tree


@record
class SourceCandidate:
    """A source of a list, whose entry is still to be written."""

    url: str
    title: str = ""
    publisher: str = ""
    """Its id or its name."""
    date: str = ""
    language: str = ""


def read_sources(file: str) -> dict[str, SourceCandidate]:
    """Return the sources of a list, by file and line: of a table its rows, of YAML or JSON its items, else an address a line.

    The file `-` is the standard input. Raises `FormError`, or `OSError`.
    """
    if "://" in file:
        raise FormError(
            f"{file} is no address of a web page: that begins with https:// or http://"
        )
    if file.endswith(".csv"):
        columns = [field.name for field in fields(SourceCandidate)]
        rows = read_table(Path(file), columns)
        return {place: SourceCandidate(**row) for place, row in rows.items()}
    if file == "-":
        file = "standard input"
        data = sys.stdin.buffer.read()
    else:
        data = Path(file).read_bytes()
    if data.lstrip().startswith((b"-", b"[")) or file.endswith((".yml", ".yaml", ".json")):
        return _items(file, data)
    text = data.decode("utf-8-sig", "surrogateescape")
    sources = {}
    for number, line in enumerate(text.splitlines(), 1):
        address = line.strip()
        if address and not address.startswith("#"):
            sources[f"{file}:{number}"] = SourceCandidate(url=address)
    return sources


def _items(file: str, data: bytes) -> dict[str, SourceCandidate]:
    """Return the items of a list in YAML or JSON, by file, line and column."""
    tree = sound(read_list(file, data))
    items = typed(tree, dict[str, tuple[SourceCandidate, ...]]).get("list", ())
    sources = {}
    for index, item in enumerate(items):
        span = tree.span(("list", index))
        sources[f"{file}:{span.line}:{span.column}"] = item
    return sources


def read_table(file: Path, columns: list[str]) -> dict[str, dict[str, str]]:
    """Return the rows of a table (CSV), by file and line, each by the names in its first line.

    The first of `columns` must be there, and no others than these. Raises `FormError`, or `OSError`.
    """
    text = file.read_bytes().decode("utf-8-sig", "surrogateescape")
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.DictReader(
        StringIO(text, newline=""), delimiter=delimiter, restval="", strict=True
    )
    named = reader.fieldnames = [name.strip().lower() for name in reader.fieldnames or ()]
    if columns[0] not in named or not {*named} <= {*columns}:
        raise FormError(
            f"{file}:1: the first line must name the columns, of {', '.join(columns)}; it is `{head.strip()}`"
        )
    rows = {}
    line = 1
    try:
        for row in reader:
            place = f"{file}:{reader.line_num}"
            line = reader.line_num
            if None in row:
                raise FormError(
                    f"{place}: the row has more than {len(named)} values: put a value with a comma in quotes"
                )
            rows[place] = {name: value.strip() for name, value in row.items()}
    except csv.Error:
        raise FormError(
            f"{file}:{line + 1}: a quote in this row is not closed, or stands within a value: write it twice there"
        ) from None
    return rows


CORRECTION = ".github/ISSUE_TEMPLATE/correction.yml"
"""The form of the issues in which readers report errors."""


def read_correction_form(root: Path) -> dict[str, Any]:
    """Return the form for corrections of a repository, empty where it has none. Raises `FormError`."""
    file = root / CORRECTION
    if not file.is_file():
        return {}
    tree = read_tree(CORRECTION, file.read_bytes())
    return typed(tree, dict[str, Any])


CHANGE = "### The change"
"""The heading of the form for a change (.github/ISSUE_TEMPLATE/change.yml), below which its file stands in a fence."""
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,}) *(?:ya?ml)?\s*", re.IGNORECASE)
_KEY_OF_CHANGE = re.compile(r"\s*(?:change|add|set|replace|entries) *:")


def read_change(file: Path) -> Tree | list[Finding]:
    """Read a change that was made with the form: a file of its own, or in the text of an issue.

    Places are those in the file. Raises `FormError`, or `OSError`.
    """
    text = file.read_bytes().decode("utf-8-sig", "surrogateescape").replace("\r\n", "\n")
    lines = text.split("\n")
    start = 0
    end = len(lines)
    if CHANGE in lines:
        start = lines.index(CHANGE) + 1
        end = next((at for at in range(start, end) if lines[at].startswith("### ")), end)
    fences = [at for at in range(start, end) if _FENCE.fullmatch(lines[at])]
    if fences:
        start, *others = fences
        # The host puts a fence around what was pasted with one: the inner one counts.
        while others[:1] == [start + 1]:
            start = others.pop(0)
        start += 1
        end = next(iter(others), end)
    if not any(_KEY_OF_CHANGE.match(line) for line in lines[start:end]):
        help = "paste the whole text that the form has made, from `change:` or `entries:` on; begin an entry of which only words are given with `atlas new KIND NAME`"
        raise FormError(f"{file}:{start + 1}:1: no change stands here: {help}")
    # Empty lines stand for what is above the change, so that findings name lines of the whole file.
    held = [""] * start + lines[start:end]
    return read_tree(str(file), "\n".join(held).encode("utf-8", "surrogateescape"))
