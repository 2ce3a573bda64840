"""Times `atlas check` on a store of many entries: the whole store and one file of it, without and with a cache.

    .venv/bin/python benchmarks/check_speed.py [N] [--store FOLDER] [--rounds R]

The store is made of the real entries, cloned with new ids, names and addresses until there are N of them (10,000); each
clone refers to entries of its own round. Times are those of the whole command, the best of R rounds (3).
"""

from __future__ import annotations

import argparse
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

from generator import kinds, pipeline
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
TELLING_APART = {
    "name": " {own}",
    "title": " {own}",
    "title_tr": " {own}",
    "url": "?copy={own}",
    "archive_url": "?copy={own}",
}
"""Fields that two entries do not share, and what makes them differ."""


def main() -> None:
    """Make the store, then time the command on it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("number", type=int, nargs="?", default=10_000)
    parser.add_argument("--store", type=Path, help="keep the store here, and use it again where it is there")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        root = options.store or Path(temporary)
        if not (root / "entities").is_dir():
            clone_store(root, options.number)
        files = sorted((root / "entities").glob("*/*.yml"))
        size = sum(file.stat().st_size for file in files)
        print(f"{len(files):,} entries, {size / 1e6:.1f} MB, Python {sys.version.split()[0]}")
        print(f"{'':44} {'wall':>8} {'processor':>14}")
        for name, arguments, prepare in _cases(root, files):
            rounds = [_timed(root, arguments, prepare) for _ in range(options.rounds)]
            wall, processor = (min(times) for times in zip(*rounds, strict=True))
            print(f"{name:44} {wall:6.2f} s {processor:12.2f} s")


def clone_store(root: Path, number: int) -> None:
    """Write a store of `number` entries below `root`, cloned from those of the repository."""
    atlas = pipeline.check(Settings(REPOSITORY)).atlas
    assert atlas is not None, "the real store has errors"
    root.mkdir(parents=True, exist_ok=True)
    shutil.copy(REPOSITORY / "mkdocs.yml", root)
    for folder in kinds.record_types():
        (root / "entities" / folder).mkdir(parents=True, exist_ok=True)
    for index, text, entry in _clones(atlas, number):
        id = f"{entry.id}-{index}" if index else entry.id
        (root / "entities" / entry.kind.folder / f"{id}.yml").write_text(text, encoding="utf-8")


def _clones(atlas: Atlas, number: int) -> Iterator[tuple[int, str, Entry]]:
    entries = [(entry, _tree(entry), _insertions(atlas, entry, _tree(entry))) for entry in atlas.entries.values()]
    for made in range(number):
        index, which = divmod(made, len(entries))
        whole = min(index, number // len(entries) - 1)  # the last round may be cut short: it refers to the one before
        entry, tree, insertions = entries[which]
        text = tree.text
        for at, addition in insertions if index else ():
            added = "" if addition == "-{whole}" and whole < 1 else addition.format(own=index, whole=whole)
            text = text[:at] + added + text[at:]
        yield index, text, entry


def _insertions(atlas: Atlas, entry: Entry, tree: Tree) -> list[tuple[int, str]]:
    """Return where a clone differs and by what, last place first: the ids it refers to, and what tells it apart."""
    found: dict[int, str] = {}
    starts = [0]
    for line in tree.text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    for path, target, part in _references(atlas, entry):
        span = tree.span(path, part=part)
        at = starts[span.line - 1] + span.column - 1
        found[tree.text.index(target, at) + len(target)] = "-{whole}"
    for path, addition in _telling_apart(tree):
        node = _at(tree.root, path)
        if isinstance(node, Scalar) and node.style not in ("|", ">"):
            found[node.end.index - (1 if node.style else 0)] = addition
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


def _telling_apart(tree: Tree) -> Iterator[tuple[Place, str]]:
    for field, addition in TELLING_APART.items():
        yield (field,), addition
    names = tree.root.entries.get("names")
    for index, _ in enumerate(names[1].items if names and isinstance(names[1], Sequence) else ()):
        yield ("names", index), " {own}"
        yield ("names", index, "text"), " {own}"


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


def _cases(root: Path, files: list[Path]) -> Iterator[tuple[str, list[str], Callable[[], object]]]:
    one = max(files, key=lambda file: file.stat().st_size)
    cache = root / ".atlas" / "cache"
    marks = count()

    def edit() -> None:
        with one.open("a", encoding="utf-8") as stream:
            stream.write(f"# edited {next(marks)}\n")

    def forget() -> None:
        shutil.rmtree(cache, ignore_errors=True)

    yield "all, without cache", ["--no-cache"], edit
    yield "all, cache empty", [], forget
    yield "all, nothing changed", [], lambda: None
    yield "all, one file changed", [], edit
    yield "one file, changed", [str(one)], edit
    yield "one file, nothing changed", [str(one)], lambda: None
    yield "one file, without cache", ["--no-cache", str(one)], edit


def _timed(root: Path, arguments: list[str], prepare: Callable[[], object]) -> tuple[float, float]:
    """Return the wall and processor seconds of one run; the second suffers less from what else the machine does."""
    prepare()
    command = [sys.executable, "-m", "generator", "--root", str(root), "check", *arguments]
    start, used = time.perf_counter(), _used()
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=REPOSITORY)
    seconds = time.perf_counter() - start, _used() - used
    assert done.returncode in (0, 1), done.stdout[-2_000:] + done.stderr[-2_000:]
    return seconds


def _used() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
