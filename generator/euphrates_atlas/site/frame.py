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
        listed = []
        for item in items:
            own = {"item title": item.title, "item id": item.id}
            listed.append(_fill(self.item, own))
        between = _fill(self.between, {})
        return _fill(self.before, values) + between.join(listed) + _fill(self.after, values)


class Frames:
    """The frames of one site, by sort of page."""

    def __init__(self, render: Callable[[str, dict[str, Any]], str]) -> None:
        self._render = render
        self._frames: dict[object, _Frame] = {}

    def page(self, page: Page, make_context: Callable[[], dict[str, Any]]) -> str:
        """Return the finished page; the context, with the page in it, is asked for the first of its sort.

        Its content starts with a heading, and its contents list has one level below the title.
        """
        values = _values(page)
        items = page.toc.items[0].children
        sort = _sort(page, values)
        if sort not in self._frames:
            template = _template(page)
            context = make_context()
            marked = self._render(template, {**context, "page": _marked(page, values)})
            frame = _cut(marked, [*values, "item title", "item id"])
            if frame.filled(values, items) != self._render(template, context):
                raise ValueError(
                    "the template asks of a page for something that a frame cannot fill in"
                )
            self._frames[sort] = frame
        return self._frames[sort].filled(values, items)


def _template(page: Page) -> str:
    return str(page.meta.get("template", "main.html"))


def _sort(page: Page, values: Mapping[str, str]) -> tuple[str, ...]:
    """Return what pages with the same frame have in common: all but the values of slots."""
    folder = page.url.rpartition("/")[0]
    title = page.toc.items[0]
    others = [
        f"{name}: {value!r}" for name, value in page.meta.items() if f"meta {name}" not in values
    ]
    has_items = str(bool(title.children))
    return (_template(page), folder, title.id, has_items, *sorted(values), *sorted(others))


def _marked(page: Page, values: Mapping[str, str]) -> SimpleNamespace:
    """Return a page of the same sort with a mark in place of each value."""
    own_title = page.toc.items[0]
    title = AnchorLink(_mark("first title"), own_title.id, 1)
    title.active = True  # type: ignore[attr-defined]  # as on the page itself
    if own_title.children:
        item = AnchorLink(_mark("item title"), _bare_mark("item id"), 2)
        title.children = [item, item]
    meta = {}
    for name, value in page.meta.items():
        slot = f"meta {name}"
        meta[name] = _mark(slot) if slot in values else value
    folder = page.url.rpartition("/")[0]
    address = f"{folder}/{_bare_mark('stem')}.html"
    texts = {name: _mark(name) for name in _TEXTS}
    return SimpleNamespace(**_ALIKE, **texts, url=address, toc=TableOfContents([title]), meta=meta)


def _values(page: Page) -> dict[str, str]:
    """Return what differs between pages of one sort, by the name of the slot."""
    values = {name: str(getattr(page, name)) for name in _TEXTS}
    for name, value in page.meta.items():
        if isinstance(value, str) and value:
            values[f"meta {name}"] = value
    file = page.url.rpartition("/")[2]
    values["stem"] = file.removesuffix(".html")
    values["first title"] = page.toc.items[0].title
    return values


def _mark(name: str) -> str:
    """Return a mark that shows in which form it is printed; the template asks whether the content has an `<h1`."""
    return f"\ue000{name}<h1><i>  &amp;\ue001"


def _bare_mark(name: str) -> str:
    """Return a mark for an address or an id, which have no form but the plain one."""
    return f"\ue000{name}\ue001"


def _cut(rendered: str, names: Sequence[str]) -> _Frame:
    """Cut a page at its marks. Raises `ValueError` for a mark in a form that is not known."""
    slots: dict[str, Piece] = {}
    for name in names:
        slots[_bare_mark(name)] = (name, "plain")
        for key, form in reversed(_FORMS.items()):
            slots[form(_mark(name))] = (name, key)
    pieces: list[Piece] = []
    items = []
    for at, part in enumerate(_MARK.split(rendered)):
        piece = slots.get(part, part)
        pieces.append(piece)
        if isinstance(piece, tuple):
            if piece[0].startswith("item "):
                items.append(at)
        elif "\ue000" in piece:
            raise ValueError(
                f"the template prints a value in a way that a frame cannot fill: {piece!r}"
            )
    if not items:
        return _Frame(pieces)
    # there are two items in the list, so that what stands between them is known
    half = len(items) // 2
    end = items[half - 1] + 1
    again = items[half]
    return _Frame(
        pieces[: items[0]], pieces[items[0] : end], pieces[end:again], pieces[items[-1] + 1 :]
    )


def _fill(pieces: Sequence[Piece], values: Mapping[str, str]) -> str:
    texts = []
    for piece in pieces:
        if isinstance(piece, tuple):
            name, form = piece
            texts.append(_FORMS[form](values[name]))
        else:
            texts.append(piece)
    return "".join(texts)
