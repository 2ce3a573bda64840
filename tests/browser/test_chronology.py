"""The chronology in a real browser: choices over all years, months, chains, and without scripts."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browsing import DRESSES, Watched, violations, wait_until, watching
from tests.case_count import sample

CHRONOLOGY = "chronology/index.html"


def lines(page: Page) -> Locator:
    return page.locator("table[data-index] tr[data-f]:visible")


def counted(page: Page) -> tuple[int, int]:
    """Return how many lines there are, as it says, and of how many."""
    shown, every = page.locator(".ea-count").inner_text().replace(",", "").split()[0:3:2]
    return int(shown), int(every)


def bars(page: Page) -> dict[str, list[str]]:
    """Return the number of each year, as it is drawn, as it is said, and where the bar leads."""
    links = page.get_by_role("navigation", name="Years").get_by_role("link")
    read = "links => links.map(a => [a.lastChild.data, a.querySelector('text')?.textContent ?? '0', a.nextElementSibling.textContent, a.href])"
    return {year.strip(): rest for year, *rest in links.evaluate_all(read)}


def head(page: Page) -> list[str]:
    return page.locator(".ea-kind > span").all_inner_texts()


def first_year(date: str) -> str:
    """Return the year in which a date begins, which has its bar: 1970 of the decade 197X."""
    return re.findall(r"\d[\dX]{3}", date)[0].replace("X", "0")


def saved(page: Page, folder: Path) -> list[dict[str, str]]:
    """Return the lines of the file that the page offers."""
    with page.expect_download() as given:
        page.get_by_role("button", name="Download CSV").click()
    given.value.save_as(folder / "lines.csv")
    return list(csv.DictReader((folder / "lines.csv").read_text(encoding="utf-8-sig").splitlines()))


def test_a_year_leads_to_its_months_and_a_month_to_its_lines(browser: Browser, at_root: str) -> None:
    """Links alone do, so that it works without scripts too."""
    with watching(browser, at_root, java_script_enabled=False) as watched:
        page = watched.open(CHRONOLOGY)
        assert page.locator(".ea-fac:visible, input:visible").count() == 0
        page.get_by_role("navigation", name="Years").get_by_role("link", name="2024").click()
        page.get_by_role("navigation", name="Months of 2024").get_by_role("link", name="Feb").click()
        expect(page).to_have_url(re.compile(r"2024\.html#m2024-02$"))
        expect(page.locator("#m2024-02")).to_be_in_viewport()
        assert lines(page).count() > 12


@pytest.mark.parametrize("width", [390, 1280])
def test_years_that_are_scrolled_away_fade(browser: Browser, below: str, width: int) -> None:
    """At both ends, and there only: the first and the last year stand clear of it."""
    with watching(browser, below, viewport={"width": width, "height": 800}) as watched:
        page = watched.open(CHRONOLOGY)
        years = page.get_by_role("navigation", name="Years").get_by_role("list")
        strip = years.bounding_box()
        assert strip is not None
        assert "gradient" in years.evaluate("strip => getComputedStyle(strip).maskImage")
        newest, oldest = years.get_by_role("link").first, years.get_by_role("link").last
        if strip["x"] > (first := newest.bounding_box() or strip)["x"]:
            newest, oldest = oldest, newest
        assert first["x"] + first["width"] <= strip["x"] + strip["width"] - 24
        oldest.scroll_into_view_if_needed()
        years.evaluate("strip => strip.scrollLeft = -strip.scrollWidth")
        assert (oldest.bounding_box() or strip)["x"] >= strip["x"] + 24


def test_the_month_stays_in_sight_and_colours_are_explained(watched: Watched) -> None:
    page = watched.open("chronology/2024.html")
    expect(page.locator(".ea-density-key")).to_contain_text("Events")
    page.mouse.wheel(0, 2500)
    wait_until(page, "scrollY > 2000")
    expect(page.locator("tr.ea-month > th").first).to_be_in_viewport()


def test_choices_look_through_all_years(watched: Watched) -> None:
    """As many lines are left as the choice says, newest first, long lists on demand, and the address leads back here."""
    page = watched.open(CHRONOLOGY)
    expect(page.locator(".ea-count")).to_contain_text("dated items")
    before = lines(page).all_inner_texts()
    box = page.locator("[data-key=kind] li[data-v=event]")
    number = int(box.locator(".ea-so").inner_text().replace(",", ""))
    box.get_by_role("checkbox").check()
    expect(page.locator(".ea-count")).to_contain_text(f"{number:,} of ")
    expect(lines(page)).to_have_count(min(number, 500))
    if number > 500:
        page.get_by_role("button", name=f"Show all {number:,} dated items").click()
        expect(lines(page)).to_have_count(number)
    days = lines(page).evaluate_all("rows => rows.map(row => row.cells[0].dataset.s.match(/\\d{4}/)[0])")
    assert days == sorted(days, reverse=True)
    assert days[0] > days[-1]
    expect(page).to_have_url(re.compile(r"\?kind=event$"))
    page.get_by_role("button", name="Clear all").click()
    expect(lines(page)).to_have_count(len(before))
    assert lines(page).all_inner_texts() == before
    assert page.locator("tr.ea-month:visible").count() > 2


def test_the_first_view_has_the_newest_lines_and_its_file_has_all(watched: Watched, tmp_path: Path) -> None:
    """It says how many it shows of how many; an order takes in all years, a narrowed file has what is left."""
    page = watched.open(CHRONOLOGY)
    shown, every = counted(page)
    assert shown == lines(page).count() < every
    expect(page.locator(".ea-count")).to_contain_text("newest first")
    firsts = [row["date"] for row in saved(page, tmp_path)]
    assert len(firsts) == every
    days = lines(page).evaluate_all("rows => rows.map(row => row.cells[0].dataset.s)")
    assert days[:12] == firsts[:12]
    assert days[0][:4] > "2024" > firsts[-1][:4]
    page.get_by_role("button", name="Date", exact=True).click()
    expect(page.locator(".ea-count")).to_have_text(re.compile(f"^{every:,} dated items"))
    expect(lines(page).first.locator("td").first).to_have_attribute("data-s", firsts[-1])
    page.get_by_role("button", name="Clear all").click()
    page.locator("[data-key=kind] li[data-v=leader] input").check()
    expect(page.locator(".ea-count")).not_to_contain_text("newest")
    left, of = counted(page)
    assert (len(saved(page, tmp_path)), of) == (left, every)


@pytest.mark.parametrize("query", sample(["?body=kataib-hezbollah&accounts=differ", "?kind=event", "?q=erbil"]))
def test_bars_and_head_are_those_of_the_rows(watched: Watched, query: str, tmp_path: Path) -> None:
    """In every year as many as the file of the rows has; without a choice they are as built again."""
    page = watched.open(CHRONOLOGY)
    expect(page.locator(".ea-count")).to_contain_text("dated items")
    usual = bars(page), head(page)
    page.goto(page.url + query)
    expect(page.locator(".ea-kind>span").first).to_contain_text(" of ")  # when all rows are there
    years = Counter(first_year(row["date"]) for row in saved(page, tmp_path))
    drawn = bars(page)
    assert {year: int(said) for year, (_, said, _) in drawn.items() if said != "0"} == years
    assert all(shown == said for shown, said, _ in drawn.values())
    heights = page.locator(".ea-density:not(.ea-months) .ea-year").evaluate_all(
        "all => all.map(one => [...one.querySelectorAll('rect')].reduce((sum, rect) => sum + Number(rect.getAttribute('height')), 0))"
    )
    most = max(years.values())
    assert heights == pytest.approx([100 * years[year] / most for year in drawn])
    first, last = min(years), max(years)
    assert head(page) == [f"{years.total():,} of {usual[1][0]}", f"{first} to {last}" if first != last else first]
    page.get_by_role("button", name="Clear all").click()
    assert (bars(page), head(page)) == usual


def test_pictures_scroll_in_one_direction(watched: Watched) -> None:
    """A bar of scrolling beside the years, where they need none, would look like more to read."""
    page = watched.open(CHRONOLOGY)
    scrolling = page.locator(".ea-density>ul").evaluate_all(
        "all => all.map(one => one.scrollHeight > one.clientHeight && getComputedStyle(one).overflowY !== 'hidden')"
    )
    assert scrolling
    assert not any(scrolling)


def test_the_statements_of_its_lines_are_saved(watched: Watched) -> None:
    """Of the table of all statements those that are lines here."""
    page = watched.open(f"{CHRONOLOGY}?q=kalsu")
    expect(page.locator(".ea-count")).to_contain_text(" of ")
    shown, _ = counted(page)
    with page.expect_download() as given:
        page.get_by_role("button", name="Statements").click()
    held = list(csv.DictReader(Path(given.value.path()).read_text("utf-8-sig").splitlines()))
    assert 0 < len(held) <= shown
    addresses = lines(page).locator("th a, td a").evaluate_all("links => links.map(({ href }) => href)")
    assert {row["statement"].replace("#", ".html#") for row in held} <= {
        address.rpartition("/")[2] for address in addresses
    }


def test_a_bar_keeps_what_is_chosen(watched: Watched) -> None:
    """It chooses its year, with as many rows as it says; other bars stay as high, and the same bar takes all years again."""
    page = watched.open(f"{CHRONOLOGY}?kind=event")
    expect(page.locator(".ea-kind>span").first).to_contain_text(" of ")
    before = bars(page)
    link = page.get_by_role("navigation", name="Years").get_by_role("link", name="2021")
    assert before["2021"][2].endswith("index.html?kind=event&year=2021")
    link.press("Enter")
    expect(page).to_have_url(re.compile(r"index\.html\?kind=event&year=2021$"))
    expect(lines(page)).to_have_count(int(before["2021"][1]))
    expect(link).to_be_focused()
    expect(link).to_have_attribute("aria-current", "true")
    assert [numbers[:2] for numbers in bars(page).values()] == [numbers[:2] for numbers in before.values()]
    assert head(page)[1] == "2021"
    page.get_by_role("navigation", name="Years").get_by_role("link", name="2022").click()
    expect(page).to_have_url(re.compile(r"kind=event&year=2022$"))
    page.reload()
    link_of_2022 = page.get_by_role("navigation", name="Years").get_by_role("link", name="2022")
    expect(link_of_2022).to_have_attribute("aria-current", "true")
    expect(lines(page)).to_have_count(int(before["2022"][1]))
    link_of_2022.click()
    expect(page).to_have_url(re.compile(r"\?kind=event$"))
    page.get_by_role("button", name="Clear all").click()
    link.click()
    expect(page).to_have_url(re.compile(r"/2021\.html$"))


def test_months_bear_their_year(watched: Watched) -> None:
    months = watched.open(CHRONOLOGY).locator(".ea-months")
    expect(months.locator("p")).to_have_text(re.compile(r"^Months of \d{4}$"))


def test_without_scripts_it_says_what_it_shows(browser: Browser, at_root: str) -> None:
    with watching(browser, at_root, java_script_enabled=False) as watched:
        page = watched.open(CHRONOLOGY)
        said = page.locator(".ea-latest").inner_text()
        assert re.match(rf"The latest {lines(page).count()} of [\d,]+ items, newest first\.", said)
        months = page.locator("tr.ea-month").evaluate_all("rows => rows.map(row => row.id)")
        assert months == sorted(months, reverse=True)
        assert months


def test_the_keyboard_chooses_a_body_and_what_differs(watched: Watched) -> None:
    page = watched.open(CHRONOLOGY)
    box = page.locator("[data-key=body] input").first
    box.focus()
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile(r"\?body=[a-z-]+$"))
    expect(page.locator(".ea-count")).to_contain_text(" of ")
    number = int(page.locator("[data-key=accounts] .ea-so").inner_text().replace(",", ""))
    page.get_by_label("Accounts differ").check()
    expect(lines(page)).to_have_count(number)


def test_an_answer_leads_to_what_it_answers(watched: Watched) -> None:
    page = watched.open(f"{CHRONOLOGY}?kind=event&year=2021")
    tie = page.locator("tr[data-f] .ea-sub", has_text=re.compile("^(answered by|retaliation for|claimed as)")).first
    tie.get_by_role("link").click()
    expect(page).to_have_url(re.compile(r"/strikes/"))


@pytest.mark.parametrize(("scheme", "width"), sample(DRESSES))
def test_nothing_hinders_readers(browser: Browser, below: str, scheme: str, width: int) -> None:
    with watching(
        browser, below, color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True
    ) as watched:
        for path in (CHRONOLOGY, "chronology/2024.html"):
            page = watched.open(path)
            page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert violations(page) == []
