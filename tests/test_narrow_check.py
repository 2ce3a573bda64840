"""The check of single files: what the index lets it pass over changes nothing in what it finds."""

from __future__ import annotations

import os
import random
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator import cache, cli, kinds, narrow_check, pipeline
from generator.diagnostics import Diagnostic
from generator.index import store_index
from generator.settings import Settings
from generator.source import snapshot
from generator.source.files import list_store
from tests.overlays import BASE, REAL, RULES, lay

CASES = sorted(folder / "bad" for folder in RULES.iterdir() if (folder / "bad").is_dir())


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let files that were written a moment ago count as settled, and small stores be kept in the cache."""
    monkeypatch.setattr(store_index, "_SLACK", 0)
    monkeypatch.setattr(pipeline, "MIN_CACHED", 0)


def indexed(settings: Settings) -> Settings:
    """Make the index of a store, at a moment after all of its files."""
    newest = max(path.stat().st_ctime_ns for path in settings.entities.rglob("*"))
    while (now := cache.moment(settings.state / "cache")) is not None and now[0] <= newest:
        pass
    narrow_check.check_all(settings, cached=True, notes=False)
    return settings


def quickly(settings: Settings, *files: str) -> list[Diagnostic] | None:
    """Return the findings in these files, or None where the whole store would have to be read."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(pipeline, "held_of", lambda *_, **__: (_ for _ in ()).throw(ReadWhole))
        try:
            return narrow_check.check_files(settings, files, settings.root)
        except ReadWhole:
            return None


class ReadWhole(Exception):
    """All files would have been read."""


def whole(settings: Settings) -> tuple[list[str], list[Diagnostic]]:
    """Return the files of a store and all of its findings, everything read anew."""
    held = pipeline.held_now(settings, cached=False)
    found = pipeline.diagnose(held, today=pipeline.today_of(settings)).diagnostics
    return sorted({*held.files, *held.unread}), found


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.parent.name)
def test_a_file_in_which_a_rule_is_broken(case: Path, tmp_path: Path) -> None:
    """The index knows the store from before the rule was broken, and from after."""
    settings = indexed(lay(tmp_path, BASE))
    lay(tmp_path, case)
    files, found = whole(settings)
    for _ in range(2):
        for file in files:
            expected = [finding for finding in found if finding.file == file]
            assert quickly(settings, file) == (None if has_repeated_id(settings) else expected), file
        indexed(settings)


