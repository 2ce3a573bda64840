"""Times the explorers in Chromium on a site with many made events: until they can be used, and from a choice to its picture.

    .venv/bin/python benchmarks/explorers.py --work FOLDER [--events 10000]

The store and its site are made once and stay in the work folder. Of several looks and choices the median and the slowest are
printed. Exit status 1 where a median misses its goal.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from statistics import median
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent))

from playwright.sync_api import Browser

from benchmarks.made_store import REPOSITORY, originals
from benchmarks.measure import machine, timed
from benchmarks.page_quality import hosted
from benchmarks.tools import laid_out_store, variables
from tests.browsing import running_chromium

FOLDER = "strikes"
PAGES = (
    "map/index.html",
    "network/index.html",
    "chronology/index.html",
    "as-of/2024.html",
    f"{FOLDER}/index.html",
)
FIRST_VIEW, CHOICE = 2.0, 0.06
"""Seconds at most: from the request to the first filter, and from a choice to the next picture."""
LOOKS, CHOICES = 5, 12
"""How often a page is opened, and how many filters are used each time."""
_FILTER = "main input[type=checkbox]:visible, main .ea-asof-ask select:visible"
_SECONDS_OF_A_CHOICE = """async (filter) => {
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  await new Promise((done) => setTimeout(done, 700)); // a reader looks at the last picture first
  await painted();
  const start = performance.now();
  if (filter.matches("select")) {
    filter.selectedIndex = (filter.selectedIndex + 1) % filter.length;
    filter.dispatchEvent(new Event("input", { bubbles: true }));
  } else filter.click();
  await painted();
  return (performance.now() - start) / 1000;
}"""


class Look(NamedTuple):
    """What one visit of a page took, in seconds."""

    first_view: float
    choices: list[float]


def main() -> int:
    """Build the site unless it is there, measure, and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--work", type=Path, required=True, help="folder of the store, which is kept"
    )
    parser.add_argument("--events", type=int, default=10_000)
    options = parser.parse_args()
    site = _site(options.work / f"events-{options.events}", options.events)
    print(machine())
    missed = False
    with hosted(site) as address, running_chromium() as browser:
        for page in PAGES:
            looks = [_look(browser, address + page) for _ in range(LOOKS)]
            views, choices = (
                [look.first_view for look in looks],
                [s for look in looks for s in look.choices],
            )
            missed |= median(views) > FIRST_VIEW or median(choices) > CHOICE
            print(f"  {page:24} first view {_words(views)}   filter {_words(choices)}", flush=True)
    return int(missed)


def _site(root: Path, events: int) -> Path:
    """Return the site of a store in which so many entries are events."""
    others = sum(original.entry.kind.folder != FOLDER for original in originals().values())
    laid_out_store(root, others + events, FOLDER)
    if not (root / "site" / "index.html").is_file():
        timed(
            [sys.executable, "-m", "euphrates_atlas", "--root", str(root), "build"],
            REPOSITORY,
            variables(),
        )
    return root / "site"


def _look(browser: Browser, address: str) -> Look:
    """Open a page in a context of its own, which has nothing in its cache, and use its filters, each twice."""
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        start = time.perf_counter()
        page.goto(address, wait_until="commit")
        page.locator(_FILTER).first.wait_for()
        first_view = time.perf_counter() - start
        filters = page.locator(_FILTER).all()[:CHOICES]
        return Look(
            first_view,
            [one.evaluate(_SECONDS_OF_A_CHOICE) for one in filters for _ in ("on", "off")],
        )


def _words(seconds: list[float]) -> str:
    return f"{median(seconds):6.3f} s, at most {max(seconds):6.3f} s"


if __name__ == "__main__":
    sys.exit(main())
