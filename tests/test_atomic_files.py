"""Files are written whole or not at all, never through a symbolic link, by one process at a time."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from euphrates_atlas.atomic_files import (
    LockHeld,
    lock,
    make_folders,
    remove,
    replace_file,
    replace_together,
    write_files,
    write_new,
)
from euphrates_atlas.site.folder_update import FolderUpdate
from tests.folders import files
from tests.stores import REPOSITORY

SAY_WHO_HOLDS = (
    "import sys; from pathlib import Path; from euphrates_atlas.atomic_files import LockHeld, lock\n"
    "try:\n with lock(Path(sys.argv[1])): print('free')\nexcept LockHeld: print('held')"
)
DIE_WITH_A_CHILD = (
    "import sys, os, signal, time\nfrom pathlib import Path\nfrom euphrates_atlas.atomic_files import lock\n"
    "with lock(Path(sys.argv[1])):\n"
    "    if child := os.fork():\n"
    "        print(child, flush=True)\n"
    "        os.kill(os.getpid(), signal.SIGKILL)\n"
    "    os.close(1)\n"
    "    os.close(2)\n"
    "    time.sleep(30)\n"
)


@pytest.mark.parametrize("data", [b"", b"x", b"\0" * 100_000, "سرايا\r\n".encode()])
def test_replace_file(tmp_path: Path, data: bytes) -> None:
    """Bytes are written as they are, readable to all; folders above are made; the second time nothing is to do."""
    path = tmp_path / "one" / "two" / "f"

    assert replace_file(path, data)
    assert not replace_file(path, data)
    assert files(tmp_path) == {"one/two/f": data}
    assert path.stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o027, 0o077])
def test_everybody_may_read_what_is_made(tmp_path: Path, umask: int) -> None:
    """Whatever the umask says, which hardened servers set; the mode of a folder that is there stays."""
    tmp_path.chmod(0o700)
    before = os.umask(umask)
    try:
        write_files(tmp_path / "a" / "b", {"f": b"x"}, below=tmp_path)
        write_new({tmp_path / "c" / "f": b"x"})
        replace_file(tmp_path / "d" / "f", b"x")
        site = FolderUpdate(tmp_path / "site", tmp_path / "staging")
        site.put("groups/x.html", b"x")
        site.commit_whole()
    finally:
        os.umask(before)
    for path in tmp_path.rglob("*"):
        if not path.is_relative_to(tmp_path / "staging"):
            wanted = 0o755 if path.is_dir() else 0o644
            assert path.stat().st_mode & wanted == wanted, path
    assert tmp_path.stat().st_mode & 0o777 == 0o700


def test_a_link_is_replaced_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_bytes(b"not ours")
    (tmp_path / "page.md").symlink_to("elsewhere")

    assert replace_file(tmp_path / "page.md", b"page")
    assert files(tmp_path) == {"elsewhere": b"not ours", "page.md": b"page"}
    assert not (tmp_path / "page.md").is_symlink()


def test_a_new_file_stands_over_no_other(tmp_path: Path) -> None:
    """Neither over a file nor over a link, wherever that leads."""
    write_new({tmp_path / "a" / "f": b"first"})
    (tmp_path / "link").symlink_to("nowhere")
    for name in ("a/f", "link"):
        with pytest.raises(FileExistsError):
            write_new({tmp_path / name: b"second"})
    assert files(tmp_path) == {"a/f": b"first"}


class HalfWritten:
    """A stream whose disk is full after one byte."""

    def __init__(self, handle: int, mode: str) -> None:
        self.handle = handle

    def __enter__(self) -> HalfWritten:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self.handle)

    def write(self, data: bytes) -> int:
        os.write(self.handle, data[:1])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


WRITERS: dict[str, Callable[[Path], object]] = {
    "replace_file": lambda root: replace_file(root / "old", b"new"),
    "write_new": lambda root: write_new({root / "other": b"new"}),
    "write_files": lambda root: write_files(root, {"old": b"new"}, below=root),
    "replace_together": lambda root: replace_together({root / "old": b"new", root / "other": b"x"}, root / "gone"),
}


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
def test_a_full_disk_leaves_the_old_file_and_nothing_beside_it(
    write: Callable[[Path], object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {"old": b"old", "gone": b"to be removed"}
    for name, data in before.items():
        (tmp_path / name).write_bytes(data)
    monkeypatch.setattr(os, "fdopen", HalfWritten)

    with pytest.raises(OSError, match="No space left"):
        write(tmp_path)
    assert files(tmp_path) == before


def test_a_step_that_fails_undoes_those_before_it(tmp_path: Path) -> None:
    """Of several files that belong together all are as they were, and a folder in the way is named."""
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "gone").write_bytes(b"x")
    (tmp_path / "b" / "in").mkdir(parents=True)

    with pytest.raises(OSError, match=r"/b'"):
        replace_together({tmp_path / "a": b"new", tmp_path / "b": b"new"}, tmp_path / "gone")
    with pytest.raises(OSError, match=r"/b'"):
        replace_file(tmp_path / "b", b"new")
    assert files(tmp_path) == {"a": b"old", "gone": b"x"}

    replace_together({tmp_path / "a": b"new", tmp_path / "c": b"new"}, tmp_path / "gone")
    assert files(tmp_path) == {"a": b"new", "c": b"new"}


@pytest.mark.parametrize("link", ["root", "root/a", "root/a/b"])
def test_no_folder_is_made_through_a_link(tmp_path: Path, link: str) -> None:
    """The link is named; what lies above the root may be one."""
    (tmp_path / "outside").mkdir()
    (tmp_path / link).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / link).symlink_to(tmp_path / "outside", target_is_directory=True)

    with pytest.raises(OSError, match="a symbolic link stands where a folder should") as error:
        make_folders(tmp_path / "root", [tmp_path / "root" / "a" / "b" / "c"])
    assert error.value.filename == str(tmp_path / link)
    assert [*(tmp_path / "outside").iterdir()] == []
    make_folders(tmp_path / "outside", [tmp_path / "outside" / "a"])


def test_remove(tmp_path: Path) -> None:
    """A file goes with the folders that it leaves empty; a folder stays, a link goes alone, and none is followed."""
    for name in ("root/a/b/f", "root/a/g", "root/folder/f", "outside/f"):
        replace_file(tmp_path / name, b"x")
    (tmp_path / "root" / "linked").symlink_to(tmp_path / "outside", target_is_directory=True)
    (tmp_path / "root" / "link").symlink_to(tmp_path / "outside" / "f")
    for path in ("a/b/f", "folder", "linked/f", "link", "nothing", "no/folder"):
        remove(tmp_path / "root", path)

    assert files(tmp_path) == {"root/a/g": b"x", "root/folder/f": b"x", "outside/f": b"x"}
    assert not (tmp_path / "root" / "a" / "b").exists()
    assert not os.path.lexists(tmp_path / "root" / "link")
    remove(tmp_path / "root", "linked")
    assert sorted(path.name for path in (tmp_path / "root").iterdir()) == ["a", "folder"]


def test_a_lock_is_held_once(tmp_path: Path) -> None:
    """Another process is told at once; after the first has gone the lock is free, also if it failed."""
    state = tmp_path / "made" / "here"
    with lock(state):
        assert python(SAY_WHO_HOLDS, state) == "held"
        with pytest.raises(LockHeld), lock(state, patience=0.1):
            raise AssertionError
    assert python(SAY_WHO_HOLDS, state) == "free"

    with pytest.raises(ZeroDivisionError), lock(state):
        _ = 1 / 0
    with lock(state):
        pass


def test_a_lock_lives_as_long_as_a_process_that_has_it(tmp_path: Path) -> None:
    """A worker may outlive a killed `atlas build`: until it has ended, nobody builds; the file alone holds nobody up."""
    child = int(python(DIE_WITH_A_CHILD, tmp_path))
    try:
        assert (tmp_path / "lock").is_file()
        with pytest.raises(LockHeld), lock(tmp_path):
            raise AssertionError
    finally:
        os.kill(child, signal.SIGKILL)
    with lock(tmp_path, patience=5):
        pass


def test_a_lock_that_is_a_link(tmp_path: Path) -> None:
    """Where it leads elsewhere, the file there is neither emptied nor held."""
    (tmp_path / "precious").write_bytes(b"precious")
    (tmp_path / "lock").symlink_to("precious")

    with pytest.raises(OSError, match="symbolic links"), lock(tmp_path):
        raise AssertionError
    assert (tmp_path / "precious").read_bytes() == b"precious"


def python(program: str, argument: Path) -> str:
    """Return what a program prints."""
    command = [sys.executable, "-c", program, str(argument)]
    return subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False).stdout.strip()
