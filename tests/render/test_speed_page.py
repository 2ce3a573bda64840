"""The page of the speed: the last run that was kept, in words and tables, whatever stands in it."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from generator.render.overviews.speed_page import SpeedPage, speed_page
from generator.render.pages import render_pages
from generator.source.recordings import read_recording
from tests.markup import assert_same_elements
from tests.stores import RECORDING, REPOSITORY, atlas_of

HELD: dict[str, Any] = json.loads(RECORDING.read_bytes())


def kept(root: Path, held: object, day: str = "2026-11-20") -> Path:
    file = root / "benchmarks" / "recorded" / f"{day}-bench.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(held), encoding="utf-8")
    return root


def page_of(root: Path) -> SpeedPage:
    return speed_page(read_recording(root))


def text_of(root: Path) -> str:
    return render_pages(atlas_of({}), recording=read_recording(root))["speed/index.md"].decode()


def test_without_a_run_the_page_says_how_to_make_one(tmp_path: Path) -> None:
    text = text_of(tmp_path)
    assert "No run is kept here yet." in text
    assert "make bench" in text
    assert "<td" not in text


def test_the_newest_run_is_shown(tmp_path: Path) -> None:
    """With its day and its machine; other recordings are none of it."""
    kept(tmp_path, HELD, "2026-02-03")
    kept(tmp_path, {**HELD, "commit": "old"}, "2025-12-31")
    (tmp_path / "benchmarks" / "recorded" / "2027-01-01-search-index.json").write_text("{}", encoding="utf-8")
    page = page_of(tmp_path)
    assert (page.day, page.commit, page.rounds) == ("3 February 2026", "0123456789ab", 3)
    assert page.machine[:2] == ("A processor made up for tests", "2 cores")
    assert page.tools == "MkDocs with Material 1.6.1, Zensical 0.0.73, Hugo 0.168.0"


def test_goals_are_said_to_be_met_or_missed(tmp_path: Path) -> None:
    rows = page_of(kept(tmp_path, HELD)).goals
    assert [
        tuple(str(v).replace("\N{NO-BREAK SPACE}", " ") for v in (r.value, r.most, r.is_met, r.by)) for r in rows
    ] == [
        ("0.192 times", "0.2 times", "True", "4 % below"),
        ("0.378 s", "0.3 s", "False", "26 % above"),
        ("54.9 KB", "60 KB", "True", "9 % below"),
    ]


def test_the_atlas_stands_first_and_others_are_compared_with_it(tmp_path: Path) -> None:
    """All of its work, then the pages alone; the longest bar is the longest time."""
    [(size, tables), _] = page_of(kept(tmp_path, HELD)).sizes
    assert size == 1_000
    first = tables[0].rows
    assert [(row.tool, row.what) for row in first] == [
        ("Euphrates Atlas", "all of it"),
        ("Euphrates Atlas", "pages alone"),
        ("MkDocs with Material", "pages alone"),
        ("Zensical", "pages alone"),
        ("Hugo", "pages alone"),
    ]
    assert [row.ratio for row in first] == ["", "0.30", "5.20", "0.65", "0.69"]
    assert [row.share for row in first][2] == "100"
    assert [row.is_own for row in first] == [True, True, False, False, False]


def test_growth_is_told_of_two_sizes_and_more(tmp_path: Path) -> None:
    assert [(r.size, r.each, r.ratio) for r in page_of(kept(tmp_path, HELD)).growth] == [
        (1_000, "2.10", ""),
        (10_000, "2.10", "1.00"),
    ]
    one = {**HELD, "runs": [run for run in HELD["runs"] if run["size"] == 1_000]}
    assert page_of(kept(tmp_path, one)).growth == ()


def changed(part: str, **values: object) -> dict[str, object]:
    """Return the run with other values in the first of its runs or goals."""
    return {**HELD, part: [{**HELD[part][0], **values}]}


@pytest.mark.parametrize(
    "held",
    [
        [],
        {},
        {**HELD, "runs": [{}]},
        {**HELD, "machine": []},
        {**HELD, "rounds": None},
        changed("runs", seconds=float("nan")),
        changed("runs", seconds=-3),
        changed("goals", most=0),
        changed("goals", value=float("inf")),
    ],
)
def test_a_run_of_another_form_is_passed_over(tmp_path: Path, held: object) -> None:
    """The one before it is shown; tests hold those of the repository to the form."""
    kept(kept(tmp_path, HELD, "2026-01-01"), held, "2026-01-02")
    assert page_of(tmp_path).day == "1 January 2026"


@pytest.mark.parametrize("what", [{**HELD}, {**HELD, "goals": [], "runs": []}, {**HELD, "machine": {}, "tools": {}}])
def test_two_converters_read_it_alike(tmp_path: Path, what: object) -> None:
    assert_same_elements(text_of(kept(tmp_path, what)).split("\n---\n", 1)[1])


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    hostile = "<script>alert(1)</script> | *x* \n\n# y \u202e"
    runs = [{**HELD["runs"][0], "tool": hostile}]
    goals = [{**HELD["goals"][0], "what": hostile, "unit": hostile}]
    text = text_of(
        kept(tmp_path, {**HELD, "machine": {"processor": hostile}, "commit": hostile, "goals": goals, "runs": runs})
    )
    assert "<script" not in text
    assert not re.search(r"^# y", text, re.MULTILINE)


def test_every_kept_run_can_be_shown() -> None:
    """Each of the repository's, not the newest alone."""
    for file in (REPOSITORY / "benchmarks" / "recorded").glob("*-bench.json"):
        assert json.loads(file.read_bytes())["goals"]
        assert read_recording(REPOSITORY) is not None


def test_recordings_are_read_at_the_root(tmp_path: Path) -> None:
    """Of a store elsewhere nothing is told that was measured here."""
    shutil.copytree(REPOSITORY / "entities" / "places", tmp_path / "entities" / "places")
    assert read_recording(tmp_path) is None
