"""`atlas import`: add data from a table to entries."""

import argparse
from pathlib import Path

from euphrates_atlas.commands.common import Commands, add_command, editing, failing
from euphrates_atlas.edit.archived_copies import COLUMNS, add_copies
from euphrates_atlas.edit.inputs import read_table
from euphrates_atlas.settings import Settings


def register(commands: Commands) -> None:
    """Add the command and its arguments."""
    parser = add_command(commands, "import", run)
    parser.add_argument(
        "what",
        metavar="WHAT",
        choices=["archive"],
        help="archive: the addresses of archived copies",
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="the table")


def run(settings: Settings, options: argparse.Namespace) -> int:
    """Add archived copies from a table to sources.

    Reads a table (CSV) with the columns `id` and `archive_url`, and adds each address to its source.
    While another command changes entries, this one waits up to a minute for its turn.

    example:
      atlas import archive copies.csv

    exit status: 0 the sources have the copies; 1 a row is wrong, and nothing was written; 2 the table cannot be read, or
    a file cannot be written.
    """
    with (
        failing("the table or an entry could not be read or written: {}"),
        editing(settings),
    ):
        rows = read_table(options.file, COLUMNS)
        changed, skipped = add_copies(settings, rows)
    for file in changed:
        print(f"{file}: has its copy now")
    print(f"{len(changed)} of {len(rows)} rows were written")
    for why in skipped:
        print(f"skipped: {why}")
    return 0
