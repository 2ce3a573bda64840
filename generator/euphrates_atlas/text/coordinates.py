"""Coordinates as people write them: degrees with decimals, or with minutes and seconds, in the digits of several scripts."""

import re
from collections.abc import Mapping, Sequence

from euphrates_atlas.text.phrases import western_digits

EXPECTED = "write latitude, then longitude, in degrees with decimals: 30 minutes are .50 degrees, as `[34.37, 41.09]`"
MAX_DECIMALS = 2
_NUMBER = r"\d+(?:[.,٫]\d+)?"
_SIDE = r"[NSEW]\.?|North|South|East|West|شمال\w*|جنوب\w*|شرق\w*|غرب\w*"
_MINUTES = rf"(?P<minutes>{_NUMBER})\s*(?:'|m(?:in)?\b\.?|:(?=\s*\d))?"
_SECONDS = rf"(?P<seconds>{_NUMBER})\s*(?:\"|''|s(?:ec)?\b\.?)?"
_ANGLE = (
    rf"(?P<sign>[-+])?(?P<degrees>{_NUMBER})\s*(?P<mark>°|d(?:eg)?\b\.?|d(?=\d)|:(?=\s*\d))?"
    rf"(?:\s*{_MINUTES}(?:\s*{_SECONDS})?)?"
)
_SIDE_FIRST = re.compile(rf"(?P<side>{_SIDE})\s*{_ANGLE}", re.IGNORECASE)
_SIDE_LAST = re.compile(rf"{_ANGLE}\s*(?P<side>{_SIDE})?", re.IGNORECASE)
_DECIMALS = re.compile(r"([-+]?\d+\.\d+)[\s,;]+([-+]?\d+\.\d+)")
_BETWEEN = re.compile(r"\s*[,;/،؛]?\s*")
_SIDES = {"شمال": "N", "جنوب": "S", "شرق": "E", "غرب": "W"}
_MARKS = str.maketrans(
    {
        **dict.fromkeys("′’‘ʹʼ´`", "'"),
        **dict.fromkeys("″”“ʺ", '"'),
        **dict.fromkeys("º˚", "°"),
        "−": "-",
        "–": "-",
    }
)
_LATITUDES, _LONGITUDES = (
    ("lat", "latitude", "n", "north", "y"),
    ("lon", "long", "lng", "longitude", "e", "east", "x"),
)
_AXES = {"N": "latitude", "S": "latitude", "E": "longitude", "W": "longitude"}
_LIMITS = {"latitude": 90, "longitude": 180}


def pair_meant(written: str | Sequence[str] | Mapping[str, str]) -> str | None:
    """Return latitude and longitude as a list of decimals; None where it is not plain what they are."""
    if isinstance(written, Mapping):
        written = _by_name(written)
    elif isinstance(written, str):
        written = _split(_plain(written))
    pair: list[tuple[float, str]] = []
    for text in written:
        coordinate = _read(_plain(text))
        if coordinate is None:
            return None
        pair.append(coordinate)
    return _listed(pair) if len(pair) == len(_LIMITS) else None


def _listed(pair: list[tuple[float, str]]) -> str | None:
    """Return two coordinates as a list, latitude first; None where they cannot be one of each."""
    if pair[0][1] == "longitude" or pair[1][1] == "latitude":
        pair.reverse()
    numbers = []
    for (value, axis), (expected, limit) in zip(pair, _LIMITS.items(), strict=True):
        if axis not in ("", expected) or abs(value) > limit:
            return None
        numbers.append(f"{round(value, MAX_DECIMALS):g}")
    return f"[{', '.join(numbers)}]"


def _by_name(named: Mapping[str, str]) -> list[str]:
    """Return the values of keys such as `lat` and `lng`, latitude first."""
    by_key = {key.lower(): text for key, text in named.items()}
    names = (*_LATITUDES, *_LONGITUDES)
    return [by_key[name] for name in names if name in by_key]


def _split(text: str) -> list[str]:
    """Return the coordinates that follow one another in a text; none where something else stands there."""
    text = text.strip().removeprefix("(").removesuffix(")").removeprefix("[").removesuffix("]")
    decimals = _DECIMALS.fullmatch(text)
    if decimals:
        return list(decimals.groups())
    found: list[str] = []
    at = 0
    form = _SIDE_FIRST if _SIDE_FIRST.match(text) else _SIDE_LAST
    while match := form.match(text, at):
        found.append(match[0])
        gap = _BETWEEN.match(text, match.end())
        at = gap.end() if gap else match.end()
    return found if at == len(text) else []


def _read(text: str) -> tuple[float, str] | None:
    """Return the degrees of one coordinate, and its axis where a letter names it; None where it can mean several things."""
    match = _SIDE_FIRST.fullmatch(text.strip()) or _SIDE_LAST.fullmatch(text.strip())
    if match is None:
        return None
    side = _side(match["side"] or "")
    if match["minutes"] and not (match["mark"] or side):
        return None  # `36 59` may be 36.59 or 36° 59'
    if side and match["sign"]:
        return None
    degrees, minutes, seconds = map(_value, match.group("degrees", "minutes", "seconds"))
    if minutes >= 60 or seconds >= 60:
        return None
    if (match["minutes"] and degrees % 1) or (match["seconds"] and minutes % 1):
        return None  # `36.5° 30'`: a part is split that has decimals
    value = degrees + minutes / 60 + seconds / 3600
    is_negative = match["sign"] == "-" or side in ("S", "W")
    return -value if is_negative else value, _AXES.get(side, "")


def _value(number: str | None) -> float:
    return float(re.sub("[,٫]", ".", number)) if number else 0.0


def _side(word: str) -> str:
    """Return the letter of a side, as `N` for `North` or `شمالا`."""
    for name, side in _SIDES.items():
        if word.startswith(name):
            return side
    return word[:1].upper()


def _plain(text: str) -> str:
    """Return a text with one form of each digit and mark."""
    return " ".join(western_digits(text).translate(_MARKS).split())
