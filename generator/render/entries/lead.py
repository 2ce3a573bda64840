"""Prose on a page: citations as marks, links to entries, the lead as HTML and the body as Markdown."""

import re

from markupsafe import Markup

from generator.model.atlas import Atlas
from generator.model.entry import Entry
from generator.render.references import References
from generator.render.values import Words, address
from generator.text.escape import escape
from generator.text.prose import Citation, EntryLink, plain_text
from generator.text.prose_markdown import to_markdown

MAX_DESCRIPTION = 160
"""Characters that search engines show."""


def lead_html(atlas: Atlas, entry: Entry, words: Words, references: References) -> list[Markup]:
    """Return the paragraphs of the summary, as HTML for a raw block."""
    prose = atlas.prose_of(entry, "summary")
    if prose is None:
        return []
    text = to_markdown(
        prose,
        cite=_cite(references, "top", "the summary"),
        link=lambda link: str(words.link(link.id, link.words, marked=False)),
    )
    return [Markup(paragraph) for paragraph in text.split("\n\n")]


def body_markdown(atlas: Atlas, entry: Entry, references: References) -> str:
    """Return the body as Markdown of the safe subset; an entry without one gives an empty text."""
    prose = atlas.prose_of(entry, "body")
    if prose is None:
        return ""

    def link(node: EntryLink) -> str:
        target = atlas[node.id]
        return f"[{escape(node.words or target.label)}]({address(target).removesuffix('.html')}.md)"

    text = to_markdown(prose, cite=_cite(references, "text", "the text"), link=link, id_prefix="body-")
    return re.sub(r"^(?=##)", "#", text, flags=re.MULTILINE)  # headings stand below that of the whole text


def description(atlas: Atlas, entry: Entry) -> str:
    """Return the opening of the summary as plain text, cut at a word."""
    prose = atlas.prose_of(entry, "summary")
    text = " ".join(plain_text(prose, lambda link: link.words or atlas[link.id].label).split()) if prose else ""
    text = re.sub(r" +([.,;:])", r"\1", text)
    if len(text) <= MAX_DESCRIPTION:
        return text
    return text[: MAX_DESCRIPTION - 2].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def _cite(references: References, anchor: str, words: str):  # type: ignore[no-untyped-def]
    def cite(node: Citation) -> str:
        return str(references.prose_marks([(item.source, item.locator) for item in node.items], anchor, words))

    return cite
