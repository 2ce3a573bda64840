"""`.atlas/store.sqlite`: the cache of entries that earlier runs read, for `store.py`.

Each is kept with a hash of all that it depends on, the program included, so that it can never be wrong. It
carries a checksum and is unpickled to the records of the program and the kinds alone: nobody can put a file there that runs code. If the
database is damaged, locked or cannot be written, the run goes on without it.
"""

import hashlib
import io
import pickle
import sqlite3
import sys
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from euphrates_atlas.model.atlas import Entry
from euphrates_atlas.resources import KINDS, folders, matching_files
from euphrates_atlas.settings import installed_packages
from euphrates_atlas.subject import subject

_CHECKSUM = 16
"""Bytes."""
_TIMEOUT = 2.0
"""Seconds that a run waits for another one that is writing."""
_TABLES = {
    "files": "(file TEXT PRIMARY KEY, signature TEXT, hash BLOB, signed TEXT NOT NULL, redirects TEXT NOT NULL, entry BLOB)",
    "keys": "(key TEXT, file TEXT, PRIMARY KEY (key, file)) WITHOUT ROWID",
}


class FileRow(NamedTuple):
    """What is known of a file that is an entry without reading it."""

    signature: str | None
    """That of its `EntryFile`; None where the file may have changed in the very moment in which it was read."""
    hash: bytes
    signed: str
    """The full names of the authors of a source, a line each."""
    redirects: str
    """Its old ids, a line each."""


