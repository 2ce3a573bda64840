"""The glossary: every code of every list, what it means, and where it is used."""

from collections import Counter
from collections.abc import Iterator

from markupsafe import Markup

from generator.facts.plain_words import counted_entries
from generator.kinds import record_types
from generator.model.atlas import Atlas, Entry
from generator.model.codes import Code, CodeOf, code_list, list_names
from generator.model.kind import Kind
from generator.model.shape import having, leaves, shape_of
from generator.render.environment import filled
from generator.render.linked_words import LinkedWords
from generator.render.markup import LINK, SUB, html, joined, piece
from generator.render.overviews.index_values import key_of
from generator.render.site_input import SiteInput
from generator.render.tables import Column, Row, Table, number

MAX_NAMED = 1
"""Entries of one kind that are named, as examples, where no list of them can be linked."""
_COLUMNS = (Column("Word", is_head=True), Column("Meaning"), Column("Used in", absent="not used yet"), number("Times"))
_CODE = piece('<a href="#{}">{}</a> <code>{}</code>')
_NARROWED = piece('<a href="../{}/index.html?{}={}">{}</a>')


def pages(site: SiteInput) -> Iterator[tuple[str, str]]:
    """Yield the page of all lists."""
    tables = code_tables(site.atlas)
    lists = [(name, code_list(name).title, tables[name]) for name in list_names()]
    yield "glossary/index.md", filled("glossary.md.j2", lists=lists)


def code_tables(atlas: Atlas) -> dict[str, Table]:
    """Return the codes of each list. A use is a code that is written, or meant because nothing else is written."""
    words, uses = LinkedWords(atlas), _uses(atlas)
    facets = {(name, kind.folder): key for kind in atlas.kinds for name, key in _facets(kind)}
    tables = {}
    for name in list_names():
        rows = []
        for code in code_list(name).codes.values():
            used = uses.get((name, code.code), Counter())
            by_kind: dict[str, list[Entry]] = {}
            for id in used:
                by_kind.setdefault(atlas[id].kind.folder, []).append(atlas[id])
            where = [_where(words, own, facets.get((name, folder), ""), code.code) for folder, own in by_kind.items()]
            anchor = f"{name}-{code.code}"
            word = _CODE(anchor, html(code.label), code.code)
            rows.append(Row((word, _meaning(name, code), joined(where, "; "), used.total()), anchor=anchor))
        tables[name] = Table(f"Codes of the list {name}", _COLUMNS, tuple(rows), "ea-lines ea-codes", is_wide=True)
    return tables


def _uses(atlas: Atlas) -> dict[tuple[str, str], Counter[str]]:
    """Return how often each entry uses each code, by list and code."""
    uses: dict[tuple[str, str], Counter[str]] = {}
    for entry in atlas.entries.values():
        for leaf in leaves(entry.record, entry.shape, having(CodeOf)):
            uses.setdefault((leaf.field.marker(CodeOf).list_name, leaf.value), Counter())[entry.id] += 1
    return uses


def _facets(kind: Kind) -> Iterator[tuple[str, str]]:
    """Yield the lists by whose codes the index of a kind can be narrowed, with the key that does so."""
    for facet in kind.facets:
        field = shape_of(record_types()[kind.folder]).fields[facet.field]
        if field.parts:
            field = field.part(facet.part) if facet.part else field.parts[0]
        if (marker := field.marker(CodeOf)) is not None and not facet.of:
            yield marker.list_name, key_of(facet.label)


def _meaning(name: str, code: Code) -> Markup:
    """Return what a code means, with the codes that it contains."""
    labels = code_list(name).codes
    narrower = joined(LINK(f"#{name}-{other}", html(labels[other].label)) for other in code.narrower)
    said = [SUB(html("includes ") + narrower)] if narrower else []
    said += [SUB(html(f"inverse: {code.inverse}"))] if code.inverse else []
    said += [SUB("retired")] if code.retired else []
    return joined([html(code.definition), *said], "")


def _where(words: LinkedWords, entries: list[Entry], key: str, code: str) -> Markup:
    """Return the entries of one kind: the index narrowed to them where that can be, else the first of them by name."""
    kind = entries[0].kind
    if key:
        return _NARROWED(kind.folder, key, code.lower(), html(counted_entries(len(entries), kind)))
    if len(entries) > MAX_NAMED + 1:
        first = [words.link(entry.id, marked=False) for entry in entries[:MAX_NAMED]]
        return joined(first) + html(f" and {len(entries) - MAX_NAMED:,} more {kind.plural.lower()}")
    return joined(words.link(entry.id, marked=False) for entry in entries)
