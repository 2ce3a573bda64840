"""Whole pages of the worked examples, as they are written: read the difference before accepting it.

A stale snapshot is made anew by `pytest tests/render --update-snapshots`, which also removes what is no longer made.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from tests.stores import corpus, corpus_pages

SNAPSHOTS = Path(__file__).parent.parent / "snapshots"

ENTRIES = (
    "groups/kataib-hezbollah",
    "groups/saraya-awliya-al-dam",
    "leaders/muslim-shahdan",
    "bases/camp-kalsu",
    "strikes/2024-04-20-camp-kalsu-explosion",
    "publishers/shafaq-news",
    "places/kalsu",
)
INDEXES = ("groups", "leaders", "bases", "strikes", "sources", "publishers", "places")
PAGES = (
    *ENTRIES,
    *(f"{folder}/index" for folder in INDEXES),
    "differ/index",
    "chronology/index",
    "coverage/index",
    "overdue/index",
    "index",
)


@cache
def pages() -> dict[str, bytes]:
    return corpus_pages()


def snapshot(page: str) -> Path:
    return SNAPSHOTS / f"{page.replace('/', '--')}.md"


@pytest.mark.parametrize("page", PAGES)
def test_the_page_is_as_it_was(page: str, update_snapshots: bool):
    file, made = snapshot(page), pages()[f"{page}.md"].decode()
    if update_snapshots:
        file.write_text(made, encoding="utf-8")
    assert file.is_file(), f"{file.name} is missing: run pytest tests/render --update-snapshots"
    assert file.read_text(encoding="utf-8") == made, "run pytest tests/render --update-snapshots and read the diff"


def test_there_is_no_snapshot_that_no_test_reads(update_snapshots: bool):
    """What is no longer made is taken away with `--update-snapshots`."""
    unused = sorted(set(SNAPSHOTS.glob("*.md")) - {snapshot(page) for page in PAGES})
    if update_snapshots:
        for file in unused:
            file.unlink()
        unused = []
    assert [file.name for file in unused] == []


def test_each_kind_of_the_corpus_has_a_snapshot_of_an_entry_and_of_its_index():
    folders = {entry.kind.folder for entry in corpus().entries.values()}
    rows = {entry.kind.folder for entry in corpus().entries.values() if entry.kind.row_of}
    assert {page.partition("/")[0] for page in ENTRIES} == folders - rows
    assert set(INDEXES) == folders


def test_pages_are_as_many_as_there_is_to_show():
    """A page for each entry that is no row of another's, one for each index, and those across kinds."""
    atlas = corpus()
    made = set(pages())
    own = {f"{e.kind.folder}/{e.id}.md": e.kind.row_of for e in atlas.entries.values()}
    assert {path for path, is_row in own.items() if not is_row} == made & own.keys()
    assert {e.page.replace(".html", ".md") for e in atlas.entries.values()} <= made
    assert {f"{kind.folder}/index.md" for kind in atlas.kinds} <= made
    folders = {kind.folder for kind in atlas.kinds}
    assert {"differ", "glossary", "rules"} <= {page.partition("/")[0] for page in made} - folders
