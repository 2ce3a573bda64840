"""Files in, files out: `cases/<folder>--<title>.in.yml` becomes `….out.yml`, or stays, with the reason in `….left.txt`.

Dropping a file in adds a case; `pytest tests/edit --update-snapshots` writes what comes out.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from euphrates_atlas import kinds
from euphrates_atlas.edit.comments import NotFormatted
from euphrates_atlas.edit.formatting import formatted
from euphrates_atlas.text.yaml_reader import read_tree
from euphrates_atlas.text.yaml_tree import Tree

CASES = Path(__file__).parent / "cases"
INPUTS = sorted(CASES.glob("*.in.yml"))
every_case = pytest.mark.parametrize("case", INPUTS, ids=lambda case: case.name.removesuffix(".in.yml"))


def tree_of(data: bytes) -> Tree:
    tree = read_tree("entities/a/b.yml", data)
    assert isinstance(tree, Tree), tree
    return tree


def outcome(case: Path) -> tuple[Path, str]:
    """Return the file that a case is to be compared with, and what came out."""
    model = kinds.record_types()[case.name.partition("--")[0]]
    title = case.name.removesuffix(".in.yml")
    try:
        return CASES / f"{title}.out.yml", formatted(tree_of(case.read_bytes()), model)
    except NotFormatted as left:
        return CASES / f"{title}.left.txt", f"{left}\n"


@every_case
def test_case(case: Path, update_snapshots: bool) -> None:
    """What comes out is what stands beside it, to the byte."""
    expected, text = outcome(case)
    if update_snapshots:
        expected.write_bytes(text.encode())

    assert text == expected.read_bytes().decode()


@every_case
def test_what_came_out_stays(case: Path) -> None:
    """A canonical file is canonical."""
    expected, text = outcome(case)
    if expected.suffix == ".txt":
        return

    model = kinds.record_types()[case.name.partition("--")[0]]

    assert formatted(tree_of(text.encode()), model) == text


def test_no_outcome_lacks_its_case() -> None:
    """Nothing stays of a case that was taken away."""
    assert {p.name for p in CASES.iterdir()} == {name for case in INPUTS for name in (case.name, outcome(case)[0].name)}
