"""Addresses of other sites: what is linked, what is answered where it is not, what is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from euphrates_atlas.text.urls import percent_encoded, url_fault, without_tracking


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org",
        "http://example.org/a_b?c=d&e=f#g",
        "https://example.org/raid's-end",
        "HTTPS://EXAMPLE.ORG:8080/é",
        "https://xn--e1afmkfd.org/",
        "https://192.0.2.1/x",
        "https://example.org/@name/1",
    ],
)
def test_taken(url: str) -> None:
    """Addresses as they are on the web."""
    assert url_fault(url) is None


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("", "the address does not begin with https:// or http://"),
        ("javascript:alert(1)", "the address does not begin with https:// or http://"),
        ("data:text/html,x", "the address does not begin with https:// or http://"),
        ("//example.org", "the address does not begin with https:// or http://"),
        ("https:example.org", "the address has no host that can be read"),
        ("https://", "the address has no host that can be read"),
        ("https://localhost/", "the address has no host that can be read"),
        ("https://exa_mple.org/", "the address has no host that can be read"),
        ("https://[::1", "the address has no host that can be read"),
        ("https://example.org:99999/", "the address has no host that can be read"),
        ("https://a:b@example.org/", "the address holds a user name or password"),
        ("https://example.org@evil.org/", "the address holds a user name or password"),
        ("https://ехample.org/", "the host of the address is not in ASCII letters"),
        ("https://example.org/a b", "the address holds the character U+0020"),
        ("https://example.org/\\x", "the address holds the character U+005C"),
        ("https://example.org/\x00", "the address holds the character U+0000"),
        ("java\nscript:alert(1)", "the address holds the character U+000A"),
        ("https://example.org/" + "a" * 2000, "the address has 2020 characters; 2000 are the most"),
    ],
)
def test_refused(url: str, message: str) -> None:
    """Each in words that say what is there."""
    fault = url_fault(url)

    assert fault is not None
    assert fault[0] == message


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/a?utm_source=x&page=2", "https://example.org/a?page=2"),
        ("https://example.org/a?utm_source=x#b", "https://example.org/a#b"),
        ("https://example.org/a?", "https://example.org/a?"),
        ("https://example.org/a#", "https://example.org/a#"),
        ("HTTPS://example.org/a?page=2", "HTTPS://example.org/a?page=2"),
    ],
)
def test_an_address_without_tracking_is_otherwise_as_written(url: str, expected: str) -> None:
    """Where nothing is taken out, neither an empty end nor capitals are: they would be reported as tracking."""
    assert without_tracking(url) == expected


@given(st.text())
def test_what_is_written_is_plain(url: str) -> None:
    """No exception for any text; ASCII without quotes, spaces or brackets."""
    url_fault(url)

    assert percent_encoded(url).isascii()
    assert not set(percent_encoded(url)) & set("\"'<>()[]{}*|\\^` ")


def test_written_out() -> None:
    """What is encoded already stays, `&` is left to the markup around."""
    assert percent_encoded("https://a.org/%D8%A7(é)?x=1&y=[2]") == "https://a.org/%D8%A7%28%C3%A9%29?x=1&y=%5B2%5D"
