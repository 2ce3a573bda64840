"""What axe and a narrow screen say of one page of each type.

Every second type is tried, in turns: one in light colours at a desk, the next in dark ones on a phone. In `make test-all` each type is, in both
colours at both.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browsing import AXE, DRESSES, lay_out_all, violations, watching
from tests.case_count import in_turn, sample
from tests.page_types import page_types

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
"""All of WCAG 2.2 at AA, the size of targets among it, and what axe holds to be good practice."""
FOR_SCREENS = ("link-in-text-block", "target-size", "scrollable-region-focusable")
"""Rules for what somebody follows or scrolls."""


@pytest.mark.parametrize(("scheme", "width"), DRESSES)
def test_every_type_of_page_can_be_used(
    browser: Browser, whole_root: str, whole_site: Path, scheme: str, width: int
) -> None:
    """No violation, and nothing that makes the page scroll sideways. axe comes past the policy, as a tester's tool."""
    paths = page_types(whole_site)
    tried = in_turn(sample(paths, every=2), DRESSES)
    wrong: dict[str, list[str]] = {}
    options = {"color_scheme": scheme, "viewport": {"width": width, "height": 800}, "bypass_csp": True}
    with watching(browser, whole_root, **options) as watched:
        lay_out_all(watched.page)  # axe takes the links of a part that is not laid out for small ones
        watched.page.add_init_script(path=AXE)
        for name in dict(tried)[scheme, width]:
            page = watched.open(paths[name])
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            found = [f"{wide} px wider than the screen"] if wide > 0 else []
            found += violations(page, RULES)
            if found:
                wrong[name] = found
    assert wrong == {}


@pytest.mark.full
@pytest.mark.parametrize(("media", "width"), [("print", 1280), ("screen", 640)], ids=["on paper", "at twice the size"])
def test_types_of_pages_in_other_views(
    browser: Browser, whole_root: str, whole_site: Path, media: str, width: int
) -> None:
    """No violation on paper, where nobody follows or scrolls, and at a zoom of 200 % of a desk."""
    paths = page_types(whole_site)
    wrong: dict[str, list[str]] = {}
    with watching(browser, whole_root, viewport={"width": width, "height": 800}, bypass_csp=True) as watched:
        lay_out_all(watched.page)
        watched.page.emulate_media(media=media)
        watched.page.add_init_script(path=AXE)
        for path in paths.values():
            page = watched.open(path)
            found = violations(page, RULES)
            if found := [one for one in found if media == "screen" or not one.startswith(FOR_SCREENS)]:
                wrong[path] = found
    assert wrong == {}


PAGES = ("groups/kataib-hezbollah.html", "strikes/index.html", "search.html?q=kataib", "chronology/index.html")
FOCUSED = """() => {
    const shown = [...document.querySelectorAll("summary, a[href], button, select")].filter((one) => one.checkVisibility() && !one.closest("svg")); // what is drawn has a mark of its own
    const sorts = new Map(shown.map((one) => [`${one.tagName} ${one.className}`, one]));
    const unmarked = [];
    for (const [sort, one] of sorts) {
        one.focus();
        const { outlineStyle, outlineWidth } = getComputedStyle(one);
        if (document.activeElement === one && (outlineStyle === "none" || outlineWidth === "0px")) unmarked.push(sort);
    }
    return unmarked;
}"""


@pytest.mark.parametrize("path", PAGES)
def test_the_focus_of_the_keyboard_shows(browser: Browser, whole_root: str, path: str) -> None:
    """On links, buttons and folds of every sort."""
    with watching(browser, whole_root) as watched:
        page = watched.open(path)
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUSED) == []


def test_where_one_is_shows_in_forced_colours(browser: Browser, whole_root: str) -> None:
    """Backgrounds and transparent borders are no mark there."""
    with watching(browser, whole_root, forced_colors="active") as watched:
        page = watched.open("strikes/index.html")
        sections = page.locator(".ea-nav a")
        colours = sections.evaluate_all("all => all.map((one) => getComputedStyle(one).borderBottomColor)")
        current = sections.evaluate_all("all => all.map((one) => one.hasAttribute('aria-current'))")
        assert {colours[at] for at, is_current in enumerate(current) if is_current}.isdisjoint(
            colours[at] for at, is_current in enumerate(current) if not is_current
        )
