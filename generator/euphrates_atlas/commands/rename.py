"""`atlas rename`: change the id of an entry everywhere."""

import argparse
import sys

from euphrates_atlas.checks.reports import text_report
from euphrates_atlas.commands.common import (
    Commands,
    add_command,
    editing,
    failing,
    progress,
)
from euphrates_atlas.edit import Refused
from euphrates_atlas.edit.renaming import rename
from euphrates_atlas.findings import Level, has_errors
from euphrates_atlas.settings import Settings
from euphrates_atlas.store.store import read_store
from euphrates_atlas.store_check import check_store


def register(commands: Commands) -> None:
    """Add the command and its arguments."""
    parser = add_command(commands, "rename", run)
    parser.add_argument("old", metavar="OLD", help="the current id")
    parser.add_argument("new", metavar="NEW", help="the new id")


def run(settings: Settings, options: argparse.Namespace) -> int:
    """Change the id of an entry everywhere; the old address redirects.

    Renames the file, replaces the old id wherever it is used, and keeps it in `redirects`, so that the old address
    redirects; statements whose address changes keep the old one in `was`. Nothing else in the files changes. All or
    nothing; the entries must have no errors.
    While another command changes entries, this one waits up to a minute for its turn.

    example:
      atlas rename old-id new-id

    exit status: 0 renamed; 1 refused, and nothing changed; 2 a file could not be read or written, and nothing changed.
    """
    with failing("{}; nothing is renamed"), editing(settings):
        with progress("reading the store"):
            store = read_store(settings)
            findings = check_store(store)
        if has_errors(findings):
            errors = [one for one in findings if one.rule.level is Level.ERROR]
            sys.stdout.write(text_report(errors))
            raise Refused("the store has errors; nothing is renamed until they are fixed")
        with progress("renaming"):
            files = rename(settings, store, options.old, options.new)
    print("\n  also changed: ".join(files))
    print(
        "next: run `atlas fmt`, look at `git add -N . && git diff`, then run `atlas check`"
    )
    return 0
