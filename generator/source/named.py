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
    by_id: dict[str, list[str]] = {}
    for file in files:
        by_id.setdefault(Path(file).stem, []).append(file)
    found: set[str] = set()
    for name in given:
        found |= _at_path(name, files, root, current) or frozenset(by_id.get(name, ())) or _unknown(name, files, by_id)
    return frozenset(found)


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


def _unknown(name: str, files: frozenset[str], by_id: dict[str, list[str]]) -> frozenset[str]:
    meant = nearest(Path(name).stem, by_id)
    help = f"did you mean {by_id[meant][0]}?" if meant else "name a file below entities/, or its id"
    raise UnknownFile(f"there is no entry `{name}`: {help}")
