"""What an entry's page tells search engines: the plain facts, and each statement on which accounts differ as a claim."""

from collections.abc import Sequence

from markupsafe import Markup

from generator.export.jsonld import Claim, page_data
from generator.facts.comparison import contested
from generator.model.atlas import Atlas, Entry
from generator.render.markup import plain_of
from generator.render.property_sections import PropertySection


def linked_data(atlas: Atlas, entry: Entry, title: str, sections: Sequence[PropertySection], site: str) -> Markup:
    """Return JSON-LD that is safe in a `script` element, on one line."""
    differing = contested(atlas, entry)
    claims = [
        Claim(
            id=view.fact.id,
            words=f"{view.stance_words or section.label}: {view.plain}",
            speaker=" ".join(plain_of(view.speaker).split()),
            agent=view.fact.statement.by.id if view.fact.statement.by else None,
            said=view.fact.statement.said,
        )
        for section in sections
        for view in section.facts
        if view.fact.id in differing
    ]
    return Markup(page_data(atlas, entry, title, site, differing, claims))
