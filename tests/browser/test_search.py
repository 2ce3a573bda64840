"""The search, in a real browser, on the real site: box, results page, without scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browsing import DRESSES, TYPE_FAST, Watched, fresh_page, moved, violations, watching
from tests.case_count import combinations, sample

PAGE = "groups/jordan.html"
"""A short page of an entry: the box, which these tests are about, is the same on each."""


def box(page: Page):
    return page.locator("input[role=combobox]")


def options(page: Page):
    return page.locator(".ea-drop [role=option]")


def first_name(page: Page):
    return options(page).first.locator(".ea-hit-name")


def search(page: Page, query: str) -> None:
    page.keyboard.press("/")
    expect(box(page)).to_be_focused()
    page.keyboard.type(query)
    expect(box(page)).to_have_attribute("aria-expanded", "true")


def asks(looked_at: Watched, query: str) -> Page:
    """Type a query into the empty box of the page that the test before left open: to load it and the index takes longer than to ask."""
    page = looked_at.show(PAGE)
    box(page).fill("")
    box(page).blur()
    expect(page.locator(".ea-drop-sum:visible")).to_have_count(0)
    expect(page.locator(".ea-search [role=status]")).to_be_empty()
    search(page, query)
    return page


@pytest.mark.parametrize("path", [PAGE, "index.html", "search.html", "strikes/index.html"])
def test_slash_opens_the_box(watched: Watched, path: str):
    """On every kind of page; in a field the stroke is a stroke."""
    page = watched.open(path)
    page.keyboard.press("/")
    expect(box(page)).to_be_focused()
    expect(box(page)).to_have_value("")
    page.keyboard.type("a/b")
    expect(box(page)).to_have_value("a/b")


def test_slash_opens_the_box_after_a_tick(watched: Watched):
    """A checkbox takes no text, so a slash is a command there."""
    page = watched.open("strikes/index.html")
    page.locator(".ea-fac").get_by_role("checkbox").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("/")
    expect(box(page)).to_be_focused()


@pytest.mark.parametrize("touches", [False, True])
def test_the_key_is_named_where_there_is_one(browser: Browser, at_root: str, touches: bool):
    """A screen that is touched has no slash to strike."""
    options = {"viewport": {"width": 1024, "height": 768}, "has_touch": touches, "is_mobile": touches}
    with watching(browser, at_root, **options) as watched:
        expect(watched.open(PAGE).locator(".ea-search-form > kbd")).to_be_visible(visible=not touches)


def test_a_loose_spelling_finds_the_entry_first(watched: Watched):
    page = watched.open("index.html")
    search(page, "ketaib hizbollah")
    expect(first_name(page)).to_contain_text("Kataib Hezbollah")
    expect(options(page).first).to_contain_text("Group")
    expect(options(page).first.locator("mark").first).to_be_visible()


@pytest.mark.parametrize("query", ["كتائب حزب الله", "كتايب حزب الله", "كتائب حزب اللة"])
def test_arabic_finds_the_entry_and_is_set_from_right_to_left(looked_at: Watched, query: str):
    page = asks(looked_at, query)
    expect(first_name(page)).to_contain_text("Kataib Hezbollah")
    native = first_name(page).locator("bdi[lang=ar][dir=rtl]")
    expect(native).to_have_text("كتائب حزب الله")


def test_the_keyboard_goes_through_the_list_and_opens(watched: Watched):
    """Down and up around the ends, Home and End, Enter; what is chosen is told to a screen reader."""
    page = watched.open("strikes/index.html")
    search(page, "al-qaim")
    held = options(page)
    expect(held.nth(2)).to_be_visible()
    chosen = page.locator("[role=option][aria-selected=true]")
    expect(chosen).to_have_count(0)
    page.keyboard.press("ArrowDown")
    expect(held.first).to_have_attribute("aria-selected", "true")
    assert box(page).get_attribute("aria-activedescendant") == held.first.get_attribute("id")
    page.keyboard.press("End")
    expect(held.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(chosen).to_have_count(0)
    assert box(page).get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowUp")
    expect(held.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Home")
    expect(held.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    wanted = held.nth(1).get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(str(wanted))
    assert page.url.startswith(watched.root)


def test_what_is_typed_on_gives_up_the_choice(watched: Watched):
    """Also before the list has followed: Enter then shows the results of what stands in the field."""
    page = watched.open(PAGE)
    search(page, "kataib")
    expect(options(page).first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(options(page).first).to_have_attribute("aria-selected", "true")
    types = """input => {
        input.value += " sayyid";
        input.dispatchEvent(new InputEvent("input", { bubbles: true }));
        return input.getAttribute("aria-activedescendant");
    }"""
    assert box(page).evaluate(types) is None
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/search\.html\?q=kataib\+sayyid$"))


def test_escape_closes_then_clears(looked_at: Watched):
    page = asks(looked_at, "tanf")
    expect(options(page).first).to_be_visible()
    page.keyboard.press("Escape")
    expect(box(page)).to_have_attribute("aria-expanded", "false")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(box(page)).to_have_value("tanf")
    page.keyboard.press("ArrowDown")
    expect(options(page).first).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(box(page)).to_have_value("")


def test_tab_leaves_by_the_chips(looked_at: Watched):
    """One stop for the chips, with arrows between them; then the list closes."""
    page = asks(looked_at, "al-qaim")
    chips = page.locator(".ea-chip")
    expect(chips.nth(1)).to_be_visible()
    page.keyboard.press("Tab")
    expect(chips.first).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(chips.nth(1)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("listbox")).to_have_count(0)


@pytest.mark.full
def test_a_chip_shows_one_kind_only(watched: Watched):
    page = watched.open(PAGE)
    search(page, "al-qaim")
    page.get_by_role("button", name=re.compile(r"^Bases \d")).click()
    kinds = options(page).locator(".ea-hit-kind")
    expect(kinds.first).to_have_text("Site")
    assert set(kinds.all_text_contents()) == {"Site"}
    expect(box(page)).to_be_focused()
    page.get_by_role("button", name="All", exact=True).click()
    expect(page.locator(".ea-chip[aria-pressed=true]")).to_have_count(0)


def test_how_many_is_said(looked_at: Watched):
    """Politely, once the typing rests."""
    page = asks(looked_at, "kataib hezbollah")
    status = page.locator(".ea-search [role=status]")
    expect(status).to_have_text(re.compile(r"^\d+ names?\b"))


def test_nothing_found_shows_the_nearest_and_a_way_to_propose(watched: Watched):
    page = watched.open(PAGE)
    search(page, "Kalso Brigade")
    expect(page.locator(".ea-drop")).to_contain_text("No entry has this name. Closest entries")
    expect(options(page).filter(has_text="Camp Kalsu").first).to_be_visible()
    propose = page.locator(".ea-drop").get_by_role("option", name="Suggest an entry")
    assert "/issues/new?template=new-entry.yml&name=Kalso+Brigade" in str(propose.get_attribute("href"))
    expect(page.locator(".ea-drop").get_by_role("option", name="All names, A to Z")).to_be_visible()
    page = watched.open("search.html?q=Kalso+Brigade")
    expect(page.locator("#names")).to_contain_text("No entry has this name. Closest entries")


def test_the_box_and_the_page_of_results_say_which_words_stand_nowhere(watched: Watched):
    page = watched.open(PAGE)
    search(page, "Zwangsrekrutierung Kataib Hezbollah")
    told = "In no name or text: “\u2068Zwangsrekrutierung\u2069”"
    expect(page.locator(".ea-drop")).to_contain_text(told)
    page = watched.open("search.html?q=Zwangsrekrutierung+Kataib+Hezbollah")
    expect(page.locator("main")).to_contain_text(f"{told}.")


def test_who_types_in_another_script_is_told_which_names_have(looked_at: Watched):
    """Also where a number of the query stands somewhere."""
    page = asks(looked_at, "Хезболла 2024")
    expect(page.locator(".ea-drop")).to_contain_text("try the English spelling")


def test_mouse_and_touch(browser: Browser, at_root: str):
    """A click on a hit opens it; on a phone the lens opens the box over the header."""
    with watching(browser, at_root) as watched:
        page = watched.open(PAGE)
        search(page, "tanf")
        expect(options(page).first.locator("mark").first).to_have_text("Tanf")
        wanted = str(options(page).first.get_attribute("href"))
        options(page).first.click()
        page.wait_for_url(wanted)
    with watching(browser, at_root, viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True) as watched:
        page = watched.open(PAGE)
        expect(box(page)).to_be_hidden()
        page.get_by_role("link", name="Search").first.tap()
        expect(box(page)).to_be_focused()
        page.keyboard.type("tanf")
        expect(options(page).first.locator("mark").first).to_have_text("Tanf")
        wanted = str(options(page).first.get_attribute("href"))
        options(page).first.tap()
        page.wait_for_url(wanted)


@pytest.mark.parametrize("path", [PAGE, "index.html", "search.html"])
def test_hits_are_in_sight_above_the_keyboard_of_a_phone(browser: Browser, at_root: str, path: str):
    """Of a window of which half is left, the box takes the top."""
    with watching(browser, at_root, viewport={"width": 390, "height": 508}, has_touch=True, is_mobile=True) as watched:
        page = watched.open(path)
        opener = page.get_by_role("link", name="Search").first
        (opener if path == PAGE else box(page)).tap()
        page.keyboard.type("kalsu")
        expect(box(page)).to_have_attribute("aria-expanded", "true")
        bottoms = [option.bounding_box() for option in options(page).all()]
        in_sight = [seen for seen in bottoms if seen and seen["y"] + seen["height"] <= 508]
        assert len(in_sight) >= 4
        expect(box(page)).to_be_in_viewport(ratio=1)


MOST_REQUESTS = 10
ASKED_AT_LAST = """async () => {
  const count = () => performance.getEntriesByType("resource").filter(({ name }) => name.includes("search-data")).length;
  let before;
  do {
    before = count();
    await new Promise((done) => setTimeout(done, 1000));
  } while (count() !== before);
  return before;
}"""
"""How many files of the index were asked for, once a second brings no more: a pause stands before the texts are asked."""


@pytest.mark.parametrize(
    "query",
    [
        "kataib hezbollah attacks",
        "commander quds force",
        "kataib hezbollah vs asaib ahl al-haq",
        "prime minister iraq",
        "oil smuggling network",
        "asaib ahl al-haq brigades",
        "ransom paid for Qatari hunters",
    ],
)
def test_typing_costs_few_requests(watched: Watched, query: str):
    """Whether names or texts answer. On a phone network each of them takes longer than what it brings."""
    page = watched.open(PAGE)
    box(page).evaluate(TYPE_FAST, query)
    expect(options(page).first).to_be_visible()
    assert 0 < page.evaluate(ASKED_AT_LAST) <= MOST_REQUESTS


def test_two_names_lead_to_the_page_that_compares_them(watched: Watched):
    """In the box and on the page of results, with both filled in."""
    page = watched.open(PAGE)
    search(page, "KH vs asaib ahl al-haq")
    row = options(page).first
    expect(row.locator(".ea-hit-name")).to_have_text("Compare two: Kataib Hezbollah – Asaib Ahl al-Haq")
    page.keyboard.press("Enter")
    page.locator("[data-results=drawn] .ea-hit").first.click()
    page.wait_for_url("**/compare.html?one=groups/kataib-hezbollah&other=groups/asaib-ahl-al-haq")
    expect(page.locator(".ea-compared thead a")).to_have_text(["Kataib Hezbollah", "Asaib Ahl al-Haq"])


def test_who_asks_for_the_sanctions_on_an_entry_is_led_to_its_designations(watched: Watched):
    """The page of all designations has no filter, and its rows are many."""
    page = watched.open(PAGE)
    search(page, "is Kataib Hezbollah sanctioned")
    row = options(page).filter(has_text="Designations: Kataib Hezbollah").first
    row.click()
    page.wait_for_url("**/groups/kataib-hezbollah.html#designations")


@pytest.mark.parametrize("query", ["ketaib hizb", "hezbollah"])
def test_the_box_shows_entries_and_leaves_sources_to_the_results_page(looked_at: Watched, query: str):
    page = asks(looked_at, query)
    expect(options(page).last).to_have_text("Search full text and sources")
    assert "Source" not in options(page).locator(".ea-hit-kind").all_text_contents()


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("rockets at dawn wounded", r"In the text of \d+ pages?"),
        ("fired before dawn", r"In the text of \d+ pages?, with the rarest of the words"),
    ],
)
def test_a_query_without_a_name_shows_what_texts_have(looked_at: Watched, query: str, told: str):
    page = asks(looked_at, query)
    expect(page.locator(".ea-drop-sum")).to_have_text(re.compile(f"^{told}$"))
    expect(options(page).first.locator(".ea-hit-kind")).not_to_have_text("Source")
    expect(page.locator(".ea-search [role=status]")).to_have_text(re.compile(rf"^{told}\.$"))


def test_it_is_told_where_neither_a_name_nor_a_text_has_the_words(looked_at: Watched):
    page = asks(looked_at, "Zorblax")
    expect(page.locator(".ea-drop-sum")).to_have_text("No entry has this name, nor any text")
    expect(options(page).locator(".ea-hit-name")).to_have_count(0)


@pytest.mark.parametrize("query", ["was kataib hezbollah behind tower 22", "drone strikes in the north of Erbil"])
def test_an_entry_is_shown_once_with_the_passage_that_has_the_words(watched: Watched, query: str):
    """In the box and on the page of results, not by its name and by its text."""
    page = watched.open(PAGE)
    search(page, query)
    expect(page.locator(".ea-drop .ea-text mark").first).to_be_visible()
    once(page, ".ea-drop")
    page.keyboard.press("Enter")
    expect(page.locator("[data-results=drawn] #text")).to_be_visible()
    once(page, ".ea-results")


def once(page: Page, place: str) -> None:
    hits = page.locator(f"{place} .ea-hit")
    addresses = [str(hit.get_attribute("href")).partition("#")[0] for hit in hits.all()]
    of_entries = [address for address in addresses if "/publishers/" not in address]
    assert len(of_entries) == len({*of_entries}) > 2
    for passage in page.locator(f"{place} .ea-text").all():
        expect(passage.locator("mark").first).to_be_visible()


@pytest.mark.parametrize(
    ("query", "first"),
    [("families flee", ""), ("IRGC officer", "Islamic Revolutionary Guard Corps")],
)
def test_no_name_is_offered_for_one_word_mistyped_where_texts_have_all(looked_at: Watched, query: str, first: str):
    """Two words of a title are no two letters of another name: Free Syrian Army for flee, KDP office for officer."""
    page = asks(looked_at, query)
    expect(page.locator(".ea-drop-sum")).to_have_text(re.compile(r"^In the text of"))
    expect(options(page).first).to_contain_text(first)
    expect(page.get_by_role("group", name="Closest entries")).to_have_count(0)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("assassination of Soleimani", "Qasem Soleimani"),
        ("Soleimani killing", "Qasem Soleimani"),
        ("murder of Muhandis", "Abu Mahdi al-Muhandis"),
        ("Muhandis assassinated", "Abu Mahdi al-Muhandis"),
        ("اغتيال سليماني", "Qasem Soleimani"),
    ],
)
def test_words_for_a_killing_do_not_hide_who_was_killed(looked_at: Watched, query: str, first: str):
    page = asks(looked_at, query)
    expect(first_name(page)).to_contain_text(first)


def test_enter_goes_to_the_results_page(watched: Watched):
    page = watched.open(PAGE)
    search(page, "drone attack")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/search\.html\?q=drone\+attack$"))
    expect(page.locator("#text")).to_contain_text(re.compile(r"In the text of \d+ pages"))
    expect(page.locator("#text ~ .ea-results-list mark").first).to_be_visible()


@pytest.mark.parametrize(
    ("query", "first", "heading"),
    [
        ("was kataib hezbollah behind tower 22", "Drone attack on Tower 22", "In the text of"),
        ("where is kataib hezbollah based", "Kataib Hezbollah", "names and titles"),
        ("codebook", "Glossary of codes", "name"),
    ],
)
def test_the_results_page_begins_with_what_answers(watched: Watched, query: str, first: str, heading: str):
    """As the box does: with entries or passages, not with titles of works that hold some of the words."""
    page = watched.open(PAGE)
    box(page).fill(query)
    expect(first_name(page)).to_contain_text(first)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/search\.html\?q="))
    expect(page.locator(".ea-results h2").first).to_contain_text(heading)
    expect(page.locator(".ea-results .ea-hit-name").first).to_contain_text(first)


@pytest.mark.full
def test_the_state_of_the_results_page_is_its_address(watched: Watched):
    """Read from it, and written to it when a filter changes; back goes back."""
    page = watched.open("search.html?q=attack&kind=event&country=IQ&from=2021&to=2021")
    expect(page.locator("#names")).to_contain_text("name")
    kinds = page.locator(".ea-results-list .ea-hit-kind")
    expect(kinds.first).to_have_text("Event")
    assert set(kinds.all_text_contents()) == {"Event"}
    expect(page.get_by_label("Kind")).to_have_value("event")
    expect(page.get_by_label("From year")).to_have_value("2021")
    before = page.locator("#names").inner_text()
    page.get_by_label("Governorate").select_option(label="Erbil governorate")
    page.wait_for_url(re.compile("area=erbil-governorate"))
    expect(page.locator("#names")).not_to_have_text(before)
    page.go_back()
    expect(page.locator("#names")).to_have_text(before)
    expect(page.get_by_label("Governorate")).to_have_value("")
    page.get_by_role("button", name="Clear filters").click()
    page.wait_for_url(re.compile(r"search\.html\?q=attack$"))


def test_a_filter_that_the_atlas_does_not_know_is_dropped(watched: Watched):
    """As in an old address: no list of choices has it, and every hit would be left out."""
    page = watched.open("search.html?q=attack&kind=ship&country=IQ&area=atlantis")
    expect(page.locator(".ea-results-list .ea-hit").first).to_be_visible()
    expect(page).to_have_url(re.compile(r"\?q=attack&country=IQ$"))


def test_words_typed_before_the_scripts_have_come_stay(browser: Browser, at_root: str):
    """On a slow line the field is there long before them."""
    late: list[Route] = []

    def hold(route: Route) -> None:
        late.append(route)

    with fresh_page(browser) as page:
        page.route("**/results.*.js", hold)
        with page.expect_request("**/results.*.js"):
            page.goto(at_root + "search.html?q=erbil", wait_until="commit")
        page.locator("#ea-q").fill("tanf")
        with page.expect_response("**/results.*.js"):
            late[0].continue_()
        expect(page.locator("[data-results=drawn]")).to_be_visible()
        expect(page.locator("#ea-q")).to_have_value("tanf")


def test_one_filter_after_the_other_is_filled_in(watched: Watched):
    """By the keyboard, and by the mouse: a field that was filled in takes nothing from the next."""
    page = watched.open("search.html?q=erbil")
    page.locator("input[name=from]").click()
    page.keyboard.type("2019")
    page.keyboard.press("Tab")
    page.keyboard.type("2021")
    page.locator("input[name=from]").click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("2020")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"q=erbil&from=2020&to=2021$"))


def test_filters_are_folded_on_a_phone_until_one_is_set(watched: Watched):
    """They would fill half of the screen above the first hit."""
    watched.page.set_viewport_size({"width": 390, "height": 844})
    page = watched.open("search.html?q=attack")
    expect(page.get_by_text("Filters", exact=True)).to_be_visible()
    expect(page.get_by_label("Kind")).to_be_hidden()
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(page.get_by_label("Kind")).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.get_by_label("Kind")).to_be_hidden()
    page.get_by_text("Filters", exact=True).click()
    page.get_by_label("Kind").select_option(label="Events")
    page.wait_for_url(re.compile("kind=event"))
    page.reload()
    expect(page.get_by_label("Kind")).to_have_value("event")


def test_results_page_when_nothing_is_found(watched: Watched):
    page = watched.open("search.html?q=xqzvwk")
    expect(page.locator("#names")).to_have_text("No name matches")
    expect(page.get_by_role("link", name="Suggest it")).to_be_visible()
    expect(page.locator("#text")).to_have_text("Not in the text of any page")


def test_who_types_in_letters_that_no_name_has_is_told_which_have_many(watched: Watched):
    """In the box and on the page of results."""
    page = watched.open(PAGE)
    search(page, "חיזבאללה")
    told = "Names are recorded in Latin and Arabic letters above all: try the English spelling"
    expect(page.locator(".ea-drop-sum")).to_have_text(f"No entry has this name, nor any text. {told}")
    page.keyboard.press("Enter")
    expect(page.locator("[data-results=drawn]").get_by_text(f"{told}.")).to_be_visible()


@pytest.mark.parametrize(
    ("query", "other"), [pytest.param("kataeb", "kataib", marks=pytest.mark.full), ("hizbullah", "hezbollah")]
)
def test_every_spelling_finds_the_same_names_those_as_typed_first(watched: Watched, query: str, other: str):
    page = watched.open("search.html")
    said = page.locator(".ea-results > [role=status]")
    totals = []
    for asked in (other, query):
        page.locator(".ea-results input[type=search]").fill(asked)
        page.keyboard.press("Enter")
        expect(said).to_have_text(
            re.compile(f"^“\u2068{asked}\u2069”: \\d+ names and titles, \\d+ in near spellings, ")
        )
        totals.append(re.findall(r"\d+", said.inner_text())[:2])
    assert totals[0][0] == totals[1][0]
    expect(page.locator("#names")).to_have_text(f"{totals[1][0]} names and titles")
    typed = int(totals[1][0]) - int(totals[1][1])
    hits = page.locator("section:has(#names) .ea-hit")
    while hits.count() <= typed:
        seen = hits.count()
        page.locator("section:has(#names)").get_by_role("button", name="Show").click()
        expect(hits).not_to_have_count(seen)
    expect(page.locator("section h3")).to_have_text(f"{totals[1][1]} more in near spellings")
    before, after = page.locator("section:has(#names) ol").all()
    expect(before.locator(".ea-hit")).to_have_count(typed)
    assert query in before.locator("mark").first.inner_text().lower()
    assert query not in after.locator("mark").first.inner_text().lower()


def test_the_box_says_how_many_names_are_in_near_spellings(looked_at: Watched):
    page = asks(looked_at, "kataeb")
    expect(page.locator(".ea-drop-sum").first).to_have_text(re.compile(r"^\d+ names, \d+ in near spellings"))


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_while_the_results_come(watched: Watched, width: int):
    """What is about the search stands below them, and shows once they are there; at once where nothing is asked."""
    assert moved(watched, "search.html?q=kataib", width) < 0.1
    expect(watched.page.get_by_role("heading", name="About this search")).to_be_visible()
    assert moved(watched, "search.html", width) < 0.1
    expect(watched.page.get_by_role("heading", name="About this search")).to_be_visible()


def test_a_phrase_stands_together(watched: Watched):
    """Words in quotation marks are wanted side by side."""
    page = watched.open('search.html?q="rocket+attack"')
    marks = page.locator("#text ~ .ea-results-list .ea-text")
    expect(marks.first).to_contain_text(re.compile("rocket attack", re.IGNORECASE))


ABOVE = r"(, \d+ of them above)?$"


def test_pages_with_a_phrase_that_are_not_looked_for_yet_are_told_of(watched: Watched):
    """Texts are read as pages with the phrase are shown: until all are, there may be more."""
    page = watched.open('search.html?q="in+iraq"')
    heading = page.locator("#text")
    expect(heading).to_have_text(re.compile(rf"^In the text of \d+ pages, and perhaps more{ABOVE}"))
    expect(page.get_by_role("status").filter(has_text="and perhaps more, with the words in the text")).to_be_visible()
    further = page.locator("#text ~ button")
    hits = page.locator("#text ~ .ea-results-list li")
    while further.count():
        shown = hits.count()
        further.click()
        expect(hits).not_to_have_count(shown)
    expect(heading).to_have_text(re.compile(rf"^In the text of \d+ pages{ABOVE}"))


@pytest.mark.parametrize("path", [PAGE, "index.html", "search.html"])
def test_without_scripts_the_box_is_a_link_to_all_names(browser: Browser, at_root: str, path: str):
    with watching(browser, at_root, java_script_enabled=False) as watched:
        page = watched.open(path)
        expect(page.locator("input[type=search]:visible")).to_have_count(0)
        page.locator(".ea-search").get_by_role("link", name="All names, A to Z").click()
        page.wait_for_url(re.compile(r"/names/index\.html$"))
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert (
            page.get_by_role("link", name="Kataib Hezbollah", exact=True).count() > 0 or page.locator("a").count() > 40
        )


def test_nothing_is_kept(watched: Watched):
    """Neither the query nor what was opened, in any store of the browser."""
    page = watched.open(PAGE)
    search(page, "kataib hezbollah")
    expect(options(page).first).to_be_visible()
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])")
    assert "hezbollah" not in kept.lower()


def test_nothing_is_asked_for_before_it_is_needed(watched: Watched):
    """A page that is only read sends no index."""
    page = watched.open(PAGE)
    page.wait_for_load_state("networkidle")
    assert not any("search-data" in url or "/engine." in url for url in watched.asked)
    with page.expect_response(re.compile(r"/names\.\w+\.json")):
        page.keyboard.press("/")
    page.evaluate("new Promise(done => requestIdleCallback(done))")
    asked = {url.partition("search-data/")[2].partition(".")[0] for url in watched.asked if "search-data" in url}
    assert asked == {"index", "names"}


def test_it_is_told_that_the_search_loads(browser: Browser, at_root: str):
    """Shown and said while the index is on its way, and no more once it is there."""
    with fresh_page(browser) as page:
        held: list[Route] = []
        is_slow = True
        page.route("**/search-data/names.*", lambda route: held.append(route) if is_slow else route.continue_())
        page.goto(at_root + "index.html")
        box(page).first.fill("tanf")
        status = page.locator(".ea-search [role=status]").first
        expect(page.locator(".ea-drop-sum:visible")).to_have_text("Searching …")
        expect(status).to_have_text("Searching …")
        is_slow = False
        for route in held:
            route.continue_()
        expect(page.locator(".ea-drop-sum:visible b")).to_have_text(re.compile(r"^\d+ names?"))
        expect(status).to_have_text(re.compile(r"^\d+ names?"))
        told = box(page).first.evaluate(WORDS_WHILE_TYPING, "tanf garrison")
        assert not any("Searching" in words for words in told)


WORDS_WHILE_TYPING = """async (box, query) => {
  const told = [];
  const head = box.form.querySelector(".ea-drop-sum");
  new MutationObserver(() => told.push(head.textContent)).observe(head, { childList: true });
  box.value = query;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  while (!told.length) await new Promise((done) => setTimeout(done, 50));
  return told;
}"""
"""Puts a query, and returns what the head of the list then says, until it has an answer."""


def test_few_names_do_not_hide_texts(looked_at: Watched):
    """Where a name or two have all words, the box shows below what texts have."""
    page = asks(looked_at, "tower 22 drone")
    expect(page.locator(".ea-drop-sum")).to_have_text(re.compile(r"^[12] names?, and in the text of \d+ pages$"))
    kinds = page.locator(".ea-drop .ea-group").all_text_contents()
    assert kinds == ["Names", "In the texts"]
    once(page, ".ea-drop")


def test_a_name_that_is_only_searched_for_is_told_where_it_matched(looked_at: Watched):
    page = asks(looked_at, "47th brigade")
    expect(options(page).first.locator(".ea-hit-as")).to_have_text("found by: 47th Brigade")


def test_without_the_index_the_box_leads_to_all_names(browser: Browser, at_root: str):
    """As where the site is opened from a folder, or the host fails."""
    with fresh_page(browser) as page:
        page.route("**/search-data/**", lambda route: route.abort())
        page.goto(at_root + PAGE)
        search(page, "tanf")
        expect(page.locator(".ea-drop")).to_contain_text("could not be loaded")
        expect(page.locator(".ea-drop").get_by_role("option", name="All names, A to Z")).to_be_visible()


def test_hits_of_another_query_do_not_stay_where_the_search_fails(browser: Browser, at_root: str):
    """Those of the same query do, where no more of them can be had."""
    with fresh_page(browser) as page:
        page.goto(at_root + "search.html?q=erbil")
        hits = page.locator("[data-results] .ea-hit")
        expect(hits.first).to_be_visible()
        page.route("**/search-data/**", lambda route: route.abort())
        number = hits.count()
        page.get_by_role("button", name=re.compile(r"^Show \d+ more")).last.click()
        expect(page.get_by_role("status").filter(has_text="could not be loaded")).to_be_visible()
        assert hits.count() == number
        page.locator("[data-results] input[type=search]").fill("zzqx najaf")
        page.keyboard.press("Enter")
        expect(hits).to_have_count(0)
        expect(page.get_by_role("status").filter(has_text="could not be loaded")).to_be_visible()


def test_a_chosen_kind_is_told_of_while_it_holds(watched: Watched):
    """Also where no name matches what is typed next, and texts of that kind alone are looked for."""
    page = watched.open(PAGE)
    search(page, "kataib")
    page.locator(".ea-chip").first.click()
    expect(page.locator(".ea-chip[aria-pressed=true]")).to_have_count(1)
    box(page).fill("rockets fired truck")
    expect(page.locator(".ea-drop-sum")).to_contain_text(re.compile("In the text|Nothing|Not in"))
    page.get_by_role("button", name="All", exact=True).click()
    expect(page.locator(".ea-chip")).to_have_count(0)


QUERIES = ("ketaib hizbollah", "kataeb", "Kalso Brigade", "كتائب")
ADDRESSES = ("q=drone+attack", "q=kataeb", "q=xqzvwk", "q=%D8%AD%D8%B2%D8%A8&kind=group", "")


@pytest.mark.parametrize(("query", "dress"), sample(combinations(QUERIES, DRESSES), every=4))
def test_the_open_box_is_accessible(browser: Browser, at_root: str, query: str, dress: tuple[str, int]):
    """Light or dark, at a desk or on a phone. axe comes past the policy, as a tester's tool."""
    with watching(browser, at_root, **dressed(dress)) as watched:
        page = watched.open(PAGE)
        search(page, query)
        expect(options(page).first).to_be_visible()
        page.keyboard.press("ArrowDown")
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(("query", "dress"), sample(combinations(ADDRESSES, DRESSES), every=4))
def test_the_results_page_is_accessible(browser: Browser, at_root: str, query: str, dress: tuple[str, int]):
    with watching(browser, at_root, **dressed(dress)) as watched:
        page = watched.open(f"search.html?{query}")
        if query:
            expect(page.locator("#text")).to_be_visible()
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def dressed(dress: tuple[str, int]) -> dict[str, object]:
    scheme, width = dress
    return {"viewport": {"width": width, "height": 800}, "color_scheme": scheme, "bypass_csp": True}
