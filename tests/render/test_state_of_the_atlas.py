"""What pages say of the work that is left: thin statements, overdue reviews, the state page, the pages of rules."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

import pytest

from euphrates_atlas.checks.catalog import RULES
from euphrates_atlas.edit.rule_examples import read_examples
from euphrates_atlas.settings import Settings
from tests.markup import assert_same_elements
from tests.stores import CORPUS, REPOSITORY, atlas_of, check, render_pages, whole_store

TODAY = date(2026, 11, 20)
STRIKE = "casualties: {{category: all, measure: killed, best: 3, cite: [{}]}}"


@cache
def pages() -> dict[str, str]:
    """Return the pages of the worked examples with findings, a date and the examples of the rules."""
    checked = check(Settings(CORPUS, TODAY))
    assert checked.atlas is not None
    made = render_pages(checked.atlas, checked.findings, TODAY, read_examples(REPOSITORY))
    return {path: text.decode() for path, text in made.items()}


@pytest.mark.parametrize(("cite", "is_marked"), [("s", True), ("s, {src: s, origin: agency}", False)])
def test_one_origin_is_marked(cite: str, is_marked: bool) -> None:
    """A death on one origin says so beside its sources."""
    page = render_pages(atlas_of({"strikes/tested": STRIKE.format(cite)}))["strikes/tested.md"].decode()

    assert ('<span class="ea-tag">single source</span>' in page.partition("<table")[2]) is is_marked


def test_a_source_that_disputes_says_so() -> None:
    """It is no support: beside the others it stands apart, in tables and in the chains of claims."""
    toll = STRIKE.format("s, {src: t, stance: disputes, quote: Nobody died}")
    claim = "responsibility: {actor: g1, stance: claimed, cite: [s, {src: t, stance: disputes}]}"
    for statement in (toll, claim):
        page = render_pages(atlas_of({"sources/t": "", "strikes/tested": statement}))["strikes/tested.md"].decode()
        assert re.search(r"\[1\].{0,30}</sup> <span class=\"ea-sub\">disputed in <sup[^>]*><a[^>]*>\[2\]", page), (
            statement
        )


def test_a_matter_rests_on_the_origins_of_all_its_accounts() -> None:
    """Two tolls by two speakers are one matter with two origins, though each account has one."""
    toll = "casualties: [{}]"
    account = "{{category: all, measure: killed, best: {}, by: {{label: {}}}, cite: [s]}}"
    two = toll.format(f"{account.format(3, 'an officer')}, {account.format(5, 'a doctor')}")
    one = toll.format(account.format(3, "an officer"))
    page = render_pages(atlas_of({"strikes/one": one, "strikes/two": two}))["state/index.md"].decode()

    assert "<dd>1 of 2 such matters, each counted once in an entry" in page


@pytest.mark.parametrize(
    ("today", "is_marked"), [(None, False), (date(2027, 11, 19), False), (date(2027, 11, 20), True)]
)
def test_an_overdue_review_is_marked(today: date | None, is_marked: bool) -> None:
    """By the date that is given, never by the clock."""
    page = render_pages(atlas_of({"groups/tested": ""}), today=today)["groups/tested.md"].decode()

    assert ('<span class="ea-overdue">review overdue</span>' in page) is is_marked


def test_the_state_lists_every_rule_that_finds_something() -> None:
    """With the entries concerned, and a link to the rule, whose page leads back."""
    found = {d.rule.code for d in check(Settings(CORPUS, TODAY)).findings}

    assert found
    for code in found:
        assert f"### {code} {RULES[code].name} {{#{code.lower()}}}" in pages()["state/index.md"]
        assert f"../state/index.html#{code.lower()}" in pages()[f"rules/{code}.md"]
    assert "Reviews overdue" in pages()["state/index.md"]


@pytest.mark.parametrize(
    ("own", "counts"),
    [
        ("body: Text [@s].", ("0", "0 %", "0")),
        (f"summary: '{'word ' * 90}[@s].'", ("0", "0 %", "1")),
        (f"summary: '{'word ' * 91}[@s].'", ("1", "0 %", "1")),
        (f"summary: '{'word ' * 89}[[g1|two words]] [@s].'", ("1", "0 %", "1")),
        ("summary: A ship that sank [@s], the owner said [@s].", ("0", "100 %", "1")),
        ("summary: According to its owner it sank [@s]. It was old [@s]. It had a crew [@s].", ("0", "33 %", "1")),
        ("summary: A ship of the [[g1|saids]] [@s]. [[said-who|Others]] raised it [@s].", ("0", "0 %", "1")),
    ],
)
def test_the_state_counts_leads_and_backgrounds(own: str, counts: tuple[str, str, str]) -> None:
    """Of each kind: long leads, the share of sentences that say who says so, and entries without a background."""
    page = render_pages(atlas_of({"groups/said-who": "", "bases/site1": own}))["state/index.md"].decode()
    (row,) = re.findall(r"<tr>.*?>Bases and sites</a>.*?</tr>", page)

    assert tuple(re.findall(r"<td[^>]*>([^<]+)</td>", row)[-3:]) == counts


def test_the_state_without_findings_and_date() -> None:
    """Nothing is made up."""
    page = render_pages(atlas_of({}))["state/index.md"].decode()

    assert "Nothing is noted at present." in page
    assert "Reviews overdue" not in page


@pytest.mark.parametrize("code", RULES)
def test_the_page_of_a_rule_has_its_example(code: str) -> None:
    """Both converters read the page alike; the report stands in it."""
    page = pages()[f"rules/{code}.md"]

    assert "## An example that breaks it {#bad}" in page
    assert f"{code} {RULES[code].name}:" in page.partition("{#report}")[2]
    body = page.split("\n---\n", 1)[1]
    assert_same_elements(body)


def test_the_state_page_is_read_alike() -> None:
    """By both converters."""
    assert_same_elements(pages()["state/index.md"].split("\n---\n", 1)[1])


def test_the_pages_of_rules_without_examples() -> None:
    """An installed generator has none."""
    page = render_pages(atlas_of({}))["rules/A301.md"].decode()

    assert "An example that breaks it" not in page
    assert "All rules" in page


def test_each_number_of_groups_says_what_it_counts() -> None:
    """States are counted apart from armed groups in the index, in the table of entries and in that of complete ones."""
    atlas = whole_store()
    groups = [entry for entry in atlas.entries.values() if entry.kind.folder == "groups"]
    others = sum(entry.record.is_secondary for entry in groups)
    made = render_pages(atlas)

    head = made["groups/index.md"].decode().partition('<p class="ea-intro">')[0]
    assert f">{len(groups) - others} groups<" in head
    assert f">{others} states and other actors<" in head
    rows = re.findall(r"<tr>.*?</tr>", made["state/index.md"].decode())
    cells = [re.findall(r">([^<>]+)<", row) for row in rows]
    counts = [row[:2] for row in cells]
    assert counts.count(["Groups", str(len(groups) - others)]) == 2
    assert ["States and other actors", str(others)] in counts


def test_a_unit_is_called_no_instrument() -> None:
    """What gives a group its status in a state may be a law or a unit: the label fits both, on its page and where it is searched."""
    page = render_pages(
        atlas_of({"groups/g1": "state_status: {status: statutory, instrument: 47th Brigade, cite: [s]}"})
    )["groups/g1.md"].decode()

    assert "Legal basis or unit: 47th Brigade" in page
    assert "nstrument" not in page
