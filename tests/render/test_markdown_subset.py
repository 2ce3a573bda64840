"""The Markdown that pages are written in: a subset that every converter reads alike.

The fifteen rules were measured with two converters; the rules that a page can break are asserted here one by one, over
every page of the worked examples and of the repository's own store, and then the two converters are compared.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from functools import cache
from html.parser import HTMLParser

import pytest

from euphrates_atlas.export.citation_formats import ENTRY_DATA
from euphrates_atlas.model.atlas import Atlas
from tests.case_count import sample, sample_of_each
from tests.markup import assert_same_elements
from tests.stores import REPOSITORY, corpus

ENDINGS = (".xml", ENTRY_DATA)
RAW_TAGS = frozenset("div section aside figure table dl ol ul details nav p".split())  # noqa: SIM905
VOID = frozenset({"br", "hr", "img", "input", "wbr"})
HEADING = re.compile(r"(#{1,4}) (\S.*) \{#([a-z0-9]+(?:[-a-z0-9]*[a-z0-9])?)\}")
EXTERNAL = re.compile(r"https?://[!-~]+")
ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-f]+|[a-z]+);", re.IGNORECASE)
TAG = re.compile(r"</?[a-z][a-z0-9]*(?: [a-z-]+(?:=\"[^\"]*\")?)*>")

Page = tuple[str, str]


@pytest.fixture(scope="module")
def rendered(told: tuple[Atlas, dict[str, str]]) -> list[Page]:
    """Return path and text of every page of a store; of the real one, in each folder of the largest and of every 25th."""
    atlas, made = told
    if atlas is corpus():
        return [*made.items()]
    by_size = sorted(made.items(), key=lambda page: -len(page[1]))
    return sample_of_each(by_size, lambda page: page[0].partition("/")[0], every=25)


@pytest.fixture(scope="module")
def pages(rendered: list[Page]) -> list[Page]:
    """Return path and text behind the front matter of every page of a store."""
    return [(path, text.split("\n---\n", 1)[1]) for path, text in rendered]


@pytest.fixture(scope="module")
def all_blocks(pages: list[Page]) -> list[Page]:
    """Return every block of every page, with the path of the page."""
    return [(path, block) for path, text in pages for block in blocks(text)]


def blocks(text: str) -> list[str]:
    return [block.strip("\n") for block in re.split(r"\n{2,}", text.strip("\n"))]


def is_raw(block: str) -> bool:
    return block.startswith("<") and (m := re.match(r"<([a-z0-9]+)", block)) is not None and m[1] in RAW_TAGS


class _Shape(HTMLParser):
    """Follows the nesting of tags, and notes attributes and ids."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.attributes: list[tuple[str, str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value) for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}>")


@cache
def shape(text: str) -> _Shape:
    parser = _Shape()
    parser.feed(text)
    parser.close()
    return parser


def test_front_matter_then_one_h1(rendered: list[Page]):
    """One h1, first thing after the front matter (rule 1)."""
    for path, text in rendered:
        assert text.startswith("---\ntitle: "), path
        found = blocks(text.split("\n---\n", 1)[1])
        assert [b.startswith("# ") for b in found].count(True) == 1, path
        assert found[0].startswith("# "), path
        assert "<h1" not in text, path


def test_headings_are_one_line_with_an_id(all_blocks: list[Page]):
    """ATX only, blank line before and after, an id of small letters, digits and hyphens (rule 1)."""
    for path, block in all_blocks:
        if block.startswith("#"):
            assert HEADING.fullmatch(block), f"{path}: {block!r}"
        else:
            assert not re.search(r"^\s{0,3}(?:#{1,6}\s|=+$|-+$)", block, re.MULTILINE), f"{path}: {block[:200]!r}"


def test_ids_are_unique_on_a_page(pages: list[Page]):
    """Of headings and of raw HTML together; every link on the page to a place of the page has its place (rule 1)."""
    for path, text in pages:
        held = shape(text).attributes
        ids = [m[3] for b in blocks(text) if (m := HEADING.fullmatch(b))] + [v for _, n, v in held if n == "id"]
        assert [id for id, number in Counter(ids).items() if number > 1] == [], path
        own = {v[1:] for _, n, v in held if n == "href" and v and v.startswith("#")}
        assert own - set(ids) == set(), path


