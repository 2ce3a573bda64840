"""What readers come for: each task as the shortest way to its answer, and the words that answer it."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote_plus

import pytest
from _pytest.mark import ParameterSet
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browsing import watching

HOME = "index.html"
MOST_KEYS = 37
"""Until the first source of an entry, by the review."""


class Reader:
    """Somebody who types and clicks; each key and each click is counted, and nothing is done by another way."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.keys = 0
        self.clicks = 0

    def press(self, *keys: str) -> None:
        self.keys += len(keys)
        for key in keys:
            (self.page.keyboard.press if key.isascii() else self.page.keyboard.type)(key)

    def click(self, place: Locator) -> None:
        self.clicks += 1
        place.first.click()


Step = Callable[[Reader], Any]


@dataclass(frozen=True)
class Task:
    """A question, what a reader does from the first page on, and where the answer is seen."""

    question: str
    steps: tuple[Step, ...]
    keys: int
    """So many keys it takes at most; with the clicks they are the steps that a review by readers called good."""
    clicks: int
    place: str
    """A selector, of one part of the page that has all words of the answer."""
    answer: tuple[str, ...]
    options: dict[str, object] = field(default_factory=dict)
    """Of the browser: its width, or whether it runs scripts."""


def searched(words: str, *, on_a_phone: bool = False) -> Step:
    """Go to the search by key, or by touch, type words and take the first hit."""

    def step(reader: Reader) -> None:
        page, before = reader.page, reader.page.url
        if on_a_phone:
            reader.click(page.locator("#ea-q"))
        else:
            reader.press("/")
        expect(page.locator("#ea-q").first).to_be_focused()
        reader.press(*words)
        asked = re.compile(re.escape(f"q={quote_plus(words)}"))
        expect(page.get_by_role("option", name="Search full text")).to_have_attribute("href", asked)
        expect(page.locator(".ea-drop-sum b").first).not_to_have_text("…")
        reader.press("ArrowDown", "Enter")
        page.wait_for_url(lambda url: url != before)

    return step


def followed(name: str, role: Literal["link", "button"] = "link") -> Step:
    return lambda reader: reader.click(reader.page.get_by_role(role, name=name))


def clicked(selector: str) -> Step:
    return lambda reader: reader.click(reader.page.locator(selector))


def pointed_at(selector: str) -> Step:
    """Rest on something, which counts as a click."""

    def step(reader: Reader) -> None:
        reader.clicks += 1
        reader.page.locator(selector).first.hover()

    return step


def chosen(facet: str, value: str) -> Step:
    return lambda reader: reader.click(reader.page.locator(f"[data-key={facet}] label").filter(has_text=value))


def to_first_source(reader: Reader) -> None:
    """Skip what stands above a page, then go from link to link."""
    reader.press("Tab", "Enter")
    while not reader.page.locator(".ea-c a:focus").count() and reader.keys < MOST_KEYS:
        reader.press("Tab")


def gone_back(reader: Reader) -> None:
    reader.clicks += 1
    reader.page.go_back()


def cited(form: str) -> Step:
    """Take a form of the menu that is open, and show what was copied."""

    def step(reader: Reader) -> None:
        page = reader.page
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        reader.click(page.get_by_role("button", name=f"Copy {form}"))
        expect(page.get_by_role("status").filter(has_text="copied")).to_have_count(1)
        page.evaluate("navigator.clipboard.readText().then((text) => document.querySelector('h1').textContent = text)")

    return step


