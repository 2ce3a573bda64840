"""Where accounts differ: every disagreement of the atlas with all its accounts, by kind and property."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from generator.links.comparison import Disagreement
from generator.links.origins import origins_of, sources_of
from generator.model.atlas import Atlas
from generator.model.entry import Entry, Fact
from generator.model.kind import Kind, Property
from generator.model.statement import Dispute
from generator.render.differing import difference_words
from generator.render.values import LINK, Snippet, Words, address, capitalised, counted, html, label_of
from generator.render.wording import dispute_chip, stance_chip, statement_words
from generator.text.edtf_words import in_short

MAX_ROWS = 400
"""Accounts on one page; with more each kind has a page of its own, or several."""
_COUNTS = Snippet('<a class="ea-differ" href="{}"><span class="ea-vh">{}: </span>{}</a>')


@dataclass(frozen=True, slots=True)
class Account:
    """One account of a matter, or somebody's rejection of one."""

    words: Markup
    sub: tuple[Markup, ...]
    when: str
    speaker: Markup
    said: str
    sources: str
    rank: str
    """The rank of a statement; empty of a rejection, which has none."""
    standing: str
    reason: str


@dataclass(frozen=True, slots=True)
class Matter:
    """One matter of one entry."""

    link: Markup
    words: Markup
    """How many accounts there are, as a link to the matter on the page of the entry."""
    accounts: tuple[Account, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """The matters of one property of one kind."""

    kind: Kind
    label: str
    anchor: str
    matters: tuple[Matter, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How many matters there are of one property, and where they stand."""

    label: str
    href: str
    count: int


@dataclass(frozen=True, slots=True)
class DifferPage:
    """One page of matters; the first has the counts of all."""

    path: str
    title: str
    description: str
    counts: tuple[tuple[Kind, int, tuple[Count, ...]], ...]
    kinds: tuple[tuple[Kind, tuple[Block, ...]], ...]
    matters: int
    entries: int
    is_first: bool


def differ_pages(atlas: Atlas, differing: Mapping[str, tuple[Disagreement, ...]]) -> list[DifferPage]:
    """Return the one page on which all accounts find room; else an overview and the pages of each kind."""
    found = {kind: tuple(_blocks(atlas, kind, differing)) for kind in atlas.kinds}
    found = {kind: blocks for kind, blocks in found.items() if blocks}
    total = sum(_rows(block) for blocks in found.values() for block in blocks)
    pages: list[DifferPage] = []
    where: dict[tuple[str, str], str] = {}
    matters = sum(len(b.matters) for blocks in found.values() for b in blocks)
    entries = sum(1 for held in differing.values() if held)
    for kind, blocks in found.items() if total > MAX_ROWS else ():
        chunks = list(_chunks(blocks))
        for i, chunk in enumerate(chunks):
            name = kind.folder + (f"-{i + 1}" if i else "")
            part = f" (part {i + 1} of {len(chunks)})" if len(chunks) > 1 else ""
            title = f"Where accounts differ: {kind.plural.lower()}{part}"
            about = f"Every matter on which accounts of {kind.plural.lower()} differ{part}, with speaker, sources and standing."
            pages.append(
                DifferPage(
                    f"differ/{name}.md", title, about, (), ((kind, tuple(chunk)),), matters, entries, is_first=False
                )
            )
            for block in chunk:
                where.setdefault((kind.folder, block.anchor), f"{name}.html#{block.anchor}")
    counts = tuple(
        (kind, sum(len(b.matters) for b in blocks), tuple(_count(b, where) for b in blocks))
        for kind, blocks in found.items()
    )
    shown = tuple(found.items()) if total <= MAX_ROWS else ()
    about = (
        "Every matter on which the sources of the atlas disagree, with each account, its speaker, sources and standing."
    )
    first = DifferPage(
        "differ/index.md", "Where accounts differ", about, counts, shown, matters, entries, is_first=True
    )
    return [first, *pages]


def _count(block: Block, where: Mapping[tuple[str, str], str]) -> Count:
    return Count(block.label, where.get((block.kind.folder, block.anchor), f"#{block.anchor}"), len(block.matters))


def _rows(block: Block) -> int:
    return sum(len(matter.accounts) for matter in block.matters)


def _chunks(blocks: tuple[Block, ...]) -> Iterator[list[Block]]:
    """Yield blocks of at most `MAX_ROWS` accounts together; a matter stays whole, a property is cut where it must."""
    chunk: list[Block] = []
    room = MAX_ROWS
    for block in blocks:
        held: list[Matter] = []
        for matter in block.matters:
            if len(matter.accounts) > room and (chunk or held):
                yield [*chunk, Block(block.kind, block.label, block.anchor, tuple(held))] if held else chunk
                chunk, held, room = [], [], MAX_ROWS
            held.append(matter)
            room -= len(matter.accounts)
        chunk.append(Block(block.kind, block.label, block.anchor, tuple(held)))
    if chunk:
        yield chunk


def _blocks(atlas: Atlas, kind: Kind, differing: Mapping[str, tuple[Disagreement, ...]]) -> Iterator[Block]:
    words = Words(atlas)
    by_field: dict[str, list[Matter]] = {}
    entries = sorted(atlas.of_kind(kind), key=lambda e: (e.label.casefold(), e.id))
    for entry in entries:
        for found in differing[entry.id]:
            by_field.setdefault(found.field, []).append(_matter(atlas, words, entry, found))
    for field, declared in entries[0].properties() if entries else ():
        if field.name in by_field:
            anchor = f"{kind.folder}-{field.name.replace('_', '-')}"
            yield Block(kind, declared.label, anchor, tuple(by_field[field.name]))


def _matter(atlas: Atlas, words: Words, entry: Entry, found: Disagreement) -> Matter:
    declared: Property = entry.shape.fields[found.field].marker(Property)
    counts = _COUNTS(
        address(entry, found.field.replace("_", "-")),
        html(declared.label),
        html(difference_words([found], words, entry.shape.fields[found.field])),
    )
    ranks = {"preferred": 0, "normal": 1}
    facts = sorted(found.facts, key=lambda f: (ranks[f.statement.rank], f.index))
    accounts = [
        account for fact in facts for account in (_account(atlas, words, entry, fact), *_rejections(words, fact))
    ]
    return Matter(words.link(entry.id), counts, tuple(accounts))


def _account(atlas: Atlas, words: Words, entry: Entry, fact: Fact) -> Account:
    statement = fact.statement
    said, parts = statement_words(words, entry.shape.fields[fact.field], statement)
    stance = getattr(statement, "stance", "")
    link = LINK(address(entry, fact.anchor), said.striptags() or "this account")
    return Account(
        words=(stance_chip(stance) if stance else Markup("")) + link,
        sub=tuple(html(f"{capitalised(label)}: {value.striptags()}") for label, value in parts),
        when=in_short(statement.when) if statement.when else "",
        speaker=words.speaker(statement),
        said=in_short(statement.said) if statement.said else "",
        sources=f"{_sources(sources_of(atlas, entry, fact))}, {counted(len(origins_of(atlas, entry, fact)), 'origin')}",
        rank=statement.rank,
        standing=words.standing(entry, fact),
        reason=label_of("reason", statement.reason) if statement.reason else "",
    )


def _rejections(words: Words, fact: Fact) -> Iterator[Account]:
    for item in fact.statement.disputed:
        yield _rejection(words, item)


def _rejection(words: Words, item: Dispute) -> Account:
    chip = dispute_chip(item.stance) + html(" the account above")
    return Account(
        words=chip,
        sub=(Markup("&#8220;{}&#8221;").format(html(item.verbatim)),) if item.verbatim else (),
        when="",
        speaker=words.agent(item.by),
        said=in_short(item.said) if item.said else "",
        sources=_sources({citation.src for citation in item.cite}),
        rank="",
        standing="",
        reason="",
    )


def _sources(cited: Collection[str]) -> str:
    return f"{len(cited)} source{'' if len(cited) == 1 else 's'}"
