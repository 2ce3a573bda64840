"""All rules by their codes, and the check of linked entries by those that have a module.

A rule is found because its file is in one of the `PACKAGES`. It is a module named like the rule. Its first line is what the
rule asks for; it says in `CODE`, `LEVEL`, `REASON` and sometimes `TASK` what else a `Rule` is made of, and has

- `check(atlas, entry)`, which yields the findings in one entry, or
- `check_on(today, entry)`, which does so where they depend on the day, or
- `compare(text, entries)`, which does so in entries that have a text of `compared_by(entry)` in common.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from generator.diagnostics import READING_RULES, Rule
from generator.model.atlas import Atlas, Entry, Findings
from generator.subject import subject

PACKAGES = ("generator.checks", "generator.kinds.rules")


def _by_code(modules: Iterable[ModuleType]) -> dict[str, Rule]:
    rules = dict(READING_RULES)
    for module in modules:
        name = module.__name__.rpartition(".")[2].replace("_", "-")
        summary = subject().worded((module.__doc__ or "").partition("\n")[0])
        rule = Rule(module.CODE, name, module.LEVEL, summary, module.REASON, getattr(module, "TASK", None))
        if (other := rules.setdefault(rule.code, rule)) is not rule:
            raise ValueError(f"{module.__name__}: {other.code} is the code of the rule {other.name} already")
    return dict(sorted(rules.items()))


_FOUND = [item.name for package in PACKAGES for item in iter_modules(import_module(package).__path__, f"{package}.")]
_RULES = [module for module in map(import_module, _FOUND) if hasattr(module, "CODE")]
CHECKS = tuple(sorted(_RULES, key=lambda module: str(module.CODE)))
"""The modules of rules, by code."""

RULES = _by_code(CHECKS)
"""All rules, by code."""


def check(
    atlas: Atlas, today: date | None = None, only: frozenset[str] | None = None, near: frozenset[str] | None = None
) -> Findings:
    """Yield the findings of all rules; without a date, nothing is overdue.

    With `only`, the findings are those in the entries with these ids, and perhaps some in others. These entries are then
    compared with those of `near`, which have a text of `compared_by` in common with them; without `near`, with all.
    """
    entries, compared = _sorted_entries(atlas, only), _sorted_entries(atlas, near)
    for module in CHECKS:
        yield from findings_of(module, atlas, today, entries, compared)


def compared_by(entry: Entry) -> frozenset[str]:
    """Return the texts by which an entry is compared: no rule compares two entries without a common text."""
    comparing = (module for module in CHECKS if hasattr(module, "compare"))
    return frozenset(text for module in comparing for text in module.compared_by(entry))


def findings_of(
    module: ModuleType, atlas: Atlas, today: date | None, entries: Iterable[Entry], compared: Iterable[Entry]
) -> Findings:
    """Yield the findings of one rule, in `entries` or by comparing those of `compared` with one another."""
    if hasattr(module, "compare"):
        by_text: dict[str, list[Entry]] = defaultdict(list)
        for entry in compared:
            for text in module.compared_by(entry):
                by_text[text].append(entry)
        for text, alike in by_text.items():
            if len(alike) > 1:
                yield from module.compare(text, alike)
    elif not hasattr(module, "check_on"):
        for entry in entries:
            yield from module.check(atlas, entry)
    elif today is not None:
        for entry in entries:
            yield from module.check_on(today, entry)


def _sorted_entries(atlas: Atlas, ids: frozenset[str] | None) -> list[Entry]:
    """Return the entries with these ids, or all, in the order of the atlas."""
    if ids is None:
        return list(atlas.entries.values())
    entries = [atlas.entries[id] for id in ids if id in atlas.entries]
    return sorted(entries, key=lambda entry: (entry.kind.order, entry.id))
