"""Which files of the store somebody means who names them on a command line."""

import os
from collections.abc import Iterable
from pathlib import Path

from generator.diagnostics import nearest


class UnknownFile(Exception):
    """What was named is no file of the store; the text says so, and what was probably meant."""


def named_files(given: Iterable[str], known: Iterable[str], root: Path, current: Path) -> frozenset[str]:
    """Return the files (paths below `root`) that are named: by path from `current` or `root`, by folder, or by id."""
    files = frozenset(known)
    found: set[str] = set()
    for name in given:
        found |= _at_path(name, files, root, current) or _with_id(name, files) or _unknown(name, files)
    return frozenset(found)


def _with_id(id: str, files: frozenset[str]) -> frozenset[str]:
    return frozenset(file for file in files if id in file and Path(file).stem == id)


def _at_path(name: str, files: frozenset[str], root: Path, current: Path) -> frozenset[str]:
    for base in dict.fromkeys((str(current), os.path.realpath(current), str(root))):
        path = os.path.normpath(os.path.join(base, name))  # noqa: PTH118 -- `..` is a step back, wherever links lead
        for below in dict.fromkeys((path, os.path.realpath(path))):
            file = os.path.relpath(below, root).replace(os.sep, "/")
            if file in files:
                return frozenset({file})
            if held := frozenset(other for other in files if file == "." or other.startswith(f"{file}/")):
                return held
    return frozenset()


def _unknown(name: str, files: frozenset[str]) -> frozenset[str]:
    by_id = {Path(file).stem: file for file in sorted(files, reverse=True)}
    meant = nearest(Path(name).stem, by_id)
    help = f"did you mean {by_id[meant]}?" if meant else "name a file below entities/, or its id"
    raise UnknownFile(f"there is no entry `{name}`: {help}")
