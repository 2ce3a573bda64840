"""All exported files of a store, by their path below `content/`; MkDocs copies them into the site as they are.

The JSON of an entry has its record, which follows the data schema of its kind, the speakers, rivals and origins of each statement,
the entries that mention or cite it, and the works that it cites. Each item of `statements` names its place in the record and
repeats nothing of it. The whole has a schema of its own (`entry.schema.json`).
"""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from pydantic_core import to_json

from generator.export.csl import Item, entry_item, present, work_item
from generator.export.data_tables import DataTables
from generator.export.formats import ENTRY_DATA, WORK_FORMATS, page_bibliographies
from generator.export.identity import BIBLIOGRAPHY, ENTRY_SCHEMA, LICENCE, LICENCE_ADDRESS, SCHEMAS, checksum
from generator.facts.comparison import matters, rivals
from generator.facts.origins import origin_of
from generator.facts.speakers import voices_of
from generator.facts.support import ceiling, origins_of, sources_by_entry
from generator.model.atlas import Atlas, Entry, Mention, Use, canonical_json, plain
from generator.model.roles import Work
from generator.model.statement import Statement
from generator.subject import subject

File = tuple[str, bytes]
FORMAT = 2
"""The version of the JSON; it changes when readers of the old one would misread the new one."""


class EntryFiles:
    """The exported files of one atlas, which can be made for each entry alone."""

    def __init__(self, atlas: Atlas, site: str) -> None:
        """Take the address of the site, with a slash at its end."""
        self._atlas = atlas
        self._site = site

    @cached_property
    def works(self) -> dict[str, Item]:
        """Every work as an item of CSL-JSON, by id."""
        return {e.id: work_item(self._atlas, e) for e in self._atlas.entries.values() if isinstance(e.record, Work)}

    @cached_property
    def _cited(self) -> Mapping[str, frozenset[str]]:
        return sources_by_entry(self._atlas)

    def of(self, entry: Entry) -> Iterator[File]:
        """Yield the files beside an entry's page: its data, redirects from its old ids, and the works that it cites."""
        folder, works = entry.kind.folder, self.cited_by(entry)
        yield f"{folder}/{entry.id}{ENTRY_DATA}", _lines(self.data_of(entry))
        for old in entry.record.redirects:  # a static file cannot redirect
            moved = {"id": old, "moved_to": entry.id, "address": f"{self._site}{entry.page}"}
            yield f"{folder}/{old}{ENTRY_DATA}", _lines(moved)
        for format in page_bibliographies(entry, cites_works=bool(works)):
            yield f"{folder}/{entry.id}{format.ending}", format.file(works)

    def cited_by(self, entry: Entry) -> list[Item]:
        """Return the works that an entry cites anywhere, sorted by id."""
        return [self.works[id] for id in sorted(self._cited.get(entry.id, ()))]

    def bibliographies(self) -> Iterator[File]:
        """Yield every work in every format for works, by the name of the file among those of the whole data."""
        works = [self.works[id] for id in sorted(self.works)]
        for format in WORK_FORMATS:
            yield f"{BIBLIOGRAPHY}{format.ending}", format.file(works)

    def data_of(self, entry: Entry) -> dict[str, Any]:
        """Return the data of an entry, as the schema of entries describes it."""
        works = self.cited_by(entry)
        atlas, site, record = self._atlas, self._site, plain(entry.record)
        return {
            "id": entry.id,
            "kind": entry.kind.singular,
            "label": entry.label,
            "address": f"{site}{entry.page}",
            "atlas": subject().name,
            "licence": {"id": LICENCE, "address": LICENCE_ADDRESS},
            "version": {"format": FORMAT, "reviewed": entry.record.reviewed, "record": digest(record)},
            "schema": f"{site}{SCHEMAS}/{ENTRY_SCHEMA}",
            "record_schema": f"{site}{SCHEMAS}/{entry.kind.folder}.json",
            "cite_as": self.works.get(entry.id) or entry_item(entry, site),
            "record": record,
            "statements": list(_statements(atlas, entry)),
            "mentioned_by": [_reference(m) for m in atlas.mentions.get(entry.id, ()) if m.entry_id != entry.id],
            "cited_by": [_reference(use) for use in atlas.uses.get(entry.id, ())],
            "references": works,
        }


def digest(record: Mapping[str, Any]) -> str:
    """Return the version of a record: the start of the SHA-256 of its canonical JSON, in hexadecimal."""
    return checksum(canonical_json(record))[:16]


def _statements(atlas: Atlas, entry: Entry) -> Iterator[dict[str, Any]]:
    of_rivals, of_matters = rivals(atlas, entry), matters(atlas, entry)
    for fact in entry.facts:
        statement, matter = fact.statement, of_matters.get(fact.id)
        cited = (
            {"src": c.src, "loc": c.loc, "stance": c.stance, "origin": origin_of(atlas, statement.by, c)}
            for c in statement.cite
        )
        yield {
            "id": fact.id,
            "property": fact.field,
            "index": fact.index,
            "rank": statement.rank,
            "contested": matter is not None,
            "rivals": [other.id for other in of_rivals.get(fact.id, ())],
            "matter": matter,
            "speakers": _speakers(atlas, statement),
            "citations": [present(citation) for citation in cited],
            "origins": len(origins_of(atlas, entry, fact)),
            "confidence_ceiling": ceiling(atlas, entry, fact),
        }


def _speakers(atlas: Atlas, statement: Statement) -> list[dict[str, str]]:
    """Return who makes a statement: the speaker of the file, else the voices of the works that it cites."""
    agents = voices_of(atlas, statement)
    labels = ((agent, atlas[agent.id].label if agent.id else agent.label) for agent in agents)
    return [present({"id": agent.id, "label": label, "of": agent.of}) for agent, label in labels]


def _reference(place: Mention | Use) -> dict[str, Any]:
    node = {"entry": place.entry_id, "property": place.field, "statement": place.fact.id if place.fact else None}
    return present(node | ({"part": place.part} if isinstance(place, Mention) else {"loc": place.locator}))


def json_files(tables: DataTables) -> Iterator[File]:
    """Yield the entries of each kind as in the files beside their pages, as a list and as lines; and tables as lines.

    Programs that open each file by itself give up on thousands.
    """
    made = EntryFiles(tables.atlas, tables.site)
    for kind in tables.atlas.kinds:
        lines = [to_json(made.data_of(entry)) for entry in tables.atlas.of_kind(kind)]
        yield f"{kind.folder}.json", b"[\n" + b",\n".join(lines) + b"\n]\n"
        yield f"{kind.folder}.jsonl", b"".join(line + b"\n" for line in lines)
    for name in ("statements", "citations", "rejections"):
        yield f"{name}.jsonl", b"".join(to_json(record) + b"\n" for record in tables[name].records())


def _lines(node: Mapping[str, Any]) -> bytes:
    """Return JSON with a line for each key and each item of a list, so that line diffs stay short."""
    lines = []
    for key, value in node.items():
        is_list = isinstance(value, list) and value
        text = b"[\n" + b",\n".join(map(to_json, value)) + b"\n]" if is_list else to_json(value)
        lines.append(b'"%b":%b' % (key.encode(), text))
    return b"{\n" + b",\n".join(lines) + b"\n}\n"
