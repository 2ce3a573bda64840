"""Days that lie some months apart."""

from __future__ import annotations

import pytest

from euphrates_atlas.facts.entry_dates import months_later


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2025-11-20", 12, "2026-11-20"),
        ("2026-02-20", 9, "2026-11-20"),
        ("2026-04-01", 9, "2027-01-01"),
        ("2026-03-31", -60, "2021-03-31"),
        ("2026-01-15", -1, "2025-12-15"),
        ("0998-06-01", -60, "0993-06-01"),
    ],
)
def test_a_day_some_months_later(day: str, months: int, later: str) -> None:
    assert months_later(day, months) == later


@pytest.mark.parametrize(
    ("day", "months", "before", "behind"),
    [
        ("2024-02-29", 12, "2025-02-28", "2025-03-01"),
        ("2026-05-31", 9, "2027-02-28", "2027-03-01"),
    ],
)
def test_a_day_that_a_shorter_month_lacks_is_sorted_behind_its_last(
    day: str, months: int, before: str, behind: str
) -> None:
    assert before < months_later(day, months) < behind
