"""An entry with a number on a list of designations has every programme that the list gives."""

import re
from functools import cache
from typing import Any

from generator import resources
from generator.diagnostics import Level
from generator.kinds.shared.statements import Designation
from generator.model.atlas import Atlas, Entry, Finding, Findings

CODE = "A517"
LEVEL = Level.WARNING
REASON = "The list is the act itself; a page that leaves one out says that there was none."
_FOLDER = "kinds/lists"
_TAG = re.compile(r"[\w-]+")


def check(atlas: Atlas, entry: Entry) -> Findings:
    """Yield a finding for each programme that the entry lacks, at the number; a listing that ended is one too."""
    acts = [fact.statement for fact in entry.facts if isinstance(fact.statement, Designation)]
    for field, listed in _lists().items():
        number = getattr(entry.record.identifiers, field, None)
        for tag in listed["entries"].get(number, {"programmes": ()})["programmes"]:
            programme = listed["programmes"][tag]
            if programme and not any(_is_of(act, programme) for act in acts):
                message = f"the `{field}` list of {listed['state']} has `{tag}` for no. {number}, and no designation here is that"
                words = "".join(f", with `{word}` in its programme" for word in programme.get("words", ())[:1])
                act = f"a designation by `{programme['authority']}`{words}"
                help = f"add {act}, and cite the list or a report of the act"
                yield Finding(CODE, entry, ("identifiers", field), message, help)


def _is_of(act: Designation, programme: dict[str, Any]) -> bool:
    """Tell whether a designation is one under a programme: by its authority, and a word where that has several."""
    words = programme.get("words")
    said = _TAG.findall(act.programme or "")
    return act.authority == programme["authority"] and (not words or not {*words}.isdisjoint(said))


@cache
def _lists() -> dict[str, Any]:
    """Return the lists by the field of `identifiers` that takes their numbers, which names the file."""
    return {name: resources.yaml_table(f"{_FOLDER}/{name}.yml") for name in resources.names(_FOLDER, ".yml")}
