"""The relations in order, and their trees: who stands under whom, and what came from what, as nested lists.

Used by `network_pages.py`, and by `network_picture.py` for the order.
"""

from collections import defaultdict
from collections.abc import Iterable

from markupsafe import Markup

from euphrates_atlas.batched import grouped
from euphrates_atlas.facts.ties import Tie
from euphrates_atlas.model.statement import RANKS
from euphrates_atlas.render.linked_words import LinkedWords
from euphrates_atlas.render.markup import address, html, joined, piece
from euphrates_atlas.render.paging import numbered
from euphrates_atlas.text.edtf_words import in_short

MAX_DEPTH = 8
"""Levels of one tree; what stands lower begins a tree of its own."""
_LIST = piece('<ul class="ea-tree">{}</ul>')
_INNER = piece('<ul id="{}">{}</ul>')
_ITEM = piece("<li>{}{}</li>")
_ABOVE = piece(' <a class="ea-tree-above" href="{}#{}">{}</a>')
_SAID = piece(' <span class="ea-tree-said">{}</span>')
_ACCOUNT = piece('<a href="{}">{}</a>{}')
_DENIAL = piece("; {} {}")

Edges = dict[tuple[str, str], list[Tie]]
"""Pairs of an upper, or earlier, body and a lower, or later, one, with the statements that tie them."""


def edges(ties: Iterable[Tie], part: str) -> Edges:
    """Return the pairs of bodies that ties with a sort join; `part` is the field of a code, `above` or `earlier`, that tells which end comes first."""
    found = defaultdict(list)
    for tie in ties:
        end = getattr(tie.sort, part)
        if end == "target":
            found[tie.target, tie.owner.id].append(tie)
        elif end:
            found[tie.ends].append(tie)
    return found


def sort_place(tie: Tie) -> int:
    """Return the place of a sort among all: persons stand behind the relations of bodies."""
    typing = tie.typing
    return tie.typing_list.index(typing) if typing else len(tie.typing_list)


def tie_order(tie: Tie) -> tuple[int, int, int]:
    """Return the key that sorts the statements of a tie: by rank, then the oldest first, those without a date last."""
    statement = tie.fact.statement
    year = int(statement.when.earliest[:4]) if statement.when else 9999
    return RANKS.index(statement.rank), year, tie.fact.index


class Forest:
    """Bodies under one another as nested lists.

    A body that stands under several is named under each, and has its own list under the first alone.
    """

    def __init__(self, words: LinkedWords, edges: Edges, name: str, above: str) -> None:
        """Take the pairs of bodies; `name` is the file of the lists, `above` leads to a body that is listed before."""
        self._words = words
        self._edges = edges
        self._name = name
        self._above = above
        by_name = sorted(edges, key=lambda pair: self._by_name(pair[1]))
        self._lower = grouped(by_name, lambda pair: pair[0])
        self._page = 0
        self._placed: dict[str, int] = {}
        """The bodies whose own list has been written, and on which page."""

    def _by_name(self, id: str) -> tuple[str, str]:
        return self._words.atlas[id].by_name

    def pages(self, room: int | None) -> tuple[Markup, ...]:
        """Return the lists: first what stands under nothing, then what stands in a circle or too deep.

        A page takes whole trees until as many bodies stand on it as there is room for.
        """
        lower = {lower for _, lower in self._edges}
        pages: list[list[Markup]] = []
        count = 0
        for id in sorted(
            self._lower, key=lambda body: (body in lower, *self._by_name(body))
        ):
            if id in self._placed:
                continue
            if not pages or (room is not None and count >= room):
                self._page = len(pages)
                pages.append([])
                count = 0
            tree = _ITEM(self._words.link(id), self._below(id, 1))
            count += tree.count("<li>")
            pages[-1].append(tree)
        return tuple(_LIST(joined(trees, "")) for trees in pages)

    def _below(self, id: str, depth: int) -> Markup:
        """Return the list of the bodies under a body, or a link to it where it has been written before."""
        if id not in self._lower or depth > MAX_DEPTH:
            return Markup()
        anchor = f"{self._name}-{id}"
        if id in self._placed:
            page = self._placed[id]
            file = "" if page == self._page else f"{numbered(self._name, page + 1)}.html"
            return _ABOVE(file, anchor, self._above)
        self._placed[id] = self._page
        items = [
            _ITEM(self._named(*pair), self._below(pair[1], depth + 1))
            for pair in self._lower[id]
        ]
        return _INNER(anchor, joined(items, ""))

    def _named(self, upper: str, lower: str) -> Markup:
        """Return the lower body, its ties to the upper one, and who says so."""
        in_order = sorted(self._edges[upper, lower], key=tie_order)
        by_label = grouped(
            in_order,
            lambda tie: tie.sort.label if tie.owner.id == lower else tie.sort.inverse,
        )
        ties = []
        for label, own in by_label.items():
            told = joined(dict.fromkeys(map(self._account, own)), "; ")
            ties.append(html(f"{label}, according to ") + told)
        return self._words.link(lower) + _SAID(joined(ties, "; "))

    def _account(self, tie: Tie) -> Markup:
        """Return who says a statement, when it holds, and who rejects it."""
        statement = tie.fact.statement
        speaker = self._words.speaker(statement).striptags()
        beside = f" ({in_short(statement.when)})" if statement.when else ""
        if statement.is_preferred:
            beside += ", preferred"
        account = _ACCOUNT(address(tie.owner, tie.fact.anchor), speaker, beside)
        for item in statement.disputed:
            who = self._words.agent(item.by).striptags()
            account += _DENIAL(who, item.stance_code.label)
        return account
