"""Pages at 320 pixels, which is a desk at 400 per cent (WCAG 1.4.10): nothing makes them wider than the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import watching
from tests.page_types import page_types

WIDTH = 320
LONG = "Brigadier General Abd al-Rahman al-Husayni of the Northern Command \u2013 Z"
DENSE = [
    "strikes/2024-01-28-tower-22-drone-attack.html",
    "groups/kataib-hezbollah.html",
    "bases/ain-al-asad-air-base.html",
    "places/al-qaim.html",
    "compare.html?one=groups/kataib-hezbollah&other=groups/asaib-ahl-al-haq",
]
CUT_OFF = """() => {
    const found = [], range = document.createRange();
    const name = document.querySelector('.ea-home');
    range.selectNodeContents(name);
    const ends = range.getBoundingClientRect().right;
    for (const icon of document.querySelectorAll('.md-header__inner .ea-icon')) {
        const { left, width } = icon.getBoundingClientRect();
        if (width && left < ends - 1) found.push('on the title: ' + icon.className);
    }
    for (const word of [...name.textContent.matchAll(/\\S+/g)]) {
        range.setStart(name.firstChild, word.index);
        range.setEnd(name.firstChild, word.index + word[0].length);
        if (range.getClientRects().length > 1) found.push('broken: ' + word[0]);
    }
    for (const term of document.querySelectorAll('.ea-facts dt, .ea-kv dt')) {
        const { width } = term.getBoundingClientRect();
        if (width && width < 120) found.push('too narrow: ' + term.textContent);
    }
    for (const part of document.querySelectorAll('.ea-acts a, .ea-tag')) {
        if (part.getBoundingClientRect().right > innerWidth) found.push('cut off: ' + part.textContent);
    }
    return found;
}"""
ADD = """([selector, words]) => {
    const list = document.querySelector(selector), last = list.lastElementChild.cloneNode(true);
    last.querySelector('a').textContent = words;
    list.append(last);
}"""


def width_of(page: Page) -> int:
    """Return how wide a page is, its scroll bars aside."""
    width: int = page.evaluate("document.documentElement.scrollWidth")
    return width


def pages_of(site: Path) -> list[str]:
    """Return one page of each type, and of the chronology those of three years, whose months scroll within their row."""
    years = sorted(f"chronology/{path.name}" for path in (site / "chronology").glob("*.html"))
    return [*dict.fromkeys([*page_types(site).values(), *years[-3:]])]


@pytest.mark.full
def test_no_page_of_a_large_atlas_is_wider_than_the_window(browser: Browser, whole_root: str, whole_site: Path) -> None:
    wide = {}
    with watching(browser, whole_root, viewport={"width": WIDTH, "height": 640}) as watched:
        for path in pages_of(whole_site):
            page = watched.show(path)
            if width_of(page) > WIDTH:
                wide[path] = width_of(page)
    assert wide == {}


def test_no_page_is_wider_than_a_phone(browser: Browser, at_root: str, frozen_site: Path) -> None:
    """With text of twice the size, as a reader sets it in the browser (WCAG 1.4.4): nothing is cut off, and the icons keep off the title.

    Nor where a style of the reader's own sets that size, for which the page takes no other layout: its widths count in the
    usual size of text. Nor is any wider than a window of 320 pixels, with text of the usual size.
    """
    wide = {}
    with watching(browser, at_root, viewport={"width": 390, "height": 844}) as watched:
        session = watched.page.context.new_cdp_session(watched.page)
        for path in dict.fromkeys([*pages_of(frozen_site), *DENSE]):
            session.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
            page = watched.show(path)
            if "?" in path:
                expect(page.locator(".ea-compared")).to_be_visible()
            found = [(width_of(page) > 390, page.evaluate(CUT_OFF))]
            session.send("Page.setFontSizes", {"fontSizes": {"standard": 16, "fixed": 13}})
            page.evaluate("document.documentElement.style.fontSize = '200%'")
            found.append((width_of(page) > 390, page.evaluate(CUT_OFF)))
            page.evaluate("document.documentElement.style.fontSize = ''")
            page.set_viewport_size({"width": WIDTH, "height": 640})
            found.append((width_of(page) > WIDTH, []))
            page.set_viewport_size({"width": 390, "height": 844})
            if any(is_wide or cut_off for is_wide, cut_off in found):
                wide[path] = found
    assert wide == {}


@pytest.mark.parametrize("words", [LONG, "x" * 60])
def test_the_name_of_a_part_wraps(browser: Browser, at_root: str, words: str) -> None:
    """Parts are named by the first and last row of each, however long these names are."""
    with watching(browser, at_root, viewport={"width": WIDTH, "height": 640}) as watched:
        page = watched.show("names/a.html")
        page.evaluate(ADD, ["nav.ea-letters ul", words])
        assert width_of(page) == WIDTH
