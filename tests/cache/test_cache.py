"""The cache: what it gives is what would be worked out, and whatever happens to its file is no error."""

from __future__ import annotations

import pickle
import random
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from generator import cache, pipeline
from generator.cache import Cache, key_of
from generator.diagnostics import Diagnostic
from generator.model.entry import Entry, plain
from generator.settings import Settings
from generator.text.edtf import Edtf, parse
from tests.overlays import BASE, REAL, RULES, lay
from tests.stores import REPOSITORY

VALUE = parse("2021-02-15")
CASES = sorted(folder / "bad" for folder in RULES.iterdir() if (folder / "bad").is_dir())


def filled(path: Path, key: bytes = b"k") -> Cache:
    held = Cache(path)
    held.keep(key, VALUE)
    held.save()
    return held


def got(path: Path, key: bytes = b"k") -> object:
    held = Cache(path)
    held.load([key])
    return held.get(key, Edtf)


def test_round_trip(tmp_path: Path) -> None:
    """What is kept is there in the next run; what was never kept is not."""
    filled(tmp_path / "c" / "x.sqlite")

    assert got(tmp_path / "c" / "x.sqlite") == VALUE
    assert got(tmp_path / "c" / "x.sqlite", b"other") is None


def test_without_a_file() -> None:
    """The cache that is off keeps nothing and fails at nothing."""
    held = Cache(None)
    held.load([b"k"])
    held.keep(b"k", VALUE)
    held.save()

    assert held.get(b"k", Edtf) is None


def test_nothing_is_written_where_nothing_is_new(tmp_path: Path) -> None:
    """Not even a folder."""
    Cache(tmp_path / "c" / "x.sqlite").save()

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"no database" * 1000),
        lambda path: path.write_bytes(path.read_bytes()[:5000]),
        lambda path: path.write_bytes(path.read_bytes()[:100] + b"\xff" * 4000),
        lambda path: sqlite3.connect(path).executescript("DROP TABLE rows; CREATE TABLE rows (a)").close(),
        lambda path: sqlite3.connect(path).executescript("UPDATE rows SET value = 'text'").close(),
        lambda path: sqlite3.connect(path).executescript("UPDATE rows SET value = x'00'").close(),
        lambda path: sqlite3.connect(path).executescript("UPDATE rows SET value = NULL").close(),
        lambda path: (path.unlink(), path.mkdir()),
    ],
    ids=["empty", "no database", "cut", "overwritten", "other table", "text", "short", "null", "folder"],
)
def test_damage_is_no_error(damage, tmp_path: Path) -> None:
    """A damaged file gives nothing, and the run after the next has a cache again where there can be one."""
    path = tmp_path / "x.sqlite"
    filled(path)
    damage(path)

    assert got(path) is None
    filled(path)
    filled(path)
    assert got(path) in (VALUE, None)


@pytest.mark.parametrize("at", range(0, 120, 7))
def test_a_flipped_bit_is_seen(at: int, tmp_path: Path) -> None:
    """No row whose bytes changed is taken for a value."""
    path = tmp_path / "x.sqlite"
    filled(path)
    with sqlite3.connect(path) as database:
        (value,) = database.execute("SELECT value FROM rows").fetchone()
        changed = bytearray(value)
        changed[at % len(value)] ^= 4
        database.execute("UPDATE rows SET value = ?", (bytes(changed),))

    assert got(path) is None


class Harm:
    """Runs something when it is read back by anything that lets it."""

    def __reduce__(self):
        return (Path.touch, (Path("harm-done"),))


