"""How a store lies on the disk: every file with its signature, taken by a second process while the first one still loads."""

import os
from array import array
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from generator.settings import processes
from generator.source.files import Form, walk

Signature = tuple[int, int, int, int, int]
"""What the disk says of a file besides its bytes: size, times of change (of the content and of all) in ns, number, device."""
NONE: Signature = (0, 0, 0, 0, 0)
"""The signature of what is no regular file."""
_FORMS: tuple[Form, ...] = ("file", "folder", "other")
_CHUNK = 1 << 20


class Snapshot(NamedTuple):
    """All that a listing of the store finds, sorted by path."""

    places: list[str]
    """Where each is on the disk."""
    forms: list[Form]
    signatures: bytes
    """Five numbers of each."""

    def each(self) -> Iterator[tuple[str, Form, Signature]]:
        """Yield what was found, one after the other."""
        return zip(self.places, self.forms, unpacked(self.signatures), strict=True)


def take(entities: Path) -> Snapshot:
    """List a store and ask the disk about every file of it."""
    found = walk(entities)
    numbers = array("q")
    for place, form in found:
        numbers.extend(signature(place) if form == "file" else NONE)
    return Snapshot([place for place, _ in found], [form for _, form in found], numbers.tobytes())


def signature(place: str) -> Signature:
    """Return the signature of a file; noughts where there is none."""
    try:
        held = os.lstat(place)
    except OSError:
        return NONE
    return (held.st_size, held.st_mtime_ns, held.st_ctime_ns, held.st_ino, held.st_dev)


def unpacked(signatures: bytes) -> Iterator[Signature]:
    """Yield the signatures out of their bytes."""
    return zip(*[iter(array("q", signatures))] * len(NONE), strict=True)


class Taking:
    """A snapshot that is being taken."""

    def __init__(self, entities: Path, *, apart: bool) -> None:
        """Begin; `apart` in another process, where the machine has one to spare, else when the snapshot is asked for."""
        self._entities = entities
        self._reading = self._process = -1
        if apart and hasattr(os, "fork") and processes(2, 2) > 1:
            with suppress(OSError):
                self._fork()

    def snapshot(self) -> Snapshot:
        """Return the snapshot, once; of a process that failed it is taken here."""
        held = b""
        if self._process > 0:
            with open(self._reading, "rb") as pipe:  # noqa: PTH123 -- a number, not a path
                held = pipe.read()
            with suppress(OSError):
                os.waitpid(self._process, 0)
        return _decoded(held) or take(self._entities)

    def _fork(self) -> None:
        self._reading, writing = os.pipe()
        self._process = os.fork()
        if self._process == 0:
            try:
                data = memoryview(_encoded(take(self._entities)))
                while data:
                    data = data[os.write(writing, data[:_CHUNK]) :]
            finally:
                os._exit(0)  # whatever the first process has opened or buffered is for it to close
        os.close(writing)


def _encoded(snapshot: Snapshot) -> bytes:
    places = os.fsencode("\0".join(snapshot.places))
    forms = bytes(map(_FORMS.index, snapshot.forms))
    lengths = array("q", [len(places), len(forms), len(snapshot.signatures)]).tobytes()
    return b"".join((lengths, places, forms, snapshot.signatures))


def _decoded(data: bytes) -> Snapshot | None:
    """Return what a process sent; None where it did not send all of it."""
    start = 3 * array("q").itemsize
    if len(data) < start or len(data) != start + sum(lengths := array("q", data[:start])):
        return None
    middle, end = start + lengths[0], start + lengths[0] + lengths[1]
    places = os.fsdecode(data[start:middle])
    return Snapshot(places.split("\0") if places else [], [_FORMS[n] for n in data[middle:end]], data[end:])
