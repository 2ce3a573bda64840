"""Entries to an atlas: prose parsed, references resolved, mentions and citations collected."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.diagnostics import nearest
from generator.links.redirects import old_ids, redirect_findings
from generator.model.atlas import Atlas, Finding, Mention, Use
from generator.model.entry import Entry, Fact
from generator.model.kind import Kind
from generator.model.shape import Leaf, leaves
from generator.model.statement import LOCATOR, LOCATOR_HELP, Dispute
from generator.model.values import ProseText, Ref, Role
from generator.source.nodes import Path
from generator.text import prose
from generator.text.prose import Prose

MAX_HELPED = 200
"""Findings of a run that look for what was meant: the rest is not shown, and looking through a large store takes time."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One place where an entry names another by its id."""

    entry: Entry
    path: Path
    target: str
    role: Role
    locator: str | None = None
    part: tuple[int, int] | None = None

    @property
    def is_citation(self) -> bool:
        """Tell whether it names a source as a source, rather than as a subject."""
        return self.role is Role.WORK and (self.part is not None or self.path[-1] == "src")

    @property
    def fact(self) -> Fact | None:
        """The statement that it belongs to."""
        if len(self.path) < 3:
            return None
        field, index = self.path[:2]
        return next((f for f in self.entry.facts if f.index == index and f.field == field), None)

    @property
    def dispute(self) -> Dispute | None:
        """The rejection of the statement that it belongs to."""
        index = self.path[3] if len(self.path) > 3 and self.path[2] == "disputed" else None
        return self.fact.statement.disputed[index] if self.fact and isinstance(index, int) else None


def link(
    entries: Iterable[Entry], kinds: tuple[Kind, ...], unread: frozenset[str] = frozenset()
) -> tuple[Atlas, list[Finding]]:
    """Return the atlas of these entries, and a finding for every reference or piece of prose that is wrong (A207, A30x).

    `unread` are the ids of files that have findings of their own: a reference to one of them is no finding more.
    """
    by_id = {e.id: e for e in sorted(entries, key=lambda e: (e.kind.order, e.id))}
    texts: dict[tuple[str, str], Prose] = {}
    mentions: dict[str, list[Mention]] = {}
    uses: dict[str, list[Use]] = {}
    old = old_ids(by_id)
    findings = list(redirect_findings(by_id, old))
    for entry in by_id.values():
        own = dict(_prose(entry))
        texts.update({(entry.id, name): text for name, text in own.items()})
        findings.extend(_prose_findings(entry, own))
        for reference in references(entry, own):
            helped = len(findings) < MAX_HELPED
            if (finding := _unresolved(reference, by_id, old, helped=helped)) is not None:
                findings += [] if reference.target in unread else [finding]
            elif reference.is_citation:
                uses.setdefault(reference.target, []).append(
                    Use(entry.id, str(reference.path[0]), reference.fact, reference.locator, reference.dispute)
                )
            else:
                mentions.setdefault(reference.target, []).append(_mention(reference))
    authors = frozenset(person.full for e in by_id.values() for person in getattr(e.record, "author", ()))
    atlas = Atlas(
        by_id,
        kinds,
        {k: tuple(v) for k, v in mentions.items()},
        {k: tuple(v) for k, v in uses.items()},
        texts,
        authors,
        unread,
    )
    return atlas, findings


def _prose(entry: Entry) -> Iterator[tuple[str, Prose]]:
    for field in entry.shape.fields.values():
        marker, text = field.marker(ProseText), getattr(entry.record, field.name)
        if marker is not None and text is not None:
            yield field.name, prose.parse(text, inline_only=marker.summary)


def _prose_findings(entry: Entry, texts: dict[str, Prose]) -> Iterator[Finding]:
    for name, text in texts.items():
        for problem in text.problems:
            yield Finding("A207", entry, (name,), problem.message, problem.help, (problem.start, problem.end))
        marker: ProseText = entry.shape.fields[name].marker(ProseText)
        for link in prose.external_links(text) if marker.summary else ():
            help = "cite the page as a source, or move the link into `body`"
            yield Finding("A207", entry, (name,), "a summary links to no other site", help, (link.start, link.end))
        for citation in prose.citations(text):
            for item in citation.items:
                if item.locator and not LOCATOR.fullmatch(item.locator):
                    yield Finding(
                        "A207",
                        entry,
                        (name,),
                        f"`{item.locator}` is not a place in a source",
                        LOCATOR_HELP,
                        (item.start, item.end),
                    )


