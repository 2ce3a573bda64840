"""The page of numbered units: one table for each body that numbers them."""

from __future__ import annotations

import re

from euphrates_atlas.render.overviews.units_page import pages
from euphrates_atlas.render.site_input import SiteInput
from tests.markup import assert_same_elements
from tests.stores import atlas_of, whole_store

UNITS = {
    "groups/pmf": "name: The Forces\nunits: [{name: 15th Brigade, number: 15, cite: [s]}, {name: A bureau, cite: [s]}]",
    "groups/badr": "name: Badr\nunits: [{name: 4th Brigade, number: 4, of: pmf, commander: {label: Somebody}, when: 2015-07, cite: [s]}]",
    "groups/fourth": "name: The Fourth\nunits: [{name: 4th, number: 4, of: pmf, cite: [s]}]",
    "groups/other": "name: Other\nunits: [{name: Second, number: 2, of: pmf, group: badr, cite: [s]}, {name: Ninth, number: 9, cite: [s]}]",
    "groups/gone": "units: [{name: Third, number: 3, rank: deprecated, reason: misquotation, cite: [s]}]",
}


def test_each_body_has_its_units_by_number() -> None:
    """From whatever entry they stand in: with the group, the commander and the time; what is superseded is left out."""
    (page,) = (text for _, text in pages(SiteInput(atlas_of(UNITS))))
    tables = re.findall(r"^## (.+?) \{#(.+?)\}.*?<tbody>(.*?)</tbody>", page, re.M | re.S)
    rows = {
        id: (head, [" ".join(re.sub("<[^>]+>", " ", row).split()) for row in body.split("</tr>")[:-1]])
        for head, id, body in tables
    }

    assert rows == {
        "pmf": (
            "The Forces",
            ["2 Second Badr", "4 4th Brigade Badr Somebody Jul 2015", "4 4th The Fourth", "15 15th Brigade not named"],
        ),
        "other": ("Other", ["9 Ninth not named"]),
    }
    assert re.search(r'href="\.\./groups/badr\.html#s-\w+">4<', page)


def test_without_numbers_the_page_says_so() -> None:
    (page,) = (text for _, text in pages(SiteInput(atlas_of({"groups/pmf": "units: [{name: A bureau, cite: [s]}]"}))))
    assert "No unit with a number is recorded." in page


def test_both_converters_read_the_real_page_alike() -> None:
    (page,) = (text for _, text in pages(SiteInput(whole_store())))
    assert_same_elements(page.split("\n---\n", 1)[1])
