"""The site is replaced while a page of it is open: the page goes on with what fits it, or offers the new version; it never mixes the two.

Browsers keep every file for ten minutes here, as GitHub Pages asks them to.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from euphrates_atlas import cli
from euphrates_atlas.render.overviews import index_pages, network_pages
from euphrates_atlas.search import index_files
from tests.browsing import PATIENCE, serving
from tests.stores import CORPUS, site_copy

GROUP = "groups/saraya-awliya-al-dam.html"
ADDED = """\
name: Zarqa Front
summary: A group that came later [@winep-2024-sad].
type: {value: armed-group, cite: [winep-2024-sad]}
reviewed: 2026-11-20
"""
NEWER = "The site has a newer version than this page."


class Host(NamedTuple):
    """A host, and the sites that it may show."""

    root: str
    shown: Path
    sites: Path

    def show(self, site: str) -> None:
        """Put a site in place of the one that was there."""
        self.shown.unlink(missing_ok=True)
        self.shown.symlink_to(self.sites / site, target_is_directory=True)


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """Serve the worked examples; then those with one more group; then the same with other scripts and styles."""
    folder = tmp_path_factory.mktemp("deployments")
    with pytest.MonkeyPatch.context() as limits:
        limits.setattr(index_pages, "MAX_WEIGHT", 2_000)
        limits.setattr(network_pages, "MAX_ROWS", 1)
        # As in a large atlas, no file of the index has all that a reader may ask for next.
        limits.setattr(index_files, "ROWS", 2)
        limits.setattr(index_files, "SHARD", 600)
        for number, name in enumerate(("before", "data")):
            root = site_copy(folder / f"{name}-store", entities=CORPUS / "entities")
            if name == "data":
                (root / "entities" / "groups" / "zarqa-front.yml").write_text(ADDED, "utf-8")
                change(root / "entities" / "groups" / "saraya-awliya-al-dam.yml", "24 rockets", "two dozen rockets")
            assert cli.main(["--root", str(root), "build"]) == 0
            shutil.copytree(root / "site", folder / name)
            age(folder / name, number)
    shutil.copytree(folder / "data", folder / "program")
    for page in (folder / "program").rglob("*.html"):
        text = re.sub(r"(?<=/)(atlas|search)\.(\w+)\.(js|css)", r"\1.new\2.\3", page.read_text("utf-8"))
        page.write_text(re.sub(r'(?<= data-page=")\w+', "0123456789", text), "utf-8")
    for path in [*(folder / "program" / "assets").rglob("atlas.*.*"), *(folder / "program").rglob("search.*.js")]:
        stem, digest, kind = path.name.split(".")
        path.rename(path.with_name(f"{stem}.new{digest}.{kind}"))
    age(folder / "program", 2)
    with serving(folder / "shown", kept="max-age=600") as address:
        yield Host(address, folder / "shown", folder)


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


def age(site: Path, number: int) -> None:
    """Let files be as old as those of a later deployment are: hosts tell by it what has changed."""
    for path in site.rglob("*"):
        os.utime(path, (1_700_000_000 + 60 * number,) * 2)


@pytest.fixture
def page(browser: Browser, host: Host) -> Iterator[Page]:
    """Return a page of a browser that keeps nothing yet, while the host shows the first site."""
    host.show("before")
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def newer(page: Page) -> Locator:
    return page.get_by_role("alert").filter(has_text=NEWER)


def ask(page: Page, query: str) -> Locator:
    """Type into the search box and return the list below it."""
    page.locator("#ea-q").first.fill(query)
    return page.locator(".ea-drop").first


def search(page: Page) -> Locator:
    ask(page, "kalsu")
    return page.get_by_text("Search could not be loaded.").first


def search_texts(page: Page) -> Locator:
    page.locator(".ea-results input[type=search]").fill("rocket attack")
    return newer(page)


def narrow(page: Page) -> Locator:
    page.get_by_role("searchbox", name="Show only entries with these words").fill("kalsu")
    return page.get_by_text("the other pages could not be loaded").first


def save_statements(page: Page) -> Locator:
    page.get_by_role("button", name="Statements").click()
    return page.get_by_text("the other pages could not be loaded").first


def choose_relations(page: Page) -> Locator:
    page.get_by_role("button", name="More filters: relation, speaker, day").click()
    return page.get_by_text("The filters cannot be loaded. The pages below are complete.")


def point_at_a_mark(page: Page) -> Locator:
    page.locator("dl .ea-c a[href^='#ref-']").first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    return page.locator(".ea-peek cite")


def check_footnotes(page: Page) -> Locator:
    page.get_by_label("A text with addresses of statements").fill(f"https://x.example/{GROUP}#s-8e10c68c")
    page.get_by_role("button", name="Check").click()
    return page.get_by_text("The data could not be loaded. Try again.")


LATER = {
    "search": ("about.html", search),
    "search of texts": ("search.html", search_texts),
    "rows of an index": ("sources/index.html", narrow),
    "statements of an index": ("strikes/index.html", save_statements),
    "relations": ("network/index.html", choose_relations),
    "words behind a citation mark": (GROUP, point_at_a_mark),
    "tables for footnotes": ("footnotes.html", check_footnotes),
}
"""What a page loads later: the page, and what a reader does there, which returns what is to be seen where it cannot be had."""


@pytest.mark.parametrize(("path", "act"), LATER.values(), ids=LATER)
def test_a_page_of_an_earlier_version_offers_the_new_one(
    page: Page, host: Host, path: str, act: Callable[[Page], Locator]
) -> None:
    """In place of what it would load; the button brings all of the new site."""
    page.goto(host.root + path)
    host.show("program")
    expect(act(page)).to_be_visible()
    expect(newer(page)).to_be_visible()
    page.get_by_role("button", name="Load the new version").click()
    expect(page.locator("script[data-page='0123456789']")).to_have_count(1)
    expect(newer(page)).to_have_count(0)
    expect(ask(page, "zarqa front").get_by_role("option").first).to_contain_text("Zarqa Front")


def test_the_map_of_an_earlier_version_offers_the_new_one(page: Page, host: Host) -> None:
    """It loads its entries at once: the site is replaced before they are sent."""

    def replaced(route: Route) -> None:
        host.show("program")
        route.continue_()

    page.route("**/map/entries.json", replaced)
    page.goto(host.root + "map/index.html")
    expect(newer(page)).to_be_visible()
    expect(page.get_by_text("The filters cannot be loaded. The table below is complete.")).to_be_visible()


def test_a_page_that_stays_as_it_is_goes_on_with_the_new_data(page: Page, host: Host) -> None:
    """Also where it had begun with the old ones: nothing of the old index is taken for the new one."""
    page.goto(host.root + "about.html")
    expect(ask(page, "camp kalsu").get_by_role("option").first).to_contain_text("Camp Kalsu")
    host.show("data")
    for query, name in [("saraya awliya", "Saraya Awliya al-Dam"), ("zarqa front", "Zarqa Front"), ("erbil", "Erbil")]:
        expect(ask(page, query).get_by_role("option").first).to_contain_text(name)
    expect(newer(page)).to_have_count(0)


def test_a_page_that_had_searched_before_is_told_too(page: Page, host: Host) -> None:
    """A file of the old index is gone, and the new index is not for this page."""
    page.goto(host.root + "groups/index.html")
    expect(ask(page, "camp kalsu").get_by_role("option").first).to_contain_text("Camp Kalsu")
    host.show("data")
    expect(ask(page, "xqzvwk")).to_contain_text("Search could not be loaded.")  # of no name: texts are asked
    expect(newer(page)).to_be_visible()


@pytest.mark.parametrize("path", ["groups/asaib-ahl-al-haq.html", "404.html"])
def test_without_a_new_version_nothing_is_said(page: Page, host: Host, path: str) -> None:
    page.goto(host.root + path)
    expect(ask(page, "camp kalsu").get_by_role("option").first).to_contain_text("Camp Kalsu")
    expect(newer(page)).to_have_count(0)


def test_a_host_that_is_away_is_no_new_version(page: Page, host: Host) -> None:
    page.goto(host.root + "about.html")
    page.context.set_offline(True)
    expect(ask(page, "camp kalsu")).to_contain_text("Search could not be loaded.")
    expect(newer(page)).to_have_count(0)
    page.context.set_offline(False)
    expect(ask(page, "camp kals").get_by_role("option").first).to_contain_text("Camp Kalsu")


def test_a_new_page_has_the_new_scripts_and_styles(page: Page, host: Host) -> None:
    """Though the browser still keeps the old ones."""
    page.goto(host.root + "index.html")
    host.show("program")
    page.goto(host.root + "about.html")
    loaded = page.evaluate("performance.getEntriesByType('resource').map((item) => item.name)")
    ours = [address for address in loaded if re.search(r"/(atlas|search)\.", address)]
    assert len(ours) == 3
    assert all(".new" in address for address in ours)


def test_a_kept_page_whose_styles_are_gone_is_loaded_anew(page: Page, host: Host) -> None:
    """Once: what is missing in the new site too does not go round in circles."""
    old = (host.sites / "before" / "about.html").read_bytes()
    host.show("program")
    answers = [old]
    loads: list[str] = []
    page.on("load", lambda: loads.append(page.url))
    page.route(
        "**/about.html",
        lambda route: route.fulfill(body=answers.pop(), content_type="text/html") if answers else route.continue_(),
    )
    page.goto(host.root + "about.html")
    expect(page.locator("script[data-page='0123456789']")).to_have_count(1)
    assert page.evaluate("[...document.styleSheets].length") >= 1
    page.route("**/atlas.*.css", lambda route: route.abort())
    page.goto(host.root + "methodology.html")
    expect(page.locator("h1")).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert loads.count(host.root + "methodology.html") <= 2
