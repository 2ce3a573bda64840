"""All rules by their codes, and the check of linked entries.

A rule is found because its module is in this package, or in `rules/` of the kinds;
`euphrates_atlas.model.rules` says how it is declared.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

from euphrates_atlas.findings import READING_RULES, CommandFailed, Fault, Rule
from euphrates_atlas.kinds import file_of, kind_modules, modules_in
from euphrates_atlas.model.atlas import Atlas, Entry
from euphrates_atlas.model.rules import Check, EntryFaults


def _declared() -> dict[str, Check]:
    """Return the rules of all modules by code."""
    checks: dict[str, Check] = {}
    for check in _checks():
        code = check.rule.code
        other = checks.setdefault(code, check)
        taken = READING_RULES.get(code) or other.rule
        if taken is not check.rule:
            raise CommandFailed(
                f"{_place(check.find)}: {code} is the code of the rule {taken.name} already: give it another one"
            )
    return dict(sorted(checks.items()))


def _checks() -> Iterator[Check]:
    package = __name__.rpartition(".")[0]
    for module in (*modules_in(Path(__file__).parent, package), *kind_modules("rules")):
        for name, value in vars(module).items():
            if isinstance(value, Check):
                yield value
            elif not name.startswith("_") and _is_like_a_rule(value, module):
                raise CommandFailed(
                    f"{_place(value)}: `{name}` looks like a rule and is none: write `@rule(…)` above it; "
                    "where another rule calls it, begin its name with `_`"
                )


def _is_like_a_rule(value: Any, module: ModuleType) -> bool:
    """Tell whether a module defines a function that takes what a rule takes, or makes a fault."""
    if not isinstance(value, FunctionType) or value.__module__ != module.__name__:
        return False
    code = value.__code__
    return code.co_varnames[:2] == ("atlas", "entry") or Fault.__name__ in code.co_names


def _place(function: Any) -> str:
    return f"{file_of(function.__module__)}:{function.__code__.co_firstlineno}"


CHECKS = tuple(_declared().values())
RULES: dict[str, Rule] = READING_RULES | {check.rule.code: check.rule for check in CHECKS}
"""All rules, by code; those of `CHECKS` look at entries."""


def compared_by(entry: Entry) -> frozenset[str]:
    """Return the texts by which an entry is compared: no rule compares two entries without a common text."""
    texts = set[str]()
    for check in CHECKS:
        if check.compared_by:
            texts.update(check.compared_by(entry))
    return frozenset(texts)


def faults_of(
    check: Check,
    atlas: Atlas,
    today: date | None,
    entries: Iterable[Entry],
) -> EntryFaults:
    """Yield what breaks a rule, in entries or by comparing them; without a date, nothing is overdue."""
    for entry, fault in _faults(check, atlas, today, entries):
        if not isinstance(fault, Fault):
            raise CommandFailed(
                f"the rule {check.rule.code} {check.rule.name} gives {fault!r}: let it `yield Fault(…)`, and not return it"
            )
        yield entry, fault._replace(code=fault.code or check.rule.code)


def _faults(
    check: Check,
    atlas: Atlas,
    today: date | None,
    entries: Iterable[Entry],
) -> EntryFaults:
    if check.compared_by:
        by_text: dict[str, list[Any]] = defaultdict(list)
        for entry in entries:
            for text, found in check.compared_by(entry).items():
                by_text[text].append(found)
        for text, alike in by_text.items():
            if len(alike) > 1:
                yield from check.find(text, alike)
        return
    judged_by = today if check.by_day else atlas
    if judged_by:
        for entry in entries:
            for fault in check.find(judged_by, entry) or ():
                yield entry, fault
