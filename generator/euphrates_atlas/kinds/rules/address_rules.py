"""Rules about the addresses of sources, for every atlas; `checks/catalog.py` finds and runs them."""

import re
from urllib.parse import SplitResult, parse_qs, urlsplit

from euphrates_atlas.findings import Fault, Faults, Level
from euphrates_atlas.kinds.source import Source
from euphrates_atlas.model.atlas import Atlas, Entry
from euphrates_atlas.model.rules import rule
from euphrates_atlas.resources import yaml_table
from euphrates_atlas.text.archives import copy_fault
from euphrates_atlas.text.folding import fold
from euphrates_atlas.text.urls import without_tracking

_SEARCH = re.compile(
    r"(?:www\.)?(?:google|bing|duckduckgo|yandex|yahoo)\.[a-z.]+|webcache\.googleusercontent\.com"
)
_LEADS_ON = re.compile(r"/(?:search|url|amp/s?|images|html)(?:/|$)|/?$")
"""The start of the path of a search engine's address that shows results or leads to another site."""
_SHORT = re.compile(
    r"(?:www\.)?(?:bit\.ly|buff\.ly|goo\.gl|is\.gd|ow\.ly|t\.co|tinyurl\.com)|.*\.cdn\.ampproject\.org"
)
_WIKI = re.compile(r"(?:[a-z-]+\.)*(?:wikipedia|wikiwand|fandom)\.(?:org|com)")


@rule(
    "A418",
    Level.ERROR,
    "A list of links supports nothing, a page that anybody can edit vouches for nothing, and an outlet is the publisher.",
)
def borrowed_address(atlas: Atlas, entry: Entry) -> Faults:
    """The address and the author of a source are those of the work: no search, no open encyclopedia, no tracking parameter, no outlet."""
    source = entry.record
    if not isinstance(source, Source):
        return
    wrong = _wrong(source.url) if source.url else None
    if wrong:
        yield Fault(("url",), *wrong)
    outlet = atlas.entries.get(source.publisher)
    if not outlet:
        return
    names = {fold(outlet.label), *(fold(name.text) for name in outlet.record.names)}
    for index, author in enumerate(source.author):
        if fold(author.full) in names:
            message = f"`{author.full}` is the publisher, not an author"
            help = "delete it: `author` names the persons who signed the work"
            yield Fault(("author", index), message, help)


def _wrong(url: str) -> tuple[str, str] | None:
    """Return what is wrong with the address of a source, and the remedy; None where nothing is."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if _WIKI.fullmatch(host):
        return (
            "this address is an open encyclopedia's",
            "read and cite the work that it names for the fact",
        )
    if _SHORT.fullmatch(host):
        return (
            "this address only leads on to another",
            "open it, and write the address of the page that it leads to",
        )
    if _SEARCH.fullmatch(host) and _LEADS_ON.match(parts.path):
        return "this address is a search engine's", _found_by(parts)
    clean = without_tracking(url)
    if clean == url:
        return None
    return "the address has a tracking parameter", f"write {clean}"


def _found_by(search: SplitResult) -> str:
    """Say what to write in place of the address of a search engine, such as `…/url?q=https://example.org/page`."""
    if not search.path.startswith(("/url", "/amp")):
        return "write the address of the work"
    asked = parse_qs(search.query)
    target, *_ = asked.get("url") or asked.get("q") or [search.path.removeprefix("/amp/s/")]
    return f"write {target}" if target.startswith("http") else f"write https://{target}"


@rule(
    "A422",
    Level.ERROR,
    "A machine that rewrites reports invents details, and nobody answers for them.",
)
def machine_written(atlas: Atlas, entry: Entry) -> Faults:
    """A source is not on a site of machine-written pages."""
    source = entry.record
    if not isinstance(source, Source) or not source.url:
        return
    host = urlsplit(source.url).hostname or ""
    for site, reason in yaml_table("kinds/machine_written.yml").items():
        if f".{host}".endswith(f".{site}"):
            message = f"`{site}` is not a source: {reason}"
            help = "read and cite the work that it rewrites, or leave out what no other source says"
            yield Fault(("url",), message, help)


@rule(
    "A523",
    Level.ERROR,
    "A copy of another page supports nothing, which readers find out when the page is gone.",
)
def wrong_copy(atlas: Atlas, entry: Entry) -> Faults:
    """The archived copy of a source is of its page, made after publication, and the status agrees."""
    source = entry.record
    if not isinstance(source, Source) or not source.archive_url:
        return
    issued = source.issued.earliest if source.issued else ""
    if wrong := copy_fault(source.archive_url, source.url, issued):
        yield Fault(("archive_url",), *wrong)
    if source.archive_status != "archived":
        message = f"there is a copy, but `archive_status` is `{source.archive_status}`"
        yield Fault(("archive_url",), message, "write `archive_status: archived` with it")