PHONE: dict[str, object] = {"viewport": {"width": 360, "height": 740}}
WITHOUT_SCRIPTS: dict[str, object] = {"java_script_enabled": False}
KH = "Kataib Hezbollah"
SIGN = clicked("tr[id^=s-] a.ea-fa:visible")
BADR = searched("badr")
TASKS = (
    Task("who claims and who denies an attack", (searched("erbil 2021"),), 14, 0, ".ea-claims", ("Claimed", "Denied", KH)),
    Task("the facades of a group, and who says so", (followed("façades, brands or wings"),), 0, 1, ".ea-star", (f"Façade of {KH}", "Qasim al-Jabbarin", "according to Washington Institute")),
    Task("whose facade a brand is, and who says so", (searched("awliya al-dam"),), 16, 0, "main tr", ("Façade of", "Kataib Sayyid al-Shuhada", "Washington Institute")),
    Task("how many were killed, by one count", (followed("How many were killed"),), 0, 1, "#losses ~ * tbody", ("Killed", "22", "Syrian Observatory for Human Rights")),
    Task("how many were killed, by another count", (followed("How many were killed"),), 0, 1, "#losses ~ * tbody", ("Killed", "1", KH)),
    Task("who held a site, and when", (followed("Who held Ain al-Asad"),), 0, 1, "#control ~ * tr", ("United States", "2003 to 2011", "Millennium Post")),
    Task("strikes that the United States acknowledged in a year", (followed("Events"), clicked("[data-key=who-is-named] button"), chosen("who-is-named", "Acknowledged by United States"), chosen("year", "2024")), 13, 5, "table[data-index] tbody tr", ("2024", "United States", "acknowledged")),
    Task("one fact in BibTeX", (BADR, SIGN, cited("BibTeX")), 7, 2, "h1", ("@", "note = {Statement ")),
    Task("one fact in the manner of Chicago", (BADR, SIGN, cited("Chicago")), 7, 2, "h1", ("Euphrates Atlas", "#s-")),
    Task("what rests on a source", (followed("Sources"), clicked("table[data-index] tbody th a"), followed("What rests on it")), 0, 3, "#statements ~ p", ("rest on it",)),
    Task("what changed lately", (searched("recent changes"),), 17, 0, "main", ("Recent changes", "Full history")),
    Task("on what accounts of Badr differ", (searched("badr"), clicked(".ea-issue a")), 7, 1, ":target", ("Founded",)),
    Task("a name in Arabic", (searched("كتائب"),), 17, 0, "h1", (KH,)),
    Task("a name in another spelling", (searched("ketaib hizbollah"),), 19, 0, "h1", (KH,)),
    Task("a name with slips", (searched("katib hezbolah"),), 17, 0, "h1", (KH,)),
    Task("the same on a phone", (searched("ketaib hizbollah", on_a_phone=True),), 18, 1, "h1", (KH,), PHONE),
    Task("a leader without scripts", (followed("People"), followed("Qasem Soleimani")), 0, 2, "h1", ("Qasem Soleimani",), WITHOUT_SCRIPTS),
    Task("the first source of a group by keys alone", (searched("badr"), to_first_source), MOST_KEYS, 0, ".ea-c a:focus", ("1",)),
    Task("a filtered index again", (followed("Groups"), chosen("type", "Armed group"), followed("Badr Organization"), gone_back), 0, 4, "[data-key=type] label:has(:checked)", ("Armed group",)),
    Task("what an analyst said", (searched("michael knights"),), 18, 0, "main", ("What Michael Knights said", "statements in")),
    Task("what was held on a day", (followed("on 1 February 2024"),), 0, 1, "main [role=status]", ("On 1 February 2024", "held")),
    Task("what a word means", (searched("glossary"),), 11, 0, "h1", ("Glossary",)),
    Task("who is on the list of foreign terrorist organizations, and since when", (searched("fto list"),), 11, 0, "main tr", (KH, "2009")),
    Task("whether a brand is designated", (searched("ashab al-kahf"),), 16, 0, "main", ("Designations", "No designation is recorded")),
    Task("who attacked an embassy", (searched("embassy 17 mar 2026"),), 22, 0, "main", ("United States embassy in Baghdad, 17 March 2026", "claim")),
    Task("what two bodies are to each other", (searched("kataib hezbollah"),), 19, 0, ".ea-lead", ("Popular Mobilization Forces",)),
    Task("what happened in a town, by its name in Arabic", (searched("سنجار"),), 8, 0, "#events ~ * tr", ("Sinjar",)),
    Task("whether a spokesman is alive", (searched("abu ali al-askari"),), 20, 0, ".ea-lead", ("killed",)),
    Task("the exact words of a declaration", (searched("kataib hezbollah halt of attacks"), pointed_at(".ea-prose .ea-c a")), 35, 1, ".ea-peek", ("to prevent embarrassment to the Iraqi government",)),
    Task("how many were taken away at Saqlawiyah, by each count", (searched("saqlawiyah disappearances"),), 28, 0, "#losses ~ *", ("1,300", "1,700")),
    Task("what Israel is said to have struck at a town, by year", (followed("Events"), chosen("who-is-named", "Israel"), chosen("governorate", "Deir ez-Zor")), 0, 3, "table[data-index] tbody tr", ("Albu Kamal", "Israel")),
)  # fmt: skip


