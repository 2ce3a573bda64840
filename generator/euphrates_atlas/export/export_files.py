"""All exported files of a store: those beside pages, and the formats of the whole data, a row each.

The JSON of an entry has its record, which follows the data schema of its kind, the speakers, rivals and origins of each statement,
the entries that mention or cite it, and the works that it cites. Each item of `statements` names its place in the record and
repeats nothing of it. The whole has a schema of its own (`entry.schema.json`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from textwrap import fill
from typing import Any, NamedTuple

from pydantic_core import to_json

from euphrates_atlas import resources
from euphrates_atlas.export.citation_formats import ENTRY_DATA, WORK_FORMATS
from euphrates_atlas.export.csl import Item, entry_item, work_item
from euphrates_atlas.export.data_tables import DataTables, ended, kept_lines
from euphrates_atlas.export.geo_files import geojson
from euphrates_atlas.export.identity import (
    BIBLIOGRAPHY,
    ENTRY_SCHEMA,
    LICENCE,
    LICENCE_ADDRESS,
    SCHEMAS,
    Files,
    FilesOfLines,
    checksum,
    checksum_list,
    gzipped,
)
from euphrates_atlas.export.json_objects import Node, present
from euphrates_atlas.export.statement_files import follow_the_money, graphml, text_lines
from euphrates_atlas.export.table_files import (
    VERSION,
    csv_package,
    parquet_files,
    sqlite_files,
)
from euphrates_atlas.facts.rivals import contested, rivals
from euphrates_atlas.facts.speakers import voices_of
from euphrates_atlas.facts.support import ceiling, cited_in, origin_of, origins_of, works_of
from euphrates_atlas.model.atlas import Atlas, Entry, Reference, canonical_json, plain
from euphrates_atlas.model.roles import Work
from euphrates_atlas.model.statement import Agent, Citation
from euphrates_atlas.subject import site_address, subject

_END = b"\n}\n"
FORMAT = 3
"""The version of the JSON; it changes when readers of the old one would misread the new one."""


_OF_FILE = (b'"kind":', b'"atlas":', b'"licence":', b'"schema":', b'"record_schema":')
"""How the lines begin that say what the file is; for the works in the file of their publisher they are left out."""


def entry_files(atlas: Atlas, entry: Entry) -> Files:
    """Yield the files beside an entry's page: its data with that of its works, and redirects from its old ids."""
    folder = entry.kind.folder
    data = _entry_lines(atlas, entry)
    brought_out = works_of(atlas, entry.id)
    if brought_out:
        works = [_work_line(atlas, atlas[id]) for id in brought_out]
        data = data.removesuffix(_END) + b',\n"works":' + _list_of(works) + _END
    yield f"{folder}/{entry.id}{ENTRY_DATA}", data
    for old in entry.record.redirects:  # a static file cannot redirect
        moved = {"id": old, "moved_to": entry.id, "address": site_address(entry.address)}
        yield f"{folder}/{old}{ENTRY_DATA}", _lines(moved)


def works(atlas: Atlas) -> dict[str, Item]:
    """Return every work as an item of CSL-JSON, by id."""
    return {
        entry.id: work_item(atlas, entry)
        for entry in atlas
        if isinstance(entry.record, Work)
    }


def bibliographies(tables: DataTables) -> Files:
    """Yield a file of every work for each format that has files.

    CSL-JSON has none: the lines of `sources.jsonl` hold it already, under `cite_as`.
    """
    items = [item for _, item in sorted(works(tables.atlas).items())]
    for format in WORK_FORMATS:
        if format.ending:
            yield f"{BIBLIOGRAPHY}{format.ending}", format.file(items)


