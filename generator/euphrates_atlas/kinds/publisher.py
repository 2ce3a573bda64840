"""Publishers: the outlets and bodies that publish the sources."""

from euphrates_atlas.model.fields import record
from euphrates_atlas.model.kind import Chapter, Facet, Kind, index_columns, index_facets
from euphrates_atlas.model.roles import Outlet
from euphrates_atlas.model.value_types import Role


@record
class Publisher(Outlet):
    """A newspaper, agency, institute, monitor, office or account."""

    kind = Kind(
        folder="publishers",
        key="publisher",
        singular="Publisher",
        plural="Publishers",
        description="Who publishes the sources: owner, state affiliation, reliability, and what the atlas cites of each.",
        order=6,
        schema_type="Organization",
        roles=frozenset({Role.ANY, Role.AGENT, Role.OUTLET}),
        columns=index_columns("type", "country", "reliability"),
        counts=("works", "statements", "alone"),
        facets=index_facets(
            "type", Facet("Reliability", "reliability", absent="not rated"), "country"
        ),
        supports=True,
        chapters=(
            Chapter(
                "independence",
                "Ownership and affiliation",
                "owner owner_group main_funders state_affiliation party_to_conflict",
            ),
        ),
    )
