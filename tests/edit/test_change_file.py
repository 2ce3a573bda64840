"""Changes that were made with the form of the site, applied to entries: the whole file compared, and what is refused."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from textwrap import indent
from typing import NamedTuple

import pytest
import yaml

from euphrates_atlas import cli, kinds
from euphrates_atlas.edit.change_file import apply_change
from euphrates_atlas.edit.formatting import formatted
from euphrates_atlas.edit.inputs import CHANGE
from euphrates_atlas.model.atlas import Entry, Fact
from euphrates_atlas.model.fields import Property
from euphrates_atlas.model.parsing import parse_entry
from euphrates_atlas.settings import Settings
from euphrates_atlas.text.yaml_reader import read_tree
from euphrates_atlas.text.yaml_tree import Sequence, Tree
from tests.case_count import sample
from tests.overlays import WHOLE, lay
from tests.stores import CORPUS, FROZEN, REPOSITORY

FOLDERS = kinds.record_types()


EVENT = "strikes/2021-02-15-erbil-rocket-attack"
TEXT = """\
# yaml-language-server: $schema=../../.atlas/schema/strikes.json
# Written for a test

name: Rocket attack on Erbil, 15 February 2021
# About the summary
summary: >-
  Rockets were fired at Erbil on 15 February 2021 [@aljazeera-2021-02-17].
type: {value: rocket-attack, cite: [aljazeera-2021-02-17]}
date: {value: 2021-02-15, cite: [aljazeera-2021-02-17]}  # Beside the date
place: {value: erbil, precision: settlement, cite: [aljazeera-2021-02-17]}
responsibility:
  # Above the claim
  - {actor: saraya-awliya-al-dam, stance: claimed, cite: [aljazeera-2021-02-17]}
  - actor: asaib-ahl-al-haq
    stance: attributed
    by: {label: unnamed experts}
    # Above the citation
    cite: [alarabiya-2021-03-09 para. 16]
reviewed: 2026-11-20
# At the end
"""
SECOND = TEXT[TEXT.index("  - actor: asaib") : TEXT.index("reviewed:")]
GAPS = "gaps: [How many rockets]\n"
NEW = "- {actor: iran, stance: attributed, by: united-states, cite: [aljazeera-2021-02-17]}\n"
PLACE = "place: {value: erbil, precision: settlement, cite: [aljazeera-2021-02-17]}\n"
DATE = "date: {value: 2021-02-15, cite: [aljazeera-2021-02-17]}  # Beside the date\n"
WORK = """\
  sources/{id}:
    url: {url}
    title: A report
    type: webpage
    publisher: al-jazeera
    issued: 2021-02-18
    accessed: 2026-11-20
    language: en
"""
ISSUE = """\
### The change

```yaml
change: strikes/2021-02-15-erbil-rocket-attack
set:
  gaps: [How many rockets]
```

### More to say

