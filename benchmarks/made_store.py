"""Stores of any size made of the real entries: cloned with ids, names and addresses of their own, seeded.

Each clone says and cites as much as the entry that it was made of, in the same scripts, and refers to entries of its own round.
Its names are made up, word by word, so that as many different names are in the store as in a real one of its size.
"""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from benchmarks.made_entries import Maker
from generator import kinds, pipeline
from generator.links.connections import named_by
from generator.model.atlas import Atlas
from generator.model.entry import Entry
from generator.model.shape import leaves
from generator.model.values import Ref
from generator.settings import Settings
from generator.source.nodes import Mapping, Node, Scalar, Sequence, Tree
from generator.source.nodes import Path as Place
from generator.source.yaml_reader import read_tree
from generator.text import prose

REPOSITORY = Path(__file__).parent.parent
ADDRESSES = ("url", "archive_url")
"""Fields that two entries do not share, told apart by a number at their end."""
TITLES = ("name", "title", "title_tr")
"""Fields that name an entry; `names` names it too."""


@cache
def real_atlas() -> Atlas:
    """Return the atlas of the repository."""
    atlas = pipeline.check(Settings(REPOSITORY)).atlas
    assert atlas is not None, "the real store has errors"
    return atlas


def most_connected() -> str:
    """Return the file of the entry that most others name; in a made store it has the same name and is named as often."""
    entries = (entry for entry in real_atlas().entries.values() if not entry.kind.supports)
    return max(entries, key=lambda entry: (named_by(real_atlas(), entry.id), entry.id)).file


def naming_page() -> str:
    """Return the file of the first entry by id that names the most connected one."""
    atlas = real_atlas()
    id = Path(most_connected()).stem
    naming = {mention.entry_id for mention in atlas.mentions[id]} - {id}
    return min((atlas[other] for other in naming), key=lambda entry: (entry.kind.supports, entry.id)).file


def clone_store(root: Path, number: int) -> None:
    """Write a store of `number` entries below `root`, cloned from those of the repository."""
    atlas = real_atlas()
    if number < len(atlas.entries):
        raise ValueError(f"a store is at least as large as the real one, of {len(atlas.entries)} entries")
    root.mkdir(parents=True, exist_ok=True)
    shutil.copy(REPOSITORY / "mkdocs.yml", root)
    for folder in kinds.record_types():
        (root / "entities" / folder).mkdir(parents=True, exist_ok=True)
    for index, text, entry in _clones(atlas, number):
        id = f"{entry.id}-{index}" if index else entry.id
        (root / "entities" / entry.kind.folder / f"{id}.yml").write_text(text, encoding="utf-8")


def _clones(atlas: Atlas, number: int) -> Iterator[tuple[int, str, Entry]]:
    entries = [(entry, _tree(entry), _differences(atlas, entry, _tree(entry))) for entry in atlas.entries.values()]
    names = Names()
    for made in range(number):
        index, which = divmod(made, len(entries))
        whole = min(index, number // len(entries) - 1)  # the last round may be cut short: it refers to the one before
        entry, tree, differences = entries[which]
        text = tree.text
        for (start, end), what in differences if index else ():
            old = text[start:end]
            if what == "name":
                new = names.like(old, index)
            elif what == "address":
                new = f"{old}{'&' if '?' in old else '?'}copy={index}"
            else:
                new = f"{old}-{whole}" if whole else old
            text = text[:start] + new + text[end:]
        yield index, text, entry


class Names:
    """Makes names in the place of real ones: capitalised Latin words and Arabic ones become others, the rest stays."""

    def __init__(self, seed: int = 0) -> None:
        maker = Maker(1, seed)
        self._words = [maker.word() for _ in range(4_000)]
        self._chance = random.Random(seed)  # noqa: S311 -- made-up names keep no secret

    def like(self, old: str, own: int) -> str:
        """Return another name of this form; one that has nothing to change is told apart by a number."""
        new = re.sub(r"\b[A-Z][^\W\d_]{2,}|[\u0621-\u064a]{3,}", self._word, old)
        return new if new != old else f"{old} {own}"

    def _word(self, old: re.Match[str]) -> str:
        word = self._chance.choice(self._words)
        return word.latin[0].replace("'", "") if old[0].isascii() else word.arabic


def _differences(atlas: Atlas, entry: Entry, tree: Tree) -> list[tuple[tuple[int, int], str]]:
    """Return where a clone differs and as what, last place first: ids it refers to, its names and its addresses."""
    found: dict[tuple[int, int], str] = {}
    starts = [0]
    for line in tree.text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    for path, target, part in _references(atlas, entry):
        span = tree.span(path, part=part)
        at = tree.text.index(target, starts[span.line - 1] + span.column - 1)
        found[at, at + len(target)] = "id"
    for path, what in _own(tree):
        node = _at(tree.root, path)
        if isinstance(node, Scalar) and node.style not in ("|", ">") and "\n" not in node.text:
            quoted = 1 if node.style else 0
            found[node.start.index + quoted, node.end.index - quoted] = what
    return sorted(found.items(), reverse=True)


def _references(atlas: Atlas, entry: Entry) -> Iterator[tuple[Place, str, tuple[int, int] | None]]:
    for leaf in leaves(entry.record, entry.shape):
        if leaf.field.marker(Ref) is not None:
            yield leaf.path, leaf.value, None
    for name in ("summary", "body"):
        text = atlas.prose_of(entry, name)
        if text is None:
            continue
        for link in prose.entry_links(text):
            yield (name,), link.id, (link.start, link.end)
        for citation in prose.citations(text):
            for item in citation.items:
                yield (name,), item.source, (item.start, item.end)


def _own(tree: Tree) -> Iterator[tuple[Place, str]]:
    """Yield what no two entries share."""
    yield from (((field,), "address") for field in ADDRESSES)
    yield from (((field,), "name") for field in TITLES)
    names = tree.root.entries.get("names")
    for index, _ in enumerate(names[1].items if names and isinstance(names[1], Sequence) else ()):
        yield ("names", index), "name"
        yield ("names", index, "text"), "name"


def _at(node: Node | None, path: Place) -> Node | None:
    for step in path:
        if isinstance(node, Mapping):
            node = node.entries[str(step)][1] if step in node.entries else None
        elif isinstance(node, Sequence) and isinstance(step, int):
            node = node.items[step]
        else:
            return None
    return node


def _tree(entry: Entry) -> Tree:
    tree = read_tree(entry.file, (REPOSITORY / entry.file).read_bytes())
    assert isinstance(tree, Tree)
    return tree
