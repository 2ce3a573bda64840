"""The picture of all relations: a box for each body, under the one that it belongs to, and a line for each tie.

Used by `network_pages.py`; `draw/network.py` draws it.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from markupsafe import Markup

from euphrates_atlas.batched import grouped
from euphrates_atlas.draw.network import NetworkBody, NetworkLine, network_svg
from euphrates_atlas.facts.ties import Tie
from euphrates_atlas.model.atlas import Atlas
from euphrates_atlas.model.statement import RANKS
from euphrates_atlas.render.linked_words import LinkedWords
from euphrates_atlas.render.markup import address, kind_class
from euphrates_atlas.render.overviews.network_trees import edges, sort_place, tie_order
from euphrates_atlas.text.phrases import counted

NetworkPicture = tuple[list[NetworkBody], list[NetworkLine]]
"""The bodies and lines of the picture; nothing where there is no tie, or too many trees."""
MOST_BODIES = 250
"""Boxes of the picture: where there are more bodies, those that stand lowest are drawn in the box of the one above."""


def svg_of(picture: NetworkPicture) -> Markup:
    """Return the drawing; empty where there is nothing to draw."""
    bodies, lines = picture
    if not bodies:
        return Markup()
    label = f"{len(bodies)} entries and the relations between them; the lists and tables below have the same"
    return Markup(network_svg(bodies, lines, label))


def network_picture(words: LinkedWords, ties: Sequence[Tie]) -> NetworkPicture:
    """Return the picture of these ties, whose lines lead to the statements on the pages of their entries."""
    atlas = words.atlas
    ids = {id for tie in ties for id in tie.ends}
    parents = _parents(atlas, ties)
    box_of = _boxes(ids, parents)
    if not box_of:
        return [], []
    in_order = sorted(ties, key=tie_order)
    pairs = grouped(in_order, lambda tie: tuple(sorted(box_of[id] for id in tie.ends)))
    lines = [
        _line(words, own, box_of)
        for (one, other), own in sorted(pairs.items())
        if one != other
    ]
    return list(_bodies(atlas, box_of, parents)), lines


def _bodies(
    atlas: Atlas,
    box_of: Mapping[str, str],
    parents: Mapping[str, str],
) -> Iterator[NetworkBody]:
    """Yield the bodies that have boxes, by name, each with the number of others in its box."""
    held = Counter(box_of.values())
    entries = sorted((atlas[id] for id in held), key=lambda entry: entry.by_name)
    for entry in entries:
        others = held[entry.id] - 1
        name = f"{entry.label} (+{others:,})" if others else entry.label
        above = parents.get(entry.id, "")
        yield NetworkBody(entry.id, name, address(entry), kind_class(entry), above)


def _boxes(ids: Collection[str], parents: Mapping[str, str]) -> dict[str, str]:
    """Return the body in whose box each is drawn, as deep in the trees as there is room; none where the tops are too many."""
    ways = [_way_down(id, parents) for id in sorted(ids)]
    for depth in range(max(map(len, ways), default=0), 0, -1):
        box_of = {way[-1]: way[:depth][-1] for way in ways}
        if len(set(box_of.values())) <= MOST_BODIES:
            return box_of
    return {}


def _way_down(id: str, parents: Mapping[str, str]) -> list[str]:
    """Return the bodies from the top of a tree down to a body; a circle is cut where it closes."""
    way = [id]
    above = parents.get(id)
    while above and above not in way:
        way.insert(0, above)
        above = parents.get(above)
    return way


def _parents(atlas: Atlas, ties: Sequence[Tie]) -> dict[str, str]:
    """Return the body above each: by a preferred statement before others, else the one that it came from."""
    parents: dict[str, str] = {}
    for part in ("above", "earlier"):
        found = []
        for (upper, lower), joining in edges(ties, part).items():
            rank, sort = min((tie_order(tie)[0], sort_place(tie)) for tie in joining)
            if RANKS[rank] != "deprecated":
                found.append((rank, sort, atlas[upper].by_name, lower))
        for _, _, (_, upper), lower in sorted(found):
            parents.setdefault(lower, upper)
    return parents


def _line(words: LinkedWords, own: Sequence[Tie], box_of: Mapping[str, str]) -> NetworkLine:
    """Return the line for all statements between two boxes; it leads to the first of them."""
    first = own[0]
    code = first.sort
    statements = dict.fromkeys(
        f"{tie.owner.label}: {tie.sort.label} {words.atlas[tie.target].label}"
        for tie in own
    )
    title = "; ".join(statements)
    if len(own) > 1:
        title += f" ({counted(len(own), 'statement')})"
    style = "ea-net-other"
    if code.above:
        style = "ea-net-above"
    elif code.earlier:
        style = "ea-net-earlier"
    facts = [tie.fact for tie in own]
    if any(fact.statement.disputed or words.differs(fact) for fact in facts):
        style += " ea-net-differs"
    if not first.fact.statement.is_current:
        style += " ea-net-old"
    return NetworkLine(
        (box_of[first.owner.id], box_of[first.target]),
        title,
        address(first.owner, first.fact.anchor),
        style,
        code.inverse != code.label,
    )
