"""Sources: the works that statements rest on."""

from typing import Annotated, ClassVar, Self

from pydantic import Field

from generator.model.kind import Column, Counted, Facet, Kind, Record, Term
from generator.model.values import (
    CodeOf,
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
    record,
)


@record
class Author:
    """A person, by family and given name, or a name that is not split."""

    family: Annotated[ShortText | None, Field(description="The family name.")] = None
    given: Annotated[ShortText | None, Field(description="The given names.")] = None
    literal: Annotated[ShortText | None, Field(description="A name that is not split, as that of an office.")] = None

    @staticmethod
    def from_text(text: str) -> dict[str, str]:
        """Read the short form, a name that is not split."""
        return {"literal": text}

    @property
    def full(self) -> str:
        """The name as it is spoken."""
        return self.literal or " ".join(part for part in (self.given, self.family) if part)


@record
class Source(Record):
    """A work: article, report, book, post, ruling."""

    title: Annotated[ShortText, Field(description="The title in its original language.")]
    type: Annotated[
        str,
        CodeOf("source-type"),
        Field(description="What sort of work it is, by CSL's names, which keep their underscores."),
    ]
    publisher: Annotated[
        OutletRef,
        Term("publisher"),
        Field(description="The id of the publisher, or of a group that publishes its own texts."),
    ]
    issued: Annotated[
        DateOrUnknown,
        Term("datePublished"),
        Field(description="The day of publication as the work gives it, or `unknown`."),
    ]
    language: Annotated[Language, Term("inLanguage"), Field(description="Its language, as ar, fa, ckb or en.")]
    title_tr: Annotated[
        ShortText | None, Field(description="Our translation of the title, where it is not English.")
    ] = None
    author: Annotated[
        tuple[Author, ...],
        Term("author"),
        Field(description="Who signed it: `{family, given}`, or a text for a name that is not split."),
    ] = ()
    editor: Annotated[tuple[Author, ...], Term("editor"), Field(description="Who edited it.")] = ()
    translator: Annotated[tuple[Author, ...], Term("translator"), Field(description="Who translated it.")] = ()
    container_title: Annotated[
        ShortText | None,
        Field(description="The journal, book or site that it stands in, where that is not the publisher."),
    ] = None
    url: Annotated[
        Url | None, Term("url"), Field(description="Its address; with `reference`, one of the two is required.")
    ] = None
    reference: Annotated[
        ShortText | None, Field(description="Of a printed work: where it is found, as volume, number and pages.")
    ] = None
    accessed: Annotated[DateText | None, Field(description="The day on which it was read, as 2026-11-20.")] = None
    archive_url: Annotated[Url | None, Term("archivedAt"), Field(description="The address of an archived copy.")] = None
    archive_status: Annotated[
        str, CodeOf("archive-status"), Field(description="Whether it is archived; `pending` where left out.")
    ] = "pending"
    reliability: (
        Annotated[
            str,
            CodeOf("reliability"),
            Field(description="Its own grade, A to F, where it differs from its publisher's."),
        ]
        | None
    ) = None
    reliability_reason: Annotated[Text | None, Field(description="Why it is graded apart from its publisher.")] = None
    voice: Annotated[
        str,
        CodeOf("voice"),
        Field(
            description="Who speaks where a statement names nobody: `author` for signed opinion and analysis; `publisher` where left out."
        ),
    ] = "publisher"
    origin: Annotated[
        OriginKey | None,
        Field(
            description="Whose text it is, where it passes one on, as reuters-2020-11-30; works that share it count as one origin."
        ),
    ] = None
    relays: Annotated[WorkRef | None, Field(description="The id of the source whose text it repeats.")] = None
    party_to_event: Annotated[bool, Field(description="True where it speaks for a party to what it reports.")] = False
    content_warning: Annotated[
        tuple[Annotated[str, CodeOf("content-warning")], ...],
        Field(description="What readers should know before they open it."),
    ] = ()

    long_types: ClassVar[frozenset[str]] = frozenset(
        {
            "report",
            "book",
            "chapter",
            "thesis",
            "hearing",
            "legislation",
            "legal_case",
            "broadcast",
            "interview",
            "motion_picture",
        }
    )

    kind: ClassVar[Kind] = Kind(
        folder="sources",
        singular="Source",
        plural="Sources",
        description="Every work that the atlas cites, with all statements that rest on it.",
        order=5,
        schema_type="CreativeWork",
        schema_types=(
            ("article-newspaper", "NewsArticle"),
            ("article-journal", "ScholarlyArticle"),
            ("report", "Report"),
            ("webpage", "WebPage"),
            ("post", "SocialMediaPosting"),
            ("post-weblog", "BlogPosting"),
            ("book", "Book"),
            ("chapter", "Chapter"),
            ("legislation", "Legislation"),
            ("dataset", "Dataset"),
            ("map", "Map"),
            ("motion_picture", "Movie"),
            ("thesis", "Thesis"),
        ),
        roles=frozenset({Role.ANY, Role.WORK}),
        columns=(
            Column("Issued", "issued"),
            Column("Publisher", "publisher"),
            Column("Type", "type"),
            Column("Language", "language"),
        ),
        counts=(Counted.STATEMENTS, Counted.ALONE),
        facets=(
            Facet("Type", "type"),
            Facet("Language", "language"),
            Facet("Archived copy", "archive_status"),
            Facet("Publisher", "publisher"),
        ),
        date="issued",
        one_of=("url", "reference"),
        label_field="title",
        file_order=(
            "type",
            "title",
            "title_tr",
            "author",
            "editor",
            "translator",
            "container_title",
            "publisher",
            "issued",
            "accessed",
            "language",
            "url",
            "reference",
            "archive_url",
            "archive_status",
            "origin",
            "relays",
            "voice",
            "party_to_event",
        ),
        supports=True,
    )

    def origin_key(self: Self, owner: str) -> str:
        """Return where it stems from when nobody else speaks; `owner` is its publisher's group, else the publisher."""
        if self.origin:
            return self.origin
        if self.voice == "author" and self.author:
            return self.author[0].full
        return owner