@pytest.mark.parametrize("value", [Harm(), print, Path("x"), subprocess.run, Diagnostic, [Harm()]])
def test_a_row_from_elsewhere_runs_nothing(value: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A row with a right checksum still holds records only: no function of Python or of ours can be named in it."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "x.sqlite"
    filled(path)
    with sqlite3.connect(path) as database:
        database.execute("UPDATE rows SET value = ?", (cache._packed(value),))

    assert got(path) is None
    assert not (tmp_path / "harm-done").exists()


def test_keys_tell_contents_apart() -> None:
    """Two files share a row only where all bytes are the same, in the same places."""
    keys = {key_of(b"a", b"bc"), key_of(b"ab", b"c"), key_of(b"abc"), key_of(b"abc", b""), key_of(b"a", b"bc")}

    assert len(keys) == 4


def test_the_program_is_part_of_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another version of a source, of Python or of pydantic reads everything anew."""
    before = key_of(b"x")
    monkeypatch.setattr(cache, "program", lambda: b"another")

    assert key_of(b"x") != before


def test_an_edited_source_is_another_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its name counts, and its bytes."""
    monkeypatch.setattr(cache, "_GENERATOR", tmp_path)
    seen = set()
    for name, text in [("a.py", "1"), ("a.py", "2"), ("b.py", "2"), ("b.yml", "x"), ("b.json", "x")]:
        (tmp_path / name).write_text(text)
        cache.program.cache_clear()
        seen.add(cache.program())
    cache.program.cache_clear()

    assert len(seen) == 5


def test_old_rows_are_dropped_when_they_are_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file does not grow for ever."""
    monkeypatch.setattr(cache, "_SPARE_ROWS", 3)
    path = tmp_path / "x.sqlite"
    for number in range(20):
        filled(path, bytes([number]))
    with sqlite3.connect(path) as database:
        (rows,) = database.execute("SELECT count(*) FROM rows").fetchone()

    assert rows <= 4
    assert got(path, bytes([19])) == VALUE


def test_a_cache_that_cannot_be_written(tmp_path: Path) -> None:
    """A file where its folder should be: the run goes on."""
    (tmp_path / "c").write_text("")
    filled(tmp_path / "c" / "x.sqlite")

    assert got(tmp_path / "c" / "x.sqlite") is None


def test_two_processes_at_once(tmp_path: Path) -> None:
    """Both end well, and all rows of both are there."""
    code = (
        "import sys; from pathlib import Path; from generator.cache import Cache; from generator.text.edtf import parse\n"
        "for i in range(30):\n"
        "    held = Cache(Path(sys.argv[1])); held.load([b'x'])\n"
        "    held.keep(f'{sys.argv[2]}{i}'.encode(), parse('2021')); held.save()\n"
    )
    path = str(tmp_path / "x.sqlite")
    running = [subprocess.Popen([sys.executable, "-c", code, path, name], cwd=REPOSITORY) for name in "ab"]

    assert [process.wait(60) for process in running] == [0, 0]
    assert all(got(Path(path), f"{name}{i}".encode()) == parse("2021") for name in "ab" for i in range(30))


@pytest.fixture
def always_cached(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cache small stores too."""
    monkeypatch.setattr(pipeline, "MIN_CACHED", 0)


@pytest.mark.usefixtures("always_cached")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.parent.name)
def test_a_run_with_it_gives_what_one_without_gives(case: Path, tmp_path: Path) -> None:
    """The broken store of every rule, cold and warm."""
    settings = lay(tmp_path, BASE, case)
    plainly = pipeline.check(settings, cached=False)

    for _ in range(2):
        assert_same(pipeline.check(settings), plainly)


@pytest.mark.usefixtures("always_cached")
def test_mutated_stores(tmp_path: Path) -> None:
    """Entries edited, broken, moved and mended again, one cache through all of it."""
    chance = random.Random(7)
    settings = lay(tmp_path, REAL)
    files = sorted(settings.entities.glob("*/*.yml"))
    for _ in range(6):
        for file in chance.sample(files, 5):
            original = (REAL / file.parent.name / file.name).read_bytes()
            lines = original.split(b"\n")
            chance.shuffle(lines) if chance.random() < 0.3 else lines.pop(chance.randrange(len(lines)))
            file.write_bytes(chance.choice([original, b"\n".join(lines), original + b"# x\n", original[:-40]]))
        assert_same(pipeline.check(settings), pipeline.check(settings, cached=False))


@pytest.mark.usefixtures("always_cached")
def test_a_moved_file_is_another_entry(tmp_path: Path) -> None:
    """The same bytes under another name have another id."""
    settings = lay(tmp_path, BASE)
    pipeline.check(settings)
    old = next(iter(sorted(settings.entities.glob("sources/*.yml"))))
    old.rename(old.with_name("moved.yml"))

    held = pipeline.held_now(settings)

    assert held.atlas["moved"].file == "entities/sources/moved.yml"


def assert_same(one: pipeline.Checked, other: pipeline.Checked) -> None:
    assert one.diagnostics == other.diagnostics
    assert (one.atlas is None) == (other.atlas is None)
    if one.atlas is not None and other.atlas is not None:
        assert list(one.atlas.entries) == list(other.atlas.entries)
        assert all(
            whole(a) == whole(b) for a, b in zip(one.atlas.entries.values(), other.atlas.entries.values(), strict=True)
        )
        assert one.atlas.mentions == other.atlas.mentions
        assert one.atlas.uses == other.atlas.uses
        assert one.atlas.prose == other.atlas.prose


def whole(entry: Entry) -> object:
    return entry, plain(entry.record), [fact.id for fact in entry.facts]


def test_pickles_hold_no_path(tmp_path: Path) -> None:
    """What is kept does not depend on where the repository is."""
    (tmp_path / "a").mkdir()
    for name in ("a", "b"):
        settings = lay(tmp_path / name, BASE)
        held = pipeline.held_now(Settings(settings.root))
        (tmp_path / f"{name}.pickle").write_bytes(pickle.dumps(list(held.atlas.entries.values()), protocol=5))

    assert (tmp_path / "a.pickle").read_bytes() == (tmp_path / "b.pickle").read_bytes()
