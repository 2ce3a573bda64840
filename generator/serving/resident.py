"""The process that holds the store: it follows what changes on disk and keeps the served files to it."""

import gc
import os
import sys
from datetime import date
from multiprocessing.connection import Connection, wait
from pathlib import Path, PurePosixPath

from generator import pipeline
from generator.diagnostics import Diagnostic, Level, has_errors
from generator.model.entry import Entry
from generator.render.memory import Memory
from generator.reporters import text
from generator.serving.entry_work import EntryWork, MadeEntry
from generator.serving.making import EntryMaking, address, making
from generator.serving.messages import Answered, Changed, Made, Report, Standing, Wanted
from generator.serving.remainder import Checked, Known, Remainder, Written
from generator.serving.site import ServedSite
from generator.serving.snapshot import Failed, Snapshot
from generator.serving.store import FollowedStore, Step
from generator.serving.theme import HeldTheme
from generator.serving.timing import Laps
from generator.settings import Settings


class Resident:
    """The store, the theme's page, and the work that is left."""

    def __init__(self, settings: Settings, front: Connection) -> None:
        laps = Laps()
        self._settings = settings
        self._front = front
        self._today: date | None = pipeline.today_of(settings)
        self._store = FollowedStore(settings)
        laps.mark("read and linked")
        atlas = self._store.shown.atlas
        paths = [path for entry in atlas.entries.values() for path in _paths(entry)]
        site = ServedSite(settings.state / "serve" / "site")
        theme = HeldTheme(settings, site.folder, paths)
        laps.mark("theme")
        self._making: EntryMaking = making(atlas, Memory(atlas), theme, site, self._today)
        laps.mark("openings")
        self._work = EntryWork(stale=dict.fromkeys(atlas.entries))
        self._findings: list[Diagnostic] = []
        self._snapshot: Snapshot | None = None
        self._warm_up()
        laps.mark("first pages")
        gc.collect()
        gc.freeze()  # going through the whole store again and again would cost more than all else that a save needs
        _say(f"{len(atlas.entries)} entries: {laps}")

    def _warm_up(self) -> None:
        """Make a page of each kind, after which its templates and the theme's page are at hand."""
        first = {entry.kind.folder: entry.id for entry in self._store.shown.atlas.entries.values()}
        self._make([*first.values()])

    def run(self) -> None:
        """Work until the front is gone."""
        self._go_on()
        while True:
            snapshot = self._snapshot
            ready = wait([self._front] if snapshot is None else [self._front, snapshot.pipe])
            if self._front in ready:
                self._hear(self._front.recv())
            elif snapshot is not None:
                self._hear_snapshot(snapshot)

    def _hear(self, message: object) -> None:
        match message:
            case Changed():
                self._change(message)
            case Wanted():
                if (id := PurePosixPath(message.address).stem) in self._work.stale:
                    self._make([id])
                self._front.send(Answered(message.number))

    def _hear_snapshot(self, snapshot: Snapshot) -> None:
        try:
            for told in snapshot.told():
                self._take(told)
        except EOFError:
            snapshot.close()
            self._snapshot = None
            self._front.send(Standing(not self._work.stale))

    def _take(self, told: object) -> None:
        match told:
            case MadeEntry():
                self._work.take(told)
            case Written():
                if told.line:
                    _say(told.line)
                if told.addresses:
                    self._front.send(Made(told.addresses))
            case Known():
                self._making.theme.know(told.paths)
            case Checked():
                self._report(told.findings)
            case Failed():
                raise RuntimeError(told.text)

    def _change(self, message: Changed) -> None:
        laps = Laps()
        step = self._store.follow(file for file in message.files if file.startswith("entities/"))
        if step is None:
            return
        laps.mark("read and linked")
        self._front.send(Standing(False))
        self._stop()
        number = self._follow(step)
        laps.mark("followed")
        self._make([id for id in sorted(step.changes.entries) if id in step.after.entries])
        laps.mark("made")
        _say(f"{', '.join(sorted(step.files))}: {laps}")
        self._report_of(step)
        laps.mark("checked")
        _say(f"{', '.join(sorted(step.files))}: {laps}; {number} other pages")
        self._go_on()

    def _stop(self) -> None:
        if self._snapshot is not None:
            for told in self._snapshot.stop():
                self._take(told)
            self._snapshot = None

    def _go_on(self) -> None:
        """Leave what remains to a snapshot."""
        self._front.send(Standing(False))
        remainder = Remainder(self._settings, self._store, self._making, self._work, self._today)
        self._snapshot = Snapshot(remainder.do)

    def _follow(self, step: Step) -> int:
        """Bring what is held to the new atlas, and return how many pages of entries are concerned beside those that changed."""
        entries, changed = step.after.entries, step.changes.entries
        others = self._making.follow(step.after, step.changes)
        concerned = ((self._work.concern(step.changes) | others) & entries.keys()) - changed
        for id in changed - entries.keys():
            paths = self._work.forget(id)
            self._making.theme.forget(paths)
            for path in paths:
                self._making.site.remove(address(path))
        self._making.theme.know(path for id in changed & entries.keys() for path in _paths(entries[id]))
        self._work.put_first([*(changed & entries.keys()), *sorted(concerned)])
        return len(concerned)

    def _make(self, ids: list[str]) -> None:
        """Make the pages of these entries now."""
        addresses: list[str] = []
        for id in ids:
            made, written = self._making.make(id)
            self._work.take(made)
            addresses += written
        self._front.send(Made(tuple(addresses)))

    def _report_of(self, step: Step) -> None:
        """Tell what is wrong in the files that changed; all else waits for the snapshot."""
        held = self._store.held
        found = pipeline.diagnose(held, only=step.files & held.files.keys(), today=self._today, notes=False).diagnostics
        self._report([finding for finding in self._findings if finding.file not in step.files] + found)

    def _report(self, findings: list[Diagnostic]) -> None:
        self._findings = sorted(findings, key=lambda finding: finding.sort_key)
        is_said = any(finding.rule.level is not Level.NOTE for finding in findings)
        self._front.send(Report(text.render(self._findings, notes=False) if is_said else "", has_errors(findings)))


def _paths(entry: Entry) -> list[str]:
    return [f"{entry.kind.folder}/{id}.md" for id in (entry.id, *entry.record.redirects)]


def _say(line: str) -> None:
    print(line, flush=True)


def main() -> None:
    """Hold the store of the folder that is named; the front is at the other end of the descriptor that is named."""
    root, descriptor, today = sys.argv[1:]
    settings = Settings(Path(root), date.fromisoformat(today) if today else None)
    try:
        Resident(settings, Connection(int(descriptor))).run()
    except (EOFError, BrokenPipeError, ConnectionResetError):
        os._exit(0)  # the front is gone


if __name__ == "__main__":
    main()
