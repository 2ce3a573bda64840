"""Pieces of HTML that pages are made of: escaped texts, pieces with places in them, names, dates and addresses."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache, partial
from typing import Any

from markupsafe import Markup, escape

from euphrates_atlas.model.atlas import Entry
from euphrates_atlas.model.kind import Kind
from euphrates_atlas.model.roles import Work
from euphrates_atlas.subject import repository_address
from euphrates_atlas.text.edtf import Edtf
from euphrates_atlas.text.edtf_words import in_short
from euphrates_atlas.text.escape import escape_html

_LINES = re.compile(r"(?<!\s)\s*[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]\s*")


as_html: Callable[[str], Markup] = partial(str.__new__, Markup)
"""Returns a text that is HTML already, as `Markup` does, which asks each of a million texts whether it has another form."""


@lru_cache(maxsize=1 << 13, typed=True)
def html(text: str) -> Markup:
    """Return a text as HTML on one line: a blank line would end the raw block that it stands in."""
    # Nearly every text is on one line: to look for a break in it takes longer than to escape it.
    return as_html(escape_html(text if text.isprintable() else _LINES.sub(" ", text)))


def printed(value: Any) -> Markup:
    """Return a value as a template prints it: HTML as it is, a text escaped."""
    if isinstance(value, Markup):
        return value
    return html(value) if isinstance(value, str) else escape(value)


def piece(text: str) -> Callable[..., Markup]:
    """Return a function that fills the places of a piece of HTML, `{}`: values that are no HTML yet are escaped as in templates.

    `Markup.format` does nearly the same, but reads its template at each of half a million calls.
    """
    words = text.split("{}")
    empty = [""] * (2 * len(words) - 1)
    empty[::2] = words

    def filled(*values: Any) -> Markup:
        parts = empty.copy()
        parts[1::2] = map(printed, values)
        return as_html("".join(parts))

    return filled


NOTHING = Markup("")
LINK = piece('<a href="{}">{}</a>')
SUB = piece('<span class="ea-sub">{}</span>')
"""Words beneath, or beside, what they belong to."""
BEHIND = piece(' <span class="ea-sub">{}</span>')
"""Such words behind what they belong to."""
QUOTED = piece("“{}”")
RANK = piece('<span class="ea-rank ea-rank-{}">{}</span>')
CODE = piece("<code>{}</code>")
BAR = piece(
    '<svg class="ea-share" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
    '<rect width="{}" height="8"/></svg>'
)
"""A bar for a share in hundredths."""
DIFFERS = Markup(
    ' <span class="ea-neq" title="accounts differ"><span class="ea-vh">accounts differ</span></span>'
)
"""The sign behind an entry or statement on which accounts differ."""
LINK_OUT = piece('<a href="{}" rel="noopener">{}</a>')
_RIGHT_TO_LEFT = piece('<bdi lang="{}" dir="rtl">{}</bdi>')
_ISOLATED = piece("<bdi>{}</bdi>")
_RIGHT_TO_LEFT_LANGUAGES = re.compile("ar|fa|ckb|ur|he|syr|arc|ps|sd|ug|yi|azb|sdh")
"""Languages that are written from the right."""
_RIGHT_TO_LEFT_LETTER = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")


def joined(parts: Iterable[str], separator: str = ", ") -> Markup:
    """Return pieces of HTML with a separator between them; texts that are no HTML yet are escaped as in templates."""
    return as_html(separator.join(map(printed, parts)))


def plain_of(text: Markup) -> str:
    """Return the text of a piece of HTML without its tags, on one line."""
    return str(text.striptags())


def date_html(date: Edtf | None) -> Markup:
    """Return a date in short form; nothing where there is none."""
    return html(in_short(date)) if date else NOTHING


def part_html(name: str, value: Markup, *, named: bool) -> Markup:
    """Return a part that the words leave out: its value, `named` where others stand before it; a yes is its name."""
    if value == "yes":
        return html(name)
    return html(f"{name}: ") + value if named else value


def code_html(text: str) -> Markup:
    """Return a text as HTML in which words between backticks are code."""
    pieces = text.split("`")  # plain, code, plain, ...
    pieces[1::2] = map(CODE, pieces[1::2])
    return joined(pieces, "")


def address(entry: Entry, anchor: str = "", root: str = "../") -> str:
    """Return the address of an entry, or of an anchor on its page; `root` leads to the first page of the site."""
    return f"{root}{entry.page}#{anchor}" if anchor else f"{root}{entry.address}"


def section_anchor(field: str, kind: Kind | None = None) -> str:
    """Return the anchor of the section of a property.

    With a kind, it is that of the statements in which entries of this kind name the entry.
    """
    name = field.replace("_", "-")
    return f"{kind.key}-{name}" if kind else name


def edit_address(entry: Entry) -> str:
    """Return where the file of an entry can be changed in the browser."""
    return f"{repository_address()}/edit/main/{entry.file}"


def kind_class(entry: Entry) -> str:
    """Return the style class that gives a kind's mark and colour."""
    return f"ea-k ea-k-{entry.kind.key}"


def name_html(text: str, lang: str | None) -> Markup:
    """Return a name with its language and direction where it is not in Latin letters.

    A work in such a language may have a title in English, of which the language says nothing.
    """
    if lang and _is_right_to_left(lang) and _RIGHT_TO_LEFT_LETTER.search(text):
        return _RIGHT_TO_LEFT(lang, text)
    return html(text)


def _is_right_to_left(lang: str) -> bool:
    """Tell whether letters of a language, such as `ar` or `az-Arab`, run from the right."""
    language, _, script = lang.partition("-")
    is_usual = bool(_RIGHT_TO_LEFT_LANGUAGES.fullmatch(language)) and script != "Latn"
    return is_usual or script in ("Arab", "Hebr", "Syrc")


def isolated(text: str) -> Markup:
    """Return a text; one with letters that run to the left does not turn the words and numbers around it."""
    return _ISOLATED(text) if _RIGHT_TO_LEFT_LETTER.search(text) else html(text)


def label_html(entry: Entry, words: str = "") -> Markup:
    """Return the name of an entry, or a part of it, in the language of the work whose title it is."""
    language = entry.record.language if isinstance(entry.record, Work) else None
    return name_html(words or entry.label, language)
