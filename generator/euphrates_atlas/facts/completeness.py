"""The completeness of an entry, measured by the points that its kind declares.

Used by the rule A519 and by the page "State of the atlas".
"""

from functools import lru_cache
from typing import NamedTuple

from euphrates_atlas.facts.support import cited_in
from euphrates_atlas.model.atlas import Atlas, Entry
from euphrates_atlas.text.folding import content_tokens


class Completeness(NamedTuple):
    """How far an entry is."""

    asked: int
    """The number of things that a full entry has."""
    missing: tuple[str, ...]
    """Those that it has not, in words, such as `founded`. What one of its gaps names counts as there: nobody knows it."""

    @property
    def share(self) -> float:
        """The part that is there, from 0 to 1."""
        return 1 - len(self.missing) / self.asked


def completeness(atlas: Atlas, entry: Entry) -> Completeness | None:
    """Return how far an entry is; None where its kind declares no full entry, or the index lists it in a second table."""
    kind = entry.kind
    if not kind.full or entry.record.is_secondary:
        return None
    own = entry.shape.fields
    asked = 1  # the sources
    missing = []
    for wanted in kind.full.split():  # as "founded|first_seen": one of them is enough
        names = [
            name
            for name in wanted.split("|")
            if name not in own or entry.suits(own[name].declared)
        ]
        if not names:
            continue
        asked += 1
        if not any(_is_said(atlas, entry, name) for name in names):
            words = _words(atlas, entry, names[0])
            if not gaps_on(words, entry):
                missing.append(words)
    works, _ = cited_in(atlas, entry)
    # Other gaps say of one question that no source answers it.
    said = str(entry.record.gaps).lower()
    if len(works) < kind.full_sources and "further source" not in said:
        missing.append(f"{kind.full_sources} sources instead of {len(works)}")
    return Completeness(asked, tuple(missing))


def _words(atlas: Atlas, entry: Entry, name: str) -> str:
    """Return the words for a name in the declaration of a kind: the label of a property.

    For `leaders.roles` that is the heading of its chapter, for `strikes.targets` the kind: any event will do.
    """
    field = entry.shape.fields.get(name)
    if field:
        return str(field.declared.label.lower())
    folder = name.partition(".")[0]
    kind = next(kind for kind in atlas.kinds if kind.folder == folder)
    chapters = () if kind.is_event else entry.kind.chapters
    headings = (chapter.label for chapter in chapters if name in chapter.names.split())
    return next(headings, kind.plural).lower()


def _is_said(atlas: Atlas, entry: Entry, name: str) -> bool:
    """Tell whether an entry has a property, or others point at it with one, such as `leaders.roles`."""
    folder, _, field = name.rpartition(".")
    if not folder:
        return bool(entry.current_facts(field))
    return any(mention.field == field for mention in atlas.mentions_in(entry.id, folder))


def gaps_on(words: str, entry: Entry) -> list[str]:
    """Return those gaps of an entry (what it says that nobody knows) that have all these words."""
    stems = _stems(words)
    return [gap for gap in entry.record.gaps if stems <= _stems(gap)]


@lru_cache(maxsize=1 << 10)
def _stems(text: str) -> frozenset[str]:
    """Return the words of a text without the `s` of a plural."""
    return frozenset(word.removesuffix("s") for word in content_tokens(text))
