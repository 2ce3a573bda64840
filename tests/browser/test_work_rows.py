"""Works as rows, in a real browser: whoever comes by the address of a work, an old one too, gets to its row and sees which it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from euphrates_atlas.cli import main
from euphrates_atlas.render.entries import works
from tests.browsing import DRESSES, fresh_page, serving, violations, watching
from tests.case_count import sample
from tests.stores import CORPUS, site_copy

PAPER = "publishers/shafaq-news.html"
WORK, OLD = "shafaq-2024-04-20-smc", "shafaq-old"
ROW = f"li#{WORK}"


@pytest.fixture(scope="module", params=[False, True], ids=["on the first page", "by years"])
def rows(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """Return the address of a site with old ids of a work and of its publisher, and the page with the row of the work."""
    root = site_copy(tmp_path_factory.mktemp("rows") / "atlas", entities=CORPUS / "entities")
    for file, old in ((f"sources/{WORK}", OLD), ("publishers/shafaq-news", "old-paper")):
        path = root / "entities" / f"{file}.yml"
        path.write_text(f"{path.read_text('utf-8').rstrip()}\nredirects: [{old}]\n", "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        if request.param:
            patch.setattr(works, "MAX_WEIGHT", 5_000)
            patch.setenv("ATLAS_PROCESSES", "1")
        assert main(["--root", str(root), "build"]) == 0
    pages = [path for path in (root / "site/publishers").glob("*.html") if f'<li id="{WORK}"><cite>' in row_text(path)]
    (page,) = pages
    with serving(root / "site") as address:
        yield address, f"publishers/{page.name}"


def row_text(path: Path) -> str:
    return path.read_text("utf-8").replace(f'<span id="{OLD}"></span>', "")


@pytest.mark.parametrize("came_by", [f"{PAPER}#{WORK}", f"{PAPER}#{OLD}", f"publishers/old-paper.html#{WORK}"])
def test_every_address_of_a_work_leads_to_its_row(browser: Browser, rows: tuple[str, str], came_by: str) -> None:
    """Also after a change of the id of the work, or of its publisher, and where the works go over several pages."""
    site, page_of_row = rows
    with watching(browser, site) as watched:
        page = watched.open("index.html")
        page.goto(site + came_by)
        page.wait_for_url(f"{site}{page_of_row}#*")
        expect(page.locator(ROW)).to_be_in_viewport()
        lit = page.locator(".ea-works>li").evaluate_all(
            "rows => rows.filter((row) => getComputedStyle(row).backgroundColor !== 'rgba(0, 0, 0, 0)').map((row) => row.id)"
        )
        assert lit == [WORK]
        page.go_back()
        expect(page).to_have_url(f"{site}index.html")


def test_without_scripts_a_line_leads_to_the_row(browser: Browser, rows: tuple[str, str]) -> None:
    site, page_of_row = rows
    with watching(browser, site, java_script_enabled=False) as watched:
        page = watched.open(f"{PAPER}#{OLD}")
        expect(page.locator(ROW)).to_be_in_viewport()
        page.locator(ROW).get_by_role("link").first.click()
        expect(page).to_have_url(f"{site}{page_of_row}#{WORK}")


def test_a_reference_leads_to_the_row_of_its_work(browser: Browser, rows: tuple[str, str]) -> None:
    site, page_of_row = rows
    with watching(browser, site) as watched:
        page = watched.open("groups/security-media-cell.html")
        page.locator(f".ea-refs cite a[href$='#{WORK}']").first.click()
        page.wait_for_url(f"{site}{page_of_row}#{WORK}")


@pytest.mark.parametrize(("scheme", "width"), sample(DRESSES))
def test_rows_are_accessible_and_fit(browser: Browser, rows: tuple[str, str], scheme: str, width: int) -> None:
    """With all folds open; nothing is wider than the screen. axe comes past the policy, as a tester's tool."""
    site, page_of_row = rows
    view = {"viewport": {"width": width, "height": 800}, "color_scheme": scheme}
    with fresh_page(browser, **view, bypass_csp=True) as page:
        for path in (page_of_row, "speakers/letter_s.html", "speakers/for_washington-institute.html"):
            page.goto(f"{site}{path}")
            page.evaluate("for (const fold of document.querySelectorAll('.ea-works details')) fold.open = true")
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
            assert violations(page) == [], path


def test_the_ways_to_cite_a_work_have_that_of_wikipedia(browser: Browser, rows: tuple[str, str]) -> None:
    """Made when they are opened, once, with a button that copies it."""
    site, page_of_row = rows
    with watching(browser, site) as watched:
        page = watched.open(page_of_row)
        fold = page.locator(f"{ROW} details", has_text="BibTeX")
        template = fold.locator("pre", has_text="{{cite news |title=")
        expect(template).to_have_count(0)
        for _ in range(3):
            fold.locator("summary").click()
        expect(template).to_have_count(1)
        expect(template).to_contain_text("|website=Shafaq News |date=2024-04-20 |access-date=")
        expect(template.get_by_role("button", name="Copy")).to_be_visible()
        expect(fold.locator(".ea-legend").last).to_have_text("Wikipedia")
