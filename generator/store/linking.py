"""Links between entries, worked out when somebody asks: who names an entry, where old ids lead, and which references lead nowhere."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property, partial
from itertools import chain
from typing import Any, NamedTuple, TypeVar

from generator import kinds
from generator.diagnostics import Diagnostic
from generator.model.advice import locator_meant
from generator.model.atlas import Atlas, Entry, Finding, Findings, Reference
from generator.model.kind import Kind
from generator.model.roles import Work
from generator.model.shape import having, leaves
from generator.model.statement import locator_problem
from generator.model.value_types import Ref, Role
from generator.subject import subject
from generator.text import prose, prose_parser
from generator.text.nearest import nearest
from generator.text.phrases import enumerated, with_article
from generator.text.prose import Prose

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
    by_target: Mapping[str, Sequence[Reference]]
    """Every place where it names another, by the id that is named, those that lead nowhere included."""


def contribution(entry: Entry) -> Contribution:
    """Return what an entry brings to the atlas."""
    texts = {
        name: prose_parser.parse(text, inline_only=declared.summary)
        for name, declared in entry.shape.prose.items()
        if (text := getattr(entry.record, name)) is not None
    }
    by_target: dict[str, list[Reference]] = defaultdict(list)
    for reference in chain(_references(entry), _prose_references(entry, texts)):
        by_target[reference.target].append(reference)
    return Contribution(texts, tuple(_problems(entry, texts)), by_target)


def _references(entry: Entry) -> Iterator[Reference]:
    facts = {fact.path: fact for fact in entry.facts}
    for path, value, field, owner in leaves(entry.record, entry.shape, having(Ref)):
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
            wrong = locator_problem(item.locator) if item.locator else None
            if wrong is not None:
                better = locator_meant(item.locator or "")
                help = f"write `@{item.source} {better}`" if better else wrong[1]
                yield Finding("A207", entry, (name,), wrong[0], help, (item.start, item.end))


class Listed(NamedTuple):
    """What is known of an entry that is not fetched."""

    id: str
    file: str
    kind: Kind
    authors: Sequence[str]
    """The full names of those who signed a source."""
    redirects: Sequence[str]
    """Its old ids."""

    @property
    def rank(self) -> tuple[int, str]:
        """Its place in the order of all entries."""
        return (self.kind.order, self.id)


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
        entries: Iterable[Listed],
        fetch: Callable[[str], Entry],
        naming: Callable[[str], Iterable[str]],
        unread: frozenset[str],
    ) -> None:
        """Take the entries, each of another id, in whatever order they come, and how to get one by its id.

        `naming` returns the ids of all entries that may name an id. `unread` are the ids of files with findings of their own:
        a reference to one of them is no further finding.
        """
        self.listed = listed = {one.id: one for one in sorted(entries, key=lambda one: one.rank)}
        """The entries by id, in the order of their rank."""
        self._naming = naming
        self.contributions: dict[str, Contribution] = {}
        """Those that were asked for, by id."""
        self._of_role = cache(lambda role: [one for one in listed.values() if role in one.kind.roles])
        self._meant = cache(self._look_for)
        self.atlas = Atlas(
            LazyTable(listed, fetch),
            tuple(model.kind for model in kinds.record_types().values()),
            LazyTable(listed, partial(self._references, are_citations=False)),
            LazyTable(listed, partial(self._references, are_citations=True)),
            LazyTable(listed, lambda key: self.contribution(key).texts),
            frozenset(name for one in listed.values() for name in one.authors),
            unread,
        )

    def contribution(self, id: str) -> Contribution:
        """Return what an entry contributes to the atlas."""
        if id not in self.contributions:
            self.contributions[id] = contribution(self.atlas[id])
        return self.contributions[id]

    def findings(self, ids: Collection[str] | None = None) -> list[Finding]:
        """Return what is wrong with the references and the prose of these entries; of all, if none are given."""
        wanted = [id for id in self.listed if ids is None or id in ids]
        findings = [*self._redirect_findings(self.atlas[id] for id in wanted if self.listed[id].redirects)]
        for id in wanted:
            one = self.contribution(id)
            findings += one.problems
            for reference in chain(*one.by_target.values()):
                if reference.target not in self.atlas.unread and not self._is_resolved(reference):
                    is_helped = len(findings) < MAX_SUGGESTIONS
                    findings.append(self._unresolved(self.atlas[id], reference, is_helped=is_helped))
        return findings

    def helped(self, finding: Diagnostic) -> Diagnostic:
        """Return a finding of a reference that is no id, with the id that was meant where there is such an entry."""
        help = self._meant(*finding.wanted) if finding.wanted is not None else ""
        return replace(finding, help=help) if help else finding

    def _references(self, target: str, *, are_citations: bool) -> tuple[Reference, ...]:
        """Return the references that lead to an entry, by the rank of the entry that refers, then in file order."""
        naming = sorted(self._naming(target), key=lambda key: self.listed[key].rank)
        references = (one for id in naming for one in self.contribution(id).by_target.get(target, ()))
        return tuple(r for r in references if r.is_citation == are_citations and self._is_resolved(r))

    def _is_resolved(self, reference: Reference) -> bool:
        """Tell whether the entry that is named is there, and of a kind that can be named in this place."""
        target = self.listed.get(reference.target)
        return target is not None and reference.role in target.kind.roles

    @cached_property
    def _owners(self) -> dict[str, Listed]:
        """The entries by their old ids; of two that claim one, the first by kind and id counts."""
        return {old: one for one in reversed(self.listed.values()) for old in one.redirects}

    def _redirect_findings(self, entries: Iterable[Entry]) -> Findings:
        """Yield a finding (A110) at each old id of these entries that an entry bears, or that is an old id elsewhere too."""
        for entry in entries:
            for index, id in enumerate(entry.record.redirects):
                path = ("redirects", index)
                help = "an id is used once over all kinds, old ones included: take it out of one of the two"
                if id in self.listed:
                    yield Finding("A110", entry, path, f"the old id `{id}` is the id of {self.listed[id].file}", help)
                elif self._owners[id].id != entry.id:
                    message = f"the old id `{id}` leads to {self._owners[id].file} already"
                    yield Finding("A110", entry, path, message, help)
                elif id in entry.record.redirects[:index]:
                    yield Finding("A110", entry, path, f"the old id `{id}` stands here twice", "delete one of the two")

    def _unresolved(self, entry: Entry, reference: Reference, *, is_helped: bool) -> Finding:
        """Return the finding (A301, A302, A303) at a reference that is not resolved."""
        target, role = self.listed.get(reference.target), reference.role
        part = reference.span or ((0, len(reference.target)) if reference.path[-1] == "src" else None)
        if target is not None:
            code, message = "A303", f"`{target.id}` is not {subject().worded(role.value)}"
            others = self._kinds(role) if is_helped else ""
            help = f"{target.file} is {with_article(target.kind.singular.lower())}{others}"
        elif (moved := self._owners.get(reference.target)) is not None:
            code, message = "A301", f"`{reference.target}` is an old id of `{moved.id}`"
            help = f"write `{moved.id}`  ({moved.file})"
        else:
            code, message = "A301", f"no entry has the id `{reference.target}`"
            if role is Role.WORK:
                code, message = "A302", f"no source has the id `{reference.target}`"
            help = (self._meant(reference.target, role) if is_helped else "") or _unwritten(reference)
        return Finding(code, entry, reference.path, message, help, part)

    def _look_for(self, target: str, role: Role) -> str:
        """Return which id was perhaps meant; an empty text where none is near."""
        fitting = [one.id for one in self._of_role(role)]
        longer = [id for id in fitting if id.startswith(f"{target}-")]  # as `babil-governorate` for `babil`
        meant = nearest(target, fitting) or (longer[0] if len(longer) == 1 else None)
        return f"did you mean `{meant}`?  ({self.listed[meant].file})" if meant else ""

    def _kinds(self, role: Role) -> str:
        by_order = {one.kind.order: one.kind.singular.lower() for one in self._of_role(role)}
        named = enumerated([name for _, name in sorted(by_order.items())], " or ")
        return f"; name {with_article(named)}" if named else ""


def link(entries: Iterable[Entry], unread: frozenset[str] = frozenset()) -> Links:
    """Return the links of these entries, each of another id, in whatever order they come."""
    by_id = {entry.id: entry for entry in entries}
    listed = (Listed(e.id, e.file, e.kind, authors_of(e), e.record.redirects) for e in by_id.values())
    naming: dict[str, list[str]] = defaultdict(list)
    links = Links(listed, by_id.__getitem__, lambda target: naming.get(target, ()), unread)
    for id in by_id:
        for target in links.contribution(id).by_target:
            naming[target].append(id)
    return links


def authors_of(entry: Entry) -> tuple[str, ...]:
    """Return the full names of those who signed a source."""
    return tuple(person.full for person in entry.record.author) if isinstance(entry.record, Work) else ()


def _unwritten(reference: Reference) -> str:
    if reference.target == "todo":
        return "put the id of the entry that is meant in place of the TODO"
    made_by = "atlas new source --url …" if reference.role is Role.WORK else "atlas new"
    in_words = ", name it in words as `{label: …}`" if reference.path[-1] == "id" else ""  # of an agent or body
    return f"write the entry first (`{made_by}` makes its file){in_words}, or take the reference out"
