"""The pages of relations: a picture, trees of who stands under whom and what came from what, and all statements by their sort."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from markupsafe import Markup

from generator.draw.network import NetworkBody, NetworkLine, network_svg
from generator.facts.holding import evidence_dates, period_of
from generator.facts.plain_words import label_of
from generator.facts.rivals import contested
from generator.facts.support import origins_of
from generator.facts.ties import Tie, all_ties
from generator.model.atlas import Atlas
from generator.model.codes import Code
from generator.model.statement import RANKS, Statement
from generator.render.environment import filled
from generator.render.linked_words import LinkedWords
from generator.render.markup import DIFFERS, LINK, NOTHING, RANK, SUB, address, html, joined, kind_class, piece
from generator.render.paging import numbered, parts, sliced
from generator.render.site_input import SiteInput
from generator.render.tables import Column, Row, StyledCell, Table, number, rows_of
from generator.subject import subject
from generator.text.edtf_words import in_short
from generator.text.phrases import capitalised, counted

TypedTie = tuple[Tie, Code]
NetworkPicture = tuple[list[NetworkBody], list[NetworkLine]]
"""The bodies and lines of the picture; nothing where there is no tie, or too many trees."""
COLUMNS = 3
"""Of the picture on a desk; phones get one."""
MOST_BODIES = 250
"""Boxes of the picture: where there are more bodies, those that stand lowest are drawn in the box of the one above."""
MAX_DEPTH = 8
"""Levels of one tree; what stands lower begins a tree of its own."""
MAX_ROWS = 200
"""Statements on one page; of more the trees and each sort have pages of their own."""
UNDER, FROM = "under", "from"
"""The files of the trees, and the first part of the anchors in them."""
_SUMS = (Column("Relations", is_head=True), Column("What they are"), number("Statements", "statements:"))
_LIST = piece('<ul class="ea-tree">{}</ul>')
_SAID = piece(' <span class="ea-tree-said">{}</span>')
_ACCOUNT = piece('<a href="{}">{}</a>{}{}')
_DENIAL = piece("; {} {}")


class Network(NamedTuple):
    """All relations: trees as nested lists, and the statements by sort."""

    under: tuple[Markup, ...]
    """A text for each page: one if all statements fit on one page, none where there are no trees."""
    origins: tuple[Markup, ...]
    sorts: list[tuple[Code, Table]]
    picture: NetworkPicture
    bodies: int
    statements: int


def pages(site: SiteInput) -> Iterator[tuple[str, str]]:
    """Yield the page of all relations, and where it is long those of its trees and of each sort."""
    network = network_of(site.atlas)
    is_long = network.statements > MAX_ROWS
    relations, sorts = subject().relations, network.sorts
    trees = (
        (UNDER, "Hierarchy", f"{relations.under} under the body to which they are said to belong.", network.under),
        (FROM, "Splits and successors", f"{relations.origins}, the earlier body first.", network.origins),
    )
    sums = [(LINK(f"{file}.html", title), about, StyledCell("", {})) for file, title, about, own in trees if own]
    by_sort = ((LINK(f"{c.code}.html", capitalised(c.label)), c.definition, len(table)) for c, table in sorts)
    table = Table("The pages of the relations, by sort", _SUMS, rows_of([*sums, *by_sort]), "ea-lines ea-sums")
    split = [(*sort, part) for sort in sorts for part in parts(sort[0].code, sliced(sort[1].rows, MAX_ROWS)) if is_long]
    loaded = " ".join(f"{part.file}.html" for *_, part in split)
    context = {"network": network, "svgs": svgs_of(network.picture), "sums": table if is_long else None}
    yield "network/index.md", filled("network.md.j2", loaded=loaded, **context)
    for file, title, _, own in trees if is_long else ():
        for tree in parts(file, sliced(own, 1)):
            yield f"network/{tree.file}.md", filled("network_part.md.j2", title=title, part=tree, sort=None)
    for sort, whole, part in split:
        title, table = capitalised(sort.label), replace(whole, rows=tuple(part.rows))
        yield f"network/{part.file}.md", filled("network_part.md.j2", title=title, part=part, sort=sort, table=table)


def svgs_of(picture: NetworkPicture) -> list[Markup]:
    """Return the drawing in columns, and that in one column for phones."""
    bodies, lines = picture
    label = f"{len(bodies)} entries and the relations between them; the lists and tables below have the same"
    forms = ((COLUMNS, "ea-g-wide"), (1, "ea-g-upright")) if bodies else ()
    return [Markup(network_svg(bodies, lines, columns, style, label)) for columns, style in forms]


def network_of(atlas: Atlas) -> Network:
    """Return every tie whose sort has a name from both ends, and those of persons to bodies."""
    words = LinkedWords(atlas)
    typed = [(tie, code) for tie in all_ties(atlas) if (code := tie.typing or _of_person(tie)) is not None]
    standing = [(tie, code) for tie, code in typed if tie.fact.statement.rank != "deprecated" and code.inverse]
    room = MAX_ROWS if len(typed) > MAX_ROWS else None
    return Network(
        _Forest(words, _edges(standing, "above"), UNDER, "members listed above").pages(room),
        _Forest(words, _edges(standing, "earlier"), FROM, "successors listed above").pages(room),
        list(_sorts(words, typed)),
        network_picture(atlas, typed, is_whole=room is None),
        len({id for tie, _ in typed for id in (tie.owner.id, tie.target)}),
        len(typed),
    )


def _of_person(tie: Tie) -> Code | None:
    """Return what a person is to a body in the manner of a relation, without a name from the other end; None of other ties."""
    declared = tie.declared
    return Code(tie.field.name, declared.tied, tie.field.description, above="target") if declared.tied else None


def _sort_of(tie: Tie, code: Code) -> int:
    """Return the place of a sort among all: persons stand behind the relations of bodies."""
    return tie.typing_list.index(code) if code.inverse else len(tie.typing_list)


def _sorts(words: LinkedWords, typed: list[TypedTie]) -> Iterator[tuple[Code, Table]]:
    """Yield each sort with a table of its statements, each with its speaker."""
    atlas, codes = words.atlas, {code.code: (_sort_of(tie, code), code) for tie, code in typed}
    for name, (_, code) in sorted(codes.items(), key=lambda item: (item[1][0], item[0])):
        ties = [tie for tie, own in typed if own.code == name]
        ties.sort(key=lambda t: (atlas[t.target].label.casefold(), t.target, t.owner.label.casefold(), _order(t)))
        label = capitalised(code.label)
        said = Column("Body", is_head=True), Column(label), Column("When", style="ea-dt"), Column("Who says it")
        columns = *said, Column("Standing"), number("Origins", "origins:")
        rows = tuple(_row(words, tie) for tie in ties)
        yield code, Table(f"{label}: each statement with its speaker", columns, rows, script=f'data-ties="{name}"')


def _row(words: LinkedWords, tie: Tie) -> Row:
    atlas = words.atlas
    fact, statement = tie.fact, tie.fact.statement
    role, _ = words.statement(fact, without=tie.declared.edge)
    said = html(" ") + SUB(role) if tie.declared.tied else NOTHING
    differs = DIFFERS if fact.id in contested(atlas, tie.owner) else NOTHING
    cells = (
        words.link(tie.owner.id, anchor=fact.anchor) + differs,
        words.link(tie.target) + said,
        in_short(statement.when) if statement.when else _reported(atlas, statement),
        words.speaker(statement),
        RANK(statement.rank, html(standing)) if (standing := words.standing(fact)) else NOTHING,
        len(origins_of(atlas, fact)),
    )
    span = period_of(atlas, statement)
    data = {"data-ends": f"{tie.owner.id} {tie.target}", **({"data-span": span.text} if span else {})}
    return Row(cells, "ea-dep" if statement.rank == "deprecated" else "", _anchor(tie), data)


def _reported(atlas: Atlas, statement: Statement) -> str:
    """Return of a statement without a time in which years it was reported, so that a former role is told from a present one."""
    state = "ended" if statement.end_part and getattr(statement, statement.end_part) else "undated"
    years = dict.fromkeys(date.earliest[:4] for date in evidence_dates(atlas, statement))
    return f"{state}; reported {'–'.join(list(years)[:: len(years) - 1 or 1])}" if years else state


def _anchor(tie: Tie) -> str:
    """Return the anchor of a statement in the tables."""
    return f"{tie.owner.id}-{tie.fact.anchor}"


Edges = dict[tuple[str, str], list[TypedTie]]
"""Pairs of an upper, or earlier, body and a lower, or later, one, with the statements that tie them."""


def _edges(typed: Iterable[TypedTie], part: str) -> Edges:
    """Return the pairs of bodies; `part` is the field of a code, `above` or `earlier`, that tells which end comes first."""
    edges: Edges = {}
    for tie, code in typed:
        if end := getattr(code, part):
            pair = (tie.target, tie.owner.id) if end == "target" else (tie.owner.id, tie.target)
            edges.setdefault(pair, []).append((tie, code))
    return edges


class _Forest:
    """Bodies under one another as nested lists.

    A body that stands under several is named under each, and has its own list under the first alone.
    """

    def __init__(self, words: LinkedWords, edges: Edges, name: str, above: str) -> None:
        """Take the pairs of bodies; `name` is the file of the lists, `above` leads to a body that is listed before."""
        self._words, self._edges, self._name, self._above = words, edges, name, above
        self._lower: dict[str, list[str]] = {}
        for upper, lower in sorted(edges, key=lambda pair: self._by_name(pair[1])):
            self._lower.setdefault(upper, []).append(lower)
        self._page = 0
        self._placed: dict[str, int] = {}
        """The bodies whose own list has been written, and on which page."""

    def _by_name(self, id: str) -> tuple[str, str]:
        return self._words.atlas[id].label.casefold(), id

    def pages(self, room: int | None) -> tuple[Markup, ...]:
        """Return the lists: first what stands under nothing, then what stands in a circle or too deep.

        A page takes whole trees until as many bodies stand on it as there is room for.
        """
        lower = {pair[1] for pair in self._edges}
        pages: list[list[str]] = []
        for id in sorted(self._lower, key=lambda body: (body in lower, *self._by_name(body))):
            if id in self._placed:
                continue
            if not pages or (room is not None and sum(tree.count("<li>") for tree in pages[-1]) >= room):
                self._page = len(pages)
                pages.append([])
            pages[-1].append(f"<li>{self._words.link(id)}{self._below(id, 1)}</li>")
        return tuple(_LIST(joined(trees, "")) for trees in pages)

    def _below(self, id: str, depth: int) -> str:
        """Return the list of the bodies under a body, or a link to it where it has been written before."""
        lower = self._lower.get(id, ())
        if not lower or depth > MAX_DEPTH:
            return ""
        if id in self._placed:
            page = self._placed[id]
            file = "" if page == self._page else f"{numbered(self._name, page + 1)}.html"
            return f' <a class="ea-tree-above" href="{file}#{self._name}-{id}">{self._above}</a>'
        self._placed[id] = self._page
        items = [f"<li>{self._named(id, body)}{self._below(body, depth + 1)}</li>" for body in lower]
        return f'<ul id="{self._name}-{id}">{"".join(items)}</ul>'

    def _named(self, upper: str, lower: str) -> Markup:
        """Return the lower body, its ties to the upper one, and who says so."""
        accounts: dict[str, list[Markup]] = {}
        for tie, code in sorted(self._edges[upper, lower], key=lambda typed: _order(typed[0])):
            label = code.label if tie.owner.id == lower else code.inverse
            accounts.setdefault(label, []).append(self._account(tie))
        ties = [html(f"{label}, according to ") + joined(dict.fromkeys(own), "; ") for label, own in accounts.items()]
        return self._words.link(lower) + _SAID(joined(ties, "; "))

    def _account(self, tie: Tie) -> Markup:
        statement = tie.fact.statement
        when = f" ({in_short(statement.when)})" if statement.when else ""
        rank = ", preferred" if statement.rank == "preferred" else ""
        by = ((self._words.agent(item.by).striptags(), item.stance) for item in statement.disputed)
        denied = joined((_DENIAL(html(who), label_of("dispute-stance", stance)) for who, stance in by), "")
        speaker = html(self._words.speaker(statement).striptags())
        return _ACCOUNT(address(tie.owner, tie.fact.anchor), speaker, html(when + rank), denied)


def _order(tie: Tie) -> tuple[int, int, int]:
    """Sort the statements of a tie: by rank, then the oldest first."""
    when = tie.fact.statement.when
    return (RANKS.index(tie.fact.statement.rank), int(when.earliest[:4]) if when else 9999, tie.fact.index)


def network_picture(atlas: Atlas, typed: Sequence[TypedTie], *, is_whole: bool) -> NetworkPicture:
    """Return the picture of these ties; where the page `is_whole`, its lines lead to the tables there, else to the entries."""
    parents = _parents(atlas, typed)
    drawn = _drawn({id for tie, _ in typed for id in (tie.owner.id, tie.target)}, parents)
    if not drawn:
        return [], []
    pairs: dict[tuple[str, ...], list[TypedTie]] = {}
    for tie, code in sorted(typed, key=lambda one: _order(one[0])):
        pairs.setdefault(tuple(sorted((drawn[tie.owner.id], drawn[tie.target]))), []).append((tie, code))
    held = Counter(drawn.values())
    entries = sorted((atlas[id] for id in held), key=lambda entry: (entry.label.casefold(), entry.id))
    names = ((e, f"{e.label} (+{held[e.id] - 1:,})" if held[e.id] > 1 else e.label) for e in entries)
    bodies = [NetworkBody(e.id, name, address(e), kind_class(e), parents.get(e.id, "")) for e, name in names]
    tied = (own for (one, other), own in sorted(pairs.items()) if one != other)
    return bodies, [_line(atlas, own, drawn, is_whole=is_whole) for own in tied]


def _drawn(ids: set[str], parents: Mapping[str, str]) -> dict[str, str]:
    """Return the body in whose box each is drawn, as deep in the trees as there is room; none where the tops are too many."""
    ways: list[list[str]] = []
    for id in sorted(ids):
        ways.append([id])
        while (above := parents.get(ways[-1][0])) and above not in ways[-1]:
            ways[-1].insert(0, above)
    for depth in range(max(map(len, ways), default=0), 0, -1):
        drawn = {way[-1]: way[:depth][-1] for way in ways}
        if len({*drawn.values()}) <= MOST_BODIES:
            return drawn
    return {}


def _parents(atlas: Atlas, typed: Sequence[TypedTie]) -> dict[str, str]:
    """Return the body above each: by a preferred statement before others, else the one that it came from."""
    found: dict[str, list[tuple[int, int, int, str, str]]] = {}
    for at, part in enumerate(("above", "earlier")):
        for (upper, lower), ties in _edges(typed, part).items():
            rank, sort = min((_order(tie)[0], _sort_of(tie, code)) for tie, code in ties)
            if RANKS[rank] != "deprecated":
                found.setdefault(lower, []).append((at, rank, sort, atlas[upper].label.casefold(), upper))
    return {lower: min(keys)[-1] for lower, keys in found.items()}


def _line(atlas: Atlas, own: Sequence[TypedTie], drawn: Mapping[str, str], *, is_whole: bool) -> NetworkLine:
    first, code = own[0]
    words = [*dict.fromkeys(f"{tie.owner.label}: {code.label} {atlas[tie.target].label}" for tie, code in own)]
    sort = "above" if code.above else "earlier" if code.earlier else "other"
    differs = any(tie.fact.statement.disputed or tie.fact.id in contested(atlas, tie.owner) for tie, _ in own)
    old = first.fact.statement.rank == "deprecated"
    return NetworkLine(
        (drawn[first.owner.id], drawn[first.target]),
        "; ".join(words) + f" ({counted(len(own), 'statement')})" * (len(own) > 1),
        f"#{_anchor(first)}" if is_whole else address(first.owner, first.fact.anchor),
        f"ea-net-{sort}" + " ea-net-differs" * differs + " ea-net-old" * old,
        code.inverse != code.label,
    )
