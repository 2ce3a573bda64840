"""What an entry lacks: what its authors say is not known, what readers look for, and what rests on little."""

from collections.abc import Collection
from dataclasses import dataclass

from generator.facts.support import is_thin
from generator.model.atlas import Atlas, Entry, Fact
from generator.model.shape import FieldShape


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted of one entry."""

    gaps: tuple[str, ...]
    """In its authors' words."""
    absent: tuple[FieldShape, ...]
    """Properties that readers look for and nothing is recorded of."""
    thin: tuple[Fact, ...]
    """Statements of a death, a responsibility or a parentage that rest on one origin."""
    source: str
    """The only source that it cites; empty where there are several, or none is needed."""

    def __bool__(self) -> bool:
        """Tell whether anything is wanted."""
        return bool(self.gaps or self.absent or self.thin or self.source)


def wanted(atlas: Atlas, entry: Entry, sources: Collection[str]) -> Wanted:
    """Return what is wanted of an entry that cites these sources."""
    absent = (f for f, declared in entry.properties() if declared.expected and not getattr(entry.record, f.name))
    thin = (fact for fact in entry.facts if is_thin(atlas, entry, fact))
    alone = next(iter(sources)) if len(sources) == 1 and not entry.kind.supports else ""
    return Wanted(entry.record.gaps, tuple(absent), tuple(thin), alone)
