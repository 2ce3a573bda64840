"""The theme's page with slots: rendered once for pages of one sort, and filled for each of them.

Pages of entries differ in few places of the theme's page. It is rendered once with a mark in each such place; how a mark
came out shows whether the theme prints the value as it is, escaped, or without its tags.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from types import SimpleNamespace
from typing import Any, NamedTuple

from markupsafe import Markup
from mkdocs.structure.toc import AnchorLink, TableOfContents

_FORMS: dict[str, Callable[[str], str]] = {
    "plain": str,
    "escaped": lambda text: str(Markup.escape(text)),
    "stripped": lambda text: Markup(text).striptags(),
    "stripped and escaped": lambda text: str(Markup.escape(Markup(text).striptags())),
}
_TEXTS = ("title", "content", "canonical_url")
"""The texts of a page that the theme prints."""
_ALIKE = {
    **dict.fromkeys(("is_homepage", "is_section", "is_link", "is_index"), False),
    **dict.fromkeys(("is_page", "is_top_level", "active"), True),
    **dict.fromkeys(("parent", "children", "previous_page", "next_page", "edit_url")),
}
"""What the theme is told of a page that is the same for all."""
_MARK = re.compile("(\ue000.*?\ue001)")

Piece = str | tuple[str, str]
"""A part of a page: text, or the name of a slot and the form in which its value is printed."""


class FramedPage(NamedTuple):
    """What differs between pages of entries, by the names that MkDocs has for it."""

    url: str
    title: str
    content: str
    canonical_url: str
    meta: dict[str, Any]
    toc: TableOfContents


class Frames:
    """The frames of one site, by sort of page."""

    def __init__(self, render: Callable[[str, dict[str, Any]], str]) -> None:
        """Take what renders a template of the theme with a context."""
        self._render = render
        self._frames: dict[object, _Frame] = {}

    def page(self, page: FramedPage, make_context: Callable[[], dict[str, Any]]) -> str:
        """Return the finished page; the context, with the page as MkDocs has it, is asked for the first of its sort.

        Its content starts with a heading, and its contents list has one level below the title.
        """
        values = _values(page)
        title = page.toc.items[0]
        others = sorted((name, repr(value)) for name, value in page.meta.items() if f"meta {name}" not in values)
        folder = page.url.rpartition("/")[0]
        has_items = bool(title.children)
        sort = (page.meta.get("template"), folder, title.id, has_items, tuple(sorted(values)), tuple(others))
        if sort in self._frames:
            return self._frames[sort].filled(values, title.children)
        context = make_context()
        frame = self._make(page, context, values, has_items=has_items)
        finished = self._render(page.meta.get("template", "main.html"), context)
        if frame.filled(values, title.children) != finished:
            raise ValueError("the theme asks of a page for something that a frame cannot fill in")
        self._frames[sort] = frame
        return finished

    def _make(
        self, page: FramedPage, context: dict[str, Any], values: Mapping[str, str], *, has_items: bool
    ) -> "_Frame":
        title = AnchorLink(_mark("first title"), page.toc.items[0].id, 1)
        title.active = True  # type: ignore[attr-defined]  # as on the page itself
        if has_items:
            title.children = [AnchorLink(_mark("item title"), _bare_mark("item id"), 2) for _ in range(2)]
        texts = {name: _mark(name) for name in _TEXTS}
        meta = {n: _mark(f"meta {n}") if f"meta {n}" in values else value for n, value in page.meta.items()}
        address = f"{page.url.rpartition('/')[0]}/{_bare_mark('stem')}.html"
        slots = SimpleNamespace(**_ALIKE, **texts, url=address, toc=TableOfContents([title]), meta=meta)
        rendered = self._render(page.meta.get("template", "main.html"), {**context, "page": slots})
        return _Frame(_cut(rendered, [*values, "item title", "item id"]))


class _Frame:
    """The pieces of a page: those before the contents list, one item of it, those between two items, and the rest."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        items = [at for at, piece in enumerate(pieces) if isinstance(piece, tuple) and piece[0].startswith("item ")]
        first, second = items[: len(items) // 2], items[len(items) // 2 :]
        start, end = (first[0], first[-1] + 1) if first else (len(pieces), len(pieces))
        self._before = pieces[:start]
        self._item = pieces[start:end]
        self._between = pieces[end : second[0]] if second else []
        self._after = pieces[second[-1] + 1 :] if second else []

    def filled(self, values: Mapping[str, str], items: Sequence[AnchorLink]) -> str:
        """Return the page with these values and items."""
        listed = (_fill(self._item, {"item title": item.title, "item id": item.id}) for item in items)
        between = _fill(self._between, {})
        return _fill(self._before, values) + between.join(listed) + _fill(self._after, values)


def _values(page: FramedPage) -> dict[str, str]:
    """Return what differs between pages of one sort, by the name of the slot."""
    texts = {name: str(getattr(page, name)) for name in _TEXTS}
    meta = {f"meta {name}": value for name, value in page.meta.items() if isinstance(value, str) and value}
    stem = page.url.rpartition("/")[2].removesuffix(".html")
    return texts | meta | {"stem": stem, "first title": page.toc.items[0].title}


def _mark(name: str) -> str:
    """Return a mark that shows in which form it is printed; the theme asks whether the content has an `<h1`."""
    return f"\ue000{name}<h1><i>  &amp;\ue001"


def _bare_mark(name: str) -> str:
    """Return a mark for an address or an id, which have no form but the plain one."""
    return f"\ue000{name}\ue001"


def _cut(rendered: str, names: Sequence[str]) -> list[Piece]:
    """Cut a page at its marks. Raises `ValueError` for a mark in a form that is not known."""
    slots: dict[str, Piece] = {_bare_mark(name): (name, "plain") for name in names}
    slots |= {form(_mark(name)): (name, key) for name in names for key, form in reversed(_FORMS.items())}
    pieces = [slots.get(part, part) for part in _MARK.split(rendered)]
    if unknown := [piece for piece in pieces if isinstance(piece, str) and "\ue000" in piece]:
        raise ValueError(f"the theme prints a value in a way that a frame cannot fill: {unknown[0]!r}")
    return pieces


def _fill(pieces: Sequence[Piece], values: Mapping[str, str]) -> str:
    return "".join(piece if isinstance(piece, str) else _FORMS[piece[1]](values[piece[0]]) for piece in pieces)
