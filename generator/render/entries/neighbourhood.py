"""The picture of what an entry is tied to, from the statements that its page and those of others show in tables."""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from generator.draw.relations import BESIDE, PREFERRED, SUPERSEDED, Box, Neighbour, Tie, upright, wide
from generator.draw.shapes import RTL
from generator.links.standing import standing
from generator.links.ties import Tie as Statement
from generator.links.ties import ties_of
from generator.model.atlas import Atlas
from generator.model.entry import Entry
from generator.render.values import ALONE, Words, address, capitalised, label_of, plain_of
from generator.render.wording import statement_words
from generator.text.edtf import Edtf
from generator.text.edtf_words import in_short

MIN_NEIGHBOURS = 2
MAX_NEIGHBOURS = 8
"""Entries that are drawn; the tables have them all."""
_MAX_SPEAKERS = 3
_STYLES = {"preferred": PREFERRED, "normal": BESIDE, "deprecated": SUPERSEDED}
_RANKS = tuple(_STYLES)


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
    styles: frozenset[str]
    """The sorts of lines in it, for the legend."""
    denied: bool


def neighbourhood(atlas: Atlas, entry: Entry, words: Words) -> NeighbourhoodView | None:
    """Return the picture of an entry's ties; None where it has too few neighbours for one."""
    found: dict[str, list[Statement]] = {}
    for tie in ties_of(atlas, entry):
        found.setdefault(tie.target if tie.owner is entry else tie.owner.id, []).append(tie)
    if len(found) < MIN_NEIGHBOURS:
        return None
    order = sorted(
        found,
        key=lambda other: (min(_prominence(entry, tie) for tie in found[other]), atlas[other].label.casefold(), other),
    )
    drawn = [Neighbour(_box(atlas[id], words), tuple(_ties(entry, found[id], words))) for id in order[:MAX_NEIGHBOURS]]
    own = _box(entry, words)
    own = Box(own.name, own.native, own.line)
    ties = [tie for neighbour in drawn for tie in neighbour.ties]
    label = f"{entry.label} and {len(drawn)} entries it is tied to; the tables below say the same"
    return NeighbourhoodView(
        Markup(wide(own, drawn).svg("ea-g ea-g-wide", label)),
        Markup(upright(own, drawn).svg("ea-g ea-g-upright", label)),
        len(drawn),
        len(found),
        tuple(dict.fromkeys(_table(entry, tie) for held in found.values() for tie in held)),
        frozenset(tie.style for tie in ties),
        any(tie.denied for tie in ties),
    )


def _table(entry: Entry, tie: Statement) -> tuple[str, str]:
    name = tie.field.name.replace("_", "-")
    if tie.owner is entry:
        return name, tie.declared.label
    return (
        (f"{tie.owner.kind.singular.lower()}-{name}", tie.declared.inverse)
        if tie.declared.inverse
        else ("mentioned-by", "Mentioned by")
    )


def _prominence(entry: Entry, tie: Statement) -> tuple[int, bool, bool, int, int, int, int]:
    """Sort preferred statements first and superseded ones last, parentage before the rest, then by property and type."""
    statement = tie.fact.statement
    fields = list(tie.owner.shape.fields)
    return (
        _RANKS.index(statement.rank),
        not statement.is_weighty,
        tie.owner is not entry,
        tie.owner.kind.order,
        fields.index(tie.field.name),
        _type_order(tie),
        tie.fact.index,
    )


def _type_order(tie: Statement) -> int:
    return tie.typing_list.index(tie.typing) if tie.typing else 0


def _box(entry: Entry, words: Words) -> Box:
    names = [n for n in entry.record.names if n.lang and n.lang.split("-")[0] in RTL and "Latn" not in n.lang]
    names = [n for n in names if n.use not in ("misspelling", "weak-alias")]
    native = (names[0].text, str(names[0].lang)) if names else None
    return Box(entry.label, native, _line(entry, words), address(entry))


def _line(entry: Entry, words: Words) -> str:
    """Return what an entry is, and the first date that its fact box gives, unless others say otherwise of it."""
    said = ""
    if entry.kind.classifier:
        field = entry.shape.fields[entry.kind.classifier]
        held = standing(entry, field.name)
        said = plain_of(statement_words(words, field, held[0].statement)[0]) if held else ""
    found = [said or entry.kind.singular]
    for field, declared in entry.properties():
        first = standing(entry, field.name)[:1] if declared.box else []
        value = getattr(first[0].statement, "value", None) if first else None
        if isinstance(value, Edtf):
            alone = words.standing(entry, first[0]) != "Stands beside"
            label = declared.label.lower()
            found.append(f"{label} {in_short(value)}" if alone else f"{label}: accounts differ")
            break
    return ", ".join(found)


def _ties(entry: Entry, statements: Iterable[Statement], words: Words) -> list[Tie]:
    """Return the lines to one neighbour: one for each thing said in one standing, however many say it."""
    alike: dict[tuple[int, str, str], list[tuple[str, Statement]]] = {}
    for statement in statements:
        heading, detail = _heading(entry, statement, words)
        rank = statement.fact.statement.rank
        alike.setdefault((_RANKS.index(rank), heading, rank), []).append((detail, statement))
    return [_tie(heading, rank, held, words) for (_, heading, rank), held in sorted(alike.items(), key=lambda i: i[0])]


def _tie(heading: str, rank: str, held: list[tuple[str, Statement]], words: Words) -> Tie:
    details = list(dict.fromkeys(detail for detail, _ in held if detail))
    standings = {words.standing(s.owner, s.fact) for _, s in held} - {ALONE}
    said = f"{heading}: {', '.join(details)}" if details else heading
    disputes = [item for _, s in held for item in s.fact.statement.disputed]
    accounts = list(dict.fromkeys(_account(s, words) for _, s in held))
    more = [f"and {len(accounts) - _MAX_SPEAKERS} more"] if len(accounts) > _MAX_SPEAKERS else []
    denials = dict.fromkeys(
        f"{plain_of(words.agent(item.by))} {label_of('dispute-stance', item.stance)}" for item in disputes
    )
    standing_words = f" ({', '.join(sorted(standings)).lower()})" if standings else ""
    return Tie(
        said + standing_words,
        "; ".join([*accounts[:1], *denials, *accounts[1:_MAX_SPEAKERS], *more]),
        _STYLES[rank],
        bool(denials),
    )


def _heading(entry: Entry, tie: Statement, words: Words) -> tuple[str, str]:
    """Return what ties an entry to the other, read from it to the other, and the words that say it more closely."""
    incoming = tie.owner is not entry
    if (code := tie.typing) is not None:
        return capitalised(code.inverse if incoming else code.label), ""
    said, _ = statement_words(words, tie.field, tie.fact.statement, without=tie.declared.edge)
    plain = plain_of(said)
    return (tie.declared.inverse or tie.declared.label) if incoming else tie.declared.label, plain[:1].lower() + plain[
        1:
    ]


def _account(tie: Statement, words: Words) -> str:
    """Return who says it and when, the period in which it holds, and what else is said of it."""
    statement = tie.fact.statement
    _, parts = statement_words(words, tie.field, statement, without=tie.declared.edge)
    said = [in_short(statement.said)] if statement.said else []
    who = ", ".join([plain_of(words.speaker(statement)), *said])
    held = [in_short(statement.when)] if statement.when else []
    more = [f"{name.replace('_', ' ')}: {plain_of(value)}" for name, value in parts]
    return f"{who} ({'; '.join([*held, *more])})" if held or more else who
