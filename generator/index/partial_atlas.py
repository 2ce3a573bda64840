"""An atlas of which each entry is fetched when somebody looks it up; it says what the atlas of the whole store says.

What is listed is known: ids, kinds, and who may name whom. All else is worked out from the entries that are asked for.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, NoReturn, TypeVar

from generator.index.store_index import Comparison, Postings, StoreIndex, content_key
from generator.links.contribution import Contribution, Reference, contribution
from generator.links.linking import MAX_HELPED, authors_of, findings_in, rank
from generator.links.redirects import redirect_findings
from generator.links.unresolved import Lost, is_resolved
from generator.model.atlas import Atlas, Finding, Mention, Use
from generator.model.entry import Entry
from generator.model.kind import Kind
from generator.text.prose import Prose

V = TypeVar("V")


class Unknown(Exception):
    """What is asked for is not kept: the whole store has to be read."""


class Listed(NamedTuple):
    """An entry, as far as its file's name tells."""

    id: str
    file: str
    kind: Kind


class PartialAtlas:
    """A store as it is, by the index of what did not change and by the files that did."""

    def __init__(
        self,
        index: StoreIndex,
        comparison: Comparison,
        read: Mapping[str, Entry],
        unread: frozenset[str],
        kinds: Mapping[str, Kind],
        fetch: Callable[[bytes], Entry | None],
    ) -> None:
        """Take `kinds` by folder; `read` are the entries among the others of `comparison`, `unread` the ids of the rest."""
        self._places = index.places.split("\0")
        self._numbers = comparison.unchanged
        moved = (*(place for place, _ in comparison.others), *comparison.gone)
        self._moved = frozenset(id_at(place) for place in moved)
        self.by_id = _Listing(self._places, self._numbers, read, kinds)
        self._index = index
        self._read = read
        self._fetch = fetch
        self._made: dict[str, Contribution] = {}
        self._naming = Postings(index.naming)
        self._likeness = Postings(index.likeness)
        self.atlas = Atlas(
            _Entries(self._fetched, self.by_id),
            tuple(kinds.values()),
            _Table(self._mentions),
            _Table(self._uses),
            _Table(self._prose),
            self._authors(),
            unread,
        )

    def unchanged(self) -> list[str]:
        """Return the places of the files that are as they were."""
        return [self._places[number] for number in self._numbers.values()]

    def contribution(self, id: str) -> Contribution:
        """Return what an entry contributes; `Unknown` where it cannot be fetched, `KeyError` where there is none."""
        if id not in self._made:
            self._made[id] = contribution(self.atlas[id])
        return self._made[id]

    def near(self, ids: Iterable[str], compared_by: Callable[[Entry], Iterable[str]]) -> frozenset[str]:
        """Return these entries and all that may have a text in common with one of them."""
        texts = {text for id in ids if id in self.by_id for text in compared_by(self.atlas[id])}
        alike = {id for text in texts for id in self._numbered(self._likeness.numbers(text))}
        return frozenset({*ids, *alike, *self._read})

    def findings(self, ids: Iterable[str]) -> list[Finding]:
        """Return what linking finds in these entries."""
        wanted = {id: self.contribution(id) for id in self._ranked(id for id in ids if id in self.by_id)}
        claims = self._claims()
        old = {id: self.by_id[bearer] for bearer in reversed(claims) for id in claims[bearer]}
        lost = Lost(self.by_id, old)
        findings = list(redirect_findings((one.entry for one in wanted.values()), self.by_id, old))
        for id, one in wanted.items():
            is_helped = any(not lost.is_resolved(reference) for reference in one.references)
            before = self._before(id, lost, old, claims) if is_helped else 0
            findings += findings_in(one, lost, self.atlas.unread, before)
        return findings

    def _before(self, id: str, lost: Lost, old: Mapping[str, Listed], claims: Iterable[str]) -> int:
        """Return how many findings of linking there are before those in an entry, or that they are too many to help."""
        claiming = (self.atlas[bearer] for bearer in claims)
        before = sum(1 for _ in redirect_findings(claiming, self.by_id, old))
        for other in self._ranked(self._perhaps_lost()):
            if before >= MAX_HELPED or rank(self.by_id[other]) >= rank(self.by_id[id]):
                break
            before += len(findings_in(self.contribution(other), lost, self.atlas.unread, MAX_HELPED))
        return before

    def _perhaps_lost(self) -> set[str]:
        """Return the entries in which linking may find something."""
        naming = {id for target in self._moved for id in self._numbered(self._naming.numbers(target))}
        return {*naming, *self._numbered(self._index.lost), *self._read}

    def _claims(self) -> dict[str, tuple[str, ...]]:
        """Return the old ids of each entry that has any, by rank."""
        held = {id: old for n, old in self._index.redirects for id in self._numbered((n,))}
        held |= {id: entry.record.redirects for id, entry in self._read.items() if entry.record.redirects}
        return {id: held[id] for id in self._ranked(held)}

    def _authors(self) -> frozenset[str]:
        signed = self._index.authors
        held = (name for n, names in signed if any(self._numbered((n,))) for name in names)
        return frozenset(held) | authors_of(self._read.values())

    def _numbered(self, numbers: Iterable[int]) -> Iterator[str]:
        """Yield the ids of files, as far as these are as they were."""
        found = ((number, id_at(self._places[number])) for number in numbers)
        return (id for number, id in found if self._numbers.get(id) == number)

    def _ranked(self, ids: Iterable[str]) -> list[str]:
        return sorted(ids, key=lambda other: rank(self.by_id[other]))

    def _fetched(self, id: str) -> Entry:
        if id in self._read:
            return self._read[id]
        entry = self._fetch(content_key(self._index, self._numbers[id]))
        if entry is None:
            raise Unknown(id)
        return entry

    def _references(self, target: str) -> Iterator[Reference]:
        """Yield the references that lead to an entry, by the rank of who refers, then in file order."""
        naming = {*self._numbered(self._naming.numbers(target)), *self._read}
        for id in self._ranked(naming) if target in self.by_id else ():
            for reference in self.contribution(id).references:
                if reference.target == target and is_resolved(reference, self.by_id):
                    yield reference

    def _mentions(self, target: str) -> tuple[Mention, ...]:
        return _some(target, (r.as_mention() for r in self._references(target) if not r.is_citation))

    def _uses(self, target: str) -> tuple[Use, ...]:
        return _some(target, (r.as_use() for r in self._references(target) if r.is_citation))

    def _prose(self, key: tuple[str, str]) -> Prose:
        id, name = key
        return self.contribution(id).texts[name]


