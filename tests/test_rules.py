"""Every rule has a store that breaks it, a store that keeps it, and the whole report of the first."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from euphrates_atlas.checks.catalog import RULES as CATALOG
from euphrates_atlas.checks.reports import text_report
from euphrates_atlas.findings import Finding, Level, is_clean
from euphrates_atlas.settings import Settings
from tests.overlays import BASE, RULES, lay
from tests.stores import Checked, check

CASES = sorted(folder for folder in RULES.iterdir() if folder.is_dir() and not folder.name.startswith("_"))
TODAY = date(2026, 11, 20)
"""The day of the last review in the base store."""

GROUP = """\
name: Other Brigade
summary: A group [@times-2024-attack].
type: {value: armed-group, cite: [times-2024-attack]}
reviewed: 2026-11-20
"""
UPDATE = "read the difference, then write it anew with `pytest --update-snapshots`"
CheckOf = Callable[[Path], Checked]
every_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


def test_every_rule_has_its_cases() -> None:
    """A new code without good and bad examples is not finished; a folder without a code tests nothing."""
    assert [case.name for case in CASES] == [f"{rule.code}-{rule.name}" for rule in CATALOG.values()]
    for case in CASES:
        assert {item.name for item in case.iterdir()} | {"expected.txt"} == {"bad", "expected.txt", "good"}, case.name


def test_the_base_store_is_clean(tmp_path: Path) -> None:
    """What a case reports stems from the case alone."""
    assert check(Settings(lay(tmp_path, BASE).root, TODAY)).findings == []


@pytest.fixture(scope="module")
def check_of(tmp_path_factory: pytest.TempPathFactory) -> CheckOf:
    """Return the check of a layer laid over the base store, made once for all tests that ask for it."""

    @cache
    def check_of(layer: Path) -> Checked:
        return check(Settings(lay(tmp_path_factory.mktemp("store"), BASE, layer).root, TODAY))

    return check_of


@every_case
def test_bad(case: Path, check_of: CheckOf, update_snapshots: bool) -> None:
    """The bad store gives the report that stands beside it, word for word."""
    report = text_report(found_in(case / "bad", check_of))
    snapshot = case / "expected.txt"
    if update_snapshots:
        snapshot.write_text(report, "utf-8")

    assert report == snapshot.read_text("utf-8"), f"{snapshot} is stale: {UPDATE}"


@every_case
def test_bad_breaks_no_other_rule(case: Path, check_of: CheckOf) -> None:
    """Every finding of a bad store is one of the rule that it stands for."""
    assert {f"{d.rule.code}-{d.rule.name}" for d in found_in(case / "bad", check_of)} == {case.name}


@every_case
def test_good(case: Path, check_of: CheckOf) -> None:
    """The good store gives no finding at all."""
    assert text_report(found_in(case / "good", check_of)) == "no findings\n"


@every_case
def test_messages_follow_the_form(case: Path, check_of: CheckOf) -> None:
    """Lower case, no full stop, one line, user's text in backticks, and help that says what to do."""
    for finding in found_in(case / "bad", check_of):
        for words in (finding.message, finding.help or ""):
            assert words, f"no help: {finding.message}"
            assert words == words.strip()
            assert "\n" not in words
            assert not words.endswith("."), words
            assert not words.startswith("invalid"), words
            assert not re.match(r"[A-Z][a-z]", words), words
            assert words.count("`") % 2 == 0, words


@every_case
def test_findings_lie_inside_their_files(case: Path, check_of: CheckOf, tmp_path: Path) -> None:
    """Line and column are those of a character, or of the end of the file; the excerpt is that line."""
    root = lay(tmp_path, BASE, case / "bad").root
    for finding in found_in(case / "bad", check_of):
        lines = (root / finding.file).read_bytes().decode("utf-8-sig", "replace").split("\n")
        assert 1 <= finding.span.line <= len(lines)
        assert 1 <= finding.span.column <= len(lines[finding.span.line - 1]) + 1
        assert (finding.span.line, finding.span.column) < (finding.span.end_line, finding.span.end_column) or (
            finding.excerpt is None
        )


@every_case
def test_level_decides_whether_there_is_an_atlas(case: Path, check_of: CheckOf) -> None:
    """An error forbids the pages, a warning does not, and neither is clean; a note is."""
    checked = check_of(case / "bad")

    level = CATALOG[case.name.split("-")[0]].level
    assert (checked.atlas is None) == (level is Level.ERROR)
    assert is_clean(checked.findings) == (level is Level.NOTE)


