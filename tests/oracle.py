"""Everything that the program made at one commit, to compare with everything that it makes now.

    python -m tests.oracle inputs WORK            # once: stores as they were at the base commit
    python -m tests.oracle record WORK OUT        # the outputs of the program in this checkout; or of the sites named
    python -m tests.oracle compare BEFORE AFTER   # names of the outputs that differ; exit status 1 where any does

The inputs are the real store, the worked examples, the stores of every rule and one of hostile entries. The outputs are
`site/` and `content/` of the first two, and the texts of `check`, `fmt --check`, `diff` and `find`. To record what an
older commit makes, run `record` in a checkout of it.
"""

from __future__ import annotations

import filecmp
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout, suppress
from io import StringIO
from pathlib import Path

BASE = "bfc05f296"  # a later one when the checks refuse its entries
REPOSITORY = Path(__file__).resolve().parent.parent
SITES = ("real", "corpus")
QUERIES = (
    "kataib hizballah",
    "كتائب",
    "Soleimani",
    "qasim sulaymani",
    "https://www.shafaq.com/en/",
    "ain al asad",
    "kalsu",
    "drone",
    "nothing like this",
    "badr organisaton",
)
_MAKE_INPUTS = """
import sys
from pathlib import Path
from tests.safety.test_every_field import FOLDERS, PAYLOADS, TAKEN, in_order
from tests.safety.walks import places, quoted, richest, tree_of, with_text
work = Path(sys.argv[1])
for folder in FOLDERS:
    file = richest(folder)
    text = file.read_text("utf-8")
    scalars = [scalar for _, scalar in in_order(places(tree_of(file.name, text)))]
    target = work / "hostile" / "entities" / folder
    target.mkdir(parents=True)
    for turn in range(len(TAKEN)):
        spoilt = text
        for index, scalar in reversed([*enumerate(scalars)]):
            spoilt = with_text(spoilt, scalar, quoted(TAKEN[(turn + index) % len(TAKEN)]))
        (target / f"quoted-{turn}.yml").write_bytes(spoilt.encode("utf-8", "surrogatepass"))
    for index, scalar in enumerate(scalars):
        for step in range(4):
            spoilt = with_text(text, scalar, PAYLOADS[(index * 4 + step * 29) % len(PAYLOADS)])
            (target / f"bare-{index}-{step}.yml").write_bytes(spoilt.encode("utf-8", "surrogatepass"))
"""


def main(arguments: list[str]) -> int:
    """Do what the first argument says."""
    match arguments:
        case ["inputs", work]:
            make_inputs(Path(work).resolve())
        case ["record", work, out, *sites]:
            record(Path(work).resolve(), Path(out).resolve(), sites or SITES)
        case ["compare", before, after]:
            different = [*differences(Path(before), Path(after))]
            print("\n".join(different[:200]))
            print(f"{len(different)} of {sum(1 for _ in files(Path(before)))} outputs differ")
            return bool(different)
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    return 0


def make_inputs(work: Path) -> None:
    """Make the stores, out of what the base commit has and with its own tools."""
    real = work / "real"
    git = ["git", "-c", "advice.detachedHead=false"]
    subprocess.run([*git, "clone", "--quiet", "--no-checkout", str(REPOSITORY), str(real)], check=True)
    subprocess.run([*git, "checkout", "--quiet", BASE], cwd=real, check=True)
    environment = {**os.environ, "PYTHONPATH": str(real / "generator")}
    subprocess.run([sys.executable, "-c", _MAKE_INPUTS, str(work)], cwd=real, env=environment, check=True)
    shutil.copytree(real / "tests" / "corpus" / "entities", work / "corpus" / "entities")
    edited = work / "edited"
    shutil.copytree(real, edited, symlinks=True)
    for number, path in enumerate(sorted(edited.glob("entities/*/*.yml"))[::9]):
        path.write_text(edit(path.read_text("utf-8"), number), "utf-8")
    rules = real / "tests" / "rules"
    for case in sorted(rules.glob("A*/*/")):
        store = work / "rules" / f"{case.parent.name}-{case.name}" / "entities"
        shutil.copytree(rules / "_base" / "entities", store)
        shutil.copytree(case, store, dirs_exist_ok=True)


