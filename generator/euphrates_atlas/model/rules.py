"""How a rule over linked entries is declared: a function that yields its findings, with a code and a reason."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from euphrates_atlas.diagnostics import Level, Rule
from euphrates_atlas.model.atlas import Entry, Fact, Finding, Findings
from euphrates_atlas.subject import subject


@dataclass(frozen=True, slots=True)
class Check:
    """A rule, and the function that looks for what breaks it."""

    rule: Rule
    find: Callable[..., Findings]
    """Takes the atlas and an entry; with `by_day` the day and an entry, with `compared_by` what several entries have under a text."""
    compared_by: Callable[[Entry], Mapping[str, Any]] | None
    """Returns what it compares of an entry with others, by the texts of which they must have one in common."""
    by_day: bool


@dataclass(frozen=True, slots=True)
class Condition:
    """What a statement must say because of a code in another part of it: check and form ask for it in the same words."""

    rule: str
    part: str
    """The part with the code, such as `stance`."""
    codes: tuple[str, ...]
    """The codes that ask for more."""
    needs: str
    """The part that must be there."""
    message: str
    """What is found without it; `{}` stands for the code."""
    help: str

    def findings(self, entry: Entry, fact: Fact) -> Findings:
        """Yield what is missing in a statement, if anything."""
        code = getattr(fact.statement, self.part, None)
        if code in self.codes and getattr(fact.statement, self.needs) is None:
            place = (*fact.path, self.part)
            yield Finding(self.rule, entry, place, self.message.format(code), self.help)


def rule(
    code: str,
    level: Level,
    reason: str,
    task: tuple[str, str] | None = None,
    *,
    compared_by: Callable[[Entry], Mapping[str, Any]] | None = None,
    by_day: bool = False,
) -> Callable[[Callable[..., Findings]], Check]:
    """Make a function a rule: it is named like the function, and the first line of its docstring says what it asks for."""

    def declared(find: Callable[..., Findings]) -> Check:
        first_line, *_ = (find.__doc__ or "").split("\n")
        name = find.__name__.replace("_", "-")
        described = Rule(code, name, level, subject().worded(first_line), reason, task)
        return Check(described, find, compared_by, by_day)

    return declared
