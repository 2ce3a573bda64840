"""What people write elsewhere, as entries: a form of the hosting service, tables from a spreadsheet, archived copies."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from euphrates_atlas import cli
from euphrates_atlas.edit.inputs import FORM
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
FILLED_IN = """\
### Kind

{kind}

### Name

{name}

### Other names and spellings

لواء النهر, River Force

### What is known, and who says so?

A brand that claimed an attack.\u2028names: [Injected]

### Sources

https://paper.example/one para. 3
See https://gazette.example/2024/05/01/river?utm_source=x.

### What is not known, or where do accounts differ?

_No response_
"""


def atlas(root: Path, *arguments: str | Path) -> int:
    return cli.main(["--root", str(root), *map(str, arguments)])


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_store(tmp_path, STORE)
    return tmp_path


def form(root: Path, kind: str, name: str) -> Path:
    path = root / "issue.md"
    path.write_text(FILLED_IN.format(kind=kind, name=name), "utf-8")
    return path


def test_the_reader_knows_the_form() -> None:
    """Whoever renames a field of the form, or adds a kind to it, is told here."""
    fields = yaml.safe_load((REPOSITORY / ".github/ISSUE_TEMPLATE/new-entry.yml").read_text("utf-8"))["body"]
    assert [f["attributes"]["label"] for f in fields if f["type"] != "markdown"] == list(FORM)
    (kinds,) = (f["attributes"]["options"] for f in fields if f.get("id") == "kind")
    assert all(kind_named(kind) for kind in kinds)


def test_a_form_becomes_entries(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is known waits in comments; the source that is there already is named, the other begun."""
    assert atlas(root, "new", "--from-form", form(root, "Group", "River Brigade")) == 0

    assert capsys.readouterr().out.splitlines()[-2] == "entities/groups/river-brigade.yml"
    entry = (root / "entities/groups/river-brigade.yml").read_text("utf-8")
    assert "# Description: A brand that claimed an attack. names: [Injected]" in entry
    assert "#   - {text: لواء النهر, lang: TODO}\n#   - River Force" in entry
    assert "# paper-one: para. 3\n" in entry
    assert "url: https://gazette.example/2024/05/01/river\n" in (
        root / "entities/sources/gazette-2024-05-01-river.yml"
    ).read_text("utf-8")


def test_dates_of_a_form_are_taken_over(root: Path) -> None:
    """That of an event stands in its name, that of a work behind its address; a number alone may be that of a page."""
    path = form(root, "Event", "Blast at a camp, 3 May 2024")
    sources = "https://gazette.example/raid 4 May 2024, p. 2\nhttps://gazette.example/fire p. 2010"
    path.write_text(path.read_text("utf-8").replace("https://paper.example/one para. 3", sources), "utf-8")

    assert atlas(root, "new", "--from-form", path) == 0

    event = (root / "entities/strikes/2024-05-03-blast-at-a-camp.yml").read_text("utf-8")
    assert "\ndate: {value: 2024-05-03, cite: [todo]}\n" in event
    assert "# gazette-2024-05-04-raid: 4 May 2024, p. 2\n" in event
    assert "\nissued: 2024-05-04\n" in (root / "entities/sources/gazette-2024-05-04-raid.yml").read_text("utf-8")
    assert "\nissued: TODO\n" in (root / "entities/sources/gazette-fire.yml").read_text("utf-8")


def test_addresses_of_a_form_are_whole(root: Path) -> None:
    """With the brackets in them; those around an address are none of it. A byte order mark is passed over."""
    path = form(root, "Group", "River Brigade")
    sources = "https://gazette.example/Camp_(base) p. 2\n[the page](https://gazette.example/a/(b)/c)\n(https://gazette.example/d)"
    text = path.read_text("utf-8").replace("https://paper.example/one para. 3", sources)
    path.write_text(f"\ufeff{text}", "utf-8")

    assert atlas(root, "new", "--from-form", path) == 0

    texts = [file.read_text("utf-8") for file in (root / "entities/sources").glob("gazette-*")]
    urls = [line.removeprefix("url: ") for text in texts for line in text.splitlines() if line.startswith("url: ")]
    assert sorted(urls)[-3:] == [
        "https://gazette.example/Camp_(base)",
        "https://gazette.example/a/(b)/c",
        "https://gazette.example/d",
    ]


def test_marks_around_an_address_are_none_of_it(root: Path) -> None:
    """Commas and semicolons of any script, quotation marks, and capitals of a telephone; what has no address is kept in words."""
    path = form(root, "Group", "River Brigade")
    sources = (
        "https://gazette.example/a، 20 April 2024؛ para. 3\n“https://gazette.example/b”\n`https://gazette.example/c`\n"
        "Https://gazette.example/d.\nThe Shadow War, Oxford 2019, pp. 3-9"
    )
    text = path.read_text("utf-8").replace("https://paper.example/one para. 3", sources)
    path.write_text(text, "utf-8")

    assert atlas(root, "new", "--from-form", path) == 0

    texts = [file.read_text("utf-8") for file in (root / "entities/sources").glob("gazette-*")]
    urls = [line.removeprefix("url: ") for text in texts for line in text.splitlines() if line.startswith("url: ")]
    assert {url.lower() for url in urls} >= {f"https://gazette.example/{letter}" for letter in "abcd"}
    entry = (root / "entities/groups/river-brigade.yml").read_text("utf-8")
    assert "# Sources without an address: The Shadow War, Oxford 2019, pp. 3-9\n" in entry


def test_a_form_for_sources_without_an_address_says_so(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = form(root, "Source", "The Shadow War")
    text = path.read_text("utf-8").partition("### Sources")[0]
    path.write_text(f"{text}### Sources\n\nThe Shadow War, Oxford 2019, pp. 3-9\n", "utf-8")

    assert atlas(root, "new", "--from-form", path) == 1

    told = capsys.readouterr().err
    assert told.startswith("atlas: no source of the form has an address: give the address of the source")
    assert 'atlas new source --title "The Shadow War" --publisher' in told


def test_a_form_for_sources_makes_them(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert atlas(root, "new", "--from-form", form(root, "Source", "An article")) == 0

    assert "skipped: " in capsys.readouterr().out
    assert (root / "entities/sources/gazette-2024-05-01-river.yml").is_file()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (FILLED_IN.format(kind="Group", name="_No response_"), "nothing stands below `### Name`"),
        ("hello", "nothing stands below `### Kind`"),
        (FILLED_IN.format(kind="Ship", name="A"), "there is no kind `Ship`"),
        (FILLED_IN.format(kind="Event", name="A raid"), "the id of an event starts with its date"),
    ],
)
def test_a_form_that_says_too_little_is_refused(
    root: Path, capsys: pytest.CaptureFixture[str], text: str, told: str
) -> None:
    (root / "issue.md").write_text(text, "utf-8")

    assert atlas(root, "new", "--from-form", root / "issue.md") != 0

    assert told in capsys.readouterr().err
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
        ("id,archive_url\npaper-one,https://paper.example/one\n", "this is the page itself, and no copy of it"),
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
