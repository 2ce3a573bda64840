"""Pages of entries that an earlier build made, left as they are if nothing that they were made from has changed.

While a page is made, it is noted which entries, mentions and uses of the atlas are looked up. If each of these is as it
was, the page would come out the same. A page that reads all entries is never remembered.
"""

import hashlib
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from generator.model.atlas import Atlas, Notes
from generator.store.store import Store

_ALL = "*"
"""The note for a look through a whole table."""
Outputs = tuple[tuple[str, str, bytes], ...]
"""Folder, path and hash of each file."""
Links = tuple[tuple[str, str, str], ...]
"""The links that can be checked when all pages are made: path, fragment, and the link as it stands in the page."""


@dataclass(frozen=True, slots=True)
class MadePages:
    """What is remembered of the pages of an entry."""

    fingerprint: bytes
    """A hash of all that was read for them."""
    reads: bytes
    """The notes, a line each, compressed."""
    outputs: Outputs
    links: Links


class PageMemory:
    """The pages of one build."""

    def __init__(self, store: Store, rows: Mapping[str, MadePages]) -> None:
        self._store = store
        self._rows = rows
        self._states: dict[str, bytes] = {}
        self._notes = Notes()
        atlas = store.atlas
        self.atlas: Atlas = replace(
            atlas,
            entries=_NotingTable(atlas.entries, "entry", self._notes),
            mentions=_NotingTable(atlas.mentions, "mentions", self._notes),
            uses=_NotingTable(atlas.uses, "uses", self._notes),
            prose=_NotingTable(atlas.prose, "entry", self._notes),
            notes=self._notes,
        )
        """The atlas that pages have to be made from."""
        self._shared = b""

    def share(self, *inputs: object) -> None:
        """Take what all pages depend on beside the atlas and the program."""
        self._shared = hashlib.sha256(repr(inputs).encode()).digest()

    def recall(self, id: str, inputs: tuple[str, ...]) -> MadePages | None:
        """Return what is remembered of an entry's pages, if all that they were made from is as it was."""
        row = self._rows.get(id)
        reads = zlib.decompress(row.reads).decode().split("\n") if row is not None else []
        return row if row is not None and row.fingerprint == self._fingerprint(id, inputs, reads) else None

    def begin(self, id: str) -> None:
        """Begin to note what is looked up for the pages of an entry."""
        self._notes.reads = {("entry", id): None}

    def end(self, id: str, inputs: tuple[str, ...], outputs: Outputs, links: Links) -> MadePages | None:
        """Return what is to be remembered of the pages that were made since; None of one that reads all entries."""
        if any(id == _ALL for _, id in self._notes.reads):
            return None
        reads = [f"{table} {id}" for table, id in self._notes.reads]
        packed = zlib.compress("\n".join(reads).encode(), 1)
        return MadePages(self._fingerprint(id, inputs, reads), packed, outputs, links)

    def _fingerprint(self, id: str, inputs: tuple[str, ...], reads: list[str]) -> bytes:
        start = self._shared + repr((id, inputs)).encode()
        return hashlib.sha256(start + b"".join(self._state(note) for note in reads)).digest()

    def _state(self, note: str) -> bytes:
        """Return a hash of what a look-up gives now."""
        if note not in self._states:
            table, _, id = note.partition(" ")
            digest = hashlib.sha256(note.encode())
            if table == "entry":
                digest.update(self._store.hashes.get(id, b"none"))
            else:
                for reference in getattr(self._store.atlas, table).get(id, ()):
                    digest.update(f"{reference.entry_id} {reference.field}\n".encode())
                    digest.update(self._store.hashes[reference.entry_id])
            self._states[note] = digest.digest()
        return self._states[note]


class _NotingTable(Mapping[str, Any]):
    """A table that notes what is looked up in it."""

    def __init__(self, table: Mapping[str, Any], name: str, notes: Notes) -> None:
        self._table, self._name, self._notes = table, name, notes

    def _noted(self, id: str) -> Mapping[str, Any]:
        """Return the table, of which this row, or all, is looked up."""
        self._notes.reads[self._name, id] = None
        return self._table

    def __getitem__(self, key: str) -> Any:
        return self._noted(key)[key]

    def get(self, key: str, default: Any = None) -> Any:
        """Return a row, or the default; either way it was looked up."""
        return self._noted(key).get(key, default)

    def __contains__(self, key: Any) -> bool:
        return key in self._noted(key)

    def __iter__(self) -> Iterator[str]:
        return iter(self._noted(_ALL))

    def __len__(self) -> int:
        return len(self._noted(_ALL))
