"""`atlas fmt`: one canonical form of every entry."""

import argparse
import sys
from pathlib import Path
from typing import Any

from generator.commands.failing import failed
from generator.commands.progress import progress
from generator.edit.store_format import Report, format_store
from generator.output.writing import reason
from generator.reporters import text
from generator.settings import Settings
from generator.source.named import UnknownFile

EXAMPLE = """\
examples:
  atlas fmt                                        bring the whole store to its canonical form
  atlas fmt entities/groups/kataib-hezbollah.yml   one file of it
  atlas fmt --check                                change nothing, and name what is not in that form

exit status: 0 all is in canonical form (or is so now); 1 something is not, or could not be formatted; 2 no such file.
"""


def register(commands: Any) -> None:
    """Add the command and its arguments."""
    parser = commands.add_parser(
        "fmt",
        help="bring entries to one canonical order, quoting and layout",
        description=(
            "Writes entries in one order of fields, with one quoting and layout; comments stay with what they stand at.\n"
            "A file is written only where its bytes change, and only when it says the same afterwards."
        ),
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("files", nargs="*", metavar="FILE", help="a file, folder or id (default: the whole store)")
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 where a file would change")
    parser.set_defaults(run=run)


def run(settings: Settings, options: argparse.Namespace) -> int:
    """Print what was, or would be, changed."""
    try:
        with progress("formatting the store"):
            report = format_store(settings, options.files, Path.cwd(), write=not options.check)
    except UnknownFile as unknown:
        return failed(unknown)
    except OSError as error:
        return failed(f"a file could not be written: {reason(error)}; it is as it was")
    if report.diagnostics:
        sys.stdout.write(text.render(report.diagnostics))
    for file, why in report.left:
        print(f"{file}: left as it is: {why}")
    for file, line in report.changed:
        print(f"{file}:{line}: not in canonical form" if options.check else f"{file}: formatted")
    print(_summary(report, is_check=options.check))
    return 1 if report.diagnostics or report.left or (options.check and report.changed) else 0


def _summary(report: Report, *, is_check: bool) -> str:
    count = len(report.changed)
    if is_check:
        return f"{count} of {report.seen} files would change" + (": run `atlas fmt`" if count else "")
    return f"{count} of {report.seen} files changed"
