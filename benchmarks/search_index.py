"""Times and measures the search index on made-up entries: seconds and MiB to build it, bytes of its parts, bytes of queries.

    .venv/bin/python benchmarks/search_index.py [N] [--json FILE]

Bytes are those of gzip -6. What the browser fetches is counted by the reference searcher, which reads the same files in the same
order: the names index, then postings, then rows. "first hit" is what has come when the box can show the first one; "all" is with all eight, and
the titles of works; for texts with the excerpts of the first five.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.made_entries import Maker, made_areas, made_kinds
from generator.search.documents import Document
from generator.search.files import index_files
from generator.search.names_index import CHUNK
from generator.search.query import Names
from generator.search.text_query import Texts


def main() -> None:
    """Build the index, then ask it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("number", type=int, nargs="?", default=10_000)
    parser.add_argument("--json", type=Path, help="write the figures here too")
    options = parser.parse_args()
    documents = Maker(options.number).documents()
    before = _mib()
    start, used = time.perf_counter(), time.process_time()
    files = dict(index_files(documents, made_kinds(), made_areas()))
    figures: dict[str, object] = {
        "entries": len(documents),
        "seconds": round(time.perf_counter() - start, 2),
        "CPU seconds": round(time.process_time() - used, 2),
        "MiB over the documents": round(_mib() - before, 1),
    }
    packed = {name: len(gzip.compress(data, 6, mtime=0)) for name, data in files.items()}
    figures["parts"] = _parts(files, packed)
    figures["queries"] = {**_names(files, packed, documents), **_texts(files, packed)}
    _print(figures)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _parts(files: dict[str, bytes], packed: dict[str, int]) -> dict[str, dict[str, int]]:
    parts: dict[str, dict[str, int]] = {}
    for name, data in files.items():
        part = parts.setdefault(
            name.partition("-")[0] + ("-*" if "-" in name else ""), {"files": 0, "raw": 0, "gz": 0, "largest gz": 0}
        )
        part["files"] += 1
        part["raw"] += len(data)
        part["gz"] += packed[name]
        part["largest gz"] = max(part["largest gz"], packed[name])
    return parts


def _names(files: dict[str, bytes], packed: dict[str, int], documents: list[Document]) -> dict[str, dict[str, object]]:
    figures: dict[str, dict[str, object]] = {}
    leader = next(d for d in documents if d.kind == 1)
    base = next(d for d in documents if d.kind == 2)
    place = next(d for d in documents if d.tier == 1)
    name, site = leader.names[0].spellings[0], base.names[0].spellings[0]
    arabic = next(n.spellings[0] for n in leader.names if n.lang == "ar")
    asked = [
        name[:1],
        name[:2],
        name[:4],
        name,
        _swapped(name),
        site,
        arabic,
        arabic.split()[0],
        place.names[0].spellings[0],
    ]
    asked += [f"strike {place.names[0].spellings[0]}", "rocket attack april 2021", "Zxqvwyjk"]
    for query in asked:
        read, fetch = _counting(files)
        names = Names(fetch)
        begin = time.perf_counter()
        hits = names.search(query, 8)
        passed = time.perf_counter() - begin
        first = {n for n in read if not n.startswith(("works", "rows"))}
        first |= {f"rows-{hits[0].entry // CHUNK:03}.json"} if hits else set()
        figures[f"name: {query}"] = {
            "first hit gz": sum(packed[n] for n in first),
            "all gz": sum(packed[n] for n in read),
            "files": len(read),
            "hits": len(hits),
            "ms": round(passed * 1000),
        }
    return figures


def _texts(files: dict[str, bytes], packed: dict[str, int]) -> dict[str, dict[str, object]]:
    figures: dict[str, dict[str, object]] = {}
    for query in (
        "rocket attack",
        "drone strike base",
        "convoy border militia",
        "officials denied",
        "stration",
        "claimed killed wounded statement",
    ):
        read, fetch = _counting(files)
        texts, rows = Texts(fetch), Names(fetch)
        hits = texts.search(query)
        for hit in hits[:5]:
            texts.excerpt(hit.entry, query)
            rows.row(hit.entry)
        without = sum(packed[n] for n in read if n != "names.json")
        figures[f"text: {query}"] = {
            "gz": without,
            "files": len(read) - 1,
            "hits": len(hits),
            "gz with names.json": without + packed["names.json"],
        }
    return figures


def _counting(files: dict[str, bytes]) -> tuple[dict[str, None], Callable[[str], bytes]]:
    """Return the names of the files that are read, and the function that reads them."""
    read: dict[str, None] = {}

    def fetch(name: str) -> bytes:
        read[name] = None
        return files[name]

    return read, fetch


def _swapped(name: str) -> str:
    return name[:2] + name[3] + name[2] + name[4:]


def _print(figures: dict[str, object]) -> None:
    for key, value in figures.items():
        if isinstance(value, dict):
            print(f"\n{key}")
            for name, held in value.items():
                print(f"  {name:42} " + "  ".join(f"{k} {v:,}" for k, v in held.items()))
        else:
            print(f"{key:24} {value}")


if __name__ == "__main__":
    main()
