"""Where accounts differ: every disagreement of the atlas with all its accounts, by kind and property.

`site/parts.py` runs `pages`. `home_page.py` shows the widest ones too.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, groupby
from operator import itemgetter
from typing import NamedTuple

from markupsafe import Markup, escape

from euphrates_atlas.batched import grouped
from euphrates_atlas.facts.plain_words import label_of
from euphrates_atlas.facts.quantities import accounts_of
from euphrates_atlas.facts.rivals import Disagreement, disagreements
from euphrates_atlas.facts.support import origins_of, sources_of
from euphrates_atlas.model.atlas import Atlas, Entry, Fact
from euphrates_atlas.model.kind import Kind
from euphrates_atlas.model.statement import Dispute
from euphrates_atlas.render.difference_words import difference_words
from euphrates_atlas.render.environment import filled
from euphrates_atlas.render.linked_words import LinkedWords, stance_chip, stance_lead
from euphrates_atlas.render.markup import (
    BEHIND,
    LINK,
    QUOTED,
    RANK,
    SUB,
    address,
    date_html,
    joined,
    part_html,
    piece,
    section_anchor,
)
from euphrates_atlas.render.paging import packed, parts
from euphrates_atlas.render.site_input import Pages, SiteInput
from euphrates_atlas.render.tables import Cells, HeadingRow, Row, TableRow
from euphrates_atlas.text.edtf_words import in_short
from euphrates_atlas.text.phrases import counted

MAX_ROWS = 350
"""Accounts on one page; with more each kind has a page of its own, or several."""
_KIND = piece('<span class="ea-k ea-k-{}">{}</span>')
_MATTER = piece('{} <a class="ea-differ" href="{}"><span class="ea-vh">{}: </span>{}</a>')
_SOURCES = piece('<span class="ea-so">{}</span>')


Matter = tuple[TableRow, ...]
"""One disagreement of one entry: its heading, and a row for each account and each rejection of one."""


class Block(NamedTuple):
    """The matters of one property of one kind."""

    kind: Kind
    label: str
    anchor: str
    matters: list[Matter]

    @property
    def rows(self) -> Matter:
        """The rows of all matters."""
        return tuple(chain(*self.matters))


def pages(site: SiteInput) -> Pages:
    """Yield one page if there is room for all accounts, else an overview and the pages of each kind."""
    atlas = site.atlas
    by_kind = {kind: list(_blocks(atlas, kind)) for kind in atlas.kinds}
    every = list(chain(*by_kind.values()))
    matters = list(chain(*[block.matters for block in every]))
    is_short = sum(map(len, matters)) - len(matters) <= MAX_ROWS  # without the headings
    files: dict[str, str] = {}
    for kind, blocks in by_kind.items():
        if is_short:
            continue
        for part in parts(kind.folder, list(_chunks(blocks))):
            page = filled("differ.md.j2", kind=kind, part=part, blocks=part.rows)
            yield f"differ/{part.file}.md", page
            for block in part.rows:
                files.setdefault(block.anchor, f"{part.file}.html")
    counts = [_counts(kind, blocks, files) for kind, blocks in by_kind.items() if blocks]
    page = filled(
        "differ.md.j2",
        kind=None,
        counts=counts,
        matters=len(matters),
        entries=sum(bool(disagreements(atlas, entry)) for entry in atlas),
        blocks=every if is_short else [],
        most=[] if is_short else widest_matters(LinkedWords(atlas)),
    )
    yield "differ/index.md", page


def _counts(kind: Kind, blocks: Sequence[Block], files: Mapping[str, str]) -> Cells:
    """Return a kind with its number of matters, and its properties with theirs, as links."""
    links = []
    for block in blocks:
        href = f"{files.get(block.anchor, '')}#{block.anchor}"
        links.append(LINK(href, block.label) + f" ({len(block.matters):,})")
    total = sum(len(block.matters) for block in blocks)
    return _KIND(kind.key, kind.plural), total, joined(links)


def _chunks(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Yield blocks of at most `MAX_ROWS` accounts together; a matter stays whole, a property is cut where it must."""
    matters = [(block, matter) for block in blocks for matter in block.matters]
    for chunk in packed(matters, MAX_ROWS, weight=lambda own: len(own[1]) - 1):
        pieces = []
        for block, of_block in groupby(chunk, key=itemgetter(0)):
            own = [matter for _, matter in of_block]
            pieces.append(block._replace(matters=own))
        yield pieces


