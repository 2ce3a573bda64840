"""Sources: the works that statements rest on."""

from euphrates_atlas.model.fields import record
from euphrates_atlas.model.kind import Facet, Kind, index_columns, index_facets
from euphrates_atlas.model.roles import Work
from euphrates_atlas.model.value_types import Role


@record
class Source(Work):
    """A work: article, report, book, post, ruling."""

    kind = Kind(
        folder="sources",
        key="source",
        singular="Source",
        plural="Sources",
        description="Every work that the atlas cites, with all statements that rest on it.",
        order=5,
        schema_type="CreativeWork",
        roles=frozenset({Role.ANY, Role.WORK}),
        columns=index_columns("issued", "publisher", "type", "language"),
        counts=("statements", "alone"),
        facets=index_facets(
            "type", "language", Facet("Archived copy", "archive_status"), "publisher"
        ),
        date="issued",
        one_of=("url", "reference"),
        label_field="title",
        supports=True,
        row_of="publisher",
        row_folder="publishers",
    )
