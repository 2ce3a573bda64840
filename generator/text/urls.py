"""URLs of other sites: which are allowed in entries, and how they are encoded."""

import re
from urllib.parse import quote, urlsplit

LONGEST = 2000
NO_SCHEME = "the address does not begin with https:// or http://"

_HIDDEN = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
"""Invisible characters, and those that change the direction of the text around them."""
_FORBIDDEN = re.compile(rf"[\s\x00-\x20\x7f-\x9f\"<>\\^`{{|}}\u2028\u2029\ud800-\udfff{_HIDDEN}]")
_HOST = re.compile(r"(?!-)[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+|\[[0-9A-Fa-f:.]+\]")
_SAFE = "-._~:/?#@!$&+,;=%"


def url_problem(url: str) -> tuple[str, str | None] | None:
    """Return why a URL cannot be linked, and the remedy; None if it can."""
    if len(url) > LONGEST:
        return f"the address has {len(url)} characters; {LONGEST} are the most", None
    if forbidden := _FORBIDDEN.search(url):
        remedy = f"write it as {quote(forbidden[0], safe='', errors='replace')}"
        return f"the address holds the character U+{ord(forbidden[0]):04X}", remedy
    if not re.match(r"https?:", url, re.IGNORECASE):
        return NO_SCHEME, "write it in full, as https://example.org/page"
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        host, parts = "", urlsplit("")
    if "@" in parts.netloc:
        return "the address holds a user name or password", "leave out what stands before the @"
    if not host.isascii():
        return "the host of the address is not in ASCII letters", "write its form that begins with xn--"
    if not _HOST.fullmatch(f"[{host}]" if ":" in host else host):
        return "the address has no host that can be read", "write it in full, as https://example.org/page"
    return None


def percent_encoded(url: str) -> str:
    """Percent-encode a URL for Markdown and HTML: ASCII, no quotes, spaces or brackets; `&` stays."""
    return quote(url, safe=_SAFE, errors="replace")
