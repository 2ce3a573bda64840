"""What a date covers: a span of days, kept as two ISO texts, which sort and compare as they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Precision = Literal["day", "month", "year", "decade", "century", "interval"]
Qualifier = Literal["", "?", "~", "%"]

NO_START = "0001-01-01"
NO_END = "9999-12-31"


@dataclass(frozen=True, slots=True)
class Edtf:
    """A date or an interval: the text as typed and the days it may cover.

    The marks `?`, `~` and `%` widen nothing: `2003~` covers the year 2003, because how far "about"
    reaches is the reader's judgement and a check must not guess it.
    """

    text: str
    earliest: str
    """First day covered, `YYYY-MM-DD`; `0001-01-01` where the start is open or unknown."""
    latest: str
    """Last day covered, `YYYY-MM-DD`; `9999-12-31` where the end is open or unknown."""
    precision: Precision
    """What the text names. Unspecified digits count as what is left: `2021-XX` is a year."""
    qualifier: Qualifier
    """`?` uncertain, `~` about, `%` both; of an interval, what its two ends say together."""
    is_interval: bool = False
    open_start: bool = False
    """Written `../2019`: has no start that matters."""
    open_end: bool = False
    """Written `2019/..`: goes on."""
    unknown_start: bool = False
    """Written `/2019`: it began, nobody says when."""
    unknown_end: bool = False
    """Written `2019/`: it ended or goes on, nobody says."""

    ends: tuple[Edtf | None, Edtf | None] = (None, None)
    """What an interval lies between; see `start` and `end`."""

    @property
    def start(self) -> Edtf | None:
        """The date an interval begins with (the date itself, if it is none); None if open or unknown."""
        return self.ends[0] if self.is_interval else self

    @property
    def end(self) -> Edtf | None:
        """The date an interval ends with (the date itself, if it is none); None if open or unknown."""
        return self.ends[1] if self.is_interval else self

    @property
    def sort_key(self) -> tuple[str, int, str]:
        """Chronological by first day, then the coarser before the finer, then by text."""
        return (self.earliest, -int(self.latest.replace("-", "")), self.text)

    def contains(self, other: Edtf) -> bool:
        """Whether the other span lies within this one; equal spans contain each other.

        Qualifiers are not looked at: `2003` and `2003~` contain each other and both contain
        `2003-05`; neither contains `2004`. An unknown end reaches as far as an open one.
        """
        return self.earliest <= other.earliest and other.latest <= self.latest

    def overlaps(self, other: Edtf) -> bool:
        """Whether the two spans share a day; an open or unknown end reaches as far as it can."""
        return self.earliest <= other.latest and other.earliest <= self.latest
