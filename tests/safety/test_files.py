"""Whole files that do harm: wrong encodings, bombs, circles, great depth, size and number, names and links that lead elsewhere."""

from __future__ import annotations

import os
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from euphrates_atlas.findings import Finding, Level
from euphrates_atlas.model.parsing import parse_entry
from euphrates_atlas.settings import Settings
from euphrates_atlas.store.files import MAX_READ
from euphrates_atlas.text.yaml_reader import read_tree
from euphrates_atlas.text.yaml_tree import Tree
from tests.effort import assert_in_line
from tests.overlays import BASE, lay
from tests.safety.soundness import assert_obeys_nobody
from tests.stores import check, render_pages, write_store

NAMED = """\
name: Other Brigade
summary: A group [@times-2024-attack].
reviewed: 2026-11-20
type: {value: armed-group, cite: [times-2024-attack]}
"""
BOMB = "a: &a [x]\n" + "".join(
    f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 9)}]\n" for i in range(9)
)

FILES: dict[str, tuple[bytes, set[str]]] = {
    "a bomb of aliases": (BOMB.encode(), {"A103"}),
    "a circle of aliases": (b"a: &a [*a]\n", {"A103"}),
    "a circle of merge keys": (b"a: &a {<<: *a}\n", {"A103"}),
    "a merge key": (b"<<: {name: x}\nname: y\n", {"A103"}),
    "a tag that runs": (b'name: !!python/object/apply:os.system ["true"]\n', {"A103"}),
    "a tag of one's own": (b"name: !x y\n", {"A103"}),
    "a tag of the whole": (b"!!python/object:os.system {name: x}\n", {"A103"}),
    "bytes in a tag": (b"name: !!binary aGk=\n", {"A103"}),
    "two documents": (NAMED.encode() + b"---\nname: x\n", {"A103"}),
    "a key that is a list": (b"? [a, b]\n: x\n", {"A203"}),
    "UTF-16": (NAMED.encode("utf-16"), {"A101"}),
    "UTF-32": (NAMED.encode("utf-32"), {"A101"}),
    "Latin-1": (NAMED.replace("Brigade", "Caf\xe9").encode("latin-1"), {"A101"}),
    "Windows-1256": (NAMED.replace("Brigade", "لواء").encode("cp1256"), {"A101"}),
    "a surrogate": (NAMED.replace("Brigade", "\ud800").encode("utf-8", "surrogatepass"), {"A101"}),
    "an overlong form": (b"name: \xc0\xafx\n", {"A101"}),
    "a cut character": (NAMED.encode() + b"# \xd9", {"A101"}),
    "a NUL": (NAMED.encode() + b"note: a\0b\n", {"A101"}),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", {"A101"}),
    "nothing": (b"", {"A203"}),
    "nothing but a mark": (b"\xef\xbb\xbf", {"A203"}),
    "1 MB in one text": (NAMED.encode() + b"note: '" + b"x" * 1_000_000 + b"'\n", {"A101"}),
    "400 kB in one text": (NAMED.encode() + b"note: '" + b"x" * 400_000 + b"'\n", {"A206"}),
    "400 kB in one line of prose": (NAMED.encode() + b"body: '" + b"x " * 200_000 + b"[@times-2024-attack]'\n", set()),
    "400 kB of blanks in prose": (NAMED.encode() + b"body: 'x" + b" " * 400_000 + b"y [@times-2024-attack]'\n", set()),
    "400 kB of blanks in a citation": (
        NAMED.encode() + b"body: 'x [@times-2024-attack" + b" " * 400_000 + b"]'\n",
        set(),
    ),
    "20,000 keys": (NAMED.encode() + b"".join(b"key-%d: x\n" % i for i in range(20_000)), {"A107"}),
    "20,000 items": (NAMED.encode() + b"gaps: [" + b"x, " * 20_000 + b"x]\n", {"A107"}),
    "the same key 9,000 times": (NAMED.encode() + b"note: x\n" * 9_000, {"A105"}),
    "deep lists": (b"name: " + b"[" * 25 + b"]" * 25 + b"\n", {"A107"}),
    "very deep lists": (b"name: " + b"[" * 200_000, {"A107"}),
    "deep mappings": (b"".join(b"  " * i + b"a:\n" for i in range(30)) + b"  " * 30 + b"b\n", {"A107"}),
    "deep quotations in prose": (
        NAMED.encode() + b"body: '" + b"> " * 100_000 + b"x [@times-2024-attack]'\n",
        {"A207"},
    ),
    "deep emphasis in prose": (NAMED.encode() + b"body: '" + b"*a **b " * 20_000 + b"[@times-2024-attack]'\n", set()),
    "a long id": (NAMED.encode() + b"different_from: [" + b"x" * 100_000 + b"]\n", {"A301"}),
    "an old id that is no name of a page": (NAMED.encode() + b"redirects: [index]\n", {"A206"}),
    "an old id of Windows": (NAMED.encode() + b"redirects: [con]\n", {"A206"}),
    "an old id that leaves its folder": (NAMED.encode() + b"redirects: [../../x]\n", {"A206"}),
    "an old id that is too long for a file": (NAMED.encode() + b"redirects: [" + b"x" * 300 + b"]\n", {"A206"}),
}


