"""How much one edit moves: counts of what is rendered and written again, which no machine changes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from benchmarks.made_store import most_connected
from benchmarks.works import shortest, with_name, with_sentence
from generator.render.memory import Memory

MOST_FILES = 3.0
"""Files of a cold run for each entry: a page, its data, and what all entries share, in parts that grow with them."""
MOST_FOR_A_SENTENCE = 16
"""Files: the page and the data of the entry, its parts of the search, the feeds and pages of what is new."""
MOST_FOR_A_NAME = 1 / 3
"""Of all files; the name of the most connected entry is shown all over."""

MOST_LOOKED_UP = 0.3
"""Of all entries; so many pages look up the most connected one."""

MOST_OF_A_SMALL_ENTRY = 20
"""Entries that are rendered again after an edit of one that hardly any other names."""


@contextmanager
def edited(file: Path, text: str) -> Iterator[None]:
    before = file.read_text(encoding="utf-8")
    file.write_text(text, encoding="utf-8")
    try:
        yield
    finally:
        file.write_text(before, encoding="utf-8")


@pytest.fixture
def memories(monkeypatch: pytest.MonkeyPatch) -> list[Memory]:
    """Return what runs remember, the last one last: each counts the entries that it rendered anew."""
    made: list[Memory] = []

    class Seen(Memory):
        def __init__(self, *given: Any) -> None:
            super().__init__(*given)
            made.append(self)

    monkeypatch.setattr("generator.render.memory.Memory", Seen)
    return made


def test_a_cold_run_writes_few_files_for_an_entry(generated) -> None:
    assert generated.cold.written / generated.entries < MOST_FILES


def test_what_does_not_change_is_not_written(generated) -> None:
    """Nothing at all after a comment."""
    file = generated.root / most_connected()
    with edited(file, file.read_text(encoding="utf-8") + "# nobody reads this\n"):
        written = generated.again()
    assert (written.written, written.removed) == (0, 0)


def test_a_sentence_is_written_where_it_is_read(generated, memories: list[Memory]) -> None:
    """A few files, however many entries name the one that says more; pages that looked it up are rendered, and are as they were."""
    file = generated.root / most_connected()
    generated.again()
    with edited(file, with_sentence(file.read_text(encoding="utf-8"), "anew")):
        written = generated.again()
    assert 1 < written.written < MOST_FOR_A_SENTENCE
    assert written.removed < 3
    assert 1 <= memories[-1].rendered < generated.entries * MOST_LOOKED_UP


def test_of_a_small_entry_little_is_rendered(generated, memories: list[Memory]) -> None:
    """Its own page, and those that look it up."""
    file = shortest(generated.root, generated.root / most_connected())
    generated.again()
    with edited(file, with_sentence(file.read_text(encoding="utf-8"), "anew")):
        generated.again()
    assert 1 <= memories[-1].rendered <= MOST_OF_A_SMALL_ENTRY


def test_a_name_is_written_where_it_is_shown(generated) -> None:
    """Many files of the most connected entry, and most are not touched."""
    file = generated.root / most_connected()
    generated.again()
    with edited(file, with_name(file.read_text(encoding="utf-8"), "anew")):
        written = generated.again()
    assert written.written < generated.cold.written * MOST_FOR_A_NAME
    assert written.written + written.unchanged >= generated.cold.written - written.removed
