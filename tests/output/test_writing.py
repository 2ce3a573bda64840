"""Folders brought to a wanted state: what is equal stays, what is ours goes, what is not ours is never touched."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.output import writing
from generator.output.mirroring import mirror
from generator.output.renewing import Renewal, renewing
from generator.output.writing import LockHeld, Written, lock, replace_file

PAGES = {"groups/a.md": b"a", "groups/index.md": b"index", "glossary/index.md": b"codes"}
OLD = 1_000_000_000
"""A time long past, in seconds: a file that is written again has another."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder of pages with one that is written by hand."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "index.md").write_bytes(b"by hand")
    return tmp_path / "content"


def test_pages_are_written(root: Path) -> None:
    """Every page stands where its path says, readable to all, and the manifest names it."""
    assert write(root, PAGES) == Written(3, 0, 0)

    assert held(root) == {**PAGES, "index.md": b"by hand"}
    assert manifest(root) == sorted(PAGES)
    assert (root / "groups" / "a.md").stat().st_mode & 0o777 == 0o644


def test_equal_pages_are_left_alone(root: Path) -> None:
    """A file that holds the bytes already keeps its time, so that nothing is built again for it."""
    write(root, PAGES)
    age(root)

    assert write(root, {**PAGES, "groups/a.md": b"new"}) == Written(1, 2, 0)

    assert {path for path in held(root) if (root / path).stat().st_mtime != OLD} == {"groups/a.md"}


def test_pages_of_earlier_runs_are_removed(root: Path) -> None:
    """What this run does not write goes, with the folders that it leaves empty; a hand-written neighbour stays."""
    write(root, {**PAGES, "leaders/b.md": b"b"})
    (root / "groups" / "notes.md").write_bytes(b"by hand")

    assert write(root, {"glossary/index.md": b"codes"}) == Written(0, 1, 3)

    assert held(root) == {"glossary/index.md": b"codes", "groups/notes.md": b"by hand", "index.md": b"by hand"}
    assert not (root / "leaders").exists()
    assert manifest(root) == ["glossary/index.md"]


def test_a_page_that_is_gone_already(root: Path) -> None:
    """Somebody who removed a page by hand gets no error, and the page again where it is wanted."""
    write(root, PAGES)
    (root / "groups" / "a.md").unlink()
    (root / "groups" / "index.md").unlink()

    assert write(root, {"groups/a.md": b"a"}) == Written(1, 0, 2)
    assert held(root) == {"groups/a.md": b"a", "index.md": b"by hand"}


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b"{}",
        b"null",
        b"17",
        b'"files"',
        b'{"files": null}',
        b'{"files": 5}',
        b'{"files": "index.md"}',
        b'{"files": {"index.md": 1}}',
        b'{"files": [null, 5, ["index.md"], {}]}',
        b"[" * 100_000,
    ],
)
def test_a_damaged_manifest_names_nothing(root: Path, damage: bytes) -> None:
    """Without a manifest that can be read nothing is removed, and the next one is right again."""
    write(root, PAGES)
    manifest_path(root).write_bytes(damage)

    assert write(root, {"groups/a.md": b"a"}) == Written(0, 1, 0)

    assert held(root) == {**PAGES, "index.md": b"by hand"}
    assert manifest(root) == ["groups/a.md"]


@pytest.mark.parametrize(
    "path",
    [
        "../outside.md",
        "groups/../../outside.md",
        "groups/../index.md",
        "/outside.md",
        "index.md",
        "./index.md",
        "",
        ".",
        "..",
        "/",
        "groups/",
        "groups//a.md",
        "groups",
        "groups/a.md\0",
        "groups/folder",
    ],
)
def test_a_manifest_that_points_elsewhere(root: Path, path: str) -> None:
    """Only files in folders below the root are ever removed, whatever a manifest says."""
    outside = root.parent / "outside.md"
    outside.write_bytes(b"not ours")
    (root / "groups" / "folder").mkdir(parents=True)
    (root / "groups" / "folder" / "notes.md").write_bytes(b"by hand")
    manifest_path(root).parent.mkdir()
    manifest_path(root).write_text(json.dumps({"files": [path]}), "utf-8")

    write(root, PAGES)

    assert outside.read_bytes() == b"not ours"
    assert held(root) == {**PAGES, "index.md": b"by hand", "groups/folder/notes.md": b"by hand"}


