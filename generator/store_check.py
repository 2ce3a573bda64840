"""The check of a store: what reading, linking and the rules find in it, each at its line and column."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import cache, partial
from itertools import chain
from pathlib import PurePosixPath

from generator.checks import catalog
from generator.checks.catalog import RULES
from generator.diagnostics import Diagnostic, Level, Span
from generator.git import build_time
from generator.model.atlas import Entry, Finding
from generator.settings import Settings, day_of
from generator.store.store import Store
from generator.text.yaml_tree import line_of
from generator.workers import shared

_ENOUGH = 2_000
"""Entries; fewer are judged before a worker process could help."""
_PORTION = 200
"""Entries that are judged at once."""


def review_day(settings: Settings) -> date | None:
    """Return the day by which reviews are overdue: the one that is set, else the build's, else the newest commit's."""
    return settings.today or day_of(build_time(settings.root))


def check_store(
    store: Store, today: date | None = None, *, only: Collection[str] | None = None, notes: bool = True
) -> list[Diagnostic]:
    """Return the findings in a store, or in the files `only`, sorted; and keep for the next run what was read.

    Without `notes` these are found but not placed: that would take reading their files again.
    """
    ids = near = None
    if only is None:
        store.gather_references()
    else:
        ids = frozenset(PurePosixPath(file).stem for file in only)
        near = store.alike(ids, catalog.compared_by)
    atlas = store.atlas
    entries, compared = ([atlas[id] for id in atlas.entries if some is None or id in some] for some in (ids, near))

    def placed(found: Iterable[Finding]) -> list[Diagnostic]:
        return [*_placed(store, (f for f in found if only is None or f.entry.file in only), notes=notes)]

    def judge(portion: Sequence[Entry]) -> list[Diagnostic]:
        rules = (check for check in catalog.CHECKS if not check.compared_by)
        return placed(chain.from_iterable(catalog.findings_of(rule, atlas, today, portion, ()) for rule in rules))

    def compare_and_save() -> list[Diagnostic]:
        rules = (check for check in catalog.CHECKS if check.compared_by)
        found = placed(chain.from_iterable(catalog.findings_of(rule, atlas, today, (), compared) for rule in rules))
        store.save(catalog.compared_by)
        return found

    unresolved = placed(store.links.findings(ids))
    store.database.close()
    portions = (entries[start : start + _PORTION] for start in range(0, len(entries), _PORTION))
    jobs: list[Callable[[], list[Diagnostic]]] = [compare_and_save, *(partial(judge, portion) for portion in portions)]
    found = shared(jobs, len(entries), _ENOUGH)
    problems = (problem for problem in store.unreadable if only is None or problem.file in only)
    return sorted(chain(problems, unresolved, *found), key=lambda d: d.sort_key)


def _placed(store: Store, findings: Iterable[Finding], *, notes: bool) -> Iterator[Diagnostic]:
    """Give findings their lines and columns; the files concerned are read again."""
    tree_of = cache(store.tree)
    for finding in findings:
        file, rule = finding.entry.file, RULES[finding.code]
        if not notes and rule.level is Level.NOTE:
            yield Diagnostic(rule, file, Span(), finding.message, finding.help)
        elif isinstance(tree := tree_of(file), list):  # it has changed since it was read
            yield from tree
        else:
            span = tree.span(finding.path, part=finding.part)
            yield Diagnostic(rule, file, span, finding.message, finding.help, line_of(tree.text, span.line))
