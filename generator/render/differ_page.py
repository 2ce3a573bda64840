"""Where accounts differ: every disagreement of the atlas, by kind and entry."""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from generator.links.comparison import Disagreement
from generator.model.atlas import Atlas
from generator.model.kind import Kind, Property
from generator.render.differing import disagreement_words
from generator.render.values import Words, address, html


@dataclass(frozen=True, slots=True)
class DifferRow:
    """One matter on which accounts differ."""

    entry: Markup
    matter: Markup
    accounts: list[Markup]


@dataclass(frozen=True, slots=True)
class DifferPage:
    """Where accounts differ, by kind."""

    kinds: tuple[tuple[Kind, tuple[DifferRow, ...]], ...]
    matters: int
    entries: int


def differ_page(atlas: Atlas, differing: Mapping[str, tuple[Disagreement, ...]]) -> DifferPage:
    """Return every disagreement of the atlas, by kind and entry."""
    words = Words(atlas)
    by_kind = []
    for kind in atlas.kinds:
        rows = []
        for entry in atlas.of_kind(kind):
            for found in differing[entry.id]:
                declared: Property = entry.shape.fields[found.field].marker(Property)
                matter = Markup('<a class="ea-differ" href="{}">{}</a>').format(
                    address(entry, found.field.replace("_", "-")), html(declared.label)
                )
                rows.append(DifferRow(words.link(entry.id), matter, disagreement_words(atlas, words, found)))
        if rows:
            by_kind.append((kind, tuple(rows)))
    entries = {str(row.entry) for _, rows in by_kind for row in rows}
    return DifferPage(tuple(by_kind), sum(len(rows) for _, rows in by_kind), len(entries))
