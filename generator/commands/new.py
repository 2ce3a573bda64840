"""`atlas new`: an entry to fill in, unless the store has it already."""

import argparse
from datetime import UTC, datetime
from typing import Any

from generator import kinds
from generator.atomic_files import reason
from generator.commands.common import failed
from generator.edit.new_entry import kind_named, new_entry, new_source, works
from generator.settings import Settings
from generator.subject import subject

EXAMPLE = """\
examples:
{entries}
  atlas new source --url {address}/Example --publisher {publisher} --issued 2024-04-20

exit status: 0 the file was written; 1 the store has it already, or it cannot be named so; 2 usage, or not writable.
"""
_OF_A_WORK = ("url", "publisher", "title", "issued", "language")


def register(commands: Any) -> None:
    """Add the command and its arguments."""
    listed = ", ".join(model.kind.singular.lower() for model in kinds.record_types().values())
    parser = commands.add_parser(
        "new",
        help="write an entry to fill in, unless the store has it already",
        description=(
            "Writes a file with what is required, a TODO for each value, and in comments what to put there.\n"
            "Refuses where the id, the name in any spelling or the address is in the store already."
        ),
        epilog=EXAMPLE.format(
            entries="\n".join(f"  atlas new {line}" for line in subject().examples.entries),
            address=subject().examples.address,
            publisher=subject().examples.publisher,
        ),
    )
    parser.add_argument("kind", metavar="KIND", help=listed)
    parser.add_argument("name", metavar="NAME", nargs="?", help="the name of the entry; of a source, use --title")
    parser.add_argument("--id", help="the id, where it should not follow from the name")
    group = parser.add_argument_group("for a source")
    group.add_argument("--url", help="its address")
    help = "the id of its publisher (default: that of its host's other works)"
    group.add_argument("--publisher", metavar="ID", help=help)
    group.add_argument("--title", help="its title, in its own language")
    help = "its day of publication, as 2024-04-20 (default: as in the address)"
    group.add_argument("--issued", metavar="DATE", help=help)
    group.add_argument("--language", metavar="TAG", help="its language, as ar, fa, ckb or en")
    parser.set_defaults(run=run)


def run(settings: Settings, options: argparse.Namespace) -> int:
    """Write the file; print its path, notes, and the next step."""
    fields = {key: value for key in _OF_A_WORK if (value := getattr(options, key)) is not None}
    today = datetime.now(tz=UTC).date().isoformat()
    try:
        model = kind_named(options.kind)
        is_work = model is works()
        if (wrong := _misused(options.name, fields, is_work=is_work)) is not None:
            return failed(wrong)
        if is_work:
            file, warnings = new_source(settings, fields, options.id, today)
        else:
            file, warnings = new_entry(settings, model, options.name, options.id, today)
    except FileExistsError as error:
        return failed(f"{error.filename2 or error.filename} is there already", 1)
    except OSError as error:
        return failed(f"the entry could not be written: {reason(error)}")
    print("\n  note: ".join([file, *warnings]))
    print("next: fill in every TODO, delete the comments that are done, then run `atlas check` and `atlas fmt` on it")
    return 0


def _misused(name: str | None, fields: dict[str, str], *, is_work: bool) -> str | None:
    if is_work and "url" not in fields:
        return "a source is made of its address: give it with --url"
    if is_work and name is not None:
        return "the name of a source is its title: give it with --title"
    if not is_work and fields:
        return f"--{next(iter(fields))} is for sources alone"
    if not is_work and name is None:
        return 'the name is missing, as in: atlas new group "Saraya Awliya al-Dam"'
    return None
