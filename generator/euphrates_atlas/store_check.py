"""The check of a store: the findings of reading, linking and the rules, each with line and column."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import cache, partial
from pathlib import PurePosixPath

from euphrates_atlas.batched import batched
from euphrates_atlas.checks import catalog
from euphrates_atlas.findings import Finding, Level, Span
from euphrates_atlas.git import build_time
from euphrates_atlas.model.atlas import Entry, EntryFault
from euphrates_atlas.settings import Settings, day_of
from euphrates_atlas.store.store import Store
from euphrates_atlas.text.yaml_tree import line_of
from euphrates_atlas.workers import shared

_PORTION = 50
"""Entries that are judged at once."""


def review_day(settings: Settings) -> date | None:
    """Return the day by which reviews are overdue: the one that is set, else the build's, else the newest commit's."""
    return settings.today or day_of(build_time(settings.root))


def check_store(
    store: Store,
    today: date | None = None,
    *,
    only: Collection[str] | None = None,
    notes: bool = True,
) -> list[Finding]:
    """Return the findings in a store, or in the files `only`, sorted; and keep for the next run what was read.

    Without `notes` these are found but not placed: that would take reading their files again.
    """
    ids = None
    atlas = store.atlas
    if only is None:
        store.gather_references()
        entries = compared = [*atlas]
    else:
        # Rules that compare entries see all that are like the wanted ones; `placed` drops what they find in others.
        ids = frozenset(PurePosixPath(file).stem for file in only)
        near = store.alike(ids, catalog.compared_by)
        entries = [atlas[id] for id in atlas.entries if id in ids]
        compared = [atlas[id] for id in atlas.entries if id in near]

    def placed(faults: Iterable[EntryFault]) -> list[Finding]:
        wanted = [one for one in faults if only is None or one[0].file in only]
        return [*_placed(store, wanted, notes=notes)]

    def judge(portion: Sequence[Entry], *, compares: bool = False) -> list[Finding]:
        found: list[EntryFault] = []
        for check in catalog.CHECKS:
            if bool(check.compared_by) == compares:
                found += catalog.faults_of(check, atlas, today, portion)
        return placed(found)

    def compare_and_save() -> list[Finding]:
        store.save(catalog.compared_by)
        return judge(compared, compares=True)

    findings = [one for one in store.unreadable if only is None or one.file in only]
    store.database.close()
    jobs: list[Callable[[], list[Finding]]] = [
        compare_and_save,
        lambda: placed(store.links.faults(ids)),
        *(partial(judge, portion) for portion in batched(entries, _PORTION)),
    ]
    for found in shared(jobs, len(entries)):
        findings += found
    return sorted(findings, key=lambda one: one.sort_key)


def _placed(
    store: Store,
    faults: Iterable[EntryFault],
    *,
    notes: bool,
) -> Iterator[Finding]:
    """Make findings of faults, with their lines and columns; the files concerned are read again."""
    tree_of = cache(store.tree)
    for entry, fault in faults:
        file = entry.file
        rule = catalog.RULES[fault.code]
        span = Span()
        line = None
        if notes or rule.level is not Level.NOTE:
            tree = tree_of(file)
            if isinstance(tree, list):  # it has changed since it was read
                yield from tree
                continue
            span = tree.span(fault.path, part=fault.part)
            line = line_of(tree.text, span.line)
        yield Finding(rule, file, span, fault.message, fault.help, line)
