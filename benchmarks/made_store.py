"""Stores of any size, cloned from the real entries; the same on every run.

A clone says and cites as much as its original, and refers to the clones of its own round. Its names are made up word by word,
so that the store has as many different names as a real one of its size.
"""

from __future__ import annotations

import random
import re
import shutil
from collections import Counter
from collections.abc import Container, Iterator
from functools import cache
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
        for file in sorted((REPOSITORY / "entities" / folder).glob("*.yml")):
            tree = read_tree(file.relative_to(REPOSITORY).as_posix(), file.read_bytes())
            assert isinstance(tree, Tree), tree
            entry = parse_entry(file.stem, tree, record_type)
            assert isinstance(entry, Entry), entry
            entries[entry.id] = Original(entry, tree)
    return entries


def clone_store(root: Path, size: int, folder: str | None = None) -> None:
    """Write `size` entries into `root/entities`: all real ones first, then clones of them, or of those of one folder alone."""
    entries = list(originals().values())
    if size < len(entries):
        raise ValueError(f"a store is at least as large as the real one, of {len(entries)} entries")
    cloned = [original for original in entries if folder in (None, original.entry.kind.folder)]
    # A round that ends early has as many of each kind as a whole one.
    cloned.sort(key=lambda original: crc32(original.entry.id.encode()))
    ids = {original.entry.id for original in cloned}
    changes = {original.entry.id: list(_changes(original, ids)) for original in cloned}
    names = Names()
    for number in range(size):
        round_, position = divmod(number - len(entries), len(cloned))
        clone = max(round_ + 1, 0)
        last_whole = min(
            clone, (size - len(entries)) // len(cloned)
        )  # the last round may be incomplete
        entry, tree = cloned[position] if clone else entries[number]
        text = tree.text
        for start, end, kind in changes[entry.id] if clone else ():
            old = text[start:end]
            new = f"{old}-{last_whole}" if last_whole else old
            if kind == "name":
                new = names.like(old, clone)
            elif kind == "old id":
                new = f"{old}-{clone}"
            elif kind == "address":
                new = f"{old}{'&' if '?' in old else '?'}copy={clone}"
            text = text[:start] + new + text[end:]
        file = (
            root
            / "entities"
            / entry.kind.folder
            / (f"{entry.id}-{clone}.yml" if clone else f"{entry.id}.yml")
        )
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    shutil.copy(REPOSITORY / "mkdocs.yml", root)
    shutil.copy(REPOSITORY / "subject.yml", root)


def _changes(original: Original, ids: Container[str]) -> Iterator[Change]:
    """Yield the parts of a file that differ between clones, the last first; of references those to these ids."""
    tree = original.tree
    changes = {(start, start + len(id)): "id" for start, id in _references(original) if id in ids}
    for kind, node in _own_texts(tree):
        if isinstance(node, Scalar) and node.style not in ("|", ">") and "\n" not in node.text:
            quote = 1 if node.style else 0
            changes[node.start + quote, node.end - quote] = kind
    yield from (Change(*place, kind) for place, kind in sorted(changes.items(), reverse=True))


def _references(original: Original) -> Iterator[tuple[int, str]]:
    """Yield place and id of each reference to another entry."""
    entry, tree = original
    lines = [0]
    for line in tree.text.split("\n"):
        lines.append(lines[-1] + len(line) + 1)
    for leaf in leaves(entry.record, entry.shape):
        if leaf.field.marker(Ref) is not None:
            span = tree.span(leaf.path)
            yield tree.text.index(leaf.value, lines[span.line - 1] + span.column - 1), leaf.value
    for match in _PROSE_REFERENCE.finditer(tree.text):
        if match[1] in _ids():
            yield match.start(1), match[1]


@cache
def _ids() -> frozenset[str]:
    return frozenset(file.stem for file in (REPOSITORY / "entities").glob("*/*.yml"))


def _own_texts(tree: Tree) -> Iterator[tuple[str, Node | None]]:
    """Yield the texts that no two entries share, and what they are."""
    for kind, fields in (("address", ADDRESSES), ("name", NAMES)):
        yield from ((kind, tree.node((field,))) for field in fields)
    names = tree.node(("names",))
    for name in names.items if isinstance(names, Sequence) else ():
        yield "name", name.entries["text"][1] if isinstance(name, Mapping) else name
    redirects = tree.node(("redirects",))
    for old_id in redirects.items if isinstance(redirects, Sequence) else ():
        yield "old id", old_id


class Names:
    """Makes up names: capitalised Latin words and Arabic words become others, the rest stays."""

    def __init__(self, seed: int = 0) -> None:
        self._random = random.Random(seed)  # noqa: S311 -- made-up names keep no secret

    def like(self, old: str, number: int) -> str:
        """Return another name of this form; one without words to replace gets the number."""
        new = re.sub(r"\b[A-Z][^\W\d_]{2,}|[\u0621-\u064a]{3,}", self._word, old)
        if (
            new != old and area(new) is not None
        ):  # the base map knows the name: the towns would lie elsewhere
            return self.like(old, number)
        return new if new != old else f"{old} {number}"

    def _word(self, old: re.Match[str]) -> str:
        consonants, vowels = (
            ("bdfhjklmnqrstz", "aiu") if old[0][0].isascii() else ("بتجحدرزسشفقكلمن", "اوي")
        )
        syllables = self._random.choices(
            range(len(consonants) * len(vowels)), k=self._random.choice((2, 2, 3, 3, 4))
        )
        return "".join(
            consonants[s // len(vowels)] + vowels[s % len(vowels)] for s in syllables
        ).capitalize()


def most_connected() -> str:
    """Return the file of the entry to which most others refer, among those that readers come for."""
    referring = Counter(
        id
        for own_id, original in originals().items()
        for id in {id for _, id in _references(original)} - {own_id}
    )
    entries = [
        original.entry for original in originals().values() if not original.entry.kind.supports
    ]
    return max(entries, key=lambda entry: (referring[entry.id], entry.id)).file


def shortest(store: Path, like: Path) -> Path:
    """Return the shortest entry of the same folder, among those whose summary is a block of lines."""
    files = sorted(
        (store / "entities" / like.parent.name).glob("*.yml"),
        key=lambda file: (file.stat().st_size, file),
    )
    return next(file for file in files if _SUMMARY.search(file.read_text(encoding="utf-8")))


def with_sentence(text: str, mark: str) -> str:
    """Return the text of an entry with one more sentence in its summary, which cites a source of the summary."""
    summary = _SUMMARY.search(text)
    cited = re.search(r"\[@[a-z0-9-]+", summary[0] if summary else "")
    assert summary, "the summary is no block of lines"
    assert cited, "the summary cites nothing"
    return f"{text[: summary.end()]}  A sentence was added, {mark} {cited[0]}].\n{text[summary.end() :]}"
