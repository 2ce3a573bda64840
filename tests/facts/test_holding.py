"""What can be said of a statement on a day: held, perhaps, last evidence, or not."""

from __future__ import annotations

import pytest

from generator.facts.holding import evidence_of, known_period
from generator.text.edtf import NO_END, NO_START, parse
from tests.stores import REPOSITORY, atlas_of

EVIDENCE = "2022-05-10"


def cases() -> list[tuple[str, str, str]]:
    """Return period, the four days that decide, and days with the answer; the frontend reads the same table."""
    lines = (REPOSITORY / "tests/fixtures/holding.tsv").read_text("utf-8").splitlines()
    return [(a, b, c) for a, b, c in (line.split("\t") for line in lines if not line.startswith("#"))]


@pytest.mark.parametrize(("when", "bounds", "days"), cases())
def test_periods(when: str, bounds: str, days: str) -> None:
    span = known_period(parse(when), EVIDENCE)

    decide = (span.first, span.begun, span.sure, span.last)
    assert " ".join("-" if day in (NO_START, NO_END) else day for day in decide) == bounds
    for case in days.split(", "):
        day, _, expected = case.partition(" ")
        assert (day, span.on(day).value) == (day, expected)


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("{value: active, when: 2014/.., cite: [old, new]}", "2022-05-10"),
        ("{value: active, when: 2014/.., cite: [old, {src: new, stance: disputes}]}", "2019-01-01"),
        ("{value: active, when: 2014/.., said: 2018-03, cite: [old, new]}", "2018-03-01"),
    ],
)
def test_evidence_is_what_was_said_or_the_newest_work(statement: str, expected: str) -> None:
    """A coarse date counts from its first day; a work that disputes is no evidence."""
    atlas = atlas_of(
        {"groups/g1": f"status: {statement}", "sources/old": "issued: 2019", "sources/new": "issued: 2022-05-10"}
    )

    assert evidence_of(atlas, atlas["g1"].facts_of("status")[0].statement) == expected
