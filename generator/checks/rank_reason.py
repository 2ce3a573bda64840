"""A404 rank-without-reason: a rank other than normal has a reason of the fitting list, a normal one has none."""

from collections.abc import Iterator

from generator.codes import code_list
from generator.model.atlas import Atlas, Finding

_USE = {"preferred": "prefer", "deprecated": "deprecate"}


def check(atlas: Atlas) -> Iterator[Finding]:
    """Yield a finding for each rank without reason, reason without rank, and reason of the other list."""
    reasons = code_list("reason").codes
    for entry in atlas.entries.values():
        for fact in entry.facts:
            rank, reason = fact.statement.rank, fact.statement.reason
            fitting = ", ".join(f"`{code}`" for code, item in reasons.items() if item.use == _USE.get(rank))
            if rank in _USE and reason is None:
                yield Finding(
                    "A404",
                    entry,
                    (*fact.path, "rank"),
                    f"`rank: {rank}` has no reason",
                    f"add `reason:`, one of {fitting}",
                )
            elif rank not in _USE and reason is not None:
                yield Finding(
                    "A404",
                    entry,
                    (*fact.path, "reason"),
                    f"`reason: {reason}` explains no rank",
                    f"add `rank: {reasons[reason].use}red`"
                    if reasons[reason].use == "prefer"
                    else "add `rank: deprecated`",
                )
            elif reason is not None and reasons[reason].use != _USE[rank]:
                yield Finding(
                    "A404",
                    entry,
                    (*fact.path, "reason"),
                    f"`{reason}` is no reason for `rank: {rank}`",
                    f"the reasons are {fitting}",
                )
