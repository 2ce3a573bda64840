"""What linking takes from one entry, and from no other: its prose, what is wrong in that, and whom it names."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.model.atlas import Entry, Fact, Finding, Findings, Mention, Use
from generator.model.shape import Leaf, leaves
from generator.model.statement import LOCATOR, LOCATOR_HELP, Citation, Dispute
from generator.model.value_types import Ref, Role
from generator.text import prose, prose_parser
from generator.text.prose import Prose
from generator.text.yaml_tree import NodePath


@dataclass(frozen=True, slots=True)
class Reference:
    """One place where an entry names another by its id."""

    entry: Entry
    path: NodePath
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

    def as_use(self) -> Use:
        """Return what it is to the source that is cited."""
        return Use(self.entry.id, str(self.path[0]), self.fact, self.locator, self.dispute)

    def as_mention(self) -> Mention:
        """Return what it is to the entry that is mentioned."""
        steps = [str(step) for step in self.path if isinstance(step, str)]
        part = "" if len(steps) == 1 else next((s for s in steps[1:] if s != "id"), "")
        return Mention(self.entry.id, steps[0], self.fact, part)


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
    texts = dict(_texts(entry))
    references = tuple(_references(entry, texts))
    by_target: dict[str, list[Reference]] = defaultdict(list)
    for reference in references:
        by_target[reference.target].append(reference)
    return Contribution(texts, tuple(_problems(entry, texts)), references, by_target)


def _references(entry: Entry, texts: Mapping[str, Prose]) -> Iterator[Reference]:
    for leaf in leaves(entry.record, entry.shape):
        if (ref := leaf.field.marker(Ref)) is not None:
            yield Reference(entry, leaf.path, leaf.value, ref.role, _locator_beside(entry, leaf))
    for name, text in texts.items():
        yield from _prose_references(entry, name, text)


def _texts(entry: Entry) -> Iterator[tuple[str, Prose]]:
    for name, declared in entry.shape.prose.items():
        if (text := getattr(entry.record, name)) is not None:
            yield name, prose_parser.parse(text, inline_only=declared.summary)


def _problems(entry: Entry, texts: Mapping[str, Prose]) -> Findings:
    for name, text in texts.items():
        for problem in text.problems:
            yield Finding("A207", entry, (name,), problem.message, problem.help, (problem.start, problem.end))
        for link in prose.inlines(text, prose.ExternalLink) if entry.shape.prose[name].summary else ():
            help = "cite the page as a source, or move the link into `body`"
            yield Finding("A207", entry, (name,), "a summary links to no other site", help, (link.start, link.end))
        for citation in prose.inlines(text, prose.CitationGroup):
            for item in citation.items:
                if item.locator and not LOCATOR.fullmatch(item.locator):
                    message = f"`{item.locator}` is not a place in a source"
                    yield Finding("A207", entry, (name,), message, LOCATOR_HELP, (item.start, item.end))


def _locator_beside(entry: Entry, leaf: Leaf) -> str | None:
    if leaf.path[-1] != "src":
        return None
    held: object = entry.record
    for step in leaf.path[:-1]:
        held = held[step] if isinstance(step, int) else getattr(held, step)  # type: ignore[index]
    return held.loc if isinstance(held, Citation) else None


def _prose_references(entry: Entry, name: str, text: Prose) -> Iterator[Reference]:
    for link in prose.inlines(text, prose.EntryLink):
        yield Reference(entry, (name,), link.id, Role.ANY, None, (link.start, link.end))
    for citation in prose.inlines(text, prose.CitationGroup):
        for item in citation.items:
            yield Reference(entry, (name,), item.source, Role.WORK, item.locator, (item.start, item.end))
