"""`atlas serve`: files are made when browsers ask for them; after each save open pages are told, and the store is checked."""

import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from threading import Event, Lock, Thread
from typing import NoReturn

from generator.atomic_files import write_files
from generator.checks.reports import text_report
from generator.diagnostics import Diagnostic, Level, has_errors
from generator.export.schema import editor_files
from generator.settings import Settings
from generator.site.http_server import NotAvailable, Server
from generator.site.live_site import CannotMake, LiveSite
from generator.site.open_pages import OpenPages
from generator.site.watch import Watch
from generator.store.store import Store
from generator.store_check import check_store, review_day

_TEMPLATES = ".j2"
_STOPPED = "No pages can be made. What is shown is as it was; the next save makes another attempt.\n"


def serve(settings: Settings, port: int) -> None:
    """Serve the site until the process is interrupted. Raises `OSError` if the port cannot be used."""
    pages = OpenPages()
    following = _Following(settings, pages)
    with Server(port, following, pages) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        print(f"serving {server.address}   (Ctrl-C ends it)", flush=True)
        watch = Watch(settings.root)
        following.start()
        try:
            while True:
                changes = watch.changes()
                if any(_is_program(path) for path in changes):
                    following.restart_program(server.server_port)
                else:
                    following.follow(changes)
        finally:
            server.shutdown()


class _Following:
    """The site on its way from save to save."""

    def __init__(self, settings: Settings, pages: OpenPages) -> None:
        self._settings = settings
        self._pages = pages
        self._site: LiveSite | None = None
        self._ready = Event()
        self._lock = Lock()
        self._turn = 0
        """The number of the latest change."""
        self._checked = -1
        """The number of the latest change that the check has followed."""
        self._findings: Sequence[Diagnostic] = ()
        self._trouble = ""
        """Why pages cannot be made."""
        self._said = ""

    def start(self) -> None:
        """Read the store and the theme."""
        write_files(self._settings.schema, dict(editor_files()), below=self._settings.state)
        self.follow(())

    def answer(self, address: str) -> bytes | None:
        """Return a file of the site, or its last state if it cannot be made now."""
        self._ready.wait()
        if self._site is None:
            raise NotAvailable(self._trouble)
        try:
            return self._site.file(address)
        except CannotMake as error:
            self._report_trouble(str(error))
            if (last := self._site.last(address)) is not None:
                return last
            raise NotAvailable(str(error)) from error

    def is_settled(self) -> bool:
        """Tell whether the check has followed the latest change."""
        return self._ready.is_set() and (self._checked == self._turn or bool(self._trouble))

    def follow(self, changes: Iterable[str]) -> None:
        """Bring the site to what is saved, tell open pages that are not as they were, and begin to check."""
        with self._lock:
            self._turn += 1
            entries = f"{self._settings.entities.name}/"
            is_theme = any(not path.startswith(entries) and path != entries[:-1] for path in changes)
            try:
                self._bring_up(is_theme=is_theme)
                self._trouble = ""
            except (Exception, SystemExit) as error:
                words = str(error) if isinstance(error, CannotMake) else f"{type(error).__name__}: {error}"
                self._report_trouble(words)
            self._ready.set()
        if self._site is not None:
            Thread(target=self._check, args=(self._site, self._site.store, self._turn), daemon=True).start()

    def _bring_up(self, *, is_theme: bool) -> None:
        if self._site is None:
            self._site = LiveSite(self._settings)
        else:
            self._site.follow_entries()
            if is_theme or self._trouble:
                self._site.follow_theme()
        if is_theme or self._trouble or self._turn == 1:
            self._site.try_pages()
        self._tell(self._site)

    def _tell(self, site: LiveSite) -> None:
        self._pages.made(site.changed(self._pages.addresses))

    def _check(self, site: LiveSite, store: Store, turn: int) -> None:
        """Report what is wrong, first in the files that were just saved; what a later change has overtaken is dropped."""
        today = review_day(self._settings)
        if turn > 1 and store.fresh:
            some = check_store(store, today, only=store.fresh, notes=False)
            others = [finding for finding in self._findings if finding.file not in store.fresh]
            self._report(turn, sorted([*others, *some], key=lambda finding: finding.sort_key))
        findings = check_store(store, today, notes=False)
        self._report(turn, findings)
        with self._lock:
            if turn == self._turn:
                try:
                    site.follow_findings(findings)
                    self._tell(site)
                except CannotMake as error:
                    self._report_trouble(str(error))
                self._checked = turn

    def _report(self, turn: int, findings: Sequence[Diagnostic]) -> None:
        if turn != self._turn:
            return
        self._findings = findings
        is_worth_telling = any(finding.rule.level is not Level.NOTE for finding in findings)
        self._show(text_report(findings, notes=False) if is_worth_telling else "", is_grave=has_errors(findings))

    def _report_trouble(self, words: str) -> None:
        self._trouble = words
        self._show(f"{words}\n\n{_STOPPED}", is_grave=True)

    def _show(self, text: str, *, is_grave: bool) -> None:
        """Show a report on every open page; errors also in the terminal."""
        if self._trouble and self._trouble not in text:
            return
        if is_grave and text != self._said:
            print(text, flush=True)
        if text != self._said or not text:
            self._pages.report(text, is_grave=is_grave)
        self._said = text

    def restart_program(self, port: int) -> None:
        """Start this program anew, with the changes to its own code, if these can be loaded."""
        probe = [sys.executable, "-c", "import generator.commands.serve, generator.site.live_server"]
        done = subprocess.run(probe, cwd=self._settings.root, capture_output=True, text=True, check=False)
        if done.returncode:
            self._report_trouble(done.stderr.strip().rpartition("\n")[2])
            return
        print("the program has changed: starting anew", flush=True)
        _execute(["--root", str(self._settings.root), "serve", "--port", str(port)])


def _execute(arguments: list[str]) -> NoReturn:
    os.execv(sys.executable, [sys.executable, "-m", "generator", *arguments])  # noqa: S606 -- this very program


def _is_program(path: str) -> bool:
    return path == "subject.yml" or (path.startswith("generator/") and not path.endswith(_TEMPLATES))