def entry_data(atlas: Atlas, entry: Entry) -> Node:
    """Return the data of an entry, as the schema of entries describes it."""
    record = plain(entry.record)
    cited, _ = cited_in(atlas, entry)
    is_work = isinstance(entry.record, Work)
    mentions = [
        mention for mention in atlas.mentions[entry.id] if mention.entry_id != entry.id
    ]
    return {
        "id": entry.id,
        "kind": entry.kind.singular,
        "label": entry.label,
        "address": site_address(entry.address),
        "atlas": subject().name,
        "licence": {"id": LICENCE, "address": LICENCE_ADDRESS},
        "version": {
            "format": FORMAT,
            "reviewed": entry.record.reviewed,
            "record": digest(record),
        },
        "schema": site_address(f"{SCHEMAS}/{ENTRY_SCHEMA}"),
        "record_schema": site_address(f"{SCHEMAS}/{entry.kind.folder}.json"),
        "cite_as": work_item(atlas, entry) if is_work else entry_item(entry),
        "record": record,
        "statements": list(_statements(atlas, entry)),
        "mentioned_by": [_reference(mention) for mention in mentions],
        "cited_by": [_reference(use) for use in atlas.uses[entry.id]],
        "references": [work_item(atlas, atlas[id]) for id in sorted(cited)],
    }


def _entry_lines(atlas: Atlas, entry: Entry) -> bytes:
    """Return the data of an entry as a file: its own file, its publisher's and the bulk data are made of it."""
    database = kept_lines(atlas)
    for (kept,) in database.execute("SELECT lines FROM entries WHERE id = ?", [entry.id]):
        return bytes(kept)
    lines = _lines(entry_data(atlas, entry))
    database.execute("INSERT OR IGNORE INTO entries VALUES (?, ?)", [entry.id, lines])
    return lines


def _work_line(atlas: Atlas, entry: Entry) -> bytes:
    """Return the data of a work for the file of its publisher, without what the file says once of all."""
    lines = _entry_lines(atlas, entry).split(b"\n")
    return b"".join([line for line in lines if not line.startswith(_OF_FILE)])


def digest(record: Mapping[str, Any]) -> str:
    """Return the version of a record: the start of the SHA-256 of its canonical JSON, in hexadecimal."""
    return checksum(canonical_json(record))[:16]


def _statements(atlas: Atlas, entry: Entry) -> Iterator[Node]:
    """Yield for each statement its place in the record, and what the record alone does not say of it.

    `matter` is the id of the first statement of the disagreement in which it stands.
    """
    rivals_of = rivals(atlas, entry)
    matter_of = contested(atlas, entry)
    for fact in entry.facts:
        statement = fact.statement
        matter = matter_of.get(fact.id)
        yield {
            "id": fact.id,
            "property": fact.field,
            "index": fact.index,
            "rank": statement.rank,
            "contested": matter is not None or bool(statement.disputing),
            "rivals": [other.id for other in rivals_of.get(fact.id, ())],
            "matter": matter,
            "speakers": [_speaker(atlas, agent) for agent in voices_of(atlas, statement)],
            "citations": [
                _citation(atlas, statement.by, citation) for citation in statement.cite
            ],
            "origins": len(origins_of(atlas, fact)),
            "confidence_ceiling": ceiling(atlas, fact),
        }


def _speaker(atlas: Atlas, agent: Agent) -> Node:
    label = atlas[agent.id].label if agent.id else agent.label
    return present({"id": agent.id, "label": label, "of": agent.of})


def _citation(atlas: Atlas, by: Agent | None, citation: Citation) -> Node:
    node = {
        "src": citation.src,
        "loc": citation.loc,
        "stance": citation.stance,
        "origin": origin_of(atlas, by, citation),
    }
    return present(node)


def _reference(place: Reference) -> Node:
    """Return one place where another entry names or cites this one."""
    node = {
        "entry": place.entry_id,
        "property": place.field,
        "statement": place.fact and place.fact.id,
        "loc": place.locator,
        "part": "" if place.is_citation else place.part,
    }
    return present(node)


