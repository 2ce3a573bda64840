"""The data as tables, from which its other formats are made: a row for each statement, citation, name, work and so on.

Nothing is added up, and no two accounts become one: a statement of an entry is one row, and a row is one statement of an entry.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any, Literal

from generator import resources
from generator.export.identity import external_ids
from generator.facts.plain_words import agent_words, prose_words, statement_words
from generator.facts.rivals import contested, rivals
from generator.facts.speakers import voices_of
from generator.facts.support import ceiling, origin_of, origins_of, sources_of
from generator.facts.ties import named_ids
from generator.kinds import record_types
from generator.model.atlas import Atlas, Entry, Fact, canonical_json, plain
from generator.model.codes import code_list, list_names
from generator.model.fields import Property
from generator.model.numbers import NUMBERS
from generator.model.roles import Work
from generator.model.shape import FieldShape, shape_of
from generator.model.statement import Citation, Statement
from generator.subject import site_address
from generator.text.edtf import NO_END, NO_START, Edtf
from generator.text.escape import cleaned

Value = str | int | bool | None
Row = tuple[Value, ...]
Record = dict[str, Any]
"""A row by the names of its columns."""


@dataclass(frozen=True, slots=True)
class DataColumn:
    """A column of a table; its types are those of Frictionless."""

    name: str
    description: str
    type: Literal["string", "integer", "boolean", "date"] = "string"
    to: str = ""
    """The table whose key it holds."""
    required: bool = False


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table; texts are on one line where they are words of ours, and without control characters."""

    name: str
    description: str
    key: tuple[str, ...]
    columns: tuple[DataColumn, ...]
    rows: tuple[Row, ...]

    def records(self) -> Iterator[Record]:
        """Yield each row as a mapping."""
        names = [column.name for column in self.columns]
        return (dict(zip(names, row, strict=True)) for row in self.rows)


class DataTables:
    """The tables of one atlas."""

    def __init__(self, atlas: Atlas) -> None:
        self.atlas = atlas

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
            "identifiers": lambda entry: ((entry.id, *row[:2], row[2] or None) for row in external_ids(entry)),
            "corrections": self._corrections,
            "moved": self._moved,
        }
        entries = self.atlas.entries.values()
        rows: dict[str, Iterator[Row]] = {"properties": _properties(), "codes": _codes()}
        rows |= {name: chain.from_iterable(map(make, entries)) for name, make in of_entries.items()}
        described = resources.yaml_table("export/data_tables.yml")
        return tuple(_table(name, spec, rows[name]) for name, spec in described.items())

    def __getitem__(self, name: str) -> DataTable:
        return next(table for table in self.all if table.name == name)

    def _entry(self, entry: Entry) -> Iterator[Row]:
        record, address = entry.record, site_address(entry.address)
        yield entry.id, entry.kind.singular, entry.label, address, record.reviewed, record.is_living

    def _source(self, entry: Entry) -> Iterator[Row]:
        if isinstance(work := entry.record, Work):
            authors, issued = "; ".join(author.full for author in work.author), work.issued
            yield (
                entry.id, work.title, work.title_tr, work.type, authors, work.publisher, work.container_title,
                issued.text if issued else None, *bounds(issued), work.language, work.url, work.archive_url,
                work.reliability,
            )  # fmt: skip

    def _statements(self, entry: Entry) -> Iterator[Row]:
        of_rivals, of_matters = rivals(self.atlas, entry), contested(self.atlas, entry)
        for fact in entry.facts:
            yield self._statement(entry, fact, of_rivals.get(fact.id, []), of_matters.get(fact.id))

    def _statement(self, entry: Entry, fact: Fact, rivals: list[Fact], matter: str | None) -> Row:
        atlas, statement = self.atlas, fact.statement
        field = entry.shape.fields[fact.field]
        parts = {part.name: plain(getattr(statement, part.name)) for part in field.parts}
        held = {name: value for name, value in parts.items() if value is not None and value != []}
        dated = fact.value if isinstance(fact.value, Edtf) else statement.date_of_act
        speakers = voices_of(atlas, statement)
        return (
            fact.key,
            entry.id,
            fact.field,
            fact.index,
            statement_words(atlas, field, statement),
            canonical_json(held).decode(),
            target_of(field, statement),
            *(getattr(statement, name, None) for name in NUMBERS),
            dated.text if dated else None,
            *bounds(dated),
            statement.when.text if statement.when else None,
            *bounds(statement.when),
            "; ".join(agent_words(atlas, agent) for agent in speakers),
            " ".join(agent.id for agent in speakers if agent.id),
            next((agent.of for agent in speakers if agent.of), None),
            statement.by is not None,
            counted.text if (counted := statement.said_or_counted) else None,
            statement.verbatim,
            statement.rank,
            statement.reason,
            matter is not None,
            " ".join(rival.key for rival in rivals),
            f"{entry.id}#s-{matter}" if matter else None,
            statement.rival,
            statement.confidence,
            " ".join(statement.inferred),
            ceiling(atlas, fact),
            len(sources_of(atlas, fact)),
            len(origins_of(atlas, fact)),
            ";".join(_cldf_source(citation) for citation in statement.cite if citation.stance == "supports"),
            " ".join(statement.was),
            statement.note,
            site_address(f"{entry.page}#{fact.anchor}"),
        )

    def _rejections(self, entry: Entry) -> Iterator[Row]:
        for fact in entry.facts:
            for number, dispute in enumerate(fact.statement.disputed, start=1):
                by, said = dispute.by, dispute.said.text if dispute.said else None
                who = agent_words(self.atlas, by), by.id, by.of
                yield fact.key, number, dispute.stance, *who, said, dispute.verbatim, dispute.note

    def _citations(self, entry: Entry) -> Iterator[Row]:
        for fact in entry.facts:
            statement = fact.statement
            disputes = ((at, dispute.by, dispute.cite) for at, dispute in enumerate(statement.disputed, start=1))
            every = ((None, statement.by, statement.cite), *disputes)
            cited = ((rejection, by, citation) for rejection, by, cite in every for citation in cite)
            for number, (rejection, by, citation) in enumerate(cited, start=1):
                where = citation.src, citation.loc, citation.stance, origin_of(self.atlas, by, citation)
                quote = citation.quote
                words = (quote.text, quote.lang, quote.translation) if quote else (None, None, None)
                yield fact.key, number, rejection, *where, *words

    def _names(self, entry: Entry) -> Iterator[Row]:
        for number, name in enumerate(entry.record.names, start=1):
            when, cited = name.when.text if name.when else None, ";".join(map(_cldf_source, name.cite))
            yield entry.id, number, name.text, name.lang, name.script, name.use, name.scheme, when, cited

    def _texts(self, entry: Entry) -> Iterator[Row]:
        for part, prose in self.atlas.prose[entry.id].items():
            yield entry.id, part, prose_words(self.atlas, prose)

    def _corrections(self, entry: Entry) -> Iterator[Row]:
        for number, item in enumerate(entry.record.corrections, start=1):
            yield entry.id, number, item.date, item.type, item.text, " ".join(item.statements)

    def _moved(self, entry: Entry) -> Iterator[Row]:
        yield from ((old, entry.id) for old in entry.record.redirects)
        for fact in entry.facts:
            yield from ((f"{entry.id}#s-{old}", fact.key) for old in fact.statement.was)


