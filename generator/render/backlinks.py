"""The tables of the statements of other entries that point at an entry, and the list of all entries that mention it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from markupsafe import Markup

from generator.facts.entry_dates import date_of
from generator.facts.holding import newest_of
from generator.facts.rivals import contested
from generator.facts.support import origins_of
from generator.facts.ties import ties_of
from generator.model.atlas import Atlas, Entry, Fact, Reference
from generator.model.codes import CodeOf, code_list
from generator.model.fields import Property
from generator.model.kind import Kind
from generator.model.shape import FieldShape
from generator.model.value_types import Role
from generator.render.linked_words import LinkedWords, stance_lead
from generator.render.markup import (
    DIFFERS,
    LINK,
    NOTHING,
    SUB,
    address,
    date_html,
    html,
    joined,
    part_html,
    piece,
    section_anchor,
)
from generator.render.paging import FEW, LongTable
from generator.render.tables import Column, Row, Table, rows_of
from generator.text.edtf import Edtf
from generator.text.edtf_words import in_short
from generator.text.phrases import capitalised, spaced

SPEECH = ("by", "disputed")
"""The parts of a statement that name who speaks, not what it is about."""
_NEEDS_OBJECT = re.compile(r"\b(after|as|by|for|from|in|of|to|towards|with)$")
"""Words of a relation that wait for the entry that it leads to."""
_PROSE_WORDS = {"summary": "the summary", "body": "the text"}
_DATE = Column("Date", style="ea-dt", head_attributes={"class": "ea-dt"})
_SAID = Column("What is said, and by whom")
_MENTIONS = (Column("Entry", is_head=True), Column("Where it is mentioned"))
_STATEMENT = piece(
    '<div{}>{}{} <span class="ea-by">according to {}</span> <span class="ea-so">{}{} origin{}</span>'
    '<a class="ea-fa" href="{}" aria-label="The statement">\N{NO-BREAK SPACE}#</a></div>'
)
PointingFact = tuple[Fact, str]
"""A statement that points at an entry, and the part of it that does."""
_ENDED = piece(" ({})")


class BacklinkSection:
    """The statements of one property of one kind that point at an entry, with a row for each entry that has some."""

    def __init__(self, entry: Entry, words: LinkedWords, mentions: list[Reference]) -> None:
        """Take the entry, and those that point at it by one property of one kind."""
        atlas = words.atlas
        first, field = atlas[mentions[0].entry_id], mentions[0].field
        by_entry: dict[str, dict[str, PointingFact]] = {}
        for mention in mentions:
            if (fact := mention.fact) is not None:
                by_entry.setdefault(mention.entry_id, {}).setdefault(fact.id, (fact, mention.part))
        others = sorted(map(atlas.__getitem__, by_entry), key=lambda other: other.label)
        others.sort(key=lambda other: date.earliest if (date := date_of(other)) else "", reverse=True)
        declared: Property = first.shape.fields[field].marker(Property)

        def number_of(pointing: PointingFact) -> float:
            return pointing[0].statement.sort_number

        others.sort(key=lambda other: min(map(number_of, by_entry[other.id].values())))
        self.kind = first.kind
        self.key = f"{self.kind.folder}.{field}"
        """As the chapters of a kind name it."""
        self.anchor = section_anchor(field, self.kind)
        self.label = declared.inverse
        said = ((other, fact_id) for other in others for fact_id in by_entry[other.id])
        self.matters = {(other.id, matter) for other, id in said if (matter := contested(atlas, other).get(id))}
        """What accounts differ on in these statements: the entry, and the first statement of each disagreement."""
        self.links = [words.link(other.id) for other in others]
        """Links to the entries, in the order of the rows."""
        rows = tuple(_row(words, other, sorted(by_entry[other.id].values(), key=number_of)) for other in others)
        columns = (_DATE, Column(self.kind.singular, is_head=True, head_attributes={"class": "ea-w-e"}), _SAID)
        table = Table(f"{self.label}: entries that say so", columns, rows, "ea-lines ea-derived")
        self.table = LongTable(f"{entry.id}_{self.anchor}", table, FEW)


def backlink_sections(entry: Entry, words: LinkedWords) -> list[BacklinkSection]:
    """Return a section for each property of other entries that is shown on the page of the entry it points at."""
    atlas = words.atlas
    others = [mention for mention in atlas.mentions.get(entry.id, ()) if mention.entry_id != entry.id]
    mentions = [mention for mention in others if _is_shown(atlas, mention)]

    def section(mention: Reference) -> tuple[int, str]:
        return atlas[mention.entry_id].kind.order, mention.field

    mentions.sort(key=section)
    return [BacklinkSection(entry, words, list(group)) for _, group in groupby(mentions, key=section)]


def present_heads(entry: Entry, words: LinkedWords) -> dict[Markup, Fact]:
    """Return who leads a body, in what role and on which date, each with the newest statement that tells of no end."""
    if Role.BODY not in entry.kind.roles:
        return {}
    own = [field for field, declared in entry.shape.properties if not declared.edge]
    ties = (tie for tie in ties_of(words.atlas, entry) if tie.target == entry.id)
    said = [(entry, field, fact, "") for field in own for fact in entry.facts_of(field.name)]
    said += [(tie.owner, tie.field, tie.fact, tie.declared.edge) for tie in ties]
    found = [(*head, one[2]) for one in said if (head := _head(words, *one)) is not None]
    newest = max((date.earliest for date, _, _ in found), default="")
    return {head: fact for date, head, fact in found if date.earliest == newest}


def _head(words: LinkedWords, owner: Entry, field: FieldShape, fact: Fact, part: str) -> tuple[Edtf, Markup] | None:
    """Return the date of a statement and who leads by it; None where it is of no head, or of one that no longer is."""
    statement, when = fact.statement, fact.statement.when
    lists = {own.name: marker.list_name for own in field.parts if (marker := own.marker(CodeOf)) is not None}
    codes = (code_list(list_name).codes.get(getattr(statement, own)) for own, list_name in lists.items())
    is_head = any(code is not None and code.leads for code in codes)
    has_ended = when is not None and when.is_interval and when.end is not None
    if not is_head or has_ended or statement.rank == "deprecated":
        return None
    of_works = newest_of(words.atlas, [cited.src for cited in statement.cite])
    date = when if when and not when.is_interval else statement.said or of_works
    role, _ = words.statement(fact, without=part, capital=False)
    account = LINK(address(owner, fact.anchor), joined([role, date_html(date)]))
    return (date, joined([words.link(owner.id), SUB(account)], " ") if part else account) if date else None


def _is_shown(atlas: Atlas, mention: Reference) -> bool:
    """Say whether a mention stands in a table of the page it points at."""
    declared = atlas[mention.entry_id].shape.fields[mention.field].marker(Property)
    return declared is not None and bool(declared.inverse) and mention.part not in SPEECH


def _row(words: LinkedWords, other: Entry, pointing: Sequence[PointingFact]) -> Row:
    date = date_of(other)
    statements = [_statement(words, other, *one, dated=date is not None) for one in pointing]
    differs = any(fact.id in contested(words.atlas, other) for fact, _ in pointing)
    name = words.link(other.id) + (DIFFERS if differs else NOTHING)
    return Row((in_short(date) if date else "", name, joined(statements, "")))


def _statement(words: LinkedWords, other: Entry, fact: Fact, part: str, *, dated: bool) -> Markup:
    """Return what a statement says beside naming the entry, who says so, and on how many origins."""
    said, parts = words.statement(fact, without=part)
    said += html(" this") if _NEEDS_OBJECT.search(said.striptags()) else NOTHING
    rest = [part_html(spaced(n), value, named=bool(said)) for n, value in parts if n != fact.statement.end_part]
    ended = joined((_ENDED(value) for n, value in parts if n == fact.statement.end_part), "")
    when = NOTHING if dated else date_html(fact.statement.when)
    superseded = fact.statement.rank == "deprecated"
    origins = len(origins_of(words.atlas, fact))
    return _STATEMENT(
        Markup(' class="ea-dep"') if superseded else "",
        stance_lead(fact.statement.stance_code),
        Markup(capitalised(joined(part for part in (said, *rest, when) if part))) + ended,
        words.speaker(fact.statement),
        "superseded, " if superseded else "",
        origins,
        "" if origins == 1 else "s",
        address(other, fact.anchor),
    )


def mentions_by_kind(
    entry: Entry, words: LinkedWords, without: frozenset[str] = frozenset(), in_words: Iterable[Fact] = ()
) -> Iterator[tuple[Kind, LongTable]]:
    """Yield each kind with its entries that mention this one, by name, and the fields in which they do, as links.

    The statements `in_words` name it as a speaker, not by its id. The entries `without` stand elsewhere on the page. So do the statements in tables, and their entries need no link to prose.
    """
    atlas = words.atlas
    spoken = (Reference(f.entry_id, (*f.path, SPEECH[0]), entry.id, Role.AGENT, f) for f in in_words)
    every = (*atlas.mentions.get(entry.id, ()), *spoken)
    found = [mention for mention in every if mention.entry_id not in {entry.id, *without}]
    shown = {mention.entry_id for mention in found if _is_shown(atlas, mention)}
    fields: dict[str, dict[str, Markup]] = {}
    for mention in found:
        if not (_is_shown(atlas, mention) or (mention.entry_id in shown and mention.field in _PROSE_WORDS)):
            link = field_link(atlas[mention.entry_id], mention.field, mention.fact)
            fields.setdefault(mention.entry_id, {}).setdefault(mention.field, link)
    named = sorted(map(atlas.__getitem__, fields), key=lambda o: (o.kind.order, o.label.casefold(), o.id))
    for kind, others in groupby(named, key=lambda other: other.kind):
        rows = rows_of((words.link(other.id, marked=False), joined(fields[other.id].values())) for other in others)
        table = Table(f"{kind.plural} that mention it", _MENTIONS, rows)
        yield kind, LongTable(f"{entry.id}_mentioned-by-{kind.folder}", table, FEW)


def field_link(entry: Entry, field: str, fact: Fact | None) -> Markup:
    """Return the name of a field as a link to a statement, or to the top of its page."""
    return LINK(address(entry, fact.anchor if fact else ""), html(label_of_field(entry, field)))


def label_of_field(entry: Entry, field: str) -> str:
    """Return the name of a field within a sentence."""
    declared = entry.shape.fields[field].marker(Property)
    return declared.label.lower() if declared else _PROSE_WORDS.get(field, spaced(field))
