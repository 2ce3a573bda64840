"""Dates in English words, long for sentences and short for tables; the locale of the machine never matters."""

from typing import NamedTuple

from euphrates_atlas.text.edtf import Edtf
from euphrates_atlas.text.months import month_of


class _Style(NamedTuple):
    """Where the long and the short form differ."""

    letters: int | None = None
    """Letters of a month's name; None for all."""
    about: str = "about "
    uncertain: str = " (uncertain)"
    between: str = "{} to {}"
    """Two whole dates of an interval, by `format`."""
    joined: str = "{} to {}"
    """Two ends that share their month or year, by `format`."""
    marked: str = "from {} to {}"
    """Two ends of which at least one is about or uncertain, by `format`."""
    unknown_end: str = "from {}, end not known"
    unknown_start: str = "until {}, start not known"


_LONG = _Style()
_SHORT = _Style(3, "c. ", "?", "{} – {}", "{}–{}", "{} – {}", "{}–?", "?–{}")


def in_words(date: Edtf) -> str:
    """Say a date in a sentence: "15 February 2021", "about 2003", "May to August 2020", "since 2014"."""
    if date.is_interval:
        return _interval(date, _LONG)
    if _is_nameless(date) and date.qualifier in ("", "?"):
        between = (
            f"between {date.earliest[:4].lstrip('0')} and {date.latest[:4].lstrip('0')}"
        )
        return between + (_LONG.uncertain if date.qualifier else "")
    return _date(date, _LONG)


def in_short(date: Edtf) -> str:
    """Say a date in a table's cell: "15 Feb 2021", "c. 2003", "May–Aug 2020", "since 2014"."""
    return _interval(date, _SHORT) if date.is_interval else _date(date, _SHORT)


def _date(date: Edtf, style: _Style) -> str:
    words = _span(date, style)
    if date.qualifier in ("~", "%"):
        is_decade = style is _LONG and words.endswith("s")  # "about the 1990s"
        words = f"{style.about}{'the ' if is_decade else ''}{words}"
    return words + style.uncertain if date.qualifier in ("?", "%") else words


def _is_nameless(date: Edtf) -> bool:
    """Whether a decade or century has no name: "2000s" may be ten years or a hundred."""
    return date.precision == "century" or (
        date.precision == "decade" and date.earliest[2:4] == "00"
    )


def _span(date: Edtf, style: _Style) -> str:
    """Return the words of a date that is no interval, without its mark of doubt."""
    first = date.earliest[:4].lstrip("0")
    last = date.latest[:4].lstrip("0")
    match date.precision:
        case "day":
            return f"{date.earliest[8:].lstrip('0')} {_month(date, style)} {first}"
        case "month":
            return f"{_month(date, style)} {first}"
        case "decade" | "century":
            return f"{first}–{last}" if _is_nameless(date) else f"{first}s"
        case _:
            return first


def _interval(date: Edtf, style: _Style) -> str:
    """Return the words of an interval, of which an end may be open, unknown or marked as doubtful."""
    start = date.start
    end = date.end
    if not end:
        words = _date(start or date, style)
        return style.unknown_end.format(words) if date.unknown_end else f"since {words}"
    if date.is_upper_bound:
        return f"no later than {_date(end, style).removesuffix(style.uncertain)}"
    if not start:
        words = _date(end, style)
        return style.unknown_start.format(words) if date.unknown_start else f"until {words}"
    if start.qualifier or end.qualifier:
        return style.marked.format(_date(start, style), _date(end, style))
    return _plain_interval(start, end, style)


def _plain_interval(start: Edtf, end: Edtf, style: _Style) -> str:
    """Return an interval of which neither end is uncertain: `3 to 5 May 2021`."""
    first = _span(start, style)
    last = _span(end, style)
    if first == last:
        return first
    if start.precision != end.precision or start.precision in ("decade", "century"):
        return style.between.format(first, last)
    words = first.split()
    shared = last.split()
    while words[-1] == shared.pop():  # the month or year of both is said once
        words.pop()
    form = style.joined if len(words) == 1 else style.between
    return form.format(" ".join(words), last)


def _month(date: Edtf, style: _Style) -> str:
    return month_of(date.earliest)[: style.letters]
