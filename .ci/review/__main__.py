"""List for maintainers what entries leave open or out though other entries tell it: `python .ci/review LIST`.

`gaps`: gaps that words of another entry may answer. `passed-over`: grave events for which somebody is named whose own
entry tells nothing of them. `own-words`: words of living people on pages that accuse them, where no allegation cites the
page. The likeliest and the gravest come first; all are to be read, none is an error.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from gaps import gaps
from library import Case, Library
from own_words import own_words
from passed_over import passed_over

from euphrates_atlas.model.atlas import Entry
from euphrates_atlas.settings import Settings
from euphrates_atlas.store.store import Store, read_store
from euphrates_atlas.text.phrases import shortened
from euphrates_atlas.text.yaml_tree import NodePath, Tree

ROOT = Path(__file__).resolve().parents[2]
LISTS: dict[str, Callable[[Library], Iterator[Case]]] = {
    "gaps": gaps,
    "passed-over": passed_over,
    "own-words": own_words,
}
MOST_LETTERS = 300
"""Of the words of another entry."""


def lines(store: Store, cases: Iterator[Case]) -> Iterator[str]:
    """Yield a line for each case: the place, its words, the place of the reason, and the words there."""
    tree_of = cache(store.tree)

    def place(entry: Entry, path: NodePath, part: tuple[int, int] | None = None) -> str:
        tree = tree_of(entry.file)
        line = tree.span(path, part=part).line if isinstance(tree, Tree) else 1
        return f"{entry.file}:{line}"

    def order(case: Case) -> tuple[float, str, NodePath]:
        return -case.likelihood, case.entry.file, case.path

    for case in sorted(cases, key=order):
        told = case.told
        reason = place(told.entry, told.path, told.part)
        said = shortened(told.context, MOST_LETTERS)
        yield f"{place(case.entry, case.path)}: {case.words} <- {reason}: {said}"


def main() -> None:
    """Print a list."""
    parser = argparse.ArgumentParser(prog="review", description=__doc__)
    parser.add_argument("list", choices=LISTS)
    parser.add_argument("--root", type=Path, default=ROOT, help="the repository")
    options = parser.parse_args()
    store = read_store(Settings(options.root))
    store.gather_references()
    for line in lines(store, LISTS[options.list](Library(store.atlas))):
        print(line)


if __name__ == "__main__":
    main()
