"""The page at an old address: it leads on at once, and bears a link where a browser does not follow."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

from euphrates_atlas.cli import main
from tests.stores import CORPUS, atlas_of, render_pages, site_copy


def test_each_old_id_has_a_page() -> None:
    """In the folder of its kind, out of both searches, with titles that differ."""
    atlas = atlas_of(
        {"groups/g1": "name: A <b>*name*</b>\nredirects: [old-one, old-two]", "places/land": "redirects: older"}
    )

    pages = render_pages(atlas)

    assert {"groups/old-one.md", "groups/old-two.md", "places/older.md"} <= pages.keys()
    assert pages["groups/old-one.md"].decode() == (
        "---\n"
        'title: "A <b>*name*</b> (moved from old-one)"\n'
        'description: "The entry old-one is now g1: A <b>*name*</b>."\n'
        "template: redirect.html\n"
        "moved_to: g1.html\n"
        "hide:\n  - navigation\n"
        "search:\n  exclude: true\n"
        "---\n\n"
        "# A &#60;b&#62;&#42;name&#42;&#60;/b&#62; {#top}\n\n"
        '<p>This page has moved: <a href="g1.html">A &lt;b&gt;*name*&lt;/b&gt;</a>.</p>\n'
    )


def test_no_page_without_an_old_id() -> None:
    assert not [path for path, text in render_pages(atlas_of({})).items() if b"redirect.html" in text]


def test_the_built_page_leads_on(tmp_path: Path) -> None:
    """The policy stays the first meta tag; no script is needed, and search engines keep the new address."""
    shutil.copytree(CORPUS / "entities", tmp_path / "entities")
    place = tmp_path / "entities/places/kalsu.yml"
    place.write_text(
        place.read_text(encoding="utf-8").rstrip("\n") + "\nredirects: [camp-kalsu-town]\n", encoding="utf-8"
    )
    root = site_copy(tmp_path / "site_copy", entities=tmp_path / "entities")

    assert main(["--root", str(root), "build"]) == 0
    page = (root / "site/places/camp-kalsu-town.html").read_text(encoding="utf-8")

    metas = re.findall(r"<meta [^>]*>", page)
    assert 'http-equiv="Content-Security-Policy"' in metas[1]
    assert metas[0] == '<meta charset="utf-8">'
    assert '<meta http-equiv="refresh" content="0; url=kalsu.html">' in metas
    assert '<meta name="robots" content="noindex">' in metas
    assert '<a href="kalsu.html">' in page
    assert (root / "site/places/kalsu.html").is_file()
    listed = (root / "site/sitemap.xml").read_text(encoding="utf-8")
    assert "places/kalsu.html" in listed
    assert "camp-kalsu-town" not in listed
    moved = json.loads((root / "site/places/camp-kalsu-town.json").read_text(encoding="utf-8"))
    assert moved["moved_to"] == "kalsu"
