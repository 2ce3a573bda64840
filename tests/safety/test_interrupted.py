"""Killed at any moment, out of space, not allowed to write, run twice: a clear message, whole files, and the next run mends all.

Each command and error is tried once, a kill in the middle of staging and of moving; in `make test-all` also at the first file, and
each with each.
"""

from __future__ import annotations

import errno
import multiprocessing
import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from euphrates_atlas import cli
from euphrates_atlas.atomic_files import lock
from euphrates_atlas.settings import Settings
from euphrates_atlas.site import builder as building
from euphrates_atlas.site import folder_update
from tests.case_count import FULL, combinations
from tests.folders import files
from tests.overlays import BASE, lay
from tests.stores import REPOSITORY, site_copy

Files = dict[str, bytes]
Stop = Callable[[str], object]
GROUP = """\
name: Other Brigade
summary: A group [@times-2024-attack].
type: {value: armed-group, cite: [times-2024-attack]}
reviewed: 2026-11-20
"""


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795215600")
    monkeypatch.setenv("ATLAS_PROCESSES", "1")


def edit(root: Path) -> None:
    """An entry is gone, another is called otherwise, one is new."""
    groups = root / "entities" / "groups"
    (groups / "other-brigade.yml").unlink()
    (groups / "new-brigade.yml").write_text(GROUP.replace("Other", "New"), "utf-8")
    source = root / "entities" / "sources" / "times-2024-attack.yml"
    source.write_text(source.read_text("utf-8").replace("title: ", "title: Edited ", 1), "utf-8")


def run(root: Path, command: str) -> int:
    return cli.main(["--root", str(root), command])


def written(root: Path) -> Files:
    """Return what a build writes, and the pages by hand."""
    folders = [folder for folder in ("content", "site") if (root / folder).is_dir()]
    return {f"{folder}/{path}": data for folder in folders for path, data in files(root / folder).items()}


class Ended(NamedTuple):
    """How a command in a process of its own ended."""

    status: int
    """The exit status; negative: the signal that killed it."""
    said: str


def in_child(root: Path, command: str, prepare: Callable[[], object]) -> Ended:
    """Run a command in a forked process in which something was prepared."""

    def child() -> None:
        with (root / ".said").open("w", encoding="utf-8") as sys.stderr:
            prepare()
            status = run(root, command)
        os._exit(status)

    process = multiprocessing.get_context("fork").Process(target=child)
    process.start()
    process.join(60)
    assert process.exitcode is not None, "it never ends"
    said = (root / ".said").read_text("utf-8")
    (root / ".said").unlink()
    return Ended(process.exitcode, said)


def kill(_: str) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def fail(code: int) -> Stop:
    def stop(path: str) -> None:
        raise OSError(code, os.strerror(code), path)

    return stop


def stop_staging(stop: Stop, after: int, *, in_worker: bool = False) -> None:
    """Stop in the place of the file after so many that are staged."""
    write, parent, number = folder_update.write_staged, os.getpid(), [after]

    def staged(path: str, data: bytes) -> None:
        if not in_worker or os.getpid() != parent:
            if number[0] == 0:
                stop(path)
            number[0] -= 1
        write(path, data)

    folder_update.write_staged = staged


def stop_moving(stop: Stop, after: int) -> None:
    """Stop after so many files are moved into their places."""
    move, number = Path.replace, [after]

    def replace(self: Path, target: Path) -> Path:
        if "staging" in self.parts:
            if number[0] == 0:
                stop(str(target))
            number[0] -= 1
        return move(self, target)

    Path.replace = replace  # type: ignore[method-assign]


class Case(NamedTuple):
    """A repository with a site and its Markdown, and its files before and after an edit, each from a clean build."""

    root: Path
    old: Files
    new: Files


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Case:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("SOURCE_DATE_EPOCH", "1795215600")
        root = site_copy(tmp_path_factory.mktemp("interrupted") / "atlas", entities=BASE)
        (root / "entities" / "groups" / "other-brigade.yml").write_text(GROUP, "utf-8")
        shutil.copytree(root, root.with_name("new"), symlinks=True)
        edit(root.with_name("new"))
        for command in COMMANDS:
            assert run(root, command) == run(root.with_name("new"), command) == 0
    return Case(root, written(root), written(root.with_name("new")))


@pytest.fixture
def case(original: Case, tmp_path: Path) -> Case:
    """A copy of it whose store was just edited."""
    root = tmp_path / "atlas"
    shutil.copytree(original.root, root, symlinks=True)
    edit(root)
    return original._replace(root=root)


