"""What pages weigh: the heaviest of each kind of entry with its styles, as sent, the scripts of all, and HTML."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

from tests.case_count import FULL
from tests.stores import REPOSITORY

MOST_PAGE = 60_000
"""Bytes of a page of up to `MANY` statements with its stylesheets, compressed."""
MANY = 40
MOST_OF_A_STATEMENT = 400
"""Bytes of each further statement, with its sources and its share of tables: a well described entry may be long."""
MOST_SCRIPTS = 30_000
"""Bytes of the scripts that a page loads, compressed."""


MOST_HTML = 300_000
"""Bytes of a page before compression, whatever it lists: what a phone has to read and lay out."""
OWN = 150
"""Statements of its own that a page of an entry holds within this; each further one may add `MOST_OF_ITS_HTML` bytes."""
MOST_OF_ITS_HTML = 1_500


MOST_REAL, MOST_REAL_ENTRY = 270_000, 240_000
"""Bytes of any page of the repository's site, and of any of an entry, before compression."""


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
    assert {path: size for path, names in scripts.items() if (size := sizes[names]) >= MOST_SCRIPTS} == {}


def test_no_page_is_too_large(site):
    """Lists that grow go over several pages."""

    def room(page) -> int:
        return MOST_HTML + MOST_OF_ITS_HTML * max(0, page.text.count(' id="s-') - OWN)

    sizes = {path: (site.folder / path).stat().st_size for path in site.pages}
    assert {path: size for path, size in sizes.items() if size > room(site.pages[path])} == {}


def test_no_page_of_the_real_site_is_too_large(real_site: Path) -> None:
    pages = real_site.rglob("*.html")
    assert {str(page): size for page in pages if (size := page.stat().st_size) > MOST_REAL} == {}


def test_no_page_of_a_real_entry_is_too_large(real_site: Path) -> None:
    pages = [real_site / file.parent.name / f"{file.stem}.html" for file in (REPOSITORY / "entities").glob("*/*.yml")]
    assert {page.name: size for page in pages if (size := page.stat().st_size) > MOST_REAL_ENTRY} == {}
