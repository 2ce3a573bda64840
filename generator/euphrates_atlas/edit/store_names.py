"""Search of the store for names, ids and addresses, in entries with errors too.

`atlas find` asks for words, and `atlas new` for what is there already, in any spelling. Files are read here without
being checked, and only as far as they hold names. Folding makes spellings of one name equal (`text/folding`).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher, get_close_matches
from enum import IntEnum
from itertools import chain
from math import fsum
from operator import itemgetter
from typing import NamedTuple

from euphrates_atlas.findings import Finding
from euphrates_atlas.kinds import record_types
from euphrates_atlas.model.ids import id_fault
from euphrates_atlas.settings import Settings
from euphrates_atlas.store.files import EntryFile, file_bytes, list_store
from euphrates_atlas.text.archives import page_of
from euphrates_atlas.text.folding import RULES, fold, fold_solid, letters, skeleton, tokens
from euphrates_atlas.text.urls import fold_address
from euphrates_atlas.text.yaml_reader import read_tree
from euphrates_atlas.text.yaml_tree import (
    Mapping,
    Node,
    Scalar,
    Sequence,
    Tree,
    as_data,
    line_and_column,
)

_NAMES_ALIKE = 0.84
"""Least similarity of names, from 0 to 1 as `difflib` measures it."""
_WORDS_ALIKE = 0.8
"""Least similarity of words."""
_SKELETONS_ALIKE = 0.5
"""Least similarity of words with the same consonants."""
_ADDRESSES = ("url", "archive_url")
_NAMES = ("name", "title", "title_tr", "names.text")
_NAME_FIELDS = re.compile(
    rb"\n(?:name|names|title|title_tr|redirects):.*(?:\n(?:[ \t\r#-].*|(?=\n|\Z)))*"
)
"""The fields of a file that hold names, with the lines that belong to them.

