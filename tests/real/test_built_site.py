"""A whole site, as a browser gets it: links, titles, requests, policy.

In `make test` it is that of the frozen entries; of the entries of the repository all are checked, and the pages of some are looked at.
`make test-entries` and `make test-all` look at the whole site of the repository. What needs every element is asked of some pages of each
folder, in `make test-all` of all.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from urllib.parse import unquote, urlsplit

import pytest

from euphrates_atlas.subject import contact_address, site_address
from tests.case_count import WHOLE_SITE
from tests.real.drawn import drawn_pages
from tests.site.conftest import Page, Site, read
from tests.stores import REPOSITORY, real_store

pytestmark = [pytest.mark.real_store] if WHOLE_SITE else []

LOADS = {
    "script": ("src",),
    "img": ("src", "srcset"),
    "iframe": ("src",),
    "embed": ("src",),
    "object": ("data",),
    "source": ("src", "srcset"),
    "video": ("src", "poster"),
    "audio": ("src",),
    "track": ("src",),
    "input": ("src",),
    "form": ("action",),
    "use": ("href", "xlink:href"),
    "image": ("href", "xlink:href"),
}
"""Attributes that make a browser ask for something; of `link`, `href` unless it only names something."""

ONLY_NAMES = {"cite-as", "type", "canonical", "next", "prev", "alternate", "author", "license", "edit"}


ROOT = urlsplit(site_address()).path
"""Where on its host the site stands: the page for what is not found has whole paths."""


@pytest.fixture(scope="module")
def site(request: pytest.FixtureRequest) -> Site:
    """Return a whole site as `atlas build` makes it."""
    return read(request.getfixturevalue("real_site" if WHOLE_SITE else "frozen_site"))


@pytest.fixture(scope="module")
def of_repository(request: pytest.FixtureRequest) -> list[Page]:
    """Return pages of the entries of the repository: of the whole site, or those that are made without it."""
    return request.getfixturevalue("site").some if WHOLE_SITE else drawn_pages()


OF_REPOSITORY = pytest.param("of_repository", marks=pytest.mark.real_store)


@pytest.fixture(params=[OF_REPOSITORY] if WHOLE_SITE else ["site", OF_REPOSITORY])
def pages(request: pytest.FixtureRequest) -> list[Page]:
    """Return pages of each folder of the whole site, and of the entries of the repository."""
    held: Site | list[Page] = request.getfixturevalue(request.param)
    return held.some if isinstance(held, Site) else held


def internal(page, address: str) -> tuple[str, str] | None:
    """Return file and anchor that an address of a page leads to inside the site; None where it leads out."""
    found = _resolved(page.folder, address)
    return found and (found[0] or page.path, found[1])


@cache
def _resolved(folder: str, address: str) -> tuple[str, str] | None:
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return None
    if not parts.path:
        return "", unquote(parts.fragment)
    path = parts.path.removeprefix(ROOT) if parts.path.startswith("/") else posixpath.join(folder, parts.path)
    path = posixpath.normpath(unquote(path))
    if parts.path.endswith("/") or path == ".":
        path = posixpath.normpath(posixpath.join(path, "index.html"))
    return path, unquote(parts.fragment)


def requests(page) -> Iterator[str]:
    """Yield every address that the page makes a browser ask for."""
    for tag, attributes in page.elements:
        for name in LOADS.get(tag, ()):
            for part in attributes.get(name, "").split(","):
                if part.strip():
                    yield part.split()[0]
        if tag == "link" and not ONLY_NAMES & set(attributes.get("rel", "").split()):
            yield attributes.get("href", "")


FOUND = re.compile(r'<h3 id="a\d+">([^<]*)<.*?<span class="ea-sub">([\d,]+) (\w+)', re.DOTALL)
"""A rule in the list of work to do, how much it found, and whether these are notes, warnings or errors."""


@pytest.mark.real_store
def test_the_store_is_clean(of_repository):
    """No error and no warning: all entries were checked, and the page of work to do lists what that found."""
    (state,) = [page for page in of_repository if page.path == "state/index.html"]
    work = state.text.partition('id="work"')[2]
    found = FOUND.findall(work)
    assert len(found) == work.count("<h3 ")
    assert found or "Nothing is noted at present." in work
    assert [rule for rule in found if rule[2] not in ("note", "notes")] == [], "`atlas check` says where"


def test_each_entry_has_an_address(site):
    """A page, or a row of one, beside those of the indexes and the hand-written ones; the row bears its old ids too."""
    for entry in real_store(site.folder.parent).entries.values():
        assert entry.page in site.pages, entry.id
        ids = {entry.id, *entry.record.redirects} if entry.kind.row_of else set()
        assert ids <= site.pages[entry.page].anchors, entry.id
    assert {path for path in site.pages if path.startswith("sources/")} == {
        path for path in site.pages if re.fullmatch(r"sources/(index|year_[\w-]+)\.html", path)
    }
    by_hand = {p.with_suffix(".html").name for p in (REPOSITORY / "content").glob("*.md")}
    assert {*by_hand, "index.html", "404.html"} == {path for path in site.pages if "/" not in path}


def test_every_internal_address_leads_somewhere(site):
    """To a file that is there: every link, and of some pages, in `make test-all` of all, everything that they ask for."""
    there = {path.relative_to(site.folder).as_posix() for path in site.folder.rglob("*") if path.is_file()}
    asked = [(page, page.links) for page in site.pages.values()] + [(page, {*requests(page)}) for page in site.some]
    wrong = []
    for page, addresses in asked:
        for address in addresses:
            found = internal(page, address)
            if found and not address.startswith("data:") and found[0] not in there:
                wrong.append(f"{page.path}: {address}")
    assert wrong == []


def test_every_anchor_is_there(site):
    """The build itself follows every link to an anchor: here those of some pages are followed in what it made."""
    wrong = []
    for page in site.some:
        for address in page.links:
            found = internal(page, address)
            if found and found[1] and found[0] in site.pages and found[1] not in site.pages[found[0]].anchors:
                wrong.append(f"{page.path}: {address}")
    assert wrong == []


def test_links_leave_by_http_or_https_only(site):
    """Or by e-mail, to whom the setting names: a report of harm takes no account."""
    contact = f"mailto:{contact_address()}?subject="
    addresses = {address: page.path for page in site.pages.values() for address in page.links}
    others = {address: path for address, path in addresses.items() if not address.startswith(contact)}
    assert {a: path for a, path in others.items() if urlsplit(a).scheme not in ("", "http", "https")} == {}


def test_no_page_is_an_orphan(site):
    """Every page can be reached from the first by links, but for those that lead on from an old address."""
    entries = real_store(site.folder.parent).entries.values()
    old = {f"{entry.kind.folder}/{id}.html" for entry in entries for id in entry.record.redirects}
    seen, waiting = {"index.html"}, ["index.html"]
    while waiting:
        page = site.pages[waiting.pop()]
        for address in page.links:
            found = internal(page, address)
            if found and found[0] in site.pages and found[0] not in seen:
                seen.add(found[0])
                waiting.append(found[0])
    assert sorted(set(site.pages) - seen - old - {"404.html"}) == []


def test_titles_are_there_and_unlike(site):
    titles = {path: [t.strip() for t in page.title] for path, page in site.pages.items()}
    assert [path for path, held in titles.items() if len(held) != 1 or not held[0]] == []
    counted = Counter(held[0] for path, held in titles.items() if path != "404.html")
    assert {title: number for title, number in counted.items() if number > 1} == {}


def test_descriptions_are_there_and_unlike(site):
    held = {path: page.meta("description") for path, page in site.pages.items()}
    assert [path for path, found in held.items() if len(found) != 1 or not found[0].strip()] == []
    counted = Counter(found[0] for path, found in held.items() if path != "404.html")
    assert {text: number for text, number in counted.items() if number > 1} == {}


def test_one_h1_and_an_id_on_every_heading(pages):
    for page in pages:
        assert len(page.all("h1")) == 1, page.path
        assert [h for tag in ("h2", "h3") for h in page.all(tag) if not h.get("id")] == [], page.path


def test_ids_are_unique(pages):
    for page in pages:
        assert {id: n for id, n in Counter(page.ids).items() if n > 1} == {}, page.path


def test_labels_point_at_something(pages):
    """What names another element by its id finds it."""
    for page in pages:
        named = {
            id
            for _, attributes in page.elements
            for name in ("aria-labelledby", "aria-describedby", "aria-controls")
            for id in attributes.get(name, "").split()
        }
        assert named - page.anchors == set(), page.path


def test_every_page_names_its_language(pages):
    for page in pages:
        assert page.all("html") == [{**page.all("html")[0], "lang": "en"}], page.path


def test_no_request_leaves_the_site(pages):
    """Scripts, styles, fonts, images and frames are the site's own."""
    for page in pages:
        outside = {a for a in requests(page) if internal(page, a) is None and not a.startswith("data:image/")}
        assert outside == set(), page.path


