"""A405 speaker-missing: an attribution, and a citation with an origin of its own, name who says it."""

from collections.abc import Iterator

from generator.model.atlas import Atlas, Finding

_SPOKEN = ("attributed", "suspected")


def check(atlas: Atlas) -> Iterator[Finding]:
    """Yield a finding for each such statement without `by`; in what the entry itself said, the entry speaks."""
    for entry in atlas.entries.values():
        for fact in entry.facts:
            statement = fact.statement
            if statement.by is not None:
                continue
            if (stance := getattr(statement, "stance", None)) in _SPOKEN:
                yield Finding(
                    "A405",
                    entry,
                    (*fact.path, "stance"),
                    f"`stance: {stance}` without saying by whom",
                    "add `by:`, the entry or the words for who says so",
                )
            if hasattr(statement, "toward"):
                continue
            for index, citation in enumerate(statement.cite):
                if citation.origin:
                    yield Finding(
                        "A405",
                        entry,
                        (*fact.path, "cite", index, "origin"),
                        f"this stems from `{citation.origin}`, but the statement does not name its speaker",
                        "add `by:`, the entry or the words for who says so",
                    )
