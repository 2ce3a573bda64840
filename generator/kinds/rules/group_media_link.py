"""Nothing links to a group's own media."""

import re
from urllib.parse import urlsplit

from generator.diagnostics import Level
from generator.kinds.group import Medium
from generator.kinds.publisher import Publisher
from generator.kinds.source import Source
from generator.model.atlas import Atlas, Entry, Finding, Findings
from generator.text.prose import ExternalLink, inlines

CODE = "A408"
LEVEL = Level.ERROR
REASON = "They are described and cited through others, never promoted (editorial policy, rule 19)."
_CHANNELS = ("t.me", "telegram.me", "telegram.org", "telegram.dog")
_OWN = frozenset({"armed-group-media", "armed-group", "umbrella-brand", "facade", "street-or-vigilante-group"})
"""Types of publishers, and of groups that publish their own texts."""
_ADDRESS = re.compile(r"https?://|\bt(?:elegram)?\.me/", re.IGNORECASE)
_HELP = "cite the outlet or researcher who reports it; of a journalist's channel name the `author`"


def check(atlas: Atlas, entry: Entry) -> Findings:
    """Yield a finding for each address of a group's medium: of a source marked so, of its publisher, of a channel."""
    record = entry.record
    if isinstance(record, Source | Publisher):
        is_medium = _is_medium(atlas, entry)
        is_known = not is_medium and _is_known(atlas, record)
        addresses = {"url": record.url, "archive_url": record.archive_url if isinstance(record, Source) else None}
        for name, url in addresses.items():
            if url and ((is_medium and name == "url") or (_is_channel(url) and not is_known)):
                yield Finding(CODE, entry, (name,), "this address is a group's own medium", _HELP)
    for fact in entry.facts:
        medium = fact.statement
        for name, words in (("name", medium.name), ("platform", medium.platform)) if isinstance(medium, Medium) else ():
            if match := _ADDRESS.search(words or ""):
                message, help = "an address stands here", "write the name of the channel alone"
                yield Finding(CODE, entry, (*fact.path, name), message, help, match.span())
    for name, text in atlas.prose_fields(entry):
        for link in inlines(text, ExternalLink):
            if _is_channel(link.url):
                yield Finding(CODE, entry, (name,), "this address is a channel", _HELP, (link.start, link.end))


def _is_medium(atlas: Atlas, entry: Entry) -> bool:
    """Tell whether a publisher is a group's own medium, or a work is marked or published as one."""
    owners = [entry]
    if isinstance(entry.record, Source):
        if "group-media" in entry.record.content_warning:
            return True
        owners += [atlas[id] for id in (entry.record.publisher,) if id in atlas.entries]
    types = {fact.value for owner in owners for fact in owner.current_facts("type")}
    types |= {owner.record.type for owner in owners if isinstance(owner.record, Publisher)}
    return not types.isdisjoint(_OWN)


def _is_known(atlas: Atlas, record: Source | Publisher) -> bool:
    """Tell whether a channel is that of an outlet, by its entry, or of somebody who signs what stands there."""
    if isinstance(record, Publisher) or record.author:
        return True
    outlet = atlas[record.publisher].record if record.publisher in atlas.entries else None
    own = outlet.url if isinstance(outlet, Publisher) else None
    return own is not None and _is_channel(own) and _channel(own) == _channel(record.url or "")


def _channel(address: str) -> str:
    """Return the name of the channel in an address, as `brigade` in `https://t.me/s/brigade/17`."""
    steps = urlsplit(address).path.removeprefix("/s").split("/")
    return steps[1] if len(steps) > 1 else ""


def _is_channel(address: str) -> bool:
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return False  # it has a finding of its own
    return any(host == channel or host.endswith(f".{channel}") for channel in _CHANNELS)
