"""What prose is made of. Offsets are code points into the text as it was given; `end` is exclusive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

ProblemKind = Literal[
    "raw-html",
    "image",
    "heading",
    "heading-level",
    "list",
    "nested-block",
    "nested-list",
    "code",
    "code-block",
    "table",
    "footnote",
    "bad-link",
    "bad-citation",
    "bad-entry-link",
    "rule",
    "hard-break",
    "emphasis",
    "block",
    "character",
    "too-long",
]


@dataclass(frozen=True, slots=True)
class Text:
    """Plain characters, with escapes and entities resolved: of `&#42;` remains `*`."""

    text: str
    start: int
    end: int

    def offset(self, index: int) -> int:
        """Give the place of a character of `text` in the prose."""
        return self.start + index if self.end - self.start == len(self.text) else self.start


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Emphasised or, if `strong`, strongly emphasised words."""

    children: tuple[Inline, ...]
    strong: bool


@dataclass(frozen=True, slots=True)
class ExternalLink:
    """A link to another site, as in `[words](https://…)`; `url` is checked, and not yet escaped."""

    url: str
    children: tuple[Inline, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class EntryLink:
    """A link to an entry, `[[id]]` or `[[id|words]]`; the words are plain text."""

    id: str
    words: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class CitationItem:
    """One source of a citation: `@source` or `@source p. 3`."""

    source: str
    locator: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Citation:
    """Sources in brackets, `[@one para. 5; @other]`; without items where nothing in it could be read."""

    items: tuple[CitationItem, ...]
    start: int
    end: int


Inline: TypeAlias = Text | Emphasis | ExternalLink | EntryLink | Citation


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; also what an item of a list and a part of a quotation are."""

    children: tuple[Inline, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 2 or 3. It holds text and emphasis, no link and no citation."""

    level: Literal[2, 3]
    children: tuple[Inline, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list of one level; no two lists follow one another directly."""

    ordered: bool
    items: tuple[Paragraph, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation set off; no two follow one another directly."""

    paragraphs: tuple[Paragraph, ...]
    start: int
    end: int


Block: TypeAlias = Paragraph | Heading | ListBlock | Quotation


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that prose does not take, and where."""

    start: int
    end: int
    kind: ProblemKind
    message: str
    help: str | None = None


@dataclass(frozen=True, slots=True)
class Prose:
    """A contributor's text, parsed. With problems, the blocks are what could be made of the rest."""

    blocks: tuple[Block, ...]
    problems: tuple[Problem, ...]
    """Sorted by place."""
    text: str
    """As it was given."""


def paragraphs(block: Block) -> tuple[Paragraph, ...]:
    """List the paragraphs of a block, items of lists included; none of a heading."""
    match block:
        case Paragraph():
            return (block,)
        case ListBlock():
            return block.items
        case Quotation():
            return block.paragraphs
        case Heading():
            return ()


def leaves(children: Iterable[Inline]) -> Iterator[Text | EntryLink | Citation]:
    """Walk inlines in reading order, through emphasis and external links."""
    for child in children:
        if isinstance(child, Emphasis | ExternalLink):
            yield from leaves(child.children)
        else:
            yield child


def citations(prose: Prose) -> Iterator[Citation]:
    """Yield every citation of a prose, in reading order."""
    yield from (leaf for leaf in _all_leaves(prose) if isinstance(leaf, Citation))


def entry_links(prose: Prose) -> Iterator[EntryLink]:
    """Yield every link to an entry of a prose, in reading order."""
    yield from (leaf for leaf in _all_leaves(prose) if isinstance(leaf, EntryLink))


def external_links(prose: Prose) -> Iterator[ExternalLink]:
    """Yield the links to other sites, in emphasised words too."""
    waiting = [child for block in prose.blocks for part in paragraphs(block) for child in part.children]
    for child in waiting:
        if isinstance(child, ExternalLink):
            yield child
        elif isinstance(child, Emphasis):
            waiting += child.children


def _all_leaves(prose: Prose) -> Iterator[Text | EntryLink | Citation]:
    for block in prose.blocks:
        for paragraph in paragraphs(block):
            yield from leaves(paragraph.children)
