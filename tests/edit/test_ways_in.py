"""What people write elsewhere, as entries: an issue, tables from a spreadsheet, archived copies."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from euphrates_atlas import cli
from euphrates_atlas.edit.new_entry import kind_named
from euphrates_atlas.edit.source_entries import language_in
from tests.stores import REPOSITORY, write_store

SOURCE = "type: webpage\ntitle: A blast\npublisher: the-paper\nissued: 2024-04-20\nlanguage: en\nurl: https://paper.example/{}\n"
STORE = {
    "publishers/the-paper": "name: The Paper\ntype: newspaper\n",
    **{f"sources/paper-{name}": SOURCE.format(name) for name in ("one", "two", "three")},
}
COPY = "https://web.archive.org/web/2024/https://paper.example/one"
COPY_TWO = "https://web.archive.org/web/20240501000000/http://www.paper.example:80/two"
DESCRIBED = """\
### Kind

Group

### What is known, and who says so?

A brand that claimed an attack.
"""
"""A new entry that is described in words alone, as the form of the hosting service for that sends it."""


def atlas(root: Path, *arguments: str | Path) -> int:
    return cli.main(["--root", str(root), *map(str, arguments)])


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_store(tmp_path, STORE)
    return tmp_path


def test_the_kinds_of_the_form_for_a_new_entry_are_kinds() -> None:
    fields = yaml.safe_load((REPOSITORY / ".github/ISSUE_TEMPLATE/new-entry.yml").read_text("utf-8"))["body"]
    (kinds,) = (field["attributes"]["options"] for field in fields if field.get("id") == "kind")
    assert all(kind_named(kind) for kind in kinds)


def test_a_change_takes_no_other_options(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "issue.md").write_text(DESCRIBED, "utf-8")

    assert atlas(root, "new", "--from-form", root / "issue.md", "--id", "x") == 2

    assert "or --from-form FILE alone" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["hello", DESCRIBED])
def test_an_issue_without_a_change_says_what_to_do(root: Path, capsys: pytest.CaptureFixture[str], text: str) -> None:
    (root / "issue.md").write_text(text, "utf-8")

    assert atlas(root, "new", "--from-form", root / "issue.md") != 0

    told = capsys.readouterr().err
    assert "no change stands here: paste the whole text that the form has made" in told
    assert "begin an entry of which only words are given with `atlas new KIND NAME`" in told
    assert not (root / "entities/groups").exists()


def test_a_table_of_sources(root: Path) -> None:
    """As a spreadsheet writes it, in any of its three dialects."""
    for number, mark in enumerate((",", ";", "\t")):
        rows = [
            ["URL", "title", "date"],
            [f"https://gazette.example/{number}?fbclid=x", f'"One{mark} two"', f"2024-05-0{number + 1}"],
        ]
        table = root / "table.csv"
        table.write_text("\ufeff" + "\r\n".join(mark.join(row) for row in rows), "utf-8")
        assert atlas(root, "new", "sources", table) == 0

    texts = [path.read_text("utf-8") for path in sorted((root / "entities/sources").glob("gazette-*"))]
    assert len(texts) == 3
    assert "\ntitle: One, two\n" in texts[0]
    assert "\nissued: 2024-05-01\n" in texts[0]
    assert "\nurl: https://gazette.example/0\n" in texts[0]


def test_copies_are_written_once(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each beside its source, in canonical form; a second run changes nothing."""
    table = root / "copies.csv"
    table.write_text(f"id,archive_url\npaper-one,{COPY}\npaper-two,{COPY_TWO}\n", "utf-8")
    (root / "entities/sources/paper-two.yml").write_text(f"{SOURCE.format('two')}archive_status: pending\n", "utf-8")

    assert atlas(root, "import", "archive", table) == 0
    for name, copy in {"one": COPY, "two": COPY_TWO}.items():
        text = (root / f"entities/sources/paper-{name}.yml").read_text("utf-8")
        assert f"\narchive_url: {copy}\narchive_status: archived\n" in text
    assert "2 of 2 rows were written" in capsys.readouterr().out
    assert atlas(root, "fmt", "--check", "paper-one", "paper-two") == 0
    capsys.readouterr()

    assert atlas(root, "import", "archive", table) == 0
    assert capsys.readouterr().out.startswith("0 of 2 rows were written\nskipped: ")


