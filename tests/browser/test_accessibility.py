"""What axe and a narrow screen say of one page of each type.

Types take turns: one in light colours at a desk, the next in dark ones on a phone. In `make test-all` each is tried in both colours at both.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browsing import AXE, DRESSES, violations, watching
from tests.case_count import in_turn
from tests.page_types import page_types

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
"""All of WCAG 2.2 at AA, the size of targets among it, and what axe holds to be good practice."""


@pytest.mark.parametrize(("scheme", "width"), DRESSES)
def test_every_type_of_page_can_be_used(
    browser: Browser, at_root: str, real_site: Path, scheme: str, width: int
) -> None:
    """No violation, and nothing that makes the page scroll sideways. axe comes past the policy, as a tester's tool."""
    paths = page_types(real_site)
    wrong: dict[str, list[str]] = {}
    options = {"color_scheme": scheme, "viewport": {"width": width, "height": 800}, "bypass_csp": True}
    with watching(browser, at_root, **options) as watched:
        watched.page.add_init_script(path=AXE)
        for name in dict(in_turn(paths, DRESSES))[scheme, width]:
            page = watched.open(paths[name])
            found = violations(page, RULES)
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            found += [f"{wide} px wider than the screen"] if wide > 0 else []
            if found:
                wrong[name] = found
    assert wrong == {}