class Database:
    """One database file, opened when it is first asked; without a path, or on any error, it is empty and keeps nothing."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        if path and any(step.is_symlink() for step in (path, *path.parents[:2])):
            self._path = None
        self._connection: sqlite3.Connection | None = None
        self._known: Mapping[str, FileRow] = {}
        """What is known of each file, as this process has last read or kept it."""

    @property
    def is_kept(self) -> bool:
        """Tell whether anything can be kept."""
        return self._path is not None

    def file_rows(self) -> Mapping[str, FileRow]:
        """Return what is known of each file that was an entry."""
        rows = self._select("SELECT file, signature, hash, signed, redirects FROM files")
        self._known = {row[0]: FileRow._make(row[1:]) for row in rows}
        return self._known

    def entry(self, file: str, hash: bytes) -> Entry | None:
        """Return the entry that a file of this hash holds."""
        rows = self._select(
            "SELECT entry FROM files WHERE file = ? AND hash = ?", file, hash
        )
        return _unpickled(rows[0][0]) if rows else None

    def files_of(self, key: str) -> Iterator[str]:
        """Yield the files of the entries that are looked up by an id or a text."""
        return (
            file for (file,) in self._select("SELECT file FROM keys WHERE key = ?", key)
        )

    def keep(
        self,
        rows: Mapping[str, FileRow],
        entries: Mapping[str, tuple[Entry, Collection[str]]],
    ) -> None:
        """Keep what is known of all files of the store, and forget other files.

        `entries` are those to be kept, by their files, each with the keys by which it is looked up: the ids that it names,
        and the texts, no ids, by which rules compare it with other entries.
        """
        known = self._known
        gone = known.keys() - rows.keys()
        # With the hash: another run may have kept another state of the file meanwhile.
        touched = [
            (row.signature, file, row.hash)
            for file, row in rows.items()
            if known.get(file, row).signature != row.signature
        ]

        if not self._path or not (entries or gone or touched):
            return
        with self._errors():
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._open() as connection:  # in one transaction
                for file in (*entries, *gone):
                    connection.execute("DELETE FROM files WHERE file = ?", (file,))
                    connection.execute("DELETE FROM keys WHERE file = ?", (file,))
                for file, (entry, keys) in entries.items():
                    values = (file, *rows[file], _pickled(entry))
                    connection.execute(
                        "INSERT INTO files VALUES (?, ?, ?, ?, ?, ?)", values
                    )
                    pairs = [(key, file) for key in keys]
                    connection.executemany("INSERT INTO keys VALUES (?, ?)", pairs)
                connection.executemany(
                    "UPDATE files SET signature = ? WHERE file = ? AND hash = ?",
                    touched,
                )
            self._known = rows

    def close(self) -> None:
        """Close the file: a process that forks must not share it."""
        if self._connection:
            self._connection.close()
            self._connection = None

    def _select(self, query: str, *parameters: object) -> list[Any]:
        rows = []
        if self._path and (self._connection or self._path.is_file()):
            with self._errors():
                rows = self._open().execute(query, parameters).fetchall()
        return rows

    def _open(self) -> sqlite3.Connection:
        """Return the connection; the first time, open the file, and empty it where another version of the program wrote it."""
        if not self._connection:
            assert self._path
            connection = sqlite3.connect(
                self._path, timeout=_TIMEOUT, check_same_thread=False
            )
            connection.execute("CREATE TABLE IF NOT EXISTS program (hash BLOB)")
            if not _is_of_this_program(connection):
                with connection:
                    connection.execute("BEGIN IMMEDIATE")
                    # Another process may just have made the tables.
                    if not _is_of_this_program(connection):
                        _make_tables(connection)
            self._connection = connection
        return self._connection

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """Go on without the database if it fails; one that is no database any more is removed."""
        try:
            yield
        except (sqlite3.Error, OSError, ValueError, TypeError) as error:
            self.close()
            is_damaged = not isinstance(error, sqlite3.OperationalError | OSError)
            if is_damaged and self._path:
                with suppress(OSError):
                    self._path.unlink()
            self._path = None


def content_hash(file: str, data: bytes) -> bytes:
    """Return the hash of a file of the store: of its path and bytes, and of the program that reads it."""
    digest = hashlib.sha256(program_hash())
    for part in (file.encode("utf-8", "surrogateescape"), data):
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.digest()


@cache
def program_hash() -> bytes:
    """Return a hash of the program: all its files, kinds and subject of the atlas, Python and the packages."""
    digest = hashlib.sha256(f"{sys.version} {sys.implementation.cache_tag}".encode())
    digest.update(repr(installed_packages()).encode())
    digest.update(repr(subject()).encode())
    for folder in folders():
        for path, data in matching_files(folder, ("**",)).items():
            digest.update(f"{path} {len(data)}\0".encode())
            digest.update(data)
    return digest.digest()


def _is_of_this_program(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT hash FROM program").fetchall() == [(program_hash(),)]


def _make_tables(connection: sqlite3.Connection) -> None:
    """Make empty tables in place of those of another version of the program."""
    for table, columns in _TABLES.items():
        connection.execute(f"DROP TABLE IF EXISTS {table}")
        connection.execute(f"CREATE TABLE {table} {columns}")
    connection.execute("CREATE INDEX keys_of_file ON keys (file)")
    connection.execute("DELETE FROM program")
    connection.execute("INSERT INTO program VALUES (?)", (program_hash(),))


def _pickled(entry: Entry) -> bytes:
    data = pickle.dumps(entry, protocol=5)
    return _checksum(data) + data


def _unpickled(row: object) -> Entry | None:
    """Return an entry; None if its bytes were damaged, or name anything but records."""
    if not isinstance(row, bytes):
        return None
    data = row[_CHECKSUM:]
    if _checksum(data) == row[:_CHECKSUM]:
        with suppress(Exception):
            entry = _RecordUnpickler(io.BytesIO(data)).load()
            return entry if isinstance(entry, Entry) else None
    return None


def _checksum(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_CHECKSUM).digest()


class _RecordUnpickler(pickle.Unpickler):
    """Reads back records and nothing else: no function can be named, so none can be called."""

    def find_class(self, module: str, name: str) -> Any:
        if module.startswith(("euphrates_atlas.", f"{KINDS}.")):
            found = getattr(sys.modules.get(module), name, None)
            if isinstance(found, type) and is_dataclass(found):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no record")
