"""Rules about the addresses of sources, publishers and media."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from urllib.parse import SplitResult, parse_qs, urlsplit

from euphrates_atlas import resources
from euphrates_atlas.diagnostics import Level
from euphrates_atlas.kinds.publisher import Publisher
from euphrates_atlas.kinds.source import Source
from euphrates_atlas.model.atlas import Atlas, Entry
from euphrates_atlas.model.rules import Fault, Faults, rule
from euphrates_atlas.text.archives import copy_problem
from euphrates_atlas.text.folding import fold
from euphrates_atlas.text.prose import ExternalLink, inlines
from euphrates_atlas.text.urls import without_tracking
from kinds.group import Medium

_SEARCH = re.compile(
    r"(?:www\.)?(?:google|bing|duckduckgo|yandex|yahoo)\.[a-z.]+|webcache\.googleusercontent\.com"
)
_LEADS_ON = re.compile(r"/(?:search|url|amp/s?|images|html)(?:/|$)|/?$")
_WIKI = re.compile(r"(?:[a-z-]+\.)*(?:wikipedia|wikiwand|fandom)\.(?:org|com)")
_CHANNELS = ("t.me", "telegram.me", "telegram.org", "telegram.dog")
_OWN = frozenset(
    {"armed-group-media", "armed-group", "umbrella-brand", "facade", "street-or-vigilante-group"}
)
"""Types of publishers, and of groups that publish their own texts."""
_ADDRESS = re.compile(r"https?://|\bt(?:elegram)?\.me/", re.IGNORECASE)
_CITE_OTHERS = (
    "cite the outlet or researcher who reports it; of a journalist's channel name the `author`"
)


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
    if wrong is not None:
        yield Fault(("url",), *wrong)
    outlet = atlas.entries.get(source.publisher)
    if outlet is None:
        return
    names = {fold(outlet.label), *(fold(name.text) for name in outlet.record.names)}
    for index, author in enumerate(source.author):
        if fold(author.full) in names:
            message = f"`{author.full}` is the publisher, not an author"
            help = "delete it: `author` names the persons who signed the work"
            yield Fault(("author", index), message, help)


def _wrong(url: str) -> tuple[str, str] | None:
    """Return what is wrong with an address, and what to write."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if _WIKI.fullmatch(host):
        return (
            "this address is an open encyclopedia's",
            "read and cite the work that it names for the fact",
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
    for site, reason in _machine_sites().items():
        if f".{host}".endswith(f".{site}"):
            message = f"`{site}` is not a source: {reason}"
            help = "read and cite the work that it rewrites, or leave out what no other source says"
            yield Fault(("url",), message, help)


@cache
def _machine_sites() -> Mapping[str, str]:
    """Return what the pages of each site are, by its host."""
    reasons: dict[str, str] = resources.yaml_table("kinds/machine_written.yml")
    return reasons


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
    issued = source.issued.earliest if source.issued is not None else ""
    if (wrong := copy_problem(source.archive_url, source.url, issued)) is not None:
        yield Fault(("archive_url",), *wrong)
    if source.archive_status != "archived":
        message = f"there is a copy, but `archive_status` is `{source.archive_status}`"
        yield Fault(("archive_url",), message, "write `archive_status: archived` with it")


@rule(
    "A408",
    Level.ERROR,
    "Such media are described and cited through others, never promoted (editorial policy, rule 19).",
)
def group_media_link(atlas: Atlas, entry: Entry) -> Faults:
    """Nothing links to a group's own media."""
    for name in _own_media(atlas, entry):
        yield Fault((name,), "this address is a group's own medium", _CITE_OTHERS)
    for fact in entry.facts:
        for name in ("name", "platform") if isinstance(fact.statement, Medium) else ():
            address = _ADDRESS.search(getattr(fact.statement, name) or "")
            if address:
                message = "a web address is not allowed here"
                help = "write only the name of the channel"
                yield Fault((*fact.path, name), message, help, address.span())
    for name, text in atlas.prose[entry.id].items():
        for link in inlines(text, ExternalLink):
            if _is_channel(link.url):
                yield Fault(
                    (name,), "this address is a channel", _CITE_OTHERS, (link.start, link.end)
                )


def _own_media(atlas: Atlas, entry: Entry) -> Iterator[str]:
    """Yield the fields of a source or publisher whose address is a group's own medium."""
    record = entry.record
    if not isinstance(record, Source | Publisher):
        return
    is_medium = _is_medium(atlas, entry)
    is_known = not is_medium and _is_known(atlas, record)
    for name in ("url", "archive_url"):
        url = getattr(record, name, None)
        is_unknown_channel = url and _is_channel(url) and not is_known
        if is_unknown_channel or (url and is_medium and name == "url"):
            yield name


def _is_medium(atlas: Atlas, entry: Entry) -> bool:
    """Tell whether a publisher is a group's own medium, or a work is marked or published as one."""
    if isinstance(entry.record, Source) and "group-media" in entry.record.content_warning:
        return True
    owners = [entry]
    if isinstance(entry.record, Source) and entry.record.publisher in atlas.entries:
        owners.append(atlas[entry.record.publisher])
    types: set[str] = set()
    for owner in owners:
        types.update(fact.value for fact in owner.current_facts("type"))
        if isinstance(owner.record, Publisher):
            types.add(owner.record.type)
    return not types.isdisjoint(_OWN)


def _is_known(atlas: Atlas, record: Source | Publisher) -> bool:
    """Tell whether a channel is that of an outlet, by its entry, or of somebody who signs what stands there."""
    if isinstance(record, Publisher) or record.author:
        return True
    outlet = atlas.record_of(record.publisher, Publisher)
    if outlet is None or not outlet.url or not _is_channel(outlet.url):
        return False
    return _channel(outlet.url) == _channel(record.url or "")


def _channel(address: str) -> str:
    """Return the name of the channel in an address, as `brigade` in `https://t.me/s/brigade/17`."""
    steps = urlsplit(address).path.removeprefix("/s").split("/")
    return steps[1] if len(steps) > 1 else ""


def _is_channel(address: str) -> bool:
    host = urlsplit(address).hostname or ""
    return any(host == channel or host.endswith(f".{channel}") for channel in _CHANNELS)