_No response_
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a repository with the worked examples, of which one is `TEXT`."""
    lay(tmp_path, CORPUS / "entities", files={f"{EVENT}.yml": TEXT})
    return tmp_path


def apply(root: Path, change: str | bytes, name: str = "change.yml") -> int:
    (root / name).write_bytes(change if isinstance(change, bytes) else change.encode())
    return cli.main(["--root", str(root), "new", "--from-form", str(root / name)])


def event(root: Path) -> str:
    return (root / f"entities/{EVENT}.yml").read_text("utf-8")


APPLIED: dict[str, tuple[str, dict[str, str]]] = {
    "the end of a list": (f"add:\n  responsibility:\n  {NEW}", {"reviewed:": f"  {NEW}reviewed:"}),
    "a second account": (
        "add:\n  date: [{cite: [alarabiya-2021-03-09], value: 2021-02}]\n",
        {
            DATE: "date:  # Beside the date\n  - {value: 2021-02-15, cite: [aljazeera-2021-02-17]}\n"
            "  - {value: 2021-02, cite: [alarabiya-2021-03-09]}\n"
        },
    ),
    "a field that is new": (
        "add:\n  weapons:\n  - {type: rocket-107, cite: [winep-profile-sad]}\n",
        {"reviewed:": "weapons:\n  - {type: rocket-107, cite: [winep-profile-sad]}\nreviewed:"},
    ),
    "a field that is new, without a list": (
        "add:\n  weapons: {cite: [winep-profile-sad], type: rocket-107}\n",
        {"reviewed:": "weapons: {type: rocket-107, cite: [winep-profile-sad]}\nreviewed:"},
    ),
    "fields that hold no statements": (
        "set:\n  summary: 'Rockets hit Erbil [@aljazeera-2021-02-17].'\n  gaps: [How many rockets]\n",
        {"Rockets were fired at Erbil on 15 February 2021": "Rockets hit Erbil", "reviewed:": f"{GAPS}reviewed:"},
    ),
    "the only statement of a field": (
        f"replace:\n- statement: s-f4c02dbf\n  with: {PLACE.replace('settlement', 'vicinity')[7:]}",
        {PLACE: PLACE.replace("settlement", "vicinity, was: [f4c02dbf]")},
    ),
    "a statement with a comment in it": (
        f"replace:\n- statement: '#s-0e6215a1'\n  with:\n  {NEW.replace('-', ' ', 1)}",
        {SECOND: f"  # Above the citation\n  {NEW.replace('cite', 'was: [0e6215a1], cite')}"},
    ),
    "all at once": (
        (
            f"add:\n  responsibility:\n  {NEW}set:\n  gaps: [How many rockets]\n"
            f"replace:\n- statement: f4c02dbf\n  with: {PLACE.replace('settlement', 'vicinity')[7:]}"
        ),
        {
            PLACE: PLACE.replace("settlement", "vicinity, was: [f4c02dbf]"),
            "reviewed:": f"  {NEW}{GAPS}reviewed:",
        },
    ),
}
"""Changes, and what they change of `TEXT`."""


@pytest.mark.parametrize(("change", "edits"), APPLIED.values(), ids=APPLIED)
def test_a_change_is_applied(root: Path, change: str, edits: dict[str, str]) -> None:
    """The whole file is compared: comments, and all that the change does not speak of, stay."""
    assert apply(root, f"change: {EVENT}\n{change}") == 0

    wanted = TEXT
    for old, new in edits.items():
        wanted = wanted.replace(old, new)
    assert event(root) == wanted


def test_the_reader_knows_the_form() -> None:
    """Whoever renames its field is told here."""
    form = yaml.safe_load((REPOSITORY / ".github/ISSUE_TEMPLATE/change.yml").read_text("utf-8"))
    (field,) = (field for field in form["body"] if field["type"] != "markdown")

    assert (f"### {field['attributes']['label']}", field["id"], field["attributes"]["render"]) == (
        CHANGE,
        "change",
        "yaml",
    )


ISSUES = {
    "as the form makes it": ISSUE,
    "line ends of Windows": ISSUE.replace("\n", "\r\n"),
    "a byte order mark": f"\ufeff{ISSUE}",
    "words around it": f"Dear all,\n\n{ISSUE}\n-- \nA reader: `me`\n",
    "no heading": ISSUE.replace("### The change", "Please add this:"),
    "a fence in a fence": ISSUE.replace("```yaml", "```yaml\n```yaml").replace("```\n\n", "```\n```\n\n"),
    "another fence": ISSUE.replace("```yaml", "~~~ YML").replace("```", "~~~"),
    "a fence that is not closed": ISSUE.replace("```\n\n###", "\n###"),
    "no fence": ISSUE.replace("```yaml\n", "").replace("```\n", ""),
}


@pytest.mark.parametrize("text", ISSUES.values(), ids=ISSUES)
def test_the_text_of_an_issue_is_read(root: Path, text: str) -> None:
    assert apply(root, text, "issue.md") == 0

    assert event(root) == TEXT.replace("reviewed:", f"{GAPS}reviewed:")


def test_new_entries_come_with_a_change(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The entry that is changed is named last, and what it cites is there; what is there already is not written again."""
    url = "https://www.aljazeera.com/news/2021/2/18/a-report"
    work = WORK.format(id="aljazeera-2021-02-18", url=url)
    there = (root / "entities/publishers/al-jazeera.yml").read_text("utf-8")
    change = f"change: {EVENT}\nadd:\n  responsibility:\n  {NEW.replace('-02-17', '-02-18')}entries:\n{work}"

    assert apply(root, f"{change}  publishers/al-jazeera:\n{indent(there, '    ')}") == 0

    assert (root / "entities/sources/aljazeera-2021-02-18.yml").read_text("utf-8") == (
        "# yaml-language-server: $schema=../../.atlas/schema/sources.json\ntype: webpage\ntitle: A report\n"
        f"publisher: al-jazeera\nissued: 2021-02-18\naccessed: 2026-11-20\nlanguage: en\nurl: {url}\n"
    )
    assert f"{NEW.replace('-02-17', '-02-18')}reviewed:" in event(root)
    assert capsys.readouterr().out.splitlines()[:3] == [
        "note: entities/publishers/al-jazeera.yml exists already, and says the same",
        "entities/sources/aljazeera-2021-02-18.yml",
        f"entities/{EVENT}.yml",
    ]


