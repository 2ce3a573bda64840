"""What no cited words say has a sign, in one form in every table, and the note stands beside it as it is written."""

from __future__ import annotations

import pytest

from euphrates_atlas.render.markup import plain_of
from tests.render.entry_views import views_of

GROUP = "name: A\nsummary: A.\nreviewed: 2026-11-20\ntype: {value: state, cite: [s]}\n"


@pytest.mark.parametrize(
    ("codes", "sign"),
    [
        ("", ""),
        ("inferred: [meaning], ", "inferred"),
        ("inferred: date, ", "inferred: date"),
        ("inferred: [subject], ", "inferred: which one is meant (the source does not name it)"),
        ("inferred: [meaning, date, people], ", "inferred: meaning, date and who they were"),
    ],
)
def test_what_is_inferred_has_a_sign(codes: str, sign: str) -> None:
    """It names the parts, unless the meaning alone goes beyond the words."""
    founded = f"founded: {{value: 2019, {codes}note: It says “last year”, cite: [s]}}\n"
    (view,) = views_of("groups/a", GROUP + founded).sections["founded"].facts
    assert plain_of(view.inferred) == sign
    assert ("title=" in view.inferred) == bool(sign)
    assert view.statement.note == "It says “last year”"
