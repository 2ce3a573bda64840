"""Killed at any moment, out of space, not allowed to write, run twice: a clear message, whole pages, and the next run as a clean one."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from generator import cli, pipeline
from generator.output import renewing, site
from generator.output.mirroring import mirror
from generator.output.writing import LockHeld, lock
from generator.settings import Settings
from tests.overlays import BASE, lay
from tests.stores import REPOSITORY, site_copy

Files = dict[str, bytes]
GROUP = """\
name: Other Brigade
summary: A group [@times-2024-attack].
type: {value: armed-group, cite: [times-2024-attack]}
reviewed: 2026-11-20
"""
HAND = b"# by hand\n"


def files(folder: Path) -> Files:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def store(root: Path) -> Settings:
    """Lay the store, with a page written by hand."""
    settings = lay(root, BASE, files={"groups/other-brigade.yml": GROUP})
    settings.content.mkdir()
    (settings.content / "notes.md").write_bytes(HAND)
    return settings


def edited(settings: Settings) -> None:
    """Edit the store: an entry is gone, another is called otherwise, one is new."""
    text = GROUP.replace("Other", "New")
    (settings.entities / "groups" / "other-brigade.yml").unlink()
    (settings.entities / "groups" / "new-brigade.yml").write_text(text, "utf-8")
    source = settings.entities / "sources" / "times-2024-attack.yml"
    source.write_text(source.read_text("utf-8").replace("title: ", "title: Edited ", 1), "utf-8")


@pytest.fixture(scope="module")
def old_and_new(tmp_path_factory: pytest.TempPathFactory) -> tuple[Files, Files]:
    """Return the pages before and after the edit, each from a clean run."""
    found = []
    for name in ("old", "new"):
        settings = store(tmp_path_factory.mktemp(name))
        if name == "new":
            edited(settings)
        pipeline.generate(settings)
        found.append(files(settings.content))
    return found[0], found[1]


def dying(
    settings: Settings, command: str, how: str, after: int, processes: int = 1
) -> subprocess.CompletedProcess[str]:
    given = [sys.executable, "-m", "tests.safety.dying", str(settings.root), command, how, str(after)]
    kept = {**os.environ, "ATLAS_PROCESSES": str(processes)}
    return subprocess.run(given, cwd=REPOSITORY, env=kept, capture_output=True, text=True, timeout=60, check=False)


def assert_whole(settings: Settings, old: Files, new: Files) -> None:
    """Assert that each page is the old one or the new one, and none is missing that both have."""
    found = {path: data for path, data in files(settings.content).items() if "/.new-" not in f"/{path}"}
    assert [path for path, data in found.items() if data not in (old.get(path), new.get(path))] == []
    assert set(old) & set(new) <= set(found)


MOMENTS = sorted({0, 1, 2, *Random(20261120).sample(range(3, 60), 2)})


@pytest.mark.parametrize("how", ["kill", "kill-staged", "kill-moving"])
@pytest.mark.parametrize("after", MOMENTS)
def test_killed(how: str, after: int, tmp_path: Path, old_and_new: tuple[Files, Files]) -> None:
    """Killed between two files, or with one beside its place: whole pages, and the next run leaves no trace of it."""
    old, new = old_and_new
    settings = store(tmp_path)
    pipeline.generate(settings)
    edited(settings)

    done = dying(settings, "generate", how, after)

    assert done.returncode in (-signal.SIGKILL, 0)
    assert_whole(settings, old, new)
    assert cli.main(["--root", str(tmp_path), "generate"]) == 0
    assert files(settings.content) == new
    assert [name for name in files(settings.state) if ".new-" in name] == []


@pytest.mark.parametrize("how", ["kill", "kill-staged"])
@pytest.mark.parametrize("after", MOMENTS)
def test_killed_in_the_first_run(how: str, after: int, tmp_path: Path, old_and_new: tuple[Files, Files]) -> None:
    """Folders that are made for the first time come as a whole or not at all, and what was begun goes with the next run."""
    settings = store(tmp_path)

    dying(settings, "generate", how, after)

    assert_whole(settings, {"notes.md": HAND}, old_and_new[0])
    assert {path.name for path in settings.content.iterdir() if not path.name.startswith(".new-")} == {"notes.md"}
    assert cli.main(["--root", str(tmp_path), "generate"]) == 0
    assert files(settings.content) == old_and_new[0]
    assert [path.name for path in settings.content.rglob(".new-*")] == []


@pytest.mark.parametrize(
    ("how", "words"),
    [("full", "No space left on device"), ("read-only", "Read-only file system"), ("denied", "Permission denied")],
)
@pytest.mark.parametrize("after", [0, 1, 5])
def test_the_disk_fails(how: str, words: str, after: int, tmp_path: Path, old_and_new: tuple[Files, Files]) -> None:
    """Status 2 and one line that names reason and file; whole pages, nothing half-written, and the next run mends all."""
    old, new = old_and_new
    settings = store(tmp_path)
    pipeline.generate(settings)
    edited(settings)

    done = dying(settings, "generate", how, after)

    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr
    assert f"could not be written: {words}: {tmp_path}" in done.stderr
    assert done.stderr.endswith("; what was there stands\n")
    assert [path for path in files(tmp_path) if ".new-" in path] == []
    assert_whole(settings, old, new)
    assert cli.main(["--root", str(tmp_path), "generate"]) == 0
    assert files(settings.content) == new


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("forked-full", "No space left on device: "),
        ("forked-denied", "Permission denied: "),
        ("forked-kill", "a process that shared the work was killed by SIGKILL"),
    ],
)
@pytest.mark.parametrize("processes", [2, 3])
def test_a_process_that_shares_the_work_fails(
    how: str, words: str, processes: int, tmp_path: Path, old_and_new: tuple[Files, Files]
) -> None:
    """It is told as if one did all; every page is the old one, and the next run mends what there is."""
    old, new = old_and_new
    settings = store(tmp_path)
    pipeline.generate(settings)
    edited(settings)

    done = dying(settings, "generate", how, 0, processes)

    assert done.returncode == 2
    assert done.stderr.startswith(f"atlas: the pages could not be written: {words}")
    assert done.stderr.endswith("; what was there stands\n")
    assert done.stderr.count("\n") == 1
    assert files(settings.content) == old
    assert [path for path in files(tmp_path) if ".new-" in path] == []
    assert cli.main(["--root", str(tmp_path), "generate"]) == 0
    assert files(settings.content) == new


def test_files_may_not_grow(tmp_path: Path, old_and_new: tuple[Files, Files]) -> None:
    """The system itself stops the writing in the middle of a file: nothing of it is left, and the message says so."""
    old, new = old_and_new
    settings = store(tmp_path)
    pipeline.generate(settings)
    edited(settings)

    def limited() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000))

    done = subprocess.run(
        [sys.executable, "-m", "generator", "--root", str(tmp_path), "generate"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        preexec_fn=limited,
    )

    assert (done.returncode, done.stdout) == (2, "")
    assert "could not be written: File too large" in done.stderr
    assert_whole(settings, old, new)
    assert [path for path in files(tmp_path) if ".new-" in path] == []
    assert cli.main(["--root", str(tmp_path), "generate"]) == 0
    assert files(settings.content) == new


@pytest.mark.parametrize("damage", [b"", b"{", b"\x00" * 5_000, b'{"files": ["../../x", "index.md", 5]}'])
def test_a_damaged_manifest(damage: bytes, tmp_path: Path) -> None:
    """What an earlier run wrote is not known any more: all pages are right again, and none of ours by hand is touched."""
    settings = store(tmp_path)
    pipeline.generate(settings)
    clean = files(settings.content)
    (settings.state / "pages.json").write_bytes(damage)

    assert cli.main(["--root", str(tmp_path), "generate"]) == 0
    assert files(settings.content) == clean


def test_leftovers(tmp_path: Path) -> None:
    """What a killed run had beside its place goes with the next run; a folder of such a name is nobody's leftover."""
    settings = store(tmp_path)
    pipeline.generate(settings)
    clean = files(settings.content)
    (settings.content / "groups" / ".new-abc").write_bytes(b"half")
    (settings.content / "groups" / ".new-link").symlink_to(tmp_path / "nowhere")
    (settings.content / "groups" / ".new-folder").mkdir()
    (settings.state / ".new-def").write_bytes(b"half")

    pipeline.generate(settings)

    assert files(settings.content) == clean
    assert not (settings.content / "groups" / ".new-link").is_symlink()
    assert not (settings.state / ".new-def").exists()


