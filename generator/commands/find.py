"""`atlas find WORDS`: where something is in the store."""

import argparse
import sys
from collections.abc import Iterator
from typing import Any

from generator import pipeline
from generator.commands.progress import progress
from generator.search.finding import Hit, Match, find
from generator.settings import Settings

EXAMPLE = """\
examples:
  atlas find kataib hizballah      a name, in any spelling
  atlas find كتائب                 in any script
  atlas find 1a2b3c4d              a statement by its id, old ones included
  atlas find https://www.shafaq.com/en/Iraq    an address, or how it begins
"""
MAX_HITS = 50
MAX_TEXT = 100
"""Code points of a text that are shown."""


def register(commands: Any) -> None:
    """Add the command and its arguments."""
    parser = commands.add_parser(
        "find",
        help="where a name, spelling, source or statement is in the store",
        description="Looks through ids, names, titles, addresses, statements and prose, whatever the spelling. "
        "The nearest match comes first. Exit status 1 where there is none.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("words", nargs="+", metavar="WORDS")
    parser.add_argument("--all", action="store_true", help=f"show more than {MAX_HITS}")
    parser.set_defaults(run=run)


def run(settings: Settings, options: argparse.Namespace) -> int:
    """Print a line for each place; 1 where there is none."""
    words = " ".join(options.words)
    with progress("looking through the store"):
        held = pipeline.held_now(settings)
        hits = find(held.atlas, words)
        shown = hits if options.all else hits[:MAX_HITS]
        lines = list(_lines(held, shown))
    if held.unread:
        print(f"atlas: not searched, because it cannot be read: {', '.join(held.unread)}", file=sys.stderr)
    if not hits:
        print(f"atlas: `{words}` is nowhere in the store", file=sys.stderr)
        return 1
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    if len(hits) > len(shown):
        print(f"… and {len(hits) - len(shown)} more: `--all` shows them")
    return 0


def _lines(held: pipeline.Held, hits: list[Hit]) -> Iterator[str]:
    places = [(hit.entry, hit.path, hit.part) for hit in hits]
    for hit, span in zip(hits, pipeline.spans(held, places), strict=True):
        what = ".".join(str(step) for step in hit.path if isinstance(step, str)) or "id"
        nearness = "" if hit.match is Match.INSIDE else f" ({hit.match.name.lower()})"
        yield f"{hit.entry.file}:{span.line}:{span.column}: {what}: {_excerpt(hit)}{nearness}"


def _excerpt(hit: Hit) -> str:
    """Return a text on one line, of a long one the part around what was found."""
    start = max(0, hit.part[0] - MAX_TEXT // 3) if hit.part else 0
    cut = " ".join(hit.text[start : start + MAX_TEXT].split())
    return f"{'…' * (start > 0)}{cut}{'…' * (start + MAX_TEXT < len(hit.text))}"
