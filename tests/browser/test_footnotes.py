"""The page that checks footnotes, in a real browser: a text is pasted, and every statement in it is looked up."""

from __future__ import annotations

import csv
from pathlib import Path

from playwright.sync_api import expect

from tests.browsing import Watched


def rows(site: Path, name: str) -> list[dict[str, str]]:
    with (site / "data" / "v1" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_cited_statement_is_looked_up(watched: Watched, frozen_site: Path) -> None:
    """One that stands, one that is contested, one that is superseded, one that was mended, and one that never was."""
    statements = rows(frozen_site, "statements")
    sound = next(row for row in statements if row["contested"] == "false" and row["rank"] == "normal")
    contested = next(row for row in statements if row["contested"] == "true" and row["rank"] != "deprecated")
    superseded = next(row for row in statements if row["rank"] == "deprecated")
    moved = next(row for row in rows(frozen_site, "moved") if "#s-" in row["old"])
    keys = [
        sound["statement"],
        contested["statement"],
        superseded["statement"],
        moved["old"],
        f"{sound['entry']}#s-ffffffff",
    ]
    page = watched.open("footnotes.html")
    page.get_by_label("A text with addresses of statements").fill(
        " and ".join(f"x/{key.replace('#', '.html#')}" for key in keys)
    )
    page.get_by_role("button", name="Check").click()
    found = page.locator("[data-footnotes] tbody tr")
    expect(found).to_have_count(5)
    for at, words in enumerate(("unchanged", "accounts differ", "superseded", "edited since", "no such statement")):
        expect(found.nth(at)).to_contain_text(words)
    expect(page.locator("[data-footnotes]").get_by_role("status")).to_have_text("5 statements, 4 to look at again")
    found.nth(3).get_by_role("link").click()
    page.wait_for_url(f"**/{moved['now'].replace('#', '.html#')}")
    watched.check()


def test_a_text_without_addresses_says_so(watched: Watched) -> None:
    page = watched.open("footnotes.html")
    page.get_by_label("A text with addresses of statements").fill("Nothing is cited here.")
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_text("There is no address of a statement in this text.")).to_be_visible()


def test_the_statements_of_the_rows_shown_are_saved(watched: Watched) -> None:
    """From the same table, beneath its head."""
    page = watched.open("strikes/index.html?q=kalsu")
    expect(page.locator(".ea-count")).to_contain_text(" of ")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Statements").click()
    assert saved.value.suggested_filename == "strikes-statements.csv"
    held = list(csv.DictReader(Path(saved.value.path()).read_text("utf-8-sig").splitlines()))
    assert "2024-04-20-camp-kalsu-explosion" in {row["entry"] for row in held}
    assert len({row["entry"] for row in held}) < 20


def test_links_to_data_are_in_the_head_of_a_page(watched: Watched) -> None:
    """Where programs look for them."""
    page = watched.open("groups/kataib-hezbollah.html")
    links = page.locator('head link[rel~="alternate"]')
    expect(links).to_have_count(4)
    assert links.first.get_attribute("href") == "kataib-hezbollah.json"
    watched.check()
