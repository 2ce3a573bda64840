"""Reviews and freshness: what is overdue, what falls due, how far the information goes."""

from __future__ import annotations

import re
from datetime import date

import pytest

from euphrates_atlas.render.overviews import overdue_page
from euphrates_atlas.render.overviews.overdue_page import due
from euphrates_atlas.render.site_input import SiteInput
from tests.markup import assert_same_elements
from tests.stores import atlas_of, whole_store

REVIEWS = {
    "groups/late": "reviewed: 2025-11-20",
    "groups/later": "reviewed: 2025-06-01",
    "groups/soon": "reviewed: 2026-02-20",
    "groups/new": "reviewed: 2026-02-21",
}


def section(page: str, anchor: str) -> list[str]:
    """Return the ids of the entries that a list names, in order."""
    own = page.partition(f"{{#{anchor}}}")[2].partition("\n## ")[0]
    return re.findall(r'<th scope="row"><a [^>]*href="../groups/([a-z0-9]+).html"', own)


def page(today: date | None, texts: dict[str, str] | None = None) -> str:
    return dict(overdue_page.pages(SiteInput(atlas_of(texts or REVIEWS), today=today)))["overdue/index.md"]


def test_what_is_overdue_and_what_falls_due() -> None:
    """Twelve months after the review; within three months of it; the oldest first."""
    found = page(date(2026, 11, 20))
    assert section(found, "overdue") == ["later", "late"]
    assert section(found, "soon") == ["soon"]
    assert "As of 20 November 2026." in found


def test_without_a_day_nothing_is_due() -> None:
    """The page says how the day is given, and shows how far the information goes."""
    found = page(None)
    assert "The date of this build is not known" in found
    assert "{#overdue}" not in found
    assert "{#soon}" not in found
    assert set(section(found, "freshness")) >= {path.partition("/")[2] for path in REVIEWS}


def test_nothing_overdue_is_said_so() -> None:
    found = page(date(2026, 3, 1), {"groups/x": "reviewed: 2026-02-28"})
    assert "No review is overdue." in found


def test_the_oldest_information_comes_first() -> None:
    """By the newest source of each; an entry without a dated source is not among them."""
    texts = {
        "sources/old": "issued: 2015-01-01",
        "sources/new": "issued: 2024-01-01",
        "sources/undated": "issued: unknown",
        "groups/a": "type: {value: state, cite: [new]}\nsummary: A group [@new].",
        "groups/b": "type: {value: state, cite: [old]}\nsummary: A group [@old].",
        "groups/c": "type: {value: state, cite: [undated]}\nsummary: A group [@undated].",
    }
    found = [id for id in section(page(None, texts), "freshness") if id in "abc"]
    assert found == ["b", "a"]


def test_a_long_list_says_how_many_it_leaves_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overdue_page, "MAX_ROWS", 1)
    found = page(date(2026, 11, 20))
    assert section(found, "overdue") == ["later"]
    assert "and 1 more, each less urgent than these" in found


@pytest.mark.parametrize(
    ("reviewed", "day"),
    [("2025-11-20", "2026-11-20"), ("2024-02-29", "2025-03-01"), ("2025-12-31", "2026-12-31")],
)
def test_the_day_on_which_a_review_falls_due(reviewed: str, day: str) -> None:
    """It is overdue on that day, and not on the one before."""
    from datetime import timedelta

    from euphrates_atlas.facts.entry_dates import is_overdue

    assert due(reviewed) == day
    assert is_overdue(reviewed, date.fromisoformat(day))
    assert not is_overdue(reviewed, date.fromisoformat(day) - timedelta(days=1))


@pytest.mark.parametrize("today", [None, date(2026, 11, 20), date(2028, 1, 31)])
def test_the_page_stays_short_and_both_converters_read_it_alike(today: date | None) -> None:
    """Also on a day on which every review is overdue."""
    made = dict(overdue_page.pages(SiteInput(whole_store(), today=today)))["overdue/index.md"]
    assert len(made.encode()) < 300_000
    assert_same_elements(made.split("\n---\n", 1)[1])