def _some(target: str, found: Iterable[V]) -> tuple[V, ...]:
    held = tuple(found)
    if not held:
        raise KeyError(target)
    return held


class _Table(Mapping[Any, V]):
    """What is worked out when it is looked up, and then held; nobody can go through all of it."""

    def __init__(self, look_up: Callable[[Any], V]) -> None:
        self._look_up = look_up
        self._held: dict[Any, V] = {}

    def __getitem__(self, key: Any) -> V:
        if key not in self._held:
            self._held[key] = self._look_up(key)
        return self._held[key]

    def __iter__(self) -> NoReturn:
        raise Unknown

    def __len__(self) -> NoReturn:
        raise Unknown


class _Entries(_Table[Entry]):
    """The entries: that one is there is known without its being fetched."""

    def __init__(self, look_up: Callable[[str], Entry], listed: "_Listing") -> None:
        super().__init__(look_up)
        self._listed = listed

    def __contains__(self, id: object) -> bool:
        return id in self._listed


class _Listing(Mapping[str, Listed]):
    """The entries that are there, made of the names of their files."""

    def __init__(
        self, places: Sequence[str], numbers: Mapping[str, int], read: Mapping[str, Entry], kinds: Mapping[str, Kind]
    ) -> None:
        self._places = places
        self._numbers = numbers
        self._read = read
        self._kinds = kinds

    def __getitem__(self, id: str) -> Listed:
        if id in self._read:
            return Listed(id, self._read[id].file, self._read[id].kind)
        store, folder, name = re.split(r"[/\\]", self._places[self._numbers[id]])[-3:]
        return Listed(id, f"{store}/{folder}/{name}", self._kinds[folder])

    def __contains__(self, id: object) -> bool:
        return id in self._numbers or id in self._read

    def __iter__(self) -> Iterator[str]:
        """Yield the ids by rank, as the atlas does."""
        return iter(sorted({*self._numbers, *self._read}, key=lambda other: rank(self[other])))

    def __len__(self) -> int:
        return len(self._numbers) + len(self._read)


def id_at(place: str) -> str:
    """Return the id of the entry in a file."""
    return place[max(place.rfind("/"), place.rfind("\\")) + 1 : -len(".yml")]
