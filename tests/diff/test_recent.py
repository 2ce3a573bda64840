"""The history of the store as changes in meaning."""

from __future__ import annotations

from pathlib import Path

from generator.diff.changes import RecentCommit
from generator.render.overviews.change_pages import change_words
from generator.settings import Settings
from generator.site.parts import read_history
from tests.repositories import commit, git, put, repository
from tests.stores import check

FIRST = """\
names: [Eks]
founded:
  - {value: 2003, cite: [s]}
  - {value: 2007, cite: [s]}
"""
SECOND = """\
names: [Eks, Iks]
summary: Another lead [@s].
founded:
  - {value: 2003, rank: preferred, reason: closest-to-event, cite: [s]}
  - {value: 2008, cite: [s]}
"""


def recent(settings: Settings) -> list[RecentCommit]:
    checked = check(settings)
    assert checked.atlas is not None
    found = read_history(settings, checked.atlas)
    assert found is not None
    return found


def newest(settings: Settings) -> list[tuple[str, str]]:
    """Return id and words of each change of the newest commit."""
    return [(change.id, change_words(change)) for change in recent(settings)[0][1]]


def test_what_a_commit_meant(tmp_path: Path) -> None:
    """New and removed entries, statements added, corrected, re-ranked and removed, prose and names."""
    settings = repository(tmp_path, {"groups/x": FIRST, "groups/away": ""})
    put(settings, "groups/x", SECOND)
    put(settings, "groups/new", "")
    (settings.entities / "groups" / "away.yml").unlink()
    commit(tmp_path, "Mend x")

    assert newest(settings) == [
        ("away", "entry removed"),
        ("new", "new entry"),
        ("x", "now preferred: Founded; edited: Founded; summary rewritten; 1 name changed"),
    ]


def test_another_id_is_no_new_entry(tmp_path: Path) -> None:
    """The old one is kept among its redirects."""
    settings = repository(tmp_path, {"groups/old": "name: Eks"})
    git(tmp_path, "mv", "entities/groups/old.yml", "entities/groups/young.yml")
    put(settings, "groups/young", "name: Eks\nredirects: [old]")
    commit(tmp_path)

    assert newest(settings) == [("young", "new address, was old")]


def test_a_file_laid_out_anew_is_no_change(tmp_path: Path) -> None:
    """Its meaning is the same, so the commit is left out."""
    settings = repository(tmp_path, {"groups/x": "name: Eks"})
    file = settings.entities / "groups" / "x.yml"
    file.write_text("# a comment\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    commit(tmp_path, "Lay out")

    assert [commit.subject for commit, _ in recent(settings)] == ["x"]


def test_a_state_that_could_not_be_read_is_told_as_changed(tmp_path: Path) -> None:
    """A broken file in the history breaks no build."""
    settings = repository(tmp_path, {"groups/x": "name: Eks"})
    file = settings.entities / "groups" / "x.yml"
    good = file.read_bytes()
    file.write_bytes(b"name: [\n\xff")
    commit(tmp_path, "Break")
    file.write_bytes(good)
    commit(tmp_path, "Mend")

    assert newest(settings) == [("x", "changed")]


def test_in_a_copy_without_older_commits_nothing_is_told(tmp_path: Path) -> None:
    """A part of the history would pass for the whole."""
    settings = repository(tmp_path / "whole")
    put(settings, "groups/x", "")
    commit(tmp_path / "whole")
    git(tmp_path, "clone", "--quiet", "--depth=1", (tmp_path / "whole").as_uri(), "part")
    part = Settings(tmp_path / "part")
    checked = check(part)

    assert checked.atlas is not None
    assert read_history(part, checked.atlas) is None
