"""`atlas check`: the findings of the store, or of the files that are named."""

import argparse
import sys
from pathlib import Path
from typing import Any

from generator.commands.progress import progress
from generator.commands.today import add_today
from generator.diagnostics import Diagnostic, has_errors, is_clean
from generator.reporters import REPORTERS
from generator.settings import Settings, colors_wanted
from generator.source.named import UnknownFile
from generator.source.snapshot import Taking

EXAMPLE = """\
examples:
  atlas check                                          the whole store
  atlas check entities/groups/badr-organization.yml    one file of it
  atlas check badr-organization --notes                the same by its id, with the work that is left to do
  atlas check --strict --format github                 as the checks of a pull request run it
"""


def register(commands: Any) -> None:
    """Add the command and its arguments."""
    parser = commands.add_parser(
        "check",
        help="read, link and check the store, or files of it",
        description="Reads the whole store and shows what is wrong in it; of files that are named, what is wrong in those.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("files", nargs="*", metavar="FILE", help="a file, folder or id (default: the whole store)")
    parser.add_argument("--strict", action="store_true", help="exit 1 for warnings too")
    parser.add_argument("--notes", action="store_true", help="show notes too: work to do, which fails nothing")
    parser.add_argument("--format", choices=REPORTERS, default="text", help="default: text")
    parser.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="default: on a terminal")
    add_today(parser)
    parser.add_argument("--no-cache", action="store_true", help="read every file anew")
    parser.set_defaults(run=run, ends_at_once=True)


def run(settings: Settings, options: argparse.Namespace) -> int:
    """Print the report; 1 with an error in it, or with a warning where those count."""
    taking = Taking(settings.entities, apart=True) if options.files and not options.no_cache else None
    with progress("reading and checking the store"):
        try:
            findings = _findings(settings, options, taking)
        except UnknownFile as unknown:
            print(f"atlas: {unknown}", file=sys.stderr)
            return 2
    color = options.color == "always" or (options.color == "auto" and sys.stdout.isatty() and colors_wanted())
    sys.stdout.write(REPORTERS[options.format](findings, notes=options.notes, color=color))
    passes = is_clean(findings) if options.strict else not has_errors(findings)
    return 0 if passes else 1


def _findings(settings: Settings, options: argparse.Namespace, taking: Taking | None) -> list[Diagnostic]:
    from generator import narrow_check  # noqa: PLC0415 -- loading it takes as long as looking at the store does

    cached, notes = not options.no_cache, options.notes
    if options.files:
        return narrow_check.check_files(settings, options.files, Path.cwd(), cached=cached, notes=notes, taking=taking)
    return narrow_check.check_all(settings, cached=cached, notes=notes)
