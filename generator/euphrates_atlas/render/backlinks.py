"""The tables of the statements of other entries that point at an entry, and the list of all entries that mention it.

Used by `entries/entry_page.py`, and by the first page, which asks what stands on a page. An entry that only names another in
prose, or as a speaker, mentions it and has no row in a table.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from markupsafe import Markup

from euphrates_atlas.batched import grouped
from euphrates_atlas.facts.entry_dates import date_of, day_of
from euphrates_atlas.facts.holding import newest_of
from euphrates_atlas.facts.plain_words import FIELD_WORDS
from euphrates_atlas.facts.rivals import contested
from euphrates_atlas.facts.support import origins_of
from euphrates_atlas.facts.ties import ties_of
from euphrates_atlas.model.atlas import Atlas, Entry, Fact, Reference
from euphrates_atlas.model.kind import Kind
from euphrates_atlas.model.statement import Agent
from euphrates_atlas.model.value_types import Role
from euphrates_atlas.render.linked_words import LinkedWords, field_link, stance_lead
from euphrates_atlas.render.markup import (
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
from euphrates_atlas.render.paging import LongTable
from euphrates_atlas.render.tables import Column, table
from euphrates_atlas.text.edtf import Edtf
from euphrates_atlas.text.phrases import capitalised

SPEECH = ("by", "disputed")
"""The parts of a statement that name who speaks, not what it is about."""
_NEEDS_OBJECT = re.compile(r"\b(after|as|by|for|from|in|of|to|towards|with)$")
"""Words of a relation that wait for the entry that it leads to."""
_DATE = Column("Date", style="ea-dt", head_attributes={"class": "ea-dt"})
_SAID = Column("What is said, and by whom")
_MENTIONS = (Column("Entry", is_head=True), Column("Where it is mentioned"))
_STATEMENT = piece(
    '<div{}>{}{} <span class="ea-by">according to {}</span>{}'
    '<a class="ea-fa" href="{}" aria-label="The statement">\N{NO-BREAK SPACE}#</a></div>'
)
_ENDED = piece(" ({})")
_REMARK = piece(' <span class="ea-so">{}</span>')


class BacklinkSection:
    """The statements of one property of one kind that point at an entry, with a row for each entry that has some."""

    def __init__(self, entry: Entry, words: LinkedWords, mentions: list[Reference]) -> None:
        """Take the entry, and those that point at it by one property of one kind."""
        atlas = words.atlas
        field = mentions[0].field
        first = atlas[mentions[0].entry_id]
        self.kind = first.kind
        self.key = f"{self.kind.folder}.{field}"
        """As the chapters of a kind name it."""
        self.part = mentions[0].part
        """The part of the statements that names it; empty where none does, and another property brings them."""
        self.anchor = section_anchor(field, self.kind)
        declared = first.shape.fields[field].declared
        self.label = declared.inverse if self.part else declared.label
        self.matters = set[tuple[str, str]]()
        """What accounts differ on in these statements: the entry, and the first statement of each disagreement."""
        self.links = []
        """Links to the entries that say so in a statement that is not superseded, in the order of the rows."""
        parts: dict[Fact, str] = {}
        for mention in mentions:
            if mention.fact:
                parts.setdefault(mention.fact, mention.part)
        rows = []
        for other, facts in _by_entry(words, parts, lasting=declared.lasting):
            differing = contested(atlas, other)
            matters = {differing[fact.id] for fact in facts if fact.id in differing}
            self.matters |= {(other.id, matter) for matter in matters}
            link = words.link(other.id)
            if any(fact.statement.is_current for fact in facts):
                self.links.append(link)
            if matters:
                link += DIFFERS
            date = date_of(other)
            said = [
                _statement(words, other, fact, parts[fact], dated=date is not None)
                for fact in facts
            ]
            rows.append((date_html(date), link, joined(said, "")))
        who = Column(self.kind.singular, is_head=True, head_attributes={"class": "ea-w-e"})
        caption = f"{self.label}: entries that say so"
        every = table(caption, rows, (_DATE, who, _SAID), "ea-lines ea-derived")
        self.table = LongTable(f"{entry.id}_{self.anchor}", every)


def _by_entry(
    words: LinkedWords, facts: Iterable[Fact], *, lasting: bool
) -> list[tuple[Entry, list[Fact]]]:
    """Return the entries with their statements that point, in the order of the rows.

    Rows are sorted by `Statement.sort_number`, then for a `lasting` property by how near to today its states are, then
    the newest entry first, then by label; the statements of a row by number.
    """
    by_number = sorted(facts, key=lambda fact: fact.statement.sort_number)
    rows = list(grouped(by_number, lambda fact: words.atlas[fact.entry_id]).items())
    # Each sort keeps the order of the one before it among equals: the most important comes last.
    rows.sort(key=lambda row: row[0].label)
    rows.sort(key=lambda row: day_of(date_of(row[0])), reverse=True)
    if lasting:
        rows.sort(key=lambda row: max(_reach(words, fact) for fact in row[1]), reverse=True)
    rows.sort(key=lambda row: row[1][0].statement.sort_number)
    return rows


def _reach(words: LinkedWords, fact: Fact) -> tuple[int, str]:
    """Return how near to today a state is, and the last day that is known of it, as a key to sort by.

    2: somebody leads a body; 1: it goes on, as far as is known; 0: it is over.
    """
    statement = fact.statement
    when = statement.when
    leading = _leads_as_of(words, fact)
    if leading:
        return 2, leading.latest
    if not statement.is_current or statement.has_ended:
        return 0, ""
    if when and (when.end or not when.is_interval):
        return 0, when.latest
    told = statement.said or newest_of(words.atlas, statement.supporting)
    return 1, told.latest if told else ""


def backlink_sections(entry: Entry, words: LinkedWords) -> list[BacklinkSection]:
    """Return a section for each property of other entries that points at an entry and has a heading there (`inverse`).

    A property that it `brings` has one too: on the page of a town, who held its sites stands beside the list of them. Of
    events, it stands in the same rows: who is said to have done what happened there.
    """
    atlas = words.atlas

    def section(mention: Reference) -> tuple[int, str]:
        return atlas[mention.entry_id].kind.order, mention.field

    shown = []
    for mention in atlas.mentions[entry.id]:
        if mention.entry_id != entry.id and _is_shown(atlas, mention):
            shown.append(mention)
            brought = atlas.field_of(mention).declared.brings
            if brought and mention.fact and mention.fact.statement.is_current:
                other = atlas[mention.entry_id]
                path = mention.path if other.kind.is_event else (brought,)
                for fact in other.facts_of(brought):
                    shown.append(mention._replace(path=path, fact=fact))
    groups = grouped(sorted(shown, key=section), section)
    return [BacklinkSection(entry, words, group) for group in groups.values()]


def present_heads(entry: Entry, words: LinkedWords) -> dict[Markup, Fact]:
    """Return who leads a body, in words with role and date, each with the statement that says so.

    Of these statements, those of the latest date count alone. Nobody leads an entry that is no body.
    """
    if Role.BODY not in entry.kind.roles:
        return {}
    found = []
    for fact, part in _of_leaders(entry, words):
        as_of = _leads_as_of(words, fact)
        if as_of:
            found.append((as_of, fact, part))
    newest = max((date.earliest for date, *_ in found), default="")
    return {
        _head(words, date, fact, part): fact
        for date, fact, part in found
        if date.earliest == newest
    }


def _of_leaders(entry: Entry, words: LinkedWords) -> Iterator[tuple[Fact, str]]:
    """Yield the statements that may tell who leads a body: its own, and those by which others are tied to it.

    Behind each stands the part that names the body, empty for its own.
    """
    for field, declared in entry.shape.properties:
        if not declared.edge:
            for fact in entry.facts_of(field.name):
                yield fact, ""
    for tie in ties_of(words.atlas, entry):
        if tie.target == entry.id:
            yield tie.fact, tie.declared.edge


def _leads_as_of(words: LinkedWords, fact: Fact) -> Edtf | None:
    """Return the date of which a statement tells that somebody leads a body; None where it tells no such thing, or of an end.

    It is the one in `when`, of an open period that on which it was said, else the date of the newest work that supports it.
    """
    statement = fact.statement
    when = statement.when
    is_over = not statement.is_current or statement.has_ended
    if is_over or not _is_of_head(words.atlas, fact):
        return None
    if when:
        if not when.is_interval:
            return when
        if when.end:
            return None
    return statement.said or newest_of(words.atlas, statement.supporting)


def _is_of_head(atlas: Atlas, fact: Fact) -> bool:
    """Tell whether one of the codes of a statement is the role of a head."""
    field = atlas.field_of(fact)
    for part in field.parts:
        if part.code_list:
            code = part.code_list.codes.get(getattr(fact.statement, part.name))
            if code and code.leads:
                return True
    return False


def _head(words: LinkedWords, date: Edtf, fact: Fact, part: str) -> Markup:
    """Return who leads, where an entry of theirs says so, with role and date, which lead to the statement."""
    role, _ = words.statement(fact, without=part, capital=False)
    told = joined([role, "as of " + date_html(date)])  # nobody says that it began that day
    account = LINK(address(words.atlas[fact.entry_id], fact.anchor), told)
    if not part:
        return account
    return words.link(fact.entry_id) + " " + SUB(account)


def _is_shown(atlas: Atlas, mention: Reference) -> bool:
    """Say whether a mention stands in a table of the page it points at."""
    declared = atlas.field_of(mention).declared
    return declared is not None and bool(declared.inverse) and mention.part not in SPEECH


def _statement(
    words: LinkedWords, other: Entry, fact: Fact, part: str, *, dated: bool
) -> Markup:
    """Return one statement of a row: its words without the entry of the page, its speaker, and its number of origins."""
    statement = fact.statement
    is_superseded = not statement.is_current
    origins = len(origins_of(words.atlas, fact))
    remark = _REMARK("superseded") if is_superseded else NOTHING
    if origins > 1:
        remark += _REMARK(f"{origins} independent sources")
    return _STATEMENT(
        Markup(' class="ea-dep"') if is_superseded else "",
        stance_lead(statement.stance_code, actor=not hasattr(statement, part)),
        _said(words, fact, part, dated=dated),
        words.speaker(statement),
        remark,
        address(other, fact.anchor),
    )


def _said(words: LinkedWords, fact: Fact, part: str, *, dated: bool) -> Markup:
    """Return the words of a statement and its other parts, its period unless the row is `dated`, and its end."""
    said, parts = words.statement(fact, without=part)
    if _NEEDS_OBJECT.search(said.striptags()):
        named = getattr(fact.statement, part, None)  # an id, or an agent with one
        id = named.id if isinstance(named, Agent) else named
        entry = words.atlas.entries.get(id or "")
        said += html(f" {entry.label if entry else 'this'}")
    told = [said]
    ended = NOTHING
    for field, value in parts:
        if field.name == fact.statement.end_part:
            ended += _ENDED(value)
        else:
            told.append(part_html(field.label.lower(), value, named=bool(said)))
    if not dated:
        told.append(date_html(fact.statement.when))
    return Markup(capitalised(joined(filter(None, told)))) + ended


def mentions_by_kind(
    entry: Entry,
    words: LinkedWords,
    without: Iterable[str],
    in_words: Iterable[Fact],
) -> Iterator[tuple[Kind, LongTable]]:
    """Yield each kind with its entries that mention this one, by name, and the fields in which they do, as links.

    The statements `in_words` name it as a speaker, not by its id. The entries `without` stand elsewhere on the page.
    So do the statements in tables, and their entries need no link to prose.
    """
    atlas = words.atlas
    elsewhere = {entry.id, *without}
    in_tables = set()
    places = []
    for mention in atlas.mentions[entry.id]:
        if _is_shown(atlas, mention):
            in_tables.add(mention.entry_id)
        else:
            places.append((mention.entry_id, mention.field, mention.fact))
    places += [(fact.entry_id, fact.field, fact) for fact in in_words]
    fields: dict[str, dict[str, Markup]] = {}
    for id, field, fact in places:
        if id in elsewhere or (id in in_tables and field in FIELD_WORDS):
            continue
        own = fields.setdefault(id, {})
        own.setdefault(field, field_link(atlas[id], field, fact))
    named = [atlas[id] for id in fields]
    named.sort(key=lambda other: (other.kind.order, other.by_name))
    for kind, others in groupby(named, key=lambda other: other.kind):
        rows = [
            (words.link(other.id, marked=False), joined(fields[other.id].values()))
            for other in others
        ]
        every = table(f"{kind.plural} that mention it", rows, _MENTIONS)
        yield kind, LongTable(f"{entry.id}_mentioned-by-{kind.folder}", every)
