"""How a rule over linked entries is declared: a function that yields faults, with a code and a reason.

Used by the modules of `checks/` and of `kinds/rules/`; `checks/catalog.py` collects their rules.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from euphrates_atlas.findings import Fault, Faults, Level, Rule
from euphrates_atlas.model.atlas import Entry, EntryFault, Fact
from euphrates_atlas.subject import subject

EntryFaults = Iterator[EntryFault]
"""What a rule yields that compares entries: each fault behind its entry."""


class Check(NamedTuple):
    """A rule, and the function that looks for what breaks it."""

    rule: Rule
    find: Callable[..., Iterator[Any]]
    """Takes the atlas and an entry; with `by_day` the day and an entry, with `compared_by` what several entries have under a text."""
    compared_by: Callable[[Entry], Mapping[str, Any]] | None
    """Returns what it compares of an entry with others, by the texts of which they must have one in common."""
    by_day: bool


class Condition(NamedTuple):
    """What a statement must say because of a code in another part of it: check and form ask for it in the same words."""

    part: str
    """The part with the code, such as `stance`."""
    codes: tuple[str, ...]
    """The codes that ask for more."""
    needs: str
    """The part that must be there."""
    message: str
    """What is found without it; `{}` stands for the code."""
    help: str

    def faults(self, fact: Fact) -> Faults:
        """Yield what is missing in a statement, if anything."""
        code = getattr(fact.statement, self.part, None)
        if code not in self.codes:
            return
        if getattr(fact.statement, self.needs) is None:
            message = self.message.format(code)
            yield Fault((*fact.path, self.part), message, self.help)


def rule(
    code: str,
    level: Level,
    reason: str,
    task: tuple[str, str] | None = None,
    *,
    compared_by: Callable[[Entry], Mapping[str, Any]] | None = None,
    by_day: bool = False,
) -> Callable[[Callable[..., Iterator[Any]]], Check]:
    """Decorate a function as a rule: the rule is named like it, and the first line of its docstring says what the rule asks for.

    `task` belongs to a note, see `Rule`; `compared_by` and `by_day` change what the function is given, see `Check`.
    """

    def declared(find: Callable[..., Iterator[Any]]) -> Check:
        if find.__code__.co_argcount != 2:
            raise TypeError("a rule takes two arguments, `(atlas, entry)`")
        first_line, *_ = (find.__doc__ or "").split("\n")
        name = find.__name__.replace("_", "-")
        described = Rule(code, name, level, subject().worded(first_line), reason, task)
        return Check(described, find, compared_by, by_day)

    return declared
