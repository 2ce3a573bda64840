"""Changes as they are shown: whole reports, and what nothing in a file can do to them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from euphrates_atlas.diff.changes import (
    FORMATS,
    MAX_BYTES,
    MAX_LINES,
    Comparison,
    EntryChange,
    Question,
    as_markdown,
    escaped,
)
from euphrates_atlas.diff.compare import compare
from euphrates_atlas.git import ChangeKind
from tests.stores import atlas_of

HERE = Path(__file__).parent
BEFORE = {
    "groups/kept": "names: [Old spelling]\nfounded: {value: 2003, cite: [s p. 3]}\nstatus: {value: active, cite: [s]}\nbody: 'Words [@s]. It is [[g1|old]] [@s].'",
    "groups/old-id": "name: Renamed",
    "groups/gone": "name: Gone",
    "sources/t": "publisher: other",
    "publishers/other": "name: Another publisher",
}
AFTER = {
    "groups/kept": (
        "names: [New spelling]\nfounded: {value: 2004~, by: g1, cite: [s p. 4]}\n"
        "status: {value: active, cite: [s, t], rank: preferred, reason: more-precise}\n"
        "dissolved: {value: 2024, cite: [{src: t, quote: It <b>ended</b> @all}]}\nbody: 'More words [@t]. It is [[g1|old]] [@s].'"
    ),
    "groups/new-id": "name: Renamed\nredirects: [old-id]",
    "leaders/new": "name: 'New <b>person</b>'\nallegations: {summary: 'Did `it` @all', status: alleged, by: g1, cite: [t]}",
    "sources/t": "publisher: other",
    "publishers/other": "name: Another publisher",
}


def everything() -> Comparison:
    return compare("main", atlas_of(BEFORE), atlas_of(AFTER))


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_whole_report(format: str, update_snapshots: bool) -> None:
    """Every sort of change in one report, word for word."""
    report = FORMATS[format](everything())
    snapshot = HERE / "expected" / f"{format}.txt"
    if update_snapshots:
        snapshot.parent.mkdir(exist_ok=True)
        snapshot.write_text(report, "utf-8")

    assert report == snapshot.read_text("utf-8"), "read the difference, then `pytest --update-snapshots`"


def test_nothing_changed() -> None:
    nothing = Comparison("main", ())

    assert FORMATS["text"](nothing) == "since main: nothing changed in meaning\n"
    assert FORMATS["markdown"](nothing) == "## What this changes\n\nNothing changed in meaning.\n"
    assert json.loads(FORMATS["json"](nothing))["entries"] == []


def test_pages_are_linked_where_they_stand() -> None:
    """Those that are gone have none."""
    report = as_markdown(everything(), "https://preview.example/1/")

    assert "[A group](https://preview.example/1/groups/kept.html)" in report
    assert "gone.html" not in report


@pytest.mark.parametrize(
    "text",
    [
        "<script>",
        "[x](javascript:y)",
        "![x](y)",
        "`code",
        "*a* _b_ ~~c~~",
        "| a | b |",
        "@team #1",
        "https://example.org/",
        "www.example.org and Www.example.org",
        "a\n\n# heading",
        "$x$",
        "&lt;",
        "\\*",
        ":smile:",
        "<!-- x",
        "- item\n- item",
    ],
)
def test_no_markup_comes_of_a_text(text: str) -> None:
    """What people put into files is shown as it is, on one line."""
    shown = escaped(text)

    assert "\n" not in shown
    assert not re.search(r"[<>\[\]`*_~|@$\\!]|:(?! )", re.sub(r"&#\d+;", "", shown))
    assert not re.search(r"#|(?i:www)\.", re.sub(r"&#\d+;", "", shown))


def entry(number: int, statements: int = 0, label: str = "x") -> EntryChange:
    names = tuple(f"name {i}" for i in range(statements))
    return EntryChange(
        ChangeKind.ADDED, f"e{number}", "groups", "Group", label, f"entities/groups/e{number}.yml", names_gained=names
    )


def test_markdown_is_cut_to_what_is_shown() -> None:
    """GitHub drops a summary that is too long: the report ends with a sentence instead."""
    report = as_markdown(Comparison("main", tuple(entry(i, 39, "و" * 300) for i in range(3_000))))

    assert len(report.encode()) < MAX_BYTES + 200
    assert re.search(r"… and \d+ more entries, which do not fit here: `atlas diff main` shows them\.\n$", report)


def test_lists_of_one_entry_and_of_questions_are_cut() -> None:
    many = Comparison("main", (entry(1, MAX_LINES + 60),), tuple(Question("e1", "why?") for _ in range(100)))
    report = as_markdown(many)

    assert report.count("- name added") == MAX_LINES
    assert "- … and 60 more\n" in report
    assert "- … and 70 more\n" in report


def test_a_revision_with_marks() -> None:
    """Its name comes from a command line."""
    many = Comparison("a`b", tuple(entry(i, 39, "x" * 300) for i in range(9_000)))

    assert "`atlas diff ab`" in as_markdown(many)
