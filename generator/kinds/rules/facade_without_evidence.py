"""A statement that a brand is somebody's façade is backed by evidence of a listed kind."""

from generator.diagnostics import Level
from generator.model.atlas import Atlas, Entry, Finding, Findings

CODE = "A413"
LEVEL = Level.NOTE
REASON = "A façade's parent is never inferred from one attack (editorial policy, rule 25)."
TASK = ("Find evidence for a façade", "analyses of the group, and care")


def check(atlas: Atlas, entry: Entry) -> Findings:
    """Yield a note for each parent of a façade without evidence; where it names none, at its type."""
    if entry.current_facts("facade_evidence"):
        return
    parents = [f for f in entry.current_facts("relations") if getattr(f.statement, "type", "") == "facade-of"]
    types = [fact for fact in entry.current_facts("type") if fact.value == "facade"]
    for path in [(*fact.path, "type") for fact in parents] or [(*fact.path, "value") for fact in types[:1]]:
        help = "add `facade_evidence:`, a statement for each kind of evidence that a source gives"
        yield Finding(CODE, entry, path, "no evidence is listed for this façade", help)
