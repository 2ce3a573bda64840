"""The pages of all names: one where there is room, else one for each letter behind a first page that shows the first."""

from __future__ import annotations

import re

import pytest

from euphrates_atlas.render.overviews import names_pages
from euphrates_atlas.render.site_input import SiteInput
from tests.stores import atlas_of

ATLAS = {f"groups/{name}": f"name: {name.title()}" for name in ("abc", "abd", "acd", "bcd")}


def listed(page: str) -> list[str]:
    return re.findall(r'href="\.\./groups/(\w+)\.html', page)


@pytest.mark.parametrize(
    ("room", "first"), [(3, ["abc", "abd", "acd"]), (2, ["abc", "abd"]), (500, ["abc", "abd", "acd", "bcd"])]
)
def test_the_first_page_shows_names(monkeypatch: pytest.MonkeyPatch, room: int, first: list[str]) -> None:
    monkeypatch.setattr(names_pages, "MAX_ROWS", room)
    made = dict(names_pages.pages(SiteInput(atlas_of(ATLAS))))
    assert [id for id in listed(made["names/index.md"]) if id in first or id == "bcd"] == first
    if room < 500:
        assert listed(made["names/a.md"]) == first


def test_the_title_of_a_part_ends_with_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    """A title that ended with a blank would be another heading in Markdown than on the page."""
    monkeypatch.setattr(names_pages, "MAX_ROWS", 1)
    atlas = atlas_of({f"groups/{name}": f"name: Eleven Long {name.title()}" for name in ("brigade", "company")})
    made = dict(names_pages.pages(SiteInput(atlas)))
    assert "# Names: E, eleven long – eleven long {#top}" in made["names/e.md"]
