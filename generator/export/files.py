"""All exported files of a store, by their path below `content/`; MkDocs copies them into the site as they are."""

from generator.export.bibliography import bibliography_files, work_items, works_cited
from generator.export.entry_json import entry_json, moved_json
from generator.model.atlas import Atlas


def export_files(atlas: Atlas, site: str) -> dict[str, bytes]:
    """Return the data of each entry beside its page, and the bibliographies; the same atlas gives the same bytes."""
    items, cited = work_items(atlas), works_cited(atlas)
    files = dict(bibliography_files(atlas, items, cited))
    for entry in atlas.entries.values():
        data = entry_json(atlas, entry, site, items, cited.get(entry.id, ()))
        files[f"{entry.kind.folder}/{entry.id}.json"] = data.encode()
        for old in entry.record.redirects:
            files[f"{entry.kind.folder}/{old}.json"] = moved_json(entry, old, site).encode()
    return dict(sorted(files.items()))
