"""What the chronology lists: which dates, under which day, and what makes two statements one line."""

from __future__ import annotations

import pytest

from euphrates_atlas.facts.entry_dates import DatedFacts, date_of, dated_facts
from euphrates_atlas.model.fields import Property
from euphrates_atlas.text.edtf import parse_date
from tests.stores import atlas_of, corpus, whole_store


def of(path: str, text: str) -> list[DatedFacts]:
    """Return the moments of one entry."""
    return [m for m in dated_facts(atlas_of({path: text})) if m.entry.id == path.partition("/")[2]]


def founded(*dates: str) -> str:
    return "founded: [" + ", ".join(f"{{value: {date}, cite: [s]}}" for date in dates) + "]"


@pytest.mark.parametrize(
    ("date", "day", "month"),
    [
        ("2021-02-15", "2021-02-15", "2021-02"),
        ("2021-02", "2021-02-01", "2021-02"),
        ("2021", "2021-01-01", ""),
        ("2003~", "2003-01-01", ""),
        ("198X", "1980-01-01", ""),
        ("2019-10/2020-09", "2019-10-01", "2019-10"),
        ("2014/..", "2014-01-01", ""),
        ("../2014-06", "2014-06-30", "2014-06"),
        ("/2014-06-03", "2014-06-03", "2014-06"),
    ],
)
def test_a_date_is_sorted_under_its_earliest_day(date: str, day: str, month: str) -> None:
    """One without a start under its last; a month is only one that the date names."""
    moment = of("groups/x", founded(date))[0]
    assert (moment.day, moment.month) == (day, month)


@pytest.mark.parametrize(
    ("dates", "listed"),
    [
        (("2001", "2002"), ["2001", "2002"]),
        (("2001", "2001-05"), ["2001-05"]),
        (("2001-05", "2001", "2001-05-03"), ["2001-05-03"]),
        (("2001", "2001"), ["2001"]),
        (("2001~", "2001"), ["2001", "2001~"]),
        (("2001/..", "2001-05/.."), ["2001-05/.."]),
        (("2001/2002", "2001-05/2002-02"), ["2001-05/2002-02"]),
        (("2001/2002", "2002-07/2002-09"), ["2001/2002", "2002-07/2002-09"]),
        (("2001/2003", "2001-05"), ["2001-05"]),
    ],
)
def test_a_coarser_date_gives_way_to_a_finer_one(dates: tuple[str, ...], listed: list[str]) -> None:
    """It is the same account; what excludes one another stands side by side."""
    assert [m.date.text for m in of("groups/x", founded(*dates))] == listed


def test_a_line_says_for_which_coarser_dates_it_stands() -> None:
    """Nobody who gave one is lost."""
    finest = of("groups/x", founded("2001", "2001-05", "2001-05-03", "2007"))
    assert [(m.date.text, [date.text for _, date in m.coarser]) for m in finest] == [
        ("2001-05-03", ["2001", "2001-05"]),
        ("2007", []),
    ]


def test_a_preferred_date_stays() -> None:
    """However coarse: somebody has put it first."""
    text = "founded: [{value: 2001, rank: preferred, reason: court-or-official-finding, cite: [s]}, {value: 2001-05, cite: [s]}]"
    assert [m.date.text for m in of("groups/x", text)] == ["2001", "2001-05"]


def test_indexes_and_map_date_an_event_as_its_first_line() -> None:
    """An account that gives the month, above one that gives the day, sorts it nowhere else; one that is preferred does."""
    month, day = "value: 2021-05, cite: [s]", "{value: 2021-05-03, cite: [s]}"
    for rank, expected in ("", "2021-05-03"), (", rank: preferred, reason: court-or-official-finding", "2021-05"):
        event = atlas_of({"strikes/x": f"date: [{{{month}{rank}}}, {day}]"}).entries["x"]
        assert date_of(event) == parse_date(expected)


def test_a_superseded_date_is_left_out() -> None:
    text = "founded: [{value: 2001, rank: deprecated, reason: identity-confusion, cite: [s]}, {value: 2002, cite: [s]}]"
    assert [m.date.text for m in of("groups/x", text)] == ["2002"]


def test_statements_that_say_the_same_are_one_line() -> None:
    """With all of them, the preferred one first; another controller is another line."""
    text = (
        "control: [{controller: g1, when: 2014/.., cite: [s]}, "
        "{controller: g1, when: 2014/.., by: g3, rank: preferred, reason: court-or-official-finding, cite: [s]}, "
        "{controller: g2, when: 2014/.., cite: [s]}]"
    )
    assert [[f.index for f in m.facts] for m in of("bases/x", text)] == [[1, 0], [2]]


def test_a_listing_and_a_delisting_are_two() -> None:
    text = "designations: {authority: us-sdgt, listed: 2009-07-02, delisted: 2020-01, cite: [s]}"
    assert [(m.part, m.date.text) for m in of("groups/x", text)] == [("listed", "2009-07-02"), ("delisted", "2020-01")]


@pytest.mark.parametrize(
    ("dates", "found"),
    [
        ("when: 2020, said: 2021", [("when", "2020")]),
        ("said: 2021", [("said", "2021")]),
        ("note: No date", []),
    ],
)
def test_the_first_date_that_is_there(dates: str, found: list[tuple[str, str]]) -> None:
    """A declaration is listed under the day it speaks of, else under the day it was made."""
    text = f"declarations: {{type: threat, value: It threatened, {dates}, cite: [s]}}"
    assert [(m.part, m.date.text) for m in of("groups/x", text)] == found


def test_an_event_comes_before_what_is_said_of_its_day() -> None:
    atlas = atlas_of(
        {
            "strikes/x": "date: {value: 2021-02-15, cite: [s]}",
            "groups/a": "founded: {value: 2021-02-15, cite: [s]}",
        }
    )
    assert [(m.entry.id, m.is_event) for m in dated_facts(atlas) if m.day == "2021-02-15"] == [
        ("x", True),
        ("a", False),
    ]


@pytest.mark.parametrize("store", [corpus, whole_store])
def test_all_that_is_listed_is_declared_and_in_order(store) -> None:
    """Every event is there, and every line holds what its kind declares."""
    atlas = store()
    found = dated_facts(atlas)
    assert [m.day for m in found] == sorted(m.day for m in found)
    for moment in found:
        declared: Property = moment.entry.shape.fields[moment.field].marker(Property)
        assert moment.part in {name for parts in declared.chronicle.split() for name in parts.split("|")}
        assert all(getattr(fact.statement, moment.part) == moment.date for fact in moment.facts)
    lines = {(m.entry.id, m.date) for m in found if m.is_event}
    assert lines >= {(e.id, date_of(e)) for e in atlas.entries.values() if e.kind.is_event}


def test_what_is_declared_is_there() -> None:
    """A name in `chronicle` is a field of the statement."""
    from euphrates_atlas.kinds import record_types
    from euphrates_atlas.model.shape import shape_of

    for model in record_types().values():
        for field in shape_of(model).fields.values():
            declared = field.marker(Property)
            for parts in declared.chronicle.split() if declared else ():
                assert field.record is not None
                assert set(parts.split("|")) <= set(field.record.fields), f"{model.__name__}.{field.name}"
