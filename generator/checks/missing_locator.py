"""Citations of long works that do not say where in them."""

from collections.abc import Iterator

from generator.diagnostics import Level, Rule
from generator.model.atlas import Atlas, Entry, Finding
from generator.model.roles import Work
from generator.text.prose import citations

RULE = Rule(
    "A403",
    "missing-locator",
    Level.ERROR,
    "A citation of a long work says where in it.",
    "Nobody can check a statement against three hundred pages.",
)


def check(atlas: Atlas, entry: Entry) -> Iterator[Finding]:
    """Yield a finding for each such citation, in statements and in prose."""
    for fact in entry.facts:
        for index, cited in enumerate(fact.statement.cite):
            if not cited.loc and (long_type := _long_type(atlas, cited.src)):
                path = (*fact.path, "cite", index, "src")
                yield Finding(RULE.code, entry, path, *_texts(cited.src, long_type))
    for name, text in atlas.prose_fields(entry):
        for citation in citations(text):
            for item in citation.items:
                if not item.locator and (long_type := _long_type(atlas, item.source)):
                    texts, part = _texts(item.source, long_type), (item.start, item.end)
                    yield Finding(RULE.code, entry, (name,), *texts, part)


def _long_type(atlas: Atlas, source: str) -> str | None:
    """Return the type of a long work; None for every other entry."""
    record = atlas.entries[source].record if source in atlas.entries else None
    return record.type if isinstance(record, Work) and record.type in record.long_types else None


def _texts(source: str, long_type: str) -> tuple[str, str]:
    message = f"`{source}` is a {long_type.replace('_', ' ')}, and the citation does not say where in it"
    return message, f"write the page or paragraph, as `{source} p. 3`"
