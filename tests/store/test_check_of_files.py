"""A store read as far as somebody asks is the store: what the database or an earlier state spares changes no finding."""

from __future__ import annotations

import gc
import os
import random
import sqlite3
import weakref
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from euphrates_atlas import cli
from euphrates_atlas.findings import Finding
from euphrates_atlas.model.atlas import plain
from euphrates_atlas.settings import Settings
from euphrates_atlas.store import database, files
from euphrates_atlas.store import store as reading
from euphrates_atlas.store.store import Store, read_revision, read_store
from euphrates_atlas.store_check import check_store, review_day
from tests.case_count import FULL, sample
from tests.folders import files as files_below
from tests.overlays import BASE, RULES, WHOLE, lay
from tests.repositories import put, repository
from tests.stores import CORPUS

CASES = sorted(folder / "bad" for folder in RULES.iterdir() if (folder / "bad").is_dir())


@pytest.fixture
def cached(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep small stores too, and trust what was written a moment ago."""
    monkeypatch.setattr(reading, "MIN_CACHED", 0)
    monkeypatch.setattr(reading, "_TICK", 0)


class Reads:
    """What was read: the files, and those of which entries were made."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.files: list[str] = []
        self.entries: list[str] = []
        monkeypatch.setenv("ATLAS_PROCESSES", "1")  # this one counts
        read, read_entry = files.EntryFile.read, reading.read_entry

        def counting_read(file: files.EntryFile) -> bytes:
            self.files.append(file.file)
            return read(file)

        def counting_entry(file: files.StoredFile, data: bytes) -> object:
            self.entries.append(file.file)
            return read_entry(file, data)

        monkeypatch.setattr(files.EntryFile, "read", counting_read)
        monkeypatch.setattr(reading, "read_entry", counting_entry)

    def clear(self) -> None:
        self.files.clear()
        self.entries.clear()


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Reads:
    return Reads(monkeypatch)


def check_all(settings: Settings, *, cached: bool = True, before: Store | None = None) -> tuple[Store, list[Finding]]:
    store = read_store(settings, cached=cached, before=before)
    return store, check_store(store, review_day(settings))


def check_some(settings: Settings, *only: str, cached: bool = True) -> list[Finding]:
    return check_store(read_store(settings, cached=cached), review_day(settings), only=frozenset(only))


def assert_agreement(settings: Settings, chosen: Iterable[str], where: object = None) -> None:
    """Assert that the check of each of these files finds what the check of a store that was read anew finds in it."""
    _, findings = check_all(settings, cached=False)
    for file in chosen:
        expected = [finding for finding in findings if finding.file == file]
        for cached in (True, False):
            assert check_some(settings, file, cached=cached) == expected, (file, cached, where)


def assert_same(one: Store, other: Store) -> None:
    """Assert that the atlases of two stores say the same."""
    assert one.unreadable == other.unreadable
    assert [*one.atlas.entries] == [*other.atlas.entries]
    pairs = zip(one.atlas.entries.values(), other.atlas.entries.values(), strict=True)
    assert all((a, plain(a.record), [*a.facts]) == (b, plain(b.record), [*b.facts]) for a, b in pairs)
    for table in ("mentions", "uses", "prose"):
        assert dict(getattr(one.atlas, table)) == dict(getattr(other.atlas, table))
    assert (one.atlas.authors, one.atlas.unread) == (other.atlas.authors, other.atlas.unread)


@pytest.mark.usefixtures("cached")
@pytest.mark.parametrize("case", sample(CASES, every=4), ids=lambda case: case.parent.name)
def test_a_rule_is_broken(case: Path, tmp_path: Path) -> None:
    """Whether the database is of the time before or after that."""
    settings = lay(tmp_path, BASE)
    before, _ = check_all(settings)
    lay(tmp_path, case)
    fresh, findings = check_all(settings, cached=False)
    told = sorted({finding.file for finding in findings})[:4]
    assert_agreement(settings, told)
    for _ in range(2):
        store, found = check_all(settings)
        assert found == findings
        assert_same(store, fresh)
    assert_agreement(settings, told[:1])
    assert check_all(settings, before=before)[1] == findings


def edits(rng: random.Random, settings: Settings) -> Iterator[str]:
    """Change files of a store at random, one after the other; yields the change."""
    while True:
        files = sorted(settings.entities.rglob("*.yml"))
        one, other = rng.sample(files, 2)
        text = one.read_text(encoding="utf-8")
        texts = {
            "without end": text[: len(text) // 2],
            "no entry": "name: [",
            "old id": f"{text}\nredirects: [{other.stem}, an-old-id]\n",
            "names nobody": text.replace(other.stem, "nobody-there"),
            "names another": f"{text}\ndifferent_from: [{other.stem}]\n",
            "says what another says": other.read_text(encoding="utf-8"),
            "as it was": text,
        }
        places = {
            "moved": one.with_name(f"x-{one.name}"),
            "of another kind": other.with_name(one.name),
            "no id": one.with_name("No Id.yml"),
        }
        change = rng.choice([*texts, *places, "gone", "copied"])
        if change in texts:
            one.write_text(texts[change], encoding="utf-8")
        elif change in places:
            one.rename(places[change])
        elif change == "gone":
            one.unlink()
        else:
            one.with_name(f"y-{one.name}").write_text(text, encoding="utf-8")
        yield f"{one.name} {change}"


@pytest.mark.usefixtures("cached")
@pytest.mark.parametrize(("seed", "number"), [(1, 9), (2, 9), *([(0, 4)] if FULL else [])])
def test_a_store_that_changes_in_every_way(tmp_path: Path, seed: int, number: int) -> None:
    """After any edits: by the database, by the state before with and without word of the change, and file by file. In `make test-all` of the real store too."""
    rng = random.Random(seed)
    settings = lay(tmp_path, WHOLE if seed == 0 else BASE)
    before, _ = check_all(settings)
    told = before
    contents = files_below(settings.entities)
    done = []
    for _, change in zip(range(number), edits(rng, settings), strict=False):
        done.append(change)
        earlier, contents = contents, files_below(settings.entities)
        changed = {f"entities/{path}" for path, _ in earlier.items() ^ contents.items()}
        fresh, findings = check_all(settings, cached=False)
        wrong = sorted({finding.file for finding in findings})
        assert_agreement(settings, rng.sample(wrong, min(len(wrong), 2)), done)
        before = read_store(settings, before=before)
        told = read_store(settings, before=told, changed=changed)
        for store in (before, told):
            assert_same(store, fresh)
            assert check_store(store, review_day(settings)) == findings, done
        if len(done) % 3 == 0:
            store, found = check_all(settings)
            assert found == findings, done
            assert_same(store, fresh)


@pytest.mark.usefixtures("cached")
def test_the_check_of_a_file_reads_what_it_needs(tmp_path: Path, reads: Reads) -> None:
    """No file is read that did not change, but for the lines of its findings. In `make test-all` of the real store."""
    settings = lay(tmp_path, WHOLE if FULL else CORPUS / "entities")
    store, _ = check_all(settings)
    assert sorted(reads.entries) == sorted(store.files)
    check_all(settings)  # now the last of the files is older than the run that reads it
    one, *others = random.Random(1).sample(sorted(store.files), 12)
    reads.clear()
    found_in = {file: check_some(settings, file) for file in (one, *others)}
    assert reads.entries == []
    assert set(reads.files) == {file for file, found in found_in.items() if found}

    path = settings.root / one
    path.write_text(path.read_text(encoding="utf-8") + "# a remark\n", encoding="utf-8")
    reads.clear()
    check_some(settings, others[0])
    assert (reads.entries, {*reads.files} - {others[0]}) == ([one], {one})
    reads.clear()
    check_all(settings)
    assert reads.entries == []


@pytest.mark.usefixtures("cached")
def test_a_server_reads_what_changed(tmp_path: Path, reads: Reads) -> None:
    settings = lay(tmp_path, BASE)
    before = read_store(settings)
    file = sorted(before.files)[0]
    before.links.faults()
    faultless = before.links.faultless
    assert len(faultless) > 1
    reads.clear()
    assert read_store(settings, before=before).atlas.entries.keys() == before.atlas.entries.keys()
    assert reads.entries == []
    (settings.root / file).write_bytes((settings.root / file).read_bytes() + b"# a remark\n")
    after = read_store(settings, before=before)
    assert reads.entries == [file]
    assert after.links.faultless == faultless - {Path(file).stem}
    earlier = weakref.ref(before.links)
    del before
    gc.collect()
    assert earlier() is None, "a server would hold every state since its start"
    assert file in after.files


def changed_together(paths: Iterable[Path]) -> set[str]:
    """Write into each of these files, and return their paths in the store."""
    changed = set()
    for path in paths:
        path.write_bytes(path.read_bytes() + b"# a remark\n")
        changed.add(f"entities/{path.parent.name}/{path.name}")
    return changed


@pytest.mark.usefixtures("cached")
def test_a_server_that_is_told_what_changed_looks_at_nothing_else(tmp_path: Path, reads: Reads) -> None:
    """Beside what an editor wrote for a moment; after many changes it looks at all files, for it may not be told of some."""
    settings = lay(tmp_path, CORPUS / "entities")
    before, _ = check_all(settings)
    paths = sorted(settings.entities.glob("*/*.yml"))
    [told] = changed_together(paths[:1])
    [untold] = changed_together(paths[1:2])
    for momentary in ("4913", f"{paths[0].name}~", "sedXyz"):
        reads.clear()
        read_store(settings, before=before, changed={told, f"entities/{paths[0].parent.name}/{momentary}"})
        assert reads.entries == [told]
    many = changed_together(paths[: reading._FEW + 1]) - {untold}
    for changed in (many | {"entities/groups/none.yml"}, {"entities/groups"}, {"entities/groups/none.yml/x"}):
        reads.clear()
        read_store(settings, before=before, changed=changed)
        assert sorted(reads.entries) == sorted(many | {untold})


@pytest.mark.usefixtures("cached")
@pytest.mark.parametrize("change", ["a link", "a folder", "gone", "a second one", "misplaced"])
def test_a_server_that_is_told_of_more_than_a_save_finds_what_is_there(tmp_path: Path, change: str) -> None:
    settings = lay(tmp_path, BASE)
    before, _ = check_all(settings)
    path = sorted(settings.entities.glob("groups/*.yml"))[0]
    other = path.parents[1] / "places" / path.name
    if change == "a second one":
        other.write_bytes(path.read_bytes())
        path = other
    elif change == "misplaced":
        path = path.with_suffix(".txt")
        path.write_text("a note", encoding="utf-8")
    else:
        path.unlink()
    if change == "a link":
        path.symlink_to(settings.root / "elsewhere")
    elif change == "a folder":
        path.mkdir()
        (path / "x.yml").write_text("name: X", encoding="utf-8")
    changed = {path.relative_to(settings.root).as_posix()}
    for _ in range(2):  # what is wrong stays
        fresh = read_store(settings, cached=False)
        before = read_store(settings, before=before, changed=changed)
        assert_same(before, fresh)
        changed = changed_together(sorted(settings.entities.glob("leaders/*.yml"))[:1])


@pytest.mark.usefixtures("cached")
def test_a_server_looks_again_at_a_file_that_changed_just_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second change within one tick of the clock may come with no word of its own."""
    settings = lay(tmp_path, BASE)
    before = read_store(settings)
    monkeypatch.setattr(reading, "_TICK", 2_000_000_000)
    one, other = sorted(settings.entities.glob("groups/*.yml"))[:2]
    before = read_store(settings, before=before, changed=changed_together([one]))
    changed_together([one])
    after = read_store(settings, before=before, changed=changed_together([other]))
    assert_same(after, read_store(settings, cached=False))
    assert after.hashes[one.stem] != before.hashes[one.stem]


@pytest.mark.usefixtures("cached")
def test_a_change_without_a_trace_in_size_and_time(tmp_path: Path) -> None:
    """The time of the last change of anything about a file cannot be set: it tells."""
    settings = lay(tmp_path, BASE)
    before, _ = check_all(settings)
    path = sorted(settings.entities.glob("groups/*.yml"))[0]
    status, text = path.stat(), path.read_text(encoding="utf-8")
    path.write_text(text.replace("name:", "nane:", 1), encoding="utf-8")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert path.stat().st_size == status.st_size

    file = f"entities/groups/{path.name}"
    assert {finding.rule.code for finding in check_some(settings, file)} == {"A201"}
    assert read_store(settings, before=before).unread_files == (file,)


def test_files_that_changed_just_now_are_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reads: Reads
) -> None:
    """A change within one tick of the clock leaves no trace: the hash of a young file is looked at, until it is old."""
    monkeypatch.setattr(reading, "MIN_CACHED", 0)
    settings = lay(tmp_path, BASE)
    store, _ = check_all(settings)
    for tick, number in ((reading._TICK, len(store.files)), (0, len(store.files)), (0, 0)):
        monkeypatch.setattr(reading, "_TICK", tick)
        reads.clear()
        read_store(settings).save(lambda _: ())
        assert (len(reads.files), reads.entries) == (number, [])


def damaged(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE files SET entry = substr(entry, 1, length(entry) - 9)")


HARM: dict[str, Callable[[Path], object]] = {
    "gone": Path.unlink,
    "empty": lambda path: path.write_bytes(b""),
    "no database": lambda path: path.write_bytes(b"no database" * 999),
    "damaged entries": damaged,
    "a folder": lambda path: (path.unlink(), path.mkdir()),
    "a link": lambda path: (path.unlink(), path.symlink_to("elsewhere")),
    "read-only": lambda path: path.chmod(0o400),
}


@pytest.mark.usefixtures("cached")
@pytest.mark.parametrize("harm", HARM.values(), ids=HARM)
def test_without_the_database_the_store_is_read(tmp_path: Path, harm: Callable[[Path], object]) -> None:
    """Slower, never wrong, never an error."""
    settings = lay(tmp_path, BASE, RULES / "A301-unresolved-link" / "bad")
    store, findings = check_all(settings)
    harm(settings.database)
    assert_agreement(settings, [*sorted(store.files)[:3], findings[0].file])
    assert check_all(settings)[1] == findings


@pytest.mark.usefixtures("cached")
def test_a_database_that_another_run_has_locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_TIMEOUT", 0.01)
    settings = lay(tmp_path, BASE)
    store, _ = check_all(settings)
    other = sqlite3.connect(settings.database)
    other.execute("BEGIN EXCLUSIVE")
    assert_agreement(settings, sorted(store.files)[:3])
    other.close()


@pytest.mark.usefixtures("cached")
def test_a_database_that_is_true_is_left_as_it_is(tmp_path: Path) -> None:
    settings = lay(tmp_path, BASE)
    for _ in range(2):
        check_all(settings)
    before = settings.database.stat().st_mtime_ns
    check_all(settings)
    check_some(settings, "entities/groups/example-brigade.yml")
    assert settings.database.stat().st_mtime_ns == before


def linked_elsewhere(state: Path) -> None:
    (state.parent / "elsewhere").mkdir()
    state.symlink_to("elsewhere")


UNWRITABLE: dict[str, Callable[[Path], object]] = {
    "a file": lambda state: state.write_text("mine"),
    "a link to nowhere": lambda state: state.symlink_to("nowhere"),
    "a link to itself": lambda state: state.symlink_to(state.name),
    "a link to a folder": linked_elsewhere,
    "a folder as database": lambda state: (state / "store.sqlite").mkdir(parents=True),
    "a folder as journal": lambda state: (state / "store.sqlite-journal").mkdir(parents=True),
    "a folder as the time": lambda state: (state / "time").mkdir(parents=True),
}


@pytest.mark.usefixtures("cached")
@pytest.mark.parametrize("spoil", UNWRITABLE.values(), ids=UNWRITABLE)
def test_a_state_folder_that_cannot_be_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], spoil: Callable[[Path], object]
) -> None:
    """Every check says what one without a database says, and leaves what stands there as it is."""
    settings = lay(tmp_path, BASE, RULES / "A301-unresolved-link" / "bad")
    first = check_all(settings, cached=False)[1][0].file

    def said(*arguments: str) -> tuple[int, str, str]:
        status = cli.main(["--root", str(settings.root), "check", *arguments])
        return (status, *capsys.readouterr())

    expected = [said("--no-cache"), said("--no-cache", str(tmp_path / first))]
    assert [(status, words) for status, _, words in expected] == [(1, "")] * 2
    assert not settings.state.exists()
    spoil(settings.state)
    before = files_below(tmp_path)
    for _ in range(2):
        assert [said(), said(str(tmp_path / first))] == expected
    assert before.items() <= files_below(tmp_path).items()
    assert not any((tmp_path / "elsewhere").glob("*"))


@pytest.mark.usefixtures("cached")
def test_a_revision_is_read_as_far_as_it_differs(reads: Reads, tmp_path: Path) -> None:
    """The same atlas comes of it with and without the database, and with the entries that differ read alone."""
    settings = repository(tmp_path, {"groups/x": "founded: {value: 2003, cite: [s]}", "groups/gone": ""})
    without = read_revision(settings, "HEAD")
    put(settings, "groups/x", "founded: {value: 2004, cite: [s]}")
    (settings.entities / "groups/gone.yml").unlink()
    check_all(settings)
    reads.clear()

    revision = read_revision(settings, "HEAD")

    assert_same(revision, without)
    assert sorted(reads.entries) == ["entities/groups/gone.yml", "entities/groups/x.yml"]
