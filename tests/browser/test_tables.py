"""The tables of the indexes in a real browser: order, choices, words, the address, files; on one page and over several."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from euphrates_atlas import kinds
from tests.browsing import DRESSES, Watched, fresh_page, lay_out_all, serving, violations, watching
from tests.case_count import combinations, sample
from tests.index_sites import build_index
from tests.stores import atlas_of

STRIKES = "strikes/index.html"
INDEXES = [f"{folder}/index.html" for folder in kinds.record_types()]


@pytest.fixture(scope="module")
def long_index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a site that is one index of 720 events on three pages."""
    root = tmp_path_factory.mktemp("long")
    texts = {
        f"strikes/event-{n}": (
            f"name: Event {n} at {'Erbil' if n % 10 else 'Kalsu'}\n"
            f"type: {{value: {'air-strike' if n % 4 else 'rocket-attack'}, cite: [s]}}\n"
            f"date: {{value: {2022 + n % 3}-{n % 12 + 1:02}-{n % 28 + 1:02}, cite: [s]}}\n"
            f"casualties: {{category: all, measure: killed, best: {n}, cite: [s]}}"
        )
        for n in range(720)
    }
    site = build_index(root, atlas_of(texts), "strikes", most_weight=110_000)
    places = site / "data" / "v1" / "places.geojson"
    places.parent.mkdir(parents=True)
    places.write_text('{"features": []}', encoding="utf-8")
    with serving(site) as address:
        yield address


MOST_STOPS = 16
IS_IN_A_ROW = "document.activeElement.closest('tbody tr') !== null"


def rows(page: Page):
    return page.locator("table[data-index] tbody tr:visible")


def all_rows(page: Page) -> int:
    """Return how many rows there are once as many stand as are told: the first come at once, the others a moment later."""
    told = page.locator(".ea-count").first
    expect(told).to_have_text(re.compile(r"^\d"))
    shown = count = -1
    for _ in range(600):
        shown, count = rows(page).count(), int(told.inner_text().partition(" ")[0])
        if shown == count:
            break
        page.wait_for_timeout(50)
    assert shown == count
    return count


def show_all(page: Page) -> None:
    """Ask for all rows by the keyboard: a click misses the button where rows come above it between press and release."""
    page.get_by_role("button", name=re.compile("^Show all")).press("Enter")


def saved_rows(page: Page) -> dict[str, Any]:
    """Return the rows of the file that the page saves as JSON, by id."""
    with page.expect_download() as saved:
        page.get_by_role("button", name="JSON").click()
    return {row["id"]: row for row in json.loads(Path(saved.value.path()).read_bytes())}


def names(page: Page) -> list[str]:
    return page.locator("table[data-index] tbody th a").all_inner_texts()


def column(page: Page, label: str) -> list[str]:
    heads = [text.strip() for text in page.locator("table[data-index] thead th").all_inner_texts()]
    return page.locator(f"table[data-index] tbody tr > :nth-child({heads.index(label) + 1})").all_inner_texts()


def head(page: Page, label: str):
    return page.locator("table[data-index]").first.get_by_role("button", name=label, exact=True)


def choice(page: Page, facet: str, words: str):
    return page.get_by_role("group", name=facet, exact=True).get_by_role("checkbox", name=re.compile(f"^{words}"))


def query(page: Page) -> str:
    return page.evaluate("location.search")


def field(page: Page):
    return page.get_by_role("searchbox", name="Show only entries with these words")


def test_heads_sort_and_say_so(watched: Watched):
    """Numbers from the greatest, what has none last either way; the order stands in the address."""
    page = watched.open(STRIKES)
    usual = names(page)
    dated = page.locator("thead th[aria-sort]")
    expect(dated).to_have_attribute("aria-sort", "descending")
    head(page, "Killed").click()
    expect(page.locator("thead th[data-c=killed]")).to_have_attribute("aria-sort", "descending")
    expect(dated).to_have_count(1)
    assert query(page) == "?sort=-killed"
    everything = all_rows(page)
    killed = column(page, "Killed")
    assert killed[0].startswith("248+")
    given = [text for text in killed if text != "–"]
    assert killed[: len(given)] == given
    # the number stands first, before whom it counts and where or when; some are told in words alone
    firsts = [re.findall(r"(?:^|;)\s*(?:up to )?([^a-z;]*)", text.replace(",", "")) for text in given]
    counted = [re.findall(r"\d+", " ".join(parts)) for parts in firsts]
    numbers = [max(map(int, found)) for found in counted if found]
    assert len(numbers) > 10
    assert numbers == sorted(numbers, reverse=True)
    head(page, "Killed").click()
    assert query(page) == "?sort=killed"
    assert all_rows(page) == everything
    assert column(page, "Killed")[len(given) :] == ["–"] * (len(killed) - len(given))
    head(page, "Event").click()
    assert all_rows(page) == everything
    shown = names(page)
    assert shown[: len(usual)] != usual
    assert {*usual} <= {*shown}
    head(page, "Date").click()
    expect(rows(page)).to_have_count(len(usual))
    assert (query(page), names(page)) == ("", usual)
    head(page, "Date").click()
    assert all_rows(page) == everything
    assert (query(page), names(page)[-len(usual) :]) == ("?sort=date", usual[::-1])


