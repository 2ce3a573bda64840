"""Generated Markdown to HTML by the compiled converter, with the contents list that MkDocs would make of it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby

import pyromark

EXTENSIONS = frozenset({"attr_list", "fenced_code", "md_in_html", "tables", "toc"})
"""The Markdown extensions that this stands for, beside which none may be on."""
CONTENTS = {"permalink": True, "toc_depth": 2}
"""The settings of the contents list that this stands for; its title is the theme's matter."""

_OPTIONS = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_HEADING_ATTRIBUTES
_RAW = re.compile(r"</?(?:div|section|aside|figure|table|dl|ol|ul|details|nav|p)\b")
_LONGER = re.compile(
    r"^(?:```|~~~|<(?:pre|script|style|textarea|[!?])|[ \t]|\[[^\]]+\]:)", re.MULTILINE | re.IGNORECASE
)
"""What begins a line of something that reaches beyond an empty line: code, comments, lists within lists, addresses of links."""
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
    parts = [*_parts(body.split("\n\n"), address)]
    found = [heading for html, is_raw in parts if not is_raw for heading in _CONVERTED_HEADING.findall(html)]
    headings = tuple(Heading(int(level), id, " ".join(_TAG.sub("", inner).split())) for level, id, inner in found)
    if [heading.level for heading in headings[:1]] != [1] or any(heading.level == 1 for heading in headings[1:]):
        raise NotPlain
    return Converted("".join(html for html, _ in parts), headings)


def _parts(blocks: list[str], address: Callable[[str], str]) -> Iterator[tuple[str, bool]]:
    """Yield the HTML of runs of blocks, and whether it is raw: the converter lets that through as it is, more slowly."""
    runs = [(is_raw, [*run]) for is_raw, run in groupby(blocks, lambda block: _RAW.match(block) is not None)]
    if any(_LONGER.search(block) for is_raw, run in runs if not is_raw for block in run):
        runs = [(False, blocks)]
    for is_raw, run in runs:
        if is_raw:
            yield "".join(map(_line_ended, run)), True
        else:
            prepared = "\n\n".join(_prepared(block, address) for block in run)
            yield pyromark.html(_line_ended(prepared), options=_OPTIONS), False


def _line_ended(text: str) -> str:
    return text if text.endswith("\n") else f"{text}\n"


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
