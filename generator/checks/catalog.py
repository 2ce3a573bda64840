"""All rules by their codes, and the check of linked entries by those that look at entries.

A rule is found because its module is in one of the `PACKAGES`; `generator.model.rules` says how it is declared.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from generator.diagnostics import READING_RULES, Rule
from generator.model.atlas import Atlas, Entry, Findings
from generator.model.rules import Check

PACKAGES = ("generator.checks", "generator.kinds.rules")


def _declared() -> dict[str, Check]:
    """Return the rules of all modules by code."""
    checks: dict[str, Check] = {}
    for package in map(import_module, PACKAGES):
        for module in iter_modules(package.__path__, f"{package.__name__}."):
            for check in vars(import_module(module.name)).values():
                if isinstance(check, Check) and (other := checks.setdefault(check.rule.code, check)) is not check:
                    raise ValueError(
                        f"{module.name}: {other.rule.code} is the code of the rule {other.rule.name} already"
                    )
    return dict(sorted(checks.items()))


CHECKS = tuple(_declared().values())
RULES: dict[str, Rule] = {**READING_RULES, **{check.rule.code: check.rule for check in CHECKS}}
"""All rules, by code; those of `CHECKS` look at entries."""


def compared_by(entry: Entry) -> frozenset[str]:
    """Return the texts by which an entry is compared: no rule compares two entries without a common text."""
    return frozenset(text for check in CHECKS if check.compared_by for text in check.compared_by(entry))


def findings_of(
    check: Check, atlas: Atlas, today: date | None, entries: Iterable[Entry], compared: Iterable[Entry]
) -> Findings:
    """Yield the findings of a rule, in `entries` or by comparing those of `compared`; without a date, nothing is overdue."""
    if check.compared_by is not None:
        by_text: dict[str, list[Any]] = defaultdict(list)
        for entry in compared:
            for text, found in check.compared_by(entry).items():
                by_text[text].append(found)
        for text, alike in by_text.items():
            if len(alike) > 1:
                yield from check.find(text, alike)
    elif today is not None or not check.by_day:
        for entry in entries:
            yield from check.find(today if check.by_day else atlas, entry)
