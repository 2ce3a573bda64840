"""Works that are cited, in the formats of reference managers and as citations to paste, a row each: files and pages ask the tables.

All are made of items of CSL-JSON. Classic styles of BibTeX read `year` and `month`, which give uncertain dates in words; biblatex
reads `date`, in EDTF. A citation of a work names the day on which we read it; to that of an entry readers add their own.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from pydantic_core import to_json

from euphrates_atlas import resources
from euphrates_atlas.export.csl import EDTF, Item, family_first, given_first, joined
from euphrates_atlas.model.atlas import Entry
from euphrates_atlas.subject import site_address, subject
from euphrates_atlas.text.edtf import Edtf, parse_date
from euphrates_atlas.text.edtf_words import in_short, in_words
from euphrates_atlas.text.escape import cleaned
from euphrates_atlas.text.months import MONTHS
from euphrates_atlas.text.phrases import enumerated

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
_SPLITS_NAMES = re.compile(r",|\band\b", re.IGNORECASE)
"""Where BibTeX would divide a name, unless it is in braces."""
_TYPES = resources.yaml_table("export/work_types.yml")
"""By format and type of CSL: the type of BibTeX, with its fields for container and publisher, and that of RIS; types of pages; tags of RIS."""


def bibtex(item: Item) -> str:
    """Return an item as an entry of BibTeX, a field on each line."""
    type_, container, publisher = _TYPES["bibtex"][_bibtex_type(item)]
    lines = [f"@{type_}{{{item['id']},"]
    for name, value in _bibtex_fields(item, container, publisher):
        if value != "{}":
            lines.append(f"  {name} = {value},")
    return "\n".join([*lines, "}"])


def _bibtex_type(item: Item) -> str:
    """Return the key of an item in the table of types of BibTeX: its type of CSL, `online` for a web page, else `other`."""
    if item["type"] in _TYPES["pages"] and "URL" in item:
        return "online"
    return item["type"] if item["type"] in _TYPES["bibtex"] else "other"


def _bibtex_fields(
    item: Item,
    container: str,
    publisher: str,
) -> Iterator[tuple[str, str]]:
    """Yield the fields of an entry of BibTeX with their values in braces, `{}` where there is none.

    `container` and `publisher` are the names of the fields that its type has for these.
    """
    container_title = item.get("container-title", "")
    publisher_name = item.get("publisher", "")
    if (
        container == "howpublished" and not container_title
    ):  # `misc` has no field that styles print for a publisher
        container_title, publisher_name = publisher_name, ""
    for role in ("author", "editor"):
        yield role, _braced(" and ".join(map(_bibtex_name, item.get(role, ()))))
    title = _escaped(item["title"])
    yield "title", _braced(title)
    if not item.get("author"):
        yield "key", title
    yield container, _escaped(container_title)
    if (
        container == "organization"
    ):  # which biblatex prints; Zotero reads the name of a website from this one
        yield "journaltitle", _escaped(container_title)
    yield publisher, _escaped(publisher_name)
    yield from _bibtex_dates(item)
    yield "url", _braced(item.get("URL", ""))
    yield "urldate", _braced("-".join(_digits(item.get("accessed", {}))))
    language: str = item.get("language", "")
    yield "langid", _braced(_TYPES["languages"].get(language, ""))
    # Zotero and JabRef read no `langid`.
    yield "language", _braced(_TYPES["languages"].get(language, language))
    note = item.get("note", "")
    translators = [given_first(name) for name in item.get("translator", ())]
    if translators:
        note = joined(". ", note, f"Translated by {' and '.join(translators)}")
    yield "note", _escaped(note)


def _bibtex_name(name: Item) -> str:
    """Return a person or body as BibTeX reads it: `Knights, Michael`, or `{Ministry of Oil}` as one word."""
    if "literal" in name:
        return _escaped(name["literal"])
    parts = {}
    for key, text in name.items():
        escaped = text.translate(_SPECIAL)
        parts[key] = _braced(escaped) if _SPLITS_NAMES.search(text) else escaped
    return family_first(parts)


def _bibtex_dates(item: Item) -> Iterator[tuple[str, str]]:
    """Yield the date of an item for classic styles (`year`, `month`) and for biblatex (`date`); `n.d.` without one."""
    inexact = _inexact_date(item)
    issued = item.get("issued")
    if inexact:  # classic styles print `year` alone
        yield "year", _escaped(in_short(inexact).replace("\N{EN DASH}", "--"))
        yield "date", _braced(inexact.text)
    elif issued:
        year, *rest = _digits(issued)
        yield "year", _braced(year)
        if rest:
            month = MONTHS[int(rest[0]) - 1]
            yield "month", month[:3].lower()
        yield "date", _braced("-".join([year, *rest]))
    else:
        yield "year", _braced("n.d.")


def _braced(text: str) -> str:
    return f"{{{text}}}"


def _escaped(text: str) -> str:
    """Return a text for LaTeX, in braces."""
    return _braced(_LIGATURE.sub("{}", text.translate(_SPECIAL)))


def ris(item: Item) -> str:
    """Return an item as a record of RIS, the tagged format of reference managers; texts stay on one line."""
    types = _TYPES["ris"]
    type_ = types.get(item["type"], types["other"])
    fields = [("TY", type_), *_ris_fields(item), ("ER", "")]
    return "\n".join(f"{tag}  - {text}" for tag, text in fields)


def _ris_fields(item: Item) -> Iterator[tuple[str, str]]:
    """Yield the tags of RIS with their texts; tags of people, such as `AU`, come once for each."""
    yield "ID", item["id"]
    for tag, field in _TYPES["ris_people"].items():
        for name in item.get(field, ()):
            yield tag, family_first(name)
    yield "TI", item["title"]
    for tag, field in _TYPES["ris_texts"].items():
        text = item.get(field, "")
        if field == "URL":
            text = text.replace(";", "%3B")  # `;` would end an address
        if text:
            yield tag, text
    issued = item.get("issued")
    if issued:
        for year in _digits(issued)[:1]:  # none, where the date is in words
            yield "PY", year
        words, *_ = _date(item)
        yield "DA", _ris_date(issued, words)
        if words:  # most programs read no words behind a day
            yield "N1", f"Date: {words}"
    if "accessed" in item:
        yield "Y2", _ris_date(item["accessed"], "")


def _ris_date(date: Item, words: str) -> str:
    """Return year/month/day/other; `words` say what the first three cannot."""
    year, month, day, *_ = [*_digits(date), "", "", ""]
    return f"{year}/{month}/{day}/{words}"


def _parts(date: Item) -> list[int]:
    """Return year, month and day of a date of CSL, as far as they are known; none of one in words."""
    first: list[int] = date.get("date-parts", [[]])[0]
    return first


def _digits(date: Item) -> list[str]:
    """Return year, month and day of a date of CSL, as far as they are known, as `2020`, `05` and `12`."""
    return [
        f"{part:0{width}d}" for part, width in zip(_parts(date), (4, 2, 2), strict=False)
    ]


def _inexact_date(item: Item) -> Edtf | None:
    """Return the date of issue of an item where it is approximate, uncertain or a period; None where it is exact or missing."""
    text = item.get("custom", {}).get(EDTF)
    return parse_date(text) if text else None


def entry_citation(entry: Entry) -> str:
    """Cite an entry: “Camp Kalsu”. Name of the atlas, reviewed 20 November 2026, https://…"""
    day = entry.record.reviewed
    reviewed = f", reviewed {in_words(parse_date(day))}" if day else ""
    return f"“{cleaned(entry.label)}”. {subject().name}{reviewed}, {site_address(entry.address)}"


