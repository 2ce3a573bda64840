"""Prose of contributors: what it may hold, read once into blocks with their places.

Paragraphs, `##` and `###`, one-level lists, quotations, emphasis, links, citations `[@source p. 3]` and
links to entries `[[id|words]]`. All else becomes a `Problem` at its place. Parsing never raises and takes
time linear in the text.

The Markdown itself is read by pyromark; what comes out of here is never the contributor's Markdown, but
blocks that `prose_markdown` writes anew.
"""

from __future__ import annotations

import re

import pyromark

from generator.text.prose_builder import Builder
from generator.text.prose_nodes import (
    Block,
    Citation,
    CitationItem,
    Emphasis,
    EntryLink,
    ExternalLink,
    Heading,
    Inline,
    ListBlock,
    Paragraph,
    Problem,
    ProblemKind,
    Prose,
    Quotation,
    Text,
    citations,
    entry_links,
    external_links,
    leaves,
    paragraphs,
)
from generator.text.prose_sentences import plain_text, sentences, uncited_blocks, uncited_sentences, word_count
from generator.text.prose_tokens import Covered, cover

__all__ = [
    "Block",
    "Citation",
    "CitationItem",
    "Emphasis",
    "EntryLink",
    "ExternalLink",
    "Heading",
    "Inline",
    "ListBlock",
    "Paragraph",
    "Problem",
    "ProblemKind",
    "Prose",
    "Quotation",
    "Text",
    "citations",
    "entry_links",
    "external_links",
    "leaves",
    "paragraphs",
    "parse",
    "plain_text",
    "sentences",
    "uncited_blocks",
    "uncited_sentences",
    "word_count",
]

LONGEST = 400_000
"""Code points; a longer text is not read."""

_OPTIONS = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_FOOTNOTES
_BAD_CHARACTER = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def parse(text: str, *, inline_only: bool = False) -> Prose:
    """Read prose; `inline_only` takes a single paragraph, as a summary is."""
    if len(text) > LONGEST:
        problem = Problem(0, len(text), "too-long", f"the text has {len(text):,} characters; {LONGEST:,} are the most")
        return Prose((), (problem,), text)
    clean = _BAD_CHARACTER.sub("\ufffd", text)
    covered = cover(clean)
    covered.problems += _character_problems(text)
    builder = Builder(clean, covered, inline_only=inline_only)
    for event, place in pyromark.events_with_range(covered.text, options=_OPTIONS):
        builder.take(event, place["start"], place["end"])
    _report_definitions(builder, covered)
    return builder.finish(text)


def _character_problems(text: str) -> list[Problem]:
    return [
        Problem(m.start(), m.end(), "character", f"the character U+{ord(m[0]):04X} is not text", "take it out")
        for m in _BAD_CHARACTER.finditer(text)
    ]


def _report_definitions(builder: Builder, covered: Covered) -> None:
    """Report definitions of link references: Markdown takes them out of the text without a trace."""
    if "]:" not in covered.text:
        return
    for label, definition in pyromark.reference_definitions(covered.text, options=_OPTIONS).items():
        span = definition["span"]
        message = f"`[{label[:40]}]:` defines a link elsewhere than in its place"
        builder.report(
            span["start"], span["end"], "bad-link", message, "write [words](https://…) where the link stands"
        )
