"""Stand-ins for the values of a page, which show what the theme's templates do with each of them.

A template prints a value, perhaps escaped, or asks something about it. Printed, a stand-in leaves a mark that says how it was
printed. Asked, it answers for the page that it stands for and notes question and answer: another page can be filled in only
where all its values give the same answers.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

_OPEN, _CLOSE = "\ue000", "\ue001"
CORE = "eaprobe"
"""Part of every mark, whatever is done to it."""
MARKS = re.compile(f"({_OPEN}.*?{_CLOSE})", re.DOTALL)
_PROVOCATION = "/./<i>  &amp;\"'"
"""What escaping, removing tags, joining addresses and the like each change in their own way."""


class Unforeseen(Exception):
    """A template does something with a value that stand-ins do not know."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a template asked about a value, and the answer it was given."""

    name: str
    method: str
    given: tuple[object, ...]
    answer: object

    def holds(self, values: Mapping[str, str]) -> bool:
        """Tell whether these values give the same answer."""
        return bool(getattr(str, self.method)(values[self.name], *self.given) == self.answer)


@dataclass(slots=True)
class Probes:
    """The stand-ins of one page, and the questions that were asked about them, each once."""

    values: Mapping[str, str]
    questions: dict[Question, None] = field(default_factory=dict)

    def stand_in(self, name: str) -> str:
        """Return what stands for the value of this name."""
        return Probe(mark(name), name, self)

    def stand_in_for_address(self, name: str, shown: str) -> str:
        """Return what stands for the page's own address: as text it is `shown`, asked it is the value of this name."""
        return _Address(shown, name, self)

    def asked(self, name: str, method: str, given: tuple[object, ...]) -> Any:
        """Answer a question for the page, and note it."""
        if name not in self.values:
            raise Unforeseen
        if any(isinstance(part, Probe) or not isinstance(part, str | int | tuple | None) for part in given):
            raise Unforeseen
        answer = getattr(str, method)(self.values[name], *given)
        if answer is not NotImplemented:
            if not isinstance(answer, str | int | tuple):
                raise Unforeseen
            self.questions[Question(name, method, given, answer)] = None
        return answer


def mark(name: str) -> str:
    """Return what a stand-in leaves where it is printed as it is."""
    return f"{_OPEN}{CORE}-{name}{_PROVOCATION}{_CLOSE}"


def bare_mark(name: str) -> str:
    """Return a mark that can stand in an address, for a value in which there is nothing to escape."""
    return f"{_OPEN}{CORE}-{name}{_CLOSE}"


class Probe(str):
    """A stand-in: its text is its mark; what is asked about it is answered from the page."""

    _name: str
    _probes: Probes

    def __new__(cls, text: str, name: str, probes: Probes) -> "Probe":
        """Make the stand-in for the value of this name."""
        made = super().__new__(cls, text)
        made._name, made._probes = name, probes
        return made

    def __bool__(self) -> bool:
        return bool(self._probes.asked(self._name, "__ne__", ("",)))

    def __hash__(self) -> int:
        raise Unforeseen  # a look-up by value

    def __str__(self) -> str:
        return self  # filters work on `str(value)`

    def __format__(self, wanted: str) -> str:
        if wanted:
            raise Unforeseen
        return self


class _Address(Probe):
    """The stand-in for the page's own address, from which the addresses of others are reckoned as from any of its folder."""


def _answering(method: str) -> Callable[..., Any]:
    def answer(self: Probe, *given: object) -> Any:
        return self._probes.asked(self._name, method, given)

    return answer


_PRINTED = {
    "__str__",
    "__repr__",
    "__add__",
    "__getattribute__",
    "__new__",
    "__init__",
    "__init_subclass__",
    "__class__",
}
_RECKONED = {"rpartition", "partition", "split", "rsplit", "encode", "__getitem__", "__iter__", "__len__"}

for _method in dir(str):
    _own = (
        Probe.__dict__.keys()
        | _PRINTED
        | set(dir(object)) - {"__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__"}
    )
    if callable(getattr(str, _method)) and _method not in _own:
        setattr(Probe, _method, _answering(_method))
for _method in _RECKONED:
    setattr(_Address, _method, getattr(str, _method))
