"""Coordinates as maps and encyclopedias write them: degrees with decimals, or with minutes and seconds.

Used by `model/parsing.py`, for the help of a finding.
"""

import re

from euphrates_atlas.text.phrases import western_digits

EXPECTED_PAIR = "write latitude, then longitude, in degrees with decimals: 30 minutes are .50 degrees, as `[34.37, 41.09]`"
_DECIMALS = re.compile(r"[(\[]?(-?\d+\.\d+)[\s,;]+(-?\d+\.\d+)[)\]]?")
_ANGLE = r"(\d{1,3})°\s*(?:([0-5]?\d)'\s*)?(?:([0-5]?\d(?:\.\d+)?)\"\s*)?"
_ANGLES = re.compile(rf"{_ANGLE}([NS])[\s,/]*{_ANGLE}([EW])")
_MARKS = str.maketrans("′’″”º٫،", "''\"\"°.,")


def in_plain_marks(text: str) -> str:
    """Return a text with the digits and marks of keyboards: `33.5°18'` for `٣٣٫٥º18′`. No place in it moves."""
    return western_digits(text).translate(_MARKS)


def pair_meant(text: str) -> str | None:
    """Return latitude and longitude as a list of decimals; None where a text is no such pair."""
    text = in_plain_marks(text).strip()
    if match := _DECIMALS.fullmatch(text):
        latitude, longitude = map(float, match.groups())
    elif match := _ANGLES.fullmatch(text):
        parts = match.groups()
        latitude = _degrees(*parts[:4])
        longitude = _degrees(*parts[4:])
    else:
        return None
    if abs(latitude) > 90 or abs(longitude) > 180:
        return None
    # Added to a 0, the -0 of a place just south of the equator becomes 0.
    return f"[{0 + round(latitude, 2):g}, {0 + round(longitude, 2):g}]"


def _degrees(degrees: str, minutes: str | None, seconds: str | None, side: str) -> float:
    value = int(degrees) + int(minutes or 0) / 60 + float(seconds or 0) / 3600
    return -value if side in "SW" else value
