"""The HTTP server of `atlas serve`: it answers browsers of this machine, and tells open pages of changes."""

import json
import mimetypes
import os
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import PurePosixPath
from threading import Condition
from urllib.parse import parse_qs, unquote, urlsplit

from generator import resources
from generator.site import CannotMake

HOST = "127.0.0.1"
"""Only this machine is answered."""
PATIENCE = 15.0
"""Seconds after which a browser is told that nothing happened, so that one that is gone is noticed."""
ASSETS = "assets/"
"""The folder of the files that pages load."""
OWN = "_atlas-serve"
"""The folder of the server's own files; no kind has such a name."""
_OWN_FILES = {"live.js": "text/javascript", "live.css": "text/css"}
_MEDIA_TYPES = {
    ".bib": "text/plain",
    ".gz": "application/gzip",
    ".jsonld": "application/ld+json",
    ".md": "text/plain",
    ".ris": "text/plain",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
    ".yml": "text/plain",
}
"""Those in which browsers show a file, where `mimetypes` knows none or one for downloads; of a packed file that of its packing."""
_NO_PAGE = resources.table("site/live.html").decode()


class OpenPages:
    """What every open page listens to; used by many threads."""

    def __init__(self) -> None:
        self._changed = Condition()
        self.turn = 0
        """The number of the latest change; a page that is sent bears it."""
        self._turns: dict[str, int] = {}
        self._report: dict[str, object] = {"text": "", "grave": False}
        self._report_turn = 0
        self._opened: Counter[str] = Counter()

    @property
    def state(self) -> dict[str, object]:
        """What is told to whoever asks: the number of the latest change, and what is wrong."""
        with self._changed:
            return {"turn": self.turn, **self._report}

    @property
    def addresses(self) -> tuple[str, ...]:
        """The pages that are shown, the latest first."""
        with self._changed:
            return tuple(reversed([address for address, number in self._opened.items() if number]))

    def made(self, addresses: Collection[str]) -> None:
        """Tell that these have other bytes than before."""
        with self._changed:
            self.turn += 1
            self._turns.update(dict.fromkeys(addresses, self.turn))
            if any(address.startswith(ASSETS) for address in addresses):
                self._turns[ASSETS] = self.turn
            self._changed.notify_all()

    def report(self, text: str, *, is_grave: bool) -> None:
        """Tell what is wrong in the store; nothing where the text is empty."""
        with self._changed:
            self.turn += 1
            self._report, self._report_turn = {"text": text, "grave": is_grave}, self.turn
            self._changed.notify_all()

    @contextmanager
    def listening(self, address: str) -> Iterator[None]:
        """Count a page as shown."""
        with self._changed:
            self._opened[address] = self._opened.pop(address, 0) + 1
        try:
            yield
        finally:
            with self._changed:
                self._opened[address] -= 1

    def events(self, address: str, sent: int) -> Iterator[bytes]:
        """Yield what a page of this address is to hear that was sent at a turn; a comment where nothing has happened."""
        heard = -1
        while True:
            with self._changed:
                if heard == self.turn:
                    self._changed.wait(PATIENCE)
                report = self._report if self._report_turn > heard else None
                is_other = max(self._turns.get(address, 0), self._turns.get(ASSETS, 0)) > sent
                heard = self.turn
            if report is not None:
                yield _event("report", report)
            if is_other:
                yield _event("other", {})
                return
            yield b": nothing\n\n"


def _event(name: str, data: object) -> bytes:
    return f"event: {name}\ndata: {json.dumps(data)}\n\n".encode()


