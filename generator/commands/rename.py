"""`atlas rename`: another id for an entry, everywhere it is used."""

import argparse
import sys

from generator.checks.reports import text_report
from generator.commands.common import Commands, add_command, failed, failing, progress
from generator.diagnostics import Level, has_errors
from generator.edit.renaming import rename
from generator.settings import Settings
from generator.store.store import read_store
from generator.store_check import check_store


def register(commands: Commands) -> None:
    """Add the command and its arguments."""
    parser = add_command(commands, "rename", run)
    parser.add_argument("old", metavar="OLD", help="the id that the entry has")
    parser.add_argument("new", metavar="NEW", help="the id that it is to have")


def run(settings: Settings, options: argparse.Namespace) -> int:
    """Give an entry another id, everywhere it is used; the old address leads on.

    Renames the file, writes the new id wherever the old one is used, and keeps the old one in `redirects`, so that
    its address leads on; statements that have another address by it keep the old one in `was`. Nothing else in the
    files changes. All or nothing; the store must have no errors.

    example:
      atlas rename kataib-hizballah kataib-hezbollah

    exit status: 0 renamed; 1 refused, and nothing changed; 2 a file could not be read or written, and nothing changed.
    """
    with progress("reading the store"):
        store = read_store(settings)
        findings = check_store(store)
    if has_errors(findings):
        failed("the store has errors; nothing is renamed before these are mended:")
        sys.stdout.write(text_report([d for d in findings if d.rule.level is Level.ERROR]))
        return 1
    with failing("{}; nothing is renamed"), progress("renaming"):
        files = rename(settings, store, options.old, options.new)
    print("\n  also changed: ".join(files))
    print("next: read the difference with `git diff`, then run `atlas check`")
    return 0
