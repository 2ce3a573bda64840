"""The data as tables, from which its other formats are made: a row for each statement, citation, name, work and so on.

Nothing is added up, and no two accounts become one: a statement of an entry is one row, and a row is one statement of an entry.
`export/data_tables.yml` names and describes the tables and their columns. Used by the other modules of this package, and
by the data page.
"""

import csv
import io
import sqlite3
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain, count
from typing import Any

from euphrates_atlas import resources
from euphrates_atlas.export.identity import external_ids
from euphrates_atlas.export.stored_tables import DataColumn, DataTable, Row, add_views
from euphrates_atlas.facts.plain_words import agent_words, prose_words, statement_words
from euphrates_atlas.facts.rivals import contested, rivals
from euphrates_atlas.facts.speakers import voices_of
from euphrates_atlas.facts.support import ceiling, origin_of, origins_of, sources_of
from euphrates_atlas.facts.ties import named_ids
from euphrates_atlas.kinds import record_types
from euphrates_atlas.model.atlas import (
    Atlas,
    Entry,
    Fact,
    canonical_json,
    once,
    plain,
    plain_parts,
)
from euphrates_atlas.model.codes import code_list, list_names
from euphrates_atlas.model.roles import Work
from euphrates_atlas.model.shape import FieldShape, shape_of
from euphrates_atlas.model.statement import Agent, Citation, Dispute, Name, Statement
from euphrates_atlas.model.value_types import NUMBERS
from euphrates_atlas.subject import site_address
from euphrates_atlas.text.edtf import NO_END, NO_START, Edtf
from euphrates_atlas.text.escape import cleaned


