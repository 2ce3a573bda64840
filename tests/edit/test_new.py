"""`atlas new`: a file that only waits to be filled in, and none for what is there already."""

from __future__ import annotations

import io
import os
import re
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from euphrates_atlas import atomic_files, kinds
from euphrates_atlas.cli import main
from euphrates_atlas.edit.formatting import formatted
from euphrates_atlas.edit.new_entry import entry_text
from euphrates_atlas.edit.source_entries import date_in
from euphrates_atlas.model.parsing import parse_entry
from euphrates_atlas.text.yaml_reader import read_tree
from euphrates_atlas.text.yaml_tree import Scalar, Tree
from tests.stores import write_store

SOURCE = (
    "type: webpage\ntitle: A blast at a camp\npublisher: the-paper\nissued: 2024-04-20\nlanguage: ar\n"
    "url: https://www.paper.example/2024/04/20/blast/\n"
)
STORE = {
    "publishers/the-paper": "name: The Paper\ntype: newspaper\n",
    "sources/paper-2024-04-20-blast": SOURCE,
    "groups/kataib-hezbollah": (
        "name: Kataib Hezbollah\n"
        "names:\n  - {text: كتائب حزب الله, lang: ar}\n  - Hezbollah Brigades\n"
        "  - {text: Islamic Resistance, lang: en, shared: true}\nredirects: [kh-brigades]\n"
    ),
    "places/erbil": "name: Erbil\ntype: settlement\ncountry: IQ\n",
    "places/broken": "name: [\n",
}
MODELS = list(kinds.record_types().values())


def new(root: Path, *arguments: str) -> int:
    write_store(root, STORE)
    return main(["--root", str(root), "new", *arguments])


def created(root: Path) -> dict[str, str]:
    return {
        path: p.read_text()
        for p in (root / "entities").rglob("*")
        if p.is_file() and (path := p.relative_to(root / "entities").as_posix()).removesuffix(".yml") not in STORE
    }


def tree_of(text: str) -> Tree:
    tree = read_tree("entities/a/b.yml", text.encode())
    assert isinstance(tree, Tree), tree
    return tree


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.kind.folder)
def test_every_kind_has_a_skeleton(model: type) -> None:
    """It is canonical, has all that is required, and whatever is still to be written is a finding."""
    text = entry_text(model, {model.kind.label_field: "A name"})
    tree = tree_of(text)
    findings = parse_entry("a", tree, model)

    assert formatted(tree, model) == text
    assert isinstance(findings, list)
    assert {d.rule.code for d in findings} <= {"A106", "A202"}
    assert all(d.message.endswith("is still to be filled in") for d in findings if d.rule.code == "A106")
    assert all("reviewed" in d.message or "one of" in (d.help or "") for d in findings if d.rule.code == "A202")


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.kind.folder)
@pytest.mark.parametrize("name", ["Kata'ib", '"Quoted": # \\', "كتائب", "- no", "No"])
def test_a_name_stands_as_it_was_typed(model: type, name: str) -> None:
    node = tree_of(entry_text(model, {model.kind.label_field: name})).root.entries[model.kind.label_field][1]

    assert isinstance(node, Scalar)
    assert node.text == name


