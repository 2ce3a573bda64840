"""The frame of a page: colours that are chosen and kept, the menu of small screens, the list of contents, the way back to the top."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from tests.browsing import watching

LONG = "methodology.html"


def scheme(page: Page) -> object:
    return page.evaluate("document.body.dataset.mdColorScheme")


def test_chosen_colours_are_kept(browser: Browser, below: str) -> None:
    """On the next page before its scripts run, and until the system's are chosen again, which are followed."""
    with watching(browser, below, color_scheme="dark") as watched:
        page = watched.open()
        assert scheme(page) == "slate"
        switch = page.locator("label[for^=__palette]:visible")
        expect(switch).to_have_attribute("title", "Colours follow the system: switch to light")
        switch.click()
        assert scheme(page) == "default"
        page.route("**/atlas.*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
        watched.open(LONG)
        assert scheme(page) == "default"
        page.unroute("**/atlas.*.js")
        watched.open(LONG)
        page.locator("[name=__palette]:checked").press("Enter")
        assert scheme(page) == "slate"
        page.locator("[name=__palette]:checked").press("Enter")
        page.emulate_media(color_scheme="light")
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")


def test_links_beside_headings_bear_their_names(browser: Browser, below: str) -> None:
    with watching(browser, below) as watched:
        page = watched.open("groups/badr-organization.html")
        expect(page.get_by_role("link", name="Link to “Names”", exact=True)).to_have_count(1)
        names = page.locator(".headerlink").evaluate_all("links => links.map(link => link.ariaLabel)")
        assert len(names) > 5
        assert all(name.startswith("Link to “") for name in names)


def test_the_menu_of_a_small_screen(browser: Browser, below: str) -> None:
    """It opens, shows the parts of a section, and closes on Escape and behind a link within the page."""
    with watching(browser, below, viewport={"width": 390, "height": 800}) as watched:
        page = watched.open("about.html")
        button, item = page.locator("header label[for=__drawer]"), page.get_by_role("link", name="Methodology").first
        button.click()
        expect(item).to_be_in_viewport()
        page.keyboard.press("Escape")
        expect(item).not_to_be_in_viewport()
        watched.open(LONG)
        button.click()
        page.locator("label.md-nav__link[for=__toc]").click()
        page.locator(".md-sidebar--primary").get_by_role("link", name="Origins").click()
        expect(page.locator("#origins")).to_be_in_viewport()
        expect(page.locator("#__drawer")).not_to_be_checked()


def test_the_list_of_contents_follows(browser: Browser, below: str) -> None:
    with watching(browser, below) as watched:
        page = watched.open(LONG)
        active = page.locator(".md-sidebar--secondary .md-nav__link--active")
        expect(active).to_have_count(0)
        for name in ("Origins", "Confidence", "Speaker and source"):
            page.locator(".md-sidebar--secondary").get_by_role("link", name=name).click()
            expect(active).to_have_text(name)


def test_going_upwards_one_can_jump_to_the_top(browser: Browser, below: str) -> None:
    with watching(browser, below) as watched:
        page = watched.open(LONG)
        top = page.get_by_role("button", name="Back to top")
        page.mouse.wheel(0, 3000)
        page.wait_for_timeout(300)
        expect(top).to_be_hidden()
        page.mouse.wheel(0, -200)
        top.click()
        expect(page.locator("h1")).to_be_in_viewport()
