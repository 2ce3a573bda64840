"""The search of the store: where words stand in its entries; and its names and addresses, of entries with errors too.

`atlas find` asks for words, and `atlas new` for what is there already, in any spelling.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher, get_close_matches
from enum import IntEnum
from typing import NamedTuple

from generator import kinds
from generator.diagnostics import Diagnostic
from generator.model.atlas import Atlas, Entry
from generator.model.fields import Property
from generator.model.shape import leaves
from generator.model.value_types import ProseText
from generator.settings import Settings
from generator.store.files import EntryFile, file_bytes, list_store
from generator.text.archives import page_of
from generator.text.edtf import Edtf
from generator.text.folding import fold, fold_solid, skeleton, tokens
from generator.text.urls import fold_address
from generator.text.yaml_reader import read_tree
from generator.text.yaml_tree import Mapping, Node, NodePath, Scalar, Sequence, Tree, line_and_column

_ADDRESS = re.compile(r"https?://|www\.", re.IGNORECASE)
_NAMES_ALIKE = 0.84
_WORDS_ALIKE = 0.8
_SKELETONS_ALIKE = 0.5
"""Least similarity, from 0 to 1 as `difflib` measures it, of whole names, of words, and of words with the same consonants."""


class Match(IntEnum):
    """How well a text matches the words; the lower, the better."""

    EXACT = 0
    FOLDED = 1
    """Equal but for case, accents, apostrophes, articles and letter forms."""
    PREFIX = 2
    """The text begins with the words."""
    INSIDE = 3
    """The text has all the words in any order; the last may be the start of one of its words."""


class Weight(IntEnum):
    """The sort of a text; of equal matches the lowest comes first."""

    NAME = 0
    FIELD = 1
    """A title, an address or another field of the entry itself, and the id of a statement."""
    STATEMENT = 2
    PROSE = 3


class Hit(NamedTuple):
    """A text of an entry that has the words."""

    match: Match
    weight: Weight
    entry: Entry
    path: NodePath
    text: str
    part: tuple[int, int] | None
    """Start and end of the words in the text; None unless it has them as they were typed."""


def find(atlas: Atlas, words: str) -> list[Hit]:
    """Return the texts that have the words, the best match first, then by weight and file."""
    typed, folded = " ".join(words.split()), fold(words)
    address = fold_address(page_of(typed)) if _ADDRESS.match(typed) else ""
    hits = []
    for entry in atlas.entries.values():
        for weight, path, text in _texts(entry):
            match = _match(text, typed, folded, is_prose=weight is Weight.PROSE)
            if match is None and address and weight is Weight.FIELD:
                match = _address_match(text, address)
            if match is not None:
                part = _part(text, typed) if match is Match.INSIDE else None
                hits.append(Hit(match, weight, entry, path, text, part))
    return sorted(hits, key=lambda h: (h.match, h.weight, h.entry.file, [str(step).zfill(6) for step in h.path]))


def _texts(entry: Entry) -> Iterator[tuple[Weight, NodePath, str]]:
    yield Weight.NAME, (), entry.id
    for fact in entry.facts:
        yield Weight.FIELD, fact.path, fact.id
    for path, value, field, _ in leaves(entry.record, entry.shape):
        text = value.text if isinstance(value, Edtf) else value
        if not isinstance(text, str) or (path[0] == "names" and path[-1] != "text"):
            continue
        if path[0] in (entry.kind.label_field, "names", "redirects"):
            yield Weight.NAME, path, text
        elif field.marker(ProseText) is not None:
            yield Weight.PROSE, path, text
        elif "was" not in path and (
            isinstance(value, Edtf) or entry.shape.fields[str(path[0])].marker(Property) is not None
        ):
            yield Weight.STATEMENT, path, text
        else:
            yield Weight.FIELD, path, text


def _match(text: str, typed: str, folded: str, *, is_prose: bool) -> Match | None:
    """Return how a text matches the words, or None; prose is not compared by its beginning."""
    if text == typed:
        return Match.EXACT
    if not folded:
        return Match.INSIDE if typed and typed in text else None
    words = fold(text)
    if words == folded:
        return Match.FOLDED
    if not is_prose and words.startswith(folded):
        return Match.PREFIX
    *whole, last = folded.split(" ")
    there = words.split(" ")
    has_words = all(word in there for word in whole) and any(word.startswith(last) for word in there)
    return Match.INSIDE if has_words or typed.casefold() in text.casefold() else None


def _address_match(text: str, address: str) -> Match | None:
    """Return how an address matches another in the form that all addresses of one page share."""
    if not _ADDRESS.match(text):
        return None
    folded = fold_address(page_of(text))
    return Match.FOLDED if folded == address else Match.PREFIX if folded.startswith(f"{address}/") else None


def _part(text: str, typed: str) -> tuple[int, int] | None:
    at = text.casefold().find(typed.casefold())
    return (at, at + len(typed)) if at >= 0 and len(text.casefold()) == len(text) else None


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


class StoreNames:
    """The ids, names and addresses of a store; of files that are not valid YAML only the ids."""

    def __init__(self) -> None:
        self.files: dict[str, EntryFile] = {}
        """By id."""
        self.old_ids: dict[str, str] = {}
        """Old ids, and the file that each leads to."""
        self.names: dict[str, list[NamePlace]] = defaultdict(list)
        """By the folded name without blanks."""
        self.addresses: dict[str, list[NamePlace]] = defaultdict(list)
        """By the folded address."""
        self.texts: dict[str, dict[str, dict[str, str]]] = defaultdict(dict)
        """By folder and id: the fields of an entry that are single texts."""

    def named(self, name: str) -> list[NamePlace]:
        """Return the places of a name, in any spelling."""
        return self.names.get(fold_solid(name), [])

    def at(self, url: str) -> list[NamePlace]:
        """Return the places of an address, in any form."""
        return self.addresses.get(fold_address(url)) or self.addresses.get(fold_address(page_of(url)), [])

    def spelled_like(self, name: str, folder: str) -> list[NamePlace]:
        """Return names in a folder that are similar to this one, the most similar first: one for each file, at most five."""
        folded = fold_solid(name)
        others = {k: [p for p in places if p.file.folder == folder] for k, places in self.names.items() if k != folded}
        similar = get_close_matches(folded, others, len(others) or 1, _NAMES_ALIKE)
        return _first_of_files(place for key in similar for place in others[key])[:5]

    def nearest(self, words: str) -> list[NamePlace]:
        """Return names that have a similar word for each of these words, the best first: one for each file, at most ten."""
        searched = tokens(words)
        places = [(place, tokens(place.text)) for same in self.names.values() for place in same]
        vocabulary = {token for _, name in places for token in name}
        similar = [{token: ratio for token in vocabulary if (ratio := _similarity(word, token))} for word in searched]
        rated = []
        for place, name in places:
            ratios = [max((tokens_of_word.get(token, 0) for token in name), default=0) for tokens_of_word in similar]
            if ratios and all(ratios):
                supports = kinds.record_types()[place.file.folder].kind.supports
                rated.append(((len(name) != len(searched), -sum(ratios), supports, place.place), place))
        return _first_of_files(place for _, place in sorted(rated, key=lambda pair: pair[0]))[:10]


def read_names(settings: Settings) -> StoreNames:
    """Read the names of the store."""
    names = StoreNames()
    for file in list_store(settings.entities, kinds.record_types().keys())[0]:
        data = file_bytes(file)
        add_names(names, [data] if isinstance(data, Diagnostic) else read_tree(file.file, data), file)
    return names


def add_names(names: StoreNames, tree: Tree | list[Diagnostic], file: EntryFile) -> None:
    """Add what a file tells, as it was read; of one that is not valid YAML its id."""
    names.files.setdefault(file.id, file)
    if not isinstance(tree, Tree):
        return

    def place(node: Scalar, field: str, *, is_shared: bool = False) -> NamePlace:
        return NamePlace(node.text, file, field, *line_and_column(tree.text, node.start), is_shared)

    fields = {key: value for key, (_, value) in tree.root.entries.items()}
    names.texts[file.folder][file.id] = {key: value.text for key, value in fields.items() if isinstance(value, Scalar)}
    named = [(key, fields.get(key), False) for key in ("name", "title", "title_tr")]
    for key, node, is_shared in (*named, *(("names.text", *name) for name in _names(fields.get("names")))):
        if isinstance(node, Scalar):
            names.names[fold_solid(node.text)].append(place(node, key, is_shared=is_shared))
    for key in ("url", "archive_url"):
        if isinstance(node := fields.get(key), Scalar):
            for address in {fold_address(node.text), fold_address(page_of(node.text))}:
                names.addresses[address].append(place(node, key))
    for old in _items(fields.get("redirects")):
        if isinstance(old, Scalar):
            names.old_ids.setdefault(old.text, tree.file)


def _items(node: Node | None) -> list[Node]:
    return [] if node is None else node.items if isinstance(node, Sequence) else [node]


def _names(node: Node | None) -> Iterator[tuple[Node, bool]]:
    for item in _items(node):
        if isinstance(item, Mapping) and "text" in item.entries:
            _, shared = item.entries.get("shared", (None, None))
            yield item.entries["text"][1], isinstance(shared, Scalar) and shared.text == "true"
        else:
            yield item, False


def _similarity(word: str, token: str) -> float:
    """Return how similar two words are, up to 1, or 0 where they are not similar enough to be one word misspelled."""
    matcher = SequenceMatcher(None, token, word)
    least = _SKELETONS_ALIKE if skeleton(word) and skeleton(word) == skeleton(token) else _WORDS_ALIKE
    if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
        return 0
    return ratio if (ratio := matcher.ratio()) >= least else 0


def _first_of_files(places: Iterator[NamePlace]) -> list[NamePlace]:
    first: dict[str, NamePlace] = {}
    for place in places:
        first.setdefault(place.file.file, place)
    return [*first.values()]
