"""Lighthouses: towers with a light for ships."""

from euphrates_atlas.model.fields import Lane, prop, record
from euphrates_atlas.model.kind import Article, Kind, index_columns, index_facets
from euphrates_atlas.model.statement import Codes, Dates, Texts
from euphrates_atlas.model.value_types import Role


@record
class Lighthouse(Article):
    """A tower with a light for ships."""

    type: Codes = prop("Type", code="lighthouse-type", one=True, box=True, required=True)
    """How the tower is built."""
    builder: Texts = prop("Builder", box=True, expected=True)
    """Who designed or built it, by name."""
    first_lit: Dates = prop(
        "First lit",
        one=True,
        box=True,
        expected=True,
        chronicle="value",
        lane=Lane("First lit"),
    )
    """When its light was first shown."""
    replaced: Dates = prop(
        "Replaced", one=True, box=True, chronicle="value", lane=Lane("Replaced")
    )
    """When another tower took its place."""

    kind = Kind(
        folder="lighthouses",
        key="lighthouse",
        singular="Lighthouse",
        plural="Lighthouses",
        description="Towers with a light for ships: who built them, when they were lit, and what became of them.",
        order=1,
        roles=frozenset({Role.ANY}),
        columns=index_columns("type", "builder", "first_lit"),
        facets=index_facets("type"),
        strip="Its life",
    )
