"""Descriptions of pages for search engines, in JSON-LD with the terms of schema.org.

Kinds and fields declare their terms. Only an uncontested statement, which is preferred or has no rival, becomes a fact; a
statement on which accounts differ becomes a Claim with its speaker. Dates for which schema.org has no form (approximate,
uncertain, periods) are left out.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from pydantic_core import to_json

from euphrates_atlas.export.csl import LANGUAGE, date_digits, is_exact
from euphrates_atlas.export.identity import DATA, LICENCE_ADDRESS, external_ids
from euphrates_atlas.export.json_objects import Node, present
from euphrates_atlas.facts.entry_dates import most_exact
from euphrates_atlas.facts.plain_words import agent_words
from euphrates_atlas.facts.rivals import doubted
from euphrates_atlas.facts.speakers import voices_of
from euphrates_atlas.model.atlas import Atlas, Entry, Fact
from euphrates_atlas.model.fields import Term
from euphrates_atlas.model.roles import Author
from euphrates_atlas.model.shape import FieldShape
from euphrates_atlas.model.statement import Agent, Name, Statement
from euphrates_atlas.model.value_types import Ref
from euphrates_atlas.subject import site_address, subject
from euphrates_atlas.text.edtf import Edtf
from euphrates_atlas.text.phrases import capitalised, shortened
from euphrates_atlas.text.urls import percent_encoded

MAX_BYTES = 2048
"""Of one page; claims, works and values are left out until it fits, since the entry as JSON has them all."""
MAX_NAMES = 6
MAX_VALUES = 4
"""Of one property."""
MAX_STEP = 60
"""Letters of the step of the trail that is the page itself."""
_UNSAFE = re.compile(r"[<>&\x7f-\x9f\u2028\u2029]")
"""Characters that could end the `script` element, or a line of it."""


def page_data(
    atlas: Atlas,
    entry: Entry,
    title: str,
    disagreements: Iterable[Sequence[tuple[Fact, str]]],
) -> str:
    """Return the description of an entry's page, safe in a `script` element of HTML.

    A disagreement is the statements that contradict one another, or one that somebody rejects, each with its property and value in words,
    such as "Type: air strike". It stands in the description as a whole, or not at all.
    """
    address = site_address(entry.address)
    index = site_address(f"{entry.kind.folder}/index.html")
    trail = [
        {
            "@type": "ListItem",
            "position": 1,
            "name": entry.kind.plural,
            "item": index,
        },
        {
            "@type": "ListItem",
            "position": 2,
            "name": shortened(entry.label, MAX_STEP),
        },
    ]
    page: Node = {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "@id": address,
        "url": address,
        "name": title,
        "inLanguage": LANGUAGE,
        "license": LICENCE_ADDRESS,
        "dateModified": entry.record.reviewed,
        "isPartOf": {
            "@type": "WebSite",
            "name": subject().name,
            "url": site_address(),
        },
        "breadcrumb": {"@type": "BreadcrumbList", "itemListElement": trail},
    }
    for most in range(MAX_VALUES, 0, -1):  # fewer values, until the page fits
        page["mainEntity"] = _main_entity(atlas, entry, most)
        if len(_json(page).encode()) <= MAX_BYTES:
            break
    claims = [
        [_claim(atlas, *claim, address) for claim in claims] for claims in disagreements
    ]
    page["hasPart"] = _fitting(page, "hasPart", claims)
    works = dict.fromkeys(
        citation.src for fact in entry.facts for citation in fact.statement.cite
    )
    cited: list[list[Node]] = [
        [{"@id": site_address(atlas[work].address)}] for work in works
    ]
    page["citation"] = _fitting(page, "citation", cited)
    return _json(page)


def works_data(atlas: Atlas, entries: Iterable[Entry]) -> str:
    """Return the description of works that are rows of one page, safe in a `script` element of HTML."""
    nodes = [_main_entity(atlas, entry, MAX_VALUES) for entry in entries]
    return _json({"@context": "https://schema.org", "@graph": nodes})


def _fitting(page: Node, name: str, groups: Iterable[Sequence[Node]]) -> list[Node]:
    """Return the nodes of the groups for which a page has room under this name; a group is taken whole or not at all."""
    least = {**page, name: [{"@id": ""}]}  # the name and its brackets take room too
    room = MAX_BYTES - len(_json(least).encode())
    fitting: list[Node] = []
    for group in groups:
        size = sum(len(_json(node).encode()) + 1 for node in group)
        if size <= room:
            room -= size
            fitting += group
    return fitting


def atlas_data(files: Iterable[tuple[str, str, str]]) -> str:
    """Return the description of the whole atlas for its first page: the site, and its files for download.

    `files` are format, name and media type of those with which a reader begins.
    """
    site = site_address()
    address = {
        "url": site,
        "inLanguage": LANGUAGE,
        "license": LICENCE_ADDRESS,
    }
    downloads = [
        {
            "@type": "DataDownload",
            "name": label,
            "encodingFormat": media_type,
            "contentUrl": f"{site}{DATA}/{name}",
        }
        for label, name, media_type in files
    ]
    about = subject()
    topic = capitalised(about.topic.removeprefix("the "))
    dataset = {
        "@type": "Dataset",
        "name": f"{about.name}: entries, statements and sources",
        "description": f"{topic}, {about.contents}: each statement with its speaker, its sources and their origins; "
        "where accounts differ, all of them.",
        **address,
        "url": f"{site}data/index.html",
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": about.name, "url": site},
        "distribution": downloads,
    }
    website = {
        "@type": "WebSite",
        "@id": f"{site}#site",
        "name": about.name,
        **address,
    }
    return _json({"@context": "https://schema.org", "@graph": [website, dataset]})


def _json(page: Node) -> str:
    """Return JSON that cannot end the element around it: `</script>` has `\\u003c` for its first character."""
    text = to_json(present(page)).decode()
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _main_entity(atlas: Atlas, entry: Entry, most: int) -> Node:
    """Return the description of what an entry is about, with at most so many values of a property."""
    names = [
        name
        for name in entry.record.names
        if not name.is_search_only and name.text != entry.label
    ]
    node = {
        **_entry(entry),
        "alternateName": [_name(name) for name in names[:MAX_NAMES]],
        "sameAs": [address for _, _, address in external_ids(entry) if address],
    }
    for field in entry.shape.fields.values():
        term: Term | None = field.marker(Term)
        value = getattr(entry.record, field.name)
        if not term or not value:
            continue
        if field.declared:
            node |= _facts(atlas, entry, field, term, most)
        else:
            values = value if field.many and term.name != "geo" else (value,)
            node |= _one_or_all(term.name, [_value(atlas, item, field) for item in values])
    return present(node)


def _name(name: Name) -> str | Node:
    """Return a name, with its language unless that is the one of the pages."""
    if name.lang and name.lang != LANGUAGE:
        return {"@value": name.text, "@language": name.lang}
    return name.text


def _type(entry: Entry) -> str:
    """Return the type of an entry, by its own `type` only where that is a plain field: statements may be contested."""
    field = entry.shape.fields.get("type")
    of_code = ""
    if field and field.code_list:
        code = getattr(entry.record, field.name)
        of_code = field.code_list.codes[code].schema_type
    return of_code or entry.kind.schema_type


def _facts(
    atlas: Atlas,
    entry: Entry,
    field: FieldShape,
    term: Term,
    most: int,
) -> Node:
    """Return the uncontested values of a property under its term of schema.org; nothing where there is none.

    See `Term` for what a property declares of it.
    """
    differing = doubted(atlas, entry)
    if any(fact.id in differing for fact in entry.facts_of(term.unless)):
        return {}
    part = field.part(term.part)
    asked, codes = term.only
    values = []
    facts = entry.current_facts(field.name)
    for fact in facts:
        statement = fact.statement
        if fact.id in differing and not statement.is_preferred:
            continue
        if asked and getattr(statement, asked) not in codes:
            continue
        said = getattr(statement, term.part)
        is_period = isinstance(said, Edtf) and said.is_interval
        if term.until and is_period and fact in most_exact(facts):
            period = {term.name: _date(said.start), term.until: _date(said.end)}
            return present(period)
        value = _value(atlas, said, part)
        if value is None:
            continue
        if term.role:
            value = _role(term, statement, value, field)
        elif statement.when and (statement.when.end or statement.when.unknown_end):
            continue  # the tie ended, and without a period it would look as if it lasts
        if value not in values:
            values.append(value)
    if field.declared.one and values:
        return {
            term.name: max(values, key=len)
        }  # of dates that contain one another the finest
    return _one_or_all(term.name, values[:most])


def _one_or_all(name: str, values: Iterable[Any]) -> Node:
    """Return values under a name, a single one without a list; nothing where there is none."""
    known = [value for value in values if value is not None]
    return present({name: known[0] if len(known) == 1 else known})


def _role(
    term: Term,
    statement: Statement,
    value: Any,
    field: FieldShape,
) -> Node:
    """Return a value with the role in which it holds, as schema.org nests them; `term.role` is the part that has the role."""
    node = {"@type": "OrganizationRole", term.name: value}
    codes = field.part(term.role).code_list.codes
    code = getattr(statement, term.role)
    if code != "unknown":
        node["roleName"] = codes[code].label
    when = statement.when
    if when:
        node["startDate"] = _date(when.start)
        node["endDate"] = _date(when.end)
    return present(node)


def _value(atlas: Atlas, value: Any, field: FieldShape) -> Any:
    """Return a value in the form of schema.org; None where there is none."""
    if isinstance(value, Edtf):
        return _date(value)
    if isinstance(value, Agent):
        return _entry(atlas[value.id]) if value.id else {"name": value.label}
    if field.marker(Ref):
        return _entry(atlas[value])
    if isinstance(value, Author):
        type_ = "Person" if value.family else ""
        return present({"@type": type_, "name": value.full})
    if isinstance(value, tuple):
        latitude, longitude = value
        return {
            "@type": "GeoCoordinates",
            "latitude": latitude,
            "longitude": longitude,
        }
    if isinstance(value, str) and "://" in value:
        return percent_encoded(value)
    return value


def _entry(entry: Entry) -> Node:
    """Return the type, id and name of what an entry is about.

    The id is the address of its row, or that of its page with `#it`: the page itself has its own address as an id.
    """
    place = entry.address if entry.kind.row_of else f"{entry.page}#it"
    return {
        "@type": _type(entry),
        "@id": site_address(place),
        "name": entry.label,
    }


def _date(date: Edtf | None) -> str | None:
    """Return an exact day, month or year; None for any other date."""
    return date_digits(date) if date and is_exact(date) else None


def _claim(
    atlas: Atlas,
    fact: Fact,
    words: str,
    address: str,
) -> Node:
    """Return a statement on which accounts differ as a Claim; `address` is that of the page, `words` say the statement."""
    statement = fact.statement
    speakers = [
        _entry(atlas[agent.id]) if agent.id else {"name": agent_words(atlas, agent)}
        for agent in voices_of(atlas, statement)
    ]
    node = {
        "@type": "Claim",
        "@id": f"{address}#{fact.anchor}",
        "name": words,
        **_one_or_all("author", speakers),
        "dateCreated": _date(statement.said_or_counted),
    }
    return present(node)
