"""Rules about groups and leaders: accusations, listings and façades."""

import re
from functools import cache
from typing import Any

from euphrates_atlas import resources
from euphrates_atlas.facts.support import origins_of, support
from euphrates_atlas.findings import Fault, Faults, Level
from euphrates_atlas.model.atlas import Atlas, Entry, Fact
from euphrates_atlas.model.codes import code_list
from euphrates_atlas.model.roles import Outlet, Work
from euphrates_atlas.model.rules import rule
from euphrates_atlas.model.value_types import Role
from kinds.shared.statements import Designation

_DOCUMENTS = ("legislation", "legal_case", "hearing")
_OFFICES = ("court", "government", "un-body")
_FOLDER = "kinds/lists"
_TAG = re.compile(r"[\w-]+")


@rule(
    "A409",
    Level.ERROR,
    "The burden of proof is on whoever repeats it (editorial policy, rules 29 and 30).",
)
def accusation(atlas: Atlas, entry: Entry) -> Faults:
    """An accusation of a living person has two independent origins, or a court or official document; one of a group names its speaker."""
    is_person = Role.PERSON in entry.kind.roles
    is_living = entry.record.is_living
    for fact in entry.current_facts("allegations") if is_living or not is_person else ():
        if _is_documented(atlas, fact):
            continue
        if not is_person and not fact.statement.by:
            message = "this accusation does not say who makes it"
            help = "name the accuser in `by`, or cite a court or official document"
            yield Fault(fact.path, message, help)
        elif is_living and len(origins_of(atlas, fact)) < 2:
            message = "this accusation of a living person rests on one origin"
            help = "cite a second independent origin or a court or official document, or take it out"
            yield Fault(fact.path, message, help)


def _is_documented(atlas: Atlas, fact: Fact) -> bool:
    """Tell whether one of the works is a law, judgment or hearing, or was published by a court, office or UN body."""
    for source in atlas.records_of(
        (citation.src for _, citation in support(atlas, fact)), Work
    ):
        outlet = atlas.record_of(source.publisher, Outlet)
        if source.type in _DOCUMENTS or (outlet and outlet.type in _OFFICES):
            return True
    return False


@rule(
    "A423",
    Level.NOTE,
    "A denial alone leaves readers to guess the accusation.",
    (
        "Find what a denial answers",
        "reports that accuse, from two origins, and care: the person lives",
    ),
)
def denial_alone(atlas: Atlas, entry: Entry) -> Faults:
    """If a living person denies something, the entry says what: as an allegation, or beside the denial."""
    if not entry.record.is_living or entry.current_facts("allegations"):
        return
    for fact in entry.current_facts("declarations"):
        answers = any(citation.stance == "context" for citation in fact.statement.cite)
        if getattr(fact.statement, "type", "") == "denial" and not answers:
            message = "the entry does not say what this denies"
            help = "add the allegation and its speaker under `allegations:`, or cite it here with `stance: context`"
            yield Fault((*fact.path, "type"), message, help)


@rule(
    "A413",
    Level.NOTE,
    "A façade's parent is never inferred from one attack (editorial policy, rule 25).",
    ("Find evidence for a façade", "analyses of the group, and care"),
)
def facade_without_evidence(atlas: Atlas, entry: Entry) -> Faults:
    """A statement that a brand is a façade has evidence of a listed kind."""
    if entry.current_facts("facade_evidence"):
        return
    paths = [
        (*fact.path, "type")
        for fact in entry.current_facts("relations")
        if getattr(fact.statement, "type", "") == "facade-of"
    ]
    types = [
        (*fact.path, "value")
        for fact in entry.current_facts("type")
        if fact.value == "facade"
    ]
    for path in paths or types[:1]:
        help = "add `facade_evidence:`, a statement for each kind of evidence that a source gives"
        yield Fault(path, "no evidence is listed for this façade", help)


@rule(
    "A518",
    Level.NOTE,
    "With its number, the entry can be compared with the list, however the name is spelt.",
    ("Add the number of an entry on a list", "a look at the list; no judgement"),
)
def identifier_missing(atlas: Atlas, entry: Entry) -> Faults:
    """An entry on a numbered list has its number."""
    authorities = code_list("designation-authority").codes
    missing: dict[str, Fault] = {}
    for fact in entry.facts:
        act = fact.statement
        field = authorities[act.authority].numbers if isinstance(act, Designation) else ""
        if field and not getattr(entry.record.identifiers, field, None):
            message = f"this list numbers its entries, but `identifiers` has no `{field}`"
            help = f"look the name up in the list and add `identifiers: {{{field}: …}}`"
            missing.setdefault(field, Fault((*fact.path, "authority"), message, help))
    yield from missing.values()


@rule(
    "A517",
    Level.WARNING,
    "The list is the act itself; a page that omits a programme says that there was none.",
)
def listing_missing(atlas: Atlas, entry: Entry) -> Faults:
    """An entry with a number on a list of designations has every programme of the list.

    The finding stands at the number; a listing that ended is one too.
    """
    acts = [
        fact.statement for fact in entry.facts if isinstance(fact.statement, Designation)
    ]
    for field, listed in _lists().items():
        number = getattr(entry.record.identifiers, field, None)
        for tag in listed["entries"].get(number, {}).get("programmes", ()):
            programme = listed["programmes"][tag]
            if not programme or any(_is_of(act, programme) for act in acts):
                continue
            message = f"the `{field}` list of {listed['state']} has `{tag}` for no. {number}, but no designation here has it"
            act = f"a designation by `{programme['authority']}`"
            if programme.get("words"):
                act += f", with `{programme['words'][0]}` in its programme"
            help = f"add {act}, and cite the list or a report of the act"
            yield Fault(("identifiers", field), message, help)


def _is_of(act: Designation, programme: dict[str, Any]) -> bool:
    """Tell whether a designation is one under a programme: by its authority, and a word where that has several."""
    if act.authority != programme["authority"]:
        return False
    words = programme.get("words")
    return not words or not set(words).isdisjoint(_TAG.findall(act.programme or ""))


@cache
def _lists() -> dict[str, Any]:
    """Return the lists by the field of `identifiers` that takes their numbers, which names the file."""
    return {
        name: resources.yaml_table(f"{_FOLDER}/{name}.yml")
        for name in resources.names(_FOLDER, ".yml")
    }
