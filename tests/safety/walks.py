"""Every text of an entry in turn, with another in its place."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from euphrates_atlas import kinds
from euphrates_atlas.findings import Finding
from euphrates_atlas.model.atlas import Entry
from euphrates_atlas.model.parsing import parse_entry
from euphrates_atlas.text.yaml_reader import read_tree
from euphrates_atlas.text.yaml_tree import Mapping, Node, NodePath, Scalar, Sequence, Tree
from tests.overlays import WHOLE

Place = tuple[NodePath, Scalar]


def tree_of(file: str, text: str) -> Tree:
    """Return the tree of a file in which nothing is wrong."""
    tree = read_tree(file, text.encode())
    assert isinstance(tree, Tree), [found.message for found in tree]
    return tree


def places(tree: Tree) -> list[Place]:
    """Return each sort of text of an entry once, the first of its sort: keys are told apart, items of a list are not."""
    found: dict[NodePath, Place] = {}
    for path, scalar in _scalars(tree.root, ()):
        found.setdefault(tuple("*" if isinstance(step, int) else step for step in path), (path, scalar))
    return list(found.values())


def _scalars(node: Node, path: NodePath) -> Iterator[Place]:
    if isinstance(node, Scalar):
        yield path, node
    elif isinstance(node, Mapping):
        for key, (_, value) in node.entries.items():
            yield from _scalars(value, (*path, key))
    elif isinstance(node, Sequence):
        for index, item in enumerate(node.items):
            yield from _scalars(item, (*path, index))


def with_text(text: str, scalar: Scalar, written: str) -> str:
    """Return a file in which something else is written where a value stood."""
    after = text[scalar.end :]
    return text[: scalar.start] + written + ("\n" if scalar.style in ("|", ">") else "") + after


def quoted(payload: str) -> str:
    """Return a text as YAML that stands for exactly this text, with escapes only where the reader would not take it bare."""
    bare = json.dumps(payload, ensure_ascii=False)
    return bare if bare.isprintable() else json.dumps(payload)


def typed(file: Path, text: str) -> Entry | list[Finding]:
    """Read and type one file; what is wrong with it comes as findings."""
    tree = read_tree(f"entities/{file.parent.name}/{file.name}", text.encode("utf-8", "surrogatepass"))
    if not isinstance(tree, Tree):
        return list(tree)
    entry = parse_entry(file.stem, tree, kinds.record_types()[file.parent.name])
    return entry if isinstance(entry, Entry) else list(entry)


@cache
def richest(folder: str) -> Path:
    """Return the real entry of a kind that has the most sorts of texts; among equals the shortest."""
    texts = {file: file.read_text("utf-8") for file in sorted((WHOLE / folder).glob("*.yml"))}
    keys = {file: text.count(": ") + text.count(":\n") for file, text in texts.items()}
    best, found = (0, 0), Path()
    for file in sorted(texts, key=lambda file: -keys[file]):
        if keys[file] < best[0]:  # each sort of texts has a key of its own
            break
        rich = len(places(tree_of(file.name, texts[file]))), -len(texts[file])
        if rich > best:
            best, found = rich, file
    return found
