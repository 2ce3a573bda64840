"""Generated Markdown to HTML by the compiled converter, with the contents list that MkDocs would make of it."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pyromark

EXTENSIONS = frozenset({"attr_list", "fenced_code", "md_in_html", "tables", "toc"})
"""The Markdown extensions that this stands for, beside which none may be on."""
CONTENTS = {"permalink": True, "toc_depth": 2}
"""The settings of the contents list that this stands for; its title is the theme's matter."""

_OPTIONS = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_HEADING_ATTRIBUTES
_RAW = re.compile(r"</?(?:div|section|aside|figure|table|dl|ol|ul|details|nav|p)\b")
_HEADING = re.compile(r"(#{1,6} .+) \{#([a-z0-9-]+)\}")
_LINK = re.compile(r"(?<=\]\()[^()\s]+(?=\))")
_PERMALINK = '<a class="headerlink" href="#{0}" title="Permanent link">&para;</a>'
_CONVERTED_HEADING = re.compile(
    r'<h([1-6]) id="([a-z0-9-]+)">(.*?)<a class="headerlink" href="#\2" title="Permanent link">', re.DOTALL
)
_TAG = re.compile(r"<[^>]*>")
_ID = re.compile(r'\s(?:id|name)="([^"]*)"')


class NotPlain(Exception):
    """The text is not of the sort that both converters read alike."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the page."""

    level: int
    id: str
    title: str
    """Its text as HTML without tags."""


@dataclass(frozen=True, slots=True)
class Converted:
    """A page's HTML and headings."""

    html: str
    headings: tuple[Heading, ...]


def convert(body: str, address: Callable[[str], str]) -> Converted:
    """Convert what follows the front matter; `address` gives the final address of a link of Markdown.

    Raises `NotPlain` where a heading is not written as generated pages write it.
    """
    html = pyromark.html("\n\n".join(_prepared(block, address) for block in body.split("\n\n")), options=_OPTIONS)
    found = _CONVERTED_HEADING.findall(html)
    headings = tuple(Heading(int(level), id, " ".join(_TAG.sub("", inner).split())) for level, id, inner in found)
    if [heading.level for heading in headings[:1]] != [1] or any(heading.level == 1 for heading in headings[1:]):
        raise NotPlain
    return Converted(html, headings)


def anchors(html: str) -> set[str]:
    """Return what links can lead to on a converted page."""
    return set(_ID.findall(html))


def _prepared(block: str, address: Callable[[str], str]) -> str:
    """Return a block with the addresses of its links, a heading also with the link to itself."""
    if _RAW.match(block):
        return block  # MkDocs leaves raw HTML alone
    if block.lstrip("\n").startswith("#"):
        heading = _HEADING.fullmatch(block.strip("\n"))
        if heading is None:
            raise NotPlain
        block = f"{heading[1]}{_PERMALINK.format(heading[2])} {{#{heading[2]}}}"
    return _LINK.sub(lambda link: address(link[0]), block) if "](" in block else block
