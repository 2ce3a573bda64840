"""How much of what a full entry says is in an entry: each kind declares what that is."""

from __future__ import annotations

import pytest

from euphrates_atlas.facts.completeness import completeness
from euphrates_atlas.render.overviews.state_page import pages
from euphrates_atlas.render.site_input import SiteInput
from tests.stores import atlas_of

SAID = {
    "roles": "roles: {group: g, role: deputy, cite: [s, s2, s3]}",
    "life_status": "life_status: {value: presumed-alive, cite: [s]}",
    "declarations": "declarations: {type: threat, value: It will answer, cite: [s]}",
}
OTHERS = {"groups/g": "", "sources/s2": "", "sources/s3": ""}


@pytest.mark.parametrize(
    ("said", "missing"),
    [
        (SAID, ()),
        ({**SAID, "declarations": ""}, ("declarations",)),
        ({**SAID, "roles": SAID["roles"].replace(", s2, s3", "")}, ("3 sources instead of 1",)),
        ({**SAID, "roles": SAID["roles"].replace("cite", "rank: deprecated, reason: wrong-person, cite")}, ("roles",)),
    ],
)
def test_what_an_entry_lacks(said: dict[str, str], missing: tuple[str, ...]) -> None:
    """Nothing counts that is superseded."""
    atlas = atlas_of({**OTHERS, "leaders/tested": "\n".join(filter(None, said.values()))})
    how = completeness(atlas, atlas["tested"])
    assert how is not None
    assert (how.asked, how.missing) == (5, missing)
    assert how.share == 1 - len(missing) / 5


def test_what_a_gap_names_is_not_missing_here() -> None:
    """Nobody knows it; the entry says so."""
    said = f"{SAID['roles']}\n{SAID['life_status']}\ngaps: [Their declarations in public]"
    atlas = atlas_of({**OTHERS, "leaders/tested": said})
    how = completeness(atlas, atlas["tested"])
    assert how is not None
    assert how.missing == ()


@pytest.mark.parametrize(
    ("gap", "missing"),
    [
        ("His schooling: no source found", ("3 sources instead of 1",)),
        ("A second source for his role", ("3 sources instead of 1",)),
        ("Any further source (30 Nov 2026)", ()),
        ("Further sources", ()),
    ],
)
def test_only_a_gap_about_their_number_excuses_few_sources(gap: str, missing: tuple[str, ...]) -> None:
    """Most gaps say of one question that no source answers it, however many there are."""
    said = {**SAID, "roles": SAID["roles"].replace(", s2, s3", ""), "gaps": f"gaps: ['{gap}']"}
    atlas = atlas_of({**OTHERS, "leaders/tested": "\n".join(said.values())})
    how = completeness(atlas, atlas["tested"])
    assert how is not None
    assert how.missing == missing


def test_others_may_say_it() -> None:
    """The leaders of a group are said by their own entries, or by the group of who has none."""
    armed = "type: {value: armed-group, cite: [s]}"
    role = "roles: {group: tested, role: deputy, cite: [s]}"
    own = f"{armed}\nled_by: {{name: Abu Salih, role: deputy, cite: [s]}}"
    for texts, is_said in [({}, False), ({"leaders/l": role}, True), ({"groups/tested": own}, True)]:
        atlas = atlas_of({"groups/tested": armed, **texts})
        how = completeness(atlas, atlas["tested"])
        assert how is not None
        assert ("leaders" not in how.missing) is is_said


@pytest.mark.parametrize(
    ("type", "unasked"),
    [
        ("election", {"weapons", "toll", "local time", "outcome"}),
        ("ground-raid", {"outcome"}),
        ("abduction", {"outcome"}),
        ("attack-series", {"outcome"}),
        ("rocket-attack", set()),
    ],
)
def test_nobody_asks_of_an_event_what_its_type_has_not(type: str, unasked: set[str]) -> None:
    """An election has no weapons, and a raid fires nothing that could miss."""
    atlas = atlas_of({"strikes/2025-a": f"type: {{value: {type}, cite: [s]}}\ndate: {{value: 2025, cite: [s]}}"})
    how = completeness(atlas, atlas["2025-a"])
    assert how is not None
    assert {"weapons", "toll", "local time", "outcome"} - {*how.missing} == unasked


def test_states_and_sources_are_not_held_to_it() -> None:
    atlas = atlas_of({"groups/g": "type: {value: state, cite: [s]}"})
    assert completeness(atlas, atlas["g"]) is None
    assert completeness(atlas, atlas["s"]) is None


def test_an_armed_group_that_is_part_of_the_state_is_held_to_it() -> None:
    """It stands among the groups in the index too."""
    types = "type:\n  - {value: armed-group, cite: [s]}\n  - {value: state-force-formation, cite: [s]}"
    atlas = atlas_of({"groups/g": types})
    assert completeness(atlas, atlas["g"]) is not None


def test_the_page_of_the_state_names_those_that_are_nearly_full() -> None:
    ((_, page),) = pages(SiteInput(atlas_of({**OTHERS, "leaders/tested": "\n".join([*SAID.values()][:2])})))
    assert 'href="../leaders/tested.html"' in page.partition("{#full}")[2]
    assert "(declarations)" in page
