"""All exported files of a store: those beside pages, and the formats of the whole data, a row each.

The JSON of an entry has its record, which follows the data schema of its kind, the speakers, rivals and origins of each statement,
the entries that mention or cite it, and the works that it cites. Each item of `statements` names its place in the record and
repeats nothing of it. The whole has a schema of its own (`entry.schema.json`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic_core import to_json

from generator import resources
from generator.export.csl import Item, entry_item, present, work_item
from generator.export.data_tables import DataTables
from generator.export.formats import ENTRY_DATA, WORK_FORMATS, page_bibliographies
from generator.export.geo_files import geojson, linked_places
from generator.export.identity import BIBLIOGRAPHY, ENTRY_SCHEMA, LICENCE, LICENCE_ADDRESS, SCHEMAS, checksum
from generator.export.statement_files import follow_the_money, graphml, nanopublications, text_lines
from generator.export.table_files import csv_package, parquet_files, sqlite_files
from generator.facts.comparison import contested, rivals
from generator.facts.speakers import voices_of
from generator.facts.support import ceiling, cited_in, origin_of, origins_of, works_of
from generator.model.atlas import Atlas, Entry, Reference, canonical_json, plain
from generator.model.roles import Work
from generator.subject import site_address, subject

File = tuple[str, bytes]
FORMAT = 3
"""The version of the JSON; it changes when readers of the old one would misread the new one."""


_OF_FILE = frozenset({"kind", "atlas", "licence", "schema", "record_schema"})
"""What the data of an entry says of the file that it stands in."""


def entry_files(atlas: Atlas, entry: Entry) -> Iterator[File]:
    """Yield the files beside an entry's page: its data, redirects from its old ids, and the works that it cites."""
    folder, works = entry.kind.folder, cited_works(atlas, entry)
    data = entry_data(atlas, entry)
    if brought_out := works_of(atlas, entry.id):
        data["works"] = [work_data(atlas, atlas[id]) for id in brought_out]
    yield f"{folder}/{entry.id}{ENTRY_DATA}", _lines(data)
    for old in entry.record.redirects:  # a static file cannot redirect
        moved = {"id": old, "moved_to": entry.id, "address": site_address(entry.address)}
        yield f"{folder}/{old}{ENTRY_DATA}", _lines(moved)
    for format in page_bibliographies(entry, cites_works=bool(works)):
        yield f"{folder}/{entry.id}{format.ending}", format.file(works)


def works(atlas: Atlas) -> dict[str, Item]:
    """Return every work as an item of CSL-JSON, by id."""
    entries = atlas.entries.values()
    return atlas.once("works", lambda: {e.id: work_item(atlas, e) for e in entries if isinstance(e.record, Work)})


def cited_works(atlas: Atlas, entry: Entry) -> list[Item]:
    """Return the works that an entry cites anywhere, sorted by id."""
    return [works(atlas)[id] for id in sorted(cited_in(atlas, entry)[0])]


def bibliographies(tables: DataTables) -> Iterator[File]:
    """Yield every work in every format for works."""
    items = [item for _, item in sorted(works(tables.atlas).items())]
    return ((f"{BIBLIOGRAPHY}{format.ending}", format.file(items)) for format in WORK_FORMATS)


def entry_data(atlas: Atlas, entry: Entry) -> dict[str, Any]:
    """Return the data of an entry, as the schema of entries describes it."""
    record = plain(entry.record)
    return {
        "id": entry.id,
        "kind": entry.kind.singular,
        "label": entry.label,
        "address": site_address(entry.address),
        "atlas": subject().name,
        "licence": {"id": LICENCE, "address": LICENCE_ADDRESS},
        "version": {"format": FORMAT, "reviewed": entry.record.reviewed, "record": digest(record)},
        "schema": site_address(f"{SCHEMAS}/{ENTRY_SCHEMA}"),
        "record_schema": site_address(f"{SCHEMAS}/{entry.kind.folder}.json"),
        "cite_as": works(atlas).get(entry.id) or entry_item(entry),
        "record": record,
        "statements": list(_statements(atlas, entry)),
        "mentioned_by": [_reference(m) for m in atlas.mentions.get(entry.id, ()) if m.entry_id != entry.id],
        "cited_by": [_reference(use) for use in atlas.uses.get(entry.id, ())],
        "references": cited_works(atlas, entry),
    }


