"""A502 two-preferred: at most one of several rival statements is preferred."""

from collections.abc import Iterator

from generator.links.comparison import rival_pairs
from generator.model.atlas import Atlas, Finding


def check(atlas: Atlas) -> Iterator[Finding]:
    """Yield a finding at the second of two preferred rivals."""
    for entry in atlas.entries.values():
        for first, second in rival_pairs(atlas, entry, "preferred"):
            yield Finding(
                "A502",
                entry,
                (*second.path, "rank"),
                f"statement {first.index + 1} of `{first.field}` is preferred too, and excludes this one",
                "take `rank` and `reason` from one of them, or deprecate it with a reason",
            )
