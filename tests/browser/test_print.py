"""Pages as they are printed, on the width of A4 between its margins."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import fresh_page

WIDTH = 680
_BROKEN = """cells => cells.slice(0, 600).flatMap(cell => {
  const broken = [];
  const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) for (const word of texts.currentNode.data.matchAll(/[\\p{L}_]+/gu)) {
    const range = document.createRange();
    range.setStart(texts.currentNode, word.index);
    range.setEnd(texts.currentNode, word.index + word[0].length);
    const tops = [...range.getClientRects()].map(box => box.top);
    if (Math.max(...tops) - Math.min(...tops) > 4) broken.push(word[0]);
  }
  return broken;
})"""


@pytest.fixture
def paper(browser: Browser) -> Iterator[Page]:
    with fresh_page(browser, viewport={"width": WIDTH, "height": 1000}) as page:
        page.emulate_media(media="print")
        yield page


@pytest.mark.parametrize("path", ["strikes/index.html", "speakers/michael-knights.html", "fields/groups.html"])
def test_words_in_tables_stay_whole(paper: Page, at_root: str, path: str) -> None:
    """No column is narrower than its longest word, on paper and at a desk, and the page is not wider for it."""
    paper.goto(at_root + path)
    cells = paper.locator("main :is(td, th)")
    assert cells.evaluate_all(_BROKEN) == []
    assert paper.evaluate("document.documentElement.scrollWidth") <= WIDTH
    paper.emulate_media(media="screen")
    paper.set_viewport_size({"width": 1280, "height": 1000})
    assert cells.evaluate_all(_BROKEN) == []


def test_a_stance_lies_on_no_name(paper: Page, at_root: str) -> None:
    """In the diagram of who says what, whatever the length of the stance."""
    paper.goto(at_root + "strikes/2018-02-07-khasham-strikes.html")
    stances = paper.locator(".ea-chain > ul > li:has(.ea-chain-name)")
    assert stances.count()
    for item in stances.all():
        stance, name = item.locator(".ea-st").bounding_box(), item.locator(".ea-chain-who").bounding_box()
        assert stance is not None
        assert name is not None
        assert stance["x"] + stance["width"] <= name["x"] + 1 or name["x"] + name["width"] <= stance["x"] + 1


def test_a_list_says_what_was_chosen(paper: Page, at_root: str) -> None:
    paper.goto(at_root + "strikes/index.html?accounts=differ&q=attack")
    expect(paper.locator(".ea-fac li:visible")).to_have_text([re.compile("Accounts differ")])
    expect(paper.locator("#ea-ix-q")).to_be_visible()
    paper.goto(at_root + "strikes/index.html")
    expect(paper.locator(".ea-fac")).to_be_hidden()


def test_years_run_from_the_first_line_to_the_last(paper: Page, at_root: str) -> None:
    paper.goto(at_root + "chronology/index.html")
    years = paper.locator(".ea-density:not(.ea-months) li")
    expect(years.first).to_contain_text("2026")
    newest, oldest = years.first.bounding_box(), years.last.bounding_box()
    assert newest is not None
    assert oldest is not None
    assert oldest["y"] < newest["y"]
    assert oldest["x"] < newest["x"]


def test_a_day_is_chosen_in_a_field_that_shows_it(paper: Page, at_root: str) -> None:
    """Beside an index, at a desk and on a phone."""
    for width in (1280, 390):
        paper.emulate_media(media="screen")
        paper.set_viewport_size({"width": width, "height": 800})
        paper.goto(at_root + "bases/index.html")
        if width < 1000:
            paper.locator(".ea-fac > summary").click()
        box = paper.get_by_label("Recorded on").bounding_box()
        assert box is not None
        assert box["width"] >= 128
