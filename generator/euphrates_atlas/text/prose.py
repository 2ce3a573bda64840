"""The elements of prose: summaries and texts of entries, which `prose_parser` reads and `prose_html` writes.

Offsets are code points into the text as typed; `end` is exclusive. An inline is a piece of a paragraph, such as a link.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple, TypeAlias, TypeVar

from euphrates_atlas.findings import Fault


class TextRun(NamedTuple):
    """Plain characters, with escapes and entities resolved: of `&#42;` remains `*`."""

    text: str
    start: int
    end: int

    @property
    def is_as_typed(self) -> bool:
        """Tell whether each character of the text is one character as typed; those of an entity are not."""
        return self.end - self.start == len(self.text)

    def place(self, index: int) -> tuple[int, int]:
        """Return start and end of a character of `text`."""
        return (
            (self.start + index, self.start + index + 1)
            if self.is_as_typed
            else (self.start, self.end)
        )


class Emphasis(NamedTuple):
    """Emphasised or, if `strong`, strongly emphasised words."""

    children: tuple[Inline, ...]
    strong: bool


class ExternalLink(NamedTuple):
    """A link to another site, as in `[words](https://…)`; `url` is checked, and not yet escaped."""

    url: str
    children: tuple[Inline, ...]
    start: int
    end: int


class EntryLink(NamedTuple):
    """A link to an entry, `[[id]]` or `[[id|words]]`; the words are plain text."""

    id: str
    words: str | None
    start: int
    end: int


class CitationItem(NamedTuple):
    """One source of a citation: `@source` or `@source p. 3`."""

    source: str
    locator: str | None
    start: int
    end: int


class CitationGroup(NamedTuple):
    """Sources in brackets, `[@one para. 5; @other]`; without items where nothing in it could be read."""

    items: tuple[CitationItem, ...]
    start: int
    end: int


Token: TypeAlias = TextRun | EntryLink | CitationGroup
Inline: TypeAlias = Token | Emphasis | ExternalLink
InlineType = TypeVar("InlineType", EntryLink, CitationGroup, ExternalLink)


class ProseBlock(NamedTuple):
    """A part of the prose between blank lines; no two lists, and no two quotations, follow one another directly."""

    kind: Literal["paragraph", "heading", "list", "quotation"]
    lines: tuple[tuple[Inline, ...], ...]
    """The items of a list, the paragraphs of a quotation; of others one. Headings hold no link and no citation."""
    start: int
    end: int
    level: int = 0
    """Of a heading: 2 or 3."""
    is_numbered: bool = False
    """Of a list: whether it counts its items."""


class Prose(NamedTuple):
    """A parsed text. With faults, the blocks are what could be made of the rest."""

    blocks: tuple[ProseBlock, ...]
    faults: tuple[Fault, ...]
    """What it may not hold, at its `part`; sorted by that."""
    text: str
    """As typed."""


def leaves(children: Iterable[Inline]) -> Iterator[Token]:
    """Yield the inlines that hold no others, in reading order."""
    for inline in _inlines(children):
        if not isinstance(inline, Emphasis | ExternalLink):
            yield inline


def inlines(prose: Prose, inline_type: type[InlineType]) -> Iterator[InlineType]:
    """Yield the inlines of one type, as links to entries or citations, in reading order."""
    for block in prose.blocks:
        for line in block.lines:
            for inline in _inlines(line):
                if isinstance(inline, inline_type):
                    yield inline


def cited(prose: Prose) -> Iterator[CitationItem]:
    """Yield the sources that a text cites, in reading order."""
    for group in inlines(prose, CitationGroup):
        yield from group.items


def _inlines(children: Iterable[Inline]) -> Iterator[Inline]:
    for child in children:
        yield child
        if isinstance(child, Emphasis | ExternalLink):
            yield from _inlines(child.children)
