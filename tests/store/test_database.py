"""What earlier runs kept: it is what would be worked out, and whatever happens to its file is no error."""

from __future__ import annotations

import pickle
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from euphrates_atlas.model.atlas import Entry, plain
from euphrates_atlas.settings import Settings
from euphrates_atlas.store import database
from euphrates_atlas.store.database import Database, FileRow, content_hash, program_hash
from euphrates_atlas.store.store import read_entry, read_store
from euphrates_atlas.text.edtf import parse_date
from tests.effort import steps
from tests.overlays import BASE, lay
from tests.stores import REPOSITORY

FILE = "entities/groups/example-brigade.yml"
HASH = b"h" * 32
SIGNATURE = "1 2 3 4 5"
ROW = FileRow(SIGNATURE, HASH, "A. Author\nB.", "")


@pytest.fixture(scope="module")
def entry() -> Entry:
    return read_store(Settings(BASE.parent), cached=False).atlas["example-brigade"]


def opened_by_a_run(path: Path | None) -> Database:
    """Return the database as a run has it, which asks for all rows before it keeps any."""
    opened = Database(path)
    opened.file_rows()
    return opened


def keep(path: Path | None, entry: Entry, file: str = FILE) -> None:
    opened = opened_by_a_run(path)
    opened.keep({file: ROW}, {file: (entry, {"one", "two", "a text", "other text"})})
    opened.close()


def read_back(path: Path | None) -> tuple[object, ...]:
    """Return all that a later run gets."""
    opened = Database(path)
    entry = opened.entry(FILE, HASH)
    record = None if entry is None else (plain(entry.record), [fact.id for fact in entry.facts])
    files = [*opened.files_of("two")], [*opened.files_of("a text")]
    return opened.file_rows(), entry, record, *files


NOTHING = ({}, None, None, [], [])


def all_of(entry: Entry) -> tuple[object, ...]:
    record = (plain(entry.record), [fact.id for fact in entry.facts])
    return {FILE: ROW}, entry, record, [FILE], [FILE]


def test_round_trip(tmp_path: Path, entry: Entry) -> None:
    """What is kept is there in the next run; another file, hash or id gives nothing."""
    path = tmp_path / ".atlas" / "x.sqlite"
    assert read_back(path) == NOTHING
    assert not path.parent.exists()
    keep(path, entry)

    assert read_back(path) == all_of(entry)
    opened = Database(path)
    assert (opened.entry(FILE, b"other"), opened.entry("other", HASH)) == (None, None)
    assert [*opened.files_of("three"), *opened.files_of("text")] == []


def test_reading_back_takes_no_step_for_each_statement(tmp_path: Path, entry: Entry) -> None:
    """Pickle restores statements and dates by itself: no function of their classes runs."""
    taken = []
    for times in (1, 20):
        facts = [replace(fact) for fact in entry.facts * times]
        opened = opened_by_a_run(tmp_path / f"{times}.sqlite")
        opened.keep({FILE: ROW}, {FILE: (replace(entry, facts=tuple(facts)), ())})
        assert opened.entry(FILE, HASH)
        taken.append(steps(partial(opened.entry, FILE, HASH)))
    assert taken[0] == taken[1]


def test_files_that_are_gone_are_forgotten(tmp_path: Path, entry: Entry) -> None:
    """With all that was looked up about them."""
    path = tmp_path / "x.sqlite"
    keep(path, entry)
    keep(path, entry, "entities/groups/other.yml")
    opened = Database(path)
    assert [*opened.file_rows()] == ["entities/groups/other.yml"]
    assert [*opened.files_of("two"), *opened.files_of("a text")] == ["entities/groups/other.yml"] * 2


def test_without_a_file(entry: Entry) -> None:
    """The database that is off keeps nothing and fails at nothing."""
    keep(None, entry)
    assert read_back(None) == NOTHING


def execute(statement: str) -> Callable[[Path], object]:
    return lambda path: sqlite3.connect(path).executescript(statement).close()


