"""`atlas export`: all data in the named formats, with checksums."""

import argparse
from collections.abc import Iterable
from datetime import date
from importlib.util import find_spec
from pathlib import Path

from euphrates_atlas.atomic_files import is_for_others, write_files
from euphrates_atlas.commands.common import Commands, add_command, failing, progress
from euphrates_atlas.edit import Refused
from euphrates_atlas.export.data_tables import DataTables
from euphrates_atlas.export.export_files import (
    CHECKSUMS,
    DATA_FORMATS,
    README,
    DataFormat,
    closing_files,
)
from euphrates_atlas.export.identity import checksum
from euphrates_atlas.findings import CommandFailed, has_errors
from euphrates_atlas.settings import Settings
from euphrates_atlas.store.store import read_store
from euphrates_atlas.store_check import check_store, review_day


def register(commands: Commands) -> None:
    """Add the command and its arguments."""
    formats = "\n".join(f"  {format.name:14}{format.label}" for format in DATA_FORMATS)
    parser = add_command(commands, "export", run, formats=formats)
    parser.add_argument(
        "formats",
        metavar="FORMAT",
        nargs="*",
        type=_format,
        help="a format listed above (default: all that need no extra)",
    )
    parser.add_argument(
        "--output", type=Path, help="the output folder (default: .atlas/data)"
    )


def run(settings: Settings, options: argparse.Namespace) -> int:
    """Export all data in open formats.

    Exports the statements and everything else in the atlas, in these formats:
    {formats}
    The data page of the site offers the same files.

    examples:
      atlas export                            every format that needs no extra
      atlas export csv sqlite --output data   these two, into the folder data
      atlas export parquet                    for DuckDB and Spark; needs the extra `parquet`

    exit status: 0 done; 1 the store has errors; 2 an extra is missing, or a file cannot be written.
    """
    chosen = [*dict.fromkeys(options.formats)] or [
        format for format in DATA_FORMATS if not format.extra
    ]
    for format in chosen:
        if format.extra and find_spec(format.extra) is None:
            install = f"run `.venv/bin/python -m pip install {format.extra}`, or install the extra `{format.name}`"
            raise CommandFailed(
                f"{format.name} needs {format.extra}, which is not installed: {install}"
            )
    folder = options.output or settings.state / "data"
    if folder.resolve().is_relative_to(settings.entities):
        raise CommandFailed(
            f"{folder} is in the store, which holds entries alone: name another folder"
        )
    if is_for_others(folder, CHECKSUMS):
        raise CommandFailed(
            f"{folder} holds other files: name a new folder, or that of an earlier export"
        )
    with progress("reading and checking the store"):
        store = read_store(settings)
        findings = check_store(store, notes=False)
    if has_errors(findings):
        raise Refused(
            "the store has errors: `atlas check` shows them; nothing is exported until they are fixed"
        )
    with failing("the data could not be written: {}"):
        _write(folder, DataTables(store.atlas), chosen, review_day(settings))
    return 0


def _format(name: str) -> DataFormat:
    """Read an argument that names a format."""
    formats = {format.name: format for format in DATA_FORMATS}
    if name not in formats:
        raise argparse.ArgumentTypeError(
            f"there is no format `{name}`: the formats are {', '.join(formats)}"
        )
    return formats[name]


def _write(
    folder: Path, tables: DataTables, formats: Iterable[DataFormat], day: date | None
) -> None:
    """Write the files of each format, print their sizes, then write the checksums of all files in the folder.

    `day` is the day of the data, for the files that describe it.
    """
    for format in formats:
        sizes = {}
        with progress(f"writing {format.name}"):
            for name, data in format.files(tables):
                write_files(folder, {name: data}, below=folder)
                sizes[name] = len(data)
        megabytes = sum(sizes.values()) / 1e6
        print(f"{format.name}: {', '.join(sizes)} ({megabytes:.1f} MB)")
    files = [path for path in folder.iterdir() if path.is_file() and path.name != CHECKSUMS]
    digests = {path.name: checksum(path.read_bytes()) for path in files}
    closing = dict(closing_files(digests, tables.atlas.kinds[0].folder, day))
    write_files(folder, closing, below=folder)
    print(f"{folder}: {README} says how to open the files, {CHECKSUMS} has their checksums")
