"""Tables of the data in a temporary database of SQLite, from which their rows are read as often as a format needs them.

The rows of a large store would take as much memory as its entries.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any, Literal, NamedTuple

from euphrates_atlas import resources
from euphrates_atlas.findings import CommandFailed

Value = str | int | bool | None
Row = tuple[Value, ...]
Record = dict[str, Any]
"""A row by the names of its columns."""
_TYPES = {"integer": "INTEGER", "boolean": "INTEGER"}
"""Types of SQLite by those of columns; others are TEXT."""
_AS_TYPE = {"boolean": ' AS "[boolean]"'}
"""What makes SQLite return a column in its own type."""
sqlite3.register_converter("boolean", lambda stored: stored == b"1")
_KEYS = {"entries": "id", "sources": "id", "statements": "statement"}
"""The column with the key of each table to which others refer."""


class DataColumn(NamedTuple):
    """A column of a table; its types are those of Frictionless."""

    name: str
    description: str
    type: Literal["string", "integer", "boolean", "date"] = "string"
    to: str = ""
    """The table whose key it holds."""
    required: bool = False


class DataTable(NamedTuple):
    """A table; texts are on one line where they are words of ours, and without control characters."""

    name: str
    description: str
    key: tuple[str, ...]
    columns: tuple[DataColumn, ...]
    database: sqlite3.Connection
    """Where its rows are."""

    def store(self, rows: Iterable[Row]) -> None:
        """Make the table in its database, with its keys and these rows."""
        lines = []  # with names in quotes, since `index` is a word of SQL
        for column in self.columns:
            type_ = _TYPES.get(column.type, "TEXT")
            lines.append(f'"{column.name}" {type_}{" NOT NULL" if column.required else ""}')
        keys = ", ".join(f'"{name}"' for name in self.key)
        lines.append(f"PRIMARY KEY ({keys})")
        for column, to, key in references(self):
            lines.append(f'FOREIGN KEY ("{column.name}") REFERENCES {to} ({key})')
        inner = ",\n  ".join(lines)
        self.database.execute(f"CREATE TABLE {self.name} (\n  {inner}\n)")
        places = ", ".join("?" * len(self.columns))
        self.database.executemany(f"INSERT INTO {self.name} VALUES ({places})", rows)  # noqa: S608 -- our own names

    @property
    def rows(self) -> Iterator[Row]:
        """Yield the rows in the order in which they were stored."""
        names = [
            f'"{column.name}"{_AS_TYPE.get(column.type, "")}' for column in self.columns
        ]
        query = f"SELECT {', '.join(names)} FROM {self.name} ORDER BY rowid"  # noqa: S608 -- as above
        return self.database.execute(query)

    def records(self) -> Iterator[Record]:
        """Yield each row as a mapping."""
        names = [column.name for column in self.columns]
        return (dict(zip(names, row, strict=True)) for row in self.rows)


def references(table: DataTable) -> Iterator[tuple[DataColumn, str, str]]:
    """Yield each column that holds keys of a table, that table, and the column of its key."""
    return ((column, column.to, _KEYS[column.to]) for column in table.columns if column.to)


def add_views(database: sqlite3.Connection) -> None:
    """Add the views of the program and of the atlas. Raises `CommandFailed` for a file of views that SQLite refuses."""
    of_kinds = [
        f"{resources.KINDS}/{name}.sql" for name in resources.names(resources.KINDS, ".sql")
    ]
    for file in ("export/views.sql", *of_kinds):
        try:
            database.executescript(resources.table(file).decode())
        except sqlite3.Error as error:
            raise CommandFailed(f"{file}: {error}: SQLite cannot make its views") from None
    database.commit()
