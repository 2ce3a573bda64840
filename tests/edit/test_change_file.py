"""Changes that were made with the form of the site, applied to entries: the whole file compared, and what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from textwrap import indent

import pytest

from euphrates_atlas import cli, kinds
from euphrates_atlas.edit.change_file import apply_change
from euphrates_atlas.edit.formatting import formatted
from euphrates_atlas.model.atlas import Entry, Fact
from euphrates_atlas.model.parsing import parse_entry
from euphrates_atlas.settings import Settings
from euphrates_atlas.text.yaml_reader import read_tree
from euphrates_atlas.text.yaml_tree import Sequence, Tree
from tests.case_count import sample
from tests.overlays import WHOLE, lay
from tests.stores import CORPUS

FOLDERS = kinds.record_types()


EVENT = "strikes/2021-02-15-erbil-rocket-attack"
TEXT = """\
# yaml-language-server: $schema=../../.atlas/schema/strikes.json
# Written for a test

name: Rocket attack on Erbil, 15 February 2021
# About the summary
summary: >-
  Rockets were fired at Erbil on 15 February 2021 [@aljazeera-2021-02-17].
type: {value: rocket-attack, cite: [aljazeera-2021-02-17]}
date: {value: 2021-02-15, cite: [aljazeera-2021-02-17]}  # Beside the date
place: {value: erbil, precision: settlement, cite: [aljazeera-2021-02-17]}
responsibility:
  # Above the claim
  - {actor: saraya-awliya-al-dam, stance: claimed, cite: [aljazeera-2021-02-17]}
  - actor: asaib-ahl-al-haq
    stance: attributed
    by: {label: unnamed experts}
    # Above the citation
    cite: [alarabiya-2021-03-09 para. 16]
reviewed: 2026-11-20
# At the end
"""
SECOND = TEXT[TEXT.index("  - actor: asaib") : TEXT.index("reviewed:")]
GAPS = "gaps: [How many rockets]\n"
NEW = "- {actor: iran, stance: attributed, by: united-states, cite: [aljazeera-2021-02-17]}\n"
PLACE = "place: {value: erbil, precision: settlement, cite: [aljazeera-2021-02-17]}\n"
DATE = "date: {value: 2021-02-15, cite: [aljazeera-2021-02-17]}  # Beside the date\n"
WORK = """\
  sources/{id}:
    url: {url}
    title: A report
    type: webpage
    publisher: al-jazeera
    issued: 2021-02-18
    accessed: 2026-11-20
    language: en
"""
ISSUE = """\
### The change

```yaml
change: strikes/2021-02-15-erbil-rocket-attack
set:
  gaps: [The number of rockets]
```

### More to say

