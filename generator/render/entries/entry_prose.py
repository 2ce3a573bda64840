"""The prose of an entry on its page: the lead as HTML and the body as Markdown, with citation marks and links."""

import re

from markupsafe import Markup

from generator.facts.plain_words import prose_words
from generator.model.atlas import Atlas, Entry
from generator.render.markup import address
from generator.render.references import References
from generator.text.escape import escape
from generator.text.phrases import cut
from generator.text.prose import EntryLink
from generator.text.prose_markdown import to_markdown

MAX_DESCRIPTION = 160
"""Characters that search engines show."""


def lead_html(references: References) -> list[Markup]:
    """Return the paragraphs of the summary, as HTML for a raw block."""
    words = references.words
    prose = words.atlas.prose_of(references.entry, "summary")
    if prose is None:
        return []
    text = to_markdown(
        prose,
        cite=references.in_prose("top", "the summary"),
        link=lambda link: str(words.link(link.id, link.words, marked=False)),
    )
    return [Markup(paragraph) for paragraph in text.split("\n\n")]


def body_markdown(references: References) -> str:
    """Return the body as Markdown of the safe subset; an entry without one gives an empty text."""
    atlas = references.words.atlas
    prose = atlas.prose_of(references.entry, "body")
    if prose is None:
        return ""

    def link(node: EntryLink) -> str:
        target = atlas[node.id]
        return f"[{escape(node.words or target.label)}]({address(target).removesuffix('.html')}.md)"

    text = to_markdown(prose, cite=references.in_prose("text", "the text"), link=link, id_prefix="body-")
    return re.sub(r"^(?=##)", "#", text, flags=re.MULTILINE)  # headings stand below that of the whole text


def description(atlas: Atlas, entry: Entry) -> str:
    """Return the opening of the summary as plain text, cut at a word."""
    prose = atlas.prose_of(entry, "summary")
    text = prose_words(atlas, prose) if prose else ""
    return cut(re.sub(r" +([.,;:])", r"\1", text), MAX_DESCRIPTION)