def _blocks(atlas: Atlas, kind: Kind) -> Iterator[Block]:
    """Yield the properties of a kind on which accounts differ, in the order of its pages."""
    words = LinkedWords(atlas)
    entries = sorted(atlas.of_kind(kind), key=lambda entry: entry.by_name)
    found = [matter for entry in entries for matter in disagreements(atlas, entry)]
    by_field = grouped(found, lambda matter: matter[0].field)
    for field, declared in entries[0].shape.properties if entries else ():
        if field.name in by_field:
            anchor = f"{kind.folder}-{section_anchor(field.name)}"
            matters = [tuple(_matter(words, matter)) for matter in by_field[field.name]]
            yield Block(kind, declared.label, anchor, matters)


def _matter(words: LinkedWords, disagreement: Disagreement) -> Iterator[TableRow]:
    """Yield the heading of a disagreement, and its accounts, the preferred first, each above its rejections."""
    first = disagreement[0]
    entry = words.atlas[first.entry_id]
    heading = _MATTER(
        words.link(entry.id),
        address(entry, section_anchor(first.field)),
        words.atlas.field_of(first).declared.label,
        difference_words([disagreement], words),
    )
    yield HeadingRow(heading, "ea-matter")
    accounts = accounts_of(words.atlas, disagreement)
    facts = [fact for account in accounts for fact in account.facts]
    facts.sort(key=lambda fact: (not fact.statement.is_preferred, fact.index))
    for fact in facts:
        is_preferred = fact.statement.is_preferred
        yield Row(_account(words, entry, fact), "ea-pref" if is_preferred else "")
        for item in fact.statement.disputed:
            yield Row(_rejection(words, item), "ea-reject")


def _account(words: LinkedWords, entry: Entry, fact: Fact) -> Cells:
    """Return what an account says, its speaker, when it was said, its standing and its support."""
    statement = fact.statement
    said, beside = words.statement(fact)
    account = stance_lead(statement.stance_code, actor=True)
    account += LINK(address(entry, fact.anchor), escape(said.striptags()) or "this account")
    for part, value in beside:
        account += SUB(part_html(part.label, escape(value.striptags()), named=True))
    if statement.when:
        account += SUB(in_short(statement.when))
    standing = RANK(statement.rank, words.standing(fact))
    if statement.reason:
        standing += BEHIND(label_of("reason", statement.reason))
    cited = len(sources_of(words.atlas, fact))
    origins = len(origins_of(words.atlas, fact))
    sources = counted(cited, "source")
    if origins != cited:
        sources += f", {counted(origins, 'origin')}"
    return (
        account,
        words.speaker(statement),
        date_html(statement.said),
        standing,
        _SOURCES(sources),
    )


def _rejection(words: LinkedWords, item: Dispute) -> Cells:
    """Return the row of a rejection, with the columns of `_account`; it has no standing."""
    account = stance_chip(item.stance_code) + Markup(": the account above")
    if item.verbatim:
        account += SUB(QUOTED(item.verbatim))
    cited = {citation.src for citation in item.cite}
    sources = _SOURCES(counted(len(cited), "source"))
    return account, words.speaking(item.by), date_html(item.said), None, sources


def widest_matters(words: LinkedWords, most: int = 12) -> list[tuple[Markup, str]]:
    """Return the matters with the most accounts, one of each entry, with what these say."""
    atlas = words.atlas
    of_entries = filter(None, (disagreements(atlas, entry) for entry in atlas))
    widest = [
        max(own, key=lambda facts: (len(facts), -facts[0].index)) for own in of_entries
    ]
    widest.sort(key=lambda facts: (-len(facts), atlas[facts[0].entry_id].by_name))
    shown = []
    for disagreement in widest[:most]:
        first = disagreement[0]
        declared = atlas.field_of(first).declared
        link = words.link(first.entry_id, anchor=section_anchor(first.field))
        differ = difference_words([disagreement], words)
        shown.append((link, f"{declared.label}: {differ}"))
    return shown
