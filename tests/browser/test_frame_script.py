"""The frame of a page: colours that are chosen and kept, the menu of small screens, the list of contents, the way back to the top."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import watching

LONG = "methodology.html"


def scheme(page: Page) -> object:
    return page.evaluate("document.body.dataset.mdColorScheme")


SYSTEM = "Colours follow the system: switch to light"


def test_chosen_colours_are_kept(browser: Browser, below: str) -> None:
    """On the next page before its scripts run, and until the system's are chosen again, which are followed."""
    with watching(browser, below, color_scheme="dark") as watched:
        page = watched.open()
        assert scheme(page) == "slate"
        page.get_by_role("button", name=SYSTEM).click()
        assert scheme(page) == "default"
        page.route("**/atlas.*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
        watched.open(LONG)
        assert scheme(page) == "default"
        page.unroute("**/atlas.*.js")
        watched.open(LONG)
        page.get_by_role("button", name="Light colours: switch to dark").press("Enter")
        assert scheme(page) == "slate"
        page.get_by_role("button", name="Dark colours: switch to those of the system").press("Space")
        page.emulate_media(color_scheme="light")
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")
        expect(page.get_by_role("button", name=SYSTEM)).to_be_visible()


def test_without_scripts_colours_follow_the_system(browser: Browser, below: str) -> None:
    """There is no switch then, for it would do nothing."""
    shown = {}
    for system in ("light", "dark"):
        with watching(browser, below, color_scheme=system, java_script_enabled=False) as watched:
            page = watched.open(LONG)
            expect(page.locator(".ea-colours")).to_be_hidden()
            shown[system] = page.screenshot(clip={"x": 0, "y": 0, "width": 1, "height": 1})
    assert shown["light"] != shown["dark"]


def test_links_beside_headings_bear_their_names(browser: Browser, below: str) -> None:
    with watching(browser, below) as watched:
        page = watched.open("groups/badr-organization.html")
        expect(page.get_by_role("link", name="Link to “Names”", exact=True)).to_have_count(1)
        expect(page.get_by_role("heading", name="Names", exact=True)).to_have_count(1)
        expect(page.locator("h2:has(.ea-add)").first).not_to_have_accessible_name(re.compile("Add|Link to"))
        names = page.locator(".headerlink").evaluate_all("links => links.map(link => link.ariaLabel)")
        assert len(names) > 5
        assert all(name.startswith("Link to “") for name in names)


PHONE = {"width": 360, "height": 800}


@pytest.mark.parametrize("has_scripts", [True, False], ids=["scripts", "no-scripts"])
def test_the_menu_of_a_small_screen(browser: Browser, below: str, has_scripts: bool) -> None:
    """A button opens and closes it, and so do keys; it lists the sections, and the pages of the one that is open."""
    with watching(browser, below, viewport=PHONE, java_script_enabled=has_scripts) as watched:
        page = watched.open("about.html")
        button, menu = page.get_by_role("checkbox", name="Menu"), page.get_by_role("navigation", name="Sections")
        item = menu.get_by_role("link", name="Methodology", exact=True)
        expect(item).to_be_hidden()
        button.click()
        expect(item).to_be_in_viewport()
        button.press("Space")
        expect(item).to_be_hidden()
        button.press("Space")
        page.keyboard.press("Tab")
        expect(menu.get_by_role("link", name="Groups", exact=True)).to_be_focused()
        item.press("Enter")
        page.wait_for_url(f"**/{LONG}")


def test_the_menu_of_a_small_screen_lists_the_ways_to_explore(browser: Browser, below: str) -> None:
    """On every page; a desk has them in sight where that section is open."""
    for width, is_listed in ((360, True), (1280, False)):
        with watching(browser, below, viewport={"width": width, "height": 800}) as watched:
            page = watched.open("groups/badr-organization.html")
            page.evaluate("document.querySelector('#__drawer').checked = true")
            menu = page.get_by_role("navigation", name="Sections")
            for name in ("Relations", "Chronology", "Designations"):
                expect(menu.get_by_role("link", name=name, exact=True)).to_be_visible(visible=is_listed)
            expect(menu.get_by_role("link", name="Methodology", exact=True)).to_have_count(0)
            watched.open("map/index.html")
            page.evaluate("document.querySelector('#__drawer').checked = true")
            expect(menu.get_by_role("link", name="Relations", exact=True)).to_be_visible()


def test_the_open_search_of_a_small_screen_hides_the_menu(browser: Browser, below: str) -> None:
    with watching(browser, below, viewport=PHONE) as watched:
        page = watched.open("about.html")
        page.get_by_role("link", name="Search", exact=True).click()
        expect(page.get_by_role("combobox")).to_be_focused()
        at = page.get_by_role("checkbox", name="Menu").bounding_box()
        assert at
        middle = [at["x"] + at["width"] / 2, at["y"] + at["height"] / 2]
        assert page.evaluate("([x, y]) => document.elementFromPoint(x, y).closest('.ea-search') !== null", middle)


def test_keys_close_the_menu(browser: Browser, below: str) -> None:
    with watching(browser, below, viewport=PHONE) as watched:
        page = watched.open("about.html")
        button, item = page.get_by_role("checkbox", name="Menu"), page.locator(".ea-nav a").first
        button.press("Enter")
        item.focus()
        page.keyboard.press("Escape")
        expect(item).to_be_hidden()
        expect(button).to_be_focused()


@pytest.mark.parametrize("has_scripts", [True, False], ids=["scripts", "no-scripts"])
def test_the_list_of_contents_of_a_small_screen(browser: Browser, below: str, has_scripts: bool) -> None:
    """Its title opens it, by pointer and by key; each of its links leads to the part that it names."""
    with watching(browser, below, viewport=PHONE, java_script_enabled=has_scripts) as watched:
        page = watched.open(LONG)
        link = page.get_by_role("navigation", name="On this page").get_by_role("link", name="Origins")
        expect(link).to_be_hidden()
        page.locator("label[for=__toc]").click()
        expect(link).to_be_visible()
        page.get_by_role("checkbox", name="On this page").press("Space")
        expect(link).to_be_hidden()
        page.get_by_role("checkbox", name="On this page").press("Space")
        link.press("Enter")
        expect(page.locator("#origins")).to_be_in_viewport()


def test_the_list_of_contents_follows(browser: Browser, below: str) -> None:
    with watching(browser, below) as watched:
        page = watched.open(LONG)
        active = page.locator(".ea-toc [aria-current]")
        expect(active).to_have_count(0)
        for name in ("Origins", "Confidence", "Speaker and source"):
            page.locator(".ea-toc").get_by_role("link", name=name).click()
            expect(active).to_have_text(name)


def test_going_upwards_one_can_jump_to_the_top(browser: Browser, below: str) -> None:
    with watching(browser, below) as watched:
        page = watched.open(LONG)
        top = page.get_by_role("button", name="Back to top")
        page.mouse.wheel(0, 3000)
        page.wait_for_timeout(300)
        expect(top).to_be_hidden()
        page.mouse.wheel(0, -200)
        expect(top).to_be_in_viewport(ratio=1)
        top.click()
        expect(page.locator("h1")).to_be_in_viewport()


def test_on_a_phone_the_way_to_the_top_covers_no_heading(browser: Browser, below: str) -> None:
    """One goes upwards to a heading too, which then stands below the header: the button is at the foot of the screen."""
    with watching(browser, below, viewport=PHONE) as watched:
        page = watched.open(LONG)
        page.mouse.wheel(0, 6000)
        page.wait_for_timeout(300)
        page.evaluate("document.querySelector('#origins').scrollIntoView()")
        expect(page.locator("#origins")).to_be_in_viewport()
        at = page.get_by_role("button", name="Back to top").bounding_box()
        assert at
        assert at["y"] > PHONE["height"] - 100
        assert at["y"] + at["height"] < PHONE["height"]
        assert 24 <= at["width"] <= 40, "in the corner, where lines end"
        assert at["x"] + at["width"] > PHONE["width"] - 20
