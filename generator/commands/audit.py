"""`atlas audit`: statements to be read against their sources, drawn at random or of an entry; the shares of what was found."""

import argparse
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import chain, count

from generator.atomic_files import write_new
from generator.commands.common import Commands, add_command, add_today, failed, failing, progress
from generator.desk.audits import FOLDER, TODO, VERDICTS, read_audits
from generator.desk.new_audit import audit_text, draw, reading_list
from generator.settings import Settings
from generator.store.store import read_store


def register(commands: Commands) -> None:
    """Add the command and its arguments."""
    parser = add_command(commands, "audit", run)
    parser.add_argument("number", metavar="NUMBER", type=int, nargs="?", help="how many statements (default: none)")
    parser.add_argument("--seed", type=int, default=1, help="another one draws others (default: 1)")
    parser.add_argument(
        "--entry", metavar="ID", nargs="+", help="print all statements of these entries instead, and draw none"
    )
    add_today(parser)


def run(settings: Settings, options: argparse.Namespace) -> int:
    """Draw statements to read against their sources, and count the verdicts.

    Draws statements at random, as many of groups as of leaders, sites and events, and prints each with its sources.
    Somebody who did not write them reads the sources, and writes the verdicts into the file that it names.

    examples:
      atlas audit 60 --seed 7          draw sixty statements; write the file for the verdicts
      atlas audit --entry camp-kalsu   read an entry: each statement, with its note and the words of its sources
      atlas audit                      what the audits so far have found

    exit status: 0 done; 1 verdicts are missing; 2 no such entry, or a file cannot be read or written.
    """
    if options.entry:
        return _read(settings, options.entry)
    return _count(settings) if options.number is None else _draw(settings, options.number, options.seed)


def _read(settings: Settings, ids: Sequence[str]) -> int:
    with progress("reading the store"):
        atlas = read_store(settings).atlas
    if unknown := [id for id in ids if id not in atlas.entries]:
        return failed(f"there is no entry `{unknown[0]}`: `atlas find {unknown[0]}` shows entries with a similar name")
    for entry in map(atlas.__getitem__, ids):
        print("\n".join(reading_list(atlas, entry.facts)))
    return 0


def _draw(settings: Settings, number: int, seed: int) -> int:
    with progress("reading the store"):
        store = read_store(settings)
    if not store.is_sound():
        return failed("the store has errors: `atlas check` shows them; nothing is drawn before they are mended", 1)
    drawn = draw(store.atlas, number, seed)
    day = settings.today or datetime.now(tz=UTC).date()
    names, taken = (f"{day}{ending}" for ending in chain([""], (f"-{n}" for n in count(2)))), read_audits(settings.root)
    file = f"{FOLDER}/{next(name for name in names if name not in taken)}.yml"
    with failing("the audit could not be written: {}"):
        write_new({settings.root / file: audit_text(store.atlas, drawn, seed).encode()})
    print("\n".join(reading_list(store.atlas, drawn)))
    print(f"next: write the verdicts into {file} ({', '.join(VERDICTS)}), then run `atlas audit`")
    return 0


def _count(settings: Settings) -> int:
    audits = read_audits(settings.root)
    words = {**{verdict: verdict for verdict in VERDICTS}, TODO: "still to be read"}
    for name, audit in audits.items():
        shares = (f"{number} {said}" for verdict, said in words.items() if (number := audit.count(verdict)))
        print(f"{FOLDER}/{name}.yml: {len(audit.statements)} statements: {', '.join(shares)}")
    if not audits:
        print("no audit is recorded: `atlas audit 60 --seed 1` draws one")
    return 1 if any(audit.count(TODO) for audit in audits.values()) else 0
