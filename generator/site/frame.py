"""The frame of a page with slots: rendered once for pages of one sort, and filled for each of them.

Pages of entries differ in few places of the frame. It is rendered once with a mark in each such place; how a mark
came out shows whether the template prints the value as it is, escaped, or without its tags.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from types import SimpleNamespace
from typing import Any, NamedTuple

from markupsafe import Markup
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

_FORMS: dict[str, Callable[[str], str]] = {
    "plain": str,
    "escaped": lambda text: str(Markup.escape(text)),
    "stripped": lambda text: Markup(text).striptags(),
    "stripped and escaped": lambda text: str(Markup.escape(Markup(text).striptags())),
}
_TEXTS = ("title", "content", "canonical_url")
"""The texts of a page that the template prints."""
_ALIKE = {
    **dict.fromkeys(("is_homepage", "is_section", "is_link", "is_index"), False),
    **dict.fromkeys(("is_page", "is_top_level", "active"), True),
    **dict.fromkeys(("parent", "children", "previous_page", "next_page", "edit_url")),
}
"""What the template is told of a page that is the same for all."""
_MARK = re.compile("(\ue000.*?\ue001)")

Piece = str | tuple[str, str]
"""A part of a page: text, or the name of a slot and the form in which its value is printed."""


class _Frame(NamedTuple):
    """The pieces of a page: those before the contents list, one item of it, those between two items, and the rest."""

    before: Sequence[Piece]
    item: Sequence[Piece] = ()
    between: Sequence[Piece] = ()
    after: Sequence[Piece] = ()

    def filled(self, values: Mapping[str, str], items: Sequence[AnchorLink]) -> str:
        """Return the page with these values and items."""
        listed = (_fill(self.item, {"item title": item.title, "item id": item.id}) for item in items)
        return _fill(self.before, values) + _fill(self.between, {}).join(listed) + _fill(self.after, values)


class Frames:
    """The frames of one site, by sort of page."""

    def __init__(self, render: Callable[[str, dict[str, Any]], str]) -> None:
        self._render = render
        self._frames: dict[object, _Frame] = {}

    def page(self, page: Page, make_context: Callable[[], dict[str, Any]]) -> str:
        """Return the finished page; the context, with the page in it, is asked for the first of its sort.

        Its content starts with a heading, and its contents list has one level below the title.
        """
        values, template, title = _values(page), page.meta.get("template", "main.html"), page.toc.items[0]
        others = sorted((name, repr(value)) for name, value in page.meta.items() if f"meta {name}" not in values)
        folder = page.url.rpartition("/")[0]
        sort = (template, folder, title.id, bool(title.children), tuple(sorted(values)), tuple(others))
        if sort not in self._frames:
            context = make_context()
            marked = self._render(template, {**context, "page": _marked(page, values)})
            frame = _cut(marked, [*values, "item title", "item id"])
            if frame.filled(values, title.children) != self._render(template, context):
                raise ValueError("the template asks of a page for something that a frame cannot fill in")
            self._frames[sort] = frame
        return self._frames[sort].filled(values, title.children)


def _marked(page: Page, values: Mapping[str, str]) -> SimpleNamespace:
    """Return a page of the same sort with a mark in place of each value."""
    title = AnchorLink(_mark("first title"), page.toc.items[0].id, 1)
    title.active = True  # type: ignore[attr-defined]  # as on the page itself
    if page.toc.items[0].children:
        title.children = [AnchorLink(_mark("item title"), _bare_mark("item id"), 2) for _ in range(2)]
    meta = {n: _mark(f"meta {n}") if f"meta {n}" in values else value for n, value in page.meta.items()}
    address = f"{page.url.rpartition('/')[0]}/{_bare_mark('stem')}.html"
    texts = {name: _mark(name) for name in _TEXTS}
    return SimpleNamespace(**_ALIKE, **texts, url=address, toc=TableOfContents([title]), meta=meta)


def _values(page: Page) -> dict[str, str]:
    """Return what differs between pages of one sort, by the name of the slot."""
    texts = {name: str(getattr(page, name)) for name in _TEXTS}
    meta = {f"meta {name}": value for name, value in page.meta.items() if isinstance(value, str) and value}
    stem = page.url.rpartition("/")[2].removesuffix(".html")
    return texts | meta | {"stem": stem, "first title": page.toc.items[0].title}


def _mark(name: str) -> str:
    """Return a mark that shows in which form it is printed; the template asks whether the content has an `<h1`."""
    return f"\ue000{name}<h1><i>  &amp;\ue001"


def _bare_mark(name: str) -> str:
    """Return a mark for an address or an id, which have no form but the plain one."""
    return f"\ue000{name}\ue001"


def _cut(rendered: str, names: Sequence[str]) -> _Frame:
    """Cut a page at its marks. Raises `ValueError` for a mark in a form that is not known."""
    slots: dict[str, Piece] = {_bare_mark(name): (name, "plain") for name in names}
    slots |= {form(_mark(name)): (name, key) for name in names for key, form in reversed(_FORMS.items())}
    pieces = [slots.get(part, part) for part in _MARK.split(rendered)]
    if unknown := [piece for piece in pieces if isinstance(piece, str) and "\ue000" in piece]:
        raise ValueError(f"the template prints a value in a way that a frame cannot fill: {unknown[0]!r}")
    items = [at for at, piece in enumerate(pieces) if isinstance(piece, tuple) and piece[0].startswith("item ")]
    if not items:
        return _Frame(pieces)
    half = len(items) // 2  # there are two items in the list, so that what stands between them is known
    start, end, again, last = items[0], items[half - 1] + 1, items[half], items[-1] + 1
    return _Frame(pieces[:start], pieces[start:end], pieces[end:again], pieces[last:])


def _fill(pieces: Sequence[Piece], values: Mapping[str, str]) -> str:
    return "".join(piece if isinstance(piece, str) else _FORMS[piece[1]](values[piece[0]]) for piece in pieces)
