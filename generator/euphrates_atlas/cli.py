"""The command `atlas`: reads arguments, calls once, maps the outcome to an exit status (`STATUS` below)."""

import argparse
import gc
import os
import re
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module, metadata
from io import TextIOWrapper
from pathlib import Path
from typing import Any, NoReturn

from euphrates_atlas.atomic_files import has_locks, reason
from euphrates_atlas.findings import CommandFailed
from euphrates_atlas.kind_errors import error_in_kinds
from euphrates_atlas.resources import KINDS, kinds_folder
from euphrates_atlas.settings import NEEDED, Settings, debugging, find_root
from euphrates_atlas.subject import FILE, look_in, repository_address, subject
from euphrates_atlas.text.nearest import nearest
from euphrates_atlas.text.typed_file import FormError

COMMANDS = {
    "check": "check",
    "serve": "serve",
    "new": "new",
    "import": "imports",
    "fmt": "fmt",
    "rename": "rename",
    "diff": "diff",
    "find": "find",
    "audit": "audit",
    "init": "init",
    "export": "export_data",
    "generate": "build",
    "build": "build",
    "schema": "build",
}
"""The commands and their modules, in the order of `--help`; a module is loaded when one of its commands is asked for."""
BUILDING = ("generate", "build", "serve")
"""The commands that write pages."""
NO_BUILD_HERE = (
    "this system can check and change entries, but not build the site: use WSL, or a container that reads "
    "`.devcontainer/` (CONTRIBUTING.md)"
)
NO_DOCSTRINGS = (
    "Python strips docstrings (PYTHONOPTIMIZE=2 or -OO), which atlas needs for its help, the schemas and the pages of "
    "fields: unset PYTHONOPTIMIZE"
)
NEW_OBJECTS = 100_000
"""Objects after which Python looks for cycles: a store is made of many objects that stay, and looking at them takes time."""

STATUS = """\
exit status:
  0  no errors (with `check --strict`: no warnings either)
  1  errors were found, or the site could not be built
  2  wrong usage, a file that cannot be read or written, or a bug in atlas
  130  interrupted from the keyboard

`atlas COMMAND --help` describes the arguments of a command, with examples.
ATLAS_DEBUG=1 prints the traceback of a bug in atlas; NO_COLOR=1 turns colours off.
"""


class _Output(TextIOWrapper):
    """The output of the process; when its reader has seen enough, such as `head`, the rest goes nowhere and the status stays."""

    def write(self, text: str, /) -> int:
        try:
            return super().write(text)
        except BrokenPipeError:
            self._end()
            return len(text)

    def flush(self) -> None:
        try:
            super().flush()
        except BrokenPipeError:
            self._end()

    def _end(self) -> None:
        """Let the descriptor of this output lead to nowhere: what is still written to it is lost without an error."""
        with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123 -- a device, no file
            os.dup2(nowhere.fileno(), self.fileno())


def run() -> NoReturn:
    """Run the command of this process and end it at once: to take a large store apart would need a second."""
    if isinstance(out := sys.stdout, TextIOWrapper):
        sys.stdout = _Output(out.detach(), out.encoding, line_buffering=out.line_buffering)
    status = main()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):
            stream.flush()
    os._exit(status)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command, and return its exit status; without `arguments` they are those of the process."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A terminal that knows no Arabic is no reason to stop.
            stream.reconfigure(errors="backslashreplace")
    gc.enable()
    gc.set_threshold(NEW_OBJECTS)
    given = sys.argv[1:] if arguments is None else list(arguments)
    if given[:1] == ["help"]:
        given = [*given[1:2], "--help"]
    try:
        if given == ["--version"]:
            print(f"atlas {metadata.version('euphrates-atlas')}")
            return 0
        _refuse(given)
        _choose_subject(given)
        status = _run(_parser(given).parse_args(given))
        sys.stdout.flush()
    except KeyboardInterrupt:
        return 130
    except CommandFailed as error:
        if error.__cause__ and debugging():
            traceback.print_exc()
        if str(error):
            print(f"atlas: {error}", file=sys.stderr)
        return error.status
    except ModuleNotFoundError as error:
        print(f"atlas: {_missing(error.name)}", file=sys.stderr)
        return 2
    except Exception as error:
        if debugging():
            traceback.print_exc()
        print(
            f"atlas: {reason(error)}" if isinstance(error, OSError) else _bug(error),
            file=sys.stderr,
        )
        return 2
    return status