def test_a_link_within_the_page_folds_no_rows(watched: Watched):
    """It changes the address, and nothing that was chosen."""
    page = watched.open("sources/index.html?sort=issued")
    show_all(page)
    every = all_rows(page)
    page.evaluate("location.hash = 'list'")
    page.wait_for_timeout(300)
    assert rows(page).count() == every


def test_works_without_a_date_come_last(watched: Watched):
    """Also with the oldest first."""
    page = watched.open("sources/index.html?sort=issued")
    show_all(page)
    all_rows(page)
    at = page.locator("table[data-index] thead th").evaluate_all(
        "heads => heads.findIndex(h => h.dataset.c == 'issued')"
    )
    dates = page.locator(f"table[data-index] tbody tr > :nth-child({at + 1})").all_inner_texts()
    given = [date for date in dates if date != "no date"]
    assert 0 < len(given) < len(dates)
    assert dates[: len(given)] == given
    years = [re.findall(r"\d{4}", date)[-1] for date in given]
    assert years == sorted(years)


def test_choices_narrow_and_count(watched: Watched):
    """Two of one facet are either, two facets are both; the counts are what choosing leaves."""
    page = watched.open(STRIKES)
    before = rows(page).count()
    told = int(choice(page, "Type of event", "Rocket attack").locator("xpath=..").inner_text().split()[-1])
    choice(page, "Type of event", "Rocket attack").check()
    assert query(page) == "?type-of-event=rocket-attack"
    expect(rows(page)).to_have_count(told)
    iraq = choice(page, "Country", "Iraq")
    left = int(iraq.locator("xpath=..").inner_text().split()[-1])
    iraq.check()
    expect(rows(page)).to_have_count(left)
    choice(page, "Type of event", "Air strike").check()
    assert query(page) == "?type-of-event=air-strike,rocket-attack&country=iq"
    assert left < all_rows(page) < before
    page.get_by_role("button", name="Clear all").click()
    expect(rows(page)).to_have_count(before)
    assert query(page) == ""
    expect(iraq).not_to_be_checked()


def numbers(page: Page, facet: str) -> list[int]:
    shown = page.get_by_role("group", name=facet, exact=True).locator("li:visible .ea-so")
    return [int(text.replace(",", "")) for text in shown.all_inner_texts()]


@pytest.mark.full
def test_a_value_too_rare_to_be_a_choice_is_taken_from_the_address(watched: Watched):
    """And told above the rows, since no box shows it; none is known to a facet that lists all of its values."""
    page = watched.open(STRIKES)
    places = page.locator("[data-key=town-or-area]")
    expect(places.locator(".ea-fac-rest")).to_have_count(1)
    listed = places.locator("li").evaluate_all("(items) => items.map((item) => item.dataset.v)")
    page.goto(f"{page.url}?sort=date")
    all_rows(page)
    at = page.locator(".ea-fac [data-key]").evaluate_all(
        "(facets) => facets.findIndex((facet) => facet.dataset.key === 'town-or-area')"
    )
    held = page.locator("tr[data-f]").evaluate_all(f"(rows) => rows.map((row) => row.dataset.f.split('|')[{at}])")
    rare = next(id for ids in held for id in ids.split() if id not in listed)
    page = watched.open(f"{STRIKES}?town-or-area={rare}")
    assert all_rows(page) == sum(rare in ids.split() for ids in held)
    expect(page.locator(".ea-unused")).to_contain_text("Narrowed to town or area")


def test_what_is_chosen_is_no_longer_behind_a_number(watched: Watched):
    """A row shows all its values once something but a year is chosen: else the one asked for might not be among them."""
    page = watched.open(STRIKES)
    hidden = page.locator(".ea-rest > span")
    expect(hidden.first).to_be_hidden()
    year = hidden.first.evaluate("(rest) => rest.closest('tr').dataset.f.split('|')[0]")
    choice(page, "Year", year).check()
    expect(hidden.first).to_be_hidden()
    choice(page, "Accounts", "Accounts differ").check()
    expect(hidden.first).to_be_visible()
    page.get_by_role("button", name="Clear all").click()
    expect(hidden.first).to_be_hidden()


@pytest.mark.full
def test_choices_that_leave_most_come_first(watched: Watched):
    """After a choice elsewhere, those that leave nothing last; other years keep their order, and nothing moves under the hand."""
    page = watched.open(STRIKES)
    usual = page.locator(".ea-fs li").all_inner_texts()
    years = page.get_by_role("group", name="Year", exact=True).locator("li span:first-of-type")
    in_order = years.all_inner_texts()
    choice(page, "Country", "Israel").check()
    assert all_rows(page)
    assert numbers(page, "Type of event") == sorted(numbers(page, "Type of event"), reverse=True)
    assert numbers(page, "Responsibility") == sorted(numbers(page, "Responsibility"), reverse=True)
    left = [n > 0 for n in numbers(page, "Year")]
    assert left == sorted(left, reverse=True)
    assert False in left
    with_rows = years.all_inner_texts()[: left.count(True)]
    assert with_rows == [year for year in in_order if year in with_rows]
    claimed = choice(page, "Responsibility", "Claimed")
    claimed.focus()
    place = claimed.bounding_box()
    page.keyboard.press("Space")
    expect(claimed).to_be_focused()
    assert claimed.bounding_box() == place
    assert numbers(page, "Country") == sorted(numbers(page, "Country"), reverse=True)
    page.get_by_role("button", name="Clear all").click()
    expect(page.locator(".ea-fac > summary")).to_have_text(re.compile(r"^Filter [\d,]+ entries$"))
    assert page.locator(".ea-fs li").all_inner_texts() == usual


