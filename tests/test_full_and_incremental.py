"""A run that takes what it can from earlier ones writes what a run without them writes: after edits of all sorts, file by file."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from generator import pipeline
from generator.cli import main
from generator.settings import Settings
from tests.stores import REPOSITORY

SEED = 11
EDITS = 20
COMPARED = 10
"""After so many edits each time: what one of them left stale stays stale until something else changes it."""

Edit = Callable[[Path, random.Random], bool]
"""Changes one thing below a store; tells whether it found something to change."""


def generated(root: Path) -> bool:
    """Generate; tells whether the store had no error."""
    return pipeline.generate(Settings(root))[1] is not None


def content(root: Path) -> dict[str, bytes]:
    files = (root / "content").rglob("*")
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files if path.is_file()}


def anew(root: Path, fresh: Path) -> dict[str, bytes]:
    """Return what is generated from a copy of the store, in which there never was a run."""
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(root / "entities", fresh / "entities")
    assert generated(fresh)
    return content(fresh)


def any_file(root: Path, chance: random.Random, pattern: str) -> Path:
    return chance.choice(sorted((root / "entities").glob(pattern)))


def replaced(file: Path, pattern: str, by: str | Callable[[re.Match[str]], str]) -> bool:
    text = file.read_text(encoding="utf-8")
    new = re.sub(pattern, by, text, count=1, flags=re.MULTILINE)
    file.write_text(new, encoding="utf-8")
    return new != text


def summary_says_more(root: Path, chance: random.Random) -> bool:
    """Words before the last citation of a line of a summary."""
    return replaced(any_file(root, chance, "*/*.yml"), r"^(  [^\n#|>{]*[a-z]) (\[@)", r"\1 as it seems \2")


def name_changes(root: Path, chance: random.Random) -> bool:
    return replaced(any_file(root, chance, "*/*.yml"), r"^(name|title): (.*[a-z])$", r"\1: \2 anew")


def entry_comes(root: Path, chance: random.Random) -> bool:
    number = chance.randrange(10_000)
    text = f"name: Paper {number}\ntype: newspaper\ncountry: IQ\n"
    (root / "entities" / "publishers" / f"paper-{number}.yml").write_text(text, encoding="utf-8")
    return True


def reference_goes(root: Path, chance: random.Random) -> bool:
    """One item of a list of statements."""
    file = any_file(root, chance, "*/*.yml")
    text = file.read_text(encoding="utf-8")
    items = [*re.finditer(r"^  - \{.*(?:target|value): [a-z].*\}\n", text, re.MULTILINE)]
    if items:
        item = chance.choice(items)
        file.write_text(text[: item.start()] + text[item.end() :], encoding="utf-8")
    return bool(items)


def id_changes(root: Path, chance: random.Random) -> bool:
    file = any_file(root, chance, "*/*.yml")
    return main(["--root", str(root), "rename", file.stem, f"{file.stem}-anew"]) == 0


def code_changes(root: Path, chance: random.Random) -> bool:
    """A type, a country or a stance becomes another one."""
    swaps = {"IQ": "SY", "SY": "IQ", "newspaper": "news-agency", "attribution": "denial", "settlement": "area"}
    pattern = r"\b(country|stance|type): (IQ|SY|newspaper|attribution|settlement)\b"
    return replaced(any_file(root, chance, "*/*.yml"), pattern, lambda m: f"{m[1]}: {swaps[m[2]]}")


def date_changes(root: Path, chance: random.Random) -> bool:
    return replaced(any_file(root, chance, "*/*.yml"), r"\b20[012][0-9]\b", str(chance.randrange(2010, 2026)))


SORTS: tuple[Edit, ...] = (
    summary_says_more,
    name_changes,
    entry_comes,
    reference_goes,
    id_changes,
    code_changes,
    date_changes,
)


def edits(root: Path) -> Iterator[str]:
    """Make edits of every sort in turn, without end; yields the sort of each that left the store without error."""
    chance = random.Random(SEED)
    while True:
        for sort in SORTS:
            for _ in range(60):
                before = {path: path.read_bytes() for path in (root / "entities").glob("*/*.yml")}
                if sort(root, chance) and generated(root):
                    yield sort.__name__
                    break
                for path in (root / "entities").glob("*/*.yml"):
                    if path not in before:
                        path.unlink()
                for path, data in before.items():
                    if not path.is_file() or path.read_bytes() != data:
                        path.write_bytes(data)
            else:
                raise AssertionError(f"{sort.__name__} finds nothing that leaves the store sound")


def test_runs_that_remember_write_what_fresh_runs_write(tmp_path: Path) -> None:
    """Every file below `content/`, after every few of many edits of the real store; none is left over."""
    root, fresh = tmp_path / "kept", tmp_path / "fresh"
    shutil.copytree(REPOSITORY / "entities", root / "entities")
    assert generated(root)
    made: list[str] = []
    for sort in edits(root):
        made.append(sort)
        if len(made) % COMPARED == 0 or len(made) == EDITS:
            here, there = content(root), anew(root, fresh)
            assert sorted(path for path in here | there if here.get(path) != there.get(path)) == [], made
        if len(made) == EDITS:
            break
    assert set(made) == {sort.__name__ for sort in SORTS}