def _refuse(given: Sequence[str]) -> None:
    """Refuse what this Python or this system cannot do, before anything of it is loaded. Raises `CommandFailed`."""
    if sys.flags.optimize > 1:
        raise CommandFailed(NO_DOCSTRINGS)
    command = next((word for word in given if word in COMMANDS), "")
    if command in BUILDING and not has_locks():
        raise CommandFailed(NO_BUILD_HERE)


def _run(options: argparse.Namespace) -> int:
    """Run the command and return its exit status.

    Raises `CommandFailed` where it needs an atlas and there is none, or only a part.
    """
    found = options.root or find_root(Path.cwd())
    settings = Settings((found or Path.cwd()).resolve(), getattr(options, "today", None))
    if not getattr(options, "needs_atlas", True):
        return int(options.run(settings, options))
    if not found or not settings.entities.is_dir():
        names = ["entities/", "mkdocs.yml", FILE]
        is_begun = not all(settings.missing([name]) for name in names)
        nothing = "no atlas here: run it in the repository, name it with --root, or begin one with `atlas init FOLDER`"
        raise CommandFailed(settings.missing(names) if is_begun else nothing)
    for name, is_there in ((FILE, subject().name), (KINDS, kinds_folder())):
        if not is_there:
            raise CommandFailed(f"{name} is missing: {NEEDED[name]}")
    return int(options.run(settings, options))


def _choose_subject(given: Sequence[str]) -> None:
    """Take subject and kinds from the repository that is named; modules of commands use them as soon as they are loaded."""
    parser = argparse.ArgumentParser(add_help=False, exit_on_error=False)
    parser.add_argument("--root", "--like", type=Path)
    # What is wrong with arguments, the parser of all of them tells.
    with suppress(argparse.ArgumentError):
        root = parser.parse_known_args(given)[0].root
        look_in(root.resolve() if root else find_root(Path.cwd()) or Path.cwd())


def _name() -> str:
    """Return the name of the atlas for `--help`, which is shown outside of any atlas too."""
    with suppress(FormError):
        if subject().name:
            return f"the {subject().name}"
    return "an atlas"


def _missing(module: str | None) -> str:
    """Say what to do about a module that is not there; what belongs to Python itself is no package."""
    if module in sys.stdlib_module_names:
        return (
            f"{sys.executable} was built without its module {module}, which this command needs: "
            "remove .venv, and make it anew with another Python, in a clone by make setup PYTHON=/usr/bin/python3"
        )
    return f"{module} is not installed, which this command needs: run `make setup` in a clone, elsewhere `pip install --force-reinstall euphrates-atlas`"


def _bug(error: Exception) -> str:
    """Say what failed unexpectedly and where to report it.

    An error in the kinds of the atlas is its own authors' to mend.
    """
    if told := error_in_kinds(error):
        return f"atlas: {told}"
    place = "to the maintainers,"
    with suppress(FormError):
        place = f"at {repository_address()}/issues"
    return (
        f"atlas: this is a bug in atlas, not in your files: {type(error).__name__}: {error}\n"
        f"Please report it {place} with the command and the file that you changed last; "
        "ATLAS_DEBUG=1 shows where it happened."
    )


class _Parser(argparse.ArgumentParser):
    """Keeps the lines of descriptions and examples as they are; parsers of commands are of the same class."""

    def __init__(self, **options: Any) -> None:
        super().__init__(formatter_class=argparse.RawDescriptionHelpFormatter, **options)

    def error(self, message: str) -> NoReturn:
        """Say what was not understood; of a command that does not exist, which one was perhaps meant."""
        if unknown := re.match(r"argument COMMAND: invalid choice: '(.*?)'", message):
            meant = nearest(unknown[1], COMMANDS)
            help = f"did you mean `{meant}`? " if meant else ""
            message = f"there is no command `{unknown[1]}`: {help}the commands are {', '.join(COMMANDS)}"
        super().error(message)


def _parser(given: Sequence[str]) -> argparse.ArgumentParser:
    """Return the parser of these arguments; of commands that are not among them it need not know."""
    parser = _Parser(
        prog="atlas", description=f"Checks and builds {_name()}.", epilog=STATUS
    )
    parser.add_argument(
        "--version", action="store_true", help="print the version of the program"
    )
    parser.add_argument(
        "--root", type=Path, help="the repository (default: the one around this folder)"
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    asked = [
        module for name, module in COMMANDS.items() if name in given
    ] or COMMANDS.values()
    for module in dict.fromkeys(asked):
        import_module(f"euphrates_atlas.commands.{module}").register(commands)
    return parser
