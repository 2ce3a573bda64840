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
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.stores import CORPUS, site_copy

PATIENCE = 120
"""Seconds until a test gives up; nothing here takes as long, on whatever machine."""
_PAUSE = threading.Event()
_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/")


@dataclass
class Served:
    """A running server."""

    root: Path
    address: str
    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)
    """What stands in the terminal."""

    def get(self, address: str, **headers: str) -> tuple[int, str]:
        """Return status and text of an answer."""
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=PATIENCE)
        try:
            connection.request("GET", f"/{address}", headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode(errors="replace")
        finally:
            connection.close()

    def page(self, address: str) -> str:
        """Return a page without what the server adds to it."""
        return re.sub(r'<link rel="stylesheet" href="/_atlas-serve/.*?</script>', "", self.get(address)[1])

    def state(self) -> dict[str, object]:
        state: dict[str, object] = json.loads(self.get("_atlas-serve/state")[1])
        return state

    def until(self, holds: Callable[[], object], what: str) -> None:
        """Wait until something holds."""
        for _ in range(PATIENCE * 50):
            if holds():
                return
            assert self.process.poll() is None, self.said
            _PAUSE.wait(0.02)
        pytest.fail(f"never: {what}\n{self.said}")

    def settle(self) -> None:
        """Wait until every page is that of the store."""
        self.until(lambda: self.state()["settled"], "settled")

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

    def end(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE)


def started(root: Path, *options: str) -> Served:
    """Start a server of a folder, and wait until it says where it is."""
    command = [sys.executable, "-m", "generator", "--root", str(root), "serve", "--port", "0", *options]
    process = subprocess.Popen(
        command,
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "ATLAS_DEBUG": "1"},
    )
    served = Served(root, "", process)
    assert process.stdout is not None
    for line in process.stdout:
        served.lines.append(line)
        if found := _ADDRESS.search(line):
            served.address = found[0]
            break
    threading.Thread(target=lambda: served.lines.extend(process.stdout or ()), daemon=True).start()
    return served


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """Return a server of the worked examples, all pages made."""
    running = started(site_copy(tmp_path / "atlas", entities=CORPUS / "entities"))
    try:
        running.until(lambda: running.state()["settled"], "settled")
        yield running
    finally:
        running.process.kill() if running.process.poll() is None and running.end() else None