@pytest.mark.usefixtures("settled")
def test_files_of_the_real_store_are_checked_without_reading_it(tmp_path: Path) -> None:
    settings = indexed(lay(tmp_path, REAL))
    files, found = whole(settings)
    for file in random.Random(1).sample(files, len(files) // 4):
        assert quickly(settings, file) == [finding for finding in found if finding.file == file], file


def has_repeated_id(settings: Settings) -> bool:
    """Tell whether two files claim an id: which of the two is the entry is left to the whole run."""
    files, _ = list_store(settings.entities, kinds.record_types().keys())
    return len({file.id for file in files}) != len(files)


def edits(rng: random.Random, settings: Settings) -> Iterator[str]:
    """Change files of a store at random, one after the other; yields what was done."""
    while True:
        files = sorted(settings.entities.rglob("*.yml"))
        one, other = rng.sample(files, 2)
        text = one.read_text(encoding="utf-8")
        says = {
            "without end": text[: len(text) // 2],
            "no entry": "name: [",
            "old id": f"{text}\nredirects: [{other.stem}, an-old-id]\n",
            "names nobody": text.replace(other.stem, "nobody-there"),
            "names another": f"{text}\ndifferent_from: [{other.stem}]\n",
            "says what another says": other.read_text(encoding="utf-8"),
            "as it was": text,
        }
        lies = {
            "moved": one.with_name(f"x-{one.name}"),
            "of another kind": other.with_name(one.name),
            "no id": one.with_name("No Id.yml"),
        }
        done = rng.choice([*says, *lies, "gone", "copied"])
        if done in says:
            one.write_text(says[done], encoding="utf-8")
        elif done in lies:
            one.rename(lies[done])
        elif done == "gone":
            one.unlink()
        else:
            one.with_name(f"y-{one.name}").write_text(text, encoding="utf-8")
        yield f"{one.name} {done}"


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize("seed", range(3))
def test_a_store_that_changes_in_every_way(tmp_path: Path, seed: int) -> None:
    """Whatever was done to other files since the index was made, a file has the findings that the whole run has in it."""
    rng = random.Random(seed)
    settings = indexed(lay(tmp_path, REAL if seed == 0 else BASE))
    done = []
    for _, what in zip(range(3 if seed == 0 else 8), edits(rng, settings), strict=False):
        done.append(what)
        files, found = whole(settings)
        told = sorted({finding.file for finding in found})
        for file in {*rng.sample(told, min(len(told), 12)), *rng.sample(files, 6)}:
            expected = [finding for finding in found if finding.file == file]
            assert quickly(settings, file) == (None if has_repeated_id(settings) else expected), (file, done)


@pytest.mark.usefixtures("settled")
def test_many_findings_before_a_file_take_the_help_from_it_as_they_do_in_a_whole_run(tmp_path: Path) -> None:
    """What was meant is looked for in the first findings of linking alone; the others count, though nobody sees them."""
    settings = indexed(lay(tmp_path, BASE))
    one, last = (sorted(settings.entities.glob("groups/*.yml"))[at] for at in (0, -1))
    for path, times in ((one, 250), (last, 1)):
        named = ", ".join(f"nobody-{n}" for n in range(times)) + ", badr-organisation"
        path.write_text(f"{path.read_text(encoding='utf-8')}\ndifferent_from: [{named}]\n", encoding="utf-8")
    _, found = whole(settings)
    for path in (one, last):
        file = f"entities/groups/{path.name}"
        assert quickly(settings, file) == [finding for finding in found if finding.file == file]


@pytest.mark.usefixtures("settled")
def test_a_file_that_was_changed_without_a_trace_in_size_and_time(tmp_path: Path) -> None:
    """The time of the last change of anything about a file cannot be set: it tells."""
    settings = indexed(lay(tmp_path, BASE))
    path = sorted(settings.entities.glob("groups/*.yml"))[0]
    held, text = path.stat(), path.read_text(encoding="utf-8")
    path.write_text(text.replace("name:", "nane:", 1), encoding="utf-8")
    os.utime(path, ns=(held.st_atime_ns, held.st_mtime_ns))
    assert path.stat().st_size == held.st_size
    found = quickly(settings, f"entities/groups/{path.name}")
    assert found is not None
    assert {finding.rule.code for finding in found} == {"A201"}


def test_files_that_changed_just_now_are_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A change within the same tick of the clock leaves no trace: what was young when the index was made is not trusted."""
    monkeypatch.setattr(pipeline, "MIN_CACHED", 0)
    monkeypatch.setattr(narrow_check, "MOST", 0)
    settings = indexed(lay(tmp_path, BASE))
    assert quickly(settings, "entities/groups") is None
    monkeypatch.setattr(store_index, "_SLACK", 0)
    indexed(settings)
    monkeypatch.setattr(narrow_check, "MOST", 50)
    assert quickly(settings, sorted(settings.entities.glob("groups/*.yml"))[0].stem) is not None


def damaged(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("UPDATE rows SET value = substr(value, 1, length(value) - 9)")


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize("name", ["index.sqlite", "entries.sqlite"])
@pytest.mark.parametrize(
    "harm",
    [
        Path.unlink,
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"no database" * 999),
        damaged,
        lambda path: (path.unlink(), path.mkdir()),
        lambda path: (path.unlink(), path.symlink_to("elsewhere")),
    ],
)
def test_without_what_was_kept_the_store_is_read(tmp_path: Path, name: str, harm) -> None:  # type: ignore[no-untyped-def]
    """Damaged, missing, no file or a link: slower, never wrong, never an error."""
    settings = indexed(lay(tmp_path, BASE, RULES / "A301-unresolved-link" / "bad"))
    files, found = whole(settings)
    harm(settings.state / "cache" / name)
    for file in files:
        expected = [finding for finding in found if finding.file == file]
        assert narrow_check.check_files(settings, [file], settings.root) == expected


def linked_elsewhere(state: Path) -> None:
    (state.parent / "elsewhere").mkdir()
    state.symlink_to("elsewhere")


UNWRITABLE: dict[str, Callable[[Path], object]] = {
    "a file": lambda state: state.write_text("mine"),
    "a link to nowhere": lambda state: state.symlink_to("nowhere"),
    "a link to itself": lambda state: state.symlink_to(state.name),
    "a link to a folder": linked_elsewhere,
    "a file as its cache": lambda state: (state.mkdir(), (state / "cache").write_text("mine")),
    "a link to nowhere as its cache": lambda state: (state.mkdir(), (state / "cache").symlink_to("nowhere")),
    "folders as databases": lambda state: [
        (state / "cache" / name).mkdir(parents=True) for name in ("index.sqlite", "entries.sqlite")
    ],
    "folders as journals": lambda state: [
        (state / "cache" / f"{name}.sqlite-journal").mkdir(parents=True) for name in ("index", "entries")
    ],
    "a folder as the moment": lambda state: (state / "cache" / "moment").mkdir(parents=True),
}


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize("spoil", UNWRITABLE.values(), ids=UNWRITABLE)
def test_a_state_folder_that_cannot_be_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], spoil: Callable[[Path], object]
) -> None:
    """Every check says what one without a cache says, and leaves what stands there as it is."""
    settings = lay(tmp_path, BASE, RULES / "A301-unresolved-link" / "bad")
    _, [first, *_] = whole(settings)
    commands = [["check", *named] for named in ([], [str(tmp_path / first.file)])]
    expected = [said(settings, capsys, [*command, "--no-cache"]) for command in commands]
    assert [(status, words) for status, _, words in expected] == [(1, "")] * 2
    assert not settings.state.exists()
    spoil(settings.state)
    held = tree(tmp_path)

    for _ in range(2):
        assert [said(settings, capsys, command) for command in commands] == expected

    assert held.items() <= tree(tmp_path).items()
    assert not any((tmp_path / "elsewhere").glob("*"))


def said(settings: Settings, capsys: pytest.CaptureFixture[str], command: list[str]) -> tuple[int, str, str]:
    """Run a command; returns its status and what it printed."""
    status = cli.main(["--root", str(settings.root), *command])
    return (status, *capsys.readouterr())


def tree(root: Path) -> dict[str, str]:
    """Return what stands below a folder: a link by where it leads, a file by its text."""
    found = {}
    for path in root.rglob("*"):
        text = str(path.readlink()) if path.is_symlink() else "" if path.is_dir() else path.read_bytes().hex()
        found[path.relative_to(root).as_posix()] = text
    return found


@pytest.mark.usefixtures("settled")
def test_a_locked_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_WAIT", 0.01)
    settings = indexed(lay(tmp_path, BASE))
    files, found = whole(settings)
    other = sqlite3.connect(settings.state / "cache" / "index.sqlite")
    other.execute("BEGIN EXCLUSIVE")
    for file in files[:3]:
        expected = [finding for finding in found if finding.file == file]
        assert narrow_check.check_files(settings, [file], settings.root) == expected
    other.close()


@pytest.mark.usefixtures("settled")
def test_an_index_that_says_what_is_so_is_left_as_it_is(tmp_path: Path) -> None:
    settings = indexed(lay(tmp_path, BASE))
    before = (settings.state / "cache" / "index.sqlite").stat().st_mtime_ns
    indexed(settings)
    assert (settings.state / "cache" / "index.sqlite").stat().st_mtime_ns == before


@pytest.mark.usefixtures("settled")
def test_a_whole_run_makes_good_what_the_index_says_of_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It reads every file, whatever the disk says of it: a clock that ran backwards misleads until then, and no longer."""
    settings = lay(tmp_path, BASE)
    path = sorted(settings.entities.glob("groups/*.yml"))[0]
    text, file = path.read_text(encoding="utf-8"), f"entities/groups/{path.name}"
    always_alike = (1, 1, 1, 1, settings.root.stat().st_dev)
    monkeypatch.setattr(snapshot, "signature", lambda _: always_alike)
    monkeypatch.setattr(store_index, "signature", lambda _: always_alike)
    indexed(settings)
    path.write_text(text.replace("name:", "nane:", 1), encoding="utf-8")
    assert quickly(settings, file) == []
    indexed(settings)
    assert [finding.rule.code for finding in quickly(settings, file) or []] == ["A201"]
