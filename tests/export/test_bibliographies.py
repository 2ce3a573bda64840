"""BibTeX and RIS of every work of the store, read back by the libraries that others use."""

from __future__ import annotations

import re
from functools import cache

import bibtexparser
import pytest
import rispy
from bibtexparser.bparser import BibTexParser
from bibtexparser.latexenc import latex_to_unicode
from hypothesis import given
from hypothesis import strategies as st

from euphrates_atlas.export.citation_formats import bibtex, ris
from euphrates_atlas.export.csl import Item, entry_item, work_item
from euphrates_atlas.export.export_files import works
from tests.case_count import sample_of_each
from tests.stores import atlas_of, whole_store


@cache
def items() -> dict[str, Item]:
    """Return works of the store, and entries as works, by key: every fiftieth of each type, in `make test-all` all."""
    entries = (entry_item(entry) for entry in whole_store().entries.values())
    every = works(whole_store()) | {item["id"]: item for item in entries}
    return dict(sample_of_each(every.items(), lambda work: work[1]["type"], every=50))


def read_bibtex(text: str) -> dict[str, dict[str, str]]:
    parser = BibTexParser(common_strings=True, ignore_nonstandard_types=False)
    return bibtexparser.loads(text, parser=parser).entries_dict


def unescaped(text: str) -> str:
    """Return a field as it is printed."""
    for written, sign in [
        (r"\textbraceleft{}", "\x01"),
        (r"\textbraceright{}", "\x02"),
        (r"\textbackslash{}", "\\"),
        (r"\textasciitilde{}", "~"),
        (r"\textasciicircum{}", "^"),
    ]:
        text = text.replace(written, sign)
    return (
        re.sub(r"\\([$&%#_])", r"\1", text).replace("{", "").replace("}", "").replace("\x01", "{").replace("\x02", "}")
    )


def test_every_work_comes_back_from_bibtex():
    """Key, title, address, people, and what it stands in."""
    read = read_bibtex("\n".join(map(bibtex, items().values())))

    assert set(read) == set(items())
    for id, item in items().items():
        held = read[id]
        assert unescaped(held["title"]) == item["title"]
        assert held.get("url", "") == item.get("URL", "")
        assert held.get("author", "").count(" and ") == max(len(item.get("author", ())) - 1, 0)
        where = item.get("container-title") or item["publisher"]
        assert where in [unescaped(text) for text in held.values()], id


def test_every_work_comes_back_from_ris():
    """With the same fields as from BibTeX; each type is one that the format knows."""
    read = {record["id"]: record for record in rispy.loads("\n".join(map(ris, items().values())))}

    assert set(read) == set(items())
    for id, item in items().items():
        held = read[id]
        assert held["title"] == item["title"]
        assert held.get("urls", [""]) == [item.get("URL", "").replace(";", "%3B")]
        assert len(held.get("authors", ())) == len(item.get("author", ()))
        assert held["type_of_reference"] in rispy.config.TYPE_OF_REFERENCE_MAPPING, id
        year = item.get("issued", {}).get("date-parts", [[""]])[0][0]
        assert held.get("year", "") == str(year)


def test_an_address_with_a_semicolon_stays_one():
    """RIS takes a semicolon for the end of an address."""
    item = {"id": "a", "type": "webpage", "title": "A", "URL": "https://example.org/a,b;c.html"}
    assert rispy.loads(ris(item))[0]["urls"] == ["https://example.org/a,b%3Bc.html"]


NEWS = {"id": "x", "type": "article-newspaper", "title": "T", "container-title": "A paper"}
ON_THE_WEB = {"URL": "https://example.org/"}


@pytest.mark.parametrize(
    ("item", "type", "fields"),
    [
        (NEWS | ON_THE_WEB, "online", {"organization": "A paper", "journaltitle": "A paper"}),
        (NEWS, "article", {"journal": "A paper"}),
        (NEWS | ON_THE_WEB | {"type": "webpage"}, "online", {"organization": "A paper"}),
        (NEWS | ON_THE_WEB | {"type": "article-journal"}, "article", {"journal": "A paper"}),
        (NEWS | ON_THE_WEB | {"type": "broadcast"}, "misc", {"howpublished": "A paper"}),
        (NEWS | ON_THE_WEB | {"language": "ar"}, "online", {"langid": "arabic", "language": "arabic"}),
        (NEWS | ON_THE_WEB | {"language": "ku"}, "online", {"language": "ku"}),
    ],
)
def test_reference_managers_take_each_work_for_what_it_is(item: Item, type: str, fields: dict[str, str]):
    """News of the web for a page, not for an article of a journal; and they learn its language."""
    held = read_bibtex(bibtex(item))["x"]
    assert held["ENTRYTYPE"] == type
    assert {name: unescaped(held.get(name, "")) for name in fields} == fields


@pytest.mark.parametrize("title", ["Stop!!", "What?!", "No!? Yes!!!"])
def test_two_marks_stay_two(title: str):
    """Zotero makes one sign of them where they touch."""
    written = bibtex(NEWS | {"title": title})
    assert not re.search(r"title = .*[!?][!?]", written)
    assert unescaped(read_bibtex(written)["x"]["title"]) == title