_No response_
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a repository with the worked examples, of which one is `TEXT`."""
    lay(tmp_path, CORPUS / "entities", files={f"{EVENT}.yml": TEXT})
    return tmp_path


def apply(root: Path, change: str | bytes, name: str = "change.yml") -> int:
    (root / name).write_bytes(change if isinstance(change, bytes) else change.encode())
    return cli.main(["--root", str(root), "new", "--from-form", str(root / name)])


def event(root: Path) -> str:
    return (root / f"entities/{EVENT}.yml").read_text("utf-8")


APPLIED: dict[str, tuple[str, dict[str, str]]] = {
    "the end of a list": (f"add:\n  responsibility:\n  {NEW}", {"reviewed:": f"  {NEW}reviewed:"}),
    "a second account": (
        "add:\n  date: [{cite: [alarabiya-2021-03-09], value: 2021-02}]\n",
        {
            DATE: "date:  # Beside the date\n  - {value: 2021-02-15, cite: [aljazeera-2021-02-17]}\n"
            "  - {value: 2021-02, cite: [alarabiya-2021-03-09]}\n"
        },
    ),
    "a field that is new": (
        "add:\n  weapons:\n  - {type: rocket-107, cite: [winep-profile-sad]}\n",
        {"reviewed:": "weapons:\n  - {type: rocket-107, cite: [winep-profile-sad]}\nreviewed:"},
    ),
    "a field that is new, without a list": (
        "add:\n  weapons: {cite: [winep-profile-sad], type: rocket-107}\n",
        {"reviewed:": "weapons: {type: rocket-107, cite: [winep-profile-sad]}\nreviewed:"},
    ),
    "fields that hold no statements": (
        "set:\n  summary: 'Rockets hit Erbil [@aljazeera-2021-02-17].'\n  gaps: [How many rockets]\n",
        {"Rockets were fired at Erbil on 15 February 2021": "Rockets hit Erbil", "reviewed:": f"{GAPS}reviewed:"},
    ),
    "the only statement of a field": (
        f"replace:\n- statement: s-f4c02dbf\n  with: {PLACE.replace('settlement', 'vicinity')[7:]}",
        {PLACE: PLACE.replace("settlement", "vicinity, was: [f4c02dbf]")},
    ),
    "a statement with a comment in it": (
        f"replace:\n- statement: '#s-0e6215a1'\n  with:\n  {NEW.replace('-', ' ', 1)}",
        {SECOND: f"  # Above the citation\n  {NEW.replace('cite', 'was: [0e6215a1], cite')}"},
    ),
    "all at once": (
        (
            f"add:\n  responsibility:\n  {NEW}set:\n  gaps: [How many rockets]\n"
            f"replace:\n- statement: f4c02dbf\n  with: {PLACE.replace('settlement', 'vicinity')[7:]}"
        ),
        {
            PLACE: PLACE.replace("settlement", "vicinity, was: [f4c02dbf]"),
            "reviewed:": f"  {NEW}{GAPS}reviewed:",
        },
    ),
}
"""Changes, and what they change of `TEXT`."""


@pytest.mark.parametrize(("change", "edits"), APPLIED.values(), ids=APPLIED)
def test_a_change_is_applied(root: Path, change: str, edits: dict[str, str]) -> None:
    """The whole file is compared: comments, and all that the change does not speak of, stay."""
    assert apply(root, f"change: {EVENT}\n{change}") == 0

    wanted = TEXT
    for old, new in edits.items():
        wanted = wanted.replace(old, new)
    assert event(root) == wanted


def corpus() -> Iterator[tuple[str, str, Entry, Tree]]:
    """Yield address, canonical text, content and tree of every worked example, and of every 10th entry of the whole store."""
    for root, every in ((CORPUS / "entities", 1), (WHOLE, 10)):
        for path in sample(sorted(root.glob("*/*.yml")), every):
            model = FOLDERS[path.parent.name]
            text = formatted(tree_of(path.read_text("utf-8")), model)
            tree = tree_of(text)
            entry = parse_entry(path.stem, tree, model)
            assert isinstance(entry, Entry)
            yield f"{path.parent.name}/{path.stem}", text, entry, tree


def tree_of(text: str) -> Tree:
    tree = read_tree("change.yml", text.encode())
    assert isinstance(tree, Tree), tree
    return tree


def items_of(text: str, entry: Entry, tree: Tree) -> Iterator[tuple[Fact, slice]]:
    """Yield the statements that stand in a list of several without comments, each with its lines in the file."""
    for name, (_, node) in tree.root.entries.items():
        facts = entry.facts_of(name)
        if isinstance(node, Sequence) and len(facts) > 1 and "#" not in text[node.start : node.end]:
            starts = [text.count("\n", 0, item.start) for item in node.items]
            ends = [*starts[1:], text.count("\n", 0, node.end)]
            for fact, start, end in zip(facts, starts, ends, strict=True):
                yield fact, slice(start, end)


def test_a_statement_that_was_taken_out_is_put_back(tmp_path: Path) -> None:
    """Byte for byte: the last of a list is added, and any is put in place of itself."""
    seen = 0
    for address, text, entry, tree in corpus():
        lines = text.splitlines(keepends=True)
        file = tmp_path / f"entities/{address}.yml"
        file.parent.mkdir(parents=True, exist_ok=True)
        for fact, place in items_of(text, entry, tree):
            item = "".join(lines[place])
            value = indent(item.replace("- ", "  ", 1), "  ")
            changes = {text: f"replace:\n- statement: {fact.anchor}\n  with:\n{value}"}
            if fact is entry.facts_of(fact.field)[-1]:
                rest = [*lines[: place.start], *lines[place.stop :]]
                changes["".join(rest)] = f"add:\n  {fact.field}:\n{item}"
            for before, change in changes.items():
                file.write_text(before, "utf-8")
                apply_change(Settings(tmp_path), tree_of(f"change: {address}\n{change}"))
                assert file.read_text("utf-8") == text, change
                seen += 1
        file.unlink(missing_ok=True)
    assert seen > 100