def test_two_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """While another run writes pages this one waits a while, then says so; nothing is written."""
    settings = store(tmp_path)
    monkeypatch.setattr(renewing, "PATIENCE", 0.2)
    with lock(settings.state, "pages.lock"):
        assert cli.main(["--root", str(tmp_path), "generate"]) == 2

    assert capsys.readouterr().err.startswith("atlas: another build of this repository is running")
    assert files(settings.content) == {"notes.md": HAND}
    assert cli.main(["--root", str(tmp_path), "generate"]) == 0


def test_many_at_once(tmp_path: Path, old_and_new: tuple[Files, Files]) -> None:
    """Several runs started together all end well, one after the other."""
    settings = store(tmp_path)
    command = [sys.executable, "-m", "generator", "--root", str(tmp_path), "generate"]
    running = [subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.DEVNULL) for _ in range(3)]

    assert [process.wait(timeout=60) for process in running] == [0, 0, 0]
    assert files(settings.content) == old_and_new[0]


def test_a_lock_of_a_dead_run_is_free(tmp_path: Path) -> None:
    """The file of a lock alone holds nobody up: the system lets go of it with the process."""
    program = (
        "import sys, os, signal\nfrom pathlib import Path\nfrom generator.output.writing import lock\n"
        "with lock(Path(sys.argv[1])): os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", program, str(tmp_path)], cwd=REPOSITORY, check=False)
    assert (tmp_path / "lock").is_file()
    with lock(tmp_path):
        pass


