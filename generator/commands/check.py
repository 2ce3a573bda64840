"""`atlas check`: the findings of the store, or of the files that are named."""

import argparse
import sys
from pathlib import Path

from generator.checks.reports import REPORTERS
from generator.commands.common import Commands, add_command, add_today, progress
from generator.diagnostics import has_errors, is_clean
from generator.settings import Settings, colors_wanted
from generator.store.files import named_files
from generator.store.store import read_store
from generator.store_check import check_store, review_day
from generator.subject import subject


def register(commands: Commands) -> None:
    """Add the command and its arguments."""
    example = subject().examples.files[0]
    notes = f"{example.partition('/')[2]} --notes"
    parser = add_command(commands, "check", run, file=f"entities/{example}.yml", id=notes)
    parser.add_argument(
        "files", nargs="*", metavar="FILE", help="a file, folder or id (default: the whole store)"
    )
    parser.add_argument("--strict", action="store_true", help="exit 1 for warnings too")
    parser.add_argument(
        "--notes", action="store_true", help="show notes too: work to do, which fails nothing"
    )
    parser.add_argument("--format", choices=REPORTERS, default="text", help="default: text")
    parser.add_argument(
        "--color",
        choices=("auto", "always", "never"),
        default="auto",
        help="default: on a terminal",
    )
    add_today(parser)
    parser.add_argument("--no-cache", action="store_true", help="read every file anew")


def run(settings: Settings, options: argparse.Namespace) -> int:
    """Read, link and check the store, or files of it.

    Reads the whole store and shows what is wrong in it; of files that are named, what is wrong in those.

    examples:
      atlas check                                          the whole store
      atlas check {file:<40} one file of it
      atlas check {id:<40} the same by its id, with the work that is left to do
      atlas check --strict --format github                 as the checks of a pull request run it
    """
    with progress("reading and checking the store"):
        store = read_store(settings, cached=not options.no_cache)
        only = None
        if options.files:
            known = {*store.files, *store.unread_files}
            only = named_files(options.files, known, settings.root, Path.cwd())
        findings = check_store(store, review_day(settings), only=only, notes=options.notes)
    report = REPORTERS[options.format]
    sys.stdout.write(report(findings, notes=options.notes, color=_is_colored(options.color)))
    is_passed = is_clean(findings) if options.strict else not has_errors(findings)
    return 0 if is_passed else 1


def _is_colored(when: str) -> bool:
    if when == "auto":
        return sys.stdout.isatty() and colors_wanted()
    return when == "always"
