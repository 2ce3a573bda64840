"""The page of an entry in a real browser: reading, citing, folding, printing, and without scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browsing import Watched, fresh_page, wait_until, watching
from tests.case_count import combinations, sample
from tests.stores import frozen_store

GROUP = "groups/kataib-hezbollah.html"
STATE = "groups/iran.html"
ERBIL = "strikes/2021-02-15-erbil-rocket-attack.html"
STRIKE = "strikes/2024-04-20-camp-kalsu-explosion.html"
CLIPBOARD = ["clipboard-read", "clipboard-write"]


@pytest.fixture
def desk(browser: Browser) -> Iterator[Page]:
    with fresh_page(browser, viewport={"width": 1280, "height": 900}) as page:
        page.context.grant_permissions(CLIPBOARD)
        yield page


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    with fresh_page(browser, viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True) as page:
        yield page


@pytest.fixture(scope="module")
def desk_of_all(browser: Browser, at_root: str) -> Iterator[Watched]:
    """Return a page that is shared by tests that only look at what stands on it, as `looked_at`."""
    with watching(browser, at_root, viewport={"width": 1280, "height": 900}) as held:
        yield held


@pytest.fixture(scope="module")
def phone_of_all(browser: Browser, at_root: str) -> Iterator[Watched]:
    """Return the same on a phone."""
    options = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
    with watching(browser, at_root, **options) as held:
        yield held


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """Return a page without scripts."""
    with fresh_page(browser, viewport={"width": 1280, "height": 900}, java_script_enabled=False) as page:
        yield page


def hidden_targets(page: Page) -> list[str]:
    """Return the ids of the statements that lie in a closed fold."""
    found: list[str] = page.evaluate(
        "[...document.querySelectorAll('details.ea-fold:not([open]) tr[id^=s-]')].map(row => row.id)"
    )
    assert len(found) > 1, "too few statements of the page lie in a fold"
    return found


def copied(page: Page) -> str:
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


def test_everything_can_be_read_without_scripts(plain: Page, at_root: str) -> None:
    """The lead, the facts, every statement and every reference are there, and each fold can be opened."""
    plain.goto(at_root + GROUP)
    expect(plain.locator(".ea-lead")).to_be_visible()
    expect(plain.locator(".ea-facts")).to_be_visible()
    expect(plain.locator(".ea-refs cite").first).to_be_visible()
    closed = plain.locator("details.ea-fold:not([open]) > summary:visible")
    while closed.count():
        closed.first.click()
    assert plain.locator("tr[id^=s-]:visible").count() == plain.locator("tr[id^=s-]").count()
    assert plain.locator(".ea-copy, .ea-peek").count() == 0


def test_a_mark_shows_its_reference_when_pointed_at(desk: Page, at_root: str) -> None:
    """The box holds the words of the reference and the place in it, the pointer may enter it, Escape puts it away."""
    desk.goto(at_root + STRIKE)
    mark = desk.locator(".ea-lead .ea-c a:has(span), .ea-prose .ea-c a:has(span)").first
    mark.hover()
    peek = desk.locator("#ea-peek")
    expect(peek).to_be_visible()
    reference = desk.locator(f"{mark.get_attribute('href')} cite").text_content()
    assert peek.locator("cite").text_content() == reference
    place = str(mark.locator("span").text_content()).strip()
    assert place
    assert place not in mark.inner_text()
    expect(peek).to_contain_text(place)
    peek.hover()
    desk.wait_for_timeout(400)
    expect(peek).to_be_visible()
    desk.keyboard.press("Escape")
    expect(peek).to_be_hidden()


@pytest.mark.parametrize(
    ("path", "mark", "words"),
    [
        (
            ERBIL,
            ".ea-lead a[href='#ref-2']",
            "spokesman: “a foreign civilian contractor working with",
        ),
        (GROUP, ".ea-facts dd:has-text('About 2005') .ea-c a", "Michael Knights: “"),
    ],
)
def test_a_mark_shows_who_speaks_and_in_which_words(desk: Page, at_root: str, path: str, mark: str, words: str) -> None:
    """In a text those words that have much in common with the sentence; also where the references have a page of their own."""
    desk.goto(at_root + path)
    desk.locator(mark).first.hover()
    expect(desk.locator("#ea-peek p").first).to_contain_text(words)


def test_every_mark_of_a_statement_shows_words_that_it_quotes(desk: Page, at_root: str) -> None:
    """Of every fourth statement of an entry, in `make test-all` of all, with those who speak in it."""
    desk.goto(at_root + ERBIL)
    desk.evaluate("document.querySelectorAll('details').forEach((fold) => (fold.open = true))")
    facts = frozen_store()[ERBIL.partition("/")[2].removesuffix(".html")].facts
    for fact in sample(facts, every=4):
        for mark in desk.locator(f"[id='{fact.anchor}'] .ea-c a[href^='#ref-']").all():
            mark.focus()
            desk.keyboard.press("Shift+Tab")
            desk.keyboard.press("Tab")
            said = desk.locator("#ea-peek p bdi").first
            expect(said).to_be_visible()
            assert said.text_content() in {cited.quote.text for cited in fact.statement.cite if cited.quote}


@pytest.mark.full
def test_nothing_beside_the_facts_stays_blank(desk: Page, whole_root: str) -> None:
    """The facts stand over the whole width, and so does what follows them."""
    for path in (GROUP, ERBIL, "leaders/qasem-soleimani.html"):
        desk.goto(whole_root + path)
        whole = desk.locator(".ea-meta").bounding_box()
        assert whole is not None
        for part in (".ea-facts", ".ea-prose >> nth=0", "main table.ea-table:visible >> nth=0"):
            box = desk.locator(part).bounding_box()
            assert box is not None
            assert box["width"] > 0.98 * whole["width"], (path, part)


def test_brackets_stay_beside_the_names_of_speakers(desk_of_all: Watched) -> None:
    """A name of two lines is no block of its own between them."""
    desk = desk_of_all.show(ERBIL)
    names = desk.locator("td[data-l='Who says it'] a:not(.ea-c a)")
    assert {*names.evaluate_all("all => all.map(a => getComputedStyle(a).display)")} == {"inline"}


def test_a_phone_shows_the_first_facts_and_folds_the_others(phone: Page, at_root: str) -> None:
    phone.goto(at_root + ERBIL)
    facts = phone.locator(".ea-facts")
    last = facts.locator("dt", has_text="Events")
    expect(last).to_be_hidden()
    box = facts.bounding_box()
    assert box is not None
    assert box["height"] < 740 / 2
    facts.get_by_text("All facts").click()
    expect(last).to_be_visible()


def test_a_desk_shows_all_facts(plain: Page, at_root: str) -> None:
    """Without a fold, and without scripts."""
    plain.goto(at_root + ERBIL)
    expect(plain.locator(".ea-facts dt", has_text="Events")).to_be_visible()
    expect(plain.get_by_text("All facts")).to_be_hidden()


def test_an_answer_stands_near_the_top(desk: Page, at_root: str) -> None:
    """What happened, and at a desk who claims and who denies it, within two screens."""
    for size in (ViewportSize(width=1280, height=900), ViewportSize(width=390, height=844)):
        desk.set_viewport_size(size)
        desk.goto(at_root + ERBIL)
        box = desk.locator("#parties" if size["width"] > 1000 else "#text").bounding_box()
        assert box is not None
        assert box["y"] < 2 * size["height"]


def test_a_mark_shows_its_reference_when_focused(desk: Page, at_root: str) -> None:
    """With the keyboard alone; what it shows describes the mark, and the next stop puts it away."""
    desk.goto(at_root + STRIKE)
    mark = desk.locator(".ea-lead .ea-c a").first
    desk.locator(".ea-lead a").first.focus()
    for _ in range(6):
        if mark.evaluate("mark => mark === document.activeElement"):
            break
        desk.keyboard.press("Tab")
    expect(desk.locator("#ea-peek")).to_be_visible()
    expect(mark).to_have_attribute("aria-describedby", "ea-peek")
    desk.locator(".ea-jump, .ea-facts a").last.focus()
    expect(desk.locator("#ea-peek")).to_be_hidden()


def test_a_tap_shows_the_reference_and_a_second_follows(phone: Page, at_root: str) -> None:
    """On a phone nothing hovers: the first tap stays where it is, and the box stays on the screen."""
    phone.goto(at_root + STRIKE)
    mark = phone.locator(".ea-lead .ea-c a").last
    mark.tap()
    peek = phone.locator("#ea-peek")
    expect(peek).to_be_visible()
    assert "#ref-" not in phone.url
    box = peek.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    expect(peek.get_by_role("link", name="Go to the reference")).to_be_visible()
    mark.tap()
    expect(peek).to_be_hidden()
    assert phone.url.endswith(str(mark.get_attribute("href")))


@pytest.mark.parametrize("path", [GROUP, STRIKE])
def test_a_reference_leads_back_to_its_mark(phone: Page, at_root: str, path: str) -> None:
    """By a link, and by the way back of the browser; a page with many references names no places that cite them."""
    phone.goto(at_root + path)
    mark = phone.locator(".ea-lead .ea-c a").last
    mark.tap()
    phone.get_by_role("link", name="Go to the reference").tap()
    reference = phone.locator(str(mark.get_attribute("href")))
    expect(reference).to_be_in_viewport()
    reference.get_by_role("link", name="Back to the text").tap()
    expect(mark).to_be_in_viewport()
    phone.go_back()
    expect(reference).to_be_in_viewport()
    phone.go_back()
    expect(mark).to_be_in_viewport()


def test_a_click_shows_the_reference_where_nothing_hovers(phone: Page, at_root: str) -> None:
    """Whatever the press came from; a key, and a screen reader, follow the link."""
    phone.goto(at_root + STRIKE)
    mark = phone.locator(".ea-lead .ea-c a").first
    mark.dispatch_event("click", {"detail": 1})
    expect(phone.locator("#ea-peek")).to_be_visible()
    assert "#ref-" not in phone.url
    phone.locator("h1").tap()
    mark.evaluate("mark => mark.click()")
    expect(phone.locator("#ea-peek")).to_be_hidden()
    assert phone.url.endswith(str(mark.get_attribute("href")))


def test_a_tap_elsewhere_puts_the_reference_away(phone: Page, at_root: str) -> None:
    phone.goto(at_root + STRIKE)
    phone.locator(".ea-lead .ea-c a").first.tap()
    expect(phone.locator("#ea-peek")).to_be_visible()
    phone.locator("h1").tap()
    expect(phone.locator("#ea-peek")).to_be_hidden()


def test_a_fact_is_copied_as_a_citation(desk: Page, at_root: str) -> None:
    """Who says what, where it was read, in which entry, at which address."""
    desk.goto(at_root + STRIKE)
    sign = desk.locator(".ea-facts a.ea-fa").first
    address = str(sign.get_attribute("href"))
    sign.click()
    menu = desk.get_by_role("group", name="Cite this fact")
    expect(menu).to_be_visible()
    menu.get_by_role("button", name="Copy Text").click()
    expect(desk.get_by_role("status").filter(has_text="citation copied")).to_have_count(1)
    text = copied(desk)
    assert text.endswith(address)
    assert "In “Explosion at Camp Kalsu, 20 April 2024”, Euphrates Atlas" in text
    assert "attributed: " in text


def test_the_address_of_a_fact_is_copied(desk: Page, at_root: str) -> None:
    """Escape closes the menu and gives the focus back."""
    desk.goto(at_root + STRIKE)
    sign = desk.locator("tr[id^=s-] a.ea-fa").first
    sign.click()
    menu = desk.get_by_role("group", name="Cite this fact")
    menu.get_by_role("button", name="Copy Link").click()
    assert copied(desk) == at_root + STRIKE + str(sign.get_attribute("href"))
    desk.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    assert sign.evaluate("sign => sign === document.activeElement")


def test_the_box_leads_to_the_table_of_a_fact(desk: Page, at_root: str) -> None:
    desk.goto(at_root + STRIKE)
    sign = desk.locator(".ea-facts a.ea-fa").first
    sign.click()
    desk.get_by_role("link", name="Go to the table").click()
    assert desk.url.endswith(str(sign.get_attribute("href")))
    expect(desk.locator(":target")).to_be_in_viewport()


def test_names_have_a_button_of_their_own(desk: Page, at_root: str) -> None:
    """Its name says which; Arabic is copied as it is."""
    desk.goto(at_root + GROUP)
    name = desk.locator(".ea-native [data-name]").first.get_attribute("data-name")
    desk.get_by_role("button", name=f"Copy {name}").first.click()
    wait_until(desk, "navigator.clipboard.readText().then(text => text.length > 0)")
    assert copied(desk) == name


@pytest.mark.full
def test_an_address_opens_the_fold_it_lies_in(desk: Page, whole_root: str) -> None:
    """When the page is opened, and when a link of the page leads there."""
    desk.goto(whole_root + STATE)
    first, second, *_ = hidden_targets(desk)
    expect(desk.locator(f"#{first}")).to_be_hidden()
    desk.goto("about:blank")
    desk.goto(f"{whole_root}{STATE}#{first}")
    expect(desk.locator(f"#{first}")).to_be_in_viewport()
    desk.evaluate("document.querySelectorAll('details.ea-fold').forEach(fold => (fold.open = false))")
    expect(desk.locator(f"#{second}")).to_be_hidden()
    desk.evaluate("id => { location.hash = id }", second)
    expect(desk.locator(f"#{second}")).to_be_in_viewport()


SIZES = ({"width": 360, "height": 740}, {"width": 1280, "height": 800})


@pytest.mark.parametrize(("size", "part"), sample(combinations(SIZES, (0, 0.5, 1))))
def test_an_address_leads_to_a_reference_far_below(desk: Page, at_root: str, size: ViewportSize, part: float) -> None:
    """Parts out of sight are laid out only when they come near; on a slow machine they must not push it away."""
    desk.set_viewport_size(size)
    desk.goto(at_root + GROUP)
    ids = [item.get_attribute("id") for item in desk.locator(".ea-refs li[id]").all()]
    slow = desk.context.new_cdp_session(desk)
    slow.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    ref = ids[int(part * (len(ids) - 1))]
    desk.goto("about:blank")
    desk.goto(f"{at_root}{GROUP}#{ref}", wait_until="networkidle")
    at_hand = (
        "id => { const y = document.getElementById(id)?.getBoundingClientRect().y; return y >= 0 && y < innerHeight }"
    )
    wait_until(desk, at_hand, ref)
    slow.detach()


def test_print_has_every_fold_open(plain: Page, at_root: str) -> None:
    """Also without scripts; what only works on a screen is left out, addresses of sources stand in full."""
    plain.goto(at_root + GROUP)
    plain.emulate_media(media="print")
    folded = plain.locator("details.ea-fold:not([open]) tr")
    assert folded.count() > 0
    assert all(row.is_visible() for row in folded.all())
    for left_out in (".md-header", ".ea-acts", ".ea-tools", "a.ea-fa"):
        assert plain.locator(f"{left_out}:visible").count() == 0, left_out
    plain.goto(at_root + GROUP.replace(".html", "_references.html"))
    after = plain.locator(".ea-og a[href^=http]").first.evaluate("a => getComputedStyle(a, '::after').content")
    assert "http" in after or "attr" in after


@pytest.mark.parametrize("path", [GROUP, STRIKE])
def test_arabic_runs_from_right_to_left(desk_of_all: Watched, path: str) -> None:
    """Each name in Arabic script says its language and direction, and is set upright in its own face."""
    desk = desk_of_all.show(path)
    names = desk.locator("bdi[lang=ar]")
    assert names.count() > 0
    for name in names.all()[:6]:
        assert name.get_attribute("dir") == "rtl"
        assert name.evaluate("e => getComputedStyle(e).direction") == "rtl"
        assert "Naskh" in name.evaluate("e => getComputedStyle(e).fontFamily")


@pytest.mark.parametrize("path", [GROUP, STRIKE, "bases/camp-kalsu.html", "leaders/abu-mahdi-al-muhandis.html"])
def test_the_sign_of_a_fact_never_stands_alone(phone_of_all: Watched, path: str) -> None:
    """On a narrow screen it goes to the next line with what stands before it, not by itself."""
    phone = phone_of_all.show(path)
    alone = phone.evaluate(
        """() => [...document.querySelectorAll('.ea-facts a.ea-fa')].filter(sign => {
            const before = document.createRange();
            before.setStart(sign.closest('dd'), 0);
            before.setEndBefore(sign);
            const lines = [...before.getClientRects()].filter(line => line.width > 0);
            const at = sign.getBoundingClientRect();
            return !lines.some(line => Math.abs(line.top + line.height / 2 - at.top - at.height / 2) < 10);
        }).map(sign => sign.hash)"""
    )
    assert alone == []


def test_links_of_references_stand_in_their_sentence(phone_of_all: Watched) -> None:
    """A title breaks over lines between its quotation marks, and a comma stays behind its word."""
    phone = phone_of_all.show(GROUP)
    phone.locator("#references").scroll_into_view_if_needed()
    shown = phone.evaluate(
        "[...document.querySelectorAll('.ea-refs li a')].map(link => getComputedStyle(link).display)"
    )
    assert len(shown) > 20
    assert set(shown) == {"inline"}


@pytest.mark.parametrize("path", [GROUP, ERBIL, "publishers/al-jazeera.html", "leaders/muslim-shahdan.html"])
def test_each_section_leads_into_the_form(desk_of_all: Watched, path: str) -> None:
    """With the entry, and the field where the section is that of one; what other entries say is added there."""
    desk = desk_of_all.show(path)
    entry = frozen_store()[path.partition("/")[2].removesuffix(".html")]
    asked = {}
    for link in desk.locator("a.ea-add").all():
        address = urlsplit(str(link.evaluate("link => link.href")))
        assert address.path == "/contribute/write/index.html"
        query = parse_qs(address.query)
        assert query.pop("entry") == [path.removesuffix(".html")]
        heading = link.locator("xpath=..")
        to_correct = query.pop("correct", [""])[0]
        added = query.pop("add", [""])[0]
        assert not query
        if to_correct:
            assert to_correct == asked[str(heading.get_attribute("id"))]
        else:
            asked[str(heading.get_attribute("id"))] = added

    assert {field for field in asked.values() if field} <= {*entry.shape.fields}
    shown = desk.evaluate(
        "[...document.querySelectorAll(':is(h2,h3,.ea-here)[id]')].map(place => place.id.replaceAll('-', '_'))"
    )
    with_facts = {fact.field for fact in entry.facts}
    assert with_facts & {*shown} - {*asked.values()} == set()


def test_the_sign_of_a_heading_stands_apart_from_the_way_into_the_form(phone_of_all: Watched) -> None:
    phone = phone_of_all.show(GROUP)
    heading = phone.locator("article :is(h2,h3):has(> .ea-add)").first
    sign = heading.locator(".headerlink").bounding_box()
    way = heading.locator(".ea-add").first.bounding_box()
    assert sign
    assert way
    assert way["y"] > sign["y"] + sign["height"] or way["x"] >= sign["x"] + sign["width"] + 8


def test_the_form_is_reached_by_keyboard_and_not_printed(desk: Page, at_root: str) -> None:
    desk.goto(at_root + ERBIL)
    link = desk.locator("#responsibility a.ea-add").first
    expect(link).to_have_accessible_name("Add a statement: Claims, attributions and denials")
    desk.locator("#responsibility .headerlink").focus()
    desk.keyboard.press("Tab")
    expect(link).to_be_focused()
    desk.emulate_media(media="print")
    expect(link).to_be_hidden()


def test_pages_of_no_entry_lead_into_no_form(desk: Page, at_root: str) -> None:
    for path in ("methodology.html", "strikes/index.html", "glossary/index.html"):
        desk.goto(at_root + path)
        expect(desk.locator("a.ea-add")).to_have_count(0)


@pytest.mark.full
def test_a_list_of_events_at_a_site_leads_to_the_same_in_the_index(desk: Page, whole_root: str) -> None:
    """In one line, also on a phone."""
    desk.goto(f"{whole_root}bases/ain-al-asad-air-base.html")
    told = desk.locator("h2#events ~ .ea-legend").first
    expect(told).to_have_text(re.compile(r"^\d+ with an entry; sources may count more\. Filter, download$"))
    number = told.inner_text().split()[0]
    desk.set_viewport_size({"width": 390, "height": 844})
    box = told.bounding_box()
    assert box is not None
    assert box["height"] < 30
    told.get_by_role("link").click()
    expect(desk.locator(".ea-count")).to_have_text(re.compile(rf"^{number} of \d+ entries"))


def test_tools_open_below_the_link_that_names_them(phone: Page, at_root: str) -> None:
    """At the foot they are many screens away; there they stand again once they are closed."""
    phone.goto(at_root + GROUP)
    opener, tools = phone.locator(".ea-acts a[href='#page-tools']"), phone.locator("nav.ea-tools")
    at_foot = phone.locator("article > nav.ea-tools:last-child")
    expect(opener).to_have_attribute("aria-expanded", "false")
    opener.click()
    expect(opener).to_have_attribute("aria-expanded", "true")
    expect(tools.get_by_role("link", name="Edit this entry")).to_be_in_viewport()
    expect(at_foot).to_have_count(0)
    phone.keyboard.press("Enter")
    expect(at_foot).to_have_count(1)
    expect(opener).to_be_focused()


@pytest.mark.parametrize("path", ["strikes/2021-02-15-erbil-rocket-attack.html", "leaders/qasem-soleimani.html"])
def test_a_phone_offers_citation_data_and_tools_at_the_top(phone_of_all: Watched, path: str) -> None:
    """In one line right below the review, high enough for a finger, above the fold of the contents."""
    phone = phone_of_all.show(path)
    ways = [box for way in phone.locator(".ea-acts a").all() if (box := way.bounding_box())]
    assert len(ways) == 3
    assert len({box["y"] for box in ways}) == 1
    assert min(box["height"] for box in ways) >= 24
    assert ways[-1]["x"] + ways[-1]["width"] <= 360
    above, below = (phone.locator(part).first.bounding_box() for part in (".ea-meta", ".ea-jump"))
    assert above
    assert below
    assert above["y"] + above["height"] <= ways[0]["y"] <= below["y"]


def test_the_foot_leads_whoever_a_page_is_about_to_what_can_be_changed(watched: Watched):
    """The rule says what to send and how the answer comes; the e-mail that names the page stands beside the link."""
    page = watched.open("leaders/abu-mahdi-al-muhandis.html")
    mail = page.locator(".ea-tools").get_by_role("link", name="Write in private")
    expect(mail).to_have_attribute("href", re.compile(r"^mailto:.*leaders/abu-mahdi-al-muhandis\.html$"))
    page.locator(".ea-tools").get_by_role("link", name="Is it about you?").click()
    page.wait_for_url(re.compile(r"editorial-policy\.html#rule-5$"))
    rule = page.locator("li:target")
    for part in ("What can be changed.", "What to send.", "How the answer comes."):
        expect(rule).to_contain_text(part)
