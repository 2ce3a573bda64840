"""Rules about the media of groups, which are described and never promoted."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from euphrates_atlas.findings import Fault, Faults, Level
from euphrates_atlas.model.atlas import Atlas, Entry
from euphrates_atlas.model.roles import Outlet, Work
from euphrates_atlas.model.rules import rule
from euphrates_atlas.text.prose import ExternalLink, inlines
from kinds.group import Medium

_CHANNELS = ("t.me", "telegram.me", "telegram.org", "telegram.dog")
_OWN = (
    "armed-group-media",
    "armed-group",
    "umbrella-brand",
    "facade",
    "street-or-vigilante-group",
)
"""The types of publishers, and of groups with texts of their own, whose media nothing may link to."""
_ADDRESS = re.compile(r"https?://|\bt(?:elegram)?\.me/", re.IGNORECASE)
_CITE_OTHERS = "cite the outlet or researcher who reports it; of a journalist's channel name the `author`"


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
                    (name,),
                    "this address is a channel",
                    _CITE_OTHERS,
                    (link.start, link.end),
                )


def _own_media(atlas: Atlas, entry: Entry) -> Iterator[str]:
    """Yield the fields of a source or publisher whose address is a group's own medium."""
    record = entry.record
    if not isinstance(record, Work | Outlet):
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
    owners = [entry]
    work = entry.record
    if isinstance(work, Work):
        if "group-media" in work.content_warning:
            return True
        if work.publisher in atlas.entries:
            owners.append(atlas[work.publisher])
    types = set[str]()
    for owner in owners:
        types.update(fact.value for fact in owner.current_facts("type"))
        if isinstance(owner.record, Outlet):
            types.add(owner.record.type)
    return not types.isdisjoint(_OWN)


def _is_known(atlas: Atlas, record: Work | Outlet) -> bool:
    """Tell whether a channel may be linked: an outlet has it as its address, or the author of the work is named."""
    if isinstance(record, Outlet) or record.author:
        return True
    outlet = atlas.record_of(record.publisher, Outlet)
    if not outlet or not outlet.url or not _is_channel(outlet.url):
        return False
    return _channel(outlet.url) == _channel(record.url or "")


def _channel(address: str) -> str:
    """Return the name of the channel in an address, as `brigade` in `https://t.me/s/brigade/17`."""
    path = urlsplit(address).path.removeprefix("/s/").lstrip("/")
    return path.partition("/")[0]


def _is_channel(address: str) -> bool:
    if not any(map(address.lower().__contains__, _CHANNELS)):
        return False  # to take an address apart takes ten times as long
    host = urlsplit(address).hostname or ""
    return any(host == channel or host.endswith(f".{channel}") for channel in _CHANNELS)