def test_a_child_that_lives_on_holds_the_lock(tmp_path: Path) -> None:
    """MkDocs may outlive a killed `atlas build`: until it has ended, nobody builds into its folder."""
    program = (
        "import subprocess, sys, os, signal\nfrom pathlib import Path\nfrom generator.output.writing import lock\n"
        "with lock(Path(sys.argv[1])) as held:\n"
        "    child = subprocess.Popen(['sleep', '30'], pass_fds=(held,), stdout=-3, stderr=-3)\n"
        "    print(child.pid, flush=True)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    child = int(done.stdout)
    try:
        with pytest.raises(LockHeld), lock(tmp_path):
            raise AssertionError
    finally:
        os.kill(child, signal.SIGKILL)
    with lock(tmp_path, patience=5):
        pass


# -- symbolic links where folders should be --------------------------------------------------------------------------------


@pytest.fixture
def outside(tmp_path: Path) -> Iterator[Path]:
    """A folder that is not the atlas's, with something precious; afterwards nothing in it may be other than before."""
    folder = tmp_path / "outside"
    (folder / "inner").mkdir(parents=True)
    (folder / "precious.md").write_bytes(b"precious")
    (folder / "index.md").write_bytes(b"precious")
    before = files(folder)
    yield folder
    assert files(folder) == before


@pytest.mark.parametrize("link", ["content", "content/groups", "content/rules", ".atlas", ".atlas/schema"])
def test_nothing_is_written_through_a_link(
    link: str, tmp_path: Path, outside: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder that is a link is refused by name, with status 2."""
    settings = lay(tmp_path / "repository", BASE)
    (settings.root / link).parent.mkdir(exist_ok=True)
    (settings.root / link).symlink_to(outside, target_is_directory=True)

    assert cli.main(["--root", str(settings.root), "generate"]) == 2

    said = capsys.readouterr().err
    assert "a symbolic link stands where a folder should" in said
    assert str(settings.root / link) in said


def test_nothing_is_removed_through_a_link(tmp_path: Path, outside: Path) -> None:
    """What a manifest names below a folder that became a link stays where the link leads."""
    settings = store(tmp_path / "repository")
    pipeline.generate(settings)
    state = settings.state / "pages.json"
    state.write_text(state.read_text("utf-8").replace("[", '[\n"other/precious.md",', 1), "utf-8")
    (settings.content / "other").symlink_to(outside, target_is_directory=True)

    pipeline.generate(settings)


def test_a_cache_that_is_a_link_is_none(tmp_path: Path, outside: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is kept through a link, and the check is as without a cache."""
    settings = lay(tmp_path / "repository", BASE)
    settings.state.mkdir()
    (settings.state / "cache").symlink_to(outside, target_is_directory=True)
    monkeypatch.setattr(pipeline, "MIN_CACHED", 0)

    assert pipeline.check(settings).atlas is not None


@pytest.mark.parametrize("name", ["lock", "pages.lock"])
def test_a_lock_that_is_a_link(name: str, tmp_path: Path, outside: Path) -> None:
    """Where a lock leads elsewhere, the file there is neither emptied nor held."""
    state = tmp_path / "state"
    state.mkdir()
    (state / name).symlink_to(outside / "precious.md")

    with pytest.raises(OSError, match="symbolic links"), lock(state, name):
        raise AssertionError


def test_site_that_is_a_link(tmp_path: Path, outside: Path) -> None:
    """A site that is a link is refused before anything is removed or written."""
    (tmp_path / "staging").mkdir()
    (tmp_path / "staging" / "index.html").write_bytes(b"new")
    (tmp_path / "site").symlink_to(outside, target_is_directory=True)

    with pytest.raises(OSError, match="symbolic link"):
        mirror(tmp_path / "staging", tmp_path / "site")


def test_link_in_the_site(tmp_path: Path, outside: Path) -> None:
    """A link where a folder of the site should be goes, and the folder takes its place."""
    (tmp_path / "staging" / "groups").mkdir(parents=True)
    (tmp_path / "staging" / "groups" / "index.html").write_bytes(b"new")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "groups").symlink_to(outside, target_is_directory=True)

    mirror(tmp_path / "staging", tmp_path / "site")

    assert files(tmp_path / "site") == {"groups/index.html": b"new"}
    assert not (tmp_path / "site" / "groups").is_symlink()


# -- the whole build -------------------------------------------------------------------------------------------------------


def build(root: Path, **options: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "generator", "build"]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=120, check=False, **options)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Files]:
    """Return a small repository whose site is built, and the files of that site."""
    root = site_copy(tmp_path_factory.mktemp("build") / "atlas", entities=BASE)
    done = build(root)
    assert done.returncode == 0, done.stderr
    return root, files(root / "site")


