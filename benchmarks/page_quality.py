"""Judges of the built site: bytes as sent, Lighthouse (mobile), the Nu HTML checker.

Run as `make quality` after `make site`, or `.venv/bin/python benchmarks/page_quality.py [bytes] [lighthouse] [html] [--json FILE]`.
npm installs Lighthouse and the checker by the lock file in `benchmarks/pages/`; the checker needs Java. Exit status 1 where a goal is
missed, 2 where a program is missing.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "frontend")]

import npm  # noqa: E402

from benchmarks.sent import linked_files, sent, styles  # noqa: E402
from euphrates_atlas import kinds  # noqa: E402
from tests import chromium  # noqa: E402
from tests.page_types import page_types  # noqa: E402

SITE = ROOT / "site"
JUDGES = ROOT / "benchmarks" / "pages"
SENT_COMPRESSED = ("text/", "javascript", "json", "svg", "xml")

GOALS = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
"""Lighthouse, of 100."""
ATTEMPTS = 3
"""Looks that Lighthouse takes at a page that misses a goal."""
MAX_ENTRY, MAX_SCRIPTS, MAX_INDEX = 60_000, 30_000, 250_000
"""Bytes as sent: an entry with its styles, its scripts, the largest index."""


class Host(SimpleHTTPRequestHandler):
    """A file server that compresses and lets browsers keep things, as hosts of static sites do."""

    def do_GET(self) -> None:
        """Send a file."""
        path = Path(self.translate_path(self.path.partition("?")[0]))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        data, type_ = path.read_bytes(), self.guess_type(str(path))
        self.send_response(200)
        self.send_header(
            "Content-Type", f"{type_}; charset=utf-8" if type_.startswith("text/") else type_
        )
        if any(part in type_ for part in SENT_COMPRESSED):
            data = gzip.compress(data, 6, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "max-age=31536000")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def hosted(site: Path = SITE) -> Iterator[str]:
    """Serve a site and yield its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Host, directory=str(site))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def judged_pages() -> list[str]:
    """Return the pages at the top, the index of each folder and its largest page, the largest of the site first."""
    by_size = sorted(SITE.rglob("*.html"), key=lambda page: -page.stat().st_size)
    others = {
        page.parent: page
        for page in reversed(by_size)
        if page.stem != "index" and page.parent != SITE
    }
    return [
        page.relative_to(SITE).as_posix()
        for page in by_size
        if page.stem == "index" or page.parent == SITE or others[page.parent] == page
    ]


def judge_bytes() -> tuple[object, list[str]]:
    """Hold every page to the bounds; returns the heaviest of each folder, and what is over."""
    heaviest: dict[str, dict[str, object]] = {}
    missed = []
    folders = {*kinds.record_types()}
    for page in sorted(SITE.rglob("*.html")):
        name = page.relative_to(SITE).as_posix()
        html, style, script = (
            sum(map(sent, files))
            for files in ({page}, styles(page), linked_files(page, r'<script src="([^"]+)"'))
        )
        folder = page.parent.relative_to(SITE).as_posix()
        is_index = page.stem.startswith("index") or "_" in page.stem
        bound = MAX_ENTRY if folder in folders and not is_index else MAX_INDEX
        if html + style > bound:
            missed.append(f"{name}: {html + style:,} bytes with styles, more than {bound:,}")
        if script > MAX_SCRIPTS:
            missed.append(f"{name}: {script:,} bytes of scripts, more than {MAX_SCRIPTS:,}")
        key = (
            f"{folder}/index"
            if page.stem.startswith("index")
            else f"{folder}/lists"
            if is_index
            else folder
        )
        row = {"page": name, "html": html, "styles": style, "scripts": script}
        heaviest[key] = max(row, heaviest.get(key, row), key=lambda one: int(str(one["html"])))
    for key, row in sorted(heaviest.items()):
        weights = "".join(f"{row[part]:>8,} {part}" for part in ("html", "styles", "scripts"))
        print(f"  {key:22}{weights}  {row['page']}")
    return sorted(heaviest.values(), key=lambda row: str(row["page"])), missed


def judge_lighthouse() -> tuple[object, list[str]]:
    """Let Lighthouse judge pages on its simulated phone; returns the scores, and which goals are missed.

    A page that misses one is judged again, because a busy machine makes pages slower.
    """
    scores, missed = [], []
    with hosted() as address:
        for page in judged_pages():
            for _ in range(ATTEMPTS):
                report = lighthouse(address + page)
                row = {name: round(100 * report["categories"][name]["score"]) for name in GOALS}
                print(
                    f"  {page:60}", *(f"{name} {score}" for name, score in row.items()), flush=True
                )
                below = [
                    f"{name} {row[name]}, not {goal}"
                    for name, goal in GOALS.items()
                    if row[name] < goal
                ]
                if not below:
                    break
            scores.append({"page": page, **row})
            if below:
                audits = report["audits"].items()
                why = sorted(
                    id
                    for id, audit in audits
                    if audit["score"] is not None and audit["score"] < 0.9
                )
                missed.append(f"{page}: {', '.join(below)} ({', '.join(why)})")
    return scores, missed


