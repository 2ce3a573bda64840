"""Works that are cited, in the formats of reference managers and as citations to paste, a row each: files and pages ask the tables.

All are made of items of CSL-JSON. Classic styles of BibTeX read `year` and `month`, which give uncertain dates in words; biblatex
reads `date`, in EDTF. A citation of a work names the day on which we read it; to that of an entry readers add their own.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from pydantic_core import to_json

from generator import resources
from generator.export.csl import EDTF, Item, name_words
from generator.model.atlas import Entry
from generator.subject import site_address, subject
from generator.text.edtf import MONTHS
from generator.text.edtf import parse as parse_date
from generator.text.edtf_words import in_short, in_words
from generator.text.escape import cleaned
from generator.text.phrases import enumerated

_SPECIAL = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",  # BibTeX counts braces even behind a backslash
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "$&%#_"},
    }
)
"""Characters that mean something to LaTeX."""
_LIGATURE = re.compile(r"(?<=[!?])(?=[!?])")
"""Between two marks that Zotero would make one sign of, as ‼."""
_PAGES = frozenset({"article-newspaper", "post", "post-weblog", "webpage"})
"""Types of works that are pages of the web where they have an address."""
_SPLITS_NAMES = re.compile(r",|\band\b", re.IGNORECASE)
_TYPES = resources.yaml_table("export/work_types.yml")
"""By format and type of CSL: the type of BibTeX, with its fields for container and publisher, and that of RIS."""
_LANGUAGES = {"ar": "arabic", "fa": "persian", "en": "english", "fr": "french", "de": "german", "ckb": "kurdish"}
"""By code of ISO 639: the name that biblatex's `langid` takes."""
_RIS_PEOPLE = (("AU", "author"), ("A2", "editor"), ("A4", "translator"))
_RIS_TEXTS = (("T2", "container-title"), ("PB", "publisher"), ("LA", "language"), ("UR", "URL"), ("N1", "note"))
"""Tag of RIS, and the field of CSL that it takes."""


def bibtex(item: Item) -> str:
    """Return an item as an entry of BibTeX, a field on each line."""
    type_, container, publisher = _TYPES["bibtex"][_bibtex_type(item)]
    lines = [f"  {name} = {value}," for name, value in _bibtex_fields(item, container, publisher) if value != "{}"]
    return "\n".join([f"@{type_}{{{item['id']},", *lines, "}"])


def _bibtex_type(item: Item) -> str:
    if item["type"] in _PAGES and "URL" in item:
        return "online"
    return item["type"] if item["type"] in _TYPES["bibtex"] else "other"


def _bibtex_fields(item: Item, container: str, publisher: str) -> Iterator[tuple[str, str]]:
    container_title, publisher_name = item.get("container-title", ""), item.get("publisher", "")
    if container == "howpublished" and not container_title:  # `misc` has no field that styles print for a publisher
        container_title, publisher_name = publisher_name, ""
    yield "author", _braced(" and ".join(map(_bibtex_name, item.get("author", ()))))
    yield "editor", _braced(" and ".join(map(_bibtex_name, item.get("editor", ()))))
    yield "title", _braced(_escaped(item["title"]))
    if not item.get("author"):
        yield "key", _escaped(item["title"])
    yield container, _escaped(container_title)
    if container == "organization":  # which biblatex prints; Zotero reads the name of a website from this one
        yield "journaltitle", _escaped(container_title)
    yield publisher, _escaped(publisher_name)
    yield from _bibtex_dates(item)
    yield "url", _braced(item.get("URL", ""))
    yield "urldate", _braced("-".join(_digits(item.get("accessed", {}))))
    language: str = item.get("language", "")
    yield "langid", _braced(_LANGUAGES.get(language, ""))
    yield "language", _braced(_LANGUAGES.get(language, language))  # Zotero and JabRef read no `langid`
    translators = " and ".join(name_words(name, " ", "given", "family") for name in item.get("translator", ()))
    parts = [item.get("note", ""), f"Translated by {translators}" if translators else ""]
    yield "note", _escaped(". ".join(part for part in parts if part))


def _bibtex_name(name: Item) -> str:
    if "literal" in name:
        return _escaped(name["literal"])
    plain = {key: part.translate(_SPECIAL) for key, part in name.items()}
    parts = {key: _braced(text) if _SPLITS_NAMES.search(name[key]) else text for key, text in plain.items()}
    return name_words(parts, ", ", "family", "given")


