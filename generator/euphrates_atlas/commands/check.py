"""`atlas check`: the findings of all entries, or of the named files."""

import argparse
import gc
import sys
from pathlib import Path

from euphrates_atlas.checks.reports import REPORTERS
from euphrates_atlas.commands.common import Commands, add_command, add_today, progress
from euphrates_atlas.findings import has_errors, is_clean
from euphrates_atlas.settings import Settings, colors_wanted
from euphrates_atlas.store.files import named_files
from euphrates_atlas.store.store import read_store
from euphrates_atlas.store_check import check_store, review_day
from euphrates_atlas.subject import subject


def register(commands: Commands) -> None:
    """Add the command and its arguments."""
    example = subject().examples.files[0]
    notes = f"{example.partition('/')[2]} --notes"
    parser = add_command(commands, "check", run, file=f"entities/{example}.yml", id=notes)
    parser.add_argument(
        "files",
        nargs="*",
        metavar="FILE",
        help="a file, folder or id (default: all entries)",
    )
    parser.add_argument("--strict", action="store_true", help="exit 1 for warnings too")
    parser.add_argument(
        "--notes", action="store_true", help="show notes too: work left to do"
    )
    parser.add_argument("--format", choices=REPORTERS, default="text", help="default: text")
    add_today(parser)
    parser.add_argument("--no-cache", action="store_true", help="read every file again")


def run(settings: Settings, options: argparse.Namespace) -> int:
    """Check the entries, or some of them.

    Prints the findings on all entries, or only those on the named files.

    examples:
      atlas check                                          all entries
      atlas check {file:<40} one file
      atlas check {id:<40} the same by its id, with the work left to do
      atlas check --strict --format github                 as in the workflow of a pull request
    """
    gc.disable()  # what is read stays to the end of the command, and no cycles are left behind
    with progress("reading and checking the store"):
        store = read_store(settings, cached=not options.no_cache)
        only = None
        if options.files:
            known = {*store.files, *store.unread_files}
            only = named_files(options.files, known, settings.root, Path.cwd())
        findings = check_store(store, review_day(settings), only=only, notes=options.notes)
    report = REPORTERS[options.format]
    color = sys.stdout.isatty() and colors_wanted()
    sys.stdout.write(report(findings, notes=options.notes, color=color))
    is_passed = is_clean(findings) if options.strict else not has_errors(findings)
    return 0 if is_passed else 1
