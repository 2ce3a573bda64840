"""What entries say, piece by piece: statements and clauses of their texts, whom each names, and how rare its words are."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from math import log
from typing import NamedTuple

from euphrates_atlas.diff.statement_changes import Version
from euphrates_atlas.facts.entry_dates import dates_in, own_dates
from euphrates_atlas.facts.plain_words import prose_words
from euphrates_atlas.model.atlas import Atlas, Entry, Fact
from euphrates_atlas.model.value_types import Role
from euphrates_atlas.text.edtf import NO_END
from euphrates_atlas.text.folding import content_tokens, stem, tokens
from euphrates_atlas.text.months import MONTHS
from euphrates_atlas.text.prose import EntryLink, cited, inlines
from euphrates_atlas.text.prose_parser import parse
from euphrates_atlas.text.prose_sentences import sentences
from euphrates_atlas.text.yaml_tree import NodePath

DATE = re.compile(rf"(?:(\d{{1,2}}) )?(?:({'|'.join(MONTHS)}) )?((?:19|20)\d\d)\b")
"""A date in words, such as `3 June 2025` or `2025`."""
_CLAUSE_END = re.compile(r"[;:] ")
_LONGEST_NAME = 7
"""Words of a name that is looked for in a text."""


class Passage(NamedTuple):
    """A statement of an entry, or a clause of one of its sentences."""

    entry: Entry
    path: NodePath
    part: tuple[int, int] | None
    """Of a clause: start and end of its sentence in the text."""
    words: str
    context: str
    """The whole sentence of a clause; of a statement the same words."""
    links: frozenset[str]
    """The ids that the statement or the whole sentence refers to, sources left out."""
    works: frozenset[str]
    """The sources that it cites."""
    fact: Fact | None = None

    @property
    def field(self) -> str:
        """The property of a statement; empty for a clause."""
        return self.fact.field if self.fact else ""

    @property
    def last_day(self) -> str:
        """The latest day that it speaks of, or that of its event; empty where it has none."""
        days = days_in(self.words)
        if self.fact:
            days += [date.earliest for _, date in dates_in(self.entry, self.fact)]
        if self.entry.kind.is_event:
            days += [date.earliest for date in own_dates(self.entry)]
        return max((day for day in days if day != NO_END), default="")


class Case(NamedTuple):
    """Something to look at: a place in an entry, and the words elsewhere that are the reason."""

    likelihood: float
    entry: Entry
    path: NodePath
    words: str
    told: Passage


def passages(atlas: Atlas, entry: Entry) -> Iterator[Passage]:
    """Yield the statements of an entry that are not superseded, then the clauses of its texts."""
    links: dict[NodePath, set[str]] = defaultdict(set)
    works: dict[NodePath, set[str]] = defaultdict(set)
    for id, references in atlas.named[entry.id].items():
        for reference in references:
            if reference.fact:
                found = works if reference.is_citation else links
                found[reference.fact.path].add(id)
    version = Version(entry, names=atlas)
    for fact in entry.facts:
        if fact.statement.is_current:
            label = entry.shape.fields[fact.field].label
            words = f"{label}: {version.statement(fact)}"
            if fact.statement.note:
                words += f". {fact.statement.note}"
            named = frozenset(links[fact.path])
            sources = frozenset(works[fact.path])
            yield Passage(entry, fact.path, None, words, words, named, sources, fact)
    for name, prose in atlas.prose[entry.id].items():
        blocks = tuple(block for block in prose.blocks if block.kind != "heading")
        for start, end, _ in sentences(prose._replace(blocks=blocks)):
            sentence = parse(prose.text[start:end])
            named = frozenset(link.id for link in inlines(sentence, EntryLink))
            sources = frozenset(item.source for item in cited(sentence))
            whole = prose_words(atlas, sentence)
            part = start, end
            for words in _CLAUSE_END.split(whole):
                yield Passage(entry, (name,), part, words, whole, named, sources)


@cache
def stems(text: str) -> frozenset[str]:
    """Return the words of a text without their endings."""
    return frozenset(map(stem, content_tokens(text)))


def days_in(text: str) -> list[str]:
    """Return the dates that a text names, as `2025-06-03`, `2025-06` or `2025`."""
    found = []
    for day, month, year in DATE.findall(text):
        date = year
        if month:
            date += f"-{MONTHS.index(month) + 1:02d}"
            if day:
                date += f"-{int(day):02d}"
        found.append(date)
    return found


class Library:
    """The passages of all articles, by whom they name and by their words."""

    def __init__(self, atlas: Atlas) -> None:
        """Read the articles; kinds that support others, such as sources, have no passages."""
        self.atlas = atlas
        self.articles = [entry for entry in atlas if not entry.kind.supports]
        self.agents = {
            entry.id for entry in self.articles if Role.AGENT in entry.kind.roles
        }
        """The ids of those who can act or speak."""
        self._bearers = self._names()
        self.of: dict[str, list[Passage]] = {}
        """The passages of each entry."""
        self.naming: dict[str, list[Passage]] = defaultdict(list)
        """By entry, the passages of others that refer to it or bear its name."""
        self.works: dict[str, frozenset[str]] = {}
        """The sources that each entry cites."""
        self._named: dict[int, frozenset[str]] = {}
        self._passages: list[Passage] = []
        self._having: dict[str, set[int]] = defaultdict(set)
        for entry in self.articles:
            self._read(entry)
        self._count = Counter({word: len(places) for word, places in self._having.items()})

    def _read(self, entry: Entry) -> None:
        """Take in the passages of an entry."""
        own = [*passages(self.atlas, entry)]
        self.of[entry.id] = own
        self.works[entry.id] = frozenset[str]().union(*(passage.works for passage in own))
        for passage in own:
            for word in stems(passage.words):
                self._having[word].add(len(self._passages))
            self._passages.append(passage)
            for id in self.named(passage) - {entry.id}:
                self.naming[id].append(passage)

    def _names(self) -> dict[tuple[str, ...], str]:
        """Return the entry by each of its names, in the form that spellings share; names of several are left out."""
        found: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for entry in self.articles:
            if not entry.kind.is_event:  # no text calls it by its title
                for name in entry.own_names:
                    found[tokens(name)].add(entry.id)
        return {words: min(ids) for words, ids in found.items() if len(ids) == 1}

    def names_in(self, text: str) -> dict[str, frozenset[str]]:
        """Return the entries whose names a text has, with the words of these names."""
        words = tokens(text)
        found: dict[str, frozenset[str]] = {}
        at = 0
        while at < len(words):
            step = 1
            for length in range(_LONGEST_NAME, 0, -1):
                part = words[at : at + length]
                if part in self._bearers:
                    id = self._bearers[part]
                    found[id] = found.get(id, frozenset()).union(map(stem, part))
                    step = len(part)
                    break
            at += step
        return found

    def named(self, passage: Passage) -> frozenset[str]:
        """Return the entries that a passage is about: its own, those that it refers to, those whose name it bears."""
        if id(passage) not in self._named:
            names = self.names_in(passage.words)
            self._named[id(passage)] = passage.links.union(names, {passage.entry.id})
        return self._named[id(passage)]

    def rarity(self, words: Iterable[str]) -> float:
        """Return how much these words tell: the rarer each is in all passages, the more."""
        total = len(self._passages)
        return sum(log(total / (1 + self._count[word])) for word in words)

    def having(self, words: Iterable[str]) -> list[Passage]:
        """Return the passages that have all of these words; none where no word is given."""
        places = [self._having.get(word, set()) for word in words]
        return [
            self._passages[place] for place in sorted(set.intersection(*places or [set()]))
        ]
