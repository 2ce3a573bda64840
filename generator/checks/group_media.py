"""A408 group-media-link: nothing links to a group's own media; they are described and cited through others."""

import re
from collections.abc import Iterator
from functools import cache, partial
from urllib.parse import urlsplit

from generator.links.standing import standing
from generator.model.atlas import Atlas, Finding
from generator.model.entry import Entry
from generator.text.prose import external_links

_CHANNELS = ("t.me", "telegram.me", "telegram.org", "telegram.dog")
_OWN = frozenset({"armed-group-media", "armed-group", "umbrella-brand", "facade", "street-or-vigilante-group"})
"""Types of publishers, and of groups that publish their own texts."""
_ADDRESS = re.compile(r"https?://|\bt(?:elegram)?\.me/", re.IGNORECASE)
_HELP = "cite the outlet or researcher who reports it, and leave the address out"


def check(atlas: Atlas) -> Iterator[Finding]:
    """Yield a finding for each address of a group's medium: of a source marked so, of its publisher, of a channel."""
    is_own = cache(partial(_is_own, atlas))
    for entry in atlas.entries.values():
        marked = "group-media" in getattr(entry.record, "content_warning", ()) or is_own(
            getattr(entry.record, "publisher", None)
        )
        for name in ("url", "archive_url"):
            address = getattr(entry.record, name, None)
            if address and ((name == "url" and (marked or is_own(entry.id))) or _is_channel(address)):
                yield Finding("A408", entry, (name,), "this address is a group's own medium", _HELP)
        for fact in entry.facts_of("media"):
            for name in ("name", "platform"):
                if found := _ADDRESS.search(getattr(fact.statement, name, None) or ""):
                    message, help = "an address stands here", "write the name of the channel alone"
                    yield Finding("A408", entry, (*fact.path, name), message, help, found.span())
    for (id, name), text in atlas.prose.items():
        for link in external_links(text):
            if _is_channel(link.url):
                yield Finding("A408", atlas[id], (name,), "this address is a channel", _HELP, (link.start, link.end))


def _is_own(atlas: Atlas, id: str | None) -> bool:
    return id is not None and id in atlas.entries and bool(_types(atlas[id]) & _OWN)


def _types(entry: Entry) -> set[str]:
    """Return what an entry is: its plain type, or all that its standing statements say."""
    held = getattr(entry.record, "type", None)
    return {held} if isinstance(held, str) else {getattr(f.statement, "value", "") for f in standing(entry, "type")}


def _is_channel(address: str) -> bool:
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return False  # it has a finding of its own
    return any(host == channel or host.endswith(f".{channel}") for channel in _CHANNELS)
