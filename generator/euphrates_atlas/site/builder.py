"""The build: check the store, make all parts of the site in worker processes, and update a folder.

`build` is for `atlas build`; `generate` for `atlas generate`, and for plain MkDocs (`hook.py`).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path

from euphrates_atlas.atomic_files import Written, lock
from euphrates_atlas.batched import batched
from euphrates_atlas.findings import CommandFailed, has_errors
from euphrates_atlas.git import build_time
from euphrates_atlas.kind_errors import error_in_kinds
from euphrates_atlas.render.entries.entry_page import EntryPages
from euphrates_atlas.settings import Settings, fix_build_time
from euphrates_atlas.site import BuildFailed, StoreHasErrors
from euphrates_atlas.site.convert import address_of, anchors, path_of
from euphrates_atlas.site.folder_update import (
    FolderUpdate,
    clear_staging,
    list_files,
    remove_leftovers,
    write_manifest,
)
from euphrates_atlas.site.mkdocs import MkDocs
from euphrates_atlas.site.parts import (
    Part,
    gather_input,
    parts,
    sitemap_fields,
    write_schemas,
)
from euphrates_atlas.site.stamp import BuildStamp
from euphrates_atlas.store.store import read_store
from euphrates_atlas.store_check import check_store, review_day
from euphrates_atlas.workers import shared

PATIENCE = 20.0
"""Seconds for which a run that only generates pages waits for another run."""
_STRAYS = (
    "an earlier run may have generated files in these folders of content/: {}. The record of which it generated was in "
    ".atlas/, which has been deleted. Move what somebody wrote there into a folder of its own, then delete these folders: "
    "they are made again"
)
_PORTION = 8
"""Parts of entries that a worker takes at once."""


def build(settings: Settings, stamp: BuildStamp) -> Written:
    """Build the site from the state of which the stamp was taken.

    Raises `StoreHasErrors`, `BuildFailed`, `OSError`, or `LockHeld` if another build is running.
    """
    with lock(settings.state):
        with _staging(settings) as staging:
            site = FolderUpdate(settings.site, staging)
            _Work(settings, site, MkDocs(settings)).run()
            written = site.commit_whole()
        stamp.keep()
        return written


def generate(settings: Settings) -> Written:
    """Update the generated pages of `content/` alone. Raises as `build` does, `LockHeld` after some patience."""
    fix_build_time(build_time(settings.root) or 0)
    with lock(settings.state, patience=PATIENCE), _staging(settings) as staging:
        content = FolderUpdate(settings.content, staging)
        _Work(settings, content).run()
        return content.commit(settings.manifest)


@contextmanager
def _staging(settings: Settings) -> Iterator[Path]:
    """Give the staging folder, empty; it is removed afterwards, and so is what a killed run left."""
    staging = settings.state / "staging"
    clear_staging(staging)
    remove_leftovers([settings.state])
    try:
        yield staging
    finally:
        clear_staging(staging)


class _Work:
    """The parts of one site on their way into the update of a folder. A worker process has a copy of it."""

    def __init__(
        self, settings: Settings, update: FolderUpdate, mkdocs: MkDocs | None = None
    ) -> None:
        """Read the store; without MkDocs, pages stay Markdown. Raises `StoreHasErrors` if it cannot be read or linked."""
        self._settings = settings
        self._store = store = read_store(settings)
        self._find = cache(lambda: check_store(store, review_day(settings), notes=False))
        if not store.is_sound():
            raise StoreHasErrors(self._find())
        self._update = update
        self._mkdocs = mkdocs
        self._input = gather_input(settings, store.atlas, self._find)
        pages = EntryPages(store.atlas, self._input.today)
        self._parts = list(parts(self._input, pages))

    def run(self) -> None:
        """Make and stage all files, and write the schemas for editors."""
        self._make_parts()
        generated = {*map(path_of, self._update.wanted)}
        self._recover_manifest(generated)
        write_schemas(self._settings)
        if self._mkdocs:
            self._finish_site(self._mkdocs, generated)

    def _make_parts(self) -> None:
        """Make all parts, with the help of worker processes. Raises `StoreHasErrors` if the rules find errors.

        This process checks the store, makes the parts that tell what the check found, then those that no worker has begun.
        """
        self._store.database.close()
        jobs = [partial(self._make_some, portion) for portion in _portions(self._parts)]
        for wanted in shared(jobs, len(self._store.hashes), meanwhile=self._tell_findings):
            self._update.wanted |= wanted

    def _tell_findings(self) -> None:
        """Check the store, and make the parts that tell what the check found. Raises `StoreHasErrors`."""
        findings = self._find()
        if has_errors(findings):
            raise StoreHasErrors(findings)
        self._make(part for part in self._parts if part.tells_findings)

    def _make_some(self, parts: Iterable[Part]) -> dict[str, bool]:
        """Make some parts, in this process or in a worker; return the files that the folder wants of them."""
        before, self._update.wanted = self._update.wanted, {}
        self._make(parts)
        made, self._update.wanted = self._update.wanted, before
        return made

    def _make(self, parts: Iterable[Part]) -> None:
        """Make parts and stage their files. Raises `BuildFailed` with the entry or place of an error in a page."""
        for part in parts:
            try:
                for path, content in part.make():
                    self._put(path, content)
                    del content  # it may be large
            except (OSError, CommandFailed):
                raise
            except Exception as error:
                place = part.covers[0] or "a page across entries"
                told = error_in_kinds(error) or f"{type(error).__name__}: {error}"
                raise BuildFailed(
                    f"the site could not be built: {place}: {told}"
                ) from error

    def _put(self, path: str, content: str | bytes) -> None:
        """Stage a file: of the site, or the Markdown of a page for plain MkDocs."""
        if isinstance(content, bytes):
            self._update.put(path, content)
        elif not self._mkdocs:
            self._update.put(path, content.encode())
        else:
            self._update.put(address_of(path), self._mkdocs.page(path, content))

    def _finish_site(self, mkdocs: MkDocs, generated: set[str]) -> None:
        """Make what depends on all pages: those written by hand, the files of the theme, and the check of the links."""
        site = self._update
        mkdocs.know(generated)
        warnings = mkdocs.warnings.messages
        for path in sorted(mkdocs.awaited - generated):
            named = f"A reference to '{path}' is included in the 'nav' configuration"
            warnings.append(f"{named}, which is not found in the documentation files.")
        for address, source in mkdocs.copied.items():
            site.put(address, source.read_bytes())
        links: dict[tuple[str, str], tuple[str, str]] = {}
        for path in mkdocs.by_hand:
            data, page = mkdocs.page_by_hand(path)
            site.put(address_of(path), data)
            for file, of_file in (page.links_to_anchors or {}).items():
                for fragment, link in of_file.items():
                    links.setdefault((file.src_uri, fragment), (path, link))
        entry_pages = sitemap_fields(self._store.atlas)
        for name in mkdocs.static_templates:
            made = mkdocs.static_file(name, entry_pages)
            if made is not None:
                site.put(name, made)
        warnings += _missing_anchors(links, site)
        if warnings:
            words = "the site could not be built: MkDocs warns, and a site with warnings is not built:"
            raise BuildFailed("\n".join([words, *warnings]))

    def _recover_manifest(self, generated: set[str]) -> None:
        """Write the list of generated pages anew where it is lost: without it such pages pass for written by hand.

        Raises `BuildFailed` if their folders hold other files, which may be generated too: they would be published, and never removed.
        """
        settings = self._settings
        if settings.manifest.is_file():
            return
        left = [path for path in sorted(generated) if (settings.content / path).is_file()]
        if not left:
            return
        others = [path for path in list_files(settings.content) if path not in generated]
        folders = {path.partition("/")[0] for path in left}
        strays = folders & {path.partition("/")[0] for path in others}
        if strays:
            raise BuildFailed(_STRAYS.format(", ".join(sorted(strays))))
        write_manifest(settings.manifest, left)


def _missing_anchors(
    links: Mapping[tuple[str, str], tuple[str, str]], site: FolderUpdate
) -> Iterator[str]:
    """Yield which links from pages written by hand lead to an anchor that is not there, in the words of MkDocs.

    The links are by page and anchor that they lead to, each with the page that it is on.
    """
    for (target, fragment), (path, link) in sorted(links.items()):
        if target.endswith(".md") and fragment not in anchors(
            site.staged(address_of(target)).decode()
        ):
            says = f"but the doc '{target}' does not contain an anchor '#{fragment}'"
            yield f"Doc file '{path}' contains a link '{link}', {says}."


def _portions(parts: Sequence[Part]) -> list[Sequence[Part]]:
    """Return the parts in portions for workers: each part across entries alone, since these are large, then those of entries."""
    across = [part for part in parts if part.is_across and not part.tells_findings]
    of_entries = [part for part in parts if not part.is_across]
    return batched(across, 1) + batched(of_entries, _PORTION)