def test_a_run_that_is_killed_is_made_good(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that stops while files are moved leaves whole pages; the next knows what it wrote and brings all right."""
    write(root, {"groups/a.md": b"old", "groups/b.md": b"b"})
    real = Path.replace

    def stopping(self: Path, target: Path) -> Path:
        if target.name == "c.md":
            raise KeyboardInterrupt
        return real(self, target)

    (root / "strikes").mkdir()
    monkeypatch.setattr(Path, "replace", stopping)
    with pytest.raises(KeyboardInterrupt):
        write(root, {"groups/a.md": b"new", "leaders/new.md": b"new", "strikes/c.md": b"c"})
    monkeypatch.undo()
    assert held(root) == {
        "groups/a.md": b"new",
        "groups/b.md": b"b",
        "leaders/new.md": b"new",
        "index.md": b"by hand",
    }
    assert not [*root.rglob(".new-*")]

    assert write(root, {"groups/a.md": b"old"}) == Written(1, 0, 3)
    assert held(root) == {"groups/a.md": b"old", "index.md": b"by hand"}


def test_a_new_folder_that_a_killed_run_left(root: Path) -> None:
    """What it held is no part of the folder that this run makes; a link of such a name is not followed."""
    (root / ".new-groups" / "deep").mkdir(parents=True)
    (root / ".new-groups" / "deep" / "a.md").write_bytes(b"half")
    (root / ".new-linked").symlink_to(root.parent, target_is_directory=True)

    assert write(root, PAGES) == Written(3, 0, 0)

    assert held(root) == {**PAGES, "index.md": b"by hand"}
    assert root.parent.is_dir()


def test_a_page_that_is_made_twice(root: Path) -> None:
    """The later one counts, in a new folder and in one that was there."""
    for _ in range(2):
        with renewing(root, manifest_path(root)) as renewal:
            for data in (b"first", b"second"):
                renewal.put("groups/deep/a.md", data)
        assert held(root) == {"groups/deep/a.md": b"second", "index.md": b"by hand"}


def test_nothing_is_moved_before_all_is_there(root: Path) -> None:
    """A run that fails while it makes pages changes none, and takes away what lay beside its place."""
    write(root, PAGES)

    def failing() -> None:
        with renewing(root, manifest_path(root)) as renewal:
            renewal.put("groups/a.md", b"new")
            renewal.put("leaders/b.md", b"b")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        failing()

    assert held(root) == {**PAGES, "index.md": b"by hand"}
    assert manifest(root) == sorted(PAGES)


def test_parts_of_a_run(root: Path) -> None:
    """What a part took in is put in place with the rest; a file that is kept is not read, and not removed."""
    write(root, PAGES)
    with renewing(root, manifest_path(root)) as renewal:
        part: Renewal = renewal.part()
        part.put("groups/a.md", b"new")
        part.keep("groups/index.md")
        assert part.held("groups/a.md") == b"a"
        renewal.take(*part.handed_over())

    assert renewal.written == Written(1, 1, 1)
    assert held(root) == {"groups/a.md": b"new", "groups/index.md": b"index", "index.md": b"by hand"}


@pytest.mark.parametrize("what", ["nothing", "link", "folder", "dead link", "pipe"])
def test_what_is_no_file_holds_nothing(root: Path, what: str) -> None:
    """A page is never read through a link."""
    (root / "groups").mkdir()
    if what == "folder":
        (root / "groups" / "a.md").mkdir()
    elif what == "pipe":
        os.mkfifo(root / "groups" / "a.md")
    elif what != "nothing":
        (root / "groups" / "a.md").symlink_to(root / ("index.md" if what == "link" else "nowhere"))

    assert Renewal(root).held("groups/a.md") is None


@pytest.mark.parametrize("left", ["file", "link", "folder"])
def test_a_leftover_of_the_same_name(root: Path, left: str) -> None:
    """What a killed run left beside the very page neither holds this one up nor stays; a folder is not ours."""
    (root / "groups").mkdir()
    beside = root / "groups" / ".new-a.md"
    if left == "file":
        beside.write_bytes(b"half")
    elif left == "link":
        beside.symlink_to(root / "index.md")
    else:
        beside.mkdir()

    write(root, {"groups/a.md": b"a"})

    assert held(root) == {"groups/a.md": b"a", "index.md": b"by hand"}
    assert os.path.lexists(beside) == (left == "folder")


def test_writing_that_fails_leaves_the_old_file(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk leaves what was there, and no half-written file beside it."""
    write(root, PAGES)

    class Full:
        def __init__(self, handle: int, mode: str) -> None:
            self.handle = handle

        def __enter__(self) -> Full:
            return self

        def __exit__(self, *_: object) -> None:
            os.close(self.handle)

        def write(self, data: bytes) -> int:
            os.write(self.handle, data[:1])
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing.os, "fdopen", Full)
    with pytest.raises(OSError, match="No space left"):
        replace_file(root / "groups" / "a.md", b"new")

    assert held(root) == {**PAGES, "index.md": b"by hand"}


def test_a_rename_that_fails_leaves_the_old_file(root: Path) -> None:
    """Where a folder has the name of the page, the error comes, and no half-written file stays."""
    (root / "groups" / "a.md").mkdir(parents=True)
    (root / "groups" / "a.md" / "notes.md").write_bytes(b"by hand")

    with pytest.raises(OSError, match=r"a\.md"):
        replace_file(root / "groups" / "a.md", b"new")

    assert held(root) == {"groups/a.md/notes.md": b"by hand", "index.md": b"by hand"}


@pytest.mark.parametrize("data", [b"", b"x", b"\0" * 100_000, "سرايا\r\n".encode()])
def test_replace_file(tmp_path: Path, data: bytes) -> None:
    """Bytes are written as they are; folders above are made; the second time nothing is to do."""
    path = tmp_path / "one" / "two" / "f"

    assert replace_file(path, data)
    assert path.read_bytes() == data
    assert not replace_file(path, data)
    assert [item.name for item in path.parent.iterdir()] == ["f"]


