"""Pairs of addresses that lead to one page, and pairs that lead to two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from euphrates_atlas.text.urls import fold_address

SAME_PAGE = [
    ("https://www.example.org/a/b/", "http://example.org/a/b"),
    ("https://example.org/a?utm_source=x&fbclid=1", "https://example.org/a"),
    ("https://example.org/a?id=2&utm_medium=x", "https://EXAMPLE.org/a?id=2"),
    ("https://example.org/a/amp/", "https://example.org/a"),
    ("https://amp.example.org/a", "https://example.org/a"),
    ("https://example.org/a#top", "https://example.org/a"),
    ("https://example.org:443/a?b=1&a=2", "https://example.org/a?a=2&b=1"),
    ("http://example.org:80/a", "https://example.org/a"),
    ("HTTPS://Example.ORG./a", "https://example.org/a"),
    ("https://example.org", "https://example.org/"),
    ("https://example.org/a?", "https://example.org/a"),
    ("https://example.org/خبر-تجريبي", "https://example.org/%D8%AE%D8%A8%D8%B1-%D8%AA%D8%AC%D8%B1%D9%8A%D8%A8%D9%8A"),
    ("https://example.org/%d8%ae%D8%A8%d8%b1", "https://example.org/%D8%AE%D8%A8%D8%B1"),
    ("https://example.org/%d8%aeب%d8%b1", "https://example.org/خبر"),
    ("https://example.org/?q=%d8%ae", "https://example.org/?q=خ"),
    ("https://example.org/\u0622\u0645\u0644\u06cc", "https://example.org/\u0627\u0653\u0645\u0644\u06cc"),
    ("https://example.org/caf%C3%A9", "https://example.org/cafe%CC%81"),
    ("https://example.org/?q=caf%C3%A9", "https://example.org/?q=cafe%CC%81"),
    ("https://example.org/%7Ea/%62%2Dc", "https://example.org/~a/b-c"),
    ("https://example.org/a%2Cb%28c%29", "https://example.org/a,b(c)"),
    ("https://example.org/a%2fb", "https://example.org/a%2Fb"),
    ("https://example.org/a/./b/../c", "https://example.org/a/c"),
    ("https://example.org/a/%2E%2E/c", "https://example.org/c"),
    ("https://example.org//a///b", "https://example.org/a/b"),
    ("https://example.org/?q=a%20b", "https://example.org/?q=a+b"),
    ("https://example.org/?a=1&amp;b=2", "https://example.org/?b=2&a=1"),
    ("https://مثال.example/a", "https://xn--mgbh0fb.example/a"),
    ("https://www.m.example.org/a", "https://example.org/a"),
    ("https://www.x.com/a/status/1", "https://twitter.com/a/status/1"),
    ("https://t.me/s/some_channel/12", "https://t.me/some_channel/12"),
    ("https://mobile.x.com/a/status/1?s=20", "https://x.com/a/status/1"),
    ("https://en.m.example.org/a", "https://en.example.org/a"),
    ("https://www2.example.co.uk/a", "https://example.co.uk/a"),
    ("https://staging.example.org/a", "https://example.org/a"),
    ("https://stg-www.example.org/a", "https://example.org/a"),
    ("https://ns2.example.org/a", "https://wap.example.org/a"),
    ("https://mail.example.org/index.php/a", "https://example.org/a"),
    ("https://example.org/public/index.php/en/a", "https://example.org/en/a"),
    ("https://example.org/index.php?id=7", "https://example.org/?id=7"),
    ("https://example.org/a/index.html", "https://example.org/a/"),
    ("https://example.org/fa/amp/news/1", "https://example.org/fa/news/1"),
    ("https://example.org/iraq/02072019-amp", "https://example.org/iraq/02072019"),
    ("https://example.org/a//amp?so=related", "https://example.org/a"),
    ("https://example.org/a?share=twitter&print=true", "https://example.org/a"),
    ("https://example.org/a?page=1", "https://example.org/a"),
    ("https://example.org/a;jsessionid=0F3?id=1", "https://example.org/a?id=1"),
    ("https://x.com/somebody/status/1", "https://twitter.com/somebody/status/1"),
    ("https://example.org/%C7%E1%DA/%d8%aeب", "https://example.org/%c7%e1%da/%D8%AE%D8%A8"),
    ("https://example.org/?q=%C7%E1+a&b=%E2%82", "https://example.org/?b=%e2%82&q=%c7%e1%20a"),
]
OTHER_PAGE = [
    ("https://example.org/%C7%E1", "https://example.org/%C7%E2"),
    ("https://example.org/?q=%C7%E1", "https://example.org/?q=%C7%E2"),
    ("https://example.org/a", "https://example.org/A"),
    ("https://example.org/a?id=1", "https://example.org/a?id=2"),
    ("https://example.org/a", "https://example.net/a"),
    ("https://example.org/camp", "https://example.org/c"),
    ("https://example.org/a%2Fb", "https://example.org/a/b"),
    ("https://example.org/a%3Fb=1", "https://example.org/a?b=1"),
    ("https://example.org/a%23b", "https://example.org/a#b"),
    ("https://example.org/a%25D8", "https://example.org/a%D8"),
    ("https://example.org/%C8", "https://example.org/%C9"),
    ("https://example.org:8080/a", "https://example.org/a"),
    ("https://example.org/a?page=2", "https://example.org/a"),
    ("https://example.org/#!/page1", "https://example.org/#!/page2"),
    ("https://en.example.org/a", "https://example.org/a"),
    ("https://team.example.org/a", "https://teaexample.org/a"),
    ("https://web.archive.org/web/2020/https://a.org/", "https://web.archive.org/web/2021/https://a.org/"),
    ("https://example.org/?a=1", "https://example.org/?b=1"),
]


@pytest.mark.parametrize(("one", "other"), SAME_PAGE)
def test_one_page(one: str, other: str) -> None:
    assert fold_address(one) == fold_address(other)


@pytest.mark.parametrize(("one", "other"), OTHER_PAGE)
def test_two_pages(one: str, other: str) -> None:
    assert fold_address(one) != fold_address(other)


@given(st.text())
def test_any_address_can_be_folded(text: str) -> None:
    assert isinstance(fold_address(text), str)
