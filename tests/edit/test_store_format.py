"""`atlas fmt`: which files it writes, names and leaves, and with which exit status."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from euphrates_atlas.cli import main
from euphrates_atlas.model.atlas import Fact
from euphrates_atlas.store.store import read_store
from tests.overlays import BASE, lay
from tests.repositories import commit, git, put, repository
from tests.stores import check

GOOD = "entities/publishers/a.yml"
CANONICAL = "# yaml-language-server: $schema=../../.atlas/schema/publishers.json\nname: A\ntype: newspaper\n"
OTHERWISE = "type: newspaper\nname: A\n"


def fmt(root: Path, *arguments: str) -> int:
    return main(["--root", str(root), "fmt", *arguments])


def store(root: Path, **files: str) -> Path:
    lay(root, files={f"publishers/{name}.yml": text for name, text in files.items()})
    return root


def test_a_file_is_written_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = store(tmp_path, a=OTHERWISE)

    assert fmt(root) == 0
    assert (root / GOOD).read_text() == CANONICAL
    assert capsys.readouterr().out == f"{GOOD}: formatted\n1 of 1 files changed\n"

    written = (root / GOOD).stat()
    assert fmt(root) == 0
    assert (root / GOOD).stat().st_mtime_ns == written.st_mtime_ns
    assert (root / GOOD).stat().st_ino == written.st_ino
    assert capsys.readouterr().out == "0 of 1 files changed\n"


def test_check_names_the_first_line_and_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = store(tmp_path, a=CANONICAL + "country: IQ\nurl: 'https://example.org/'\n", b=CANONICAL)

    assert fmt(root, "--check") == 1
    assert capsys.readouterr().out == f"{GOOD}:5: not in canonical form\n1 of 2 files would change: run `atlas fmt`\n"
    assert "'https" in (root / GOOD).read_text()
    assert fmt(root, "--check", "b") == 0


def test_only_the_files_that_are_named(tmp_path: Path) -> None:
    root = store(tmp_path, a=OTHERWISE, b=OTHERWISE)

    assert fmt(root, GOOD) == 0
    assert (root / GOOD).read_text() == CANONICAL
    assert (root / "entities/publishers/b.yml").read_text() == OTHERWISE


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert fmt(store(tmp_path, abcdef=CANONICAL), "abcdefg") == 2
    assert "did you mean entities/publishers/abcdef.yml" in capsys.readouterr().err


def test_a_malformed_file_is_reported_and_left(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With the words of `atlas check`; the others are formatted all the same."""
    root = store(tmp_path, a=OTHERWISE, b="name: [A\ntype: newspaper\n")

    assert fmt(root) == 1
    out = capsys.readouterr().out
    assert "entities/publishers/b.yml:2:1: A102 yaml-syntax" in out or "A102 yaml-syntax" in out
    assert (root / "entities/publishers/b.yml").read_text() == "name: [A\ntype: newspaper\n"
    assert (root / GOOD).read_text() == CANONICAL


def test_a_comment_without_a_place_leaves_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "name: A\ntype: newspaper\nowner: {value: A\n  , # who\n  cite: [s]}\n"
    root = store(tmp_path, a=text)

    assert fmt(root) == 1
    assert f"{GOOD}: left as it is: the comment in line 4 stands where" in capsys.readouterr().out
    assert (root / GOOD).read_text() == text


