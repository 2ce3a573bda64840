"""An entry on a numbered list has its number."""

from generator.diagnostics import Level
from generator.kinds.shared.statements import Designation
from generator.model.atlas import Atlas, Entry, Finding, Findings
from generator.model.codes import code_list

CODE = "A518"
LEVEL = Level.NOTE
REASON = "The number lets the entry be compared with the list, however the name is spelt."
TASK = ("Add the number of an entry on a list", "a look at the list; no judgement")


def check(atlas: Atlas, entry: Entry) -> Findings:
    """Yield a note at the first designation of each list of which the number is not there."""
    authorities = code_list("designation-authority").codes
    missing: dict[str, Finding] = {}
    for fact in entry.facts:
        act = fact.statement
        field = authorities[act.authority].numbers if isinstance(act, Designation) else ""
        if field and not getattr(entry.record.identifiers, field, None):
            message = f"this list numbers its entries, and `identifiers` has no `{field}`"
            help = f"look the name up in the list and add `identifiers: {{{field}: …}}`"
            missing.setdefault(field, Finding(CODE, entry, (*fact.path, "authority"), message, help))
    yield from missing.values()