def assert_whole(case: Case) -> None:
    """Assert that each file is the old one or the new one, and that none is missing that both have."""
    found = written(case.root)
    assert [path for path, data in found.items() if data not in (case.old.get(path), case.new.get(path))] == []
    assert case.old.keys() & case.new.keys() <= found.keys()


def assert_mended(case: Case) -> None:
    """Assert that the next runs give what clean ones give, and leave nothing beside it."""
    assert [run(case.root, command) for command in COMMANDS] == [0, 0]
    assert written(case.root) == case.new
    assert [path for path in files(case.root / ".atlas") if ".new-" in path or "staging" in path] == []


COMMANDS = ("generate", "build")
MOMENTS = ((stop_staging, 9), (stop_moving, 9), *(((stop_staging, 0), (stop_moving, 0)) if FULL else ()))


@pytest.mark.parametrize(("moment", "command"), combinations(MOMENTS, COMMANDS))
def test_killed(moment: tuple[Callable[[Stop, int], None], int], command: str, case: Case) -> None:
    """Between two files that are staged or moved."""
    stop, after = moment
    assert in_child(case.root, command, lambda: stop(kill, after)).status == -signal.SIGKILL
    assert_whole(case)
    assert stop is stop_moving or written(case.root) == case.old
    assert_mended(case)


@pytest.mark.parametrize("command", COMMANDS if FULL else ["build"])
def test_killed_in_the_first_run(command: str, case: Case) -> None:
    generated = [path for path in (case.root / "content").iterdir() if path.is_dir() and path.name != "assets"]
    for folder in (*generated, case.root / "site", case.root / ".atlas"):
        shutil.rmtree(folder)
    (case.root / "content" / "index.md").unlink()
    after = 0 if command == "build" else 5  # a first site is moved as a whole
    assert in_child(case.root, command, lambda: stop_moving(kill, after)).status == -signal.SIGKILL
    assert written(case.root).items() <= case.new.items()
    assert_mended(case)


ERRORS = [errno.ENOSPC, errno.EROFS, errno.EACCES]


@pytest.mark.parametrize(("code", "command", "stop"), combinations(ERRORS, COMMANDS, (stop_staging, stop_moving)))
def test_the_disk_fails(command: str, code: int, stop: Callable[[Stop, int], None], case: Case) -> None:
    """Status 2 and a line that names reason and file; nothing half-written lies about."""
    ended = in_child(case.root, command, lambda: stop(fail(code), 3))

    written_things = "pages" if command == "generate" else "site"
    begin = f"atlas: the {written_things} could not be written: {os.strerror(code)}: {case.root}/"
    assert (ended.status, ended.said.count("\n"), ended.said[: len(begin)]) == (2, 1, begin)
    assert ended.said.endswith("; the previous files are kept\n")
    assert not (case.root / ".atlas" / "staging").exists()
    assert_whole(case)
    assert stop is stop_moving or written(case.root) == case.old
    assert_mended(case)


FAILURES = ((kill, "a worker process was killed;"), (fail(errno.ENOSPC), "No space left on device: "))