class Server(ThreadingHTTPServer):
    """The server of one site."""

    block_on_close = False
    request_queue_size = 64

    def __init__(
        self, port: int, pages: OpenPages, answer: Callable[[str], bytes | None], is_settled: Callable[[], bool]
    ) -> None:
        """Bind the port, 0 for any that is free.

        `answer` returns a file of the site by its address, None where there is none, or raises `CannotMake`; `is_settled`
        tells whether every change has been followed.
        """
        self.boot = os.urandom(4).hex()
        self.pages, self.answer, self.is_settled = pages, answer, is_settled
        super().__init__((HOST, port), _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a browser that left before all was sent."""

    @property
    def address(self) -> str:
        """The address for browsers."""
        return f"http://{HOST}:{self.server_port}/"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        path = unquote(parts.path).lstrip("/")
        name = path.removeprefix(f"{OWN}/")
        if self.headers.get("Host", "").rpartition(":")[0] not in (HOST, "localhost"):
            self.send_error(HTTPStatus.FORBIDDEN, "this server answers its own machine alone")
        elif path == f"{OWN}/events":
            query = parse_qs(parts.query)
            self._events(query.get("page", [""])[0], query.get("sent", [""])[0])
        elif path == f"{OWN}/state":
            state = {"settled": self.server.is_settled(), **self.server.pages.state}
            self._send(HTTPStatus.OK, "application/json", json.dumps(state).encode())
        elif name != path and name in _OWN_FILES:
            self._send(HTTPStatus.OK, _OWN_FILES[name], resources.table(f"site/{name}"))
        else:
            self._file(f"{path}index.html" if not path or path.endswith("/") else path)

    def do_HEAD(self) -> None:
        self.do_GET()

    def _file(self, address: str) -> None:
        turn, status, is_page = self.server.pages.turn, HTTPStatus.OK, address.endswith(".html")
        try:
            data = self.server.answer(address)
            if data is None and not is_page and self.server.answer(f"{address}/index.html") is not None:
                self._send(HTTPStatus.FOUND, "text/plain", b"", Location=f"/{address}/")
                return
            if data is None:
                status = HTTPStatus.NOT_FOUND
                data = self.server.answer("404.html") or _NO_PAGE.format(title="Not found", words="").encode()
        except CannotMake as error:
            status = HTTPStatus.SERVICE_UNAVAILABLE
            data = _NO_PAGE.format(title="This page cannot be made", words=escape(str(error))).encode()
        kind = _MEDIA_TYPES.get(PurePosixPath(address).suffix) or mimetypes.guess_type(address)[0]
        if is_page or status is not HTTPStatus.OK:
            kind, data = "text/html", self._with_script(data, address, turn)
        self._send(status, kind or "application/octet-stream", data)

    def _with_script(self, page: bytes, address: str, turn: int) -> bytes:
        """Add the script with which a page listens for changes."""
        sent = f"{self.server.boot}-{turn}"
        own = (
            f'<link rel="stylesheet" href="/{OWN}/live.css">'
            f'<script src="/{OWN}/live.js" data-page="{escape(address)}" data-sent="{sent}" defer></script>'
        )
        before, head, after = page.partition(b"</head>")
        return before + own.encode() + head + after if head else page + own.encode()

    def _events(self, address: str, sent: str) -> None:
        boot, _, turn = sent.partition("-")
        self.close_connection = True
        self._send_head(HTTPStatus.OK, "text/event-stream")
        is_of_this_server = boot == self.server.boot and turn.isdigit()
        with self.server.pages.listening(address):
            for event in self.server.pages.events(address, int(turn) if is_of_this_server else -1):
                self.wfile.write(event)
                self.wfile.flush()

    def _send(self, status: HTTPStatus, kind: str, data: bytes, **headers: str) -> None:
        self._send_head(status, kind, **headers, **{"Content-Length": str(len(data))})
        if self.command != "HEAD":
            self.wfile.write(data)

    def _send_head(self, status: HTTPStatus, kind: str, **headers: str) -> None:
        self.send_response(status)
        is_text = kind.startswith("text/") or kind.endswith(("json", "xml", "javascript"))
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if is_text else kind)
        for name, value in {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", **headers}.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Print no line for a request."""
