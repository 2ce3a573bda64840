"""Citing in a real browser: the sign beside a fact offers a citation in the generator's own words, and forms copy whole."""

from __future__ import annotations

import json
import re
from urllib.parse import parse_qs, urlsplit

import bibtexparser
import pytest
from playwright.sync_api import Browser, Page, expect

from euphrates_atlas.subject import site_address
from tests.browsing import Watched, wait_until, watching
from tests.case_count import combinations, sample
from tests.stores import frozen_store

PAGES = (
    "strikes/2024-04-20-camp-kalsu-explosion.html",
    "groups/saraya-awliya-al-dam.html",
    "leaders/muslim-shahdan.html",
    "bases/camp-kalsu.html",
)
TOWER_22 = "strikes/2024-01-28-tower-22-drone-attack.html"


@pytest.fixture
def citing(looked_at: Watched) -> Watched:
    """Return the page that the tests share, which may use the clipboard."""
    looked_at.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    return looked_at


def copied(page: Page) -> str:
    text = page.evaluate("navigator.clipboard.readText()")
    assert isinstance(text, str)
    return text


def follow(page: Page, id: str) -> str:
    """Follow the sign of a statement in its table or chain, also in a fold, and return what that copied."""
    page.evaluate("navigator.clipboard.writeText('')")
    page.evaluate("id => document.getElementById(id).closest('details:not([open])')?.setAttribute('open', '')", id)
    page.locator(f"#{id} a.ea-fa[href='#{id}']").first.click()
    page.get_by_role("button", name="Copy Text").click()
    wait_until(page, "navigator.clipboard.readText().then((text) => text !== '')")
    text = copied(page)
    page.keyboard.press("Escape")  # the menu of forms may lie over the next fact
    return text


@pytest.mark.parametrize("path", PAGES)
def test_every_fact_is_cited(citing: Watched, path: str) -> None:
    """With speaker, value, works and address, whether it stands in a table, a chain or a toll.

    Of every tenth fact, in `make test-all` of all.
    """
    page = citing.show(path)
    entry = frozen_store()[path.partition("/")[2].removesuffix(".html")]
    for fact in sample(entry.facts):
        text = follow(page, fact.anchor)
        assert text.endswith(f"statement {fact.id}, {site_address()}{path}#{fact.anchor}"), text
        assert re.match(r"\S.*: \S.*, as given in \S", text), text
        assert f" In “{entry.label}”, Euphrates Atlas, reviewed " in text, text


def test_a_toll_is_cited_with_its_number(citing: Watched) -> None:
    page = citing.show(PAGES[0])
    anchor = page.locator(".ea-toll tr[id^=s-]").first.get_attribute("id")
    said = "Security Media Cell, 20 Apr 2024: killed: 1 fighter of a group [“one PMF member”], as given in "
    assert follow(page, str(anchor)).startswith(said)


@pytest.mark.parametrize(
    ("path", "id", "words"),
    [
        (PAGES[1], "s-3c742ad4", r"\[In the event: Rocket attack on Erbil, 15 February 2021; .*; superseded.*; inferred by an editor\], as given in"),
        (PAGES[1], "s-7745e2ab", r"; inferred by an editor: date\], as given in"),
        (PAGES[2], "s-c710bd5c", r", until 29 November 2020( \[.*\])?, as given in"),
        ("bases/masyaf-research-centre.html", "s-6cd15129", r"denied by Syrian Observatory for Human Rights\],"),
        (TOWER_22, "s-6881b16b", r"wounded: at least 41 United States forces \[.*What it counts: of the National Guard; .*\], as given in"),
        (TOWER_22, "s-7efc49a0", r"^Department of Justice \(United States\), 16 Dec 2024: weapons: Drone \[.*Shahed.*\], as given in"),
        (TOWER_22, "s-b72aa08b", r"^US officials: attributed: Iranian-backed militias \[As one of several groups\], as given in .*, ¶ 3\. In"),
        (TOWER_22, "s-e564aec7", r"^Iran: denied, as given in"),
        ("strikes/2020-07-11-diwaniyah-convoy-attack.html", "s-9332af62", r"\[.*accounts differ; not known to office of the Pentagon"),
    ],
)  # fmt: skip
def test_a_fact_is_cited_with_what_limits_it(citing: Watched, path: str, id: str, words: str) -> None:
    """All that stands beneath it, that it is superseded or that accounts differ, who rejects it, and what is inferred.

    The part of a text in which it stands too; no name twice, no words of the screen.
    """
    page = citing.show(path)
    assert re.search(words, follow(page, id))


