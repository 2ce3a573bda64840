"""Folders brought to a wanted state: what is equal stays, what is ours goes, what is not ours is never touched."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from euphrates_atlas.atomic_files import Written
from euphrates_atlas.site.folder_update import FolderUpdate, clear_staging
from tests.folders import files

PAGES = {"groups/a.md": b"a", "groups/index.md": b"index", "glossary/index.md": b"codes"}
BY_HAND = {"index.md": b"by hand"}
OLD = 1_000_000_000
"""A time long past, in seconds: a file that is written again has another."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder of pages with one that is written by hand."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "index.md").write_bytes(b"by hand")
    return tmp_path / "content"


def manifest(root: Path) -> Path:
    return root.parent / ".atlas" / "pages.json"


def staged(root: Path, pages: dict[str, bytes]) -> FolderUpdate:
    clear_staging(root.parent / "staging")
    update = FolderUpdate(root, root.parent / "staging")
    for path, data in pages.items():
        update.put(path, data)
    return update


def write(root: Path, pages: dict[str, bytes]) -> Written:
    return staged(root, pages).commit(manifest(root))


def write_whole(root: Path, pages: dict[str, bytes]) -> Written:
    return staged(root, pages).commit_whole()


def named(root: Path) -> list[str]:
    """Return the files that the manifest names."""
    return list(json.loads(manifest(root).read_bytes())["files"])


