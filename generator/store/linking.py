"""Links between entries, worked out when somebody asks: who names an entry, where old ids lead, and which references lead nowhere."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Any, NamedTuple, TypeVar

from generator.diagnostics import Diagnostic, nearest
from generator.model.atlas import Atlas, Entry, Finding, Findings, Reference
from generator.model.kind import Kind
from generator.model.roles import Work
from generator.model.shape import leaves
from generator.model.statement import LOCATOR, LOCATOR_HELP
from generator.model.value_types import Ref, Role
from generator.subject import subject
from generator.text import prose, prose_parser
from generator.text.phrases import with_article
from generator.text.prose import Prose

K = TypeVar("K")
V = TypeVar("V")

MAX_SUGGESTIONS = 200
"""Findings of a run that suggest another id: a report shows no more, and a search through a large store takes time."""


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one entry brings to the atlas, whatever else is in it."""

    texts: Mapping[str, Prose]
    """Its fields of prose by name, in declared order."""
    problems: tuple[Finding, ...]
    """What is wrong in its prose (A207)."""
    references: tuple[Reference, ...]
    """Every place where it names another, those that lead nowhere included; in the order of the record."""
    by_target: Mapping[str, Sequence[Reference]]
    """The same by the id that is named."""


def contribution(entry: Entry) -> Contribution:
    """Return what an entry brings to the atlas."""
    texts = {
        name: prose_parser.parse(text, inline_only=declared.summary)
        for name, declared in entry.shape.prose.items()
        if (text := getattr(entry.record, name)) is not None
    }
    references = (*_references(entry), *_prose_references(entry, texts))
    by_target: dict[str, list[Reference]] = defaultdict(list)
    for reference in references:
        by_target[reference.target].append(reference)
    return Contribution(texts, tuple(_problems(entry, texts)), references, by_target)


def _references(entry: Entry) -> Iterator[Reference]:
    facts = {fact.path: fact for fact in entry.facts}
    for path, value, field, owner in leaves(entry.record, entry.shape, Ref):
        fact = facts.get(path[:2])
        dispute = fact.statement.disputed[int(path[3])] if fact and path[2] == "disputed" else None
        locator = owner.loc if path[-1] == "src" else None
        yield Reference(entry.id, path, value, field.marker(Ref).role, fact, dispute, locator)


def _prose_references(entry: Entry, texts: Mapping[str, Prose]) -> Iterator[Reference]:
    for name, text in texts.items():
        for link in prose.inlines(text, prose.EntryLink):
            yield Reference(entry.id, (name,), link.id, Role.ANY, None, span=(link.start, link.end))
        for item in prose.cited(text):
            place = (item.start, item.end)
            yield Reference(entry.id, (name,), item.source, Role.WORK, None, locator=item.locator, span=place)


def _problems(entry: Entry, texts: Mapping[str, Prose]) -> Findings:
    for name, text in texts.items():
        for problem in text.problems:
            yield Finding("A207", entry, (name,), problem.message, problem.help, (problem.start, problem.end))
        for link in prose.inlines(text, prose.ExternalLink) if entry.shape.prose[name].summary else ():
            help = "cite the page as a source, or move the link into `body`"
            yield Finding("A207", entry, (name,), "a summary links to no other site", help, (link.start, link.end))
        for item in prose.cited(text):
            if item.locator and not LOCATOR.fullmatch(item.locator):
                message = f"`{item.locator}` is not a place in a source"
                yield Finding("A207", entry, (name,), message, LOCATOR_HELP, (item.start, item.end))


class Listed(NamedTuple):
    """An entry as far as the name of its file tells."""

    id: str
    file: str
    kind: Kind

    @property
    def rank(self) -> tuple[int, str]:
        """Its place in the order of all entries."""
        return (self.kind.order, self.id)


class LazyTable(Mapping[K, V]):
    """A table whose rows are worked out when they are asked for; None stands for no row, which with `full` no key has."""

    def __init__(self, keys: Callable[[], Collection[K]], row: Callable[[K], V | None], *, full: bool = False) -> None:
        self._keys = keys
        self._row = cache(row)
        self._full = full

    def __getitem__(self, key: K) -> V:
        if (row := self._row(key)) is None:
            raise KeyError(key)
        return row

    def get(self, key: K, default: Any = None) -> Any:
        """Return the row of a key, or the default; unlike that of `Mapping` it hides no error of the row itself."""
        return default if (row := self._row(key)) is None else row

    def __contains__(self, key: Any) -> bool:
        return key in self._keys() if self._full else self._row(key) is not None

    def __iter__(self) -> Iterator[K]:
        return (key for key in self._keys() if self._full or key in self)

    def __len__(self) -> int:
        return len(self._keys()) if self._full else sum(1 for _ in self)


