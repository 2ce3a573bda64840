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


def files(site: Path) -> Iterator[tuple[str, bytes]]:
    """Yield path and contents of each file of the pack."""
    yield PLACE, SCRIPT.read_bytes()
    for path in sorted(file for file in site.rglob("*") if file.is_file()):
        name, data = path.relative_to(site).as_posix(), path.read_bytes()
        if name.endswith(".html"):
            text = data.decode()
            yield name, page(text).encode()
            if any(mark in text for mark in _ROWS):
                yield f"{name}.js", handed_over(json.dumps(text))
            if _MARK in text and (beside := path.with_suffix(".json")).is_file():
                yield f"{name.removesuffix('html')}json.js", handed_over(beside.read_text("utf-8"))
        elif name.endswith(".css"):
            yield (
                name,
                _FONT.sub(
                    lambda font: f"url({inlined(site / 'assets' / font[1])})", data.decode()
                ).encode(),
            )
        elif not name.endswith(".woff2"):
            yield name, data
            if name.startswith(_FETCHED) and name.endswith((".json", ".csv")):
                text = data.decode()
                yield (
                    f"{name}.js",
                    handed_over(text if name.endswith(".json") else json.dumps(text)),
                )


def page(text: str) -> str:
    """Return a page as it stands in the pack: fonts from its stylesheet alone, and the script that fetches without a host.

    It bears no hash of itself, since nobody replaces it.
    """
    text = _PRELOAD.sub("", text).replace("font-src 'self'", "font-src data:")
    return _SCRIPTS.sub(rf'<script src="\2{PLACE}" defer></script>\n  \1 defer></script>', text)


def inlined(font: Path) -> str:
    """Return the address of a font that holds the font itself."""
    return f"data:font/woff2;base64,{base64.b64encode(font.read_bytes()).decode()}"


def handed_over(contents: str) -> bytes:
    """Return the script that hands over a value of JSON."""
    return f"atlasFile({contents})\n".encode()


def pack(site: Path, archive: Path) -> int:
    """Write the archive and return its number of files."""
    archive.parent.mkdir(parents=True, exist_ok=True)
    with ZipFile(archive, "w") as held:
        for name, data in files(site):
            held.writestr(ZipInfo(f"{archive.stem}/{name}", _FIRST_DAY), data, ZIP_DEFLATED, 6)
        return len(held.namelist())


def main() -> int:
    """Pack the site, and say in one line what was done or what is wrong."""
    site, archive = map(
        Path, sys.argv[1:3] if len(sys.argv) == 3 else ("site", ".atlas/euphrates-atlas.zip")
    )
    if not (site / "index.html").is_file():
        print(f"offline: {site}/ holds no site: run `make site`", file=sys.stderr)
        return 1
    number = pack(site, archive)
    print(
        f"offline: {archive}, {number} files, {archive.stat().st_size / 1e6:.1f} MB: unpack it and open its index.html"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
