"""What an entry says of itself on its page: class, place and date, names, lead and text, plain fields, a description."""

import re
from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from generator.facts.plain_words import country_name, label_of, language_name, prose_words
from generator.model.atlas import Atlas, Entry
from generator.model.fields import Property
from generator.model.kind import Record
from generator.model.roles import Located, Outlet
from generator.model.shape import FieldShape, is_given, shape_of
from generator.model.statement import Name
from generator.model.value_types import Ref, Role
from generator.render.linked_words import LinkedWords
from generator.render.markup import LINK_OUT, NOTHING, SUB, html, joined, name_html, piece, plain_of
from generator.render.references import References
from generator.render.tables import Column, Table, rows_of
from generator.subject import subject
from generator.text.edtf_words import in_words
from generator.text.phrases import capitalised, cut, spaced
from generator.text.prose import EntryLink
from generator.text.prose_html import to_html
from generator.text.urls import percent_encoded

MAX_SHOWN = 3
"""Places, or rival values, that the head names."""
MAX_DESCRIPTION = 160
"""Characters that search engines show."""
MAX_NATIVE = 2
"""Names under the title."""
_HIDDEN = frozenset(shape_of(Record).fields) | {"name", "title"}
_LABELS = {"url": "Address", "archive_url": "Archive address"}
_SCRIPTS = {"Arab": "Arabic", "Latn": "Latin", "Cyrl": "Cyrillic", "Hebr": "Hebrew"}
_NAMES = (Column("Name", is_head=True), Column("Language, script"), Column("Use"), Column("Sources", absent="none"))
_NAME = piece('<span class="ea-name" data-name="{}">{}</span>{}')


def kind_words(entry: Entry, words: LinkedWords) -> Iterator[Markup]:
    """Yield what stands beside the kind above the lead: class, place, date; "or" stands between accounts of one matter."""
    for name in dict.fromkeys(("type", entry.kind.place, entry.kind.date)):
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
            if is_place and len(facts) > MAX_SHOWN:
                continue  # some of many places would say that it is there alone
            shown = facts if is_place else words.rivals(facts)[:MAX_SHOWN]
            values = (getattr(fact.statement, part.name) for fact in shown)
            is_alone = is_place and len(facts) == 1
            listed = dict.fromkeys(words.place_path(v) if is_alone else words.value(part, v) for v in values)
            value = joined(listed, " or " if field.marker(Property).one else ", ")
        yield Markup(capitalised(value))


def plain_description(entry: Entry, title: str, words: LinkedWords) -> str:
    """Return a description of an entry without a summary, from its plain fields."""
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
    prose = references.words.atlas.prose[references.entry.id].get(field)
    if prose is None:
        return NOTHING

    def link(node: EntryLink) -> str:
        return str(references.words.link(node.id, node.words, marked=False))

    return Markup(to_html(prose, cite=references.in_prose(anchor, words), link=link, id_prefix="body-"))


def opening(atlas: Atlas, entry: Entry) -> str:
    """Return the opening of the summary as plain text, cut at a word."""
    prose = atlas.prose[entry.id].get("summary")
    return cut(re.sub(r" +([.,;:])", r"\1", prose_words(atlas, prose)), MAX_DESCRIPTION) if prose else ""


class NamesView:
    """All names of an entry; the sources of names are numbered behind those of its statements."""

    def __init__(self, references: References) -> None:
        entry = references.entry
        names = entry.record.names
        natives = [name for name in names if name.lang in subject().languages and not name.is_search_only]
        self.natives = [_name_html(name) for name in natives[:MAX_NATIVE]]
        """The names in the languages of the region that stand under the title."""
        self.spellings = [name_html(name.text, name.lang) for name in names if _is_bare(name)]
        """The names that search finds and that need no row of their own."""
        marked = [(n, references.marks(n.cite, None, "names", "names")) for n in names if not _is_bare(n)]
        rows = [(_name_html(name, note=True), _language(name), use_of_name(name), marks) for name, marks in marked]
        self.count = len(rows) + len(self.spellings)
        columns = len(_NAMES) if any(marks for _, marks in marked) else len(_NAMES) - 1
        ours = Markup('<span class="ea-none">ours</span>')
        own = (_NAME(html(entry.label), html(entry.label), ""), "Latin script", "Name used here", ours)
        shown, caption = rows_of(row[:columns] for row in [own, *rows]), "Names, with language, use and sources"
        self.table = Table(caption, _NAMES[:columns], shown, "ea-lines ea-forms") if rows else None


def _is_bare(name: Name) -> bool:
    """Tell whether there is nothing to say of a spelling but that it is one."""
    told = (name.cite, name.note, name.when, name.scheme)
    return not any(told) and (name.is_search_only or not (name.lang or name.use))


def _name_html(name: Name, *, note: bool = False) -> Markup:
    """Return a name that readers can copy, with what is to be said of it."""
    notes = [name.note or "", "other entries share this name" if name.shared else ""]
    words = "; ".join(filter(None, notes)) if note else ""
    return _NAME(html(name.text), name_html(name.text, name.lang), html(" ") + SUB(html(words)) if words else "")


def use_of_name(name: Name) -> str:
    """Return what sort of name it is, the rules by which it is written, and the period in which it was used."""
    use = capitalised(label_of("name-use", name.use)) if name.use else "Another spelling"
    scheme = label_of("transliteration-scheme", name.scheme) if name.scheme else ""
    return ", ".join(filter(None, (use, scheme, in_words(name.when) if name.when else "")))


def _language(name: Name) -> str:
    if name.lang is None:
        return "Latin script"
    script = f"{_SCRIPTS.get(name.script, name.script)} script" if name.script else ""
    language = language_name(name.lang)
    return f"{language}, {script}" if script and script not in language else language
