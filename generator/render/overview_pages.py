"""Pages across entries that hold no statements: the glossary, the rules."""

from generator.codes import CodeList, code_list, list_names
from generator.diagnostics import Rule
from generator.diagnostics.catalog import RULES


def glossary() -> tuple[CodeList, ...]:
    """Return all code lists."""
    return tuple(code_list(name) for name in list_names())


def rules() -> tuple[Rule, ...]:
    """Return all rules, by code."""
    return tuple(RULES.values())