def test_the_example_of_the_guide_is_applied(root: Path) -> None:
    guide = (REPOSITORY / "docs/entries.md").read_text("utf-8")
    (example,) = re.findall(r"```yaml\n(change: .*?)```", guide, re.DOTALL)

    assert apply(root, example.replace("s-1a2b3c4d", "s-f4c02dbf")) == 0

    assert "precision: vicinity, was: [f4c02dbf]" in event(root)
    assert "gaps: [How many rockets were fired]" in event(root)
    assert (root / "entities/sources/aljazeera-2021-02-18.yml").is_file()


def test_a_statement_that_somebody_changed_meanwhile_stays(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Also where it kept its old address, which the change still has: what was written since would be lost."""
    change = (
        CHANGED
        + "replace:\n- {{statement: s-f4c02dbf, with: {{value: erbil, precision: {}, cite: [aljazeera-2021-02-17]}}}}\n"
    )
    assert apply(root, change.format("vicinity")) == 0
    held = event(root)

    assert apply(root, change.format("region")) == 1
    assert (
        "`s-f4c02dbf` is gone: it was changed or removed since, or its entry was renamed: load the page again"
        in capsys.readouterr().err
    )
    assert event(root) == held


def test_a_work_that_is_there_already_is_cited(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its address may be written in another form; statements and prose name the work that the store has."""
    url = "http://aljazeera.com/news/2021/2/17/security-breach-iraq-officials-denounce-erbil-rocket-attack/?utm_source=x#top"
    work = WORK.format(id="my-work", url=url)
    summary = "set:\n  summary: 'Rockets hit Erbil [@my-work para. 2; @my-work-2].'\n"
    new = "  - {actor: iran, stance: attributed, cite: [my-work para. 2, {src: my-work}]}\n"

    assert apply(root, f"change: {EVENT}\nadd:\n  responsibility:\n{new}{summary}entries:\n{work}") == 1

    assert not (root / "entities/sources/my-work.yml").exists()
    assert "cite: [aljazeera-2021-02-17 para. 2, {src: aljazeera-2021-02-17}]}" in event(root)
    assert "[@aljazeera-2021-02-17 para. 2; @my-work-2]" in event(root)
    out = capsys.readouterr().out
    assert out.startswith("note: `aljazeera-2021-02-17` has the address of `my-work` already, and is used instead\n")
    assert "`my-work-2`" in out


THERE = "https://www.aljazeera.com/news/2021/2/17/security-breach-iraq-officials-denounce-erbil-rocket-attack"
OUTLET = "  publishers/the-outlet:\n    name: The Outlet\n    type: broadcaster\n    country: QA\n"


def test_only_what_names_a_work_names_the_one_that_is_there(root: Path) -> None:
    """Words that look like its id stay words."""
    work = WORK.format(id="my-work", url=THERE)
    words = "set:\n  gaps: [my-work, 'Who is @my-work']\n"
    new = "  - {actor: iran, stance: attributed, by: united-states, note: my-work, cite: [my-work para. 2]}\n"

    assert apply(root, f"change: {EVENT}\nadd:\n  responsibility:\n{new}{words}entries:\n{work}") == 0

    assert event(root) == TEXT.replace(
        "reviewed:",
        "  - actor: iran\n    stance: attributed\n    by: united-states\n    note: my-work\n"
        "    cite: [aljazeera-2021-02-17 para. 2]\n"
        "gaps: [my-work, Who is @my-work]\nreviewed:",
    )


def test_an_entry_with_findings_names_the_new_work_still(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    work = WORK.format(id="my-work", url=THERE)
    new = "  - {actor: iran, stance: guessed, cite: [my-work para. 2]}\n"

    assert apply(root, f"change: {EVENT}\nadd:\n  responsibility:\n{new}entries:\n{work}") == 1

    told = f"note: entities/{EVENT}.yml has findings, and names `my-work` still: write `aljazeera-2021-02-17` there\n"
    assert told in capsys.readouterr().out


NAMED_ELSEWHERE = {
    "by nothing": ("", False),
    "by another new work": (
        WORK.format(id="other-work", url="https://x.example/b").replace("al-jazeera", "the-outlet"),
        True,
    ),
    "by a statement": ("by: the-outlet", True),
    "by a statement with findings": ("by: the-outlet, stance: guessed", True),
}


@pytest.mark.parametrize(("named", "is_made"), NAMED_ELSEWHERE.values(), ids=NAMED_ELSEWHERE)
def test_the_new_publisher_of_a_work_that_is_there_is_not_made(
    root: Path, capsys: pytest.CaptureFixture[str], named: str, *, is_made: bool
) -> None:
    """Unless something else names it."""
    work = WORK.format(id="my-work", url=THERE).replace("al-jazeera", "the-outlet")
    parts = {"actor": "iran", "stance": "attributed", "by": "united-states", "cite": "[my-work]"}
    if named.startswith("by"):
        parts |= dict(part.split(": ") for part in named.split(", "))
        named = ""
    statement = ", ".join(f"{key}: {value}" for key, value in parts.items())

    apply(root, f"change: {EVENT}\nadd:\n  responsibility:\n  - {{{statement}}}\nentries:\n{work}{named}{OUTLET}")

    assert (root / "entities/publishers/the-outlet.yml").exists() == is_made
    told = "note: `the-outlet` is not made: only `my-work` names it\n" in capsys.readouterr().out
    assert told != is_made


def test_a_change_that_is_there_already_is_told(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It exits as the check does; no file is named, so that no branch is made of it."""
    change = f"{CHANGED}replace:\n- statement: s-f4c02dbf\n  with: {PLACE[7:]}"
    assert apply(root, change) == 0

    assert capsys.readouterr().out == f"note: entities/{EVENT}.yml says so already\n\nno findings\n"


def test_one_of_two_new_works_with_one_address_is_made(root: Path) -> None:
    works = [
        WORK.format(id=f"work-{number}", url=f"https://paper.example/{end}") for number, end in ((1, "a"), (2, "a/"))
    ]

    apply(root, f"entries:\n{''.join(works)}")

    assert [path.stem for path in (root / "entities/sources").glob("work-*")] == ["work-1"]


def test_what_is_wrong_in_the_content_is_told_by_the_check(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The change is applied, so that somebody can finish it."""
    assert apply(root, f"change: {EVENT}\nadd:\n  responsibility:\n  - {{actor: nobody, stance: claimed}}\n") == 1

    out = capsys.readouterr().out
    assert f"entities/{EVENT}.yml:19:5: A401 uncited-statement" in out
    assert "actor: nobody" in event(root)


CHANGED = f"change: {EVENT}\n"
PLACED = CHANGED + "add:\n  place: [{value: erbil, cite: [aljazeera-2021-02-17]}]\n"
REFUSED = {
    "nothing": ("", ":1:1: no change stands here: paste the whole text"),
    "other words": ("- chapter: 1\n", ":1:1: no change stands here: paste the whole text"),
    "an empty change": (CHANGED, ":1:1: the change is empty"),
    "an unknown key": (f"{CHANGED}adds:\n  place: x\n", ":2:1: `adds` is not a key of the file: did you mean `add`?"),
    "a wrong form": (f"{CHANGED}add: [place]\n", ":2:6: `add` takes a mapping, and here is a list"),
    "no entry named": ("set:\n  gaps: [x]\n", ":1:1: `change` is missing: it names the entry that `set` is about"),
    "no such entry": (
        "change: strikes/2021-02-15-erbil-rocket\nset:\n  gaps: [x]\n",
        f":1:1: there is no entry `strikes/2021-02-15-erbil-rocket`: did you mean `{EVENT}`?",
    ),
    "an entry of another folder": (
        "change: groups/erbil\nset:\n  gaps: [x]\n",
        ":1:1: there is no entry `groups/erbil`: it is entities/places/erbil.yml",
    ),
    "a path": ("change: ../../x\nset:\n  gaps: [x]\n", ":1:1: there is no entry `../../x`: look for it on the site"),
    "an unknown field": (
        f"{CHANGED}add:\n  weapon: [x]\n",
        ":3:3: entities/{EVENT}.yml has no field `weapon`: did you",
    ),
    "a list of a single field": (f"{CHANGED}add:\n  summary: [x]\n", ":3:3: `summary` holds one value: write it below"),
    "statements that are set": (f"{CHANGED}set:\n  place: x\n", ":3:3: `place` holds statements: write new ones below"),
    "a field that is set and added to": (
        f"{CHANGED}add:\n  gaps: [x]\nset:\n  gaps: [y]\n",
        ":5:3: `gaps` stands below `add` too",
    ),
    "half a replacement": (
        f"{CHANGED}replace:\n- statement: s-1\n",
        ":3:3: expected `statement`, an address, and `with`",
    ),
    "a replacement by a text": (f"{CHANGED}replace:\n- {{statement: s-1, with: x}}\n", ":3:3: expected `statement`"),
    "a statement that is gone": (
        f"{CHANGED}replace:\n- {{statement: s-00000000, with: {{value: erbil}}}}\n",
        ":3:4: `s-00000000` is gone: it was changed or removed since, or its entry was renamed: load the page again",
    ),
    "a statement that is replaced twice": (
        CHANGED + "replace:\n" + "- {statement: s-f4c02dbf, with: {value: erbil}}\n" * 2,
        ":4:4: `s-f4c02dbf` is replaced twice",
    ),
    "a folder of no kind": ("entries:\n  x/y:\n    name: Y\n", ":2:3: `x/y` is in no folder of a kind: it begins with"),
    "a path as an id": ("entries:\n  sources/../../x:\n    name: Y\n", ":2:3: `../../x` is not an id"),
    "a long id": (f"entries:\n  sources/{'x' * 101}:\n    name: Y\n", "is not an id: lower-case letters, digits and"),
    "the name of a device": ("entries:\n  sources/con:\n    name: Y\n", ":2:3: `con` is not an id"),
    "an id of another kind": (
        "entries:\n  groups/erbil:\n    name: Y\n",
        ":2:3: the id `erbil` is taken by entities/places",
    ),
    "an entry that says something else": (
        "entries:\n  groups/iran:\n    name: Y\n",
        ":2:3: entities/groups/iran.yml exists, and says something else: choose another id, or change that entry with",
    ),
    "one thing of several": (
        f"{PLACED}entries:\n  groups/iran:\n    name: Y\n",
        ":5:3: entities/groups/iran.yml exists",
    ),
}


@pytest.mark.parametrize(("change", "told"), REFUSED.values(), ids=REFUSED)
def test_a_change_that_cannot_be_applied_is_refused(
    root: Path, capsys: pytest.CaptureFixture[str], change: str, told: str
) -> None:
    """In one line with the place in the change; every file of the store stays as it is."""
    before = {path: path.read_bytes() for path in root.rglob("entities/**/*.yml")}

    assert apply(root, change) in (1, 2)

    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"atlas: {root}/change.yml:")
    assert told.replace("{EVENT}", EVENT) in line
    assert {path: path.read_bytes() for path in root.rglob("entities/**/*.yml")} == before


HOSTILE = {
    "an alias": ("set: &a\n  gaps: [x]\nadd: *a\n", "2:6: A103 yaml-feature: an anchor, `&a`, is not allowed"),
    "a tag": ("set: !!python/object:os.system\n  gaps: [x]\n", "2:6: A103"),
    "a control character": (
        "set:\n  gaps: [a\x1b[31m]\n",
        "3:11: A101 unreadable-file: the character U+001B cannot be shown",
    ),
    "an escape": (
        'set:\n  gaps: ["\\x1b[31m"]\n',
        "3:10: A101 unreadable-file: an escape of this text stands for U+001B",
    ),
    "a direction mark": ("set:\n  gaps: [a\u202eb]\n", "3:11: A111 hidden-character"),
    "a tab": ("set:\n\tgaps: [x]\n", "3:1: A104 tab-character: a tab is not allowed"),
    "quotation marks of a mail program": ("set:\n  gaps: “x: y”\n", "3:9: A102 yaml-syntax"),
    "a hard space": ("set:\n  gaps:\u00a0[x]\n", "3:8: A111 hidden-character"),
    "a key twice": ("set:\n  gaps: [x]\nset:\n  gaps: [y]\n", "4:1: A105 duplicate-key"),
    "a value that is missing": ("set:\n  gaps:\n", "3:3: A106 empty-value"),
    "depth": (f"set:\n  gaps: {'[' * 5_000}\n", "3:32: A107 too-large"),
    "length": (f"set:\n  gaps: [{'x' * 600_000}]\n", "1:1: A101 unreadable-file: the file has more than 524,288 bytes"),
}


@pytest.mark.parametrize(("change", "told"), HOSTILE.values(), ids=HOSTILE)
def test_a_text_that_is_no_change_file_is_told_by_line(
    root: Path, capsys: pytest.CaptureFixture[str], change: str, told: str
) -> None:
    """As the check tells it of an entry, in the lines of the file or the issue."""
    assert apply(root, f"{CHANGED}{change}") == 1
    assert capsys.readouterr().out.startswith(f"{root}/change.yml:{told}")

    issue = ISSUE.replace("set:\n  gaps: [How many rockets]\n", change)
    assert apply(root, issue, "issue.md") == 1
    line, _, rest = told.partition(":")
    place = told if "524,288" in told else f"{int(line) + 3}:{rest}"
    assert capsys.readouterr().out.startswith(f"{root}/issue.md:{place}")
    assert event(root) == TEXT


def test_bytes_that_are_no_text_are_told(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert apply(root, CHANGED.encode() + b"set:\n  gaps: [\xff]\n") == 1

    assert ":3:10: A101 unreadable-file: byte 0xff is not UTF-8 text" in capsys.readouterr().out


@pytest.mark.parametrize(("text", "told"), [("type: [\n", "A102"), ("name: X\n", "is missing")])
def test_an_entry_with_findings_is_mended_first(
    root: Path, capsys: pytest.CaptureFixture[str], text: str, told: str
) -> None:
    (root / f"entities/{EVENT}.yml").write_text(text, "utf-8")

    assert apply(root, PLACED) == 1

    assert ": mend this entry first, then apply the change" in capsys.readouterr().err
    assert event(root) == text


def test_nothing_is_half_written(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where the second of two files cannot be written, the first is taken back."""
    (root / "entities/strikes").chmod(0o755)
    replaced = Path.replace

    def refuse(path: Path, target: Path) -> Path:
        if target.parent.name == "strikes":
            raise OSError(28, "No space left on device")
        return replaced(path, target)

    monkeypatch.setattr(Path, "replace", refuse)
    work = WORK.format(id="aljazeera-2021-02-18", url="https://www.aljazeera.com/news/2021/2/18/a-report")

    assert apply(root, f"{PLACED}entries:\n{work}") == 2

    assert "the change could not be applied: No space left on device; nothing was written" in capsys.readouterr().err
    assert not (root / "entities/sources/aljazeera-2021-02-18.yml").exists()
    assert event(root) == TEXT


def entries_of(root: Path, every: int) -> Iterator[tuple[str, str, list[Part]]]:
    """Yield address, canonical text and parts of every entry below a folder, or of one in so many."""
    for path in sample(sorted(root.glob("*/*.yml")), every):
        model = FOLDERS[path.parent.name]
        text = formatted(tree_of(path.read_text("utf-8")), model)
        tree = tree_of(text)
        entry = parse_entry(path.stem, tree, model)
        assert isinstance(entry, Entry)
        yield f"{path.parent.name}/{path.stem}", text, [*parts_of(text, entry, tree)]


def tree_of(text: str) -> Tree:
    tree = read_tree("change.yml", text.encode())
    assert isinstance(tree, Tree), tree
    return tree


def items_of(text: str, entry: Entry, tree: Tree) -> Iterator[tuple[Fact, slice]]:
    """Yield the statements that stand in a list of several without comments, each with its lines in the file."""
    for name, (_, node) in tree.root.entries.items():
        facts = entry.facts_of(name)
        if isinstance(node, Sequence) and len(facts) > 1 and "#" not in text[node.start : node.end]:
            starts = [text.count("\n", 0, item.start) for item in node.items]
            ends = [*starts[1:], text.count("\n", 0, node.end)]
            for fact, start, end in zip(facts, starts, ends, strict=True):
                yield fact, slice(start, end)


NO_LINES = slice(0, 0)


class Part(NamedTuple):
    """What a change says of one field or statement, and the lines of the entry that are taken out before it is applied."""

    key: str
    words: str
    taken_out: slice = NO_LINES


def parts_of(text: str, entry: Entry, tree: Tree) -> Iterator[Part]:
    """Yield parts of changes to an entry: the last of a list is added, any statement and any other field is put in place of itself."""
    lines = text.splitlines(keepends=True)
    for fact, place in items_of(text, entry, tree):
        item = "".join(lines[place])
        value = indent(item.replace("- ", "  ", 1), "  ")
        yield Part("replace", f"- statement: {fact.anchor}\n  with:\n{value}")
        if fact is entry.facts_of(fact.field)[-1]:
            yield Part("add", f"  {fact.field}:\n{item}", place)
    for field in re.findall(r"^[a-z_]+:.*\n(?:[ \n].*\n?)*", text, re.MULTILINE):
        if entry.shape.fields[field.partition(":")[0]].marker(Property) is None and "#" not in field:
            yield Part("set", indent(field, "  "))


def put_back(root: Path, address: str, text: str, parts: Iterable[Part]) -> None:
    """Take lines out of an entry, apply a change of these parts, and compare."""
    file = root / f"entities/{address}.yml"
    file.parent.mkdir(parents=True, exist_ok=True)
    lines = text.splitlines(keepends=True)
    words = {"add": "", "set": "", "replace": ""}
    for part in sorted(parts, key=lambda part: part.taken_out.start, reverse=True):
        del lines[part.taken_out]
        words[part.key] += part.words
    change = "".join(f"{key}:\n{said}" for key, said in words.items() if said)
    file.write_text("".join(lines), "utf-8")

    apply_change(Settings(root), tree_of(f"change: {address}\n{change}"))

    assert file.read_text("utf-8") == text, change
    file.unlink()


def test_what_was_taken_out_is_put_back(tmp_path: Path) -> None:
    """Byte for byte, one thing after another."""
    seen = 0
    for root, every in ((CORPUS / "entities", 1), (FROZEN / "entities", 20)):
        for address, text, parts in entries_of(root, every):
            for part in parts:
                put_back(tmp_path, address, text, [part])
                seen += 1
    assert seen > 500


def test_all_that_was_taken_out_is_put_back_together(tmp_path: Path) -> None:
    """Byte for byte, and so is a whole entry that is new."""
    for address, text, parts in entries_of(WHOLE, 10):
        put_back(tmp_path, address, text, [part for part in parts if part.key != "add"])
        added = [part for part in parts if part.key == "add"]
        if added:
            put_back(tmp_path, address, text, added)
        _, _, rest = text.partition("\n")
        if "#" not in rest:
            file = tmp_path / f"entities/{address}.yml"
            apply_change(Settings(tmp_path), tree_of(f"entries:\n  {address}:\n{indent(rest, '    ')}"))
            assert file.read_text("utf-8") == text
            file.unlink()
