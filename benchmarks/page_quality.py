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
from typing import Any, NamedTuple

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
MAX_ENTRY = 60_000
"""Bytes as sent of an entry with its styles."""
MAX_SCRIPTS = 30_000
"""Bytes as sent of the scripts of a page."""
MAX_INDEX = 250_000
"""Bytes as sent of the largest index with its styles."""
BARE_PAGES = {
    "index": "[navigation, toc]",
    "one": "[navigation]",
    "two": "[]",
    "beside": "[navigation]",
}
"""Pages of the bare theme, and what each hides."""
BARE_CONFIG = {
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
            {
                "scheme": "default",
                "toggle": {"icon": "material/weather-night", "name": "Dark"},
            },
            {
                "scheme": "slate",
                "toggle": {"icon": "material/weather-sunny", "name": "Light"},
            },
        ],
    },
}


class Host(SimpleHTTPRequestHandler):
    """A file server that compresses and lets browsers keep things, as hosts of static sites do."""

    def do_GET(self) -> None:
        """Send a file."""
        address, _, _ = self.path.partition("?")
        path = Path(self.translate_path(address))
        if path.is_dir():
            path /= "index.html"
        if not path.is_file():
            self.send_error(404)
            return
        data = path.read_bytes()
        type_ = self.guess_type(str(path))
        charset = "; charset=utf-8" if type_.startswith("text/") else ""
        self.send_response(200)
        self.send_header("Content-Type", type_ + charset)
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
    host = partial(Host, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), host) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def judged_pages() -> list[str]:
    """Return the pages at the top, the index of each folder and its largest page, the largest of the site first."""
    by_size = sorted(SITE.rglob("*.html"), key=lambda page: -page.stat().st_size)
    judged = []
    seen = set()
    for page in by_size:
        if page.stem == "index" or page.parent == SITE:
            judged.append(page)
        elif page.parent not in seen:
            seen.add(page.parent)
            judged.append(page)
    return [page.relative_to(SITE).as_posix() for page in judged]


class Weight(NamedTuple):
    """Bytes of a page as sent."""

    page: str
    html: int
    styles: int
    scripts: int


def judge_bytes() -> tuple[object, list[str]]:
    """Hold every page to the bounds; returns the heaviest of each folder, and what is over."""
    heaviest: dict[str, Weight] = {}
    missed: list[str] = []
    for page in sorted(SITE.rglob("*.html")):
        weight = weigh(page)
        missed += over(page, weight)
        group = group_of(page)
        known = heaviest.get(group)
        if known is None or weight.html >= known.html:
            heaviest[group] = weight
    for group, weight in sorted(heaviest.items()):
        figures = (
            f"{weight.html:>8,} html{weight.styles:>8,} styles{weight.scripts:>8,} scripts"
        )
        print(f"  {group:22}{figures}  {weight.page}")
    by_page = sorted(heaviest.values(), key=lambda weight: weight.page)
    return [weight._asdict() for weight in by_page], missed


def weigh(page: Path) -> Weight:
    """Return what is sent for a page."""
    scripts = linked_files(page, r'<script src="([^"]+)"')
    return Weight(
        page.relative_to(SITE).as_posix(),
        html=sent(page),
        styles=sum(map(sent, styles(page))),
        scripts=sum(map(sent, scripts)),
    )


def over(page: Path, weight: Weight) -> Iterator[str]:
    """Yield the bounds that a page exceeds."""
    folder = page.parent.relative_to(SITE).as_posix()
    is_entry = folder in kinds.record_types() and not is_index(page)
    bound = MAX_ENTRY if is_entry else MAX_INDEX
    size = weight.html + weight.styles
    if size > bound:
        yield f"{weight.page}: {size:,} bytes with styles, more than {bound:,}"
    if weight.scripts > MAX_SCRIPTS:
        yield f"{weight.page}: {weight.scripts:,} bytes of scripts, more than {MAX_SCRIPTS:,}"


def is_index(page: Path) -> bool:
    """Tell whether a page lists others: an index or a part of one, or a list beside it."""
    return page.stem.startswith("index") or "_" in page.stem


def group_of(page: Path) -> str:
    """Return the pages that a page is compared with: entries of a folder, its index, its lists."""
    folder = page.parent.relative_to(SITE).as_posix()
    if page.stem.startswith("index"):
        return f"{folder}/index"
    if is_index(page):
        return f"{folder}/lists"
    return folder


def judge_lighthouse() -> tuple[object, list[str]]:
    """Let Lighthouse judge pages on its simulated phone; returns the scores, and which goals are missed.

    A page that misses one is judged again, because a busy machine makes pages slower.
    """
    scores = []
    missed = []
    with hosted() as address:
        for page in judged_pages():
            for _ in range(ATTEMPTS):
                report = lighthouse(address + page)
                row = scores_of(report)
                words = [f"{name} {score}" for name, score in row.items()]
                print(f"  {page:60}", *words, flush=True)
                below = goals_missed(row)
                if not below:
                    break
            scores.append({"page": page, **row})
            if below:
                why = ", ".join(failed_audits(report))
                missed.append(f"{page}: {', '.join(below)} ({why})")
    return scores, missed


