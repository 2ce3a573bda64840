"""Table of the ids, names and addresses of the store, looked up in any spelling; it includes entries with errors."""

from collections import defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher, get_close_matches
from typing import NamedTuple

from generator import kinds
from generator.diagnostics import Diagnostic
from generator.settings import Settings
from generator.store.files import EntryFile, file_bytes, list_store
from generator.text.folding import fold_address, fold_solid, skeleton, tokens
from generator.text.yaml_reader import read_tree
from generator.text.yaml_tree import Mapping, Node, Scalar, Sequence, Tree

_NAMES_ALIKE = 0.84
_WORDS_ALIKE = 0.8
_SKELETONS_ALIKE = 0.5
"""Least similarity, from 0 to 1 as `difflib` measures it, of whole names, of words, and of words with the same consonants."""


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
        return self.addresses.get(fold_address(url), [])

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
        return NamePlace(node.text, file, field, node.start.line + 1, node.start.column + 1, is_shared)

    fields = {key: value for key, (_, value) in tree.root.entries.items()}
    names.texts[file.folder][file.id] = {key: value.text for key, value in fields.items() if isinstance(value, Scalar)}
    named = [(key, fields.get(key), False) for key in ("name", "title", "title_tr")]
    for key, node, is_shared in (*named, *(("names.text", *name) for name in _names(fields.get("names")))):
        if isinstance(node, Scalar):
            names.names[fold_solid(node.text)].append(place(node, key, is_shared=is_shared))
    for key in ("url", "archive_url"):
        if isinstance(node := fields.get(key), Scalar):
            names.addresses[fold_address(node.text)].append(place(node, key))
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
