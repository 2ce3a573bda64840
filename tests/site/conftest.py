"""The pages of the built site, each read once; a server of the worked examples."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.site.serving import Served, started
from tests.stores import CORPUS, site_copy

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())  # noqa: SIM905


class Page:
    """What tests ask of one page; it is parsed when the first of them asks for an element."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text

    @cached_property
    def _parsed(self) -> _Reader:
        reader = _Reader()
        reader.feed(self.text)
        reader.close()
        return reader

    @property
    def title(self) -> list[str]:
        return self._parsed.title

    @property
    def elements(self) -> list[tuple[str, dict[str, str]]]:
        """Every start tag with its attributes, in order."""
        return self._parsed.elements

    @property
    def scripts(self) -> list[tuple[dict[str, str], str]]:
        return self._parsed.scripts

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]

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
        return [a["id"] for _, a in self.elements if "id" in a]

    @cached_property
    def anchors(self) -> set[str]:
        return {*self.ids, *(a["name"] for a in self.all("a") if "name" in a)}

    @property
    def links(self) -> Iterator[str]:
        return (a["href"] for a in self.all("a") if "href" in a)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.scripts: list[tuple[dict[str, str], str]] = []
        self.inside = ""
        self.is_body = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = {name: value or "" for name, value in attrs}
        self.is_body = self.is_body or tag == "body"
        self.elements.append((tag, held))
        if tag == "script":
            self.scripts.append((held, ""))
        if tag == "title" and not self.is_body:  # drawings have titles too
            self.title.append("")
        self.inside = tag if tag == "script" or (tag == "title" and not self.is_body) else self.inside

    def handle_endtag(self, tag: str) -> None:
        self.inside = "" if tag == self.inside else self.inside

    def handle_data(self, data: str) -> None:
        if self.inside == "script":
            attributes, text = self.scripts[-1]
            self.scripts[-1] = (attributes, text + data)
        elif self.inside == "title":
            self.title[-1] += data


@dataclass
class Site:
    """A built site: its folder and its pages by path."""

    folder: Path
    pages: dict[str, Page]


def read(folder: Path) -> Site:
    files = sorted(folder.rglob("*.html"))
    paths = [file.relative_to(folder).as_posix() for file in files]
    return Site(folder, {path: Page(path, file.read_text("utf-8")) for path, file in zip(paths, files, strict=True)})


@pytest.fixture(scope="session")
def site(real_site: Path) -> Site:
    """Return the site as `atlas build` makes it."""
    return read(real_site)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """Return a server of the worked examples, all pages made."""
    with started(site_copy(tmp_path / "atlas", entities=CORPUS / "entities")) as running:
        running.settle()
        yield running
