"""Works and entries as items of CSL-JSON, from which the formats for works are made."""

from typing import Any

from generator.export.present import present
from generator.model.atlas import Atlas, Entry
from generator.model.roles import Author, Work
from generator.subject import site_address, subject
from generator.text.edtf import Edtf
from generator.text.edtf import parse as parse_date
from generator.text.edtf_words import in_words
from generator.text.escape import cleaned
from generator.text.urls import percent_encoded

Item = dict[str, Any]

LANGUAGE = "en"
"""Of the pages."""
EDTF = "issued-edtf"
"""Key under `custom`: the date in EDTF, where CSL's own form says less."""
_IN_A_CONTAINER = frozenset({"article-newspaper", "article-journal", "broadcast", "post", "post-weblog", "webpage"})
"""Types of works that are part of something; the publisher's name is the title of that where no other is given."""


def work_item(atlas: Atlas, entry: Entry) -> Item:
    """Return a source as an item; what is not known is left out."""
    work = entry.record
    assert isinstance(work, Work)
    holder = atlas[work.publisher].label
    container = work.container_title or (holder if work.type in _IN_A_CONTAINER else None)
    item: Item = {
        "id": entry.id,
        "type": work.type,
        "title": cleaned(work.title),
        "author": [_name(person) for person in work.author],
        "editor": [_name(person) for person in work.editor],
        "translator": [_name(person) for person in work.translator],
        "container-title": cleaned(container or ""),
        "publisher": cleaned(holder) if holder != container else "",
        "issued": date_parts(work.issued),
        "accessed": date_parts(work.accessed),
        "language": work.language,
        "URL": percent_encoded(work.url or ""),
        "note": cleaned(_note(work)),
        "custom": {EDTF: work.issued.text} if work.issued and not is_exact(work.issued) else {},
    }
    return present(item)


def entry_item(entry: Entry) -> Item:
    """Return the page of an entry as an item: an article of an encyclopedia, dated by its last review."""
    item: Item = {
        "id": f"{subject().slug}-{entry.id}",
        "type": "entry-encyclopedia",
        "title": cleaned(entry.label),
        "container-title": subject().name,
        "issued": date_parts(parse_date(entry.record.reviewed)) if entry.record.reviewed else None,
        "language": LANGUAGE,
        "URL": site_address(entry.address),
        "note": "Date of the last review" if entry.record.reviewed else "",
    }
    return present(item)


def date_parts(date: Edtf | None) -> dict[str, Any] | None:
    """Return a date in CSL's form, with `circa` where it is approximate or uncertain; else as a literal in words."""
    if date is None:
        return None
    ends = [date_digits(end) for end in (date.ends if date.is_interval else [date])]
    if not all(ends):
        return {"literal": in_words(date)}
    parts = [[int(part) for part in end.split("-")] for end in ends]
    return {"date-parts": parts} | ({"circa": True} if date.qualifier else {})


def date_digits(date: Edtf | None) -> str:
    """Return a day, month or year as `2020-05-12`, `2020-05` or `2020`; empty for any other date."""
    return date.earliest[: {"year": 4, "month": 7, "day": 10}.get(date.precision, 0)] if date else ""


def is_exact(date: Edtf) -> bool:
    """Tell whether a date is one day, month or year, neither approximate nor uncertain."""
    return not date.qualifier and bool(date_digits(date))


def name_words(name: Item, between: str, *parts: str) -> str:
    """Return a name of an item on one line: its parts in this order, or the whole of one that has none."""
    return name.get("literal") or between.join(filter(None, map(name.get, parts)))


def _name(person: Author) -> dict[str, str]:
    if not person.family:
        return {"literal": cleaned(person.full)}
    return {"family": cleaned(person.family)} | ({"given": cleaned(person.given)} if person.given else {})


def _note(work: Work) -> str:
    """Return what CSL has no field for: the title in English, the place of a printed work, the archived copy."""
    parts = [
        f"Title in English: {work.title_tr}" if work.title_tr else "",
        work.reference or "",
        f"Archived copy: {percent_encoded(work.archive_url)}" if work.archive_url else "",
    ]
    return "; ".join(part for part in parts if part)