def test_on_a_phone_the_count_stays_beside_the_choices(browser: Browser, at_root: str):
    """In the line above them, which stays in sight while they scroll and leads to the rows; it is read out once."""
    with watching(browser, at_root, viewport={"width": 390, "height": 700}) as watched:
        page = watched.open(STRIKES)
        line = page.locator(".ea-fac > summary")
        line.click()
        box = choice(page, "Accounts", "Accounts differ")
        box.focus()
        page.keyboard.press("Space")
        told = re.compile(r"Filter: ([\d,]+) of ([\d,]+) entries")
        expect(line).to_have_text(told)
        left, of = told.fullmatch(line.inner_text()).groups()
        assert int(left) < int(of)
        expect(line).to_be_in_viewport(ratio=1)
        expect(box).to_be_in_viewport(ratio=1)
        expect(page.get_by_role("status").filter(has_text=f"{left} of {of}")).to_have_count(1)
        line.click()
        expect(rows(page).first).to_be_in_viewport()


@pytest.mark.parametrize(
    ("path", "words"),
    [(STRIKES, r"Show ([\d,]+|the) (?:rows|entry|entries)"), ("map/index.html", r"Show ([\d,]+) entr(?:y|ies)")],
)
def test_on_a_phone_a_button_below_the_choices_leads_to_what_they_leave(
    browser: Browser, at_root: str, path: str, words: str
):
    """It is at the foot of the screen wherever one is among them."""
    with watching(browser, at_root, viewport={"width": 390, "height": 700}) as watched:
        page = watched.open(path)
        button = page.locator(".ea-fac").get_by_role("button", name=re.compile(words))
        expect(button).to_be_hidden()
        page.locator(".ea-fac > summary").click()
        expect(button).to_be_in_viewport(ratio=1)
        every = button.inner_text()
        choice(page, "Country", "Syria").check()
        expect(button).not_to_have_text(every)
        expect(button).to_be_in_viewport(ratio=1)
        told = re.fullmatch(words, button.inner_text())
        assert told
        expect(page.locator(".ea-fac > summary")).to_have_text(re.compile(rf"^Filter: {told[1]} of"))
        button.click()
        expect(page.locator(".ea-fac")).not_to_have_attribute("open", "")
        shown = rows(page).first if path == STRIKES else page.locator("svg.ea-map").first
        expect(shown).to_be_in_viewport()
        expect(page.locator(".ea-fac > summary")).to_be_focused()


def test_a_desk_has_no_button_below_the_choices(watched: Watched):
    page = watched.open(STRIKES)
    expect(page.locator(".ea-fac-done")).to_be_hidden()


@pytest.mark.parametrize(
    ("path", "words", "found"),
    [
        pytest.param(STRIKES, "ain al assad", "Ain al-Asad", marks=pytest.mark.full),
        ("groups/index.html", "ketaib hizbullah", "Kataib Hezbollah"),
        ("groups/index.html", "كتايب حزب الله", "Kataib Hezbollah"),
        ("groups/index.html", "nujabaa", "Nujaba"),
    ],
)
def test_any_spelling_finds_its_rows(watched: Watched, path: str, words: str, found: str):
    page = watched.open(path)
    before = rows(page).count()
    field(page).press_sequentially(words)
    expect(rows(page).first).to_contain_text(found)
    assert rows(page).count() < before
    assert "q=" in query(page)
    expect(page.get_by_role("status").filter(has_text=" of ")).to_have_count(1)
    field(page).fill("no such thing at all")
    expect(rows(page)).to_have_count(0)
    expect(page.locator(".ea-count")).to_have_text(re.compile(r"^0 of \d+ entries\. Nothing matches\.$"))
    page.get_by_role("button", name="Clear all").click()
    expect(rows(page)).to_have_count(before)


@pytest.mark.parametrize(
    ("asked", "told", "found"),
    [
        ("year=2021&q=kalsu", "none of 2021", "Kalsu"),
        ("weapon=rocket-107&year=2021&q=kalsu", "none with the choices of the address", "Kalsu"),
        ("year=2021&q=zorblax", "none with “zorblax”", "2021"),
    ],
)
def test_an_address_of_which_no_row_has_all_shows_those_that_have_most(
    watched: Watched, asked: str, told: str, found: str
):
    """A link of the search leads to no empty list; what is passed over is told, until the reader chooses."""
    page = watched.open(f"{STRIKES}?{asked}")
    expect(page.locator(".ea-count")).to_contain_text(told)
    expect(rows(page).first).to_contain_text(found)
    field(page).fill("no such thing at all")
    expect(page.locator(".ea-count")).to_contain_text("Nothing matches.")
    expect(page.locator(".ea-count")).not_to_contain_text(told)


FEW = 0.25
"""Of the rows of an index: what a reader asks for by name or date leaves no more."""


