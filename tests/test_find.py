"""`atlas find`: where a name, an id or an address is, the nearest match first."""

from __future__ import annotations

from pathlib import Path

import pytest

from euphrates_atlas import cli
from euphrates_atlas.edit.store_names import Match, find
from euphrates_atlas.settings import Settings
from tests.stores import SURROUNDINGS, atlas_of, completed, write_store

TEXTS = {
    "groups/kataib-hezbollah": (
        "name: Kataib Hezbollah\nnames:\n  - {text: كتائب حزب الله, lang: ar}\n  - KH\nfounded: {value: 2003, cite: [s]}\n"
        "redirects: [old-kataib]\nbody: 'Its brigades fought near Jurf al-Sakhr [@s].'"
    ),
    "groups/kataib-sayyid": "name: Kata’ib Sayyid al-Shuhada",
    "sources/shafaq-2024": "title: Drones over the base\nurl: https://www.shafaq.com/en/Iraq/x",
}
Printed = pytest.CaptureFixture[str]
Hits = list[tuple[str, str, str]]


def hits(settings: Settings, words: str) -> Hits:
    """Return how near each hit is, its entry and its field."""
    return [(hit.match.name.lower(), hit.place.file.id, hit.place.field) for hit in find(settings, words)[0]]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("Kataib Hezbollah", ("exact", "kataib-hezbollah", "name")),
        ("kata'ib  hezbollah", ("folded", "kataib-hezbollah", "id")),
        ("KATAIB SAYYID AL-SHUHADA", ("folded", "kataib-sayyid", "name")),
        ("Kataib Say", ("prefix", "kataib-sayyid", "id")),
        ("كتائب حزب اللة", ("folded", "kataib-hezbollah", "names.text")),
        ("KH", ("exact", "kataib-hezbollah", "names.text")),
        ("kataib-hezbollah", ("exact", "kataib-hezbollah", "id")),
        ("old-kataib", ("exact", "kataib-hezbollah", "redirects")),
        ("sayyid kataib", ("inside", "kataib-sayyid", "id")),
        ("drones over", ("prefix", "shafaq-2024", "title")),
        ("https://www.shafaq.com/en/Iraq", ("prefix", "shafaq-2024", "url")),
        ("http://shafaq.com/en/Iraq/x/?utm_source=a", ("folded", "shafaq-2024", "url")),
        ("shafaq.com", ("inside", "shafaq-2024", "url")),
        ("/en/Iraq/", ("inside", "shafaq-2024", "url")),
    ],
)
def test_first_hit(words: str, first: tuple[str, str, str], store: Settings) -> None:
    """Names, titles and ids in any spelling, addresses in any form."""
    assert hits(store, words)[0] == first


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Kata'ib Hezbollah", "kataib"),
        ("The U.S. Army", "us army"),
        ("27th Brigade", "brigade 27"),
        ("B-2 bombers", "B2"),
        ("Ansar Allah", "Ánsâr"),
        ("One\n  long name", "long one"),
        ("Tab\\u002dTab", "tab-tab"),
    ],
)
def test_names_in_ascii_alone(name: str, words: str, store: Settings) -> None:
    """They are found in every spelling, in a file that holds nothing else, beside one that holds other words alone."""
    (store.entities / "groups" / "plain.yml").write_text(f'name: "{name}"', encoding="ascii")
    (store.entities / "groups" / "rest.yml").write_text("name: Rest", encoding="ascii")
    assert {"plain"} <= {id for _, id, _ in hits(store, words)} <= {"plain", *(Path(name).stem for name in TEXTS)}


@pytest.mark.parametrize(
    "text",
    [
        'name: "Kata\\u2019ib Hezbollah"',
        '"name": Kataib Hezbollah',
        "name: >-\n  Kataib\n  Hezbollah",
        "name:\n  Kataib\n\n  # a comment\n  Hezbollah",
        "name: Other\nnames:\n- text: &a Kataib Hezbollah\n  lang: en",
        "{name: Kataib Hezbollah, type: armed-group}",
        "\ufeffname: Kataib Hezbollah",
        "name: Kataib Hezbollah\r\nreviewed: 2026-11-20\r\n",
        "name: Kataib Hezbollah\nsummary: [",
    ],
)
def test_however_a_file_is_written(text: str, store: Settings, capsys: Printed) -> None:
    """A name is found, or the file that has it is said to be none that can be read."""
    (store.entities / "groups" / "odd.yml").write_bytes(text.encode())

    assert run(store, "Kata'ib", "Hezbollah") == 0
    printed = capsys.readouterr()
    assert "groups/odd.yml" in printed.out + printed.err


