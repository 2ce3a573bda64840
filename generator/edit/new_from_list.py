"""`atlas new` from a list of sources, or from a backlog."""

import re
from collections.abc import Iterable

from generator.edit import Refused
from generator.edit.new_entry import NewEntries, new_entry
from generator.edit.new_source import InStore, new_source
from generator.model.kind import Record
from generator.store.backlog import Candidate, ListedSource


def new_sources(new: NewEntries, sources: Iterable[ListedSource]) -> tuple[dict[str, ListedSource], list[str]]:
    """Draft the entries of the sources that the store lacks; return all of the store by id, and why others have none."""
    of_store, refused = dict[str, ListedSource](), list[str]()
    for source in sources:
        said = {"issued": source.date} if re.match(r"\d", source.date) else {}
        said |= {key: value for key in ("url", "title", "publisher", "language") if (value := getattr(source, key))}
        try:
            of_store[new_source(new, said)] = source
        except InStore as known:
            of_store[known.id] = source
        except Refused as why:
            refused.append(f"{source.url}: {why}")
    return of_store, refused


def new_from_backlog(new: NewEntries, model: type[Record], candidate: Candidate, id: str | None) -> list[str]:
    """Draft the entry of a candidate and of its sources; return why sources have no entry. Raises `Refused`.

    What the backlog says stands in comments: it becomes a statement when somebody has read its source.
    """
    of_store, refused = new_sources(new, candidate.sources)
    remarks = ["From the backlog. Write nothing of it before you have read its source; then delete these comments."]
    remarks += candidate.remarks()
    remarks += [f"{source}: {listed.what_it_supports or listed.title}" for source, listed in of_store.items()]
    id_of_event = re.search(r"\d{4}-.*", candidate.id) if model.kind.is_event else None
    id = id or (id_of_event[0] if id_of_event else None if model.kind.is_event else candidate.id)
    new_entry(new, model, candidate.name, id, remarks)
    return refused
