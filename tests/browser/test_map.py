"""The page of the map in a real browser: facets, years and a day, cards, zoom, the keyboard, the address, and without scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browsing import Watched, violations, watching
from tests.case_count import combinations, sample

MAP = "map/index.html"
SIZES = "els => els.map(e => { const b = e.getBoundingClientRect(); return Math.round(b.width) })"


def rows(page: Page) -> Locator:
    return page.locator("[data-map-table] tbody tr:visible")


def marks(page: Page) -> Locator:
    return page.locator(".ea-map-atlas .m-link:not(.m-none)").filter(has=page.locator(".m-ev"))


def said(page: Page) -> Locator:
    return page.get_by_role("status").filter(has_text=re.compile(r"at \d+ place"))


def ready(page: Page) -> Page:
    expect(page.locator(".ea-map-list h2")).to_be_visible()
    return page


def number(page: Page, words: str) -> int:
    """Return how many of a kind the map says it shows."""
    found = re.search(rf"([\d,]+) {words}", said(page).inner_text())
    return int(found[1].replace(",", "")) if found else 0


def test_without_scripts_it_is_whole(browser: Browser, at_root: str) -> None:
    """All places, all numbers, all links; nothing that would not work."""
    with watching(browser, at_root, java_script_enabled=False) as watched:
        page = watched.open(MAP)
        assert rows(page).count() > 10
        assert marks(page).count() > 5
        assert page.locator("input:visible, .ea-fac:visible").count() == 0
        expect(said(page)).to_be_visible()
        rows(page).first.locator("th a").first.click()
        assert "/places/" in page.url


def test_with_scripts_the_numbers_are_the_same(watched: Watched) -> None:
    page = ready(watched.open(MAP))
    words = said(page).inner_text()
    with watching(page.context.browser, watched.root, java_script_enabled=False) as plain:  # type: ignore[arg-type]
        other = plain.open(MAP)
        assert said(other).inner_text() == words
        assert rows(other).all_inner_texts() == rows(page).all_inner_texts()


@pytest.mark.parametrize(
    "query",
    [
        "?responsibility=denied",
        pytest.param("?who-is-named=acknowledged_united-states&year=2024", marks=pytest.mark.full),
        pytest.param("?accounts=differ&country=sy", marks=pytest.mark.full),
    ],
)
def test_map_table_and_index_count_alike(watched: Watched, query: str) -> None:
    """For one choice the map, its table and the index of events have the same events; the link leads there."""
    page = ready(watched.open(MAP + query))
    events = number(page, "events?")
    assert events > 0
    listed = page.locator(".ea-map-list h2").inner_text()
    assert int(listed.split()[0]) == sum(number(page, kind) for kind in ("events?", "bases? and sites"))
    assert f"at {rows(page).count()} place" in said(page).inner_text()
    page.get_by_role("link", name="Events as rows").click()
    expect(page.locator(".ea-count")).to_contain_text(f"{events} of ")
    expect(page.locator("table[data-index] tbody tr:visible")).to_have_count(events)


def test_a_choice_stands_in_the_address(watched: Watched) -> None:
    """It is said after a moment, and a way back leads to all."""
    page = ready(watched.open(MAP))
    before, places = said(page).inner_text(), rows(page).count()
    page.get_by_label("Bases and sites").check()
    expect(page).to_have_url(re.compile(r"\?kind=site$"))
    expect(said(page)).not_to_contain_text("event")
    assert 0 < rows(page).count() < places
    assert page.locator(".ea-map-atlas .m-link:not(.m-none) .ea-k-event").count() == 0
    words = said(page).inner_text()
    ready(page).reload()
    expect(said(page)).to_have_text(words)
    page.get_by_role("button", name="Clear all").click()
    expect(said(page)).to_have_text(before)
    assert page.url.endswith(MAP)


def test_each_choice_is_a_step_back(watched: Watched) -> None:
    """A card too, and not each year that a handle passes."""
    page = ready(watched.open(MAP))
    before = said(page).inner_text()
    page.get_by_label("Bases and sites").check()
    first = page.get_by_role("slider").first
    first.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile(r"\?kind=site&year="))
    page.go_back()
    expect(page).to_have_url(re.compile(rf"{MAP}$"))
    expect(page.get_by_label("Bases and sites")).not_to_be_checked()
    expect(said(page)).to_have_text(before)


def test_the_keyboard_moves_the_years(watched: Watched) -> None:
    """The years of the address are those of the index of events; the handles never cross."""
    page = ready(watched.open(MAP))
    before = number(page, "events")
    page.get_by_label("To", exact=True).focus()
    for _ in range(2):
        page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(re.compile(r"\?year=2003(,\d{4})+$"))
    expect(said(page)).not_to_contain_text(f"{before} events")
    page.get_by_label("From").focus()
    page.keyboard.press("End")
    assert page.get_by_label("From").input_value() == page.get_by_label("To", exact=True).input_value()


def test_a_phone_shows_no_row_of_a_place_without_entries(browser: Browser, at_root: str) -> None:
    with watching(browser, at_root, viewport={"width": 390, "height": 844}) as watched:
        page = ready(watched.open(f"{MAP}?on=2024-01-28&kind=event"))
        empty = page.locator("[data-map-table] tbody tr[hidden]")
        expect(empty.first).to_be_attached()
        assert rows(page).count() > 0
        assert empty.locator("visible=true").count() == 0


def test_a_day(watched: Watched) -> None:
    """What may have happened on it, as on the page by date."""
    page = ready(watched.open(f"{MAP}?on=2024-01-28&kind=event"))
    assert page.get_by_label("On a day").input_value() == "2024-01-28"
    names = page.locator(".ea-map-list li a").all_inner_texts()
    assert names
    assert number(page, "events?") == len(names)
    assert all("2024" in date for date in page.locator(".ea-map-list li a + .ea-sub").all_inner_texts())


def test_an_address_that_makes_no_sense_shows_all(watched: Watched) -> None:
    page = ready(watched.open(MAP))
    words = said(page).inner_text()
    ready(watched.open(f"{MAP}?year=%3Cscript%3E&on=-1&kind=else,&place=nowhere"))
    expect(said(page)).to_have_text(words)


def test_the_keyboard_opens_a_card(watched: Watched) -> None:
    """Enter on a mark shows what is there, with its date and who says it was whom; Escape leads back to the mark."""
    page = ready(watched.open(MAP))
    mark = page.locator(".ea-map-atlas [data-place=erbil]")
    mark.focus()
    page.keyboard.press("Enter")
    card = page.locator(".ea-map-card")
    expect(card.get_by_role("heading")).to_be_focused()
    expect(card).to_contain_text(re.compile(r"Erbil.*: \d+ entries"))
    expect(card).to_contain_text("Responsibility: ")
    expect(card.get_by_role("link", name="Page of Erbil")).to_have_attribute("href", "../places/erbil.html")
    expect(page).to_have_url(re.compile(r"place=erbil"))
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    expect(mark).to_be_focused()
    assert page.url.endswith(MAP)


def test_the_frame_of_a_heading_covers_nothing(watched: Watched) -> None:
    """When a key opened its card: it stays within the list, which cuts off what is outside, and above the links."""
    page = ready(watched.open(MAP))
    page.locator(".ea-map-atlas [data-place=erbil]").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".ea-map-card h2:focus-visible")).to_be_visible()
    frame, line = page.locator(".ea-map-card h2").evaluate("""h2 => {
        const [{ outlineOffset, outlineWidth }, own] = [getComputedStyle(h2), h2.getBoundingClientRect()];
        const [out, list] = [parseFloat(outlineOffset) + parseFloat(outlineWidth), h2.parentElement.getBoundingClientRect()];
        const frame = [own.left - out - list.left, own.top - out - list.top, list.right - own.right - out];
        return [frame, h2.nextElementSibling.getBoundingClientRect().top - own.bottom - out];
    }""")
    assert min(frame) >= 0
    assert line >= 0


@pytest.mark.full
def test_a_button_says_how_many_entries_it_adds(watched: Watched) -> None:
    """And how many are left, until they are all there: twenty more at a time, and the rest."""
    page = ready(watched.open(f"{MAP}?kind=site"))
    more = page.get_by_role("button", name=re.compile(r"^Show \d+ more"))
    items = page.locator(".ea-map-list li")
    entries = items.count() + int(re.findall(r"\d+", more.inner_text())[1])
    assert entries > 60
    while more.count():
        left = entries - items.count()
        expect(more).to_have_text(f"Show 20 more ({left} left)" if left > 20 else f"Show {left} more")
        more.click()
    assert items.count() == entries


def test_a_card_has_as_many_entries_as_the_row_of_its_place(watched: Watched) -> None:
    page = ready(watched.open(f"{MAP}?place=akashat"))
    row = page.locator("tr[data-place=akashat] td.ea-n:has(a)")
    expected = sum(int(text) for text in row.all_inner_texts())
    assert page.locator(".ea-map-card li").count() == expected


def test_marks_keep_their_size_when_zoomed(watched: Watched) -> None:
    """So do names; marks that were one come apart, and the list has what is in view."""
    page = ready(watched.open(MAP))
    sign = page.locator(".ea-map-atlas [data-place=al-tanf] .m-ev").first
    letters = page.locator(".ea-map-atlas .m-city").first
    before, height = sign.evaluate_all(SIZES), letters.evaluate("e => e.getBoundingClientRect().height")
    all_entries = page.locator(".ea-map-list h2").inner_text()
    map_ = page.locator(".ea-map-atlas")
    map_.focus()
    page.keyboard.press("+")
    expect(page.locator(".ea-map-list h2")).to_contain_text("In view")
    assert sign.evaluate_all(SIZES) == before
    near = page.locator(".ea-map-atlas .m-city").first.evaluate("e => e.getBoundingClientRect().height")
    assert near == pytest.approx(height, abs=1)
    page.keyboard.press("0")
    expect(page.locator(".ea-map-list h2")).to_have_text(all_entries)


def test_the_wheel_scrolls_the_page_unless_it_is_meant(watched: Watched) -> None:
    page = ready(watched.open(MAP))
    map_ = page.locator(".ea-map-atlas")
    whole = map_.get_attribute("viewBox")
    map_.hover()
    page.mouse.wheel(0, -100)
    assert map_.get_attribute("viewBox") == whole
    page.keyboard.down("Control")
    page.mouse.wheel(0, -100)
    page.keyboard.up("Control")
    expect(map_).not_to_have_attribute("viewBox", whole or "")


def test_a_press_that_ends_beside_the_picture_drags_nothing(watched: Watched) -> None:
    """The whole picture cannot be dragged; who tries it and lets go beside it, and then zooms, has let go all the same."""
    page = ready(watched.open(MAP))
    map_ = page.locator(".ea-map-atlas")
    map_.scroll_into_view_if_needed()
    at = map_.bounding_box()
    assert at
    x, y = at["x"] + at["width"] / 2, at["y"] + at["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(at["x"] - 20, y)
    page.mouse.up()
    page.get_by_role("button", name="Zoom in").first.click()
    near = map_.get_attribute("viewBox")
    page.mouse.move(x, y)
    page.mouse.move(x + 50, y + 20)
    assert map_.get_attribute("viewBox") == near


@pytest.mark.full
def test_a_mark_for_several_places_leads_nearer(watched: Watched) -> None:
    page = ready(watched.open(MAP))
    page.locator(".ea-map-atlas [data-place=albu-kamal]").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".ea-map-card h2")).to_contain_text(re.compile(r"and \d+ more"))
    shown = marks(page).count()
    page.get_by_role("button", name="Zoom in").last.click()
    expect(page.locator(".ea-map-atlas [data-place=al-qaim]")).to_be_visible()
    assert marks(page).count() >= shown


def test_the_map_is_two_stops_of_the_tab_key_away(watched: Watched) -> None:
    """Before the filters, which have more than a hundred, a link leads past them."""
    page = ready(watched.open(MAP))
    skip = page.get_by_role("link", name="Skip to the map")
    skip.focus()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.ea-mapper') !== null")


def test_wider_areas_are_shown_when_asked_for(watched: Watched) -> None:
    """Over half of a country they hide what is known closer."""
    page = ready(watched.open(MAP))
    area = page.locator(".ea-map-atlas .m-link:has(.m-area)").first
    legend = page.locator(".ea-map-wide").first
    expect(area).to_be_hidden()
    expect(legend).to_be_hidden()
    place = area.get_attribute("data-place")
    page.get_by_label("Wider areas").check()
    expect(area).to_be_visible()
    expect(page.locator(".ea-mapper figcaption").first).to_contain_text("wider area: nothing closer is known")
    hatched = page.locator(".ea-map-atlas .m-area").evaluate_all(
        "all => all.map(one => getComputedStyle(one).fillOpacity)"
    )
    assert {*hatched} == {"1"}, "as the sign in the legend"
    page = ready(watched.open(f"{MAP}?place={place}"))
    expect(page.get_by_label("Wider areas")).to_be_checked()
    expect(page.locator(".ea-map-atlas .m-link:has(.m-area)").first).to_be_visible()


@pytest.mark.parametrize(
    ("path", "width"), combinations((MAP, "index.html", "places/al-tanf.html"), (360, 490, 800, 1280))
)
def test_names_are_large_enough_to_read(browser: Browser, at_root: str, path: str, width: int) -> None:
    """At least 13 pixels on the screen, however much the drawing is scaled to fit."""
    with watching(browser, at_root, viewport={"width": width, "height": 800}) as watched:
        page = watched.open(path)
        sizes = page.locator(".ea-map text:visible").evaluate_all(
            "els => els.filter(e => !/rotate/.test(e.getAttribute('transform')))"
            ".map(e => parseFloat(getComputedStyle(e).fontSize) * e.getScreenCTM().a)"
        )
        assert sizes
        assert min(sizes) >= 12.95
        assert max(sizes) <= 24


@pytest.mark.parametrize(("scheme", "width"), sample(combinations(("light", "dark"), (360, 1440))))
def test_nothing_hinders_readers(browser: Browser, below: str, scheme: str, width: int) -> None:
    """Axe finds nothing, and nothing is wider than the screen, on the map with a card and on the page of a place."""
    with watching(
        browser, below, color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True
    ) as watched:
        for path in (f"{MAP}?place=erbil", "places/al-tanf.html"):
            page = watched.open(path)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert violations(page) == []


@pytest.mark.parametrize(("width", "least"), [(1280, 6), (800, 5), (390, 3)])
def test_no_name_lies_on_another_and_the_largest_marks_have_theirs(watched: Watched, width: int, least: int) -> None:
    """Countries and the key have names too; a place keeps its name when others are chosen."""
    watched.page.set_viewport_size({"width": width, "height": 900})
    page = ready(watched.open(MAP))
    overlapping = """() => {
        const boxes = [...document.querySelectorAll('.ea-map-atlas text')].filter(t => t.getClientRects().length)
            .map(t => [t.textContent, t.getBoundingClientRect()]);
        return boxes.flatMap(([a, p], i) => boxes.slice(i + 1).filter(([, q]) =>
            p.left + 1 < q.right && q.left + 1 < p.right && p.top + 3 < q.bottom - 3 && q.top + 3 < p.bottom - 3).map(([b]) => [a, b]));
    }"""
    unnamed = """least => {
        const entries = title => title.match(/\\d+(?= (?:event|site|base))/g).reduce((sum, n) => sum + Number(n), 0);
        const marks = [...document.querySelectorAll('.ea-map-atlas .m-link:not(.m-none)')].filter(a => a.querySelector('.m-hit'));
        marks.sort((a, b) => entries(b.querySelector('title').textContent) - entries(a.querySelector('title').textContent));
        return marks.slice(0, least).map(a => a.dataset.place)
            .filter(id => !document.querySelector(`.ea-map-atlas .m-names [data-of="${id}"]`));
    }"""
    assert page.evaluate(overlapping) == []
    assert page.evaluate(unnamed, least) == []


@pytest.mark.full
def test_the_largest_mark_has_its_name_under_a_filter(watched: Watched) -> None:
    """A long one, near the edge of a phone's map and the name of a country."""
    watched.page.set_viewport_size({"width": 390, "height": 844})
    page = ready(watched.open(f"{MAP}?type-of-event=rocket-attack"))
    expect(page.locator(".m-names text").filter(has_text="Baghdad")).to_have_count(1)


@pytest.mark.full
def test_a_part_in_which_nothing_is_left_is_not_shown_larger(watched: Watched) -> None:
    """Neither the picture of it nor the frame on the map; both are there again when the filter is gone."""
    page = ready(watched.open(f"{MAP}?type-of-event=rocket-attack"))
    larger = page.locator(".ea-mapper figure").nth(1)
    frame = page.locator(".ea-map-atlas .m-box").first
    expect(larger).to_be_hidden()
    expect(frame).to_be_hidden()
    page.get_by_role("button", name="Clear all").click()
    expect(larger).to_be_visible()
    expect(frame).to_be_visible()
    assert larger.locator(".m-names text").count() > 1
