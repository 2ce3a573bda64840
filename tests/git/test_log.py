"""The commits that touched the store, as git tells them."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import git as history
from generator.git import ChangeKind, HistoryError, commits
from tests.repositories import commit, git, put, repository


def told(root: Path) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return subject, and status and path of each file, of every commit."""
    return [(c.subject, [(f.sort.name, f.file) for f in c.files]) for c in commits(root, "entities")]


def test_each_commit_tells_what_it_touched(tmp_path: Path) -> None:
    """Newest first; what is beside the entries is passed over."""
    settings = repository(tmp_path)
    put(settings, "groups/x", "name: One")
    commit(tmp_path, "Add x")
    put(settings, "groups/x", "name: Two")
    (settings.entities / "groups" / "g3.yml").unlink()
    (settings.entities / "README.md").write_text("no entry", encoding="utf-8")
    commit(tmp_path, "Mend x | 100% “quoted”")
    (tmp_path / "notes.txt").write_text("beside", encoding="utf-8")
    commit(tmp_path, "Beside the store")

    assert told(tmp_path)[:2] == [
        ("Mend x | 100% “quoted”", [("REMOVED", "entities/groups/g3.yml"), ("CHANGED", "entities/groups/x.yml")]),
        ("Add x", [("ADDED", "entities/groups/x.yml")]),
    ]
    (change,) = [f for f in commits(tmp_path, "entities")[0].files if f.sort is ChangeKind.CHANGED]
    assert change.states is not None
    before, after = change.states
    assert (b"One" in before.data, b"Two" in after.data, before.folder, before.id) == (True, True, "groups", "x")


def test_a_merge_is_one_change(tmp_path: Path) -> None:
    """What a branch did step by step came to the store at once."""
    settings = repository(tmp_path)
    git(tmp_path, "checkout", "--quiet", "-b", "branch")
    for name in ("One", "Two", "Three"):
        put(settings, "groups/x", f"name: {name}")
        commit(tmp_path, name)
    git(tmp_path, "checkout", "--quiet", "main")
    git(tmp_path, "merge", "--quiet", "--no-ff", "-m", "Merge x", "branch")

    assert told(tmp_path)[0] == ("Merge x", [("ADDED", "entities/groups/x.yml")])
    assert [subject for subject, _ in told(tmp_path)] == ["Merge x", "x"]


def test_of_older_files_only_the_names_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a long history costs no more than a short one."""
    monkeypatch.setattr(history, "MAX_READ", 1)
    settings = repository(tmp_path, {"groups/x": "name: Zero"})
    for name in ("One", "Two"):
        put(settings, "groups/x", f"name: {name}")
        commit(tmp_path, name)

    assert [c.files[0].states is not None for c in commits(tmp_path, "entities")[:2]] == [True, False]


def test_a_copy_without_older_commits_is_known(tmp_path: Path) -> None:
    """And its history is not taken for the whole."""
    settings = repository(tmp_path / "whole")
    put(settings, "groups/x", "")
    commit(tmp_path / "whole")
    git(tmp_path, "clone", "--quiet", "--depth=1", (tmp_path / "whole").as_uri(), "part")

    assert commits(tmp_path / "whole", "entities")
    with pytest.raises(HistoryError, match="lacks older commits"):
        commits(tmp_path / "part", "entities")


def test_without_a_repository_there_is_no_history(tmp_path: Path) -> None:
    """It is said, not guessed."""
    with pytest.raises(HistoryError):
        commits(tmp_path, "entities")


def test_a_repository_without_commits_has_no_history(tmp_path: Path) -> None:
    """Git refuses, and that is passed on in its words."""
    git(tmp_path, "init", "--quiet")
    with pytest.raises(HistoryError):
        commits(tmp_path, "entities")
