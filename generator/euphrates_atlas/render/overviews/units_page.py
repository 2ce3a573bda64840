"""Units: the numbered brigades of each body, by number, from whatever entry they stand in.

`site/parts.py` runs `pages`.
"""

from euphrates_atlas.batched import grouped
from euphrates_atlas.kinds import record_types
from euphrates_atlas.model.atlas import Fact
from euphrates_atlas.model.shape import shape_of
from euphrates_atlas.render.environment import filled
from euphrates_atlas.render.linked_words import LinkedWords
from euphrates_atlas.render.markup import LINK, address, date_html
from euphrates_atlas.render.site_input import Pages, SiteInput
from euphrates_atlas.render.tables import Cells

_FIELD = "units"


def pages(site: SiteInput) -> Pages:
    """Yield the page, where an entry of some kind can have units: those with a number, by the body that numbers them."""
    if not any(_FIELD in shape_of(model).fields for model in record_types().values()):
        return
    words = LinkedWords(site.atlas)
    standing = site.atlas.standing_facts(_FIELD)
    numbered = [fact for fact in standing if fact.said.number is not None]
    numbered.sort(key=lambda fact: fact.said.number)
    by_body = grouped(numbered, lambda fact: fact.said.of or fact.entry_id)
    bodies = []
    for body in sorted(by_body, key=lambda body: (-len(by_body[body]), body)):
        rows = [_row(words, body, fact) for fact in by_body[body]]
        bodies.append((site.atlas[body], rows))
    yield "units/index.md", filled("units.md.j2", bodies=bodies)


def _row(words: LinkedWords, body: str, fact: Fact) -> Cells:
    """Return the row of a unit; its number leads to the statement with its sources."""
    entry = words.atlas[fact.entry_id]
    unit = fact.said
    group = unit.group or (entry.id if entry.id != body else None)
    return (
        LINK(address(entry, fact.anchor), unit.number),
        unit.name,
        words.link(group) if group else "not named",
        words.agent(unit.commander) if unit.commander else None,
        date_html(unit.when),
    )
