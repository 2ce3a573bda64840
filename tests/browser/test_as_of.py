"""The page by date in a real browser: a day leaves what can be said of it, the address keeps it, nothing is needed to read."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from euphrates_atlas.render.overviews import as_of_pages
from euphrates_atlas.render.site_input import SiteInput
from tests.browsing import Watched, serving, violations, watching
from tests.case_count import FULL, combinations, sample
from tests.index_sites import build_pages
from tests.stores import frozen_store

INDEX, YEAR = "as-of/index.html", "as-of/2020.html"
ROW = "table[data-as-of] tr[data-span]"


@pytest.fixture(scope="module")
def with_room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a site in which all statements stand on the first page."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(as_of_pages, "MAX_ROWS", 10_000)
        folder = build_pages(tmp_path_factory.mktemp("site") / "whole", as_of_pages.pages(SiteInput(frozen_store())))
    with serving(folder) as address:
        yield address


PLACES = {"at_root": YEAR, "with_room": INDEX} if FULL else {"at_root": YEAR}
"""The page that asks for a day in a large atlas, and in `make test-all` in a small one too."""


@pytest.fixture(params=PLACES)
def asked(request: pytest.FixtureRequest, browser: Browser) -> Iterator[tuple[Watched, str]]:
    """Return a browser and the page that asks for a day."""
    address, path = request.getfixturevalue(request.param), PLACES[request.param]
    with watching(browser, address) as watched:
        yield watched, path


def shown(page: Page) -> int:
    return page.locator(f"{ROW}:visible").count()


def test_a_day_leaves_what_can_be_said_of_it(asked: tuple[Watched, str]) -> None:
    """Held, perhaps, of an unknown start or last reported before; bodies of which nothing is left go with their rows; the address says the day."""
    watched, path = asked
    page = watched.open(path)
    rows = page.locator(ROW).count()
    assert shown(page) == rows > 15
    page.get_by_label("On the day").fill("2020-01-02")
    expect(page).to_have_url(watched.root + path + "?on=2020-01-02")
    left = shown(page)
    assert 0 < left < rows
    expect(page.get_by_role("status").filter(has_text="On 2 January 2020:")).to_contain_text(
        f"{rows - left:,} of {rows:,}"
    )
    marks = page.locator(f"{ROW}:visible .ea-asof-mark")
    assert marks.count() == left
    texts = marks.all_text_contents()
    assert all(re.search("about then|newest source|said", text) for text in texts if text.startswith("uncertain"))
    assert {re.sub(r"(,| \d).*", "", text) for text in texts} == {
        "held",
        "uncertain",
        "start not known",
        "last reported",
    }
    assert page.locator("table[data-as-of] tbody:visible").count() < page.locator("table[data-as-of] tbody").count()
    page.get_by_label("include older evidence").uncheck()
    expect(page).to_have_url(watched.root + path + "?on=2020-01-02&older=no")
    assert shown(page) < left
    page.get_by_role("button", name="Clear the day").click()
    assert shown(page) == rows


def test_an_address_with_a_day_opens_on_it(asked: tuple[Watched, str]) -> None:
    """A day that is none is passed over."""
    watched, path = asked
    page = watched.open(path + "?on=2020-01-02")
    expect(page.get_by_label("On the day")).to_have_value("2020-01-02")
    assert shown(page) < page.locator(ROW).count()
    page = watched.open(path + "?on=2020-13-77")
    expect(page.get_by_label("On the day")).to_have_value("2020-12-31" if path == YEAR else "")
    assert shown(page) == page.locator(ROW).count()


def test_the_title_says_the_day_that_is_shown(watched: Watched) -> None:
    """A year is shown on its last day until another is chosen; a day without statements says so."""
    page = watched.open(YEAR)
    day, heading = page.get_by_label("On the day"), page.get_by_role("heading", level=1)
    status = page.get_by_role("status").filter(has_text="statements")
    expect(day).to_have_value("2020-12-31")
    expect(heading).to_contain_text("On 31 December 2020")
    expect(status).to_contain_text("each with what can be said of 31 December 2020")
    day.fill("2020-01-03")
    expect(heading).to_contain_text("On 3 January 2020")
    expect(page).to_have_title(re.compile("^On 3 January 2020"))
    page.get_by_role("button", name="Clear the day").click()
    expect(day).to_have_value("2020-12-31")
    expect(page).to_have_title(re.compile("^On 31 December 2020"))
    page = watched.open("as-of/index.html?on=1700-05-06")
    expect(page.get_by_label("On the day")).to_have_value("1700-05-06")
    expect(page.get_by_role("status").filter(has_text="No statement is dated to 6 May 1700")).to_be_visible()


def test_a_day_of_no_calendar_is_named_as_such(watched: Watched) -> None:
    for path in (YEAR, INDEX):
        page = watched.open(path)
        page.get_by_label("On the day").focus()
        page.keyboard.type("02302020")
        page.get_by_label("On the day").blur()
        expect(page.get_by_role("status").filter(has_text="There is no such day.")).to_be_visible()


def test_the_slider_moves_the_day(asked: tuple[Watched, str]) -> None:
    watched, path = asked
    page = watched.open(path + "?on=2020-01-02")
    slider = page.get_by_role("slider")
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_label("On the day")).not_to_have_value("2020-01-02")
    assert "?on=2020-0" in page.url


def test_the_first_page_leads_to_the_year_of_a_day(watched: Watched) -> None:
    """By hand or by an address; the way back is not barred."""
    page = watched.open("index.html")
    watched.open(INDEX + "?on=2021-05-06")
    expect(page).to_have_url(watched.root + "as-of/2021.html?on=2021-05-06")
    expect(page.get_by_label("On the day")).to_have_value("2021-05-06")
    page.go_back()
    expect(page).to_have_url(watched.root + "index.html")
    watched.open(INDEX)
    page.get_by_label("On the day").fill("2020-01-02")
    page.get_by_label("On the day").blur()
    expect(page).to_have_url(watched.root + YEAR + "?on=2020-01-02")


def test_an_entry_that_is_chosen_is_a_step_back(watched: Watched) -> None:
    """The days that the slider passes are none."""
    page = watched.open(YEAR)
    page.get_by_label("Entry").select_option(index=1)
    expect(page).to_have_url(re.compile(r"\?body=[a-z0-9-]+$"))
    page.get_by_role("slider").press("ArrowLeft")
    expect(page).to_have_url(re.compile(r"on="))
    page.go_back()
    expect(page).to_have_url(watched.root + YEAR)
    expect(page.get_by_label("Entry")).to_have_value("")


def test_a_day_of_another_year_is_a_step_of_the_history(watched: Watched) -> None:
    """Back leads to the page on which it was chosen."""
    page = watched.open(YEAR)
    page.get_by_label("On the day").fill("2021-05-06")
    page.get_by_label("On the day").blur()
    expect(page).to_have_url(watched.root + "as-of/2021.html?on=2021-05-06")
    page.go_back()
    expect(page).to_have_url(watched.root + YEAR)


@pytest.mark.parametrize("place", PLACES)
def test_without_scripts_everything_is_there(browser: Browser, place: str, request: pytest.FixtureRequest) -> None:
    with watching(browser, request.getfixturevalue(place), java_script_enabled=False) as watched:
        page = watched.open(INDEX)
        assert shown(page) == page.locator(ROW).count()
        assert (shown(page) > 100) == (place == "with_room")
        page.get_by_role("link", name="2021").first.click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("On 31 December 2021")


PAGES = (YEAR + "?on=2020-01-02", "as-of/2021.html", "network/index.html", "groups/kataib-hezbollah.html")


@pytest.mark.parametrize(
    ("path", "width", "scheme"), sample(combinations(PAGES, (1280, 320), ("light", "dark")), every=3)
)
def test_axe_finds_nothing(browser: Browser, at_root: str, path: str, width: int, scheme: str) -> None:
    """Nor does the page scroll sideways; the links of a drawing are links for everybody."""
    with watching(
        browser, at_root, color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True
    ) as watched:
        page = watched.open(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert violations(page) == []
