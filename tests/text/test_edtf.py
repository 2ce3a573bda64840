"""Dates: what is taken, what it covers, how it is said, and what is answered when it is refused."""

from __future__ import annotations

import re
from calendar import monthrange
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from edtf import parse_edtf
from hypothesis import example, given, settings
from hypothesis import strategies as st

from euphrates_atlas.text.edtf import Edtf, EdtfError, parse_date
from euphrates_atlas.text.edtf_words import in_short, in_words
from tests.case_count import cases

if TYPE_CHECKING:
    from time import struct_time

FIXTURE = Path(__file__).parent.parent / "fixtures" / "dates.md"
CASES = [
    pytest.param(typed, expected.strip(), id=title)
    for title, typed, expected in re.findall(
        r"^(\S[^\n]*)\n\.\n([^\n]*)\n\.\n(.*?)\n\.$", FIXTURE.read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
]


def test_the_fixture_has_its_cases() -> None:
    """A typo in the fixture must not silently drop cases."""
    assert len(CASES) >= 60
    assert len({case.id for case in CASES}) == len(CASES)


@pytest.mark.parametrize(("typed", "expected"), CASES)
def test_date(typed: str, expected: str) -> None:
    """Each case of the fixture gives what stands there, word for word."""
    assert account(typed) == expected


@pytest.mark.parametrize(
    ("typed", "message", "remedy"),
    [
        ("", "the date is empty", "the form is year-month-day: for example 2021-05-12, 2021-05 or 2021"),
        ("  \t", "the date is empty", "the form is year-month-day: for example 2021-05-12, 2021-05 or 2021"),
        (" 2021-05", "` 2021-05` has a space around it; a date has none", "write 2021-05"),
        ("2021-05\n", "`2021-05\\n` has a space around it; a date has none", "write 2021-05"),
        ("2021/2022 ", "`2021/2022 ` has a space around it; a date has none", "write 2021/2022"),
        (
            "2021\x00",
            "`2021\\x00` is not a date",
            "the form is year-month-day: for example 2021-05-12, 2021-05 or 2021",
        ),
        (
            "2021\ud800",
            "`2021\\ud800` is not a date",
            "the form is year-month-day: for example 2021-05-12, 2021-05 or 2021",
        ),
        (
            "2021\u202e",
            "`2021\\u202e` is not a date",
            "the form is year-month-day: for example 2021-05-12, 2021-05 or 2021",
        ),
        (
            "9" * 10_000,
            f"`{'9' * 59}…` is not a date",
            "the form is year-month-day: for example 2021-05-12, 2021-05 or 2021",
        ),
    ],
)
def test_spaces_and_what_cannot_be_printed(typed: str, message: str, remedy: str) -> None:
    """Text that a fixture cannot show is refused in printable words."""
    with pytest.raises(EdtfError) as error:
        parse_date(typed)

    assert (error.value.message, error.value.help) == (message, remedy)


def test_qualifier_of_an_interval() -> None:
    """What the two ends say together."""
    marks = {
        text: parse_date(text).qualifier for text in ("2014~/2016?", "2014~/2016", "2014/2016?", "2014%/..", "2014/..")
    }

    assert marks == {"2014~/2016?": "%", "2014~/2016": "~", "2014/2016?": "?", "2014%/..": "%", "2014/..": ""}


def test_ends_of_an_interval() -> None:
    """Open and unknown are told apart, and are no dates; a date is its own start and end."""
    assert (parse_date("2014/..").start, parse_date("2014/..").end) == (parse_date("2014"), None)
    assert [parse_date(text).unknown_end for text in ("2014/..", "2014/")] == [False, True]
    assert [parse_date(text).unknown_start for text in ("../2014", "/2014")] == [False, True]
    assert parse_date("2014-05").start == parse_date("2014-05").end == parse_date("2014-05")


@pytest.mark.parametrize(
    ("wide", "narrow", "expected"),
    [
        ("2021", "2021-05", True),
        ("2021-05", "2021", False),
        ("2003~", "2003", True),
        ("2003", "2003~", True),
        ("2003~", "2004", False),
        ("201X", "2014/2016", True),
        ("2014/..", "2020-05-12", True),
        ("2014/..", "2013/2020", False),
        ("2014/..", "2014/", True),
        ("2021-05/2021-08", "2021-08-31", True),
        ("2021-05/2021-08", "2021-09-01", False),
    ],
)
def test_contains(wide: str, narrow: str, *, expected: bool) -> None:
    """A span contains what lies within it; marks widen nothing."""
    assert parse_date(wide).contains(parse_date(narrow)) is expected


def test_order() -> None:
    """By first day, the coarser first, then by text."""
    ordered = ["../2019", "201X", "2014/..", "2014", "2014~", "2014-01", "2014-01-01", "2014-01-02", "2014-06/2014-08"]

    assert sorted(sorted(ordered), key=parse_date) == ordered


YEARS = st.integers(1, 9999).map("{:04}".format)
MONTHS = st.builds("{}-{:02}".format, YEARS, st.integers(1, 12))
DAYS = st.dates().map(lambda d: d.replace(day=min(d.day, 28)).isoformat())
UNSPECIFIED = st.one_of(
    YEARS.filter(lambda y: y > "0010").map(lambda y: y[:3] + "X"),
    st.sampled_from(["19XX", "20XX"]),
    MONTHS.map(lambda m: m + "-XX"),
    YEARS.map(lambda y: y + "-XX"),
    YEARS.map(lambda y: y + "-XX-XX"),
)
PLAIN = st.one_of(YEARS, MONTHS, DAYS)
DATES = st.builds("{}{}".format, st.one_of(PLAIN, UNSPECIFIED), st.sampled_from(["", "?", "~", "%"]))
INTERVALS = st.one_of(
    st.tuples(DATES, DATES).map(lambda ends: "/".join(sorted(ends, key=lambda end: parse_date(end).earliest))),
    DATES.map("{}/..".format),
    DATES.map("../{}".format),
    DATES.map("{}/".format),
    DATES.map("/{}".format),
)
PIECES = st.lists(st.sampled_from([*"0123456789-/.?~%X: TZ", "20", "2021", "-05", "..", "May", "–"]), max_size=14)


@settings(max_examples=cases(150))
@given(st.one_of(DATES, INTERVALS))
def test_spans_agree_with_the_edtf_library(text: str) -> None:
    """The library, though slow, covers the same days."""
    ours = parse_date(text)

    if ours.start:
        assert iso(parse_edtf(readable(text, ours.start)).lower_strict()) == ours.earliest
    if ours.end:
        assert iso(parse_edtf(readable(text, ours.end)).upper_strict()) == ours.latest


@settings(max_examples=cases(150))
@given(PIECES.map("".join))
@example("2021-02-30")
def test_nothing_is_taken_that_the_edtf_library_refuses(text: str) -> None:
    """We are the stricter of the two."""
    if refusal(text) is None:
        date = parse_date(text)
        for end in filter(None, (date.start, date.end)):
            parse_edtf(readable(text, end))


@given(st.one_of(DATES, INTERVALS))
def test_a_date_keeps_its_text_and_covers_itself(text: str) -> None:
    """Parsing loses nothing, and its order is sane."""
    date = parse_date(text)

    assert date.text == text
    assert parse_date(date.text) == date
    assert date.earliest <= date.latest
    assert date.contains(date)
    assert date.is_interval == (date.precision == "interval")
    assert in_words(date).strip()
    assert in_short(date).strip()


@given(st.one_of(DATES, INTERVALS), st.one_of(DATES, INTERVALS))
def test_what_is_contained_comes_later(one: str, other: str) -> None:
    """Containment is the stricter relation, and antisymmetric but for equal spans."""
    a, b = parse_date(one), parse_date(other)

    if a.contains(b):
        assert a < b or (a.earliest, a.latest) == (b.earliest, b.latest)
    if a.contains(b) and b.contains(a):
        assert (a.earliest, a.latest) == (b.earliest, b.latest)


@given(YEARS, st.integers(1, 12))
def test_a_month_ends_on_its_last_day(year: str, month: int) -> None:
    """Leap years included."""
    assert parse_date(f"{year}-{month:02}").latest == f"{year}-{month:02}-{monthrange(int(year), month)[1]}"


@given(st.one_of(st.text(), PIECES.map("".join), st.text(alphabet="0123456789-/X?~%.٣² ", max_size=20)))
@example("/..")
@example("²021")
@example("2021-0²")
@example("[")
@example("\ud800/..")
def test_any_text_is_a_date_or_an_edtf_error(text: str) -> None:
    """No other exception, and a remedy never proposes what would be refused in turn."""
    error = refusal(text)
    if error is None:
        return

    assert error.message[0] in "`t"
    assert not error.message.endswith(".")
    assert error.message.isprintable()
    if error.help and (proposal := re.fullmatch(r"write (\S+)", error.help)):
        assert refusal(proposal[1]) is None


def refusal(text: str) -> EdtfError | None:
    """Give the error that a text is refused with, if it is."""
    try:
        parse_date(text)
    except EdtfError as error:
        return error
    return None


def account(typed: str) -> str:
    """Say of a date what its case in the fixture says."""
    try:
        date = parse_date(typed)
    except EdtfError as error:
        return f"error: {error.message}\nhelp: {error.help or '-'}"
    return f"{date.earliest} {date.latest} {date.precision}\n{in_words(date)}\n{in_short(date)}"


def readable(text: str, end: Edtf) -> str:
    """Give what the library can read: it knows no unspecified digits in intervals, only on their own."""
    return end.text if "X" in text else text


def iso(day: struct_time) -> str:
    """Write the library's kind of day as ours."""
    return f"{day.tm_year:04}-{day.tm_mon:02}-{day.tm_mday:02}"


def test_edtf_is_a_value() -> None:
    """Equal texts give the same cached, hashable value."""
    assert parse_date("2021-05") is parse_date("2021-05")
    assert isinstance(hash(parse_date("2021-05")), int)
    assert parse_date("2021-05") == Edtf("2021-05", "2021-05-01", "2021-05-31", "month", "")