DAMAGE: dict[str, Callable[[Path], object]] = {
    "empty": lambda path: path.write_bytes(b""),
    "no database": lambda path: path.write_bytes(b"no database" * 1000),
    "cut": lambda path: path.write_bytes(path.read_bytes()[:5000]),
    "overwritten": lambda path: path.write_bytes(path.read_bytes()[:100] + b"\xff" * 60_000),
    "tables of another program": execute("UPDATE program SET hash = x'00'; DROP TABLE files; CREATE TABLE files (a)"),
    "texts": execute("UPDATE files SET entry = 'text', signature = 'text'"),
    "numbers": execute("UPDATE files SET entry = 5, signature = 5, signed = 5"),
    "short": execute("UPDATE files SET entry = x'00'"),
    "nothing": execute("UPDATE files SET entry = NULL, signature = NULL"),
    "folder": lambda path: (path.unlink(), path.mkdir()),
    "link": lambda path: (path.rename(path.with_name("real")), path.symlink_to("real")),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_damage_is_no_error(damage: Callable[[Path], object], tmp_path: Path, entry: Entry) -> None:
    """No entry comes from a damaged file; the run after the next has one again where there can be one."""
    path = tmp_path / "x.sqlite"
    keep(path, entry)
    damage(path)
    _, *entries, _, _ = read_back(path)
    assert entries == [None, None]

    keep(path, entry)
    keep(path, entry)
    assert read_back(path) == (NOTHING if path.is_dir() or path.is_symlink() else all_of(entry))


@pytest.mark.parametrize("at", range(0, 120, 17))
def test_a_flipped_bit_is_seen(at: int, tmp_path: Path, entry: Entry) -> None:
    """No bytes that changed are taken for a value."""
    path = tmp_path / "x.sqlite"
    keep(path, entry)
    with sqlite3.connect(path) as connection:
        (value,) = connection.execute("SELECT entry FROM files").fetchone()
        changed = bytearray(value)
        changed[at % len(value)] ^= 4
        connection.execute("UPDATE files SET entry = ?", (bytes(changed),))

    assert Database(path).entry(FILE, HASH) is None


class Harm:
    """Runs something when it is read back by anything that lets it."""

    def __reduce__(self):
        return (Path.touch, (Path("harm-done"),))


@pytest.mark.parametrize(
    "value", [Harm(), print, Path("x"), subprocess.run, [Harm()], Database(None), parse_date("2021")]
)
def test_a_value_from_elsewhere_runs_nothing(
    value: object, tmp_path: Path, entry: Entry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a right checksum too it can name no function of Python or of ours."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "x.sqlite"
    keep(path, entry)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE files SET entry = ?", (database._pickled(value),))

    assert Database(path).entry(FILE, HASH) is None
    assert not (tmp_path / "harm-done").exists()


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder whose sources count as the program."""
    monkeypatch.setattr(database, "folders", lambda: [tmp_path / "program"])
    (tmp_path / "program").mkdir()
    program_hash.cache_clear()
    yield tmp_path / "program"
    monkeypatch.undo()
    program_hash.cache_clear()


def test_another_version_of_the_program_reads_anew(program: Path, tmp_path: Path, entry: Entry) -> None:
    """Names and bytes of all its files count; what Python compiled of them, and hidden files, do not."""
    path = tmp_path / "x.sqlite"
    sources = [("a.py", "1"), ("a.py", "2"), ("b.py", "2"), ("b.yml", "x"), ("c.json", "x"), ("sub/d.sql", "x")]
    hashes = set()
    for name, text in sources:
        keep(path, entry)
        hashes.add(content_hash(FILE, b"data"))
        (program / name).parent.mkdir(exist_ok=True)
        (program / name).write_text(text)
        program_hash.cache_clear()
        assert read_back(path) == NOTHING
    (program / "__pycache__").mkdir()
    (program / ".cache").mkdir()
    for name in ("__pycache__/b.pyc", "__pycache__/b.pyc.140025", ".b.py.swp", ".cache/x.json"):
        (program / name).write_text("x")
    program_hash.cache_clear()
    keep(path, entry)
    program_hash.cache_clear()
    assert read_back(path) == all_of(entry)
    assert len(hashes | {content_hash(FILE, b"data")}) == len(sources) + 1


def test_hashes_tell_contents_and_files_apart() -> None:
    pairs = [("a", b"bc"), ("ab", b"c"), ("abc", b""), ("", b"abc"), ("a", b"bc")]
    assert len({content_hash(file, data) for file, data in pairs}) == 4


def test_a_database_that_is_locked(tmp_path: Path, entry: Entry, monkeypatch: pytest.MonkeyPatch) -> None:
    """The run goes on without it, and leaves it to the other one."""
    monkeypatch.setattr(database, "_TIMEOUT", 0.01)
    path = tmp_path / "x.sqlite"
    keep(path, entry)
    other = sqlite3.connect(path)
    other.execute("BEGIN EXCLUSIVE")
    assert read_back(path) == NOTHING
    keep(path, entry, "entities/groups/other.yml")
    other.close()
    assert read_back(path) == all_of(entry)


def test_a_slower_run_does_not_pass_its_state_off_as_the_newest(tmp_path: Path, entry: Entry) -> None:
    """A signature is kept with the hash that was read with it, or not at all."""
    path = tmp_path / "x.sqlite"
    keep(path, entry)
    opened_by_a_run(path).keep({FILE: FileRow("9 9 9 9 9", b"of another state", "", "")}, {})
    assert read_back(path) == all_of(entry)
    opened_by_a_run(path).keep({FILE: ROW._replace(signature="9 9 9 9 9")}, {})
    assert Database(path).file_rows()[FILE].signature == "9 9 9 9 9"


def test_one_run_keeps_twice(tmp_path: Path, entry: Entry) -> None:
    """As a server does: what it forgets or corrects is what it kept itself the last time."""
    path = tmp_path / "x.sqlite"
    opened = opened_by_a_run(path)
    opened.keep({FILE: ROW, "a": ROW}, {FILE: (entry, {"one"}), "a": (entry, {"one"})})
    newer = ROW._replace(signature="9 9 9 9 9")
    opened.keep({FILE: newer}, {})
    assert Database(path).file_rows() == {FILE: newer}


def test_two_processes_at_once(tmp_path: Path) -> None:
    """Both end well, and what both kept is there."""
    code = (
        "import sys; from pathlib import Path; from euphrates_atlas.store.database import Database, FileRow\n"
        "rows = {name: FileRow('1 2 3 4 5', b'h', '', '') for name in ('a', 'b')}\n"
        "rows_of = lambda i: {name: row._replace(signature=f'{i} 2 3 4 5') for name, row in rows.items()}\n"
        "for i in range(20):\n"
        "    opened = Database(Path(sys.argv[1]))\n"
        "    opened.file_rows()\n"
        "    opened.keep(rows_of(i), {sys.argv[2]: (None, {f'{sys.argv[2]}{i}'})})"
    )
    path = str(tmp_path / "x.sqlite")
    running = [subprocess.Popen([sys.executable, "-c", code, path, name], cwd=REPOSITORY) for name in "ab"]

    assert [process.wait(60) for process in running] == [0, 0]
    opened = Database(Path(path))
    assert sorted(opened.file_rows()) == ["a", "b"]
    assert ([*opened.files_of("a19")], [*opened.files_of("b19")]) == (["a"], ["b"])


def test_entries_hold_no_path(tmp_path: Path) -> None:
    """What is kept does not depend on where the repository is."""
    pickles = []
    for name in ("a", "b"):
        entries = read_store(lay(tmp_path / name, BASE)).atlas.entries.values()
        pickles.append(pickle.dumps([*entries], protocol=5))
    assert pickles[0] == pickles[1]
    assert str(tmp_path).encode() not in pickles[0]


def test_what_a_file_says_is_read_from_its_bytes_alone(tmp_path: Path) -> None:
    """The same bytes under another name are another entry."""
    store = read_store(lay(tmp_path, BASE))
    file = store.files[FILE]
    moved = replace(file, file="entities/groups/moved.yml")
    read = read_entry(moved, file.read())
    assert isinstance(read, Entry)
    assert (read.id, read.file) == ("moved", "entities/groups/moved.yml")
