"""An entry as JSON: its record, speakers and origins of each statement, entries that mention or cite it, works that it cites.

The record follows the data schema of its kind. Each item of `statements` names its place in the record and repeats
nothing of it.
"""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic_core import to_json

from generator.export.csl import Item, present
from generator.export.identity import LICENCE, LICENCE_ADDRESS, SCHEMAS
from generator.facts.origins import origin_of, voice_of
from generator.facts.support import origins_of
from generator.model.atlas import Atlas, Entry, Fact, Mention, Use, canonical_json, plain
from generator.model.statement import Statement
from generator.subject import subject

FORMAT = 1
"""The version of the format; it changes when readers of the old one would misread the new one."""


def entry_json(atlas: Atlas, entry: Entry, site: str, cite_as: Item, references: Sequence[Item]) -> bytes:
    """Return an entry as JSON, with how to cite it and the works that it cites; `site` ends with a slash."""
    record = plain(entry.record)
    return _lines(
        {
            "id": entry.id,
            "kind": entry.kind.singular,
            "label": entry.label,
            "address": f"{site}{entry.page}",
            "atlas": subject().name,
            "licence": {"id": LICENCE, "address": LICENCE_ADDRESS},
            "version": {"format": FORMAT, "reviewed": entry.record.reviewed, "record": digest(record)},
            "schema": f"{site}{SCHEMAS}/{entry.kind.folder}.json",
            "cite_as": cite_as,
            "record": record,
            "statements": [_statement(atlas, entry, fact) for fact in entry.facts],
            "mentioned_by": [_reference(m) for m in atlas.mentions.get(entry.id, ()) if m.entry_id != entry.id],
            "cited_by": [_reference(use) for use in atlas.uses.get(entry.id, ())],
            "references": references,
        }
    )


def redirect_json(entry: Entry, old: str, site: str) -> bytes:
    """Return the file at an old id of an entry, which names the new address: a static file cannot redirect."""
    return _lines({"id": old, "moved_to": entry.id, "address": f"{site}{entry.page}"})


def digest(record: Mapping[str, Any]) -> str:
    """Return the version of a record: the start of the SHA-256 of its canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical_json(record)).hexdigest()[:16]


def _statement(atlas: Atlas, entry: Entry, fact: Fact) -> dict[str, Any]:
    statement = fact.statement
    place = {"id": fact.id, "property": fact.field, "index": fact.index, "rank": statement.rank}
    cited = (
        {"src": c.src, "loc": c.loc, "stance": c.stance, "origin": origin_of(atlas, statement.by, c)}
        for c in statement.cite
    )
    said = {"speakers": _speakers(atlas, statement), "citations": [present(citation) for citation in cited]}
    return {**place, **said, "origins": len(origins_of(atlas, entry, fact))}


def _speakers(atlas: Atlas, statement: Statement) -> list[dict[str, str]]:
    """Return who makes a statement: the speaker of the file, else the voices of the works that it cites."""
    cited = (c.src for c in statement.cite if c.stance == "supports")
    speakers = [statement.by] if statement.by is not None else dict.fromkeys(voice_of(atlas, id) for id in cited)
    labels = ((agent, atlas[agent.id].label if agent.id else agent.label) for agent in speakers)
    return [present({"id": agent.id, "label": label, "of": agent.of}) for agent, label in labels]


def _reference(place: Mention | Use) -> dict[str, Any]:
    node = {"entry": place.entry_id, "property": place.field, "statement": place.fact.id if place.fact else None}
    return present(node | ({"part": place.part} if isinstance(place, Mention) else {"loc": place.locator}))


def _lines(node: Mapping[str, Any]) -> bytes:
    """Return JSON with a line for each key and each item of a list, so that line diffs stay short."""
    lines = []
    for key, value in node.items():
        is_list = isinstance(value, list) and value
        text = b"[\n" + b",\n".join(map(to_json, value)) + b"\n]" if is_list else to_json(value)
        lines.append(b'"%b":%b' % (key.encode(), text))
    return b"{\n" + b",\n".join(lines) + b"\n}\n"