def test_every_h2_of_raw_html_has_an_id(pages: list[Page]):
    for path, text in pages:
        assert re.findall(r"<h[2-6](?![^>]*\bid=)[^>]*>", text) == [], path


def test_raw_blocks_are_whole(all_blocks: list[Page]):
    """They start at column 0 with an allowed tag, close what they open, and hold no blank line (rules 10 and 11)."""
    for path, block in all_blocks:
        if block.startswith("<"):
            assert is_raw(block), f"{path}: {block[:80]!r}"
            found = shape(block)
            assert (found.open, found.wrong) == ([], []), f"{path}: {block[:200]!r}"
            first = re.match(r"<([a-z0-9]+)", block)
            assert first
            assert block.endswith(f"</{first[1]}>"), f"{path}: {block[-80:]!r}"


def test_markup_carries_no_style_script_or_handler(pages: list[Page]):
    """No `style=`, no script but data, no handler, no `markdown=` (rules 12 and 13)."""
    for path, text in pages:
        found = shape(text).attributes
        named = {name for _, name, _ in found}
        assert {n for n in named if n in ("style", "markdown") or n.startswith("on")} == set(), path
        bare = text.replace('<script type="application/ld+json">', "")
        assert not re.search(r"<(?:script|style|iframe|object|embed|img|link|meta|base)\b", bare), path
        assert ("<form" in text) is (path == "index.md"), "the search box of the first page is the only form"


def test_links_lead_to_pages_or_to_the_web(told: tuple[Atlas, dict[str, str]], pages: list[Page]):
    """Inside the site to final addresses; outside, http and https alone (rules 7, 8 and 12)."""
    known = {*told[1]} | {path.name for path in (REPOSITORY / "content").glob("*.md")}
    for path, text in pages:
        for _, name, value in shape(text).attributes:
            if name != "href":
                continue
            assert value
            if not value.startswith("#") and not EXTERNAL.fullmatch(value):
                if re.fullmatch(r"(?:\.\./[a-z]+/)?[a-z0-9-]+\.[a-z]+", value) and value.endswith(ENDINGS):
                    continue  # a data file; the built site says whether it is there
                if path == "data/index.md" and re.fullmatch(r"v1/[A-Za-z0-9.-]+", value):
                    continue  # a file of the whole data, likewise
                assert re.fullmatch(
                    r"(?:\.\./){0,2}(?:[a-z-]+/)?[A-Za-z0-9_-]+\.html(?:[?&][a-z-]+=[a-z0-9_,-]+)*(?:#[a-z0-9_-]+)?",
                    value,
                ), f"{path}: {value}"
                page = posixpath.normpath(posixpath.join(posixpath.dirname(path), re.split("[?#]", value)[0]))
                assert f"{page.removesuffix('.html')}.md" in known, f"{path}: {value}"


def test_text_of_headings_is_escaped(all_blocks: list[Page]):
    """What Markdown could take for markup stands as a numeric entity (rules 2, 3 and 9)."""
    for path, block in all_blocks:
        if (heading := HEADING.fullmatch(block)) is None:
            continue
        bare = ENTITY.sub("x", TAG.sub("", heading[2]))
        assert not re.search(r"[\\`*_{}\[\]<>&|~#]", bare), f"{path}: {block!r}"
        assert "  " not in bare, f"{path}: {block!r}"


def test_pages_are_headings_and_raw_html(pages: list[Page]):
    """Nothing else of Markdown, no two blank lines, no characters that converters read differently (rules 3 to 6 and 14)."""
    for path, text in pages:
        assert "\n\n\n" not in text.strip("\n"), path
        assert not re.search(r"[\t\r\x00-\x08\x0b-\x1f\x7f\u2028\u2029]", text), path
        for block in blocks(text):
            assert HEADING.fullmatch(block) or is_raw(block), f"{path}: {block[:80]!r}"


def test_both_converters_give_the_same_elements(told: tuple[Atlas, dict[str, str]], pages: list[Page]):
    """The compiled converter and Python-Markdown agree on every page that is not of an entry, and on those of entries."""
    of_entries = {f"{entry.kind.folder}/{entry.id}.md" for entry in told[0].entries.values()}
    others = [page for page in pages if page[0] not in of_entries]
    for _, text in (*others, *sample(page for page in pages if page[0] in of_entries)):
        assert_same_elements(text)