@pytest.mark.parametrize(("failure", "processes"), combinations(FAILURES, ("2", "3")))
def test_a_worker_fails(failure: tuple[Stop, str], processes: str, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told as if one process did all; every file is the old one."""
    stop, words = failure
    monkeypatch.setenv("ATLAS_PROCESSES", processes)
    ended = in_child(case.root, "build", lambda: stop_staging(stop, 2, in_worker=True))

    assert ended.status == 2
    assert ended.said.startswith(f"atlas: the site could not be written: {words}")
    assert ended.said.endswith("; the previous files are kept\n")
    assert ended.said.count("\n") == 1
    assert written(case.root) == case.old
    assert_mended(case)


def test_workers_end_with_the_process_that_started_them(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """They would hold its lock for ever."""
    monkeypatch.setenv("ATLAS_PROCESSES", "2")

    def prepare() -> None:
        builder = os.getpid()

        def kill_builder(_: str) -> None:
            if os.getppid() == builder:
                os.kill(builder, signal.SIGKILL)

        stop_staging(kill_builder, 2, in_worker=True)

    ended = in_child(case.root, "build", prepare)
    assert ended.status == -signal.SIGKILL
    with lock(case.root / ".atlas", patience=20):
        assert written(case.root) == case.old
    assert_mended(case)


@pytest.mark.parametrize(("command", "most"), [("generate", 2_000), ("build", 40_000)])
def test_files_may_not_grow(command: str, most: int, case: Case) -> None:
    """The system itself stops the writing in the middle of a file: nothing of it is left, and the message says so."""

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    ended = in_child(case.root, command, limit)
    assert ended.status == 2
    assert "could not be written: File too large" in ended.said
    assert "Traceback" not in ended.said
    assert written(case.root) == case.old
    assert_mended(case)


def test_leftovers_of_killed_runs(case: Case, tmp_path: Path) -> None:
    """They go with the next build, of a link only the link; a folder of such a name in the content is nobody's."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "precious").write_bytes(b"x")
    state = case.root / ".atlas"
    (state / "staging").symlink_to(tmp_path / "outside", target_is_directory=True)
    (state / ".new-def").write_bytes(b"half")
    (case.root / "content" / "groups" / ".new-abc").write_bytes(b"half")
    (case.root / "content" / "groups" / ".new-folder").mkdir()
    (case.root / "site" / "groups" / ".new-x").write_bytes(b"half")
    (case.root / "site" / "index.html").write_bytes(b"cut")
    assert_mended(case)
    assert files(tmp_path / "outside") == {"precious": b"x"}


def test_two_at_once(case: Case, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """While another run is at work `generate` waits a while, `build` does not; then both say so, and nothing is written."""
    monkeypatch.setattr(building, "PATIENCE", 0.2)
    with lock(case.root / ".atlas"):
        for command in ("generate", "build"):
            assert run(case.root, command) == 2
            assert capsys.readouterr().err.startswith("atlas: another build of this repository is running")
    assert written(case.root) == case.old


@pytest.mark.full
def test_many_at_once(tmp_path: Path) -> None:
    """Several runs started together all end well, one after the other, however long each takes."""
    settings = lay(tmp_path, BASE)
    patient = (
        "from euphrates_atlas import cli; from euphrates_atlas.site import builder; builder.PATIENCE = 60; cli.run()"
    )
    command = [sys.executable, "-c", patient, "--root", str(tmp_path), "generate"]
    running = [subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.DEVNULL) for _ in range(3)]
    assert [process.wait(timeout=60) for process in running] == [0, 0, 0]
    before = files(settings.content)
    assert run(tmp_path, "generate") == 0
    assert files(settings.content) == before


@pytest.fixture
def outside(tmp_path: Path) -> Iterator[Path]:
    """A folder that is not the atlas's; afterwards nothing in it may be other than before."""
    folder = tmp_path / "outside"
    (folder / "inner").mkdir(parents=True)
    for name in ("precious.md", "index.md", "index.html", "store.sqlite"):
        (folder / name).write_bytes(b"precious")
    before = files(folder)
    yield folder
    assert files(folder) == before


@pytest.mark.parametrize(
    ("command", "link"),
    [*(("generate", path) for path in ("content", "content/groups", ".atlas", ".atlas/schema")), ("build", "site")],
)
def test_nothing_is_written_through_a_link(
    command: str, link: str, case: Case, outside: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder that is a link is refused by name, with status 2."""
    shutil.rmtree(case.root / link)
    (case.root / link).symlink_to(outside, target_is_directory=True)

    assert run(case.root, command) == 2
    said = capsys.readouterr().err
    assert "a symbolic link stands where a folder should" in said
    assert str(case.root / link) in said


def test_nothing_is_removed_through_a_link(case: Case, outside: Path) -> None:
    """A page that an earlier run wrote below a folder that is a link now stays where the link leads; in the site the link goes."""
    manifest = Settings(case.root).manifest
    manifest.write_text(manifest.read_text("utf-8").replace("[", '[\n"other/precious.md",', 1), "utf-8")
    (case.root / "content" / "other").symlink_to(outside, target_is_directory=True)
    assert run(case.root, "generate") == 0
    (case.root / "content" / "other").unlink()

    shutil.rmtree(case.root / "site" / "groups")
    (case.root / "site" / "groups").symlink_to(outside, target_is_directory=True)
    assert_mended(case)


def test_plain_mkdocs_says_it_in_words_too(case: Case, tmp_path: Path) -> None:
    shutil.rmtree(case.root / "content" / "groups")
    (case.root / "content" / "groups").write_bytes(b"in the way")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path / "site")]
    done = subprocess.run(command, cwd=case.root, capture_output=True, text=True, timeout=120, check=False)

    assert done.returncode == 1
    assert "the pages could not be written: " in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
