"""The site of a store that is being edited: a file is made on request, and kept until something changes.

`atlas serve` has one: `commands/serve.py` tells it what was saved, `http_server.py` asks it for files.
"""

import gc
import os
import re
import subprocess
import sys
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from threading import Event, Lock, RLock, Thread
from typing import Any

from euphrates_atlas.checks.reports import text_report
from euphrates_atlas.findings import CommandFailed, Finding, has_errors, is_clean
from euphrates_atlas.kind_errors import kind_errors_told
from euphrates_atlas.model.atlas import Atlas
from euphrates_atlas.render.entries.entry_page import EntryPages
from euphrates_atlas.render.environment import environment
from euphrates_atlas.settings import Settings
from euphrates_atlas.site import CannotMake
from euphrates_atlas.site.convert import address_of, path_of
from euphrates_atlas.site.http_server import Announcements
from euphrates_atlas.site.mkdocs import SITEMAP, MkDocs
from euphrates_atlas.site.parts import (
    Part,
    gather_input,
    parts,
    parts_across,
    parts_of,
    sitemap_fields,
    write_schemas,
)
from euphrates_atlas.store.linking import link
from euphrates_atlas.store.store import Store, read_store
from euphrates_atlas.store_check import check_store, review_day

_PROBE = (
    "import sys; from pathlib import Path; from euphrates_atlas.subject import look_in; look_in(Path(sys.argv[1])); "
    "import euphrates_atlas.commands.serve; from euphrates_atlas.kinds import record_types; record_types()"
)
"""Loads the program and the kinds of an atlas, as the command does."""
_STOPPED = "No pages can be made. What is shown is as it was; the next save makes another attempt.\n"


