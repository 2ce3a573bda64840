"""Coordinates as people write them: degrees with decimals, or with minutes and seconds, in the digits of several scripts."""

import re
from collections.abc import Mapping, Sequence

from euphrates_atlas.text.phrases import western_digits

EXPECTED = "write latitude, then longitude, in degrees with decimals: 30 minutes are .50 degrees, as `[34.37, 41.09]`"
MAX_DECIMALS = 2
_NUMBER = r"(?>\d+(?:[.,٫]\d+)?)"
_SIDE = r"(?P<side{0}>[NSEW]\.?|North|South|East|West|شمال\w*|جنوب\w*|شرق\w*|غرب\w*)"
_MINUTES = rf"(?P<minutes{{0}}>{_NUMBER})\s*(?:'|m(?:in)?\b\.?|:(?=\s*\d))?"
_SECONDS = rf"(?P<seconds{{0}}>{_NUMBER})\s*(?:\"|''|s(?:ec)?\b\.?)?"
_ANGLE = (
    rf"(?P<sign{{0}}>[-+])?(?P<degrees{{0}}>{_NUMBER})\s*(?P<mark{{0}}>°|d(?:eg)?\b\.?|d(?=\d)|:(?=\s*\d))?"
    rf"(?:\s*{_MINUTES}(?:\s*{_SECONDS})?)?"
)
_BETWEEN = r"\s*[,;/،؛]?\s*"


def _pair(form: str) -> re.Pattern[str]:
    """Return the pattern of two coordinates of one form; the names of its groups end in 0 and 1."""
    return re.compile(form.format(0) + _BETWEEN + form.format(1), re.IGNORECASE)


_SIDE_FIRST = _pair(rf"{_SIDE}\s*{_ANGLE}")
_SIDE_LAST = _pair(rf"{_ANGLE}\s*{_SIDE}?")
_ARABIC_SIDES = {"شم": "N", "جن": "S", "شر": "E", "غر": "W"}
"""By the first two letters of the word."""
_MARKS = str.maketrans(
    {
        **dict.fromkeys("′’‘ʹʼ´`", "'"),
        **dict.fromkeys("″”“ʺ", '"'),
        **dict.fromkeys("º˚", "°"),
        **dict.fromkeys("−–", "-"),
    }
)
_LATITUDES = ("lat", "latitude", "n", "north", "y")
_LONGITUDES = ("lon", "long", "lng", "longitude", "e", "east", "x")
_PLACES = {"N": 0, "S": 0, "E": 1, "W": 1}
_LIMITS = (90, 180)
"""Latitude stands first, and is no more than 90 degrees."""


def pair_meant(written: str | Sequence[str] | Mapping[str, str]) -> str | None:
    """Return latitude and longitude as a list of decimals; None where it is not plain what they are."""
    if isinstance(written, Mapping):
        written = _by_name(written)
    if not isinstance(written, str):
        written = " / ".join(written)
    text = western_digits(written).translate(_MARKS).strip("()[] ")
    match = _SIDE_FIRST.fullmatch(text) or _SIDE_LAST.fullmatch(text)
    if match is None or bool(match["mark0"]) != bool(match["mark1"]):
        return None  # `36° 59.5` is one coordinate, not two
    numbers = ["", ""]
    for at in (0, 1):
        word = match[f"side{at}"] or ""
        side = _ARABIC_SIDES.get(word[:2], word[:1].upper())
        value = _degrees(match, at, side)
        place = _PLACES.get(side, at)
        if value is None or abs(value) > _LIMITS[place]:
            return None
        numbers[place] = f"{round(value, MAX_DECIMALS):g}"
    return f"[{', '.join(numbers)}]" if all(numbers) else None


def _by_name(named: Mapping[str, str]) -> list[str]:
    """Return the values of keys such as `lat` and `lng`, latitude first."""
    by_key = {key.lower(): text for key, text in named.items()}
    names = (*_LATITUDES, *_LONGITUDES)
    return [by_key[name] for name in names if name in by_key]


def _degrees(match: re.Match[str], at: int, side: str) -> float | None:
    """Return the degrees of one of two coordinates; None where it can mean several things."""
    sign, mark, *parts = match.group(*(f"{name}{at}" for name in _GROUPS))
    degrees, minutes, seconds = (float(re.sub("[,٫]", ".", part or "0")) for part in parts)
    is_split = minutes or seconds
    if not (side or mark) and (is_split or parts[0].isdecimal()):
        return None  # `36 59` may be 36.59 or 36° 59'
    if (side and sign) or minutes >= 60 or seconds >= 60:
        return None
    if (is_split and degrees % 1) or (seconds and minutes % 1):
        return None  # `36.5° 30'`: a part is split that has decimals
    value = degrees + minutes / 60 + seconds / 3600
    return -value if sign == "-" or side in ("S", "W") else value


_GROUPS = ("sign", "mark", "degrees", "minutes", "seconds")
