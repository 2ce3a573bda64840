"""The process that is started: it answers browsers, watches the disk, and keeps a resident at work."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterable
from contextlib import suppress
from itertools import count
from multiprocessing.connection import Connection, Pipe
from threading import Event, Lock, Thread

from generator.serving.messages import Answered, Changed, Made, Outdated, Report, Standing, Stopped, ToResident, Wanted
from generator.serving.open_pages import OpenPages
from generator.settings import Settings

PATIENCE = 5.0
"""Seconds that a browser waits for a page which is being made anew, before it is shown the earlier one."""
_UNKNOWN = "The terminal says why."
_STOPPED = "No pages can be made. What is shown is as it was; the next save makes another attempt.\n"


class Front:
    """What stands between browsers, disk and resident; used by many threads."""

    def __init__(self, settings: Settings, pages: OpenPages) -> None:
        self._settings = settings
        self._pages = pages
        self._numbers = count()
        self._answers: dict[int, Event] = {}
        self._lock = Lock()
        self._beginning = Lock()
        self._told = ""
        self._process: subprocess.Popen[bytes] | None = None
        self._resident: Connection | None = None
        self._is_ready = False
        self._is_settled = False

    def begin(self) -> None:
        """Start a resident, in the place of one that is there."""
        with self._beginning:
            self.end()
            self._begin()

    def _begin(self) -> None:
        here, there = Pipe()
        today = self._settings.today.isoformat() if self._settings.today else ""
        command = [sys.executable, "-m", "generator.serving"]
        with there:
            self._process = subprocess.Popen(
                [*command, str(self._settings.root), str(there.fileno()), today],
                cwd=self._settings.root,
                pass_fds=(there.fileno(),),
                start_new_session=True,  # Ctrl-C is for this process, which ends the other
            )
        self._resident = here
        Thread(target=self._listen, args=(here, self._process), daemon=True).start()

    def end(self) -> None:
        """End the resident, and whatever it has started."""
        self._is_ready = self._is_settled = False
        self._told = ""
        if self._process is not None:
            with suppress(ProcessLookupError):  # it has ended by itself
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        self._process = self._resident = None

    def changed(self, files: Iterable[str]) -> None:
        """Tell the resident of a change; where it has ended, another one begins."""
        if self._resident is None or not self._send(Changed(tuple(sorted(files)), self._pages.addresses)):
            self.begin()

    def freshen(self, address: str) -> bool:
        """Have a page made if it is not yet what it is to be; tell whether everything is."""
        if address and self._is_ready and not self._is_settled:
            number, answer = next(self._numbers), Event()
            self._answers[number] = answer
            if self._send(Wanted(number, address)):
                answer.wait(PATIENCE)
            self._answers.pop(number, None)
        return self._is_settled

    def _send(self, message: ToResident) -> bool:
        with self._lock:
            try:
                if self._resident is not None:
                    self._resident.send(message)
                    return True
            except OSError:
                pass  # it is gone, or is going
            return False

    def _listen(self, resident: Connection, process: subprocess.Popen[bytes]) -> None:
        """Do what a resident says until it is gone."""
        try:
            while True:
                self._hear(resident.recv())
        except (EOFError, OSError):
            if process is self._process:
                self._is_ready = self._is_settled = False
                self._resident = None
                self._pages.report(f"{self._told or _UNKNOWN}\n\n{_STOPPED}", is_grave=True)

    def _hear(self, message: object) -> None:
        match message:
            case Made():
                self._pages.made(message.addresses)
            case Report():
                self._pages.report(message.text, is_grave=message.is_grave)
            case Standing():
                self._is_ready, self._is_settled = True, message.is_settled
            case Answered():
                if (answer := self._answers.get(message.number)) is not None:
                    answer.set()
            case Outdated():
                print(f"{message.reason}: beginning anew", flush=True)
                self.begin()
            case Stopped():
                self._told = message.reason
                print(f"atlas: {message.reason}", file=sys.stderr, flush=True)
