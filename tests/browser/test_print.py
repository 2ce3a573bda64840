"""Pages as they are printed, on the width of A4 between its margins."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import fresh_page

WIDTH = 680
GROUP = "groups/asaib-ahl-al-haq.html"
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


def sheets(page: Page) -> int:
    """Return how many sheets of A4 a page takes."""
    return len(re.findall(rb"/Type /Page\b", page.pdf(format="A4")))


@pytest.fixture
def unprinted(browser: Browser) -> Iterator[Page]:
    """Return a page whose links to print only ask for it, as the browser of the test has no printer."""
    with fresh_page(browser, viewport={"width": WIDTH, "height": 1000}) as page:
        page.add_init_script("window.print = () => {}")
        yield page


def test_the_short_form_takes_a_few_sheets(unprinted: Page, at_root: str) -> None:
    unprinted.goto(at_root + GROUP)
    whole = sheets(unprinted)
    unprinted.get_by_role("button", name="Print the short form").click()
    assert sheets(unprinted) <= 2 < whole / 3


@pytest.mark.parametrize("path", ["groups/kataib-hezbollah.html", "strikes/2024-04-20-camp-kalsu-explosion.html"])
def test_the_short_form_is_lead_facts_prose_gaps_and_their_references(unprinted: Page, at_root: str, path: str) -> None:
    """Each mark in it has its reference, nothing else has, and afterwards the page is as it was."""
    page = unprinted
    page.goto(at_root + path)
    of_folds = "[...document.querySelectorAll('details')].map(fold => fold.open)"
    before = page.evaluate(of_folds)
    page.get_by_role("button", name="Print the short form").click()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    for part in (".ea-lead", ".ea-facts", ".ea-prose", ".ea-gaps"):
        expect(page.locator(part)).to_be_visible()
    expect(page.locator("article :is(table, .ea-issue, .ea-meta, .ea-tools):visible")).to_have_count(0)
    expect(page.get_by_text("Cite as:")).to_be_visible()
    marks = page.locator("article .ea-c a[href^='#ref-']:visible")
    cited = {int(mark.removeprefix("#ref-")) for mark in marks.evaluate_all("all => all.map(one => one.hash)")}
    assert page.locator(".ea-used li").evaluate_all("all => all.map(one => one.value)") == sorted(cited)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator("table:visible").first).to_be_visible()
    expect(page.locator(".ea-used")).to_have_count(0)
    page.emulate_media(media="screen")
    assert page.evaluate(of_folds) == before


def test_the_next_print_is_whole_again(unprinted: Page, at_root: str) -> None:
    """Also where the browser tells of no end of the short one."""
    page = unprinted
    page.goto(at_root + GROUP)
    page.get_by_role("button", name="Print the short form").click()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.get_by_role("button", name="Print", exact=True).click()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(page.locator("table:visible").first).to_be_visible()


def test_what_a_page_says_twice_is_printed_once(paper: Page, at_root: str) -> None:
    """Claims are a line for each actor and a table, without the diagrams; the box leaves out what the chapters have."""
    paper.goto(at_root + "strikes/2018-02-07-khasham-strikes.html")
    expect(paper.locator(".ea-claim-line").first).to_be_visible()
    expect(paper.locator(".ea-claims + details table")).to_be_visible()
    expect(paper.locator(".ea-facts dl").first).to_be_visible()
    for left_out in (".ea-chain", ".ea-facts > div > details"):
        assert paper.locator(left_out).count()
        expect(paper.locator(f"{left_out}:visible")).to_have_count(0)


def test_a_stance_lies_on_no_name(unprinted: Page, at_root: str) -> None:
    """In the diagram of who says what, whatever the length of the stance."""
    unprinted.goto(at_root + "strikes/2018-02-07-khasham-strikes.html")
    unprinted.evaluate("for (const fold of document.querySelectorAll('.ea-claim > details')) fold.open = true")
    stances = unprinted.locator(".ea-chain > ul > li:has(.ea-chain-name)")
    assert stances.count()
    for item in stances.all():
        stance, name = item.locator(".ea-st").bounding_box(), item.locator(".ea-chain-who").bounding_box()
        assert stance is not None
        assert name is not None
        is_beside = stance["x"] + stance["width"] <= name["x"] + 1 or name["x"] + name["width"] <= stance["x"] + 1
        is_below = name["y"] + name["height"] <= stance["y"] + 1
        assert is_beside or is_below


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
