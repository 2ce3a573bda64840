"""What an entry says, in plain words: the texts that are searched, and the line that tells hits apart."""

from collections.abc import Iterator
from typing import Any

from babel import Locale

from generator.codes import code_list
from generator.model.atlas import Atlas
from generator.model.entry import Entry, Fact
from generator.model.kind import Property
from generator.model.shape import FieldShape
from generator.model.statement import Agent
from generator.model.values import CodeOf, Named, Ref
from generator.text.edtf import Edtf
from generator.text.edtf_words import in_short, in_words
from generator.text.prose import Heading, Prose, plain_text

LINE = 110
"""Characters of the line about an entry."""

_CLDR = Locale("en")
_BESIDE = ("verbatim", "note")
"""Fields of a statement that are words of their own."""


def line(atlas: Atlas, entry: Entry) -> str:
    """Return one line about an entry: how its summary begins, else what its index says of it."""
    prose = atlas.prose_of(entry, "summary")
    if prose is None:
        cells = (_column(atlas, entry, c.field) for c in entry.kind.columns)
        return cut(" · ".join(cell for cell in cells if cell))
    return cut(" ".join(plain_text(prose, lambda link: link.words or atlas[link.id].label).split()))


def cut(text: str) -> str:
    """Return a text cut at a word."""
    if len(text) <= LINE:
        return text
    return text[: LINE - 2].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def country_name(code: str) -> str:
    """Return the English name of a country, the code itself where CLDR has none."""
    return str(_CLDR.territories.get(code, code))


def pieces(atlas: Atlas, entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield anchor and text of the lead, of each paragraph, of each statement and of our notes."""
    yield from (("", text) for text in _paragraphs(atlas, entry, "summary"))
    yield from (("text", text) for text in _paragraphs(atlas, entry, "body"))
    for fact in entry.facts:
        if text := sentence(atlas, entry, fact):
            yield fact.anchor, text
    yield from (("", text) for text in (*entry.record.gaps, entry.record.note) if text)


def sentence(atlas: Atlas, entry: Entry, fact: Fact) -> str:
    """Return a statement as words: its property, its parts, when it held and who says so."""
    field = entry.shape.fields[fact.field]
    declared: Property = field.marker(Property)
    said = _parts(atlas, field, fact.statement)
    if (when := fact.statement.when) is not None:
        said.append(in_words(when))
    said += [text for name in _BESIDE if (text := getattr(fact.statement, name))]
    said += [words for d in fact.statement.disputed if (words := d.note or d.verbatim)]
    by = fact.statement.by
    return f"{declared.label}: {'; '.join(said)}" + (f" ({_agent(atlas, by)})" if by is not None else "")


def _paragraphs(atlas: Atlas, entry: Entry, field: str) -> Iterator[str]:
    prose = atlas.prose_of(entry, field)
    for block in prose.blocks if prose is not None else ():
        if not isinstance(block, Heading):
            only = Prose((block,), (), "")
            yield " ".join(plain_text(only, lambda link: link.words or atlas[link.id].label).split())


def _parts(atlas: Atlas, field: FieldShape, statement: Any) -> list[str]:
    assert field.record is not None
    found = []
    for part in field.record.parts:
        held = getattr(statement, part.name)
        for value in held if part.many else (held,):
            if value is not None and value is not False:
                found.append(_value(atlas, part, value))
    return [text for text in found if text]


def _value(atlas: Atlas, field: FieldShape, value: Any, *, short: bool = False) -> str:
    if isinstance(value, Agent):
        return _agent(atlas, value)
    if isinstance(value, Edtf):
        return in_short(value) if short else in_words(value)
    if isinstance(value, bool):
        return field.name.replace("_", " ")
    if (listed := field.marker(CodeOf)) is not None:
        return code_list(listed.list_name).codes[value].label
    if (named := field.marker(Named)) is not None:
        return (
            str(_CLDR.languages.get(value.split("-")[0], value)) if named.names == "languages" else country_name(value)
        )
    if field.marker(Ref) is not None:
        return atlas[value].label
    if field.record is not None:
        held = ((part, getattr(value, part.name)) for part in field.record.fields.values() if not part.many)
        return ", ".join(_value(atlas, part, item) for part, item in held if item is not None)
    return str(value)


def _agent(atlas: Atlas, agent: Agent) -> str:
    if agent.id:
        return atlas[agent.id].label
    return f"{agent.label} of {atlas[agent.of].label}" if agent.of else str(agent.label)


def _column(atlas: Atlas, entry: Entry, name: str) -> str:
    """Return what the index of a kind says of an entry in one column; statements by their first."""
    field = entry.shape.fields[name]
    if field.marker(Property) is not None:
        facts = entry.facts_of(name)
        return _parts(atlas, field, facts[0].statement)[0] if facts else ""
    held = getattr(entry.record, name)
    values = held if field.many else (held,)
    text = ", ".join(_value(atlas, field, value, short=True) for value in values if value is not None)
    return text[:1].upper() + text[1:]
