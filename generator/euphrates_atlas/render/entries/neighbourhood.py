"""The picture of the ties of an entry, from the statements in the tables of its page and of others."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from euphrates_atlas.batched import grouped
from euphrates_atlas.draw.relations import STYLES, EntryBox, Neighbour, TieLine, relations_svg
from euphrates_atlas.facts.entry_dates import most_exact
from euphrates_atlas.facts.plain_words import agent_words
from euphrates_atlas.facts.ties import Tie, ties_of
from euphrates_atlas.model.atlas import Entry
from euphrates_atlas.model.statement import RANKS
from euphrates_atlas.render.linked_words import CONTESTED, LinkedWords
from euphrates_atlas.render.markup import address, plain_of, section_anchor
from euphrates_atlas.text.direction import is_right_to_left
from euphrates_atlas.text.edtf import Edtf
from euphrates_atlas.text.edtf_words import in_short
from euphrates_atlas.text.phrases import capitalised, spaced

MIN_NEIGHBOURS = 2
MAX_NEIGHBOURS = 8
"""Entries that are drawn; the tables have them all."""
_MAX_SPEAKERS = 3


@dataclass(frozen=True, slots=True)
class NeighbourhoodView:
    """The picture, and what stands beneath it."""

    svg: Markup
    drawn: int
    count: int
    """Entries to which it is tied, drawn or not."""
    tables: tuple[tuple[str, str], ...]
    """Anchor and heading of the tables that say the same."""
    signs: frozenset[str]
    """The ranks of the statements that are drawn, and `denied` where somebody denies or doubts one."""


def neighbourhood(entry: Entry, words: LinkedWords) -> NeighbourhoodView | None:
    """Return the picture of an entry's ties; None where it has too few neighbours for one."""
    ties = grouped(
        ties_of(words.atlas, entry),
        lambda tie: tie.target if tie.owner is entry else tie.owner.id,
    )
    if len(ties) < MIN_NEIGHBOURS:
        return None
    nearest = {id: min(_prominence(entry, tie) for tie in own) for id, own in ties.items()}
    in_order = sorted(ties, key=lambda other: (nearest[other], words.atlas[other].by_name))
    closest = in_order[:MAX_NEIGHBOURS]  # in the order of their most prominent tie
    drawn = [
        Neighbour(_box(words.atlas[id], words), _lines(entry, ties[id], words)) for id in closest
    ]
    own = _box(entry, words)._replace(href="")
    label = f"{entry.label} and {len(drawn)} entries it is tied to; the tables below have the same"
    every = [tie for same in ties.values() for tie in same]
    return NeighbourhoodView(
        svg=Markup(relations_svg(own, drawn, label)),
        drawn=len(drawn),
        count=len(ties),
        tables=tuple(dict.fromkeys(_table(entry, tie) for tie in every)),
        signs=_signs(tie for id in closest for tie in ties[id]),
    )


def _signs(ties: Iterable[Tie]) -> frozenset[str]:
    signs = set()
    for tie in ties:
        statement = tie.fact.statement
        signs.add(statement.rank)
        if statement.disputed:
            signs.add("denied")
    return frozenset(signs)


def _table(entry: Entry, tie: Tie) -> tuple[str, str]:
    """Return anchor and heading of the table that has a tie."""
    if tie.owner is entry:
        return section_anchor(tie.field.name), tie.declared.label
    if tie.declared.inverse:
        return section_anchor(tie.field.name, tie.owner.kind), tie.declared.inverse
    return "mentioned-by", "Mentioned by"


def _prominence(entry: Entry, tie: Tie) -> tuple[int, ...]:
    """Sort preferred statements first and superseded ones last, parentage before the rest, then by property and type."""
    statement = tie.fact.statement
    fields = list(tie.owner.shape.fields)
    typing = tie.typing
    return (
        RANKS.index(statement.rank),
        not statement.is_weighty,
        tie.owner is not entry,
        tie.owner.kind.order,
        fields.index(tie.field.name),
        tie.typing_list.index(typing) if typing else 0,
        tie.fact.index,
    )


