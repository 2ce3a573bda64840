"""A generated page as MkDocs meets it: converted by the compiled converter, and not before it is written."""

from collections.abc import Iterable, MutableMapping
from typing import Any
from urllib.parse import unquote, urlsplit, urlunsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import get_relative_url

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

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Leave the work for later; a page that names no title goes the stock way at once."""
        if "title" not in self.meta:
            super().render(config, files)
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
            super().render(config, files)
            return
        self.content = converted.html
        self.toc = _contents(converted)
        self.links_to_anchors = links.to_anchors

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


def body(text: str) -> str:
    """Return what follows the front matter, which generated pages have."""
    return text.partition("\n---\n")[2].lstrip("\n")


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
