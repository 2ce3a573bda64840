"""The page of relations in a real browser: picture and tables always show the same statements, with a mouse, with keys, and without scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from euphrates_atlas.render.overviews import network_pages
from euphrates_atlas.render.site_input import SiteInput
from euphrates_atlas.subject import subject
from tests.browsing import Watched, moved, serving, violations, watching
from tests.case_count import combinations, sample
from tests.index_sites import build_pages
from tests.stores import frozen_store

PAGE = "network/index.html"
FILTERS = ("?body=kataib-hezbollah", "?relation=part-of", "?by=washington-institute", "?on=2020-01-02&undated=no")


def rows(page: Page) -> Locator:
    return page.locator("tr[data-ends]:visible")


def pairs(shown: Locator) -> set[frozenset[str]]:
    """Return the ends of rows, or of lines, which lead to rows."""
    return {*every_pair(shown)}


def every_pair(shown: Locator) -> list[frozenset[str]]:
    """Return the ends of each row or line."""
    row = "document.getElementById(e.getAttribute('href').replace(/^.*\\/(.*)[.]html#/, '$1-').replace('#', '')"
    ends = f"e => e.dataset.ends ?? {row}).dataset.ends"
    return [frozenset(pair.split()) for pair in shown.evaluate_all(f"els => els.map({ends})")]


def lines(page: Page) -> Locator:
    return page.locator(".ea-net a.ea-net-tie:not(.ea-off)")


def ends_of_star(page: Page) -> set[str]:
    """Return the bodies whose boxes are drawn anew, each star with its own."""
    return set(page.locator(".ea-star a[data-body]:visible").evaluate_all("els => els.map(e => e.dataset.body)"))


def unfold(page: Page) -> None:
    """Open the picture of all relations."""
    page.locator("summary", has_text="The picture of all relations").click()


def choice(page: Page, name: str) -> Locator:
    return page.get_by_role("combobox", name=name)


def said(page: Page) -> Locator:
    return page.get_by_role("status").filter(has_text=re.compile(r"on \d+ pair"))


def opened(watched: Watched, query: str = "") -> Page:
    """Open the page with its tables, which a button brings where they have pages of their own."""
    page = watched.open(PAGE + query)
    button = page.get_by_role("button", name="More filters")
    if not query and button.count():
        button.click()
    expect(said(page)).to_be_visible()
    return page


@pytest.fixture(scope="module", params=sample([40, 10_000]))
def most(request: pytest.FixtureRequest) -> int:
    """Return how many relations have room on the first page: few, and in `make test-all` all."""
    return int(request.param)


@pytest.fixture(scope="module")
def with_room(most: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a site with as much room."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(network_pages, "MAX_ROWS", most)
        folder = build_pages(tmp_path_factory.mktemp("site") / "site", network_pages.pages(SiteInput(frozen_store())))
    with serving(folder) as address:
        yield address


def test_without_scripts_it_is_whole(browser: Browser, with_room: str, most: int) -> None:
    """Each line leads to a statement in the tables, or on its entry; nothing is there that would not work."""
    network = network_pages.network_of(frozen_store())
    with watching(browser, with_room, java_script_enabled=False) as watched:
        page = watched.open(PAGE)
        assert page.locator("select, input[type=date], button:visible").count() == 0
        assert rows(page).count() == (network.statements if most > 40 else 0)
        hrefs = lines(page).evaluate_all("els => els.map(e => e.getAttribute('href'))")
        assert len(hrefs) > 40
        for href in hrefs:
            id, _, anchor = href.rpartition("/")[2].partition(".html#")
            if anchor:
                assert anchor in {fact.anchor for fact in frozen_store()[id].facts}
            else:
                assert page.locator(f"[id='{href[1:]}']").count() == 1
        tables = page.locator(".ea-sums a") if most == 40 else page.locator("table[data-ties]")
        assert tables.count() >= len(network.sorts)


def test_few_and_many_relations_can_be_chosen_from(browser: Browser, with_room: str) -> None:
    """Where the tables have pages of their own, a button, a body or an address with a choice brings them."""
    with watching(browser, with_room) as watched:
        page = opened(watched)
        expect(said(page)).to_contain_text(f"All {network_pages.network_of(frozen_store()).statements} statements")
        choice(page, "Body or person").select_option("kataib-hezbollah")
        chosen = pairs(rows(page))
        assert chosen
        assert all("kataib-hezbollah" in pair for pair in chosen)
        assert pairs(lines(page)) == chosen
        opened(watched, "?body=kataib-hezbollah")
        assert pairs(rows(page)) == chosen
        watched.open(PAGE)
        unfold(page)
        page.locator(".ea-net a[data-body=kataib-hezbollah]").click()
        expect(said(page)).to_contain_text("Page of Kataib Hezbollah")
        assert pairs(rows(page)) == chosen


def test_many_relations_open_on_the_picture_of_one_body(browser: Browser, with_room: str, most: int) -> None:
    """Before anything is chosen, one of the entries to start with shows how such a picture looks; its boxes lead on."""
    with watching(browser, with_room) as watched:
        page = watched.open(PAGE)
        star = page.locator(".ea-star")
        expect(star).to_have_count(1 if most == 40 else 0)
        if most == 40:
            assert star.locator("h2 a").get_attribute("data-body") in subject().start
            expect(choice(page, "Body or person")).to_have_value(str(star.locator("h2 a").get_attribute("data-body")))
            assert page.locator("tr[data-ends]").count() == 0, "no table of another page is loaded"
            body = star.locator("li a[data-body]").first
            id = str(body.get_attribute("data-body"))
            body.click()
            expect(page).to_have_url(re.compile(rf"\?body={id}$"))
            expect(said(page)).to_be_visible()
            expect(star).to_have_count(1)
            expect(star.locator("h2 a")).to_have_attribute("data-body", id)


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_while_the_picture_is_drawn(browser: Browser, with_room: str, most: int, width: int) -> None:
    with watching(browser, with_room) as watched:
        assert moved(watched, PAGE, width) < 0.1
        expect(watched.page.locator(".ea-sums")).to_be_visible(visible=most == 40)


@pytest.mark.parametrize("query", sample(["", *FILTERS, "&".join(FILTERS[:2]).replace("&?", "&")], every=2))
def test_lines_and_rows_are_of_the_same_statements(watched: Watched, query: str) -> None:
    page = opened(watched, query)
    everything = page.locator("tr[data-ends]").count()
    number = rows(page).count()
    assert number == everything if not query else 0 < number < everything
    shown = pairs(rows(page))
    assert pairs(lines(page)) == shown
    assert lines(page).count() == len(shown)
    expect(said(page)).to_contain_text(f"{number} of {everything} statements" if query else f"All {number} statements")
    expect(said(page)).to_contain_text(f"on {len(shown)} pair")


def test_each_filter_leaves_what_it_names(watched: Watched) -> None:
    page = opened(watched)
    choice(page, "Body or person").select_option("kataib-hezbollah")
    assert all("kataib-hezbollah" in pair for pair in pairs(rows(page)))
    choice(page, "By whom").select_option("washington-institute")
    expect(page).to_have_url(re.compile(r"\?body=kataib-hezbollah&by=washington-institute$"))
    assert all("Washington Institute" in text for text in rows(page).all_text_contents())
    page.get_by_role("button", name="Show all relations").click()
    expect(page).to_have_url(watched.root + PAGE)
    choice(page, "Relation").select_option("facade-of")
    assert page.locator("h2:visible").all_inner_texts()[-1].startswith("Façade of")


def test_each_choice_is_a_step_back(watched: Watched) -> None:
    """From the body with which the page opens on."""
    page = watched.open(PAGE)
    choice(page, "Body or person").select_option("kataib-hezbollah")
    expect(said(page)).to_be_visible()
    choice(page, "Relation").select_option("part-of")
    page.locator(".ea-star li a[data-body=popular-mobilization-forces]").first.click()
    expect(page).to_have_url(re.compile(r"\?body=popular-mobilization-forces&relation=part-of$"))
    page.go_back()
    page.go_back()
    expect(page).to_have_url(re.compile(r"\?body=kataib-hezbollah$"))
    expect(choice(page, "Relation")).to_have_value("")
    assert all("kataib-hezbollah" in pair for pair in pairs(rows(page)))
    page.go_back()
    expect(choice(page, "Body or person")).to_have_value("")
    expect(said(page)).to_contain_text("All")
    page.go_forward()
    expect(choice(page, "Body or person")).to_have_value("kataib-hezbollah")


def test_a_body_is_looked_at_first_and_opened_next(watched: Watched) -> None:
    page = watched.open(PAGE)
    unfold(page)
    body = page.locator("a[data-body=kataib-hezbollah]:visible")
    body.click()
    expect(page).to_have_url(re.compile(r"\?body=kataib-hezbollah$"))
    expect(said(page).get_by_role("link", name="Page of Kataib Hezbollah")).to_be_visible()
    assert ends_of_star(page) == frozenset().union(*pairs(rows(page)))
    body.click()
    assert page.url.endswith("groups/kataib-hezbollah.html")


@pytest.mark.parametrize("width", [360, 1280])
def test_a_body_is_chosen_at_the_top_and_stands_there_with_all_that_it_is_tied_to(
    browser: Browser, below: str, width: int
) -> None:
    """The choice is on the first screen; the star takes the place of the picture, and a button brings that back."""
    with watching(browser, below, viewport={"width": width, "height": 740}) as watched:
        page = watched.open(PAGE)
        expect(choice(page, "Body or person")).to_be_in_viewport(ratio=1)
        choice(page, "Body or person").select_option("kataib-hezbollah")
        star = page.locator(".ea-star")
        expect(star.locator("a[data-body=kataib-hezbollah]")).to_be_in_viewport(ratio=1)
        expect(star.locator("li").first).to_be_in_viewport()
        expect(choice(page, "Body or person")).to_be_in_viewport(ratio=1)
        expect(page.locator("figure.ea-net-fig")).to_be_hidden()
        assert ends_of_star(page) == frozenset().union(*pairs(rows(page)))
        assert star.locator("p").count() == rows(page).count()
        star.get_by_role("link", name="Popular Mobilization Forces").click()
        expect(page).to_have_url(re.compile(r"\?body=popular-mobilization-forces$"))
        expect(star.locator("h2 a")).to_be_focused()
        page.get_by_role("button", name="Show all relations").click()
        expect(star).to_have_count(0)
        if width == 360:  # no name could be read; the lists say the same
            expect(page.locator("summary", has_text="The picture of all relations")).to_be_hidden()
        else:
            unfold(page)
            expect(page.locator("figure.ea-net-fig")).to_be_visible()


@pytest.mark.full
def test_what_counts_all_relations_is_away_while_something_is_chosen(watched: Watched) -> None:
    """Between a choice and its tables stand no numbers of all; where the picture shows the choice, it is open."""
    page = opened(watched, "?body=kataib-hezbollah")
    sums = page.locator(".ea-sums")
    expect(sums).to_be_hidden()
    expect(page.locator("#picture, summary:has-text('The picture')").first).to_be_hidden()
    opened(watched, "?relation=roles")
    expect(sums).to_be_hidden()
    expect(page.locator("figure.ea-net-fig")).to_be_visible()
    page.get_by_role("button", name="Show all relations").click()
    expect(sums).to_be_visible()


@pytest.mark.parametrize("media", ["screen", "print"])
def test_both_sides_of_a_body_hang_on_one_line(watched: Watched, media: Literal["screen", "print"]) -> None:
    """Below its box nothing stays blank between them."""
    page = opened(watched, "?body=kataib-hezbollah")
    page.emulate_media(media=media)
    left, right = (side.bounding_box() for side in page.locator(".ea-star > div").all())
    assert left is not None
    assert right is not None
    assert abs(left["x"] + left["width"] - right["x"]) < 3
    assert left["y"] == right["y"]


@pytest.mark.full
def test_few_ties_are_drawn_anew_each_below_the_body_to_which_it_leads(watched: Watched) -> None:
    page = opened(watched, "?relation=facade-of")
    assert ends_of_star(page) == frozenset().union(*pairs(rows(page)))
    expect(page.get_by_role("heading", name="Façade of Kataib Hezbollah").locator("+ ul")).to_contain_text(
        "according to"
    )


def test_a_line_of_a_star_is_as_its_own_statements_stand(watched: Watched) -> None:
    """Not as another relation of the same two: dots for what is superseded, dashes where accounts differ, else solid."""
    page = opened(watched, "?body=saraya-awliya-al-dam")
    drawn = "e => [e.innerText, getComputedStyle(e, '::before').borderTopStyle]"
    found = dict(page.locator(".ea-star li").evaluate_all(f"els => els.map({drawn})"))
    styles = {"superseded": "dotted", "accounts differ": "dashed"}
    for text, style in found.items():
        assert style == next((own for words, own in styles.items() if words in text), "solid"), text
    assert {*found.values()} == {"dotted", "dashed", "solid"}


@pytest.mark.parametrize("media", ["screen", "print"])
def test_sorts_of_lines_differ_without_colour(watched: Watched, media: Literal["screen", "print"]) -> None:
    """In thickness, in the picture as in its legend; dashes say that accounts differ."""
    page = watched.open(PAGE)
    unfold(page)
    page.emulate_media(media=media)
    drawn = "els => els.map(e => parseFloat(getComputedStyle(e).strokeWidth))"
    shown = "els => els.slice(0, 3).map(e => parseFloat(getComputedStyle(e, '::before').borderTopWidth))"
    sorts = [page.locator(f".ea-net .ea-net-{sort} path:last-child") for sort in ("above", "earlier", "other")]
    assert len({width for sort in sorts for width in sort.evaluate_all(drawn)}) == 3
    assert len({*page.locator(".ea-net-key > span").evaluate_all(shown)}) == 3


def test_keys_open_the_statements_of_a_line(watched: Watched) -> None:
    """The box takes the focus, names each statement, and gives the focus back."""
    page = opened(watched)
    unfold(page)
    line = lines(page).filter(has_text="Saraya Awliya al-Dam: façade of Kataib Sayyid al-Shuhada")
    ends = pairs(line)
    line.focus()
    page.keyboard.press("Enter")
    box = page.get_by_role("dialog", name="Statements")
    expect(box).to_be_focused()
    assert box.locator("p").count() == len([pair for pair in every_pair(rows(page)) if {pair} == ends]) > 1
    expect(box).to_contain_text("façade of Kataib Sayyid al-Shuhada")
    expect(box).to_contain_text("says Washington Institute")
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    expect(line).to_be_focused()


def test_a_day_goes_from_page_to_page(watched: Watched) -> None:
    page = watched.open("as-of/index.html?on=2024-02-01")
    assert (page.get_by_role("link", name="Map on this day", exact=True).get_attribute("href") or "").endswith(
        "?on=2024-02-01"
    )
    page.get_by_role("link", name="Relations on this day", exact=True).click()
    expect(said(page)).to_be_visible()
    expect(page.get_by_label("On the day")).to_have_value("2024-02-01")
    with_undated = rows(page).count()
    page.get_by_label("include undated").uncheck()
    assert 0 < rows(page).count() < with_undated
    assert rows(page).count() == page.locator("tr[data-span]:visible").count()
    page.get_by_role("button", name="Show all relations").click()
    expect(page.get_by_label("include undated")).to_be_checked()
    watched.open(f"{PAGE}?on=2024-02-01")
    page.get_by_role("link", name="By date on this day", exact=True).click()
    expect(page).to_have_url(re.compile("/as-of/2024"))
    expect(page.get_by_label("On the day")).to_have_value("2024-02-01")


def test_an_address_that_makes_no_sense_shows_all(watched: Watched) -> None:
    page = opened(watched)
    words = said(page).inner_text()
    watched.open(f"{PAGE}?body=%3Cscript%3E&relation=x&by=&on=2020-13-77&undated=maybe")
    expect(said(page)).to_have_text(words)


CASES = sample(combinations((360, 1280), ("light", "dark"), ("", FILTERS[0])))


@pytest.mark.parametrize(("width", "scheme", "query"), CASES)
def test_nothing_hinders_readers(browser: Browser, below: str, width: int, scheme: str, query: str) -> None:
    """Axe finds nothing, nothing is wider than the screen, and names are large enough to read."""
    size = {"width": width, "height": 800}
    with watching(browser, below, color_scheme=scheme, viewport=size, bypass_csp=True) as watched:
        page = opened(watched, query)
        if not query and width > 800:
            unfold(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        sizes = page.locator(".ea-net text:visible, .ea-star-box:visible").evaluate_all(
            "els => els.map(e => parseFloat(getComputedStyle(e).fontSize) * (e.getScreenCTM?.().a ?? 1))"
        )
        assert min(sizes, default=13) >= 12.95
        if width < 800:
            assert page.locator(".ea-net text:visible").count() == 0, "there is no room for the picture of all"
        assert violations(page) == []
