"""The glossary: every code of every list, what it means, and where it is used."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from generator.codes import Code, code_list, list_names
from generator.model.atlas import Atlas
from generator.model.entry import Entry
from generator.model.kind import Kind, Property
from generator.model.shape import leaves, marked
from generator.model.values import CodeOf
from generator.render.overviews.index_facets import key_of
from generator.render.values import Words, html

MAX_NAMED = 2
"""Entries of one kind that are named where no list of them can be linked."""


@dataclass(frozen=True, slots=True)
class CodeRow:
    """One code."""

    code: Code
    anchor: str
    narrower: tuple[tuple[str, str], ...]
    """Label and anchor of the codes that it contains."""
    uses: int
    where: tuple[Markup, ...]
    """For each kind that uses it, which of its entries do."""


@dataclass(frozen=True, slots=True)
class ListView:
    """One list of codes."""

    name: str
    title: str
    rows: tuple[CodeRow, ...]
    uses: int


Found = Mapping[tuple[str, str], list[Entry]]


def glossary_page(atlas: Atlas) -> tuple[ListView, ...]:
    """Return all lists; a code counts as used wherever it stands or is meant because nothing else is written."""
    uses, found = _uses(atlas)
    words = Words(atlas)
    facets = {(name, kind.folder): key for kind in atlas.kinds for name, key in _facets(atlas, kind)}
    views = []
    for name in list_names():
        listed = code_list(name)
        rows = tuple(_row(words, name, code, uses, found, facets) for code in listed.codes.values())
        views.append(ListView(name, listed.title, rows, sum(row.uses for row in rows)))
    return tuple(views)


def _uses(atlas: Atlas) -> tuple[Counter[tuple[str, str]], Found]:
    """Return how often each code is used, and by which entries, each once."""
    uses: Counter[tuple[str, str]] = Counter()
    found: dict[tuple[str, str], list[Entry]] = {}
    for entry in atlas.entries.values():
        own = Counter(
            (leaf.field.marker(CodeOf).list_name, leaf.value)
            for leaf in leaves(entry.record, entry.shape, only=marked(CodeOf))
            if leaf.field.marker(CodeOf) is not None
        )
        uses.update(own)
        for key in own:
            found.setdefault(key, []).append(entry)
    return uses, found


def _facets(atlas: Atlas, kind: Kind) -> Iterator[tuple[str, str]]:
    """Yield the lists by whose codes the index of a kind can be narrowed, with the key that does so."""
    entry = next(atlas.of_kind(kind), None)
    for facet in kind.facets if entry else ():
        assert entry is not None
        field = entry.shape.fields[facet.field]
        if field.marker(Property) is not None and field.record is not None:
            field = field.record.fields[facet.part] if facet.part else field.record.parts[0]
        marker = field.marker(CodeOf)
        if marker is not None and not facet.of:
            yield marker.list_name, key_of(facet.label)


def _row(
    words: Words,
    name: str,
    code: Code,
    uses: Counter[tuple[str, str]],
    found: Found,
    facets: Mapping[tuple[str, str], str],
) -> CodeRow:
    labels = code_list(name).codes
    entries = found.get((name, code.code), [])
    by_kind: dict[str, list[Entry]] = {}
    for entry in entries:
        by_kind.setdefault(entry.kind.folder, []).append(entry)
    where = (_where(words, held, facets.get((name, folder), ""), code.code) for folder, held in by_kind.items())
    return CodeRow(
        code,
        f"{name}-{code.code}",
        tuple((labels[narrow].label, f"{name}-{narrow}") for narrow in code.narrower),
        uses[name, code.code],
        tuple(where),
    )


def _where(words: Words, entries: list[Entry], key: str, code: str) -> Markup:
    """Return the entries of one kind: the index narrowed to them where that can be, else the first of them by name."""
    kind = entries[0].kind
    noun = kind.singular.lower() if len(entries) == 1 else kind.plural.lower()
    if key:
        return Markup('<a href="../{}/index.html?{}={}">{}</a>').format(
            kind.folder, key, code.lower(), html(f"{len(entries):,} {noun}")
        )
    if len(entries) > MAX_NAMED + 1:
        first = [words.link(entry.id) for entry in entries[:MAX_NAMED]]
        return Markup(", ").join(first) + html(f" and {len(entries) - MAX_NAMED:,} more {noun}")
    return Markup(", ").join(words.link(entry.id) for entry in entries)
