"""A403 missing-locator: a citation of a long work says where in it."""

from collections.abc import Iterator
from functools import cache, partial

from generator.model.atlas import Atlas, Finding
from generator.text.prose import citations


def check(atlas: Atlas) -> Iterator[Finding]:
    """Yield a finding for each citation, in statements and in prose, of a long work without a place in it."""
    long_type = cache(partial(_long_type, atlas))
    for entry in atlas.entries.values():
        for fact in entry.facts:
            for index, cited in enumerate(fact.statement.cite):
                if not cited.loc and (held := long_type(cited.src)):
                    yield Finding("A403", entry, (*fact.path, "cite", index, "src"), *_texts(cited.src, held))
    for (id, name), text in atlas.prose.items():
        for citation in citations(text):
            for item in citation.items:
                if not item.locator and (held := long_type(item.source)):
                    yield Finding("A403", atlas[id], (name,), *_texts(item.source, held), (item.start, item.end))


def _long_type(atlas: Atlas, source: str) -> str | None:
    """Return what a long work is; None of all else."""
    record = atlas.entries[source].record if source in atlas.entries else None
    held = getattr(record, "type", None)
    return str(held) if held in getattr(record, "long_types", ()) else None


def _texts(source: str, held: str) -> tuple[str, str]:
    return (
        f"`{source}` is a {held.replace('_', ' ')}, and the citation does not say where in it",
        f"write the page or paragraph, as `{source} p. 3`",
    )
