"""Two entries side by side, in a real browser: what their pages say, each with its source."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browsing import DRESSES, TYPE_FAST, Watched, violations, wait_until, watching

BOTH = "compare.html?one=groups/kataib-hezbollah&other=groups/asaib-ahl-al-haq"


MOST_REQUESTS = 10
"""For the files of the search, as of the box in the header."""
NOTE_QUESTIONS = """() => {
  const { names } = atlasEngine;
  globalThis.questions = [];
  atlasEngine.names = (query, ...others) => {
    questions.push(query);
    return names(query, ...others);
  };
}"""
"""Note what the engine of the search is asked."""
HOLD_ANSWER = """held => {
  const { names } = atlasEngine;
  atlasEngine.names = async (query, ...others) => {
    if (query === held) await new Promise((done) => (globalThis.release = done));
    return names(query, ...others);
  };
}"""
"""Let the engine answer one question when `release` is called."""


def row(page: Page, fact: str):
    return page.locator(".ea-compared tbody tr").filter(has=page.get_by_role("rowheader", name=fact, exact=True))


def test_an_address_names_the_two(watched: Watched) -> None:
    """Their leads first, then fact by fact; marks of sources lead to the pages of the entries."""
    page = watched.open(BOTH)
    expect(page.locator(".ea-compared thead a")).to_have_text(["Kataib Hezbollah", "Asaib Ahl al-Haq"])
    expect(page.locator(".ea-compared tbody th").first).to_have_text("In short")
    expect(row(page, "Type").locator("td").first).to_contain_text("Armed group")
    expect(page.locator(".ea-compared td > .ea-quiet").first).to_have_text("not recorded")
    row(page, "Type").locator("a[href*='#ref-']").first.click()
    page.wait_for_url(f"{watched.root}groups/kataib-hezbollah.html#ref-*")


def test_what_neither_has_is_one_line(watched: Watched) -> None:
    """A row has something of one of the two at least."""
    page = watched.open("compare.html?one=groups/ashab-al-kahf&other=groups/liwa-ali-al-akbar")
    expect(page.locator(".ea-compared")).to_be_visible()
    expect(row(page, "Founded")).to_have_count(0)
    silence = page.locator(".ea-tw + .ea-legend")
    expect(silence).to_contain_text(re.compile("^Recorded of neither: .*Founded"))
    cells = page.locator(".ea-compared tbody tr").evaluate_all(
        "rows => rows.map((row) => [...row.cells].slice(1).map((cell) => cell.textContent))"
    )
    assert all({*texts} != {"not recorded"} for texts in cells)


def test_names_are_typed(watched: Watched) -> None:
    """A part of a name that only one has is enough; a name that nobody has is told."""
    page = watched.open("compare.html")
    expect(page.locator("#ea-compared option[value='Kataib Hezbollah']")).to_have_count(1)
    page.get_by_role("combobox", name="Compare").fill("kataib hezb")
    page.get_by_role("combobox", name="with").fill("Zorblax")
    page.get_by_role("combobox", name="with").press("Enter")
    expect(page.get_by_role("status").filter(has_text="No entry of the list is called Zorblax.")).to_be_visible()
    page.get_by_role("combobox", name="with").fill("asaib ahl al-haq")
    page.get_by_role("combobox", name="with").press("Enter")
    expect(page.locator(".ea-compared")).to_be_visible()
    expect(page.get_by_role("combobox", name="Compare")).to_have_value("Kataib Hezbollah")
    assert page.url.endswith(BOTH)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("KH", "Kataib Hezbollah"),
        ("كتائب حزب الله", "Kataib Hezbollah"),
        ("Kata'ib Hizballah", "Kataib Hezbollah"),
        ("العصائب", "Asaib Ahl al-Haq"),
        ("Lebanese Hizbullah", "Hezbollah (Lebanon)"),
    ],
)
def test_names_are_typed_in_any_spelling(watched: Watched, typed: str, name: str) -> None:
    """As the search knows them: offered while they are typed, and understood."""
    page = watched.open("compare.html")
    one = page.get_by_role("combobox", name="Compare")
    expect(one).to_be_enabled()
    expect(one).to_have_attribute("placeholder", "A name, in any spelling")
    one.fill(typed)
    expect(page.locator(f"#ea-compared option[value='{name}'][label]")).to_have_count(1)
    page.get_by_role("combobox", name="with").fill("saraya awliya al-dam")
    page.get_by_role("combobox", name="with").press("Enter")
    expect(page.locator(".ea-compared thead a")).to_have_text([name, "Saraya Awliya al-Dam"])
    expect(one).to_have_value(name)


def test_a_letter_that_many_have_is_told(watched: Watched) -> None:
    page = watched.open("compare.html")
    page.get_by_role("combobox", name="Compare").fill("al-")
    page.get_by_role("combobox", name="Compare").press("Enter")
    expect(page.get_by_role("status").filter(has_text="Several names of the list have al- in them.")).to_be_visible()


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("47th Brigade", "Kataib Hezbollah; 47th Regiment (Albu Kamal)"),
        ("people of the cave", "Asaib Ahl al-Haq; Ashab al-Kahf"),
    ],
)
def test_a_name_that_several_bear_is_told(watched: Watched, typed: str, names: str) -> None:
    """With their names in the list, and none of them is picked."""
    page = watched.open("compare.html?other=groups/saraya-awliya-al-dam")
    page.get_by_role("combobox", name="Compare").fill(typed)
    page.get_by_role("combobox", name="Compare").press("Enter")
    told = f"Several entries of the list are called {typed}: {names}."
    expect(page.get_by_role("status").filter(has_text=told)).to_be_visible()
    expect(page.locator(".ea-compared")).to_have_count(0)


def test_two_names_in_one_field_are_no_name(watched: Watched) -> None:
    page = watched.open("compare.html?other=groups/saraya-awliya-al-dam")
    page.get_by_role("combobox", name="Compare").fill("KH vs AAH")
    page.get_by_role("combobox", name="Compare").press("Enter")
    told = "No entry of the list is called KH vs AAH."
    expect(page.get_by_role("status").filter(has_text=told)).to_be_visible()
    expect(page.locator(".ea-compared")).to_have_count(0)


def test_what_the_list_lacks_leaves_room_for_what_it_has(watched: Watched) -> None:
    """Speakers and places that the search finds first are not offered."""
    page = watched.open("compare.html")
    page.get_by_role("combobox", name="Compare").fill("Brigade")
    expect(page.locator("#ea-compared option[label='Ali al-Akbar Brigade']")).to_have_count(1)


def test_typing_costs_few_requests(watched: Watched) -> None:
    """The engine is asked once the typing pauses, as by the box in the header."""
    page = watched.open("compare.html")
    one = page.get_by_role("combobox", name="Compare")
    expect(one).to_be_enabled()
    page.evaluate(NOTE_QUESTIONS)
    one.evaluate(TYPE_FAST, "Kataeb Hezbollah")
    expect(page.locator("#ea-compared option[label='Kataeb Hezbollah']")).to_have_count(1)
    page.wait_for_load_state("networkidle")
    assert 0 < len([url for url in watched.asked if "search-data" in url]) <= MOST_REQUESTS
    assert page.evaluate("questions") == ["Kataeb Hezbollah"]


def test_a_name_is_looked_for_as_it_is_typed(watched: Watched) -> None:
    """While it is typed and when it is meant: capitals count."""
    page = watched.open("compare.html")
    one = page.get_by_role("combobox", name="Compare")
    expect(one).to_be_enabled()
    page.evaluate(NOTE_QUESTIONS)
    one.fill(" KH ")
    expect(page.locator("#ea-compared option[label='KH']")).to_have_count(1)
    one.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Searching …")).to_have_count(0)
    assert page.evaluate("questions") == ["KH", "KH"]


def test_two_of_different_kinds(watched: Watched) -> None:
    """An address that the page itself wrote opens with both."""
    page = watched.open("compare.html?one=groups/kataib-hezbollah&other=leaders/muslim-shahdan")
    expect(page.locator(".ea-compared thead a")).to_have_text(["Kataib Hezbollah", "Muslim Shahdan"])
    expect(page.locator("#ea-compared option[value*='Tower 22']")).to_have_count(0)


def index(rows: dict[str, tuple[str, str]], years: str = "") -> str:
    """Return a page of an index: by id the name and the day of each row."""
    body = "".join(
        f'<tr data-f="x"><td data-s="x">{day}</td><th scope="row"><a href="{id}.html">{name}</a></th></tr>'
        for id, (name, day) in rows.items()
    )
    head = '<th data-c="date" data-k="date">Date</th><th data-c="name" data-k="name">Event</th>'
    table = f'<table data-index="all"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    return f'<nav class="ea-years">{years}</nav>{table}'


def test_all_parts_of_an_index_are_read(watched: Watched) -> None:
    """Those of other years too; events of one name are told apart by their days, or else by their ids."""
    years = '<a href="index.html" aria-current="page">2024</a><a href="year_2021.html">2021</a>'
    parts = {
        "index": index({"a": ("Attack", "28 Jan 2024"), "b": ("Battle", "1 Jan 2024")}, years),
        "year_2021": index({"c": ("Attack", "1 May 2021"), "d": ("Raid", "3 May 2021"), "e": ("Raid", "3 May 2021")}),
    }
    for name, text in parts.items():
        answer = partial(Route.fulfill, body=text, content_type="text/html")
        watched.page.route(f"**/strikes/{name}.html", answer)
    page = watched.open("compare.html?one=strikes/c")
    expect(page.get_by_role("combobox", name="Compare")).to_have_value("Attack (1 May 2021)")
    labels = page.locator("#ea-compared option").evaluate_all("options => options.map((option) => option.value)")
    assert labels == ["Attack (28 Jan 2024)", "Battle", "Attack (1 May 2021)", "Raid (strikes/d)", "Raid (strikes/e)"]


@pytest.mark.parametrize(
    "asked", ["groups/gone-since", "//evil.example/x", "\\\\evil.example/x", "../x", "groups", "groups/a/b"]
)
def test_what_is_no_entry_is_told(watched: Watched, asked: str) -> None:
    """And nothing is asked for elsewhere; the other field is filled all the same."""
    page = watched.open(f"compare.html?one={quote(asked, safe='')}&other=groups/kataib-hezbollah")
    told = f"The address asks for “{asked}”, which is no entry of the list."
    expect(page.get_by_role("status").filter(has_text=told)).to_be_visible()
    expect(page.get_by_role("combobox", name="Compare")).to_have_value("")
    expect(page.get_by_role("combobox", name="with")).to_have_value("Kataib Hezbollah")


def holding(page: Page, address: str) -> Callable[[], None]:
    """Let a page wait for a file, and return what lets it have that."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    def release() -> None:
        while not held:
            page.wait_for_timeout(20)
        held.pop().continue_()

    page.route(address, hold)
    return release


