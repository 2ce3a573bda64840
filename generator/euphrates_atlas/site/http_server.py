"""The HTTP server of `atlas serve`: it answers browsers of this machine, and tells open pages of changes."""

import hashlib
import json
import mimetypes
from collections.abc import Callable, Iterator, Mapping
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import PurePosixPath
from threading import Condition
from urllib.parse import unquote, urlsplit

from euphrates_atlas import resources
from euphrates_atlas.site import CannotMake

HOST = "127.0.0.1"
"""Only this machine is answered."""
PATIENCE = 15.0
"""Seconds after which a browser is told that nothing happened, so that one that is gone is noticed."""
OWN = "_atlas-serve"
"""The folder of the server's own files; no kind has such a name."""
_OWN_FILES = {"live.js": "text/javascript", "live.css": "text/css"}
_MEDIA_TYPES: dict[str, str] = resources.yaml_table("site/media_types.yml")
_NO_PAGE = resources.table("site/live.html").decode()
_ADDED = f'<link rel="stylesheet" href="/{OWN}/live.css"><script src="/{OWN}/live.js" data-etag="{{etag}}" defer></script>'
"""What is added to the head of a page that is sent."""


class Announcements:
    """What open pages are told: that something changed, and what is wrong in the store. Used by many threads."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._number = 0
        self.state: dict[str, object] = {"change": self._number, "text": "", "grave": False}
        """What is told: the number of the latest change, and the report of what is wrong. Never changed, only replaced."""
        self.assets_change = 0
        """The number of the latest change of a file that pages load."""

    def change(self, *, of_assets: bool = False) -> None:
        """Tell open pages that they may have changed: each asks for its own ETag again."""
        with self._changed:
            self._number += 1
            if of_assets:
                self.assets_change = self._number
            self._tell(change=self._number)

    def report(self, text: str, *, is_grave: bool) -> None:
        """Tell open pages what is wrong in the store; nothing where the text is empty."""
        with self._changed:
            self._tell(text=text, grave=is_grave)

    def _tell(self, **news: object) -> None:
        self.state = {**self.state, **news}
        self._changed.notify_all()

    def events(self) -> Iterator[bytes]:
        """Yield events for a page: what is told, at once and at each change.

        After `PATIENCE` seconds without a change it is a comment.
        """
        heard: dict[str, object] | None = None
        while True:
            with self._changed:
                if heard is self.state:
                    self._changed.wait(PATIENCE)
                is_news = heard is not self.state
                heard = self.state
            yield f"data: {json.dumps(heard)}\n\n".encode() if is_news else b": nothing\n\n"


class Server(ThreadingHTTPServer):
    """The server of one site."""

    block_on_close = False
    request_queue_size = 64

    def __init__(
        self,
        port: int,
        announcements: Announcements,
        answer: Callable[[str], bytes | None],
        is_settled: Callable[[], bool],
    ) -> None:
        """Bind the port, 0 for any that is free.

        `answer` returns a file of the site by its address, None where there is none, or raises `CannotMake`; `is_settled`
        tells whether every change has been followed.
        """
        self.announcements = announcements
        self.answer = answer
        self.is_settled = is_settled
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
        """Answer a file of the site, or one of the server's own; refuse requests that name another host.

        A foreign page could let its own name lead to this machine, and read the site.
        """
        host = self.headers.get("Host", "").partition(":")[0]
        path = unquote(urlsplit(self.path).path).lstrip("/")
        if host not in (HOST, "localhost"):
            self.send_error(
                HTTPStatus.FORBIDDEN, "this server answers its own machine alone"
            )
        elif path.startswith(f"{OWN}/"):
            self._own_file(path.removeprefix(f"{OWN}/"))
        elif not path or path.endswith("/"):
            self._file(f"{path}index.html")
        else:
            self._file(path)

    def do_HEAD(self) -> None:
        self.do_GET()

    def _own_file(self, name: str) -> None:
        """Answer what no built site has: the script of open pages, and what it listens to."""
        if name == "changes":
            self._changes()
        elif name == "state":
            state = {"settled": self.server.is_settled(), **self.server.announcements.state}
            self._send(HTTPStatus.OK, "application/json", json.dumps(state).encode())
        elif name in _OWN_FILES:
            self._send(HTTPStatus.OK, _OWN_FILES[name], resources.table(f"site/{name}"))
        else:
            self._file(f"{OWN}/{name}")

    def _file(self, address: str) -> None:
        """Answer a file of the site."""
        assets_change = self.server.announcements.assets_change
        try:
            data = self.server.answer(address)
            is_page = address.endswith(".html")
            if data is None and not is_page and self.server.answer(f"{address}/index.html"):
                self._send(HTTPStatus.FOUND, "text/plain", b"", Location=f"/{address}/")
            elif data is None:
                missing = self.server.answer("404.html") or _no_page("Not found")
                self._page(HTTPStatus.NOT_FOUND, missing, assets_change)
            elif is_page:
                self._page(HTTPStatus.OK, data, assets_change)
            else:
                self._send(HTTPStatus.OK, _media_type(address), data)
        except CannotMake as error:
            words = _no_page("This page cannot be made", str(error))
            self._page(HTTPStatus.SERVICE_UNAVAILABLE, words, assets_change)

    def _page(self, status: HTTPStatus, page: bytes, assets_change: int) -> None:
        """Send a page with an ETag, and with the script that asks for the ETag again after a change.

        The ETag is another one where the page is, and where a file that pages load is.
        """
        etag = f"{hashlib.sha256(page).hexdigest()[:16]}-{assets_change}"
        added = _ADDED.format(etag=etag).encode()
        before, head, after = page.partition(b"</head>")
        whole = before + added + head + after if head else page + added
        self._send(status, "text/html", whole, ETag=f'"{etag}"')

    def _changes(self) -> None:
        """Answer with a stream of what open pages are told, until the browser is gone."""
        self.close_connection = True
        self._send_head(HTTPStatus.OK, "text/event-stream", {})
        for event in self.server.announcements.events():
            self.wfile.write(event)
            self.wfile.flush()

    def _send(self, status: HTTPStatus, kind: str, data: bytes, **headers: str) -> None:
        self._send_head(status, kind, {**headers, "Content-Length": str(len(data))})
        if self.command != "HEAD":
            self.wfile.write(data)

    def _send_head(self, status: HTTPStatus, kind: str, headers: Mapping[str, str]) -> None:
        """Send status and headers; nothing may be kept by the browser, since the next save may change it."""
        self.send_response(status)
        is_text = kind.startswith("text/") or kind.endswith(("json", "xml", "javascript"))
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if is_text else kind)
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Print no line for a request."""


def _no_page(title: str, words: str = "") -> bytes:
    """Return a page of the server's own that says why there is no other."""
    return _NO_PAGE.format(title=title, words=escape(words)).encode()


def _media_type(address: str) -> str:
    known = _MEDIA_TYPES.get(PurePosixPath(address).suffix)
    return known or mimetypes.guess_type(address)[0] or "application/octet-stream"