Each begins with the line end before it, which is found in a quarter of the time of the beginning of a line.
"""
_LABEL = re.compile(rb"\n(?:name|title):")
"""The field by which an entry is called, where a file is laid out as usual."""
_DROPPED = f"{RULES['before']['characters']}.".encode("ascii", "ignore")
"""The letters of ASCII that may be between those of a word: apostrophes, and the full stops of acronyms."""


class Match(IntEnum):
    """How well a text matches the words; the lower, the better."""

    EXACT = 0
    FOLDED = 1
    """Equal but for case, accents, apostrophes, articles and letter forms."""
    PREFIX = 2
    """The text begins with the words."""
    INSIDE = 3
    """The text has all the words in any order; the last may be the start of one of its words."""


class NamePlace(NamedTuple):
    """A name or address, and where it stands; line and column count from 1."""

    text: str
    file: EntryFile
    field: str
    line: int
    column: int
    is_shared: bool = False
    """The entry says that other entries have this name too."""

    @property
    def place(self) -> str:
        """File and line."""
        return f"{self.file.file}:{self.line}"


_Places = dict[str, list[NamePlace]]
"""Names or addresses by their folded form."""


class Hit(NamedTuple):
    """A name, an address or an id that has the words."""

    match: Match
    place: NamePlace


class Query:
    """The words that somebody looks for. Only words that look like an address are looked for in addresses."""

    def __init__(self, words: str) -> None:
        self._typed = " ".join(words.split())
        self._folded = fold(words)
        self._address = ""
        if re.search(r"[./]", words):
            self._address = fold_address(page_of(words))
        self._words = self._folded.split(" ")
        # The longest part of the address that stands in a file whatever its form.
        path = self._address.partition("?")[0]
        pieces = re.findall(r"[a-z0-9.-]+", path.casefold())
        self._piece = max(pieces, key=len, default="")

    def may_match(self, file: EntryFile, data: bytes) -> bool:
        """Tell whether a file may have the words. It is not read as YAML: reading all files takes seconds."""
        if self._piece and self._piece in _text(data).casefold():
            return True
        if data.isascii() and b"\\" not in data:  # most files, at a tenth of the cost
            bare = (file.id.encode() + data).lower().translate(None, _DROPPED)
            if not all(word.encode() in bare for word in self._words):
                return False
        names = f"{file.id}\n{_text(_names_alone(data))}"
        if (
            "\\" in names or self._typed.casefold() in names.casefold()
        ):  # behind a backslash letters may be escaped
            return True
        there = letters(names)  # without words and articles apart, which takes longer
        return self._folded != "" and all(word in there for word in self._words)

    def match(self, place: NamePlace) -> Match | None:
        """Return how a text matches, or None."""
        is_address = place.field in _ADDRESSES
        if not self._typed or (is_address and not self._address):
            return None
        if place.text == self._typed:
            return Match.EXACT
        wanted = self._address if is_address else self._folded
        folded = fold_address(place.text) if is_address else fold(place.text)
        has_words = False
        if wanted:
            if folded == wanted:
                return Match.FOLDED
            if folded.startswith(wanted):
                return Match.PREFIX
            # All are there, of which the last may be the start of a word.
            *whole, last = self._words
            there = f" {folded} "
            has_words = f" {last}" in there and all(f" {word} " in there for word in whole)
        if (
            has_words and not is_address
        ) or self._typed.casefold() in place.text.casefold():
            return Match.INSIDE
        return None


def find(settings: Settings, words: str) -> tuple[list[Hit], list[str]]:
    """Return the names, addresses and ids that have the words, and the files that may have them but cannot be read.

    The best match comes first, names before addresses, entries that readers come for before those that support them.
    """
    query = Query(words)
    hits = []
    unread = []
    for file, data in _contents(settings):
        if not query.may_match(file, data):
            continue
        tree = read_tree(file.file, data)
        if not isinstance(tree, Tree):
            unread.append(file.file)
        for place in _places(tree, file):
            match = query.match(place)
            if match is not None:
                hits.append(Hit(match, place))
    return sorted(hits, key=_order), unread


def _order(hit: Hit) -> tuple[object, ...]:
    """Return the sort key of a hit: match, names before addresses, kinds that support others last, then its place."""
    place = hit.place
    return (
        hit.match,
        place.field in _ADDRESSES,
        _supports(place.file),
        place.file.file,
        place.line,
        place.column,
    )


def _supports(file: EntryFile) -> bool:
    return record_types()[file.folder].kind.supports


def nearest(settings: Settings, words: str) -> list[NamePlace]:
    """Return names that have a similar word for each of these words, the best first: one for each file, at most ten.

    `atlas find` shows them where nothing has the words. Names of as many words come before others.
    """
    files = []
    vocabulary: set[str] = set()
    for file, data in _contents(settings):
        found = set(tokens(_text(_names_alone(data))))
        files.append((file, data, found))
        vocabulary |= found
    searched = tokens(words)
    similar = [_similar(word, vocabulary) for word in searched]
    rated = []
    for file, data, found in files:
        if any(found.isdisjoint(ratios) for ratios in similar):
            continue
        for place in _places(read_tree(file.file, data), file):
            name = tokens(place.text) if place.field in _NAMES else ()
            best = []
            for ratios in similar:
                alike = [ratios.get(token, 0) for token in name]
                best.append(max(alike, default=0))
            if best and all(best):
                is_longer = len(name) != len(searched)
                rank = (is_longer, -fsum(best), _supports(place.file), place.place)
                rated.append((rank, place))
    rated.sort(key=itemgetter(0))
    return _first_of_files(place for _, place in rated)[:10]


def _contents(settings: Settings) -> Iterator[tuple[EntryFile, bytes]]:
    """Yield the files of the store and what they hold; of one that cannot be read nothing."""
    files, _ = list_store(settings.entities, record_types())
    for file in files:
        data = file_bytes(file)
        yield file, b"" if isinstance(data, Finding) else data


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _names_alone(data: bytes) -> bytes:
    """Return a file with the fields of names alone, each line in its place; the whole file where it is laid out unusually."""
    lines = b"\n" + data
    if not _LABEL.search(lines):
        return data
    kept = b""
    end = 0
    for match in _NAME_FIELDS.finditer(lines):
        kept += b"\n" * lines.count(b"\n", end, match.start()) + match[0]
        end = match.end()
    return kept[1:] + b"\n"


class StoreNames:
    """The ids, names and addresses of a store; where these are not valid YAML, the ids alone."""

    def __init__(self) -> None:
        self.files: dict[str, EntryFile] = {}
        """By id."""
        self.old_ids: dict[str, str] = {}
        """Old ids, and the file that each leads to."""
        self.names: _Places = defaultdict(list)
        """By the folded name without blanks."""
        self.addresses: _Places = defaultdict(list)
        """By the folded address."""
        self.texts: dict[str, dict[str, dict[str, str]]] = defaultdict(dict)
        """By folder and id: the fields of an entry that are single texts."""

    def add(self, tree: Tree | list[Finding], file: EntryFile) -> None:
        """Add the names, addresses and ids of a file, given as its tree; of one that is not valid YAML its id."""
        self.files.setdefault(file.id, file)
        for place in _places(tree, file):
            if place.field in _ADDRESSES:
                for address in {
                    fold_address(place.text),
                    fold_address(page_of(place.text)),
                }:
                    self.addresses[address].append(place)
            elif place.field == "redirects":
                self.old_ids.setdefault(place.text, file.file)
            elif place.field in _NAMES:
                self.names[fold_solid(place.text)].append(place)
        if isinstance(tree, Tree):
            self.texts[file.folder][file.id] = {
                key: value.text
                for key, (_, value) in tree.root.entries.items()
                if isinstance(value, Scalar)
            }

    def wrong_with(self, id: str, folder: str) -> str:
        """Return why no new entry of a kind can have an id, because of its form or as an old id; empty where one can.

        Whether an entry has it now is not looked at.
        """
        if id in self.old_ids:
            return f"`{id}` is an old id of {self.old_ids[id]}"
        return id_fault(id, is_event=record_types()[folder].kind.is_event)

    def named(self, name: str) -> list[NamePlace]:
        """Return the places at which entries have a name, in any spelling."""
        return self.names.get(fold_solid(name), [])

    def at(self, url: str) -> list[NamePlace]:
        """Return the places at which entries have an address, in any form; else those with the page of which it is a copy."""
        exact = self.addresses.get(fold_address(url))
        return exact or self.addresses.get(fold_address(page_of(url)), [])

    def spelled_like(self, name: str, folder: str) -> list[NamePlace]:
        """Return names in a folder that are similar to this one, the most similar first: one for each file, at most five."""
        folded = fold_solid(name)
        others = self.names.keys() - {folded}
        alike = get_close_matches(folded, others, len(others) or 1, _NAMES_ALIKE)
        places = chain.from_iterable(self.names[similar] for similar in alike)
        return _first_of_files(place for place in places if place.file.folder == folder)[:5]


def read_names(settings: Settings, *, is_for_works: bool = True) -> StoreNames:
    """Return the names of the whole store.

    Where they are for works, sources and the like are read whole; of other entries only the fields with names: all take
    seconds.
    """
    names = StoreNames()
    for file, data in _contents(settings):
        is_whole = is_for_works and _supports(file)
        asked = data if is_whole else _names_alone(data)
        names.add(read_tree(file.file, asked), file)
    return names


def _places(tree: Tree | list[Finding], file: EntryFile) -> Iterator[NamePlace]:
    """Yield the places of the id, the names, the addresses and the old ids of an entry."""
    yield NamePlace(file.id, file, "id", 1, 1)
    if not isinstance(tree, Tree):
        return
    for field, node, is_shared in _nodes(tree):
        if isinstance(node, Scalar):
            line, column = line_and_column(tree.text, node.start)
            yield NamePlace(node.text, file, field, line, column, is_shared)


def _nodes(tree: Tree) -> Iterator[tuple[str, Node, bool]]:
    """Yield field and node of names, addresses and old ids, and whether a name is shared."""
    for key in ("name", "title", "title_tr", *_ADDRESSES):
        node = tree.node((key,))
        if node:
            yield key, node, False
    for name in _items(tree.node(("names",))):
        text = name
        is_shared = False
        if isinstance(name, Mapping) and "text" in name.entries:
            _, text = name.entries["text"]
            is_shared = as_data(name).get("shared") == "true"
        yield "names.text", text, is_shared
    for old in _items(tree.node(("redirects",))):
        yield "redirects", old, False


def _items(node: Node | None) -> list[Node]:
    """Return the items of a list; a single value is a list of one."""
    if not node:
        return []
    if isinstance(node, Sequence):
        return node.items
    return [node]


def _similar(word: str, vocabulary: set[str]) -> dict[str, float]:
    """Return the words of a vocabulary that are similar to one, each with how similar it is."""
    ratios = {token: _similarity(word, token) for token in vocabulary}
    return {token: ratio for token, ratio in ratios.items() if ratio}


def _similarity(word: str, token: str) -> float:
    """Return how similar two words are, up to 1, or 0 where they are not similar enough to be one word misspelled."""
    consonants = skeleton(word)
    is_alike = consonants and consonants == skeleton(token)
    least = _SKELETONS_ALIKE if is_alike else _WORDS_ALIKE
    matcher = SequenceMatcher(None, token, word)
    if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
        return 0
    ratio = matcher.ratio()
    return ratio if ratio >= least else 0


def _first_of_files(places: Iterable[NamePlace]) -> list[NamePlace]:
    """Return the first of these places in each file."""
    first: dict[str, NamePlace] = {}
    for place in places:
        first.setdefault(place.file.file, place)
    return [*first.values()]
