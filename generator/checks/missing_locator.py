"""A citation of a long work says where in the work."""

from generator.diagnostics import Level
from generator.model.atlas import Atlas, Entry, Finding, Findings
from generator.model.roles import Work
from generator.text.prose import CitationGroup, inlines

CODE = "A403"
LEVEL = Level.ERROR
REASON = "Nobody can check a statement against three hundred pages."


def check(atlas: Atlas, entry: Entry) -> Findings:
    """Yield a finding for each citation that does not, in statements and in prose."""
    for fact in entry.facts:
        for index, cited in enumerate(fact.statement.cite):
            if not cited.loc and (texts := _texts(atlas, cited.src)):
                yield Finding(CODE, entry, (*fact.path, "cite", index, "src"), *texts)
    for name, text in atlas.prose_fields(entry):
        for citation in inlines(text, CitationGroup):
            for item in citation.items:
                if not item.locator and (texts := _texts(atlas, item.source)):
                    yield Finding(CODE, entry, (name,), *texts, (item.start, item.end))


def _texts(atlas: Atlas, source: str) -> tuple[str, str] | None:
    """Return message and help for a citation of a long work; None for that of any other entry."""
    record = atlas.entries[source].record if source in atlas.entries else None
    if not isinstance(record, Work) or record.type not in record.long_types:
        return None
    message = f"`{source}` is a {record.type.replace('_', ' ')}, and the citation does not say where in it"
    return message, f"write the page or paragraph, as `{source} p. 3`, or `{source} whole work` where all of it says so"
