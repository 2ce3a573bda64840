"""Pages of entries that were rendered before, used again where nothing that they were rendered from has changed.

While a page is rendered, it is noted which entries, mentions and uses of the atlas were looked up. A page can stand
as long as each of these says what it said then: rendering is a function of what it reads, so that it would read the same
again. Whatever reads all entries, as indexes do, is never remembered. Of a text no more is kept than its hash: the text
itself is where it was written, and made again where it is gone or was changed.
"""

import hashlib
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from generator.cache import Cache, key_of, whole_program
from generator.model.atlas import Atlas
from generator.model.entry import Entry
from generator.model.memo import Notes

V = TypeVar("V")
_TABLES = ("entry", "mentions", "uses")
_ALL = "*"
"""What is noted where all of a table is read."""
_LEVEL = 1
"""Of compression: rows are kept small enough to be read at once, and quickly."""
_HASH = 16
"""Bytes of the hash of a text."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """The pages that one entry gives rise to, and what else is taken from it while they are made."""

    pages: tuple[tuple[str, str], ...]
    """Path and text."""
    counts: tuple[int, ...]
    stands: bool = False
    """Whether the texts were read from where they were written, and so need not be written."""


@dataclass(frozen=True, slots=True)
class Row:
    """What is kept of an entry's pages."""

    fingerprint: bytes
    """Of all that was read."""
    read: bytes
    """What was read: table and id, a line each; compressed."""
    pages: tuple[tuple[str, bytes], ...]
    """Path, and hash of the text."""
    counts: tuple[int, ...]


class Memory:
    """The pages of one atlas, made or remembered."""

    def __init__(
        self,
        atlas: Atlas,
        contents: Mapping[str, bytes] | None = None,
        cache: Cache | None = None,
        written: Callable[[str], bytes | None] = lambda path: None,
    ) -> None:
        """Take the atlas, what stands for the content of each of its entries, and where rows are kept; all else is rendered.

        `written` returns what is found at the path of a page.
        """
        self._source = atlas
        self._contents = contents or {}
        self._cache = cache or Cache(None)
        self._written = written
        self._shared = b""
        self._notes = Notes()
        self._known: dict[str, bytes] = {}
        self.noted: tuple[str, ...] = ()
        """What the pages returned last were made from: table and id."""
        self.rendered = 0
        """The entries whose pages were made anew."""
        self.atlas = replace(
            atlas,
            entries=_Watched(atlas.entries, "entry", self._notes),
            mentions=_Watched(atlas.mentions, "mentions", self._notes),
            uses=_Watched(atlas.uses, "uses", self._notes),
            prose=_WatchedProse(atlas.prose, "entry", self._notes),
            notes=self._notes,
        )
        """The atlas that pages of entries have to be rendered from."""
        if contents is not None:
            self._cache.load(_key(id) for id in atlas.entries)

    def share(self, *given: object) -> None:
        """Take what every page is rendered from besides the atlas and the program."""
        if not self._contents:
            return
        self._shared = hashlib.sha256(repr((given, sorted(self._source.authors))).encode()).digest()

    def pages(self, entry: Entry, given: tuple[str, ...], render: Callable[[], Rendered]) -> Rendered:
        """Return the pages of an entry; `given` is what these are rendered from besides what all share."""
        if not self._contents:
            self.rendered += 1
            return self._made(entry, render)
        start = self._shared + repr((entry.id, given)).encode()
        row = self._cache.get(_key(entry.id), Row)
        if row is not None:
            read = zlib.decompress(row.read).decode().split("\n")
            if self._fingerprint(start, read) == row.fingerprint:
                pages = [(path, text) for path, wanted in row.pages if (text := self._text(path, wanted)) is not None]
                if len(pages) == len(row.pages):
                    self.noted = tuple(read)
                    return Rendered(tuple(pages), row.counts, stands=True)
        made = self._made(entry, render)
        self.rendered += 1
        if not any(f"{table} {_ALL}" in self._notes.held for table in _TABLES):
            read = list(self.noted)
            self._cache.replace(
                _key(entry.id),
                Row(
                    self._fingerprint(start, read),
                    zlib.compress("\n".join(read).encode(), _LEVEL),
                    tuple((path, _hash(text.encode())) for path, text in made.pages),
                    made.counts,
                ),
            )
        return made

    def _made(self, entry: Entry, render: Callable[[], Rendered]) -> Rendered:
        """Make pages, and note what is read for them."""
        noted = self._notes.held = {f"entry {entry.id}": None}
        made = render()
        self.noted = tuple(noted)
        return made

    def handed_over(self) -> tuple[dict[bytes, bytes], set[bytes], int]:
        """Return what this process made, for the one that it was forked from."""
        return *self._cache.handed_over(), self.rendered

    def take(self, made: Mapping[bytes, bytes], used: Iterable[bytes], rendered: int) -> None:
        """Take over what another process made."""
        self._cache.take(made, used)
        self.rendered += rendered

    def save(self) -> None:
        """Keep what was made for the next run."""
        self._cache.save()

    def _text(self, path: str, wanted: bytes) -> str | None:
        """Return the text of a page where it is still the one that was written."""
        found = self._written(path)
        return found.decode() if found is not None and _hash(found) == wanted else None

    def _fingerprint(self, start: bytes, read: list[str]) -> bytes:
        known = self._known
        return hashlib.sha256(start + b"".join([known.get(noted) or self._state(noted) for noted in read])).digest()

    def _state(self, noted: str) -> bytes:
        """Return what stands for what is now to be read there."""
        table, _, id = noted.partition(" ")
        if table == "entry":
            state = self._contents.get(id, b"none")
        else:
            held: Mapping[str, tuple[Any, ...]] = getattr(self._source, table)
            refers = held.get(id, ())
            parts = [f"{len(refers)}".encode(), *(f"{item.entry_id} {item.field}\n".encode() for item in refers)]
            state = b"".join([*parts, *(self._contents[item.entry_id] for item in refers)])
        self._known[noted] = key_of(noted.encode(), state)
        return self._known[noted]


def _hash(text: bytes) -> bytes:
    return hashlib.blake2b(text, digest_size=_HASH).digest()


def _key(id: str) -> bytes:
    return key_of(b"page", whole_program(), id.encode())


class _Watched(Mapping[Any, V]):
    """A table that notes what is looked up in it."""

    def __init__(self, held: Mapping[Any, V], table: str, notes: Notes) -> None:
        self._held = held
        self._table = table
        self._notes = notes
        self._names: dict[Any, str] = {}

    def __getitem__(self, key: Any) -> V:
        self._notes.held[self._names.get(key) or self._named(key)] = None
        return self._held[key]

    def get(self, key: Any, default: Any = None) -> Any:
        """Return what is held there, or the default; either way it was looked up."""
        self._note(key)
        return self._held.get(key, default)

    def __contains__(self, key: Any) -> bool:
        self._note(key)
        return key in self._held

    def __iter__(self) -> Iterator[Any]:
        self._notes.held[f"{self._table} {_ALL}"] = None
        return iter(self._held)

    def __len__(self) -> int:
        self._notes.held[f"{self._table} {_ALL}"] = None
        return len(self._held)

    def _note(self, key: Any) -> None:
        self._notes.held[self._names.get(key) or self._named(key)] = None

    def _named(self, key: Any) -> str:
        return self._names.setdefault(key, f"{self._table} {self._id(key)}")

    def _id(self, key: Any) -> str:
        return str(key)


class _WatchedProse(_Watched[V]):
    """The prose of entries: of each what its entry says."""

    def _id(self, key: Any) -> str:
        return str(key[0])
