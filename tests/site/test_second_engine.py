"""The site as Zensical makes it of the same pages: all of them are there, say the same, and lead where they should.

In `make test-all` alone.
"""

from __future__ import annotations

import html
import os
import posixpath
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, expect

from tests.browsing import serving, watching
from tests.markup import elements
from tests.site.conftest import read
from tests.stores import CORPUS, site_copy

pytestmark = pytest.mark.full

Built = dict[str, dict[str, Path]]
ADDRESSES = {
    **os.environ,
    "ATLAS_SITE_URL": "https://atlas.example.org/",
    "ATLAS_REPO_URL": "https://git.example.org/atlas",
    "ATLAS_CONTACT": "harm@example.org",
}
"""Zensical runs no hooks, and so reads no `subject.yml`."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return the files of the site of the worked examples, by engine and path."""
    folder = tmp_path_factory.mktemp("engines")
    sites: Built = {}
    build, generate = ([sys.executable, "-m", "euphrates_atlas", command] for command in ("build", "generate"))
    zensical = [sys.executable, "-m", "zensical", "build", "--clean", "--strict"]
    for engine, commands in {"mkdocs": [build], "zensical": [generate, zensical]}.items():
        root = site_copy(folder / engine, entities=CORPUS / "entities")
        for command in commands:
            done = subprocess.run(command, cwd=root, env=ADDRESSES, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stdout + done.stderr
        files = (path for path in (root / "site").rglob("*") if path.is_file())
        sites[engine] = {path.relative_to(root / "site").as_posix(): path for path in files}
    return sites


def pages(files: dict[str, Path]) -> dict[str, str]:
    return {path: file.read_text(encoding="utf-8") for path, file in files.items() if path.endswith(".html")}


def article(path: str, page: str) -> list[str]:
    """Return the contents of a page as a tree, addresses resolved: the engines write them from different places."""
    held = re.search(r"<article.*</article>", page, re.S)
    assert held, path
    text = re.sub(r'<a id="__skip"[^>]*></a>', "", held[0])
    resolved = re.sub(r'(href|src|action)="([^"]*)"', lambda m: f'{m[1]}="{target(path, m[2])}"', text)
    return elements(resolved)


def target(path: str, address: str) -> str:
    """Return the file that an address of a page leads to, with its anchor; an address outside as it is."""
    parts = urlsplit(html.unescape(address))
    if parts.scheme or parts.netloc:
        return address
    file = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path))) if parts.path else path
    return file + (f"#{parts.fragment}" if parts.fragment else "")


def test_every_page_is_there(built: Built) -> None:
    """And the files that other programs read."""
    assert pages(built["mkdocs"]).keys() == pages(built["zensical"]).keys()
    data = {path for path in built["mkdocs"] if path.endswith((".json", ".bib", ".ris")) or path.startswith("data/")}
    assert data
    assert data <= built["zensical"].keys()


def test_pages_say_the_same(built: Built) -> None:
    """Element by element, in what is the page's own; the frame around it is the engine's."""
    ours, theirs = pages(built["mkdocs"]), pages(built["zensical"])
    differing = [
        path for path in ours if path != "404.html" and article(path, ours[path]) != article(path, theirs[path])
    ]
    assert differing == []


def test_every_address_leads_somewhere(built: Built) -> None:
    """To a file of the site, and to an anchor that is there."""
    texts = pages(built["zensical"])
    anchors = {path: set(re.findall(r'\sid="([^"]+)"', text)) for path, text in texts.items()}

    def broken() -> Iterator[str]:
        for path, text in texts.items():
            for address in set(re.findall(r'\s(?:href|src|action)="([^"]*)"', text)):
                file, _, anchor = target(path, html.unescape(address)).partition("#")
                if urlsplit(file).scheme or path == "404.html":
                    continue
                is_there = file == "." or file in built["zensical"] or f"{file}/index.html" in built["zensical"]
                if not is_there or (anchor and anchor not in anchors.get(file, {anchor})):
                    yield f"{path}: {address}"

    assert list(broken()) == []


def test_the_policy_allows_exactly_the_scripts_of_both(built: Built) -> None:
    """The same on every page; a stale hash is named with the one that belongs into `extra.csp` of mkdocs.yml."""
    read_pages = [page for files in built.values() for page in read(files["index.html"].parent).pages.values()]
    (policy,) = {page.policy for page in read_pages}
    assert set(re.findall(r"'sha256-[^']+'", policy)) == {value for page in read_pages for value in page.script_hashes}


def test_the_first_page_says_the_same_of_itself(built: Built) -> None:
    """To search engines and in shared links: title, kind of page, and its data."""
    ours, theirs = (pages(built[engine])["index.html"] for engine in ("mkdocs", "zensical"))
    for part in (
        r"<title>.*?</title>",
        r'<meta [^>]*property="og:.*?>',
        r'<script type="application/ld\+json">.*?</script>',
    ):
        assert re.findall(part, ours), part
        assert re.findall(part, ours) == re.findall(part, theirs)


@pytest.mark.parametrize("engine", ["mkdocs", "zensical"])
def test_its_scripts_run(built: Built, browser: Browser, engine: str) -> None:
    """None is refused on a page of four sorts, and the switch of colours works there."""
    with (
        serving(built[engine]["index.html"].parent) as address,
        watching(browser, address, color_scheme="light") as watched,
    ):
        for path in ("index.html", "about.html", "groups/index.html", "groups/saraya-awliya-al-dam.html"):
            page = watched.open(path)
            body = page.locator("body")
            expect(body).to_have_attribute("data-md-color-media", "(prefers-color-scheme)")
            for scheme in ("default", "slate", "default"):
                page.locator(".ea-colours").click()
                expect(body).to_have_attribute("data-md-color-scheme", scheme)
            watched.check()