def _bibtex_dates(item: Item) -> Iterator[tuple[str, str]]:
    issued = item.get("issued")
    if edtf := item.get("custom", {}).get(EDTF):  # not an exact year, month or day: classic styles print `year` alone
        yield "year", _escaped(in_short(parse_date(edtf)).replace("\N{EN DASH}", "--"))
        yield "date", _braced(edtf)
    elif issued:
        year, *month = issued["date-parts"][0][:2]
        yield "year", _braced(f"{year:04d}")
        if month:
            yield "month", MONTHS[month[0] - 1][:3].lower()
        yield "date", _braced("-".join(_digits(issued)))
    else:
        yield "year", _braced("n.d.")


def _braced(text: str) -> str:
    return f"{{{text}}}"


def _escaped(text: str) -> str:
    return _braced(_LIGATURE.sub("{}", text.translate(_SPECIAL)))


def ris(item: Item) -> str:
    """Return an item as a record of RIS, the tagged format of reference managers; texts stay on one line."""
    lines = [("TY", _TYPES["ris"].get(item["type"], _TYPES["ris"]["other"])), *_ris_fields(item), ("ER", "")]
    return "\n".join(f"{tag}  - {text}" for tag, text in lines)


def _ris_fields(item: Item) -> Iterator[tuple[str, str]]:
    yield "ID", item["id"]
    for tag, field in _RIS_PEOPLE:
        for name in item.get(field, ()):
            yield tag, name_words(name, ", ", "family", "given")
    yield "TI", item["title"]
    for tag, field in _RIS_TEXTS:
        if field in item:
            yield tag, item[field].replace(";", "%3B") if field == "URL" else item[field]  # `;` would end an address
    if issued := item.get("issued"):
        if "date-parts" in issued:
            yield "PY", f"{issued['date-parts'][0][0]:04d}"
        edtf = item.get("custom", {}).get(EDTF)
        words = in_words(parse_date(edtf)) if edtf else ""
        yield "DA", _ris_date(issued, words)
        if words:  # most programs read no words behind a day
            yield "N1", f"Date: {words}"
    if "accessed" in item:
        yield "Y2", _ris_date(item["accessed"], "")


def _ris_date(date: Item, words: str) -> str:
    """Return year/month/day/other; `words` say what the first three cannot."""
    digits = _digits(date)
    return "/".join([*digits, *[""] * (3 - len(digits)), words])


def _digits(date: Item) -> list[str]:
    """Return year, month and day of a date of CSL, as far as they are known; none of one in words."""
    return [f"{part:0{width}d}" for part, width in zip(date.get("date-parts", [[]])[0], (4, 2, 2), strict=False)]


def entry_citation(entry: Entry) -> str:
    """Cite an entry, as “Camp Kalsu”. Name of the atlas, reviewed 20 November 2026, https://…"""
    return f"“{cleaned(entry.label)}”. {subject().name}{_reviewed(entry)}, {site_address(entry.address)}"


def statement_citation(entry: Entry, id: str, claim: str, works: Iterable[str]) -> str:
    """Cite one statement: `claim` is its speaker and value, as "Somebody, 2004: founded: 2003"; `works` are references."""
    read_in = "; ".join(work.removesuffix(".") for work in works)
    return cleaned(
        f"{claim}{f', as given in {read_in}' if read_in else ''}. In “{entry.label}”, {subject().name}{_reviewed(entry)}, "
        f"statement {id}, {site_address(entry.address)}#s-{id}"
    )


def _reviewed(entry: Entry) -> str:
    return f", reviewed {in_words(parse_date(entry.record.reviewed))}" if entry.record.reviewed else ""


def apa(item: Item) -> str:
    """Cite an item of CSL in the style of the American Psychological Association; one without authors by its title."""
    authors = (name | {"given": _initials(name.get("given", ""))} for name in item.get("author", ()))
    people = enumerated([name_words(name, ", ", "family", "given") for name in authors], ", & ")
    words, year, month, day = _date(item)
    inexact = words.replace(" (", ", ").removesuffix(")")
    date = f"({', '.join(filter(None, (year, f'{month} {day}'.strip()))) or inexact or 'n.d.'})"
    inside = "In " if item["type"] == "entry-encyclopedia" else ""
    where = [f"{inside}{item['container-title']}" if "container-title" in item else "", item.get("publisher", "")]
    parts = [people, date, item["title"]] if people else [item["title"], date]
    read = f"Retrieved {read}, from " if (read := _american({"issued": item.get("accessed")})) else ""
    return f"{_sentences(*parts, *where)} {read}{item.get('URL', '')}".strip()


