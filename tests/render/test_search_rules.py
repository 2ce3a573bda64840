"""The page on how search reads names says every rule of the data file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from euphrates_atlas.render.markup import html
from euphrates_atlas.render.overviews.search_rules_page import example, folding_steps, marked
from euphrates_atlas.subject import subject
from euphrates_atlas.text.folding import RULES
from tests.stores import corpus_pages


def held(value: Any, key: str) -> Iterator[str]:
    """Yield the texts under a key, wherever it stands."""
    if isinstance(value, dict):
        for name, item in value.items():
            yield from [item] if name == key else held(item, key)
    elif isinstance(value, list):
        for item in value:
            yield from held(item, key)


def test_every_note_and_pattern_is_on_the_page():
    page = corpus_pages()["search-rules/index.md"].decode()
    for note in held(RULES, "note"):
        assert str(marked(note)) in page, note
    shown = {pattern.strip("`") for *_, rules_of_step in folding_steps() for pattern, *_ in rules_of_step}
    assert set(held(RULES, "pattern")) <= shown
    assert all(f"<code>{html(pattern)}</code>" in page for pattern in held(RULES, "pattern"))
    assert not re.search(r'dir="rtl">[^<]*[a-z]', page)  # one of words in both scripts begins on the left


def test_the_examples_are_alike():
    assert {example(*pair)[-1] for pair in subject().examples.folded} <= {"same", "same consonants"}