def test_a_statement_by_its_id(store: Settings, capsys: Printed) -> None:
    """As its address has it, too; and by an id that it had."""
    (fact,) = atlas_of(TEXTS)["kataib-hezbollah"].facts_of("founded")
    file = store.entities / "groups" / "kataib-hezbollah.yml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("{value: 2003, ", "{value: 2003, was: [1a2b3c4d], "), encoding="utf-8")

    for words, nearness in ((fact.id, "exact"), (f"s-{fact.id}", "exact"), ("1a2b3c4d", f"now {fact.id}")):
        assert run(store, words) == 0
        out = capsys.readouterr().out
        assert out.startswith("entities/groups/kataib-hezbollah.yml:")
        assert out.endswith(f": founded: {words.removeprefix('s-')} ({nearness})\n")


def test_the_nearest_comes_first(store: Settings) -> None:
    """Exact before folded, folded before begun, begun before contained; works behind what readers come for."""
    source = store.entities / "sources" / "a.yml"
    source.write_text(completed("sources", "title: Kataib Hezbollah"), encoding="utf-8")
    found = [Match[name.upper()] for name, _, _ in hits(store, "kataib")]

    assert found == sorted(found)
    assert [id for _, id, _ in hits(store, "Kataib Hezbollah")][:2] == ["kataib-hezbollah", "a"]


@pytest.mark.parametrize(
    "words",
    ["", " ", "zzzz", "kataib zzzz", "[@s]x", "%", "\\", "(((", "sakhr", "brigades", "https://shafaq.com/ar", "2003"],
)
def test_nothing(words: str, store: Settings) -> None:
    """What is nowhere is nowhere, no mark is an expression, and words of texts and values are not looked for."""
    assert hits(store, words) == []


@pytest.fixture
def store(tmp_path: Path) -> Settings:
    texts = {path: completed(path.split("/")[0], text) for path, text in {**SURROUNDINGS, **TEXTS}.items()}
    return write_store(tmp_path, texts)


def run(store: Settings, *words: str) -> int:
    return cli.main(["--root", str(store.root), "find", *words])


def test_lines(store: Settings, capsys: Printed) -> None:
    """File, line and column as editors open them; the field; the text; how near it is."""
    assert run(store, "kata'ib", "hezbollah") == 0
    assert capsys.readouterr().out == (
        "entities/groups/kataib-hezbollah.yml:1:1: id: kataib-hezbollah (folded)\n"
        "entities/groups/kataib-hezbollah.yml:4:7: name: Kataib Hezbollah (folded)\n"
    )


def test_nowhere(store: Settings, capsys: Printed) -> None:
    assert run(store, "nowhere", "at", "all") == 1
    assert capsys.readouterr() == ("", "atlas: `nowhere at all` is not a name, id or address of any entry\n")


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("Ketaeb Hizballa", ["kataib-hezbollah.yml:4:7: name: Kataib Hezbollah (near)"]),
        ("Shahada Sayyed", ["kataib-sayyid.yml:4:7: name: Kata’ib Sayyid al-Shuhada (near)"]),
        ("كتائت حزب", ["kataib-hezbollah.yml:6:12: names.text: كتائب حزب الله (near)"]),
        ("dron ovr bases", ["shafaq-2024.yml:5:8: title: Drones over the base (near)"]),
        ("Ketaeb Badr", []),
    ],
)
def test_the_nearest_names(words: str, lines: list[str], store: Settings, capsys: Printed) -> None:
    """Where none has the words, names that have a word like each of them, in whatever order and with more words."""
    assert run(store, words) == (0 if lines else 1)
    assert [line.rpartition("/")[2] for line in capsys.readouterr().out.splitlines()] == lines


def test_a_broken_file_is_named(store: Settings, capsys: Printed) -> None:
    """Where it may have the words; the rest is searched all the same."""
    (store.entities / "groups" / "bad.yml").write_text("name: [KH\n")

    assert run(store, "KH") == 0
    assert capsys.readouterr().err == "atlas: not searched, because it cannot be read: entities/groups/bad.yml\n"


def test_many(store: Settings, capsys: Printed) -> None:
    """A screen of them, and how to see the rest."""
    for number in range(60):
        (store.entities / "groups" / f"many-{number}.yml").write_text(completed("groups", f"name: Brigade {number}"))

    run(store, "Brigade")
    assert capsys.readouterr().out.endswith("more: `--all` shows them\n")
    run(store, "Brigade", "--all")
    assert len(capsys.readouterr().out.splitlines()) == 60
