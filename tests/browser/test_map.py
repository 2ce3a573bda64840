"""The page of the map in a real browser: years and kinds, the keyboard, the address, and without scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browsing import Watched, violations, watching
from tests.case_count import combinations

MAP = "map/index.html"


def rows(page: Page) -> Locator:
    return page.locator("[data-map-table] tbody tr:visible")


def circles(page: Page) -> Locator:
    return page.locator(".m-link:not(.m-none) .m-ev")


def said(page: Page) -> Locator:
    return page.get_by_role("status").filter(has_text=re.compile(r"at \d+ place"))


def test_without_scripts_it_is_whole(browser: Browser, at_root: str) -> None:
    """All places, all numbers, all links; nothing that would not work."""
    with watching(browser, at_root, java_script_enabled=False) as watched:
        page = watched.open(MAP)
        assert rows(page).count() > 10
        assert circles(page).count() > 5
        assert page.locator("input[type=range]").count() == 0
        expect(said(page)).to_be_visible()
        rows(page).first.locator("th a").first.click()
        assert "/places/" in page.url


def test_with_scripts_nothing_changes_before_the_reader_does(watched: Watched) -> None:
    page = watched.open(MAP)
    expect(page.get_by_label("From")).to_be_visible()
    words = said(page).inner_text()
    with watching(page.context.browser, watched.root, java_script_enabled=False) as plain:  # type: ignore[arg-type]
        other = plain.open(MAP)
        assert said(other).inner_text() == words
        assert rows(other).all_inner_texts() == rows(page).all_inner_texts()
        assert circles(other).count() == circles(page).count()
        sizes = "els => els.map(e => e.getAttribute('r'))"
        drawn = page.locator(".ea-map-atlas .m-ev").evaluate_all(sizes)
        assert drawn == other.locator(".ea-map-atlas .m-ev").evaluate_all(sizes)


def test_both_maps_show_the_same(watched: Watched) -> None:
    """A place that is on both has no mark on either when nothing of it is chosen, and one size on both else."""
    page = watched.open(f"{MAP}?to=2018")
    marks = page.locator(".ea-map-close-up .m-link")
    states = "els => Object.fromEntries(els.map(e => [e.dataset.place, [e.classList.contains('m-none'), e.querySelector('circle').getAttribute('r')]]))"
    close_up, whole = marks.evaluate_all(states), page.locator(".ea-map-atlas .m-link:has(circle)").evaluate_all(states)
    assert len(close_up) > 4
    assert close_up == {id: whole[id] for id in close_up}
    assert {is_hidden for is_hidden, _ in close_up.values()} == {True, False}


def test_the_keyboard_moves_the_years(watched: Watched) -> None:
    """The numbers follow at once, are said after a moment, and stand in the address, which leads back here."""
    page = watched.open(MAP)
    before, places = said(page).inner_text(), rows(page).count()
    page.get_by_label("To", exact=True).focus()
    for _ in range(5):
        page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(re.compile(r"\?to=\d{4}$"))
    expect(said(page)).not_to_have_text(before)
    assert rows(page).count() < places
    shown = rows(page).all_inner_texts()
    words = said(page).inner_text()
    page.reload()
    expect(said(page)).to_have_text(words)
    assert rows(page).all_inner_texts() == shown
    page.get_by_role("button", name="All years and kinds").click()
    expect(said(page)).to_have_text(before)
    assert page.url.endswith(MAP)


def test_the_years_never_cross(watched: Watched) -> None:
    page = watched.open(f"{MAP}?from=2020&to=2021")
    page.get_by_label("From").focus()
    page.keyboard.press("End")
    assert page.get_by_label("From").input_value() == page.get_by_label("To", exact=True).input_value()


def test_a_kind_alone(watched: Watched) -> None:
    """Its numbers alone, in its colour; the names of places where nothing is left go with their circles."""
    page = watched.open(MAP)
    names = page.locator("[data-of]:visible").count()
    page.get_by_label("Bases and sites").uncheck()
    expect(page).to_have_url(re.compile(r"\?kind=strikes$"))
    expect(said(page)).not_to_contain_text("base")
    expect(page.locator("[data-map]")).to_have_class(re.compile("ea-k-event"))
    assert 0 < page.locator("[data-of]:visible").count() <= names
    page.get_by_label("Bases and sites").check()
    page.get_by_label("Events", exact=True).uncheck()
    expect(page.locator("[data-map]")).to_have_class(re.compile("ea-k-base"))
    assert 0 < page.locator("[data-of]:visible").count() < names, "most towns have events alone"
    page.get_by_label("Bases and sites").uncheck()
    expect(said(page)).to_have_text("at 0 places")
    assert rows(page).count() == page.locator("[data-of]:visible").count() == 0


def test_an_address_that_makes_no_sense_shows_all(watched: Watched) -> None:
    page = watched.open(MAP)
    words = said(page).inner_text()
    watched.open(f"{MAP}?from=%3Cscript%3E&to=-1&kind=else,")
    expect(said(page)).to_have_text(words)


def test_a_mark_leads_to_its_place(watched: Watched) -> None:
    page = watched.open(MAP)
    mark = page.locator(".m-link").filter(has=page.locator(".m-ev")).last
    name = mark.get_attribute("data-place")
    mark.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"places/{name}.html$"))


@pytest.mark.parametrize(
    ("path", "width"), combinations((MAP, "index.html", "places/al-tanf.html"), (360, 490, 800, 1280))
)
def test_names_are_large_enough_to_read(browser: Browser, at_root: str, path: str, width: int) -> None:
    """At least 13 pixels on the screen, however much the drawing is scaled to fit."""
    with watching(browser, at_root, viewport={"width": width, "height": 800}) as watched:
        page = watched.open(path)
        sizes = page.locator(".ea-map text:visible").evaluate_all(
            "els => els.filter(e => !e.hasAttribute('transform'))"
            ".map(e => parseFloat(getComputedStyle(e).fontSize) * e.getScreenCTM().a)"
        )
        assert sizes
        assert min(sizes) >= 12.95
        assert max(sizes) <= 24


@pytest.mark.parametrize(("scheme", "width"), combinations(("light", "dark"), (360, 1440)))
def test_nothing_hinders_readers(browser: Browser, below: str, scheme: str, width: int) -> None:
    """Axe finds nothing, and nothing is wider than the screen, on the map and on the page of a place."""
    with watching(
        browser, below, color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True
    ) as watched:
        for path in (MAP, "places/al-tanf.html"):
            page = watched.open(path)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert violations(page) == []
