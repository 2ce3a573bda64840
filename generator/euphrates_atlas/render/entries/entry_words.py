"""The words of an entry on its page: type, place and date, names, lead and text, plain fields, a description.

Used by `entry_page.py`, and by pages across entries that show some of them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from markupsafe import Markup

from euphrates_atlas.batched import grouped
from euphrates_atlas.draw.locations import area_of, areas_of, is_area
from euphrates_atlas.facts.plain_words import (
    country_name,
    label_of,
    language_name,
    prose_words,
)
from euphrates_atlas.model.atlas import Atlas, Entry, Fact, once_for_entry
from euphrates_atlas.model.kind import Record
from euphrates_atlas.model.roles import Located, Location, Outlet
from euphrates_atlas.model.shape import FieldShape, is_given, shape_of
from euphrates_atlas.model.statement import Name
from euphrates_atlas.render.linked_words import LinkedWords
from euphrates_atlas.render.markup import (
    BEHIND,
    LINK,
    LINK_OUT,
    NOTHING,
    html,
    joined,
    name_html,
    piece,
    plain_of,
)
from euphrates_atlas.render.references import References
from euphrates_atlas.render.tables import Cells
from euphrates_atlas.subject import subject
from euphrates_atlas.text.edtf_words import in_words
from euphrates_atlas.text.phrases import capitalised, cut
from euphrates_atlas.text.prose import EntryLink
from euphrates_atlas.text.prose_html import to_html
from euphrates_atlas.text.urls import percent_encoded

MAX_SHOWN = 3
"""Places, or rival values, that the head names."""
MAX_DESCRIPTION = 160
"""Characters that search engines show."""
MAX_NATIVE = 2
"""Names under the title."""
_ONE_FORM = str.maketrans("يك", "یک")
"""Letters of which Arabic and Persian keyboards have each their own, so that one name is typed in two ways."""
_HIDDEN = frozenset(shape_of(Record).fields) | {"name", "title"}
"""The fields that pages show elsewhere, or not at all."""
_SCRIPTS = {"Arab": "Arabic", "Latn": "Latin", "Cyrl": "Cyrillic", "Hebr": "Hebrew"}
_APART = "\N{NO-BREAK SPACE}· "
"""Between values that hold together: with a comma, a place would seem to lie in the next."""
_OURS = Markup('<span class="ea-none">ours</span>')
_NAME = piece('<span class="ea-name" data-name="{}">{}</span>{}')


def kind_words(entry: Entry, words: LinkedWords) -> Iterator[Markup]:
    """Yield what stands beside the kind above the lead: type, place and date.

    "or" stands between rival accounts of one.
    """
    for name in dict.fromkeys(("type", entry.kind.place, entry.kind.date)):
        field = entry.shape.fields.get(name)
        if not field or not getattr(entry.record, name):
            continue
        if not field.declared:
            value = words.value(field, getattr(entry.record, name))
        else:
            value = joined(
                _accounts(entry, field, words), " or " if field.declared.one else _APART
            )
        if value:
            yield Markup(capitalised(value))


def _accounts(entry: Entry, field: FieldShape, words: LinkedWords) -> Iterable[Markup]:
    """Return the values of a property for the line above the lead, each once: the preferred one, or its rivals.

    Of places all, where there are few; none where the statements place only a part of the subject, as an area of a group.
    """
    facts: Sequence[Fact] = entry.current_facts(field.name) or entry.facts_of(field.name)
    part = field.parts[0]
    if not part.names_place:
        facts = words.rivals(facts)[:MAX_SHOWN]
    elif len(facts) > MAX_SHOWN or not isinstance(facts[0].statement, Location):
        return ()  # such as the place of one deployment of a group
    elif len(facts) == 1:
        return [words.place_path(getattr(facts[0].statement, part.name))]
    return dict.fromkeys(
        words.value(part, getattr(fact.statement, part.name)) for fact in facts
    )


def plain_description(entry: Entry, words: LinkedWords) -> str:
    """Return a description of an entry without a summary, from its plain fields."""
    kind = plain_of(next(kind_words(entry, words), html(entry.kind.singular)))
    country = entry.record.country if isinstance(entry.record, Located | Outlet) else None
    where = f" ({country_name(country)})" if country else ""
    return f"{entry.label}{where}: {kind.lower()}, and what the atlas records there or cites of it. Entry {entry.id}."


def plain_fields(entry: Entry, words: LinkedWords) -> Iterator[tuple[str, str]]:
    """Yield the fields of an entry that are neither statements nor common to all kinds, with their labels."""
    for name, field in entry.shape.fields.items():
        if name in _HIDDEN or field.declared:
            continue
        value = getattr(entry.record, name)
        if is_given(value):
            yield field.label, _plain_value(field, value, words)


def _plain_value(field: FieldShape, value: Any, words: LinkedWords) -> str:
    """Return a value in words; coordinates with their directions, an address as a link out."""
    if field.name == "coordinates":
        latitude, longitude = value
        north = "N" if latitude >= 0 else "S"
        east = "E" if longitude >= 0 else "W"
        return f"{abs(latitude)}° {north}, {abs(longitude)}° {east}"
    if field.name == "url":
        return LINK_OUT(percent_encoded(value), value)
    return words.value(field, value)


def in_area(atlas: Atlas, entry: Entry) -> Iterator[tuple[Markup, int]]:
    """Yield, for an area such as a governorate, a link to the index of each kind filtered by it, and how many entries that lists."""
    if not is_area(entry):
        return
    own = area_of(entry)
    for kind in atlas.kinds:
        for facet in kind.facets:
            if facet.of != subject().region.area:
                continue
            count = sum(own in areas_of(atlas, other) for other in atlas.of_kind(kind))
            if count:
                link = LINK(
                    f"../{kind.folder}/index.html?{facet.key}={entry.id}", kind.plural
                )
                yield link, count


def prose_html(references: References, field: str, anchor: str, words: str) -> Markup:
    """Return the summary or the body as HTML for a raw block; `anchor` and `words` name it for the way back of citations."""
    prose = references.words.atlas.prose[references.entry.id].get(field)
    if not prose:
        return NOTHING

    def link(node: EntryLink) -> str:
        return str(references.words.link(node.id, node.words, marked=False))

    return Markup(to_html(prose, cite=references.in_prose(anchor, words), link=link))


@once_for_entry
def opening(atlas: Atlas, id: str) -> str:
    """Return the opening of the summary of an entry as plain text, cut at a word."""
    prose = atlas.prose[id].get("summary")
    if not prose:
        return ""
    # A citation leaves a blank: `A group .`
    text = re.sub(r" +([.,;:])", r"\1", prose_words(atlas, prose))
    return cut(text, MAX_DESCRIPTION)


def native_names(entry: Entry) -> list[Name]:
    """Return the names of an entry in the languages of the region."""
    languages = subject().languages
    return [
        name
        for name in entry.record.names
        if name.lang in languages and not name.is_search_only
    ]


class NamesView:
    """All names of an entry; the sources of names are numbered behind those of its statements."""

    def __init__(self, references: References) -> None:
        entry = references.entry
        told_apart = grouped(
            native_names(entry), lambda name: name.text.translate(_ONE_FORM)
        )
        self.natives = [_copied(alike[0]) for alike in told_apart.values()][:MAX_NATIVE]
        """The names in the languages of the region that stand under the title."""
        self.spellings = []
        """The names that search finds and that need no row of their own."""
        rows = []
        for name in entry.record.names:
            if _is_bare(name):
                self.spellings.append(name_html(name.text, name.lang))
            else:
                rows.append(_row(name, references))
        ours = _OURS if any(marks for *_, marks in rows) else ""
        own = (_NAME(entry.label, entry.label, ""), "Latin script", "Name used here", ours)
        self.rows = [own, *rows] if rows else []
        """Our own name first; without sources where no other has one."""


def _row(name: Name, references: References) -> Cells:
    """Return a name with its language, its use and its citation marks, which number the references."""
    notes = [name.note or "", "other entries share this name" if name.shared else ""]
    said = "; ".join(filter(None, notes))
    marks = references.marks(name.cite, None, "names", "names")
    return _copied(name, said), _language(name), use_of_name(name), marks


def _is_bare(name: Name) -> bool:
    """Tell whether there is nothing to say of a spelling but that it is one."""
    if name.cite or name.note or name.when or name.scheme:
        return False
    return name.is_search_only or not (name.lang or name.use)


def _copied(name: Name, said: str = "") -> Markup:
    """Return a name that readers can copy, with the remark `said` behind it."""
    beneath = BEHIND(said) if said else ""
    return _NAME(name.text, name_html(name.text, name.lang), beneath)


def use_of_name(name: Name) -> str:
    """Return what sort of name it is, the rules by which it is written, and the period in which it was used."""
    told = [capitalised(label_of("name-use", name.use)) if name.use else "Another spelling"]
    if name.scheme:
        told.append(label_of("transliteration-scheme", name.scheme))
    if name.when:
        told.append(in_words(name.when))
    return ", ".join(told)


def _language(name: Name) -> str:
    """Return language and script of a name, such as `Arabic` or `Kurdish, Arabic script`."""
    if not name.lang:
        return "Latin script"
    language = language_name(name.lang)
    if not name.script:
        return language
    script = f"{_SCRIPTS.get(name.script, name.script)} script"
    return language if script in language else f"{language}, {script}"
