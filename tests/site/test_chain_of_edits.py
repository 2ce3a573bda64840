"""After any chain of edits the served files are those of a build from nothing."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest

from euphrates_atlas import cli
from tests.case_count import FULL
from tests.folders import files
from tests.site.serving import Served, started
from tests.stores import CORPUS, site_copy

EDITS = 15 if FULL else 8
READ = (("groups/index.html", "groups/kataib-hezbollah.html"), ("sitemap.xml", "places/kalsu.html", "data/all.json"))
"""What some readers ask for while entries are saved."""
NEW = """\
name: Brigade {number}
summary: A group beside [[{other}]] [@winep-2024-sad].
type: {{value: armed-group, cite: [winep-2024-sad]}}
reviewed: 2026-11-20
"""


def renamed(text: str, number: int) -> str:
    """Give an entry another name or title."""
    return re.sub(r"^(name|title): .*$", rf"\1: Called {number}", text, count=1, flags=re.MULTILINE)


def reworded(text: str, number: int) -> str:
    """Add words to its summary."""
    return re.sub(r"^(summary: (?:>-\n +)?)", rf"\1Words {number} and more ", text, count=1, flags=re.MULTILINE)


def with_gap(text: str, number: int) -> str:
    """Say that something is not known."""
    return re.sub(r"^reviewed: .*$", rf"reviewed: 2026-11-{number + 1:02}\n", text, count=1, flags=re.MULTILINE)


SORTS: tuple[Callable[[str, int], str], ...] = (renamed, reworded, with_gap)


def change(served: Served, random: Random, number: int) -> bool:
    """Make one edit: to an entry, a new one, or one that goes; tell whether it says something else than before."""
    folder = served.root / "entities"
    made = sorted((folder / "groups").glob("made-*.yml"))
    if number % 5 == 2:
        other = random.choice(sorted((folder / "groups").glob("k*.yml"))).stem
        served.write(f"groups/made-{number}", NEW.format(number=number, other=other))
    elif number % 5 == 4 and made:
        random.choice(made).unlink()
    else:
        file = random.choice(sorted(folder.glob("*/*.yml")))
        path = file.relative_to(folder).with_suffix("").as_posix()
        text = random.choice(SORTS)(served.read(path), number)
        is_other = text != served.read(path)
        served.write(path, text)
        return is_other
    return True


@contextmanager
def reading_on(served: Served) -> Iterator[set[int]]:
    """Let readers ask for pages all the while; yields the statuses of their answers."""
    statuses: set[int] = set()
    is_over = threading.Event()

    def read(addresses: tuple[str, ...]) -> None:
        while not is_over.wait(0.02):
            statuses.update(served.get(address)[0] for address in addresses)

    readers = [threading.Thread(target=read, args=(addresses,)) for addresses in READ]
    for reader in readers:
        reader.start()
    try:
        yield statuses
    finally:
        is_over.set()
        for reader in readers:
            reader.join()


def test_a_chain_of_edits_leads_to_what_a_build_makes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Saves follow one another faster than all that they concern can be made."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795215600")
    random = Random(20261120)
    root = site_copy(tmp_path / "atlas", entities=CORPUS / "entities")
    with started(root) as served, reading_on(served) as statuses:
        served.settle()
        for number in range(EDITS):
            number_of_change = served.state()["change"]
            if change(served, random, number) and number % 3 == 0:
                served.until(lambda n=number_of_change: served.state()["change"] != n, "something that changed")
            if number % 7 == 6:
                served.settle()
        served.write("groups/made-last", NEW.format(number=99, other="kataib-hezbollah"))
        served.until(lambda: served.get("groups/made-last.html")[0] == 200, "the last page")
        served.settle()
        assert served.state()["grave"] is False, served.report
        fresh = site_copy(tmp_path / "fresh", entities=root / "entities")
        assert cli.main(["--root", str(fresh), "build"]) == 0
        built = files(fresh / "site")
        served_files = served.files(built)
        assert [path for path, data in built.items() if served_files.get(path) != data] == []
        gone = {f"groups/made-{number}.html" for number in range(EDITS)} - built.keys()
        assert served.files(gone) == {}
        assert statuses <= {200, 404}
