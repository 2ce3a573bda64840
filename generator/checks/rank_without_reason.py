"""A rank other than normal has a reason of the fitting list."""

from generator.diagnostics import Level
from generator.model.atlas import Atlas, Entry, Finding, Findings
from generator.model.codes import code_list

CODE = "A404"
LEVEL = Level.ERROR
REASON = "Preferring one account over another is an editorial act that the page must explain."
_USE = {"preferred": "prefer", "deprecated": "deprecate"}
"""The use that a code of the list `reason` is for, by rank."""


def check(atlas: Atlas, entry: Entry) -> Findings:
    """Yield a finding for each rank without reason, reason without rank, and reason for another rank."""
    reasons = code_list("reason").codes
    for fact in entry.facts:
        rank, reason = fact.statement.rank, fact.statement.reason
        use = _USE.get(rank)
        if use == (reasons[reason].use if reason is not None else None):
            continue
        fitting = ", ".join(f"`{code}`" for code, item in reasons.items() if item.use == use)
        if reason is None:
            part, message, help = "rank", f"`rank: {rank}` has no reason", f"add `reason:`, one of {fitting}"
        elif use is None:
            meant = next(rank for rank, use in _USE.items() if use == reasons[reason].use)
            part, message, help = "reason", f"`reason: {reason}` explains no rank", f"add `rank: {meant}`"
        else:
            part, message = "reason", f"`{reason}` is no reason for `rank: {rank}`"
            help = f"the reasons are {fitting}"
        yield Finding(CODE, entry, (*fact.path, part), message, help)