@pytest.mark.parametrize(
    ("path", "words", "same"),
    [
        (STRIKES, "KH", "كتائب حزب الله"),
        (STRIKES, "AAH", "عصائب اهل الحق"),
        (STRIKES, "26 february 2021", "2021-02-26"),
        (STRIKES, "february 2021", "2021-02"),
        (STRIKES, "february 2021 to 5 march 2021", "2021-02..2021-03-05"),
        ("groups/index.html", "Albu Kamal", "البوكمال"),
    ],
)
def test_acronyms_scripts_and_dates_find_the_same_rows(watched: Watched, path: str, words: str, same: str):
    """Also names that a row does not show: those of whom an event names, and of its places."""
    page = watched.open(path)
    of = rows(page).count()
    shown = []
    for asked in (words, same):
        field(page).fill(asked)
        expect(page.locator(".ea-count")).to_have_text(re.compile(r"^[1-9]\d* of \d+ entries"))
        shown.append(set(names(page)))
    assert shown[0] & shown[1]
    assert len(shown[0]) < FEW * of


@pytest.mark.parametrize("word", ["died", "killed", "dead", "assassinated"])
def test_a_year_after_the_head_of_a_column_is_looked_for_there(watched: Watched, word: str):
    """Also after another word for the head."""
    page = watched.open("leaders/index.html")
    field(page).fill(f"{word} 2020")
    expect(page.locator(".ea-count")).to_have_text(re.compile(r"^[1-9]\d* of \d+ entries"))
    died = column(page, "Died")
    assert all("2020" in words for words in died)


def test_an_acronym_is_no_other_word(watched: Watched):
    """KH is not Khor, and IRGC has not the consonants of Iraq."""
    page = watched.open(STRIKES)
    field(page).fill("IRGC")
    expect(page.locator(".ea-count")).to_have_text(re.compile(r"^[1-9]\d* of \d+ entries"))
    acronym = set(names(page))
    page.get_by_role("button", name="Clear all").click()
    choice(page, "Country", "Iraq").check()
    assert len(acronym - set(names(page))) > 0


def test_the_year_is_the_first_choice(watched: Watched):
    page = watched.open(STRIKES)
    assert page.locator(".ea-fac [data-key]").first.get_attribute("data-key") == "year"


def test_who_says_it_did_it_is_one_choice(watched: Watched):
    """Who is named in one statement and claims in another's place is not mixed up: each row has a claim of its own."""
    page = watched.open(STRIKES)
    group = page.get_by_role("group", name="Says it did it")
    group.get_by_role("checkbox").first.check()
    ids = page.evaluate("new URLSearchParams(location.search).get('says-it-did-it')")
    values = page.locator("table[data-index] tbody tr[data-f]").evaluate_all("all => all.map(row => row.dataset.f)")
    assert values
    for row in values:
        held = row.replace("|", " ").split()
        assert {f"claimed_{ids}", f"acknowledged_{ids}"} & {*held}


def test_an_address_is_shared(watched: Watched, browser: Browser):
    """Another reader who opens it sees the same rows in the same order."""
    page = watched.open(STRIKES)
    before = rows(page).count()
    choice(page, "Country", "Syria").check()
    head(page, "Sources").click()
    field(page).press_sequentially("air")
    expect(page).to_have_url(re.compile(r"\?country=sy&sort=-sources&q=air$"))
    assert 0 < all_rows(page) < before
    with watching(browser, watched.root) as other:
        there = other.open(page.url.removeprefix(watched.root))
        # Rows follow words when the names of entries have been loaded, on either page.
        for shown in (page, there):
            shown.wait_for_load_state("networkidle")
        expect(there.locator(".ea-count")).to_have_text(str(page.locator(".ea-count").text_content()))
        assert names(there) == names(page)
        expect(choice(there, "Country", "Syria")).to_be_checked()
        expect(field(there)).to_have_value("air")
        expect(there.locator("th[data-c=sources]")).to_have_attribute("aria-sort", "descending")


def test_each_choice_is_a_step_back(watched: Watched):
    """Back and forward show the rows of their address, boxes, words and order; what is typed is no step."""
    page = watched.open(STRIKES)
    before = rows(page).count()
    choice(page, "Country", "Syria").check()
    in_syria = all_rows(page)
    field(page).press_sequentially("air")
    expect(page).to_have_url(re.compile(r"\?country=sy&q=air$"))
    choice(page, "Accounts", "Accounts differ").check()
    head(page, "Sources").click()
    assert query(page) == "?country=sy&accounts=differ&sort=-sources&q=air"
    page.go_back()
    expect(page).to_have_url(re.compile(r"\?country=sy&accounts=differ&q=air$"))
    expect(page.locator("th[data-c=date]")).to_have_attribute("aria-sort", "descending")
    page.go_back()
    expect(choice(page, "Accounts", "Accounts differ")).not_to_be_checked()
    expect(field(page)).to_have_value("air")
    assert 0 < all_rows(page) < in_syria
    page.go_back()
    expect(rows(page)).to_have_count(before)
    expect(choice(page, "Country", "Syria")).not_to_be_checked()
    expect(field(page)).to_have_value("")
    assert query(page) == ""
    page.go_forward()
    expect(choice(page, "Country", "Syria")).to_be_checked()
    expect(field(page)).to_have_value("air")


