"""Bytes that a reader is sent: the heaviest pages with their styles, and the files that a search reads."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from tests.node import ask

_LARGEST = 40
"""Files of each folder that are compressed, the largest first."""
_NAMES = 40
"""Names that are searched for."""
_TEXTS = ("rocket attack", "drone strike base", "officials denied")
_COMPRESSED = (".woff2", ".png")


def sent_bytes(store: Path) -> Iterator[tuple[str, int]]:
    """Yield parts of the site of a store with the bytes that are sent for them."""
    site = store / "site"
    entries, overviews = [], [*site.glob("*.html")]
    for folder in sorted(path for path in site.iterdir() if path.is_dir()):
        ids = {file.stem for file in (store / "entities" / folder.name).glob("*.yml")}
        pages = [*folder.glob("*.html")]
        entries += _largest(page for page in pages if page.stem in ids)
        overviews += _largest(page for page in pages if page.stem not in ids)
    yield "entry-page", max(sent(page) + sum(map(sent, styles(page))) for page in entries)
    yield "overview-page", max(sent(page) + sum(map(sent, styles(page))) for page in overviews)
    index = {file.name: file.read_bytes() for file in (site / "search-data").iterdir()}
    sizes = {name: len(gzip.compress(data, 6, mtime=0)) for name, data in index.items()}
    yield (
        "first-name",
        max(sum(sizes[file] for file in _before_first_hit(index, name)) for name in _names(store)),
    )
    yield (
        "text-query",
        max(sum(sizes[file] for file in ask(index, texts=[query]).read) for query in _TEXTS),
    )


def sent(path: Path) -> int:
    """Return the bytes of a file as sent."""
    data = path.read_bytes()
    return len(data) if path.suffix in _COMPRESSED else len(gzip.compress(data, 6, mtime=0))


def styles(page: Path) -> set[Path]:
    """Return the style sheets of a page."""
    return linked_files(page, r'<link rel="stylesheet" href="([^"]+)"')


def linked_files(page: Path, pattern: str) -> set[Path]:
    """Return the files of the site that addresses in a page lead to."""
    addresses = re.findall(pattern, page.read_text(encoding="utf-8"))
    files = {(page.parent / address).resolve() for address in addresses}
    return {file for file in files if file.is_file()}


def _before_first_hit(index: Mapping[str, bytes], name: str) -> Iterator[str]:
    """Yield the files that are read before the first hit is shown; titles of works are read later."""
    return (file for file in ask(index, names=[name], limit=1).read if not file.startswith("works"))


def _largest(pages: Iterable[Path]) -> list[Path]:
    return sorted(pages, key=lambda page: (-page.stat().st_size, page.name))[:_LARGEST]


def _names(store: Path) -> Iterator[str]:
    """Yield names of entries from all over the store."""
    files = sorted((store / "entities").glob("*/*.yml"))
    for file in files[:: max(1, len(files) // _NAMES)]:
        if named := re.search(r"^name: (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE):
            yield named[1].strip("\"'")