def test_names_are_typed_once_the_list_is_there(watched: Watched) -> None:
    release = holding(watched.page, "**/groups/index.html")
    page = watched.open("compare.html")
    field = page.get_by_role("combobox", name="Compare")
    expect(field).to_be_disabled()
    expect(page.get_by_role("status").filter(has_text="Loading the names …")).to_be_visible()
    release()
    expect(field).to_be_enabled()
    expect(page.get_by_role("status").filter(has_text="Loading the names …")).to_have_count(0)


def test_a_late_answer_replaces_no_newer_one(watched: Watched) -> None:
    """Neither what is shown, nor the address."""
    page = watched.open(BOTH)
    expect(page.locator(".ea-compared")).to_be_visible()
    release = holding(page, "**/groups/saraya-awliya-al-dam.html")
    other = page.get_by_role("combobox", name="with")
    other.fill("Saraya Awliya al-Dam")
    other.press("Enter")
    expect(page.locator(".ea-compared")).to_have_count(0)
    other.fill("Asaib Ahl al-Haq")
    other.press("Enter")
    expect(page.locator(".ea-compared")).to_be_visible()
    with page.expect_response("**/compare.html"):  # whether the site is still the same
        release()
    page.wait_for_timeout(300)
    expect(page.locator(".ea-compared thead a").last).to_have_text("Asaib Ahl al-Haq")
    expect(other).to_have_value("Asaib Ahl al-Haq")
    assert page.url.endswith(BOTH)


