"""Titles and descriptions tell pages apart, in the tabs of a browser and in the results of a search."""

from __future__ import annotations

import json

import pytest

from tests.stores import atlas_of, render_pages

ALIKE = {
    "groups/a": "name: Raqqa",
    "groups/b": "name: raqqa",
    "bases/c": "name: Raqqa",
    "places/d": "name: Raqqa",
    "publishers/f": "name: Raqqa",
    "publishers/g": "name: Raqqa",
}


def front(page: str) -> tuple[str, str]:
    """Return title and description of an entry among others of its name."""
    lines = render_pages(atlas_of(ALIKE))[f"{page}.md"].decode().split("\n")
    return json.loads(lines[1].removeprefix("title: ")), json.loads(lines[2].removeprefix("description: "))


def test_no_two_titles_or_descriptions_are_alike():
    """Not even of entries with one name and one summary."""
    found = [front(page) for page in ALIKE]
    assert len({title.casefold() for title, _ in found}) == len(ALIKE)
    assert len({description for _, description in found}) == len(ALIKE)


@pytest.mark.parametrize(
    ("page", "title"),
    [
        ("bases/c", "Raqqa (site)"),
        ("places/d", "Raqqa (place)"),
        ("groups/a", "Raqqa (a)"),
        ("groups/b", "raqqa (b)"),
        ("publishers/f", "Raqqa (f)"),
    ],
)
def test_the_kind_tells_apart_and_else_the_id(page: str, title: str):
    assert front(page)[0] == title


def test_a_name_of_its_own_stands_alone():
    lines = render_pages(atlas_of({"groups/a": "name: Raqqa"}))["groups/a.md"].decode().split("\n")
    assert lines[1] == 'title: "Raqqa"'


def test_the_heading_is_the_name_as_it_is():
    """Only the browser's title is told apart."""
    assert "\n# Raqqa {#top}\n" in render_pages(atlas_of(ALIKE))["bases/c.md"].decode()


@pytest.mark.parametrize("length", [10, 40, 400])
def test_a_description_is_the_opening_of_the_summary(length: int):
    """Without citation marks, cut at a word."""
    text = "Word " * length + "end"
    lines = render_pages(atlas_of({"groups/a": f"summary: {text} [@s]."}))["groups/a.md"].decode().split("\n")
    description = json.loads(lines[2].removeprefix("description: "))
    assert len(description) <= 160
    assert description == f"{text}." or description.endswith("Word …")