class DataTables:
    """The tables of one atlas. A method for an entry yields its rows of one table, with values in the order of the columns."""

    def __init__(self, atlas: Atlas) -> None:
        self.atlas = atlas

    @cached_property
    def database(self) -> sqlite3.Connection:
        """The database of the tables. Raises `CommandFailed` for a file of views that SQLite refuses."""
        database = self.all[0].database
        add_views(database)
        return database

    @cached_property
    def all(self) -> tuple[DataTable, ...]:
        """The tables, those first to which others refer."""
        of_entries = {
            "entries": self._entry,
            "sources": self._source,
            "statements": self._statements,
            "rejections": self._rejections,
            "citations": self._citations,
            "names": self._names,
            "texts": self._texts,
            "identifiers": lambda entry: ((entry.id, *one) for one in external_ids(entry)),
            "corrections": self._corrections,
            "moved": self._moved,
        }
        rows = {"properties": _properties(), "codes": _codes()}
        for name, rows_of in of_entries.items():
            rows[name] = chain.from_iterable(map(rows_of, self.atlas))
        database = sqlite3.connect("", 5, sqlite3.PARSE_COLNAMES, check_same_thread=False)
        tables = []
        for name, spec in resources.yaml_table("export/data_tables.yml").items():
            table = _table(name, spec, database)
            table.store(map(_cleaned, rows[name]))
            tables.append(table)
        return tuple(tables)

    def __getitem__(self, name: str) -> DataTable:
        """Return the table with this name."""
        return next(table for table in self.all if table.name == name)

    def _entry(self, entry: Entry) -> Iterator[Row]:
        record = entry.record
        address = site_address(entry.address)
        yield (
            entry.id,
            entry.kind.singular,
            entry.label,
            address,
            record.reviewed,
            record.is_living,
            _own_fields(entry),
        )

    def _source(self, entry: Entry) -> Iterator[Row]:
        """Yield the one row of a work; other entries have none."""
        work = entry.record
        if isinstance(work, Work):
            yield (
                entry.id,
                work.title,
                work.title_tr,
                work.type,
                "; ".join(author.full for author in work.author),
                work.publisher,
                work.container_title,
                *date_values(work.issued),
                work.language,
                work.url,
                work.archive_url,
                work.reliability,
                work.origin,
                work.voice,
                _edtf(work.accessed),
                work.note,
            )

    def _statements(self, entry: Entry) -> Iterator[Row]:
        rivals_of = rivals(self.atlas, entry)
        matter_of = contested(self.atlas, entry)
        for fact in entry.facts:
            yield self._statement(
                entry, fact, rivals_of.get(fact.id, []), matter_of.get(fact.id)
            )

    def _statement(
        self, entry: Entry, fact: Fact, rivals: list[Fact], matter: str | None
    ) -> Row:
        """Return the row of a statement; `matter` is the id of the first one in its disagreement, if accounts differ."""
        atlas = self.atlas
        statement = fact.statement
        field = atlas.field_of(fact)
        counted: Edtf | None = getattr(statement, "as_of", None)
        dated = fact.value if isinstance(fact.value, Edtf) else statement.date_of_act
        speakers = voices_of(atlas, statement)
        supports = [
            citation for citation in statement.cite if citation.stance == "supports"
        ]
        targets = targets_of(field, statement)
        return (
            fact.key,
            entry.id,
            fact.field,
            fact.index,
            statement_words(atlas, field, statement),
            canonical_json(plain_parts(field, statement)).decode(),
            targets[0] if targets else None,
            " ".join(targets[1:]),
            *(getattr(statement, name, None) for name in NUMBERS),
            *date_values(dated),
            *date_values(statement.when),
            "; ".join(agent_words(atlas, agent) for agent in speakers),
            " ".join(agent.id for agent in speakers if agent.id),
            next((agent.of for agent in speakers if agent.of), None),
            statement.by is not None,
            _edtf(statement.said or counted),
            statement.verbatim,
            statement.rank,
            statement.reason,
            matter is not None or bool(statement.disputing),
            " ".join(rival.key for rival in rivals),
            f"{entry.id}#s-{matter}" if matter else None,
            statement.rival,
            statement.confidence,
            " ".join(statement.inferred),
            ceiling(atlas, fact),
            len(sources_of(atlas, fact)),
            len(origins_of(atlas, fact)),
            _cldf_sources(supports),
            " ".join(statement.was),
            statement.note,
            site_address(f"{entry.page}#{fact.anchor}"),
            _edtf(counted),
        )

    def _rejections(self, entry: Entry) -> Iterator[Row]:
        for fact in entry.facts:
            for number, dispute in enumerate(fact.statement.disputed, start=1):
                yield (
                    fact.key,
                    number,
                    dispute.stance,
                    agent_words(self.atlas, dispute.by),
                    dispute.by.id,
                    dispute.by.of,
                    _edtf(dispute.said),
                    dispute.verbatim,
                    dispute.note,
                )

    def _citations(self, entry: Entry) -> Iterator[Row]:
        for fact in entry.facts:
            number = count(1)  # those of rejections are counted on
            statement = fact.statement
            accounts: tuple[Statement | Dispute, ...] = (statement, *statement.disputed)
            for rejection, account in enumerate(accounts):
                for citation in account.cite:
                    yield (
                        fact.key,
                        next(number),
                        rejection or None,  # the statement itself is none
                        *self._citation(account.by, citation),
                    )

    def _citation(self, by: Agent | None, citation: Citation) -> Row:
        quote = citation.quote
        words: Row = (None, None, None)
        if quote:
            words = (quote.text, quote.lang, quote.translation)
        origin = origin_of(self.atlas, by, citation)
        return citation.src, citation.loc, citation.stance, origin, *words

    def _names(self, entry: Entry) -> Iterator[Row]:
        if isinstance(entry.record, Work):
            return
        label = Name(text=entry.label, use="display")
        for number, name in enumerate((label, *entry.record.names)):
            if name.is_search_term:
                continue
            yield (
                entry.id,
                entry.kind.singular,
                number,
                name.text,
                name.lang,
                name.script,
                name.use,
                name.scheme,
                _edtf(name.when),
                _cldf_sources(name.cite),
                name.shared,
                name.note,
            )

    def _texts(self, entry: Entry) -> Iterator[Row]:
        for part, prose in self.atlas.prose[entry.id].items():
            yield entry.id, part, prose_words(self.atlas, prose)

    def _corrections(self, entry: Entry) -> Iterator[Row]:
        for number, item in enumerate(entry.record.corrections, start=1):
            yield (
                entry.id,
                number,
                item.date,
                item.type,
                item.text,
                " ".join(item.statements),
            )

    def _moved(self, entry: Entry) -> Iterator[Row]:
        """Yield the old ids of an entry and of its statements, each with the one to which it leads now."""
        for old in entry.record.redirects:
            yield old, entry.id
        for fact in entry.facts:
            for old in fact.statement.was:
                yield f"{entry.id}#s-{old}", fact.key