def json_files(tables: DataTables) -> FilesOfLines:
    """Yield the entries of each kind as in the files beside their pages, and three tables, a line for each entry or row.

    Whoever wants all entries need not fetch thousands of files.
    """
    for kind in tables.atlas.kinds:
        entries = tables.atlas.of_kind(kind)
        lines = (_entry_lines(tables.atlas, entry).replace(b"\n", b"") for entry in entries)
        yield f"{kind.folder}.jsonl", ended(lines)
    for name in ("statements", "citations", "rejections"):
        yield f"{name}.jsonl", ended(map(to_json, tables[name].records()))


def _lines(node: Mapping[str, Any]) -> bytes:
    """Return an object as JSON with a line for each key and for each item of a list under a key, so that diffs stay short."""
    lines = []
    for key, value in node.items():
        if isinstance(value, list) and value:
            text = _list_of(map(to_json, value))
        else:
            text = to_json(value)
        lines.append(b'"%b":%b' % (key.encode(), text))
    return b"{\n" + b",\n".join(lines) + _END


def _list_of(items: Iterable[bytes]) -> bytes:
    return b"[\n" + b",\n".join(items) + b"\n]"


class DataFormat(NamedTuple):
    """A way to have all data at once."""

    name: str
    """What `atlas export` calls it."""
    label: str
    purpose: str
    """What it is for, in a sentence."""
    write: Callable[[DataTables], Iterator[tuple[str, Any]]]
    """Yields the names and bytes of its files, or their lines where they are to be packed (`FilesOfLines`)."""
    open: str
    """How to open its files."""
    main: tuple[str, str]
    """The file to begin with, and its media type."""
    compressed: str = ""
    """Not empty where its files are packed with gzip: those that programs read, and nobody opens with a double click."""
    extra: str = ""
    """The optional dependencies that it takes; the site goes without such a format."""

    def files(self, tables: DataTables) -> Files:
        """Yield the names and bytes of its files, as they are published; none is held while the next is made."""
        for name, data in self.write(tables):
            if self.compressed:
                yield f"{name}.gz", gzipped(data)
            else:
                yield name, data
            del data


_WRITERS = {
    "csv": csv_package,
    "sqlite": sqlite_files,
    "json": json_files,
    "geojson": geojson,
    "graphml": graphml,
    "ftm": follow_the_money,
    "text": text_lines,
    "parquet": parquet_files,
    "bibliography": bibliographies,
}
DATA_FORMATS = tuple(
    DataFormat(
        name, write=_WRITERS[name], **{**described, "main": tuple(described["main"])}
    )
    for name, described in resources.yaml_table("export/data_formats.yml").items()
)
CHECKSUMS = "SHA256SUMS"
README = "README.txt"
EXAMPLES = "export/data_examples.yml"
"""How the files are used, as the data page shows it: words, language and text of each example."""


def closing_files(digests: Mapping[str, str], folder: str, day: date | None) -> Files:
    """Yield the two files beside those of these names and checksums: how to open them, and the checksums of all.

    `folder` is that of a kind, for examples; `day` is that of the data, where it is known.
    """
    text = readme(folder, day)
    yield README, text
    yield CHECKSUMS, checksum_list({**digests, README: checksum(text)})


def readme(folder: str, day: date | None = None) -> bytes:
    """Return the words that go with the files: what each format is for, and how it is opened."""
    formats = []
    for form in DATA_FORMATS:
        if not form.extra:
            purpose = fill(f"{form.label}: {form.purpose}", 79)
            formats.append(f"{purpose}\n{fill(f'Open it: {form.open}', 79)}")
    examples = [example["text"] for example in resources.yaml_table(EXAMPLES)]
    search = next(text for text in examples if "CREATE" in text)
    text = resources.table("export/data_readme.txt").decode()
    text = text.replace("{formats}", "\n\n".join(formats))
    return text.format(
        folder=folder,
        name=subject().name,
        day=f" of {day}" if day else "",
        site=site_address(),
        version=VERSION,
        search=search,
    ).encode()
