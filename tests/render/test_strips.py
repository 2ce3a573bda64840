"""The picture of time of an entry: the declared lanes, what stands in them, and when there is none."""

from __future__ import annotations

import gzip
import re
from xml.etree import ElementTree

import pytest

from euphrates_atlas.render.entries.timeline import StripView
from tests.case_count import sample
from tests.draw.drawings import Drawing, drawings
from tests.render.entry_views import views_of
from tests.stores import atlas_of, render_pages

LIMIT = 4096
"""Bytes that a picture may take, compressed."""

HELD = """
control:
  - {controller: g1, when: 2014-01-01/2016-01-01, cite: [s]}
  - {controller: {label: a brigade, of: g2}, when: 2018-01-01/.., cite: [s]}
"""


def lanes(view: StripView | None) -> dict[str, str]:
    """Return what a screen reader says of each lane."""
    assert view is not None
    words = re.search(r'aria-label="([^"]*)"', view.svg)
    assert words
    said = words[1]
    return dict(part.rsplit(": ", 1) for part in re.split(r"(?<=\.) (?=[A-Z][\w ]*: )", said))


def test_a_base_shows_who_held_it_who_was_there_and_what_happened():
    text = HELD + "occupants: {unit: g3, when: 2015, cite: [s]}\n"
    event = "date: {value: 2019-05-01, cite: [s]}\ntargets: {type: base, site: b, cite: [s]}"
    view = views_of("bases/b", text, {"strikes/at-b": event}).strip
    assert lanes(view) == {
        "Control": "A group, 1 January 2014 to 1 January 2016; a brigade, since 1 January 2018.".replace(
            "a br", "A br"
        ),
        "Present": "A group, 2015.",
        "Events": "An event, 1 May 2019.",
    }
    assert view is not None
    assert [anchor for anchor, _ in view.tables] == ["control", "occupants", "event-targets"]
    assert "gap" in view.signs


CROSSING = """
control:
  - {controller: g1, mode: shared, when: 2012, side: Iraqi side, cite: [s]}
  - {controller: g2, when: 2014/2017, side: Syrian side, cite: [s]}
  - {controller: {label: New authorities}, when: 2018/.., side: Syrian side, cite: [s]}
  - {controller: g1, when: 2003, cite: [s]}
"""


def test_each_side_of_a_crossing_has_its_own_holders():
    """What is known of one side fills no gap in what is known of the other, and replaces none of it."""
    view = views_of("bases/b", CROSSING, {"groups/g1": "name: Iraq", "groups/g2": "name: A militia"})
    assert lanes(view.strip) == {
        "Control: Iraqi side": "Iraq, 2012.",
        "Control: Syrian side": "A militia, 2014 to 2017; New authorities, since 2018.",
        "Control": "Iraq, 2003.",
    }
    assert [shown.plain for shown, *_ in view.sections["control"].values] == [
        "New authorities, Syrian side",
        "Iraq (shared), Iraqi side",
        "A militia, Syrian side",
        "Iraq",
    ]


def test_the_legend_explains_what_is_drawn_and_nothing_else():
    page = render_pages(atlas_of({"bases/b": HELD}))["bases/b.md"].decode()
    assert "Hatched: nothing recorded." in page
    assert "Ring: a date that somebody gives." not in page


def test_a_leader_has_a_lane_for_each_body():
    text = """
roles:
  - {group: g1, role: deputy, when: 2005/2010, cite: [s]}
  - {group: g2, role: founder, when: 2010/.., cite: [s]}
death: {value: 2020-01-03, cite: [s]}
"""
    view = views_of("leaders/l", text, {"groups/g1": "name: One", "groups/g2": "name: Two"}).strip
    assert list(lanes(view)) == ["One", "Two", "Life"]
    assert view is not None
    assert "date" in view.signs


