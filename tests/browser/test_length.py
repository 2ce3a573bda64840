"""How long pages are on a phone, all of their rows laid out."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from tests.browsing import lay_out_all, serving, watching
from tests.case_count import FULL, sample

MOST_SCREENS = 200
LARGEST = 12 if FULL else 4
"""Of the largest pages, so many are measured: the longest are among them."""


def test_no_page_is_endless(browser: Browser, whole_site: Path) -> None:
    largest = sorted(whole_site.rglob("*.html"), key=lambda path: (-path.stat().st_size, path))[:LARGEST]
    width, height = 390, 844
    with (
        serving(whole_site) as address,
        watching(browser, address, viewport={"width": width, "height": height}) as held,
    ):
        lay_out_all(held.page)
        for path in largest:
            page = held.open(path.relative_to(whole_site).as_posix())
            assert page.evaluate("document.documentElement.scrollHeight") < MOST_SCREENS * height, path


STORY = """[...document.querySelectorAll("h2#text, h2#losses, .ea-facts dt")]
    .filter((part) => part.checkVisibility() && (part.tagName === "H2" || part.textContent === "Toll"))
    .map((part) => part.getBoundingClientRect().top + scrollY)"""


def test_an_event_is_told_before_it_is_argued(browser: Browser, whole_site: Path) -> None:
    """On a phone the prose or the toll of an event begins within a screen and a half, below its lead."""
    pages = sorted(path for path in (whole_site / "strikes").glob("*.html") if path.name[:4].isdigit())
    events = [path for path in pages if 'http-equiv="refresh"' not in path.read_text("utf-8")]
    width, height = 390, 844
    late = {}
    with (
        serving(whole_site) as address,
        watching(browser, address, viewport={"width": width, "height": height}) as held,
    ):
        lay_out_all(held.page)
        for path in sample(events):
            tops = held.open(path.relative_to(whole_site).as_posix()).evaluate(STORY)
            if tops and min(tops) > 1.5 * height:
                late[path.name] = round(min(tops) / height, 2)
    assert late == {}
