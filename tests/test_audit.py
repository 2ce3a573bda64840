"""`atlas audit`: statements drawn at random, their verdicts, and what the page of the state says of them."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from euphrates_atlas.cli import main
from euphrates_atlas.edit.audits import FOLDER, TODO, VERDICTS, read_audits
from euphrates_atlas.edit.new_audit import draw
from euphrates_atlas.render.overviews.state_page import pages
from euphrates_atlas.render.site_input import SiteInput
from euphrates_atlas.text.yaml_reader import read_tree
from tests.overlays import BASE, lay
from tests.stores import atlas_of, whole_store

GROUP = """\
name: Other Brigade
summary: A group [@times-2024-attack].
type: {value: armed-group, cite: [times-2024-attack]}
reviewed: 2026-11-20
"""
Printed = pytest.CaptureFixture[str]
DAY = "2026-11-20"


def audit(root: Path, *arguments: str) -> int:
    return main(["--root", str(root), "audit", *arguments])


def test_an_audit_from_the_draw_to_the_page(tmp_path: Path, capsys: Printed) -> None:
    """It names each statement with its sources; it counts when every verdict is there."""
    lay(tmp_path, BASE)
    assert audit(tmp_path, "6", "--seed", "3", "--today", DAY) == 0
    drawn = capsys.readouterr().out
    file = tmp_path / FOLDER / f"{DAY}.yml"
    text = file.read_text("utf-8")
    assert not isinstance(read_tree(file.name, text.encode()), list)
    assert len(re.findall(r"^  - statement: [a-z0-9-]+#s-[0-9a-f]{8}$", text, re.MULTILINE)) == 6
    assert len(re.findall(r"^\d\. ", drawn, re.MULTILINE)) == 6
    assert "times-2024-attack: " in drawn
    assert "https://" in drawn

    assert audit(tmp_path) == 1
    assert capsys.readouterr().out == f"docs/audits/{DAY}.yml: 6 statements: 6 still to be read\n"
    assert "Audits" not in state(tmp_path)

    for verdict in ("supported", "supported", "supported", "partly", "unreachable", "supported"):
        text = text.replace(TODO, verdict, 1)
    file.write_text(text, "utf-8")
    assert audit(tmp_path) == 0
    assert capsys.readouterr().out == f"docs/audits/{DAY}.yml: 6 statements: 4 supported, 1 partly, 1 unreachable\n"
    page = state(tmp_path)
    row = page.partition("## Audits {#audits}")[2].partition("</table>")[0].rpartition("<tr")[2]
    assert re.sub(r"<[^>]*>", " ", row).split()[-8:] == ["20", "November", "2026", "6", "4", "1", "0", "1"]


def state(root: Path) -> str:
    ((_, page),) = pages(SiteInput(atlas_of({}), audits=read_audits(root)))
    return page


def test_an_entry_is_printed_with_the_words_of_its_sources(tmp_path: Path, capsys: Printed) -> None:
    """Each statement with its note, each source with its title, day and quote; nothing is drawn."""
    group = f"{GROUP}status: {{value: active, note: A note, cite: [{{src: times-2024-attack, loc: para. 2, quote: still active}}]}}\n"
    lay(tmp_path, BASE, files={"groups/other-brigade.yml": group})
    assert audit(tmp_path, "--entry", "other-brigade") == 0
    printed = capsys.readouterr().out
    assert re.sub(r"#s-[0-9a-f]{8}", "", printed).partition("2. ")[2].splitlines() == [
        "other-brigade: status: active",
        "   note: A note",
        "   times-2024-attack: Rockets hit a base; 2024-03-02; https://example.org/attack; para. 2",
        "     “still active”",
    ]
    assert audit(tmp_path, "--entry", "other-brigad") == 2
    assert capsys.readouterr().err.startswith("atlas: there is no entry `other-brigad`")
    assert not (tmp_path / FOLDER).exists()


def test_a_number_and_entries_are_two_commands(tmp_path: Path, capsys: Printed) -> None:
    """Neither is dropped in silence."""
    lay(tmp_path, BASE)
    with pytest.raises(SystemExit, match="2"):
        audit(tmp_path, "6", "--entry", "other-brigade")
    assert "argument --entry: not allowed with argument NUMBER" in capsys.readouterr().err


def test_a_seed_without_a_draw_is_told(tmp_path: Path, capsys: Printed) -> None:
    lay(tmp_path, BASE)
    assert audit(tmp_path, "--seed", "3") == 2
    assert "`--seed` is for a draw: say how many, as in `atlas audit 60 --seed 7`" in capsys.readouterr().err


def test_the_same_seed_draws_the_same() -> None:
    """As many of each kind of subject, none twice, none that is deprecated."""
    atlas = whole_store()
    drawn = draw(atlas, 61, 7)
    assert drawn == draw(atlas, 61, 7) != draw(atlas, 61, 8)
    assert Counter(atlas[fact.entry_id].kind.folder for fact in drawn) == {
        "groups": 16,
        "leaders": 15,
        "bases": 15,
        "strikes": 15,
    }
    assert len({fact.key for fact in drawn}) == 61
    assert all(fact.statement.rank != "deprecated" for fact in drawn)


def test_no_audit_yet(tmp_path: Path, capsys: Printed) -> None:
    lay(tmp_path, BASE)
    assert audit(tmp_path) == 0
    assert capsys.readouterr().out == "no audit is recorded: `atlas audit 60 --seed 1` draws one\n"


def test_nothing_is_overwritten(tmp_path: Path, capsys: Printed) -> None:
    """Neither by a second audit of the day, nor is one drawn of a store with errors."""
    lay(tmp_path, BASE)
    audit(tmp_path, "2", "--today", DAY)
    before = (tmp_path / FOLDER / f"{DAY}.yml").read_bytes()
    assert audit(tmp_path, "4", "--today", DAY) == 0
    assert f"docs/audits/{DAY}-2.yml" in capsys.readouterr().out
    assert (tmp_path / FOLDER / f"{DAY}.yml").read_bytes() == before
    assert [*read_audits(tmp_path)] == [DAY, f"{DAY}-2"]

    for number in ("0", "-5"):
        assert audit(tmp_path, number, "--today", "2026-11-21") == 2
        assert "nothing is drawn" in capsys.readouterr().err
    assert [*read_audits(tmp_path)] == [DAY, f"{DAY}-2"]

    lay(tmp_path, BASE, files={"groups/example-brigade.yml": "name: ["})
    assert audit(tmp_path, "4", "--today", "2026-11-21") == 1
    assert "the store has errors" in capsys.readouterr().err


def test_the_tenth_audit_of_a_day_comes_after_the_ninth(tmp_path: Path) -> None:
    names = [DAY, *(f"{DAY}-{number}" for number in range(2, 12)), "2099-01-01"]
    (tmp_path / FOLDER).mkdir(parents=True)
    for name in reversed(names):
        (tmp_path / FOLDER / f"{name}.yml").write_text(
            "seed: 1\nstatements: [{statement: a#s-0, says: x, sources: [s], verdict: TODO}]\n"
        )
    assert [*read_audits(tmp_path)] == names


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("verdict: TODO", "verdict: suported", "6:14: `verdict` takes 'supported', 'partly', 'unsupported', 'unreachable' or 'TODO', and `suported` is none of them"),
        ("verdict: TODO", "verdikt: supported", "6:5: `verdikt` is not a key of an item of `statements`: did you mean `verdict`?"),
        ("seed: 1", "seed: one", "1:7: `seed` takes a whole number, and `one` is none"),
        ("seed: 1\n", "", "1:1: the file has no `seed`, which is required"),
    ],
)  # fmt: skip
def test_a_mistake_in_the_file_is_told_with_its_place(
    tmp_path: Path, capsys: Printed, old: str, new: str, told: str
) -> None:
    lay(tmp_path, BASE)
    audit(tmp_path, "1", "--today", DAY)
    capsys.readouterr()
    file = tmp_path / FOLDER / f"{DAY}.yml"
    file.write_text(file.read_text("utf-8").replace(old, new, 1), "utf-8")
    assert audit(tmp_path) == 2
    assert capsys.readouterr().err == f"atlas: docs/audits/{DAY}.yml:{told}\n"


def test_a_file_without_a_day(tmp_path: Path, capsys: Printed) -> None:
    lay(tmp_path, BASE)
    (tmp_path / FOLDER).mkdir(parents=True)
    (tmp_path / FOLDER / "first.yml").write_text("seed: 1\nstatements: []\n", "utf-8")
    for command in ("audit", "generate"):
        assert main(["--root", str(tmp_path), command]) == 2
        said = "atlas: docs/audits/first.yml: an audit is named after its day, such as 2026-11-20.yml or 2026-11-20-2.yml\n"
        assert capsys.readouterr().err == said


def test_every_verdict_is_explained_in_the_file(tmp_path: Path) -> None:
    lay(tmp_path, BASE)
    audit(tmp_path, "1", "--today", DAY)
    assert f"verdict: {TODO}  # {', '.join(VERDICTS)}" in (tmp_path / FOLDER / f"{DAY}.yml").read_text("utf-8")
