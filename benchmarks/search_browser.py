"""Times and weighs the search as a reader meets it: headless Chromium, the built page, an index of made-up entries.

    make site
    .venv/bin/python benchmarks/search_browser.py [N] [--json FILE]

Bytes are those that Chromium received for the index up to the first names (gzip as most hosts send it, heads of the answers
included), the first fetches at focus among them; what follows are the titles of works and the numbers of the chips. Times run from the last key to the first name in the list, first with every file fetched over the loopback
interface, then on a fresh page with the files in the browser's cache. Text queries run on the results page: words to five excerpts.
"""

from __future__ import annotations

import argparse
import gzip
import http.server
import json
import re
import statistics
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from benchmarks.made_entries import Maker, made_areas, made_kinds
from generator.search.documents import Document
from generator.search.files import FOLDER, index_files
from tests.browsing import find_chromium

REPOSITORY = Path(__file__).parent.parent
ROUNDS = 4
"""Pages for each query: one that fetches, the others with the files in the cache."""

TEXT_QUERIES = (
    "rocket attack",
    "drone strike base",
    "convoy border militia",
    "officials denied",
    "claimed killed wounded statement",
)

FIRST_NAME = """(query) => new Promise((done) => {
  const input = document.querySelector("[data-search] input");
  const list = document.querySelector("[data-search] [role=listbox]");
  const seen = new MutationObserver(() => {
    if (!list.querySelector(".ea-hit")) return;
    seen.disconnect();
    done(performance.now() - start);
  });
  seen.observe(list, {childList: true, subtree: true});
  input.value = query;
  const start = performance.now();
  input.dispatchEvent(new InputEvent("input", {bubbles: true}));
  setTimeout(done, 5000, null);
})"""


class Handler(http.server.BaseHTTPRequestHandler):
    """Sends the files of the built site, and of the made-up index, compressed."""

    protocol_version = "HTTP/1.1"
    site: Path
    index: dict[str, bytes]

    def do_GET(self) -> None:
        """Send one file."""
        path = self.path.partition("?")[0].lstrip("/") or "index.html"
        data = self.index.get(path)
        if data is None:
            file = self.site / path
            data = gzip.compress(file.read_bytes(), 6, mtime=0) if file.is_file() else None
        self.send_response(200 if data is not None else 404)
        kinds = {
            ".html": "text/html; charset=utf-8",
            ".js": "text/javascript",
            ".css": "text/css",
            ".json": "application/json",
        }
        self.send_header("Content-Type", kinds.get(Path(path).suffix, "application/octet-stream"))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data or b"")))
        self.send_header("Cache-Control", "no-cache" if path.endswith("/index.json") else "max-age=3600")
        self.end_headers()
        self.wfile.write(data or b"")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serving(site: Path, index: dict[str, bytes]) -> Iterator[str]:
    """Serve a built site with another index and yield its address."""
    handler = type("Sending", (Handler,), {"site": site, "index": index})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


class Received:
    """Counts what a page receives of the index."""

    def __init__(self, context: BrowserContext, page: Page) -> None:
        self.files: dict[str, int] = {}
        self._names: dict[str, str] = {}
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.requestWillBeSent", lambda e: self._names.update({e["requestId"]: e["request"]["url"]}))
        session.on("Network.loadingFinished", self._finished)

    def _finished(self, event: dict[str, Any]) -> None:
        url = self._names.get(event["requestId"], "")
        if f"/{FOLDER}/" in url:
            name = url.rpartition("/")[2].partition("?")[0]
            self.files[name] = self.files.get(name, 0) + int(event["encodedDataLength"])


def name_query(browser: Browser, root: str, query: str) -> dict[str, Any]:
    """Ask for a name on a fresh page, then again on another with the files in the cache."""
    context = browser.new_context()
    times = []
    received: Received | None = None
    for _ in range(ROUNDS):
        page = context.new_page()
        counted = Received(context, page)
        received = received or counted
        page.goto(root + "index.html")
        with page.expect_response(re.compile(r"/names\.json")):
            page.locator("[data-search] input").focus()
        page.wait_for_timeout(400)
        times.append(page.evaluate(FIRST_NAME, query))
        page.wait_for_timeout(400)
        page.close()
    context.close()
    assert received is not None
    later = sum(size for name, size in received.files.items() if name.startswith(("works", "facets")))
    total = sum(received.files.values())
    warm = [t for t in times[1:] if t is not None]
    return {
        "KB": round((total - later) / 1000, 1),
        "KB with what follows": round(total / 1000, 1),
        "files": len(received.files),
        "ms fetching": round(times[0], 1) if times[0] is not None else None,
        "ms warm": round(statistics.median(warm), 1) if warm else None,
    }