class Links:
    """The references between the entries of a store."""

    def __init__(
        self,
        listed: Mapping[str, Listed],
        fetch: Callable[[str], Entry],
        naming: Callable[[str], Iterable[str]],
        kinds: Sequence[Kind],
        authors: frozenset[str],
        redirects: Mapping[str, Sequence[str]],
        unread: frozenset[str],
    ) -> None:
        """Take the entries in the order of their rank, and how to get one by its id.

        `naming` returns the ids of all entries that may name an id. `redirects` are the old ids of each entry that has any.
        `unread` are the ids of files with findings of their own: a reference to one of them is no further finding.
        """
        self.listed = listed
        """The entries by id, in the order of their rank."""
        self._naming = naming
        self._unread = unread
        self._redirects = redirects
        self.contributions: dict[str, Contribution] = {}
        """Those that were asked for, by id."""
        self.atlas = Atlas(
            LazyTable(lambda: listed, lambda key: fetch(key) if key in listed else None, full=True),
            tuple(kinds),
            LazyTable(lambda: listed, partial(self._references, are_citations=False)),
            LazyTable(lambda: listed, partial(self._references, are_citations=True)),
            LazyTable(lambda: [(id, name) for id in listed for name in self.contribution(id).texts], self._prose),
            authors,
            unread,
        )

    def contribution(self, id: str) -> Contribution:
        """Return what an entry contributes to the atlas."""
        if id not in self.contributions:
            self.contributions[id] = contribution(self.atlas[id])
        return self.contributions[id]

    def findings(self, ids: Iterable[str] | None = None) -> list[Finding]:
        """Return what is wrong with the references and the prose of these entries; of all, if none are given."""
        listed = self.listed
        wanted = [*listed] if ids is None else self._ranked(id for id in ids if id in listed)
        # of two entries that claim an old id, the first by kind and id counts
        owners = {old: listed[id] for id in reversed(self._ranked(self._redirects)) for old in self._redirects[id]}
        findings = list(_redirect_findings((self.atlas[id] for id in wanted if id in self._redirects), listed, owners))
        unresolved = Unresolved(listed, owners)
        for id in wanted:
            one = self.contribution(id)
            findings += one.problems
            for reference in one.references:
                if reference.target not in self._unread and not is_resolved(reference, listed):
                    findings.append(
                        unresolved.finding(self.atlas[id], reference, helped=len(findings) < MAX_SUGGESTIONS)
                    )
        return findings

    def _ranked(self, ids: Iterable[str]) -> list[str]:
        return sorted(ids, key=lambda key: self.listed[key].rank)

    def _references(self, target: str, *, are_citations: bool) -> tuple[Reference, ...] | None:
        """Return the references that lead to an entry, by the rank of the entry that refers, then in file order."""
        naming = self._ranked(self._naming(target)) if target in self.listed else ()
        references = (one for id in naming for one in self.contribution(id).by_target.get(target, ()))
        found = (r for r in references if r.is_citation == are_citations and is_resolved(r, self.listed))
        return tuple(found) or None

    def _prose(self, key: tuple[str, str]) -> Prose | None:
        id, name = key
        return self.contribution(id).texts.get(name) if id in self.listed else None


def link(entries: Iterable[Entry], kinds: Sequence[Kind], unread: frozenset[str] = frozenset()) -> Links:
    """Return the links of these entries, each of another id, in whatever order they come."""
    ranked = sorted(entries, key=lambda entry: (entry.kind.order, entry.id))
    by_id = {entry.id: entry for entry in ranked}
    listed = {entry.id: Listed(entry.id, entry.file, entry.kind) for entry in ranked}
    redirects = {entry.id: entry.record.redirects for entry in ranked if entry.record.redirects}
    signed = frozenset(name for entry in ranked for name in authors_of(entry))
    naming: dict[str, list[str]] = defaultdict(list)
    links = Links(listed, by_id.__getitem__, lambda target: naming.get(target, ()), kinds, signed, redirects, unread)
    for id in by_id:
        for target in links.contribution(id).by_target:
            naming[target].append(id)
    return links


