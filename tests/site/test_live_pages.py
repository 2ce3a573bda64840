"""An open page: it shows itself anew where it was scrolled to, and shows what is wrong until it is mended."""

from __future__ import annotations

from playwright.sync_api import Browser

from tests.browsing import watching
from tests.site.serving import Served

BRAND = "groups/saraya-awliya-al-dam"


def test_an_open_page_follows_saves(served: Served, browser: Browser):
    """Nothing leaves the site, and nothing meets the policy of its pages."""
    text = served.read(BRAND)
    with watching(browser, served.address, viewport={"width": 800, "height": 500}) as watched:
        page = watched.open(f"{BRAND}.html")
        page.wait_for_load_state("load")
        page.evaluate("window.scrollTo(0, 400)")
        page.evaluate("window.isBefore = true")
        served.write(BRAND, text.replace("  Armed brand that claimed", "  A brand of the test that claimed"))
        page.get_by_text("A brand of the test").first.wait_for()
        assert page.evaluate("window.isBefore") is None
        served.until(lambda: page.evaluate("window.scrollY") > 300, "where the page was scrolled to")

        served.write(BRAND, text.replace("gaps: [", "gaps: [<b>[", 1))
        page.wait_for_selector("#atlas-serve-report[open]")
        shown = page.inner_text("#atlas-serve-report pre")
        assert "A102" in shown
        assert "gaps: [<b>[" in shown
        served.write(BRAND, text)
        page.wait_for_selector("#atlas-serve-report", state="detached")
        page.get_by_text("Armed brand that claimed").first.wait_for()
