"""What search engines are told of a page, in the words of schema.org (JSON-LD).

Kinds and fields declare what they are called there. Only what is not contested is told as a fact: a preferred statement or
one without rival; a statement on which accounts differ is a Claim with its speaker. Dates that are about, uncertain or a
period are left out where schema.org has no form for them.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any

from pydantic_core import to_json

from generator.codes import code_list
from generator.export.elsewhere import elsewhere
from generator.export.terms import LANGUAGE, LICENCE_ADDRESS, NAME, page_address
from generator.links.standing import standing
from generator.model.atlas import Atlas
from generator.model.entry import Entry
from generator.model.kind import Property, Term
from generator.model.shape import FieldShape, shape_of
from generator.model.statement import Agent, Statement
from generator.model.values import CodeOf, Ref
from generator.text.addresses import written_out
from generator.text.edtf import Edtf

Node = dict[str, Any]

MAX_BYTES = 2048
"""Of one page; claims are left out until it holds, since the entry as JSON has them all."""
MOST_NAMES = 6
MOST_VALUES = 4
_UNSAFE = re.compile(r"[<>&\x7f-\x9f\u2028\u2029]")
"""What could end the element that the data stands in, or a line of it."""
_EMPTY: tuple[Any, ...] = (None, "", [], {})
_UNSHOWN = ("misspelling", "weak-alias")


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement that others contradict or reject."""

    id: str
    words: str
    """Its property and value, as "Type: air strike"."""
    speaker: str
    agent: str | None
    """The id of the speaker's entry, where there is one."""
    said: Edtf | None


def page_data(
    atlas: Atlas, entry: Entry, title: str, site: str, contested: Collection[str], claims: Sequence[Claim]
) -> str:
    """Return what the page of an entry says of itself, safe within a `script` element of HTML.

    `contested` are the ids of the statements on which accounts differ.
    """
    address = page_address(site, entry)
    page: Node = {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "url": address,
        "name": title,
        "inLanguage": LANGUAGE,
        "license": LICENCE_ADDRESS,
        "dateModified": entry.record.reviewed,
        "isPartOf": {"@type": "WebSite", "name": NAME, "url": site},
        "breadcrumb": _breadcrumb(entry, site),
        "mainEntity": _subject(atlas, entry, site, contested),
    }
    told = [_claim(atlas, claim, address) for claim in claims]
    while len((text := _written({**page, "hasPart": told})).encode()) > MAX_BYTES and told:
        told.pop()
    return text


def _written(page: Node) -> str:
    """Return JSON in which nothing can end the element that it stands in."""
    text = to_json(_present(page)).decode()
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _present(node: Node) -> Node:
    return {key: value for key, value in node.items() if value or value not in _EMPTY}


