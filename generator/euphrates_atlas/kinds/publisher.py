"""Publishers: the outlets and bodies that publish the sources."""

from euphrates_atlas.model.fields import part, prop, record
from euphrates_atlas.model.kind import Chapter, Facet, Kind, index_columns, index_facets
from euphrates_atlas.model.roles import Outlet
from euphrates_atlas.model.statement import Texts, Valued
from euphrates_atlas.model.value_types import Country, OriginKey, Role, ShortText, Text, Url


@record
class Publisher(Outlet):
    """A newspaper, agency, institute, monitor, office or account."""

    name: ShortText
    """The name that it uses on its own pages, in Latin script."""
    type: str = part(code="publisher-type", also="kind")
    """The type of publisher."""
    country: Country | None = part(also="nation based_in headquarters")
    """Where it is based, as the two capital letters of ISO 3166-1, such as GB."""
    url: Url | None = part(label="Home page", term="url", also="link website homepage address")
    """The address of its home page."""
    owner: Texts = prop("Owner", also="owned_by owners")
    """Who owns it, in words."""
    owner_group: tuple[Valued[OriginKey], ...] = prop("Owner group")
    """A key that titles of one owner share, such as `harbour-press`; they count as one origin."""
    main_funders: Texts = prop("Main funders", also="funding funders funded_by")
    """Who pays for it, in words."""
    state_affiliation: Texts = prop("State affiliation")
    """Its tie to a state, in words, such as `public broadcaster of Norway`."""
    party_to_conflict: tuple[Valued[bool], ...] = prop("Party to the events")
    """True where it belongs to a party to the events that it reports."""
    reliability: str | None = part(code="reliability", also="grade credibility")
    """How far it can be relied on, A to F as in the Admiralty scale."""
    reliability_reason: Text | None = None
    """Why it is graded so."""

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