def test_a_group_shows_first_and_last_signs_and_events_by_what_is_said_of_it():
    text = "first_seen: {value: 2014, cite: [s]}\nstatus: {value: active, when: 2014/2020, cite: [s]}"
    said = "date: {{value: 201{0}, cite: [s]}}\nresponsibility: {{actor: g, stance: {1}, by: {{label: x}}, cite: [s]}}"
    events = {
        "strikes/one": said.format(8, "attributed"),
        "strikes/two": said.format(7, "claimed"),
        "strikes/three": said.format(6, "denied"),
    }
    view = views_of("groups/g", text, events).strip
    assert view is not None
    assert [text.words for text in drawings(view.svg)[0].texts if text.style == "n"] == [
        "Status",
        "First and last",
        "Events: claimed",
        "Events: attributed",
        "Events: denied",
    ]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("bases/b", ""),
        ("bases/b", "control: {controller: g1, when: 2014/2016, cite: [s]}"),
        ("bases/b", "control: [{controller: g1, cite: [s]}, {controller: g2, cite: [s]}]"),
        ("bases/b", HELD.replace("g1,", "g1, rank: deprecated, reason: superseded-by-author,")),
        ("places/p", ""),
    ],
)
def test_there_is_no_picture_of_fewer_than_two_dated_matters(path: str, text: str):
    """Nor of a kind that declares none; and what is superseded stands in the table alone."""
    assert views_of(path, text).strip is None


def test_who_speaks_or_is_at_the_other_end_has_no_event_in_the_lane():
    """A body that accuses another has done nothing by that."""
    event = "responsibility: {actor: g2, stance: attributed, by: g, cite: [s]}"
    text = "first_seen: {value: 2014, cite: [s]}\nlast_seen: {value: 2020, cite: [s]}"
    assert list(lanes(views_of("groups/g", text, {"strikes/one": event}).strip)) == ["First and last"]


def test_an_event_that_names_a_site_twice_is_one_event():
    targets = "targets: [{type: base, site: b, cite: [s]}, {type: depot, site: b, cite: [s]}]"
    view = views_of("bases/b", HELD, {"strikes/at-b": f"date: {{value: 2019, cite: [s]}}\n{targets}"}).strip
    assert view is not None
    assert len(drawings(view.svg)[0].events) == 1


def strips_of(pages: dict[str, str]) -> dict[str, str]:
    found = {path: re.findall(r'<svg class="ea-strip-.*?</svg>', text) for path, text in pages.items()}
    return {path: "".join(svgs) for path, svgs in found.items() if svgs}


def boxes(drawing: Drawing, width: float) -> list[tuple[str, tuple[float, float, float, float]]]:
    return [(text.words, text.box(width)) for text in drawing.texts]


def test_the_pictures_of_the_store_are_small_whole_and_legible(whole_pages: dict[str, str]):
    """Two drawings a page, each under 4 KB; by the estimate of widths no text over another or outside; ids unlike.

    On every fourth page.
    """
    strips = strips_of(whole_pages)
    assert len(strips) > 20
    for path, svg in sample(strips.items(), every=4):
        for root in ElementTree.fromstring(f"<x>{svg}</x>"):
            assert len(gzip.compress(ElementTree.tostring(root))) < LIMIT, path
            assert all(element.get("style") is None for element in root.iter()), path
        ids = re.findall(r'\bid="([^"]+)"', svg)
        assert len(ids) == len(set(ids)), path
        wide, narrow = drawings(f"<x>{svg}</x>")
        for drawing, width in ((wide, 600.0), (wide, 1004.0), (narrow, 280.0), (narrow, 328.0)):
            held = boxes(drawing, width)
            for n, (words, a) in enumerate(held):
                assert a[0] >= -0.5, (path, words)
                assert a[2] <= width + 0.5, (path, words)
                for _, b in held[n + 1 :]:
                    across = a[0] < b[2] - 0.5 and b[0] < a[2] - 0.5
                    assert not (across and a[1] < b[3] - 0.5 and b[1] < a[3] - 0.5), (path, words)


def test_two_of_one_name_are_two():
    """Each has its own bar, in a row of its own where they were there at once."""
    text = "occupants: [{unit: g1, when: 2014/2016, cite: [s]}, {unit: g2, when: 2015/2017, cite: [s]}]"
    view = views_of("bases/b", text).strip
    assert view is not None
    assert len({bar.top for bar in drawings(view.svg)[0].bars}) == 2


def test_the_same_picture_whatever_the_order():
    """Of the statements in the file."""
    swapped = "control:\n" + "\n".join(reversed([line for line in HELD.splitlines() if line.startswith("  -")]))
    first, second = views_of("bases/b", HELD).strip, views_of("bases/b", swapped).strip
    assert first is not None
    assert second is not None
    assert lanes(first) == lanes(second)