def lighthouse(address: str) -> dict[str, Any]:
    """Return what Lighthouse says of a page."""
    browser = chromium.find()
    if browser is None:
        raise npm.BuildError(chromium.HOW_TO_GET_ONE)
    program = JUDGES / "node_modules" / "lighthouse" / "cli" / "index.js"
    command = [
        str(npm.NODE),
        str(program),
        address,
        "--quiet",
        "--chrome-flags=--headless=new --no-sandbox",
    ]
    command += ["--output=json", f"--only-categories={','.join(GOALS)}"]
    environment = {**npm.environment(), "CHROME_PATH": browser}
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)
    return dict(json.loads(done.stdout))


def judge_html() -> tuple[object, list[str]]:
    """Let the Nu checker read a page of each type; returns its errors, and those that the bare theme does not have."""
    if shutil.which("java") is None:
        raise npm.BuildError(
            "the Nu HTML checker wants Java (on Debian and Ubuntu: apt install default-jre-headless)"
        )
    with tempfile.TemporaryDirectory() as folder:
        known = nu_errors(bare_pages(Path(folder)))
    found = nu_errors([SITE / path for path in page_types(SITE).values()])
    print(
        f"  {len(page_types(SITE))} pages read; the bare theme alone: {len(known)} sorts of errors"
    )
    missed = [
        f"{pages[0]}: {message} ({len(pages)} pages)"
        for message, pages in found.items()
        if message not in known
    ]
    return {"theme": sorted(known), "ours": sorted(set(found) - set(known))}, missed


def nu_errors(pages: list[Path]) -> dict[str, list[str]]:
    """Return each error of the checker, without the words of the page, with the pages that have it."""
    jar = JUDGES / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    command = [
        "java",
        "-jar",
        str(jar),
        "--format",
        "json",
        "--errors-only",
        "--exit-zero-always",
        *map(str, pages),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, list[str]] = {}
    for item in json.loads(done.stderr)["messages"]:
        page = Path(item["url"].removeprefix("file:"))
        name = page.relative_to(SITE).as_posix() if page.is_relative_to(SITE) else page.name
        found.setdefault(item["message"], []).append(f"{name}:{item.get('lastLine', 0)}")
    return found


def bare_pages(folder: Path) -> list[Path]:
    """Build pages with the bare theme: with colours to choose, a folded part of the navigation, and a page outside it."""
    (folder / "docs").mkdir()
    hidden = {
        "index": "[navigation, toc]",
        "one": "[navigation]",
        "two": "[]",
        "beside": "[navigation]",
    }
    for name, hide in hidden.items():
        text = f"---\nhide: {hide}\n---\n\n# A page\n\nWords.\n\n## A part\n\nWords.\n"
        (folder / "docs" / f"{name}.md").write_text(text, "utf-8")
    config = {
        "site_name": "Bare",
        "site_url": "https://bare.example/",
        "use_directory_urls": False,
        "plugins": [],
        "nav": ["index.md", {"More": ["one.md", "two.md"]}],
        "theme": {
            "name": "material",
            "font": False,
            "features": ["navigation.tabs", "navigation.top", "toc.follow"],
            "palette": [
                {"scheme": "default", "toggle": {"icon": "material/weather-night", "name": "Dark"}},
                {"scheme": "slate", "toggle": {"icon": "material/weather-sunny", "name": "Light"}},
            ],
        },
    }
    (folder / "mkdocs.yml").write_text(json.dumps(config), "utf-8")
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet"],
        cwd=folder,
        env=environment,
        check=True,
    )
    return sorted((folder / "site").glob("*.html"))


JUDGEMENTS = {"bytes": judge_bytes, "lighthouse": judge_lighthouse, "html": judge_html}


def main() -> int:
    """Ask the judges that are named, or all, and say what is missed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "judges",
        nargs="*",
        metavar="JUDGE",
        help=f"{', '.join(JUDGEMENTS)}; all where none is named",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there")
    options = parser.parse_args()
    if strange := set(options.judges) - set(JUDGEMENTS):
        parser.error(f"no judge is called {', '.join(sorted(strange))}")
    if not (SITE / "index.html").is_file():
        print("page_quality: no site here: run `make site` first", file=sys.stderr)
        return 2
    figures: dict[str, object] = {}
    missed: list[str] = []
    try:
        npm.install(JUDGES)
        for name in options.judges or JUDGEMENTS:
            print(f"{name}:", flush=True)
            figures[name], wrong = JUDGEMENTS[name]()
            missed += wrong
    except npm.BuildError as error:
        print(f"page_quality: {error}", file=sys.stderr)
        return 2
    if options.json:
        options.json.write_text(json.dumps({**figures, "missed": missed}, indent=1) + "\n", "utf-8")
    print(*(f"missed: {line}" for line in missed), sep="\n")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
