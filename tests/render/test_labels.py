"""What an entry is called stands in its own direction and language wherever it is HTML, and as it is elsewhere."""

from __future__ import annotations

import re

import pytest

from euphrates_atlas.render.linked_words import LinkedWords
from euphrates_atlas.render.markup import name_html
from euphrates_atlas.render.overviews.index_values import PlainWords
from tests.stores import atlas_of, render_feeds, render_pages

ARABIC = '"الحشد".. ما قصة'
AS_HTML = '<bdi lang="ar" dir="rtl">&quot;الحشد&quot;.. ما قصة</bdi>'
WORKS = {
    "sources/arabic": f"title: '{ARABIC}'\nlanguage: ar",
    "sources/headline": "title: Statement (headline not kept)\nlanguage: ar",
    "sources/english": "title: A “work”",
}


@pytest.mark.parametrize(
    ("id", "words", "shown"),
    [
        ("arabic", None, AS_HTML),
        ("arabic", "this work", "this work"),
        ("headline", None, "Statement (headline not kept)"),
        ("english", None, "A “work”"),
    ],
)
@pytest.mark.parametrize("marked", [True, False])
def test_a_link_says_the_language_of_a_title_that_is_not_in_latin_letters(
    id: str, words: str | None, shown: str, marked: bool
) -> None:
    atlas = atlas_of(WORKS)
    sign = 'class="ea-k ea-k-source" ' if marked else ""
    link = LinkedWords(atlas).link(id, words, marked=marked)
    assert link == f'<a {sign}href="../publishers/paper.html#{id}">{shown}</a>'
    assert PlainWords(atlas).link(id, words) == shown


@pytest.mark.parametrize("lang", ["ar", "ar-Latn", "fa", "en", None])
def test_latin_letters_are_never_marked(lang: str | None) -> None:
    assert name_html("Ra’is (headline not kept)", lang) == "Ra’is (headline not kept)"


def test_every_page_links_a_title_in_its_direction_and_nothing_but_html_has_tags() -> None:
    """Headings of Markdown, front matter, data, attributes and feeds keep the bare text; nothing is marked twice."""
    cited = "name: A group\nsummary: A group [@arabic].\ntype: {value: state, cite: [arabic]}"
    atlas = atlas_of({**WORKS, "groups/g": cited})
    pages = {path: page.decode() for path, page in render_pages(atlas).items()}
    linked = {path: re.findall(r"<a\b[^>]*>((?:(?!</a>).)*الحشد.*?)</a>", page) for path, page in pages.items()}
    shown = {link for links in linked.values() for link in links}
    assert {"sources/index.md", "groups/g.md", "publishers/paper.md"} <= {
        path for path, links in linked.items() if links
    }
    assert shown == {AS_HTML}
    for path, page in pages.items():
        assert re.findall(r"<bdi[^>]*>[^<]*<bdi", page) == [], path
        assert re.findall(r'="[^"]*<bdi', page) == [], path
        assert [
            line for line in page.split("\n") if line.startswith(("#", "title:", "description:")) and "bdi" in line
        ] == []
        assert [data for data in re.findall(r"<script[^>]*>.*?</script>", page) if "bdi" in data] == []
    assert [path for path, feed in render_feeds(atlas).items() if b"bdi" in feed] == []


def test_a_value_in_arabic_turns_nothing_around_it() -> None:
    """A title and the period behind it stand one after the other."""
    role = "group: g1, role: chairman, title_orig: رئيس المجلس, when: 2017-07-30"
    atlas = atlas_of({
        "leaders/l1": f"name: L1\nroles: {{{role}, cite: [arabic]}}",
        "leaders/l2": "name: L2\nroles: {group: g1, role: deputy, cite: [arabic]}",
        "groups/g1": "name: G1",
        "sources/arabic": WORKS["sources/arabic"],
    })  # fmt: skip
    page = render_pages(atlas)["groups/g1.md"].decode()
    assert "title in its own language: <bdi>رئيس المجلس</bdi>, 30 Jul 2017" in page


def test_a_transliteration_runs_from_the_left():
    """Also with some letters of the script that it stands for."""
    assert "<bdi" in name_html("كتائب", "ar")
    assert "<bdi" not in name_html("Kata’ib (كتائب)", "ar-Latn")
