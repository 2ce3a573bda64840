"""Publishers: who brings out the sources."""

from typing import Annotated, ClassVar

from pydantic import Field

from generator.model.kind import Chapter, Column, Counted, Facet, Kind, Property, Record, Term
from generator.model.statement import Valued
from generator.model.values import (
    CodeOf,
    Country,
    OriginKey,
    Role,
    ShortText,
    Text,
    Url,
    record,
)


@record
class Publisher(Record):
    """A newspaper, agency, institute, monitor, office or account."""

    name: Annotated[ShortText, Field(description="The name that it bears on its own pages, in Latin letters.")]
    type: Annotated[str, CodeOf("publisher-type"), Field(description="What sort of publisher it is.")]
    country: Annotated[
        Country | None, Field(description="Where it is based, as the two capital letters of ISO 3166-1: IQ, GB, US.")
    ] = None
    url: Annotated[Url | None, Term("url"), Field(description="Its home page; not of an armed group's own media.")] = (
        None
    )
    owner: Annotated[tuple[Valued[Text], ...], Property("Owner"), Field(description="Who owns it, in words.")] = ()
    owner_group: Annotated[
        tuple[Valued[OriginKey], ...],
        Property("Owner group"),
        Field(description="A key that titles of one owner share, as `al-jazeera-network`; they count as one origin."),
    ] = ()
    main_funders: Annotated[
        tuple[Valued[Text], ...], Property("Main funders"), Field(description="Who pays for it, in words.")
    ] = ()
    state_affiliation: Annotated[
        tuple[Valued[Text], ...],
        Property("State affiliation"),
        Field(description="Its tie to a state, in words, as `state broadcaster of Qatar`."),
    ] = ()
    party_to_conflict: Annotated[
        tuple[Valued[bool], ...],
        Property("Party to the conflict"),
        Field(description="True where it belongs to a party to the conflict."),
    ] = ()
    reliability: (
        Annotated[
            str,
            CodeOf("reliability"),
            Field(description="How far it can be relied on, A to F as in the Admiralty scale."),
        ]
        | None
    ) = None
    reliability_reason: Annotated[Text | None, Field(description="Why it is graded so.")] = None

    kind: ClassVar[Kind] = Kind(
        folder="publishers",
        singular="Publisher",
        plural="Publishers",
        description="Who brings out the sources: owner, state affiliation, reliability, and what the atlas cites of each.",
        order=6,
        schema_type="Organization",
        roles=frozenset({Role.ANY, Role.AGENT, Role.OUTLET}),
        columns=(Column("Type", "type"), Column("Country", "country"), Column("Reliability", "reliability")),
        counts=(Counted.WORKS, Counted.STATEMENTS, Counted.ALONE),
        facets=(
            Facet("Type", "type"),
            Facet("Reliability", "reliability", absent="not graded"),
            Facet("Country", "country"),
        ),
        supports=True,
        chapters=(
            Chapter(
                "independence",
                "Owner and affiliation",
                ("owner", "owner_group", "main_funders", "state_affiliation", "party_to_conflict"),
            ),
        ),
    )

    def owner_key(self, own_id: str) -> str:
        """Return the key that its titles share: the owner group, else its own id."""
        standing = [s for s in self.owner_group if s.rank != "deprecated"]
        standing.sort(key=lambda s: s.rank != "preferred")
        return standing[0].value if standing else own_id