def test_a_group(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By singular or folder; the path and what comes next are printed."""
    assert new(tmp_path, "group", "Saraya  Awliya al-Dam") == 0
    assert new(tmp_path, "groups", "Ḥarakat Anṣār Allāh al-Awfiyāʾ") == 0
    assert sorted(created(tmp_path)) == [
        "groups/harakat-ansar-allah-al-awfiya.yml",
        "groups/saraya-awliya-al-dam.yml",
    ]
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "entities/groups/saraya-awliya-al-dam.yml"
    assert told[1].startswith("next: fill in every TODO")
    assert "\nname: Saraya Awliya al-Dam\n" in created(tmp_path)["groups/saraya-awliya-al-dam.yml"]


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Explosion at Camp Kalsu, 20 April 2024", "strikes/2024-04-20-explosion-at-camp-kalsu.yml"),
        ("Attacks of May 2024 on Erbil", "strikes/2024-05-attacks-of-on-erbil.yml"),
        ("2019 raids", "strikes/2019-raids.yml"),
        ("12 drones attack Erbil 2024", "strikes/2024-12-drones-attack-erbil.yml"),
        ("1920 Brigades attack of 20 April 2024", "strikes/2024-04-20-1920-brigades-attack-of.yml"),
        ("Attack on Erbil, April 20, 2024", "strikes/2024-04-20-attack-on-erbil.yml"),
    ],
)
def test_an_event_starts_with_its_date(name: str, file: str, tmp_path: Path) -> None:
    assert new(tmp_path, "strike", name) == 0
    ((path, text),) = created(tmp_path).items()
    assert path == file
    date = "2024" if name.startswith("12") else re.search(r"\d{4}(-\d\d){0,2}", file)[0]
    assert f"\ndate: {{value: {date}, cite: [todo]}}\n" in text


def test_an_event_of_the_same_day_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert new(tmp_path, "event", "Blast of 20 April 2024") == 0
    assert new(tmp_path, "event", "Fire at Camp Kalsu, 20 April 2024") == 0
    assert "`2024-04-20-blast-of` is of the same time: make sure that it is another event" in capsys.readouterr().out


SAME_NAME = [
    "Kataib Hezbollah",
    "KATA'IB HEZBOLLAH",
    "Katāʾib  Ḥezbollah",
    "The Kataib al-Hezbollah",
    "كَتائِب حزب الله",
    "Hezbollah-Brigades",
]


@pytest.mark.parametrize("name", SAME_NAME)
def test_a_name_that_is_there_in_any_spelling(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert new(tmp_path, "group", name, "--id", "another") == 1
    assert "entities/groups/kataib-hezbollah.yml:" in capsys.readouterr().err
    assert created(tmp_path) == {}


@pytest.mark.parametrize(
    ("kind", "name", "warning"),
    [
        ("group", "Kataeb Hezbollah", "spelt much like it"),
        ("group", "Islamic Resistance", "say `shared: true` in both"),
        ("base", "Erbil", "the name `Erbil` is also in entities/places/erbil.yml:1"),
    ],
)
def test_a_name_that_is_near(
    kind: str, name: str, warning: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It may be somebody else: the file is written, with a word about it."""
    assert new(tmp_path, kind, name, "--id", "another") == 0
    assert warning in capsys.readouterr().out


REFUSED = [
    (1, ["group", "A", "--id", "erbil"], "the id `erbil` is taken by entities/places/erbil.yml"),
    (1, ["group", "A", "--id", "broken"], "the id `broken` is taken by entities/places/broken.yml"),
    (1, ["group", "A", "--id", "kh-brigades"], "is an old id of entities/groups/kataib-hezbollah.yml"),
    (1, ["group", "A", "--id", "../x"], "`../x` is not an id"),
    (1, ["group", "A", "--id", "nul"], "`nul` is not an id"),
    (1, ["group", "x" * 150], "is not an id"),
    (1, ["group", "!!!"], "the name has no letters"),
    (1, ["group", "A\x07b"], "U+0007 cannot be shown"),
    (1, ["group", "A\udc80b"], "U+DC80 cannot be shown"),
    (1, ["group", "A\u202eb"], "U+202E cannot be shown"),
    (1, ["place", "الكاظمية"], "give one with --id"),
    (1, ["strike", "A blast"], "the id of an event starts with its date"),
    (
        1,
        ["strike", "Blast of 20 April 2024", "--id", "blast"],
        "`blast` has no date: the id of an event starts with its date",
    ),
    (1, ["strike", "Blast of 31 February 2024"], "`2024-02-31` is not a date: February 2024 has 29 days"),
    (1, ["grup", "A"], "did you mean `group`?"),
    (1, ["spaceship", "A"], "the kinds are"),
    (2, ["place"], 'the name is missing, as in: atlas new place "NAME"'),
    (2, ["group", "A", "--url", "https://x.example/"], "--url is only for sources"),
    (2, ["sources", "-", "--id", "my-own"], "--id names one entry, and a list can make several"),
    (
        1,
        ["source", "--title", "A", "--publisher", "الميادين", "--reference", "p. 2", "--id", "a"],
        "no id can be made of the publisher `الميادين`: write its entry first",
    ),
    (2, ["source"], "give the address of the source, as in: atlas new source https://"),
    (2, ["source", "A", "--url", "https://x.example/"], "give it with --title"),
    (1, ["source", "--url", "javascript:x"], "does not begin with https://"),
    (2, ["source", "no-such-file.txt"], "no-such-file.txt"),
    (2, ["sources", os.devnull], f"{os.devnull} lists no source: give the address"),
]


@pytest.mark.parametrize(("status", "arguments", "reason"), REFUSED)
def test_refused(
    status: int, arguments: list[str], reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new(tmp_path, *arguments) == status
    assert reason in capsys.readouterr().err
    assert created(tmp_path) == {}


@pytest.mark.parametrize(
    "url",
    [
        "https://www.paper.example/2024/04/20/blast/",
        "http://paper.example/2024/04/20/blast",
        "https://paper.example/2024/04/20/blast/amp/?utm_source=x&fbclid=y#top",
    ],
)
def test_an_address_that_is_there(url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert new(tmp_path, "source", "--url", url, "--publisher", "the-paper") == 1
    assert "entities/sources/paper-2024-04-20-blast.yml:6" in capsys.readouterr().err
    assert created(tmp_path) == {}


def test_a_source_guesses_what_its_kin_tell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Publisher, type and language by its host, the day by its address, the id as the others of the publisher have it."""
    assert new(tmp_path, "source", "--url", "https://paper.example/2024/05/03/the-committee-on-the-blast") == 0

    (file, text), *_ = created(tmp_path).items()
    assert file == "sources/paper-2024-05-03-blast.yml"
    for line in ("type: webpage", "publisher: the-paper", "issued: 2024-05-03", "language: ar", "title: TODO"):
        assert f"\n{line}\n" in text
    assert "`publisher: the-paper` is a guess" in capsys.readouterr().out


def test_a_host_is_known_without_a_path(tmp_path: Path) -> None:
    assert new(tmp_path, "source", "--url", "https://paper.example?p=17#top", "--title", "The committee") == 0

    ((_, text),) = [item for item in created(tmp_path).items() if item[0].startswith("sources/")]
    assert "\npublisher: the-paper\n" in text


def test_a_source_takes_what_is_given(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--publisher", "a-paper", "--title", "A blast at a camp", "--issued", "2024-06", "--language", "fa"]
    assert new(tmp_path, "source", "--url", "https://other.example/x1", *arguments) == 0

    (file, text), *_ = created(tmp_path).items()
    assert file == "sources/a-paper-2024-06-blast.yml"
    for line in ("title: A blast at a camp", "publisher: a-paper", "issued: 2024-06", "language: fa", "type: TODO"):
        assert f"\n{line}\n" in text
    told = capsys.readouterr().out
    assert "the title is also in entities/sources/paper-2024-04-20-blast.yml:2" in told
    assert "no publisher has the id `a-paper`: did you mean `the-paper`?" in told or "write its entry too" in told


DATES = [
    ("/2024/04/20/a", "2024-04-20"),
    ("/a-2024-04-20", "2024-04-20"),
    ("/a/20240420/b", "2024-04-20"),
    ("/2024/4/2/a", "2024-04-02"),
    ("/2024/04/a", "2024-04"),
    ("/news/2024-was-a-year", None),
    ("/a/20241399", None),
    ("/a/2024-02-31", None),
    ("/2024/04/20/a-2024-04-19", None),
    ("/id/120240420", None),
    ("/id/2024042", None),
    ("/politics/1941228", None),
    ("/a/1998711", None),
    ("/a/2021/315", None),
    ("/2021/02/1", "2021-02-01"),
    ("/a/2021-2/3", None),
]
"""The path of an address, and the date that it has."""


@pytest.mark.parametrize(("path", "date"), DATES)
def test_the_date_in_an_address(path: str, date: str | None) -> None:
    assert date_in(f"https://x.example{path}") == date


LISTED = """\
- url: https://paper.example/2024/04/20/blast/?utm_source=rss
  title: Known already
- url: https://paper.example/2024/05/01/second?page=2&utm_medium=x
  title: A second blast near the camp
  publisher: The Paper (of a town)
  date: '2024-05-02'
  language: ar
- url: https://gazette.example/a/third-blast
  publisher: The Gazette
  date: undated
- url: https://gazette.example/2024/06/fourth-blast
- {url: https://www.gazette.example/2024/06/fourth-blast/, title: Once more}
"""


def test_sources_of_a_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Those that are new are written, with new publishers; the others are told, and a second run writes nothing."""
    listed = tmp_path / "listed.yml"
    listed.write_text(LISTED)
    assert new(tmp_path, "sources", str(listed)) == 0

    told, files = capsys.readouterr().out, created(tmp_path)
    assert sorted(files) == [
        "publishers/the-gazette.yml",
        "sources/paper-2024-05-02-blast.yml",
        "sources/the-gazette-2024-06-blast.yml",
        "sources/the-gazette-blast.yml",
    ]
    second = files["sources/paper-2024-05-02-blast.yml"]
    for line in ("publisher: the-paper", "issued: 2024-05-02", "url: https://paper.example/2024/05/01/second?page=2"):
        assert f"\n{line}\n" in second
    assert "\nissued: TODO\n" in files["sources/the-gazette-blast.yml"]
    assert "the publisher `the-gazette` is new: complete its entry" in told
    in_store, in_list = (line for line in told.splitlines() if line.startswith("skipped: "))
    assert in_store.startswith(f"skipped: {listed}:1:3: https://paper.example/2024/04/20/blast/?utm_source=rss: ")
    assert in_store.endswith("this address is already in entities/sources/paper-2024-04-20-blast.yml:6")
    assert in_list.endswith("this address is already in entities/sources/the-gazette-2024-06-blast.yml:13")

    assert main(["--root", str(tmp_path), "new", "sources", str(listed)]) == 0
    assert created(tmp_path) == files


FIRST = "https://paper.example/2024/05/03/first-blast"
ADDRESSES = {
    "lines": f"# read on Monday\n{FIRST}?fbclid=x\n\nhttps://new.example/second-blast\n",
    "JSON": f'[{{"url": "{FIRST}"}},\n{{"url": "https://new.example/second-blast", "date": ""}}]',
    "YAML": f"- url: {FIRST}\n  publisher:\n- url: https://new.example/second-blast\n",
}


@pytest.mark.parametrize("text", ADDRESSES.values(), ids=ADDRESSES)
def test_forms_of_a_list(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file, or the standard input, whose form shows in how it begins."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert new(tmp_path, "sources", "-") == 0
    assert sorted(created(tmp_path)) == [
        "publishers/new.yml",
        "sources/new-blast.yml",
        "sources/paper-2024-05-03-blast.yml",
    ]


WRONG_SOURCES = [
    (f"{FIRST}\nshared/paper.txt\n", ":2: shared/paper.txt: the address does not begin with https://"),
    (f"{FIRST}\nhttps://x.example/a b\n", ":2: https://x.example/a b: the address holds the character U+0020"),
    (f"{FIRST}\nhttps://x.example/\udcff\n", "the address holds the character U+DCFF"),
    (f"- url: {FIRST}\n- url: javascript:x\n", ":2:3: javascript:x: the address does not begin with https://"),
    (f"- url: {FIRST}\n- {{url: https://x.example/a, date: May}}\n", ":2:3: https://x.example/a: `May` is not a date"),
]


@pytest.mark.parametrize(("text", "reason"), WRONG_SOURCES)
def test_nothing_is_written_if_one_source_is_wrong(
    text: str, reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listed = tmp_path / "listed"
    listed.write_bytes(text.encode(errors="surrogateescape"))
    assert new(tmp_path, "sources", str(listed)) == 1
    assert reason in capsys.readouterr().err
    assert created(tmp_path) == {}


def test_a_list_with_a_hidden_character_is_not_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where it stands is told, and nothing is written."""
    listed = tmp_path / "listed"
    listed.write_text(f"- url: {FIRST}\n- {{url: https://x.example/a, publisher: The \u202e}}\n")
    assert new(tmp_path, "sources", str(listed)) == 2
    assert "listed:2:45: this is a hidden character: U+202E" in capsys.readouterr().err
    assert created(tmp_path) == {}


def test_every_wrong_source_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "listed").write_text(f"one\n{FIRST}\ntwo\n")
    assert new(tmp_path, "sources", str(tmp_path / "listed")) == 1
    told = capsys.readouterr().err
    assert "listed:1: one: " in told
    assert "listed:3: two: " in told


def test_an_address_of_another_sort_is_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert new(tmp_path, "source", "ftp://x.example/y") == 2
    assert (
        "ftp://x.example/y is no address of a web page: that begins with https:// or http://" in capsys.readouterr().err
    )
    assert created(tmp_path) == {}


def test_a_source_beside_one_without_a_title(tmp_path: Path) -> None:
    """As while several are written at once."""
    write_store(tmp_path, STORE | {"sources/paper-half": SOURCE.replace("title: A blast at a camp\n", "")})
    assert main(["--root", str(tmp_path), "new", "source", "https://paper.example/x", "--title", "A page"]) == 0


def test_a_publisher_made_of_a_host(tmp_path: Path) -> None:
    """What the address does not tell is to be filled in; a host that is named as another entry gives its whole name."""
    assert new(tmp_path, "source", "https://news.courier.co.example/raid?utm_source=rss&id=7&fbclid=x#top") == 0
    assert new(tmp_path, "source", "https://erbil.example/raid") == 0

    files = created(tmp_path)
    assert sorted(files) == [
        "publishers/courier.yml",
        "publishers/erbil-example.yml",
        "sources/courier-raid.yml",
        "sources/erbil-example-raid.yml",
    ]
    assert "\nname: TODO\n" in files["publishers/courier.yml"]
    assert "\nurl: https://news.courier.co.example/\n" in files["publishers/courier.yml"]
    assert "\nurl: https://news.courier.co.example/raid?id=7#top\n" in files["sources/courier-raid.yml"]
    assert "\n# codes for type: article-newspaper, article-journal, " in files["sources/courier-raid.yml"]


def test_the_id_takes_the_word_that_ids_of_the_store_take(tmp_path: Path) -> None:
    """A word that many titles have and no id says little; where the id is taken, or no word is left, it grows."""
    for number, word in enumerate(("kalsu", "erbil", "harir"), 1):
        text = SOURCE.replace("A blast at a camp", f"Attack near {word}").replace("/blast/", f"/{word}/")
        write_store(tmp_path, {f"sources/paper-2024-04-0{number}-{word}": text})
    titles = ["Attack at Erbil", "Attack at Erbil", "كركوك", "كركوك"]
    listed = [
        f"- {{url: https://paper.example/{n}, title: {title}, date: 2024-05-03}}" for n, title in enumerate(titles)
    ]
    (tmp_path / "listed.yml").write_text("\n".join(listed))
    assert new(tmp_path, "sources", str(tmp_path / "listed.yml")) == 0
    assert [file for file in sorted(created(tmp_path)) if "2024-05" in file] == [
        "sources/paper-2024-05-03-2.yml",
        "sources/paper-2024-05-03-erbil-attack.yml",
        "sources/paper-2024-05-03-erbil.yml",
        "sources/paper-2024-05-03.yml",
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "- {url: https://x.example/a, titel: A}",
            ":1:30: `titel` is not a key of an item of `list`: did you mean `title`?",
        ),
        ("- title: A\n", ":1:3: an item of `list` has no `url`, which is required"),
        ("url: https://x.example/a\n", ":1:1: the file holds no list"),
        ("- https://x.example/a\n", ":1:3: an item of `list` takes a mapping, and here is a text"),
        ("- url: [a]\n", ":1:8: `url` takes a text, and here is a list"),
        ("- url: 'a\n", ":1:8:"),
        ("- &a url\n", ":1:3:"),
        ("\x00", ":1:1:"),
        ("", ":1:1: the file holds no list"),
    ],
)
def test_lists_that_cannot_be_read(text: str, reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listed = tmp_path / "listed.yml"
    listed.write_text(text)
    assert new(tmp_path, "sources", str(listed)) == 2
    assert f"atlas: {listed}{reason}" in capsys.readouterr().err
    assert created(tmp_path) == {}


def test_no_file_of_several_is_left_if_one_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    temporary_file = atomic_files.temporary_file

    def full(path: Path, data: bytes) -> AbstractContextManager[Path]:
        if path.parent.name == "publishers":
            raise OSError(28, "No space left on device")
        return temporary_file(path, data)

    monkeypatch.setattr(atomic_files, "temporary_file", full)
    assert new(tmp_path, "source", "https://gazette.example/second") == 2
    assert created(tmp_path) == {}