def apa(item: Item) -> str:
    """Cite an item of CSL in the style of the American Psychological Association; one without authors by its title."""
    names = [
        family_first(author | {"given": _initials(author.get("given", ""))})
        for author in item.get("author", ())
    ]
    people = enumerated(names, ", & ")
    words, year, month, day = _date(item)
    exact = joined(", ", year, f"{month} {day}".strip())
    inexact = words.replace(" (", ", ").removesuffix(")")
    date = f"({exact or inexact or 'n.d.'})"
    title = item["title"]
    container = item.get("container-title", "")
    if item["type"] == "entry-encyclopedia":
        container = f"In {container}"
    parts = [people, date, title] if people else [title, date]
    cited = _sentences(*parts, container, item.get("publisher", ""))
    read = _american(_reading(item))
    retrieved = f"Retrieved {read}, from " if read else ""
    return f"{cited} {retrieved}{item.get('URL', '')}".strip()


def chicago(item: Item) -> str:
    """Cite an item of CSL in the style of a bibliography of the Chicago Manual."""
    people = _sentences(enumerated(_names(item), ", and "))
    container = item.get("container-title", "")
    date = _american(item)
    if item["type"] == "entry-encyclopedia":
        where = _sentences(f"In {container}", f"Last reviewed {date}" if date else "")
    else:
        where = _sentences(joined(", ", container, item.get("publisher"), date or "n.d."))
    read = _american(_reading(item))
    access = _sentences(f"Accessed {read}" if read else "", item.get("URL", ""))
    return joined(" ", people, _title(item), where, access)


