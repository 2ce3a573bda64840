"""Old ids: which entry each of them leads to, and that none of them is in use."""

from collections.abc import Iterable, Iterator, Mapping

from generator.links.unresolved import Named
from generator.model.atlas import Finding
from generator.model.entry import Entry


def old_ids(by_id: Mapping[str, Entry]) -> dict[str, Entry]:
    """Return the entry that each old id leads to; of two that claim one, the first by kind and id."""
    found: dict[str, Entry] = {}
    for entry in by_id.values():
        for old in entry.record.redirects:
            found.setdefault(old, entry)
    return found


def redirect_findings(
    entries: Iterable[Entry], by_id: Mapping[str, Named], old: Mapping[str, Named]
) -> Iterator[Finding]:
    """Yield a finding (A110) at each old id of these entries that an entry bears, or that is an old id elsewhere too."""
    for entry in entries:
        for index, id in enumerate(entry.record.redirects):
            path = ("redirects", index)
            help = "an id is used once over all kinds, old ones included: take it out of one of the two"
            if id in by_id:
                yield Finding("A110", entry, path, f"the old id `{id}` is the id of {by_id[id].file}", help)
            elif old[id].id != entry.id:
                yield Finding("A110", entry, path, f"the old id `{id}` leads to {old[id].file} already", help)
            elif id in entry.record.redirects[:index]:
                yield Finding("A110", entry, path, f"the old id `{id}` stands here twice", "delete one of the two")
