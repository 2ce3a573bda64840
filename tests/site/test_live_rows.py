"""Works as rows on the live site, whose pages are made one by one, and in the map of the site."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from euphrates_atlas.cli import main
from euphrates_atlas.render.entries import works
from euphrates_atlas.settings import Settings
from euphrates_atlas.site.live_site import LiveSite
from tests.stores import CORPUS, site_copy

WORK = "shafaq-2024-04-20-smc"


@pytest.fixture
def live(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LiveSite:
    """Return the worked examples live, with one work of a state body; a page has room for two works."""
    monkeypatch.setattr(works, "MAX_WEIGHT", 5_000)
    root = site_copy(tmp_path / "atlas", entities=CORPUS / "entities")
    work = root / "entities/sources/winep-profile-sad.yml"
    work.write_text(re.sub("^publisher: .*$", "publisher: iraq", work.read_text("utf-8"), flags=re.M), "utf-8")
    return LiveSite(Settings(root))


def text(live: LiveSite, address: str) -> str:
    return (live.file(address) or b"").decode()


def test_each_page_of_works_is_made_when_asked_for(live: LiveSite) -> None:
    """In any order: of years, of a body that is no publisher, and the first one; nothing else answers."""
    lines = text(live, "publishers/shafaq-news.html")
    of_years = re.findall(rf'<a class="ea-row" href="([\w-]+\.html)#{WORK}"', lines)
    assert of_years, "the row is on a page of years"
    assert f'<li id="{WORK}"><cite>' in text(live, f"publishers/{of_years[0]}")
    assert '<li id="winep-profile-sad"><cite>' in text(live, "publishers/iraq.html")
    assert '"id":"winep-profile-sad"' in text(live, "groups/iraq.json").replace(" ", "")
    assert live.file(f"sources/{WORK}.html") is None
    assert live.file(f"sources/{WORK}.json") is None


def test_the_map_of_the_site_lists_pages_and_no_rows(live: LiveSite) -> None:
    listed = re.findall(r"<loc>[^<]*example/([^<]*)</loc>", text(live, "sitemap.xml"))
    assert {"publishers/shafaq-news.html", "publishers/iraq.html", "sources/index.html"} <= {*listed}
    assert any(path.startswith("publishers/shafaq-news_year_") for path in listed)
    assert [path for path in listed if "#" in path or re.match(r"sources/(?!index|year_)", path)] == []


def test_an_entry_that_is_renamed_by_hand_is_there_before_what_names_it_follows(live: LiveSite, tmp_path: Path) -> None:
    """What still names the old id shows its last state, and so does the old entry."""
    groups = tmp_path / "atlas" / "entities" / "groups"
    old, new = "security-media-cell", "media-cell"
    (groups / f"{old}.yml").rename(groups / f"{new}.yml")
    with (groups / f"{new}.yml").open("a", encoding="utf-8") as file:
        file.write(f"redirects: [{old}]\n")
    live.follow_entries()
    for address in (f"groups/{new}.html", f"groups/{old}.html", "strikes/2024-04-20-camp-kalsu-explosion.html"):
        assert "<h1" in text(live, address), address


def test_the_address_of_a_renamed_work_stays(live: LiveSite, tmp_path: Path) -> None:
    """Its row, or its line, bears the anchor of the old id too."""
    root = tmp_path / "atlas"
    assert main(["--root", str(root), "rename", WORK, "shafaq-smc"]) == 0
    live.follow_entries()
    page = text(live, "publishers/shafaq-news.html")
    assert f'<li id="shafaq-smc"><span id="{WORK}"></span>' in page
    assert "#shafaq-smc" in text(live, "groups/security-media-cell.html")