@pytest.fixture(params=["1", "3"])
def several(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let one process do all, then two others take files of a small store too."""
    monkeypatch.setenv("ATLAS_PROCESSES", request.param)
    monkeypatch.setattr("euphrates_atlas.edit.store_format._PORTION", 1)


@pytest.mark.usefixtures("several")
def test_a_report_is_in_the_order_of_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = store(tmp_path, a=OTHERWISE, b="name: [A\n", c=CANONICAL, d=OTHERWISE, e="name: *a\n", f=OTHERWISE)

    assert fmt(root) == 1
    out = capsys.readouterr().out
    told = re.findall(r"(\w).yml(?:: |:\d+:\d+: A1)", out)
    assert told == ["b", "e", "a", "d", "f"]
    assert out.endswith("3 of 6 files changed\n")
    for name in "acdf":
        assert (root / f"entities/publishers/{name}.yml").read_text() == CANONICAL


@pytest.mark.usefixtures("several")
def test_a_folder_that_cannot_be_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, data: bytes) -> bool:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("euphrates_atlas.edit.store_format.replace_file", refuse)

    assert fmt(store(tmp_path, a=OTHERWISE, b=OTHERWISE, c=OTHERWISE)) == 2
    assert "Permission denied" in capsys.readouterr().err
    assert (tmp_path / GOOD).read_text() == OTHERWISE


def test_a_store_says_the_same_when_formatted(tmp_path: Path) -> None:
    """The check finds in the base store of the rules what it found before."""
    settings = lay(tmp_path, BASE)
    before = [(d.rule.code, d.file, d.message) for d in check(settings).findings]

    assert fmt(tmp_path) == 0
    assert [(d.rule.code, d.file, d.message) for d in check(settings).findings] == before


def test_addresses_are_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A statement that was corrected since this branch left another gets its old id in `was`, beside those that it has.

    What the other branch corrected meanwhile is left alone. Files that lose no address are formatted as ever.
    """
    settings = repository(tmp_path)
    put(settings, "groups/x", "founded: {value: 2003, cite: [s]}\nsymbols: {value: A fist, was: [00000000], cite: [s]}")
    put(settings, "groups/y", "founded: {value: 2004, cite: [s]}")
    commit(tmp_path, "before")
    git(tmp_path, "branch", "other")
    put(settings, "groups/y", "founded: {value: 2006, cite: [s]}")
    commit(tmp_path, "elsewhere")
    git(tmp_path, "branch", "theirs")
    git(tmp_path, "checkout", "--quiet", "other")
    ids = {fact.field: fact.id for fact in read_store(settings).atlas["x"].facts}
    put(settings, "groups/x", "founded: {value: 2005, cite: [s]}\nsymbols: {value: Fists, was: [00000000], cite: [s]}")
    fmt = ["--root", str(tmp_path), "fmt", "--keep-addresses", "theirs"]

    assert main([*fmt, "--check"]) == 1
    assert main(fmt) == 0
    assert main([*fmt, "--check"]) == 0

    was = {fact.field: fact.statement.was for fact in read_store(settings).atlas["x"].facts if fact.statement.was}
    assert was == {"founded": (ids["founded"],), "symbols": (ids["symbols"], "00000000")}
    told = capsys.readouterr().out
    assert "groups/y.yml: statements" not in told
    assert "groups/y.yml: formatted" in told


def test_addresses_of_another_model_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where a code became the id of an entry, this program makes ids of the old file that never led anywhere."""
    settings = repository(tmp_path)
    put(settings, "groups/x", "alignment: {toward: a-code-of-then, degree: opposes, cite: [s]}")
    commit(tmp_path, "before")
    git(tmp_path, "branch", "theirs")
    put(settings, "groups/x", "alignment: {toward: {label: Somebody}, degree: opposes, cite: [s]}")
    text = (tmp_path / "entities/groups/x.yml").read_text()

    assert main(["--root", str(tmp_path), "fmt", "--keep-addresses", "theirs"]) == 1
    told = capsys.readouterr().err
    assert "entities/groups/x.yml at" in told
    assert "does not fit this program (no entry has the id `a-code-of-then`)" in told
    assert (tmp_path / "entities/groups/x.yml").read_text() == text


@pytest.mark.parametrize("form", ["[00000000, {there}]", "\n    - 00000000\n    - {there}"], ids=["flow", "block"])
def test_addresses_are_kept_on_the_way_there_and_back(tmp_path: Path, form: str) -> None:
    """A statement that took its former value, and then a third, has the addresses of both."""
    settings = repository(tmp_path)

    def founded() -> Fact:
        return next(fact for fact in read_store(settings).atlas["x"].facts if fact.field == "founded")

    put(settings, "groups/x", "founded: {value: 2003, cite: [s]}")
    there = founded().id
    put(settings, "groups/x", f"founded:\n  value: 2004\n  was: {form.format(there=there)}\n  cite: [s]")
    here = founded().id
    commit(tmp_path, "before")
    git(tmp_path, "branch", "start")
    fmt = ["--root", str(tmp_path), "fmt", "--keep-addresses", "start"]
    for year in (2003, 2005):
        text = (tmp_path / "entities/groups/x.yml").read_text()
        (tmp_path / "entities/groups/x.yml").write_text(re.sub(r"\b200[34]\b", str(year), text))
        assert main(fmt) == 0

    assert {*founded().statement.was} == {"00000000", there, here}
