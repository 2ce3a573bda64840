"""All ties between bodies: who stands under whom, what came from what, and every statement by its sort."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from markupsafe import Markup

from generator.codes import Code
from generator.links.comparison import Disagreement
from generator.links.origins import origins_of
from generator.links.ties import Tie, all_ties
from generator.model.atlas import Atlas
from generator.render.values import Words, address, capitalised, html, label_of
from generator.text.edtf_words import in_short

MAX_DEPTH = 8
"""Levels of one tree; what stands lower begins a tree of its own."""
MAX_ROWS = 400
"""Statements on one page; of more the trees and each sort have pages of their own."""
_RANKS = ("preferred", "normal", "deprecated")


UNDER, FROM = "under", "from"
"""The files of the trees, and how the addresses in them begin."""


@dataclass(frozen=True, slots=True)
class TieRow:
    """One statement in the table."""

    owner: Markup
    target: Markup
    when: str
    speaker: Markup
    rank: str
    standing: str
    origins: int
    differs: bool


@dataclass(frozen=True, slots=True)
class TieSort:
    """All statements of one sort."""

    anchor: str
    label: str
    definition: str
    rows: tuple[TieRow, ...]


@dataclass(frozen=True, slots=True)
class NetworkPage:
    """The page: trees as nested lists, and the tables."""

    under: tuple[Markup, ...]
    """Page by page; one where all statements find room on one page, none where there are no trees."""
    origins: tuple[Markup, ...]
    sorts: tuple[TieSort, ...]
    bodies: int
    statements: int

    @property
    def is_long(self) -> bool:
        """Tell whether the statements find no room on one page."""
        return self.statements > MAX_ROWS

    @property
    def parts(self) -> tuple["NetworkPart", ...]:
        """The pages that trees and sorts have of their own, where they need them."""
        if not self.is_long:
            return ()
        trees = ((UNDER, "Who stands under whom", self.under), (FROM, "What came from what", self.origins))
        found = [part for name, title, pages in trees for part in _parts(name, title, [(page, None) for page in pages])]
        for sort in self.sorts:
            rows = [sort.rows[start : start + MAX_ROWS] for start in range(0, len(sort.rows), MAX_ROWS)]
            found += _parts(sort.anchor, sort.label, [(Markup(""), replace(sort, rows=held)) for held in rows])
        return tuple(found)


@dataclass(frozen=True, slots=True)
class NetworkPart:
    """A page of trees, or of statements of one sort."""

    name: str
    title: str
    trees: Markup
    sort: TieSort | None
    parts: tuple[tuple[str, str, bool], ...]
    """Number and address of the pages that go together, and whether it is this one; empty where it is the only one."""


def _parts(name: str, title: str, pages: list[tuple[Markup, TieSort | None]]) -> Iterator[NetworkPart]:
    files = [_file(name, at) for at in range(len(pages))]
    for at, (trees, sort) in enumerate(pages):
        part = f" (part {at + 1} of {len(pages)})" if len(pages) > 1 else ""
        ways = tuple((str(n + 1), f"{file}.html", n == at) for n, file in enumerate(files)) if part else ()
        yield NetworkPart(files[at], title + part, trees, sort, ways)


def _file(name: str, page: int) -> str:
    return name + (f"-{page + 1}" if page else "")


def network_page(atlas: Atlas, differing: Mapping[str, tuple[Disagreement, ...]]) -> NetworkPage:
    """Return every tie whose sort has a name from both ends; `differing` is where accounts differ, by entry."""
    words = Words(atlas)
    typed = [(tie, code) for tie in all_ties(atlas) if (code := tie.typing) is not None]
    contested = {f.id for found in differing.values() for d in found for f in d.facts}
    standing = [(tie, code) for tie, code in typed if tie.fact.statement.rank != "deprecated"]
    room = MAX_ROWS if len(typed) > MAX_ROWS else None
    return NetworkPage(
        _Forest(atlas, words, _edges(standing, "above"), UNDER, "what stands under it: above").pages(room),
        _Forest(atlas, words, _edges(standing, "earlier"), FROM, "what came from it: above").pages(room),
        tuple(_sorts(atlas, words, typed, contested)),
        len({id for tie, _ in typed for id in (tie.owner.id, tie.target)}),
        len(typed),
    )


def _sorts(atlas: Atlas, words: Words, typed: list[tuple[Tie, Code]], contested: set[str]) -> Iterable[TieSort]:
    found: dict[tuple[int, str], list[Tie]] = {}
    codes: dict[str, Code] = {}
    for tie, code in typed:
        codes[code.code] = code
        found.setdefault((tie.typing_list.index(code), code.code), []).append(tie)
    for (_, name), ties in sorted(found.items()):
        ties.sort(key=lambda t: (atlas[t.target].label.casefold(), t.target, t.owner.label.casefold(), _order(t)))
        rows = tuple(_row(atlas, words, tie, contested) for tie in ties)
        yield TieSort(name, capitalised(codes[name].label), codes[name].definition, rows)


def _row(atlas: Atlas, words: Words, tie: Tie, contested: set[str]) -> TieRow:
    statement = tie.fact.statement
    return TieRow(
        words.link(tie.owner.id, anchor=tie.fact.anchor),
        words.link(tie.target),
        in_short(statement.when) if statement.when else "",
        words.speaker(statement),
        statement.rank,
        words.standing(tie.owner, tie.fact),
        len(origins_of(atlas, tie.owner, tie.fact)),
        tie.fact.id in contested,
    )


@dataclass(frozen=True, slots=True)
class _Edge:
    """Two bodies of which one stands above, or was there before, the other; with the statements that say so."""

    upper: str
    lower: str
    ties: tuple[tuple[Tie, Code], ...]


def _edges(typed: Iterable[tuple[Tie, Code]], part: str) -> list[_Edge]:
    found: dict[tuple[str, str], list[tuple[Tie, Code]]] = {}
    for tie, code in typed:
        end = getattr(code, part)
        if end:
            pair = (tie.target, tie.owner.id) if end == "target" else (tie.owner.id, tie.target)
            found.setdefault(pair, []).append((tie, code))
    return [
        _Edge(upper, lower, tuple(sorted(ties, key=lambda t: _order(t[0])))) for (upper, lower), ties in found.items()
    ]


def _order(tie: Tie) -> tuple[int, int, int]:
    when = tie.fact.statement.when
    return (_RANKS.index(tie.fact.statement.rank), int(when.earliest[:4]) if when else 9999, tie.fact.index)


class _Forest:
    """Bodies under one another as nested lists; one that stands under several is named under each, with its own under the first."""

    def __init__(self, atlas: Atlas, words: Words, edges: list[_Edge], name: str, above: str) -> None:
        self._name = name
        self._above = above
        self._atlas = atlas
        self._words = words
        self._lower: dict[str, list[_Edge]] = {}
        for edge in sorted(edges, key=lambda e: (atlas[e.lower].label.casefold(), e.lower)):
            self._lower.setdefault(edge.upper, []).append(edge)
        self._page = 0
        self._placed: dict[str, int] = {}
        """The bodies under which all is named that stands there, and on which page."""

    def pages(self, room: int | None) -> tuple[Markup, ...]:
        """Return the lists: first what stands under nothing, then what stands in a circle or too deep.

        A page takes whole trees until as many bodies stand on it as there is room for.
        """
        beneath = {edge.lower for edges in self._lower.values() for edge in edges}
        by_name = sorted(self._lower, key=lambda body: (body in beneath, self._atlas[body].label.casefold(), body))
        pages: list[list[str]] = []
        for id in by_name:
            if id in self._placed:
                continue
            if not pages or (room is not None and sum(tree.count("<li>") for tree in pages[-1]) >= room):
                self._page = len(pages)
                pages.append([])
            pages[-1].append(self._tree(id))
        return tuple(Markup('<ul class="ea-tree">{}</ul>').format(Markup("").join(map(Markup, held))) for held in pages)

    def _tree(self, id: str) -> str:
        return f"<li>{self._words.link(id)}{self._below(id, 1)}</li>"

    def _below(self, id: str, depth: int) -> str:
        edges = self._lower.get(id, ())
        if not edges or depth > MAX_DEPTH:
            return ""
        if id in self._placed:
            page = "" if self._placed[id] == self._page else f"{_file(self._name, self._placed[id])}.html"
            return f' <a class="ea-tree-above" href="{page}#{self._name}-{id}">{self._above}</a>'
        self._placed[id] = self._page
        items = [f"<li>{self._named(edge)}{self._below(edge.lower, depth + 1)}</li>" for edge in edges]
        return f'<ul id="{self._name}-{id}">{"".join(items)}</ul>'

    def _named(self, edge: _Edge) -> Markup:
        """Return the lower of two with what ties it to the upper, and who says so."""
        said: dict[str, list[Markup]] = {}
        for tie, code in edge.ties:
            label = code.label if tie.owner.id == edge.lower else code.inverse
            said.setdefault(label, []).append(self._account(tie))
        parts = [html(f"{label}: ") + Markup("; ").join(dict.fromkeys(held)) for label, held in said.items()]
        return self._words.link(edge.lower) + Markup(' <span class="ea-tree-said">{}</span>').format(
            Markup("; ").join(parts)
        )

    def _account(self, tie: Tie) -> Markup:
        statement = tie.fact.statement
        when = f" ({in_short(statement.when)})" if statement.when else ""
        rank = ", preferred" if statement.rank == "preferred" else ""
        denied = [
            Markup("; {} {}").format(
                html(str(self._words.agent(item.by).striptags())), html(label_of("dispute-stance", item.stance))
            )
            for item in statement.disputed
        ]
        return Markup('<a href="{}">{}</a>{}{}').format(
            address(tie.owner, tie.fact.anchor),
            html(str(self._words.speaker(statement).striptags())),
            html(when + rank),
            Markup("").join(denied),
        )
