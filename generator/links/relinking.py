"""An atlas after some of its entries changed, appeared or went: what linking all of it anew gives, in less time.

What another entry says is looked at again only where it names one that appeared, went or became of another kind.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from generator.links.contribution import Contribution, Reference, contribution, prose_fields
from generator.links.linking import Linked, authors_of, findings_of, rank
from generator.links.unresolved import is_resolved
from generator.model.atlas import Atlas, Mention, Use
from generator.model.entry import Entry
from generator.text.prose import Prose

M = TypeVar("M", bound=Mention | Use)


@dataclass(frozen=True, slots=True)
class Changes:
    """The ids of which an atlas says something else than the one before."""

    entries: frozenset[str]
    """Those that appeared, went, or are other entries now."""
    mentions: frozenset[str]
    """Those that are mentioned elsewhere, or otherwise, than before."""
    uses: frozenset[str]
    """The sources that are cited elsewhere, or otherwise, than before."""
    authors: bool = False
    """Whether other people than before signed sources."""

    @property
    def ids(self) -> frozenset[str]:
        """All of them."""
        return self.entries | self.mentions | self.uses


@dataclass(frozen=True, slots=True)
class _Step:
    """The way from one atlas to the next."""

    before: Atlas
    entries: Mapping[str, Entry]
    """All of the next one."""
    changed: Collection[str]
    moved: frozenset[str]
    """The changed ids that are resolved otherwise than before: they appeared, went, or are of another kind."""
    was: list[Contribution]
    """Of the changed entries, as far as they were there."""
    again: Mapping[str, Contribution]
    """Of the changed entries that are there now, and of all others that name a moved one."""


def relink(
    linked: Linked, changed: Mapping[str, Entry | None], unread: frozenset[str] | None = None
) -> tuple[Linked, Changes]:
    """Return the store with these entries in the place of those that were there before; None is an entry that went.

    The outcome equals that of `join` over all entries. `unread` is as in `link`; left out, it stays as it was.
    """
    before = linked.atlas
    step = _step(linked, changed)
    fresh = _resolved(step)
    named = {id: [r.as_mention() for r in found if not r.is_citation] for id, found in fresh.items()}
    cited = {id: [r.as_use() for r in found if r.is_citation] for id, found in fresh.items()}
    mentions, mentioned = _replaced(before.mentions, step, named)
    uses, used = _replaced(before.uses, step, cited)
    authors = _authors(step)
    atlas = Atlas(
        step.entries,
        before.kinds,
        mentions,
        uses,
        _prose(step),
        authors,
        before.unread if unread is None else unread,
    )
    lost = _lost(linked, step)
    wrong = [step.again.get(id) or _contribution(before, step.entries[id]) for id in lost]
    return (
        Linked(atlas, findings_of(step.entries, wrong, atlas.unread), lost),
        Changes(
            frozenset(id for id, entry in changed.items() if entry != before.entries.get(id)),
            mentioned,
            used,
            authors != before.authors,
        ),
    )


def _step(linked: Linked, changed: Mapping[str, Entry | None]) -> _Step:
    before = linked.atlas
    moved = frozenset(id for id, entry in changed.items() if _kind(before.entries.get(id)) != _kind(entry))
    entries = dict(before.entries) | {id: entry for id, entry in changed.items() if entry is not None}
    if moved:
        there = (entry for id, entry in entries.items() if changed.get(id, entry) is not None)
        entries = {entry.id: entry for entry in sorted(there, key=rank)}
    naming = {id for target in moved for id in _naming(linked, target)} - changed.keys()
    return _Step(
        before,
        entries,
        changed.keys(),
        moved,
        [_contribution(before, before.entries[id]) for id in changed if id in before.entries],
        {id: contribution(entry) for id, entry in changed.items() if entry is not None}
        | {id: _contribution(before, before.entries[id]) for id in naming},
    )


def _kind(entry: Entry | None) -> object:
    return None if entry is None else entry.kind.folder


def _naming(linked: Linked, target: str) -> Iterable[str]:
    """Return the entries that name an id, whether it leads anywhere or not."""
    atlas = linked.atlas
    yield from (mention.entry_id for mention in atlas.mentions.get(target, ()))
    yield from (use.entry_id for use in atlas.uses.get(target, ()))
    yield from (id for id, vain in linked.lost.items() if target in vain)


def _contribution(before: Atlas, entry: Entry) -> Contribution:
    """Return what an entry of the atlas contributes; its prose is not parsed again."""
    names = (name for name, _ in prose_fields(entry))
    return contribution(
        entry, {name: before.prose[entry.id, name] for name in names if (entry.id, name) in before.prose}
    )


def _resolved(step: _Step) -> dict[str, list[Reference]]:
    """Return the references that come in the place of earlier ones, by all ids of which any did or does."""
    found: dict[str, list[Reference]] = {id: [] for id in step.moved}
    for one in step.was:
        found.update({reference.target: [] for reference in one.references})
    for one in step.again.values():
        is_changed = one.entry.id in step.changed
        for reference in one.references:
            if (is_changed or reference.target in step.moved) and is_resolved(reference, step.entries):
                found.setdefault(reference.target, []).append(reference)
    return found


def _replaced(
    held: Mapping[str, tuple[M, ...]], step: _Step, fresh: Mapping[str, list[M]]
) -> tuple[Mapping[str, tuple[M, ...]], frozenset[str]]:
    """Return a table of who refers to what, with these in the place of earlier ones, and the ids in which it differs."""
    table, differing = dict(held), set()
    for target, added in fresh.items():
        before = held.get(target, ())
        now = _in_order(step, () if target in step.moved else before, added)
        if now:
            table[target] = now
        else:
            table.pop(target, None)
        if now != before:
            differing.add(target)
    if step.moved or table.keys() != held.keys():
        table = {id: table[id] for id in step.entries if id in table}
    return table, frozenset(differing)


def _in_order(step: _Step, before: Iterable[M], added: Iterable[M]) -> tuple[M, ...]:
    items: list[M] = [*(item for item in before if item.entry_id not in step.changed), *added]
    items.sort(key=lambda item: rank(step.entries[item.entry_id]))
    return tuple(items)


def _prose(step: _Step) -> Mapping[tuple[str, str], Prose]:
    gone = {(one.entry.id, name) for one in step.was for name in one.texts}
    added = {(id, name): text for id in step.changed if id in step.again for name, text in step.again[id].texts.items()}
    table = dict(step.before.prose) | added
    if not step.moved and gone == added.keys():
        return table
    for key in gone - added.keys():
        del table[key]
    keys = ((id, name) for id, entry in step.entries.items() for name, _ in prose_fields(entry))
    return {key: table[key] for key in keys if key in table}


def _authors(step: _Step) -> frozenset[str]:
    now = (step.entries[id] for id in step.changed if id in step.entries)
    if authors_of(one.entry for one in step.was) == authors_of(now):
        return step.before.authors
    return authors_of(step.entries.values())


def _lost(linked: Linked, step: _Step) -> dict[str, frozenset[str]]:
    lost = {id: vain for id, vain in linked.lost.items() if id not in step.changed}
    for id, one in step.again.items():
        vain = frozenset(r.target for r in one.references if not is_resolved(r, step.entries))
        if vain or one.problems:
            lost[id] = vain
        else:
            lost.pop(id, None)
    return {id: lost[id] for id in sorted(lost, key=lambda other: rank(step.entries[other]))}
