"""The index: of each file how it lay on the disk, what stands for its bytes, and who names it or is called as it is.

It is a way to what is kept in the cache, and nothing that a finding rests on: numbers are looked up by a short sum of the text,
and whoever asks compares the texts themselves.
"""

import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from zlib import crc32

from generator.links.linking import Linked
from generator.source.files import EntryFile, Form
from generator.source.snapshot import NONE, Signature, Snapshot, signature, unpacked

_WIDTH = 32
"""Bytes of a key of the cache."""
_NOTHING = array("q", NONE).tobytes()
_BLOCK = 64 * len(_NOTHING)
_SLACK = 2_000_000_000
"""Nanoseconds: the coarsest time of change that a file system keeps. What changed since may change again unseen."""


@dataclass(frozen=True, slots=True)
class StoreIndex:
    """A store as it was read; files go by their numbers, in the order of the listing."""

    places: str
    """Where each is on the disk, parted by noughts, sorted."""
    ids: str
    """The id of each, parted by noughts."""
    signatures: bytes
    """Five numbers of each; noughts where the file has to be read whatever they say."""
    keys: bytes
    """Of each, what stands for its bytes and for the program."""
    naming: bytes
    """By the sum of an id: the files that name it, whether it leads anywhere or not."""
    likeness: bytes
    """By the sum of a text by which entries are compared: the files that have it."""
    lost: tuple[int, ...]
    """The files in which linking found something."""
    redirects: tuple[tuple[int, tuple[str, ...]], ...]
    """The old ids of those that have any."""
    authors: tuple[tuple[int, tuple[str, ...]], ...]
    """Those who signed a work, of each work that is signed."""


def name_of_row() -> bytes:
    """Return what the index is kept under, besides the program: numbers are written as this machine writes them."""
    return f"index of the store, {sys.byteorder}".encode()


def store_index(
    files: Iterable[EntryFile],
    contents: Mapping[str, bytes],
    linked: Linked,
    compared_by: Mapping[str, Iterable[str]],
    since: tuple[int, int],
) -> StoreIndex:
    """Return the index of a store that was read after the moment `since` (of `cache.moment`), and as it is on the disk now.

    `contents` are keys by id; a file that is no entry is left out, and so read again by whoever finds it.
    """
    entries = linked.atlas.entries
    held = [file for file in files if file.id in entries and entries[file.id].file == file.file]
    number = {file.id: n for n, file in enumerate(held)}
    tables = (linked.atlas.mentions, linked.atlas.uses)
    naming = [(id, number[item.entry_id]) for table in tables for id, items in table.items() for item in items]
    naming += [(target, number[id]) for id, vain in linked.lost.items() for target in vain]
    signed = (
        (n, tuple(person.full for person in getattr(entries[id].record, "author", ()))) for id, n in number.items()
    )
    return StoreIndex(
        "\0".join(file.place for file in held),
        "\0".join(file.id for file in held),
        array("q", [part for file in held for part in _settled(file, since)]).tobytes(),
        b"".join(contents[file.id] for file in held),
        _postings(naming),
        _postings((text, number[id]) for id, texts in compared_by.items() for text in texts),
        tuple(number[id] for id in linked.lost),
        tuple((n, old) for id, n in number.items() if (old := entries[id].record.redirects)),
        tuple((n, names) for n, names in signed if names),
    )


def _settled(file: EntryFile, since: tuple[int, int]) -> Signature:
    """Return the signature of a file that did not change since it was read; noughts where it may have."""
    now, device = since
    held = signature(file.place)
    if held == NONE or held[4] != device or max(held[1], held[2]) >= now - _SLACK:
        return NONE
    return held


def _postings(pairs: Iterable[tuple[str, int]]) -> bytes:
    return array("Q", sorted({crc32(text.encode()) << 32 | number for text, number in pairs})).tobytes()


class Postings:
    """The numbers of files by texts: of a text all that have it, and now and then one more."""

    def __init__(self, held: bytes) -> None:
        self._held = array("Q", held)

    def numbers(self, text: str) -> Iterator[int]:
        """Yield the numbers of the files that may have a text, ascending."""
        start = crc32(text.encode()) << 32
        at = bisect_left(self._held, start)
        while at < len(self._held) and self._held[at] >> 32 == start >> 32:
            yield self._held[at] & 0xFFFFFFFF
            at += 1


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a store lies on the disk beside how the index says that it did."""

    unchanged: Mapping[str, int]
    """The numbers of the files that are as they were, by id."""
    others: tuple[tuple[str, Form], ...]
    """What is there besides."""
    gone: tuple[str, ...]
    """The places at which there is nothing any more."""


def compare(index: StoreIndex, snapshot: Snapshot) -> Comparison:
    """Compare a store with its index."""
    places, ids = index.places.split("\0"), index.ids.split("\0")
    if snapshot.places == places and snapshot.forms.count("file") == len(places):
        changed = frozenset(_differing(index.signatures, snapshot.signatures))
        unchanged = {id: number for number, id in enumerate(ids) if number not in changed}
        return Comparison(unchanged, tuple((places[number], "file") for number in sorted(changed)), ())
    known = dict(zip(places, enumerate(unpacked(index.signatures)), strict=True))
    unchanged = {}
    others = []
    for place, form, found in snapshot.each():
        number, held = known.pop(place, (0, NONE))
        if held == found and held != NONE:
            unchanged[ids[number]] = number
        else:
            others.append((place, form))
    return Comparison(unchanged, tuple(others), tuple(known))


def _differing(ours: bytes, theirs: bytes) -> Iterator[int]:
    """Yield the numbers of the signatures that differ, or say nothing; most are the same, so that many are compared at once."""
    for start in range(0, len(ours), _BLOCK):
        end = start + _BLOCK
        if ours[start:end] != theirs[start:end] or _NOTHING in ours[start:end]:
            for at in range(start, min(end, len(ours)), len(_NOTHING)):
                held = ours[at : at + len(_NOTHING)]
                if held == _NOTHING or held != theirs[at : at + len(_NOTHING)]:
                    yield at // len(_NOTHING)


def content_key(index: StoreIndex, number: int) -> bytes:
    """Return what stands for the bytes of a file, and for the program."""
    return index.keys[number * _WIDTH : number * _WIDTH + _WIDTH]