OF_A_LARGE_ATLAS = (
    *("the facades of a group", "strikes that the United States acknowledged", "what rests on a source"),
    *(
        "who attacked an embassy",
        "what happened in a town",
        "whether a spokesman",
        "the exact words of",
        "how many were taken",
    ),
    "what Israel is said",
)


def cases() -> list[ParameterSet]:
    """Return the tasks; those of which the frozen entries are too few for an answer are for `make test-all`."""
    found = []
    for task in TASKS:
        is_large = task.question.startswith(OF_A_LARGE_ATLAS)
        found.append(pytest.param(task, marks=[pytest.mark.full] if is_large else [], id=task.question))
    return found


@pytest.mark.parametrize("task", cases())
def test_a_reader_finds(browser: Browser, whole_root: str, task: Task) -> None:
    """Every second task, in `make test-all` all."""
    with watching(browser, whole_root, **task.options) as watched:
        reader = Reader(watched.open(HOME))
        for step in task.steps:
            step(reader)
        place = reader.page.locator(task.place)
        for words in task.answer:
            place = place.filter(has_text=words)
        expect(place.first).to_be_visible()
        assert reader.keys <= task.keys
        assert reader.clicks <= task.clicks


def test_all_of_it_is_printed(browser: Browser, at_root: str) -> None:
    """What is folded on a screen is not on paper, and the buttons are gone; all facts stand in their chapters, and there alone."""
    with watching(browser, at_root) as watched:
        page = watched.open("groups/kataib-hezbollah.html")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        page.emulate_media(media="print")
        assert page.locator("details.ea-fold:not([open])").count() == 0
        assert page.locator(".ea-copy:visible, .ea-fa:visible").count() == 0
        facts = page.locator(".ea-facts")
        folded = facts.locator("> div > details")
        assert all(value.is_visible() for value in facts.locator("> div > dl dd .ea-v").all())
        elsewhere = [str(link.get_attribute("href")) for link in folded.locator(".ea-fa").all()]
        assert len(elsewhere) > 3
        assert all(page.locator(f"[id='{anchor[1:]}']").is_visible() for anchor in elsewhere)
        assert facts.evaluate("box => box.offsetWidth / box.closest('article').offsetWidth") > 0.95
        expect(page.get_by_text("Key to the signs")).to_be_visible()
        expect(page.get_by_text("Cite as: “Kataib Hezbollah”. Euphrates Atlas, reviewed")).to_be_visible()


@pytest.mark.full
def test_the_strikes_that_somebody_acknowledged_in_a_year_are_saved_with_every_account(
    browser: Browser, whole_root: str
) -> None:
    """As many rows as are shown; in each file the acknowledgement stands beside what others say."""
    with watching(browser, whole_root) as watched:
        page = watched.open("strikes/index.html?who-is-named=acknowledged_united-states&year=2024")
        expect(page.locator(".ea-count")).to_have_text(re.compile(r"^\d"))
        shown = int(page.locator(".ea-count").inner_text().partition(" ")[0])
        expect(page.locator("table[data-index] tbody tr:visible")).to_have_count(shown)
        with page.expect_download() as saved:
            page.get_by_role("button", name="Download CSV").click()
        rows = list(csv.DictReader(Path(saved.value.path()).read_text(encoding="utf-8-sig").splitlines()))
        assert len(rows) == shown > 0
        assert all(
            "acknowledged by United States" in row["responsibility"] and row["date"][:4] == "2024" for row in rows
        )
        with page.expect_download() as saved:
            page.get_by_role("button", name="Statements").click()
        statements = list(csv.DictReader(Path(saved.value.path()).read_text(encoding="utf-8-sig").splitlines()))
        assert {row["entry"] for row in statements} == {row["id"] for row in rows}


def test_all_data_are_found_from_home(browser: Browser, at_root: str) -> None:
    with watching(browser, at_root) as watched:
        page = watched.open(HOME)
        searched("data")(Reader(page))
        with page.expect_download() as saved:
            page.get_by_role("link", name="statements.csv").first.evaluate(
                "link => { link.download = ''; link.click() }"
            )
        rows = list(csv.DictReader(Path(saved.value.path()).read_text(encoding="utf-8").splitlines()))
        assert {"statement", "entry", "value", "speaker", "origins", "contested"} <= set(rows[0])
        assert len(rows) > 1_000
