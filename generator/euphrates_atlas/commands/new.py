"""`atlas new`: start an entry, unless it exists already."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from euphrates_atlas import kinds
from euphrates_atlas.atomic_files import reason
from euphrates_atlas.checks.reports import text_report
from euphrates_atlas.commands.common import Commands, add_command, editing, failing
from euphrates_atlas.edit import Refused
from euphrates_atlas.edit.change_file import apply_change
from euphrates_atlas.edit.inputs import SourceCandidate, read_change, read_sources
from euphrates_atlas.edit.new_entry import NewEntries, kind_named, new_entry
from euphrates_atlas.edit.source_entries import new_source, new_sources, works
from euphrates_atlas.findings import CommandFailed, Finding, is_clean
from euphrates_atlas.model.kind import Record
from euphrates_atlas.settings import Settings
from euphrates_atlas.store.store import read_store
from euphrates_atlas.store_check import check_store, review_day
from euphrates_atlas.subject import subject
from euphrates_atlas.text.yaml_tree import Tree

_OF_A_WORK = {
    "url": ("URL", "its address"),
    "reference": (
        "TEXT",
        "of a printed work: where it is found, such as volume, number and pages",
    ),
    "publisher": (
        "ID",
        "the id or name of its publisher (default: that of its host's other works, else a new one)",
    ),
    "title": ("TITLE", "its title, in its own language"),
    "issued": (
        "DATE",
        "its day of publication, such as 2024-04-20 (default: from the address)",
    ),
    "language": ("TAG", "its language, such as {tags}"),
}
"""The options of a source, by the field that they fill: what stands for their value, and the help."""
_WAYS = (
    "give the address of the source, as in: atlas new source {}/Example; "
    'of a work without one, as in: atlas new source --title "{}" --publisher {} --reference "vol. 2, pp. 3-9"; '
    "or a file that lists several"
)


def register(commands: Commands) -> None:
    """Add the command and its arguments."""
    listed = ", ".join(model.kind.key for model in kinds.record_types().values())
    examples = subject().examples
    entries = "\n".join(f"  atlas new {line}" for line in examples.entries)
    parser = add_command(
        commands,
        "new",
        run,
        entries=entries,
        address=examples.address,
        publisher=examples.publisher,
    )
    parser.add_argument("kind", metavar="KIND", nargs="?", help=listed)
    parser.add_argument(
        "name",
        metavar="NAME",
        nargs="?",
        help="the name of the entry; the address of a source, or a file that lists several (`-`: standard input)",
    )
    parser.add_argument("--id", help="the id (default: made from the name)")
    help = "applies a change that was made with the form of the site: its file, or the text of the issue in which it was sent"
    parser.add_argument("--from-form", type=Path, metavar="FILE", help=help)
    group = parser.add_argument_group("for a source")
    tags = ", ".join((*subject().languages, "en"))
    for name, (metavar, help) in _OF_A_WORK.items():
        group.add_argument(f"--{name}", metavar=metavar, help=help.format(tags=tags))


def run(settings: Settings, options: argparse.Namespace) -> int:
    """Start an entry, unless it exists already.

    Writes a file with the required fields, a TODO for each value, and comments that explain them.
    Refuses if there is already an entry with the id, the address, or the name in any spelling.
    A change made with the form of the site is applied as a whole or not at all, and its entries are checked.
    While another command changes entries, this one waits up to a minute for its turn.

    examples:
    {entries}
      atlas new source {address}/Example --publisher {publisher} --issued 2024-04-20
      atlas new source --title "A Book" --publisher {publisher} --reference "vol. 2, pp. 3-9"
      atlas new sources addresses.txt             one address per line, a table (.csv), or a list in YAML or JSON
      atlas new --from-form issue.md

    exit status: 0 the files were written; 1 there is one already, it cannot be made, or a changed entry has errors or
    warnings; 2 wrong usage, or not writable.
    """
    fields = {
        key: getattr(options, key)
        for key in _OF_A_WORK
        if getattr(options, key) is not None
    }
    file = options.from_form
    is_more = bool(options.kind or options.id or fields)
    # Either a kind or a file of the form; beside the file, nothing.
    if (file is None) == (options.kind is None) or (file and is_more):
        raise CommandFailed(
            "name either the kind of the entry, as in: atlas new KIND NAME; or --from-form FILE alone"
        )
    if file:
        return _apply(settings, read_change(file))
    model = kind_named(options.kind)
    if model is works() and (options.name or "").lower().startswith(("https:", "http:")):
        fields = {"url": options.name, **fields}
        options.name = None
    wrong = _misused(options, fields, is_work=model is works())
    if wrong:
        raise CommandFailed(wrong)
    with failing("the entry could not be written: {}"), editing(settings):
        today = datetime.now(tz=UTC).date()
        new = NewEntries(settings, today.isoformat(), are_works=model is works())
        _draft(new, model, options, fields)
        try:
            new.write()
        except FileExistsError as error:
            raise Refused(f"{error.filename2 or error.filename} exists already") from None
    for draft in new.drafts:
        print("\n  note: ".join([draft.file.file, *draft.notes]))
    if new.drafts:
        print(
            "next: fill in every TODO, delete the comments, then run `atlas check` and `atlas fmt` on it"
        )
    for why in new.skipped:
        print(f"skipped: {why}")
    return 0


def _apply(settings: Settings, change: Tree | list[Finding]) -> int:
    """Apply a change that was made with the form of the site, check the files that it wrote, and return the exit status.

    A change that could not be read comes as its findings, which are printed.
    """
    if isinstance(change, list):
        sys.stdout.write(text_report(change))
        return 1
    with (
        failing("the change could not be applied: {}; nothing was written"),
        editing(settings),
    ):
        applied = apply_change(settings, change)
    for words in applied.told:
        print(f"note: {words}")
    files = [file.file for file in applied.texts]
    print(*files, sep="\n")
    findings = check_store(
        read_store(settings), review_day(settings), only=files, notes=False
    )
    sys.stdout.write(text_report(findings, notes=False))
    return 0 if is_clean(findings) else 1


def _draft(
    new: NewEntries,
    model: type[Record],
    options: argparse.Namespace,
    fields: dict[str, str],
) -> None:
    """Add to `new` the drafts of the entries that the options ask for; `fields` are those of a source."""
    if model is not works():
        new_entry(new, model, options.name, options.id)
    elif options.name is None:
        new_source(new, fields, options.id)
    elif options.id is not None:
        raise CommandFailed(
            "--id names one entry, and a list can make several: leave it out"
        )
    else:
        new_sources(new, _listed(options.name))


def _listed(file: str) -> dict[str, SourceCandidate]:
    """Return the sources that a file lists, by the place in it. Raises `CommandFailed` where it lists none."""
    try:
        sources = read_sources(file)
    except OSError as error:
        raise CommandFailed(f"{reason(error)}: {_ways(file)}") from None
    if not sources:
        raise CommandFailed(f"{file} lists no source: {_ways('The Title')}")
    return sources


def _misused(
    options: argparse.Namespace, fields: dict[str, str], *, is_work: bool
) -> str | None:
    """Return why the options do not go together, in words for the user; None where they do."""
    name = options.name
    if is_work and name is not None:
        return "the name of a source is its title: give it with --title" if fields else None
    if is_work:
        is_begun = "url" in fields or {"title", "publisher", "reference"} <= fields.keys()
        return None if is_begun else _ways(fields.get("title", "The Title"))
    if fields:
        return f"--{next(iter(fields))} is only for sources"
    if name is None:
        return f'the name is missing, as in: atlas new {options.kind} "NAME"'
    return None


def _ways(title: str) -> str:
    """Return advice on how a source is begun, with a title for its example."""
    examples = subject().examples
    return _WAYS.format(examples.address, title, examples.publisher)
