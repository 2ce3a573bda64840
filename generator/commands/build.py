"""`atlas generate`, `atlas build` and `atlas schema`: the commands that write pages, the site and the schemas."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from generator.commands.today import add_today
from generator.history import newest_commit
from generator.output import site, writing
from generator.output.standing import Standing
from generator.output.writing import LockHeld, Written
from generator.reporters import text
from generator.settings import Settings, fix_build_date, take_the_stock_way


def register(commands: Any) -> None:
    """Add the commands and their arguments."""
    add_today(_add(commands, "generate", _generate, "check, then write the Markdown pages"))
    build = _add(commands, "build", _build, "check, generate and build the site")
    build.add_argument(
        "--no-accelerate",
        action="store_true",
        help="convert and render every page as MkDocs does, in ten times the time",
    )
    build.add_argument(
        "--engine",
        choices=site.ENGINES,
        default=site.ENGINES[0],
        help="what makes the site of the pages (default: mkdocs); docs/engines.md tells how they differ",
    )
    add_today(build)
    schema = _add(commands, "schema", _schema, "write the JSON Schemas that editors use")
    schema.add_argument("--output", type=Path, help="the folder to write them to (default: .atlas/schema)")


def _generate(settings: Settings, options: argparse.Namespace) -> int:
    from generator import pipeline  # noqa: PLC0415 -- a build leaves it to the process of MkDocs

    try:
        checked, written = pipeline.generate(settings)
    except LockHeld:
        return _busy()
    except OSError as error:
        return _not_written("pages", error)
    if written is None:
        sys.stdout.write(text.render(checked.diagnostics, notes=False))
        return 1
    print(f"content: {_counts(written)}")
    return 0


def _build(settings: Settings, options: argparse.Namespace) -> int:
    fix_build_date(settings.today)
    if options.no_accelerate:
        take_the_stock_way()
    if not site.is_installed(options.engine):
        print(f"atlas: {options.engine} is not installed: run `make setup`", file=sys.stderr)
        return 2
    standing = Standing(settings, options.engine, newest_commit(settings.root))
    if (stands := standing.files()) is not None:
        print(f"site: {_counts(Written(0, stands, 0))}")
        return 0
    if options.engine != site.ENGINES[0] and (status := _generate(settings, options)) != 0:
        return status
    try:
        written = site.build(settings, engine=options.engine)
        standing.keep(written.written + written.unchanged)
        print(f"site: {_counts(written)}")
    except site.BuildFailed:
        return 1
    except LockHeld:
        return _busy()
    except OSError as error:
        return _not_written("site", error)
    return 0


def _schema(settings: Settings, options: argparse.Namespace) -> int:
    from generator import pipeline  # noqa: PLC0415

    folder = options.output or settings.schema
    try:
        print(f"{folder}: {_counts(pipeline.write_schemas(folder))}")
    except OSError as error:
        return _not_written("schemas", error)
    return 0


def _busy() -> int:
    print("atlas: another build of this repository is running: wait for it, then try again", file=sys.stderr)
    return 2


def _not_written(what: str, error: OSError) -> int:
    print(f"atlas: the {what} could not be written: {writing.reason(error)}; what was there stands", file=sys.stderr)
    return 2


def _counts(written: Written) -> str:
    return f"{written.written} files written, {written.unchanged} unchanged, {written.removed} removed"


def _add(commands: Any, name: str, run: Callable[..., int], help: str) -> argparse.ArgumentParser:
    """Add a command that takes no argument of its own, or that is given them afterwards."""
    example = f"example:\n  atlas {name}"
    layout = argparse.RawDescriptionHelpFormatter
    command: argparse.ArgumentParser = commands.add_parser(
        name, help=help, description=help[0].upper() + help[1:] + ".", epilog=example, formatter_class=layout
    )
    command.set_defaults(run=run)
    return command
