"""What an entry says of itself on its page: class, place and date, lead and text, plain fields, a description."""

import re
from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from generator.facts.plain_words import country_name, prose_words
from generator.model.atlas import Atlas, Entry
from generator.model.fields import Property
from generator.model.kind import Record
from generator.model.roles import Located, Outlet, Work
from generator.model.shape import FieldShape, is_given, shape_of
from generator.model.value_types import Ref, Role
from generator.render.linked_words import LinkedWords
from generator.render.markup import LINK_OUT, NOTHING, html, joined, plain_of
from generator.render.references import References, reference
from generator.text.phrases import capitalised, cut, spaced
from generator.text.prose import EntryLink
from generator.text.prose_html import to_html
from generator.text.urls import percent_encoded

MAX_SHOWN = 3
"""Places, or rival values, that the head names."""
MAX_DESCRIPTION = 160
"""Characters that search engines show."""
_HIDDEN = frozenset(shape_of(Record).fields) | {"name", "title"}
_LABELS = {"url": "Address", "archive_url": "Archive address"}


def kind_words(entry: Entry, words: LinkedWords) -> Iterator[Markup]:
    """Yield what stands beside the kind above the lead: class, place, date."""
    for name in dict.fromkeys((entry.kind.classifier, entry.kind.place, entry.kind.date)):
        field = entry.shape.fields.get(name)
        if field is None or not getattr(entry.record, name):
            continue
        if field.marker(Property) is None:
            value = words.value(field, getattr(entry.record, name))
        else:
            facts = entry.current_facts(name) or list(entry.facts_of(name))
            part = field.parts[0]
            target = part.marker(Ref)
            is_place = target is not None and target.role is Role.LOCATION
            shown = (facts if is_place else words.rivals(entry, facts))[:MAX_SHOWN]
            values = (getattr(fact.statement, part.name) for fact in shown)
            is_alone = is_place and len(facts) == 1
            value = joined(dict.fromkeys(words.place_path(v) if is_alone else words.value(part, v) for v in values))
        yield Markup(capitalised(value))


def plain_description(entry: Entry, title: str, words: LinkedWords) -> str:
    """Return a description of an entry without a summary, from its plain fields."""
    if isinstance(entry.record, Work):
        named = f"{title}: " if title != entry.label else ""
        return f"{named}{plain_of(reference(words.atlas, entry, None))} Every statement of the atlas that rests on it."
    kind = plain_of(next(kind_words(entry, words), html(entry.kind.singular)))
    country = entry.record.country if isinstance(entry.record, Located | Outlet) else None
    where = f" ({country_name(country)})" if country else ""
    return f"{entry.label}{where}: {kind.lower()}, and what the atlas records there or cites of it. Entry {entry.id}."


def plain_fields(entry: Entry, words: LinkedWords) -> Iterator[tuple[str, Markup]]:
    """Yield the fields of an entry that are neither statements nor common to all kinds, with their labels."""
    for name, field in entry.shape.fields.items():
        value: Any = getattr(entry.record, name)
        if name not in _HIDDEN and is_given(value) and field.marker(Property) is None:
            yield _LABELS.get(name, capitalised(spaced(name))), _plain_value(field, value, words)


def _plain_value(field: FieldShape, value: Any, words: LinkedWords) -> Markup:
    if field.name == "coordinates":
        latitude, longitude = value
        north, east = "N" if latitude >= 0 else "S", "E" if longitude >= 0 else "W"
        return html(f"{abs(latitude)}° {north}, {abs(longitude)}° {east}")
    if field.name in _LABELS:
        return LINK_OUT(percent_encoded(value), html(value))
    if field.many and hasattr(value[0], "full"):
        return joined(html(person.full) for person in value)
    return words.value(field, value)


def prose_html(references: References, field: str, anchor: str, words: str) -> Markup:
    """Return the summary or the body as HTML for a raw block; `anchor` and `words` name it for the way back of citations."""
    prose = references.words.atlas.prose_of(references.entry, field)
    if prose is None:
        return NOTHING

    def link(node: EntryLink) -> str:
        return str(references.words.link(node.id, node.words, marked=False))

    return Markup(to_html(prose, cite=references.in_prose(anchor, words), link=link, id_prefix="body-"))


def description(atlas: Atlas, entry: Entry) -> str:
    """Return the opening of the summary as plain text, cut at a word."""
    prose = atlas.prose_of(entry, "summary")
    return cut(re.sub(r" +([.,;:])", r"\1", prose_words(atlas, prose)), MAX_DESCRIPTION) if prose else ""
