"""Two entries side by side, in a real browser: what their pages say, each with its source."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import DRESSES, Watched, violations, watching

BOTH = "compare.html?one=groups/kataib-hezbollah&other=groups/asaib-ahl-al-haq"


def row(page: Page, fact: str):
    return page.locator(".ea-compared tbody tr").filter(has=page.get_by_role("rowheader", name=fact, exact=True))


def test_an_address_names_the_two(watched: Watched) -> None:
    """Their leads first, then fact by fact; marks of sources lead to the pages of the entries."""
    page = watched.open(BOTH)
    expect(page.locator(".ea-compared thead a")).to_have_text(["Kataib Hezbollah", "Asaib Ahl al-Haq"])
    expect(page.locator(".ea-compared tbody th").first).to_have_text("In short")
    expect(row(page, "Type").locator("td").first).to_contain_text("Armed group")
    expect(page.locator(".ea-compared td > .ea-none").first).to_have_text("not recorded")
    row(page, "Type").locator("a[href*='#ref-']").first.click()
    page.wait_for_url(f"{watched.root}groups/kataib-hezbollah.html#ref-*")


def test_names_are_typed(watched: Watched) -> None:
    """A part of a name that only one has is enough; a name that nobody has is told."""
    page = watched.open("compare.html")
    expect(page.locator("#ea-compared option[value='Kataib Hezbollah']")).to_have_count(1)
    page.get_by_role("combobox", name="Compare").fill("kataib hezb")
    page.get_by_role("combobox", name="with").fill("Zorblax")
    page.get_by_role("combobox", name="with").press("Enter")
    expect(page.get_by_role("status").filter(has_text="No entry of the list is called Zorblax.")).to_be_visible()
    page.get_by_role("combobox", name="with").fill("asaib ahl al-haq")
    page.get_by_role("combobox", name="with").press("Enter")
    expect(page.locator(".ea-compared")).to_be_visible()
    expect(page.get_by_role("combobox", name="Compare")).to_have_value("Kataib Hezbollah")
    assert page.url.endswith(BOTH)


def test_an_entry_leads_there(watched: Watched) -> None:
    """With its own kind to choose from."""
    page = watched.open("strikes/2024-01-28-tower-22-drone-attack.html")
    page.get_by_role("link", name="Compare with another").click()
    expect(page.get_by_role("combobox", name="Compare")).to_have_value(re.compile("Tower 22"))
    expect(page.locator("#ea-compared option[value='Kataib Hezbollah']")).to_have_count(0)


@pytest.mark.parametrize(("scheme", "width"), DRESSES)
def test_it_is_accessible_and_fits(browser: Browser, at_root: str, scheme: str, width: int) -> None:
    options = {"color_scheme": scheme, "viewport": {"width": width, "height": 800}, "bypass_csp": True}
    with watching(browser, at_root, **options) as watched:
        page = watched.open(BOTH)
        expect(page.locator(".ea-compared")).to_be_visible()
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
