"""What a site of this size weighs, entry by entry: bytes and files, which no machine changes."""

from __future__ import annotations

import gzip
from pathlib import Path
from statistics import median

import pytest

from euphrates_atlas.search.index_files import SEARCH
from euphrates_atlas.site.hosts import size_of
from tests.overlays import WHOLE

MOST_MEDIAN = 12_000
"""Bytes of half of the pages of entries, compressed; the heaviest are held in `tests/site/test_weight.py`."""
MOST_NAMES = 60
"""Bytes for each entry, compressed: of the index that finds names and titles, without the rows that show them."""
MOST_TEXTS = 300
"""Bytes for each entry, compressed: of the index that finds words in texts, with the texts that excerpts are cut from."""
MOST_FILES, MOST_MEGABYTES, OF_ENTRIES = 9_000, 260, 9_000
"""Files of a site of so many entries, and their megabytes (1,000,000 bytes); a larger store may have more in proportion."""
MOST_OF_A_FILE = 24 * 2**20
"""Bytes of any file: some hosts take at most 25 MiB."""
EVERY = 4
"""Of the pages, so many are looked at once."""


@pytest.fixture(scope="module")
def folder(whole_site: Path) -> Path:
    """Return the whole site."""
    return whole_site


ENTRIES = sorted(WHOLE.glob("*/*.yml"))


def sent(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 6, mtime=0))


def test_half_of_the_pages_are_small(folder: Path) -> None:
    with_pages = [file for file in ENTRIES if file.parent.name != "sources"]
    pages = [folder / file.parent.name / f"{file.stem}.html" for file in with_pages[::EVERY]]
    assert median(map(sent, pages)) < MOST_MEDIAN


@pytest.mark.parametrize(("parts", "most"), [(("names", "works"), MOST_NAMES), (("text",), MOST_TEXTS)])
def test_the_search_grows_by_few_bytes_for_an_entry(folder: Path, parts: tuple[str, ...], most: int) -> None:
    files = [path for path in (folder / SEARCH).iterdir() if path.name.startswith(parts)]
    assert files
    assert sum(map(sent, files)) / len(ENTRIES) < most


def test_hosts_take_the_site(folder: Path) -> None:
    """With room to grow; a host that keeps it in git stores each version."""
    size, share = size_of(folder), max(1, len(ENTRIES) / OF_ENTRIES)
    assert size.files <= MOST_FILES * share
    assert size.bytes <= MOST_MEGABYTES * 1_000_000 * share
    assert size.largest <= MOST_OF_A_FILE, size.largest_file
