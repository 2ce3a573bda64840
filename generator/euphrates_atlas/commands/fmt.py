"""`atlas fmt`: one canonical form of every entry."""

import argparse
import sys
from contextlib import nullcontext
from pathlib import Path

from euphrates_atlas.checks.reports import text_report
from euphrates_atlas.commands.common import (
    Commands,
    add_command,
    editing,
    failing,
    progress,
)
from euphrates_atlas.edit.store_format import format_store, keep_addresses
from euphrates_atlas.git import merge_base
from euphrates_atlas.settings import Settings
from euphrates_atlas.subject import subject


def register(commands: Commands) -> None:
    """Add the command and its arguments."""
    parser = add_command(
        commands, "fmt", run, file=f"entities/{subject().examples.files[1]}.yml"
    )
    parser.add_argument(
        "files",
        nargs="*",
        metavar="FILE",
        help="a file, folder or id (default: all entries)",
    )
    parser.add_argument(
        "--check", action="store_true", help="change nothing; exit 1 if a file would change"
    )
    parser.add_argument(
        "--keep-addresses",
        metavar="REV",
        help="record in `was` the ids that statements had before this branch changed them, since REV; then format",
    )


def run(settings: Settings, options: argparse.Namespace) -> int:
    """Format entries: one order of fields, one quoting, one layout.

    Comments stay with the fields that they are about. A file is written only if its bytes change and its meaning
    does not.
    While another command changes entries, this one waits up to a minute for its turn.

    examples:
      atlas fmt                                        format all entries
      atlas fmt {file:<38} one file
      atlas fmt --check                                change nothing, and list the files that would change
      atlas fmt --keep-addresses main                  keep the addresses of statements corrected since then

    exit status: 0 all files are formatted; 1 a file would change, or could not be formatted; 2 no such file.
    """
    only_checks = options.check
    losing = []  # files with statements whose ids have changed since the revision
    revision = options.keep_addresses
    with (
        failing("a file could not be written: {}; it is as it was"),
        nullcontext() if only_checks else editing(settings),
        progress("formatting the store"),
    ):
        if revision:
            commit = merge_base(settings.root, revision)
            losing = keep_addresses(
                settings, commit, options.files, Path.cwd(), write=not only_checks
            )
        report = format_store(settings, options.files, Path.cwd(), write=not only_checks)
    kept = "a statement loses" if only_checks else "statements keep"
    for file in losing:
        print(f"{file}: {kept} the address of {revision}")
    if report.findings:
        sys.stdout.write(text_report(report.findings))
    for file, why in report.left:
        print(f"{file}: left as it is: {why}")
    for file, line in report.changed:
        print(
            f"{file}:{line}: not in canonical form" if only_checks else f"{file}: formatted"
        )
    done = "would change" if only_checks else "changed"
    advice = ": run `atlas fmt`" if only_checks and report.changed else ""
    print(f"{len(report.changed)} of {report.seen} files {done}{advice}")
    if report.findings or report.left:
        return 1
    return 1 if only_checks and (report.changed or losing) else 0
