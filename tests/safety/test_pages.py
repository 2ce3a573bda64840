"""What is taken as text stays text: pages keep their elements, front matter its keys, paths their folder, data its form."""

from __future__ import annotations

import dataclasses
import json
import re
from functools import cache
from html.parser import HTMLParser

import pytest
import yaml

from euphrates_atlas.facts.speakers import speaker_id
from euphrates_atlas.model.atlas import Entry, make_entry
from euphrates_atlas.search.index_files import search_files
from euphrates_atlas.text import prose_parser
from euphrates_atlas.text.prose_html import to_html
from euphrates_atlas.text.yaml_reader import read_tree
from euphrates_atlas.text.yaml_tree import Tree
from tests.case_count import sample
from tests.markup import by_pyromark, by_python_markdown
from tests.safety.harms import CASES
from tests.safety.walks import places, quoted, tree_of, typed, with_text
from tests.stores import CORPUS, REPOSITORY, atlas_and_faults, corpus_pages, render_pages

SPOILT = sorted(
    [
        *(CORPUS / "entities").glob("[!s]*/*.yml"),
        *(CORPUS / "entities" / "strikes").glob("*.yml"),
        *sorted((CORPUS / "entities" / "sources").glob("*.yml"))[:4],
    ]
)
"""The worked examples, which are whole real entries; of the sources a few."""
HARMLESS = "harmless"
PATH = re.compile(
    r"index\.md|(?:[a-z]+(?:-[a-z]+)*/){1,2}(?:for_|letter_)?[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*(?:\.[0-9a-f]{10})?\.(?:md|json)"
)
PROSE_TAGS = {
    ("em", ()),
    ("strong", ()),
    ("p", ()),
    ("ul", ()),
    ("ol", ()),
    ("li", ()),
    ("blockquote", ()),
    ("a", ("href",)),
    ("h2", ("id",)),
    ("h3", ("id",)),
}
"""Elements with their attributes that prose can come to."""

Pages = dict[str, str]


