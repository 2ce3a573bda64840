"""Sources: the works that statements rest on."""

from euphrates_atlas.model.fields import part, record
from euphrates_atlas.model.kind import Facet, Kind, index_columns, index_facets
from euphrates_atlas.model.roles import Author, Work
from euphrates_atlas.model.value_types import (
    CopyUrl,
    DateOrUnknown,
    DateText,
    Language,
    OriginKey,
    OutletRef,
    Role,
    ShortText,
    Text,
    Url,
    WorkRef,
)


@record
class Source(Work):
    """A work: article, report, book, post, ruling."""

    type: str = part(code="source-type", also="kind")
    """The type of work, by CSL's names, which keep their underscores."""
    title: ShortText = part(also="name headline heading")
    """The title in its original language; remarks on it belong in `note`."""
    title_tr: ShortText | None = part(
        label="Title in English", also="translation translated_title english_title"
    )
    """Our translation of the title, where it is not English."""
    author: tuple[Author, ...] = part(term="author", also="authors byline writer reporter creator")
    """Who signed it: `{family, given}`, or a text for a name that is not split."""
    editor: tuple[Author, ...] = part(term="editor")
    """Who edited it."""
    translator: tuple[Author, ...] = part(term="translator")
    """Who translated it."""
    container_title: ShortText | None = part(
        label="Journal, book or site", also="journal magazine book"
    )
    """The journal, book or site that it appeared in, where that is not the publisher."""
    publisher: OutletRef = part(
        term="publisher", also="newspaper outlet site website_name agency source published_by"
    )
    """The id of the publisher, or of a body that publishes its own texts."""
    issued: DateOrUnknown = part(
        label="Published on",
        term="datePublished",
        also="date published published publication_date date_published published_on pubdate year",
    )
    """The day of publication as the work gives it, or `unknown`."""
    accessed: DateText | None = part(
        label="Read on", also="access_date accessdate retrieved date_accessed read_on"
    )
    """The day on which it was read, such as 2026-11-20."""
    language: Language = part(term="inLanguage", also="lang")
    """Its language, such as fr, ar or zh-Hant."""
    url: Url | None = part(label="Address", term="url", also="link address website web uri href")
    """Its address; with `reference`, one of the two is required."""
    reference: ShortText | None = part(
        label="Volume, number and pages", also="volume issue pages isbn doi"
    )
    """Of a printed work: where it is found, such as volume, number and pages."""
    archive_url: CopyUrl | None = part(
        label="Address of an archived copy",
        term="archivedAt",
        needs=("archive_status", "archived"),
        also="archive archived archive_link archiveurl copy wayback",
    )
    """The address of one archived copy of the page; `archive_status: archived` goes with it."""
    archive_status: str = part(
        label="Whether it is archived", code="archive-status", default="pending", also="url_status"
    )
    """Whether it is archived; `pending` where left out."""
    origin: OriginKey | None = part(label="Whose text it passes on")
    """Whose text it is, where it passes one on, such as reuters-2020-11-30; works that share it count as one origin."""
    relays: WorkRef | None = part(label="Work whose text it repeats")
    """The id of the source whose text it repeats."""
    voice: str = part(label="Who speaks in it", code="voice", default="publisher")
    """Who speaks where a statement names nobody: `author` for signed opinion and analysis; `publisher` where left out."""
    party_to_event: bool = part(label="Speaks for a party to it", default=False)
    """True where it speaks for a party to what it reports."""
    reliability: str | None = part(code="reliability", also="grade credibility")
    """Its own grade, A to F, where it differs from its publisher's."""
    reliability_reason: Text | None = None
    """Why it is graded apart from its publisher."""
    content_warning: tuple[str, ...] = part(code="content-warning")
    """What readers should know before they open it."""

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
