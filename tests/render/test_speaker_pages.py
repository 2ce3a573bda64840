"""The pages of speakers without an entry: who has one, and what stands there."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from euphrates_atlas.facts.plain_words import agent_words
from euphrates_atlas.facts.speakers import named_speakers, names_of, speaker_id, speakers, voices_of
from euphrates_atlas.render.overviews import speaker_pages
from euphrates_atlas.render.overviews.speaker_pages import pages
from euphrates_atlas.render.site_input import SiteInput
from euphrates_atlas.text.folding import fold
from tests.markup import assert_same_elements
from tests.stores import atlas_of, corpus, render_pages, whole_store


@pytest.mark.parametrize(
    ("label", "id"),
    [
        ("Michael Knights", "michael-knights"),
        ("Lloyd Austin, Secretary of Defense", "lloyd-austin"),
        ("Faleh al-Fayyāḍ", "faleh-al-fayyad"),
        ("Gulan, a magazine", "gulan"),
        ("Łukasz Øster", "lukasz-oster"),
        ("Zeid Ra'ad al-Hussein, High Commissioner for Human Rights of the United Nations", "zeid-raad-al-hussein"),
        ("Ahmad al-Assadi, PMF official and spokesman of the Fatah bloc", "ahmad-al-assadi"),
        ("Ahmad al-Assadi, Minister of Labour and Social Affairs", "ahmad-al-assadi"),
        ("Ted Cruz, United States senator, and others in Congress", "ted-cruz"),
        ("Hassan Abdul Ghani, a colonel of the new authorities", "hassan-abdul-ghani"),
        ("American, European and Arab officials", "american-european-and-arab-officials"),
        ("Jane Doe, Ali al-Sudani and Joe Bloggs, authors", "jane-doe-ali-al-sudani-and-joe-bloggs"),
        ("Jane, al-Sudani, Joe, and Max", "jane-al-sudani-joe-and-max"),
        ("Colonel Hassan Abdul Ghani", "hassan-abdul-ghani"),
        ("Major General Ali al-Hamdani, commander", "ali-al-hamdani"),
        ("President Biden", "president-biden"),
        ("General Security Directorate", "general-security-directorate"),
        ("The Hill", "the-hill"),
        ("The editor-in-chief", ""),
        ("A colonel", ""),
        ("an Iraqi security official", ""),
        ("a spokesman", ""),
        ("A" * 300, ""),
        ("Index", ""),
        ("Index 2", ""),
        ("Works, a paper", ""),
        ("الناطق", ""),
        ("", ""),
    ],
)
def test_names_have_a_page_and_descriptions_none(label: str, id: str) -> None:
    assert speaker_id(label) == id


SAID = "type: [{{value: state, cite: [s], by: {{label: {}}}}}]"


def test_what_somebody_said_stands_in_one_row() -> None:
    """In every office; authors of signed analysis speak in it, and those who are named beside other words too."""
    said = "type: [{{value: state, cite: [s], by: {{label: {}}}}}]\nsummary: A body [@s]."
    atlas = atlas_of(
        {
            "groups/a": said.format('"Jane Doe, minister"'),
            "groups/b": said.format('"Jane Doe, president"'),
            "groups/c": said.format("a port official"),
        }
    )
    assert [(one.name, len({fact.entry_id for fact, _ in one.said})) for one in speakers(atlas)] == [("Jane Doe", 2)]
    made = dict(pages(SiteInput(atlas)))
    assert list(made) == ["speakers/index.md", "speakers/letter_j.md"]
    row = rows_in(made["speakers/letter_j.md"])["jane-doe"]
    assert re.findall(r'href="\.\./groups/(\w)\.html">', row) == ["a", "b"]
    assert re.findall(r": State · <span[^>]*>(\w+) · in <a [^>]*>A publisher<", row) == ["minister", "president"]
    assert '<a href="../speakers/letter_j.html#jane-doe">Jane Doe</a>' in made["speakers/index.md"]


def test_what_somebody_rejects_is_what_they_said() -> None:
    """A denial stands with their other words, as one, with its own day and works; on the page of an entry of the name too."""
    denial = "disputed: [{{by: {{label: '{}'}}, stance: denies, said: 2021-03-01, cite: [other]}}]"
    said = "type: [{{value: state, said: 2021-02-02, by: {{label: Max Roe}}, cite: [s], {}}}]"
    known = said.format(denial.format("Ann Poe, spokeswoman"))
    unknown = said.format(denial.format("Jane Doe, minister"))
    works = {"publishers/daily": "name: Daily", "sources/other": "publisher: daily"}
    made = render_pages(atlas_of({"groups/a": unknown, "groups/b": known, "leaders/ann": "name: Ann Poe", **works}))
    row = rows_in(made["speakers/letter_j.md"].decode())["jane-doe"]
    words = " ".join(re.sub(r"<[^>]+>", " ", row).split())
    assert (
        words
        == "Jane Doe A group , type : Denies : State · minister · 1 Mar 2021 · Accounts differ · in Daily (15 Feb 2021)"
    )
    assert "Denies" not in rows_in(made["speakers/letter_m.md"].decode())["max-roe"]
    assert "../groups/b.html" in made["leaders/ann.md"].decode()


def test_a_period_stands_apart_from_its_value() -> None:
    said = "type: [{value: state, when: 2003, cite: [s], by: {label: Jane Doe}}]"
    made = dict(pages(SiteInput(atlas_of({"groups/a": said}))))
    row = re.sub(r"<[^>]+>", "", rows_in(made["speakers/letter_j.md"])["jane-doe"])
    assert ": State 2003 · in " in row


@pytest.mark.parametrize(("count", "has_page"), [(1, False), (3, False), (4, True)])
def test_who_said_more_than_three_things_has_a_page(count: int, has_page: bool) -> None:
    """The row leads there; all links to a speaker lead to where the statements stand."""
    atlas = atlas_of({f"groups/a{n}": SAID.format("Jane Doe") for n in range(count)})
    made = render_pages(atlas)
    row = rows_in(made["speakers/letter_j.md"].decode())["jane-doe"]
    assert ("speakers/jane-doe.md" in made) is has_page
    assert row.count("<li>") == (0 if has_page else count)
    place = "jane-doe.html" if has_page else "letter_j.html#jane-doe"
    assert f'<a href="../speakers/{place}">Jane Doe</a>' in made["groups/a0.md"].decode()
    if has_page:
        table = made["speakers/jane-doe.md"].decode()
        assert '<a href="jane-doe.html">Jane Doe</a>' in row
        assert re.findall(r'href="\.\./groups/(\w+)\.html">', table) == [f"a{n}" for n in range(count)]


def test_who_speaks_for_a_body_is_listed_with_all_others_of_it() -> None:
    """Under the body for which they spoke most; its page leads there."""
    by = "{{label: {}, of: {}}}"
    said = "type: [{{value: state, cite: [s], by: {}}}]"
    atlas = atlas_of(
        {
            "groups/a": said.format(by.format("Jane Doe", "g1")),
            "groups/b": said.format(by.format("Jane Doe", "g1")),
            "groups/c": said.format(by.format("Jane Doe", "g2")),
            "groups/d": said.format(by.format("Max Roe", "g1")),
            "groups/e": said.format("{label: Ann Poe}"),
        }
    )
    made = {path: page.decode() for path, page in render_pages(atlas).items()}
    listed = {path: sorted(rows_in(page)) for path, page in made.items() if path.startswith("speakers/")}
    assert listed == {
        "speakers/index.md": [],
        "speakers/for_g1.md": ["jane-doe", "max-roe"],
        "speakers/letter_a.md": ["ann-poe"],
    }
    assert '<a href="../speakers/for_g1.html">Who speaks for it: 2 speakers</a>' in made["groups/g1.md"]
    assert "Who speaks for it" not in made["groups/g2.md"]


@pytest.mark.parametrize(
    ("label", "capacity"),
    [
        ("Jane Doe", "G1"),
        ("'Jane Doe, minister'", "minister of G1"),
        ("'Jane Doe, minister of defence'", "minister of defence (G1)"),
        ("'Jane Doe, minister of defence of G1'", "minister of defence of G1"),
        ("'Jane Doe, spokeswoman of The Ones'", "spokeswoman of The Ones"),
    ],
)
def test_the_body_of_a_speaker_is_named_once(label: str, capacity: str) -> None:
    """Where the words of an office name it, by any of its names, these words are the link."""
    said = f"type: [{{value: state, cite: [s], by: {{label: {label}, of: g1}}}}]"
    made = dict(pages(SiteInput(atlas_of({"groups/a": said, "groups/g1": "name: G1\nnames: [The Ones]"}))))
    row = rows_in(made["speakers/for_g1.md"])["jane-doe"]
    assert row.count('href="../groups/g1.html"') == 1
    assert f": State · {capacity} · in " in re.sub(r"<[^>]+>", "", row)


def rows_in(page: str) -> dict[str, str]:
    """Return the rows of speakers on a page, by their ids."""
    rows = page.partition('<ul class="ea-works">')[2].split('<li id="')[1:]
    return dict(row.split('">', 1) for row in rows)


def test_a_long_list_of_speakers_goes_on_under_one_heading(monkeypatch: pytest.MonkeyPatch) -> None:
    """Search leads to the first part; title and description name each."""
    monkeypatch.setattr(speaker_pages, "MAX_ROWS", 1)
    said = "".join(f"- {{value: state, cite: [s], by: {{label: {by}}}}}\n" for by in ("Jane Doe", "Max Roe"))
    made = dict(pages(SiteInput(atlas_of({"groups/a": f"type:\n{said}"}))))
    parts = [made["speakers/index.md"], made["speakers/index-2.md"]]
    assert all("\n# Speakers {#top}\n" in part for part in parts)
    for field in ("title", "description"):
        assert len({re.findall(rf"^{field}: .*$", part, re.MULTILINE)[0] for part in parts}) == 2


def test_speakers_lead_to_those_they_speak_with_and_these_to_their_entry() -> None:
    type = "type:\n" + "".join(
        f"- {{value: state, cite: [s], by: {{label: {by!r}}}}}\n"
        for by in (
            "Jane Doe, minister",
            "Jane Doe and Joe",
            "Al-Manar and X",
            "Al-Manar",
            "Joe, Jane Doe and Max, authors",
        )
    )
    atlas = atlas_of({"groups/a": type, "groups/al-manar": "name: Al-Manar"})
    made = dict(pages(SiteInput(atlas)))
    rows = {id: row for page in made.values() for id, row in rows_in(page).items()}
    seen = {
        id: re.findall(r'href="([^"]*)"', row.partition("See also")[2].partition("<ul>")[0]) for id, row in rows.items()
    }
    assert seen == {
        "al-manar-and-x": ["../groups/al-manar.html"],
        "jane-doe": ["letter_j.html#jane-doe-and-joe", "letter_j.html#joe-jane-doe-and-max"],
        "jane-doe-and-joe": ["letter_j.html#jane-doe"],
        "joe-jane-doe-and-max": ["letter_j.html#jane-doe"],
    }


def test_an_author_who_signs_as_an_office_is_that_of_the_publisher() -> None:
    said = "type: [{{value: state, cite: [{}]}}]"
    source = "title: T\ntype: report\nvoice: author\npublisher: p\nauthor: {{literal: {}}}"
    atlas = atlas_of(
        {
            "sources/x": source.format("The editor-in-chief"),
            "sources/y": source.format("Jane Doe"),
            "publishers/p": "name: A paper",
            "groups/a": said.format("x, y"),
        }
    )
    voices = voices_of(atlas, atlas["a"].facts[0].statement)
    assert [agent_words(atlas, voice) for voice in voices] == ["The editor-in-chief of A paper", "Jane Doe"]


@pytest.mark.parametrize("store", [corpus, whole_store])
def test_every_statement_of_a_named_speaker_is_there(store) -> None:
    """Of each speaker as many as name them, in a row or on a page; both converters read the pages alike."""
    atlas = store()
    made = dict(pages(SiteInput(atlas)))
    for one in speakers(atlas):
        own = [text for path, text in made.items() if re.fullmatch(rf"speakers/{one.id}(_\d+)?\.md", path)]
        row = rows_in(made[f"speakers/{one.list_file}.md"])[one.id]
        in_tables = sum(text.count("<tr><th") - 1 for text in own)
        assert in_tables + row.count("<li>") == len(one.said), one.id
    at_entries = sum(len(one.said) for one in named_speakers(atlas).values() if one.entry)
    named = sum(
        bool(fact.statement.by and fact.statement.by.label and speaker_id(fact.statement.by.label))
        for entry in atlas.entries.values()
        for fact in entry.facts
    )
    assert sum(len(one.said) for one in speakers(atlas)) + at_entries >= named
    assert_same_elements(made["speakers/index.md"].split("\n---\n", 1)[1])


def test_whoever_has_an_entry_speaks_on_its_page_alone() -> None:
    """By whatever name that no other entry bears; the words lead to the entry, which says where it speaks."""
    said = "type: [{{value: state, cite: [s], by: {{label: {}}}}}]"
    atlas = atlas_of(
        {
            "groups/a": said.format('"SANA, the state agency"'),
            "groups/b": said.format("Twin"),
            "groups/sana": "name: Syrian Arab News Agency\nnames: [{text: Sana, use: acronym}]",
            "groups/one": "names: [{text: Twin, shared: true}]",
            "groups/other": "names: [{text: Twin, shared: true}]",
        }
    )
    assert [one.id for one in speakers(atlas)] == ["twin"]
    made = {path: page.decode() for path, page in render_pages(atlas).items()}
    assert '<a class="ea-k ea-k-group" href="../groups/sana.html">SANA, the state agency</a>' in made["groups/a.md"]
    assert re.findall(r'href="\.\./groups/(\w)\.html', made["groups/sana.md"].partition("{#mentioned-by}")[2]) == [
        "a",
        "a",
    ]


def test_no_speaker_bears_the_name_of_an_entry() -> None:
    """Each of them speaks on one page, as the search, the indexes and the entry say."""
    atlas = whole_store()
    bearers = Counter(name for entry in atlas.entries.values() for name in names_of(entry))
    assert [one.name for one in speakers(atlas) if bearers[fold(one.name)] == 1] == []
    assert any(one.entry for one in named_speakers(atlas).values())
