"""Prose written out as HTML: one line for each block and no blank line, so that it is a raw block of Markdown.

Used by `render/entries/entry_words.py`, which gives the HTML of links and citations.
"""

from collections.abc import Callable

from euphrates_atlas.text.escape import cleaned, escape_html, slug
from euphrates_atlas.text.prose import (
    CitationGroup,
    Emphasis,
    EntryLink,
    ExternalLink,
    Inline,
    Prose,
    TextRun,
)
from euphrates_atlas.text.prose_sentences import plain_text
from euphrates_atlas.text.urls import percent_encoded

Cite = Callable[[CitationGroup], str]
Link = Callable[[EntryLink], str]


def to_html(prose: Prose, *, cite: Cite, link: Link) -> str:
    """Write prose out, without a line break at its end.

    `cite` and `link` return HTML on one line. A citation is set directly behind the word before it. Headings stand
    below that of the whole text; the id of one is `body-` and its words.
    """
    taken = set[str]()
    blocks = []
    for block in prose.blocks:
        lines = [_inlines(line, cite, link).strip() for line in block.lines]
        match block.kind:
            case "heading":
                id = slug("body-" + plain_text(Prose((block,), (), "")), taken)
                blocks.append(
                    f'<h{block.level + 1} id="{id}">{lines[0]}</h{block.level + 1}>'
                )
            case "list":
                tag = "ol" if block.is_numbered else "ul"
                blocks.append(
                    f"<{tag}>{''.join(f'<li>{line}</li>' for line in lines)}</{tag}>"
                )
            case "quotation":
                blocks.append(
                    f"<blockquote>{''.join(f'<p>{line}</p>' for line in lines)}</blockquote>"
                )
            case "paragraph":
                blocks.append(f"<p>{lines[0]}</p>")
    return "\n".join(blocks)


def _inlines(children: tuple[Inline, ...], cite: Cite, link: Link) -> str:
    """Return inlines as HTML on one line; see `to_html`."""
    line = ""
    for child in children:
        match child:
            case TextRun():
                line += escape_html(cleaned(child.text))
            case EntryLink():
                line += link(child)
            case CitationGroup():
                line = line.rstrip(" ") + (cite(child) if child.items else "")
            case Emphasis():
                tag = "strong" if child.strong else "em"
                line += f"<{tag}>{_inlines(child.children, cite, link)}</{tag}>"
            case ExternalLink():
                address = escape_html(percent_encoded(child.url))
                words = _inlines(child.children, cite, link)
                line += f'<a href="{address}" rel="noopener">{words}</a>'
    return line
