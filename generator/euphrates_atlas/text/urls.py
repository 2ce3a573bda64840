"""URLs of other sites: which are allowed in entries, how they are encoded, and which lead to one page.

The check refuses some, pages encode them, and `fold_address` tells whether a source is in the store already.
"""

import posixpath
import re
import zlib
from unicodedata import normalize
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

LONGEST = 2000
NO_SCHEME = "the address does not begin with https:// or http://"

_HIDDEN = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
"""Invisible characters, and those that change the direction of the text around them."""
_FORBIDDEN = re.compile(
    rf"[\s\x00-\x20\x7f-\x9f\"<>\\^`{{|}}\u2028\u2029\ud800-\udfff{_HIDDEN}]"
)
_HOST = re.compile(r"(?!-)[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+|\[[0-9A-Fa-f:.]+\]")
_SAFE = "-._~:/?#@!$&+,;=%"

_TRACKING = re.compile(
    r"utm_.*|at_(?:medium|campaign.*|custom.*|link.*)|mc_[ce]id|mkt_tok|_hs(?:enc|mi)|hsa_.*|_ga|_gl|vero_id|s_cid|xtor"
    r"|(?:fb|g|ms|y|tw|dc|tt)clid|[gw]braid|igsh(?:id)?|mibextid|srsltid|__twitter_impression|guce_.*|guccounter"
    r"|ocid|cmpid|ncid|smid|ref_src|ref_url|outputtype|amp|usqp|amp_(?:js_v|gsa)"
    r"|share|fromrss|wprss|traffic_source|feed(?:type|name)|virtualbrandchannel|hpt|st_rec",
    re.IGNORECASE,
)
"""Parameters that only tell where a reader came from."""
_VIEW = re.compile(
    r"(?:print|printable|printerfriendly|ot|skin)=.*|page=[01]|m=1|s=(?:[0-9a-f]{32}|\d\d)|so=related",
    re.IGNORECASE,
)
"""Parameters that show the same page in another dress, or its first part."""
_MIRRORS = re.compile(
    r"(?<![^.])(?:(?:www\d?|web|m|newm|mobile|amp|wap|pwa|mail|webs|ftp|cdn|cms|wp|apiwp|manager?|autodiscover|backup|replica|beta|tmp"
    r"|acquiaprod|dev\d?|develop|test\d?|staging|stg|stg-www|new-origin|digital-(?:stage|release)|(?:instance|server|ns)\d)\.)+(?=[^.]+\.[^.])"
)
"""Names before a host under which publishers of our sources serve the same pages."""
ONE_SITE = {
    "x.com": "twitter.com",
    "telegram.me": "t.me",
    "telegram.dog": "t.me",
    "web.archive.org": "web.archive.org",
}
"""Other names of a host; the Wayback Machine keeps its own."""
_FRONT_DOOR = re.compile(
    r"^/s(?=/\w{4,32}/\d+$)|/(?:public/)?index\.php(?=/|$)|/(?:index|default)\.(?:html?|aspx?)$",
    re.IGNORECASE,
)
_AMP = re.compile(
    r"^/amp(?=/)|(?<=^/[a-z][a-z])/amp(?=/)|/amp/?$|\.amp(?=\.html?$|$)|(?<=\d)-amp$"
)
_SESSION = re.compile(r";(?:jsessionid|phpsessid)=[^/]*", re.IGNORECASE)
_KEPT_CODE = re.compile(r"%(?:2F|3F|23|25)|%(?![0-9A-Fa-f]{2})", re.IGNORECASE)
"""Percent-encoded marks that would mean something else as themselves, and percent signs that encode nothing."""

FOLDING = {
    "tracking": _TRACKING,
    "view": _VIEW,
    "mirrors": _MIRRORS,
    "session": _SESSION,
    "amp": _AMP,
    "front_door": _FRONT_DOOR,
    "kept_code": _KEPT_CODE,
}
"""The patterns of `fold_address`, which the form in the browser takes from here."""


