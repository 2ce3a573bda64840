"""The offline pack, opened from a disk as one does with a file."""

from __future__ import annotations

import os
import runpy
import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, expect

from euphrates_atlas.kinds import record_types
from tests.browsing import watching
from tests.case_count import sample
from tests.stores import REPOSITORY


@pytest.fixture(scope="module")
def unpacked(frozen_site: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of the pack on the disk: of a site with every hundredth file of entries and data, in `make test-all` with all."""
    folder = tmp_path_factory.mktemp("pack")
    in_folders = [path for kind in record_types() for path in sorted((frozen_site / kind).glob("*-*"))]
    ids = {path.stem for path in in_folders if path.suffix == ".json"}  # pages of an index have no data beside them
    of_entries = [path for path in in_folders if path.name.partition(".")[0].partition("_")[0] in ids]
    many = [*of_entries, *sorted((frozen_site / "data" / "v1").iterdir())]
    left_out = {*many} - {*sample(many, every=100)}
    ignored = lambda within, names: [name for name in names if Path(within, name) in left_out]  # noqa: E731
    shutil.copytree(frozen_site, folder / "site", ignore=ignored, copy_function=os.link)
    program = runpy.run_path(str(REPOSITORY / "frontend" / "offline.py"))
    program["pack"](folder / "site", folder / "atlas.zip")
    with ZipFile(folder / "atlas.zip") as archive:
        archive.extractall(folder)
    return (folder / "atlas").as_uri() + "/"


@pytest.mark.full
def test_the_pack_opens_from_a_disk(browser: Browser, unpacked: str) -> None:
    """Search finds names and words of texts, an index of several pages and the relations are filtered whole, the map has its cards, the form its
    fields, letters are ours.
    """
    with watching(browser, unpacked) as watched:
        page = watched.open()
        page.locator("#ea-q").first.fill("ketaib")
        expect(page.get_by_role("option").first).to_contain_text("Kata")
        assert page.evaluate("document.fonts.ready.then(() => document.fonts.check('16px \"Atlas Serif\"'))")
        assert page.evaluate("[...document.fonts].filter((font) => font.status === 'error').length") == 0
        page = watched.open("search.html?q=rocket+attack")
        expect(page.locator("[data-results] li").first).to_be_visible()
        watched.open("map/index.html")
        page = watched.open("sources/index.html?q=reuters")
        expect(page.locator("table[data-index] tbody tr:visible").first).to_contain_text("Reuters")
        page = watched.open("contribute/write/index.html?kind=group")
        expect(page.locator(".ea-write-group").first).to_be_visible()
        page = watched.open("network/index.html?body=kataib-hezbollah")
        expect(page.locator("tr[data-ends]:visible").first).to_contain_text("Kataib Hezbollah")


def test_the_words_behind_citation_marks_are_in_the_pack(tmp_path: Path) -> None:
    """The data of an entry whose page has marks, not those of other pages."""
    for name, text in [("a.html", '<a href="#ref-1">[1]</a>'), ("a.json", "{}"), ("b.html", "none"), ("b.json", "{}")]:
        (tmp_path / name).write_text(text)
    files = dict(runpy.run_path(str(REPOSITORY / "frontend" / "offline.py"))["files"](tmp_path))
    assert files["a.json.js"] == b"atlasFile({})\n"
    assert "b.json.js" not in files
