"""`atlas generate`, `atlas build` and `atlas schema`: the commands that write pages, the site and the schemas."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from euphrates_atlas.atomic_files import Written, is_for_others, write_files
from euphrates_atlas.checks.reports import text_report
from euphrates_atlas.commands.common import Commands, add_command, add_today, failing
from euphrates_atlas.export.schema import schema_files
from euphrates_atlas.findings import CommandFailed
from euphrates_atlas.git import HistoryError, build_time, whole_history
from euphrates_atlas.settings import NEEDED, Settings, fix_build_date, fix_build_time
from euphrates_atlas.site import StoreHasErrors
from euphrates_atlas.site.hosts import SiteSize, refusals, size_of
from euphrates_atlas.site.stamp import BuildStamp
from euphrates_atlas.subject import placeholders

_LEFT = "`{}` is a placeholder, {}: set it in subject.yml"
"""For a key of `subject.yml` that still has the value of the example, and that value."""


def register(commands: Commands) -> None:
    """Add the commands and their arguments."""
    add_today(add_command(commands, "generate", _generate))
    build = add_command(commands, "build", _build)
    build.add_argument(
        "--publish",
        action="store_true",
        help="refuse placeholder addresses and an incomplete git history, and name the hosts that would refuse the site",
    )
    build.add_argument(
        "--without-history",
        action="store_true",
        help="with --publish: build without the git history",
    )
    add_today(build)
    schema = add_command(commands, "schema", _schema)
    schema.add_argument(
        "--output", type=Path, help="the output folder (default: .atlas/schema)"
    )


def _generate(settings: Settings, options: argparse.Namespace) -> int:
    """Check the entries and write the Markdown pages.

    example:
      atlas generate
    """
    from euphrates_atlas.site.builder import generate  # noqa: PLC0415 -- MkDocs and Jinja are heavy: loaded when they are needed

    fix_build_date(settings.today)
    return _report("content", "pages", lambda: generate(settings))


def _build(settings: Settings, options: argparse.Namespace) -> int:
    """Check the entries and build the site.

    example:
      atlas build
    """
    if missing := settings.missing(NEEDED):
        raise CommandFailed(missing)
    left = placeholders()
    if options.publish and "site" in left:
        raise CommandFailed(
            f"the site cannot be published: {_LEFT.format('site', left['site'])}"
        )
    commit, lack = _history(settings)
    if lack and options.publish and not options.without_history:
        raise CommandFailed(
            f"the site cannot be published: {lack}; or add --without-history"
        )
    fix_build_date(settings.today)
    fix_build_time(build_time(settings.root) or 0)
    stamp = BuildStamp(settings, commit)
    if stamp.is_kept():
        size = size_of(settings.site)
        print(f"site: {Written(0, size.files, 0)}")
        _tell_size(size, publish=options.publish)
        return 0
    from euphrates_atlas.site.builder import build  # noqa: PLC0415 -- as above

    status = _report("site", "site", lambda: build(settings, stamp))
    if status == 0:
        _tell_size(size_of(settings.site), publish=options.publish)
        if lack:
            _warn(lack)
        for name, value in left.items():
            _warn(_LEFT.format(name, value))
    return status


def _tell_size(size: SiteSize, *, publish: bool) -> None:
    """Say how large the site is, and before it is published which hosts would refuse it."""
    print(f"site: {size}")
    for words in refusals(size) if publish else ():
        _warn(words)


def _warn(words: str) -> None:
    """Print a warning on the error stream; the exit status stays."""
    print(f"atlas: warning: {words}", file=sys.stderr)


def _history(settings: Settings) -> tuple[str, str]:
    """Return the newest commit and an empty text; or an empty text, and why the site has no recent changes and what to do."""
    try:
        return whole_history(settings.root, settings.entities.name), ""
    except HistoryError as error:
        return "", f"recent changes and their feeds are empty: {error}"


def _schema(settings: Settings, options: argparse.Namespace) -> int:
    """Write the JSON Schemas for editors.

    example:
      atlas schema
    """
    folder = options.output or settings.schema
    files = dict(schema_files(for_data=False))
    if is_for_others(folder, next(iter(files))):
        raise CommandFailed(
            f"{folder} holds other files: name a new folder, or that of earlier schemas"
        )
    return _report(str(folder), "schemas", lambda: write_files(folder, files, below=folder))


def _report(place: str, what: str, write: Callable[[], Written]) -> int:
    """Call `write`, print what it wrote, or the errors of the store that stopped it, and return the exit status.

    Raises `CommandFailed` where a file cannot be written.
    """
    with failing(f"the {what} could not be written: {{}}; the previous files are kept"):
        try:
            print(f"{place}: {write()}")
        except StoreHasErrors as error:
            sys.stdout.write(text_report(error.findings, notes=False))
            return 1
    return 0
