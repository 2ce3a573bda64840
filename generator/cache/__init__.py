"""What earlier runs worked out, kept by the content it was worked out from, so that it can never be wrong.

A row is found by the SHA-256 of all that its value depends on, the program included; an entry that was edited, moved or
read by another version of the generator has another key. Rows carry a checksum, and hold nothing but the records
of this package: a file that somebody else put there cannot make this program run anything. A cache that is damaged, locked
or cannot be written is no cache, and never an error.
"""

import hashlib
import io
import os
import pickle
import sqlite3
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")

_GENERATOR = Path(__file__).parent.parent
_DIGEST = 16
_LIBRARIES = ("pydantic", "pydantic_core", "yaml", "pyromark")
"""What reads and types entries besides this program; whoever asks for a key has them loaded."""
_MAKING_TEXT = ("babel", "jinja2", "markupsafe", "pyromark")
_SOURCES = (".py", ".yml", ".json")
_MATERIAL = (".j2", ".topojson")
"""What pages are made of besides the sources, by the ends of their names."""
_WAIT = 2.0
"""Seconds that a run waits for another one that is writing."""
_SPARE_ROWS = 2_000
"""Rows of earlier contents that are kept, so that going back to another branch is quick."""


class Cache:
    """The rows of one file, read as they are asked for and written together at the end of a run."""

    def __init__(self, path: Path | None, *, spare: int | None = None) -> None:
        """Take where the rows are kept, None for nowhere, and how many may stay that no run asks for."""
        is_linked = path is not None and any(step.is_symlink() for step in (path, *path.parents[:2]))
        self._path = None if is_linked else path  # nothing is written through a link, wherever it leads
        self._held: dict[bytes, bytes] = {}
        self._made: dict[bytes, bytes] = {}
        self._used: set[bytes] = set()
        self._spare = _SPARE_ROWS if spare is None else spare
        self._database: sqlite3.Connection | None = None

    def load(self, keys: Iterable[bytes]) -> None:
        """Fetch these rows, where they are there; the others are none."""
        if self._path is None or not self._path.is_file():
            return
        wanted = set(keys)
        with _errors_passed_over(self._path), closing(_connected(self._path)) as database:
            rows = database.execute("SELECT key, value FROM rows") if len(wanted) > 200 else _some(database, wanted)
            self._held = {key: value for key, value in rows if key in wanted}

    def get(self, key: bytes, wanted: type[T]) -> T | None:
        """Return the value of a row, where there is one of this type."""
        held = self._held.pop(key, None)
        value = _unpacked(held) if held is not None else None
        if not isinstance(value, wanted):
            return None
        self._used.add(key)
        return value

    def find(self, key: bytes, wanted: type[T]) -> T | None:
        """Fetch one row, and return its value; for runs that look for few rows, one after the other."""
        if self._path is None or not (self._database or self._path.is_file()):
            return None
        with _errors_passed_over(self._path):
            self._database = self._database or _connected(self._path)
            self._held.update(_some(self._database, {key}))
        return self.get(key, wanted)

    def keep(self, key: bytes, value: Any) -> None:
        """Keep a value for the next run, unless its row is there."""
        if self._path is not None and key not in self._used:
            self._made[key] = _packed(value)

    def replace(self, key: bytes, value: Any) -> None:
        """Keep a value for the next run in the place of what its row held."""
        if self._path is not None:
            self._made[key] = _packed(value)

    def handed_over(self) -> tuple[dict[bytes, bytes], set[bytes]]:
        """Return what was kept and what was used, for the process that this one was forked from."""
        return self._made, self._used

    def take(self, made: Mapping[bytes, bytes], used: Iterable[bytes]) -> None:
        """Take over what another process kept and used."""
        self._made.update(made)
        self._used.update(used)

    def save(self) -> None:
        """Write what was added; rows that nothing asked for any more are dropped when they become many."""
        if self._path is None or not self._made:
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
        except OSError:
            return
        with _errors_passed_over(self._path), closing(_connected(self._path)) as database, database:
            database.execute("CREATE TABLE IF NOT EXISTS rows (key BLOB PRIMARY KEY, value BLOB) WITHOUT ROWID")
            database.executemany("INSERT OR REPLACE INTO rows VALUES (?, ?)", self._made.items())
            used = self._used | self._made.keys()
            (number,) = database.execute("SELECT count(*) FROM rows").fetchone()
            if number > len(used) + self._spare:
                gone = [(key,) for (key,) in database.execute("SELECT key FROM rows") if key not in used]
                database.executemany("DELETE FROM rows WHERE key = ?", gone)
        self._used |= self._made.keys()
        self._made = {}  # at 10,000 entries more than 100 MB, and the run goes on


