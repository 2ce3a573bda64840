"""`atlas rename`: a new id everywhere, nothing else, and nothing at all where anything is in the way."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

from euphrates_atlas.cli import main
from euphrates_atlas.edit.renaming import rename
from euphrates_atlas.model.atlas import Atlas
from euphrates_atlas.settings import Settings
from euphrates_atlas.store.store import read_store
from tests.stores import CORPUS, check, write_store

ENTRIES = {
    "places/land": "name: Land\ntype: country\ncountry: IQ\n",
    "publishers/paper": "name: Paper\ntype: newspaper\n",
    "sources/paper-2024": (
        "type: report\ntitle: T\npublisher: paper\nissued: 2024\nlanguage: en\nurl: https://example.org/\n"
    ),
    "groups/old": (
        "name: Old\nsummary: A group [@paper-2024 p. 1].\ntype: {value: armed-group, cite: [paper-2024 p. 1]}\n"
        "reviewed: 2026-11-20  # checked\n"
    ),
    "groups/other": """\
name: Other
summary: >-
  A group [@paper-2024 p. 1; @paper-2024 p.
  2] beside [[old]] and "[[old|old friends]]" [@paper-2024 p. 3].
type:   {by: 'old', value: armed-group,cite: [ "paper-2024 p. 1" ]}
relations:
  - # old
    type: allied-with
    target:    old   # old stays in a comment
    cite:
    - paper-2024  p. 4
    - {src: paper-2024, loc: p. 5}
  - {type: part-of, target: older, by: {label: old hands, of: old}, was: [00000000], cite: [paper-2024 p. 6]}
different_from: [older, old]
reviewed: 2026-11-20
""",
    "groups/older": (
        "name: Older\nsummary: A group [@paper-2024 p. 1].\ntype: {value: armed-group, cite: [paper-2024 p. 1]}\n"
        "reviewed: 2026-11-20\n"
    ),
}


def store(root: Path, **more: str) -> Settings:
    return write_store(root, {**ENTRIES, **more})


def atlas_of(settings: Settings) -> Atlas:
    checked = check(settings)
    assert checked.atlas is not None, [f"{d.file} {d.message}" for d in checked.findings]
    return checked.atlas


def files(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def run(root: Path, old: str, new: str) -> int:
    return main(["--root", str(root), "rename", old, new])


def test_an_id_changes_wherever_it_is_used(tmp_path: Path) -> None:
    """Values, speakers, lists, links in prose; not words, comments or ids that only begin alike."""
    settings = store(tmp_path)
    before = {fact.field: fact.id for fact in atlas_of(settings)["other"].facts if fact.field == "type"}
    relations = [fact.id for fact in atlas_of(settings)["other"].facts_of("relations")]

    changed = rename(settings, read_store(settings), "old", "new-name")

    assert changed == ["entities/groups/new-name.yml", "entities/groups/other.yml"]
    assert not (settings.entities / "groups/old.yml").exists()
    assert (settings.entities / "groups/new-name.yml").read_text() == ENTRIES["groups/old"].replace(
        "reviewed:", "redirects: [old]\nreviewed:"
    )
    expected = (
        ENTRIES["groups/other"]
        .replace("[[old", "[[new-name")
        .replace("'old'", "'new-name'")
        .replace("cite: [ ", f"was: [{before['type']}], cite: [ ")
        .replace("target:    old ", "target:    new-name ")
        .replace("    cite:\n", f"    was: [{relations[0]}]\n    cite:\n")
        .replace("of: old}", "of: new-name}")
        .replace("[00000000]", f"[{relations[1]}, 00000000]")
        .replace("[older, old]", "[older, new-name]")
    )
    assert (settings.entities / "groups/other.yml").read_text() == expected
    assert atlas_of(settings)["new-name"].record.redirects == ("old",)


def test_a_source_changes_in_every_citation(tmp_path: Path) -> None:
    settings = store(tmp_path)

    rename(settings, read_store(settings), "paper-2024", "paper-2024-topic")

    text = (settings.entities / "groups/other.yml").read_text()
    assert text == ENTRIES["groups/other"].replace("paper-2024", "paper-2024-topic")
    source = (settings.entities / "sources/paper-2024-topic.yml").read_text()
    assert source == ENTRIES["sources/paper-2024"] + "redirects: [paper-2024]\n"


def test_a_key_that_groups_origins_changes_with_the_id_that_it_is(tmp_path: Path) -> None:
    """Else two citations that counted as one origin would count as two."""
    source = ENTRIES["sources/paper-2024"] + "origin: paper\n"
    settings = store(tmp_path, **{"sources/paper-2024": source})

    rename(settings, read_store(settings), "paper", "the-paper")

    text = (settings.entities / "sources/paper-2024.yml").read_text()
    assert text == source.replace("publisher: paper", "publisher: the-paper").replace(
        "origin: paper", "origin: the-paper"
    )


def test_there_and_back(tmp_path: Path) -> None:
    """The entry has its id again, the other leads there, and every statement its address."""
    settings = store(tmp_path)
    first = [fact.id for entry in atlas_of(settings).entries.values() for fact in entry.facts]

    rename(settings, read_store(settings), "old", "new")
    second = [fact.id for entry in atlas_of(settings).entries.values() for fact in entry.facts]
    rename(settings, read_store(settings), "new", "old")
    atlas = atlas_of(settings)

    assert [fact.id for entry in atlas.entries.values() for fact in entry.facts] == first != second
    assert atlas["old"].record.redirects == ("new",)
    for fact in atlas["other"].facts:
        assert fact.id not in fact.statement.was


def test_line_ends_and_byte_order_mark_stay(tmp_path: Path) -> None:
    settings = store(tmp_path)
    for id in ("old", "other"):
        path = settings.entities / f"groups/{id}.yml"
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))

    rename(settings, read_store(settings), "old", "new")

    for id in ("new", "other"):
        data = (settings.entities / f"groups/{id}.yml").read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")
        assert data.count(b"\n") == data.count(b"\r\n")


def test_comments_stay_with_their_fields(tmp_path: Path) -> None:
    """`redirects` and `was` are written above the comments of the field that follows."""
    other = """\
