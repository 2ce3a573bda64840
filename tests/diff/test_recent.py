"""The history of the store as changes in meaning."""

from __future__ import annotations

from pathlib import Path

import pytest

from euphrates_atlas.diff import recent as recent_module
from euphrates_atlas.diff.changes import RecentDay, entry_lines
from euphrates_atlas.render.overviews.change_words import change_words
from euphrates_atlas.settings import Settings
from euphrates_atlas.site.parts import read_history
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


def recent(settings: Settings) -> list[RecentDay]:
    checked = check(settings)
    assert checked.atlas is not None
    found = read_history(settings, checked.atlas)
    assert found is not None
    return found


def newest(settings: Settings) -> list[tuple[str, str]]:
    """Return id and words of each change of the last day."""
    return sorted((change.id, change_words(change)) for _, change in recent(settings)[0].changes)


def told(settings: Settings) -> list[str]:
    """Return the lines of the last day on what its entries said before and after."""
    return [line for _, change in recent(settings)[0].changes for line in entry_lines(change, str, ids=False)]


def later(root: Path, day: str = "2026-11-21") -> None:
    """Commit everything on another day than the first commit of a repository."""
    commit(root, day=day)


def test_what_a_day_brought(tmp_path: Path) -> None:
    """New and removed entries, statements added, corrected, re-ranked and removed, prose and names."""
    settings = repository(tmp_path, {"groups/x": FIRST, "groups/away": ""})
    put(settings, "groups/x", SECOND)
    put(settings, "groups/new", "")
    (settings.entities / "groups" / "away.yml").unlink()
    later(tmp_path)

    assert newest(settings) == [
        ("away", "entry removed"),
        ("new", "new group"),
        (
            "x",
            "an account of the founding corrected; an account of the founding now preferred; the lead rewritten; a name added",
        ),
    ]


def test_several_commits_of_a_day_are_one_change(tmp_path: Path) -> None:
    """What came and went on one day is not told; each day has its own."""
    settings = repository(tmp_path, {"groups/x": "name: One", "groups/y": "name: Y"})
    for name in ("Two", "Three"):
        put(settings, "groups/x", f"name: {name}")
        put(settings, "groups/y", f"name: {name}")
        put(settings, "groups/brief", "")
        later(tmp_path)
    (settings.entities / "groups" / "brief.yml").unlink()
    put(settings, "groups/y", "name: Y")
    later(tmp_path)
    put(settings, "groups/x", "name: Four")
    later(tmp_path, "2026-11-22")

    days = [(day.day.day, [(c.id, c.names_lost, c.names_gained) for _, c in day.changes]) for day in recent(settings)]
    assert days[:2] == [(22, [("x", ("Three",), ("Four",))]), (21, [("x", ("One",), ("Three",))])]


def test_entries_that_carry_others_are_counted(tmp_path: Path) -> None:
    """Sources would fill the list."""
    settings = repository(tmp_path)
    for number in range(3):
        put(settings, f"sources/s{number}", f"url: https://example.org/{number}")
    put(settings, "groups/x", "")
    later(tmp_path)

    day = recent(settings)[0]
    assert [change.id for _, change in day.changes] == ["x"]
    assert day.others == {"sources": 3}


