"""Where accounts differ: every disagreement of the atlas with all its accounts, by kind and property."""

from collections.abc import Iterator, Sequence
from itertools import chain, groupby
from operator import itemgetter
from typing import NamedTuple

from markupsafe import Markup

from generator.facts.plain_words import label_of
from generator.facts.quantities import accounts_of
from generator.facts.rivals import Disagreement, disagreements
from generator.facts.support import origins_of, sources_of
from generator.model.atlas import Atlas, Entry, Fact
from generator.model.fields import Property
from generator.model.kind import Kind
from generator.model.statement import Dispute
from generator.render.difference_words import difference_words
from generator.render.environment import filled
from generator.render.linked_words import LinkedWords, dispute_chip, stance_lead
from generator.render.markup import LINK, NOTHING, QUOTED, RANK, SUB, address, html, joined, piece, section_anchor
from generator.render.paging import packed, parts
from generator.render.site_input import SiteInput
from generator.render.tables import Cell, Column, HeadingRow, Row, Table, number, rows_of
from generator.text.edtf_words import in_short
from generator.text.phrases import capitalised, counted, spaced

MAX_ROWS = 350
"""Accounts on one page; with more each kind has a page of its own, or several."""
_COUNTS = (Column("Kind", is_head=True), number("Points", "points:"), Column("Subject"))
_ACCOUNTS = (
    Column("Account"),
    Column("Who says it"),
    Column("When said", unit="said"),
    Column("Standing", absent="dispute"),
    Column("Sources"),
)
_SUMS = "ea-lines ea-sums"
_KIND = piece('<span class="ea-k ea-k-{}">{}</span>')
_MATTER = piece('{} <a class="ea-differ" href="{}"><span class="ea-vh">{}: </span>{}</a>')
_SOURCES = piece('<span class="ea-so">{}</span>')


Matter = tuple[Row | HeadingRow, ...]
"""One disagreement of one entry: its heading, and a row for each account and each rejection of one."""


class Block(NamedTuple):
    """The matters of one property of one kind."""

    kind: Kind
    label: str
    anchor: str
    matters: tuple[Matter, ...]

    @property
    def table(self) -> Table:
        """Return the accounts of all matters."""
        caption = f"{self.kind.plural}: accounts that differ on “{self.label}”"
        return Table(caption, _ACCOUNTS, tuple(chain(*self.matters)), "ea-diff ea-lines")


def pages(site: SiteInput) -> Iterator[tuple[str, str]]:
    """Yield one page if there is room for all accounts, else an overview and the pages of each kind."""
    atlas = site.atlas
    by_kind = {kind: blocks for kind in atlas.kinds if (blocks := list(_blocks(atlas, kind)))}
    every = [block for blocks in by_kind.values() for block in blocks]
    is_short = sum(len(matter) - 1 for block in every for matter in block.matters) <= MAX_ROWS
    files: dict[str, str] = {}
    for kind, blocks in by_kind.items() if not is_short else ():
        for part in parts(kind.folder, list(_chunks(blocks))):
            yield f"differ/{part.file}.md", filled("differ.md.j2", kind=kind, part=part, blocks=part.rows)
            for block in part.rows:
                files.setdefault(block.anchor, f"{part.file}.html")
    counts = [_counts(kind, blocks, files) for kind, blocks in by_kind.items()]
    context = {
        "counts": Table("Points on which accounts differ, by kind and property", _COUNTS, rows_of(counts), _SUMS),
        "matters": sum(len(block.matters) for block in every),
        "entries": sum(bool(disagreements(atlas, entry)) for entry in atlas.entries.values()),
        "blocks": every if is_short else [],
        "most": [] if is_short else list(matters(atlas, LinkedWords(atlas))),
    }
    yield "differ/index.md", filled("differ.md.j2", kind=None, **context)


def _counts(kind: Kind, blocks: Sequence[Block], files: dict[str, str]) -> tuple[Cell, ...]:
    """Return a kind with its number of matters, and its properties with theirs, as links."""
    addresses = {block.anchor: f"{files.get(block.anchor, '')}#{block.anchor}" for block in blocks}
    links = (LINK(addresses[block.anchor], html(block.label)) + f" ({len(block.matters):,})" for block in blocks)
    return _KIND(kind.key, kind.plural), sum(len(block.matters) for block in blocks), joined(links)


