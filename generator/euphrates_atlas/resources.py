"""Data files: those of the program, beside its modules, and those of the kinds of the atlas at hand, which come first."""

import sys
from functools import cache
from glob import glob
from pathlib import Path
from types import ModuleType
from typing import Any

import yaml

KINDS = "kinds"
"""The folder of an atlas that declares its kinds, and the package of its modules."""
_PROGRAM = Path(__file__).parent
_EXAMPLE = (
    "*.yml",
    "*.md",
    "*.py",
    "*.txt",
    ".gitignore",
    ".github/*/*.yml",
    "content/[!i]*.md",
    "entities/*/*.yml",
)
"""The files of the example, beside its kinds, by pattern; `[!i]` leaves out `index.md`, which is generated."""
_KIND_FILES = tuple(f"{KINDS}/{files}" for files in ("*.*", "*/*.*"))


def take_kinds(root: Path) -> None:
    """Let the folder of kinds of an atlas be the package `kinds`; a process that has one keeps it."""
    folder = root / KINDS
    if KINDS not in sys.modules and folder.is_dir():
        package = ModuleType(KINDS)
        package.__path__ = [str(folder)]
        sys.modules[KINDS] = package


def kinds_folder() -> Path | None:
    """Return the folder of kinds of the atlas at hand, where it has one; without an atlas, that beside the program."""
    take_kinds(_PROGRAM.parents[1])
    package = sys.modules.get(KINDS)
    return Path(package.__path__[0]) if package else None


def folders() -> list[Path]:
    """Return the folders of all code and data that a run depends on."""
    own = kinds_folder()
    return [_PROGRAM, own] if own else [_PROGRAM]


def module_names(folder: Path) -> list[str]:
    """Return the names of the modules in a folder, sorted; none where it is not there. Raises `OSError` if it cannot be read."""
    files = folder.iterdir() if folder.exists() else ()
    stems = sorted(file.stem for file in files if file.suffix == ".py")
    return [stem for stem in stems if "." not in stem and stem != "__init__"]


def example_files() -> dict[str, bytes]:
    """Return the files of the encyclopedia that `atlas init` begins with."""
    bundled = _PROGRAM / "example"
    folder = bundled if bundled.is_dir() else _PROGRAM.parents[1] / "example"
    return matching_files(folder, _EXAMPLE) | kind_files(folder)


def kind_files(root: Path) -> dict[str, bytes]:
    """Return the files of the kinds of an atlas."""
    return matching_files(root, _KIND_FILES)


def matching_files(root: Path, patterns: tuple[str, ...]) -> dict[str, bytes]:
    """Return the files below a folder that match one of the patterns, by path; none that is hidden unless a pattern says so.

    Nor those that Python compiled, and settings of tools.
    """
    files = {}
    for pattern in patterns:
        # Texts sort faster than the paths of `Path.glob`, and every command asks.
        for path in sorted(glob(pattern, root_dir=root, recursive=True)):  # noqa: PTH207
            file = root / path
            if "__pycache__" not in path and file.suffix != ".toml" and file.is_file():
                files[Path(path).as_posix()] = file.read_bytes()
    return files


def table(place: str) -> bytes:
    """Return the bytes of a data file; `place` is its path below the package, with forward slashes."""
    folder, _, name = place.partition("/")
    own = kinds_folder() if folder == KINDS else None
    if own and (own / name).is_file():
        return (own / name).read_bytes()
    return (_PROGRAM / place).read_bytes()


@cache
def yaml_table(place: str) -> Any:
    """Return the content of a data file in YAML, of which every scalar is a text. Raises `ValueError` where it is not YAML.

    It is remembered: nobody changes it.
    """
    try:
        return yaml.load(table(place), Loader=yaml.CBaseLoader)  # noqa: S506  # it makes no objects, only texts, lists and mappings
    except yaml.YAMLError as error:
        raise ValueError(f"{place} is not YAML: {' '.join(str(error).split())}") from error


def names(folder: str, ending: str) -> list[str]:
    """Return the names of the data files of kinds in a folder that end so, without the ending, sorted."""
    found = set()
    for kinds in (_PROGRAM / KINDS, kinds_folder()):
        if kinds:
            found |= {file.name for file in (kinds.parent / folder).glob(f"[!.]*{ending}")}
    return sorted(name.removesuffix(ending) for name in found)
