"""A large store is read by several processes: what they read is what one reads alone."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from functools import partial
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from euphrates_atlas import store_check, workers
from euphrates_atlas.cli import main
from euphrates_atlas.findings import CommandFailed, Finding
from euphrates_atlas.model.atlas import Entry
from euphrates_atlas.store import linking
from euphrates_atlas.store import store as reading
from euphrates_atlas.store.database import Database
from euphrates_atlas.store.store import read_store
from tests.case_count import FULL
from tests.overlays import BASE, WHOLE, lay
from tests.store.test_check_of_files import assert_same
from tests.stores import CORPUS, REPOSITORY


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take this process for one without other threads, which a runner of tests may have."""
    monkeypatch.setattr(workers, "enumerate_threads", list)


WRONG = {
    "groups/aaa.yml": "name: [",
    "groups/zzz.yml": b"\xff",
    "leaders/kataib-hezbollah.yml": "name: Twice\n",
    "sources/zzz.yml": "title: No source\n",
    "strikes/zzz.txt": "",
}


@pytest.mark.usefixtures("alone")
def test_several_processes_read_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Entries, findings and their order, also where files are wrong or two have one id. In `make test-all` of the real store."""
    monkeypatch.setattr(reading, "_PORTION", 10)
    settings = lay(tmp_path, WHOLE if FULL else CORPUS / "entities", files=WRONG)
    stores = []
    for number in ("1", "3"):
        monkeypatch.setenv("ATLAS_PROCESSES", number)
        stores.append(read_store(settings, cached=False))
    assert len({finding.file for finding in stores[0].unreadable}) == len(WRONG)
    assert_same(*stores)
    assert stores[0].hashes == stores[1].hashes


@pytest.mark.usefixtures("alone")
def test_what_entries_name_is_found_where_they_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever process read them: nobody has to look through their texts and statements again."""
    settings = lay(tmp_path, CORPUS / "entities")
    monkeypatch.setattr(reading, "_PORTION", 3)
    monkeypatch.setenv("ATLAS_PROCESSES", "3")
    store = read_store(settings, cached=False)
    with monkeypatch.context() as patched:
        patched.setattr(linking, "contribution", None)
        assert store.links.faults() == []
        naming = {id: store.atlas.naming(id) for id in store.atlas.entries}
    again = linking.link(store.atlas).atlas
    assert naming == {id: again.naming(id) for id in again.entries}
    assert any(naming.values())


@pytest.mark.usefixtures("alone")
def test_several_processes_find_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The findings of rules too, in their order; and what was read is kept, whichever process saved it."""
    monkeypatch.setattr(store_check, "_PORTION", 3)
    monkeypatch.setattr(reading, "MIN_CACHED", 1)
    settings = lay(tmp_path, CORPUS / "entities", files=WRONG)
    found = []
    for number in ("1", "3"):
        monkeypatch.setenv("ATLAS_PROCESSES", number)
        settings.database.unlink(missing_ok=True)
        store = read_store(settings)
        found.append(store_check.check_store(store))
        assert Database(settings.database).file_rows().keys() == store.rows.keys()
    assert found[0]
    assert found[0] == found[1]


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("number", ["1", "2", "3"])
def test_results_come_in_the_order_of_the_jobs(number: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each comes once, whoever did the job."""
    monkeypatch.setenv("ATLAS_PROCESSES", number)
    jobs = [partial(int, one) for one in range(50)]
    assert workers.shared(jobs, len(jobs)) == [*range(50)]


@pytest.mark.usefixtures("alone")
def test_a_worker_that_is_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command says so and ends."""
    lay(tmp_path, BASE)
    monkeypatch.setenv("ATLAS_PROCESSES", "2")
    monkeypatch.setattr(reading, "_PORTION", 1)
    waiting, begin = os.pipe()

    def read(*file: Any) -> Entry | list[Finding]:
        if os.getpid() != here:
            os.write(begin, b"x")
            os._exit(1)
        os.read(waiting, 1)
        os.write(begin, b"x")
        return entry(*file)

    monkeypatch.setattr(reading, "read_entry", read)
    assert main(["--root", str(tmp_path), "check"]) == 2
    assert capsys.readouterr().err == "atlas: a worker process was killed\n"
    for end in (waiting, begin):
        os.close(end)


def test_no_process_is_forked_beside_other_threads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would take along the locks that they hold."""
    settings = lay(tmp_path, BASE)
    monkeypatch.setenv("ATLAS_PROCESSES", "2")
    monkeypatch.setattr(reading, "read_entry", lambda *_: os._exit(1) if os.getpid() != here else entry(*_))
    stop = Event()
    thread = Thread(target=stop.wait)
    thread.start()
    try:
        assert read_store(settings, cached=False).atlas.entries
    finally:
        stop.set()
        thread.join()