def scores_of(report: dict[str, Any]) -> dict[str, int]:
    """Return the scores of a report, of 100."""
    scores = {}
    for name in GOALS:
        score = report["categories"][name]["score"]
        scores[name] = round(100 * score)
    return scores


def goals_missed(scores: dict[str, int]) -> list[str]:
    """Return the scores that are below their goals, in words."""
    below = []
    for name, goal in GOALS.items():
        if scores[name] < goal:
            below.append(f"{name} {scores[name]}, not {goal}")
    return below


def failed_audits(report: dict[str, Any]) -> list[str]:
    """Return what Lighthouse found wanting, by its names, sorted."""
    failed = []
    for id, audit in report["audits"].items():
        score = audit["score"]
        if score is not None and score < 0.9:
            failed.append(id)
    return sorted(failed)


def lighthouse(address: str) -> dict[str, Any]:
    """Return what Lighthouse says of a page."""
    browser = chromium.find()
    if browser is None:
        raise npm.BuildError(chromium.HOW_TO_GET_ONE)
    program = JUDGES / "node_modules" / "lighthouse" / "cli" / "index.js"
    flags = "--chrome-flags=--headless=new --no-sandbox"
    categories = f"--only-categories={','.join(GOALS)}"
    options = ["--quiet", flags, "--output=json", categories]
    command = [str(npm.NODE), str(program), address, *options]
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
    ours = [SITE / path for path in page_types(SITE).values()]
    found = nu_errors(ours)
    print(f"  {len(ours)} pages read; the bare theme alone: {len(known)} sorts of errors")
    missed = []
    for message, pages in found.items():
        if message not in known:
            missed.append(f"{pages[0]}: {message} ({len(pages)} pages)")
    only_ours = set(found) - set(known)
    return {"theme": sorted(known), "ours": sorted(only_ours)}, missed


def nu_errors(pages: list[Path]) -> dict[str, list[str]]:
    """Return each error of the checker, without the words of the page, with the pages that have it."""
    jar = JUDGES / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    options = ["--format", "json", "--errors-only", "--exit-zero-always"]
    command = ["java", "-jar", str(jar), *options, *map(str, pages)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, list[str]] = {}
    for item in json.loads(done.stderr)["messages"]:
        page = Path(item["url"].removeprefix("file:"))
        name = page.name
        if page.is_relative_to(SITE):
            name = page.relative_to(SITE).as_posix()
        line = item.get("lastLine", 0)
        found.setdefault(item["message"], []).append(f"{name}:{line}")
    return found


def bare_pages(folder: Path) -> list[Path]:
    """Build pages with the bare theme: with colours to choose, a folded part of the navigation, and a page outside it."""
    (folder / "docs").mkdir()
    for name, hide in BARE_PAGES.items():
        text = f"---\nhide: {hide}\n---\n\n# A page\n\nWords.\n\n## A part\n\nWords.\n"
        (folder / "docs" / f"{name}.md").write_text(text, "utf-8")
    (folder / "mkdocs.yml").write_text(json.dumps(BARE_CONFIG), "utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(command, cwd=folder, env=environment, check=True)
    return sorted((folder / "site").glob("*.html"))


JUDGEMENTS = {"bytes": judge_bytes, "lighthouse": judge_lighthouse, "html": judge_html}


def main() -> int:
    """Ask the judges that are named, or all, and say what is missed."""
    options = parsed_options()
    if not (SITE / "index.html").is_file():
        print("page_quality: no site here: run `make site` first", file=sys.stderr)
        return 2
    figures: dict[str, object] = {}
    missed: list[str] = []
    try:
        npm.install(JUDGES)
        for name in options.judges or JUDGEMENTS:
            print(f"{name}:", flush=True)
            judge = JUDGEMENTS[name]
            figures[name], wrong = judge()
            missed += wrong
    except npm.BuildError as error:
        print(f"page_quality: {error}", file=sys.stderr)
        return 2
    if options.json:
        text = json.dumps({**figures, "missed": missed}, indent=1)
        options.json.write_text(f"{text}\n", "utf-8")
    lines = [f"missed: {line}" for line in missed]
    print("\n".join(lines))
    return 1 if missed else 0


def parsed_options() -> argparse.Namespace:
    """Return what was asked for; ends the program where no judge is called so."""
    first_line, _, _ = __doc__.partition("\n")
    parser = argparse.ArgumentParser(description=first_line)
    named = f"{', '.join(JUDGEMENTS)}; all where none is named"
    parser.add_argument("judges", nargs="*", metavar="JUDGE", help=named)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there")
    options = parser.parse_args()
    strange = set(options.judges) - set(JUDGEMENTS)
    if strange:
        parser.error(f"no judge is called {', '.join(sorted(strange))}")
    return options


if __name__ == "__main__":
    sys.exit(main())
