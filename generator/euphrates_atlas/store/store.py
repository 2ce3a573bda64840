"""The store: its entries on disk, read and linked on request.

`read_store` is for the check, the build, the server and other commands; `read_revision` for comparisons.
"""

import errno
import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial
from itertools import chain
from pathlib import Path, PurePosixPath

from euphrates_atlas.batched import batched
from euphrates_atlas.findings import Finding
from euphrates_atlas.git import files_at
from euphrates_atlas.kinds import record_types
from euphrates_atlas.model.atlas import Atlas, Entry
from euphrates_atlas.model.parsing import parse_entry
from euphrates_atlas.settings import Settings
from euphrates_atlas.store.database import Database, FileRow, content_hash
from euphrates_atlas.store.files import StoredFile, file_bytes, filesystem_time, list_store
from euphrates_atlas.store.linking import (
    Contribution,
    EntryHead,
    Links,
    authors_of,
    contribution,
)
from euphrates_atlas.text.escape import ascii_words
from euphrates_atlas.text.yaml_reader import read_tree
from euphrates_atlas.text.yaml_tree import Tree
from euphrates_atlas.workers import shared

_PORTION = 25
"""Entries that a worker process reads at once."""
MIN_CACHED = 200
"""Entries; a smaller store is read faster than a database is opened."""
_FEW = 20
"""Changes that a save makes at most; after more, as after a change of branch, the system may not have reported all."""
_TICK = 2_000_000_000
"""Nanoseconds: the coarsest time of change that a file system keeps. A younger file may change again unseen."""


_Reading = tuple[FileRow, Entry, Contribution] | list[Finding]
"""A file that was read: its entry, with what it brings to the atlas, which is quicker sent than found again; or what is wrong."""


