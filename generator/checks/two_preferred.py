"""At most one of several rival statements is preferred."""

from generator.diagnostics import Level
from generator.facts.comparison import rival_pairs
from generator.model.atlas import Atlas, Entry, Finding, Findings

CODE = "A502"
LEVEL = Level.ERROR
REASON = "Two preferred rivals are no preference."


def check(atlas: Atlas, entry: Entry) -> Findings:
    """Yield a finding at the second of two preferred rivals."""
    for first, second in rival_pairs(atlas, entry, "preferred"):
        message = f"statement {first.index + 1} of `{first.field}` is preferred too, and excludes this one"
        help = "take `rank` and `reason` from one of them, or deprecate it with a reason"
        yield Finding(CODE, entry, (*second.path, "rank"), message, help)
