"""Rival statements of which more than one is preferred."""

from collections.abc import Iterator

from generator.diagnostics import Level
from generator.facts.comparison import rival_pairs
from generator.model.atlas import Atlas, Entry, Finding

CODE = "A502"
LEVEL = Level.ERROR
SUMMARY = "At most one of several rival statements is preferred."
REASON = "Two preferred rivals are no preference."


def check(atlas: Atlas, entry: Entry) -> Iterator[Finding]:
    """Yield a finding at the second of two preferred rivals."""
    for first, second in rival_pairs(atlas, entry, "preferred"):
        message = f"statement {first.index + 1} of `{first.field}` is preferred too, and excludes this one"
        help = "take `rank` and `reason` from one of them, or deprecate it with a reason"
        yield Finding(CODE, entry, (*second.path, "rank"), message, help)
