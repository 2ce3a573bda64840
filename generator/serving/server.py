"""Answers browsers of this machine: the served files, and beside them what tells an open page that it is another now."""

import json
import mimetypes
import os
from collections.abc import Callable
from functools import partial
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import AddressFamily
from urllib.parse import parse_qs, unquote, urlsplit

from generator.serving.open_pages import OpenPages

HOST = "127.0.0.1"
"""Only this machine is answered."""
OWN = "_atlas-serve"
"""The folder of what this server adds; no kind has such a name."""
_OWN_FILES = {"live.js": "text/javascript", "live.css": "text/css"}
_TYPES = {
    ".bib": "text/plain",
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".md": "text/plain",
    ".ris": "text/plain",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
    ".yml": "text/plain",
}
_HERE = Path(__file__).parent
_NOT_YET = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>Not made yet</title></head>
<body><main><h1>This page is being made</h1><p>It shows itself when it is there.</p></main></body></html>
"""


class Server(ThreadingHTTPServer):
    """The server of one site."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 64
    address_family = AddressFamily.AF_INET

    def __init__(self, port: int, folder: Path, pages: OpenPages, freshen: Callable[[str], bool]) -> None:
        """Bind the port, 0 for any that is free; `freshen` has a page made, and tells whether more are still to be made."""
        self.boot = os.urandom(4).hex()
        super().__init__((HOST, port), partial(_Answer, folder.resolve(), pages, freshen))

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a browser that left before all was sent."""

    @property
    def address(self) -> str:
        """Where browsers find it."""
        return f"http://{HOST}:{self.server_port}/"


class _Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def __init__(self, folder: Path, pages: OpenPages, freshen: Callable[[str], bool], *given: object) -> None:
        self._folder = folder
        self._pages = pages
        self._freshen = freshen
        super().__init__(*given)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer with a file, or with events."""
        parts = urlsplit(self.path)
        path = unquote(parts.path).lstrip("/")
        if self.headers.get("Host", "").rpartition(":")[0] not in (HOST, "localhost"):
            self.send_error(HTTPStatus.FORBIDDEN, "this server answers its own machine alone")
        elif path == f"{OWN}/events":
            asked = parse_qs(parts.query)
            self._events(asked.get("page", [""])[0], asked.get("sent", [""])[0])
        elif path == f"{OWN}/state":
            state = {"settled": self._freshen(""), **self._pages.state}
            self._send(HTTPStatus.OK, "application/json", json.dumps(state).encode())
        elif path.removeprefix(f"{OWN}/") in _OWN_FILES:
            name = path.removeprefix(f"{OWN}/")
            self._send(HTTPStatus.OK, _OWN_FILES[name], (_HERE / name).read_bytes())
        else:
            self._file(f"{path}index.html" if not path or path.endswith("/") else path)

    def do_HEAD(self) -> None:
        """Answer as to a GET, without the bytes."""
        self.do_GET()

    def _file(self, address: str) -> None:
        """Answer with a file of the site; a page that is not there yet shows itself later."""
        turn = self._pages.turn
        is_page = address.endswith(".html")
        is_settled = self._freshen(address) if is_page else True
        data = self._read(address)
        if data is None and "\0" not in address and (self._folder / address / "index.html").is_file():
            self._moved(f"/{address}/")
        elif data is not None:
            kind = _TYPES.get(Path(address).suffix) or mimetypes.guess_type(address)[0] or "application/octet-stream"
            self._send(HTTPStatus.OK, kind, self._live(data, address, turn) if is_page else data)
        elif is_page and not is_settled:
            page = self._live(_NOT_YET.encode(), address, turn)
            self._send(HTTPStatus.SERVICE_UNAVAILABLE, "text/html", page)
        else:
            page = self._read("404.html") or b"<!doctype html><title>Not found</title><h1>Not found</h1></body>"
            self._send(HTTPStatus.NOT_FOUND, "text/html", self._live(page, address, turn))

    def _read(self, address: str) -> bytes | None:
        try:
            path = (self._folder / address).resolve()
            return path.read_bytes() if path.is_relative_to(self._folder) else None
        except (OSError, ValueError):  # no system has a file of such a name
            return None

    def _live(self, page: bytes, address: str, turn: int) -> bytes:
        """Add what has a page listen."""
        own = (
            f'<link rel="stylesheet" href="/{OWN}/live.css">'
            f'<script src="/{OWN}/live.js" data-page="{escape(address)}" data-sent="{self.server.boot}-{turn}" defer></script>'
        )
        before, head, after = page.partition(b"</head>")
        return before + own.encode() + head + after if head else page + own.encode()

    def _events(self, address: str, sent: str) -> None:
        """Send events for as long as the page is open."""
        boot, _, turn = sent.partition("-")
        self.close_connection = True
        self._head(HTTPStatus.OK, "text/event-stream")
        self.end_headers()
        is_of_now = boot == self.server.boot and turn.isdigit()
        with self._pages.listening(address):
            for event in self._pages.events(address, int(turn) if is_of_now else -1):
                self.wfile.write(event)
                self.wfile.flush()

    def _moved(self, to: str) -> None:
        self._head(HTTPStatus.FOUND, "text/plain")
        self.send_header("Location", to)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, status: HTTPStatus, kind: str, data: bytes) -> None:
        self._head(status, kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def _head(self, status: HTTPStatus, kind: str) -> None:
        self.send_response(status)
        is_text = kind.startswith("text/") or kind.endswith(("json", "xml"))
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if is_text else kind)
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing of what is asked for."""
