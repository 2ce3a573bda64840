"""The parts of the site: the only list of what it consists of.

A part is a job of a build, with the files that it makes: `builder.py` makes all parts, `live_site.py` those asked for.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache, partial
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from euphrates_atlas.atomic_files import write_files
from euphrates_atlas.diff.changes import RecentDay
from euphrates_atlas.diff.recent import State, recent_days
from euphrates_atlas.edit.audits import read_audits
from euphrates_atlas.edit.inputs import read_correction_form
from euphrates_atlas.edit.rule_examples import read_examples
from euphrates_atlas.export.export_files import entry_files
from euphrates_atlas.export.identity import SCHEMAS
from euphrates_atlas.export.schema import schema_files
from euphrates_atlas.findings import Finding
from euphrates_atlas.git import HistoryError, RevisionFile, commits, contents
from euphrates_atlas.model.atlas import Atlas, Entry
from euphrates_atlas.render import corrections
from euphrates_atlas.render.entries.entry_page import EntryPages
from euphrates_atlas.render.entries.works import works_folder
from euphrates_atlas.render.overviews import (
    as_of_pages,
    change_pages,
    chronology_pages,
    coverage_pages,
    data_page,
    designations_page,
    differ_pages,
    field_pages,
    glossary_page,
    home_page,
    index_pages,
    map_page,
    names_pages,
    network_pages,
    overdue_page,
    rule_pages,
    speaker_pages,
    state_page,
    steps_page,
    units_page,
    write_page,
)
from euphrates_atlas.render.site_input import SiteInput
from euphrates_atlas.search.index_files import SEARCH, search_files
from euphrates_atlas.settings import Settings
from euphrates_atlas.store.store import read_entry
from euphrates_atlas.store_check import review_day

File = tuple[str, str | bytes]
"""A path below `content/`, and the Markdown of a page or the bytes of another file."""
OVERVIEWS: dict[ModuleType, str] = {
    home_page: "",
    index_pages: "",
    names_pages: "names",
    speaker_pages: "speakers",
    map_page: "map",
    network_pages: "network",
    as_of_pages: "as-of",
    chronology_pages: "chronology",
    differ_pages: "differ",
    designations_page: "designations",
    units_page: "units",
    coverage_pages: "coverage",
    overdue_page: "overdue",
    state_page: "state",
    change_pages: "changes",
    corrections: "corrections",
    glossary_page: "glossary",
    data_page: "data",
    field_pages: "fields",
    rule_pages: "rules",
    write_page: write_page.FOLDER,
}
"""The modules of the pages across entries, and their folders; empty for the first page, and for what is in several folders."""

TELL_FINDINGS = ("coverage", "state", "rules")
"""Those of them that tell what the check finds."""


class Part(NamedTuple):
    """Files that are made together."""

    covers: Sequence[str]
    """The beginnings of the paths of its files. Where several parts cover a path, the longest beginning comes first."""
    make: Callable[[], Iterator[File]]
    is_across: bool = False
    """Whether they are across entries."""
    tells_findings: bool = False
    """Whether they tell what the check finds."""

    def covered(self, path: str) -> int:
        """Return the length of the longest of its beginnings that a path has; -1 where it has none of them."""
        return max(
            (len(start) for start in self.covers if path.startswith(start)), default=-1
        )


def gather_input(
    settings: Settings, atlas: Atlas, find: Callable[[], Sequence[Finding]]
) -> SiteInput:
    """Return all that the pages of an atlas are made from; `find` returns what the check finds."""
    root = settings.root
    return SiteInput(
        atlas,
        find,
        review_day(settings),
        read_examples(root),
        cache(partial(read_history, settings, atlas)),
        read_audits(root),
        read_correction_form(root),
    )


def read_history(settings: Settings, atlas: Atlas) -> list[RecentDay] | None:
    """Return the recent changes of the store by day.

    None where git cannot tell them all: no repository, a shallow clone.
    """
    try:
        log = commits(settings.root, settings.entities.name)
        return recent_days(log, atlas, partial(_read_old_entries, settings.root, atlas))
    except HistoryError:
        return None


def _read_old_entries(
    root: Path, atlas: Atlas, states: Collection[State]
) -> dict[State, Entry | None]:
    """Read files as they were; one that still holds the same is not read again."""
    data = contents(root, (hash for _, hash in states))
    entries = {entry.file: entry for entry in atlas}
    read: dict[State, Entry | None] = {}
    for path, hash in states:
        file = root / path
        if path in entries and file.is_file() and file.read_bytes() == data[hash]:
            read[path, hash] = entries[path]
        else:
            old = read_entry(RevisionFile(path, data[hash]), data[hash])
            read[path, hash] = old if isinstance(old, Entry) else None
    return read


def parts(site: SiteInput, pages: EntryPages) -> Iterator[Part]:
    """Yield the parts of a site; `pages` make the pages of its entries.

    The files of the whole data come last of those across entries: they use the memory again that the index of the search took
    for a while. The data of the entries come before their pages: the worker that made the bulk data has them at hand.
    """
    yield from sorted(parts_across(site, pages), key=lambda part: "data/" in part.covers)
    of_entries = [list(parts_of(site, pages, entry)) for entry in site.atlas]
    for data_and_pages in of_entries:
        yield from data_and_pages[:1]
    for data_and_pages in of_entries:
        yield from data_and_pages[1:]


def parts_across(site: SiteInput, pages: EntryPages) -> Iterator[Part]:
    """Yield the parts of a site that are across entries."""
    for overview, folder in OVERVIEWS.items():
        path = f"{folder}/" if folder else ""
        yield Part(
            (path,),
            partial(overview.pages, site),
            is_across=True,
            tells_findings=folder in TELL_FINDINGS,
        )
    others: dict[str, Callable[[], Iterator[File]]] = {
        SEARCH: partial(search_files, site.atlas),
        "schema": partial(_schemas, "schema", for_data=False),
        SCHEMAS: partial(_schemas, SCHEMAS, for_data=True),
        "contribute": partial(steps_page.pages, site, pages.head),
    }
    for folder, make in others.items():
        yield Part((f"{folder}/",), make, is_across=True)


def write_schemas(settings: Settings) -> None:
    """Write the schemas that editors hold the entries to."""
    schemas = dict(schema_files(for_data=False))
    write_files(settings.schema, schemas, below=settings.state)


def _schemas(folder: str, *, for_data: bool) -> Iterator[File]:
    for name, text in schema_files(for_data=for_data):
        yield f"{folder}/{name}", text


def parts_of(site: SiteInput, pages: EntryPages, entry: Entry) -> Iterator[Part]:
    """Yield the two parts of a site that are of one entry, its files of data, then its pages; none for a row."""
    if entry.kind.row_of:
        return
    ids = (entry.id, *entry.record.redirects)
    data = [f"{entry.kind.folder}/{id}." for id in ids]
    yield Part(data, partial(entry_files, site.atlas, entry))
    covers = []
    for folder in _page_folders(site.atlas, entry):
        covers += [f"{folder}/{id}.md" for id in ids]
        covers.append(f"{folder}/{entry.id}_")
    yield Part(covers, partial(pages.of, entry))


def sitemap_fields(atlas: Atlas) -> dict[str, dict[str, str]]:
    """Return for the page of each entry, and for that of each old id, the fields that `sitemap.xml` needs."""
    fields = {}
    for entry in atlas:
        if entry.kind.row_of:
            continue
        reviewed = entry.record.reviewed
        for folder in _page_folders(atlas, entry):
            is_reviewed = reviewed and folder == entry.kind.folder
            fields[f"{folder}/{entry.id}.md"] = (
                {"reviewed": str(reviewed)} if is_reviewed else {}
            )
            for old in entry.record.redirects:
                fields[f"{folder}/{old}.md"] = {"moved_to": entry.id}
    return fields


def _page_folders(atlas: Atlas, entry: Entry) -> list[str]:
    """Return the folders of the pages of an entry: that of its kind, and that of the works of one who is no publisher."""
    own = entry.kind.folder
    of_works = works_folder(atlas, entry)
    return [own] if of_works in ("", own) else [own, of_works]