def _chunks(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Yield blocks of at most `MAX_ROWS` accounts together; a matter stays whole, a property is cut where it must."""
    matters = [(block, matter) for block in blocks for matter in block.matters]
    for chunk in packed(matters, MAX_ROWS, weight=lambda own: len(own[1]) - 1):
        by_block = groupby(chunk, key=itemgetter(0))
        yield [block._replace(matters=tuple(matter for _, matter in own)) for block, own in by_block]


def _blocks(atlas: Atlas, kind: Kind) -> Iterator[Block]:
    words = LinkedWords(atlas)
    by_field: dict[str, list[Matter]] = {}
    entries = sorted(atlas.of_kind(kind), key=lambda e: (e.label.casefold(), e.id))
    for entry in entries:
        for disagreement in disagreements(atlas, entry):
            by_field.setdefault(disagreement[0].field, []).append(_matter(words, entry, disagreement))
    for field, declared in entries[0].shape.properties if entries else ():
        if field.name in by_field:
            anchor = f"{kind.folder}-{field.name.replace('_', '-')}"
            yield Block(kind, declared.label, anchor, tuple(by_field[field.name]))


def _matter(words: LinkedWords, entry: Entry, disagreement: Disagreement) -> Matter:
    field = disagreement[0].field
    declared: Property = entry.shape.fields[field].marker(Property)
    way = address(entry, section_anchor(field))
    differ = html(difference_words([disagreement], words))
    own = (fact for number in accounts_of(words.atlas, disagreement) for fact in number.facts)
    facts = sorted(own, key=lambda f: (f.statement.rank != "preferred", f.index))
    heading = _MATTER(words.link(entry.id), way, html(declared.label), differ)
    rows: list[Row | HeadingRow] = [HeadingRow(heading, "ea-matter")]
    for fact in facts:
        rows.append(Row(_account(words, entry, fact), "ea-pref" * (fact.statement.rank == "preferred")))
        rows += [Row(_rejection(words, item), "ea-reject") for item in fact.statement.disputed]
    return tuple(rows)


def _account(words: LinkedWords, entry: Entry, fact: Fact) -> tuple[Cell, ...]:
    statement = fact.statement
    said, beside = words.statement(fact)
    sub = [SUB(html(f"{capitalised(spaced(label))}: {value.striptags()}")) for label, value in beside]
    sub += [SUB(in_short(statement.when))] if statement.when else []
    link = LINK(address(entry, fact.anchor), said.striptags() or "this account")
    reason = html(" ") + SUB(html(label_of("reason", statement.reason))) if statement.reason else NOTHING
    sources = counted(len(sources_of(words.atlas, fact)), "source")
    return (
        joined([stance_lead(statement.stance_code, actor=True), link, *sub], ""),
        words.speaker(statement),
        in_short(statement.said) if statement.said else "",
        RANK(statement.rank, html(words.standing(fact))) + reason,
        _SOURCES(f"{sources}, {counted(len(origins_of(words.atlas, fact)), 'origin')}"),
    )


def _rejection(words: LinkedWords, item: Dispute) -> tuple[Cell, ...]:
    quoted = SUB(QUOTED(html(item.verbatim))) if item.verbatim else NOTHING
    cited = {citation.src for citation in item.cite}
    return (
        dispute_chip(item.stance) + Markup(": the account above") + quoted,
        words.agent(item.by),
        in_short(item.said) if item.said else "",
        None,
        _SOURCES(counted(len(cited), "source")),
    )


def matters(atlas: Atlas, words: LinkedWords, most: int = 12) -> Iterator[tuple[Markup, str]]:
    """Yield the matters with the most accounts, one of each entry, with what these say."""
    differing = [own for entry in atlas.entries.values() if (own := disagreements(atlas, entry))]
    widest = [max(own, key=lambda facts: (len(facts), -facts[0].index)) for own in differing]
    widest.sort(key=lambda facts: (-len(facts), atlas[facts[0].entry_id].label.casefold(), facts[0].entry_id))
    for disagreement in widest[:most]:
        id, field = disagreement[0].entry_id, disagreement[0].field
        declared: Property = atlas[id].shape.fields[field].marker(Property)
        link = words.link(id, anchor=section_anchor(field))
        yield link, f"{declared.label}: {difference_words([disagreement], words)}"
