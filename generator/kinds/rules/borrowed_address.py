"""The address and the author of a source are those of the work: no search, no open encyclopedia, no tail, no outlet."""

import re
from urllib.parse import parse_qs, urlsplit

from generator.diagnostics import Level
from generator.kinds.source import Source
from generator.model.atlas import Atlas, Entry, Finding, Findings
from generator.text.folding import fold, without_tracking

CODE = "A418"
LEVEL = Level.ERROR
REASON = "A list of links supports nothing, what anybody can edit vouches for nothing, and an outlet is the publisher."
_SEARCH = re.compile(r"(?:www\.)?(?:google|bing|duckduckgo|yandex|yahoo)\.[a-z.]+|webcache\.googleusercontent\.com")
_LEADS_ON = re.compile(r"/(?:search|url|amp/s?|images|html)(?:/|$)|/?$")
_WIKI = re.compile(r"(?:[a-z-]+\.)*(?:wikipedia|wikiwand|fandom)\.(?:org|com)")


def check(atlas: Atlas, entry: Entry) -> Findings:
    """Yield a finding for each address and each author that is not."""
    source = entry.record
    if not isinstance(source, Source):
        return
    if source.url and (wrong := _wrong(source.url)):
        yield Finding(CODE, entry, ("url",), *wrong)
    outlet = atlas.entries.get(source.publisher)
    names = {fold(name) for name in (outlet.label, *(n.text for n in outlet.record.names))} if outlet else set()
    for index, author in enumerate(source.author):
        if fold(author.full) in names:
            message = f"`{author.full}` is the publisher, not an author"
            help = "delete it: `author` names the persons who signed the work"
            yield Finding(CODE, entry, ("author", index), message, help)


def _wrong(url: str) -> tuple[str, str] | None:
    """Return what is wrong with an address, and what to write."""
    parts = urlsplit(url)
    if _WIKI.fullmatch(host := parts.hostname or ""):
        return "an open encyclopedia stands here", "cite the work that it names for the fact, once you have read it"
    if _SEARCH.fullmatch(host) and _LEADS_ON.match(parts.path):
        asked = parse_qs(parts.query)
        target = next(iter(asked.get("url") or asked.get("q") or [parts.path.removeprefix("/amp/s/")]), "")
        target = target if target.startswith("http") else f"https://{target}"
        leads_on = parts.path.startswith(("/url", "/amp"))
        return "this address is a search engine's", f"write {target}" if leads_on else "write the address of the work"
    clean = without_tracking(url)
    return ("the address has a tail that tells where its reader came from", f"write {clean}") if clean != url else None
