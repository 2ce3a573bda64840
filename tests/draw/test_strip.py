"""Strips of time: every period at its place, doubt shown as doubt, words whole and apart, at every width."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from euphrates_atlas.draw.strip import NARROW, WIDE, strip_svg
from euphrates_atlas.draw.strip_lanes import DrawnLane, LaneMark
from euphrates_atlas.draw.text_fit import text_width
from euphrates_atlas.draw.time_axis import Axis, DaySpan, axis_over, day_span, merged_spans, ticks
from euphrates_atlas.text.edtf import parse_date
from tests.case_count import cases
from tests.draw.drawings import Drawing, drawings

A_YEAR = 365


class Picture(NamedTuple):
    svg: str
    signs: set[str]


def drawn(*lanes: DrawnLane, until: str = "") -> Picture:
    end = parse_date(until) if until else None
    return Picture(*strip_svg("s", "what a screen reader says", lanes, end))


def control(*bars: tuple[str, str]) -> DrawnLane:
    return DrawnLane("Control", tuple(LaneMark("bar", label, parse_date(span)) for label, span in bars), solid=True)


def present(*bars: tuple[str, str]) -> DrawnLane:
    return DrawnLane("Present", tuple(LaneMark("bar", label, parse_date(span)) for label, span in bars))


def dates(*given: tuple[str, str]) -> DrawnLane:
    return DrawnLane("Dates", tuple(LaneMark("date", label, parse_date(date)) for label, date in given))


def events(*happened: tuple[str, str]) -> DrawnLane:
    return DrawnLane(
        "Events", tuple(LaneMark("event", label, parse_date(date), short=date) for label, date in happened)
    )


def day(iso: str) -> int:
    held = day_span(parse_date(iso)).start
    assert held
    return held[0]


@pytest.mark.parametrize(
    ("typed", "start", "end", "vague"),
    [
        ("2014-05-01/2016-03-02", ("2014-05-01", "2014-05-01"), ("2016-03-02", "2016-03-02"), False),
        ("2014/2016-03", ("2014-01-01", "2014-12-31"), ("2016-03-01", "2016-03-31"), False),
        ("2014~/..", ("2014-01-01", "2014-12-31"), None, False),
        ("../2011", None, ("2011-01-01", "2011-12-31"), False),
        ("/2011-02-03", None, ("2011-02-03", "2011-02-03"), True),
        ("2019-10-09/", ("2019-10-09", "2019-10-09"), None, True),
        ("2020-05", ("2020-05-01", "2020-05-01"), ("2020-05-31", "2020-05-31"), True),
    ],
)
def test_a_period_says_what_is_sure_of_its_ends(
    typed: str, start: tuple[str, str] | None, end: tuple[str, str] | None, vague: bool
):
    """An end of a coarse date lies anywhere in it; a date that is no interval has no ends at all."""
    days = [(day(at[0]), day(at[1])) if at else None for at in (start, end)]
    seen = next(at[0] for at in days if at)
    assert day_span(parse_date(typed)) == DaySpan(*days, vague, seen)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (["2014-01-01/2015-01-01", "2015-01-02/2016-01-01"], ["2014-01-01/2016-01-01"]),
        (["2014-01-01/2015-01-01", "2018-01-01/.."], ["2014-01-01/2015-01-01", "2018-01-01/.."]),
        (["2020-01", "2021-03"], ["2020-01", "2021-03"]),
        (["2020-01-01/..", "2021-01-01/2022-01-01"], ["2020-01-01/.."]),
    ],
)
def test_periods_of_one_matter_that_meet_are_one(typed: list[str], expected: list[str]):
    assert merged_spans(day_span(parse_date(t)) for t in typed) == [day_span(parse_date(t)) for t in expected]


def test_a_period_of_unknown_start_begins_no_later_than_what_is_known_of_it():
    (merged,) = merged_spans(day_span(parse_date(t)) for t in ("2024-12", "../2026-02-11"))
    assert merged == day_span(parse_date("../2026-02-11"))._replace(seen=day("2024-12-01"))


def test_sure_ends_are_drawn_firm_and_doubtful_ones_dashed():
    """Of `2014/2018` the first year and the last are dashed, and what lies between is not."""
    drawing = drawings(drawn(present(("Unit", "2014/2018"), ("Other", "2010-01-01/2011-01-01"))).svg)[0]
    firm = [bar for bar in drawing.bars if bar.style == "bar" and bar.left > 150]
    soft = sorted((bar for bar in drawing.bars if bar.style == "soft"), key=lambda bar: bar.left)
    assert len(firm) == 1
    assert [bar.right for bar in soft][:1] == pytest.approx([firm[0].left], abs=0.2)
    assert [bar.left for bar in soft][1:] == pytest.approx([firm[0].right], abs=0.2)


def test_a_date_alone_is_dashed_and_the_legend_says_so():
    picture = drawn(present(("Unit", "2020"), ("Other", "2014-01-01/2016-01-01")))
    assert "vague" in picture.signs
    assert "doubt" not in picture.signs
    assert [bar.style for bar in drawings(picture.svg)[0].bars] == ["bar", "soft"]


def test_an_open_end_reaches_to_where_information_ends():
    drawing = drawings(drawn(present(("Unit", "2014-01-01/..")), until="2020-06-01").svg)[0]
    assert drawing.bars[0].right == pytest.approx(drawing.lines["until"][0], abs=0.1)


@pytest.mark.parametrize(
    ("unit", "begun"),
    [
        (["../2014-01-01"], "2014-01-01"),
        (["/2014-01-01"], "2014-01-01"),
        (["../2014"], "2014-01-01"),
        (["../2014-01-01", "2009"], "2009-01-01"),
        (["../2014-01-01", "../2018-01-01"], "2014-01-01"),
    ],
)
def test_an_unknown_start_fades_in_and_is_not_always(unit: list[str], begun: str):
    """Dots lead to the first day of which somebody says that it was so, not from the edge of the picture."""
    lane = present(*(("Unit", span) for span in unit), ("Other", "2000-01-01/2020-01-01"))
    picture = drawn(lane)
    (dots,) = drawings(picture.svg)[0].stretches["fade"]
    axis = axis_over([day("2000-01-01"), day("2020-01-01")], WIDE, open_start=True)
    assert dots[1] == pytest.approx(axis.at(day(begun)), abs=6)
    assert 20 < dots[1] - dots[0] < 30
    assert "fade" in picture.signs
    assert min(bar.left for bar in drawings(picture.svg)[0].bars) >= 0


def test_an_unknown_start_does_not_reach_before_whom_it_is_about():
    """Of a body founded in July 2013, the bar fades in from then on; of one founded later, it does not."""
    for founded, expected in (("2013-07-01", ["2013-07-01"]), ("2014-06-01", [])):
        mark = LaneMark("bar", "Unit", parse_date("../2014-01-01"), floor=day(founded))
        lanes = (DrawnLane("Roles", (mark,)), present(("Other", "2000-01-01/2020-01-01")))
        found = drawings(drawn(*lanes).svg)[0].stretches.get("fade", [])
        axis = axis_over([day("2000-01-01"), day("2020-01-01")], WIDE, open_start=True)
        assert [left for left, _ in found] == pytest.approx([axis.at(day(iso)) for iso in expected], abs=0.2)


def test_a_short_period_ends_where_information_does():
    """However little the bar of a day before the latest source leaves of its least width."""
    picture = drawn(control(("A group with a name", "2010"), ("The Armed Forces", "2026-01-17")), until="2026-01-21")
    for drawing, width in zip(drawings(picture.svg), (WIDE, NARROW), strict=True):
        end = drawing.lines["until"][0]
        assert max(bar.right for bar in drawing.bars) <= end + 0.1
        (words,) = (text for text in drawing.texts if text.words == "The Armed Forces")
        assert words.box(width)[2] <= end + 0.1


def test_a_gap_between_those_who_held_it_is_hatched_and_named():
    picture = drawn(control(("A", "2014-01-01/2015-01-01"), ("B", "2019-01-01/2020-01-01")))
    drawing = drawings(picture.svg)[0]
    first, second = sorted((bar for bar in drawing.bars if "fill" in bar.style), key=lambda bar: bar.left)
    (gap,) = [bar for bar in drawing.bars if bar.style == "gap"]
    assert (gap.left, gap.right) == pytest.approx((first.right, second.left), abs=0.2)
    assert "not recorded" in [text.words for text in drawing.texts]
    assert "gap" in picture.signs


def test_nothing_is_hatched_where_statements_do_not_follow_one_another():
    svg = drawn(present(("A", "2014-01-01/2015-01-01"), ("B", "2019-01-01/2020-01-01"))).svg
    assert 'class="gap"' not in svg


def test_periods_that_overlap_stand_in_rows_of_their_own():
    drawing = drawings(drawn(present(("A", "2014/2018"), ("B", "2016/2020"), ("C", "2015/2017"))).svg)[0]
    assert len({bar.top for bar in drawing.bars if bar.style == "bar"}) == 3


def test_who_holds_it_next_stands_in_the_same_row():
    """Even where the day of the change is known to a year only."""
    drawing = drawings(drawn(control(("A", "../2011"), ("B", "2011/..")), until="2024").svg)[0]
    assert len({bar.top for bar in drawing.bars}) == 1


def test_each_time_that_somebody_held_it_is_named():
    """Years and other holders may lie between them."""
    drawing = drawings(drawn(control(("A", "2012"), ("B", "2014"), ("A", "2020"))).svg)[0]
    assert [text.words for text in drawing.texts].count("A") == 2


def test_events_close_to_one_another_are_counted():
    drawing = drawings(drawn(events(("One", "2021-02-15"), ("Two", "2021-02-20"), ("Three", "2010-01-01"))).svg)[0]
    words = [text.words for text in drawing.texts]
    assert "2 events" in words
    assert "Three" in words
    assert len(drawing.events) == 3


@pytest.mark.parametrize(("typed", "day_of_the_ring"), [("2012/..", "2012-01-01"), ("/2012", "2012-12-31")])
def test_a_date_with_one_known_end_stands_at_that_end(typed: str, day_of_the_ring: str):
    """Not in the middle of a stretch without bounds."""
    svg = drawn(dates(("Founded", typed)), present(("A", "2000-01-01/2020-01-01"))).svg
    (ring,) = re.findall(r'<circle class="date" cx="([\d.]+)%"', svg.partition("</svg>")[0])
    axis = axis_over([day("2000-01-01"), day("2020-01-01")], WIDE)
    assert float(ring) / 100 * WIDE == pytest.approx(axis.at(day(day_of_the_ring)), abs=0.5)


def test_events_of_a_crowded_lane_stay_in_one_row():
    found = events(*((f"Event number {n}", f"{2000 + n}-06-01") for n in range(20)))
    for drawing in drawings(drawn(found).svg):
        assert len({top for _, top in drawing.events}) == 1
        assert len(drawing.events) == 20


def test_of_a_crowd_the_signs_are_drawn_that_can_be_told_apart():
    """Each event has a sign within four pixels of its place, however many there are, and the label has their number."""
    days = [date(2019, 1, 1) + timedelta(days=n) for n in range(2_000)]
    drawn_at = drawings(drawn(events(*((f"Event {n}", day.isoformat()) for n, day in enumerate(days)))).svg)
    for drawing, width in zip(drawn_at, (WIDE, NARROW), strict=True):
        axis = axis_over([day.toordinal() for day in days], width)
        signs = [x for x, _ in drawing.events]
        assert len(signs) <= width / 4 + 1
        assert all(min(abs(x - axis.at(day.toordinal())) for x in signs) < 4.1 for day in days)
        assert drawing.texts[-1].words == "2000 events"


def test_a_date_that_somebody_gives_is_a_ring():
    """And one that is a period is in doubt for so long, where an event lasted."""
    picture = drawn(dates(("Founded", "2006/2012")), present(("A", "2000/2020")))
    assert picture.svg.count("<circle") == 2
    assert 'class="about"' in picture.svg
    assert 'class="lasting"' in drawn(events(("Series", "2006/2012")), present(("A", "2000/2020"))).svg


@pytest.mark.parametrize(
    ("first", "last", "wide", "narrow"),
    [
        ("1980-01-01", "2026-01-01", ["1980", "1985", "1990"], ["1980", "1990", "2000"]),
        ("2014-02-01", "2026-01-01", ["2015", "2016", "2017"], ["2016", "2018", "2020"]),
        ("2021-02-10", "2021-02-12", ["Dec 2020", "Jan 2021", "Feb 2021"], ["Jan 2021", "Mar 2021"]),
    ],
)
def test_ticks_suit_the_span_and_the_room(first: str, last: str, wide: list[str], narrow: list[str]):
    days = [day(first), day(last)]
    assert [words for _, words in ticks(axis_over(days, WIDE))][: len(wide)] == wide
    assert [words for _, words in ticks(axis_over(days, NARROW))][: len(narrow)] == narrow


def test_a_tall_picture_has_its_years_at_the_top_too():
    """Nobody sees both ends of it at once on a phone."""
    lanes = [events(("an event", f"20{n:02}-05-05")) for n in range(20)]
    for every, times in ((5, 1), (1, 2)):
        svg, _ = strip_svg("e", "words", lanes[::every])
        wide, narrow = svg.split("<svg ")[1:]
        assert [part.count(">2010</text>") for part in (wide, narrow)] == [times, times]


@given(st.integers(min_value=700000, max_value=760000), st.integers(min_value=0, max_value=40000))
def test_ticks_stand_apart_and_inside(first: int, length: int):
    for width in (WIDE, NARROW):
        axis = axis_over([first, first + length], width)
        found = ticks(axis)
        assert len(found) >= 1
        ends = [(x + 3, x + 3 + text_width(words)) for x, words in found]
        assert all(a >= 0 and b <= width for a, b in ends)
        assert all(b < c for (_, b), (c, _) in pairwise(ends))


def test_the_axis_keeps_its_order():
    axis = Axis(0, A_YEAR, WIDE)
    assert 0 < axis.at(0) < axis.at(100) < axis.at(A_YEAR) < WIDE


def test_nothing_dated_is_no_picture():
    assert drawn(present(), until="2024").svg == ""


NAMES = st.text(min_size=1, max_size=90).filter(str.strip)
SPANS = (
    "2014 2014~ 2014-03 2014-03-05 2014/2016 2014~/2016? ../2015 2015-02/.. /2013 2018/ 2020-05/2020-08"
    " 2020-05-01/2020-05-02 201X 1979 2026-02-11/.. 2026-02-11"
)
DATES = st.sampled_from(SPANS.split())
BARS = st.lists(st.tuples(NAMES, DATES), max_size=7)


def apart(drawing: Drawing, width: float) -> None:
    """Assert that every text is inside, and none over another, at a width."""
    boxes = [(text.words, *text.box(width)) for text in drawing.texts]
    for words, left, top, right, bottom in boxes:
        assert left >= -0.5, words
        assert right <= width + 0.5, words
        assert top >= 0, words
        assert bottom <= drawing.height, words
    for n, a in enumerate(boxes):
        for b in boxes[n + 1 :]:
            across = a[1] < b[3] - 0.5 and b[1] < a[3] - 0.5
            assert not (across and a[2] < b[4] - 0.5 and b[2] < a[4] - 0.5), (a, b)


@settings(max_examples=cases(150))
@given(BARS, BARS, BARS, NAMES, st.sampled_from(["", "2024-02", "2010", "2026-02-12"]))
def test_words_are_whole_and_apart_at_every_width(
    held: list[tuple[str, str]], there: list[tuple[str, str]], happened: list[tuple[str, str]], name: str, until: str
):
    """At the least width, by the estimate that the layout uses; and in any wider one, in which signs move apart."""
    lanes = (control(*held), present(*there)._replace(label=name), events(*happened))
    svg = drawn(*lanes, until=until).svg
    if not svg:
        return
    wide, narrow = drawings(svg)
    for width in (WIDE, 777, 1004):
        apart(wide, width)
    for width in (NARROW, 328, WIDE - 1):
        apart(narrow, width)


@settings(max_examples=cases(50))
@given(BARS, BARS)
def test_the_drawing_is_xml_without_styles(held: list[tuple[str, str]], happened: list[tuple[str, str]]):
    """Whatever the names are; and it is one line, as a raw block of Markdown needs it."""
    svg = drawn(control(*held), events(*happened), until="2024").svg
    root = ElementTree.fromstring(f"<x>{svg}</x>")
    assert all(element.get("style") is None for element in root.iter())
    assert "\n" not in svg


def test_the_drawings_say_once_what_they_show():
    svg = drawn(present(("A", "2014/2018"))).svg
    assert svg.startswith('<div class="ea-strip-in" role="img" aria-label="what a screen reader says"><svg')
    assert svg.count("aria-label") == 1


def test_no_two_ids_are_alike():
    lanes = (control(("A", "2014/2015"), ("B", "2018/2019")), events(("E", "2016"), ("F", "2017-01-01")))
    ids = re.findall(r' id="([^"]+)"', drawn(*lanes).svg)
    assert len(ids) == len(set(ids)) == 4
