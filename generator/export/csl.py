"""Works and entries as items of CSL-JSON; BibTeX and RIS are made from these."""

from typing import Any, Protocol, cast

from generator.export.terms import LANGUAGE, NAME, page_address
from generator.model.atlas import Atlas
from generator.model.entry import Entry
from generator.model.values import Role
from generator.text.addresses import written_out
from generator.text.edtf import Edtf
from generator.text.edtf import parse as parse_date
from generator.text.edtf_words import in_words
from generator.text.escape import cleaned

Item = dict[str, Any]

EDTF = "issued-edtf"
"""Under `custom`: the date as the atlas holds it, where CSL's own form says less."""

_CARRIED_BY_PUBLISHER = frozenset(
    {"article-newspaper", "article-journal", "broadcast", "post", "post-weblog", "webpage"}
)
"""Types that stand in something: where no title of that is given, its publisher's name is the title."""


class _Person(Protocol):
    family: str | None
    given: str | None

    @property
    def full(self) -> str: ...


class _Work(Protocol):
    type: str
    title: str
    title_tr: str | None
    author: tuple[_Person, ...]
    editor: tuple[_Person, ...]
    translator: tuple[_Person, ...]
    container_title: str | None
    publisher: str
    issued: Edtf | None
    accessed: Edtf | None
    language: str
    url: str | None
    reference: str | None
    archive_url: str | None


def is_work(entry: Entry) -> bool:
    """Tell whether an entry is a work that others cite; its page is cited as that work."""
    return Role.WORK in entry.kind.roles


def work_item(atlas: Atlas, entry: Entry) -> Item:
    """Return a source as an item, by the names that CSL gives its fields; what is not known is left out."""
    work = cast(_Work, entry.record)
    holder = atlas[work.publisher].label
    container = work.container_title or (holder if work.type in _CARRIED_BY_PUBLISHER else None)
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
        "URL": written_out(work.url or ""),
        "note": cleaned(_note(work)),
        "custom": {EDTF: work.issued.text} if work.issued and not _is_plain(work.issued) else {},
    }
    return {key: value for key, value in item.items() if value}


def entry_item(entry: Entry, site: str) -> Item:
    """Return the page of an entry as an item: an article of a reference work, dated by its last review."""
    item: Item = {
        "id": f"euphrates-atlas-{entry.id}",
        "type": "entry-encyclopedia",
        "title": cleaned(entry.label),
        "container-title": NAME,
        "issued": date_parts(parse_date(entry.record.reviewed)) if entry.record.reviewed else None,
        "language": LANGUAGE,
        "URL": page_address(site, entry),
        "note": "Date of the last review" if entry.record.reviewed else "",
    }
    return {key: value for key, value in item.items() if value}


def date_parts(date: Edtf | None) -> dict[str, Any] | None:
    """Return a date in CSL's form, `circa` where it is about or uncertain; in words what that form cannot hold."""
    if date is None:
        return None
    ends = [date.start, date.end]
    if any(end is None or end.precision not in ("day", "month", "year") for end in ends):
        return {"literal": in_words(date)}
    dated: dict[str, Any] = {"date-parts": [_parts(end) for end in ends[: 1 + date.is_interval] if end]}
    return {**dated, "circa": True} if date.qualifier else dated


def _parts(date: Edtf) -> list[int]:
    digits = date.earliest.split("-")
    return [int(part) for part in digits[: {"year": 1, "month": 2}.get(date.precision, 3)]]


def _is_plain(date: Edtf) -> bool:
    return not (date.qualifier or date.is_interval) and date.precision in ("day", "month", "year")


def _name(person: _Person) -> dict[str, str]:
    if not person.family:
        return {"literal": cleaned(person.full)}
    return {"family": cleaned(person.family)} | ({"given": cleaned(person.given)} if person.given else {})


def _note(work: _Work) -> str:
    """Return what CSL has no field for: our translation of the title, where a printed work is found, the archived copy."""
    parts = [
        f"Title in English: {work.title_tr}" if work.title_tr else "",
        work.reference or "",
        f"Archived copy: {written_out(work.archive_url)}" if work.archive_url else "",
    ]
    return "; ".join(part for part in parts if part)
