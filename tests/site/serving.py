"""A real `atlas serve` on a free port, with a small worked store."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

PATIENCE = 120
"""Seconds until a test gives up; nothing here takes as long, on whatever machine."""
_PAUSE = threading.Event()
_ADDED = re.compile(rb'<link rel="stylesheet" href="/_atlas-serve/.*?</script>')
_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/")


@dataclass
class Served:
    """A running server."""

    root: Path
    address: str
    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)
    """What stands in the terminal."""

    def fetch(self, address: str, **headers: str) -> tuple[int, bytes]:
        """Return status and bytes of an answer, without what the server adds to pages."""
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=PATIENCE)
        try:
            connection.request("GET", f"/{quote(address, safe='/%')}", headers=headers)
            answer = connection.getresponse()
            return answer.status, _ADDED.sub(b"", answer.read())
        finally:
            connection.close()

    def get(self, address: str, **headers: str) -> tuple[int, str]:
        """Return status and text of an answer."""
        status, data = self.fetch(address, **headers)
        return status, data.decode(errors="replace")

    def page(self, address: str) -> str:
        return self.get(address)[1]

    def etag(self, address: str) -> str:
        """Return the ETag of a page, for which an open page asks after every change."""
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=PATIENCE)
        try:
            connection.request("HEAD", f"/{address}")
            return connection.getresponse().headers["ETag"]
        finally:
            connection.close()

    @contextmanager
    def listening(self) -> Iterator[list[dict[str, object]]]:
        """Listen as an open page does; yields what is told."""
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=PATIENCE)
        connection.request("GET", "/_atlas-serve/changes")
        answer = connection.getresponse()
        told: list[dict[str, object]] = []

        def listen() -> None:
            for line in answer:
                if line.startswith(b"data: "):
                    told.append(json.loads(line.removeprefix(b"data: ")))

        threading.Thread(target=listen, daemon=True).start()
        self.until(lambda: told, "what is told at once")
        yield told
        connection.close()

    def state(self) -> dict[str, object]:
        state: dict[str, object] = json.loads(self.get("_atlas-serve/state")[1])
        return state

    def until(self, holds: Callable[[], object], what: str) -> None:
        """Wait until something holds; each question takes the server and us time, so they are few."""
        for _ in range(PATIENCE * 10):
            if holds():
                return
            assert self.process.poll() is None, self.said
            _PAUSE.wait(0.1)
        pytest.fail(f"never: {what}\n{self.said}")

    def settle(self) -> None:
        """Wait until every page is that of the store."""
        self.until(lambda: self.state()["settled"], "settled")

    def rest(self) -> None:
        """Wait until a second has passed without a change: of a new file the system may tell more than once."""

        def is_quiet() -> bool:
            change = self.state()["change"]
            time.sleep(1)
            return self.state()["change"] == change

        self.until(is_quiet, "at rest")
        self.settle()

    def write(self, path: str, text: str) -> None:
        """Save an entry (`folder/id`) as editors do: beside its place, then moved there."""
        file = self.root / "entities" / f"{path}.yml"
        beside = file.with_name(f".{file.name}.swp")
        beside.write_text(text, encoding="utf-8")
        beside.replace(file)

    def read(self, path: str) -> str:
        return (self.root / "entities" / f"{path}.yml").read_text(encoding="utf-8")

    @property
    def said(self) -> str:
        return "".join(self.lines)

    @property
    def report(self) -> str:
        """What open pages show of what is wrong."""
        return str(self.state()["text"])

    def files(self, addresses: Iterable[str]) -> dict[str, bytes]:
        """Return the files that are served at these addresses."""
        answers = {address: self.fetch(address) for address in addresses}
        return {address: data for address, (status, data) in answers.items() if status == 200 or address == "404.html"}

    def end(self, by: signal.Signals = signal.SIGINT) -> int:
        """End it, as Ctrl-C does unless another way is given."""
        self.process.send_signal(by)
        return self.process.wait(PATIENCE)


@contextmanager
def started(
    root: Path, *options: str, handling: signal.Handlers = signal.SIG_DFL, program: Path | None = None
) -> Iterator[Served]:
    """Start a server of a folder, and end it afterwards; `handling` is what becomes of Ctrl-C, which tests may not pass on.

    `program` is where the program is, if not in the folder.
    """
    command = [sys.executable, "-m", "euphrates_atlas", "--root", str(root), "serve", "--port", "0", *options]
    process = subprocess.Popen(
        command,
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(program or root / "generator")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, handling),  # noqa: PLW1509 -- no other way, and it takes no lock
    )
    served = Served(root, "", process)
    assert process.stdout is not None
    for line in process.stdout:
        served.lines.append(line)
        if found := _ADDRESS.search(line):
            served.address = found[0]
            break
    threading.Thread(target=lambda: served.lines.extend(process.stdout or ()), daemon=True).start()
    try:
        yield served
    finally:
        if process.poll() is None:
            served.end(signal.SIGTERM)