class Store:
    """A store as it was at one moment: its files are looked at now, its entries fetched and linked when somebody asks."""

    def __init__(
        self,
        files: Iterable[StoredFile],
        findings: Iterable[Finding],
        database: Database,
        since: tuple[int, int] | None = None,
        before: "Store | None" = None,
        changed: Collection[str] | None = None,
    ) -> None:
        """Take the entries' files, and what is wrong with others; what neither the database nor the store `before` has is read.

        `since` is the file system's time and device, where the signatures of files can be relied on. `changed` are the files
        that may differ from those of the store before; any may, if none are given.
        """
        self.files: Mapping[str, StoredFile] = {file.file: file for file in files}
        """By path below the repository."""
        self.unreadable = [*findings]
        """What is wrong with files that are no entries."""
        self.is_tidy = not self.unreadable
        """Whether all files are where entries are, each with an id of its own."""
        self.database = database
        self.hashes: dict[str, bytes] = {}
        """The hash of each entry's file, by id."""
        self.rows: dict[str, FileRow] = {}
        """What is known of each entry's file, by path."""
        self.fresh = set[str]()
        """The files whose entries are not those of the database."""
        self._since = since
        self._entries: dict[str, Entry] = {}
        self._contributions: dict[str, Contribution] = {}
        self._naming_of: Mapping[str, set[str]] | None = None
        earlier = database.file_rows() if before is None else before.rows
        self._is_complete = before is not None or not earlier
        """Whether it is known who names whom without asking the database."""
        if earlier:
            for path, file in self.files.items():
                row = earlier.get(path)
                is_same = changed is not None and path not in changed
                if is_same and row and row.signature:
                    self._list(file, row)
                else:
                    self._take(file, row)
        else:
            self._read_all()
        self.links = self._linked(before)
        self.links.contributions = self._contributions
        if before:
            self._take_over(before)
        self.unreadable = [self.links.helped(finding) for finding in self.unreadable]

    @property
    def atlas(self) -> Atlas:
        """The entries, linked; in a store with errors as far as they can be read."""
        return self.links.atlas

    def is_sound(self) -> bool:
        """Tell whether every file can be read, and every reference leads somewhere."""
        return not self.unreadable and not self.links.faults()

    @property
    def unread_files(self) -> tuple[str, ...]:
        """The files that are no entries, sorted."""
        return tuple(sorted({finding.file for finding in self.unreadable}))

    def is_of_same_files(self, root: Path, changed: Collection[str] | None) -> bool:
        """Tell whether the store is known to have the same files after these few paths changed, as after a save."""
        if changed is None or not self.is_tidy or len(changed) > _FEW:
            return False
        for path in changed:
            place = root / path
            if path in self.files:
                is_same = place.is_file() and not place.is_symlink()
            else:  # what an editor wrote for a moment beside the files of a kind
                is_same = path.count("/") == 2 and not os.path.lexists(place)
            if not is_same:
                return False
        return True

    def tree(self, file: str) -> Tree | list[Finding]:
        """Read the YAML of a file again: positions are not kept."""
        data = file_bytes(self.files[file])
        return [data] if isinstance(data, Finding) else read_tree(file, data)

    def alike(
        self,
        ids: Collection[str],
        compared_by: Callable[[Entry], Iterable[str]],
    ) -> set[str]:
        """Return these ids, and those of all entries that rules compare with one of them by a text, such as a name.

        `compared_by` gives these texts of an entry; those of entries that were not read now are in the database.
        """
        texts = set[str]()
        for id in ids:
            if id in self.atlas.entries:
                texts.update(compared_by(self.atlas[id]))
        files = set(chain.from_iterable(map(self.database.files_of, texts)))
        alike = {*ids, *map(_stem, files - self.fresh)}
        for id in map(_stem, self.fresh):
            if not texts.isdisjoint(compared_by(self.atlas[id])):
                alike.add(id)
        return alike

    def gather_references(self) -> None:
        """Ask all entries whom they name, and no more the database: whoever goes through them has fetched them anyway."""
        self._is_complete = True

    def save(self, compared_by: Callable[[Entry], Iterable[str]]) -> None:
        """Keep for the next run what this one read; `compared_by` gives the texts by which rules compare entries."""
        if not self.database.is_kept:
            return
        entries = {}
        for id in map(_stem, self.fresh):
            entry = self.atlas[id]
            named = self.links.contribution(id).by_target
            entries[entry.file] = (entry, {*named, *compared_by(entry)})
        self.database.keep(self.rows, entries)

    def _read_all(self) -> None:
        """Read a store of which nothing is known; of a large one other processes read a share."""
        files = [*self.files.values()]
        jobs = [partial(self._read_portion, some) for some in batched(files, _PORTION)]
        readings = shared(jobs, len(files))
        for file, reading in zip(files, chain(*readings), strict=True):
            self._take_read(file, reading)

    def _read_portion(self, files: Sequence[StoredFile]) -> list[_Reading]:
        return [
            self._reading(file, self._since and file.signature, file_bytes(file))
            for file in files
        ]

    def _take(self, file: StoredFile, earlier: FileRow | None) -> None:
        """Take in a file; it is read only if it may have changed."""
        # Where no signature can be relied on, none is asked for.
        signature = self._since and file.signature
        if earlier and signature and earlier.signature == signature:
            self._list(file, earlier)
            return
        data = file_bytes(file)
        hash = b"" if isinstance(data, Finding) else content_hash(file.file, data)
        if earlier and earlier.hash == hash:
            self._list(file, earlier._replace(signature=self._settled(signature)))
        else:
            self._take_read(file, self._reading(file, signature, data))

    def _take_read(self, file: StoredFile, reading: _Reading) -> None:
        """Take in a file that was read. Of several files of one id the first entry counts."""
        if isinstance(reading, list):
            self.unreadable += reading
        elif self._list(file, reading[0]):
            self.fresh.add(file.file)
            _, self._entries[file.id], self._contributions[file.id] = reading

    def _reading(
        self, file: StoredFile, signature: str | None, data: bytes | Finding
    ) -> _Reading:
        """Return a file as it was read; `signature` is from before."""
        if isinstance(data, Finding):
            return [data]
        entry = read_entry(file, data)
        if isinstance(entry, list):
            return entry
        hash = content_hash(file.file, data)
        signed = "\n".join(authors_of(entry))
        redirects = "\n".join(entry.record.redirects)
        row = FileRow(self._settled(signature), hash, signed, redirects)
        return row, entry, contribution(entry)

    def _settled(self, signature: str | None) -> str | None:
        """Return the signature of a file that was last changed so long before the run that a later change will show in it.

        None for any other: the file is read again by the next run.
        """
        if not signature or not self._since:
            return None
        time, own_device = self._since
        _, changed, inode_changed, _, device = map(int, signature.split())
        newest = max(changed, inode_changed)
        is_settled = device == own_device and newest < time - _TICK
        return signature if is_settled else None

    def _list(self, file: StoredFile, row: FileRow) -> bool:
        """List an entry, and tell whether it is the first one of its id."""
        if file.id in self.hashes:
            return False
        self.hashes[file.id] = row.hash
        self.rows[file.file] = row
        return True

    def _linked(self, before: "Store | None") -> Links:
        """Return the links of the entries; the store before has the heads of files that are as they were."""
        types = record_types()
        heads = []
        for path, row in self.rows.items():
            file = self.files[path]
            if before and before.rows.get(path) == row:
                heads.append(before.links.heads[file.id])
                continue
            kind = types[file.folder].kind
            authors = row.signed.splitlines()
            redirects = row.redirects.split()
            heads.append(EntryHead(kind.order, file.id, path, kind, authors, redirects))
        stems = [*map(_stem, self.unread_files)]
        unread = frozenset(chain(stems, map(ascii_words, stems)))
        return Links(heads, self._fetch, self._naming, unread)

    def _take_over(self, before: "Store") -> None:
        """Take over what the store before had read and worked out: nothing is asked of it later, nor of the database."""
        links = self.links
        earlier = before.hashes
        changed = {id for id, hash in self.hashes.items() if earlier.get(id) != hash}
        if (
            links.heads == before.links.heads
            and links.atlas.unread == before.links.atlas.unread
        ):
            links.faultless = before.links.faultless - changed
        self.fresh |= before.fresh & self.rows.keys()
        self._entries = {entry.id: entry for entry in before.atlas} | self._entries
        links.contributions = before.links.contributions | links.contributions
        if before._naming_of and earlier.keys() == self.hashes.keys():
            # It may say too much of an entry that names fewer now.
            self._naming_of = links.naming(changed, before._naming_of)

    def _fetch(self, id: str) -> Entry:
        """Return an entry: as this run has it, else from the database, else read."""
        if id not in self._entries:
            file = self.links.heads[id].file
            entry = self.database.entry(file, self.hashes[id])
            self._entries[id] = entry or self._read_again(file)
        return self._entries[id]

    def _read_again(self, file: str) -> Entry:
        """Read a file that the database had a moment ago: it was damaged, or another run has changed it."""
        stored = self.files[file]
        entry = read_entry(stored, stored.read())
        if isinstance(entry, list):
            raise OSError(
                errno.EAGAIN,
                "the file changed while it was read: try again",
                file,
            )
        return entry

    def _naming(self, target: str) -> Iterable[str]:
        """Return the ids of the entries that name an id."""
        if self._is_complete:
            if self._naming_of is None:
                # As a whole, by one assignment: several threads may ask.
                self._naming_of = self.links.naming(self.links.heads)
            return self._naming_of.get(target, ())
        # Those of the fresh files are asked too: the database does not know whom these name.
        stored = self.rows.keys() & {*self.database.files_of(target)}
        return map(_stem, stored | self.fresh)


