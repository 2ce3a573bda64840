"""A403 missing-locator: a citation of a long work says where in it."""

from collections.abc import Iterator

from generator.model.atlas import Atlas, Finding
from generator.text.prose import citations


def check(atlas: Atlas) -> Iterator[Finding]:
    """Yield a finding for each citation, in statements and in prose, of a long work without a place in it."""
    long_works = {
        e.id: str(getattr(e.record, "type"))
        for e in atlas.entries.values()
        if getattr(e.record, "type", None) in getattr(e.record, "long_types", ())
    }
    for entry in atlas.entries.values():
        for fact in entry.facts:
            for index, cited in enumerate(fact.statement.cite):
                if cited.src in long_works and not cited.loc:
                    yield Finding("A403", entry, (*fact.path, "cite", index, "src"), *_texts(cited.src, long_works))
    for (id, name), text in atlas.prose.items():
        for citation in citations(text):
            for item in citation.items:
                if item.source in long_works and not item.locator:
                    yield Finding("A403", atlas[id], (name,), *_texts(item.source, long_works), (item.start, item.end))


def _texts(source: str, long_works: dict[str, str]) -> tuple[str, str]:
    return (
        f"`{source}` is a {long_works[source].replace('_', ' ')}, and the citation does not say where in it",
        f"write the page or paragraph, as `{source} p. 3`",
    )
