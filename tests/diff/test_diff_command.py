"""`atlas diff`: from a revision and a working tree to a report."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator import cli
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

    run(tmp_path, "main")
    assert "- Group of-main" in capsys.readouterr().out
    run(tmp_path, "main", "--merge-base")
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
        "    Founded: added: 2003; sources + s; 1 origin\n"
    )


@pytest.mark.parametrize("revision", ["nothing", "HEAD~9"])
def test_unknown_revision(revision: str, tmp_path: Path, capsys: Printed) -> None:
    repository(tmp_path)

    assert run(tmp_path, revision) == 2
    assert capsys.readouterr().err.startswith(f"atlas: git knows no revision `{revision}` here")


def test_pages(tmp_path: Path, capsys: Printed) -> None:
    """Those whose Markdown becomes other: of the entry, of what it names, of the indexes."""
    settings = repository(tmp_path)
    put(settings, "groups/g1", "founded: {value: 2003, by: g2, cite: [s]}")

    assert run(tmp_path, "HEAD", "--pages") == 0
    pages = capsys.readouterr().out.split()
    assert {"groups/g1.html", "groups/g2.html", "publishers/paper.html"} <= set(pages)
    assert "groups/g3.html" not in pages
    assert pages == sorted(pages)


def test_pages_of_a_store_with_errors(tmp_path: Path, capsys: Printed) -> None:
    """No page can be made: those of the changed entries are named, and that it is so."""
    settings = repository(tmp_path)
    put(settings, "groups/bad", "founded: 2003")
    put(settings, "groups/g1", "founded: {value: 2003, cite: [s]}")

    assert run(tmp_path, "HEAD", "--pages") == 0
    printed = capsys.readouterr()
    assert printed.out == "groups/g1.html\n"
    assert "there are errors in the store" in printed.err
