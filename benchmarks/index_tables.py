"""Times and weighs a long index: made by Python, then narrowed in headless Chromium key by key.

    .venv/bin/python benchmarks/index_tables.py [N] [--json FILE]

The index has N rows (2,000): the events of the store, again and again under new ids. All times are
those of the processor, so that a busy machine changes little: of Python for all pages of the index, of the browser's page thread for
one key, with what it spends on script, style and layout. Weights are those of whole pages after gzip.
"""

from __future__ import annotations

import argparse
import dataclasses
import gzip
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from playwright.sync_api import CDPSession, Page, sync_playwright

from generator import pipeline
from generator.model.atlas import Atlas
from generator.render.environment import environment
from generator.render.overviews.index_pages import index_pages
from generator.settings import Settings
from tests.browsing import find_chromium, serving
from tests.index_sites import build_index

REPOSITORY = Path(__file__).parent.parent
FOLDER = "strikes"
QUERIES = ("rocket attack", "ain al-asad", "ketaib hizbullah", "2021", "drone erbil")

STROKE = """([text]) => new Promise((done) => {
  const field = document.querySelector(".ea-ix-bar input");
  field.value = text;
  field.dispatchEvent(new InputEvent("input", {bubbles: true}));
  requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(done)));
})"""
CHOICE = """() => new Promise((done) => {
  const count = document.querySelector(".ea-count");
  const seen = new MutationObserver(() => {
    if (!/ of [\\d,]+ rows/.test(count.textContent)) return;
    seen.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(done));
  });
  seen.observe(count, {childList: true});
  document.querySelector(".ea-fs input").click();
})"""
SPENT = {
    "all": "TaskDuration",
    "script": "ScriptDuration",
    "style": "RecalcStyleDuration",
    "layout": "LayoutDuration",
}


def main() -> None:
    """Make the index, weigh it, and type into it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("number", type=int, nargs="?", default=2_000)
    parser.add_argument("--json", type=Path, help="write the figures here")
    options = parser.parse_args()
    found: dict[str, Any] = {"rows": options.number, "python_seconds": {}}
    for number in (options.number, options.number * 2):
        atlas = long_atlas(number)
        start = time.process_time()
        kind = next(kind for kind in atlas.kinds if kind.folder == FOLDER)
        for page in index_pages(atlas, kind):
            environment().get_template("index.md.j2").render(page=page)
        found["python_seconds"][number] = round(time.process_time() - start, 2)
    with tempfile.TemporaryDirectory() as folder:
        site = build_index(Path(folder) / "site", long_atlas(options.number), FOLDER)
        pages = sorted((site / FOLDER).glob("*.html"))
        found["pages"] = len(pages)
        found["kilobytes"] = {p.name: round(len(gzip.compress(p.read_bytes(), 6)) / 1000, 1) for p in pages}
        with serving(site) as address, sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=find_chromium())
            found |= typed(chromium.new_page(viewport={"width": 1280, "height": 800}), address)
            chromium.close()
    text = json.dumps(found, indent=2)
    print(text)
    if options.json:
        options.json.write_text(text + "\n", encoding="utf-8")


def long_atlas(number: int) -> Atlas:
    """Return the atlas of the store with so many events."""
    atlas = pipeline.check(Settings(REPOSITORY)).atlas
    assert atlas is not None, "the real store has errors"
    events = [entry for entry in atlas.entries.values() if entry.kind.folder == FOLDER]
    others = {id: entry for id, entry in atlas.entries.items() if entry.kind.folder != FOLDER}
    texts: dict[str, dict[str, Any]] = {}
    for (id, name), text in atlas.prose.items():
        texts.setdefault(id, {})[name] = text
    copies, prose = {}, dict(atlas.prose)
    for made in range(number):
        entry = events[made % len(events)]
        id = f"{entry.id}-{made // len(events)}" if made >= len(events) else entry.id
        copies[id] = dataclasses.replace(entry, id=id)
        prose |= {(id, name): text for name, text in texts.get(entry.id, {}).items()}
    return dataclasses.replace(atlas, entries=others | copies, prose=prose)


def typed(page: Page, address: str) -> dict[str, Any]:
    """Return what the first choice costs, which fetches the other pages, and each key after it, in milliseconds."""
    page.goto(f"{address}{FOLDER}/index.html")
    page.wait_for_load_state("networkidle")
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def cost(script: str, *arguments: object) -> dict[str, float]:
        before = metrics(session)
        page.evaluate(script, *arguments)
        after = metrics(session)
        return {name: (after[key] - before[key]) * 1000 for name, key in SPENT.items()}

    choice = cost(CHOICE)
    page.evaluate("document.querySelector('.ea-fs input').click()")
    first = cost(STROKE, ["x"])
    keys = [cost(STROKE, [query[:end]]) for query in QUERIES for end in range(1, len(query) + 1)]
    return {
        "first_choice_ms": {name: round(value, 1) for name, value in choice.items()},
        "first_key_ms": {name: round(value, 1) for name, value in first.items()},
        "keys": len(keys),
        "key_ms": {name: spread([key[name] for key in keys]) for name in SPENT},
    }


def metrics(session: CDPSession) -> dict[str, float]:
    """Return what the page has spent so far."""
    return {m["name"]: m["value"] for m in session.send("Performance.getMetrics")["metrics"]}


def spread(values: list[float]) -> dict[str, float]:
    """Return the middle, the slowest of twenty and the slowest."""
    return {
        "median": round(statistics.median(values), 1),
        "p95": round(statistics.quantiles(values, n=20)[-1], 1),
        "most": round(max(values), 1),
    }


if __name__ == "__main__":
    main()