def refuse_moves(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the staging folder be on another disk."""
    move = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if "staging" in self.parts:
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))
        return move(self, target)

    monkeypatch.setattr(Path, "replace", refuse)


def age(folder: Path) -> None:
    for path in folder.rglob("*"):
        os.utime(path, (OLD, OLD))


def test_pages_are_written_and_equal_ones_are_left_alone(root: Path) -> None:
    """Each stands where its path says, readable to all; one with the same bytes keeps its time."""
    assert write(root, PAGES) == Written(3, 0, 0)
    assert files(root) == {**PAGES, **BY_HAND}
    assert named(root) == sorted(PAGES)
    assert (root / "groups" / "a.md").stat().st_mode & 0o777 == 0o644

    age(root)
    assert write(root, {**PAGES, "groups/a.md": b"b"}) == Written(1, 2, 0)
    assert {path for path in files(root) if (root / path).stat().st_mtime != OLD} == {"groups/a.md"}


def test_pages_of_earlier_runs_are_removed(root: Path) -> None:
    """They go with the folders that they leave empty; a neighbour that somebody wrote stays, one that is gone is no error."""
    write(root, {**PAGES, "leaders/b.md": b"b", "leaders/c.md": b"c"})
    (root / "groups" / "notes.md").write_bytes(b"by hand")
    (root / "leaders" / "c.md").unlink()

    assert write(root, {"glossary/index.md": b"codes"}) == Written(0, 1, 4)
    assert files(root) == {"glossary/index.md": b"codes", "groups/notes.md": b"by hand", **BY_HAND}
    assert not (root / "leaders").exists()
    assert named(root) == ["glossary/index.md"]


def test_a_folder_of_the_program_alone(root: Path) -> None:
    """Of a site every other file goes, and every link, but nothing where a link leads."""
    elsewhere = root.parent / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "index.md").write_bytes(b"precious")
    for link in ("groups", "linked", "dead"):
        (root / link).symlink_to(elsewhere if link != "dead" else "nowhere", target_is_directory=True)
    (root / "x" / "y").mkdir(parents=True)
    (root / "x" / "y" / ".new-z").write_bytes(b"half")

    assert write_whole(root, PAGES) == Written(3, 0, 4)
    assert files(root) == PAGES
    assert sorted(path.name for path in root.iterdir()) == ["glossary", "groups"]
    assert not (root / "groups").is_symlink()
    assert files(elsewhere) == {"index.md": b"precious"}

    age(root)
    assert write_whole(root, {**PAGES, "groups/a.md": b"b"}) == Written(1, 2, 0)
    assert (root / "groups" / "index.md").stat().st_mtime == OLD


@pytest.mark.parametrize("write", [write, write_whole])
def test_a_folder_that_is_a_link_is_refused(write: Callable[[Path, dict[str, bytes]], Written], tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "content").symlink_to(tmp_path / "outside", target_is_directory=True)

    with pytest.raises(OSError, match="symbolic link"):
        write(tmp_path / "content", PAGES)
    assert not (tmp_path / "staging").exists()
    assert files(tmp_path / "outside") == {}


DAMAGED = [
    b"",
    b"{",
    b"\xff\xfe",
    b"[]",
    b"null",
    b'"files"',
    b'{"files": 5}',
    b'{"files": "index.md"}',
    b"[" * 100_000,
]
STRANGE = [b'{"files": {"index.md": 1}}', b'{"files": [null, 5, ["index.md"], {}]}']


@pytest.mark.parametrize("damage", [*DAMAGED, *STRANGE])
def test_a_damaged_manifest_names_nothing(root: Path, damage: bytes) -> None:
    """Nothing is removed, and the next one is right again."""
    write(root, PAGES)
    manifest(root).write_bytes(damage)

    assert write(root, {"groups/a.md": b"a"}) == Written(0, 1, 0)
    assert files(root) == {**PAGES, **BY_HAND}
    assert named(root) == ["groups/a.md"]


UP = ["../outside.md", "groups/../../outside.md", "groups/../index.md", "/outside.md", "./index.md", "..", "/", ".", ""]


@pytest.mark.parametrize(
    "path", [*UP, "index.md", "groups/", "groups//a.md", "groups", "groups/a.md\0", "groups/folder", "linked/inside.md"]
)
def test_a_manifest_that_points_elsewhere(root: Path, path: str) -> None:
    """Only files in folders below the root are ever removed, whatever it says."""
    others = {root.parent / "outside.md", root.parent / "real" / "inside.md", root / "groups" / "folder" / "notes.md"}
    for other in others:
        other.parent.mkdir(parents=True, exist_ok=True)
        other.write_bytes(b"not ours")
    (root / "linked").symlink_to(root.parent / "real", target_is_directory=True)
    manifest(root).parent.mkdir()
    manifest(root).write_text(json.dumps({"files": [path]}), "utf-8")

    write(root, PAGES)
    assert all(other.read_bytes() == b"not ours" for other in others)
    assert (root / "index.md").read_bytes() == b"by hand"


def test_the_later_of_two_counts(root: Path) -> None:
    """Whether it is new or as it was."""
    write(root, PAGES)
    for last, count in ((b"a", Written(0, 1, 2)), (b"z", Written(1, 0, 0))):
        update = staged(root, {"groups/a.md": b"other"})
        update.put("groups/a.md", last)
        assert update.staged("groups/a.md") == last
        assert update.commit(manifest(root)) == count
        assert files(root) == {"groups/a.md": last, **BY_HAND}


def test_parts_that_workers_stage(root: Path) -> None:
    """What a worker staged or kept is put in place with the rest."""
    write(root, PAGES)
    update, worker = (FolderUpdate(root, root.parent / "staging") for _ in range(2))
    worker.put("groups/a.md", b"new")
    worker.put("groups/index.md", b"index")
    update.wanted |= worker.wanted

    assert update.staged("groups/a.md") == b"new"
    assert update.commit(manifest(root)) == Written(1, 1, 1)
    assert files(root) == {"groups/a.md": b"new", "groups/index.md": b"index", **BY_HAND}


@pytest.mark.parametrize("place", ["nothing", "link", "folder", "dead link", "pipe", "below a link"])
def test_a_page_is_never_read_through_a_link(root: Path, place: str) -> None:
    """What is no file holds nothing, and holds nobody up."""
    page = root / "groups" / "a.md"
    if place == "below a link":
        (root.parent / "real").mkdir()
        (root.parent / "real" / "a.md").write_bytes(b"x")
        page.parent.symlink_to(root.parent / "real", target_is_directory=True)
    else:
        page.parent.mkdir()
    if place == "folder":
        page.mkdir()
    elif place == "pipe":
        os.mkfifo(page)
    elif "link" in place and place != "below a link":
        page.symlink_to(root / ("index.md" if place == "link" else "nowhere"))

    assert FolderUpdate(root, root.parent / "staging").read("groups/a.md") is None


def test_nothing_is_moved_before_all_is_there(root: Path) -> None:
    """A folder is refused, or a file stands where one should be: no page is another one than before."""
    write(root, PAGES)
    (root / "leaders").write_bytes(b"in the way")

    with pytest.raises(OSError, match="leaders"):
        write(root, {"groups/a.md": b"new", "leaders/b.md": b"b"})
    assert files(root) == {**PAGES, **BY_HAND, "leaders": b"in the way"}


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError])
def test_a_run_that_stops_while_it_moves(
    root: Path, error: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It leaves whole pages; the next run knows what it wrote, and removes what lies beside pages."""
    write(root, {"groups/a.md": b"old", "groups/b.md": b"b"})
    move = Path.replace

    def stop(self: Path, target: Path) -> Path:
        if str(target).endswith("strikes/c.md"):
            raise error
        return move(self, target)

    monkeypatch.setattr(Path, "replace", stop)
    with pytest.raises(error):
        write(root, {"groups/a.md": b"new", "leaders/new.md": b"new", "strikes/c.md": b"c"})
    monkeypatch.undo()
    assert files(root) == {"groups/a.md": b"new", "groups/b.md": b"b", "leaders/new.md": b"new", **BY_HAND}

    (root / "groups" / ".new-a").write_bytes(b"half")
    (root / "groups" / ".new-link").symlink_to("nowhere")
    (root / "groups" / ".new-folder").mkdir()
    assert write(root, {"groups/a.md": b"old"}) == Written(1, 0, 3)
    assert files(root) == {"groups/a.md": b"old", **BY_HAND}
    assert sorted(path.name for path in (root / "groups").iterdir()) == [".new-folder", "a.md"]


def test_a_staging_folder_on_another_disk(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that cannot be moved is copied."""
    refuse_moves(monkeypatch)
    assert write(root, PAGES) == Written(3, 0, 0)
    assert files(root) == {**PAGES, **BY_HAND}


@pytest.mark.parametrize("is_near", [True, False], ids=["same disk", "another disk"])
def test_the_first_files_of_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_near: bool) -> None:
    """They are moved together where that can be done; everybody may look into the folders, whatever the umask says."""
    if not is_near:
        refuse_moves(monkeypatch)
    former = os.umask(0o077)
    try:
        assert write_whole(tmp_path / "site", PAGES) == Written(3, 0, 0)
    finally:
        os.umask(former)
    assert files(tmp_path / "site") == PAGES
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "site", tmp_path / "site" / "groups")} == {0o755}
    assert write_whole(tmp_path / "site", PAGES) == Written(0, 3, 0)


@pytest.mark.parametrize("form", ["folder", "link", "file", "nothing"])
def test_a_staging_folder_is_cleared(tmp_path: Path, form: str) -> None:
    """Of a link to another folder only the link goes."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "precious").write_bytes(b"x")
    staging = tmp_path / "staging"
    {
        "folder": lambda: (staging / "a").mkdir(parents=True),
        "link": lambda: staging.symlink_to(tmp_path / "outside", target_is_directory=True),
        "file": lambda: staging.write_bytes(b"x"),
        "nothing": lambda: None,
    }[form]()

    clear_staging(staging)
    assert not os.path.lexists(staging)
    assert files(tmp_path) == {"outside/precious": b"x"}
