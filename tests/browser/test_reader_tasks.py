"""What readers come for: each task as the shortest way to its answer, and the words that answer it."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import watching

Step = Callable[[Page], Any]
HOME = "index.html"


@dataclass(frozen=True)
class Task:
    """A question, the page where a reader stands, what the reader does, and where the answer is seen."""

    question: str
    start: str
    steps: tuple[Step, ...]
    place: str
    """A selector, of a part that has to be in view or within the page."""
    answer: str
    options: dict[str, object] = field(default_factory=dict)
    """Of the browser: its width, or whether it runs scripts."""


def searched(words: str) -> Step:
    """Type words into the search box and take the first hit."""

    def step(page: Page) -> None:
        before = page.url
        page.locator("#ea-q").first.fill(words)
        page.get_by_role("option").first.wait_for()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: url != before)

    return step


def followed(name: str) -> Step:
    return lambda page: page.get_by_role("link", name=name, exact=True).first.click()


def clicked(selector: str) -> Step:
    return lambda page: page.locator(selector).first.click()


def pressed(*keys: str) -> Step:
    return lambda page: [page.keyboard.press(key) for key in keys]


def cited(form: str) -> Step:
    """Take a form of the menu that is open, and show what was copied."""

    def step(page: Page) -> None:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.get_by_role("button", name=f"Copy {form}").click()
        expect(page.get_by_role("status").filter(has_text="copied")).to_have_count(1)
        page.evaluate("navigator.clipboard.readText().then((text) => document.querySelector('h1').textContent = text)")

    return step


PHONE: dict[str, object] = {"viewport": {"width": 360, "height": 740}}
KH = "Kataib Hezbollah"
TASKS = (
    Task("who claims and who denies an attack", HOME, (searched("erbil 2021"),), ".ea-chains", "Denied"),
    Task("whose façade a brand is", HOME, (searched("awliya al-dam"),), "main table", "Façade of"),
    Task("how many were killed, by whose count", HOME, (searched("25 february 2021"),), "main table", "Counted by"),
    Task("who held a crossing", HOME, (searched("qaim crossing"),), "#control ~ *", "Who says it"),
    Task(
        "one fact in BibTeX",
        HOME,
        (searched("kalsu explosion"), clicked("tr[id^=s-] a.ea-fa"), cited("BibTeX")),
        "h1",
        "note = {Statement ",
    ),
    Task("what rests on a source", "sources/winep-2024-sad.html", (), "#statements ~ *", "rest on it"),
    Task("what changed lately", HOME, (searched("recent changes"),), "main", "Full history"),
    Task("on what accounts of Badr differ", HOME, (searched("badr"), clicked(".ea-issue a")), ":target", "Founded"),
    Task("a name in Arabic", HOME, (searched("كتائب"),), "h1", KH),
    Task("a name in another spelling", HOME, (searched("ketaib hizbollah"),), "h1", KH),
    Task("a name with slips", HOME, (searched("katib hezbolah"),), "h1", KH),
    Task("the same on a phone", HOME, (clicked("#ea-q"), searched("ketaib hizbollah")), "h1", KH, PHONE),
    Task("a leader without scripts", "leaders/index.html", (followed("Qasem Soleimani"),), "h1", "Qasem", {"java_script_enabled": False}),
    Task("a group by keys alone", HOME, (pressed("/", *"badr"), searched("badr"), pressed("Tab", "Enter")), "h1", "Badr"),
    Task("a filtered index again", "groups/index.html?q=badr", (followed("Badr Organization"), lambda page: page.go_back()), ".ea-ix", "Badr"),
    Task("what an analyst said", HOME, (searched("michael knights"),), "main", "statements in"),
    Task("what is held on a day", "as-of/index.html?on=2024-02-01", (), "main", "1 February 2024"),
    Task("what a word means", HOME, (searched("glossary"),), "h1", "Glossary"),
)  # fmt: skip


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.question)
def test_a_reader_finds(browser: Browser, at_root: str, task: Task) -> None:
    with watching(browser, at_root, **task.options) as watched:
        page = watched.open(task.start)
        for step in task.steps:
            step(page)
        expect(page.locator(task.place).filter(has_text=task.answer).first).to_be_visible()


def test_all_of_it_is_printed(browser: Browser, at_root: str) -> None:
    """What is folded on a screen is not on paper, and the buttons are gone."""
    with watching(browser, at_root) as watched:
        page = watched.open("groups/kataib-hezbollah.html")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        page.emulate_media(media="print")
        assert page.locator("details.ea-fold:not([open])").count() == 0
        assert page.locator(".ea-copy:visible, .ea-fa:visible").count() == 0


def test_the_strikes_that_somebody_acknowledged_in_a_year_are_saved_with_every_account(
    browser: Browser, at_root: str
) -> None:
    """As many rows as are shown; in each file the acknowledgement stands beside what others say."""
    with watching(browser, at_root) as watched:
        page = watched.open("strikes/index.html?who-is-named=acknowledged_united-states&year=2024")
        shown = page.locator("table[data-index] tbody tr:visible").count()
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
        searched("data")(page)
        with page.expect_download() as saved:
            page.get_by_role("link", name="statements.csv").first.evaluate(
                "link => { link.download = ''; link.click() }"
            )
        rows = list(csv.DictReader(Path(saved.value.path()).read_text(encoding="utf-8").splitlines()))
        assert {"statement", "entry", "value", "speaker", "origins", "contested"} <= set(rows[0])
        assert len(rows) > 1_000
