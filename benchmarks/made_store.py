"""Stores of any size, cloned from the real entries; the same on every run.

A clone says and cites as much as its original, and refers to the clones of its own round. Its names are made up word by word,
so that the store has as many different names as a real one of its size.
"""

from __future__ import annotations

import random
import re
import shutil
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from functools import cache
from itertools import product
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from euphrates_atlas.draw.basemap import area
from euphrates_atlas.kinds import record_types
from euphrates_atlas.model.atlas import Entry
from euphrates_atlas.model.parsing import parse_entry
from euphrates_atlas.model.shape import leaves
from euphrates_atlas.model.value_types import Ref
from euphrates_atlas.text.yaml_reader import read_tree
from euphrates_atlas.text.yaml_tree import Mapping, Node, Scalar, Sequence, Tree

REPOSITORY = Path(__file__).parent.parent
ADDRESSES = ("url", "archive_url")
"""Fields that must differ between entries; a number at their end tells clones apart."""
NAMES = ("name", "title", "title_tr")
"""Fields that name an entry, beside `names`."""
_PROSE_REFERENCE = re.compile(r"(?:\[\[|@)([a-z0-9][a-z0-9-]*)")
_SUMMARY = re.compile(r"^summary: [|>].*\n(?:[ ]+.*\n)+", re.MULTILINE)
_WORD = re.compile(r"\b[A-Z][^\W\d_]{2,}|[\u0621-\u064a]{3,}")
_LATIN = ("bdfhjklmnqrstz", "aiu")
_ARABIC = ("بتجحدرزسشفقكلمن", "اوي")
"""Consonants and vowels, of which syllables are made."""
_SYLLABLES = (2, 2, 3, 3, 4)
"""How many a word has; one of these."""


class Original(NamedTuple):
    """A real entry."""

    entry: Entry
    tree: Tree


class Change(NamedTuple):
    """A part of an entry's file that differs between clones."""

    start: int
    end: int
    kind: str
    """`id`, `old id`, `name` or `address`."""


@cache
def originals() -> dict[str, Original]:
    """Return the real entries by id, sorted by file; they have to be without error."""
    entries = {}
    for folder, record_type in record_types().items():
        files = (REPOSITORY / "entities" / folder).glob("*.yml")
        for file in sorted(files):
            name = file.relative_to(REPOSITORY).as_posix()
            tree = read_tree(name, file.read_bytes())
            assert isinstance(tree, Tree), tree
            entry = parse_entry(file.stem, tree, record_type)
            assert isinstance(entry, Entry), entry
            entries[entry.id] = Original(entry, tree)
    return entries


def clone_store(root: Path, size: int, folder: str | None = None) -> None:
    """Write `size` entries into `root/entities`: all real ones first, then clones of them, or of those of one folder alone."""
    entries = list(originals().values())
    if size < len(entries):
        raise ValueError(
            f"a made store has at least the {len(entries)} entries of the real one: ask for more"
        )
    for entry, tree in entries:
        _write(root, entry, entry.id, tree.text)
    wanted = []
    for original in entries:
        if folder in (None, original.entry.kind.folder):
            wanted.append(original)
    _write_clones(root, wanted, size - len(entries))
    shutil.copy(REPOSITORY / "mkdocs.yml", root)
    shutil.copy(REPOSITORY / "subject.yml", root)


def _write_clones(root: Path, wanted: list[Original], count: int) -> None:
    """Write so many clones, round by round; the last round may end early."""
    # a round that ends early has as many of each kind as a whole one
    cloned = sorted(wanted, key=_hash_of_id)
    ids = {original.entry.id for original in cloned}
    changes = {}
    for original in cloned:
        changes[original.entry.id] = list(_changes(original, ids))
    names = Names()
    whole_rounds = count // len(cloned)
    for number in range(count):
        finished, position = divmod(number, len(cloned))
        round = finished + 1
        # the last round may be incomplete, and lack what is referred to
        referred = min(round, whole_rounds)
        entry, tree = cloned[position]
        text = tree.text
        for start, end, kind in changes[entry.id]:
            old = text[start:end]
            if kind == "name":
                new = names.like(old, round)
            else:
                new = _of_clone(old, kind, round, referred)
            text = text[:start] + new + text[end:]
        _write(root, entry, f"{entry.id}-{round}", text)


def _hash_of_id(original: Original) -> int:
    return crc32(original.entry.id.encode())


def _of_clone(old: str, kind: str, round: int, referred: int) -> str:
    """Return an address or an id as it stands in a clone; `referred` is the round it refers to, 0 for real entries."""
    if kind == "address":
        sign = "&" if "?" in old else "?"
        return f"{old}{sign}copy={round}"
    if kind == "old id":
        return f"{old}-{round}"
    return f"{old}-{referred}" if referred else old


