"""The command `atlas`: reads arguments, calls once, maps the outcome to an exit status (`STATUS` below)."""

import argparse
import gc
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path

from generator.output.streams import discard_output, end_process
from generator.settings import Settings, debugging, find_root, repository_address

COMMANDS = {
    "check": "check",
    "serve": "serve",
    "new": "new",
    "fmt": "fmt",
    "rename": "rename",
    "diff": "diff",
    "find": "find",
    "generate": "build",
    "build": "build",
    "schema": "build",
}
"""The commands and their modules, in the order of `--help`; a module is loaded when one of its commands is asked for."""

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
    """Run the command; returns its exit status. Without `arguments` they are those of the process, which may end here."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that knows no Arabic is no reason to stop
    given = sys.argv[1:] if arguments is None else list(arguments)
    gc.disable()  # what is loaded stays: looking through it again and again takes longer than a small check
    options = _parser(given).parse_args(given)
    ends_at_once = getattr(options, "ends_at_once", False)
    if not ends_at_once:
        gc.freeze()
        gc.enable()
    try:
        status = _run(options)
        sys.stdout.flush()
        if arguments is None and ends_at_once:
            end_process(status)
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
    finally:
        gc.enable()
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
    asked = [module for name, module in COMMANDS.items() if name in given] or COMMANDS.values()
    for module in dict.fromkeys(asked):
        import_module(f"generator.commands.{module}").register(commands)
    return parser
