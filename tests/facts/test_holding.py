"""What can be said of a statement on a day: held, perhaps, last reported before, or not."""

from __future__ import annotations

from itertools import permutations

import pytest

from euphrates_atlas.facts.holding import evidence_dates, known_period, latest_first, newest_of, period_of
from euphrates_atlas.text.edtf import NO_END, NO_START, parse_date
from tests.stores import REPOSITORY, atlas_of

EVIDENCE = "2022-05-10"


def cases() -> list[tuple[str, str, str]]:
    """Return period, the four days that decide, and days with the answer; the frontend reads the same table."""
    lines = (REPOSITORY / "tests/fixtures/holding.tsv").read_text("utf-8").splitlines()
    return [(a, b, c) for a, b, c in (line.split("\t") for line in lines if not line.startswith("#"))]


@pytest.mark.parametrize(("when", "bounds", "days"), cases())
def test_periods(when: str, bounds: str, days: str) -> None:
    span = known_period(parse_date(when), EVIDENCE)

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

    assert evidence_dates(atlas, atlas["g1"].facts_of("status")[0].statement)[-1].earliest == expected


def test_a_date_by_which_it_was_over_is_no_period():
    """A text of 2019 that says "former" tells of no day on which it was so."""
    statement = "{value: active, when: ../2019?, cite: [s]}"
    atlas = atlas_of({"groups/g1": f"status: {statement}"})

    assert period_of(atlas, atlas["g1"].facts_of("status")[0].statement) is None


@pytest.mark.parametrize(
    ("statement", "day", "expected"),
    [
        ("when: 2022-05-10", "2022-05-10", ""),
        ("when: 2022-05", "2022-05-31", ", dated about then"),
        ("when: 2020/2022", "2020-06-01", ", began about then"),
        ("when: 2020/2022", "2022-06-01", ", ended about then"),
        ("when: 2022~", "2022-06-01", ", dated about then"),
        ("when: 2020/..", "2024-01-01", " 2022"),
        ("when: 2021", "2021-12-31", ", dated about then"),
    ],
)
def test_a_day_in_doubt_says_why(statement: str, day: str, expected: str) -> None:
    """A year says that it was so at some time in it, as a founding or a clash: not on each of its days."""
    atlas = atlas_of(
        {
            "groups/g1": f"status: {{value: active, {statement}, cite: [old, new]}}",
            "sources/old": "issued: 2019",
            "sources/new": "issued: 2022-05-10",
        }
    )

    span = period_of(atlas, atlas["g1"].facts_of("status")[0].statement)

    assert span is not None
    assert span.doubt(day) == expected


LATEST = [
    ("one begins when the other ends, to the day", ["2020-01/2026-01", "2026-01-17"], "2026-01-17 2020-01/2026-01"),
    ("to the month", ["2022-08/2025-05", "2025-05"], "2025-05 2022-08/2025-05"),
    ("to the year", ["2003/2025-05-31", "2025"], "2025 2003/2025-05-31"),
    ("a year does not outlast a day of it", ["2019", "2019-05-10"], "2019-05-10 2019"),
    ("what goes on outlasts what is over", ["2003/..", "2010/2012"], "2003/.. 2010/2012"),
    ("what goes on and began later", ["2003/2011-12", "2011-12", "2021-03/.."], "2021-03/.. 2011-12 2003/2011-12"),
    ("what was last heard of before", ["2010-05/", "2011-08"], "2011-08 2010-05/"),
    ("without a beginning", ["../2011-12", "2011-12"], "2011-12 ../2011-12"),
    ("without a period", ["", "2009"], "2009 -"),
    ("as they stand in the file", ["2021-02", "2021-02"], "2021-02 2021-02"),
    ("preferred", ["2021-02", "2021-02!"], "2021-02! 2021-02"),
    ("preferred without a period", ["2021-02", "!"], "! 2021-02"),
    ("once preferred", ["2011-06!", "2021-02"], "2021-02 2011-06!"),
]


@pytest.mark.parametrize(("periods", "order"), [row[1:] for row in LATEST], ids=[row[0] for row in LATEST])
def test_the_latest_state_comes_first(periods: list[str], order: str) -> None:
    """It began last of those that reach as far as any; `!` is preferred, and the evidence reaches to 2021-02-15."""
    said = [f"when: {when}, " if (when := period.rstrip("!")) else "" for period in periods]
    ranks = ["rank: preferred, reason: primary-document, " * period.endswith("!") for period in periods]
    lines = [f"  - {{value: in-use, {when}{rank}cite: [s]}}" for when, rank in zip(said, ranks, strict=True)]
    atlas = atlas_of({"bases/b1": "\n".join(["status:", *lines])})

    facts = latest_first(atlas, atlas["b1"].facts_of("status"))

    assert " ".join(periods[fact.index] or "-" for fact in facts) == order


SIDES = [
    ("the latest of each side comes before what is older", "2021 east, 2020 east, 2019 west, 2018 west", "2021 east, 2019 west, 2020 east, 2018 west"),
    ("older words on the whole wait", "2010, 2021 east, 2020 east, 2019 west", "2021 east, 2019 west, 2020 east, 2010"),
    ("the latest is of the whole", "2021, 2020, 2019 west", "2021, 2019 west, 2020"),
]  # fmt: skip


@pytest.mark.parametrize(("states", "order"), [row[1:] for row in SIDES], ids=[row[0] for row in SIDES])
def test_what_holds_of_one_side_does_not_follow_what_held_of_the_other(states: str, order: str) -> None:
    said = [state.partition(" ") for state in states.split(", ")]
    sides = [f", side: {side}" if side else "" for _, _, side in said]
    lines = [f"  - {{controller: g1, when: {said[n][0]}{side}, cite: [s]}}" for n, side in enumerate(sides)]
    atlas = atlas_of({"bases/b1": "\n".join(["control:", *lines])})

    facts = latest_first(atlas, atlas["b1"].facts_of("control"))

    assert ", ".join(states.split(", ")[fact.index] for fact in facts) == order


@pytest.mark.parametrize(
    ("dates", "newest"),
    [
        (["2008-04-28?", "2008-04-28"], "2008-04-28"),
        (["2008-04-28~", "2008-04-28?", "2007"], "2008-04-28~"),
        (["2008-04", "2008-04-28"], "2008-04-28"),
    ],
)
def test_the_newest_does_not_depend_on_the_order_of_sources(dates: list[str], newest: str) -> None:
    atlas = atlas_of({f"sources/dated-{n}": f"issued: '{date}'" for n, date in enumerate(dates)})
    found = {newest_of(atlas, order) for order in permutations(f"dated-{n}" for n in range(len(dates)))}
    assert {date and date.text for date in found} == {newest}
