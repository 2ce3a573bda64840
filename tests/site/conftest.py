"""The pages of the built site, each read once; a server of the worked examples."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import pytest

from tests.case_count import sample_of_each
from tests.site.serving import Served, started
from tests.stores import CORPUS, site_copy

_ATTRIBUTES = r"((?:\s+[^\s\"'=<>/]+(?:=\"[^\"]*\"|=[^\s\"'=<>]+)?)*)\s*"
_TOKEN = re.compile(
    rf"<!--.*?-->|<!doctype html>|</[a-z0-9]+>|<script{_ATTRIBUTES}>(.*?)</script>|<([a-z][a-z0-9]*){_ATTRIBUTES}/?>|<",
    re.DOTALL | re.IGNORECASE,
)
_SCRIPT = re.compile(rf"<script{_ATTRIBUTES}>(.*?)</script>", re.DOTALL)
_ATTRIBUTE = re.compile(r"([^\s=]+)(?:=(\"[^\"]*\"|[^\s\"]+))?")


_IN_HEAD = frozenset({"html", "meta", "link"})
_ID = re.compile(r"<[a-z][^>]*?\sid=\"([^\"]*)\"")
_LINK = re.compile(r"<a\s(?:[^>]*?\s)?href=\"([^\"]*)\"")


class Page:
    """What tests ask of one page; it is parsed when the first of them asks for an element, and must be written as ours are.

    What is asked of all pages is found without that: addresses, ids, and what stands in the head.
    """

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.folder = path.rpartition("/")[0]
        self.text = text

    @cached_property
    def title(self) -> list[str]:
        """The titles of the head; drawings have some too."""
        return [html.unescape(title) for title in re.findall("<title>(.*?)</title>", self._head)]

    @cached_property
    def elements(self) -> list[tuple[str, dict[str, str]]]:
        """Every start tag with its attributes, in order."""
        return [*self._parsed(self.text)]

    @cached_property
    def head(self) -> list[tuple[str, dict[str, str]]]:
        """The start tags before those of the body."""
        return [*self._parsed(self._head)]

    @property
    def scripts(self) -> list[tuple[dict[str, str], str]]:
        return [(_element("script", held)[1], text) for held, text in _SCRIPT.findall(self.text)]

    @property
    def _head(self) -> str:
        return self.text.partition("<body")[0]

    def _parsed(self, text: str) -> Iterator[tuple[str, dict[str, str]]]:
        for found in _TOKEN.finditer(text):
            assert found[0] != "<", f"{self.path}: no tag: {text[found.start() : found.start() + 80]!r}"
            if found[3] or found[1] is not None:
                yield _element(found[3] or "script", found[4] or found[1] or "")

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in (self.head if tag in _IN_HEAD else self.elements) if name == tag]

    def meta(self, name: str) -> list[str]:
        return [a.get("content", "") for a in self.all("meta") if a.get("name") == name]

    @property
    def policy(self) -> str:
        held = [m["content"] for m in self.all("meta") if m.get("http-equiv", "").lower() == "content-security-policy"]
        assert len(held) == 1, self.path
        return " ".join(held[0].split())

    @property
    def script_hashes(self) -> Iterator[str]:
        """Yield what a policy names of the inline scripts that a browser runs; data blocks do not run."""
        for attributes, text in self.scripts:
            if "src" not in attributes and attributes.get("type", "") in ("", "text/javascript", "module"):
                yield f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    @property
    def ids(self) -> list[str]:
        return [html.unescape(id) for id in _ID.findall(self.text)]

    @cached_property
    def anchors(self) -> set[str]:
        return {*self.ids}

    @cached_property
    def links(self) -> set[str]:
        return {html.unescape(address) for address in _LINK.findall(self.text)}


@lru_cache(maxsize=100_000)
def _element(tag: str, attributes: str) -> tuple[str, dict[str, str]]:
    held = _ATTRIBUTE.findall(attributes)
    return tag.lower(), {name.lower(): html.unescape(value.strip('"')) for name, value in held}


@dataclass
class Site:
    """A built site: its folder and its pages by path."""

    folder: Path
    pages: dict[str, Page]

    @cached_property
    def some(self) -> list[Page]:
        """The largest of each folder and every twentieth after it; in `make test-all` all pages."""
        by_size = sorted(self.pages.values(), key=lambda page: (-len(page.text), page.path))
        return sample_of_each(by_size, lambda page: page.path.rpartition("/")[0], every=20)


def read(folder: Path) -> Site:
    files = sorted(folder.rglob("*.html"))
    paths = [file.relative_to(folder).as_posix() for file in files]
    return Site(folder, {path: Page(path, file.read_text("utf-8")) for path, file in zip(paths, files, strict=True)})


@pytest.fixture(scope="session")
def site(whole_site: Path) -> Site:
    """Return the whole site as `atlas build` makes it."""
    return read(whole_site)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """Return a server of the worked examples, all pages made."""
    with started(site_copy(tmp_path / "atlas", entities=CORPUS / "entities")) as running:
        running.settle()
        yield running
