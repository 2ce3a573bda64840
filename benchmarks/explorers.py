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
from benchmarks.tools import atlas, laid_out_store, variables
from tests.browsing import running_chromium

FOLDER = "strikes"
PAGES = (
    "map/index.html",
    "network/index.html",
    "chronology/index.html",
    "as-of/2024.html",
    f"{FOLDER}/index.html",
)
FIRST_VIEW = 2.0
"""Seconds at most from the request to the first filter."""
CHOICE = 0.06
"""Seconds at most from a choice to the next picture."""
LOOKS = 5
"""How often a page is opened."""
CHOICES = 12
"""How many filters are used each time."""
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
    options = _options()
    site = _site(options.work / f"events-{options.events}", options.events)
    print(machine())
    missed = False
    with hosted(site) as address, running_chromium() as browser:
        for page in PAGES:
            views = []
            choices = []
            for _ in range(LOOKS):
                look = _look(browser, address + page)
                views.append(look.first_view)
                choices += look.choices
            if median(views) > FIRST_VIEW or median(choices) > CHOICE:
                missed = True
            print(
                f"  {page:24} first view {_words(views)}   filter {_words(choices)}",
                flush=True,
            )
    return int(missed)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    kept = "folder of the store, which is kept"
    parser.add_argument("--work", type=Path, required=True, help=kept)
    parser.add_argument("--events", type=int, default=10_000)
    return parser.parse_args()


def _site(root: Path, events: int) -> Path:
    """Return the site of a store in which so many entries are events."""
    folders = [original.entry.kind.folder for original in originals().values()]
    others = len(folders) - folders.count(FOLDER)
    laid_out_store(root, others + events, FOLDER)
    site = root / "site"
    if not (site / "index.html").is_file():
        timed(atlas(root, "build"), REPOSITORY, variables())
    return site


def _look(browser: Browser, address: str) -> Look:
    """Open a page in a context of its own, which has nothing in its cache, and use its filters, each twice."""
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        start = time.perf_counter()
        page.goto(address, wait_until="commit")
        page.locator(_FILTER).first.wait_for()
        first_view = time.perf_counter() - start
        choices = []
        for filter in page.locator(_FILTER).all()[:CHOICES]:
            for _ in ("on", "off"):
                choices.append(filter.evaluate(_SECONDS_OF_A_CHOICE))
        return Look(first_view, choices)


def _words(seconds: list[float]) -> str:
    return f"{median(seconds):6.3f} s, at most {max(seconds):6.3f} s"


if __name__ == "__main__":
    sys.exit(main())
