"""`atlas find WORDS`: where something is in the store."""

import argparse
import sys
from collections.abc import Iterator
from functools import cache

from generator.commands.common import Commands, add_command, failed, progress
from generator.diagnostics import Span
from generator.search.lookup import Hit, Match, find, read_names
from generator.settings import Settings
from generator.store.store import Store, read_store
from generator.subject import subject
from generator.text.yaml_tree import Tree

MAX_HITS = 50
MAX_TEXT = 100
"""Code points of a text that are shown."""


def register(commands: Commands) -> None:
    """Add the command and its arguments."""
    examples = subject().examples
    words = {"search": examples.search, "own": examples.spellings[-1], "address": examples.address}
    parser = add_command(commands, "find", run, **words)
    parser.add_argument("words", nargs="+", metavar="WORDS")
    parser.add_argument("--all", action="store_true", help=f"show more than {MAX_HITS}")


def run(settings: Settings, options: argparse.Namespace) -> int:
    """Where a name, spelling, source or statement is in the store.

    Looks through ids, names, titles, addresses, statements and prose, whatever the spelling. The nearest match comes first. Exit status 1 where there is none.

    examples:
      atlas find {search:<22}a name, in any spelling
      atlas find {own:<22}in any script
      atlas find 1a2b3c4d              a statement by its id, old ones included
      atlas find {address}    an address, or how it begins
    """
    words = " ".join(options.words)
    with progress("looking through the store"):
        store = read_store(settings)
        hits = find(store.atlas, words)
        shown = hits if options.all else hits[:MAX_HITS]
        lines = [*_lines(store, shown)] or [
            f"{name.place}:{name.column}: {name.field}: {_excerpt(name.text)} (near)"
            for name in read_names(settings).nearest(words)  # the words may be misspelt
        ]
    if store.unread_files:
        print(f"atlas: not searched, because it cannot be read: {', '.join(store.unread_files)}", file=sys.stderr)
    if not lines:
        return failed(f"`{words}` is nowhere in the store", 1)
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    if len(hits) > len(shown):
        print(f"… and {len(hits) - len(shown)} more: `--all` shows them")
    return 0


def _lines(store: Store, hits: list[Hit]) -> Iterator[str]:
    tree_of = cache(store.tree)
    for hit in hits:
        tree = tree_of(hit.entry.file)
        span = tree.span(hit.path, part=hit.part) if isinstance(tree, Tree) else Span()
        what = ".".join(str(step) for step in hit.path if isinstance(step, str)) or "id"
        nearness = "" if hit.match is Match.INSIDE else f" ({hit.match.name.lower()})"
        excerpt = _excerpt(hit.text, hit.part[0] if hit.part else 0)
        yield f"{hit.entry.file}:{span.line}:{span.column}: {what}: {excerpt}{nearness}"


def _excerpt(text: str, match: int = 0) -> str:
    """Return a text on one line, cut where it is long to the part around the index `match`."""
    start = max(0, match - MAX_TEXT // 3)
    words = " ".join(text[start : start + MAX_TEXT].split())
    return f"{'…' * (start > 0)}{words}{'…' * (start + MAX_TEXT < len(text))}"
