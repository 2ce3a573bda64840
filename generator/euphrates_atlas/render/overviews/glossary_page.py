"""The glossary: every code of every list, what it means, and where it is used. `site/parts.py` runs `pages`."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import groupby

from markupsafe import Markup

from euphrates_atlas.facts.plain_words import counted_entries
from euphrates_atlas.kinds import record_types
from euphrates_atlas.model.atlas import Atlas, Entry
from euphrates_atlas.model.codes import Code, CodeOf, code_list, list_names
from euphrates_atlas.model.kind import Facet
from euphrates_atlas.model.shape import having, leaves, shape_of
from euphrates_atlas.render.environment import filled
from euphrates_atlas.render.linked_words import LinkedWords
from euphrates_atlas.render.markup import LINK, SUB, html, joined, piece
from euphrates_atlas.render.overviews.index_facets import Facets
from euphrates_atlas.render.site_input import Pages, SiteInput
from euphrates_atlas.render.tables import Row

MAX_NAMED = 1
"""Entries of one kind that are named, as examples, where no list of them can be linked."""
_CODE = piece('<a href="#{}">{}</a> <code>{}</code>')
_NARROWED = piece('<a href="../{}/index.html?{}={}">{}</a>')


def pages(site: SiteInput) -> Pages:
    """Yield the page of all lists."""
    lists = dict(code_rows(site.atlas))
    yield "glossary/index.md", filled("glossary.md.j2", lists=lists, code_list=code_list)


def code_rows(atlas: Atlas) -> Iterator[tuple[str, list[Row]]]:
    """Yield the codes of each list. A use is a code that is written, or meant because nothing else is written."""
    words = LinkedWords(atlas)
    uses = _uses(atlas)
    facets = Facets(atlas)
    kind_facets = _kind_facets(atlas)
    for name in list_names():
        rows = []
        for code in code_list(name).codes.values():
            used = uses[name, code.code]
            where = []
            entries = [atlas[id] for id in used]  # by kind, as in the atlas
            for kind, own in groupby(entries, key=lambda entry: entry.kind):
                facet = kind_facets.get((name, kind.folder))
                where.append(_where(words, facets, list(own), facet, code.code))
            anchor = f"{name}-{code.code}"
            shown = _CODE(anchor, code.label, code.code)
            cells = shown, _meaning(name, code), joined(where, "; "), used.total()
            rows.append(Row(cells, anchor=anchor))
        yield name, rows


def _uses(atlas: Atlas) -> dict[tuple[str, str], Counter[str]]:
    """Return how often each entry uses each code, by list and code."""
    uses: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for entry in atlas:
        for leaf in leaves(entry.record, entry.shape, having(CodeOf)):
            uses[leaf.field.code_list.name, leaf.value][entry.id] += 1
    return uses


def _kind_facets(atlas: Atlas) -> dict[tuple[str, str], Facet]:
    """Return, by list and folder, the facet by which the index of a kind can be narrowed to a code of the list."""
    facets = {}
    for kind in atlas.kinds:
        fields = shape_of(record_types()[kind.folder]).fields
        for facet in kind.facets:
            field = fields[facet.field]
            if field.parts:
                field = field.part(facet.part) if facet.part else field.parts[0]
            if field.code_list and not facet.of:
                facets[field.code_list.name, kind.folder] = facet
    return facets


def _meaning(name: str, code: Code) -> Markup:
    """Return what a code means, with the codes that it contains."""
    labels = code_list(name).codes
    meaning = html(code.definition)
    if code.narrower:
        links = [LINK(f"#{name}-{other}", labels[other].label) for other in code.narrower]
        meaning += SUB("includes " + joined(links))
    if code.inverse:
        meaning += SUB(f"inverse: {code.inverse}")
    if code.retired:
        meaning += SUB("retired")
    return meaning


def _where(
    words: LinkedWords,
    facets: Facets,
    entries: list[Entry],
    facet: Facet | None,
    code: str,
) -> Markup:
    """Return the entries of one kind: the index narrowed to the code where it shows any, else the first of them by name."""
    kind = entries[0].kind
    if facet:
        value = code.lower()
        shown = [entry for entry in entries if value in facets.of(entry, facet)]
        if shown:
            count = counted_entries(len(shown), kind)
            return _NARROWED(kind.folder, facet.key, value, count)
    more = len(entries) - MAX_NAMED
    rest = ""
    if more > 1:
        entries = entries[:MAX_NAMED]
        rest = f" and {more:,} more {kind.plural.lower()}"
    return joined(words.link(entry.id, marked=False) for entry in entries) + html(rest)