here, entry = os.getpid(), reading.read_entry


@pytest.mark.usefixtures("alone")
def test_a_worker_is_killed_after_a_job_was_taken_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """An exception alone says so: no thread fails with a traceback of its own, and no process is left."""
    monkeypatch.setenv("ATLAS_PROCESSES", "3")
    failed: list[object] = []
    monkeypatch.setattr(threading, "excepthook", failed.append)
    begun, begin = os.pipe()
    waiting, take_back = os.pipe()

    def wait_and_die() -> None:
        os.write(begin, b"x")
        os.read(waiting, 1)
        os.kill(os.getpid(), signal.SIGKILL)

    def let_one_die() -> None:
        assert os.getpid() == here
        for _ in range(2):
            os.read(begun, 1)
        os.write(take_back, b"x")

    jobs = [wait_and_die, wait_and_die, *[lambda: None] * 20, let_one_die]
    with pytest.raises(OSError, match="a worker process was killed"):
        workers.shared(jobs, len(jobs))
    for end in (begun, begin, waiting, take_back):
        os.close(end)
    assert failed == []
    assert multiprocessing.active_children() == []


@pytest.mark.usefixtures("alone")
def test_workers_are_stopped_where_this_process_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What they are doing ends at once, and cleans up."""
    monkeypatch.setenv("ATLAS_PROCESSES", "2")
    begun, begin = os.pipe()
    left = tmp_path / "left"

    def work() -> None:
        left.touch()
        try:
            os.write(begin, b"x")
            Event().wait(600)
        finally:
            left.unlink()

    def fail() -> None:
        os.read(begun, 1)
        raise OSError("no light")

    with pytest.raises(OSError, match="no light"):
        workers.shared([work, work], 2, meanwhile=fail)
    assert not left.exists()
    assert multiprocessing.active_children() == []
    for end in (begun, begin):
        os.close(end)


@pytest.mark.usefixtures("alone")
def test_an_interruption_that_reaches_a_worker_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C goes to all processes of a terminal: this one ends its workers, and they say nothing."""
    monkeypatch.setenv("ATLAS_PROCESSES", "2")
    begun, begin = os.pipe()

    def work() -> bool:
        os.write(begin, b"x")
        os.kill(os.getpid(), signal.SIGINT)
        return os.getpid() != here

    def wait() -> None:
        os.read(begun, 1)

    assert workers.shared([work], 1, meanwhile=wait) == [True]
    for end in (begun, begin):
        os.close(end)


@pytest.mark.usefixtures("alone")
def test_the_fault_of_a_rule_is_told_from_a_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """With file and line, and how it was reached: its traceback stays in the worker."""
    monkeypatch.setenv("ATLAS_PROCESSES", "2")
    waiting, begin = os.pipe()
    code = "def wrong():\n    os.write(begin, b'x')\n    raise ValueError('no such light')\n"
    names: dict[str, Any] = {"os": os, "begin": begin}
    exec(compile(code, f"{REPOSITORY}/kinds/rules/lights.py", "exec"), names)

    def wait() -> None:
        assert os.getpid() == here
        os.read(waiting, 1)

    with pytest.raises(CommandFailed) as failed:
        workers.shared([names["wrong"], *[lambda: None] * 20, wait], 22)
    told = "kinds/rules/lights.py:3: ValueError: no such light: mend that line; ATLAS_DEBUG=1 shows how it was reached"
    assert str(failed.value) == told
    assert 'rules/lights.py", line 3, in wrong' in str(failed.value.__cause__)
    for end in (waiting, begin):
        os.close(end)
