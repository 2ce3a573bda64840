"""The command `atlas`: reads arguments, calls once, maps the outcome to an exit status (`STATUS` below)."""

import argparse
import sys
import traceback
from collections.abc import Callable, Sequence
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from generator import pipeline
from generator.commands.today import add_today
from generator.output import site, writing
from generator.output.streams import discard_output
from generator.output.writing import LockHeld, Written
from generator.reporters import text
from generator.settings import Settings, debugging, find_root, fix_build_date, repository_address, take_the_stock_way

COMMANDS = ("check", "serve", "new", "fmt", "rename", "diff", "find")
"""The commands with a module of their own, in the order of `--help`; it is loaded when one is asked for."""

STATUS = """\
exit status:
  0  nothing is wrong (warnings and notes aside; with `check --strict` notes aside)
  1  there are findings, or the site could not be built
  2  the command was not understood, something could not be read or written, or atlas itself has a bug
  130  interrupted from the keyboard

`atlas COMMAND --help` shows the arguments of a command, with an example.
ATLAS_DEBUG=1 shows where a bug of atlas itself lies; NO_COLOR=1 turns colours off.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that knows no Arabic is no reason to stop
    given = sys.argv[1:] if arguments is None else list(arguments)
    options = _parser(given).parse_args(given)
    try:
        status = _run(options)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # `atlas check | head`: whoever reads has seen enough
        discard_output()
        return 0
    except Exception as error:
        if debugging():
            traceback.print_exc()
        print(_bug(error), file=sys.stderr)
        return 2
    return status


def _run(options: argparse.Namespace) -> int:
    root = options.root or find_root(Path.cwd())
    if root is None or not (root / "entities").is_dir():
        print("atlas: no atlas here: run it in the repository, or name it with --root", file=sys.stderr)
        return 2
    return int(options.run(Settings(root.resolve(), getattr(options, "today", None)), options))


def _bug(error: Exception) -> str:
    return (
        f"atlas: this is a bug of atlas, not of your files: {type(error).__name__}: {error}\n"
        f"Please report it at {repository_address()}/issues with the command, and the file that you changed last; "
        "ATLAS_DEBUG=1 shows where it happened."
    )


def _generate(settings: Settings, options: argparse.Namespace) -> int:
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
    if options.engine != site.ENGINES[0] and (status := _generate(settings, options)) != 0:
        return status
    try:
        print(f"site: {_counts(site.build(settings, engine=options.engine))}")
    except site.BuildFailed:
        return 1
    except LockHeld:
        return _busy()
    except OSError as error:
        return _not_written("site", error)
    return 0


def _schema(settings: Settings, options: argparse.Namespace) -> int:
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


def _parser(given: Sequence[str]) -> argparse.ArgumentParser:
    """Return the parser of these arguments; of commands that are not among them it need not know."""
    parser = argparse.ArgumentParser(
        prog="atlas",
        description="Checks and builds the Euphrates Atlas.",
        epilog=STATUS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--root", type=Path, help="the repository (default: the one around this folder)")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name in [name for name in COMMANDS if name in given] or COMMANDS:
        import_module(f"generator.commands.{name}").register(commands)
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
    return parser


def _add(commands: Any, name: str, run: Callable[..., int], help: str) -> argparse.ArgumentParser:
    """Add a command that takes no argument of its own, or that is given them afterwards."""
    example = f"example:\n  atlas {name}"
    layout = argparse.RawDescriptionHelpFormatter
    command: argparse.ArgumentParser = commands.add_parser(
        name, help=help, description=help[0].upper() + help[1:] + ".", epilog=example, formatter_class=layout
    )
    command.set_defaults(run=run)
    return command
