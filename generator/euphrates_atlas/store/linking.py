"""Links between entries, computed on request: who names an entry, where old ids lead, and broken references.

`store.py` makes the `Links` of a store, whose `atlas` all others use; `store_check.py` asks for the faults.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, partial
from itertools import chain
from typing import Any, NamedTuple, TypeVar

from euphrates_atlas import kinds
from euphrates_atlas.batched import grouped
from euphrates_atlas.findings import Fault, Faults, Finding
from euphrates_atlas.model.atlas import Atlas, Entry, EntryFault, Reference
from euphrates_atlas.model.kind import Kind
from euphrates_atlas.model.roles import Work
from euphrates_atlas.model.shape import having, leaves
from euphrates_atlas.model.statement import locator_fault
from euphrates_atlas.model.value_help import locator_meant
from euphrates_atlas.model.value_types import Ref, Role
from euphrates_atlas.subject import subject
from euphrates_atlas.text import prose_parser
from euphrates_atlas.text.nearest import nearest
from euphrates_atlas.text.phrases import enumerated, with_article
from euphrates_atlas.text.prose import EntryLink, ExternalLink, Prose, cited, inlines

V = TypeVar("V")

_DATE = re.compile(r"\d{4}(?:-\d\d)*")
_same_path = cache(tuple)
"""Returns one path for all that are alike: a store has a hundred thousand, of a few thousand kinds."""

NO_ENTRY = "no entry has the id `{}`"
NO_WORK = "no source has the id `{}`"
MAX_SUGGESTIONS = 200
"""Findings of a run that suggest another id: a report shows no more, and a search through a large store takes time."""


class Contribution(NamedTuple):
    """What one entry brings to the atlas, whatever else is in it."""

    texts: Mapping[str, Prose]
    """Its fields of prose by name, in declared order."""
    faults: tuple[Fault, ...]
    """What is wrong in its prose (A207)."""
    by_target: Mapping[str, Sequence[Reference]]
    """Every place where it names another, by the id that is named, those that lead nowhere included."""


def contribution(entry: Entry) -> Contribution:
    """Return what an entry brings to the atlas."""
    texts = {}
    for name, declared in entry.shape.prose.items():
        text = getattr(entry.record, name)
        if text is not None:
            texts[name] = prose_parser.parse(text, inline_only=declared.summary)
    references = chain(_record_references(entry), _prose_references(entry, texts))
    by_target = grouped(references, lambda reference: reference.target)
    return Contribution(texts, tuple(_faults(entry, texts)), by_target)


def _record_references(entry: Entry) -> Iterator[Reference]:
    """Yield the references in the fields of an entry, in file order; those in statements with the statement."""
    facts = {fact.path: fact for fact in entry.facts}
    for path, value, field, owner in leaves(entry.record, entry.shape, having(Ref)):
        role = field.marker(Ref).role
        fact = facts.get(path[:2])
        dispute = None
        if fact and path[2] == "disputed":
            dispute = fact.statement.disputed[int(path[3])]
        locator = owner.loc if path[-1] == "src" else None
        yield Reference(entry.id, _same_path(path), value, role, fact, dispute, locator)


def _prose_references(entry: Entry, texts: Mapping[str, Prose]) -> Iterator[Reference]:
    """Yield the links and citations in the prose of an entry."""
    for name, text in texts.items():
        reference = partial(Reference, entry.id, (name,), fact=None)
        for link in inlines(text, EntryLink):
            span = (link.start, link.end)
            yield reference(link.id, Role.ANY, span=span)
        for item in cited(text):
            span = (item.start, item.end)
            yield reference(item.source, Role.WORK, locator=item.locator, span=span)


def _faults(entry: Entry, texts: Mapping[str, Prose]) -> Faults:
    """Yield what is wrong in the prose of an entry (A207): its Markdown, links in a summary, places in sources."""
    for name, text in texts.items():
        fault = partial(Fault, (name,), code="A207")
        for one in text.faults:
            yield one._replace(path=(name,), code="A207")
        if entry.shape.prose[name].summary:
            for link in inlines(text, ExternalLink):
                help = "cite the page as a source, or move the link into `body`"
                yield fault(
                    "a summary links to no other site", help, (link.start, link.end)
                )
        for item in cited(text):
            wrong = locator_fault(item.locator) if item.locator else None
            if wrong:
                message, help = wrong
                better = locator_meant(item.locator or "")
                if better:
                    help = f"write `@{item.source} {better}`"
                yield fault(message, help, (item.start, item.end))


class EntryHead(NamedTuple):
    """What is known of an entry that is not fetched; heads compare as the atlas lists its entries."""

    order: int
    """That of its kind."""
    id: str
    file: str
    kind: Kind
    authors: Sequence[str]
    """The full names of those who signed a source."""
    redirects: Sequence[str]
    """Its old ids."""


class LazyTable(Mapping[str, V]):
    """A table with a row for each entry, which is worked out when it is asked for."""

    def __init__(self, ids: Collection[str], row: Callable[[str], V]) -> None:
        self._ids = ids
        self._row = cache(row)

    def __getitem__(self, id: str) -> V:
        if id not in self._ids:
            raise KeyError(id)
        return self._row(id)

    def get(self, id: str, default: Any = None) -> Any:
        """Return the row of an entry, or the default; unlike that of `Mapping` it hides no error of the row itself."""
        return self._row(id) if id in self._ids else default

    def values(self) -> Any:
        """Return all rows, in order, each once: a view would ask for them one by one through `__getitem__`."""
        return map(self._row, self._ids)

    def __contains__(self, id: object) -> bool:
        return id in self._ids

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)


class Links:
    """The references between the entries of a store."""

    def __init__(
        self,
        entries: Iterable[EntryHead],
        fetch: Callable[[str], Entry],
        naming: Callable[[str], Iterable[str]],
        unread: frozenset[str],
    ) -> None:
        """Take the entries, each of another id, in whatever order they come, and how to get one by its id.

        `naming` returns the ids of all entries that may name an id. `unread` are the ids of files with findings of their own:
        a reference to one of them is no further finding.
        """
        self.heads = heads = {head.id: head for head in sorted(entries)}
        """The entries by id, in the order of the atlas."""
        self._naming = naming
        self.contributions: dict[str, Contribution] = {}
        """Those that are known, by id."""
        self.faultless = set[str]()
        """The ids of entries in which no fault was found: nobody has to look again."""
        self._of_role = cache(
            lambda role: [head for head in heads.values() if role in head.kind.roles]
        )
        self._meant = cache(self._look_for)
        authors = chain.from_iterable(head.authors for head in heads.values())
        self.atlas = Atlas(
            LazyTable(heads, fetch),
            tuple(model.kind for model in kinds.record_types().values()),
            LazyTable(heads, partial(self._referring, is_citation=False)),
            LazyTable(heads, partial(self._referring, is_citation=True)),
            LazyTable(heads, lambda key: self.contribution(key).texts),
            LazyTable(heads, lambda key: self.contribution(key).by_target),
            self._references,
            frozenset(authors),
            unread,
        )

    def contribution(self, id: str) -> Contribution:
        """Return what an entry contributes to the atlas."""
        if id not in self.contributions:
            self.contributions[id] = contribution(self.atlas[id])
        return self.contributions[id]

    def naming(
        self, ids: Iterable[str], known: Mapping[str, set[str]] = {}
    ) -> dict[str, set[str]]:
        """Return which of these entries name an id, by each id that is named, added to what is `known` of others, whose sets grow."""
        naming: dict[str, set[str]] = defaultdict(set, known)
        for id in ids:
            for target in self.contribution(id).by_target:
                naming[target].add(id)
        return naming

    def faults(self, ids: Collection[str] | None = None) -> list[EntryFault]:
        """Return what is wrong with the references and the prose of these entries; of all, if none are given."""
        found: list[EntryFault] = []
        for id, head in self.heads.items():
            if id in self.faultless or (ids is not None and id not in ids):
                continue
            one = self.contribution(id)
            faults = [*one.faults]
            if head.redirects:
                faults += self._redirect_faults(self.atlas[id])
            for reference in chain(*one.by_target.values()):
                if reference.target in self.atlas.unread or self._is_resolved(reference):
                    continue
                is_helped = len(found) + len(faults) < MAX_SUGGESTIONS
                faults.append(self._unresolved(reference, is_helped=is_helped))
            found += [(self.atlas[id], fault) for fault in faults]
            if not faults:
                self.faultless.add(id)
        return found

    def helped(self, finding: Finding) -> Finding:
        """Return a finding of a reference that is no id, with the id that was meant where there is such an entry."""
        if not finding.wanted:
            return finding
        help = self._meant(*finding.wanted)
        return finding._replace(help=help) if help else finding

    def _referring(self, target: str, *, is_citation: bool) -> tuple[Reference, ...]:
        references = self._references(target)
        return tuple(one for one in references if one.is_citation is is_citation)

    def _references(self, target: str, folder: str = "") -> Iterator[Reference]:
        """Yield the references that lead to an entry, in the order of the entries that refer, then of the file; or those from one folder."""
        for head in sorted(map(self.heads.__getitem__, self._naming(target))):
            if folder in ("", head.kind.folder):
                references = self.contribution(head.id).by_target.get(target, ())
                yield from filter(self._is_resolved, references)

    def _is_resolved(self, reference: Reference) -> bool:
        """Tell whether the entry that is named is there, and of a kind that can be named in this place."""
        target = self.heads.get(reference.target)
        return target is not None and reference.role in target.kind.roles

    @cached_property
    def _owners(self) -> dict[str, EntryHead]:
        """The entries by their old ids; of two that claim one, the first by kind and id counts."""
        return {
            old: head for head in reversed(self.heads.values()) for old in head.redirects
        }

    def _redirect_faults(self, entry: Entry) -> Faults:
        """Yield a fault (A110) at each old id of an entry that an entry bears, or that is an old id elsewhere too."""
        for index, id in enumerate(entry.record.redirects):
            help = "an id is used once across all kinds, old ones included: take it out of one of the two"
            if id in self.heads:
                message = f"the old id `{id}` is the id of {self.heads[id].file}"
            elif self._owners[id].id != entry.id:
                message = f"the old id `{id}` leads to {self._owners[id].file} already"
            elif id in entry.record.redirects[:index]:
                message = f"the old id `{id}` is listed twice"
                help = "delete one of the two"
            else:
                continue
            yield Fault(("redirects", index), message, help, code="A110")

    def _unresolved(self, reference: Reference, *, is_helped: bool) -> Fault:
        """Return the fault (A301, A302, A303) at a reference that is not resolved."""
        id = reference.target
        role = reference.role
        target = self.heads.get(id)
        moved = self._owners.get(id)
        code = "A301"
        if target:
            code = "A303"
            message = f"`{id}` is not {subject().worded(role.value)}"
            others = self._kinds(role) if is_helped else ""
            help = f"{target.file} is {with_article(target.kind.singular.lower())}{others}"
        elif moved:
            message = f"`{id}` is an old id of `{moved.id}`"
            help = f"write `{moved.id}`  ({moved.file})"
        else:
            message = NO_ENTRY.format(id)
            if role is Role.WORK:
                code = "A302"
                message = NO_WORK.format(id)
            meant = self._meant(id, role) if is_helped else ""
            help = meant or _unwritten(reference)
        part = reference.span
        if not part and reference.path[-1] == "src":
            part = (0, len(id))
        return Fault(reference.path, message, help, part, code)

    def _look_for(self, target: str, role: Role) -> str:
        """Return the help that names the id that was perhaps meant, one slip away, or the only one that goes on after it.

        Empty where there is none.
        """
        fitting = [head.id for head in self._of_role(role)]
        meant = nearest(target, [id for id in fitting if _is_one_slip(target, id)])
        if not meant:
            # As `babil-governorate` for `babil`.
            longer = [id for id in fitting if id.startswith(f"{target}-")]
            if len(longer) != 1:
                return ""
            [meant] = longer
        return f"did you mean `{meant}`?  ({self.heads[meant].file})"

    def _kinds(self, role: Role) -> str:
        """Return the words that name the kinds of a role, in the order of the kinds."""
        in_order = dict.fromkeys(head.kind for head in self._of_role(role))
        names = [kind.singular.lower() for kind in in_order]
        if not names:
            return ""
        return f"; name {with_article(enumerated(names, ' or '))}"


def _is_one_slip(one: str, other: str) -> bool:
    """Tell whether two ids agree in their words or in their dates: else all works of one publisher would be near one another."""
    return _DATE.findall(one) == _DATE.findall(other) or _DATE.split(one) == _DATE.split(
        other
    )


def link(
    entries: Iterable[Entry],
    unread: frozenset[str] = frozenset(),
    known: Links | None = None,
) -> Links:
    """Return the links of these entries, each of another id, in whatever order they come.

    What the `known` links have of the same entries is not worked out again.
    """
    by_id = {entry.id: entry for entry in entries}
    heads = [
        EntryHead(
            entry.kind.order,
            entry.id,
            entry.file,
            entry.kind,
            authors_of(entry),
            entry.record.redirects,
        )
        for entry in by_id.values()
    ]
    links = Links(heads, by_id.__getitem__, lambda target: naming.get(target, ()), unread)
    if known:
        earlier = known.atlas.entries
        # A copy: the check of the turn before may still add to them.
        for id, one in [*known.contributions.items()]:
            if by_id.get(id) is earlier.get(id):
                links.contributions[id] = one
    # Nobody asks who names an entry before this is known.
    naming = links.naming(by_id)
    return links


def authors_of(entry: Entry) -> tuple[str, ...]:
    """Return the full names of those who signed a source."""
    work = entry.record
    if not isinstance(work, Work):
        return ()
    return tuple(person.full for person in work.author)


def _unwritten(reference: Reference) -> str:
    """Return the help for a reference to an entry that is not there, where no other id seems to be meant."""
    if reference.target == "todo":
        return "put the id of the entry that is meant in place of the TODO"
    made_by = "atlas new source --url …" if reference.role is Role.WORK else "atlas new"
    # The id of an agent or body.
    in_words = ", name it in words as `{label: …}`" if reference.path[-1] == "id" else ""
    return f"write the entry first (`{made_by}` makes its file){in_words}, or take the reference out"
