"""A save in the editor: the page becomes other, errors show and go, entries come and go."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread
from unittest.mock import Mock

import pytest

from euphrates_atlas.findings import CommandFailed
from euphrates_atlas.settings import Settings
from euphrates_atlas.site import live_site
from euphrates_atlas.site.http_server import Announcements
from euphrates_atlas.site.live_site import Following
from tests.folders import files
from tests.site.serving import PATIENCE, Served, started
from tests.stores import CORPUS, site_copy

GROUP = "groups/kataib-sayyid-al-shuhada"
BRAND = "groups/saraya-awliya-al-dam"
_PAUSE = Event()
SUMMARY = "  Armed brand that claimed"
NEW = """\
name: Brigade of the Test
summary: A group [@winep-2024-sad].
type: {value: armed-group, cite: [winep-2024-sad]}
reviewed: 2026-11-20
"""


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Return a server of the worked examples, all pages made."""
    with started(site_copy(tmp_path_factory.mktemp("saving") / "atlas", entities=CORPUS / "entities")) as served:
        served.settle()
        yield served


@pytest.fixture
def served(running: Served) -> Iterator[Served]:
    """Return the server that the tests of this file share; afterwards the entries and the pages by hand are as they were."""
    folders = [running.root / "entities", running.root / "content"]
    before = [files(folder) for folder in folders]
    yield running
    change = running.state()["change"]
    had_others = [_restore(folder, kept) for folder, kept in zip(folders, before, strict=True)]
    if any(had_others):
        running.until(lambda: running.state()["change"] != change, "what is restored")
    running.rest()
    assert running.report == ""


def _restore(folder: Path, kept: dict[str, bytes]) -> bool:
    """Give a folder the files that it had, and return whether it had others."""
    found = files(folder)
    for path in found.keys() - kept.keys():
        (folder / path).unlink()
    for path, data in kept.items():
        if found.get(path) != data:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)
    return found != kept


def test_a_save_shows_on_every_page_that_it_concerns(served: Served):
    """The page of the entry first; then those that name it, the indexes and the data."""
    text = served.read(GROUP)
    served.write(GROUP, text.replace("name: Kataib Sayyid al-Shuhada", "name: Brigade of the Test", 1))
    for address in (
        f"{GROUP}.html",
        "groups/index.html",
        f"{BRAND}.html",
        f"{GROUP}.json",
    ):
        served.until(lambda a=address: "Brigade of the Test" in served.page(a), address)
    served.settle()
    assert "Kataib Sayyid" not in served.page(f"{GROUP}.html").partition("</title>")[0]


def test_an_error_of_form_shows_and_goes(served: Served):
    """The report is that of the terminal; the page keeps its last good state, and others follow their saves."""
    text = served.read(BRAND)
    page = served.page(f"{BRAND}.html")
    served.write(BRAND, text.replace("gaps: [", "gaps: [[", 1))
    served.until(lambda: "A102" in served.report, "the error")
    assert served.state()["grave"] is True
    assert f"entities/{BRAND}.yml:" in served.report
    served.until(lambda: "A102" in served.said, "the error in the terminal")
    served.settle()
    assert served.page(f"{BRAND}.html") == page
    assert "Saraya Awliya al-Dam" in served.page("groups/index.html")
    served.write(GROUP, served.read(GROUP).replace("name: Kataib Sayyid al-Shuhada", "name: Brigade of the Test", 1))
    served.until(lambda: "Brigade of the Test" in served.page(f"{GROUP}.html"), "the page of another entry")
    assert "A102" in served.report
    served.write(BRAND, text.replace(SUMMARY, "  Mended brand that claimed"))
    served.until(lambda: "Mended brand" in served.page(f"{BRAND}.html"), "the mended page")
    served.until(lambda: served.report == "", "the end of the error")


def test_a_reference_to_nothing_shows_until_it_is_there(served: Served):
    """A page that would name what is not there keeps its state; the entry that was missing brings it up."""
    text = served.read(BRAND).replace("[[erbil-air-base]]", "[[brigade-of-the-test]]")
    served.write(BRAND, text)
    served.until(lambda: "A301" in served.report, "the error")
    served.settle()
    assert "brigade-of-the-test" not in served.page(f"{BRAND}.html")
    served.write("groups/brigade-of-the-test", NEW)
    served.until(lambda: "brigade-of-the-test.html" in served.page(f"{BRAND}.html"), "the link")
    served.until(lambda: served.report == "", "the end of the error")
    served.settle()
    assert "saraya-awliya-al-dam.html" in served.page("groups/brigade-of-the-test.html")


