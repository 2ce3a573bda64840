"""Sources as references in one style, in which every part is escaped (notes style: author, title, publisher, date)."""

from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup

from generator.model.atlas import Atlas, Entry
from generator.render.markup import LINK, NOTHING, Snippet, html, joined, name_html
from generator.text.edtf_words import in_words

_TITLE = Snippet("<i>{}</i>")
_QUOTED = Snippet("&#8220;{}&#8221;")
_TRANSLATED = Snippet("{} &#91;{}&#93;")
_REFERENCE = Snippet("{}. {}.")
_SIGNS = {"para.": "¶", "paras.": "¶¶"}
_WHOLE_WORKS = ("report", "book", "thesis", "dataset", "motion_picture", "map")


def reference(atlas: Atlas, entry: Entry, link: str | None) -> Markup:
    """Return a source as a reference; `link` is put on its title."""
    return atlas.once(("reference", entry.id, link), lambda: _reference(atlas, entry, link))


def _reference(atlas: Atlas, entry: Entry, link: str | None) -> Markup:
    record: Any = entry.record
    authors = [html(author.full) for author in record.author]
    people = joined([joined(authors[:-1]), authors[-1]], " and ") if len(authors) > 1 else joined(authors)
    title = name_html(record.title, record.language)
    title = LINK(link, title) if link else title
    whole = record.type in _WHOLE_WORKS
    title = _TITLE(title) if whole else _QUOTED(title)
    if record.title_tr:
        title = _TRANSLATED(title, html(record.title_tr))
    holder = html(atlas[record.publisher].label)
    where = [_TITLE(html(record.container_title))] if record.container_title else []
    where.append(holder if whole or record.container_title else _TITLE(holder))
    where.append(html(in_words(record.issued) if record.issued else "no date"))
    if record.reference:
        where.append(html(record.reference))
    return _REFERENCE(joined([people, title]) if people else title, joined(where))


def locator_words(locator: str | None) -> Markup:
    """Return a locator as it stands in a citation mark: `¶ 5` for paragraphs, else as it was written."""
    if not locator:
        return NOTHING
    label, _, rest = locator.partition(" ")
    sign = _SIGNS.get(label)
    return html(f"{sign}\N{NO-BREAK SPACE}{rest}" if sign else locator)


def host_of(url: str) -> str:
    """Return the host of an address, without `www.`."""
    return (urlsplit(url).hostname or "").removeprefix("www.")