@pytest.mark.parametrize(("data", "codes"), FILES.values(), ids=FILES.keys())
def test_a_file_that_does_harm(data: bytes, codes: set[str], tmp_path: Path) -> None:
    """It is answered by the finding that names the harm or by a page; what it reports can be shown."""
    settings = lay(tmp_path, BASE, files={"groups/other-brigade.yml": data})
    checked = check(settings)
    found = [d for d in checked.findings if d.file == "entities/groups/other-brigade.yml"]
    assert_obeys_nobody(found)
    if checked.atlas is not None:
        assert render_pages(checked.atlas)

    assert codes <= {d.rule.code for d in found}
    if codes:
        assert checked.atlas is None
        assert all(d.help for d in found if d.rule.level is Level.ERROR)


MANY: dict[str, tuple[Callable[[int], bytes], int]] = {
    "the same key": (lambda times: b"note: x\n" * times, 400),
    "items that are no ids": (lambda times: b"different_from: [" + b"A, " * times + b"B]\n", 400),
    "items with an unknown key": (lambda times: b"names: [" + b"{texd: A}, " * times + b"{text: B}]\n", 400),
    "citations that are not filled in": (lambda times: b"names:\n" + b"  - {text: A, cite: TODO}\n" * times, 400),
}


@pytest.mark.parametrize(("written", "most"), MANY.values(), ids=MANY)
def test_many_of_one_slip(written: Callable[[int], bytes], most: int, tmp_path: Path) -> None:
    """A file with the same slip many times is answered in steps in line with their number."""
    number = count()

    def laid(times: int) -> Settings:
        return lay(
            tmp_path / str(next(number)), BASE, files={"groups/other-brigade.yml": NAMED.encode() + written(times)}
        )

    def answer(settings: Settings) -> None:
        assert check(settings).findings

    assert_in_line(answer, laid, most)


def test_a_file_without_end(tmp_path: Path) -> None:
    """Of a file of any size no more is read than an entry can have: no machine has room for all of this one."""
    settings = lay(tmp_path, BASE, files={"groups/other-brigade.yml": ""})
    path = settings.entities / "groups" / "other-brigade.yml"
    os.truncate(path, 4_000_000_000_000)  # it takes no room on the disk

    checked = check(settings)

    assert [d.rule.code for d in checked.findings if d.file.endswith("other-brigade.yml")] == ["A101"]
    assert MAX_READ < 2_000_000


def test_many_small_files(tmp_path: Path) -> None:
    """Files that are no entries are told one by one, in steps in line with their number."""

    def laid(files: int) -> tuple[Settings, int]:
        folder = tmp_path / str(files) / "entities" / "places"
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(files):
            (folder / f"x-{number}.yml").write_bytes(b"name: [\n")
        return write_store(tmp_path / str(files), {}), files

    def answer(given: tuple[Settings, int]) -> None:
        settings, files = given
        assert len(check(settings, cached=False).findings) == files

    assert_in_line(answer, laid, 400)