def test_an_error_of_a_check_is_no_reason_to_keep_a_page(served: Served):
    """What can be read and linked is shown, with what is wrong beside it."""
    text = served.read(BRAND)
    served.write(
        BRAND, text.replace(SUMMARY, "  Loaded brand that claimed").replace("    reason: latest-assessment\n", "", 1)
    )
    served.until(lambda: "A404" in served.report, "the error")
    served.until(lambda: "Loaded brand" in served.page(f"{BRAND}.html"), "the page")
    served.write(BRAND, text)
    served.until(lambda: served.report == "", "the end of the error")


def test_an_entry_comes_moves_and_goes(served: Served):
    """Its page, its place in the index and its data; its old address leads on as long as it is said to."""
    served.write("groups/brigade-of-the-test", NEW)
    served.until(lambda: "Brigade of the Test" in served.page("groups/brigade-of-the-test.html"), "the page")
    served.until(lambda: "brigade-of-the-test.html" in served.page("groups/index.html"), "the index")
    served.settle()
    assert served.get("groups/brigade-of-the-test.json")[0] == 200

    folder = served.root / "entities" / "groups"
    moved = NEW + "redirects: [brigade-of-the-test]\n"
    (folder / "brigade-of-the-test.yml").rename(folder / "test-brigade.yml")
    served.write("groups/test-brigade", moved)
    served.until(lambda: "Brigade of the Test" in served.page("groups/test-brigade.html"), "the page at its new place")
    served.until(lambda: "test-brigade.html" in served.page("groups/brigade-of-the-test.html"), "what leads on")
    served.settle()

    (folder / "test-brigade.yml").unlink()
    served.until(lambda: served.get("groups/test-brigade.html")[0] == 404, "nothing")
    served.settle()
    for gone in ("test-brigade.html", "brigade-of-the-test.html", "test-brigade.json", "brigade-of-the-test.json"):
        assert served.get(f"groups/{gone}")[0] == 404
    assert "brigade-of-the-test" not in served.page("groups/index.html")


def test_a_folder_that_goes_and_comes_back(served: Served):
    """Everything that was in it is missing for a while, and nothing else happens."""
    bases = served.root / "entities" / "bases"
    shown = [
        "index.html",
        "bases/index.html",
        "bases/camp-kalsu.html",
        "groups/saraya-awliya-al-dam.html",
        "sitemap.xml",
    ]
    before = served.files(shown)
    assert [*before] == shown
    bases.rename(served.root / "put-away")
    served.until(lambda: "A301" in served.report, "what is missing")
    served.settle()
    (served.root / "put-away").rename(bases)
    served.until(lambda: served.report == "", "the end of the errors")
    served.settle()
    assert served.files(shown) == before
    shutil.rmtree(served.root / "entities")
    served.until(lambda: served.report != "", "an error")
    served.settle()
    assert served.get("index.html")[0] == 200


def test_what_is_no_entry(served: Served):
    """Files with other names, links and what editors leave are told of as `atlas check` does, or passed over."""
    folder = served.root / "entities" / "groups"
    (folder / "Wrong Name.yml").write_text(NEW, encoding="utf-8")
    served.until(lambda: "A109" in served.report, "a wrong name")
    (folder / "Wrong Name.yml").unlink()
    served.until(lambda: served.report == "", "the end of it")
    (folder / "linked.yml").symlink_to("nowhere.yml")
    served.until(lambda: "A108" in served.report, "a link")
    (folder / "linked.yml").unlink()
    served.until(lambda: served.report == "", "the end of it")
    (folder / ".hidden.yml").write_text("[", encoding="utf-8")
    (folder / "brigade-of-the-test.yml").write_bytes(b"\xff\xfe not text \x00")
    served.until(lambda: "brigade-of-the-test" in served.report, "what cannot be read")
    assert "hidden" not in served.report
    (folder / ".hidden.yml").unlink()  # of which the server is told nothing
    (folder / "brigade-of-the-test.yml").unlink()
    served.until(lambda: served.report == "", "the end of it")