@pytest.mark.full
def test_the_way_back_leads_to_the_same_rows(watched: Watched):
    page = watched.open(STRIKES)
    choice(page, "Country", "Israel").check()
    assert all_rows(page)
    shown = names(page)
    page.locator("table[data-index] tbody th a").first.click()
    page.wait_for_url(re.compile(r"/strikes/(?!index)"))
    page.go_back()
    expect(rows(page)).to_have_count(len(shown))
    assert names(page) == shown
    expect(choice(page, "Country", "Israel")).to_be_checked()
    page.go_forward()
    page.wait_for_url(re.compile(r"/strikes/(?!index)"))


def test_a_spoilt_address_is_the_plain_page(watched: Watched):
    page = watched.open(STRIKES)
    before = names(page)
    for wrong in ("?country=atlantis&sort=-fame", "?__proto__=x", "?sort=--killed", "?q=%20"):
        page = watched.open(STRIKES + wrong)
        assert names(page) == before
    page = watched.open(STRIKES + "?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
    expect(rows(page)).to_have_count(0)
    expect(field(page)).to_have_value("<img src=x onerror=alert(1)>")


def test_what_an_address_asks_for_in_vain_is_said(watched: Watched):
    """In the words of the address, with a way to go on without it; a choice that is then made keeps what is known."""
    page = watched.open(STRIKES + "?actor=nobody&country=atlantis,iq&utm_source=x")
    note = page.locator(".ea-unknown")
    expect(note).to_have_text(
        "The address asks for actor “nobody”, country “atlantis”, which is no choice of this page and was left out. Clear them"
    )
    note.get_by_role("link", name="Clear them").click()
    expect(page).to_have_url(re.compile(r"\?country=iq&utm_source=x$"))
    expect(page.locator(".ea-unknown")).to_be_hidden()


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("network/index.html?focus=nobody", "focus “nobody”"),
        ("map/index.html?place=nowhere", "place “nowhere”"),
        ("map/index.html?country=atlantis", "country “atlantis”"),
        ("chronology/index.html?body=nobody", "body “nobody”"),
        ("as-of/index.html?on=yesterday", "on “yesterday”"),
    ],
)
def test_so_it_is_where_readers_explore(watched: Watched, address: str, said: str):
    page = watched.open(address)
    expect(page.locator(".ea-unknown")).to_contain_text(f"The address asks for {said}, which is no choice")
    page.get_by_role("link", name="Clear it").click()
    expect(page).to_have_url(watched.root + address.partition("?")[0])
    expect(page.locator(".ea-unknown")).to_be_hidden()


def test_the_keyboard_does_all_of_it(watched: Watched):
    page = watched.open(STRIKES)
    head(page, "Killed").focus()
    page.keyboard.press("Enter")
    assert query(page) == "?sort=-killed"
    expect(head(page, "Killed")).to_be_focused()
    choice(page, "Country", "Iraq").focus()
    page.keyboard.press("Space")
    assert query(page) == "?country=iq&sort=-killed"
    expect(choice(page, "Country", "Iraq")).to_be_focused()
    more = page.get_by_role("group", name="Type of event").get_by_role("button")
    more.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("group", name="Type of event").get_by_role("checkbox").nth(8)).to_be_focused()


@pytest.mark.parametrize("path", ["strikes", "groups", "leaders", "bases", "sources"])
def test_the_first_row_is_few_stops_of_the_tab_key_away(watched: Watched, path: str):
    """A link before the filters, which may have more than a hundred stops, leads past them; the heads of the table sort."""
    page = watched.open(f"{path}/index.html")
    expect(page.locator(".ea-count")).to_have_text(re.compile(r"^\d"))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if focused.inner_text() == "Skip to the rows":
            expect(focused).to_be_in_viewport()
            first = page.locator(".md-skip").first.evaluate("link => getComputedStyle(link).color")
            expect(focused).to_have_css("color", first)  # not that of links, which nobody reads on its ground
            page.keyboard.press("Enter")
        elif page.evaluate(IS_IN_A_ROW):
            return
    raise AssertionError(f"after {MOST_STOPS} stops: {focused.inner_text()}")


def test_a_link_leaves_the_attacks(watched: Watched):
    """What was agreed, decided or moved is no longer among the rows, and the choices say what is."""
    page = watched.open(STRIKES)
    every = all_rows(page)
    page.get_by_role("link", name="Attacks and other incidents only").click()
    expect(page.locator(".ea-count").first).not_to_have_text(re.compile(f"^{every}\\b"))
    assert 0 < all_rows(page) < every
    expect(choice(page, "Type of event", "Air strike")).to_be_checked()
    types = set(column(page, "Type"))
    assert "Air strike" in types
    assert types.isdisjoint(
        {"Agreement", "Deployment", "Election", "Handover", "Law or decision", "Opening", "Withdrawal"}
    )


