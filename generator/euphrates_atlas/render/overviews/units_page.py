"""Units: the numbered brigades of each body, by number, from whatever entry they stand in."""

from collections import defaultdict
from typing import Any

from euphrates_atlas.kinds import record_types
from euphrates_atlas.model.atlas import Atlas, Fact
from euphrates_atlas.model.shape import shape_of
from euphrates_atlas.render.environment import filled
from euphrates_atlas.render.linked_words import LinkedWords
from euphrates_atlas.render.markup import LINK, address, date_html
from euphrates_atlas.render.site_input import Pages, SiteInput
from euphrates_atlas.render.tables import Cells

_FIELD = "units"


def pages(site: SiteInput) -> Pages:
    """Yield the page, where an entry of some kind can have units."""
    if not any(_FIELD in shape_of(model).fields for model in record_types().values()):
        return
    words = LinkedWords(site.atlas)
    by_body = _by_body(site.atlas)
    bodies = []
    for body in sorted(by_body, key=lambda body: (-len(by_body[body]), body)):
        facts = sorted(by_body[body], key=lambda fact: _unit(fact).number)
        bodies.append((site.atlas[body], [_row(words, body, fact) for fact in facts]))
    yield "units/index.md", filled("units.md.j2", bodies=bodies)


def _by_body(atlas: Atlas) -> dict[str, list[Fact]]:
    """Return the units with a number that are not superseded, by the body that numbers them."""
    found: dict[str, list[Fact]] = defaultdict(list)
    for entry in atlas:
        for fact in entry.standing_facts(_FIELD):
            if _unit(fact).number is not None:
                found[_unit(fact).of or entry.id].append(fact)
    return found


def _unit(fact: Fact) -> Any:
    """Return a unit: no page knows the kinds by name, so its parts have no types here."""
    return fact.statement


def _row(words: LinkedWords, body: str, fact: Fact) -> Cells:
    """Return the row of a unit; its number leads to the statement with its sources."""
    entry = words.atlas[fact.entry_id]
    unit = _unit(fact)
    group = unit.group or (entry.id if entry.id != body else None)
    return (
        LINK(address(entry, fact.anchor), unit.number),
        unit.name,
        words.link(group) if group else "not named",
        words.agent(unit.commander) if unit.commander else None,
        date_html(unit.when),
    )