def _breadcrumb(entry: Entry, site: str) -> Node:
    index = f"{site}{entry.kind.folder}/index.html"
    items = [
        {"@type": "ListItem", "position": 1, "name": entry.kind.plural, "item": index},
        {"@type": "ListItem", "position": 2, "name": entry.label},
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _subject(atlas: Atlas, entry: Entry, site: str, contested: Collection[str]) -> Node:
    """Return what the page is about."""
    shown = (n for n in entry.record.names if n.use not in _UNSHOWN and n.text != entry.label)
    node: Node = {
        "@type": _type(entry),
        "name": entry.label,
        "alternateName": [_in_language(n.text, n.lang) for n in islice(shown, MOST_NAMES)],
        "sameAs": [address for _, _, address in elsewhere(entry) if address],
    }
    model: Any = type(entry.record)
    for field, term in _terms(model):
        if held := getattr(entry.record, field.name):
            if field.record is not None and field.record.is_statement:
                node |= _stated(atlas, entry, field, term, site, contested)
            else:
                values = held if field.many and term.name != "geo" else (held,)
                node |= _one_or_all(term.name, [_value(atlas, value, field, site) for value in values])
    return _present(node)


@cache
def _terms(record: Any) -> tuple[tuple[FieldShape, Term], ...]:
    """Return the fields of a kind that have a name there."""
    fields = shape_of(record).fields.values()
    return tuple((field, term) for field in fields if (term := field.marker(Term)) is not None)


def _type(entry: Entry) -> str:
    """Return what schema.org calls an entry; a classifier that is itself a statement may be contested, and tells nothing."""
    code = getattr(entry.record, entry.kind.classifier, None) if entry.kind.classifier else None
    return (
        dict(entry.kind.schema_types).get(code, entry.kind.schema_type)
        if isinstance(code, str)
        else entry.kind.schema_type
    )


def _in_language(text: str, language: str | None) -> str | Node:
    return {"@value": text, "@language": language} if language and language != LANGUAGE else text


def _stated(atlas: Atlas, entry: Entry, field: FieldShape, term: Term, site: str, contested: Collection[str]) -> Node:
    """Return the values of a property that stand uncontested."""
    assert field.record is not None
    part = field.record.fields[term.part]
    values: list[Any] = []
    if any(fact.id in contested for fact in entry.facts_of(term.unless)):
        return {}
    for fact in standing(entry, field.name):
        statement = fact.statement
        if fact.id in contested and statement.rank != "preferred":
            continue
        if term.only[0] and getattr(statement, term.only[0]) not in term.only[1]:
            continue
        held = getattr(statement, term.part)
        if term.until and isinstance(held, Edtf) and held.is_interval:
            return _present({term.name: _date(held.start), term.until: _date(held.end)})
        if (value := _value(atlas, held, part, site)) is None:
            continue
        if term.role:
            value = _held_as(term, statement, value, field)
        elif statement.when is not None and not statement.when.open_end:
            continue  # it held for a while, and the plain form would say that it does
        if value not in values:
            values.append(value)
    declared: Property = field.marker(Property)
    if declared.one and values:
        return {term.name: max(values, key=len)}  # of dates that contain one another the finest
    return _one_or_all(term.name, values[:MOST_VALUES])


def _one_or_all(name: str, values: Iterable[Any]) -> Node:
    held = [value for value in values if value is not None]
    return {name: held[0] if len(held) == 1 else held} if held else {}


def _held_as(term: Term, statement: Statement, value: Any, field: FieldShape) -> Node:
    """Return a tie that is one for a while, and as something."""
    assert field.record is not None
    listed: CodeOf = field.record.fields[term.role].marker(CodeOf)
    code, when = getattr(statement, term.role), statement.when
    return _present(
        {
            "@type": "OrganizationRole",
            term.name: value,
            "roleName": code_list(listed.list_name).codes[code].label if code != "unknown" else None,
            "startDate": _date(when.start) if when else None,
            "endDate": _date(when.end) if when else None,
        }
    )


def _value(atlas: Atlas, value: Any, field: FieldShape, site: str) -> Any:
    """Return a value as schema.org has it; None where it has no form for it."""
    if isinstance(value, Edtf):
        return _date(value)
    if isinstance(value, Agent):
        return _entry(atlas[value.id], site) if value.id else {"name": value.label}
    if field.marker(Ref) is not None:
        return _entry(atlas[value], site)
    if hasattr(value, "full"):
        return _present({"@type": "Person" if value.family else None, "name": value.full})
    if isinstance(value, tuple):
        return {"@type": "GeoCoordinates", "latitude": value[0], "longitude": value[1]}
    return written_out(value) if isinstance(value, str) and "://" in value else value


def _entry(entry: Entry, site: str) -> Node:
    return {"@type": _type(entry), "name": entry.label, "url": page_address(site, entry)}


def _date(date: Edtf | None) -> str | None:
    """Return a day, month or year; None for what is about, uncertain, a period or coarser."""
    if date is None or date.qualifier or date.is_interval or date.precision not in ("day", "month", "year"):
        return None
    return date.earliest[: {"year": 4, "month": 7}.get(date.precision, 10)]


def _claim(atlas: Atlas, claim: Claim, address: str) -> Node:
    author = _present({"@type": _type(atlas[claim.agent]) if claim.agent else None, "name": claim.speaker})
    return _present(
        {
            "@type": "Claim",
            "url": f"{address}#s-{claim.id}",
            "name": claim.words,
            "author": author,
            "dateCreated": _date(claim.said),
        }
    )
