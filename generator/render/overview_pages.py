"""Pages across entries that hold no statements: the rules."""

from generator.diagnostics import Rule
from generator.diagnostics.catalog import RULES


def rules() -> tuple[Rule, ...]:
    """Return all rules, by code."""
    return tuple(RULES.values())