def mla(item: Item) -> str:
    """Cite an item of CSL in the style of the Modern Language Association."""
    names = _names(item)
    people = f"{names[0]}, et al." if len(names) > 2 else ", and ".join(names)
    container = item.get("container-title")
    where = joined(
        ", ", container, item.get("publisher"), _day_first(item), item.get("URL")
    )
    read = _day_first(_reading(item))
    access = f"Accessed {read}" if read else ""
    return joined(" ", _sentences(people), _title(item), _sentences(where, access))


STYLES = (("APA", apa), ("Chicago", chicago), ("MLA", mla))


def _names(item: Item) -> list[str]:
    """Return the authors, the first with the family name before the others."""
    authors = item.get("author", [])
    names = [given_first(author) for author in authors]
    if authors:
        names[0] = family_first(authors[0])
    return names


def _title(item: Item) -> str:
    """Return the title as a sentence, in quotes if the work is part of another."""
    title = _sentences(item["title"])
    return f"“{title}”" if item.get("container-title") else title


def _reading(item: Item) -> Item:
    """Return an item that is dated by the day on which this one was read."""
    return {"issued": item.get("accessed")}


def _initials(given: str) -> str:
    """Return given names as initials; those in letters that have no capitals stay whole."""

    def initial(name: re.Match[str]) -> str:
        letter = name[0][0]
        return f"{letter}." if letter.isupper() else name[0]

    return re.sub(r"\w+\.?", initial, given)


def _date(item: Item) -> tuple[str, str, str, str]:
    """Return when an item was issued: in words where it is no exact date, else year, month and day as far as they are known."""
    inexact = _inexact_date(item)
    if inexact:
        return in_words(inexact), "", "", ""
    parts = _parts(item.get("issued") or {})
    month = MONTHS[parts[1] - 1] if len(parts) > 1 else ""
    year, _, day, *_ = [*map(str, parts), "", "", ""]
    return "", year, month, day


def _american(item: Item) -> str:
    """Return the date of an item as “November 20, 2026”; empty without one."""
    words, year, month, day = _date(item)
    exact = f"{month} {day}, {year}" if day else f"{month} {year}".strip()
    return words or exact


def _day_first(item: Item) -> str:
    """Return the date of an item as “20 Nov. 2026”; months of up to four letters stay whole."""
    words, year, month, day = _date(item)
    if len(month) > 4:
        length = 4 if month == "September" else 3
        month = f"{month[:length]}."
    return words or joined(" ", day, month, year)


def _sentences(*texts: str) -> str:
    """Return texts one after the other, each with a full stop if it has no mark at its end."""
    ended = [
        text if text.endswith((".", "?", "!", "؟")) else f"{text}."
        for text in texts
        if text
    ]
    return " ".join(ended)


class WorkFormat(NamedTuple):
    """A format for works that are cited: on pages, and in bibliographies."""

    label: str
    ending: str
    """Of the name of the file of all works, with the dot; empty where there is none."""
    write: Callable[[Item], str]

    def file(self, items: Iterable[Item]) -> bytes:
        """Return a file of several works."""
        works = "\n\n".join(map(self.write, items))
        return f"{works}\n".encode()


ENTRY_DATA = ".json"
"""The ending of the file of the entry that each page has beside it."""
WORK_FORMATS = (
    WorkFormat("BibTeX", ".bib", bibtex),
    WorkFormat("RIS", ".ris", ris),
    WorkFormat("CSL-JSON", "", lambda item: f"[{to_json(item).decode()}]"),
)