def test_rows_are_saved_as_they_are_shown(watched: Watched, tmp_path: Path):
    """In their order, with their address; as text that no spreadsheet runs, and as JSON."""
    page = watched.open(STRIKES)
    choice(page, "Country", "Syria").check()
    head(page, "Killed").click()
    assert all_rows(page)
    shown = names(page)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Download CSV").click()
    assert saved.value.suggested_filename == "strikes.csv"
    saved.value.save_as(tmp_path / "rows.csv")
    text = (tmp_path / "rows.csv").read_text(encoding="utf-8-sig")
    held = list(csv.DictReader(text.splitlines()))
    assert [row["name"] for row in held] == shown
    assert re.fullmatch(r"\d{4}(-\d\d)*(/.*)?", held[0]["date"])
    assert held[0]["date_earliest"] <= held[0]["date_latest"]
    assert held[0]["address"].startswith(watched.root + "strikes/")
    assert "accounts_differ" in held[0]
    assert ("part_of" in held[0]) is ("data-part" in page.content())
    with page.expect_download() as saved:
        page.get_by_role("button", name="JSON").click()
    saved.value.save_as(tmp_path / "rows.json")
    as_json = json.loads((tmp_path / "rows.json").read_text(encoding="utf-8"))
    assert [row["id"] for row in as_json] == [row["id"] for row in held]
    assert isinstance(as_json[0]["sources"], int)


def test_a_file_of_events_has_numbers_and_coordinates(watched: Watched):
    """Of each town, of the people who are counted first; what is only known as an area has none."""
    page = watched.open(f"{STRIKES}?q=kalsu")
    expect(rows(page).filter(has_text="Explosion at Camp Kalsu")).to_be_visible()
    explosion = saved_rows(page)["2024-04-20-camp-kalsu-explosion"]
    assert (explosion["lat"], explosion["lon"], explosion["radius_km"]) == (32.8, 44.5, 8)
    assert (explosion["killed_min"], explosion["killed_max"], explosion["killed_of"]) == (1, 1, "fighter")


def test_a_file_of_events_has_what_their_filters_go_by(watched: Watched):
    """Weapons, who was aimed at and who took part: what filters show and no column does, but not what a column tells."""
    page = watched.open(STRIKES)
    expect(choice(page, "Country", "Syria")).to_be_visible()
    events = saved_rows(page)
    columns = {*next(iter(events.values()))}
    assert {"weapon", "side_aimed_at_or_hit", "site_aimed_at_or_hit", "country"} <= columns
    assert columns.isdisjoint({"year", "accounts", "who_is_named"})
    held = events["2021-02-15-erbil-rocket-attack"]
    assert "iq" in held["country"].split("; ")
    assert "operation-inherent-resolve" in held["side_aimed_at_or_hit"].split("; ")


def test_a_saved_row_has_every_account(watched: Watched):
    """A denial that its cell hides behind a count is in the file, and is found by its words."""
    page = watched.open(f"{STRIKES}?q=kalsu+united+states")
    expect(rows(page).filter(has_text="Explosion at Camp Kalsu")).to_be_visible()
    explosion = saved_rows(page)["2024-04-20-camp-kalsu-explosion"]
    accounts = explosion["responsibility"].split("; ")
    assert {"attributed to United States", "denied by United States"} <= {*accounts}
    assert len(explosion["type"].split("; ")) > 2
    assert "united-states" in explosion["attributed_to"].split("; ")
    assert "united-states" in explosion["denied_by"].split("; ")
    assert (explosion["date_earliest"], explosion["date_latest"]) == ("2024-04-20", "2024-04-20")


def test_tables_without_an_index_are_one_file(watched: Watched):
    """Each row with the title of its table and its sources, however the tables are sorted."""
    page = watched.open("designations/index.html")
    page.locator("table").first.get_by_role("button", name="Who").click()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Download CSV").click()
    assert saved.value.suggested_filename == "designations.csv"
    held = list(csv.DictReader(Path(saved.value.path()).read_text(encoding="utf-8-sig").splitlines()))
    assert len(held) == page.locator("tbody tr").count()
    expect(page.get_by_role("button", name=f"({len(held)} rows)")).to_be_visible()
    assert {row["list"] for row in held} == {*page.locator("caption").all_text_contents()}
    assert all(row["who"] and row["sources"] and row["address"] for row in held)


@pytest.mark.parametrize(
    ("folder", "id", "name", "native"),
    [
        ("groups", "kataib-hezbollah", "Kataib Hezbollah", "كتائب حزب الله"),
        (
            "sources",
            "alaraby-2021-02-17",
            'ما هي ارتباطات "سرايا أولياء الدم" المسؤولة عن هجوم أربيل؟',
            None,
        ),
    ],
)
def test_a_title_in_arabic_is_no_second_name(
    watched: Watched, frozen_site: Path, folder: str, id: str, name: str, native: str | None
):
    """The column of the file for names in their own script has those that stand beside a name."""
    of_years = sorted((frozen_site / folder).glob("*_*.html"))  # of a long index
    parts = [frozen_site / folder / "index.html", *of_years]
    link = re.compile(rf'href="[^"]*\b{id}(?:\.html)?"')
    part = next(path for path in parts if link.search(path.read_text(encoding="utf-8")))
    page = watched.open(f"{folder}/{part.name}")
    with page.expect_download() as saved:
        page.get_by_role("button", name="JSON").click()
    [row] = [row for row in json.loads(Path(saved.value.path()).read_bytes()) if row["id"] == id]
    assert (row["name"], row["native_name"]) == (name, native)


PLACES = """
document.fonts.ready.then(() => [...document.querySelectorAll("h1, .ea-fac, table[data-index], table[data-index] thead th")]
    .map(held => held.getBoundingClientRect()).map(box => [box.x, box.y].map(Math.round)))
"""


