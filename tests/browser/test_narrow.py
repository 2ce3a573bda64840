"""Pages at 320 pixels, which is a desk at 400 per cent (WCAG 1.4.10): nothing makes them wider than the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browsing import watching
from tests.page_types import page_types

WIDTH = 320
LONG = "Brigadier General Abd al-Rahman al-Husayni of the Northern Command \u2013 Z"
ADD = """([selector, words]) => {
    const list = document.querySelector(selector), last = list.lastElementChild.cloneNode(true);
    last.querySelector('a').textContent = words;
    list.append(last);
}"""


def width_of(page: Page) -> int:
    """Return how wide a page is, its scroll bars aside."""
    width: int = page.evaluate("document.documentElement.scrollWidth")
    return width


def test_no_page_is_wider_than_the_window(browser: Browser, whole_root: str, whole_site: Path) -> None:
    """One of each type, and the chronology of each year, whose months scroll within their row."""
    years = sorted(f"chronology/{path.name}" for path in (whole_site / "chronology").glob("*.html"))
    wide = {}
    with watching(browser, whole_root, viewport={"width": WIDTH, "height": 640}) as watched:
        for path in dict.fromkeys([*page_types(whole_site).values(), *years[-3:]]):
            page = watched.show(path)
            if width_of(page) > WIDTH:
                wide[path] = width_of(page)
    assert wide == {}


@pytest.mark.parametrize("words", [LONG, "x" * 60])
def test_the_name_of_a_part_wraps(browser: Browser, at_root: str, words: str) -> None:
    """Parts are named by the first and last row of each, however long these names are."""
    with watching(browser, at_root, viewport={"width": WIDTH, "height": 640}) as watched:
        page = watched.show("names/a.html")
        page.evaluate(ADD, ["nav.ea-letters ul", words])
        assert width_of(page) == WIDTH