def work_data(atlas: Atlas, entry: Entry) -> dict[str, Any]:
    """Return the data of a work for the file of its publisher, without what the file says once of all."""
    data = entry_data(atlas, entry)
    return {key: value for key, value in data.items() if key not in _OF_FILE}


def digest(record: Mapping[str, Any]) -> str:
    """Return the version of a record: the start of the SHA-256 of its canonical JSON, in hexadecimal."""
    return checksum(canonical_json(record))[:16]


def _statements(atlas: Atlas, entry: Entry) -> Iterator[dict[str, Any]]:
    of_rivals, of_matters = rivals(atlas, entry), contested(atlas, entry)
    for fact in entry.facts:
        statement, matter = fact.statement, of_matters.get(fact.id)
        agents = [(agent, atlas[agent.id].label if agent.id else agent.label) for agent in voices_of(atlas, statement)]
        yield {
            "id": fact.id,
            "property": fact.field,
            "index": fact.index,
            "rank": statement.rank,
            "contested": matter is not None,
            "rivals": [other.id for other in of_rivals.get(fact.id, ())],
            "matter": matter,
            "speakers": [present({"id": agent.id, "label": label, "of": agent.of}) for agent, label in agents],
            "citations": [
                present({"src": c.src, "loc": c.loc, "stance": c.stance, "origin": origin_of(atlas, statement.by, c)})
                for c in statement.cite
            ],
            "origins": len(origins_of(atlas, fact)),
            "confidence_ceiling": ceiling(atlas, fact),
        }


def _reference(place: Reference) -> dict[str, Any]:
    node = {"entry": place.entry_id, "property": place.field, "statement": place.fact.id if place.fact else None}
    return present(node | ({"loc": place.locator} if place.is_citation else {"part": place.part}))


def json_files(tables: DataTables) -> Iterator[File]:
    """Yield the entries of each kind as in the files beside their pages, as a list and as lines; and tables as lines.

    Programs that open each file by itself give up on thousands.
    """
    for kind in tables.atlas.kinds:
        lines = b",\n".join(to_json(entry_data(tables.atlas, entry)) for entry in tables.atlas.of_kind(kind))
        yield f"{kind.folder}.json", b"[\n%b\n]\n" % lines
        yield f"{kind.folder}.jsonl", b"%b\n" % lines.replace(b",\n", b"\n") if lines else b""
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


@dataclass(frozen=True, slots=True)
class DataFormat:
    """A way to have all data at once."""

    name: str
    """What `atlas export` calls it."""
    label: str
    purpose: str
    """What it is for, in a sentence."""
    write: Callable[[DataTables], Iterator[File]]
    """Yields the names and bytes of its files."""
    main: tuple[str, str]
    """The file to begin with, and its media type."""
    extra: str = ""
    """The optional dependencies that it takes; the site goes without such a format."""


_WRITERS = {
    "csv": csv_package,
    "sqlite": sqlite_files,
    "json": json_files,
    "geojson": geojson,
    "lpf": linked_places,
    "graphml": graphml,
    "trig": nanopublications,
    "ftm": follow_the_money,
    "text": text_lines,
    "parquet": parquet_files,
    "bibliography": bibliographies,
}
DATA_FORMATS = tuple(
    DataFormat(name, write=_WRITERS[name], **{**described, "main": tuple(described["main"])})
    for name, described in resources.yaml_table("export/data_formats.yml").items()
)
CHECKSUMS = "SHA256SUMS"


def checksums(digests: Iterable[tuple[str, str]]) -> bytes:
    """Return the names and checksums of files, as `sha256sum --check` reads them."""
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(digests)).encode()
