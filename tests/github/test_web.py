"""What `.ci/web.py` says of the addresses of sources, asked of a server of our own."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.overlays import BASE
from tests.stores import REPOSITORY


class Web(BaseHTTPRequestHandler):
    """A site with one page, and an archive that knows this page alone."""

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        host = f"http://127.0.0.1:{self.server.server_address[1]}"
        answers: dict[str, object] = {"/there": "", "/save": ""}
        for page, day in (("there", "20240501"), ("older", "20190101")):
            if page in self.path:
                copy = f"http://web.archive.org/web/{day}000000/{host}/{page}"
                answers[self.path] = {"archived_snapshots": {"closest": {"status": "200", "url": copy}}}
        answers.setdefault(self.path, {} if self.path.startswith("/wayback/") else None)
        status = {"/refused": 403, "/broken": 500}.get(self.path, 200 if answers[self.path] is not None else 404)
        self.send_response(status)
        self.end_headers()
        if self.command == "GET" and status == 200:
            self.wfile.write(json.dumps(answers[self.path]).encode())

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def web() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Web)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()


@pytest.fixture
def root(tmp_path: Path, web: str) -> Path:
    """Return a store with a source for each of four addresses of the server."""
    shutil.copytree(BASE, tmp_path / "entities")
    for path in (tmp_path / "entities/sources").glob("*.yml"):
        path.unlink()
    for name in ("there", "gone", "refused", "broken"):
        (tmp_path / f"entities/sources/{name}-source.yml").write_text(
            f"type: webpage\ntitle: A page\npublisher: times\nissued: unknown\nlanguage: en\nurl: {web}/{name}\n"
        )
    return tmp_path


def run(root: Path, *arguments: str) -> str:
    command = [sys.executable, REPOSITORY / ".ci/web.py", "--root", root, "--pause", "0", *arguments]
    return subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout


def test_only_what_is_gone_is_told(root: Path, web: str) -> None:
    """A server that refuses a program, or has a bad day, says nothing about a page."""
    told = [line for line in run(root, "links").splitlines() if line.startswith("- [ ]")]

    assert told == [f"- [ ] `entities/sources/gone-source.yml` answers 404: {web}/gone"]


def test_addresses_in_other_scripts_are_asked(root: Path, web: str) -> None:
    """As they stand in entries; what is percent-encoded already stays so."""
    for name, path in {"letters": "خبر", "blank": "a%20b"}.items():
        text = (root / "entities/sources/gone-source.yml").read_text("utf-8")
        (root / f"entities/sources/{name}-source.yml").write_text(text.replace("/gone", f"/{path}"), "utf-8")

    told = [line.rpartition("/")[2] for line in run(root, "links").splitlines() if line.startswith("- [ ]")]

    assert told == ["a%20b", "gone", "خبر"]


def test_copies_are_a_table(root: Path, web: str) -> None:
    """Without those that are older than the work: they would spoil the whole table."""
    text = (root / "entities/sources/there-source.yml").read_text("utf-8").replace("/there", "/older")
    (root / "entities/sources/older-source.yml").write_text(
        text.replace("issued: unknown", "issued: 2024-04-20"), "utf-8"
    )

    found = run(root, "copies", "--archive", web, "--save", f"{web}/save")

    copy = f"https://web.archive.org/web/20240501000000/{web}/there"
    assert found.splitlines() == ["id,archive_url", f"there-source,{copy}"]
