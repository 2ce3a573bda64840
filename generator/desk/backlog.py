"""What is to be written: addresses of sources and of copies, candidates of a backlog, and what somebody wrote in a form."""

import csv
import re
import sys
from dataclasses import fields
from io import StringIO
from pathlib import Path
from typing import Any

from generator.model.fields import record
from generator.text.nearest import nearest
from generator.text.typed_file import FormError, typed
from generator.text.yaml_reader import read_list, read_tree
from generator.text.yaml_tree import Tree


@record
class ListedSource:
    """A source of a list."""

    url: str
    title: str = ""
    publisher: str = ""
    """Its id or its name."""
    date: str = ""
    language: str = ""
    what_it_supports: str = ""


@record
class Candidate:
    """An entry that is still to be written, and working notes about it."""

    id: str
    name: str
    other_names: tuple[str, ...] = ()
    description: str = ""
    key_dates: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    priority: str = ""
    verification: str = ""
    needs: tuple[str, ...] = ()
    sources: tuple[ListedSource, ...] = ()

    def remarks(self) -> list[str]:
        """Return the working notes about it, a line each."""
        said = {
            "Description": (self.description,),
            "Dates": self.key_dates,
            "Related": self.related,
            "Needed": self.needs,
        }
        remarks = [f"{heading}: {words}" for heading, parts in said.items() if (words := "; ".join(parts))]
        names = [f"  - {name}" if name.isascii() else f"  - {{text: {name}, lang: TODO}}" for name in self.other_names]
        return [*remarks, "names:", *names] if names else remarks


def read_sources(file: str) -> dict[str, ListedSource]:
    """Return the sources of a list, by file and line: of a table its rows, of YAML or JSON its items, else an address a line.

    The file `-` is the standard input. Raises `FormError`, or `OSError`.
    """
    file, data = ("standard input", sys.stdin.buffer.read()) if file == "-" else (file, Path(file).read_bytes())
    if file.endswith((".yml", ".yaml", ".json")) or data.lstrip()[:1] in (b"-", b"["):
        tree = read_list(file, data)
        items = typed(tree, dict[str, tuple[ListedSource, ...]]).get("list", ())
        spans = [tree.span(("list", index)) for index in range(len(items))] if isinstance(tree, Tree) else []
        return {f"{file}:{span.line}:{span.column}": item for span, item in zip(spans, items, strict=True)}
    text = data.decode("utf-8-sig", "surrogateescape")
    if file.endswith(".csv"):
        columns = [field.name for field in fields(ListedSource)]
        return {place: ListedSource(**row) for place, row in _rows(file, text, columns).items()}
    said = enumerate(text.splitlines(), 1)
    addresses = {number: line.strip() for number, line in said if line.strip() and not line.lstrip().startswith("#")}
    return {f"{file}:{number}": ListedSource(url=address) for number, address in addresses.items()}


def read_table(file: Path, columns: list[str]) -> dict[str, dict[str, str]]:
    """Return the rows of a table with a head, by file and line. Raises `FormError`, or `OSError`."""
    return _rows(str(file), file.read_text("utf-8-sig", "replace"), columns)


def _rows(file: str, text: str, columns: list[str]) -> dict[str, dict[str, str]]:
    head = text.partition("\n")[0]
    reader = csv.DictReader(StringIO(text, newline=""), delimiter=max(",;\t", key=head.count))
    named = [name.strip().lower() for name in reader.fieldnames or ()]
    if columns[0] not in named or not {*named} <= {*columns}:
        raise FormError(
            f"{file}:1: the first line names the columns, of {', '.join(columns)}; here it is `{head.strip()}`"
        )
    reader.fieldnames = named
    rows = {f"{file}:{reader.line_num}": row for row in reader}
    if long := [place for place, row in rows.items() if None in row]:
        raise FormError(f"{long[0]}: the row has more than {len(named)} values: put a value with a comma in quotes")
    return {place: {name: (row[name] or "").strip() for name in named} for place, row in rows.items()}


CORRECTION = ".github/ISSUE_TEMPLATE/correction.yml"
FORM = {
    "Kind": "kind",
    "Name": "name",
    "Other names and spellings": "names",
    "What is known, and who says so?": "known",
    "Sources": "sources",
    "What is not known, or where do accounts differ?": "gaps",
}
"""The headings of the form for a new entry (.github/ISSUE_TEMPLATE/new-entry.yml), as the hosting service writes them out."""


def read_correction_form(root: Path) -> dict[str, Any]:
    """Return the form for corrections of a repository, empty where it has none. Raises `FormError`."""
    file = root / CORRECTION
    return typed(read_tree(CORRECTION, file.read_bytes()), dict[str, Any]) if file.is_file() else {}


def read_form(file: Path) -> tuple[str, Candidate]:
    """Return the kind and the candidate that a form describes. Raises `FormError`, or `OSError`."""
    text = file.read_text("utf-8", "replace").replace("\r\n", "\n")
    parts = re.split(rf"^### ({'|'.join(map(re.escape, FORM))})\n", text, flags=re.MULTILINE)
    said = {
        FORM[head]: "" if body.strip() == "_No response_" else body
        for head, body in zip(parts[1::2], parts[2::2], strict=True)
    }
    if missing := [head for head, key in FORM.items() if key in ("kind", "name") and not said.get(key, "").strip()]:
        raise FormError(f"{file}: nothing stands below `### {missing[0]}`: is it the text of the form for a new entry?")
    lines = {key: [_shown(line) for line in body.splitlines() if line.strip()] for key, body in said.items()}
    works = {url: line for line in lines.get("sources", ()) for url in re.findall(r"https?://[^\s<>()\[\]]+", line)}
    candidate = Candidate(
        id="",
        name=" ".join(lines["name"]),
        other_names=tuple(
            name for line in lines.get("names", ()) for part in re.split("[,،;]", line) if (name := part.strip(" -"))
        ),
        description=" ".join(lines.get("known", ())),
        needs=tuple(lines.get("gaps", ())),
        sources=tuple(
            ListedSource(url=url.rstrip(".,;"), what_it_supports=" ".join(line.replace(url, "").split()).strip(" ,.;-"))
            for url, line in works.items()
        ),
    )
    return lines["kind"][0], candidate


def _shown(line: str) -> str:
    """Return a line without characters that nobody sees, one of which could end a comment in YAML."""
    return "".join(c if c.isprintable() else " " for c in line).strip()


def read_candidate(file: Path, id: str) -> Candidate:
    """Return the candidate of a backlog with this id. Raises `FormError`, or `OSError`."""
    candidates = typed(read_list(str(file), file.read_bytes()), dict[str, tuple[Candidate, ...]]).get("list", ())
    found = [one for one in candidates if one.id == id]
    if len(found) == 1:
        return found[0]
    if found:
        raise FormError(f"{file} has {len(found)} candidates `{id}`: leave one")
    meant = nearest(id, [one.id for one in candidates])
    raise FormError(f"{file} has no candidate `{id}`" + (f": did you mean `{meant}`?" if meant else ""))