def test_of_many_changes_the_newest_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The others are counted, and no file is read for them."""
    monkeypatch.setattr(recent_module, "MAX_COMPARED", 1)
    monkeypatch.setattr(recent_module, "MAX_NAMED", 1)
    settings = repository(tmp_path, {"groups/x": "", "groups/y": ""})
    for name in ("y", "x"):
        put(settings, f"groups/{name}", "name: Other")
        put(settings, f"groups/new-{name}", "")
        later(tmp_path)

    day, first = recent(settings)
    assert [change.id for _, change in day.changes] == ["new-x", "x"]
    assert day.others == {"groups": 2}
    assert (first.changes, sum(first.others.values()) > 2) == ((), True)


def test_another_id_is_no_new_entry(tmp_path: Path) -> None:
    """The old one is kept among its redirects."""
    settings = repository(tmp_path, {"groups/old": "name: Eks"})
    git(tmp_path, "mv", "entities/groups/old.yml", "entities/groups/young.yml")
    put(settings, "groups/young", "name: Eks\nredirects: [old]")
    later(tmp_path)

    assert newest(settings) == [("young", "new address, was old")]


def test_an_id_that_has_changed_again_since(tmp_path: Path) -> None:
    """Each day tells the change that it brought."""
    settings = repository(tmp_path, {"groups/old": "name: Eks"})
    for day, old, new, redirects in (("21", "old", "young", "old"), ("22", "young", "last", "old, young")):
        git(tmp_path, "mv", f"entities/groups/{old}.yml", f"entities/groups/{new}.yml")
        put(settings, f"groups/{new}", f"name: Eks\nredirects: [{redirects}]")
        later(tmp_path, f"2026-11-{day}")

    told = [(change.sort, change.old_id, change.id) for day in recent(settings)[:2] for _, change in day.changes]
    assert told == [("renamed", "young", "last"), ("renamed", "old", "young")]


def test_a_file_laid_out_anew_is_no_change(tmp_path: Path) -> None:
    """Its meaning is the same, so it is left out, and the day with it."""
    settings = repository(tmp_path, {"groups/x": "name: Eks"})
    file = settings.entities / "groups" / "x.yml"
    file.write_text("# a comment\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    later(tmp_path)

    assert [day.day.day for day in recent(settings)] == [20]


def test_a_state_that_could_not_be_read_is_told_as_changed(tmp_path: Path) -> None:
    """A broken file in the history breaks no build."""
    settings = repository(tmp_path, {"groups/x": "name: Eks"})
    file = settings.entities / "groups" / "x.yml"
    good = file.read_bytes()
    file.write_bytes(b"name: [\n\xff")
    later(tmp_path)
    file.write_bytes(good)
    later(tmp_path, "2026-11-22")

    assert newest(settings) == [("x", "changed")]


def test_what_is_not_committed_is_no_history(tmp_path: Path) -> None:
    """The file on disk is another than that of the last commit."""
    settings = repository(tmp_path, {"groups/x": "names: [One]"})
    put(settings, "groups/x", "names: [One, Two]")
    later(tmp_path)
    put(settings, "groups/x", "names: [One, Two, Three, Four]")

    assert newest(settings) == [("x", "a name added")]


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


TIE = "relations:\n  - {{type: {}, target: {}, when: 2019, by: {}, cite: [s{}]}}"
"""One statement on a tie of a group: what it is, to whom, who says so, and the place in the source."""


def test_before_and_after_are_told_as_pages_tell_them(tmp_path: Path) -> None:
    """With names, labels and dates in words; what has no name any more, as it was written."""
    groups = {"groups/who": "name: A ministry", "groups/other": "name: A body", "groups/away": ""}
    settings = repository(tmp_path, {**groups, "groups/x": TIE.format("part-of", "away", "who", "")})
    put(settings, "groups/x", TIE.format("linked-to", "other", "who", " p. 3"))
    (settings.entities / "groups" / "away.yml").unlink()
    later(tmp_path)

    assert told(settings) == [
        "Relations: edited: type: part of, target: away (2019), by A ministry → type: linked to, target: A body (2019), by A ministry",
        "Relations: citation of A work: revised",
    ]


def test_what_has_no_words_is_only_said_to_be_revised(tmp_path: Path) -> None:
    """Readers of a page are not shown the parts of a citation as its file has them."""
    groups = {"groups/who": "name: A ministry", "groups/other": "name: A body"}
    settings = repository(tmp_path, {**groups, "groups/x": TIE.format("linked-to", "other", "who", "")})
    put(settings, "groups/x", TIE.format("linked-to", "other", "who", " p. 3"))
    later(tmp_path)
    assert told(settings) == [
        "Relations: type: linked to, target: A body (2019), by A ministry",
        "Relations: citation of A work: revised",
    ]


def test_parts_of_a_statement_have_their_labels(tmp_path: Path) -> None:
    """Readers know the words of pages, not the names of fields in files."""
    toll = "casualties: {{category: all, measure: killed, low: {}, as_of: 2025-01-02, verbatim: {}, cite: [s]}}"
    settings = repository(tmp_path, {"strikes/2025-a": toll.format(3, "some")})
    put(settings, "strikes/2025-a", toll.format(4, "a few"))
    later(tmp_path)

    who, day = "who they were: people in all, what happened to them: killed", "count as of: 2 January 2025"
    assert told(settings) == [
        f"Toll: edited: {who}, at least: 3, {day} → {who}, at least: 4, {day}",
        "Toll: words of the source: some → a few",
    ]


def test_sentences_are_told_in_plain_words(tmp_path: Path) -> None:
    """Those that went and came, with the names of today; an entry that is gone stands by its id."""
    lead = "summary: >-\n  [[other]] and [[away]] founded it [@s]. It is small [@s]. {} [@s p. 3]."
    groups = {"groups/other": "name: A body", "groups/away": ""}
    settings = repository(tmp_path, {**groups, "groups/x": lead.format("It ended in 2019")})
    put(settings, "groups/x", lead.format("It goes on").replace("and [[away]] founded", "founded"))
    (settings.entities / "groups" / "away.yml").unlink()
    later(tmp_path)

    assert told(settings) == [
        "the lead: 12 to 9 words",
        "  gone: A body and away founded it.",
        "  gone: It ended in 2019.",
        "  new: A body founded it.",
        "  new: It goes on.",
    ]


def test_a_name_in_place_of_an_id_is_no_edit_for_readers(tmp_path: Path) -> None:
    """The label of a body is replaced by the id of its new entry: both read the same."""
    said = "founded: {{value: 2003, by: {}, cite: [s]}}"
    settings = repository(tmp_path, {"groups/x": said.format("{label: A body}")})
    put(settings, "groups/body", "name: A body")
    put(settings, "groups/x", said.format("body"))
    later(tmp_path)
    assert told(settings) == ["Founded: 2003, by A body"]