def references(entry: Entry, texts: Mapping[str, Prose]) -> Iterator[Reference]:
    """Yield every place where an entry names another; `texts` are its fields of prose."""
    for leaf in leaves(entry.record, entry.shape, marked=Ref):
        role = leaf.field.marker(Ref).role
        yield Reference(entry, leaf.path, leaf.value, role, _locator_beside(entry, leaf))
    for name, text in texts.items():
        yield from _prose_references(entry, name, text)


def _locator_beside(entry: Entry, leaf: Leaf) -> str | None:
    if leaf.path[-1] != "src":
        return None
    held: object = entry.record
    for step in leaf.path[:-1]:
        held = held[step] if isinstance(step, int) else getattr(held, step)  # type: ignore[index]
    return getattr(held, "loc", None)


def _prose_references(entry: Entry, name: str, text: Prose) -> Iterator[Reference]:
    for link in prose.entry_links(text):
        yield Reference(entry, (name,), link.id, Role.ANY, None, (link.start, link.end))
    for citation in prose.citations(text):
        for item in citation.items:
            yield Reference(entry, (name,), item.source, Role.WORK, item.locator, (item.start, item.end))


def _mention(reference: Reference) -> Mention:
    steps = [str(step) for step in reference.path if isinstance(step, str)]
    part = "" if len(steps) == 1 else next((s for s in steps[1:] if s != "id"), "")
    return Mention(reference.entry.id, steps[0], reference.fact, part)


def _unresolved(
    reference: Reference, by_id: dict[str, Entry], old: dict[str, Entry], *, helped: bool
) -> Finding | None:
    target = by_id.get(reference.target)
    part = reference.part or ((0, len(reference.target)) if reference.path[-1] == "src" else None)
    if target is None and reference.target in old:
        moved = old[reference.target]
        message = f"`{reference.target}` is an old id of `{moved.id}`"
        return Finding("A301", reference.entry, reference.path, message, f"write `{moved.id}`  ({moved.file})", part)
    if target is None:
        fitting = [e.id for e in by_id.values() if reference.role in e.kind.roles] if helped else []
        meant = nearest(reference.target, fitting) or _fuller(reference.target, fitting)
        help = f"did you mean `{meant}`?  ({by_id[meant].file})" if meant else _unwritten(reference)
        if reference.role is Role.WORK:
            return Finding(
                "A302", reference.entry, reference.path, f"no source has the id `{reference.target}`", help, part
            )
        return Finding("A301", reference.entry, reference.path, f"no entry has the id `{reference.target}`", help, part)
    if reference.role not in target.kind.roles:
        return Finding(
            "A303",
            reference.entry,
            reference.path,
            f"`{target.id}` is not {reference.role.value}",
            f"{target.file} is a {target.kind.singular.lower()}{_fitting_kinds(reference.role, by_id) if helped else ''}",
            part,
        )
    return None


def _fuller(id: str, known: Iterable[str]) -> str | None:
    """Return the only id that has more words than this one after it, as `babil-governorate` for `babil`."""
    longer = [k for k in known if k.startswith(f"{id}-")]
    return longer[0] if len(longer) == 1 else None


def _unwritten(reference: Reference) -> str:
    if reference.target == "todo":
        return "put the id of the entry that is meant in place of the TODO"
    made_by = "atlas new source --url …" if reference.role is Role.WORK else "atlas new"
    return f"write the entry first (`{made_by}` makes its file), or take the reference out"


def _fitting_kinds(role: Role, by_id: Mapping[str, Entry]) -> str:
    kinds = {e.kind.order: e.kind.singular.lower() for e in by_id.values() if role in e.kind.roles}
    *others, last = [kinds[order] for order in sorted(kinds)] or [""]
    return f"; name a {', '.join(others) + ' or ' if others else ''}{last}" if last else ""