def _write(root: Path, entry: Entry, id: str, text: str) -> None:
    """Write an entry, or a clone of it, under an id."""
    folder = root / "entities" / entry.kind.folder
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{id}.yml"
    file.write_text(text, encoding="utf-8")


def _changes(original: Original, ids: Container[str]) -> Iterator[Change]:
    """Yield the parts of a file that differ between clones, the last first; of references those to these ids."""
    kinds: dict[tuple[int, int], str] = {}
    for start, id in _references(original):
        end = start + len(id)
        if id in ids:
            kinds[start, end] = "id"
    for kind, node in _own_texts(original.tree):
        if isinstance(node, Scalar) and _stands_on_a_line(node):
            quote = 1 if node.style else 0
            place = (node.start + quote, node.end - quote)
            kinds[place] = kind
    for place in sorted(kinds, reverse=True):
        start, end = place
        yield Change(start, end, kinds[place])


def _stands_on_a_line(node: Scalar) -> bool:
    return node.style not in ("|", ">") and "\n" not in node.text


def _references(original: Original) -> Iterator[tuple[int, str]]:
    """Yield place and id of each reference to another entry."""
    entry, tree = original
    starts = [0]
    for line in tree.text.split("\n"):
        next_start = starts[-1] + len(line) + 1
        starts.append(next_start)
    for leaf in leaves(entry.record, entry.shape):
        if leaf.field.marker(Ref) is not None:
            span = tree.span(leaf.path)
            begin = starts[span.line - 1] + span.column - 1
            place = tree.text.index(leaf.value, begin)
            yield place, leaf.value
    for match in _PROSE_REFERENCE.finditer(tree.text):
        if match[1] in _ids():
            yield match.start(1), match[1]


@cache
def _ids() -> frozenset[str]:
    files = (REPOSITORY / "entities").glob("*/*.yml")
    return frozenset(file.stem for file in files)


def _own_texts(tree: Tree) -> Iterator[tuple[str, Node | None]]:
    """Yield the texts that no two entries share, and what they are."""
    for field in ADDRESSES:
        yield "address", tree.node((field,))
    for field in NAMES:
        yield "name", tree.node((field,))
    for name in _items(tree, "names"):
        if isinstance(name, Mapping):
            _, text = name.entries["text"]
            yield "name", text
        else:
            yield "name", name
    for old_id in _items(tree, "redirects"):
        yield "old id", old_id


def _items(tree: Tree, field: str) -> Iterable[Node]:
    """Return the parts of a field that is a list; nothing where it is none, or not there."""
    node = tree.node((field,))
    return node.items if isinstance(node, Sequence) else ()


class Names:
    """Makes up names: capitalised Latin words and Arabic words become others, the rest stays."""

    def __init__(self, seed: int = 0) -> None:
        self._random = random.Random(seed)  # noqa: S311 -- made-up names keep no secret

    def like(self, old: str, number: int) -> str:
        """Return another name of this form; one without words to replace gets the number."""
        new = _WORD.sub(self._word, old)
        if new == old:
            return f"{old} {number}"
        if area(new) is not None:
            # the base map knows the name: the towns would lie elsewhere
            return self.like(old, number)
        return new

    def _word(self, old: re.Match[str]) -> str:
        is_latin = old[0][0].isascii()
        consonants, vowels = _LATIN if is_latin else _ARABIC
        syllables = [first + second for first, second in product(consonants, vowels)]
        length = self._random.choice(_SYLLABLES)
        chosen = self._random.choices(syllables, k=length)
        return "".join(chosen).capitalize()


def most_connected() -> str:
    """Return the file of the entry to which most others refer, among those that readers come for."""
    referring = Counter[str]()
    entries = []
    for own_id, original in originals().items():
        named = {id for _, id in _references(original)}
        referring.update(named - {own_id})
        if not original.entry.kind.supports:
            entries.append(original.entry)

    def rank(entry: Entry) -> tuple[int, str]:
        return referring[entry.id], entry.id

    return max(entries, key=rank).file


def shortest(store: Path, like: Path) -> Path:
    """Return the shortest entry of the same folder, among those whose summary is a block of lines."""
    files = (store / "entities" / like.parent.name).glob("*.yml")
    by_name = sorted(files)
    by_size = sorted(by_name, key=lambda file: file.stat().st_size)
    return next(filter(_has_block_as_summary, by_size))


def _has_block_as_summary(file: Path) -> bool:
    text = file.read_text(encoding="utf-8")
    return _SUMMARY.search(text) is not None


def with_sentence(text: str, mark: str) -> str:
    """Return the text of an entry with one more sentence in its summary, which cites a source of the summary."""
    summary = _SUMMARY.search(text)
    assert summary, "the summary is no block of lines"
    cited = re.search(r"\[@[a-z0-9-]+", summary[0])
    assert cited, "the summary cites nothing"
    end = summary.end()
    sentence = f"  A sentence was added, {mark} {cited[0]}].\n"
    return text[:end] + sentence + text[end:]
