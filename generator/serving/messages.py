"""What the two processes tell each other."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changed:
    """To the resident: these files changed on disk."""

    files: tuple[str, ...]
    """Paths below the repository."""
    opened: tuple[str, ...]
    """The addresses of the pages that browsers show, the latest first."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """To the resident: a browser asks for this page, and what stands on disk may be of before."""

    number: int
    address: str


@dataclass(frozen=True, slots=True)
class Answered:
    """To the front: the page that was asked for is as it can be."""

    number: int


@dataclass(frozen=True, slots=True)
class Made:
    """To the front: these addresses have other bytes than before, or none any more."""

    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """To the front: what is wrong, as the terminal shows it; empty where nothing is."""

    text: str
    is_grave: bool
    """Whether there is an error, which forbids a build."""


@dataclass(frozen=True, slots=True)
class Standing:
    """To the front: whether every page on disk is that of the store."""

    is_settled: bool


@dataclass(frozen=True, slots=True)
class Outdated:
    """To the front: what the resident holds is no more what it should hold, and another one has to begin."""

    reason: str


@dataclass(frozen=True, slots=True)
class Stopped:
    """To the front: the resident cannot go on."""

    reason: str


ToResident = Changed | Wanted
ToFront = Answered | Made | Outdated | Report | Standing | Stopped
