"""What one more entry costs a host that keeps the site in git: .venv/bin/python benchmarks/added_entry.py

Builds the site of the real store twice, the second time with a group that nobody names, and prints how many files change, their
bytes, and how much a git repository of the site grows when both versions are packed.
"""

from __future__ import annotations

import argparse
import filecmp
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.made_store import REPOSITORY
from benchmarks.tools import AUTHOR, atlas, laid_out_store, variables

NEW = """\
name: Example Brigade of Nobody
summary: >-
  A group that was named once [@{source}].
type: {{value: armed-group, cite: [{source}]}}
reviewed: 2026-11-27
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        size = len([*(REPOSITORY / "entities").glob("*/*.yml")])
        store = laid_out_store(work / "store", size)
        before = packed_size(store, work / "git")
        kept = work / "before"
        (store / "site").rename(kept)
        add_entry(store)
        after = packed_size(store, work / "git")
        files = list(changed(kept, store / "site"))
    print(f"{len(files)} files change, {_megabytes(sum(files), 1)}")
    more = _megabytes(after - before, 2)
    print(
        f"packed by git: {_megabytes(before, 1)}, then {_megabytes(after, 1)}: {more} more"
    )


def add_entry(store: Path) -> None:
    """Write a group that nobody names, which cites a source of the store."""
    source = min((store / "entities" / "sources").glob("*.yml"))
    file = store / "entities" / "groups" / "example-brigade-of-nobody.yml"
    file.write_text(NEW.format(source=source.stem), "utf-8")


def packed_size(store: Path, repository: Path) -> int:
    """Build the site, commit it and return the bytes of the packed repository."""
    subprocess.run(
        atlas(store, "build"),
        cwd=REPOSITORY,
        env=variables(),
        check=True,
        stdout=subprocess.DEVNULL,
    )
    site = store / "site"
    git = ["git", f"--git-dir={repository}", f"--work-tree={site}", *AUTHOR]
    for command in (
        ["init", "-q"],
        ["add", "-A"],
        ["commit", "-q", "-m", "Site"],
        ["gc", "-q", "--prune=now"],
    ):
        subprocess.run([*git, *command], check=True)
    packs = (repository / "objects" / "pack").glob("*.pack")
    return sum(file.stat().st_size for file in packs)


def changed(before: Path, after: Path) -> Iterator[int]:
    """Yield the bytes of each file that is new or not as it was."""
    for file in after.rglob("*"):
        if not file.is_file():
            continue
        old = before / file.relative_to(after)
        is_same = old.is_file() and filecmp.cmp(old, file, shallow=False)
        if not is_same:
            yield file.stat().st_size


def _megabytes(size: int, digits: int) -> str:
    return f"{size / 1e6:.{digits}f} MB"


if __name__ == "__main__":
    main()