def test_a_fact_is_cited_in_every_form(citing: Watched) -> None:
    """As the page is, with the words, the id and the address of the fact."""
    page = citing.show(PAGES[0])
    anchor = page.locator("tr[id^=s-] a.ea-fa[href^='#s-']").first.get_attribute("href")
    address, entry = f"{site_address()}{PAGES[0]}", "Explosion at Camp Kalsu, 20 April 2024"
    assert anchor
    fact, of_page = forms(page, f"tr a.ea-fa[href='{anchor}']"), forms(page, ".ea-acts a[href='#cite']")
    said = fact["Text"].partition(" In “")[0].removesuffix(".")
    note = f"Statement {anchor.removeprefix('#s-')}: {said}. Date of the last review"
    read = page.evaluate("new Date().toLocaleDateString('en-US', {day: 'numeric', month: 'long', year: 'numeric'})")
    apa = f"(2026, November 20). In Euphrates Atlas. Retrieved {read}, from {address}"
    chicago = f"In Euphrates Atlas. Last reviewed November 20, 2026. Accessed {read}. {address}"
    assert fact["APA"] == f"{entry} [{said}]. {apa}{anchor}"
    assert of_page["APA"] == f"{entry}. {apa}"
    assert of_page["Chicago"] == f"“{entry}.” {chicago}."
    assert re.fullmatch(
        rf"“{entry}\.” Euphrates Atlas, 20 Nov\. 2026, {address}\. Accessed \d+ \w+\.? {read[-4:]}\.",
        of_page["MLA"],
    )
    assert f"“{entry},” statement {anchor.removeprefix('#s-')}: {said}. Euphrates Atlas, " in fact["MLA"]
    assert fact["Chicago"] == f"“{entry},” statement {anchor.removeprefix('#s-')}: {said}. {chicago}{anchor}."
    assert f"UR  - {address}{anchor}\nN1  - {note}\n" in fact["RIS"]
    (item,), (own) = json.loads(fact["CSL-JSON"]), bibtexparser.loads(fact["BibTeX"]).entries_dict
    assert (item["URL"], item["note"]) == (address + anchor, note)
    assert own[item["id"]]["url"] == address + anchor
    assert json.loads(of_page["CSL-JSON"])[0] | {"id": item["id"], "URL": item["URL"], "note": note} == item


def forms(page: Page, link: str) -> dict[str, str]:
    """Return what each button of the menu of a link copies."""
    page.locator(link).first.click()
    buttons = page.locator(".ea-fact-menu button")
    found = {}
    for name in buttons.evaluate_all("all => all.map(one => one.textContent)"):
        page.get_by_role("button", name=f"Copy {name}", exact=True).click()
        expect(page.get_by_role("status").filter(has_text="copied")).to_have_count(1)
        found[name] = copied(page)
    page.keyboard.press("Escape")
    return found


def test_an_error_in_a_fact_is_reported_or_corrected_with_its_address(browser: Browser, at_root: str) -> None:
    """The menu of a fact leads to the forms, where the address stands already; that of the page leaves it to the foot."""
    with watching(browser, at_root) as watched:
        page = watched.open(PAGES[3])
        sign = page.locator("tr[id^=s-] a.ea-fa[href^='#s-']").first
        sign.click()
        report = page.locator(".ea-fact-menu").get_by_role("link", name="Report an error")
        asked = parse_qs(urlsplit(str(report.get_attribute("href"))).query)
        anchor = sign.get_attribute("href")
        assert asked == {"template": ["correction.yml"], "page": [f"{site_address()}{PAGES[3]}{anchor}"]}
        correct = page.locator(".ea-fact-menu > :first-child")
        expect(correct).to_have_text("Correct this")
        form = f"/contribute/write/index.html?entry={PAGES[3].removesuffix('.html')}&statement={str(anchor)[1:]}"
        assert str(correct.get_attribute("href")).endswith(form)
        page.keyboard.press("Escape")
        page.locator(".ea-acts a[href='#cite']").click()
        expect(page.locator(".ea-fact-menu button").first).to_be_visible()
        expect(report).to_have_count(0)
        expect(correct).not_to_have_text("Correct this")


COVERED = """signs => signs.filter(sign => sign.getClientRects().length).flatMap(sign => {
  sign.scrollIntoView({ block: "center" });
  sign.click();
  const menu = document.querySelector(".ea-fact-menu").getBoundingClientRect();
  const value = sign.closest("tr,dd,li")?.querySelector(".ea-v") ?? sign;
  const lines = [...value.getClientRects()];
  const over = lines.filter(at => at.left < menu.right && at.right > menu.left && at.top < menu.bottom && at.bottom > menu.top);
  sign.click();
  const isOut = menu.top < 0 || menu.bottom > innerHeight || menu.right > document.documentElement.clientWidth;
  return over.length || isOut ? [sign.hash] : [];
})"""


@pytest.mark.parametrize(("path", "width"), combinations(PAGES, (1280, 390, 360)))
def test_the_menu_of_a_fact_does_not_cover_it(looked_at: Watched, path: str, width: int) -> None:
    """Each page is tried at a desk or on a phone, in `make test-all` at every width."""
    page = looked_at.show(path)
    page.set_viewport_size({"width": width, "height": 800})
    assert page.locator("a.ea-fa[href^='#s-']").evaluate_all(COVERED) == []


def test_forms_are_copied_whole(citing: Watched) -> None:
    """Without the word of the button; those of a work stand in its row."""
    citing.page.set_viewport_size({"width": 1280, "height": 800})
    page = citing.show(frozen_store()["alaraby-2021-02-17"].address)
    row = page.locator("#alaraby-2021-02-17")
    row.locator("summary", has_text="Cite").click()
    starts = {
        "APA": "ما هي ارتباطات",
        "Chicago": "“",
        "MLA": "“",
        "BibTeX": "@online{alaraby-2021-02-17,",
        "RIS": "TY  - NEWS",
        "Wikipedia": "{{cite news",
    }
    assert row.locator("p.ea-legend").all_inner_texts() == [*starts]
    for number, start in enumerate(starts.values()):
        row.locator(".ea-cite-forms .ea-copy, [data-copy] .ea-copy").nth(number).click()
        wait_until(page, "start => navigator.clipboard.readText().then((t) => t.startsWith(start))", start)
        text = copied(page)
        assert "ما هي ارتباطات" in text
        assert "opy" not in text[-10:]


def test_a_lost_reader_can_search(browser: Browser, at_root: str) -> None:
    """The page for what is not there finds names as any other page does."""
    with watching(browser, at_root) as watched:
        page = watched.open("404.html")
        page.locator("#ea-q").fill("ketaib")
        expect(page.get_by_role("option").first).to_contain_text("Kata")
