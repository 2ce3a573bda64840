"""The picture of what an entry is tied to, from the statements that its page and those of others show in tables."""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from generator.draw.relations import STYLES, EntryBox, Neighbour, TieLine, upright_svg, wide_svg
from generator.facts.plain_words import agent_words, label_of
from generator.facts.ties import Tie, ties_of
from generator.model.atlas import Entry
from generator.model.statement import RANKS
from generator.render.linked_words import CONTESTED, LinkedWords
from generator.render.markup import address, plain_of, section_anchor
from generator.text.direction import is_right_to_left
from generator.text.edtf import Edtf
from generator.text.edtf_words import in_short
from generator.text.phrases import capitalised, spaced

MIN_NEIGHBOURS = 2
MAX_NEIGHBOURS = 8
"""Entries that are drawn; the tables have them all."""
_MAX_SPEAKERS = 3


@dataclass(frozen=True, slots=True)
class NeighbourhoodView:
    """The two drawings of one picture, and what stands beneath it."""

    wide: Markup
    upright: Markup
    drawn: int
    count: int
    """Entries to which it is tied, drawn or not."""
    tables: tuple[tuple[str, str], ...]
    """Anchor and heading of the tables that say the same."""
    signs: frozenset[str]
    """The ranks of the statements that are drawn, and `denied` where somebody denies or doubts one."""


def neighbourhood(entry: Entry, words: LinkedWords) -> NeighbourhoodView | None:
    """Return the picture of an entry's ties; None where it has too few neighbours for one."""
    atlas = words.atlas
    ties: dict[str, list[Tie]] = {}
    for tie in ties_of(atlas, entry):
        ties.setdefault(tie.target if tie.owner is entry else tie.owner.id, []).append(tie)
    if len(ties) < MIN_NEIGHBOURS:
        return None

    def rank(id: str) -> tuple[object, ...]:
        return min(_prominence(entry, tie) for tie in ties[id]), atlas[id].label.casefold(), id

    closest = sorted(ties, key=rank)[:MAX_NEIGHBOURS]
    drawn = [Neighbour(_box(atlas[id], words), tuple(_lines(entry, ties[id], words))) for id in closest]
    own = _box(entry, words)._replace(href="")
    label = f"{entry.label} and {len(drawn)} entries it is tied to; the tables below have the same"
    statements = [tie.fact.statement for id in closest for tie in ties[id]]
    return NeighbourhoodView(
        Markup(wide_svg(own, drawn, label)),
        Markup(upright_svg(own, drawn, label)),
        len(drawn),
        len(ties),
        tuple(dict.fromkeys(_table(entry, tie) for same in ties.values() for tie in same)),
        frozenset({*(said.rank for said in statements), *("denied" for said in statements if said.disputed)}),
    )


def _table(entry: Entry, tie: Tie) -> tuple[str, str]:
    """Return anchor and heading of the table that has a tie."""
    if tie.owner is entry:
        return section_anchor(tie.field.name), tie.declared.label
    if tie.declared.inverse:
        return section_anchor(tie.field.name, tie.owner.kind), tie.declared.inverse
    return "mentioned-by", "Mentioned by"


def _prominence(entry: Entry, tie: Tie) -> tuple[int, bool, bool, int, int, int, int]:
    """Sort preferred statements first and superseded ones last, parentage before the rest, then by property and type."""
    statement = tie.fact.statement
    fields = list(tie.owner.shape.fields)
    return (
        RANKS.index(statement.rank),
        not statement.is_weighty,
        tie.owner is not entry,
        tie.owner.kind.order,
        fields.index(tie.field.name),
        tie.typing_list.index(tie.typing) if tie.typing else 0,
        tie.fact.index,
    )


def _box(entry: Entry, words: LinkedWords) -> EntryBox:
    names = [n for n in entry.record.names if n.lang and is_right_to_left(n.lang) and not n.is_search_only]
    native = (names[0].text, str(names[0].lang)) if names else None
    return EntryBox(entry.label, native, _line(entry, words), address(entry))


def _line(entry: Entry, words: LinkedWords) -> str:
    """Return what an entry is, and the first date that its fact box gives, unless others say otherwise of it."""
    pieces = [entry.kind.singular]
    classified = entry.current_facts("type")
    if classified:
        pieces[0] = plain_of(words.statement(classified[0])[0]) or pieces[0]
    for field, declared in entry.shape.properties:
        first = entry.current_facts(field.name)[:1] if declared.box else []
        if first and isinstance(first[0].value, Edtf):
            has_rivals = words.standing(first[0]) == CONTESTED
            label = declared.label.lower()
            pieces.append(f"{label}: accounts differ" if has_rivals else f"{label} {in_short(first[0].value)}")
            break
    return ", ".join(pieces)


def _lines(entry: Entry, ties: Iterable[Tie], words: LinkedWords) -> list[TieLine]:
    """Return the lines to one neighbour: one for each thing said with one rank, however many say it."""
    alike: dict[tuple[int, str], list[tuple[str, Tie]]] = {}
    for tie in ties:
        heading, detail = _heading(entry, tie, words)
        alike.setdefault((RANKS.index(tie.fact.statement.rank), heading), []).append((detail, tie))
    return [_tie_line(heading, STYLES[RANKS[rank]], alike[rank, heading], words) for rank, heading in sorted(alike)]


def _tie_line(heading: str, style: str, ties: list[tuple[str, Tie]], words: LinkedWords) -> TieLine:
    details = ", ".join(dict.fromkeys(detail for detail, _ in ties if detail))
    standings = sorted({words.standing(tie.fact) for _, tie in ties} - {""})
    said = f"{heading}: {details}" if details else heading
    accounts = list(dict.fromkeys(_account(tie, words) for _, tie in ties))
    more = [f"and {len(accounts) - _MAX_SPEAKERS} more"] if len(accounts) > _MAX_SPEAKERS else []
    disputes = (dispute for _, tie in ties for dispute in tie.fact.statement.disputed)
    said_by = ((agent_words(words.atlas, d.by), label_of("dispute-stance", d.stance)) for d in disputes)
    denials = dict.fromkeys(map(" ".join, said_by))
    account = "; ".join([*accounts[:1], *denials, *accounts[1:_MAX_SPEAKERS], *more])
    return TieLine(said + (f" ({', '.join(standings).lower()})" if standings else ""), account, style, bool(denials))


def _heading(entry: Entry, tie: Tie, words: LinkedWords) -> tuple[str, str]:
    """Return what ties an entry to the other, read from it to the other, and the words that say it more closely."""
    incoming = tie.owner is not entry
    if (code := tie.typing) is not None:
        return capitalised(code.inverse if incoming else code.label), ""
    said, _ = words.statement(tie.fact, without=tie.declared.edge, capital=False)
    plain = plain_of(said)
    heading = tie.declared.inverse if incoming and tie.declared.inverse else tie.declared.label
    return heading, plain[:1].lower() + plain[1:]


def _account(tie: Tie, words: LinkedWords) -> str:
    """Return who says it and when, the period in which it holds, and what else is said of it."""
    statement = tie.fact.statement
    _, parts = words.statement(tie.fact, without=tie.declared.edge)
    said = in_short(statement.said) if statement.said else ""
    who = ", ".join(filter(None, (plain_of(words.speaker(statement)), said)))
    details = [in_short(statement.when)] if statement.when else []
    details += [
        f"{spaced(name)}: \N{FIRST STRONG ISOLATE}{plain_of(value)}\N{POP DIRECTIONAL ISOLATE}" for name, value in parts
    ]
    return f"{who} ({'; '.join(details)})" if details else who
