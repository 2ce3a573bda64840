"""What rests on a work, or on all works of a publisher, and what would fall without them, as tables."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from generator.links.support import Resting, resting_on, works_of
from generator.model.atlas import Atlas, Use
from generator.model.entry import Entry, Fact
from generator.model.values import Role
from generator.render.citations import locator_words
from generator.render.derived import field_link
from generator.render.values import (
    LINK,
    NOTHING,
    Snippet,
    Words,
    address,
    capitalised,
    html,
    joined,
    label_html,
    label_of,
)
from generator.render.wording import stance_chip, statement_words
from generator.text.edtf import Edtf
from generator.text.edtf_words import in_short, in_words

_PERIOD = Snippet('<span class="ea-sub">{}</span>')
FOLDED = 40
"""Rows above which a table is folded away, where it is not the answer that readers come for."""


@dataclass(frozen=True, slots=True)
class StatementCells:
    """A statement, as the tables of every work that it rests on show it."""

    entry: Markup
    field: Markup
    words: Markup
    speaker: Markup
    standing: str


@dataclass(frozen=True, slots=True)
class RestingRow:
    """A statement that rests on the work."""

    said: StatementCells
    locator: Markup
    left: int
    """The origins that it has without the work."""


@dataclass(frozen=True, slots=True)
class PassageRow:
    """A piece of prose, or a rejection of a statement, that cites the work; the same is listed once."""

    entry: Markup
    field: Markup
    said: Markup
    locator: Markup


@dataclass(frozen=True, slots=True)
class WorkRow:
    """A work of the publisher."""

    issued: str
    date: str
    """As it is sorted."""
    link: Markup
    kind: str
    statements: int
    alone: int


@dataclass(frozen=True, slots=True)
class SupportView:
    """What the page of a work or of a publisher says of what rests on it."""

    works: tuple[WorkRow, ...]
    """Of a publisher: its works, newest first."""
    falling: tuple[RestingRow, ...]
    """What would rest on nothing."""
    others: tuple[RestingRow, ...]
    """What has another origin; of a publisher the pages of its works list it."""
    shared: int
    """How many statements these are."""
    passages: tuple[PassageRow, ...]
    entries: int
    """The entries that the statements stand in."""
    reliability: Markup

    @property
    def statements(self) -> int:
        """How many statements rest on it."""
        return len(self.falling) + self.shared

    @property
    def is_long(self) -> bool:
        """Tell whether the statements that would not fall are folded away."""
        return len(self.others) > FOLDED

    @property
    def has_content(self) -> bool:
        """Tell whether anything rests on it at all."""
        return bool(self.statements or self.passages or self.works)


def support_view(atlas: Atlas, entry: Entry, words: Words) -> SupportView | None:
    """Return what rests on an entry; None where it is neither a work nor there to bring out works."""
    is_work = Role.WORK in entry.kind.roles
    if not is_work and not (entry.kind.supports and Role.OUTLET in entry.kind.roles):
        return None
    works = (entry.id,) if is_work else works_of(atlas, entry.id)
    resting = sorted(resting_on(atlas, works), key=lambda r: (atlas[r.fact.entry_id].kind.order, r.fact.entry_id))
    falling = [held for held in resting if not held.left]
    others = [held for held in resting if held.left] if is_work else []
    shown = frozenset(held.fact.place for held in (*falling, *others))
    locators = _locators(atlas, works, shown, show_work=not is_work)
    return SupportView(
        works=() if is_work else _work_rows(atlas, words, works),
        falling=tuple(_row(atlas, words, held, locators) for held in falling),
        others=tuple(_row(atlas, words, held, locators) for held in others),
        shared=len(resting) - len(falling),
        passages=tuple(_passages(atlas, words, entry)) if is_work else (),
        entries=len({held.fact.entry_id for held in resting}),
        reliability=_reliability(atlas, entry),
    )


Place = tuple[str, str, int]


def _locators(
    atlas: Atlas, works: Sequence[str], wanted: frozenset[Place], *, show_work: bool
) -> dict[Place, list[Markup]]:
    """Return where in the works each of these statements is read."""
    found: dict[Place, list[Markup]] = {}
    for id in works:
        title = LINK(address(atlas[id]), label_html(atlas[id])) if show_work else NOTHING
        for use in atlas.uses.get(id, ()):
            if use.fact is None or use.dispute is not None or (place := use.fact.place) not in wanted:
                continue
            where = joined([part for part in (title, locator_words(use.locator)) if part])
            if where:
                found.setdefault(place, []).append(where)
    return found


def _row(atlas: Atlas, words: Words, held: Resting, locators: dict[Place, list[Markup]]) -> RestingRow:
    place = held.fact.place
    said = atlas.once(("cells", *place), lambda: _cells(atlas[place[0]], words, held.fact))
    return RestingRow(said, joined(dict.fromkeys(locators.get(place, ())), "; "), len(held.left))


def _cells(entry: Entry, words: Words, fact: Fact) -> StatementCells:
    said, _ = statement_words(words, entry.shape.fields[fact.field], fact.statement)
    return StatementCells(
        words.link(entry.id),
        field_link(entry, fact.field, fact),
        _said(said, fact),
        words.speaker(fact.statement),
        words.standing(entry, fact),
    )


def _said(said: Markup, fact: Fact) -> Markup:
    """Return a value with what makes another of it: the stance of whoever says it, and when it held."""
    stance = getattr(fact.statement, "stance", "")
    when = fact.statement.when
    period = _PERIOD(html(in_words(when))) if when else NOTHING
    return joined([stance_chip(stance) if stance else NOTHING, said, period], "")


def _passages(atlas: Atlas, words: Words, entry: Entry) -> Iterator[PassageRow]:
    """Yield what cites a work without resting on it as a statement does, the same of one entry once."""
    found: dict[tuple[str, Markup, Markup], list[Markup]] = {}
    for use in atlas.uses.get(entry.id, ()):
        if (said := _passage(atlas, words, entry, use)) is not None:
            key = (use.entry_id, field_link(atlas[use.entry_id], use.field, use.fact), said)
            found.setdefault(key, []).append(locator_words(use.locator))
    for (id, field, said), where in found.items():
        yield PassageRow(words.link(id), field, said, joined(dict.fromkeys(w for w in where if w), "; "))


def _passage(atlas: Atlas, words: Words, entry: Entry, use: Use) -> Markup | None:
    if use.fact is None:
        return html("prose")
    if use.dispute is not None:
        stance = capitalised(label_of("dispute-stance", use.dispute.stance))
        return html(f"{stance} this: ") + words.agent(use.dispute.by)
    stances = {c.stance for c in use.fact.statement.cite if c.src == entry.id}
    if "supports" in stances:
        return None
    return html(" and ".join(sorted(label_of("citation-stance", stance) for stance in stances)))


def _work_rows(atlas: Atlas, words: Words, works: Sequence[str]) -> tuple[WorkRow, ...]:
    rows = []
    for id in works:
        entry = atlas[id]
        record: Any = entry.record
        resting = list(resting_on(atlas, [id]))
        date = record.issued if isinstance(record.issued, Edtf) else None
        link = LINK(address(entry), label_html(entry))
        kind = capitalised(str(words.value(entry.shape.fields[entry.kind.classifier], record.type)))
        alone = sum(not held.left for held in resting)
        rows.append(WorkRow(in_short(date) if date else "", date.text if date else "", link, kind, len(resting), alone))
    return tuple(sorted(rows, key=lambda row: row.date, reverse=True))


def _reliability(atlas: Atlas, entry: Entry) -> Markup:
    """Return its grade with the reason; a work without one of its own has that of its publisher."""
    record: Any = entry.record
    graded, lead = record, ""
    if record.reliability is None and Role.WORK in entry.kind.roles:
        graded, lead = atlas[record.publisher].record, "as its publisher: "
    grade = getattr(graded, "reliability", None)
    if grade is None:
        return html("not graded")
    reason = getattr(graded, "reliability_reason", None)
    return html(f"{lead}{label_of('reliability', grade)}" + (f". {reason}" if reason else ""))
