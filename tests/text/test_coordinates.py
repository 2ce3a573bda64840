"""Coordinates in the forms of maps and reports, and the list of decimals that each means, if it is plain."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from euphrates_atlas.text.coordinates import pair_meant

ERBIL = "[36.98, 44.02]"
MEANT = [
    ("36°59'N 44°01'E", ERBIL),
    ("36°59'N, 44°01'E", ERBIL),
    ("36°59'N/44°01'E", ERBIL),
    ("36º59’N 44º1’E", ERBIL),
    ("36°59′30″N 44°01′E", "[36.99, 44.02]"),
    ("36° 59' 24.5\" N 44° 01' 12\" E", "[36.99, 44.02]"),
    ("36°59'30.0\"N 44°01'12.0\"E", "[36.99, 44.02]"),
    ("٣٦°٥٩'N, ٤٤°٠١'E", ERBIL),
    ("٣٦٫٩٨، ٤٤٫٠٢", ERBIL),
    ("33°52'S, 151°12'E", "[-33.87, 151.2]"),
    ("40°26'46\"N 79°58'56\"W", "[40.45, -79.98]"),
    ("33°N 44°E", "[33, 44]"),
    ("36.98 44.02", ERBIL),
    ("(36.98, 44.02)", ERBIL),
    ("36.191113,44.009167", "[36.19, 44.01]"),
    ("0°0'S, 0°0'10\"W", "[0, 0]"),
]
NOT_PLAIN = [
    "36 59 44 01",
    "36°75'N 44°01'E",
    "36°59'75\"N 44°01'E",
    "36.5°30'N 44°01'E",
    "36°59'N 44°01'N",
    "95°10'N 44°E",
    "36°59'N",
    "36°59'N 44°01'E 3",
    "POINT(44.02 36.98)",
    "365900N 0440100E",
    "38SMB4595",
    "near Erbil",
    "36 59",
    "",
]


@pytest.mark.parametrize(("written", "meant"), MEANT)
def test_what_is_meant(written: str, meant: str) -> None:
    assert pair_meant(written) == meant


@pytest.mark.parametrize("written", NOT_PLAIN, ids=str)
def test_no_value_where_it_is_not_plain(written: str) -> None:
    assert pair_meant(written) is None


@given(st.integers(0, 89), st.integers(0, 59), st.integers(0, 59), st.sampled_from("NS"))
def test_minutes_and_seconds_are_parts_of_a_degree(degrees: int, minutes: int, seconds: int, side: str) -> None:
    value = (degrees + minutes / 60 + seconds / 3600) * (1 if side == "N" else -1)
    written = pair_meant(f"{degrees}°{minutes}'{seconds}\"{side} 0°E")
    assert written == f"[{round(value, 2):g}, 0]"


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    assert pair_meant(text) is None or pair_meant(text).startswith("[")
