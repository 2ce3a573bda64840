"""What pages weigh: the heaviest of each kind of entry with its styles, as sent, the scripts of all, and HTML."""

from __future__ import annotations

import gzip
import posixpath
import re
import subprocess
import sys
from pathlib import Path

import pytest
from mkdocs.config import load_config

from tests.case_count import FULL
from tests.site.conftest import Page, Site, read
from tests.stores import CORPUS, REPOSITORY, site_copy

MOST_PAGE = 60_000
"""Bytes of a page of up to `MANY` statements with its stylesheets, compressed."""
MANY = 40
MOST_OF_A_STATEMENT = 400
"""Bytes of each further statement, with its sources and its share of tables: a well described entry may be long."""
MOST_SCRIPTS = 30_000
MOST_OF_THE_FORM = 40_000
"""Scripts of the page to write in the browser, which no other page loads."""
"""Bytes of the scripts that a page loads, compressed."""


MOST_HTML = 300_000
"""Bytes of a page before compression, whatever it lists: what a phone has to read and lay out."""
OWN = 150
"""Statements of its own that a page of an entry holds within this; each further one may add `MOST_OF_ITS_HTML` bytes."""
MOST_OF_ITS_HTML = 1_500


MOST_BEFORE, MOST_BEHIND = 6_144, 3_072
"""Bytes of a page before its article and behind it, before compression: what each of thousands of pages repeats."""


def sent(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 6, mtime=0))


def loaded(page: Path, pattern: str) -> list[Path]:
    found = re.findall(pattern, page.read_text(encoding="utf-8"))
    return [(page.parent / address).resolve() for address in found if "://" not in address]


def test_the_heaviest_pages_are_light_enough(site):
    """Of the heaviest pages of every folder of entries: the page, and what it is dressed in."""
    folders = sorted({Path(path).parts[0] for path in site.pages if "/" in path})
    for folder in folders:
        pages = [
            p
            for p in (site.folder / folder).glob("*.html")
            if p.name != "index.html" and f"entities/{folder}" in p.read_text("utf-8")
        ]
        for page in sorted(pages, key=lambda p: -p.stat().st_size)[: 3 if FULL else 1]:
            styles = loaded(page, r'<link rel="stylesheet" href="([^"]+)"')
            assert styles, page
            further = max(0, page.read_text("utf-8").count(' id="s-') - MANY)
            assert sent(page) + sum(map(sent, styles)) < MOST_PAGE + further * MOST_OF_A_STATEMENT, page.name


def test_the_scripts_of_every_page_are_light_enough(site):
    pages = [path for path in site.pages if path != "404.html"]  # whose addresses begin at the root of a host
    scripts = {path: tuple(loaded(site.folder / path, r'<script src="([^"]+)"')) for path in pages}
    assert len({*scripts.values()}) > 5
    sizes = {names: sum(map(sent, names)) for names in {*scripts.values()}}
    form = scripts.pop("contribute/write/index.html")
    assert sizes[form] < MOST_OF_THE_FORM
    assert {path: sizes[names] for path, names in scripts.items() if sizes[names] >= MOST_SCRIPTS} == {}


def test_no_page_is_too_large(site):
    """Lists that grow go over several pages."""

    def room(page) -> int:
        return MOST_HTML + MOST_OF_ITS_HTML * max(0, page.text.count(' id="s-') - OWN)

    sizes = {path: (site.folder / path).stat().st_size for path in site.pages}
    assert {path: size for path, size in sizes.items() if size > room(site.pages[path])} == {}


@pytest.fixture(scope="module")
def corpus_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return the site of the worked examples."""
    root = site_copy(tmp_path_factory.mktemp("frame") / "atlas", entities=CORPUS / "entities")
    command = [sys.executable, "-m", "euphrates_atlas", "build"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return read(root / "site")


def around(page: Page) -> tuple[str, str]:
    """Return what stands before the article of a page, and behind it."""
    before, _, rest = page.text.partition("<article")
    _, _, behind = rest.rpartition("</article>")
    assert before, page.path
    assert behind, page.path
    return before, behind


def test_the_frame_of_every_page_is_light(corpus_site: Site) -> None:
    frames = {path: around(page) for path, page in corpus_site.pages.items()}
    sizes = {path: (len(before.encode()), len(behind.encode())) for path, (before, behind) in frames.items()}
    assert len(sizes) > 100
    assert {path: of for path, of in sizes.items() if of[0] > MOST_BEFORE or of[1] > MOST_BEHIND} == {}


def test_no_frame_has_blank_lines(corpus_site: Site) -> None:
    parts = {path: around(page) for path, page in corpus_site.pages.items()}
    assert [path for path, held in parts.items() if any(re.search(r"\n\s*\n", part) for part in held)] == []


def menu(page: Page) -> list[str]:
    """Return where the menu of a page leads, as paths of the site."""
    text = page.text.partition('<nav class="ea-nav"')[2].partition("</nav>")[0]
    addresses = re.findall(r'<a href="([^"]+)"', text)
    return [posixpath.normpath(posixpath.join(page.folder, address)).lstrip("/") for address in addresses]


def test_a_frame_says_each_thing_once(corpus_site: Site) -> None:
    """One menu, where only a section and its first page lead to the same, and one switch of colours."""
    for path, page in corpus_site.pages.items():
        before, _ = around(page)
        assert before.count('class="ea-nav"') == before.count("ea-colours") == 1, path
        assert len(menu(page)) - len({*menu(page)}) <= 1, path
        assert "<svg" not in before, path


def test_the_menu_leads_to_every_page_of_the_navigation(corpus_site: Site) -> None:
    """In two steps from anywhere: to the first page of a section, whose menu has the others."""
    _, *sections = load_config(str(REPOSITORY / "mkdocs.yml"), hooks=[]).nav
    pages_of = [next(iter(section.values())) for section in sections]
    files = [[next(iter(page.values())) for page in held] if isinstance(held, list) else [held] for held in pages_of]
    wanted = [[file.removesuffix(".md") + ".html" for file in section] for section in files]
    for path, page in corpus_site.pages.items():
        assert {first for first, *_ in wanted} <= {*menu(page)}, path
    for section in wanted:
        for path in section:
            assert {*section} <= {*menu(corpus_site.pages[path])}, path
