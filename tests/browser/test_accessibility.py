"""What axe and a narrow screen say of one page of each type, light and dark, at a desk and on a phone."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browsing import watching
from tests.page_types import page_types
from tests.stores import REPOSITORY

AXE = REPOSITORY / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
"""All of WCAG 2.2 at AA, the size of targets among it, and what axe holds to be good practice."""

DRESSES = [(scheme, width) for scheme in ("light", "dark") for width in (1280, 360)]


def violations(page: Page) -> list[str]:
    """Return what axe finds on a page: the rule, and where."""
    run = "tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})"
    found = page.evaluate(run, RULES)["violations"]
    return [f"{item['id']}: {node['target'][0]}" for item in found for node in item["nodes"][:3]]


@pytest.mark.parametrize(("scheme", "width"), DRESSES, ids=[f"{scheme}-{width}" for scheme, width in DRESSES])
def test_every_type_of_page_can_be_used(
    browser: Browser, at_root: str, builds: tuple[Path, Path], scheme: str, width: int
) -> None:
    """No violation, and nothing that makes the page scroll sideways. axe comes past the policy, as a tester's tool."""
    wrong: dict[str, list[str]] = {}
    options = {"color_scheme": scheme, "viewport": {"width": width, "height": 800}, "bypass_csp": True}
    with watching(browser, at_root, **options) as watched:
        watched.page.add_init_script(path=AXE)
        for name, path in page_types(builds[0]).items():
            page = watched.open(path)
            page.wait_for_load_state("load")
            found = violations(page)
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            found += [f"{wide} px wider than the screen"] if wide > 0 else []
            if found:
                wrong[name] = found
    assert wrong == {}
