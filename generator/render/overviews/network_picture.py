"""The picture of the page of relations: each body once, beneath the one it is said to belong to, and a line for each two that are tied."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from markupsafe import Markup

from generator.draw.network import NetworkBody, NetworkLine, network_svg
from generator.facts.comparison import contested
from generator.facts.ties import Tie
from generator.model.atlas import Atlas
from generator.model.codes import Code
from generator.render.markup import address, kind_class
from generator.text.phrases import counted

MOST_BODIES = 400
"""Bodies that are drawn: those with the most ties."""
COLUMNS = 3
RANKS = ("preferred", "normal", "deprecated")
TypedTie = tuple[Tie, Code]


class NetworkPicture(NamedTuple):
    """The bodies and lines of the picture."""

    bodies: tuple[NetworkBody, ...]
    lines: tuple[NetworkLine, ...]
    left_out: int
    """Bodies that are not drawn."""

    @property
    def svgs(self) -> list[Markup]:
        """Return the drawing in columns, and that in one column for phones."""
        label = f"{len(self.bodies)} bodies and the relations between them; the lists and tables below have the same"
        forms = ((COLUMNS, "ea-g-wide"), (1, "ea-g-upright"))
        return [Markup(network_svg(self.bodies, self.lines, columns, style, label)) for columns, style in forms]


def order_of(tie: Tie) -> tuple[int, int, int]:
    """Sort the statements of a tie: by rank, then the oldest first."""
    when = tie.fact.statement.when
    return (RANKS.index(tie.fact.statement.rank), int(when.earliest[:4]) if when else 9999, tie.fact.index)


def network_picture(atlas: Atlas, typed: Sequence[TypedTie], href: Callable[[Tie], str]) -> NetworkPicture | None:
    """Return the picture of these ties; `href` leads to a statement. None where there is no tie."""
    pairs: dict[tuple[str, ...], list[TypedTie]] = {}
    for tie, code in sorted(typed, key=lambda one: order_of(one[0])):
        pairs.setdefault(tuple(sorted((tie.owner.id, tie.target))), []).append((tie, code))
    ties = Counter(id for pair in pairs for id in pair)
    most_tied = sorted(ties, key=lambda body: (-ties[body], body))[:MOST_BODIES]
    drawn = sorted(most_tied, key=lambda body: (atlas[body].label.casefold(), body))
    parents = _parents(atlas, typed)
    bodies = (
        NetworkBody(id, atlas[id].label, address(atlas[id]), kind_class(atlas[id]), parents.get(id, "")) for id in drawn
    )
    lines = tuple(_line(atlas, own, href) for pair, own in sorted(pairs.items()) if {*pair} <= {*drawn})
    return NetworkPicture(tuple(bodies), lines, len(ties) - len(drawn)) if lines else None


def _parents(atlas: Atlas, typed: Sequence[TypedTie]) -> dict[str, str]:
    """Return the body above each: by a preferred statement before others, else the one that it came from."""
    found: dict[str, list[tuple[int, int, int, str, str]]] = {}
    for tie, code in typed:
        end, rank = code.above or code.earlier, RANKS.index(tie.fact.statement.rank)
        if end and rank < len(RANKS) - 1:
            upper, lower = (tie.target, tie.owner.id) if end == "target" else (tie.owner.id, tie.target)
            key = (not code.above, rank, tie.typing_list.index(code), atlas[upper].label.casefold(), upper)
            found.setdefault(lower, []).append(key)
    return {lower: min(keys)[-1] for lower, keys in found.items()}


def _line(atlas: Atlas, own: Sequence[TypedTie], href: Callable[[Tie], str]) -> NetworkLine:
    first, code = own[0]
    words = dict.fromkeys(f"{tie.owner.label}: {code.label} {atlas[tie.target].label}" for tie, code in own)
    sort = "above" if code.above else "earlier" if code.earlier else "other"
    differs = any(tie.fact.statement.disputed or tie.fact.id in contested(atlas, tie.owner) for tie, _ in own)
    old = first.fact.statement.rank == "deprecated"
    return NetworkLine(
        (first.owner.id, first.target),
        f"{'; '.join(words)} ({counted(len(own), 'statement')})",
        href(first),
        f"ea-net-{sort}" + " ea-net-differs" * differs + " ea-net-old" * old,
        code.inverse != code.label,
    )