def target_of(field: FieldShape, statement: Statement) -> str | None:
    """Return the entry that a statement names: by the part that ties the two where there is one, else the first that does."""
    declared: Property = field.marker(Property)
    named = dict(named_ids(field, statement))
    return named.get(declared.edge) or next(iter(named.values()), None)


def csv_bytes(rows: Iterable[Iterable[object]]) -> bytes:
    """Return rows as CSV in UTF-8."""
    file = io.BytesIO()
    text = io.TextIOWrapper(file, "utf-8", newline="", write_through=True)
    csv.writer(text, lineterminator="\n").writerows(rows)
    return file.getvalue()


def references(table: DataTable) -> Iterator[tuple[DataColumn, str, str]]:
    """Yield each column that holds keys of a table, that table, and the column of its key."""
    return ((column, column.to, _KEYS[column.to]) for column in table.columns if column.to)


_KEYS = {"entries": "id", "sources": "id", "statements": "statement"}


def _properties() -> Iterator[Row]:
    for record_type in record_types().values():
        for field, declared in shape_of(record_type).properties:
            parts = " ".join(part.name for part in field.parts)
            yield record_type.kind.singular, field.name, declared.label, field.description, parts, declared.one


def _codes() -> Iterator[Row]:
    for name in list_names():
        for code in code_list(name).codes.values():
            yield name, code.code, code.label, code.definition, code.retired or None


def bounds(date: Edtf | None) -> tuple[str | None, str | None, str | None]:
    """Return the first and the last day that a date may mean, None where it is open, and its precision."""
    if date is None:
        return None, None, None
    earliest = date.earliest if date.earliest != NO_START else None
    return earliest, date.latest if date.latest != NO_END else None, date.precision


def _cldf_source(citation: Citation) -> str:
    """Return a citation in the form of CLDF, as `reuters-2020-11-30[para. 5]`."""
    return f"{citation.src}[{citation.loc}]" if citation.loc else citation.src


def _table(name: str, spec: Any, rows: Iterable[Row]) -> DataTable:
    """Return a table as `data_tables.yml` describes it: a column with a description alone is a text."""
    described = ((column, {"description": of} if isinstance(of, str) else of) for column, of in spec["columns"].items())
    columns = (DataColumn(column, **{**given, "required": "required" in given}) for column, given in described)
    made = (tuple([cleaned(value) or None if isinstance(value, str) else value for value in row]) for row in rows)
    return DataTable(name, spec["description"], tuple(spec["key"].split()), tuple(columns), tuple(made))
