"""A508 date-order: what ends does not end before it begins."""

from collections.abc import Iterator

from generator.links.standing import dates, standing
from generator.model.atlas import Atlas, Finding

_PAIRS = (("founded", "dissolved"), ("first_seen", "last_seen"), ("birth", "death"))


def check(atlas: Atlas) -> Iterator[Finding]:
    """Yield a finding at an end that lies wholly before the beginning."""
    for entry in atlas.entries.values():
        for begin, end in _PAIRS:
            starts = dates(entry, begin)
            for fact in standing(entry, end) if starts else ():
                value = getattr(fact.statement, "value")
                if all(value.latest < start.earliest for start in starts):
                    yield Finding(
                        "A508",
                        entry,
                        (*fact.path, "value"),
                        f"`{value.text}` lies before `{begin}`, {starts[0].text}",
                        "check both dates",
                    )
        for fact in entry.facts:
            listed, delisted = (getattr(fact.statement, name, None) for name in ("listed", "delisted"))
            if listed and delisted and delisted.latest < listed.earliest:
                yield Finding(
                    "A508",
                    entry,
                    (*fact.path, "delisted"),
                    f"`{delisted.text}` lies before `listed`, {listed.text}",
                    "check both dates",
                )
