"""The theme's page with gaps: rendered once, filled in for every page of the same make."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.accelerate.probes import CORE, MARKS, Probes, Question, Unforeseen, bare_mark, mark


def _stripped(text: str) -> str:
    return Markup(text).striptags()


def _escaped(text: str) -> str:
    return str(Markup.escape(text))


FORMS: Mapping[str, Callable[[str], str]] = {
    "plain": str,
    "escaped": _escaped,
    "stripped": _stripped,
    "stripped and escaped": lambda text: _escaped(_stripped(text)),
}
"""The ways in which templates print a value, and what each makes of it."""

Piece = str | tuple[str, str]
"""A part of a page: text that stays, or the name of a value and its form."""


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the contents list."""

    title: str
    id: str


@dataclass(frozen=True, slots=True)
class Shell:
    """A page of the theme with gaps."""

    questions: Sequence[Question]
    """What the templates asked about the values; a page with other answers needs another shell."""
    before: Sequence[Piece]
    """All of the page; with a contents list what stands before its first item."""
    between: Sequence[Piece] = ()
    """An item of the contents list, and what stands before the next."""
    after: Sequence[Piece] = ()
    """The last item, and the rest of the page."""

    def fits(self, values: Mapping[str, str]) -> bool:
        """Tell whether this is the shell of a page with these values."""
        return all(question.holds(values) for question in self.questions)

    def filled(self, values: Mapping[str, str], items: Sequence[Item]) -> str:
        """Return the page."""
        parts = [*_filled(self.before, values)]
        for item in items[:-1]:
            parts += _filled(self.between, {"item title": item.title, "item id": item.id})
        if items:
            parts += _filled(self.after, {**values, "item title": items[-1].title, "item id": items[-1].id})
        return "".join(parts)


ITEMS = 3
"""The items of the contents list of a page that becomes a shell: so many that what repeats can be seen to repeat."""


def item_names(number: int) -> tuple[str, str]:
    """Return the names of what differs in an item of that list."""
    return f"item title {number}", f"item id {number}"


def shell_of(rendered: str, probes: Probes, *, has_items: bool) -> Shell:
    """Return the shell of a page that was rendered with stand-ins. Raises `Unforeseen` where one is used in an unknown way."""
    items = [item_names(number) for number in range(ITEMS if has_items else 0)]
    pieces = _pieces(rendered, [*probes.values, *(name for names in items for name in names)])
    if not any(_is_item(piece) for piece in pieces):
        return Shell(tuple(probes.questions), pieces)
    starts = [_first(pieces, names) for names in items]
    first, *more = (
        _any_item(pieces[start:end], names)
        for start, end, names in zip(starts, [*starts[1:], len(pieces)], items, strict=True)
    )
    if any(part != first for part in more[:-1]):
        raise Unforeseen
    return Shell(tuple(probes.questions), _any_item(pieces[: starts[0]], ()), first, more[-1])


def _pieces(rendered: str, names: Sequence[str]) -> list[Piece]:
    """Cut a page at the marks."""
    known = {make(mark(name)): (name, form) for name in names for form, make in reversed([*FORMS.items()])}
    known |= {bare_mark(name): (name, "plain") for name in names}
    found: list[Piece] = []
    for part in MARKS.split(rendered):
        if part in known:
            found.append(known[part])
        elif CORE in part.casefold():
            raise Unforeseen
        else:
            found.append(part)
    return found


def _first(pieces: Sequence[Piece], names: Sequence[str]) -> int:
    for number, piece in enumerate(pieces):
        if _is_item(piece) and piece[0] in names:
            return number
    raise Unforeseen


def _is_item(piece: Piece) -> bool:
    return isinstance(piece, tuple) and piece[0].startswith("item ")


def _any_item(pieces: Sequence[Piece], own: Sequence[str]) -> list[Piece]:
    """Return pieces with the names of one item as those of any. Raises `Unforeseen` where another item is among them."""
    found: list[Piece] = []
    for piece in pieces:
        if not _is_item(piece):
            found.append(piece)
        elif piece[0] in own:
            found.append((piece[0].rpartition(" ")[0], piece[1]))
        else:
            raise Unforeseen
    return found


def _filled(pieces: Sequence[Piece], values: Mapping[str, str]) -> list[str]:
    return [piece if isinstance(piece, str) else FORMS[piece[1]](values[piece[0]]) for piece in pieces]
