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
    entries, overviews = _large_pages(store)
    yield "entry-page", max(map(_with_styles, entries))
    yield "overview-page", max(map(_with_styles, overviews))
    index = {}
    sizes = {}
    for file in (store / "site" / "search-data").iterdir():
        data = file.read_bytes()
        index[file.name] = data
        sizes[file.name] = _compressed_size(data)

    def size_of(read: Iterable[str]) -> int:
        return sum(sizes[file] for file in read)

    for_names = []
    for name in _names(store):
        read = _before_first_hit(index, name)
        for_names.append(size_of(read))
    yield "first-name", max(for_names)
    for_texts = []
    for query in _TEXTS:
        answer = ask(index, texts=[query])
        for_texts.append(size_of(answer.read))
    yield "text-query", max(for_texts)


def sent(path: Path) -> int:
    """Return the bytes of a file as sent."""
    data = path.read_bytes()
    if path.suffix in _COMPRESSED:
        return len(data)
    return _compressed_size(data)


def styles(page: Path) -> set[Path]:
    """Return the style sheets of a page."""
    return linked_files(page, r'<link rel="stylesheet" href="([^"]+)"')


def linked_files(page: Path, pattern: str) -> set[Path]:
    """Return the files of the site that addresses in a page lead to."""
    text = page.read_text(encoding="utf-8")
    files = set()
    for address in re.findall(pattern, text):
        file = (page.parent / address).resolve()
        if file.is_file():
            files.add(file)
    return files


def _large_pages(store: Path) -> tuple[list[Path], list[Path]]:
    """Return the largest pages of entries, and the largest of others with all that stand at the top."""
    site = store / "site"
    entries = []
    overviews = [*site.glob("*.html")]
    folders = [path for path in site.iterdir() if path.is_dir()]
    for folder in sorted(folders):
        files = (store / "entities" / folder.name).glob("*.yml")
        ids = {file.stem for file in files}
        pages = [*folder.glob("*.html")]
        entries += _largest(page for page in pages if page.stem in ids)
        overviews += _largest(page for page in pages if page.stem not in ids)
    return entries, overviews


def _largest(pages: Iterable[Path]) -> list[Path]:
    by_name = sorted(pages, key=lambda page: page.name)
    by_size = sorted(by_name, key=lambda page: -page.stat().st_size)
    return by_size[:_LARGEST]


def _with_styles(page: Path) -> int:
    """Return the bytes that are sent for a page and its style sheets."""
    files = [page, *styles(page)]
    return sum(map(sent, files))


def _compressed_size(data: bytes) -> int:
    compressed = gzip.compress(data, 6, mtime=0)
    return len(compressed)


def _before_first_hit(index: Mapping[str, bytes], name: str) -> list[str]:
    """Return the files that are read before the first hit is shown; titles of works are read later."""
    answer = ask(index, names=[name], limit=1)
    return [file for file in answer.read if not file.startswith("works")]


def _names(store: Path) -> Iterator[str]:
    """Yield names of entries from all over the store."""
    files = sorted((store / "entities").glob("*/*.yml"))
    step = max(1, len(files) // _NAMES)
    for file in files[::step]:
        text = file.read_text(encoding="utf-8")
        named = re.search(r"^name: (.+)$", text, re.MULTILINE)
        if named:
            yield named[1].strip("\"'")