@pytest.mark.parametrize(
    "name",
    [
        "..yml",
        "...yml",
        "index.yml",
        "con.yml",
        "lpt1.yml",
        "a b.yml",
        "A.yml",
        "a--b.yml",
        "-a.yml",
        "a.b.yml",
        "a\\b.yml",
        "{{7*7}}.yml",
        "<b>.yml",
        "\x1b[31m.yml",
        "a\n::error::x.yml",
        "a\u202elmy.yml",
        "\u0430.yml",
        "e\u0301.yml",
        "é.yml",
        "x" * 101 + ".yml",
        "a.yaml",
        "a.yml.yml",
        "%2e%2e%2fa.yml",
    ],
)
def test_names_of_files(name: str, tmp_path: Path) -> None:
    """A name that is no id is refused in words that can be shown, or passed over as hidden; no page has it."""
    settings = lay(tmp_path, BASE, files={f"groups/{name}": NAMED})

    checked = check(settings)

    if name.startswith("."):
        assert checked.atlas is not None
        assert not any("." in id or not id for id in checked.atlas.entries)
        return
    assert checked.atlas is None
    assert {d.rule.code for d in checked.findings if d.rule.level is Level.ERROR} <= {"A108", "A109"}
    assert_obeys_nobody(checked.findings)


def links_in(entities: Path, outside: Path) -> dict[str, Path]:
    return {
        "groups/file.yml": outside / "secret.yml",
        "groups/itself.yml": entities / "groups" / "itself.yml",
        "groups/nowhere.yml": outside / "nowhere",
        "groups/device.yml": Path("/dev/zero"),
        "groups/inner": entities,
        "others": outside,
    }


@pytest.mark.parametrize("name", list(links_in(Path(), Path())))
def test_links_in_the_store(name: str, tmp_path: Path) -> None:
    """A symbolic link is named and never followed: not to a file, a device, a folder, itself."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret.yml").write_text("secret: words\n", "utf-8")
    settings = lay(tmp_path / "repository", BASE)
    (settings.entities / name).symlink_to(links_in(settings.entities, tmp_path / "outside")[name])

    checked = check(settings)

    assert checked.atlas is None
    assert [(d.rule.code, d.file) for d in checked.findings if d.rule.level is Level.ERROR] == [
        ("A108", f"entities/{name}")
    ]
    assert "secret: words" not in repr(checked.findings)


def test_a_pipe_in_the_store(tmp_path: Path) -> None:
    """What would never end is not opened."""
    settings = lay(tmp_path, BASE)
    os.mkfifo(settings.entities / "groups" / "pipe.yml")

    checked = check(settings)

    assert [d.rule.code for d in checked.findings if d.rule.level is Level.ERROR] == ["A108"]


@pytest.mark.parametrize(
    ("written", "meant"), [("Cafe\u0301 Brigade", "Café Brigade"), ("ا\u0654سد", "أسد"), ("Ａ", "Ａ")]
)
def test_names_are_composed(written: str, meant: str) -> None:
    """Names that look alike are alike: letter and accent become one character (NFC); forms of width stay."""
    from euphrates_atlas.kinds import record_types

    text = f"{NAMED}names: [{{text: '{written}', lang: ar}}, '{written} x']\ngaps: ['{written}']\n"
    tree = read_tree("entities/groups/x.yml", text.encode())
    assert isinstance(tree, Tree)
    entry = parse_entry("x", tree, record_types()["groups"])

    assert not isinstance(entry, list)
    assert [name.text for name in entry.record.names] == [meant, f"{meant} x"]
    assert entry.record.gaps == (meant,)


def test_every_finding_of_a_bomb_is_at_its_place() -> None:
    """The first anchor is where the bomb is laid."""
    found = read_tree("entities/groups/x.yml", BOMB.encode())
    assert isinstance(found, list)
    assert isinstance(found[0], Finding)
    assert (found[0].span.line, found[0].span.column) == (1, 4)
