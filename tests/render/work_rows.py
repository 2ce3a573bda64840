"""The row of a work in the list of its publisher."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tests.stores import atlas_of, render_pages


def row(id: str, text: str = "", others: Mapping[str, str] | None = None) -> str:
    """Return the HTML of the row of a source of a small store, of which `text` is the YAML."""
    atlas = atlas_of({f"sources/{id}": text, **(others or {})})
    page = render_pages(atlas)[atlas[id].page.replace(".html", ".md")].decode()
    return row_in(page, id)


def row_in(page: str, id: str) -> str:
    """Return the HTML of the row of a source on a page."""
    rows = page.partition('<ul class="ea-works">')[2].partition("\n</ul>\n\n")[0]
    return re.split(r'\n(?=<li id=")', rows.partition(f'<li id="{id}">')[2])[0]
