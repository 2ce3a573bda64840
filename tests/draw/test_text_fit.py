"""Texts and numbers of drawings: lines break where they fit, and a number has no sign of nothing."""

from __future__ import annotations

from fractions import Fraction

import pytest

from euphrates_atlas.draw.text_fit import fitted, short, text_width, wrapped


@pytest.mark.parametrize(
    ("text", "room", "most", "expected"),
    [
        ("", 100, 2, ()),
        ("one", 100, 2, ("one",)),
        ("one two three", 60, 3, ("one two", "three")),
        ("one two three four five", 60, 2, ("one two", "three fo…")),
        ("unbreakableword", 40, 2, ("unb…",)),
    ],
)
def test_lines_break_at_spaces(text: str, room: float, most: int, expected: tuple[str, ...]) -> None:
    broken = wrapped(text, 13, room, most)

    assert broken == expected
    assert all(text_width(line, 13) <= room for line in broken)


def test_what_fits_is_not_cut() -> None:
    """Marks that take no room are not counted."""
    assert fitted("a\u0301b\u200f", 10, 12) == "a\u0301b\u200f"


@pytest.mark.parametrize("text", ["Kata'ib Hezbollah, 2003 to 2026", "28 Jan 2024", "سرايا أولياء الدم", "W" * 200])
def test_the_width_of_a_text_is_the_same_in_every_python(text: str) -> None:
    """It is the exact sum of its letters, rounded once: a running sum depends on how Python adds floats."""
    letters = [Fraction(text_width(letter, 1.0)) for letter in text]
    assert text_width(text, 1.0) == float(sum(letters))


@pytest.mark.parametrize(
    ("number", "printed"), [(-0.04, "0"), (0.0, "0"), (-0.06, "-0.1"), (12.0, "12"), (1.25, "1.2")]
)
def test_no_zero_has_a_sign(number: float, printed: str) -> None:
    assert short(number) == printed
