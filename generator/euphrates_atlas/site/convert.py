"""Markdown of a generated page to HTML, with the contents list that MkDocs would make of it; `mkdocs.py` calls it.

A generated page is headings in Markdown, which MkDocs takes for its contents list, and blocks of raw HTML, which it leaves
alone. `mkdocs build` converts it with Python-Markdown; tests compare the two.
"""

import re
from typing import NamedTuple

import pyromark
from mkdocs.structure.toc import AnchorLink, TableOfContents

_RAW = re.compile(r"</?(?:div|section|aside|figure|table|dl|ol|ul|details|nav|p)\b")
_HEADING = re.compile(r"(#{1,6}) (.+) \{#([a-z0-9-]+)\}")
_PERMALINK = '<a class="headerlink" href="#{0}" title="Permanent link">\xb6</a>'
_TAG = re.compile(r"<[^>]*>")
_ID = re.compile(r'\s(?:id|name)="([^"]*)"')
_CONTENTS_DEPTH = 2
"""The level of the headings below the title that the contents list shows, as `toc_depth` in `mkdocs.yml`."""


class Converted(NamedTuple):
    """A page's HTML and contents list."""

    html: str
    toc: TableOfContents


def convert(body: str) -> Converted:
    """Convert the Markdown of a page behind its front matter. Raises `ValueError` where it is not of our making."""
    parts = []
    headings = []
    for text in body.split("\n\n"):
        block = text.strip("\n")
        if block.startswith("#"):
            heading, html = _heading(block)
            headings.append(heading)
            parts.append(html)
        elif _RAW.match(block):
            parts.append(block + "\n")
        elif block:
            raise ValueError(f"a generated page has headings and raw HTML alone: {block}")
    levels = [heading.level for heading in headings]
    if levels.count(1) != 1 or levels[0] != 1:
        raise ValueError("a page has one heading of the first level, before all others")
    title, *others = headings
    title.children = [heading for heading in others if heading.level <= _CONTENTS_DEPTH]
    title.active = True  # type: ignore[attr-defined]  # as MkDocs marks the first one
    return Converted("".join(parts), TableOfContents([title]))


def _heading(block: str) -> tuple[AnchorLink, str]:
    """Return a heading for the contents list, and its HTML with the link to itself."""
    found = _HEADING.fullmatch(block)
    if not found:
        raise ValueError(f"a heading names its anchor: {block}")
    marks, text, id = found.groups()
    level = len(marks)
    # `<h1>Rank &amp; file</h1>`, of which the inside is wanted.
    converted = pyromark.html(f"# {text}")
    inner = converted.removeprefix("<h1>").removesuffix("</h1>\n")
    words = " ".join(_TAG.sub("", inner).split())
    html = f'<h{level} id="{id}">{inner}{_PERMALINK.format(id)}</h{level}>\n'
    return AnchorLink(words, id, level), html


def anchors(html: str) -> set[str]:
    """Return the anchors that links can lead to on a page."""
    return set(_ID.findall(html))


def address_of(path: str) -> str:
    """Return the address in the site of a page or another file, by its path below `content/`."""
    return f"{path.removesuffix('.md')}.html" if path.endswith(".md") else path


def path_of(address: str) -> str:
    """Return the path below `content/` of a page or another file, by its address in the site."""
    return f"{address.removesuffix('.html')}.md" if address.endswith(".html") else address