def test_a_link_is_replaced_not_followed(tmp_path: Path) -> None:
    """A symbolic link in the place of a page is replaced by the page; where it led stays."""
    (tmp_path / "elsewhere").write_bytes(b"not ours")
    (tmp_path / "page.md").symlink_to(tmp_path / "elsewhere")

    assert replace_file(tmp_path / "page.md", b"page")

    assert (tmp_path / "elsewhere").read_bytes() == b"not ours"
    assert not (tmp_path / "page.md").is_symlink()


def test_mirror(tmp_path: Path) -> None:
    """The target has afterwards what the staging folder has, no more and no less; equal files keep their time."""
    staging, target = tmp_path / "staging", tmp_path / "site"
    wanted = {"index.html": b"new", "a/b.html": b"same", "a/c/d.html": b"d"}
    fill(staging, wanted)
    fill(target, {"index.html": b"old", "a/b.html": b"same", "x/y/z.html": b"gone", "x/k.html": b"gone"})
    age(target)

    assert mirror(staging, target) == Written(2, 1, 2)

    assert held(target) == wanted
    assert (target / "a" / "b.html").stat().st_mtime == OLD
    assert not (target / "x").exists()
    shutil.rmtree(staging)
    fill(staging, wanted)
    assert mirror(staging, target) == Written(0, 3, 0)


def test_mirror_of_files_under_two_names(tmp_path: Path) -> None:
    """A file that is linked into the staging folder, as data is, is one with its place when that is linked too."""
    fill(tmp_path / "content", {"a.json": b"a", "b.json": b"new"})
    fill(tmp_path / "site", {"b.json": b"old"})
    (tmp_path / "staging").mkdir()
    for name in ("a.json", "b.json"):
        (tmp_path / "staging" / name).hardlink_to(tmp_path / "content" / name)
    (tmp_path / "site" / "a.json").hardlink_to(tmp_path / "content" / "a.json")

    assert mirror(tmp_path / "staging", tmp_path / "site") == Written(1, 1, 0)
    assert held(tmp_path / "site") == held(tmp_path / "content") == {"a.json": b"a", "b.json": b"new"}


def test_mirror_lets_everybody_read(tmp_path: Path) -> None:
    """Whatever those who wrote the staging folder would have."""
    for target in ("new", "old"):
        fill(tmp_path / "staging", {"a/index.html": b"x"})
        fill(tmp_path / "old", {"a/index.html": b"y"})
        (tmp_path / "staging" / "a" / "index.html").chmod(0o600)

        mirror(tmp_path / "staging", tmp_path / target)

        assert (tmp_path / target / "a" / "index.html").stat().st_mode & 0o777 == 0o644


def test_mirror_into_nothing(tmp_path: Path) -> None:
    """The first build finds no site."""
    fill(tmp_path / "staging", {"index.html": b"x"})

    assert mirror(tmp_path / "staging", tmp_path / "site") == Written(1, 0, 0)
    assert held(tmp_path / "site") == {"index.html": b"x"}


def test_mirror_removes_links_and_not_where_they_lead(tmp_path: Path) -> None:
    """A link in the target goes; the folder to which it leads is not emptied."""
    fill(tmp_path / "staging", {"index.html": b"x"})
    fill(tmp_path / "elsewhere", {"precious": b"x"})
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "link").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    (tmp_path / "site" / "dead").symlink_to(tmp_path / "nowhere")

    mirror(tmp_path / "staging", tmp_path / "site")

    assert [item.name for item in (tmp_path / "site").iterdir()] == ["index.html"]
    assert held(tmp_path / "elsewhere") == {"precious": b"x"}


def test_lock_is_held_once(tmp_path: Path) -> None:
    """A second process is told at once; after the first has gone the lock is free, also if it failed."""
    state = tmp_path / "made" / "here"
    with lock(state):
        assert second(state) == "held"
        with pytest.raises(LockHeld), lock(state):
            raise AssertionError
    assert second(state) == "free"

    with pytest.raises(ZeroDivisionError), lock(state):
        _ = 1 / 0
    with lock(state):
        pass


def second(state: Path) -> str:
    """Return what another process finds."""
    program = (
        "import sys; from pathlib import Path; from generator.output.writing import LockHeld, lock\n"
        "try:\n with lock(Path(sys.argv[1])): print('free')\nexcept LockHeld: print('held')"
    )
    done = subprocess.run([sys.executable, "-c", program, str(state)], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def write(root: Path, pages: dict[str, bytes]) -> Written:
    with renewing(root, manifest_path(root)) as renewal:
        for path, data in pages.items():
            renewal.put(path, data)
    return renewal.written


def manifest_path(root: Path) -> Path:
    return root.parent / ".atlas" / "pages.json"


def manifest(root: Path) -> list[str]:
    files = json.loads(manifest_path(root).read_bytes())["files"]
    assert isinstance(files, list)
    return files


def fill(folder: Path, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def held(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder, hidden ones too: a half-written one would show."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def age(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            os.utime(path, (OLD, OLD))
