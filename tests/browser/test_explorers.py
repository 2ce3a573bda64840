"""One state in the address of all views: what each shows for it is what the exported data say, and each hands it on."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from euphrates_atlas.facts.holding import Hold, period_of
from tests.browsing import Watched, watching
from tests.case_count import sample
from tests.stores import REPOSITORY, frozen_store

DAY = "2024-02-01"
Statement = dict[str, Any]
OF_INDEX, OF_TIES = "table[data-index] tbody tr:visible th > a:first-child", "tr[data-ends]:visible th > a:first-child"
OF_MAP, OF_DAY = ".ea-map-list li > a", "table[data-as-of] tr[data-span]:visible th > a:first-child"


@dataclass(frozen=True)
class Data:
    """The exported data: entries by kind, and the statements that are not superseded."""

    kinds: dict[str, set[str]]
    statements: dict[str, Statement]
    superseded: set[str]

    def entries(self, name: str, holds: Callable[[Statement], bool] = lambda _: True) -> set[str]:
        """Return the entries with such a statement of a property."""
        return {one["entry"] for one in self.statements.values() if one["property"] == name and holds(one)}

    def events(self, day: str) -> set[str]:
        """Return the events whose date may be this day: the preferred, otherwise the first within which no other lies."""
        dates = dict[str, list[Statement]]()
        for one in sorted(self.statements.values(), key=lambda one: int(one["index"])):
            if one["property"] == "date":
                dates.setdefault(one["entry"], []).append(one)
        chosen = {
            id: next((one for one in all if one["rank"] == "preferred"), None)
            or next(one for one in all if not any(lies_within(other, one) for other in all))
            for id, all in dates.items()
        }
        return {id for id, one in chosen.items() if may_be(one, "date", day)} & self.kinds["Event"]

    def sites(self, day: str) -> set[str]:
        """Return the placed sites with statements dated to the year of a day, or to years on both sides of it, or to none."""
        found = set()
        for id in self.entries("place") & self.kinds["Site"]:
            own = [one for one in self.statements.values() if one["entry"] == id and one["period"]]
            years = {one[end][:4] for one in own for end in ("period_earliest", "period_latest") if one[end]}
            if not years or min(years) <= day[:4] <= max(years):
                found.add(id)
        return found


def lies_within(inner: Statement, outer: Statement) -> bool:
    (first, last), (start, end) = (
        (one["date_earliest"] or "0001", one["date_latest"] or "9999") for one in (inner, outer)
    )
    return start <= first <= last <= end and (start, end) != (first, last)


def can_be(key: str, day: str) -> bool:
    """Tell whether anything can be said of a statement, `entry#s-id`, and a day: how far an open end reaches, its evidence decides."""
    entry, _, id = key.partition("#s-")
    (fact,) = (fact for fact in frozen_store()[entry].facts if fact.id == id)
    span = period_of(frozen_store(), fact.statement)
    return span is not None and span.on(day) is not Hold.NOT


def may_be(one: Statement, kind: str, day: str) -> bool:
    return (one[f"{kind}_earliest"] or "0001") <= day <= (one[f"{kind}_latest"] or "9999")


@pytest.fixture(scope="module")
def data(frozen_site: Path) -> Data:
    """Return what a reader of the files gets, `statements.csv` and `entries.csv`."""
    read = {}
    for name in ("entries", "statements"):
        with (frozen_site / "data" / "v1" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            read[name] = list(csv.DictReader(file))
    kinds: dict[str, set[str]] = {}
    for entry in read["entries"]:
        kinds.setdefault(entry["kind"], set()).add(entry["id"])
    stated = {one["statement"]: {**one, "parts": json.loads(one["parts"])} for one in read["statements"]}
    current = {key: one for key, one in stated.items() if one["rank"] != "deprecated"}
    return Data(kinds, current, stated.keys() - current.keys())


def keys(links: Locator) -> list[str]:
    """Return the entries to which links lead, with the statement where they lead to one."""
    return links.evaluate_all("els => els.map(e => e.getAttribute('href').replace(/^.*\\/|\\.html/g, ''))")


def counted(page: Page) -> int:
    return int(page.locator(".ea-count").inner_text().split()[0].replace(",", ""))


def rows(page: Page) -> list[str]:
    """Return the entries of the rows of an index, once all that it counts have come."""
    links = page.locator(OF_INDEX)
    expect(links).to_have_count(counted(page))
    return keys(links)


def denied(one: Statement) -> bool:
    return bool(one["parts"]["stance"] == "denied")


def names(body: str, stance: str = "") -> Callable[[Statement], bool]:
    return lambda one: (
        one["parts"].get("actor", {}).get("id") == body and one["parts"]["stance"] == (stance or one["parts"]["stance"])
    )


EVENTS: tuple[tuple[str, Callable[[Data], set[str]]], ...] = (
    ("responsibility=denied", lambda data: data.entries("responsibility", denied)),
    ("body=kataib-hezbollah", lambda data: data.entries("responsibility", names("kataib-hezbollah"))),
    ("who-is-named=denied_united-states", lambda data: data.entries("responsibility", names("united-states", "denied"))),
    (f"on={DAY}", lambda data: data.events(DAY)),
    ("body=kataib-hezbollah&on=2024-01-28", lambda data: data.entries("responsibility", names("kataib-hezbollah")) & data.events("2024-01-28")),
)  # fmt: skip
TRIED = sample(EVENTS, every=4)


@pytest.mark.parametrize(("query", "expected"), TRIED, ids=[query for query, _ in TRIED])
def test_events_are_those_of_the_data(
    watched: Watched, data: Data, query: str, expected: Callable[[Data], set[str]]
) -> None:
    """In the index, on the map for those with a place, and in the chronology for those with a date; the map leads to its rows."""
    events = expected(data)
    page = watched.open(f"strikes/index.html?{query}")
    expect(page.locator(".ea-count")).to_contain_text(f"{len(events)} of ")
    assert {*rows(page)} == events
    assert len(events) < len(data.kinds["Event"])
    if "body=" in query:
        expect(page.locator(".ea-unused")).to_contain_text("Narrowed to body “Kataib Hezbollah”")

    page = watched.open(f"map/index.html?{query}&kind=event")
    placed = events & data.entries("place")
    expect(page.locator(".ea-map-list h2")).to_have_text(re.compile(rf"^{len(placed)} entr"))
    assert {*keys(page.locator(OF_MAP))} <= placed
    if placed:
        page.get_by_role("link", name="Events as rows").click()
        expect(page.locator(".ea-count")).to_contain_text(f"{len(events)} of ")
        assert {*rows(page)} == events

    page = watched.open(f"chronology/index.html?{query}&kind=event")
    expect(page.locator(".ea-count")).to_contain_text(" of ")
    lines = [data.statements[key] for key in rows(page)]
    assert counted(page) == len(lines)
    dated = {one["entry"] for one in lines if one["property"] == "date"}
    assert dated == {id for id in events if id in data.entries("date")}


def test_a_day_in_the_chronology_leaves_what_may_be_of_it(watched: Watched, data: Data) -> None:
    """Of all kinds, also those in whose statements it stands as a period or as the day of a saying."""
    page = watched.open(f"chronology/index.html?on={DAY}")
    expect(page.locator(".ea-count")).to_contain_text("on 1 February 2024")
    lines = [data.statements[key] for key in rows(page)]
    assert counted(page) == len(lines) > 0
    assert {one["entry"] for one in lines if one["property"] == "date"} == data.events(DAY)
    text = page.locator("table[data-index] tbody tr:visible td:first-child").evaluate_all(
        "e => e.map(c => c.dataset.s)"
    )
    assert all(date.partition("/")[0][:4] <= "2024" for date in text)
    expect(page.get_by_label("Dated on")).to_have_value(DAY)
    page.get_by_label("Dated on").fill("2021-02-15")
    expect(page).to_have_url(re.compile(r"\?on=2021-02-15$"))
    expect(page.locator(".ea-count")).to_contain_text("on 15 February 2021")
    page.get_by_role("button", name="Clear all").click()
    expect(page).to_have_url(watched.root + "chronology/index.html")


@pytest.mark.parametrize("day", sample([DAY, "2012-06-01"]))
def test_sites_on_a_day_are_those_of_the_data(watched: Watched, data: Data, day: str) -> None:
    """On the map and, where it leads, in their index."""
    sites = data.sites(day)
    page = watched.open(f"map/index.html?on={day}&kind=site")
    expect(page.locator(".ea-map-list h2")).to_have_text(re.compile(rf"^{len(sites)} entr"))
    page.get_by_role("link", name="Bases and sites as rows").click()
    expect(page.locator(".ea-count")).to_contain_text(f"{len(sites)} of ")
    assert {*rows(page)} == sites
    watched.open(f"bases/index.html?year={day[:4]}")
    expect(page.locator(".ea-count")).to_contain_text(f"{len(sites)} of ")
    expect(page.locator(".ea-unused")).to_have_text(f"Narrowed to year “{day[:4]}”.")


@pytest.mark.parametrize("query", sample([f"body=kataib-hezbollah&on={DAY}", "body=kataib-hezbollah", f"on={DAY}"]))
def test_relations_are_those_of_the_data(watched: Watched, data: Data, query: str) -> None:
    """A body at either end; what is not dated is counted apart."""
    page = watched.open("network/index.html?by=")
    ready = page.get_by_role("status").filter(has_text=re.compile(r"on \d+ pair"))
    expect(ready).to_be_visible()
    every = {*keys(page.locator(OF_TIES))}
    known = {key: data.statements[key] for key in every - data.superseded}
    relations = {key: one for key, one in data.statements.items() if one["property"] == "relations" and one["target"]}
    types = {relations[key]["parts"]["type"] for key in known.keys() & relations.keys()}
    of_groups = {key for key, one in relations.items() if one["entry"] in data.kinds["Group"]}
    assert {key for key in of_groups if relations[key]["parts"]["type"] in types} <= every
    watched.open(f"network/index.html?{query}")
    expect(ready).to_contain_text(f" of {len(every)} statements")

    def is_left(key: str, one: Statement) -> bool:
        is_on = "on=" not in query or not one["period"] or can_be(key, DAY)
        return is_on and ("body=" not in query or "kataib-hezbollah" in (one["entry"], one["target"]))

    assert {*keys(page.locator(OF_TIES))} - data.superseded == {key for key, one in known.items() if is_left(key, one)}


@pytest.mark.parametrize("query", sample([f"on={DAY}&body=kataib-hezbollah", f"on={DAY}"]))
def test_a_day_by_date_is_that_of_the_data(watched: Watched, data: Data, query: str) -> None:
    """Every lasting statement whose period may hold the day, and no other; the head counts them."""
    page = watched.open("as-of/2024.html")
    expect(page.get_by_label("On the day")).to_be_visible()
    every = keys(page.locator(OF_DAY))
    sorts = {
        (one["property"], data.kinds["Group"] >= {one["entry"]}) for one in map(data.statements.__getitem__, every)
    }
    lasting = {key for key, one in data.statements.items() if one["period"] and (one["property"], data.kinds["Group"] >= {one["entry"]}) in sorts}  # fmt: skip
    on_day = {key for key in lasting if can_be(key, DAY)}
    assert on_day <= {*every}
    watched.open(f"as-of/index.html?{query}")
    expect(page.get_by_role("heading", level=1)).to_contain_text("On 1 February 2024")
    shown = keys(page.locator(OF_DAY))
    about = [data.statements[key] for key in shown]
    if "body=" in query:
        assert 0 < len(shown) <= len(on_day)
        own = {key for key in on_day if "kataib-hezbollah" in (data.statements[key]["entry"], data.statements[key]["target"])}  # fmt: skip
        assert own <= {*shown} <= on_day
        assert len(about) == len(shown)
    else:
        assert {*shown} == on_day
    counts = page.locator(".ea-kind").inner_text()
    numbers = {
        words: int(number)
        for number, words in re.findall(r"(\d+) (held|uncertain|start not known|last reported)", counts)
    }
    assert sum(numbers.values()) == len(shown)
    marks = page.locator("table[data-as-of] tr[data-span]:visible .ea-asof-day").all_text_contents()
    assert {word: sum(mark.startswith(word) for mark in marks) for word in numbers} == numbers


def test_a_day_is_told_of_that_day_alone(watched: Watched) -> None:
    """Title, heading, head of the column, links and each row speak of it; without it the page is again about the end of its year."""
    page = watched.open(f"as-of/2024.html?on={DAY}")
    usual = "On 31 December 2024"
    expect(page.get_by_role("heading", level=1)).to_contain_text("On 1 February 2024")
    expect(page).to_have_title(re.compile("^On 1 February 2024 "))
    expect(page.get_by_role("columnheader", name="On 1 February 2024").first).to_be_visible()
    assert usual not in page.locator("main").inner_text()
    assert "Earlier that year" not in page.locator("main").inner_text()
    cells = page.locator("table[data-as-of] tr[data-span]:visible")
    assert cells.first.locator("td").count() == 4
    for name in ("relations on this day", "map on this day"):
        href = page.get_by_role("link", name=name, exact=True).get_attribute("href") or ""
        assert href.endswith(f"?on={DAY}")
    page.get_by_role("button", name="Clear the day").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(usual)
    expect(page).to_have_title(re.compile(f"^{usual} "))
    expect(page.get_by_role("columnheader", name=usual).first).to_be_visible()
    expect(page.get_by_text("Earlier that year", exact=True)).to_be_visible()
    watched.open("as-of/2024.html?on=2021-05-06&kind=event")
    expect(page).to_have_url(watched.root + "as-of/2021.html?on=2021-05-06&kind=event")
    watched.open("as-of/index.html?on=1950-05-06")
    expect(page.get_by_role("status").filter(has_text="No statement is dated to 6 May 1950")).to_be_visible()


def test_on_a_phone_a_mark_says_its_day(browser: Browser, at_root: str) -> None:
    with watching(browser, at_root, viewport={"width": 390, "height": 844}) as watched:
        page = watched.open(f"as-of/2024.html?on={DAY}")
        expect(page.get_by_role("heading", level=1)).to_contain_text("On 1 February 2024")
        rows = page.locator("table[data-as-of] tr[data-span]:visible")
        row = rows.filter(has=page.locator(".ea-asof-mark", has_text="held")).first
        assert "on 1 February 2024:" in row.locator(".ea-asof-day").evaluate(
            "e => getComputedStyle(e, '::before').content"
        )
        assert row.text_content().count("held") == 1


VIEWS = {"Map": "map", "Chronology": "chronology", "By date": "as-of", "Relations": "network"}
STATE = {"on": DAY, "body": "kataib-hezbollah", "responsibility": "claimed", "relation": "member-of", "country": "iq"}
UNUSED = {
    "Map": "relation “member of”",
    "Chronology": "relation “member of”",
    "By date": "responsibility “claimed”, relation “member of”, country “iq”",
    "Relations": "responsibility “claimed”, country “iq”",
}


@pytest.mark.full
def test_the_tabs_hand_the_state_on(watched: Watched) -> None:
    """Each view keeps what it cannot use, and says so quietly; what belongs to one page stays there."""
    page = watched.open(
        "chronology/index.html?" + "&".join(f"{key}={value}" for key, value in STATE.items()) + "&sort=entry"
    )
    for name in ("Map", "Relations", "By date", "Chronology"):
        page.get_by_role("navigation", name="Sections").get_by_role("link", name=name, exact=True).click()
        expect(page).to_have_url(re.compile(rf"/{VIEWS[name]}/.*on={DAY}"))
        expect(page.locator(".ea-unused")).to_have_text(f"Not used here: {UNUSED[name]}.")
        assert dict(parse_qsl(urlsplit(page.url).query)) == STATE
        expect(page.locator(".ea-unknown")).to_be_hidden()


def test_keys_that_views_share_are_in_the_vocabulary(watched: Watched) -> None:
    """Each facet that two of them have."""
    module = (REPOSITORY / "frontend" / "src" / "address.ts").read_text("utf-8")
    held = set(re.findall(r'"([a-z-]+)"', module.partition("SHARED")[2].partition("]);")[0]))
    facets = []
    for view in ("map", "chronology", "strikes"):
        page = watched.open(f"{view}/index.html")
        facets.append(
            {
                *page.locator(".ea-fac [data-key]:not([hidden])").evaluate_all("els => els.map(e => e.dataset.key)"),
                "year",
            }
        )
    first, second, third = facets
    assert (first & second) | (first & third) | (second & third) <= held


def test_old_addresses_lead_to_the_same(watched: Watched) -> None:
    page = watched.open("network/index.html?focus=kataib-hezbollah&on=2024-02-01")
    expect(page.get_by_role("link", name="Page of Kataib Hezbollah")).to_be_visible()
    href = page.get_by_role("link", name="By date on this day").get_attribute("href") or ""
    assert href.endswith("?body=kataib-hezbollah&on=2024-02-01")
    assert "\N{NO-BREAK SPACE}·\N{NO-BREAK SPACE}" in page.get_by_role("status").filter(has_text="pair").inner_text()


@pytest.mark.full
def test_a_map_with_no_mark_says_why(watched: Watched) -> None:
    """What is known to a country alone is in the list, and nowhere on the picture."""
    page = watched.open(f"map/index.html?on={DAY}&kind=event")
    expect(page.get_by_text("None drawn: known to a country alone, or outside this map")).to_be_visible()
    assert page.locator(".ea-map-atlas .m-link:not(.m-none)").count() == 0


def test_years_of_one_width_and_none_alone(watched: Watched) -> None:
    """In the last row of the years too."""
    page = watched.open("as-of/index.html")
    boxes = page.locator("#years a")
    assert (
        len({round(width) for width in boxes.evaluate_all("els => els.map(e => e.getBoundingClientRect().width)")}) == 1
    )


def test_indexes_of_other_things_do_not_hand_on_their_choices(watched: Watched) -> None:
    """The country of a publisher, or the year of a work, is none of an event."""
    page = watched.open("publishers/index.html?country=gb")
    expect(page.locator(".ea-count")).to_contain_text(" of ")
    explore = page.get_by_role("navigation", name="Sections").get_by_role("link", name="Explore", exact=True)
    assert (explore.get_attribute("href") or "").endswith("map/index.html")
