"""The parts of the page of one entry of a small store, as views before any template."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from euphrates_atlas.model.atlas import Atlas
from euphrates_atlas.render.backlinks import backlink_sections
from euphrates_atlas.render.entries.timeline import StripView, strip_view
from euphrates_atlas.render.linked_words import LinkedWords
from euphrates_atlas.render.property_sections import PropertySection
from euphrates_atlas.render.references import References
from euphrates_atlas.text.edtf import parse_date
from tests.stores import atlas_of


@dataclass(frozen=True)
class Views:
    """What is drawn and counted on a page."""

    atlas: Atlas
    strip: StripView | None
    sections: dict[str, PropertySection]


def views_of(path: str, text: str, others: Mapping[str, str] | None = None) -> Views:
    """Return the views of an entry (`folder/id`) among others, with information to the end of 2026."""
    atlas = atlas_of({path: text, **(others or {})})
    entry = atlas[path.partition("/")[2]]
    words = LinkedWords(atlas)
    references = References(words, entry)
    sections = [PropertySection(f, d, references) for f, d in entry.shape.properties if entry.facts_of(f.name)]
    backlinks = backlink_sections(entry, words)
    strip = strip_view(entry, [*sections, *backlinks], parse_date("2026"), words)
    return Views(atlas, strip, {section.name: section for section in sections})
