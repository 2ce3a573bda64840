"""A generated page as MkDocs meets it: converted by the compiled converter, and not before it is written."""

import re
from collections.abc import Iterable, MutableMapping
from copy import deepcopy
from functools import lru_cache
from typing import Any
from urllib.parse import unquote, urlsplit, urlunsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import get_relative_url, meta

from generator.accelerate.conversion import Converted, NotPlain, anchors, convert

TEMPLATE = "accelerated.html"
"""The template that these pages name to MkDocs; `theme.py` has it."""
_DEPTH = 2
"""The headings that the contents list shows."""


class AcceleratedPage(Page):
    """A generated page. Its Markdown and HTML are held only while it is written."""

    template = ""
    """The theme's template of the page; empty where it goes the stock way."""
    _own_meta: MutableMapping[str, Any]
    _anchors: set[str] | None = None

    is_by_hand = False
    """Whether nothing generates the page after all: then MkDocs makes it."""

    def read_source(self, config: MkDocsConfig) -> None:
        """Read the Markdown and its front matter, as MkDocs does."""
        if self.is_by_hand:
            super().read_source(config)
            return
        self.markdown, self.meta = front_matter(self.file.content_string)

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Leave the work for later; a page that names no title goes the stock way at once."""
        if self.is_by_hand or "title" not in self.meta:
            self._render_as_usual(config, files)
            return
        self.template = self.meta.get("template", "main.html")
        self._own_meta, self.meta = self.meta, {**self.meta, "template": TEMPLATE}
        self.markdown = self.content = ""

    def render_now(self, config: MkDocsConfig, files: Files) -> None:
        """Convert the Markdown, to what `Page.render` would make of it."""
        self.markdown, self.meta = body(self.file.content_string), self._own_meta
        links = _Links(self.file, files)
        try:
            converted = convert(self.markdown, links.address)
        except NotPlain:
            self._render_as_usual(config, files)
            return
        self.content = converted.html
        self.toc = _contents(converted)
        self.links_to_anchors = links.to_anchors

    def _render_as_usual(self, config: MkDocsConfig, files: Files) -> None:
        super().render(config, files)

    def release(self) -> None:
        """Let go of what only the written page needs."""
        self.markdown = self.content = ""
        self.toc = TableOfContents([])

    @property
    def present_anchor_ids(self) -> set[str] | None:
        """What links can lead to; found when a link is followed here, for few pages are asked."""
        if self._anchors is None and self.template:
            self._anchors = anchors(convert(body(self.file.content_string), lambda link: link).html)
        return self._anchors

    @present_anchor_ids.setter
    def present_anchor_ids(self, found: set[str] | None) -> None:
        self._anchors = found


class Later(Exception):
    """The page can be finished when all others are there."""


class EarlyPage(AcceleratedPage):
    """A generated page that is finished while others are made: it raises `Later` where MkDocs might have something to say about it."""

    def render_now(self, config: MkDocsConfig, files: Files) -> None:
        """Convert the Markdown, unless it leads into other pages, or nowhere."""
        super().render_now(config, files)
        for file, links in (self.links_to_anchors or {}).items():
            if file is not self.file or not links.keys() <= anchors(self.content or ""):
                raise Later

    def _render_as_usual(self, config: MkDocsConfig, files: Files) -> None:
        raise Later


def body(text: str) -> str:
    """Return what follows the front matter, which generated pages have."""
    return text.partition("\n---\n")[2].lstrip("\n")


_FIELD = re.compile(
    r"""([a-z_]+):[ ](?:"([^"\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]*)"|([a-z]+/[a-z0-9/.-]*[a-z]))\n  # a text, a path
    |[a-z_]+:.*\n(?:[ -].*\n)*  # any other value
    """,
    re.VERBOSE,
)


def front_matter(text: str) -> tuple[str, dict[str, Any]]:
    """Return what follows the front matter, and its fields, as `mkdocs.utils.meta.get_data` does; that parses nothing but odd values."""
    head, found, rest = text.removeprefix("---\n").partition("\n---\n")
    fields: dict[str, Any] = {}
    end = 0
    for field in _FIELD.finditer(f"{head}\n"):
        name, quoted, path = field.groups()
        read = {name: quoted if path is None else path} if name else _parsed(field[0])
        if field.start() != end or not read:
            break
        end = field.end()
        fields |= read
    is_read = found and text.startswith("---\n") and end == len(head) + 1
    return (rest.lstrip("\n"), fields) if is_read else meta.get_data(text)


def _parsed(field: str) -> dict[str, Any]:
    return deepcopy(_parsed_once(field))


@lru_cache(maxsize=64)
def _parsed_once(field: str) -> dict[str, Any]:
    return meta.get_data(f"---\n{field}---\n")[1]


class _Links:
    """The addresses of a page's links, found as MkDocs finds them."""

    def __init__(self, file: File, files: Files) -> None:
        self._file = file
        self._files = files
        self.to_anchors: dict[File, dict[str, str]] = {}

    def address(self, link: str) -> str:
        """Return the final address of a link; raises `NotPlain` where MkDocs would have something to say about it."""
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            return link
        if link.startswith("/") or parts.query or not (parts.path or parts.fragment):
            raise NotPlain
        if parts.path:
            folder = self._file.src_uri.rpartition("/")[0]
            target = self._files.get_file_from_path(_joined(folder, unquote(parts.path)))
        else:
            target = self._file
        if target is None or not target.inclusion.is_included():  # type: ignore[no-untyped-call]
            raise NotPlain
        if parts.fragment:
            self.to_anchors.setdefault(target, {}).setdefault(parts.fragment, link)
        path = get_relative_url(target.url, self._file.url) if parts.path else ""
        return urlunsplit(("", "", path, "", parts.fragment))


def _joined(folder: str, path: str) -> str:
    """Return the path that a relative one means in a folder; a way up from the root stays as it is, and finds nothing."""
    steps = folder.split("/")
    for step in path.split("/"):
        if step == ".." and steps:
            steps.pop()
        elif step != ".":
            steps.append(step)
    return "/".join(steps)


def _contents(converted: Converted) -> TableOfContents:
    """Return the contents list: the title, and below it the headings of the second level."""
    links: Iterable[AnchorLink] = [AnchorLink(h.title, h.id, h.level) for h in converted.headings if h.level <= _DEPTH]
    first, *others = links
    first.children = others
    first.active = True  # type: ignore[attr-defined]  # as MkDocs marks the first one
    return TableOfContents([first])
