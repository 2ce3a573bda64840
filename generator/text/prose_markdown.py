"""Prose written out in a small Markdown that pyromark and Python-Markdown read alike.

Each block is one line, blank lines stand between blocks, every character that may be a mark is a numeric entity,
and addresses are percent-encoded. Emphasis is HTML, because the two do not agree on where `*` opens and closes it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count

from generator.text.escape import escape, escape_start, slug
from generator.text.prose import CitationGroup, Emphasis, EntryLink, ExternalLink, Inline, Prose, ProseBlock, TextRun
from generator.text.prose_sentences import plain_text
from generator.text.urls import percent_encoded

Cite = Callable[[CitationGroup], str]
Link = Callable[[EntryLink], str]


def to_markdown(prose: Prose, *, cite: Cite, link: Link, id_prefix: str = "", taken: set[str] | None = None) -> str:
    """Write prose out, without a line break at its end.

    `cite` and `link` return finished inline Markdown or HTML, on one line, which is not escaped again. A citation is
    set directly behind the word before it. The id of a heading is `id_prefix` and its words, and none of those
    `taken`, to which it is added.
    """
    writer = _Writer(cite, link, id_prefix, set() if taken is None else taken)
    return "\n\n".join(filter(None, (writer.block(block) for block in prose.blocks)))


@dataclass(frozen=True, slots=True)
class _Writer:
    cite: Cite
    link: Link
    id_prefix: str
    taken: set[str]

    def block(self, block: ProseBlock) -> str:
        lines = [escape_start(self.inlines(line).strip()) for line in block.lines]
        match block.kind:
            case "heading":
                id = slug(self.id_prefix + plain_text(Prose((block,), (), "")), self.taken)
                return f"{'#' * block.level} {lines[0]} {{#{id}}}"
            case "list":
                marks = (f"{number}." if block.is_numbered else "-" for number in count(1))
                return "\n".join(f"{mark} {line}" for mark, line in zip(marks, lines, strict=False))
            case "quotation":
                return "\n>\n".join(f"> {line}" for line in lines)
            case "paragraph":
                return lines[0]

    def inlines(self, children: tuple[Inline, ...]) -> str:
        line = ""
        for child in children:
            match child:
                case TextRun():
                    line += escape(child.text)
                case EntryLink():
                    line += self.link(child)
                case CitationGroup():
                    line = line.rstrip(" ") + (self.cite(child) if child.items else "")
                case Emphasis():
                    tag = "strong" if child.strong else "em"
                    line += f"<{tag}>{self.inlines(child.children)}</{tag}>"
                case ExternalLink():
                    line += f"[{self.inlines(child.children)}]({percent_encoded(child.url).replace('&', '&amp;')})"
        return line