@pytest.mark.parametrize(("path", "width"), combinations(sample(INDEXES, every=3), (1280, 800, 360)))
def test_nothing_moves_when_the_script_comes(browser: Browser, at_root: str, path: str, width: int):
    """The places of heading, choices and tables are the same with the script and before it; nothing is wider than the page.

    Of every third index, in `make test-all` of each at each width.
    """
    found = []
    for blocked in (True, False):
        with fresh_page(browser, viewport={"width": width, "height": 800}) as page:
            lay_out_all(page)  # rows out of sight have a height that is guessed, and differs with the moment
            if blocked:
                page.route("**/tables.js", lambda route: route.abort())
            page.goto(at_root + path)  # over when the scripts have run
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            found.append(page.evaluate(PLACES))
    assert found[0] == found[1]


@pytest.mark.parametrize(("scheme", "width"), sample(DRESSES))
def test_an_index_in_use_is_accessible(browser: Browser, at_root: str, scheme: str, width: int):
    """With choices made, rows sorted and words looked for. axe comes past the policy, as a tester's tool."""
    view = {"viewport": {"width": width, "height": 800}, "color_scheme": scheme}
    with fresh_page(browser, **view, bypass_csp=True) as page:
        for path in (STRIKES + "?country=iq&sort=-killed&q=attack", "publishers/the-jerusalem-post.html"):
            page.goto(at_root + path)
            if width == 360 and "index" in path:
                page.locator(".ea-fac > summary").click()
            assert violations(page) == []


def test_a_phone_folds_the_choices_and_sorts_by_a_list(browser: Browser, at_root: str):
    with watching(browser, at_root, viewport={"width": 360, "height": 740}, has_touch=True) as watched:
        page = watched.open(STRIKES)
        box = choice(page, "Country", "Syria")
        expect(box).not_to_be_visible()
        page.locator(".ea-fac > summary").tap()
        box.check()
        assert query(page) == "?country=sy"
        page.get_by_role("combobox", name="Sort by").select_option("-sources")
        assert query(page) == "?country=sy&sort=-sources"
        numbers = [int(re.findall(r"\d+", text)[-1]) for text in column_texts(page)]
        assert numbers == sorted(numbers, reverse=True)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def column_texts(page: Page) -> list[str]:
    return page.locator("table[data-index] tbody td:last-child").all_text_contents()


@pytest.mark.parametrize("path", [STRIKES, "sources/index.html"])
def test_without_scripts_the_table_is_whole(browser: Browser, at_root: str, path: str):
    """All rows, no control that does nothing."""
    with watching(browser, at_root, java_script_enabled=False) as watched:
        page = watched.open(path)
        expect(page.locator("table[data-index] tbody tr").last).to_be_visible()
        expect(page.locator(".ea-fac")).not_to_be_visible()
        expect(page.locator(".ea-ix-bar")).not_to_be_visible()
        expect(page.locator("table[data-index] button")).to_have_count(0)


def test_a_long_index_shows_a_page_and_narrows_all(browser: Browser, long_index: str):
    """The other pages are read once, when something is chosen, and given up again with the choice."""
    with watching(browser, long_index) as watched:
        page = watched.open(STRIKES)
        tabs = page.get_by_role("navigation", name="Years").get_by_role("link")
        expect(tabs).to_have_count(3)
        here = rows(page).count()
        assert 200 < here <= 250
        expect(page.locator(".ea-count")).to_have_text(re.compile(f"^{here} of 72[0-9] entries"))
        choice(page, "Type of event", "Rocket attack").check()
        expect(page.locator(".ea-count")).to_have_text(re.compile("^180 of 72[0-9] entries"))
        expect(rows(page)).to_have_count(180)
        expect(page.get_by_role("navigation", name="Years").locator("[aria-current]")).to_have_count(0)
        head(page, "Killed").click()
        assert column(page, "Killed")[:2] == ["716", "712"]
        field(page).fill("kalsu")
        expect(rows(page)).to_have_count(36)
        with watching(browser, long_index) as other:
            there = other.open(page.url.removeprefix(long_index))
            expect(rows(there)).to_have_count(36)
            assert names(there) == names(page)
        page.get_by_role("button", name="Clear all").click()
        expect(rows(page)).to_have_count(here)
        expect(tabs.first).to_have_attribute("aria-current", "page")
        fetched = [url for url in watched.asked if "year_" in url]
        assert len(fetched) == len(set(fetched)) == 2


@pytest.mark.parametrize("path", [STRIKES, "strikes/year_2023.html"])
def test_a_long_index_sorts_the_rows_of_all_pages(browser: Browser, long_index: str, path: str):
    """By any column, both ways; the usual order is that of the page again."""
    with watching(browser, long_index) as watched:
        page = watched.open(path)
        usual = names(page)
        head(page, "Killed").click()
        expect(page.locator(".ea-count")).to_have_text(re.compile("^72[0-9] entries"))
        assert column(page, "Killed")[:3] == ["719", "718", "717"]
        head(page, "Date").click()
        head(page, "Date").click()
        assert [day[-4:] for day in column(page, "Date")[:3]] == ["2021", "2021", "2022"]
        page.get_by_role("button", name="Clear all").click()
        expect(rows(page)).to_have_count(len(usual))
        assert names(page) == usual


