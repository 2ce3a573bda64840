"""`atlas audit`: statements to compare with their sources, random ones or those of an entry; and the results so far."""

import argparse
from collections.abc import Sequence
from datetime import UTC, datetime

from euphrates_atlas.atomic_files import write_new
from euphrates_atlas.commands.common import (
    Commands,
    add_command,
    add_today,
    failing,
    progress,
)
from euphrates_atlas.edit import Refused
from euphrates_atlas.edit.audits import FOLDER, TODO, VERDICTS, read_audits
from euphrates_atlas.edit.new_audit import audit_text, draw, reading_list
from euphrates_atlas.findings import CommandFailed
from euphrates_atlas.settings import Settings
from euphrates_atlas.store.store import read_store


def register(commands: Commands) -> None:
    """Add the command and its arguments."""
    parser = add_command(commands, "audit", run)
    either = parser.add_mutually_exclusive_group()
    either.add_argument(
        "number",
        metavar="NUMBER",
        type=int,
        nargs="?",
        help="how many statements to draw; without it, the verdicts are counted",
    )
    parser.add_argument("--seed", type=int, help="the seed of the random draw (default: 1)")
    either.add_argument(
        "--entry",
        metavar="ID",
        nargs="+",
        help="print all statements of these entries instead",
    )
    add_today(parser)


def run(settings: Settings, options: argparse.Namespace) -> int:
    """Draw statements to compare with their sources, and count the verdicts.

    Draws random statements, equally many of each kind that readers come for, and prints each with its sources.
    Somebody who did not write them reads the sources and records the verdicts in the file that is printed. Without
    `--today`, that file is named after the day of the clock.

    examples:
      atlas audit 60 --seed 7   draw sixty statements and write the file for the verdicts
      atlas audit --entry ID    print each statement of an entry, with its note and the words of its sources
      atlas audit               print the results of all audits

    exit status: 0 done; 1 verdicts are missing; 2 no such entry, or a file cannot be read or written.
    """
    if options.entry:
        return _print_statements(settings, options.entry)
    if options.number is not None:
        return _draw(settings, options.number, 1 if options.seed is None else options.seed)
    if options.seed is not None:
        raise CommandFailed(
            "`--seed` is for a draw: say how many, as in `atlas audit 60 --seed 7`"
        )
    return _print_results(settings)


def _print_statements(settings: Settings, ids: Sequence[str]) -> int:
    """Print all statements of these entries with the words of their sources. Raises `CommandFailed` for an unknown id."""
    with progress("reading the store"):
        atlas = read_store(settings).atlas
    for id in ids:
        if id not in atlas.entries:
            raise CommandFailed(
                f"there is no entry `{id}`: `atlas find {id}` shows entries with a similar name"
            )
    for id in ids:
        print("\n".join(reading_list(atlas, atlas[id].facts)))
    return 0


def _draw(settings: Settings, number: int, seed: int) -> int:
    """Draw so many random statements, print them, and write the file for their verdicts.

    Raises `Refused` for a store with errors, and `CommandFailed` where nothing is drawn.
    """
    with progress("reading the store"):
        store = read_store(settings)
    if not store.is_sound():
        raise Refused(
            "the store has errors: `atlas check` shows them; nothing is drawn until they are fixed"
        )
    drawn = draw(store.atlas, max(0, number), seed)
    if not drawn:
        raise CommandFailed(
            "nothing is drawn: the number is below 1, or the store has no statement"
        )
    file = _new_file(settings)
    text = audit_text(store.atlas, drawn, seed)
    with failing("the audit could not be written: {}"):
        write_new({settings.root / file: text.encode()})
    print("\n".join(reading_list(store.atlas, drawn)))
    print(
        f"next: record the verdicts in {file} ({', '.join(VERDICTS)}), then run `atlas audit`"
    )
    return 0


def _new_file(settings: Settings) -> str:
    """Return the file of a new audit: `2026-11-20.yml`, and on the same day `2026-11-20-2.yml`."""
    day = str(settings.today or datetime.now(tz=UTC).date())
    taken = read_audits(settings.root)
    name = day
    number = 1
    while name in taken:
        number += 1
        name = f"{day}-{number}"
    return f"{FOLDER}/{name}.yml"


def _print_results(settings: Settings) -> int:
    """Print how many statements of each audit have which verdict. Returns 1 where some are still to be read."""
    audits = read_audits(settings.root)
    status = 0
    for name, audit in audits.items():
        shares = [
            f"{audit.count(verdict)} {verdict}"
            for verdict in VERDICTS
            if audit.count(verdict)
        ]
        if audit.count(TODO):
            shares.append(f"{audit.count(TODO)} still to be read")
            status = 1
        print(
            f"{FOLDER}/{name}.yml: {len(audit.statements)} statements: {', '.join(shares)}"
        )
    if not audits:
        print("no audit is recorded: `atlas audit 60 --seed 1` draws one")
    return status
