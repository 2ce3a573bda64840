"""All rules by their codes, and the functions that run one of them over entries.

`store_check` runs the rules; the pages about rules in `render/overviews/` list them. A rule is found because
its module is in this package, or in `rules/` of the kinds; `euphrates_atlas.model.rules` says how it is declared.
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
    """Return the rules of all modules by code, sorted. Raises `CommandFailed` where two have one code."""
    checks: dict[str, Check] = {}
    for check in _checks():
        code = check.rule.code
        other = checks.setdefault(code, check)  # the check itself, where it is the first
        taken = READING_RULES.get(code) or other.rule
        if taken is not check.rule:
            raise CommandFailed(
                f"{_place(check.find)}: {code} is the code of the rule {taken.name} already: give it another one"
            )
    return dict(sorted(checks.items()))


def _checks() -> Iterator[Check]:
    """Yield the rules of all modules. Raises `CommandFailed` for a function that somebody forgot to mark as a rule."""
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
    """Tell whether this is a function of the module itself that takes `(atlas, entry)`, as a rule does, or makes a `Fault`."""
    if not isinstance(value, FunctionType) or value.__module__ != module.__name__:
        return False
    code = value.__code__  # its compiled body names its arguments, and the globals it uses
    return code.co_varnames[:2] == ("atlas", "entry") or Fault.__name__ in code.co_names


def _place(function: Any) -> str:
    """Return file and first line of a function, as messages name them."""
    return f"{file_of(function.__module__)}:{function.__code__.co_firstlineno}"


CHECKS = tuple(_declared().values())
RULES: dict[str, Rule] = READING_RULES | {check.rule.code: check.rule for check in CHECKS}
"""All rules, by code; those of `CHECKS` look at entries."""


def compared_by(entry: Entry) -> frozenset[str]:
    """Return the texts under which rules compare an entry with others, such as its folded names.

    No rule compares two entries without a common text: so a check of a few files looks up
    (`Store.alike`) only the entries that share one with them.
    """
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
    """Yield what breaks a rule in these entries, or between them, each fault with its entry and a code.

    Without a date, a rule that judges by the day finds nothing. `store_check` calls this for each rule.
    Raises `CommandFailed` for a rule that gives anything but faults.
    """
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
    """Yield what the function of a rule finds, as it gives it: by entry, or by text where it compares entries."""
    if check.compared_by:
        by_text = defaultdict(list)
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