relations:
  - type: part-of
    target: old
# of the second list
    # of the sources
    cite:
    - paper-2024
# read again in full
reviewed: 2026-11-20
"""
    head = ENTRIES["groups/older"].partition("reviewed")[0]
    old = ENTRIES["groups/old"].replace("reviewed", "# read again\n# in full\nreviewed")
    settings = store(tmp_path, **{"groups/old": old, "groups/older": head + other})

    rename(settings, read_store(settings), "old", "new")

    text = (settings.entities / "groups/older.yml").read_text()
    assert "    target: new\n    was: [" in text
    assert "]\n# of the second list\n    # of the sources\n    cite:\n" in text
    text = (settings.entities / "groups/new.yml").read_text()
    assert "\nredirects: [old]\n# read again\n# in full\nreviewed: 2026" in text


@pytest.mark.parametrize("layout", ["an end", "indented", "an end of a block"])
def test_layouts_that_are_rare(layout: str, tmp_path: Path) -> None:
    """`redirects` comes at the end of the fields, wherever the file ends."""
    text = ENTRIES["publishers/paper"]
    texts = {
        "an end": f"{text}...\n",
        "indented": "".join(f"  {line}\n" for line in text.splitlines()),
        "an end of a block": f"{text}gaps:\n- Who pays\n- Who reads\n# The end",
    }
    settings = store(tmp_path, **{"publishers/paper": texts[layout]})

    rename(settings, read_store(settings), "paper", "journal")

    assert atlas_of(settings)["journal"].record.redirects == ("paper",)


def test_a_layout_that_cannot_be_changed_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With the way out; nothing is changed."""
    settings = store(tmp_path, **{"publishers/paper": ENTRIES["publishers/paper"] + "redirects: >-\n  gazette\n"})
    before = files(settings.entities)

    assert run(tmp_path, "paper", "journal") == 1

    told = "entities/publishers/paper.yml: its layout is too unusual to be changed: run `atlas fmt` on it first"
    assert told in capsys.readouterr().err
    assert files(settings.entities) == before


