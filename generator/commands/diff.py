"""`atlas diff REV`: what changed in meaning since a revision."""

import argparse
import sys
from typing import Any

from generator import pipeline
from generator.commands.failing import failed
from generator.commands.progress import progress
from generator.compare import FORMATS, as_markdown, compare
from generator.compare.changes import Sort
from generator.history.revisions import HistoryError, merge_base, resolve
from generator.settings import Settings

EXAMPLE = """\
examples:
  atlas diff HEAD                          what is not committed yet
  atlas diff main --merge-base             what this branch changes
  atlas diff main --format markdown        for the summary of a pull request
  atlas diff main --pages                  the pages of the site that become other
"""


def register(commands: Any) -> None:
    """Add the command and its arguments."""
    parser = commands.add_parser(
        "diff",
        help="what changed in meaning since a revision",
        description="Compares the store with what it was at a revision of git: statements, ranks, sources, origins. "
        "Exit status 0, whatever changed.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("revision", metavar="REV", help="a branch, tag or commit, as main or HEAD~3")
    parser.add_argument("--merge-base", action="store_true", help="compare with where this branch left REV")
    parser.add_argument("--format", choices=FORMATS, default="text", help="default: text")
    parser.add_argument("--site", default="", metavar="URL", help="link pages there, in Markdown")
    parser.add_argument("--pages", action="store_true", help="print the addresses of the pages that become other")
    parser.set_defaults(run=run)


def run(settings: Settings, options: argparse.Namespace) -> int:
    """Print the changes; 2 where git does not know the revision."""
    try:
        commit = (merge_base if options.merge_base else resolve)(settings.root, options.revision)
        with progress(f"comparing the store with {options.revision}"):
            before, after = pipeline.held_at(settings, commit), pipeline.held_now(settings)
            pages: list[str] | None = None
            if options.pages and not _problems(before) and not _problems(after):
                pages = pipeline.changed_pages(before, after)
            comparison = compare(options.revision, before.atlas, after.atlas, before.unread, after.unread)
    except HistoryError as error:
        return failed(error)
    if options.pages:
        if pages is None:
            print("atlas: there are errors in the store: only pages of changed entries are listed", file=sys.stderr)
            pages = sorted(change.page for change in comparison.entries if change.sort is not Sort.REMOVED)
        sys.stdout.write("".join(f"{page}\n" for page in pages))
    elif options.format == "markdown":
        sys.stdout.write(as_markdown.render(comparison, options.site))
    else:
        sys.stdout.write(FORMATS[options.format](comparison))
    return 0


def _problems(held: pipeline.Held) -> bool:
    """Tell whether a store has errors that its pages cannot be written with."""
    return bool(held.diagnostics or held.findings)
