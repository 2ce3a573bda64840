"""The Content-Security-Policy, proven in a real browser: one page of each type asks for nothing elsewhere and breaks no rule of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from euphrates_atlas import kinds
from tests.browsing import fresh_page, watching
from tests.case_count import in_turn, sample_of_each
from tests.page_types import page_types
from tests.stores import REPOSITORY

LISTEN = """
window.refused = [];
document.addEventListener("securitypolicyviolation", event =>
    window.refused.push(event.effectiveDirective + " " + event.blockedURI + " " + event.sample), true);
"""


def test_every_type_is_among_them(frozen_site: Path) -> None:
    """An entry and the index of each kind, every page written by hand, what is derived, and the page for a wrong address."""
    types = page_types(frozen_site)
    wanted = {path.stem for path in (REPOSITORY / "content").glob("*.md")} | {"404", "differ/index", "glossary/index"}
    wanted |= {"rules/index", "rules", "fields/index", "fields", "names/index"}
    wanted |= {name for folder in kinds.record_types() for name in (folder, f"{folder}/index")}
    assert wanted <= set(types)


def refused(page: Page) -> list[str]:
    found: list[str] = page.evaluate("window.refused")
    return found


def scripts_of(page: Path) -> tuple[str, ...]:
    return tuple(re.findall(r'<script src="[^"]*?([^"/]*)"', page.read_text("utf-8")))


SCHEMES = ("light", "dark")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_no_violation(browser: Browser, below: str, frozen_site: Path, scheme: str) -> None:
    """Opened, scrolled through and worked with, below a path of a host: no refusal, no complaint, no request elsewhere.

    Of the types of pages with the same scripts every sixth; they take turns, one in light colours, the next in dark ones.
    In `make test-all` each type is tried in both.
    """
    paths = page_types(frozen_site)
    tried = sample_of_each(paths, lambda name: scripts_of(frozen_site / paths[name]), every=6)
    with watching(browser, below, color_scheme=scheme) as watched:
        watched.page.add_init_script(LISTEN)
        for name in dict(in_turn(tried, SCHEMES))[scheme]:
            if name == "404":
                continue
            page = watched.open(paths[name])
            assert page.locator("h1").count() >= 1, name
            page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
            for toggle in page.locator("details:not([open]) > summary").all()[:3]:
                if toggle.is_visible():
                    toggle.click()
            assert refused(page) == [], name
            assert watched.complaints == [], name
        assert watched.page.context.cookies() == []


def test_the_page_for_a_wrong_address(browser: Browser, at_root: str) -> None:
    """It is shown at any address, so its own are absolute and hold where the site was built for, here at the root."""
    with watching(browser, at_root) as watched:
        watched.page.add_init_script(LISTEN)
        page = watched.open("404.html")
        assert refused(page) == []


def test_the_palette_is_no_violation(browser: Browser, below: str) -> None:
    """The switch of colours works under the policy."""
    with watching(browser, below) as watched:
        watched.page.add_init_script(LISTEN)
        page = watched.open("index.html")
        before = page.evaluate("document.body.getAttribute('data-md-color-media')")
        page.locator(".ea-colours").click()
        assert page.evaluate("document.body.getAttribute('data-md-color-media')") != before
        assert refused(page) == []


@pytest.fixture(scope="module")
def attacked(browser: Browser, below: str) -> Iterator[tuple[Page, list[str]]]:
    """Return a page on which one harm after the other is tried, and the addresses that were reached; what is refused leaves nothing."""
    asked: list[str] = []
    with fresh_page(browser) as page:
        page.on("requestfinished", lambda request: asked.append(request.url))
        page.goto(f"{below}about.html")
        page.evaluate(LISTEN)
        yield page, asked


@pytest.mark.parametrize(
    ("harm", "rule"),
    [
        (
            "document.body.appendChild(Object.assign(document.createElement('script'), {textContent: 'window.harmed = 1'}))",
            "script-src",
        ),
        ("document.body.insertAdjacentHTML('beforeend', '<img src=x: onerror=\"window.harmed = 1\">')", "script-src"),
        ("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>')", "style-src"),
        ("document.body.insertAdjacentHTML('beforeend', '<img src=\"https://evil.example/x.png\">')", "img-src"),
        (
            "document.body.insertAdjacentHTML('beforeend', '<iframe src=\"https://evil.example/\"></iframe>')",
            "frame-src",
        ),
        ("document.body.insertAdjacentHTML('beforeend', '<object data=\"x.swf\"></object>')", "object-src"),
        (
            "document.head.appendChild(Object.assign(document.createElement('base'), {href: 'https://evil.example/'}))",
            "base-uri",
        ),
        ("fetch('https://evil.example/').catch(() => 0)", "connect-src"),
        ("setTimeout('window.harmed = 1', 0)", "script-src"),
        (
            "(() => { const form = document.createElement('form'); form.action = 'https://evil.example/'; document.body.append(form); form.submit() })()",
            "form-action",
        ),
    ],
    ids=["script", "handler", "style", "image", "frame", "object", "base", "fetch", "eval", "form"],
)
def test_what_the_policy_refuses(attacked: tuple[Page, list[str]], harm: str, rule: str) -> None:
    """Were markup to get through all the same, the policy stops it: this test fails if it were not in force."""
    page, asked = attacked
    page.evaluate("window.refused = []")
    page.evaluate(f"() => {{ {harm} }}")
    for _ in range(500):  # Playwright's own way of waiting is refused by the policy
        if refused(page):
            break
        page.wait_for_timeout(10)

    assert any(item.startswith(rule) for item in refused(page))
    assert page.evaluate("window.harmed") is None
    assert [url for url in asked if re.match("https?://evil", url)] == []
