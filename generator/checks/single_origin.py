"""A412 single-origin: a death, a responsibility and a parentage come from two independent origins."""

from collections.abc import Iterator

from generator.links.origins import is_thin, origins_of
from generator.model.atlas import Atlas, Finding


def check(atlas: Atlas) -> Iterator[Finding]:
    """Yield a note for each such statement that stands on one origin; its page says so too."""
    for entry in atlas.entries.values():
        for fact in entry.facts:
            if is_thin(atlas, entry, fact):
                number = len(origins_of(atlas, entry, fact))
                rests = "one origin" if number else "no citation that supports it"
                yield Finding(
                    "A412",
                    entry,
                    fact.path,
                    f"this statement of `{fact.field}` rests on {rests}",
                    "look for a second origin, independent of the first" if number else "look for two origins",
                )
