"""How much of what a full entry says is in an entry; each kind declares what that is."""

from typing import NamedTuple

from generator.facts.support import cited_in
from generator.model.atlas import Atlas, Entry
from generator.text.folding import content_tokens


class Completeness(NamedTuple):
    """How far an entry is."""

    asked: int
    """The number of things that a full entry has."""
    missing: tuple[str, ...]
    """Those that it has not, in words; one that a gap names is not known to anybody, and not missing here."""

    @property
    def share(self) -> float:
        """The part that is there, from 0 to 1."""
        return 1 - len(self.missing) / self.asked


def completeness(atlas: Atlas, entry: Entry) -> Completeness | None:
    """Return how far an entry is; None of one that nobody holds to it, as the other actors among groups."""
    kind = entry.kind
    if not kind.full or entry.record.is_secondary:
        return None
    unsuitable = {field.name for field, declared in entry.shape.properties if not entry.suits(declared)}
    asked = [parts for wanted in kind.full.split() if (parts := [n for n in wanted.split("|") if n not in unsuitable])]
    labels = {field.name: declared.label.lower() for field, declared in entry.shape.properties}
    folders = {kind.folder: kind.plural.lower() for kind in atlas.kinds}
    first = (names[0] for names in asked if not any(_is_said(atlas, entry, n) for n in names))
    absent = [labels.get(name) or folders[name.partition(".")[0]] for name in first]
    gaps = [_stems(gap) for gap in entry.record.gaps]
    missing = [words for words in absent if not any(_stems(words) <= gap for gap in gaps)]
    if (works := len(cited_in(atlas, entry)[0])) < kind.full_sources and not any(_stems("a source") <= g for g in gaps):
        missing.append(f"{kind.full_sources} sources instead of {works}")
    return Completeness(len(asked) + 1, tuple(missing))


def _is_said(atlas: Atlas, entry: Entry, name: str) -> bool:
    """Tell whether an entry has a property, or others point at it with one, as `leaders.roles`."""
    folder, _, field = name.rpartition(".")
    if not folder:
        return bool(entry.current_facts(field))
    return any(atlas[m.entry_id].kind.folder == folder for m in atlas.mentions.get(entry.id, ()) if m.field == field)


def _stems(text: str) -> frozenset[str]:
    """Return the words of a text without their plural."""
    return frozenset(word.removesuffix("s") for word in content_tokens(text))
