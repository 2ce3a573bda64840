"""The commits that touched the store, as git tells them."""

from __future__ import annotations

from pathlib import Path

import pytest

from euphrates_atlas.git import ChangeKind, HistoryError, commits, contents
from euphrates_atlas.settings import Settings
from tests.repositories import commit, git, put, repository


def told(root: Path) -> list[list[tuple[str, str]]]:
    """Return what became of each file of every commit, and its path."""
    return [
        [(ChangeKind.of(file.before or None, file.after or None), file.file) for file in commit.files]
        for commit in commits(root, "entities")
    ]


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
        [("removed", "entities/groups/g3.yml"), ("changed", "entities/groups/x.yml")],
        [("added", "entities/groups/x.yml")],
    ]
    assert {sort for sort, _ in told(tmp_path)[2]} == {"added"}
    _, change = commits(tmp_path, "entities")[0].files
    held = contents(tmp_path, (change.before, change.after))
    assert (b"One" in held[change.before], b"Two" in held[change.after]) == (True, True)
    assert (change.folder, change.id) == ("groups", "x")


def test_a_merge_is_one_change(tmp_path: Path) -> None:
    """What a branch did step by step came to the store at once."""
    settings = repository(tmp_path)
    git(tmp_path, "checkout", "--quiet", "-b", "branch")
    for name in ("One", "Two", "Three"):
        put(settings, "groups/x", f"name: {name}")
        commit(tmp_path, name)
    git(tmp_path, "checkout", "--quiet", "main")
    git(tmp_path, "merge", "--quiet", "--no-ff", "-m", "Merge x", "branch")

    assert told(tmp_path)[0] == [("added", "entities/groups/x.yml")]
    assert len(told(tmp_path)) == 2


def test_a_merge_that_brings_the_store(tmp_path: Path) -> None:
    """The branch that it came to had none: all is added, and nothing else is told twice."""
    (tmp_path / "README.md").write_text("first", encoding="utf-8")
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    commit(tmp_path)
    git(tmp_path, "checkout", "--quiet", "-b", "branch")
    put(Settings(tmp_path), "groups/x", "")
    commit(tmp_path)
    git(tmp_path, "checkout", "--quiet", "main")
    git(tmp_path, "merge", "--quiet", "--no-ff", "-m", "Merge", "branch")

    assert told(tmp_path) == [[("added", "entities/groups/x.yml")]]


def test_links_are_no_entries(tmp_path: Path) -> None:
    """A file that becomes a link is one that was removed."""
    settings = repository(tmp_path, {"groups/x": ""})
    (settings.entities / "groups" / "x.yml").unlink()
    for name in ("x", "other"):
        (settings.entities / "groups" / f"{name}.yml").symlink_to("g1.yml")
    commit(tmp_path)

    assert told(tmp_path)[0] == [("removed", "entities/groups/x.yml")]


def test_an_atlas_below_the_top_of_its_repository(tmp_path: Path) -> None:
    """Paths are those below the atlas."""
    root = tmp_path / "part"
    settings = repository(root)
    (root / ".git").rename(tmp_path / ".git")
    put(settings, "groups/x", "")
    commit(tmp_path)

    assert ("added", "entities/groups/x.yml") in told(root)[0]


def test_a_copy_without_older_commits_is_known(tmp_path: Path) -> None:
    """And its history is not taken for the whole."""
    settings = repository(tmp_path / "whole")
    put(settings, "groups/x", "")
    commit(tmp_path / "whole")
    git(tmp_path, "clone", "--quiet", "--depth=1", (tmp_path / "whole").as_uri(), "part")

    assert commits(tmp_path / "whole", "entities")
    with pytest.raises(HistoryError, match="which lacks older commits"):
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