def url_fault(url: str) -> tuple[str, str | None] | None:
    """Return why a URL cannot be linked, and the remedy; None if it can."""
    if len(url) > LONGEST:
        return f"the address has {len(url)} characters; {LONGEST} are the most", None
    if forbidden := _FORBIDDEN.search(url):
        remedy = f"write it as {quote(forbidden[0], safe='', errors='replace')}"
        return f"the address holds the character U+{ord(forbidden[0]):04X}", remedy
    if not re.match(r"https?:", url, re.IGNORECASE):
        return NO_SCHEME, "write it in full, for example https://example.org/page"
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        host = ""
        parts = urlsplit("")
    if "@" in parts.netloc:
        return (
            "the address holds a user name or password",
            "leave out what stands before the @",
        )
    if not host.isascii():
        return (
            "the host of the address is not in ASCII letters",
            "write its form that begins with xn--",
        )
    if not _HOST.fullmatch(f"[{host}]" if ":" in host else host):
        return (
            "the address has no host that can be read",
            "write it in full, for example https://example.org/page",
        )
    return None


def percent_encoded(url: str) -> str:
    """Percent-encode a URL for Markdown and HTML: ASCII, no quotes, spaces or brackets; `&` stays."""
    return quote(url, safe=_SAFE, errors="replace")


def fold_address(url: str) -> str:
    """Return a URL in the form that all URLs of one page share.

    It has no scheme, default port, mirror's name, dot segment, final slash, anchor, tracking or AMP. Whatever is
    percent-encoded in one URL and not in another is decoded and composed (RFC 3986, 6.2; RFC 3987, 5.3).
    """
    try:
        parts = urlsplit(url.strip())
        host = _folded_host(parts.hostname or "")
        port = parts.port
    except ValueError:
        return url.strip().casefold()
    # Such an anchor names the page where a script shows it.
    route = parts.fragment if parts.fragment.startswith(("!", "/")) else ""
    path = _folded_path(f"{parts.path}/#{route}" if route else parts.path)
    query = _folded_query(parts.query)
    return f"{host}{f':{port}' if port not in (None, 80, 443) else ''}{path}{query}"


def address_key(url: str) -> str:
    """Return eight letters that all URLs of one page share, and hardly any two pages."""
    return f"{zlib.crc32(fold_address(url).encode(errors='replace')):08x}"


def without_tracking(url: str) -> str:
    """Return a URL without the parameters that only tell where its reader came from; without any, as it is."""
    parts = urlsplit(url)
    query = "&".join(
        parameter
        for parameter in parts.query.split("&")
        if not _TRACKING.fullmatch(parameter.partition("=")[0])
    )
    return url if query == parts.query else urlunsplit(parts._replace(query=query))


def _folded_host(host: str) -> str:
    """Return the host that stands for all under which its publisher serves the same pages. Raises `ValueError`."""
    if not host.isascii():
        host = host.encode("idna").decode()  # a UnicodeError is a ValueError
    host = host.rstrip(".")
    bare = _MIRRORS.sub("", host, count=1)
    return ONE_SITE.get(host) or ONE_SITE.get(bare, bare)


def _folded_path(path: str) -> str:
    absolute = "/" + _decoded(path).lstrip("/")
    path = posixpath.normpath(absolute)
    for pattern in (_SESSION, _AMP, _FRONT_DOOR):
        path = pattern.sub("", path).rstrip("/")
    return path


def _folded_query(query: str) -> str:
    """Return a query with its `?`, sorted, without what tells only of the reader or the look of the page."""
    kept = []
    for name, value in parse_qsl(
        query.replace("&amp;", "&"), keep_blank_values=True, errors="backslashreplace"
    ):
        if not _TRACKING.fullmatch(name) and not _VIEW.fullmatch(f"{name}={value}"):
            kept.append((normalize("NFC", name), normalize("NFC", value)))
    return f"?{urlencode(sorted(kept), errors='replace')}" if kept else ""


def _decoded(text: str) -> str:
    """Return a text with its percent codes decoded, and composed; codes that would then mean something else stay."""
    marked = _KEPT_CODE.sub(lambda code: f"%25{code[0][1:].upper()}", text)
    return normalize("NFC", unquote(marked, errors="backslashreplace"))