def chicago(item: Item) -> str:
    """Cite an item of CSL in the style of a bibliography of the Chicago Manual."""
    people = enumerated(_names(item), ", and ")
    container, title, date = item.get("container-title", ""), _sentences(item["title"]), _american(item)
    if item["type"] == "entry-encyclopedia":
        where = _sentences(f"In {container}", f"Last reviewed {date}" if date else "")
    else:
        where = _sentences(", ".join(filter(None, (container, item.get("publisher"), date or "n.d."))))
    read = f"Accessed {read}" if (read := _american({"issued": item.get("accessed")})) else ""
    whole = (_sentences(people), f"“{title}”" if container else title, where, _sentences(read, item.get("URL", "")))
    return " ".join(filter(None, whole))


def mla(item: Item) -> str:
    """Cite an item of CSL in the style of the Modern Language Association."""
    names = _names(item)
    people = f"{names[0]}, et al." if len(names) > 2 else ", and ".join(names)
    container, title = item.get("container-title", ""), _sentences(item["title"])
    where = ", ".join(filter(None, (container, item.get("publisher"), _day_first(item), item.get("URL"))))
    read = f"Accessed {read}" if (read := _day_first({"issued": item.get("accessed")})) else ""
    whole = (_sentences(people), f"“{title}”" if container else title, _sentences(where, read))
    return " ".join(filter(None, whole))


STYLES = (("APA", apa), ("Chicago", chicago), ("MLA", mla))


def _names(item: Item) -> list[str]:
    """Return the authors, the first with the family name before the others."""
    first, others = item.get("author", [])[:1], item.get("author", [])[1:]
    names = [name_words(name, ", ", "family", "given") for name in first]
    return names + [name_words(name, " ", "given", "family") for name in others]


def _initials(given: str) -> str:
    """Return given names as initials; those in letters that have no capitals stay whole."""
    return re.sub(r"\w+\.?", lambda name: f"{name[0][0]}." if name[0][0].isupper() else name[0], given)


def _date(item: Item) -> tuple[str, str, str, str]:
    """Return when an item was issued: in words where it is no exact date, else year, month and day as far as they are known."""
    issued = item.get("issued") or {}
    if edtf := item.get("custom", {}).get(EDTF):
        return in_words(parse_date(edtf)), "", "", ""
    year, month, day = [*map(str, issued.get("date-parts", [[]])[0]), "", "", ""][:3]
    return "", year, MONTHS[int(month) - 1] if month else "", day


def _american(item: Item) -> str:
    words, year, month, day = _date(item)
    return words or (f"{month} {day}, {year}" if day else f"{month} {year}".strip())


def _day_first(item: Item) -> str:
    """Return the date of an item as “20 Nov. 2026”; months of up to four letters stay whole."""
    words, year, month, day = _date(item)
    short = month if len(month) < 5 else f"{month[: 4 if month == 'September' else 3]}."
    return words or " ".join(filter(None, (day, short, year)))


def _sentences(*texts: str) -> str:
    return " ".join(text if text.endswith((".", "?", "!", "؟")) else f"{text}." for text in texts if text)


@dataclass(frozen=True, slots=True)
class WorkFormat:
    """A format for works that are cited: on pages, and in bibliographies."""

    label: str
    ending: str
    """Of the name of the file of all works, with the dot; empty where there is none."""
    write: Callable[[Item], str]
    between: str = "\n\n"
    """Two works of a file."""

    def file(self, items: Iterable[Item]) -> bytes:
        """Return a file of several works."""
        return f"{self.between.join(map(self.write, items))}\n".encode()


ENTRY_DATA = ".json"
"""The ending of the file of the entry that each page has beside it."""
WORK_FORMATS = (
    WorkFormat("BibTeX", ".bib", bibtex),
    WorkFormat("RIS", ".ris", ris),
    WorkFormat("CSL-JSON", "", lambda item: f"[{to_json(item).decode()}]"),
)