def test_words_find_their_rows_on_every_page(browser: Browser, long_index: str):
    """On a page that is not the first, when the others were read before the words."""
    with watching(browser, long_index) as watched:
        page = watched.open("strikes/year_2023.html")
        choice(page, "Type of event", "Rocket attack").check()
        expect(rows(page)).to_have_count(180)
        page.get_by_role("button", name="Clear all").click()
        expect(page.get_by_role("button", name="Clear all")).not_to_be_visible()
        field(page).press_sequentially("event 717")
        expect(rows(page)).to_have_count(1)
        assert names(page) == ["Event 717 at Erbil"]


def test_many_rows_come_in_portions(browser: Browser, long_index: str):
    with watching(browser, long_index) as watched:
        page = watched.open(STRIKES + "?type-of-event=air-strike")
        expect(rows(page)).to_have_count(500)
        page.get_by_role("button", name="Show all 540 entries").click()
        expect(rows(page)).to_have_count(540)
        with page.expect_download() as saved:
            page.get_by_role("button", name="JSON").click()
        assert len(json.loads(Path(saved.value.path()).read_text(encoding="utf-8"))) == 540


def test_a_file_has_the_rows_of_all_pages(browser: Browser, long_index: str):
    """The button says how many; a choice leaves as many in it."""
    with watching(browser, long_index) as watched:
        page = watched.open("strikes/year_2023.html")
        everything = page.get_by_role("button", name="Download CSV (722 entries)")
        with page.expect_download() as saved:
            everything.click()
        text = Path(saved.value.path()).read_text(encoding="utf-8-sig")
        assert len(list(csv.DictReader(text.splitlines()))) == 722
        assert rows(page).count() < 722
        choice(page, "Type of event", "Rocket attack").check()
        expect(page.get_by_role("button", name="Download CSV (180 entries)")).to_be_visible()


def test_without_scripts_a_long_index_is_read_page_by_page(browser: Browser, long_index: str):
    with watching(browser, long_index, java_script_enabled=False) as watched:
        page = watched.open(STRIKES)
        seen = set(names(page))
        for _ in range(2):
            with page.expect_navigation():
                page.locator(".ea-years a[aria-current] + a").click()
            seen |= set(names(page))
        assert len({name for name in seen if name.startswith("Event ")}) == 720


def test_pages_that_cannot_be_read_are_told(browser: Browser, long_index: str):
    """The rows of the page itself are narrowed all the same."""
    with fresh_page(browser) as page:
        page.route(re.compile("year_"), lambda route: route.abort())
        page.goto(long_index + STRIKES)
        choice(page, "Type of event", "Rocket attack").check()
        expect(page.locator(".ea-count")).to_contain_text("the other pages could not be loaded")
        assert 30 < all_rows(page) < 100


def test_pages_that_could_not_be_read_are_read_later(browser: Browser, long_index: str):
    """Not with every key, but once a moment has passed."""
    asked: list[str] = []
    with fresh_page(browser) as page:
        page.route(re.compile("year_"), lambda route: (asked.append(route.request.url), route.abort()))
        page.goto(long_index + STRIKES)
        field(page).type("event")
        expect(page.locator(".ea-count")).to_contain_text("the other pages could not be loaded")
        assert len(asked) == len(set(asked))
        page.unroute(re.compile("year_"))
        page.evaluate("const now = performance.now.bind(performance); performance.now = () => now() + 60_000")
        choice(page, "Type of event", "Rocket attack").check()
        expect(page.locator(".ea-count")).not_to_contain_text("could not be loaded")
        assert all_rows(page) == 180


@pytest.mark.parametrize("missing", ["**/engine.*.js", "**/aliases.*.json"])
def test_words_are_looked_for_once_the_search_can_be_had(browser: Browser, at_root: str, missing: str):
    """A moment without a connection is over with the next word; until then rows are found by what they show, or that they are not is told."""
    with fresh_page(browser) as page:
        page.goto(at_root + "groups/index.html?q=hashd")
        whole = all_rows(page)
        assert whole
        page.route(missing, lambda route: route.abort())
        page.goto(at_root + "groups/index.html")
        field(page).fill("hash")
        page.wait_for_load_state("networkidle")
        page.unroute_all()
        field(page).fill("hashd")
        expect(page.locator(".ea-count").first).to_have_text(re.compile(rf"^{whole} of [^:]*$"))


def test_tables_of_a_publisher_are_sorted(watched: Watched):
    page = watched.open("publishers/the-jerusalem-post.html")
    table = page.locator("table[data-sortable]").first
    before = table.locator("tbody th").all_text_contents()
    table.get_by_role("button", name="Value").click()
    expect(table.locator("th[data-c=value]")).to_have_attribute("aria-sort", "ascending")
    after = table.locator("tbody th").all_text_contents()
    assert after != before
    assert sorted(after) == sorted(before)


def test_every_year_with_entries_is_in_sight(watched: Watched):
    """None waits behind "more", where a choice of something else would leave it out of sight."""
    page = watched.open(STRIKES)
    years = page.locator('.ea-fs[data-key="year"] li:not(.ea-nil)')
    expect(page.locator(".ea-count")).to_have_text(re.compile(r"^\d+ entries"))
    assert years.count() > 8
    for year in years.all():
        expect(year).to_be_visible()
