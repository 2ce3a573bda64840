"""Folding: the shared table of pairs, the rules' data file, and what must hold of any text."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from euphrates_atlas.text import folding
from tests.case_count import cases
from tests.stores import REPOSITORY

TABLE = REPOSITORY / "tests/fixtures/folding.tsv"
PAIRS = [tuple(line.split("\t")) for line in TABLE.read_text(encoding="utf-8").splitlines()[1:]]
ANY_SCRIPT = st.text(
    alphabet=st.one_of(st.characters(codec="utf-8"), st.sampled_from("aeiouhkqAL-'’ ʿاأإآةىئؤءلـًیکەێ٣9.")), max_size=40
)


def relation(one: str, other: str) -> str:
    """Return how close two names are: the first that holds. Typing errors are told by the searcher alone."""
    a, b = folding.tokens(one), folding.tokens(other)
    if a == b:
        return "fold"
    if len(a) != len(b):
        return "different"
    pairs = list(zip(a, b, strict=True))
    if all(sounds_alike(x, y) for x, y in pairs):
        return "skeleton"
    return "different"


def sounds_alike(x: str, y: str) -> bool:
    return x == y or (folding.skeleton(x) == folding.skeleton(y) != "")


@pytest.mark.parametrize(("expected", "one", "other"), PAIRS)
def test_pairs_of_the_shared_table(expected: str, one: str, other: str):
    assert relation(one, other) == relation(other, one) == expected.replace("typing", "different")


def test_the_table_is_large_and_holds_what_must_differ():
    held = {(one, other) for relation, one, other in PAIRS if relation == "different"}
    assert len(PAIRS) >= 400
    assert {
        ("Hezbollah", "Kata'ib Hezbollah"),
        ("Free Syrian Army", "Syrian Free Army"),
        ("313", "3/13"),
        ("Najaf", "Nujaba"),
    } <= held
    assert {relation for relation, _, _ in PAIRS} == {"fold", "skeleton", "typing", "different"}


@pytest.mark.parametrize("text", ["", " ", "-", "'", "ʿ", "\u0640", "...", "\u200f"])
def test_a_text_without_words_has_no_tokens(text: str):
    assert folding.tokens(text) == ()
    assert folding.fold(text) == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [("the", ("the",)), ("al", ("al",)), ("The Hill", ("hill",)), ("في", ("في",)), ("of the", ("of", "the"))],
)
def test_small_words_stay_where_nothing_else_is_there(text: str, expected: tuple[str, ...]):
    assert folding.tokens(text) == expected


@given(ANY_SCRIPT)
def test_every_word_of_a_fold_stands_in_the_letters_of_the_text(text: str) -> None:
    """Whoever looks for a word may pass over texts in whose letters it does not stand."""
    assert [word for word in folding.fold(text).split() if word not in folding.letters(text)] == []


@given(ANY_SCRIPT)
@settings(max_examples=cases(300))
def test_folding_never_fails_and_folds_to_plain_words(text: str):
    tokens = folding.tokens(text)
    assert all(token and not re.search(r"[\W_]", token) for token in tokens)
    assert folding.tokens(text.upper()) == folding.tokens(text.upper().lower()) or not text.isascii()
    assert folding.fold_solid(text) == "".join(tokens)
    for token in tokens:
        folding.skeleton(token), folding.stem(token)


def test_patterns_mean_the_same_to_python_and_javascript():
    """What one of the two reads otherwise stays out: \\w, \\d, \\b and named groups, flags, possessive repeats."""
    text = Path(folding.__file__).with_name("folding.json").read_text(encoding="utf-8")
    patterns = re.findall(r'"(?:pattern|letters)": ("(?:[^"\\]|\\.)*")', text)
    assert len(patterns) > 20
    for pattern in map(json.loads, patterns):
        assert not re.search(r"\\[wWdDsSbBAZ]|\(\?P|\(\?[aiLmsux]|[*+?}]\+", pattern), pattern