class Markup(HTMLParser):
    """Lists elements with the names of their attributes, and every address."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, tuple[str, ...]]] = []
        self.addresses: list[str] = []
        self.texts: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "text":  # of a drawing: a longer text has more lines, each an element
            self.elements.append((tag, tuple(sorted(name for name, _ in attrs))))
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src", "action", "data", "cite")]

    def handle_comment(self, data: str) -> None:
        self.elements.append(("!--", ()))

    def handle_decl(self, decl: str) -> None:
        self.elements.append(("!", ()))

    def handle_pi(self, data: str) -> None:
        self.elements.append(("?", ()))

    def unknown_decl(self, data: str) -> None:
        self.elements.append(("![", ()))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@cache
def originals() -> dict[str, Entry]:
    entries: dict[str, Entry] = {}
    for file in sorted((CORPUS / "entities").glob("*/*.yml")):
        entry = typed(file, file.read_text("utf-8"))
        assert isinstance(entry, Entry), file
        entries[entry.id] = entry
    return entries


@cache
def free_places(file_name: str) -> tuple[tuple[str | int, ...], ...]:
    """Return the texts of a file, prose aside, in which anybody may write what they like."""
    file = next(file for file in SPOILT if str(file) == file_name)
    text = file.read_text("utf-8")
    free = []
    for path, scalar in places(tree_of(file.name, text)):
        if path[0] not in ("summary", "body") and isinstance(
            typed(file, with_text(text, scalar, quoted("Free words"))), Entry
        ):
            free.append(path)
    return tuple(free)


def spoilt(payload: str) -> dict[str, Entry]:
    """Return the worked examples with a text in all places that anybody may fill; where one is refused it stays as it was."""
    entries = dict(originals())
    for file in SPOILT:
        text = file.read_text("utf-8")
        wanted = set(free_places(str(file)))
        held = sorted(((s.start, s) for p, s in places(tree_of(file.name, text)) if p in wanted), reverse=True)
        changed = text
        for _, scalar in held:
            changed = with_text(changed, scalar, quoted(payload))
        entry = typed(file, changed)
        if not isinstance(entry, Entry):  # too long for some of its places, or not taken there: then one by one
            changed = text
            for _, scalar in held:
                attempt = with_text(changed, scalar, quoted(payload))
                changed = attempt if isinstance(typed(file, attempt), Entry) else changed
            entry = typed(file, changed)
        assert isinstance(entry, Entry)
        entries[entry.id] = entry
    return entries


@cache
def pages_with(payload: str) -> tuple[Pages, dict[str, bytes]]:
    """Return pages and search files of the worked examples with this text; what linking says of names is passed over."""
    atlas, _ = atlas_and_faults(spoilt(payload).values())
    folders = {
        *(kind.folder for kind in atlas.kinds),
        "index.md",
        "differ",
        "names",
        "chronology",
        "coverage",
        "overdue",
    }
    pages = render_pages(atlas)
    assert [path for path in pages if not PATH.fullmatch(path)] == []
    kept = {path: data.decode() for path, data in pages.items() if path.partition("/")[0] in folders}
    return kept, dict(search_files(atlas))


@cache
def is_taken(payload: str) -> bool:
    return isinstance(read_tree("entities/x/x.yml", f"x: {quoted(payload)}\n".encode()), Tree)


def body(text: str) -> str:
    return text.split("\n---\n", 1)[1]


@cache
def ordinary_elements() -> frozenset[tuple[str, tuple[str, ...]]]:
    """Return the elements of the worked examples as they are: a harm that is no name leaves the name that there was."""
    pages = (body(page.decode()) for path, page in corpus_pages().items() if path.endswith(".md"))
    return frozenset(element for page in pages for element in Markup(by_pyromark(page)).elements)


SCRIPTS = sorted((REPOSITORY / "overrides" / "assets" / "javascripts").glob("*.js"))

TAKEN = [pytest.param(payload, id=id) for id, payload in CASES if is_taken(payload) and len(payload) < 1_000]


@pytest.mark.parametrize("payload", sample(TAKEN, every=12))
def test_fields(payload: str) -> None:
    """Every page of an entry has the elements that it has with harmless words, and addresses that lead nowhere else.

    Every twelfth harm is tried, in `make test-all` all.
    """
    pages, search = pages_with(payload)
    clean = harmless_elements(payload)
    allowed = {element for elements in clean.values() for element in elements} | ordinary_elements()
    for path, page in pages.items():
        found = Markup(by_pyromark(body(page)))
        assert set(found.elements) <= allowed, path
        if pages_have_one_shape(payload, path):
            assert shape(found.elements) == shape(clean[path]), path
        assert_addresses_are_safe(found.addresses, path)
        assert_front_matter(page, path)
    for path, data in search.items():
        assert PATH.fullmatch(path)
        assert json.loads(data) is not None


def harmless(payload: str) -> str:
    """Return harmless words that are a name, whose bearer has a page, where the harm is one."""
    return HARMLESS.capitalize() if speaker_id(payload) else HARMLESS


def harmless_elements(payload: str) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    return elements_with(harmless(payload))


@cache
def elements_with(words: str) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    return {path: Markup(by_pyromark(body(page))).elements for path, page in pages_with(words)[0].items()}


def shape(elements: list[tuple[str, tuple[str, ...]]]) -> list[tuple[str, tuple[str, ...]]]:
    """Return all but what says the direction of a name, which stands where its letters ask for it."""
    return [element for element in elements if element[0] != "bdi"]


def pages_have_one_shape(payload: str, path: str) -> bool:
    """Tell whether a page must have exactly the elements of the harmless one.

    In an index the entries of one name sort by their ids; a text that is refused somewhere changes what is told apart.
    """
    if path.endswith("index.md") or path not in harmless_elements(payload):
        return False
    return accepted(payload) == accepted(harmless(payload))


@cache
def accepted(payload: str) -> int:
    """Return in how many places a text stands."""
    return sum(
        json.dumps(dataclasses.asdict(e.record), default=str).count(json.dumps(payload))
        for e in spoilt(payload).values()
    )


def assert_addresses_are_safe(addresses: list[str], path: str) -> None:
    for address in addresses:
        assert re.match(
            r"https?://[a-z0-9.-]+/?|#[a-z0-9-]+$|(?:\.\./)?(?:[a-z]+(?:-[a-z]+)*/)?(?:for_|letter_)?[a-z0-9-]+\.(?:html|md|json|bib|ris|xml)(?:[?#]|$)",
            address,
            re.IGNORECASE,
        ), (path, address)
        assert "evil" not in address


def assert_front_matter(page: str, path: str) -> None:
    assert page.startswith("---\n"), path
    held = yaml.safe_load(page[4 : page.index("\n---\n", 3) + 1])
    assert set(held) <= {
        "title",
        "description",
        "source_file",
        "home",
        "own_search",
        "hide",
        "search",
        "template",
        "moved_to",
        "card",
        "reviewed",
        "data",
        "linked_data",
        "collection",
        "bibtex",
        "ris",
        "feed",
        "scripts",
    }, path
    assert isinstance(held["title"], str)
    assert isinstance(held["description"], str)
    assert set(held.get("scripts", ())) <= {path.name.partition(".")[0] for path in SCRIPTS}, path
    assert held.get("template") in (None, "redirect.html")


@pytest.mark.parametrize("payload", sample((p for p in TAKEN if "{" in str(p.values[0])), every=3))
def test_braces_are_printed(payload: str) -> None:
    """What looks like a template stands on the page as it was typed."""
    page = pages_with(payload)[0]["groups/kataib-hezbollah.md"]
    shown = " ".join("".join(Markup(by_pyromark(body(page))).texts).split())
    assert " ".join(payload.split()) in shown


@pytest.mark.parametrize("payload", TAKEN)
def test_prose(payload: str) -> None:
    """In prose the harm is refused at its place, or comes to nothing but the few elements of prose, in both converters."""
    for text in (f"{payload} Text [@s p. 3].", f"Text {payload} [@s].", f"## A\n\n{payload}\n\nText [@s]."):
        read = prose_parser.parse(text)
        for start, end in (fault.part for fault in read.faults):
            assert 0 <= start <= end <= len(text)
        written = to_html(read, cite=lambda cited: "", link=lambda target: "x")
        for html in (by_pyromark(written), by_python_markdown(written)):
            found = Markup(html)
            assert set(found.elements) <= PROSE_TAGS
            assert [a for a in found.addresses if not a.lower().startswith(("http://", "https://"))] == []


def test_in_the_model() -> None:
    """Texts that the reader refuses, were they in the model all the same, still come to no markup: no edge trusts another.

    Every third is tried, in `make test-all` all.
    """
    refused = [payload for _, payload in CASES if not is_taken(payload) and "\udc80" not in payload]
    assert refused
    for payload in sample(refused, every=3):
        entries = dict(originals())
        group = entries["kataib-hezbollah"]
        harmed = dataclasses.replace(group.record, name=f"<b>{payload}", gaps=(f"{payload}<b>",))  # type: ignore[call-arg]
        entries[group.id] = make_entry(group.id, group.file, harmed)
        atlas, _ = atlas_and_faults(entries.values())
        page = render_pages(atlas)["groups/kataib-hezbollah.md"].decode("utf-8")
        found = Markup(by_pyromark(body(page)))
        assert "b" not in {tag for tag, _ in found.elements}
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", "".join(found.texts))
        assert_front_matter(page, payload)
