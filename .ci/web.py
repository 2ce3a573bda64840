"""Check the web pages of sources; workflows run this once a week.

`links` prints dead links in Markdown. `copies` prints a table `id,archive_url` of archived copies for
`atlas import archive`, and asks the archive to make missing ones.
"""

import argparse
import csv
import json
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from http.client import HTTPException
from itertools import chain
from pathlib import Path
from typing import NamedTuple
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import Request, urlopen

from euphrates_atlas.model.roles import Work
from euphrates_atlas.settings import Settings
from euphrates_atlas.store.store import read_store
from euphrates_atlas.text.archives import copy_fault
from euphrates_atlas.text.urls import percent_encoded

ROOT = Path(__file__).resolve().parent.parent
AGENT = (
    "Mozilla/5.0 (compatible; link check of an encyclopedia; one request a second and host)"
)
GONE = (404, 410)
"""What a server answers where there is nothing any more. Refusals and faults may be meant for programs, or pass."""
NO_HEAD = (405, 501)
"""What a server answers that knows no HEAD."""
NO_ANSWER = (OSError, HTTPException, ValueError)
"""What is raised where no answer came, or where an address cannot be asked."""
HOW_TO_MEND = """\
The addresses below are dead. Look for an archived copy and write `archive_url`, or for the
page's new address. The source stays cited: a dead link does not make a statement wrong.
"""


class Source(NamedTuple):
    """A source with an address on the web."""

    id: str
    file: str
    url: str
    issued: str
    """The first day on which it can have come out; empty where that is not known."""
    is_pending: bool
    """Whether nobody has looked for an archived copy."""


def sources(root: Path) -> list[Source]:
    """Return the sources of a store that are on the web, by id."""
    found = []
    for entry in read_store(Settings(root)).atlas.entries.values():
        work = entry.record
        if isinstance(work, Work) and work.url:
            issued = work.issued.earliest if work.issued else ""
            is_pending = not work.archive_url and work.archive_status == "pending"
            found.append(Source(entry.id, entry.file, work.url, issued, is_pending))
    return sorted(found)


def ask(url: str, method: str = "GET", timeout: float = 30) -> bytes:
    """Return what an address answers. Raises `OSError`, of which `HTTPError` is one, or `HTTPException`."""
    in_ascii = percent_encoded(url)
    headers = {"User-Agent": AGENT}
    request = Request(in_ascii, method=method, headers=headers)  # noqa: S310 -- the check lets no other scheme in
    with urlopen(request, timeout=timeout) as answer:  # noqa: S310
        return bytes(answer.read(1_000_000))


def fault(url: str) -> str | None:
    """Return why there is nothing behind an address; None if there is, or if nobody can tell."""
    try:
        ask(url, "HEAD")
    except HTTPError as error:
        if error.code in (*GONE, *NO_HEAD):
            return fault_of_page(url)
    except URLError as error:
        if "Name or service not known" in str(error.reason):
            return "has no such host"
    except NO_ANSWER:
        return None
    return None


def fault_of_page(url: str) -> str | None:
    """Return why there is nothing behind an address, asked for the page itself; None as above."""
    try:
        ask(url)
    except HTTPError as error:
        if error.code in GONE:
            return f"answers {error.code}"
    except (OSError, HTTPException):
        return None
    return None


def faults(found: list[Source], pause: float) -> Iterator[tuple[Source, str]]:
    """Yield the sources behind whose address there is nothing, by id; each host is asked in turn."""
    by_host = defaultdict[str, list[Source]](list)
    for source in found:
        by_host[urlsplit(source.url).netloc].append(source)

    def of_host(host: str) -> list[tuple[Source, str]]:
        told = []
        for source in by_host[host]:
            why = fault(source.url)
            if why is not None:
                told.append((source, why))
            time.sleep(pause)
        return told

    with ThreadPoolExecutor(16) as threads:
        answers = threads.map(of_host, by_host)
        yield from sorted(chain.from_iterable(answers))


def copy_of(url: str, archive: str) -> str | None:
    """Return the address of an archived copy, or None."""
    asked = quote(url, safe="")
    try:
        answer = json.loads(ask(f"{archive}/wayback/available?url={asked}"))
        closest = answer["archived_snapshots"]["closest"]
        if closest["status"] != "200":
            return None
        return str(closest["url"]).replace("http://", "https://", 1)
    except (*NO_ANSWER, KeyError):
        return None


def links(options: argparse.Namespace) -> None:
    """Print the report."""
    told = list(faults(sources(options.root), options.pause))
    if not told:
        return
    print(HOW_TO_MEND)
    for source, why in told:
        print(f"- [ ] `{source.file}` {why}: {source.url}")


def copies(options: argparse.Namespace) -> None:
    """Print the table, of as many sources as one run takes; the weeks take turns."""
    asked_about = of_this_week(sources(options.root), options.most)
    table = csv.writer(sys.stdout, lineterminator="\n")
    table.writerow(["id", "archive_url"])
    for source in asked_about:
        found = copy_of(source.url, options.archive)
        # `atlas import archive` refuses the whole table for a copy of another page, or of before the work
        if found is not None and copy_fault(found, source.url, source.issued) is None:
            table.writerow([source.id, found])
        else:
            ask_for_copy(source, options.save)
        time.sleep(options.pause)


def of_this_week(found: list[Source], most: int) -> list[Source]:
    """Return as many of the sources without a copy as one run takes, from where this week's turn begins."""
    pending = [source for source in found if source.is_pending]
    week = datetime.now(tz=UTC).isocalendar().week
    start = week * most % max(1, len(pending))
    in_turn = pending[start:] + pending[:start]
    return in_turn[:most]


def ask_for_copy(source: Source, save: str) -> None:
    """Ask the archive to make a copy, and say so where it does not."""
    try:
        ask(f"{save}/{source.url}", timeout=120)
    except NO_ANSWER:
        print(f"{source.id}: the archive made no copy", file=sys.stderr)


def main() -> None:
    """Run what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=Path, default=ROOT)
    between = "seconds between two requests to one host"
    parser.add_argument("--pause", type=float, default=1.0, help=between)
    commands = parser.add_subparsers(required=True)
    commands.add_parser("links").set_defaults(run=links)
    of_copies = commands.add_parser("copies")
    of_copies.add_argument(
        "--most", type=int, default=100, help="sources that one run asks about"
    )
    of_copies.add_argument("--archive", default="https://archive.org")
    of_copies.add_argument("--save", default="https://web.archive.org/save")
    of_copies.set_defaults(run=copies)
    options = parser.parse_args()
    options.run(options)


if __name__ == "__main__":
    main()
