"""Citations of works, entries and single statements as plain text, ready to paste.

Of a work they name the day on which we read it; of an entry readers add their own.
"""

import re
from collections.abc import Iterable

from generator.export.csl import EDTF, Item, name_words
from generator.model.atlas import Entry
from generator.subject import site_address, subject
from generator.text.edtf import MONTHS
from generator.text.edtf import parse as parse_date
from generator.text.edtf_words import in_words
from generator.text.escape import cleaned


def entry_citation(entry: Entry) -> str:
    """Cite an entry, as “Camp Kalsu”. Name of the atlas, reviewed 20 November 2026, https://…"""
    return f"“{cleaned(entry.label)}”. {subject().name}{_reviewed(entry)}, {site_address(entry.page)}"


def statement_citation(entry: Entry, id: str, claim: str, works: Iterable[str]) -> str:
    """Cite one statement: `claim` is its speaker and value, as "Somebody, 2004: founded: 2003"; `works` are references."""
    read_in = "; ".join(work.removesuffix(".") for work in works)
    return cleaned(
        f"{claim}{f', as given in {read_in}' if read_in else ''}. In “{entry.label}”, {subject().name}{_reviewed(entry)}, "
        f"statement {id}, {site_address(entry.page)}#s-{id}"
    )


def _reviewed(entry: Entry) -> str:
    return f", reviewed {in_words(parse_date(entry.record.reviewed))}" if entry.record.reviewed else ""


def apa(item: Item) -> str:
    """Cite an item of CSL in the style of the American Psychological Association; one without authors by its title."""
    authors = (name | {"given": _initials(name.get("given", ""))} for name in item.get("author", ()))
    *others, last = [name_words(name, ", ", "family", "given") for name in authors] or [""]
    people = f"{', '.join(others)}, & {last}" if others else last
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
    names = _names(item)
    people = ", and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
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
