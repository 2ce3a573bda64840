"""Markdown of a generated page to HTML, by a compiled converter, with the contents list that MkDocs would make of it.

Generated pages keep to a Markdown that this converter and Python-Markdown, which converts pages written by hand, read
alike; tests compare the two.
"""

import re
from dataclasses import dataclass
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit, urlunsplit

import pyromark
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import get_relative_url

_OPTIONS = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_HEADING_ATTRIBUTES
_RAW = re.compile(r"</?(?:div|section|aside|figure|table|dl|ol|ul|details|nav|p)\b")
_HEADING = re.compile(r"(#{1,6} .+) \{#([a-z0-9-]+)\}")
_LINK = re.compile(r"(?<=\]\()[^()\s]+(?=\))")
_PERMALINK = '<a class="headerlink" href="#{0}" title="Permanent link">&para;</a>'
_CONVERTED_HEADING = re.compile(
    r'<h([1-6]) id="([a-z0-9-]+)">(.*?)<a class="headerlink" href="#\2" title="Permanent link">'
)
_TAG = re.compile(r"<[^>]*>")
_ID = re.compile(r'\s(?:id|name)="([^"]*)"')
_CONTENTS_DEPTH = 2
"""The level of the headings below the title that the contents list shows, as `toc_depth` in `mkdocs.yml`."""


@dataclass(frozen=True, slots=True)
class Converted:
    """A page's HTML, contents list and links."""

    html: str
    toc: TableOfContents
    links: dict[tuple[str, str], str]
    """By path and fragment that they lead to, within the pages that MkDocs reads: each link as it stands in the page."""


def convert(path: str, body: str) -> Converted:
    """Convert the Markdown of the page `path` behind its front matter. Raises `ValueError` where it is not of our making."""
    links: dict[tuple[str, str], str] = {}
    blocks = (_prepare(block, path, links) for block in body.split("\n\n"))
    html = pyromark.html("\n\n".join(blocks), options=_OPTIONS)
    headings = _CONVERTED_HEADING.findall(html)
    if [level for level, _, _ in headings].count("1") != 1 or headings[0][0] != "1":
        raise ValueError("a page has one heading of the first level, before all others")
    items = [
        AnchorLink(" ".join(_TAG.sub("", inner).split()), id, int(level))
        for level, id, inner in headings
        if int(level) <= _CONTENTS_DEPTH
    ]
    title, *title.children = items
    title.active = True  # type: ignore[attr-defined]  # as MkDocs marks the first one
    return Converted(html, TableOfContents([title]), links)


def anchors(html: str) -> set[str]:
    """Return the anchors that links can lead to on a page."""
    return set(_ID.findall(html))


def _prepare(block: str, path: str, links: dict[tuple[str, str], str]) -> str:
    """Return a block with the final addresses of its links, and a heading with the link to itself."""
    if _RAW.match(block):
        return block  # MkDocs leaves raw HTML alone
    if block.lstrip("\n").startswith("#"):
        heading = _HEADING.fullmatch(block.strip("\n"))
        if heading is None:
            raise ValueError(f"a heading names its anchor: {block.strip()}")
        block = f"{heading[1]}{_PERMALINK.format(heading[2])} {{#{heading[2]}}}"
    return _LINK.sub(lambda link: _address(link[0], path, links), block) if "](" in block else block


def _address(link: str, path: str, links: dict[tuple[str, str], str]) -> str:
    """Return the final address of a link, and note where it leads."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return link
    if link.startswith("/") or parts.query or not (parts.path or parts.fragment):
        raise ValueError(f"a link inside the site is relative and has no query: {link}")
    target = normpath(join(dirname(path), unquote(parts.path))) if parts.path else path
    links.setdefault((target, parts.fragment), link)
    address = get_relative_url(address_of(target), address_of(path)) if parts.path else ""
    return urlunsplit(("", "", address, "", parts.fragment))


def address_of(path: str) -> str:
    """Return the address in the site of a page or another file, by its path below `content/`."""
    return f"{path.removesuffix('.md')}.html" if path.endswith(".md") else path
