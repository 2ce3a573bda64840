"""A413 facade-without-evidence: that a brand is somebody's façade is backed by evidence of a listed kind."""

from collections.abc import Iterator

from generator.links.standing import standing
from generator.model.atlas import Atlas, Finding
from generator.model.entry import Entry
from generator.source.nodes import Path


def check(atlas: Atlas) -> Iterator[Finding]:
    """Yield a note for each parent of a façade that lists no evidence; where it names none, at its type."""
    for entry in atlas.entries.values():
        if "facade_evidence" in entry.shape.fields and not standing(entry, "facade_evidence"):
            for place in _parents(entry) or _types(entry)[:1]:
                yield Finding(
                    "A413",
                    entry,
                    place,
                    "no evidence is listed for this façade",
                    "add `facade_evidence:`, a statement for each kind of evidence that a source gives",
                )


def _parents(entry: Entry) -> list[Path]:
    found = standing(entry, "relations")
    return [(*fact.path, "type") for fact in found if getattr(fact.statement, "type") == "facade-of"]


def _types(entry: Entry) -> list[Path]:
    return [(*fact.path, "value") for fact in standing(entry, "type") if getattr(fact.statement, "value") == "facade"]
