"""Bytes that a reader of a made store's site is sent: the heaviest pages with their styles, and what a search fetches."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from generator.search.files import FOLDER as SEARCH
from generator.search.names_index import CHUNK
from generator.search.query import Names
from generator.search.text_query import Texts

_LOOKED_AT = 40
"""Files of each folder that are packed: the largest ones, of which one is the heaviest."""
_ASKED = 40
"""Names that are looked for."""
_TEXTS = ("rocket attack", "drone strike base", "officials denied")


def sent_bytes(store: Path) -> Iterator[tuple[str, int]]:
    """Yield parts of the site of a store and the bytes of each, as sent."""
    site = store / "site"
    own, others = [], [*site.glob("*.html")]
    for folder in sorted(path for path in site.iterdir() if path.is_dir()):
        pages = [*folder.glob("*.html")]
        entries = {file.stem for file in (store / "entities" / folder.name).glob("*.yml")}
        own += _largest(page for page in pages if page.stem in entries)
        others += _largest(page for page in pages if page.stem not in entries)
    yield "entry-page", max(_with_styles(site, page) for page in own)
    yield "explorer", max(_with_styles(site, page) for page in others)
    yield "first-name", max(_first_name(site / SEARCH, name) for name in _names(store))
    yield "text-query", max(_text_query(site / SEARCH, query) for query in _TEXTS)


def packed(data: bytes) -> int:
    """Return the bytes as sent."""
    return len(gzip.compress(data, 6, mtime=0))


def _largest(pages: Iterable[Path]) -> list[Path]:
    return sorted(pages, key=lambda page: (-page.stat().st_size, page.name))[:_LOOKED_AT]


def _with_styles(site: Path, page: Path) -> int:
    text = page.read_text(encoding="utf-8")
    styles = re.findall(r'<link rel="stylesheet" href="([^"]+)"', text)
    found = [site / style[1:] if style.startswith("/") else page.parent / style for style in styles]
    return packed(text.encode()) + sum(packed(style.read_bytes()) for style in found)


def _names(store: Path) -> Iterator[str]:
    """Yield names that somebody may look for: of entries from all over the store."""
    files = sorted((store / "entities").glob("*/*.yml"))
    for file in files[:: max(1, len(files) // _ASKED)]:
        named = re.search(r"^name: (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
        if named:
            yield named[1].strip("\"'")


def _first_name(search: Path, name: str) -> int:
    """Return the bytes until the box can show the first hit: what the searcher reads but for titles of works, and one block of rows."""
    read, fetch = _counting(search)
    hits = Names(fetch).search(name, 8)
    first = {file for file in read if not file.startswith(("works", "rows"))}
    first |= {f"rows-{hits[0].entry // CHUNK:03}.json"} if hits else set()
    return sum(read[file] if file in read else packed((search / file).read_bytes()) for file in first)


def _text_query(search: Path, query: str) -> int:
    """Return the bytes of a query of texts with the excerpts of its first hits, the index of names being there already."""
    read, fetch = _counting(search)
    texts, rows = Texts(fetch), Names(fetch)
    for hit in texts.search(query)[:5]:
        texts.excerpt(hit.entry, query)
        rows.row(hit.entry)
    return sum(size for file, size in read.items() if file != "names.json")


def _counting(search: Path) -> tuple[dict[str, int], Callable[[str], bytes]]:
    """Return the bytes of the files that are read, and the function that reads them."""
    read: dict[str, int] = {}

    def fetch(name: str) -> bytes:
        data = (search / name).read_bytes()
        read[name] = packed(data)
        return data

    return read, fetch
