"""`atlas new` from a list of sources, or from a backlog."""

import re
from collections.abc import Iterable, Iterator, Mapping

from generator.edit import Refused
from generator.edit.new_entry import NewEntries, named_date, new_entry
from generator.edit.new_source import InStore, new_source
from generator.model.kind import Record
from generator.store.backlog import Candidate, ListedSource


def new_sources(new: NewEntries, listed: Mapping[str, ListedSource]) -> list[str]:
    """Draft the entries of sources, by their places in a list; return why some have none, as those of the store.

    Raises `Refused` if one cannot be made.
    """
    skipped, wrong = list[str](), list[str]()
    for place, (source, result) in zip(listed, _drafted(new, listed.values()), strict=True):
        if isinstance(result, Refused):
            said = skipped if isinstance(result, InStore) else wrong
            said.append(f"{place}: {source.url}: {result}")
    if wrong:
        raise Refused("\n  ".join(["nothing was written, for no entry can be made of", *wrong]))
    return skipped


def _drafted(new: NewEntries, listed: Iterable[ListedSource]) -> Iterator[tuple[ListedSource, str | Refused]]:
    """Draft the entries of sources; yield each with its id, or with why it has none."""
    for source in listed:
        date = source.date or named_date(source.what_it_supports)[0]
        fields = {"issued": date} if source.date not in ("", "undated") or "-" in date else {}
        named = {key: getattr(source, key) for key in ("url", "title", "publisher", "language")}
        fields |= {key: value for key, value in named.items() if value}
        try:
            yield source, new_source(new, fields)
        except Refused as why:
            yield source, why


def new_from_backlog(new: NewEntries, model: type[Record], candidate: Candidate, id: str | None) -> list[str]:
    """Draft the entry of a candidate and of its sources; return why sources have no entry. Raises `Refused`.

    What the backlog says stands in comments: it becomes a statement when somebody has read its source.
    """
    of_store, refused = dict[str, ListedSource](), list[str]()
    for source, result in _drafted(new, candidate.sources):
        if isinstance(result, Refused) and not isinstance(result, InStore):
            refused.append(f"{source.url}: {result}")
        else:
            of_store[result.id if isinstance(result, InStore) else result] = source
    remarks = [
        "From a list or a form. Write nothing of it before you have read its source; then delete these comments.",
        *candidate.remarks(),
        *(f"{work}: {listed.what_it_supports or listed.title}" for work, listed in of_store.items()),
    ]
    id_of_event = re.search(r"\d{4}-.*", candidate.id) if model.kind.is_event else None
    id = id or (id_of_event[0] if id_of_event else None if model.kind.is_event else candidate.id or None)
    new_entry(new, model, candidate.name, id, remarks)
    return refused
