"""The indexes: columns, spans of numbers, choices, the pages of a long one, and what they count."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from types import SimpleNamespace

import pytest
from markupsafe import Markup

from euphrates_atlas.facts.entry_dates import day_of
from euphrates_atlas.facts.holding import period_of
from euphrates_atlas.facts.plain_words import label_of
from euphrates_atlas.model.atlas import Atlas
from euphrates_atlas.model.ids import is_id
from euphrates_atlas.model.kind import Kind
from euphrates_atlas.render.overviews.index_facets import MAX_CHOICES
from euphrates_atlas.render.overviews.index_pages import MAX_WEIGHT, IndexRow, columns_of, index_pages, sort_name
from euphrates_atlas.render.overviews.index_values import PlainWords, card_cell, cell, short_name
from euphrates_atlas.text.edtf import parse_date
from tests.stores import atlas_and_faults, atlas_of, corpus, render_pages, whole_store

STORES = pytest.mark.parametrize("store", [corpus, whole_store], ids=["corpus", "whole"])


def kind_of(atlas: Atlas, folder: str) -> Kind:
    return next(kind for kind in atlas.kinds if kind.folder == folder)


def index_of(atlas: Atlas, kind: Kind) -> list[SimpleNamespace]:
    """Return what each page of the index of a kind shows."""
    return [SimpleNamespace(**page) for page in index_pages(atlas, kind)]


def indexes(atlas: Atlas, folder: str) -> list[SimpleNamespace]:
    return index_of(atlas, kind_of(atlas, folder))


def rows_of(pages: list[SimpleNamespace]) -> list[IndexRow]:
    return [row for page in pages for row in page.part.rows]


def text(atlas: Atlas, id: str, label: str) -> str:
    """Return the words of a cell."""
    entry = atlas[id]
    column = next(column for column in entry.kind.columns if column.label == label)
    shown = cell(PlainWords(atlas), entry, column)
    return Markup(getattr(shown, "value", shown) or "").striptags()


def facet_values(row: IndexRow) -> list[str]:
    """Return the values of each facet, of one row."""
    return row.row.data["data-f"].split("|")


def toll(*statements: str) -> str:
    return "casualties:\n" + "\n".join(f"  - {{measure: killed, cite: [s], {s}}}" for s in statements)


SPANS = [
    ("one number", ["category: all, best: 3"], "3"),
    ("none, by the source", ["category: all, best: 0"], "0"),
    ("at least", ["category: all, low: 40"], "40+"),
    ("a range", ["category: all, low: 6, high: 7"], "6–7"),
    ("at most", ["category: all, high: 5"], "up to 5"),
    ("not a share of the whole", ["category: all, best: 8", "category: all, best: 2, scope: at the gate"], "8"),
    ("a share of the whole where there is no more", ["category: all, best: 2, scope: at the gate"], "2 at the gate"),
    ("accounts that differ", ["category: all, best: 23", "category: all, best: 57"], "23–57"),
    ("one of which is open", ["category: all, best: 17", "category: all, low: 22"], "17–22+"),
    ("an open one below another", ["category: all, low: 17", "category: all, best: 22"], "22"),
    ("the preferred one", ["category: all, best: 3, rank: preferred, reason: primary-document", "category: all, best: 9"], "3"),
    ("not what was taken back", ["category: all, best: 3", "category: all, best: 9, rank: deprecated, reason: misquotation"], "3"),
    ("the total before its parts", ["category: contractors, best: 1", "category: all, best: 2"], "2; 1 contractor"),
    ("a part above the total", ["category: contractors, low: 22", "category: all, low: 17"], "17+; 22+ contractors"),
    ("a part above the preferred total", ["category: contractors, best: 9", "category: all, best: 3, rank: preferred, reason: primary-document"], "3; 9 contractors"),
    ("one part alone", ["category: contractors, best: 1"], "1 contractor"),
    ("parts of one country", ["category: all, best: 0, nationality: US"], "0 people in all, United States"),
    ("fighters of whatever side", ["category: fighters-unspecified, best: 22", "category: fighters-group, best: 1", "category: all, low: 17"], "17+; 1–22 fighters"),
    ("several parts are not added", ["category: contractors, best: 1", "category: state-forces-iraq, best: 2"], "2 Iraqi state forces; 1 contractor"),
    ("several parts, none of which lost anybody", ["category: contractors, best: 0", "category: responders, best: 0"], "0 contractors; 0 responders"),
    ("a large number", ["category: all, best: 1200"], "1,200"),
    ("words", ["category: all, verbatim: several"], "number not given"),
    ("words beside a number", ["category: all, verbatim: several", "category: all, best: 4"], "4"),
    ("another measure", ["category: all, best: 4", "category: all, measure: wounded, best: 9"], "4"),
]  # fmt: skip


@pytest.mark.parametrize(("statements", "shown"), [row[1:] for row in SPANS], ids=[row[0] for row in SPANS])
def test_numbers_are_spans_of_accounts_and_never_sums(statements: list[str], shown: str):
    written = toll(*statements)
    if "measure: wounded" in written:
        written = written.replace(
            "{measure: killed, cite: [s], category: all, measure:", "{cite: [s], category: all, measure:"
        )
    atlas = atlas_of({"strikes/it": written})
    assert text(atlas, "it", "Killed") == shown


def test_no_number_is_a_dash():
    atlas = atlas_of({"strikes/it": "name: It\ntype: {value: rocket-attack, cite: [s]}"})
    assert text(atlas, "it", "Killed") == ""
    page = render_pages(atlas)["strikes/index.md"].decode()
    assert '<span class="ea-none">–</span>' in page
    assert "unattributed" in page


@pytest.mark.parametrize(
    ("type", "shown", "counted"),
    [
        ("election", "", 2),
        ("political-step", "", 2),
        ("other", "unattributed", 3),
        ("rocket-attack", "unattributed", 3),
    ],
)
def test_absence_is_told_where_readers_look_for_it(type: str, shown: str, counted: int):
    """An election or a call has nobody who is responsible, neither in its row nor in the facet; two other events have nobody."""
    claimed = "name: Other\nresponsibility: [{actor: g1, stance: claimed, cite: [s]}]"
    atlas = atlas_of({"strikes/it": f"name: It\ntype: {{value: {type}, cite: [s]}}", "strikes/other": claimed})
    assert text(atlas, "it", "Responsibility") == shown
    page = render_pages(atlas)["strikes/index.md"].decode()
    assert f'<span>Unattributed</span><span class="ea-so">{counted}</span>' in page


CELLS = [
    ("a claim, with who made it", "responsibility: {actor: g1, stance: claimed, cite: [s]}", "Responsibility", "claimed by A group"),
    ("an attribution", "responsibility: {actor: g1, stance: attributed, by: g2, cite: [s]}", "Responsibility", "attributed to A group"),
    ("a denial right behind the claim", "responsibility:\n  - {actor: g1, stance: denied, cite: [s]}\n  - {actor: g2, stance: claimed, cite: [s]}", "Responsibility", "claimed by A group; denied by A group"),
    ("a claim before an accusation", "responsibility:\n  - {actor: g1, stance: attributed, by: g2, cite: [s]}\n  - {actor: g2, stance: acknowledged, cite: [s]}", "Responsibility", "acknowledged by A group; attributed to A group"),
    ("a preferred accusation before a claim", "responsibility:\n  - {actor: g1, stance: claimed, cite: [s]}\n  - {actor: g2, stance: attributed, by: g1, cite: [s], rank: preferred, reason: primary-document}", "Responsibility", "attributed to A group; claimed by A group"),
    ("the preferred one first", "responsibility:\n  - {actor: g1, stance: claimed, cite: [s]}\n  - {actor: g2, stance: acknowledged, cite: [s], rank: preferred, reason: primary-document}", "Responsibility", "acknowledged by A group; claimed by A group"),
    ("a place with what it lies in", "place: {value: town, precision: settlement, cite: [s]}", "Place", "A town, Anbar"),
    ("a place of a country", "place: {value: elsewhere, precision: settlement, cite: [s]}", "Place", "A place, Iraq"),
    ("two places without that", "place:\n  - {value: town, precision: settlement, cite: [s]}\n  - {value: elsewhere, precision: settlement, cite: [s]}", "Place", "A town; A place"),
    ("a whole country", "place: {value: land, precision: country, cite: [s]}", "Place", "Iraq"),
    ("the same twice is once", "type:\n  - {value: air-strike, cite: [s]}\n  - {value: air-strike, by: g1, cite: [s]}", "Type", "Air strike"),
    ("three values, of which the script reads the third", "type:\n  - {value: air-strike, cite: [s]}\n  - {value: rocket-attack, cite: [s]}\n  - {value: other, cite: [s]}", "Type", "Air strike; Rocket attack +1; Other"),
]  # fmt: skip
AROUND = {
    "places/land": "name: Iraq (country)",
    "places/province": "{name: Anbar governorate, type: governorate, within: land}",
    "places/town": "{name: A town, type: settlement, governorate: province, coordinates: [34.37, 41.09]}",
}


@pytest.mark.parametrize(("written", "label", "shown"), [row[1:] for row in CELLS], ids=[row[0] for row in CELLS])
def test_cells_say_a_value_in_a_few_words(written: str, label: str, shown: str):
    assert text(atlas_of({**AROUND, "strikes/it": written}), "it", label) == shown


STATES = [
    ("what began last, and the number of others", "status:\n  - {value: in-use, when: 2020-01/2021-01, cite: [s]}\n  - {value: handed-over, when: 2021-01-17, cite: [s]}", "Status", "Handed over, as of 17 Jan 2021 +1; In use, Jan 2020 – Jan 2021"),
    ("that goes on beside an older one", "status:\n  - {value: in-use, when: 2020/.., cite: [s]}\n  - {value: closed, when: 2011-06, cite: [s]}", "Status", "In use, as of 2021 +1; Closed, Jun 2011"),
    ("of another year than the newest source", "status: {value: in-use, when: 2011-06, cite: [s]}", "Status", "In use, as of 2011"),
    ("that goes on, by old evidence", "status: {value: in-use, when: 2003/.., said: 2011-06, cite: [s]}", "Status", "In use, as of 2011"),
    ("that goes on", "status: {value: in-use, when: 2003/.., cite: [s]}", "Status", "In use"),
    ("that came again", "status:\n  - {value: in-use, when: 2011-06, cite: [s]}\n  - {value: in-use, when: 2020, cite: [s]}", "Status", "In use, as of 2020"),
    ("that is over", "status: {value: in-use, when: 2003/2009-05, cite: [s]}", "Status", "In use, 2003 – May 2009"),
    ("without a period", "status: {value: in-use, cite: [s]}", "Status", "In use"),
    ("of which two are shown", "control:\n  - {controller: g1, when: 2003/2009, cite: [s]}\n  - {controller: {label: A tribe}, cite: [s]}\n  - {controller: p1, when: 2009, cite: [s]}", "Control", "A person, 2009; A group, 2003–2009 +1; A tribe"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "label", "shown"), [row[1:] for row in STATES], ids=[row[0] for row in STATES])
def test_a_row_shows_the_latest_state(written: str, label: str, shown: str):
    """With its year, unless the newest source is of that year; it is of 2021 here. Beside another state it always has its date."""
    atlas = atlas_of({"bases/it": written})
    assert text(atlas, "it", label) == shown
    column = next(column for column in atlas["it"].kind.columns if column.label == label)
    assert card_cell(PlainWords(atlas), atlas["it"], column)[0] == shown.replace(" +1", "")


@STORES
def test_no_row_shows_a_state_that_a_later_one_replaced(store):
    """Every other state began before it, or is over while it is known to have gone on."""
    atlas = store()
    for entry in atlas.of_kind(kind_of(atlas, "bases")):
        dated = [f for f in entry.facts_of("status") if f.statement.rank != "deprecated" and f.statement.when]
        first = re.split(r",| \+|;", text(atlas, entry.id, "Status").lower())[0]
        own = [f.statement for f in dated if label_of("base-status", f.value) == first]
        for other in (fact.statement.when for fact in dated if fact.statement not in own):
            later = (said.when.earliest >= other.earliest for said in own)
            assert any(later) or any(period_of(atlas, said).sure > other.latest for said in own), entry.id


@STORES
def test_a_row_holds_every_account(store):
    """Also those behind its "+2": the words of a row are found by, and saved with, all who are named."""
    atlas = store()
    for entry in atlas.of_kind(kind_of(atlas, "strikes")):
        said = text(atlas, entry.id, "Responsibility").lower()
        standing = [f.statement for f in entry.facts_of("responsibility") if f.statement.rank != "deprecated"]
        for actor in (statement.actor for statement in standing):
            assert (short_name(atlas[actor.id]) if actor.id else actor.label).lower() in said, entry.id


def test_a_date_that_is_contested_is_not_one_date():
    years = "founded:\n  - {value: 1982, cite: [s]}\n  - {value: 1983, by: g2, cite: [s]}"
    atlas = atlas_of({"groups/it": years})
    assert text(atlas, "it", "Founded") == "1982 +1; 1983"
    preferred = years.replace("1983,", "1983, rank: preferred, reason: primary-document,")
    assert text(atlas_of({"groups/it": preferred}), "it", "Founded") == "1983"


def test_who_is_named_goes_with_the_stance():
    """Whoever looks for the claims of one body does not get what it denied; bodies stand above, with whatever stance."""
    said = "responsibility:\n  - {actor: g1, stance: denied, cite: [s]}\n  - {actor: g2, stance: claimed, cite: [s]}"
    [page] = indexes(atlas_of({"strikes/it": said}), "strikes")
    [facet] = [facet for facet in page.facets if facet.label == "Who is named"]
    assert facet.choices == [
        ("g1", "A group", 1),
        ("g2", "A group", 1),
        ("denied_g1", "Denied by A group", 1),
        ("claimed_g2", "Claimed by A group", 1),
    ]


def test_who_says_it_is_a_body_or_a_name():
    """The body behind a speaker, a speaker by name, the actor of a claim, and else who speaks in the work."""
    said = """responsibility:
      - {actor: g1, stance: claimed, cite: [s]}
      - {actor: g1, stance: attributed, by: {label: "X Y, spokesman", of: g2}, cite: [s]}
      - {actor: g1, stance: attributed, by: {label: "Jane Doe, analyst"}, cite: [s]}
      - {actor: g1, stance: attributed, by: {label: a witness}, cite: [s]}"""
    [page] = indexes(atlas_of({"strikes/it": said, "groups/g2": "name: Another group"}), "strikes")
    [facet] = [facet for facet in page.facets if facet.label == "Who says it"]
    assert facet.choices == [("g1", "A group", 1), ("g2", "Another group", 1), ("jane-doe", "Jane Doe", 1)]


def test_a_state_of_the_past_is_no_choice():
    """A base that was handed over is not among those in use; two accounts of one time are both found."""
    past = """status:
      - {value: in-use, when: 2014, cite: [s]}
      - {value: handed-over, when: 2026-01, cite: [s]}"""
    [page] = indexes(atlas_of({"bases/it": past}), "bases")
    [facet] = [facet for facet in page.facets if facet.label == "Last known status"]
    assert [value for value, *_ in facet.choices] == ["handed-over"]


def test_a_city_and_its_area_are_told_apart():
    named = {"places/city": "{name: Anbar, type: settlement, governorate: province, coordinates: [34.37, 41.09]}"}
    areas = "area: [{place: city, cite: [s]}, {place: province, cite: [s]}]"
    [page] = indexes(atlas_of({**AROUND, **named, "groups/g8": areas}), "groups")
    [facet] = [facet for facet in page.facets if facet.label == "Area"]
    assert {words for _, words, _ in facet.choices} == {"Anbar", "Anbar governorate"}


def test_a_facet_that_all_rows_share_is_no_choice():
    """One value of some rows is one: the others are left out by it."""
    dated = "type:\n  - {value: facade, cite: [s]}"
    rival = "founded:\n  - {value: 1982, cite: [s]}\n  - {value: 1983, by: g2, cite: [s]}"
    [page] = indexes(atlas_of({"groups/g8": dated, "groups/g9": f"{dated}\n{rival}"}), "groups")
    choices = {facet.label: facet.is_choice for facet in page.facets}
    assert choices["Accounts"]
    [page] = indexes(atlas_of({"sources/s8": "", "sources/s9": ""}), "sources")
    assert not next(facet.is_choice for facet in page.facets if facet.label == "Archived copy")
    written = render_pages(atlas_of({"sources/s8": "", "sources/s9": "language: ar"}))["sources/index.md"].decode()
    assert "<p>Archived copy</p>" not in written
    assert "<p>Language</p>" in written


def test_a_place_is_named_without_what_it_is():
    atlas = atlas_of(AROUND)
    assert [short_name(atlas[id]) for id in ("land", "province", "town", "g1")] == [
        "Iraq",
        "Anbar",
        "A town",
        "A group",
    ]


NAMES = [
    ("Al-Qaim", "qaim"),
    ("al-Tanf", "tanf"),
    ("Ash-Shaddadi", "shaddadi"),
    ("Alawites", "alawites"),
    ("Asaib Ahl al-Haq", "asaib ahl al-haq"),
    ("“Al-Nur” radio", "nur” radio"),
    ("Ābd", "abd"),
    ("القائم", "القايم"),
    ("…", "..."),
    ("", ""),
]


@pytest.mark.parametrize(("label", "key"), NAMES, ids=[row[0] or "nothing" for row in NAMES])
def test_names_are_put_in_order_without_their_article(label: str, key: str):
    assert sort_name(label) == key


DAYS = [("2021-02", "2021-02-01"), ("2014/..", "2014-01-01"), ("../2014", "2014-12-31"), ("2003~", "2003-01-01")]


@pytest.mark.parametrize(("written", "day"), DAYS, ids=[row[0] for row in DAYS])
def test_dates_are_put_in_order_by_their_first_day(written: str, day: str):
    """The script that sorts does the same (frontend/test/tables.test.ts)."""
    assert day_of(parse_date(written)) == day


@STORES
def test_every_entry_has_one_row(store):
    for kind in store().kinds:
        ids = [row.entry.id for row in rows_of(indexes(store(), kind.folder))]
        assert sorted(ids) == sorted(entry.id for entry in store().of_kind(kind))


@STORES
def test_choices_count_the_rows_that_have_them(store):
    """And every row has as many fields of values as there are facets, none with a blank or a bar in a value."""
    for kind in store().kinds:
        pages = indexes(store(), kind.folder)
        held = [facet_values(row) for row in rows_of(pages)]  # of a long index, each page offers the choices of all
        for page in pages:
            for at, facet in enumerate(page.facets):
                counted = Counter(value for values in held for value in values[at].split())
                offered = {value: count for value, _, count in facet.choices}
                assert offered.items() <= counted.items()
                assert len(offered) + facet.rest == len(counted)
                assert min(offered.values(), default=0) >= max((counted - Counter(offered)).values(), default=0)
                assert all(re.fullmatch(r"[a-z0-9_-]+", value) for value in offered)
            assert {len(values) for values in held} <= {len(page.facets)}


def test_a_facet_offers_its_most_frequent_choices():
    """They stand on each page of an index: a page does not grow with the number of publishers."""
    houses = {f"publishers/house-{n}": f"name: House {n}" for n in range(MAX_CHOICES + 20)}
    works = {
        f"sources/work-{n}-{again}": f"{{title: Work {n} {again}, publisher: house-{n}}}"
        for n in range(MAX_CHOICES + 20)
        for again in range(2 if n > 19 else 1)
    }
    page = indexes(atlas_of(houses | works), "sources")[0]
    (facet,) = (facet for facet in page.facets if facet.label == "Publisher")
    assert len(facet.choices) == MAX_CHOICES
    assert {count for *_, count in facet.choices} == {2}
    assert facet.rest == 21, "those of one work, and the publisher that every made store has"


@STORES
def test_facets_and_columns_have_names_of_their_own_in_an_address(store):
    for kind in store().kinds:
        page = index_of(store(), kind)[0]
        keys = [facet.key for facet in page.facets]
        assert len(set(keys)) == len(keys)
        assert not {"q", "sort"} & set(keys)
        columns = [column.key for column in columns_of(kind)]
        assert len(set(columns)) == len(columns)
        assert all(re.fullmatch(r"[a-zç-]+", key) for key in keys + columns)


@STORES
def test_a_number_or_a_date_is_named_where_rows_are_narrow(store):
    """The first cell says when a source is of; a date further on, as of a founding, would be read as that of the cell before."""
    units = {kind.folder: {column.label: column.unit for column in columns_of(kind)} for kind in store().kinds}
    assert units["groups"]["Founded"] == "founded:"
    assert units["leaders"]["Died"] == "died:"
    assert units["strikes"]["Killed"] == "killed:"
    assert not {
        units["strikes"]["Date"],
        units["sources"]["Issued"],
        units["groups"]["Type"],
        units["groups"]["Status"],
    } - {""}


META = re.compile(
    r"<dt>(Sources|Disagreements|Statements that rest on it|With no other source)</dt><dd>(\w+)(?: speakers? quoted in (\d+) works?)?"
)


RESTING = re.compile(
    r'<li id="([\w-]+)">(?:(?!</li>\n<li id).)*?<summary>(\d+) statements? of[^<]*?, ((?:\d+ of them |none of them |not )?)on it alone',
    re.DOTALL,
)


def _alone(all: str, share: str) -> int:
    """Return how many statements rest on a work alone, as the words of its row tell it."""
    first = share.partition(" ")[0]
    return int(all) if not first else int(first) if first.isdigit() else 0


def test_a_row_counts_what_the_head_of_its_page_counts(told: tuple[Atlas, dict[str, str]]):
    """Sources, origins and whether accounts differ; of works and publishers what rests on them."""
    atlas, made = told
    of_works = [page for path, page in made.items() if path.startswith("publishers/")]
    resting = {id: (int(all), _alone(all, share)) for page in of_works for id, all, share in RESTING.findall(page)}
    for kind in atlas.kinds:
        page = index_of(atlas, kind)[0]
        for row in rows_of([page]):
            if kind.row_of:
                assert row.row.cells[-2:] == resting.get(row.entry.id, (0, 0)), row.entry.id
                continue
            head = {m[1]: (m[2], m[3]) for m in META.finditer(made[f"{kind.folder}/{row.entry.id}.md"])}
            if not kind.supports:
                origins, sources = head["Sources"]
                values = dict(zip((facet.key for facet in page.facets), facet_values(row), strict=True))
                assert row.row.cells[-1] == int(sources), row.entry.id
                assert values["origins"] == {"0": "", "1": "one"}.get(origins, "two"), row.entry.id
                assert (values["accounts"] == "differ") == (head["Disagreements"][0] != "none"), row.entry.id
            elif "With no other source" in head:
                counted = [head["Statements that rest on it"][0], head["With no other source"][0]]
                assert [str(number) for number in row.row.cells[-2:]] == counted, row.entry.id


YEARS = {2024: 620, 2023: 130, 2022: 3, **dict.fromkeys(range(2001, 2022), 7)}


@cache
def many() -> Atlas:
    """Return an atlas of more events and places than one page shows."""
    texts = {}
    for year, number in YEARS.items():
        for n in range(number):
            month = n % 12 + 1
            texts[f"strikes/{year}-{n:03}"] = (
                f"name: Event {n} of {year}\ndate: {{value: {year}-{month:02}-{n % 28 + 1:02}, cite: [s]}}"
            )
    texts["strikes/never"] = "name: Undated\ndate: {value: ../1990, cite: [s]}"
    names = [f"{a}{b}{c}" for a in "abgmnqs" for b in "aiu" for c in "bdfhklmnrsz"]
    texts |= {
        f"places/p-{n}": f"{{name: {'Al-' if n[-1] in 'bdf' else ''}{n.capitalize()}, type: settlement, within: land}}"
        for n in names
    }
    texts |= {
        f"places/q-{i}": f"{{name: Qa{chr(97 + i % 26)} {i}, type: settlement, within: land}}" for i in range(720)
    }
    return atlas_of(texts)


@pytest.mark.parametrize("folder", ["strikes", "places"])
def test_a_long_index_goes_over_several_pages(folder: str):
    """None has more rows than fit, each has its tab, no address is one that an entry can have."""
    pages = indexes(many(), folder)
    numbers = [len(page.part.rows) for page in pages]
    assert max(sum(row.weight for row in page.part.rows) for page in pages) <= MAX_WEIGHT
    assert min(numbers) > 0
    assert sum(numbers) == pages[0].count == sum(1 for _ in many().of_kind(pages[0].kind))
    paths = [f"{folder}/{page.part.file}.md" for page in pages]
    assert len(set(paths)) == len(paths)
    assert paths[0] == f"{folder}/index.md"
    assert not any(is_id(path.partition("/")[2].removesuffix(".md")) for path in paths)
    assert len({page.part.title for page in pages[1:]}) == len(pages) - 1
    for at, page in enumerate(pages):
        assert [tab.count for tab in page.part.tabs] == numbers
        assert [tab.is_here for tab in page.part.tabs].index(True) == at
        assert [f"{folder}/{tab.href.removesuffix('.html')}.md" for tab in page.part.tabs] == paths


def test_pages_hold_whole_years_and_the_months_of_a_year_that_is_too_full():
    page = indexes(many(), "strikes")[0]
    newest, older, years = ((tab.words, tab.count) for tab in page.part.tabs)
    assert newest[0].endswith("–Dec 2024")
    assert older[0].startswith("Jan–")
    assert newest[1] + older[1] == YEARS[2024]
    assert years == ("1990–2023", page.count - YEARS[2024])


def test_the_rows_of_a_long_index_stand_in_its_order():
    days = [day_of(row.date) for row in rows_of(indexes(many(), "strikes"))]
    assert days == sorted(days, reverse=True)
    names = [sort_name(row.entry.label) for row in rows_of(indexes(many(), "places"))]
    assert names == sorted(names)


def test_an_index_that_fits_is_one_page():
    for kind in corpus().kinds:
        (page,) = index_of(corpus(), kind)
        assert page.part.tabs == ()


def test_an_index_without_entries_says_so():
    atlas = atlas_of({})
    lone = next(kind for kind in atlas.kinds if kind.folder == "leaders")
    (page,) = index_of(listing(atlas), lone)
    assert page.count == 0
    text = render_pages(listing(atlas, "s", "paper"))["leaders/index.md"].decode()
    assert "There are no entries yet." in text
    assert "ea-fac" not in text


def listing(atlas: Atlas, *ids: str) -> Atlas:
    """Return an atlas that has these entries alone."""
    return atlas_and_faults([atlas[id] for id in ids])[0]