def authors_of(entry: Entry) -> tuple[str, ...]:
    """Return the full names of those who signed a source."""
    return tuple(person.full for person in entry.record.author) if isinstance(entry.record, Work) else ()


def is_resolved(reference: Reference, by_id: Mapping[str, Listed]) -> bool:
    """Tell whether the entry that is named is there, and of a kind that can be named in this place."""
    target = by_id.get(reference.target)
    return target is not None and reference.role in target.kind.roles


def _redirect_findings(entries: Iterable[Entry], by_id: Mapping[str, Listed], old: Mapping[str, Listed]) -> Findings:
    """Yield a finding (A110) at each old id of these entries that an entry bears, or that is an old id elsewhere too."""
    for entry in entries:
        for index, id in enumerate(entry.record.redirects):
            path = ("redirects", index)
            help = "an id is used once over all kinds, old ones included: take it out of one of the two"
            if id in by_id:
                yield Finding("A110", entry, path, f"the old id `{id}` is the id of {by_id[id].file}", help)
            elif old[id].id != entry.id:
                yield Finding("A110", entry, path, f"the old id `{id}` leads to {old[id].file} already", help)
            elif id in entry.record.redirects[:index]:
                yield Finding("A110", entry, path, f"the old id `{id}` stands here twice", "delete one of the two")


class Unresolved:
    """Says what is wrong with references that are not resolved; what was meant is looked for once for each id."""

    def __init__(self, by_id: Mapping[str, Listed], old: Mapping[str, Listed]) -> None:
        self._by_id = by_id
        self._old = old
        self._of_role = cache(lambda role: [entry for entry in by_id.values() if role in entry.kind.roles])
        self._meant = cache(self._look_for)

    def finding(self, entry: Entry, reference: Reference, *, helped: bool) -> Finding:
        """Return the finding (A301, A302, A303) at a reference that is not resolved."""
        target, role = self._by_id.get(reference.target), reference.role
        part = reference.span or ((0, len(reference.target)) if reference.path[-1] == "src" else None)
        if target is not None:
            code, message = "A303", f"`{target.id}` is not {subject().worded(role.value)}"
            others = self._kinds(role) if helped else ""
            help = f"{target.file} is {with_article(target.kind.singular.lower())}{others}"
        elif (moved := self._old.get(reference.target)) is not None:
            code, message = "A301", f"`{reference.target}` is an old id of `{moved.id}`"
            help = f"write `{moved.id}`  ({moved.file})"
        else:
            code, message = "A301", f"no entry has the id `{reference.target}`"
            if role is Role.WORK:
                code, message = "A302", f"no source has the id `{reference.target}`"
            help = (self._meant(reference.target, role) if helped else "") or _unwritten(reference)
        return Finding(code, entry, reference.path, message, help, part)

    def _look_for(self, target: str, role: Role) -> str:
        """Return which id was perhaps meant; an empty text where none is near."""
        fitting = [entry.id for entry in self._of_role(role)]
        longer = [id for id in fitting if id.startswith(f"{target}-")]  # as `babil-governorate` for `babil`
        meant = nearest(target, fitting) or (longer[0] if len(longer) == 1 else None)
        return f"did you mean `{meant}`?  ({self._by_id[meant].file})" if meant else ""

    def helped(self, finding: Diagnostic) -> Diagnostic:
        """Return a finding of a reference that is no id, with the id that was meant where there is such an entry."""
        if finding.wanted is None:
            return finding
        help = self._meant(*finding.wanted)
        return replace(finding, help=help) if help else finding

    def _kinds(self, role: Role) -> str:
        kinds = {entry.kind.order: entry.kind.singular.lower() for entry in self._of_role(role)}
        *others, last = [kinds[order] for order in sorted(kinds)] or [""]
        named = f"{', '.join(others)} or {last}" if others else last
        return f"; name {with_article(named)}" if last else ""


def _unwritten(reference: Reference) -> str:
    if reference.target == "todo":
        return "put the id of the entry that is meant in place of the TODO"
    made_by = "atlas new source --url …" if reference.role is Role.WORK else "atlas new"
    in_words = ", name it in words as `{label: …}`" if reference.path[-1] == "id" else ""  # of an agent or body
    return f"write the entry first (`{made_by}` makes its file){in_words}, or take the reference out"
