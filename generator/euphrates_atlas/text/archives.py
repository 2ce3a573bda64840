"""Addresses of archived copies: the page and day of each copy, and addresses that are not copies.

Used by the type of such an address, the rules about them, and the commands that find sources and add their copies.
"""

import re
from datetime import date
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from euphrates_atlas.text.urls import fold_address

_HOSTS = re.compile(
    r".*(?:archiv|wayback|memento).*|perma\.cc|(?:www\.)?(?:webcitation\.org|freezepage\.com|documentcloud\.org)"
    r"|megalodon\.jp|conifer\.rhizome\.org"
)
"""Archives; the addresses of many do not tell the page."""
_NO_COPIES = {
    re.compile(r"/(?:save|submit)(?:/|\?|$)|/?\?(?:run=1&)?url=", re.IGNORECASE): (
        "this address makes a copy and is none",
        "open it, wait for the copy, and write the address that the browser then shows",
    ),
    re.compile(
        r"/(?:web/)?(?:\d*\*|newest|oldest|timegate|timemap|changes|sitemap|collections)(?:/|$)"
        r"|/(?:search|wayback/available|cdx)(?:/|\?|$)|/?$",
        re.IGNORECASE,
    ): (
        "this address lists copies and is none",
        "open it, choose one copy, and write its address",
    ),
    re.compile(r"/(?:web/)?(?:\d{1,3}/)?(?:https?(?::|%3a)|www\.)", re.IGNORECASE): (
        "this address leads to another copy every time a new one is made",
        "open it, and write the address with the day, which the browser then shows",
    ),
}
"""What begins as no copy of a page does, with what it is and what to do."""
_COPY = re.compile(
    r"/(?P<time>\d{4}[\d.-]*)(?:[a-z]{2}_)?/(?P<page>(?:https?(?::|%3a)|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}).*)",
    re.IGNORECASE,
)
FORM_PATTERN = r"[Hh][Tt][Tt][Pp][Ss]?:(?!//[^/]+/(?:save|submit)(?:[/?]|$)|//[^/]+/(?:web/)?[0-9]*\*/)\S+"
"""What the address of a copy matches, for editors; it is neither a form nor a list."""
EXPECTED_COPY = "write the address of one copy, as `https://web.archive.org/web/`, the day as digits, `/` and the address of the page"


class Copy(NamedTuple):
    """What the address of a copy says of it."""

    page: str
    """The address that was copied; empty where the archive does not say it."""
    day: str
    """When, as year-month-day; empty where the address does not say the day, `?` where what it says is no day."""


def copy_form_fault(url: str) -> tuple[str, str] | None:
    """Return why an address is that of no copy, and the remedy; None where it may be one."""
    host, path = _parts(url)
    if not _HOSTS.fullmatch(host):
        return None
    return next((wrong for form, wrong in _NO_COPIES.items() if form.match(path)), None)


def copy_of(url: str) -> Copy | None:
    """Return the page and the day that the address of a copy tells; None for an address of no archive."""
    host, path = _parts(url)
    is_archive = _HOSTS.fullmatch(host) is not None
    match = _COPY.search(path)  # as /web/20210512093000/https://example.org/page
    if match and (is_archive or match["page"].lower().startswith(("http:", "https:"))):
        return Copy(_page(match["page"]), _day(match["time"]))
    return Copy("", "") if is_archive else None


def _page(written: str) -> str:
    """Return the address of a page as the address of its copy has it, with its scheme: `https:/a.org` as `https://a.org`."""
    page = unquote(written) if re.match("https?%3a", written, re.IGNORECASE) else written
    page = re.sub("^(https?):/*", r"\1://", page, flags=re.IGNORECASE)
    return page if "://" in page else f"https://{page}"


def page_of(url: str) -> str:
    """Return the address that an archived copy is of; any other address as it is."""
    copy = copy_of(url)
    return copy.page if copy and copy.page else url


def copy_fault(url: str, page: str | None, issued: str) -> tuple[str, str] | None:
    """Return why an address is not that of a copy of `page`, and the remedy; None where it is one.

    `issued` is the day on which the page came out, empty where it is unknown.
    """
    if wrong := copy_form_fault(url):
        return wrong
    copy = copy_of(url)
    if page and fold_address(url) == fold_address(page):
        return "this is the page itself, not a copy of it", EXPECTED_COPY
    if not copy:
        return f"no archive is known at `{_parts(url)[0]}`", EXPECTED_COPY
    if page and copy.page and fold_address(copy.page) != fold_address(page_of(page)):
        return (
            "this is a copy of another page",
            f"write the address of a copy of {page_of(page)}",
        )
    if copy.day == "?":
        return (
            "the digits in this address are no day",
            "copy the address from the archive again",
        )
    if not issued or not copy.day:
        return None
    behind = date.fromisoformat(issued) - date.fromisoformat(copy.day)
    # Archives count by Greenwich, where it is still the day before while a paper comes out.
    if behind.days > 1:
        return (
            f"this copy of {copy.day} is older than the page, {issued}",
            "find a later copy, or check `issued`",
        )
    return None


def _parts(url: str) -> tuple[str, str]:
    """Return the host of an address, and all that follows it."""
    rest = url.partition("://")[2].partition("/")
    return (urlsplit(url).hostname or "").rstrip("."), f"{rest[1]}{rest[2]}"


def _day(time: str) -> str:
    """Return the day in the time of a copy; `?` where there is no such day, empty where the time is coarser."""
    digits = re.sub(r"\D", "", time)
    if len(digits) < 8:
        return ""
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8])).isoformat()
    except ValueError:
        return "?"