def test_build_killed_and_built_again(built: tuple[Path, Files], outside: Path) -> None:
    """A build that is killed while MkDocs works, with rubbish of earlier ones about: the next is as a clean one."""
    root, clean = built
    (root / "mkdocs.yml").touch()
    process = subprocess.Popen(
        [sys.executable, "-m", "generator", "build"], cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    staging = root / ".atlas" / "staging"
    end = time.monotonic() + 60
    while not staging.is_dir() and time.monotonic() < end:
        time.sleep(0.02)
    process.kill()
    process.wait()
    assert files(root / "site") == clean

    with lock(root / ".atlas", patience=60):  # until MkDocs, which lives on, has ended
        shutil.rmtree(staging, ignore_errors=True)
        staging.symlink_to(outside, target_is_directory=True)
        (root / "site" / "groups" / ".new-x").write_bytes(b"half")
        (root / "site" / "index.html").write_bytes(b"cut")
    done = build(root)

    assert done.returncode == 0, done.stderr
    assert files(root / "site") == clean
    assert not staging.exists()


def test_build_without_room(built: tuple[Path, Files]) -> None:
    """Where MkDocs cannot write, words say so and no traceback; the old site stands, and the next build is whole."""
    root, clean = built
    (root / "mkdocs.yml").touch()

    def limited() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))

    done = build(root, preexec_fn=limited)

    assert done.returncode != 0
    assert "could not be written: File too large" in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert files(root / "site") == clean
    assert build(root).returncode == 0
    assert files(root / "site") == clean


def test_build_where_pages_cannot_be_written(built: tuple[Path, Files], tmp_path: Path) -> None:
    """Plain `mkdocs build` says it in words too."""
    root, _ = built
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path / "site")]
    kept = root / "kept"
    (root / "content" / "groups").rename(kept)
    try:
        (root / "content" / "groups").write_bytes(b"in the way")
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=120, check=False)
    finally:
        (root / "content" / "groups").unlink()
        kept.rename(root / "content" / "groups")

    assert done.returncode == 1
    assert "the pages could not be written: " in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr


def test_staging_is_removed(tmp_path: Path, outside: Path) -> None:
    """A staging folder that is a link is unlinked, not emptied."""
    (tmp_path / "staging").symlink_to(outside, target_is_directory=True)
    site._remove(tmp_path / "staging")
    assert not (tmp_path / "staging").is_symlink()
