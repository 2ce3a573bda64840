"""The atlas as exports name it: its licence, the folders of bulk files, their checksums and packing; and ids on other sites."""

import hashlib
import io
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from euphrates_atlas.model.atlas import Entry
from euphrates_atlas.model.kind import Kind
from euphrates_atlas.model.shape import shape_of
from euphrates_atlas.text.urls import percent_encoded

Files = Iterator[tuple[str, bytes]]
"""Names and bytes of files."""
FilesOfLines = Iterator[tuple[str, Iterable[bytes]]]
"""Names of files that are to be packed, and their lines, or larger pieces: the largest are never held whole."""
LICENCE = "CC-BY-4.0"
"""The SPDX identifier."""
LICENCE_ADDRESS = "https://creativecommons.org/licenses/by/4.0/"
DATA = "data/v1"
"""The folder of bulk files below the site; the number changes with the form of the files."""
SCHEMAS = f"{DATA}/schema"
"""The folder of the schemas of the data, a file for each kind."""
ENTRY_SCHEMA = "entry.json"
"""The schema of the data of an entry, which holds the record."""
BIBLIOGRAPHY = "bibliography"
"""The name of the files of all works there, without ending."""
_LEVEL = 6
"""Of compression: a higher one takes twice the time for one per cent."""
_GZIP_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
"""It names no file, time or system (RFC 1952, 2.3)."""
_LEAST = 16_000
"""Bytes that are packed together at least."""
_ONE_OF = 4
"""One of how many lines, picked by their checksums, may end a block of these."""


def checksum(data: bytes) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def checksum_list(digests: Mapping[str, str]) -> bytes:
    """Return the checksums of files, by their names, as `sha256sum --check` reads them."""
    lines = [f"{digest}  {name}\n" for name, digest in digests.items()]
    return "".join(sorted(lines)).encode()


def feed_path(kind: Kind) -> str:
    """Return the path of the feed of the changes of a kind below the site."""
    return f"changes/{kind.folder}.xml"


def gzipped(pieces: Iterable[bytes]) -> bytes:
    """Return a file of lines packed with gzip, of which each piece has some; all machines write the same bytes.

    The compressor begins anew after lines that their own checksum picks, after 16 KB or more. A change in one place thus leaves
    the packed bytes of the rest as they were, and git keeps two versions of a file as one and their difference.
    """
    compressor = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = bytearray(_GZIP_HEAD)
    start = end = crc = 0
    for line in chain.from_iterable(map(io.BytesIO, pieces)):
        packed += compressor.compress(line)
        crc = zlib.crc32(line, crc)
        end += len(line)
        if end - start >= _LEAST and zlib.crc32(line) % _ONE_OF == 0:
            packed += compressor.flush(zlib.Z_FULL_FLUSH)
            start = end
    packed += compressor.flush() + struct.pack("<LL", crc, end & 0xFFFFFFFF)
    return bytes(packed)


_SITES = {  # by field of `Identifiers`: name, and address of the page of an id
    "wikidata": ("Wikidata", "https://www.wikidata.org/wiki/{}"),
    "geonames": ("GeoNames", "https://www.geonames.org/{}"),
    "opensanctions": (
        "OpenSanctions",
        "https://www.opensanctions.org/entities/{}/",
    ),
}


def external_ids(entry: Entry) -> Iterator[tuple[str, str, str]]:
    """Yield site, id and address of each id that an entry has elsewhere; no address where the site is not in `_SITES`."""
    identifiers = entry.record.identifiers
    if not identifiers:
        return
    for name in shape_of(type(identifiers)).fields:
        value = getattr(identifiers, name)
        if value:
            label, pattern = _SITES.get(name, (name.replace("_", " ").upper(), ""))
            yield label, value, percent_encoded(pattern.format(value))