def text_query(browser: Browser, root: str, query: str) -> dict[str, Any]:
    """Ask for words on the results page."""
    context = browser.new_context()
    page = context.new_page()
    received = Received(context, page)
    page.goto(root + "search.html")
    page.locator("[data-search] input").focus()
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(100)
    page.evaluate(
        "q => { const i = document.querySelector('[data-search] input'); i.value = q; i.form.requestSubmit(); }", query
    )
    page.locator("#text ~ .ea-results-list .ea-text").first.wait_for()
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(150)
    files = received.files
    context.close()
    text = sum(size for name, size in files.items() if name.startswith("text"))
    rows = sum(size for name, size in files.items() if name.startswith("rows"))
    return {
        "KB of texts": round(text / 1000, 1),
        "KB with rows": round((text + rows) / 1000, 1),
        "KB of the page": round(sum(files.values()) / 1000, 1),
        "files": len(files),
    }


def name_queries(documents: list[Document]) -> list[str]:
    """Return names of leaders, bases and places: whole, begun, misspelt, in Arabic, in other order."""
    found: list[str] = []
    for kind in (1, 2, 0):
        for document in [d for d in documents if d.kind == kind][5:7]:
            names = [s for name in document.names for s in name.spellings]
            latin, arabic = names[0], next(n.spellings[0] for n in document.names if n.lang == "ar")
            found += [
                latin,
                arabic,
                names[min(2, len(names) - 1)],
                " ".join(reversed(latin.split())),
                latin[:3],
                latin[:1],
            ]
            found.append(latin[:3] + latin[4] + latin[3] + latin[5:] if len(latin) > 6 else latin)
    return list(dict.fromkeys(found))


def main() -> None:
    """Build the index, ask it in the browser, and print what was seen."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("number", type=int, nargs="?", default=10_000)
    parser.add_argument(
        "--site", type=Path, default=REPOSITORY / "site", help="a built site, for its pages and scripts"
    )
    parser.add_argument("--json", type=Path, help="write the figures here too")
    options = parser.parse_args()
    if not (options.site / "search.html").is_file():
        sys.exit(f"search_browser: {options.site} holds no built site: run `make site` first")
    documents = Maker(options.number).documents()
    files = dict(index_files(documents, made_kinds(), made_areas()))
    packed = {f"{FOLDER}/{name}": gzip.compress(data, 6, mtime=0) for name, data in files.items()}
    figures: dict[str, Any] = {"entries": len(documents)}
    with sync_playwright() as playwright, serving(options.site, packed) as root:
        browser = playwright.chromium.launch(executable_path=find_chromium())
        figures["browser"] = browser.version
        figures["names"] = {query: name_query(browser, root, query) for query in name_queries(documents)}
        figures["texts"] = {query: text_query(browser, root, query) for query in TEXT_QUERIES}
        browser.close()
    figures["script KB gz"] = round(
        len(gzip.compress((options.site / "assets/javascripts/search.js").read_bytes(), 6)) / 1000, 1
    )
    for part in ("names", "texts"):
        rows = figures[part]
        keys = list(next(iter(rows.values())))
        figures[f"{part}, median"] = {
            k: statistics.median(r[k] for r in rows.values() if r[k] is not None) for k in keys
        }
        figures[f"{part}, most"] = {k: max(r[k] for r in rows.values() if r[k] is not None) for k in keys}
    for key, value in figures.items():
        if key in ("names", "texts"):
            print(f"\n{key}")
            for query, row in value.items():
                print(f"  {query:40} " + "  ".join(f"{k} {v}" for k, v in row.items()))
        else:
            print(f"{key:20} {value}")
    if options.json:
        options.json.parent.mkdir(parents=True, exist_ok=True)
        options.json.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