def read_store(
    settings: Settings,
    *,
    cached: bool = True,
    before: Store | None = None,
    changed: Collection[str] | None = None,
) -> Store:
    """Read the store as it is in the working tree, as far as neither the database nor the store `before` has it.

    `changed` are the paths of all that was changed since then; without them, all files are looked at.
    """
    files: Collection[StoredFile] = before.files.values() if before else ()
    findings: list[Finding] = []
    if not (before and before.is_of_same_files(settings.root, changed)):
        files, findings = list_store(settings.entities, record_types())
        changed = None
    is_cached = cached and len(files) >= MIN_CACHED
    own = settings.database if is_cached else None
    database = before.database if before else Database(own)
    since = filesystem_time(settings.state) if is_cached else None
    return Store(files, findings, database, since, before, changed)


def read_revision(settings: Settings, commit: str) -> Store:
    """Read the store as it was at a commit; what the database has of it is not parsed. Raises `HistoryError` where git cannot tell."""
    folders = record_types()
    files = files_at(settings.root, commit, settings.entities.name)
    entries = [file for file in files if file.folder in folders]
    is_cached = len(entries) >= MIN_CACHED
    return Store(entries, [], Database(settings.database if is_cached else None))


def read_entry(file: StoredFile, data: bytes) -> Entry | list[Finding]:
    """Return the entry of a file, or what is wrong with it."""
    tree = read_tree(file.file, data)
    if isinstance(tree, list):
        return tree
    folders = record_types()
    return parse_entry(file.id, tree, folders[file.folder], folders.values())


def _stem(file: str) -> str:
    return PurePosixPath(file).stem