def _own_fields(entry: Entry) -> str | None:
    """Return the fields of an entry that no other table has, as JSON; None for a work, which has a table of its own."""
    if isinstance(entry.record, Work):
        return None
    told = {
        "names",
        "identifiers",
        "redirects",
        "corrections",
        "reviewed",
        *entry.shape.prose,
    }
    told |= {entry.kind.label_field, *(field.name for field, _ in entry.shape.properties)}
    own = {}
    for name in entry.shape.fields.keys() - told:
        value = plain(getattr(entry.record, name))
        if value is not None and value != []:
            own[name] = value
    return canonical_json(own).decode() if own else None


@once
def kept_lines(_: Atlas) -> sqlite3.Connection:
    """Return a temporary database of an atlas for the lines of its entries, which together take as much memory as the atlas."""
    database = sqlite3.connect("", check_same_thread=False)
    database.execute("CREATE TABLE entries (id TEXT PRIMARY KEY, lines BLOB)")
    return database


def targets_of(field: FieldShape, statement: Statement) -> list[str]:
    """Return the ids of the entries that a statement names, each once, that of the part `Property.edge` first."""
    named = dict(named_ids(field, statement))
    ids = [named.get(field.declared.edge), *named.values()]
    return list(dict.fromkeys(filter(None, ids)))


def csv_bytes(rows: Iterable[Iterable[object]]) -> bytes:
    """Return rows as CSV in UTF-8."""
    file = io.BytesIO()
    text = io.TextIOWrapper(file, "utf-8", newline="", write_through=True)
    csv.writer(text, lineterminator="\n").writerows(rows)
    return file.getvalue()


def ended(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield lines, each with a line feed."""
    return (line + b"\n" for line in lines)


def _properties() -> Iterator[Row]:
    """Yield a row for each property of each kind."""
    for record_type in record_types().values():
        kind = record_type.kind.singular
        for field, declared in shape_of(record_type).properties:
            parts = " ".join(part.name for part in field.parts)
            yield kind, field.name, declared.label, field.description, parts, declared.one


def _codes() -> Iterator[Row]:
    """Yield a row for each code of each list."""
    for name in list_names():
        for code in code_list(name).codes.values():
            yield name, code.code, code.label, code.definition, code.retired or None


def date_values(date: Edtf | None) -> tuple[str | None, ...]:
    """Return four values for a date: as typed, the first and the last day that it may mean (None: open), and its precision."""
    if not date:
        return None, None, None, None
    earliest = None if date.earliest == NO_START else date.earliest
    latest = None if date.latest == NO_END else date.latest
    return date.text, earliest, latest, date.precision


def _edtf(date: Edtf | None) -> str | None:
    return date.text if date else None


def _cldf_sources(citations: Iterable[Citation]) -> str:
    """Return citations in the form of CLDF, such as `reuters-2020-11-30[para. 5]`, each work and place once."""
    sources = []
    for citation in citations:
        place = f"[{citation.loc}]" if citation.loc else ""
        sources.append(f"{citation.src}{place}")
    return ";".join(dict.fromkeys(sources))


def _table(name: str, spec: Any, database: sqlite3.Connection) -> DataTable:
    """Return a table as `data_tables.yml` describes it: a column with a description alone is a text."""
    columns = []
    for column, described in spec["columns"].items():
        given = {"description": described} if isinstance(described, str) else described
        columns.append(DataColumn(column, **given))
    key = tuple(spec["key"].split())
    return DataTable(name, spec["description"], key, tuple(columns), database)


def _cleaned(row: Row) -> Row:
    """Return a row without control characters; an empty text is no value."""
    return tuple([cleaned(value) or None if type(value) is str else value for value in row])
