"""Texts in a wrong encoding with what they were, and texts that only look odd."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from euphrates_atlas.text.broken_text import broken_part

MEANT = {
    "Ù†Øµ ØªØ¬Ø±ÙŠØ¨ÙŠ": "نص تجريبي",
    "Ø§Ù„Ø¹Ø±Ø§Ù‚ØŒ 2021": "العراق،",
    "donâ€™t": "’",
    "â€œsayâ€\x9d": "“say”",
    "cafÃ© Â©": "é ©",
    "Ð˜Ñ€Ð°Ðº": "Ирак",
    "ط§ظ„ط¹ط±ط§ظ‚": "العراق",
    "ÇáÚÑÇÞ": "العراق",
    "A town&#8217;s test &amp; more": "’s test &",
    "A town&#x2019;s": "’",
    "one&nbsp;two": " ",
    "&lt;b&gt;": "<b>",
    "&amp;#8217;": "’",
    r"\u0646\u0635": "نص",
    "%D9%86%D8%B5": "نص",
    "ﻓﻴﻠﻖ ﺃﺳﻮﺩ": "فيلق أسود",
    "اﻹيراني": "لإ",
    "ﺍﻟﺤ\u0640\u0640ﺸﺪ": "الحشد",
    "ﬁle": "fi",
    "ＡＢＣ": "ABC",
}
LOST = ["A town\ufffds test", "???? ???", "??????", "╪º┘ä╪╣", "<b>A raid</b>", "Ø§Ù„ \ufffd", "&#0;"]
RIGHT = [
    "نص تجريبي",
    "عکس، طلاب؛ «متن»",
    "ﷲ ﷺ ﴿نص﴾",
    "What???",
    "AT&T; R&D &copy",
    "100%25 of it, 5% 20",
    "CAFÉ” and GÖRÜŞÜ” and “À” «À» —“Ö”",
    "São El Niño Øyvind Ålesund naïve Zoë «é» Müller Čačak",
    "a < b > c",
    r"C:\\users",
    "plain",
    "",
]


@pytest.mark.parametrize(("text", "right"), MEANT.items(), ids=range(len(MEANT)))
def test_what_was_there(text: str, right: str) -> None:
    broken = broken_part(text)
    assert broken is not None
    assert broken.right == right
    mended = text[: broken.start] + broken.right + text[broken.end :]
    assert mended == "<b>" or broken_part(mended) is None


@pytest.mark.parametrize("text", LOST)
def test_what_nobody_can_tell(text: str) -> None:
    broken = broken_part(text)
    assert broken is not None
    assert broken.right == ""


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_right(text: str) -> None:
    assert broken_part(text) is None


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    broken = broken_part(text)
    assert broken is None or 0 <= broken.start < broken.end <= len(text)


@given(st.text(st.characters(min_codepoint=0x620, max_codepoint=0x64A), min_size=2))
def test_arabic_that_was_misread_is_found(text: str) -> None:
    misread = "".join(bytes([code]).decode("cp1252", "replace") for code in text.encode())
    assert broken_part(misread) is not None
