"""The store at a revision, out of git's own files."""

from __future__ import annotations

from pathlib import Path

import pytest

from euphrates_atlas import git as history
from euphrates_atlas.git import HistoryError, files_at, merge_base, resolve
from tests.repositories import commit, git, put, repository


def held(root: Path, revision: str) -> dict[str, bytes]:
    return {file.file: file.read() for file in files_at(root, resolve(root, revision), "entities")}


def test_every_file_as_it_was(tmp_path: Path) -> None:
    """Byte for byte, whatever the working tree holds."""
    settings = repository(tmp_path, {"groups/x": "name: كتائب\n"})
    before = {path.relative_to(tmp_path).as_posix(): path.read_bytes() for path in settings.entities.glob("*/*.yml")}
    put(settings, "groups/x", "name: Other")
    (settings.entities / "groups" / "g1.yml").unlink()

    assert held(tmp_path, "HEAD") == before
    assert list(before) != sorted(before) or list(held(tmp_path, "HEAD")) == sorted(before)


def test_names_that_a_revision_can_have(tmp_path: Path) -> None:
    """Branch, tag, ancestor, hash and its beginning."""
    settings = repository(tmp_path)
    first = git(tmp_path, "rev-parse", "HEAD")
    git(tmp_path, "tag", "-a", "v1", "-m", "x")
    put(settings, "groups/new", "")
    commit(tmp_path)

    for name in ("HEAD~1", "v1", first, first[:12], "main^"):
        assert resolve(tmp_path, name) == first
    assert "entities/groups/new.yml" not in held(tmp_path, "v1")
    assert "entities/groups/new.yml" in held(tmp_path, "main")


@pytest.mark.parametrize(
    "name", ["nothing", "", "--help", "--output=x", "HEAD:entities", "a b", "\u0000", "-1", "HEAD\nHEAD"]
)
def test_what_is_no_revision(name: str, tmp_path: Path) -> None:
    """A sentence for each, and never an option of git."""
    repository(tmp_path)

    with pytest.raises(HistoryError, match=r"\S"):
        resolve(tmp_path, name)
    assert not (tmp_path / "x").exists()


def test_a_folder_below_the_top_of_the_repository(tmp_path: Path) -> None:
    """The atlas may be a part of a larger repository; paths stay those below the atlas."""
    root = tmp_path / "part"
    repository(root)
    (root / ".git").rename(tmp_path / ".git")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message", "moved")

    assert "entities/groups/g1.yml" in held(root, "HEAD")


def test_what_is_no_entry_is_passed_over(tmp_path: Path) -> None:
    """Links, other endings, hidden files, files of other folders."""
    settings = repository(tmp_path)
    (settings.entities / "groups" / "link.yml").symlink_to("g1.yml")
    (settings.entities / "groups" / "notes.txt").write_text("x")
    (settings.entities / "groups" / ".hidden.yml").write_text("x")
    (settings.entities / "groups" / "deep").mkdir()
    (settings.entities / "groups" / "deep" / "x.yml").write_text("x")
    (settings.entities / "stray.yml").write_text("x")
    before = held(tmp_path, "HEAD")
    commit(tmp_path)

    assert held(tmp_path, "HEAD") == before


def test_contents_that_look_like_answers_of_git(tmp_path: Path) -> None:
    """An empty file, one without an end of line, one that holds such lines."""
    settings = repository(tmp_path)
    texts = {"empty": b"", "open": b"name: x", "tricky": b"0123 blob 5\nmissing\n\n", "bytes": bytes(range(256))}
    for name, data in texts.items():
        (settings.entities / "groups" / f"{name}.yml").write_bytes(data)
    commit(tmp_path)

    found = held(tmp_path, "HEAD")
    assert {name: found[f"entities/groups/{name}.yml"] for name in texts} == texts


def test_where_two_branches_parted(tmp_path: Path) -> None:
    """What main gained meanwhile is none of the branch's changes."""
    settings = repository(tmp_path)
    parted = git(tmp_path, "rev-parse", "HEAD")
    git(tmp_path, "checkout", "--quiet", "-b", "branch")
    put(settings, "groups/of-the-branch", "")
    commit(tmp_path)
    git(tmp_path, "checkout", "--quiet", "main")
    put(settings, "groups/of-main", "")
    commit(tmp_path)
    git(tmp_path, "checkout", "--quiet", "branch")

    assert merge_base(tmp_path, "main") == parted


def test_no_repository(tmp_path: Path) -> None:
    """A copy without history says so."""
    with pytest.raises(HistoryError):
        resolve(tmp_path, "HEAD")
    assert history.newest_commit_time(tmp_path) is None


def test_no_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without git says so."""
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(HistoryError, match="git is not installed"):
        resolve(tmp_path, "HEAD")


def test_git_that_does_not_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not waited for for ever."""
    (tmp_path / "git").write_text("#!/bin/sh\nexec sleep 5\n")
    (tmp_path / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr(history, "_TIMEOUT", 0.2)

    with pytest.raises(HistoryError, match="did not answer"):
        resolve(tmp_path, "HEAD")


def test_newest_commit(tmp_path: Path) -> None:
    """Its time is that of the committer."""
    repository(tmp_path)

    assert history.newest_commit_time(tmp_path) == 1795132800
