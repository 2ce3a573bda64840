"""Sources as references in one style, in which every part is escaped (notes style: author, title, publisher, date)."""

from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup

from generator.model.atlas import Atlas
from generator.model.entry import Entry
from generator.render.values import html, name_html
from generator.text.edtf_words import in_words

_WHOLE_WORKS = ("report", "book", "thesis", "dataset", "motion_picture", "map")


def reference(atlas: Atlas, entry: Entry, link: str | None) -> Markup:
    """Return a source as a reference; `link` is put on its title."""
    record: Any = entry.record
    authors = [html(author.full) for author in record.author]
    people = (
        Markup(", ").join(authors[:-1]) + Markup(" and ") + authors[-1]
        if len(authors) > 1
        else (authors or [Markup("")])[0]
    )
    title = name_html(record.title, record.language)
    title = Markup('<a href="{}">{}</a>').format(link, title) if link else title
    whole = record.type in _WHOLE_WORKS
    title = Markup("<i>{}</i>").format(title) if whole else Markup("&#8220;{}&#8221;").format(title)
    if record.title_tr:
        title += Markup(" &#91;{}&#93;").format(html(record.title_tr))
    parts = [people + Markup(", ") + title if people else title]
    holder = html(atlas[record.publisher].label)
    where = [Markup("<i>{}</i>").format(html(record.container_title))] if record.container_title else []
    where.append(holder if whole or record.container_title else Markup("<i>{}</i>").format(holder))
    where.append(html(in_words(record.issued) if record.issued else "no date"))
    if record.reference:
        where.append(html(record.reference))
    return Markup(". ").join([*parts, Markup(", ").join(where)]) + "."


def locator_words(locator: str | None) -> Markup:
    """Return a locator as it stands in a citation mark: `¶ 5` for paragraphs, else as it was written."""
    if not locator:
        return Markup("")
    label, _, rest = locator.partition(" ")
    sign = {"para.": "¶", "paras.": "¶¶"}.get(label)
    return html(f"{sign}\N{NO-BREAK SPACE}{rest}" if sign else locator)


def host_of(url: str) -> str:
    """Return the host of an address, without `www.`."""
    return (urlsplit(url).hostname or "").removeprefix("www.")
