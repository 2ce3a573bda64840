"""Prose on its way out: a small Markdown that the compiled converter and Python-Markdown read alike.

The fifteen rules of the measurements: one line a block, one blank line between, every special character
a numeric entity, emphasis as HTML, addresses percent-encoded.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from generator.text.addresses import written_out
from generator.text.escape import escape, escape_start, slug
from generator.text.prose_nodes import (
    Block,
    Citation,
    Emphasis,
    EntryLink,
    ExternalLink,
    Heading,
    Inline,
    ListBlock,
    Paragraph,
    Prose,
    Quotation,
    Text,
)
from generator.text.prose_sentences import plain_text

Cite = Callable[[Citation], str]
Link = Callable[[EntryLink], str]


def to_markdown(prose: Prose, *, cite: Cite, link: Link, id_prefix: str = "", taken: set[str] | None = None) -> str:
    """Write prose out, without a line break at its end.

    `cite` and `link` give finished inline Markdown or HTML, on one line; what they return is not escaped.
    A citation is set directly behind the word before it. The ids of headings are words of the heading
    behind `id_prefix`, none of them in `taken`, to which they are added.
    """
    writer = _Writer(cite, link, id_prefix, set() if taken is None else taken)
    return "\n\n".join(filter(None, (writer.block(block) for block in prose.blocks)))


@dataclass(frozen=True, slots=True)
class _Writer:
    cite: Cite
    link: Link
    id_prefix: str
    taken: set[str]

    def block(self, block: Block) -> str:
        match block:
            case Heading():
                return self.heading(block)
            case Paragraph():
                return self.line(block.children)
            case ListBlock():
                marks = (f"{number}. " if block.ordered else "- " for number in range(1, len(block.items) + 1))
                return "\n".join(m + self.line(i.children) for m, i in zip(marks, block.items, strict=True))
            case Quotation():
                return "\n>\n".join("> " + self.line(part.children) for part in block.paragraphs)

    def heading(self, heading: Heading) -> str:
        words = plain_text(Prose((heading,), (), ""))
        return f"{'#' * heading.level} {self.line(heading.children)} {{#{slug(self.id_prefix + words, self.taken)}}}"

    def line(self, children: tuple[Inline, ...]) -> str:
        return escape_start(self.inlines(children).strip())

    def inlines(self, children: tuple[Inline, ...]) -> str:
        line = ""
        for child in children:
            if isinstance(child, Citation):
                line = line.rstrip(" ") + (self.cite(child) if child.items else "")
            else:
                line += self.inline(child)
        return line

    def inline(self, child: Inline) -> str:
        match child:
            case Text():
                return escape(child.text)
            case Emphasis():
                tag = "strong" if child.strong else "em"
                return f"<{tag}>{self.inlines(child.children)}</{tag}>"
            case ExternalLink():
                return f"[{self.inlines(child.children)}]({written_out(child.url).replace('&', '&amp;')})"
            case EntryLink():
                return self.link(child)
            case Citation():
                return self.cite(child)
