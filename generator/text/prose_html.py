"""Prose written out as HTML: one line for each block and no blank line, so that it is a raw block of Markdown."""

from collections.abc import Callable
from dataclasses import dataclass

from generator.text.escape import cleaned, escape_html, slug
from generator.text.prose import CitationGroup, Emphasis, EntryLink, ExternalLink, Inline, Prose, ProseBlock, TextRun
from generator.text.prose_sentences import plain_text
from generator.text.urls import percent_encoded

Cite = Callable[[CitationGroup], str]
Link = Callable[[EntryLink], str]


def to_html(prose: Prose, *, cite: Cite, link: Link, id_prefix: str = "", taken: set[str] | None = None) -> str:
    """Write prose out, without a line break at its end.

    `cite` and `link` return HTML on one line. A citation is set directly behind the word before it. Headings stand
    below that of the whole text; the id of one is `id_prefix` and its words, and none of those `taken`, to which it is
    added.
    """
    writer = _Writer(cite, link, id_prefix, set() if taken is None else taken)
    return "\n".join(writer.block(block) for block in prose.blocks)


@dataclass(frozen=True, slots=True)
class _Writer:
    cite: Cite
    link: Link
    id_prefix: str
    taken: set[str]

    def block(self, block: ProseBlock) -> str:
        lines = [self.inlines(line).strip() for line in block.lines]
        match block.kind:
            case "heading":
                id = slug(self.id_prefix + plain_text(Prose((block,), (), "")), self.taken)
                return f'<h{block.level + 1} id="{id}">{lines[0]}</h{block.level + 1}>'
            case "list":
                tag = "ol" if block.is_numbered else "ul"
                return f"<{tag}>{''.join(f'<li>{line}</li>' for line in lines)}</{tag}>"
            case "quotation":
                return f"<blockquote>{''.join(f'<p>{line}</p>' for line in lines)}</blockquote>"
            case "paragraph":
                return f"<p>{lines[0]}</p>"

    def inlines(self, children: tuple[Inline, ...]) -> str:
        line = ""
        for child in children:
            match child:
                case TextRun():
                    line += escape_html(cleaned(child.text))
                case EntryLink():
                    line += self.link(child)
                case CitationGroup():
                    line = line.rstrip(" ") + (self.cite(child) if child.items else "")
                case Emphasis():
                    tag = "strong" if child.strong else "em"
                    line += f"<{tag}>{self.inlines(child.children)}</{tag}>"
                case ExternalLink():
                    address = escape_html(percent_encoded(child.url))
                    line += f'<a href="{address}" rel="noopener">{self.inlines(child.children)}</a>'
        return line
