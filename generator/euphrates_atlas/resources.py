"""Tables that belong to the program: data files beside its modules."""

from pathlib import Path
from typing import Any

import yaml

_PROGRAM = Path(__file__).parent


def table(place: str) -> bytes:
    """Return the bytes of a data file; `place` is its path below the package, with forward slashes."""
    return (_PROGRAM / place).read_bytes()


def yaml_table(place: str) -> Any:
    """Return the content of a data file in YAML, of which every scalar is a text."""
    return yaml.load(table(place), Loader=yaml.CBaseLoader)  # noqa: S506  # it makes no objects, only texts, lists and mappings


def names(folder: str, ending: str) -> list[str]:
    """Return the names of the data files in a folder of the package that end so, without the ending, sorted."""
    return sorted(file.name.removesuffix(ending) for file in (_PROGRAM / folder).glob(f"*{ending}"))
