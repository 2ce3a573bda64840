"""The tables as a database of SQLite: with foreign keys, a full-text search, and views for the usual questions."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

from generator.export.data_tables import DataTable, DataTables, references
from generator.facts.plain_words import prose_words

_TYPES = {"integer": "INTEGER", "boolean": "INTEGER"}
_VIEWS = """
CREATE VIEW as_of AS
    SELECT coalesce(period_earliest, '0001-01-01') AS first_day, coalesce(period_latest, '9999-12-31') AS last_day, *
    FROM statements WHERE rank <> 'deprecated';
CREATE VIEW low_best_high AS
    SELECT entry, property, value, coalesce(low, best) AS low, best, coalesce(high, best) AS high, speaker, said, rank,
        contested, statement
    FROM statements WHERE low IS NOT NULL OR best IS NOT NULL OR high IS NOT NULL;
CREATE VIEW contested AS
    SELECT matter, entry, property, value, speaker, said, rank, sources, origins, statement, address
    FROM statements WHERE contested ORDER BY matter, "index";
CREATE INDEX citations_source ON citations (source);
CREATE INDEX statements_entry ON statements (entry, property);
CREATE INDEX statements_target ON statements (target);
"""
_SEARCH = (
    "CREATE VIRTUAL TABLE search USING fts5(entry UNINDEXED, statement UNINDEXED, words, "
    "tokenize = 'unicode61 remove_diacritics 2')"
)
DATABASE = "atlas.sqlite"
_VERSION = slice(92, 100)
"""The bytes of the file that say which version of SQLite wrote it last."""

NUMBERS = (
    ("Entries", "SELECT count(*) FROM entries"),
    ("Entries that somebody has reviewed", "SELECT count(*) FROM entries WHERE reviewed IS NOT NULL"),
    ("Entries in which accounts differ", "SELECT count(DISTINCT entry) FROM statements WHERE contested"),
    ("Disagreements", "SELECT count(DISTINCT matter) FROM statements"),
    ("Statements", "SELECT count(*) FROM statements"),
    ("Statements that are not superseded", "SELECT count(*) FROM statements WHERE rank <> 'deprecated'"),
    ("Those of one origin", "SELECT count(*) FROM statements WHERE rank <> 'deprecated' AND origins < 2"),
    ("Works", "SELECT count(*) FROM sources"),
    ("Works on the web", "SELECT count(*) FROM sources WHERE url IS NOT NULL"),
    ("Those without an archived copy", "SELECT count(*) FROM sources WHERE url IS NOT NULL AND archive_url IS NULL"),
)
"""Numbers that pages of the site show, and how the database gives them."""


def sqlite_files(tables: DataTables) -> Iterator[tuple[str, bytes]]:
    """Yield the database."""
    with closing(sqlite3.connect("")) as database:  # in a file of its own that nobody sees, for as long as it is open
        database.execute("PRAGMA page_size = 4096")
        for table in tables.all:
            database.execute(_create(table))
            places = ", ".join("?" * len(table.columns))
            database.executemany(f"INSERT INTO {table.name} VALUES ({places})", table.rows)  # noqa: S608 -- our own names
        database.execute(_SEARCH)
        database.executemany("INSERT INTO search VALUES (?, ?, ?)", _texts(tables))
        database.executescript(f"{_VIEWS}PRAGMA user_version = 1;")
        database.commit()
        data = database.serialize()
    data = b"".join((data[: _VERSION.start], bytes(8), memoryview(data)[_VERSION.stop :]))  # alike whatever the version
    yield DATABASE, data


def numbers(file: bytes) -> Iterator[tuple[str, str, int]]:
    """Yield the label of each of `NUMBERS`, its SQL, and what that gives in the database."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(file)
        for label, query in NUMBERS:
            yield label, query, database.execute(query).fetchone()[0]


def _create(table: DataTable) -> str:
    lines = [
        f"{_quoted(column.name)} {_TYPES.get(column.type, 'TEXT')}{' NOT NULL' if column.required else ''}"
        for column in table.columns
    ]
    lines.append(f"PRIMARY KEY ({', '.join(_quoted(name) for name in table.key)})")
    lines += [f"FOREIGN KEY ({_quoted(c.name)}) REFERENCES {to} ({key})" for c, to, key in references(table)]
    inner = ",\n  ".join(lines)
    return f"CREATE TABLE {table.name} (\n  {inner}\n)"


def _quoted(name: str) -> str:
    return f'"{name}"'  # `index` is a word of SQL


def _texts(tables: DataTables) -> Iterator[tuple[str, str | None, str]]:
    """Yield what the search finds: names and prose of entries, and the words of statements."""
    for entry in tables.atlas.entries.values():
        names = (name.text for name in entry.record.names)
        yield entry.id, None, " · ".join((entry.label, *names))
        for _, prose in tables.atlas.prose_fields(entry):
            yield entry.id, None, prose_words(tables.atlas, prose)
    for row in tables["statements"].records():
        words = (row["value"], row["verbatim"], row["note"])
        yield str(row["entry"]), str(row["statement"]), " · ".join(str(text) for text in words if text)
