"""`atlas diff`: from a revision and a working tree to a report."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from euphrates_atlas import cli
from euphrates_atlas.settings import Settings
from tests.repositories import commit, git, put, repository

Printed = pytest.CaptureFixture[str]


def run(root: Path, *arguments: str) -> int:
    return cli.main(["--root", str(root), "diff", *arguments])


def test_nothing_changed(tmp_path: Path, capsys: Printed) -> None:
    repository(tmp_path)

    assert run(tmp_path, "HEAD") == 0
    assert capsys.readouterr().out == "since HEAD: nothing changed in meaning\n"


def test_the_working_tree_counts(tmp_path: Path, capsys: Printed) -> None:
    """Committed or not; the status is 0, whatever changed."""
    settings = repository(tmp_path)
    put(settings, "groups/new", "")

    assert run(tmp_path, "HEAD", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["counts"] == {"entries added": 1, "statements added": 1}


def test_since_the_branches_parted(tmp_path: Path, capsys: Printed) -> None:
    """What main gained is no change of the branch."""
    settings = repository(tmp_path)
    git(tmp_path, "branch", "other")
    put(settings, "groups/of-main", "")
    commit(tmp_path)
    git(tmp_path, "checkout", "--quiet", "other")

    run(tmp_path, "main", "--exact")
    assert "- Group of-main" in capsys.readouterr().out
    run(tmp_path, "main")
    assert capsys.readouterr().out == "since main: nothing changed in meaning\n"


def test_errors_on_either_side(tmp_path: Path, capsys: Printed) -> None:
    """What can be read is compared, and what cannot is named."""
    settings = repository(tmp_path, {"groups/x": ""})
    put(settings, "groups/bad-before", "founded: 2003")
    commit(tmp_path)
    put(settings, "groups/bad-before", "")
    put(settings, "groups/bad-now", "founded: 2003")
    put(settings, "groups/x", "founded: {value: 2003, cite: [s]}")

    assert run(tmp_path, "HEAD") == 0
    assert capsys.readouterr().out == (
        "since HEAD: entries changed: 1, statements added: 1\n"
        "not compared, because it cannot be read at the revision: entities/groups/bad-before.yml\n"
        "not compared, because it cannot be read now: entities/groups/bad-now.yml\n"
        "\n"
        "~ Group x: A group (changed)\n"
        "    page: groups/x.html\n"
        "    Founded: added: 2003; origins of the value: 1\n"
        "      s <https://example.org/>\n"
    )


@pytest.mark.parametrize("revision", ["", "a\0b"])
def test_what_names_no_revision(revision: str, tmp_path: Path, capsys: Printed) -> None:
    """As where a variable of a script is empty."""
    repository(tmp_path)

    assert run(tmp_path, revision) == 2
    assert (
        capsys.readouterr().err == "atlas: the revision is empty or no name: give a branch, tag or commit, as HEAD~3\n"
    )


@pytest.mark.parametrize("revision", ["nothing", "HEAD~9"])
def test_unknown_revision(revision: str, tmp_path: Path, capsys: Printed) -> None:
    repository(tmp_path)

    assert run(tmp_path, revision) == 2
    assert capsys.readouterr().err.startswith(f"atlas: git knows no revision `{revision}` here")


def test_a_store_that_is_another_repository(tmp_path: Path, capsys: Printed) -> None:
    """Its entries are not those of the commit: they would all seem new."""
    settings = repository(tmp_path / "store")
    (tmp_path / "whole").mkdir()
    git(tmp_path / "whole", "init", "--quiet", "--initial-branch=main")
    settings.entities.rename(tmp_path / "whole" / "entities")
    (tmp_path / "store" / ".git").rename(tmp_path / "whole" / "entities" / ".git")
    commit(tmp_path / "whole" / "entities")
    commit(tmp_path / "whole")

    assert run(tmp_path / "whole", "HEAD") == 2
    assert "entities/ is a link or another repository" in capsys.readouterr().err


def test_nothing_committed_yet(tmp_path: Path, capsys: Printed) -> None:
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    put(Settings(tmp_path), "groups/x", "")

    assert run(tmp_path, "HEAD") == 2
    assert "is anything committed" in capsys.readouterr().err


def test_pages_of_changed_entries(tmp_path: Path, capsys: Printed) -> None:
    """In each format, and in a store with errors too; an entry that is gone has none."""
    settings = repository(tmp_path, {"groups/gone": ""})
    (settings.entities / "groups" / "gone.yml").unlink()
    put(settings, "groups/bad", "founded: 2003")
    put(settings, "groups/g1", "founded: {value: 2003, cite: [s]}")

    run(tmp_path, "HEAD")
    assert "~ Group g1: A group (changed)\n    page: groups/g1.html\n" in capsys.readouterr().out
    run(tmp_path, "HEAD", "--format", "markdown")
    assert "### Group: A group (changed) `groups/g1.html`\n" in capsys.readouterr().out
    run(tmp_path, "HEAD", "--format", "json")
    pages = [(entry["id"], entry["page"]) for entry in json.loads(capsys.readouterr().out)["entries"]]
    assert pages == [("g1", "groups/g1.html"), ("gone", "")]
