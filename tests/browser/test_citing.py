"""Citing in a real browser: the sign beside a fact offers a citation in the generator's own words, and forms copy whole."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.subject import site_address
from tests.browsing import watching
from tests.case_count import sample
from tests.stores import real_store

PAGES = (
    "strikes/2024-04-20-camp-kalsu-explosion.html",
    "groups/saraya-awliya-al-dam.html",
    "leaders/muslim-shahdan.html",
    "bases/camp-kalsu.html",
)


def copied(page: Page) -> str:
    text = page.evaluate("navigator.clipboard.readText()")
    assert isinstance(text, str)
    return text


def follow(page: Page, id: str) -> str:
    """Follow the sign of a statement in its table or chain, and return what that copied."""
    page.evaluate("navigator.clipboard.writeText('')")
    page.locator(f"#{id} a.ea-fa[href='#{id}']").first.click()
    page.get_by_role("button", name="Copy citation").click()
    page.wait_for_function("navigator.clipboard.readText().then((text) => text !== '')")
    return copied(page)


@pytest.mark.parametrize("path", PAGES)
def test_every_fact_is_cited(browser: Browser, at_root: str, path: str) -> None:
    """With speaker, value, works and address, whether it stands in a table, a chain or a toll; the example word by word.

    Of every third fact, in `make test-all` of all.
    """
    with watching(browser, at_root) as watched:
        page = watched.open(path)
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        example = page.locator(".ea-cite-text").nth(1).evaluate("box => box.firstChild.textContent.trim()")
        entry = real_store()[path.partition("/")[2].removesuffix(".html")]
        for fact in sample(entry.facts, every=3):
            text = follow(page, fact.anchor)
            assert text.endswith(f"statement {fact.id}, {site_address()}{path}#{fact.anchor}"), text
            assert re.match(r"\S.*: \S.*, as given in \S", text), text
            assert f" In “{entry.label}”, Euphrates Atlas, reviewed " in text, text
            if text.endswith(example[-30:]):
                assert text == example


def test_forms_are_copied_whole(browser: Browser, at_root: str) -> None:
    """Without the word of the button; on a source's page they are of the work."""
    with watching(browser, at_root) as watched:
        page = watched.open("sources/alaraby-2021-02-17.html")
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        for name, start in [("BibTeX", "@article{alaraby-2021-02-17,"), ("RIS", "TY  - NEWS"), ("CSL-JSON", "[{")]:
            form = page.locator(".ea-cite details", has_text=name).filter(has=page.locator("summary", has_text=name))
            form.locator("summary").click()
            form.get_by_role("button", name="Copy").click()
            page.wait_for_function(
                "start => navigator.clipboard.readText().then((t) => t.startsWith(start))", arg=start
            )
            text = copied(page)
            assert "ما هي ارتباطات" in text
            assert "opy" not in text[-10:]
        assert json.loads(text)[0]["id"] == "alaraby-2021-02-17"


def test_a_lost_reader_can_search(browser: Browser, at_root: str) -> None:
    """The page for what is not there finds names as any other page does."""
    with watching(browser, at_root) as watched:
        page = watched.open("404.html")
        page.locator("#ea-q").fill("ketaib")
        expect(page.get_by_role("option").first).to_contain_text("Kata")
