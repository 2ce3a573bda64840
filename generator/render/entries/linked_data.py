"""What an entry's page tells search engines: the plain facts, and each statement on which accounts differ as a claim."""

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from generator.export.jsonld import Claim, page_data
from generator.links.comparison import Disagreement
from generator.model.atlas import Atlas
from generator.model.entry import Entry
from generator.render.facts import SectionView
from generator.render.values import plain_of


def linked_data(
    atlas: Atlas,
    entry: Entry,
    title: str,
    differing: Iterable[Disagreement],
    sections: Sequence[SectionView],
    site: str,
) -> Markup:
    """Return JSON-LD that is safe in a `script` element, on one line."""
    contested = frozenset(fact.id for disagreement in differing for fact in disagreement.facts)
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
        if view.fact.id in contested
    ]
    return Markup(page_data(atlas, entry, title, site, contested, claims))
