"""The process that holds the store: it follows what changes on disk and keeps the served files to it."""

import gc
from datetime import date
from multiprocessing.connection import Connection, wait
from pathlib import PurePosixPath

from generator import pipeline
from generator.diagnostics import Diagnostic, Level, has_errors
from generator.render.memory import Memory
from generator.render.pages import pages_listed, pages_of
from generator.reporters import text
from generator.serving.entry_work import EntryWork, MadeEntry
from generator.serving.making import EntryMaking, address, making
from generator.serving.messages import Answered, Changed, Made, Outdated, Report, Standing, Wanted
from generator.serving.remainder import Checked, Done, Remainder, Written
from generator.serving.site import ServedSite
from generator.serving.snapshot import Failed, Snapshot
from generator.serving.sources import Sources
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
        self._sources = Sources(settings)
        self._today: date | None = pipeline.today_of(settings)
        self._store = FollowedStore(settings)
        laps.mark("read and linked")
        atlas = self._store.shown.atlas
        site = ServedSite(settings.state / "serve" / "site")
        theme = HeldTheme(settings, site.folder, pages_listed(atlas))
        laps.mark("theme")
        self._making: EntryMaking = making(atlas, Memory(atlas), theme, site, self._today)
        self._work = EntryWork(stale=dict.fromkeys(atlas.entries))
        self._findings: list[Diagnostic] = []
        self._said = ""
        self._unchecked: frozenset[str] = frozenset()
        self._is_first = True
        self._snapshot: Snapshot | None = None
        self._warm_up()
        laps.mark("first pages")
        gc.collect()
        gc.freeze()  # going through the whole store again and again would cost more than all else that a save needs
        _say(f"{len(atlas.entries)} entries: {laps}; what is not made yet follows")

    def run(self) -> None:
        """Work until the front is gone, which raises `EOFError`."""
        self._go_on()
        while True:
            snapshot = self._snapshot
            ready = wait([self._front] if snapshot is None else [self._front, snapshot.pipe])
            if self._front in ready:
                self._hear(self._front.recv())
            elif snapshot is not None:
                self._hear_snapshot(snapshot)

    def stop(self) -> None:
        """End the snapshot that is at work, and take what it has done."""
        if self._snapshot is not None:
            heard = self._snapshot.stop()
            self._snapshot = None
            for told in heard:
                self._take(told)

    def abandon(self) -> None:
        """End the snapshot that is at work, whatever it has done."""
        if self._snapshot is not None:
            self._snapshot.stop()

    def _warm_up(self) -> None:
        """Make a page of each kind, after which its templates and the theme's page are at hand."""
        first = {entry.kind.folder: entry.id for entry in self._store.shown.atlas.entries.values()}
        self._make([*first.values()])

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

    def _take(self, told: object) -> None:
        match told:
            case MadeEntry():
                self._work.take(told)
            case Written() if told.addresses:
                self._front.send(Made(told.addresses))
            case Checked():
                self._report(told)
            case Done():
                self._is_first = False
                self._making.theme.forget(self._making.theme.generated - told.paths)
                self._making.theme.know(told.paths)
                _say(f"  {told.line}")
                self._front.send(Standing(True))
            case Failed():
                raise RuntimeError(told.text)

    def _change(self, message: Changed) -> None:
        if (reason := self._sources.outdated(message.files, self._making.theme)) is not None:
            self._front.send(Outdated(reason))
            return
        laps = Laps()
        step = self._store.follow(message.files)
        others = self._sources.others(message.files, self._making.theme)
        if step is None and not others:
            return
        self._front.send(Standing(False))
        if step is not None:
            laps.mark("read and linked")
            self.stop()
            self._follow(step, message.opened)
            laps.mark("followed")
            self._make([id for id in sorted(step.changes.entries) if id in step.after.entries])
            laps.mark("page made")
            self._unchecked |= step.files
        if others:
            self._front.send(Made(self._sources.bring(others, self._making)))
            laps.mark("brought")
        _say(f"{', '.join(sorted({*(step.files if step else ()), *others}))}: {laps}")
        self.stop()
        self._go_on()

    def _go_on(self) -> None:
        """Leave what remains to a snapshot."""
        self._front.send(Standing(False))
        remainder = Remainder(
            self._settings, self._store, self._making, self._work, self._today, self._unchecked, self._is_first
        )
        self._snapshot = Snapshot(remainder.do)

    def _follow(self, step: Step, opened: tuple[str, ...]) -> None:
        """Bring what is held to the new atlas; the pages that browsers show are made before others."""
        entries, changed = step.after.entries, step.changes.entries
        others = self._making.follow(step.after, step.changes)
        concerned = (self._work.concern(step.changes) | others) & entries.keys()
        for id in changed:
            now = pages_of(entries[id]) if id in entries else {}
            earlier = self._work.paths(id) if id in entries else self._work.forget(id)
            gone = [path for path in earlier if path not in now]
            self._making.theme.forget(gone)
            for path in gone:
                self._making.site.remove(address(path))
            self._front.send(Made(tuple(map(address, gone))))
            self._making.theme.know(now)
        shown = [id for page in opened if (id := PurePosixPath(page).stem) in concerned]
        self._work.put_first([*sorted(changed & entries.keys()), *shown, *sorted(concerned)])

    def _make(self, ids: list[str]) -> None:
        """Make the pages of these entries now."""
        addresses: list[str] = []
        for id in ids:
            made, written = self._making.make(id, is_sound=self._store.is_sound)
            self._work.take(made)
            addresses += written
        self._front.send(Made(tuple(addresses)))

    def _report(self, checked: Checked) -> None:
        others = [] if checked.files is None else [f for f in self._findings if f.file not in checked.files]
        self._unchecked = frozenset() if checked.files is None else self._unchecked
        self._findings = sorted([*others, *checked.findings], key=lambda finding: finding.sort_key)
        is_said = any(finding.rule.level is not Level.NOTE for finding in self._findings)
        report = text.render(self._findings, notes=False) if is_said else ""
        is_grave = has_errors(self._findings)
        if is_grave and report != self._said:
            _say(report)
        self._said = report
        self._front.send(Report(report, is_grave))


def _say(line: str) -> None:
    print(line, flush=True)
