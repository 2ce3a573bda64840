"""The page by date in a real browser: a day leaves what can be said of it, the address keeps it, nothing is needed to read."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import Watched, violations, watching
from tests.case_count import combinations

PAGE = "as-of/index.html"
ROW = "table[data-as-of] tr[data-span]"


def shown(page: Page) -> int:
    return page.locator(f"{ROW}:visible").count()


def test_a_day_leaves_what_can_be_said_of_it(watched: Watched) -> None:
    """Held, perhaps or last evidence; bodies of which nothing is left go with their rows; the address says the day."""
    page = watched.open(PAGE)
    rows = page.locator(ROW).count()
    assert shown(page) == rows > 100
    page.get_by_label("On the day").fill("2020-01-02")
    expect(page).to_have_url(watched.root + PAGE + "?on=2020-01-02")
    left = shown(page)
    assert 0 < left < rows
    expect(page.get_by_role("status").filter(has_text="On 2 January 2020:")).to_contain_text(f"{rows - left} of {rows}")
    marks = page.locator(f"{ROW}:visible .ea-asof-mark")
    assert marks.count() == left
    assert {text.partition(" 2")[0].partition(" 1")[0] for text in marks.all_text_contents()} == {
        "held",
        "uncertain",
        "last evidence",
    }
    assert page.locator("table[data-as-of] tbody:visible").count() < page.locator("table[data-as-of] tbody").count()
    page.get_by_label("include older evidence").uncheck()
    expect(page).to_have_url(watched.root + PAGE + "?on=2020-01-02&older=no")
    assert shown(page) < left
    page.get_by_role("button", name="Clear the day").click()
    assert shown(page) == rows


def test_an_address_with_a_day_opens_on_it(watched: Watched) -> None:
    """A day that is none is passed over."""
    page = watched.open(PAGE + "?on=2020-01-02")
    expect(page.get_by_label("On the day")).to_have_value("2020-01-02")
    assert shown(page) < page.locator(ROW).count()
    page = watched.open(PAGE + "?on=2020-13-77")
    expect(page.get_by_label("On the day")).to_have_value("")
    assert shown(page) == page.locator(ROW).count()


def test_the_slider_moves_the_day(watched: Watched) -> None:
    page = watched.open(PAGE + "?on=2020-01-02")
    slider = page.get_by_role("slider")
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_label("On the day")).not_to_have_value("2020-01-02")
    assert "?on=2020-0" in page.url


def test_without_scripts_everything_is_there(browser: Browser, at_root: str) -> None:
    with watching(browser, at_root, java_script_enabled=False) as watched:
        page = watched.open(PAGE)
        assert shown(page) == page.locator(ROW).count() > 100
        page.get_by_role("link", name="2021", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("On 31 December 2021")


PAGES = (PAGE + "?on=2020-01-02", "as-of/2021.html", "network/index.html", "groups/kataib-hezbollah.html")


@pytest.mark.parametrize(("path", "width", "scheme"), combinations(PAGES, (1280, 320), ("light", "dark")))
def test_axe_finds_nothing(browser: Browser, at_root: str, path: str, width: int, scheme: str) -> None:
    """Nor does the page scroll sideways; the links of a drawing are links for everybody."""
    with watching(
        browser, at_root, color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True
    ) as watched:
        page = watched.open(path)
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
