"""`atlas find`: where something is, the nearest match first."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import cli
from generator.model.atlas import Entry
from generator.search.lookup import Match, find
from generator.settings import Settings
from tests.stores import SURROUNDINGS, atlas_of, completed, write_store

TEXTS = {
    "groups/kataib-hezbollah": (
        "name: Kataib Hezbollah\nnames:\n  - {text: كتائب حزب الله, lang: ar}\n  - KH\nfounded: {value: 2003, cite: [s]}\n"
        "media: {name: Al-Etejah channel, cite: [s]}\nbody: 'Its brigades fought near Jurf al-Sakhr [@s].'"
    ),
    "groups/kataib-sayyid": "name: Kata’ib Sayyid al-Shuhada",
    "sources/shafaq-2024": "title: Drones over the base\nurl: https://www.shafaq.com/en/Iraq/x",
}
Printed = pytest.CaptureFixture[str]


def hits(words: str) -> list[tuple[str, str, str]]:
    found = find(atlas_of(TEXTS), words)
    return [(hit.match.name.lower(), hit.entry.id, ".".join(map(str, hit.path))) for hit in found]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("Kataib Hezbollah", ("exact", "kataib-hezbollah", "name")),
        ("kata'ib  hezbollah", ("folded", "kataib-hezbollah", "")),
        ("KATAIB SAYYID AL-SHUHADA", ("folded", "kataib-sayyid", "name")),
        ("Kataib Say", ("prefix", "kataib-sayyid", "")),
        ("كتائب حزب اللة", ("folded", "kataib-hezbollah", "names.0.text")),
        ("KH", ("exact", "kataib-hezbollah", "names.1.text")),
        ("kataib-hezbollah", ("exact", "kataib-hezbollah", "")),
        ("drones over", ("prefix", "shafaq-2024", "title")),
        ("https://www.shafaq.com/en/Iraq", ("prefix", "shafaq-2024", "url")),
        ("shafaq.com", ("inside", "shafaq-2024", "url")),
        ("etejah", ("prefix", "kataib-hezbollah", "media.0.name")),
        ("sakhr", ("inside", "kataib-hezbollah", "body")),
        ("brigades jurf", ("inside", "kataib-hezbollah", "body")),
        ("2003", ("exact", "kataib-hezbollah", "founded.0.value")),
    ],
)
def test_first_hit(words: str, first: tuple[str, str, str]) -> None:
    """Names and ids in any spelling, statements, prose, titles, addresses."""
    assert hits(words)[0] == first


def test_a_statement_by_its_id() -> None:
    """And by the ids that it had."""
    entry = atlas_of(TEXTS)["kataib-hezbollah"]
    (fact,) = entry.facts_of("founded")

    assert hits(fact.id) == [("exact", "kataib-hezbollah", "founded.0")]


def test_the_nearest_comes_first() -> None:
    """Exact before folded, folded before begun, begun before contained; names before prose."""
    found = [Match[name.upper()] for name, _, _ in hits("kataib")]

    assert found == sorted(found)


@pytest.mark.parametrize("words", ["", " ", "zzzz", "kataib zzzz", "[@s]x", "%", "\\", "((("])
def test_nothing(words: str) -> None:
    """What is nowhere is nowhere, and no mark is an expression."""
    assert hits(words) == []


def test_every_hit_is_in_its_entry() -> None:
    for hit in find(atlas_of(TEXTS), "a"):
        assert isinstance(hit.entry, Entry)
        assert hit.part is None or hit.text[slice(*hit.part)].casefold() == "a"


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


def test_a_place_in_prose(store: Settings, capsys: Printed) -> None:
    assert run(store, "Jurf al-Sakhr") == 0
    out = capsys.readouterr().out
    line, column = map(int, out.split(":")[1:3])
    file = store.entities / "groups" / "kataib-hezbollah.yml"
    assert file.read_text("utf-8").split("\n")[line - 1][column - 1 :].startswith("Jurf al-Sakhr")


def test_nowhere(store: Settings, capsys: Printed) -> None:
    assert run(store, "nowhere", "at", "all") == 1
    assert capsys.readouterr() == ("", "atlas: `nowhere at all` is nowhere in the store\n")


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
    """Where no text has the words, names that have a word like each of them, in whatever order and with more words."""
    assert run(store, words) == (0 if lines else 1)
    assert [line.rpartition("/")[2] for line in capsys.readouterr().out.splitlines()] == lines


def test_a_broken_file_is_named(store: Settings, capsys: Printed) -> None:
    """The rest is searched all the same."""
    (store.entities / "groups" / "bad.yml").write_text("name: [\n")

    assert run(store, "KH") == 0
    assert capsys.readouterr().err == "atlas: not searched, because it cannot be read: entities/groups/bad.yml\n"


def test_many(store: Settings, capsys: Printed) -> None:
    """A screen of them, and how to see the rest."""
    for number in range(60):
        (store.entities / "groups" / f"many-{number}.yml").write_text(completed("groups", f"name: Brigade {number}"))

    run(store, "Brigade")
    assert capsys.readouterr().out.endswith("more: `--all` shows them\n")
    run(store, "Brigade", "--all")
    assert len(capsys.readouterr().out.splitlines()) > 60