def test_a_late_answer_for_one_field_replaces_no_suggestion_for_the_other(watched: Watched) -> None:
    page = watched.open("compare.html")
    one, other = page.get_by_role("combobox", name="Compare"), page.get_by_role("combobox", name="with")
    expect(one).to_be_enabled()
    page.evaluate(HOLD_ANSWER, "KH")
    one.fill("KH")
    wait_until(page, "() => 'release' in globalThis")
    other.fill("AAH")
    expect(page.locator("#ea-compared option[label='AAH']")).to_have_count(1)
    page.evaluate("release()")
    page.wait_for_timeout(300)
    expect(page.locator("#ea-compared option[label='AAH']")).to_have_count(1)
    expect(page.locator("#ea-compared option[label='KH']")).to_have_count(0)


def test_it_is_told_while_a_name_is_looked_for(watched: Watched) -> None:
    """Until both stand there, or one of them is told to be none."""
    page = watched.open(BOTH)
    expect(page.locator(".ea-compared")).to_be_visible()
    searching = page.get_by_role("status").filter(has_text="Searching …")
    expect(searching).to_have_count(0)
    release = holding(page, "**/engine.*.js")
    page.get_by_role("combobox", name="with").fill("kss")
    page.get_by_role("combobox", name="with").press("Enter")
    expect(searching).to_be_visible()
    release()
    expect(page.locator(".ea-compared thead a").last).to_have_text("Kataib Sayyid al-Shuhada")
    expect(searching).to_have_count(0)


