"""The page to write in the browser: a person who knows neither git nor YAML adds, corrects and begins, and is told what is wrong."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from euphrates_atlas import cli
from euphrates_atlas.edit.formatting import formatted
from euphrates_atlas.kinds import record_types
from euphrates_atlas.text.yaml_reader import read_tree
from euphrates_atlas.text.yaml_tree import Tree, as_data
from tests.browsing import DRESSES, Watched, fresh_page, violations, watching
from tests.stores import CORPUS, corpus

EVENT = "strikes/2021-02-15-erbil-rocket-attack"
PAGE = "contribute/write/index.html"
ADD_CLAIM = f"{PAGE}?entry={EVENT}&add=responsibility"
ADDRESS = "https://www.shafaq.com/en/Iraq/2021/02/16/example"
DAY = "2026-11-27T10:00:00"


@dataclass
class Writer:
    """Somebody at the form; what they do is counted, as one action for each field, choice or button."""

    page: Page
    actions: int = 0

    def field(self, name: str, within: str = "") -> Locator:
        """Return the control of a field, by its name in files; `within` is a part of the form."""
        boxes = self.page.locator(within or ".ea-write-form").locator(
            f'[data-path$=".{name}"] > :is(input, select, textarea)'
        )
        return boxes.first

    def types(self, name: str, text: str, within: str = "") -> None:
        self.actions += 1
        self.field(name, within).fill(text)

    def picks(self, name: str, code: str, within: str = "") -> None:
        self.actions += 1
        self.field(name, within).select_option(code)

    def finds(self, name: str, text: str, within: str = "") -> None:
        """Type a name, and take the first that is found."""
        self.types(name, text, within)
        self.page.locator("[role=option]:visible").first.wait_for()
        self.actions += 1
        self.page.keyboard.press("Enter")

    def presses(self, words: str) -> None:
        self.actions += 1
        self.page.get_by_role("button", name=words, exact=True).click()

    def checks(self) -> None:
        """Ask what is wrong; names that were left without a choice are looked up first."""
        self.presses("Check it and show what will be sent")
        self.page.locator(".ea-write-form:not([aria-busy])").wait_for()

    def errors(self) -> list[str]:
        """Return what the form says is wrong, without the number of it."""
        return self.page.locator(".ea-write-error[id]").all_inner_texts()

    def sent(self) -> str:
        """Return the text that is shown."""
        expect(self.page.locator("#ea-write-result")).to_be_focused()
        return self.page.locator(".ea-write-result pre").inner_text()

    def way(self, words: str) -> dict[str, str]:
        """Return what an address holds that leads to the host, with its path."""
        link = self.page.get_by_role("link", name=words, exact=True)
        address = urlsplit(link.get_attribute("href") or "")
        return {"path": address.path} | {name: text for name, (text,) in parse_qs(address.query).items()}

    def told(self) -> list[list[str]]:
        """Return what will be sent in plain words: of each change its sentence, and its fields with what they say."""
        parts = self.page.locator(".ea-write-said, .ea-write-parts > div").all()
        return [part.locator("dt, dd").all_inner_texts() or [part.inner_text()] for part in parts]


@pytest.fixture
def day() -> str:
    """The day on which all of them write."""
    return DAY


@contextmanager
def writing(watched: Watched, path: str, ready: str = ".ea-write-form fieldset") -> Iterator[Writer]:
    page = watched.open(path)
    page.locator(ready).first.wait_for()  # `expect` describes the whole page each time that it looks in vain
    yield Writer(page)


def data_of(text: str) -> Any:
    tree = read_tree("change.yml", text.encode())
    assert isinstance(tree, Tree), tree
    return as_data(tree.root)


def test_a_claim_with_a_new_work(watched: Watched, tmp_path: Path) -> None:
    """From the choice of an event to the text of the change, with a work that the atlas does not have: 25 actions at most.

    The command for changes applies it, and the check of the entries then finds nothing.
    """
    with writing(watched, PAGE, "#ea-write-entry") as writer:
        page = writer.page
        page.locator("#ea-write-entry").fill("rocket attack on irbil 15 february 2021")
        page.locator("[role=option]:visible").first.wait_for()
        page.keyboard.press("Enter")
        expect(page.locator("#ea-write-which")).to_be_focused()
        page.locator("#ea-write-which").select_option("responsibility")
        writer.presses("Add one")
        writer.actions += 3
        writer.finds("actor", "ketaib hizbollah")
        writer.picks("stance", "attributed")
        writer.checks()
        assert any(
            "“Stance: attributed” has no speaker: add “Speaker”".lower() in error.lower() for error in writer.errors()
        )
        expect(writer.field("by")).to_be_focused()
        writer.types("by", "an Iraqi official")
        writer.types("said", "16 February 2021")
        writer.finds("src", ADDRESS)
        writer.types("title", "Officials on the attack")
        writer.types("loc", "para. 3")
        writer.checks()
        text = writer.sent()
    assert data_of(text) == {
        "change": EVENT,
        "add": {
            "responsibility": [
                {
                    "actor": "kataib-hezbollah",
                    "stance": "attributed",
                    "by": {"label": "an Iraqi official"},
                    "said": "2021-02-16",
                    "cite": ["shafaq-2021-02-16-officials-attack para. 3"],
                }
            ]
        },
        "entries": {
            "sources/shafaq-2021-02-16-officials-attack": {
                "type": "article-newspaper",
                "title": "Officials on the attack",
                "publisher": "shafaq-news",
                "issued": "2021-02-16",
                "accessed": "2026-11-27",
                "language": "en",
                "url": ADDRESS,
            }
        },
    }
    issue = writer.way("Send it")
    assert (issue["template"], issue["change"]) == ("change.yml", text)
    assert writer.actions <= 25
    pytest.importorskip("euphrates_atlas.edit.change_file")
    shutil.copytree(CORPUS / "entities", tmp_path / "entities")
    (tmp_path / "change.yml").write_text(text)
    assert cli.main(["--root", str(tmp_path), "new", "--from-form", str(tmp_path / "change.yml")]) == 0
    assert cli.main(["--root", str(tmp_path), "check", "--strict", "--today", "2026-11-27"]) == 0


MISTAKES = [
    ("a date that is none", "said", "31 February 2021", "February 2021 has 28 days"),
    ("a day in words", "said", "last Tuesday", "write it as 16 February 2021, February 2021 or 2021"),
    ("two readings", "said", "03/04/2021", "is 3 April 2021 or 4 March 2021: write the month as a word"),
    ("a year of long ago", "said", "0021-02-16", "outside 600 to 2100"),
    ("a place in words", "loc", "near the end", "near the end is not a place in a source"),
    ("a page without p.", "loc", "3", "3 is not a place in a source"),
    ("two places in one", "loc", "para. 3; para. 5", "is not a place in a source"),
    (
        "a title that nothing has",
        "src",
        "Some title",
        "No work called “Some title” here: choose from the list, or paste",
    ),
    ("an invented id", "src", "quatsch-123", "No work called “quatsch-123” here"),
    ("no source", "src", "", "“Source” is missing"),
    ("no actor", "actor", "", "“Actor” is missing"),
    ("no stance", "stance", None, "“Stance” is missing"),
    ("attributed by nobody", "by", "", "has no speaker: add “Speaker”"),
]
"""What happened, the field, what stands there by mistake, and what the form says; the claim is right otherwise."""


def test_mistakes_in_a_claim(watched: Watched) -> None:
    """Each is told in the words of the check, at its field, which gets the focus; mended, it is gone."""
    with writing(watched, ADD_CLAIM) as writer:
        writer.finds("actor", "kataib hezbollah")
        writer.picks("stance", "attributed")
        writer.types("by", "an official")
        writer.types("said", "16 February 2021")
        writer.finds("src", "Inside the rise of the shadowy Iran-backed militias")
        writer.types("loc", "para. 16")
        for what, name, wrong, message in MISTAKES:
            control = writer.field(name)
            right = control.input_value()
            control.select_option("") if wrong is None else control.fill(wrong)
            writer.page.keyboard.press("Escape")
            writer.checks()
            assert any(message.lower() in error.lower() for error in writer.errors()), (what, writer.errors())
            expect(control).to_be_focused()
            expect(control).to_have_attribute("aria-invalid", "true")
            if name in ("actor", "src") and right:
                writer.finds(name, right)
            else:
                control.select_option(right) if wrong is None else control.fill(right)
            writer.checks()
            assert writer.errors() == [], what
            assert data_of(writer.sent())["change"] == EVENT


def test_a_name_typed_in_full_is_the_entry(watched: Watched) -> None:
    """Also where nothing is chosen from the list; words that no entry has stay words, and those that are alike are offered."""
    with writing(watched, ADD_CLAIM) as writer:
        state = writer.page.locator('[data-path$=".actor"] > .ea-write-state')
        writer.types("actor", "saraya awliyā al-dam")
        writer.page.keyboard.press("Tab")
        expect(writer.field("actor")).to_have_value("Saraya Awliya al-Dam")
        writer.types("actor", "")
        writer.types("actor", "Saraya Awliya al-Dam")
        writer.page.keyboard.press("Tab")
        expect(state).to_have_text("Entry: saraya-awliya-al-dam")
        writer.types("actor", "Saraya")
        writer.page.keyboard.press("Tab")
        expect(state).to_contain_text("In words, without an entry. Or is it")
        state.get_by_role("button", name="Saraya Awliya al-Dam").click()
        expect(state).to_have_text("Entry: saraya-awliya-al-dam")
        writer.types("actor", "people whom nobody knows")
        writer.checks()
        expect(state).to_have_text("In words, without an entry")


@pytest.mark.parametrize("typed", [ADDRESS, ADDRESS.removeprefix("https://")])
def test_an_address_needs_no_choice(watched: Watched, typed: str) -> None:
    with writing(watched, ADD_CLAIM) as writer:
        writer.types("src", typed)
        writer.page.keyboard.press("Tab")
        expect(writer.page.get_by_text("New work, described below", exact=True)).to_be_visible()
        expect(writer.field("url")).to_have_value(ADDRESS)
        expect(writer.field("publisher")).to_have_value("Shafaq News")


def test_a_statement_that_is_there_gets_the_source(watched: Watched) -> None:
    """Where a claim is on the page already, the form offers to add the source to it."""
    with writing(watched, ADD_CLAIM) as writer:
        writer.finds("actor", "saraya awliya al-dam")
        writer.picks("stance", "claimed")
        already = writer.page.locator(".ea-write-alike")
        expect(already).to_contain_text("Saraya Awliya al-Dam · claimed")
        writer.picks("stance", "denied")
        expect(already).to_be_empty()
        writer.picks("stance", "claimed")
        writer.finds("src", ADDRESS)
        writer.types("title", "Officials on the attack")
        writer.presses("Add your source to it")
        writer.checks()
        (replaced,) = data_of(writer.sent())["replace"]
        assert replaced["with"]["cite"][-1] == "shafaq-2021-02-16-officials-attack"
        assert len(replaced["with"]["cite"]) > 1


def test_a_quotation_is_in_the_language_of_its_work(watched: Watched) -> None:
    """It stands beside the source, and nothing asks for it."""
    with writing(watched, ADD_CLAIM) as writer:
        writer.finds("src", ADDRESS)
        expect(writer.page.get_by_text("Quotation (optional)", exact=True)).to_be_visible()
        writer.checks()
        assert not any("Words" in error for error in writer.errors())
        writer.types("quote.text", "they came at night")
        writer.page.keyboard.press("Tab")
        expect(writer.field("quote.lang")).to_have_value("English")


def test_what_is_sent_is_said_and_copied(watched: Watched) -> None:
    with writing(watched, f"{PAGE}?kind=publisher") as writer:
        writer.types("name", "Example Gazette")
        writer.picks("type", "newspaper")
        writer.checks()
        assert writer.told() == [
            ["You begin a new publisher: Example Gazette."],
            ["Name", "Example Gazette"],
            ["Type", "newspaper or news site"],
        ]
        for allowed, answer in (["clipboard-read", "clipboard-write"], "Copied."), ([], "the text is marked"):
            writer.page.context.clear_permissions()
            writer.page.context.grant_permissions(allowed)
            writer.presses("Copy")
            expect(writer.page.locator(".ea-write-ways [role=status]")).to_contain_text(answer)


def test_works_are_offered_with_publisher_and_date(watched: Watched) -> None:
    with writing(watched, ADD_CLAIM) as writer:
        writer.types("src", "Inside the rise of the shadowy Iran-backed militias")
        expect(writer.page.locator("[role=option]:visible").first).to_contain_text("9 Mar 2021 · Al Arabiya English")


def test_a_draft_keeps_names(watched: Watched) -> None:
    with writing(watched, ADD_CLAIM) as writer:
        writer.finds("actor", "kataib hezbollah")
        writer.page.reload()
        expect(writer.field("actor")).to_have_value("Kataib Hezbollah")
        writer.checks()
        assert not any("no entry called" in error.lower() for error in writer.errors())


MISTAKES_IN_A_TOLL = [
    ("a number in words", "best", "dozens", "expected a number, found dozens"),
    ("thousands", "best", "1,000", "expected a number, found 1,000"),
    ("low above high", "low", "9", "“at least” is 9, more than “number”, 4"),
    ("too many", "best", "99999999", "is more than 10,000,000"),
    ("a country in words", "nationality", "Atlantis", "no country is called “atlantis”"),
]


def test_mistakes_in_a_toll(watched: Watched) -> None:
    with writing(watched, f"{PAGE}?entry={EVENT}&add=casualties") as writer:
        writer.picks("category.0", "all")
        writer.picks("measure", "killed")
        writer.types("best", "4")
        writer.checks()
        assert [error.split(":")[0] for error in writer.errors()] == ["This statement of “Toll” has no citation"]
        writer.finds("src", "Inside the rise of the shadowy Iran-backed militias")
        writer.page.locator(".ea-write-edit summary", has_text="nationality").click()
        for what, name, wrong, message in MISTAKES_IN_A_TOLL:
            control = writer.field(name)
            right = control.input_value()
            control.fill(wrong)
            writer.checks()
            assert any(message in error.lower() for error in writer.errors()), (what, writer.errors())
            control.fill(right)
        writer.types("nationality", "iraq")
        writer.checks()
        (toll,) = data_of(writer.sent())["add"]["casualties"]
        assert (toll["category"], toll["measure"], toll["best"]) == ("all", "killed", "4")
        assert toll["nationality"] == "IQ"


MEANT = [("loc", "Paragraph 3", "para. 3"), ("hour", '"21:40"', "21:40"), ("language", "english", "English")]


def test_what_is_plainly_meant_is_taken(watched: Watched) -> None:
    """It gets the form of files once the field is left; a language that is none is told of."""
    with writing(watched, ADD_CLAIM) as writer:
        writer.finds("src", "https://unheard.example.org/a")
        writer.page.locator(".ea-write-edit summary", has_text="hour").click()
        assert "quotes" not in writer.page.locator('[data-path$=".hour"]').inner_text()
        for name, typed, shown in MEANT:
            writer.types(name, typed)
            writer.page.keyboard.press("Tab")
            expect(writer.field(name)).to_have_value(shown)
        writer.types("language", "xx")
        writer.checks()
        assert any("No language is called “xx”" in error for error in writer.errors())


def test_a_new_publisher_is_a_file(watched: Watched) -> None:
    """In the form that the formatter gives it, with the editor of the host filled in; an issue holds it as a change."""
    with writing(watched, f"{PAGE}?kind=publisher") as writer:
        writer.checks()
        assert [error.split(":")[0] for error in writer.errors()] == ["“Name” is missing", "“Type” is missing"]
        writer.types("name", "Example Gazette")
        writer.picks("type", "newspaper")
        writer.checks()
        text = writer.sent()
        editor = writer.way("Propose the file yourself")
        issue = writer.way("Send it")
    tree = read_tree("example-gazette.yml", text.encode())
    assert isinstance(tree, Tree)
    assert text == formatted(tree, record_types()["publishers"])
    assert editor["path"].endswith("/new/main/entities/publishers")
    assert (editor["filename"], editor["value"]) == ("example-gazette.yml", text)
    assert data_of(issue["change"]) == {"entries": {"publishers/example-gazette": as_data(tree.root)}}


def test_a_new_event(watched: Watched) -> None:
    """Its id begins with its date; the work of the first statement is offered to the next; an Arabic name asks for a language."""
    with writing(watched, f"{PAGE}?kind=event") as writer:
        writer.types("name", "Raid on Sampletown, 12 May 2021")
        writer.picks("type.0.value", "ground-raid")
        writer.finds("type.0.cite.0.src", "https://www.example-gazette.org/2021/05/12/raid")
        writer.types("title", "Raid near Sampletown")
        fresh = ".ea-write-fresh"
        writer.picks("type", "article-newspaper", fresh)
        writer.types("language", "en", fresh)
        writer.types("name", "Example Gazette", f"{fresh} {fresh}")
        writer.picks("type", "newspaper", f"{fresh} {fresh}")
        writer.types("date.0.value", "12 May 2021")
        writer.field("date.0.cite.0.src").focus()
        expect(writer.page.locator("[role=option]:visible").first).to_have_text(
            "Cited here before: New work “Raid near Sampletown”"
        )
        writer.page.keyboard.press("Enter")
        writer.finds("place.0.value", "erbil")
        writer.picks("place.0.precision", "settlement")
        writer.finds("place.0.cite.0.src", "raid near")
        writer.types("summary", "Fighters raided a town.")
        writer.checks()
        assert [error.split(":")[0] for error in writer.errors()] == ["This sentence of the summary has no citation"]
        writer.page.get_by_text("Put in a citation", exact=True).click()
        writer.types("summary", "Fighters raided a town")
        writer.finds("+.src", "raid near")
        writer.presses("Put it in at the cursor")
        writer.checks()
        data = data_of(writer.sent())
    assert list(data["entries"]) == [
        "publishers/example-gazette",
        "sources/example-gazette-2021-05-12-raid-near",
        "strikes/2021-05-12-raid-on-sampletown",
    ]
    event = data["entries"]["strikes/2021-05-12-raid-on-sampletown"]
    assert event["summary"] == "Fighters raided a town [@example-gazette-2021-05-12-raid-near]"
    assert event["place"] == [
        {"value": "erbil", "precision": "settlement", "cite": ["example-gazette-2021-05-12-raid-near"]}
    ]
    assert event["reviewed"] == "2026-11-27"


def test_a_statement_is_corrected(watched: Watched) -> None:
    """It is there as it is, and goes out with the address that it has."""
    with writing(watched, f"{PAGE}?entry={EVENT}") as writer:
        writer.page.locator("#ea-write-which").select_option("date")
        writer.page.get_by_role("button", name="Correct this").first.click()
        expect(writer.field("0.value").or_(writer.field("value"))).to_have_value("2021-02-15")
        expect(writer.page.locator(".ea-write-edit details[open]")).to_have_count(0)
        assert " " in writer.field("src").input_value(), "a work is called by its title"
        writer.checks()
        assert [error.split(":")[0] for error in writer.errors()] == ["You changed nothing"]
        writer.types("value", "about 2021")
        writer.checks()
        assert writer.told()[1:] == [["Date", "15 February 2021 → about 2021"]]
        (replaced,) = data_of(writer.sent())["replace"]
        assert replaced["with"]["value"] == "2021~"
        assert replaced["with"]["cite"]
        writer.presses("Delete the draft")
        watched.open(f"{PAGE}?entry={EVENT}&statement={replaced['statement']}")
        expect(writer.field("value")).to_have_value("2021-02-15")


@pytest.mark.parametrize(
    ("entry", "part", "field", "name", "other"),
    [
        ("leaders/abu-mahdi-al-muhandis", "roles", "group", "Kataib Hezbollah", "Badr Organization"),
        ("groups/kataib-hezbollah", "relations", "target", "", "Badr Organization"),
        (EVENT, "responsibility", "actor", "", "Badr Organization"),
        ("groups/kataib-hezbollah", "different_from", "0", "", "Badr Organization"),
    ],
)
def test_what_a_field_refers_to_is_in_it(
    watched: Watched, entry: str, part: str, field: str, name: str, other: str
) -> None:
    """By the name of the entry, so that nobody takes it for missing; it goes out as it was, or as another entry."""
    with writing(watched, f"{PAGE}?entry={entry}&correct={part}") as writer:
        writer.page.get_by_role("button", name="Correct this").first.click()
        kept = writer.field(field).input_value()
        assert " " in kept
        assert name in kept
        writer.checks()
        assert [error.split(":")[0] for error in writer.errors()] == ["You changed nothing"]
        writer.finds(field, other)
        writer.checks()
        told = " ".join(words for _, words in writer.told()[1:])
        assert kept in told
        assert other in told


def test_the_body_of_a_speaker_has_its_name(watched: Watched) -> None:
    """A publisher too, which is a row of a page and has no other names; what is told of a whole statement stands at its top."""
    with writing(watched, f"{PAGE}?entry=groups/ashab-al-kahf&correct=founding_process") as writer:
        writer.page.get_by_role("button", name="Correct this").first.click()
        body = writer.page.locator('[data-path$=".by.of"] > input')
        expect(body).to_have_value("Washington Institute for Near East Policy")
        writer.checks()
        told = writer.page.locator(".ea-write-edit > fieldset > legend + .ea-write-error")
        expect(told).to_contain_text("You changed nothing")


def test_a_work_alone_is_filled_in_by_its_address(watched: Watched) -> None:
    with writing(watched, f"{PAGE}?kind=source") as writer:
        writer.types("url", ADDRESS)
        writer.page.keyboard.press("Tab")
        expect(writer.field("publisher")).to_have_value("Shafaq News")
        writer.types("title", "Officials on the attack")
        writer.types("issued", "16 February 2021")
        writer.checks()
        writer.sent()
        assert writer.way("Propose the file yourself")["filename"] == "shafaq-2021-02-16-officials-attack.yml"


WORK = "alarabiya-2021-03-09"


@pytest.mark.parametrize("typed", [WORK, "Inside the rise of the shadowy Iran-backed militias"], ids=["id", "title"])
def test_a_work_is_corrected(watched: Watched, tmp_path: Path, typed: str) -> None:
    """By its id or its title; its fields have what the file says, and the command for changes applies what comes out."""
    with writing(watched, PAGE, "#ea-write-entry") as writer:
        page = writer.page
        page.locator("#ea-write-entry").fill(typed)
        page.locator("[role=option]:visible").first.wait_for()
        page.keyboard.press("Enter")
        page.locator("#ea-write-which").select_option("publisher")
        expect(page.locator(".ea-write-choice")).to_contain_text("It has now: Al Arabiya English")
        page.locator("#ea-write-which").select_option("title")
        expect(page.locator(".ea-write-choice")).to_contain_text("It has now: Inside the rise")
        writer.presses("Correct it")
        title = page.locator('[data-path="edit.0"] > :is(input, textarea)')
        assert title.input_value().startswith("Inside the rise")
        title.fill("Inside the rise")
        writer.checks()
        text = writer.sent()
    assert data_of(text) == {"change": f"sources/{WORK}", "set": {"title": "Inside the rise"}}
    shutil.copytree(CORPUS / "entities", tmp_path / "entities")
    (tmp_path / "change.yml").write_text(text)
    assert cli.main(["--root", str(tmp_path), "new", "--from-form", str(tmp_path / "change.yml")]) == 0
    assert "title: Inside the rise\n" in (tmp_path / f"entities/sources/{WORK}.yml").read_text("utf-8")


def test_the_row_of_a_work_leads_into_the_form(watched: Watched) -> None:
    page = watched.open("publishers/al-arabiya.html")
    page.locator(f"#{WORK}").get_by_role("link", name="Correct this").click()
    expect(page.locator(".ea-write-subject a")).to_contain_text("Inside the rise")
    expect(page.locator("#ea-write-which")).to_be_visible()
    page.locator(".ea-write-subject a").click()
    expect(page.locator(f"#{WORK}")).to_be_in_viewport()


def test_the_foot_of_a_page_leads_into_the_form(watched: Watched) -> None:
    """And to the file of the entry."""
    page = watched.open(f"{EVENT}.html")
    file = page.locator(".ea-tools").get_by_role("link", name="Edit its file")
    assert (file.get_attribute("href") or "").endswith(f"/edit/main/entities/{EVENT}.yml")
    page.locator(".ea-tools").get_by_role("link", name="Edit this entry").click()
    expect(page.locator(".ea-write-subject")).to_contain_text("Rocket attack on Erbil, 15 February 2021")


def test_a_section_leads_to_its_statements(watched: Watched) -> None:
    """Each can be corrected there."""
    page = watched.open(f"{EVENT}.html")
    page.get_by_role("link", name="Correct one: Claims, attributions and denials").click()
    expect(page.locator("#ea-write-which")).to_have_value("responsibility")
    correct = page.get_by_role("button", name="Correct this:").first
    correct.click()
    expect(page.locator(".ea-write-edit legend").first).to_contain_text("Correct: ")


IN_PROSE = [
    ("a work that is not there", "Rockets hit it [@nobody-2021 p. 3].", "no source has the id nobody-2021"),
    ("an entry in place of a work", "Rockets hit it [@iran].", "no source has the id iran"),
    ("one of two works", f"Rockets hit it [@{WORK}; @nobody-2021].", "no source has the id nobody-2021"),
    ("an entry that is not there", f"[[nobody|They]] hit it [@{WORK} para. 3].", "no entry has the id nobody"),
    ("nothing", f"[[iran|They]] hit it [@{WORK} para. 3].", ""),
]


def test_what_prose_names_is_looked_up(watched: Watched) -> None:
    """What is typed by hand too; what is not there is told in the words of the check."""
    with writing(watched, f"{PAGE}?entry={EVENT}&add=summary") as writer:
        area = writer.page.locator(".ea-write-edit textarea")
        for what, text, message in IN_PROSE:
            area.fill(text)
            writer.checks()
            errors = [error.lower() for error in writer.errors()]
            assert [message in error for error in errors] == ([True] if message else []), (what, errors)


def test_a_link_is_put_in_by_name(watched: Watched) -> None:
    """Around the words that are marked, else with the name."""
    with writing(watched, f"{PAGE}?entry={EVENT}&add=summary") as writer:
        area = writer.page.locator(".ea-write-edit textarea")
        area.fill("The brigades fired.")
        writer.page.get_by_text("Put in a link to an entry", exact=True).click()
        for start, end, linked in (
            (0, 12, "[[kataib-hezbollah|The brigades]] fired."),
            (0, 0, "[[kataib-hezbollah|Kataib Hezbollah]]"),
        ):
            area.evaluate(f"area => area.setSelectionRange({start}, {end})")
            writer.page.get_by_label("Name of the entry").fill("kataib hezbollah")
            expect(writer.page.locator("[role=option]:visible").first).to_be_visible()
            writer.page.keyboard.press("Enter")
            expect(area).to_be_focused()
            assert area.input_value().startswith(linked)


def test_a_name_in_arabic_states_its_language(watched: Watched) -> None:
    with writing(watched, f"{PAGE}?kind=group") as writer:
        writer.page.locator(".ea-write-group summary", has_text="names").first.click()
        writer.presses("Add: names")
        writer.types("names.0.text", "لواء المثال")
        writer.checks()
        assert any("is in Arabic script but has no language" in error for error in writer.errors())


def test_leaving_is_warned_of(watched: Watched) -> None:
    """While something is typed and neither sent nor copied."""
    warned: list[str] = []
    with writing(watched, ADD_CLAIM) as writer:
        writer.page.once("dialog", lambda dialog: (warned.append(dialog.type), dialog.accept()))
        writer.field("actor").press_sequentially("a")
        watched.open("about.html")
    assert warned == ["beforeunload"]


@pytest.mark.parametrize("host", ["https://www.shafaq.com/ar/1", "https://unheard.example.org/2024/04/20/x"])
def test_the_publisher_of_a_new_work_is_found_by_its_host(watched: Watched, host: str) -> None:
    with writing(watched, ADD_CLAIM) as writer:
        writer.finds("src", host)
        writer.checks()
        assert "“Title” is missing" in [error.split(":")[0] for error in writer.errors()]
        expect(writer.page.get_by_text("New work, described below", exact=True)).to_be_visible()
        expect(writer.page.get_by_text("New publisher", exact=True)).to_have_count(int("unheard" in host))


def test_two_works_of_a_new_publisher(watched: Watched) -> None:
    """It is described once: at the first work that is cited, or, where that is cited no more, at the next."""
    first, second = (f'[data-path="edit.0.cite.{number}"]' for number in range(2))
    with writing(watched, f"{PAGE}?entry={EVENT}&add=damage") as writer:
        page = writer.page
        writer.types("value", "Windows broke", ".ea-write-edit")
        writer.types("src", "https://newoutlet.example/2024/02/16/first-report", first)
        writer.page.keyboard.press("Tab")
        writer.types("title", "First report", first)
        writer.types("name", "New Outlet", first)
        writer.picks("type", "newspaper", f"{first} .ea-write-fresh .ea-write-fresh")
        writer.presses("Add another source")
        writer.types("src", "https://newoutlet.example/2024/02/17/second-report", second)
        writer.page.keyboard.press("Tab")
        writer.types("title", "Second report", second)
        state = page.locator(f'{second} [data-path$=".publisher"] > .ea-write-state')
        expect(state).to_have_text("New publisher “New Outlet”, described where it is named first")
        writer.types("publisher", "new outl", second)
        offered = page.locator("[role=option]:visible").first
        expect(offered).to_have_text("Described here before: New publisher “New Outlet”")
        page.keyboard.press("ArrowUp")
        expect(page.locator("[role=option]:visible").last).to_have_attribute("aria-selected", "true")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        for citation in (first, second):
            writer.picks("type", "article-newspaper", citation)
            writer.types("language", "English", citation)
        writer.checks()
        assert [name for name in data_of(writer.sent())["entries"] if "publishers" in name] == ["publishers/new-outlet"]
        writer.types("src", "", first)
        writer.finds("src", "Inside the rise of the shadowy Iran-backed militias", first)
        writer.checks()
        expect(writer.field("name", second)).to_have_value("New Outlet")


def test_enter_takes_what_was_typed_last(watched: Watched) -> None:
    """Not what is still listed for the text before, and also where the field is left at once."""
    with writing(watched, f"{PAGE}?entry={EVENT}&add=damage") as writer:
        source = '[data-path="edit.0.cite.0"]'
        writer.types("src", "https://newoutlet.example/2024/02/16/first-report", source)
        expect(writer.page.locator("[role=option]:visible").first).to_have_text(re.compile("new work", re.IGNORECASE))
        writer.types("src", "Inside the rise of the shadowy Iran-backed militias", source)
        writer.page.keyboard.press("Enter")
        writer.page.keyboard.press("Tab")
        expect(writer.field("src", source)).to_have_value(re.compile("^Inside the rise"))
        expect(writer.page.locator("[role=option]:visible")).to_have_count(0)
        expect(writer.page.locator(f"{source} .ea-write-fresh")).to_have_count(0)


def test_enter_takes_nothing_from_a_list_that_was_dismissed(watched: Watched) -> None:
    """Nor where nothing is typed: the words stand for themselves."""
    with writing(watched, f"{PAGE}?entry={EVENT}&add=damage") as writer:
        for words in ("Kataib", ""):
            writer.types("by", "Kataib Hezbollah")
            expect(writer.page.locator("[role=option]:visible").first).to_be_visible()
            writer.types("by", words)
            writer.page.keyboard.press("Escape")
            writer.page.keyboard.press("Enter")
            expect(writer.field("by")).to_have_value(words)
            expect(writer.page.locator("[role=option]:visible")).to_have_count(0)


def test_a_new_publisher_needs_a_name_in_latin_letters(watched: Watched) -> None:
    """Its id is made of that, where it has no address."""
    with writing(watched, f"{PAGE}?entry={EVENT}&add=damage") as writer:
        first = '[data-path="edit.0.cite.0"]'
        writer.types("src", "https://newoutlet.example/2024/02/16/first-report", first)
        writer.page.keyboard.press("Tab")
        fresh = f"{first} .ea-write-fresh .ea-write-fresh"
        writer.types("name", "الجريدة", fresh)
        writer.types("url", "", fresh)
        writer.checks()
        assert [error for error in writer.errors() if "no id can be made" in error.lower()], writer.errors()


def test_two_new_entries_with_one_id(watched: Watched) -> None:
    with writing(watched, f"{PAGE}?entry={EVENT}&add=damage") as writer:
        first, second = (f'[data-path="edit.0.cite.{number}"]' for number in range(2))
        writer.types("src", "https://newoutlet.example/2024/02/16/first-report", first)
        writer.page.keyboard.press("Tab")
        writer.types("name", "New Outlet", first)
        writer.presses("Add another source")
        writer.types("src", "https://outlet.example/2024/02/17/second-report", second)
        writer.page.keyboard.press("Tab")
        writer.types("name", "New outlet", second)
        writer.checks()
        message = "The id new-outlet is that of another new entry in this form: choose that one instead"
        assert [error.startswith(message) for error in writer.errors()].count(True) == 1


def test_a_draft_is_kept_and_deleted(watched: Watched) -> None:
    with writing(watched, ADD_CLAIM) as writer:
        writer.types("by", "an official")
        expect(writer.page.locator(".ea-write-draft")).to_contain_text("kept in this browser alone")
        watched.open(PAGE)
        writer.presses("Continue: Rocket attack on Erbil, 15 February 2021")
        expect(writer.field("by")).to_have_value("an official")
        writer.presses("Delete the draft")
        expect(writer.page.locator("#ea-write-entry")).to_be_focused()
        watched.open(PAGE)
        expect(writer.page.locator("#ea-write-entry")).to_be_visible()


def test_each_entry_has_its_draft(watched: Watched) -> None:
    """One does not replace another; after a reload the form is as it was, and names the entry that it is of."""
    with writing(watched, ADD_CLAIM) as writer:
        page = writer.page
        writer.types("by", "an official")
        writer.presses("Write on something else")
        writer.presses("Publisher")
        writer.types("name", "Example Gazette")
        writer.presses("Write on something else")
        writer.presses("Publisher")
        writer.types("name", "Another Gazette")
        page.reload()
        expect(writer.field("name")).to_have_value("Another Gazette")
        expect(page.locator(".ea-write-draft")).to_contain_text("You go on with your draft")
        writer.presses("Write on something else")
        drafts = page.locator(".ea-write-present > li")
        expect(drafts).to_have_count(3)
        page.get_by_role("button", name="Discard: New publisher: Another Gazette").click()
        writer.presses("Take it back: New publisher: Another Gazette")
        page.get_by_role("button", name="Discard: New publisher: Another Gazette").click()
        page.reload()
        expect(drafts).to_have_count(2)
        page.get_by_role("button", name="Continue: New publisher: Example Gazette").click()
        expect(writer.field("name")).to_have_value("Example Gazette")
        watched.open(ADD_CLAIM)
        expect(writer.field("by")).to_have_value("an official")
        expect(page.locator(".ea-write-edit")).to_have_count(1)
        expect(page.locator(".ea-write-subject")).to_contain_text("Rocket attack on Erbil, 15 February 2021")


def test_each_tab_has_its_draft(watched: Watched) -> None:
    """Of new entries of one kind, too, both begun before anything is typed."""
    with writing(watched, f"{PAGE}?kind=group") as writer:
        other = writer.page.context.new_page()
        other.goto(writer.page.url.split("?")[0] + "?kind=group")
        for page, name in ((writer.page, "First group"), (other, "Second group")):
            page.locator('[data-path="entry.name"] > input').fill(name)
        other.close()
        writer.page.reload()
        expect(writer.field("name")).to_have_value("First group")


def test_a_draft_in_two_windows_says_so(watched: Watched) -> None:
    """Whichever writes last replaces the other, so each is told when the other wrote, and can have what that one has."""
    with writing(watched, ADD_CLAIM) as writer, second_window(writer.page) as other:
        told, told_other = (page.locator(".ea-write-draft") for page in (writer.page, other))
        field = other.locator('[data-path$=".by"] input').first
        writer.types("by", "an official")
        expect(told).not_to_contain_text("Another window")
        expect(told_other).to_contain_text("Another window has changed this draft")
        field.fill("a minister")
        expect(told).to_contain_text("Another window has changed this draft")
        expect(told_other).not_to_contain_text("Another window")

        writer.field("by").dispatch_event("input")
        assert "a minister" in kept(writer.page), "what tells of no change keeps nothing"

        writer.types("by", "an envoy")
        expect(told).not_to_contain_text("Another window")
        other.get_by_role("button", name="Load that one").click()
        expect(field).to_have_value("an envoy")


def test_a_draft_that_goes_in_another_window(watched: Watched) -> None:
    """By being deleted, or by being sent; what stands in this one is kept again at its next change."""
    with writing(watched, ADD_CLAIM) as writer, second_window(writer.page) as other:
        told = writer.page.locator(".ea-write-draft")
        writer.types("by", "an official")
        other.get_by_role("button", name="Load that one").click()
        other.get_by_role("button", name="Delete the draft").click()
        expect(told).to_have_text("Another window has deleted this draft. What you write here next keeps it again.")
        writer.types("by", "an envoy")
        assert "an envoy" in kept(writer.page)

        other.evaluate(SEND)
        expect(told).to_contain_text("Another window has sent or copied this draft")
        writer.presses("Load that one")
        expect(writer.field("by")).to_have_value("an envoy")


SEND = """() => {
  const key = Object.keys(localStorage).find((key) => key.startsWith("ea-write-draft:"));
  localStorage.setItem(key, JSON.stringify({ ...JSON.parse(localStorage.getItem(key)), isSent: true }));
}"""
"""What a window keeps when it has sent the draft."""


@contextmanager
def second_window(page: Page) -> Iterator[Page]:
    """Open the same form beside a page; it has been loaded."""
    other = page.context.new_page()
    other.goto(page.url)
    expect(other.locator(".ea-write-form fieldset").first).to_be_visible()
    yield other
    other.close()


def kept(page: Page) -> str:
    """Return all that the browser keeps for the site."""
    return str(page.evaluate("JSON.stringify(localStorage)"))


RECORDED = "https://english.alarabiya.net/amp/features/2021/03/09/Inside-the-rise-of-the-shadowy-Iran-backed-militias-in-Iraq?utm_source=x"
"""Another address of a work that is here."""


def test_a_recorded_work_is_found_by_its_address(watched: Watched) -> None:
    """It is offered first and alone; who goes on without a choice has it too, and a new entry of it is told of."""
    with writing(watched, ADD_CLAIM) as writer:
        writer.types("src", RECORDED)
        offered = writer.page.locator("[role=option]:visible")
        expect(offered).to_have_count(1)
        expect(offered).to_contain_text("9 March 2021 · Al Arabiya English")
        writer.page.keyboard.press("Enter")
        state = writer.page.locator('[data-path$=".src"] > .ea-write-state')
        expect(state).to_have_text(f"Entry: {WORK}")
        writer.types("src", "")
        writer.types("src", RECORDED)
        writer.page.keyboard.press("Tab")
        expect(state).to_have_text(f"Entry: {WORK}")
        watched.open(f"{PAGE}?kind=source")
        writer.types("url", RECORDED)
        writer.page.keyboard.press("Tab")
        expect(writer.page.locator(".ea-write-error")).to_contain_text(f"This address is already in sources/{WORK}")


def test_an_id_that_is_taken_is_told(watched: Watched) -> None:
    with writing(watched, f"{PAGE}?kind=publisher") as writer:
        writer.types("name", "Shafaq News")
        writer.picks("type", "newspaper")
        writer.checks()
        assert [error.split(":")[0] for error in writer.errors()] == [
            "The id shafaq-news is taken by publishers/shafaq-news"
        ]


def test_what_was_emptied_is_told_of(watched: Watched) -> None:
    """It would be left out of what is sent; beside another change, and alone."""
    with writing(watched, f"{PAGE}?entry={EVENT}&add=summary") as writer:
        page = writer.page
        page.locator(".ea-write-edit textarea").fill("")
        page.locator("#ea-write-which").select_option("gaps")
        writer.presses("Correct this")
        gaps = page.locator(".ea-write-edit >> nth=1").locator("input")
        for number in range(gaps.count()):
            gaps.nth(number).fill("")
        writer.checks()
        errors = [error.split(":")[0] for error in writer.errors()]
        assert errors == ["“Summary” is missing", "The form cannot take this away"]
        page.locator(".ea-write-edit textarea").fill("It was hit [@no-work].")
        gaps.first.fill("Who paid for it")
        writer.checks()
        assert [error.split(":")[0] for error in writer.errors()] == ["No source has the id no-work"]


OLD_DRAFTS = {
    EVENT: {
        "id": EVENT.split("/")[1],
        "edits": [
            {"field": "gone_field", "statement": "", "value": {"value": "what stood there"}},
            {"field": "gaps", "statement": "", "value": "Who paid for it"},
        ],
    },
    "groups/+1": {"entry": {"name": "Brigade", "gone_field": [{"value": "what stood there"}]}},
    "vessels/+1": {"label": "Ship"},
}
"""Drafts of an atlas that had a field and a kind more, by their names."""


def test_a_draft_of_before_fields_were_changed(watched: Watched) -> None:
    """It goes on with what there still is; the rest is shown. One of a kind that is gone can be discarded."""
    with writing(watched, PAGE, "#ea-write-entry") as writer:
        page = writer.page
        for name, draft in OLD_DRAFTS.items():
            whole = {"id": "", "label": "", "entry": {}, "edits": [], "fresh": [], "next": 1} | draft
            whole |= {"draft": name, "folder": name.split("/")[0]}
            page.evaluate(
                "([name, draft]) => localStorage.setItem('ea-write-draft:' + name, JSON.stringify(draft))",
                [name, whole],
            )
        for path, kept in (f"?entry={EVENT}", "Who paid for it"), ("?kind=group&draft=groups/%2B1", "Brigade"):
            watched.open(PAGE + path)
            expect(page.get_by_role("alert")).to_have_text(
                "The atlas no longer has the field of this, which is left out: what stood there"
            )
            expect(page.locator(".ea-write-form input").first).to_have_value(kept)
        watched.open(PAGE)
        ship = page.locator(".ea-write-present > li", has_text="Ship")
        expect(ship).to_contain_text("New entry: Ship , of a kind that the atlas no longer has")
        expect(ship.get_by_role("button")).to_have_text(["Discard"])


NO_ID = [
    ("before 3 May 2019", "Attack on a base", "its id begins with the date of the event"),
    ("16 February 2021", "هجوم على قاعدة", "give a name in Latin letters"),
    ("the 1990s", "Attack on a base", ""),
]


def test_where_no_id_can_be_made_it_is_told(watched: Watched) -> None:
    """With what to do, at the date or the name."""
    with writing(watched, f"{PAGE}?kind=strike") as writer:
        for date, name, help in NO_ID:
            writer.types("name", name)
            writer.types("date.0.value", date)
            writer.checks()
            told = [error for error in writer.errors() if error.startswith("No id can be made of this")]
            assert [help in error for error in told] == ([True] if help else []), (date, name)


def test_a_list_without_statements_is_corrected(watched: Watched) -> None:
    """As a whole, with what is added to it; a list of statements that has none gets its first."""
    with writing(watched, f"{PAGE}?entry={EVENT}") as writer:
        page = writer.page
        page.locator("#ea-write-which").select_option("gaps")
        writer.presses("Correct this")
        edit = page.locator(".ea-write-edit")
        present = edit.locator("input").count()
        assert present
        edit.locator("input").first.fill("How many rockets were fired")
        page.locator("#ea-write-which").select_option("gaps")
        writer.presses("Add one")
        edit.locator("input").last.fill("Who paid for it")
        page.locator("#ea-write-which").select_option("damage")
        writer.presses("Add one")
        expect(edit).to_have_count(2)
        writer.types("value", "Windows broke", ".ea-write-edit >> nth=1")
        writer.finds("src", "Inside the rise of the shadowy Iran-backed militias")
        writer.checks()
        data = data_of(writer.sent())
        assert ["New", "How many rockets were fired · Who paid for it"] in writer.told()
        assert data["set"]["gaps"][0] == "How many rockets were fired"
        assert (data["set"]["gaps"][-1], len(data["set"]["gaps"])) == ("Who paid for it", present + 1)
        assert [one["value"] for one in data["add"]["damage"]] == ["Windows broke"]


def test_a_draft_that_was_sent_is_over(watched: Watched) -> None:
    """So that nobody sends it twice; those who want to go on with it can."""
    with writing(watched, f"{PAGE}?entry={EVENT}&add=gaps") as writer:
        page = writer.page
        page.locator(".ea-write-edit input").fill("Who paid for it")
        writer.checks()
        with page.expect_download():
            writer.presses("Download")
        page.reload()
        expect(page.locator(".ea-write-draft")).to_contain_text("You sent or copied a draft on this")
        expect(page.locator(".ea-write-edit input")).to_have_value("")
        writer.presses("Go on with that one")
        expect(page.locator(".ea-write-edit input")).to_have_value("Who paid for it")


def test_without_scripts_it_says_where_to_go(browser: Browser, below: str) -> None:
    with fresh_page(browser, java_script_enabled=False) as page:
        page.goto(f"{below}{PAGE}")
        expect(page.locator("noscript .ea-notice")).to_contain_text("This form needs scripts")
        expect(page.locator("noscript .ea-notice a").first).to_be_visible()


@pytest.mark.parametrize(("scheme", "width"), DRESSES)
def test_it_is_accessible(browser: Browser, below: str, scheme: str, width: int) -> None:
    """With its fields, its messages and its result, in both colours and on a phone, where nothing is wider than the screen."""
    size = {"width": width, "height": 800}
    dressed = watching(browser, below, color_scheme=scheme, viewport=size, bypass_csp=True)
    with dressed as watched, writing(watched, ADD_CLAIM) as writer:
        writer.checks()
        assert violations(writer.page) == []
        writer.finds("actor", "kataib hezbollah")
        writer.picks("stance", "claimed")
        writer.finds("src", ADDRESS)
        writer.types("title", "Example")
        writer.checks()
        writer.sent()
        assert violations(writer.page) == []
        assert writer.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(("path", "below_it"), [(ADD_CLAIM, ".ea-write-send"), (f"{EVENT}.html", ".ea-tools")])
def test_the_way_back_to_the_top_is_whole(watched: Watched, path: str, below_it: str) -> None:
    with writing(watched, path, below_it) as writer:
        page = writer.page
        page.locator(below_it).scroll_into_view_if_needed()
        page.mouse.wheel(0, -100)
        expect(page.locator(".md-top")).to_be_visible()
        expect(page.locator(".md-top")).to_be_in_viewport(ratio=1)


def test_no_other_page_loads_it(frozen_site: Path) -> None:
    loading = [path for path in frozen_site.rglob("*.html") if "/write." in path.read_text("utf-8")]
    assert [path.relative_to(frozen_site).as_posix() for path in loading] == [PAGE]


def test_every_kind_has_its_fields(watched: Watched) -> None:
    for kind in corpus().kinds:
        with writing(watched, f"{PAGE}?kind={kind.key}", ".ea-write-group") as writer:
            writer.checks()
            assert writer.errors(), kind.key


@pytest.mark.parametrize("asked", ["?kind=event", f"?entry={EVENT}"])
def test_what_cannot_be_read_is_told_and_asked_for_again(browser: Browser, at_root: str, asked: str) -> None:
    """The page does not stay empty; loaded anew, it leads to what was asked for."""
    with fresh_page(browser) as page:
        page.route("**/contribute/write/*.json", lambda route: route.abort())
        page.goto(at_root + PAGE + asked)
        expect(page.get_by_role("alert")).to_contain_text("load the page anew")
        expect(page.get_by_role("button", name="Event", exact=True)).to_be_visible()
        page.unroute_all()
        page.reload()
        expect(page.get_by_role("alert")).to_have_count(0)
        expect(page.locator(".ea-write-subject")).to_contain_text("You are writing on")


def test_an_id_that_cannot_be_looked_up_is_told(browser: Browser, at_root: str) -> None:
    with fresh_page(browser) as page:
        page.goto(at_root + PAGE)
        page.route("**/contribute/write/ids.json", lambda route: route.abort())
        page.locator("#ea-write-entry").fill("xqzvwk-2024-nothing")
        page.get_by_role("option", name="by its id").click()
        expect(page.get_by_role("alert")).to_contain_text("cannot be read")