@pytest.mark.parametrize(
    ("table", "told"),
    [
        (f"id,archive_url\npaper-one,{COPY}\nno-such,{COPY}\n", ":3: no source has the id `no-such`"),
        (f"id,archive_url\npaper-one,{COPY}\npaper-two,copy\n", ":3: `copy`: the address does not begin with"),
        (f"id,archive_url\npaper-one,{COPY}\npaper-two,{COPY}\n", f":3: `{COPY}`: this is a copy of another page"),
        ("id,archive_url\npaper-one,https://paper.example/one\n", "this is the page itself, not a copy of it"),
        (
            "id,archive_url\npaper-one,https://web.archive.org/save/https://paper.example/one\n",
            "makes a copy and is none",
        ),
        (
            "id,archive_url\npaper-one,https://web.archive.org/web/20190101/https://paper.example/one\n",
            "older than the",
        ),
        (f"source,archive_url\npaper-one,{COPY}\n", ":1: the first line must name the columns, of id, archive_url"),
        (f"id,archive_url\npaper-one,{COPY},more\n", ":2: the row has more than 2 values"),
        ("", ":1: the first line must name the columns"),
        (f'id,archive_url\npaper-one,{COPY}\n"paper-two,{COPY}\n', ":3: a quote in this row is not closed"),
        (f'id,archive_url\n"{"paper-one,x" * 12_000}\n', ":2: a quote in this row is not closed"),
    ],
)
def test_a_table_with_a_mistake_writes_nothing(
    root: Path, capsys: pytest.CaptureFixture[str], table: str, told: str
) -> None:
    (root / "copies.csv").write_text(table, "utf-8")

    assert atlas(root, "import", "archive", root / "copies.csv") != 0

    assert told in capsys.readouterr().err
    assert (root / "entities/sources/paper-one.yml").read_text("utf-8") == SOURCE.format("one")


def test_the_status_of_a_wrong_row_is_the_one_of_the_help(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "copies.csv").write_text(f"id,archive_url\nnobody,{COPY}\n", "utf-8")
    status = atlas(root, "import", "archive", root / "copies.csv")

    with pytest.raises(SystemExit):
        atlas(root, "import", "--help")

    assert f"{status} a row is wrong" in capsys.readouterr().out


@pytest.mark.parametrize("layout", ["braces", "an end", "indented", "no line break at the end"])
def test_a_copy_is_written_into_any_layout(root: Path, layout: str) -> None:
    """The file has its canonical form afterwards."""
    text = SOURCE.format("one")
    (root / "entities/sources/paper-one.yml").write_text(
        {
            "braces": f"{{{', '.join(text.splitlines())}}}\n",
            "an end": f"{text}...\n",
            "indented": "".join(f"  {line}\n" for line in text.splitlines()),
            "no line break at the end": text.rstrip(),
        }[layout],
        "utf-8",
    )
    (root / "copies.csv").write_text(f"id,archive_url\npaper-one,{COPY}\n", "utf-8")

    assert atlas(root, "import", "archive", root / "copies.csv") == 0

    text = (root / "entities/sources/paper-one.yml").read_text("utf-8")
    assert f"\nurl: https://paper.example/one\narchive_url: {COPY}\narchive_status: archived\n" in text


def test_a_source_whose_comment_has_no_place_is_left(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lost = "identifiers: {wikidata: Q42\n  , # from the catalogue\n  geonames: '123'}\n"
    (root / "entities/sources/paper-one.yml").write_text(SOURCE.format("one") + lost, "utf-8")
    (root / "copies.csv").write_text(f"id,archive_url\npaper-one,{COPY}\n", "utf-8")

    assert atlas(root, "import", "archive", root / "copies.csv") == 1

    told = "copies.csv:2: entities/sources/paper-one.yml: the comment in line 8 stands where it would be lost"
    assert told in capsys.readouterr().err


def test_a_title_shows_its_language() -> None:
    titles = {
        "انفجار في معسكر": "ar",
        "انفجار در پادگان": "fa",
        "تەقینەوە لە سەربازگەیەک، ڕووداو": "ckb",
        "A blast": None,
    }
    assert {title: language_in(title) for title in titles} == titles
