"""Works and entries as items of CSL-JSON (Citation Style Language), from which `citation_formats` makes the others."""

from typing import Any

from euphrates_atlas.export.json_objects import present
from euphrates_atlas.model.atlas import Atlas, Entry
from euphrates_atlas.model.roles import Author, Work
from euphrates_atlas.subject import site_address, subject
from euphrates_atlas.text.edtf import Edtf, parse_date
from euphrates_atlas.text.edtf_words import in_words
from euphrates_atlas.text.escape import cleaned
from euphrates_atlas.text.urls import percent_encoded

Item = dict[str, Any]

LANGUAGE = "en"
"""Of the pages."""
EDTF = "issued-edtf"
"""Key under `custom`: the date in EDTF, where CSL's own form says less."""
_DIGITS = {"year": 4, "month": 7, "day": 10}
"""Characters of a date, by its precision: `2020`, `2020-05` or `2020-05-12`."""
_IN_A_CONTAINER = (
    "article-newspaper",
    "article-journal",
    "broadcast",
    "post",
    "post-weblog",
    "webpage",
)
"""Types of works that are part of something; the publisher's name is the title of that where no other is given."""


def work_item(atlas: Atlas, entry: Entry) -> Item:
    """Return a source as an item; what is not known is left out."""
    work = entry.record
    assert isinstance(work, Work)
    holder = atlas[work.publisher].label
    container = work.container_title or (holder if work.type in _IN_A_CONTAINER else "")
    item = {
        "id": entry.id,
        "type": work.type,
        "title": cleaned(work.title),
        "author": [_name(person) for person in work.author],
        "editor": [_name(person) for person in work.editor],
        "translator": [_name(person) for person in work.translator],
        "container-title": cleaned(container),
        "publisher": "" if holder == container else cleaned(holder),
        "issued": date_parts(work.issued),
        "accessed": date_parts(work.accessed),
        "language": work.language,
        "URL": percent_encoded(work.url or ""),
        "note": cleaned(_note(work)),
    }
    if work.issued and not is_exact(work.issued):
        item["custom"] = {EDTF: work.issued.text}
    return present(item)


def entry_item(entry: Entry) -> Item:
    """Return the page of an entry as an item: an article of an encyclopedia, dated by its last review."""
    reviewed = entry.record.reviewed
    item = {
        "id": f"{subject().slug}-{entry.id}",
        "type": "entry-encyclopedia",
        "title": cleaned(entry.label),
        "container-title": subject().name,
        "issued": date_parts(parse_date(reviewed)) if reviewed else None,
        "language": LANGUAGE,
        "URL": site_address(entry.address),
        "note": "Date of the last review" if reviewed else "",
    }
    return present(item)


def date_parts(date: Edtf | None) -> dict[str, Any] | None:
    """Return a date in CSL's form, with `circa` where it is approximate or uncertain; else as a literal in words."""
    if not date:
        return None
    parts = []
    for end in date.ends if date.is_interval else [date]:
        digits = date_digits(end)
        if not digits:
            return {"literal": in_words(date)}
        parts.append([int(part) for part in digits.split("-")])
    return present({"date-parts": parts, "circa": bool(date.qualifier)})


def date_digits(date: Edtf | None) -> str:
    """Return a day, month or year as `2020-05-12`, `2020-05` or `2020`; empty for any other date."""
    if not date:
        return ""
    length = _DIGITS.get(date.precision, 0)
    return date.earliest[:length]


def is_exact(date: Edtf) -> bool:
    """Tell whether a date is one day, month or year, neither approximate nor uncertain."""
    return not date.qualifier and bool(date_digits(date))


def joined(between: str, *texts: str | None) -> str:
    """Return those of the texts that are there, with something between them."""
    return between.join(filter(None, texts))


def given_first(name: Item) -> str:
    """Return a name of an item as `Given Family`, or the whole of one that has no parts."""
    return joined(" ", name.get("literal"), name.get("given"), name.get("family"))


def family_first(name: Item) -> str:
    """Return a name of an item as `Family, Given`, or the whole of one that has no parts."""
    return joined(", ", name.get("literal"), name.get("family"), name.get("given"))


def _name(person: Author) -> dict[str, str]:
    """Return a person with family and given name; a body, or a name that cannot be divided, as a `literal`."""
    if not person.family:
        return {"literal": cleaned(person.full)}
    given = cleaned(person.given or "")
    return present({"family": cleaned(person.family), "given": given})


def _note(work: Work) -> str:
    """Return what CSL has no field for: the place of a printed work, the title in English, the archived copy.

    What is in free words comes first: programs then find the others, each up to the next (`frontend/src/works/wikipedia.ts`).
    """
    title = f"Title in English: {work.title_tr}" if work.title_tr else ""
    copy = f"Archived copy: {percent_encoded(work.archive_url)}" if work.archive_url else ""
    return joined("; ", work.reference, title, copy)
