"""Notes of the writers: a clause that says no more than that a code is our reading is a sign, in one form everywhere."""

from __future__ import annotations

import pytest

from generator.render.markup import note_html

SIGN = '<span class="ea-tag">our reading</span>'


@pytest.mark.parametrize(
    ("note", "shown"),
    [
        ("The code is our reading", SIGN),
        ("It names no body; the code is our reading.", f"It names no body {SIGN}"),
        ("It names no body. The degree is our reading", 'It names no body <span class="ea-tag">our reading: degree</span>'),
        ("The code and the month are our reading", '<span class="ea-tag">our reading: code and month</span>'),
        ("It is old; the day, the code and place are our reading.", 'It is old <span class="ea-tag">our reading: day, code and place</span>'),
        ("The code is our reading; he names the town", f"He names the town {SIGN}"),
        ("It says A & B; the code is our reading; so is C", f"It says A &amp; B; so is C {SIGN}"),
        ("The code is our reading of drones with explosives", "The code is our reading of drones with explosives"),
        ("that the town is meant is our reading", "that the town is meant is our reading"),
        ("", ""),
    ],
)  # fmt: skip
def test_what_is_our_reading_has_a_sign(note: str, shown: str) -> None:
    """What says more than that stays as it is written."""
    assert note_html(note) == shown