def edit(text: str, number: int) -> str:
    """Return an entry with some of its values, words or sources changed, which of them depends on the number."""
    pattern, new = (
        (r"\bvalue: (\d)", r"value: 1\1"),
        (r"\bcite: \[[^,\]]+, ", "cite: ["),
        (r"\b(said|start|end): ([12]\d{3})\b", r"\1: 2001"),
        (r"\b(summary|name|title): (\w+)", r"\1: Other \2"),
        (r"\b(confidence): \w+", r"\1: low"),
    )[number % 5]
    return re.sub(pattern, new, text, count=1 + number % 3)


def record(work: Path, out: Path, sites: Sequence[str]) -> None:
    """Write every output below `out`."""
    shutil.rmtree(out, ignore_errors=True)
    os.environ["SOURCE_DATE_EPOCH"] = "1795215600"  # 20 November 2026
    for name in sites:
        store = out / name
        make_repository(work, name, store)
        built = subprocess.run(
            [sys.executable, "-m", "euphrates_atlas", "--root", str(store), "build"],
            cwd=REPOSITORY,
            capture_output=True,
            text=True,
            check=False,
        )
        if built.returncode:
            sys.exit(f"{name} cannot be built:\n{built.stdout}{built.stderr}")
        write_texts(out / "texts" / name, store, QUERIES)
        for folder in store.iterdir():
            if folder.name not in ("site", "content"):
                folder.unlink() if folder.is_symlink() or folder.is_file() else shutil.rmtree(folder)
    for format in ("text", "json", "markdown"):
        write(out / "texts" / "edited" / f"diff.{format}", run(work / "edited", "diff", "HEAD", "--format", format))
    for store in [work / "hostile", work / "edited", *sorted((work / "rules").iterdir())]:
        write_texts(out / "texts" / store.name, store)


def make_repository(work: Path, name: str, store: Path) -> None:
    """Make a folder in which the site of a store can be built by the program in this checkout."""
    if name == "real":
        shutil.copytree(work / "real", store, symlinks=True)
    else:
        shutil.copytree(work / name / "entities", store / "entities")
        shutil.copytree(work / "real" / "benchmarks" / "recorded", store / "benchmarks" / "recorded")
    for folder in ("generator", "kinds", "overrides", "content"):
        with suppress(FileNotFoundError):
            shutil.rmtree(store / folder)
    for folder in ("generator", "kinds", "overrides"):
        (store / folder).symlink_to(REPOSITORY / folder, target_is_directory=True)
    for file in REPOSITORY.glob("*.yml"):
        shutil.copy(file, store)
    (store / "content").mkdir()
    for path in subprocess.check_output(["git", "ls-files", "content"], cwd=REPOSITORY, text=True).split():
        (store / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(REPOSITORY / path, store / path)


def write_texts(out: Path, store: Path, queries: tuple[str, ...] = ()) -> None:
    """Write what the commands that only read say of a store."""
    write(out / "check.json", run(store, "check", "--notes", "--format", "json"))
    write(out / "check.txt", run(store, "check", "--notes"))
    write(out / "fmt.txt", run(store, "fmt", "--check"))
    for number, query in enumerate(queries):
        write(out / f"find-{number}.txt", run(store, "find", query))


def write(path: Path, text: str) -> None:
    """Write a text and make its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8", "surrogatepass")


def run(store: Path, *arguments: str) -> str:
    """Return what a command prints, then its exit status."""
    from euphrates_atlas.cli import main as atlas

    printed, told = StringIO(), StringIO()
    with redirect_stdout(printed), redirect_stderr(told):
        status = atlas(["--root", str(store), *arguments])
    return f"{printed.getvalue()}\n{told.getvalue()}\n{status}\n".replace(str(store), "STORE")


def differences(before: Path, after: Path) -> Iterator[str]:
    """Yield the outputs that are only on one side, or have other bytes."""
    old, new = set(files(before)), set(files(after))
    left_out = tuple(f"{prefix}{name}/" for name in SITES if not (after / name).is_dir() for prefix in ("", "texts/"))
    yield from (f"gone: {path}" for path in sorted(old - new) if not path.startswith(left_out or "\0"))
    yield from (f"new: {path}" for path in sorted(new - old))
    same = sorted(old & new)
    yield from (f"other: {path}" for path in same if not filecmp.cmp(before / path, after / path, shallow=False))


def files(folder: Path) -> Iterator[str]:
    """Yield the paths of all files below a folder."""
    return (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
