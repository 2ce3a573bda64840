"""What an entry says of itself on its page: class, place and date, lead and text, plain fields, a description."""

import re
from typing import Any

from markupsafe import Markup

from generator.facts.plain_words import country_name, prose_words
from generator.model.atlas import Atlas, Entry, Fact
from generator.model.fields import Property
from generator.model.kind import Record
from generator.model.roles import Located, Outlet, Work
from generator.model.shape import FieldShape, shape_of
from generator.model.value_types import Ref, Role
from generator.render.linked_words import CONTESTED, LinkedWords
from generator.render.markup import LINK_OUT, address, html, joined, plain_of
from generator.render.references import References, reference
from generator.text.escape import escape
from generator.text.phrases import capitalised, cut, spaced
from generator.text.prose import EntryLink
from generator.text.prose_markdown import to_markdown
from generator.text.urls import percent_encoded

MAX_SHOWN = 3
"""Places, or rival values, that the head names."""
MAX_DESCRIPTION = 160
"""Characters that search engines show."""
_HIDDEN = frozenset(shape_of(Record).fields) | {"name", "title"}
_LABELS = {"url": "Address", "archive_url": "Archive address"}


def kind_words(entry: Entry, words: LinkedWords) -> tuple[Markup, ...]:
    """Return what stands beside the kind above the lead: class, place, date."""
    pieces = []
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
            values = (getattr(fact.statement, part.name) for fact in _shown(entry, facts, words, is_place))
            is_alone = is_place and len(facts) == 1
            value = joined(dict.fromkeys(words.place_path(v) if is_alone else words.value(part, v) for v in values))
        pieces.append(Markup(capitalised(value)))
    return tuple(pieces)


def _shown(entry: Entry, facts: list[Fact], words: LinkedWords, is_place: bool) -> list[Fact]:
    """Return the statements that the head names: the first, with it those that say otherwise where none is preferred."""
    if is_place:
        return facts[:MAX_SHOWN]
    rivals = [fact for fact in facts if words.standing(entry, fact) == CONTESTED]
    return (rivals if facts[0] in rivals else facts[:1])[:MAX_SHOWN]


def plain_description(entry: Entry, title: str, words: LinkedWords) -> str:
    """Return a description of an entry without a summary, from its plain fields."""
    if isinstance(entry.record, Work):
        named = f"{title}: " if title != entry.label else ""
        return f"{named}{plain_of(reference(words.atlas, entry, None))} Every statement of the atlas that rests on it."
    said = kind_words(entry, words)
    kind = plain_of(said[0]) if said else entry.kind.singular
    country = entry.record.country if isinstance(entry.record, Located | Outlet) else None
    where = f" ({country_name(country)})" if country else ""
    return f"{entry.label}{where}: {kind.lower()}, and what the atlas records there or cites of it. Entry {entry.id}."


def plain_fields(entry: Entry, words: LinkedWords) -> tuple[tuple[str, Markup], ...]:
    """Return the fields of an entry that are neither statements nor common to all kinds, with their labels."""
    rows = []
    for name, field in entry.shape.fields.items():
        value: Any = getattr(entry.record, name)
        if name not in _HIDDEN and value not in (None, (), False) and field.marker(Property) is None:
            rows.append((_LABELS.get(name, capitalised(spaced(name))), _plain_value(field, value, words)))
    return tuple(rows)


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


def lead_html(references: References) -> list[Markup]:
    """Return the paragraphs of the summary, as HTML for a raw block."""
    words = references.words
    prose = words.atlas.prose_of(references.entry, "summary")
    if prose is None:
        return []
    text = to_markdown(
        prose,
        cite=references.in_prose("top", "the summary"),
        link=lambda link: str(words.link(link.id, link.words, marked=False)),
    )
    return [Markup(paragraph) for paragraph in text.split("\n\n")]


def body_markdown(references: References) -> str:
    """Return the body as Markdown of the safe subset; an entry without one gives an empty text."""
    atlas = references.words.atlas
    prose = atlas.prose_of(references.entry, "body")
    if prose is None:
        return ""

    def link(node: EntryLink) -> str:
        target = atlas[node.id]
        return f"[{escape(node.words or target.label)}]({address(target).removesuffix('.html')}.md)"

    text = to_markdown(prose, cite=references.in_prose("text", "the text"), link=link, id_prefix="body-")
    return re.sub(r"^(?=##)", "#", text, flags=re.MULTILINE)  # headings stand below that of the whole text


def description(atlas: Atlas, entry: Entry) -> str:
    """Return the opening of the summary as plain text, cut at a word."""
    prose = atlas.prose_of(entry, "summary")
    text = prose_words(atlas, prose) if prose else ""
    return cut(re.sub(r" +([.,;:])", r"\1", text), MAX_DESCRIPTION)
