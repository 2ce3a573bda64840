"""An entry as JSON beside its page: its record, who says each statement and whence it stems, who points here, what it cites.

The record is that of the data schema of its kind; a statement names its place in it, so that nothing is said twice.
"""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic_core import to_json

from generator.export.csl import Item, entry_item, is_work
from generator.export.terms import LICENCE, LICENCE_ADDRESS, NAME, SCHEMAS, page_address
from generator.links.origins import origin_of, origins_of, voice_of
from generator.model.atlas import Atlas, Mention, Use
from generator.model.entry import Entry, Fact, canonical_json, plain
from generator.model.statement import Statement

FORMAT = 1
"""The number of the form; readers of an older one may not understand a newer one."""


def entry_json(atlas: Atlas, entry: Entry, site: str, items: Mapping[str, Item], cited: Iterable[str]) -> bytes:
    """Return an entry as JSON; `items` are the works of the atlas, `cited` the ids of those that the entry cites."""
    record = plain(entry.record)
    own = items[entry.id] if is_work(entry) else entry_item(entry, site)
    return _laid_out(
        {
            "id": entry.id,
            "kind": entry.kind.singular,
            "label": entry.label,
            "address": page_address(site, entry),
            "atlas": NAME,
            "licence": {"id": LICENCE, "address": LICENCE_ADDRESS},
            "version": {"format": FORMAT, "reviewed": entry.record.reviewed, "record": digest(record)},
            "schema": f"{site}{SCHEMAS}/{entry.kind.folder}.json",
            "cite_as": own,
            "record": record,
            "statements": [_statement(atlas, entry, fact) for fact in entry.facts],
            "mentioned_by": [_mention(m) for m in atlas.mentions.get(entry.id, ()) if m.entry_id != entry.id],
            "cited_by": [_use(use) for use in atlas.uses.get(entry.id, ())],
            "references": [items[source] for source in cited],
        }
    )


def moved_json(entry: Entry, old: str, site: str) -> bytes:
    """Return what stands at an old address of an entry: a file cannot lead on by itself, and says where to."""
    return _laid_out({"id": old, "moved_to": entry.id, "address": page_address(site, entry)})


def digest(record: Mapping[str, Any]) -> str:
    """Return what changes when a record does and at no other time: the start of the hash of its canonical text."""
    return hashlib.sha256(canonical_json(record)).hexdigest()[:16]


def _statement(atlas: Atlas, entry: Entry, fact: Fact) -> dict[str, Any]:
    statement = fact.statement
    return {
        "id": fact.id,
        "property": fact.field,
        "index": fact.index,
        "rank": statement.rank,
        "speakers": _speakers(atlas, statement),
        "citations": [
            _present({"src": c.src, "loc": c.loc, "stance": c.stance, "origin": origin_of(atlas, statement.by, c)})
            for c in statement.cite
        ],
        "origins": len(origins_of(atlas, entry, fact)),
    }


def _speakers(atlas: Atlas, statement: Statement) -> list[dict[str, str]]:
    """Return who says it: as typed, else whose voice the works that it cites are."""
    if (by := statement.by) is not None:
        if by.id:
            return [{"id": by.id, "label": atlas[by.id].label}]
        return [_present({"label": by.label, "of": by.of})]
    voices = dict.fromkeys(voice_of(atlas, c.src) for c in statement.cite if c.stance == "supports")
    return [_present({"id": voice.entry_id, "label": voice.name}) for voice in voices]


def _mention(mention: Mention) -> dict[str, Any]:
    statement = mention.fact.id if mention.fact else None
    return _present(
        {"entry": mention.entry_id, "property": mention.field, "statement": statement, "part": mention.part}
    )


def _use(use: Use) -> dict[str, Any]:
    statement = use.fact.id if use.fact else None
    return _present({"entry": use.entry_id, "property": use.field, "statement": statement, "loc": use.locator})


def _present(held: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in held.items() if value}


def _laid_out(held: Mapping[str, Any]) -> bytes:
    """Return JSON with a line for each key and each item of a list, so that a change shows as the lines it touches."""
    lines = []
    for key, value in held.items():
        is_list = isinstance(value, list) and value
        text = b"[\n" + b",\n".join(map(to_json, value)) + b"\n]" if is_list else to_json(value)
        lines.append(b'"%b":%b' % (key.encode(), text))
    return b"{\n" + b",\n".join(lines) + b"\n}\n"
