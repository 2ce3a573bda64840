"""Addresses of archived copies of one page, and addresses that are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from euphrates_atlas.text.archives import copy_fault, copy_form_fault, copy_of, page_of

PAGE = "https://www.example.org/b1"
WAYBACK = "https://web.archive.org/web"

COPIES = [
    f"{WAYBACK}/20240421000000/{PAGE}",
    f"{WAYBACK}/20240421000000id_/http://example.org:80/b1/",
    f"{WAYBACK}/20240421000000/http:/www.example.org/b1",
    f"{WAYBACK}/20240421000000/example.org/b1",
    f"{WAYBACK}/20240421000000/https%3A%2F%2Fwww.example.org%2Fb1",
    f"{WAYBACK}/2024/{PAGE}?utm_source=x",
    f"{WAYBACK}/20240419220000/{PAGE}",
    f"http://wayback.archive.org/web/20240421/{PAGE}",
    f"https://archive.ph/2024.04.21-120000/{PAGE}",
    f"https://archive.is/20240421120000/{PAGE}",
    f"https://arquivo.pt/wayback/20240421000000/{PAGE}",
    f"https://webarchive.nationalarchives.gov.uk/ukgwa/20240421000000/{PAGE}",
    "https://archive.ph/AbCd1",
    "https://perma.cc/ABCD-1234",
    "https://ghostarchive.org/archive/AbCd1",
    "https://archive.example.org/second",
]
WRONG = [
    (f"{WAYBACK}/20240421000000/https://www.example.net/b1", "another page"),
    (f"{WAYBACK}/20240421000000/https://www.example.org/b2", "another page"),
    (f"{WAYBACK}/20240421000000/https://www.example.org/", "another page"),
    (f"https://archive.ph/20240421/{PAGE}x", "another page"),
    (f"https://web.archive.org/save/{PAGE}", "makes a copy"),
    ("https://web.archive.org/save", "makes a copy"),
    (f"https://WEB.archive.org/SAVE/{PAGE}", "makes a copy"),
    (f"https://archive.today/?run=1&url={PAGE}", "makes a copy"),
    (f"https://archive.ph/submit/?url={PAGE}", "makes a copy"),
    (f"{WAYBACK}/*/{PAGE}", "lists copies"),
    (f"{WAYBACK}/2024*/{PAGE}", "lists copies"),
    (f"{WAYBACK}/20240421000000*/{PAGE}", "lists copies"),
    (f"https://archive.is/newest/{PAGE}", "lists copies"),
    (f"https://archive.org/wayback/available?url={PAGE}", "lists copies"),
    ("https://web.archive.org/", "lists copies"),
    (f"{WAYBACK}/{PAGE}", "another copy every time"),
    (f"{WAYBACK}/2/{PAGE}", "another copy every time"),
    (f"https://archive.ph/{PAGE}", "another copy every time"),
    (PAGE, "the page itself"),
    ("http://example.org/b1/", "the page itself"),
    ("https://www.example.net/b1", "no archive is known"),
    (f"https://webcache.googleusercontent.com/search?q=cache:{PAGE}", "no archive is known"),
    (f"{WAYBACK}/20190421000000/{PAGE}", "older than the page"),
    (f"{WAYBACK}/20240418235959/{PAGE}", "older than the page"),
    (f"{WAYBACK}/20241345000000/{PAGE}", "no day"),
]


@pytest.mark.parametrize("copy", COPIES)
def test_a_copy_of_the_page(copy: str) -> None:
    assert copy_fault(copy, PAGE, "2024-04-20") is None


def test_a_copy_of_the_last_day_of_all() -> None:
    assert copy_fault(f"{WAYBACK}/99991231000000/{PAGE}", PAGE, "2024-04-20") is None


@pytest.mark.parametrize(("address", "told"), WRONG)
def test_no_copy_of_the_page(address: str, told: str) -> None:
    wrong = copy_fault(address, PAGE, "2024-04-20")
    assert wrong is not None
    assert told in wrong[0]


def test_the_page_of_a_copy() -> None:
    """Of a work that is read in an archive, the copy is compared with the page behind it."""
    assert page_of(f"{WAYBACK}/20240421000000/http:/www.example.org/b1") == "http://www.example.org/b1"
    assert page_of("https://mail.example.org/story/102276/icon.png") == "https://mail.example.org/story/102276/icon.png"
    assert copy_fault(f"{WAYBACK}/2024/{PAGE}", f"{WAYBACK}/2020/{PAGE}", "") is None


@given(st.text())
def test_any_path_can_be_read(path: str) -> None:
    address = f"https://web.archive.org/web/{path}"
    assert copy_form_fault(address) or copy_of(address)
