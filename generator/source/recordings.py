"""The last run of the benchmarks that was kept, as `benchmarks/bench.py` wrote it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import isfinite
from pathlib import Path
from typing import Any

_NAME = "????-??-??-bench.json"


@dataclass(frozen=True, slots=True)
class Figure:
    """What one work took one tool, the median of its rounds."""

    size: int
    """Entries of the store."""
    work: str
    tool: str
    seconds: float
    cpu_seconds: float
    rss_mib: float
    bytes: int


@dataclass(frozen=True, slots=True)
class MeasuredGoal:
    """What was to hold, and what was measured."""

    what: str
    size: int
    unit: str
    most: float
    value: float


@dataclass(frozen=True, slots=True)
class Recording:
    """One run: when and on what it was made, and its figures."""

    day: date
    commit: str
    rounds: int
    machine: Mapping[str, str]
    tools: Mapping[str, str]
    """The version of each peer."""
    figures: tuple[Figure, ...]
    goals: tuple[MeasuredGoal, ...]


def read_recording(root: Path) -> Recording | None:
    """Return the newest run below `benchmarks/recorded`; None where there is none, or its form is another one."""
    for file in sorted((root / "benchmarks" / "recorded").glob(_NAME), reverse=True):
        try:
            return _recording(date.fromisoformat(file.name[:10]), json.loads(file.read_bytes()))
        except (ValueError, KeyError, TypeError, AttributeError, OSError):
            continue
    return None


def _recording(day: date, held: Mapping[str, Any]) -> Recording:
    figures = tuple(
        Figure(
            int(run["size"]),
            str(run["work"]),
            str(run["tool"]),
            _number(run["seconds"]),
            _number(run["cpu_seconds"]),
            _number(run["rss_mib"]),
            int(run["bytes"]),
        )
        for run in held["runs"]
    )
    goals = tuple(
        MeasuredGoal(
            str(goal["what"]),
            int(goal["size"]),
            str(goal["unit"]),
            _number(goal["most"], above=0),
            _number(goal["value"]),
        )
        for goal in held["goals"]
    )
    machine = {str(key): str(value) for key, value in held["machine"].items()}
    tools = {str(key): str(value) for key, value in held["tools"].items()}
    return Recording(day, str(held["commit"]), int(held["rounds"]), machine, tools, figures, goals)


def _number(value: object, above: float = -1) -> float:
    """Return a measured number. Raises `ValueError` where it is none: not finite, or not above what it has to be."""
    number = float(str(value))
    if not (isfinite(number) and number > above):
        raise ValueError(number)
    return number
