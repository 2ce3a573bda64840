"""Contributions to an atlas: references resolved, mentions and citations collected; anew, or as far as entries changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.links.contribution import Contribution, contribution
from generator.links.redirects import old_ids, redirect_findings
from generator.links.unresolved import Lost, Named, is_resolved
from generator.model.atlas import Atlas, Finding, Mention, Use
from generator.model.entry import Entry
from generator.model.kind import Kind

MAX_HELPED = 200
"""Findings of a run that look for what was meant: the rest is not shown, and looking through a large store takes time."""


@dataclass(frozen=True, slots=True)
class Linked:
    """An atlas, what is wrong with its references and prose, and in which entries: enough to follow a change."""

    atlas: Atlas
    findings: list[Finding]
    """For every reference or piece of prose that is wrong (A110, A207, A30x)."""
    lost: Mapping[str, frozenset[str]]
    """Of each entry in which something is wrong, the ids that it names in vain; none where it is its prose alone."""


def link(
    entries: Iterable[Entry], kinds: tuple[Kind, ...], unread: frozenset[str] = frozenset()
) -> tuple[Atlas, list[Finding]]:
    """Return the atlas of these entries, and a finding for every reference or piece of prose that is wrong (A207, A30x).

    `unread` are the ids of files that have findings of their own: a reference to one of them is no finding more.
    """
    linked = join(map(contribution, entries), kinds, unread)
    return linked.atlas, linked.findings


def join(given: Iterable[Contribution], kinds: tuple[Kind, ...], unread: frozenset[str] = frozenset()) -> Linked:
    """Link what entries contribute, each of another id, in whatever order they come; `unread` as in `link`."""
    contributions = sorted(given, key=lambda c: rank(c.entry))
    by_id = {c.entry.id: c.entry for c in contributions}
    mentions: dict[str, list[Mention]] = {}
    uses: dict[str, list[Use]] = {}
    lost: dict[str, frozenset[str]] = {}
    for one in contributions:
        vain = set()
        for reference in one.references:
            if not is_resolved(reference, by_id):
                vain.add(reference.target)
            elif reference.is_citation:
                uses.setdefault(reference.target, []).append(reference.as_use())
            else:
                mentions.setdefault(reference.target, []).append(reference.as_mention())
        if vain or one.problems:
            lost[one.entry.id] = frozenset(vain)
    atlas = Atlas(
        by_id,
        kinds,
        {id: tuple(mentions[id]) for id in by_id if id in mentions},
        {id: tuple(uses[id]) for id in by_id if id in uses},
        {(one.entry.id, name): text for one in contributions for name, text in one.texts.items()},
        authors_of(by_id.values()),
        unread,
    )
    wrong = [one for one in contributions if one.entry.id in lost]
    return Linked(atlas, findings_of(by_id, wrong, unread), lost)


def rank(entry: Named) -> tuple[int, str]:
    """Return where an entry stands among all: by kind and id."""
    return (entry.kind.order, entry.id)


def authors_of(entries: Iterable[Entry]) -> frozenset[str]:
    """Return the full names of all who signed a source."""
    return frozenset(person.full for entry in entries for person in getattr(entry.record, "author", ()))


def findings_of(by_id: Mapping[str, Entry], wrong: Iterable[Contribution], unread: frozenset[str]) -> list[Finding]:
    """Return the findings of linking; `wrong` are the contributions in which something is wrong, by rank."""
    old = old_ids(by_id)
    findings = list(redirect_findings(by_id.values(), by_id, old))
    lost = Lost(by_id, old)
    for one in wrong:
        findings += findings_in(one, lost, unread, len(findings))
    return findings


def findings_in(one: Contribution, lost: Lost, unread: frozenset[str], before: int) -> list[Finding]:
    """Return what is wrong in a contribution; `before` is how many findings there are before it."""
    findings = list(one.problems)
    for reference in one.references:
        if reference.target not in unread and not lost.is_resolved(reference):
            findings.append(lost.finding(reference, helped=before + len(findings) < MAX_HELPED))
    return findings
