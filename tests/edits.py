"""Edits of all sorts, as people make them: names, words, values, statements, entries that come, go or move."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from euphrates_atlas.cli import main
from euphrates_atlas.findings import has_errors
from euphrates_atlas.settings import Settings
from euphrates_atlas.store.store import read_store
from euphrates_atlas.store_check import check_store

Edit = Callable[[Path, Random], bool]
"""Changes one thing below a store; tells whether it found something to change."""
ATTEMPTS = 12
PAPER = "name: Paper {number}\ntype: newspaper\ncountry: IQ\n"


def any_file(root: Path, chance: Random, pattern: str = "*/*.yml") -> Path:
    return chance.choice(sorted((root / "entities").glob(pattern)))


def replaced(file: Path, pattern: str, by: str | Callable[[re.Match[str]], str]) -> bool:
    text = file.read_text(encoding="utf-8")
    new = re.sub(pattern, by, text, count=1, flags=re.MULTILINE)
    file.write_text(new, encoding="utf-8")
    return new != text


def summary_says_more(root: Path, chance: Random) -> bool:
    """Add words before the last citation of a line of a summary."""
    return replaced(any_file(root, chance), r"^(  [^\n#|>{]*[a-z]) (\[@)", r"\1 as it seems \2")


def name_changes(root: Path, chance: Random) -> bool:
    return replaced(any_file(root, chance), r"^(name|title): (.*[a-z])$", r"\1: \2 anew")


def entry_comes(root: Path, chance: Random) -> bool:
    number = chance.randrange(10_000)
    text = PAPER.format(number=number)
    (root / "entities" / "publishers" / f"paper-{number}.yml").write_text(text, encoding="utf-8")
    return True


def entry_goes(root: Path, chance: Random) -> bool:
    any_file(root, chance, "p*/*.yml").unlink()
    return True


def statement_goes(root: Path, chance: Random) -> bool:
    file = any_file(root, chance)
    text = file.read_text(encoding="utf-8")
    items = [*re.finditer(r"^  - \{.*(?:target|value): [a-z].*\}\n", text, re.MULTILINE)]
    if items:
        item = chance.choice(items)
        file.write_text(text[: item.start()] + text[item.end() :], encoding="utf-8")
    return bool(items)


def id_changes(root: Path, chance: Random) -> bool:
    file = any_file(root, chance)
    return main(["--root", str(root), "rename", file.stem, f"{file.stem}-anew"]) == 0


def code_changes(root: Path, chance: Random) -> bool:
    """A type, a country or a stance becomes another one."""
    swaps = {"IQ": "SY", "SY": "IQ", "newspaper": "news-agency", "attribution": "denial", "settlement": "area"}
    pattern = r"\b(country|stance|type): (IQ|SY|newspaper|attribution|settlement)\b"
    return replaced(any_file(root, chance), pattern, lambda m: f"{m[1]}: {swaps[m[2]]}")


def date_changes(root: Path, chance: Random) -> bool:
    return replaced(any_file(root, chance), r"\b20[012][0-9]\b", str(chance.randrange(2010, 2026)))


def another_is_named(root: Path, chance: Random) -> bool:
    file, other = any_file(root, chance, "groups/*.yml"), any_file(root, chance, "groups/*.yml")
    return file != other and replaced(file, r"\Z", f"different_from: [{other.stem}]\n")


SORTS: tuple[Edit, ...] = (
    summary_says_more,
    name_changes,
    entry_comes,
    entry_goes,
    statement_goes,
    id_changes,
    code_changes,
    date_changes,
    another_is_named,
)


def edits(root: Path, seed: int) -> Iterator[str]:
    """Make edits of every sort in turn, without end, that leave the store without error; yields the sort of each.

    A sort for which nothing fit is found in some attempts is passed over.
    """
    chance = Random(seed)
    while True:
        for sort in SORTS:
            for _ in range(ATTEMPTS):
                before = {path: path.read_bytes() for path in (root / "entities").glob("*/*.yml")}
                if sort(root, chance) and is_sound(root):
                    yield sort.__name__
                    break
                restore(root, before)


def is_sound(root: Path) -> bool:
    return not has_errors(check_store(read_store(Settings(root)), notes=False))


def restore(root: Path, before: dict[Path, bytes]) -> None:
    for path in (root / "entities").glob("*/*.yml"):
        if path not in before:
            path.unlink()
    for path, data in before.items():
        if not path.is_file() or path.read_bytes() != data:
            path.write_bytes(data)
