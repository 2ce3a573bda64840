r"""Items of CSL-JSON as BibTeX that classic styles and biblatex both read; text in any script stays UTF-8.

Of a date `year` and `month` are for classic styles and say in words what is uncertain; `date` is for biblatex, which reads
EDTF. A brace in a text is written `\textbraceleft{}`: BibTeX counts braces whether or not a backslash stands before them.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from generator.export.csl import EDTF, Item
from generator.text.edtf import parse as parse_date
from generator.text.edtf_words import in_short

_SPECIAL = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "$&%#_"},
    }
)
_HAS_SPECIAL = re.compile(r"[\\{}~^$&%#_]")
_SPLITS_NAMES = re.compile(r",|\band\b", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_FORMS = {
    "article-journal": ("article", "journal", "publisher"),
    "article-newspaper": ("article", "journal", "publisher"),
    "book": ("book", "series", "publisher"),
    "chapter": ("incollection", "booktitle", "publisher"),
    "report": ("techreport", "series", "institution"),
    "thesis": ("phdthesis", "series", "school"),
}
"""Type of CSL -> type of BibTeX, and its fields for what a work stands in and who brings it out."""
_OTHER = ("misc", "howpublished", "publisher")


def escaped(text: str) -> str:
    """Make a text safe in a field of BibTeX."""
    return text.translate(_SPECIAL) if _HAS_SPECIAL.search(text) else text


def reference(item: Item) -> str:
    """Return an item as an entry of BibTeX, a field on each line."""
    type_, _, _ = form = _FORMS.get(item["type"], _OTHER)
    lines = [f"  {name} = {value}," for name, value in _fields(item, form) if value != "{}"]
    return "\n".join([f"@{type_}{{{item['id']},", *lines, "}"])


def _fields(item: Item, form: tuple[str, str, str]) -> Iterator[tuple[str, str]]:
    _, container, holder = form
    yield "author", _braced(_names(item.get("author", ())))
    yield "editor", _braced(_names(item.get("editor", ())))
    yield "title", _braced(_braced(escaped(item["title"])))
    if not item.get("author"):
        yield "key", _braced(escaped(item["title"]))
    yield container, _braced(escaped(item.get("container-title") or _only_holder(item, form)))
    if form is not _OTHER or item.get("container-title"):
        yield holder, _braced(escaped(item.get("publisher", "")))
    yield from _dates(item)
    yield "url", _braced(item.get("URL", ""))
    yield "urldate", _braced(_iso(item.get("accessed")))
    yield "langid", _braced(_LANGUAGES.get(item.get("language", ""), ""))
    yield "note", _braced(escaped(_note(item)))


_LANGUAGES = {"ar": "arabic", "fa": "persian", "en": "english", "fr": "french", "de": "german", "ckb": "kurdish"}


def _only_holder(item: Item, form: tuple[str, str, str]) -> str:
    """Return who brought out a work that stands in nothing, where BibTeX's type has no field for a publisher."""
    return str(item.get("publisher", "")) if form is _OTHER else ""


def _note(item: Item) -> str:
    translators = " and ".join(_spoken(name) for name in item.get("translator", ()))
    parts = [item.get("note", ""), f"Translated by {translators}" if translators else ""]
    return ". ".join(part for part in parts if part)


def _braced(text: str) -> str:
    return f"{{{text}}}"


def _names(names: Iterable[dict[str, str]]) -> str:
    return " and ".join(_name(name) for name in names)


def _name(name: dict[str, str]) -> str:
    if "literal" in name:
        return _braced(escaped(name["literal"]))
    return ", ".join(_kept_whole(name[part]) for part in ("family", "given") if part in name)


def _kept_whole(part: str) -> str:
    text = escaped(part)
    return _braced(text) if _SPLITS_NAMES.search(part) else text


def _spoken(name: dict[str, str]) -> str:
    return name.get("literal") or " ".join(name[part] for part in ("given", "family") if part in name)


def _dates(item: Item) -> Iterator[tuple[str, str]]:
    issued: dict[str, Any] = item.get("issued", {})
    exact = item.get("custom", {}).get(EDTF)
    if exact:
        yield "year", _braced(escaped(_year_in_words(exact)))
        yield "date", _braced(exact)
    elif issued:
        parts = issued["date-parts"][0]
        yield "year", _braced(f"{parts[0]:04d}")
        if len(parts) > 1:
            yield "month", _MONTHS[parts[1] - 1]
        yield "date", _braced(_iso(issued))
    else:
        yield "year", _braced("n.d.")


def _year_in_words(edtf: str) -> str:
    """Return a date that is more than a year, a month or a day for a style that prints the year alone."""
    return in_short(parse_date(edtf)).replace("\N{EN DASH}", "--")


def _iso(date: dict[str, Any] | None) -> str:
    if not date or "date-parts" not in date:
        return ""
    first = date["date-parts"][0]
    return "-".join([f"{first[0]:04d}", *(f"{part:02d}" for part in first[1:])])