def moment(folder: Path) -> tuple[int, int] | None:
    """Return what time it is for the disk that holds a folder of the state (ns), and its number; None where it cannot be written.

    What is changed there from now on bears this time or a later one.
    """
    mark = folder / "moment"
    if any(step.is_symlink() for step in (mark, *mark.parents[:2])):
        return None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        mark.unlink(missing_ok=True)
        mark.touch()
        held = mark.stat()
        mark.unlink()
    except OSError:
        return None
    return held.st_mtime_ns, held.st_dev


def key_of(*parts: bytes) -> bytes:
    """Return the key of what depends on these bytes and on the program alone."""
    digest = hashlib.sha256(program())
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.digest()


@cache
def program() -> bytes:
    """Return what stands for the program: a hash of its sources and code lists, of Python and of what types the entries."""
    digest = hashlib.sha256(f"{sys.version} {sys.implementation.cache_tag}".encode())
    for name in _LIBRARIES:
        digest.update(f"{name} {getattr(sys.modules.get(name), '__version__', '')}\0".encode())
    _add_files(digest, _SOURCES)
    return digest.digest()


@cache
def whole_program() -> bytes:
    """Return what stands for all of the program: its templates and drawings too, and the libraries that make text of them."""
    from importlib.metadata import version  # noqa: PLC0415 -- a check needs none, and soon ends

    digest = hashlib.sha256(program())
    for name in _MAKING_TEXT:
        digest.update(f"{name} {version(name)}\0".encode())
    _add_files(digest, _MATERIAL)
    return digest.digest()


def _add_files(digest: "hashlib._Hash", endings: tuple[str, ...]) -> None:
    """Add the names and bytes of the files of the program that end so, in the order of their names."""
    root = str(_GENERATOR)
    places = (
        f"{folder}{os.sep}{name}" for folder, _, names in os.walk(root) for name in names if name.endswith(endings)
    )
    for place in sorted(places):
        with open(place, "rb") as file:  # noqa: PTH123 -- paths as objects take longer than the reading
            digest.update(f"{place[len(root) :]}\0".encode())
            digest.update(hashlib.sha256(file.read()).digest())


def _connected(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=_WAIT)


def _some(database: sqlite3.Connection, keys: set[bytes]) -> Iterator[tuple[bytes, bytes]]:
    for key in keys:
        yield from database.execute("SELECT key, value FROM rows WHERE key = ?", (key,))


@contextmanager
def _errors_passed_over(path: Path) -> Iterator[None]:
    """Go on without the cache where it fails; one that is no database any more is removed."""
    try:
        yield
    except sqlite3.OperationalError:
        return  # locked, read-only, disk full: the next run may fare better
    except sqlite3.DatabaseError:
        _removed(path)
    except (OSError, ValueError, TypeError):
        return


def _removed(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return


def _packed(value: Any) -> bytes:
    data = pickle.dumps(value, protocol=5)
    return hashlib.blake2b(data, digest_size=_DIGEST).digest() + data


def _unpacked(row: object) -> Any | None:
    """Return the value of a row; None where the row was damaged, or holds anything but records."""
    if not isinstance(row, bytes):
        return None
    data = memoryview(row)[_DIGEST:]
    if hashlib.blake2b(data, digest_size=_DIGEST).digest() != row[:_DIGEST]:
        return None
    try:
        return _Records(io.BytesIO(data)).load()
    except Exception:
        return None


class _Records(pickle.Unpickler):
    """Reads back records and nothing else: no function can be named, so none can be called."""

    def find_class(self, module: str, name: str) -> Any:
        """Return one of this package's records."""
        return _record_class(module, name)


@cache
def _record_class(module: str, name: str) -> type:
    found = getattr(sys.modules.get(module), name, None) if module.startswith("generator.") else None
    if isinstance(found, type) and is_dataclass(found):
        return found
    raise pickle.UnpicklingError(f"{module}.{name} is no record")