SLIPS = {
    "an uncited value": ("founded: {value: 2019}", "5:10: A401"),
    "an unknown source": ("founded: {value: 2019, cite: [times-2024-atack]}", "5:31: A302"),
    "an unknown code": ("names: [{text: OB, use: acronim}]", "5:25: A204"),
    "a misspelt key": ("fonded: {value: 2019, cite: [times-2024-attack]}", "5:1: A201"),
    "a dangling link": ("body: 'See [[exampel-state]] [@times-2024-attack].'", "5:12: A301"),
    "a dangling reference": ("different_from: [nobody]", "5:18: A301"),
    "an impossible date": ("founded: {value: 2019-02-29, cite: [times-2024-attack]}", "5:18: A205"),
    "a duplicate key": ("name: Another", "5:1: A105"),
    "a duplicate key further in": ("founded: {value: 2019, cite: [times-2024-attack], value: 2018}", "5:51: A105"),
    "a tab": ("note:\tA note", "5:6: A104"),
    "a binary file": ("note: \xff", "5:7: A101"),
}


@pytest.mark.parametrize(("line", "expected"), SLIPS.values(), ids=SLIPS.keys())
def test_one_slip_is_one_finding(line: str, expected: str, tmp_path: Path) -> None:
    """Each slip gives one finding with help, at its line and column, however many checks it could trip."""
    laid = lay(tmp_path, BASE, files={"groups/other-brigade.yml": (GROUP + line + "\n").encode("latin-1")})

    (found,) = slips_in(laid)

    assert f"{found.span.line}:{found.span.column}: {found.rule.code}" == expected
    assert found.help


def test_all_slips_at_once(tmp_path: Path) -> None:
    """The same slips in as many files are all found in one run: no step of the way hides those of a later one."""
    files = {
        f"groups/brigade-{n}.yml": GROUP.replace("Other", f"{n}th") + line for n, (line, _) in enumerate(SLIPS.values())
    }
    laid = lay(tmp_path, BASE, files={path: text.encode("latin-1") for path, text in files.items()})

    found = {d.file: f"{d.span.line}:{d.span.column}: {d.rule.code}" for d in slips_in(laid)}

    assert found == {f"entities/{path}": expected for path, (_, expected) in zip(files, SLIPS.values(), strict=True)}


@pytest.mark.parametrize("name", ["con", "nul", "com1", "lpt9"])
def test_a_name_that_windows_reserves_is_no_id(name: str, tmp_path: Path) -> None:
    """The file is made here: Windows could not check out a repository that holds it."""
    laid = lay(tmp_path, BASE, files={f"groups/{name}.yml": GROUP})

    (found,) = slips_in(laid)

    assert (found.rule.code, found.message) == (
        "A109",
        f"`{name}` is a reserved name: of files, or of anchors of a page",
    )


def test_a_file_that_cannot_be_read_is_no_dangling_link(tmp_path: Path) -> None:
    """Entries that refer to a broken one, or to one that is misplaced, have no finding of their own."""
    referring = (
        GROUP
        + "relations: {type: part-of, target: third-brigade, cite: [times-2024-attack]}\ndifferent_from: [fourth]\n"
    )
    laid = lay(
        tmp_path,
        BASE,
        files={
            "groups/other-brigade.yml": referring,
            "groups/third-brigade.yml": GROUP + "name: Again\n",
            "groups/fourth.yaml": GROUP,
        },
    )

    assert [(d.file, d.rule.code) for d in slips_in(laid)] == [
        ("entities/groups/fourth.yaml", "A108"),
        ("entities/groups/third-brigade.yml", "A105"),
    ]


def found_in(layer: Path, check_of: CheckOf) -> list[Finding]:
    """Return the findings of a layer laid over the base store; small examples need not be full, but those of that rule."""
    return [d for d in check_of(layer).findings if d.rule.name != "not-full" or layer.parent.name.endswith("not-full")]


def slips_in(settings: Settings) -> list[Finding]:
    """Return the errors and warnings of a store; notes are work that is left to do."""
    return [d for d in check(settings).findings if d.rule.level is not Level.NOTE]