def test_an_uncertain_day_is_told_in_ris():
    """As a note, since programs take the day behind `DA` for certain."""
    (record,) = rispy.loads(ris(issued("2025-01-02?")))
    assert "Date: 2 January 2025 (uncertain)" in record["notes"]
    assert "notes" not in rispy.loads(ris(issued("2025-01-02")))[0]


def test_a_note_ends_with_what_programs_find():
    """A reference in free words stands before the title in English and the copy, of which each ends where the next begins."""
    atlas = atlas_of(
        {
            "sources/tested": "title_tr: One; two\nreference: p. 3\narchive_url: 'https://web.archive.org/x'\narchive_status: archived"
        }
    )
    (record,) = rispy.loads(ris(work_item(atlas, atlas["tested"])))
    assert record["notes"] == ["p. 3; Title in English: One; two; Archived copy: https://web.archive.org/x"]


def issued(text: str) -> Item:
    atlas = atlas_of({"sources/tested": f"issued: '{text}'"})
    return work_item(atlas, atlas["tested"])


@pytest.mark.parametrize(
    ("date", "csl", "in_bibtex", "in_ris"),
    [
        ("2021-02-15", {"date-parts": [[2021, 2, 15]]}, ("2021", "feb", "2021-02-15"), "2021/02/15/"),
        ("2021-02", {"date-parts": [[2021, 2]]}, ("2021", "feb", "2021-02"), "2021/02//"),
        ("2011", {"date-parts": [[2011]]}, ("2011", "", "2011"), "2011///"),
        ("2025~", {"date-parts": [[2025]], "circa": True}, ("c. 2025", "", "2025~"), "2025///about 2025"),
        (
            "2025-01-02?",
            {"date-parts": [[2025, 1, 2]], "circa": True},
            ("2 Jan 2025?", "", "2025-01-02?"),
            "2025/01/02/2 January 2025 (uncertain)",
        ),
        ("2014/2017", {"date-parts": [[2014], [2017]]}, ("2014--2017", "", "2014/2017"), "2014///2014 to 2017"),
        ("2014/..", {"literal": "since 2014"}, ("since 2014", "", "2014/.."), "///since 2014"),
        ("201X", {"literal": "2010s"}, ("2010s", "", "201X"), "///2010s"),
        ("unknown", None, ("n.d.", "", ""), None),
    ],
)
def test_a_date_says_no_more_than_is_known(date: str, csl: object, in_bibtex: tuple[str, ...], in_ris: str | None):
    item = issued(date)
    fields = dict(re.findall(r"^  (\w+) = \{?(.*?)\}?,$", bibtex(item), re.MULTILINE))
    lines = dict(line.split("  - ") for line in ris(item).split("\n"))

    assert item.get("issued") == csl
    assert (fields["year"], fields.get("month", ""), fields.get("date", "")) == in_bibtex
    assert lines.get("DA") == in_ris


TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1).filter(
    lambda text: text == " ".join(text.split()) and "\x85" not in text
)


@given(title=TEXTS, author=TEXTS)
def test_any_text_comes_back(title: str, author: str):
    """Also braces that do not match, backslashes, signs of LaTeX, and any script."""
    item = {"id": "x", "type": "webpage", "title": title, "author": [{"literal": author}], "container-title": "Site"}

    held = read_bibtex(bibtex(item))["x"]
    (record,) = rispy.loads(ris(item))

    assert unescaped(held["title"]) == title
    assert unescaped(held["author"]) == author
    assert (record["title"], record["authors"]) == (title, [author])


def test_a_text_keeps_to_its_line():
    """What looks like another field or record stays the text of its own."""
    title = "One\nTY  - BOOK\nER  - \n},\n@book{evil, title={Two}"
    atlas = atlas_of({"sources/tested": f"title: {title!r}".replace("'", '"')})
    item = work_item(atlas, atlas["tested"])

    assert list(read_bibtex(bibtex(item))) == ["tested"]
    assert [record["id"] for record in rispy.loads(ris(item))] == ["tested"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ({"family": "Knights", "given": "Michael"}, "Knights, Michael"),
        ({"literal": "Bureau of Trade and Industry"}, "{Bureau of Trade and Industry}"),
        ({"family": "Smith, Jr.", "given": "J."}, "{Smith, Jr.}, J."),
        ({"family": "And"}, "{And}"),
        ({"literal": "علي الموسوي"}, "{علي الموسوي}"),
    ],
)
def test_a_name_is_never_split(name: dict[str, str], expected: str):
    """BibTeX parts names at commas and at the word “and”."""
    item = {"id": "x", "type": "book", "title": "T", "author": [name]}
    assert f"  author = {{{expected}}},\n" in bibtex(item)


def test_latex_prints_what_was_escaped():
    """The decoder of the library reads our escapes as the signs they stand for."""
    written = bibtex({"id": "x", "type": "book", "title": "50 % & #1 a_b"})
    assert "title = 50 % & #1 a_b," in latex_to_unicode(written)
