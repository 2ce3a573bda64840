"""The offline pack: the built site in one archive, whose `index.html` opens from a disk, with search and fonts.

Run as `make pack`, or `.venv/bin/python frontend/offline.py SITE ARCHIVE`. Browsers let no page that was opened from a disk fetch a file or
load a font from beside it. So in the pack fonts stand in the stylesheet, and what scripts fetch is there as scripts too (`offline.js`).
The same site gives the same bytes.
"""

from __future__ import annotations

import base64
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

SCRIPT = Path(__file__).parent / "offline.js"
PLACE = "assets/javascripts/offline.js"
USUAL = ["site", ".atlas/euphrates-atlas.zip"]
"""The site and the archive where none are given."""
_FONT = re.compile(r"url\(\.\./(fonts/[\w.-]+\.woff2)\)")
_PRELOAD = re.compile(r'[ \t]*<link rel="preload"[^>]*as="font"[^>]*>\n')
_SCRIPTS = re.compile(
    r'(<script src="([^"]*)(assets/javascripts/atlas\.\w+\.js)") data-page="\w*" defer></script>'
)
_ROWS = ("data-index=", "data-ties=")
"""What marks a page whose rows other pages fetch: of an index, and of the relations."""
_MARK = 'href="#ref-'
"""What marks a page whose citation marks show words of the data beside it."""
_FETCHED = ("search-data/", "map/", "data/", "contribute/write/")
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The first date that an archive can hold."""

Files = Iterator[tuple[str, bytes]]
"""Paths in the pack, and contents."""


def files(site: Path) -> Files:
    """Yield path and contents of each file of the pack."""
    yield PLACE, SCRIPT.read_bytes()
    for path in sorted(site.rglob("*")):
        if not path.is_file():
            continue
        name = path.relative_to(site).as_posix()
        data = path.read_bytes()
        if name.endswith(".html"):
            beside = path.with_suffix(".json")
            yield from page_files(name, data.decode(), beside)
        elif name.endswith(".css"):
            styles = stylesheet(data.decode(), site / "assets")
            yield name, styles.encode()
        elif not name.endswith(".woff2"):
            yield name, data
            if name.startswith(_FETCHED):
                yield from script_beside(name, data)


def page_files(name: str, text: str, beside: Path) -> Files:
    """Yield a page, and what others fetch of it or of the data beside it."""
    yield name, page(text).encode()
    if any(mark in text for mark in _ROWS):
        yield f"{name}.js", handed_over(json.dumps(text))
    if _MARK in text and beside.is_file():
        stem = name.removesuffix(".html")
        yield f"{stem}.json.js", handed_over(beside.read_text("utf-8"))


def stylesheet(text: str, assets: Path) -> str:
    """Return a stylesheet that holds its fonts."""

    def with_font(address: re.Match[str]) -> str:
        return f"url({inlined(assets / address[1])})"

    return _FONT.sub(with_font, text)


def script_beside(name: str, data: bytes) -> Files:
    """Yield the script that hands over a fetched file; nothing where it is neither JSON nor CSV."""
    if name.endswith(".json"):
        yield f"{name}.js", handed_over(data.decode())
    elif name.endswith(".csv"):
        yield f"{name}.js", handed_over(json.dumps(data.decode()))


def page(text: str) -> str:
    """Return a page as it stands in the pack: fonts from its stylesheet alone, and the script that fetches without a host.

    It bears no hash of itself, since nobody replaces it.
    """
    text = _PRELOAD.sub("", text)
    text = text.replace("font-src 'self'", "font-src data:")
    both = rf'<script src="\2{PLACE}" defer></script>\n  \1 defer></script>'
    return _SCRIPTS.sub(both, text)


def inlined(font: Path) -> str:
    """Return the address of a font that holds the font itself."""
    letters = base64.b64encode(font.read_bytes()).decode()
    return f"data:font/woff2;base64,{letters}"


def handed_over(contents: str) -> bytes:
    """Return the script that hands over a value of JSON."""
    return f"atlasFile({contents})\n".encode()


def pack(site: Path, archive: Path) -> int:
    """Write the archive and return its number of files."""
    archive.parent.mkdir(parents=True, exist_ok=True)
    with ZipFile(archive, "w") as held:
        for name, data in files(site):
            member = ZipInfo(f"{archive.stem}/{name}", _FIRST_DAY)
            held.writestr(member, data, ZIP_DEFLATED, 6)
        return len(held.namelist())


def main() -> int:
    """Pack the site, and say in one line what was done or what is wrong."""
    given = sys.argv[1:]
    if len(given) != 2:
        given = USUAL
    site, archive = map(Path, given)
    if not (site / "index.html").is_file():
        print(f"offline: {site}/ holds no site: run `make site`", file=sys.stderr)
        return 1
    number = pack(site, archive)
    size = f"{archive.stat().st_size / 1e6:.1f} MB"
    print(f"offline: {archive}, {number} files, {size}: unpack it and open its index.html")
    return 0


if __name__ == "__main__":
    sys.exit(main())