def _box(entry: Entry, words: LinkedWords) -> EntryBox:
    """Return the box of an entry, with its first name in a script that runs to the left."""
    native = None
    for name in entry.record.names:
        if name.lang and is_right_to_left(name.lang) and not name.is_search_only:
            native = name.text, str(name.lang)
            break
    return EntryBox(entry.label, native, _line(entry, words), address(entry))


def _line(entry: Entry, words: LinkedWords) -> str:
    """Return what an entry is, and the first date of its fact box: `militia, founded 2003`."""
    line = entry.kind.singular
    classified = entry.current_facts("type")
    if classified:
        said, _ = words.statement(classified[0])
        line = plain_of(said) or line
    for field, declared in entry.shape.properties:
        facts = most_exact(entry.current_facts(field.name)) if declared.box else []
        if facts and isinstance(facts[0].value, Edtf):
            label = declared.label.lower()
            if words.standing(facts[0]) == CONTESTED:
                return f"{line}, {label}: accounts differ"
            return f"{line}, {label} {in_short(facts[0].value)}"
    return line


def _lines(entry: Entry, ties: Iterable[Tie], words: LinkedWords) -> tuple[TieLine, ...]:
    """Return the lines to one neighbour: one for each thing said with one rank, however many say it."""
    alike: dict[tuple[int, str], list[tuple[str, Tie]]] = {}
    for tie in ties:
        heading, detail = _heading(entry, tie, words)
        rank = RANKS.index(tie.fact.statement.rank)
        alike.setdefault((rank, heading), []).append((detail, tie))
    lines = []
    for rank, heading in sorted(alike):
        details, same = zip(*alike[rank, heading], strict=True)
        closer = ", ".join(dict.fromkeys(filter(None, details)))
        said = f"{heading}: {closer}" if closer else heading
        lines.append(_tie_line(said, STYLES[RANKS[rank]], same, words))
    return tuple(lines)


def _tie_line(said: str, style: str, ties: Sequence[Tie], words: LinkedWords) -> TieLine:
    """Return a line with what is said of it, and who says and who denies it."""
    standings = {words.standing(tie.fact) for tie in ties} - {""}
    if standings:
        said += f" ({', '.join(sorted(standings)).lower()})"
    accounts = list(dict.fromkeys(_account(tie, words) for tie in ties))
    denials = list(dict.fromkeys(_denials(ties, words)))
    more = len(accounts) - _MAX_SPEAKERS
    shown = [*accounts[:1], *denials, *accounts[1:_MAX_SPEAKERS]]
    if more > 0:
        shown.append(f"and {more} more")
    return TieLine(said, "; ".join(shown), style, bool(denials))


def _denials(ties: Iterable[Tie], words: LinkedWords) -> Iterator[str]:
    for tie in ties:
        for dispute in tie.fact.statement.disputed:
            stance = dispute.stance_code.label
            yield f"{agent_words(words.atlas, dispute.by)} {stance}"


def _heading(entry: Entry, tie: Tie, words: LinkedWords) -> tuple[str, str]:
    """Return what ties an entry to the other, read from it to the other, and the words that say it more closely."""
    incoming = tie.owner is not entry
    code = tie.typing
    if code:
        return capitalised(code.inverse if incoming else code.label), ""
    said, _ = words.statement(tie.fact, without=tie.declared.edge, capital=False)
    plain = plain_of(said)
    heading = tie.declared.inverse if incoming else ""
    return heading or tie.declared.label, plain[:1].lower() + plain[1:]


def _account(tie: Tie, words: LinkedWords) -> str:
    """Return who says it and when, the period in which it holds, and what else is said of it."""
    statement = tie.fact.statement
    who = plain_of(words.speaker(statement))
    if statement.said:
        who = f"{who}, {in_short(statement.said)}"
    details = [in_short(statement.when)] if statement.when else []
    _, parts = words.statement(tie.fact, without=tie.declared.edge)
    for name, value in parts:
        isolated = f"\N{FIRST STRONG ISOLATE}{plain_of(value)}\N{POP DIRECTIONAL ISOLATE}"
        details.append(f"{spaced(name)}: {isolated}")
    return f"{who} ({'; '.join(details)})" if details else who
