"""`atlas find WORDS`: find names, ids, addresses and statements."""

import argparse
import re
import sys
from collections.abc import Iterator

from euphrates_atlas.commands.common import Commands, add_command, progress
from euphrates_atlas.edit import Refused
from euphrates_atlas.edit.store_names import Hit, Match, NamePlace, find, nearest
from euphrates_atlas.findings import Span
from euphrates_atlas.settings import Settings
from euphrates_atlas.store.store import read_store
from euphrates_atlas.subject import subject
from euphrates_atlas.text.phrases import shortened, squeezed
from euphrates_atlas.text.yaml_tree import Tree

MAX_HITS = 50
MAX_TEXT = 100
"""Code points of a text that are shown."""


def register(commands: Commands) -> None:
    """Add the command and its arguments."""
    examples = subject().examples
    parser = add_command(
        commands,
        "find",
        run,
        search=examples.search,
        own=examples.spellings[-1],
        address=examples.address,
    )
    parser.add_argument("words", nargs="+", metavar="WORDS")
    parser.add_argument("--all", action="store_true", help=f"show more than {MAX_HITS}")


def run(settings: Settings, options: argparse.Namespace) -> int:
    """Find a name, an id, an address or a statement.

    Searches ids, names, titles and addresses, in any spelling, the best match first. The exit status is 1 if there is
    none. To search texts, use `git grep`.

    examples:
      atlas find {search:<22}a name, in any spelling
      atlas find {own:<22}in any script
      atlas find 1a2b3c4d              a statement by its id, old or new
      atlas find {address}    an address, or its beginning
    """
    words = " ".join(options.words)
    with progress("looking through the store"):
        hits, unread = find(settings, words)
        shown = hits if options.all else hits[:MAX_HITS]
        lines = [_line(hit.place, _nearness(hit)) for hit in shown]
        if not lines and re.fullmatch(r"(s-)?[0-9a-f]{8}", words):
            lines = list(_statements(settings, words.removeprefix("s-")))
        if not lines:  # the words may be misspelt
            lines = [_line(place, " (near)") for place in nearest(settings, words)]
    if unread:
        print(
            f"atlas: not searched, because it cannot be read: {', '.join(unread)}",
            file=sys.stderr,
        )
    if not lines:
        raise Refused(f"`{words}` is not a name, id or address of any entry")
    print(*lines, sep="\n")
    if len(hits) > len(shown):
        print(f"… and {len(hits) - len(shown)} more: `--all` shows them")
    return 0


def _line(place: NamePlace, nearness: str) -> str:
    """Return a line of the result: `entities/groups/badr.yml:3:7: names: Badr Corps (exact)`."""
    text = shortened(squeezed(place.text), MAX_TEXT)
    return f"{place.place}:{place.column}: {place.field}: {text}{nearness}"


def _nearness(hit: Hit) -> str:
    """Return how well a name fits the words, in brackets; nothing where they only stand inside it."""
    return "" if hit.match is Match.INSIDE else f" ({hit.match.name.lower()})"


def _statements(settings: Settings, id: str) -> Iterator[str]:
    """Yield a line for each statement that has an id, or had it before.

    No file has the id of a statement, which is a hash of what it says: so the whole store is read.
    """
    store = read_store(settings)
    for entry in store.atlas:
        for fact in entry.facts:
            if id in (fact.id, *fact.statement.was):
                tree = store.tree(entry.file)
                span = tree.span(fact.path) if isinstance(tree, Tree) else Span()
                nearness = "exact" if fact.id == id else f"now {fact.id}"
                yield f"{entry.file}:{span.line}:{span.column}: {fact.field}: {id} ({nearness})"