def test_pages_by_hand_and_files_that_are_copied(served: Served):
    """A page that is written by hand follows its save, and so does what is copied as it is."""
    page = served.root / "content" / "about.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nA sentence of the test.\n", encoding="utf-8")
    served.until(lambda: "A sentence of the test." in served.page("about.html"), "the page")
    (served.root / "content" / "more.md").write_text("# More\n\nOf the test.\n", encoding="utf-8")
    served.until(lambda: "Of the test." in served.page("more.html"), "a new page")
    (served.root / "content" / "more.md").unlink()
    served.until(lambda: served.get("more.html")[0] == 404, "no page")


def test_pages_by_hand_in_a_folder_of_their_own(served: Served):
    """A new one shows, and follows its saves."""
    page = served.root / "content" / "guides" / "reading.md"
    page.parent.mkdir()
    for words in ("Of the test.", "And again."):
        page.write_text(f"# Reading\n\n{words}\n", encoding="utf-8")
        served.until(lambda words=words: words in served.page("guides/reading.html"), words)


def test_an_open_page_learns_of_what_concerns_it(served: Served):
    """It is told of every save; its ETag changes with the page and with files that pages load, with nothing else."""
    style = served.root / "content" / "assets" / "of-the-test.css"
    style.parent.mkdir(exist_ok=True)
    style.write_text("p { color: black }", encoding="utf-8")
    served.until(lambda: served.get("assets/of-the-test.css")[0] == 200, "the style sheet")
    served.rest()
    one, other = f"{BRAND}.html", "publishers/rt.html"
    before = served.etag(one), served.etag(other)
    with served.listening() as told:
        first = told[-1]["change"]
        served.write(BRAND, served.read(BRAND).replace(SUMMARY, "  A brand of the test that claimed"))
        served.until(lambda: told[-1]["change"] != first, "the change")
        assert served.etag(one) != before[0]
        served.settle()
        assert served.etag(other) == before[1]
        style.write_text("p { color: red }", encoding="utf-8")
        served.until(lambda: served.etag(other) != before[1], "the ETag of another style")


def test_what_is_saved_is_checked_first_and_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A page that is asked for during the check of the saved files is made meanwhile; the check of all follows."""
    checked: list[frozenset[str] | None] = []
    is_made: list[bool] = []
    check = live_site.check_store

    def check_while_a_page_is_made(store, today=None, *, only=None, notes=True):
        if only is not None:
            asker = Thread(target=following.answer, args=(f"{GROUP}.html",), daemon=True)
            asker.start()
            asker.join(PATIENCE)
            is_made.append(not asker.is_alive())
        checked.append(None if only is None else frozenset(only))
        return check(store, today, only=only, notes=notes)

    monkeypatch.setattr(live_site, "check_store", check_while_a_page_is_made)
    settings = Settings(site_copy(tmp_path / "site", entities=CORPUS / "entities"))
    following = Following(settings, Announcements())
    following.start()
    saved = f"entities/{BRAND}.yml"
    _settle(following)
    file = settings.root / saved
    file.write_text(file.read_text(encoding="utf-8").replace(SUMMARY, "  A brand that claimed"), encoding="utf-8")
    following.follow([saved, "entities/groups/no-such.yml"])
    _settle(following)
    assert checked == [None, frozenset([saved]), None]
    assert is_made == [True]


def test_an_error_in_a_rule_ends_the_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Whoever waits until a change is checked waits no longer, and reads the error."""
    error = "kinds/rules/a.py:1: TypeError: of the test: mend that line"
    monkeypatch.setattr(live_site, "check_store", Mock(side_effect=CommandFailed(error)))
    announcements = Announcements()
    following = Following(Settings(site_copy(tmp_path / "site", entities=CORPUS / "entities")), announcements)
    following.start()
    _settle(following)
    assert announcements.state["text"] == error


def _settle(following: Following) -> None:
    for _ in range(PATIENCE * 50):
        if following.is_settled():
            return
        _PAUSE.wait(0.02)
    pytest.fail("never settled")