REFUSED = [
    ("odl", "x", "no entry has the id `odl`: did you mean `old`?"),
    ("gone", "x", "`gone` is an old id: the entry is now `older`"),
    ("old", "Not an id", "`Not an id` is not an id"),
    ("old", "con", "`con` is not an id"),
    ("old", "null", "`null` is not an id"),
    ("old", "../x", "`../x` is not an id"),
    ("old", "other", "the id `other` is taken by entities/groups/other.yml"),
    ("old", "paper", "the id `paper` is taken by entities/publishers/paper.yml"),
    ("old", "old", "the id `old` is taken by entities/groups/old.yml"),
    ("old", "gone", "`gone` is an old id of entities/groups/older.yml"),
]


@pytest.mark.parametrize(("old", "new", "reason"), REFUSED)
def test_refused(old: str, new: str, reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With the reason, and no file changed."""
    store(tmp_path, **{"groups/older": ENTRIES["groups/older"] + "redirects: [gone]\n"})
    before = files(tmp_path / "entities")

    assert run(tmp_path, old, new) == 1
    assert reason in capsys.readouterr().err
    assert files(tmp_path / "entities") == before


def test_a_store_with_errors_is_left(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store(tmp_path, **{"groups/broken": "name: Broken\n"})
    before = files(tmp_path / "entities")

    assert run(tmp_path, "old", "new") == 1
    told = capsys.readouterr()
    assert "A202 missing-key" in told.out
    assert "the store has errors" in told.err
    assert files(tmp_path / "entities") == before


def test_an_event_keeps_a_date_in_its_id(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As `atlas new` asks for one; what is no event needs none."""
    shutil.copytree(CORPUS / "entities", tmp_path / "entities")
    before = files(tmp_path / "entities")

    for id in ("blast-at-the-camp", "2024x", "9999", "0000-99-99-x"):
        assert run(tmp_path, "2024-04-20-camp-kalsu-explosion", id) == 1
        assert f"`{id}` has no date: the id of an event starts with its date" in capsys.readouterr().err
    assert files(tmp_path / "entities") == before

    assert run(tmp_path, "2024-04-20-camp-kalsu-explosion", "2024-blast-at-the-camp") == 0
    assert run(tmp_path, "2024-blast-at-the-camp", "0850-blast-at-the-camp") == 0


@pytest.mark.parametrize("failing", ["first move", "second move", "removal"])
def test_all_or_nothing(
    failing: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever step fails, every file is as it was, and none is left over."""
    store(tmp_path)
    before = files(tmp_path / "entities")
    moved, unlinked = Path.replace, Path.unlink
    steps = iter(["first move", "second move", "taking back", "taking back"])

    def replace(self: Path, target: Path) -> Path:
        if next(steps) == failing:
            raise OSError(28, "No space left on device", str(target))
        return moved(self, target)

    def unlink(self: Path, missing_ok: bool = False) -> None:
        if self.name == "old.yml" and failing == "removal":
            raise OSError(30, "Read-only file system", str(self))
        unlinked(self, missing_ok)

    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr(Path, "unlink", unlink)

    assert run(tmp_path, "old", "new") == 2
    assert "nothing is renamed" in capsys.readouterr().err
    assert files(tmp_path / "entities") == before


@pytest.mark.parametrize(
    "id", ["kataib-hezbollah", "ap-2024-04-20-kalsu", "kalsu", "shafaq-news", "security-media-cell", "camp-kalsu"]
)
def test_the_worked_examples_are_as_clean_afterwards(id: str, tmp_path: Path) -> None:
    """The check finds what it found before, and nothing refers to the old id."""
    shutil.copytree(CORPUS / "entities", tmp_path / "entities")
    settings = Settings(tmp_path)
    before = Counter(d.rule.code for d in check(settings).findings)

    rename(settings, read_store(settings), id, "2024-04-20-quite-another")

    checked = check(settings)
    assert Counter(d.rule.code for d in checked.findings) == before
    assert checked.atlas is not None
    assert id not in checked.atlas.mentions
    assert id not in checked.atlas.uses