def test_no_style_sheet_asks_elsewhere(site):
    """What they name is there, too."""
    for file in sorted(site.folder.rglob("*.css")):
        text = re.sub(r"/\*.*?\*/", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
        addresses = re.findall(r"url\(\s*[\"']?(.*?)[\"']?\s*\)", text) + re.findall(r"@import\s+[\"'](.*?)[\"']", text)
        for address in addresses:
            if address.startswith(("data:", "#")):
                continue
            parts = urlsplit(address)
            assert (parts.scheme, parts.netloc) == ("", ""), f"{file.name}: {address}"
            assert (file.parent / address.partition("#")[0].partition("?")[0]).resolve().is_file(), (
                f"{file.name}: {address}"
            )


def test_no_inline_style_and_no_handler(pages):
    """The policy of the pages forbids both."""
    for page in pages:
        assert page.all("style") == [], page.path
        names = {name for _, attributes in page.elements for name in attributes}
        assert [name for name in names if name == "style" or re.match(r"on[a-z]", name)] == [], page.path


def test_every_page_has_the_policy_before_what_it_governs(site):
    """Straight after the character set, the same on each page and in `_headers`."""
    policies = {page.policy for page in site.pages.values()}
    assert len(policies) == 1
    for page in site.pages.values():
        head = [(tag, attributes) for tag, attributes in page.head if tag in ("meta", "script", "link", "style")]
        assert "charset" in head[0][1], page.path
        assert head[1][1].get("http-equiv") == "Content-Security-Policy", page.path
    headers = (site.folder / "_headers").read_text(encoding="utf-8")
    assert policies.pop() in " ".join(headers.split())


def test_the_policy_is_strict(site):
    """Nothing by default, no 'unsafe-inline', no other host."""
    rules = dict(part.strip().partition(" ")[::2] for part in site.pages["index.html"].policy.split(";"))
    assert rules.pop("default-src") == "'none'"
    assert rules.pop("object-src") == "'none'"
    assert rules.pop("img-src") == "'self' data:"
    script = rules.pop("script-src").split()
    assert script[0] == "'self'"
    assert all(re.fullmatch(r"'sha256-[A-Za-z0-9+/]{43}='", part) for part in script[1:])
    assert set(rules) == {
        "style-src",
        "font-src",
        "connect-src",
        "base-uri",
        "form-action",
    }
    assert set(rules.values()) == {"'self'"}


def test_the_policy_allows_the_scripts_of_the_pages(site):
    """A missing hash is named with the one that belongs into `extra.csp` of mkdocs.yml."""
    needed = {value for page in site.pages.values() for value in page.script_hashes}
    assert needed <= set(re.findall(r"'sha256-[^']+'", site.pages["index.html"].policy))


def test_nothing_of_the_machine_is_in_the_site(site):
    """No page holds the folder that it was built in."""
    place = str(site.folder.parent).encode()
    for path in sorted(site.folder.rglob("*")):
        if path.is_file() and path.suffix in (".html", ".xml", ".json", ".css", ".js", ""):
            assert place not in path.read_bytes(), path