def test_an_answer_leaves_what_is_being_typed(watched: Watched) -> None:
    page = watched.open(BOTH)
    release = holding(page, "**/groups/saraya-awliya-al-dam.html")
    one, other = page.get_by_role("combobox", name="Compare"), page.get_by_role("combobox", name="with")
    expect(other).to_have_value("Asaib Ahl al-Haq")
    other.fill("saraya awliya al-dam")
    other.press("Enter")
    one.fill("Kat")
    release()
    expect(other).to_have_value("Saraya Awliya al-Dam")
    expect(one).to_have_value("Kat")


def test_an_entry_leads_there(watched: Watched) -> None:
    """With its own kind to choose from."""
    page = watched.open("strikes/2024-01-28-tower-22-drone-attack.html")
    page.get_by_role("link", name="Compare with another").click()
    expect(page.get_by_role("combobox", name="Compare")).to_have_value(re.compile("Tower 22"))
    expect(page.locator("#ea-compared option[value='Kataib Hezbollah']")).to_have_count(0)


@pytest.mark.parametrize(("scheme", "width"), DRESSES)
def test_it_is_accessible_and_fits(browser: Browser, at_root: str, scheme: str, width: int) -> None:
    options = {"color_scheme": scheme, "viewport": {"width": width, "height": 800}, "bypass_csp": True}
    with watching(browser, at_root, **options) as watched:
        page = watched.open(BOTH)
        expect(page.locator(".ea-compared")).to_be_visible()
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