class LiveSite:
    """The files of the site by their addresses. Several threads may ask for them."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = RLock()
        self._findings: Sequence[Finding] = ()
        self.last: dict[str, bytes | None] = {}
        """The last state of every file that was asked for."""
        self.store = read_store(settings)
        """What is saved, errors or not."""
        self._atlas = _sound_atlas(self.store, None)
        """What pages show: of an entry that cannot be read or linked now, its last state that could be."""
        self._entry_pages = EntryPages(self._atlas, None)
        self.follow_theme()

    def follow_entries(self, changed: Collection[str] | None = None) -> None:
        """Read what changed in the store: these files, or whatever did."""
        with self._lock:
            before = self._atlas
            self.store = read_store(self._settings, before=self.store, changed=changed)
            self._atlas = _sound_atlas(self.store, before)
            self._atlas.take_over(before)
            self._forget()

    def finish_page(self) -> None:
        """Wait until the page that is being made is finished."""
        with self._lock:
            pass

    def follow_findings(self, findings: Sequence[Finding]) -> bool:
        """Take what the check finds, which some pages tell; return whether it is anything new."""
        with self._lock:
            if findings == self._findings:
                return False
            self._findings = findings
            self._forget()
            return True

    def follow_theme(self) -> None:
        """Read the configuration, the theme, the templates, the history and the pages written by hand again."""
        with self._lock:
            environment.cache_clear()
            self._mkdocs = MkDocs(self._settings, is_live=True)
            self._forget()

    def file(self, address: str) -> bytes | None:
        """Return the bytes of a file of the site, or None. Raises `CannotMake` if it cannot be made."""
        with self._lock:
            if address not in self._finished:
                try:
                    self.last[address] = self._make(address)
                except Exception as error:
                    # An error in a template has its file and line.
                    line = getattr(error, "lineno", None)
                    place = f"{getattr(error, 'filename', '')}:{line}: " if line else ""
                    raise CannotMake(
                        f"{address}: {place}{type(error).__name__}: {error}"
                    ) from error
                self._finished.add(address)
            return self.last[address]

    def try_pages(self) -> None:
        """Make the page of one entry of each kind. Raises `CannotMake` if the theme or a template has an error."""
        for kind in self._atlas.kinds:
            first = next(iter(self._atlas.of_kind(kind)), None)
            if first:
                self.file(first.page)

    def _forget(self) -> None:
        """Let all files be made anew when they are asked for; the last state of each stays in `last`."""
        self._finished = set[str]()
        """The addresses of which `last` is up to date."""
        self._files: dict[str, str | bytes] = {}
        """What parts have made since then, by path below `content/`."""
        self._input = gather_input(self._settings, self._atlas, lambda: self._findings)
        today = self._input.today
        if self._entry_pages.atlas is not self._atlas or self._entry_pages.today != today:
            self._entry_pages = EntryPages(self._atlas, today)
        self._unmade = list(parts_across(self._input, self._entry_pages))
        """The parts across entries that nobody has asked for since then."""

    def _make(self, address: str) -> bytes | None:
        """Return a file of the site as it is now: a generated one, a copied one, a page written by hand, or one of the theme."""
        path = path_of(address)
        if address_of(path) != address:  # the Markdown of a page is no file of the site
            return None
        content = self._content(path)
        if content is not None:
            return self._mkdocs.page(path, content) if isinstance(content, str) else content
        if address in self._mkdocs.copied:
            return self._mkdocs.copied[address].read_bytes()
        if path in self._mkdocs.by_hand:
            return self._mkdocs.page_by_hand(path)[0]
        if address not in self._mkdocs.static_templates:
            return None
        if address.startswith(SITEMAP):
            self._make_all_pages()
        return self._mkdocs.static_file(address, sitemap_fields(self._atlas))

    def _make_all_pages(self) -> None:
        """Make all files of the site, for the sitemap, which lists all pages."""
        for part in parts(self._input, self._entry_pages):
            self._files.update(part.make())
        self._unmade = []
        self._mkdocs.know(self._files)
        for path in self._mkdocs.by_hand:
            self.file(address_of(path))

    def _content(self, path: str) -> str | bytes | None:
        """Return a file of `content/`, from the first part that covers its path and makes it."""
        covering = [
            part
            for part in (*self._unmade, *self._parts_of_entry(path))
            if part.covered(path) >= 0
        ]
        covering.sort(key=lambda part: part.covered(path), reverse=True)
        for part in covering:
            if path not in self._files:
                self._files.update(part.make())
                self._unmade = [other for other in self._unmade if other is not part]
        return self._files.get(path)

    def _parts_of_entry(self, path: str) -> Iterator[Part]:
        """Yield the parts of the entry whose id, of today or old, is in the name of a file."""
        name = path.rpartition("/")[2]
        # `groups/badr_2.md` and `groups/badr.json` are files of the entry `badr`.
        id, *_ = re.split(r"[._]", name)
        entry = self._atlas.entries.get(id) or self._atlas.by_old_id().get(id)
        if entry:
            yield from parts_of(self._input, self._entry_pages, entry)


class Following:
    """Brings the site to each save, has the store checked behind it, and tells open pages what changed and what is wrong.

    `commands/serve.py` calls `start`, then `follow` at each save; the HTTP server calls `answer`, from several threads.
    """

    def __init__(self, settings: Settings, announcements: Announcements) -> None:
        self._settings = settings
        self._announcements = announcements
        self._site: LiveSite | None = None
        self._ready = Event()
        self._lock = Lock()
        self._turn = 0
        """The number of the latest change."""
        self._checked = -1
        """The number of the latest change that the check has followed."""
        self._findings: Sequence[Finding] = ()
        self._trouble = ""
        """Why pages cannot be made; empty where they can."""
        self._said = ""
        """The report that was shown last."""

    def start(self) -> None:
        """Read the store and the theme."""
        write_schemas(self._settings)
        self.follow(())

    def answer(self, address: str) -> bytes | None:
        """Return a file of the site, or its last state if it cannot be made now; None where there is none. Raises `CannotMake`."""
        self._ready.wait()
        if not self._site:
            raise CannotMake(self._trouble)
        try:
            return self._site.file(address)
        except CannotMake as error:
            self._report_trouble(str(error))
            last = self._site.last.get(address)
            if last is None:
                raise
            return last

    def is_settled(self) -> bool:
        """Tell whether the check has followed the latest change."""
        return self._ready.is_set() and (self._checked == self._turn or bool(self._trouble))

    def follow(self, changed: Collection[str]) -> None:
        """Bring the site to the files that were saved, tell open pages, and begin to check."""
        with self._lock:
            self._turn += 1
            try:
                self._bring_up(changed)
                self._trouble = ""
            except (Exception, SystemExit) as error:
                is_known = isinstance(error, CommandFailed)
                self._report_trouble(
                    str(error) if is_known else f"{type(error).__name__}: {error}"
                )
            else:
                self._announcements.change(
                    of_assets=any("assets" in PurePosixPath(path).parts for path in changed)
                )
            self._ready.set()
        if self._site:
            work = (self._turn, self._site, self._site.store, changed)
            Thread(target=self._check_or_tell, args=work, daemon=True).start()

    def _is_entry(self, path: str) -> bool:
        """Tell whether a path is the folder of entries or in it."""
        return path.partition("/")[0] == self._settings.entities.name

    def _bring_up(self, changed: Collection[str]) -> None:
        """Read what changed; after a change of more than entries, or an error, the theme too, and try some pages."""
        is_whole = bool(self._trouble) or not all(map(self._is_entry, changed))
        if not self._site:
            self._site = LiveSite(self._settings)
        else:
            self._site.follow_entries(None if is_whole else changed)
            if is_whole:
                self._site.follow_theme()
        if is_whole or self._turn == 1:
            self._site.try_pages()

    def _check_or_tell(self, turn: int, *work: Any) -> None:
        """Run `_check`, and show an error in the code of the atlas as a report: it ends the check of this change."""
        try:
            with kind_errors_told():
                self._check(turn, *work)
        except CommandFailed as error:
            if turn == self._turn:
                self._show(str(error), is_grave=True)
                self._checked = turn

    def _check(
        self, turn: int, site: LiveSite, store: Store, changed: Collection[str]
    ) -> None:
        """Report what is wrong, first in the files that were just saved; what a later change has overtaken is dropped."""
        day = review_day(self._settings)
        saved = store.files.keys() & changed
        if saved:
            site.finish_page()
            here = check_store(store, day, only=saved, notes=False)
            others = [finding for finding in self._findings if finding.file not in saved]
            self._report(
                turn, sorted([*others, *here], key=lambda finding: finding.sort_key)
            )
        findings = check_store(store, day, notes=False)
        self._report(turn, findings)
        if turn == 1:
            gc.freeze()  # what is read by now stays: a search through all of it for garbage would hold up a save
        with self._lock:
            if turn == self._turn:
                if site.follow_findings(findings):
                    self._announcements.change()
                self._checked = turn

    def _report(self, turn: int, findings: Sequence[Finding]) -> None:
        """Show what the check found, unless a later change has overtaken it."""
        if turn != self._turn:
            return
        self._findings = findings
        text = "" if is_clean(findings) else text_report(findings, notes=False)
        self._show(text, is_grave=has_errors(findings))

    def _report_trouble(self, words: str) -> None:
        """Remember and show why pages cannot be made."""
        self._trouble = words
        self._show(f"{words}\n\n{_STOPPED}", is_grave=True)

    def _show(self, text: str, *, is_grave: bool) -> None:
        """Show a report on every open page; errors also in the terminal."""
        if self._trouble and self._trouble not in text:
            return
        if is_grave and text != self._said:
            print(text, flush=True)
        self._announcements.report(text, is_grave=is_grave)
        self._said = text

    def restart_program(self, port: int) -> None:
        """Start this program anew, with the changes to its own code, if these can be loaded."""
        root = self._settings.root
        probe = [sys.executable, "-c", _PROBE, str(root)]
        done = subprocess.run(probe, cwd=root, capture_output=True, text=True, check=False)
        if done.returncode:
            words = done.stderr.strip().rpartition("\n")[2]
            self._report_trouble(re.sub(r"^euphrates_atlas[.\w]*: ", "", words))
            return
        print("the program has changed: restarting", flush=True)
        serve = ["--root", str(root), "serve", "--port", str(port)]
        if self._settings.today:
            serve += ["--today", str(self._settings.today)]
        os.execv(sys.executable, [sys.executable, "-m", "euphrates_atlas", *serve])  # noqa: S606 -- this very program


def _sound_atlas(store: Store, before: Atlas | None) -> Atlas:
    """Return the atlas of a store in which every reference leads somewhere: what is broken keeps its last sound state."""
    broken = {entry.id for entry, _ in store.links.faults()}
    if not broken and not store.unreadable:
        return store.atlas
    earlier = before.entries if before else {}
    entries = {**earlier, **store.atlas.entries}
    for id in broken & earlier.keys():
        entries[id] = earlier[id]
    gone = entries.keys() - store.atlas.entries.keys() - store.atlas.unread
    for id, entry in store.atlas.entries.items():
        # What names the old id still shows the old entry.
        if gone.intersection(entry.record.redirects):
            entries[id] = replace(entry, record=replace(entry.record, redirects=()))
    # Each turn takes out what leads nowhere, else what is gone and named by nobody: that may leave others without a target.
    while True:
        links = link(entries.values(), known=store.links)
        dangling = {entry.id for entry, _ in links.faults()}
        unnamed = {id for id in gone & entries.keys() if not links.atlas.naming(id)}
        if not dangling and not unnamed:
            return links.atlas
        for id in dangling or unnamed:
            del entries[id]
