"""The pages of all names: one where there is room, else one for each letter behind a first page that shows the first."""

from __future__ import annotations

import re

import pytest

from generator.render.overviews import names_pages
from generator.render.site_input import SiteInput
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
