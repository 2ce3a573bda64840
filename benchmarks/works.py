"""What is measured of the atlas and of its peers, as jobs that can be run in any number of rounds."""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.made_store import clone_store, most_connected, naming_page
from benchmarks.measuring import Measured, timed
from benchmarks.peers import PEERS, Peer, environment, run_environment, tool_environment
from benchmarks.served import Edit, kept, served_edits

REPOSITORY = Path(__file__).parent.parent
LARGEST = {"mkdocs": 10_000, "zensical": 1_000, "hugo": 10_000}
"""Entries up to which a peer takes part."""
LARGEST_EDITED = {"mkdocs": 1_000, "zensical": 1_000, "hugo": 10_000}
"""Entries up to which edits are made in a peer's own server; MkDocs and Zensical make everything again for one."""
EDITS = {"mkdocs": 1, "zensical": 1, "hugo": 2}
"""Edits in a peer's server for each round."""
OWN_EDITS = 2
"""Edits of each sort in the server of the atlas for each round."""

Outcome = dict[str, Measured]
"""What a job measured, by the name of the work."""


@dataclass(frozen=True)
class Job:
    """Something that is run once a round."""

    size: int
    tool: str
    name: str
    run: Callable[[], Outcome]


def jobs(size: int, tools: list[str], folder: Path) -> Iterator[Job]:
    """Yield what is measured on a store of this size, in the order in which it has to be run."""
    store = made_store(folder / f"store-{size}", size)
    if "atlas" in tools:
        yield from _atlas(store, folder, size)
    for peer in PEERS:
        if peer.name in tools and size <= LARGEST[peer.name]:
            programs = environment(peer, folder / "environments")
            yield from _peer(peer, programs, store, folder / f"{peer.name}-{size}", size)


def made_store(root: Path, size: int) -> Path:
    """Make a store with all that `atlas build` needs, unless it is there; what is made from the code is linked."""
    if not (root / ".made").is_file():
        set_aside(root, root.parent)
        print(f"bench: making a store of {size:,} entries", file=sys.stderr)
        clone_store(root, size)
        (root / ".made").touch()
    for name in ("overrides", "generator"):
        (root / name).unlink(missing_ok=True)
        (root / name).symlink_to(REPOSITORY / name, target_is_directory=True)
    shutil.copy(REPOSITORY / "mkdocs.yml", root)
    (root / "content").mkdir(exist_ok=True)
    for page in (REPOSITORY / "content").glob("*.md"):
        if page.name != "index.md":
            shutil.copy(page, root / "content")
    if (REPOSITORY / "content" / "assets").is_dir():
        shutil.copytree(REPOSITORY / "content" / "assets", root / "content" / "assets", dirs_exist_ok=True)
    return root


_SUMMARY = re.compile(r"^summary: [|>].*\n(?:[ ]+.*\n)+", re.MULTILINE)


def with_sentence(text: str, mark: str) -> str:
    """Return the text of an entry with one sentence more at the end of its summary, which cites what the summary cites already."""
    summary = _SUMMARY.search(text)
    cited = re.search(r"\[@[a-z0-9-]+", summary[0] if summary else "")
    assert summary, "the summary is no block of lines"
    assert cited, "the summary cites nothing"
    return f"{text[: summary.end()]}  A sentence was added, {mark} {cited[0]}].\n{text[summary.end() :]}"


def with_name(text: str, mark: str) -> str:
    """Return the text of an entry with another name."""
    return re.sub(r"^name: .*$", f"name: Elsewhere {mark}", text, count=1, flags=re.MULTILINE)


def _page(file: Path) -> str:
    return f"{file.parent.name}/{file.stem}.html"


def _atlas(store: Path, folder: Path, size: int) -> Iterator[Job]:
    """Yield the work of the atlas on a store in the work folder; what is edited is brought back."""
    program = [sys.executable, "-m", "generator", "--root", str(store)]
    variables = tool_environment()
    linked = store / most_connected()
    edits = [
        Edit(linked, _page(linked), with_sentence),
        Edit(small := shortest(store, linked), _page(small), with_sentence),
        Edit(linked, _page(Path(naming_page())), with_name),
    ]

    def cold() -> Outcome:
        forget(store, folder)
        return {"cold-build": _sized(timed([*program, "build"], REPOSITORY, variables), store / "site")}

    def rebuild() -> Outcome:
        with kept(linked) as text:
            linked.write_text(with_sentence(text, _mark()), encoding="utf-8")
            return {"rebuild": _sized(timed([*program, "build"], REPOSITORY, variables), store / "site")}

    def pages() -> Outcome:
        out = store / ".atlas" / "pages"
        set_aside(out, folder)
        alone = [sys.executable, str(REPOSITORY / "benchmarks" / "pages_alone.py"), str(store), str(out)]
        outcome = {"pages": _sized(timed(alone, REPOSITORY, variables), out)}
        set_aside(out, folder)
        return outcome

    def one_edit() -> Outcome:
        serve = [*program, "serve", "--port", "{port}"]
        names = ("one-edit", "one-edit-small", "one-edit-name")
        return dict(zip(names, served_edits(serve, REPOSITORY, variables, edits, OWN_EDITS), strict=True))

    def check_all() -> Outcome:
        return {"check-all": timed([*program, "check", "--no-cache"], REPOSITORY, variables, (0, 1))}

    def check_one() -> Outcome:
        command = [*program, "check", str(linked)]
        timed(command, REPOSITORY, variables, (0, 1))  # what a first check keeps for the next is there
        with kept(linked) as text:
            linked.write_text(with_sentence(text, _mark()), encoding="utf-8")
            return {"check-one": timed(command, REPOSITORY, variables, (0, 1))}

    for job in (cold, rebuild, one_edit, pages, check_all, check_one):
        yield Job(size, "atlas", job.__name__.replace("_", "-"), job)


def _peer(peer: Peer, programs: Path, store: Path, folder: Path, size: int) -> Iterator[Job]:
    """Yield the work of a peer on what the atlas emitted; its first job lays that out."""
    variables = run_environment(programs)
    build, serve = ([str(programs / command[0]), *command[1:]] for command in (peer.build, peer.serve))
    linked = Path(most_connected())
    page = f"{linked.parent.name}/{linked.stem}"
    edited = Edit(folder / peer.page(f"{page}.md"), f"{page}.html", lambda text, mark: f"{text}\nEdited, {mark}.\n")

    def pages() -> Outcome:
        set_aside(folder, folder.parent)
        peer.lay_out(store, folder)
        return {"pages": _sized(timed(build, folder, variables), folder / "site")}

    def rebuild() -> Outcome:
        with kept(edited.file) as text:
            edited.file.write_text(edited.marked(text, _mark()), encoding="utf-8")
            return {"rebuild": _sized(timed(build, folder, variables), folder / "site")}

    def one_edit() -> Outcome:
        return {"one-edit": served_edits(serve, folder, variables, [edited], EDITS[peer.name])[0]}

    for job in (pages, *((rebuild, one_edit) if size <= LARGEST_EDITED[peer.name] else ())):
        yield Job(size, peer.name, job.__name__.replace("_", "-"), job)


def forget(store: Path, folder: Path) -> None:
    """Take away what earlier builds left in a store: site, generated pages, caches."""
    for name in (".atlas", "site", "content/index.md"):
        set_aside(store / name, folder)
    for path in (store / "content").iterdir():
        if path.is_dir() and path.name != "assets":
            set_aside(path, folder)


_TRASH = "trash-"


def set_aside(path: Path, folder: Path) -> None:
    """Move a file or folder, where there is one, into the trash of the work folder, which is on the same disk.

    Nothing is deleted between two measurements: for five minutes ext4 gives no inode that was freed to a new file, and
    steps over them one by one for each (`recently_deleted` in `fs/ext4/ialloc.c`). Making a file after 50,000 were
    deleted takes five to twenty times as long, whichever tool makes it.
    """
    if path.exists():
        path.rename(Path(tempfile.mkdtemp(prefix=_TRASH, dir=folder)) / path.name)


def empty_trash(folder: Path) -> None:
    """Delete what this run and any that was broken off set aside."""
    for path in folder.glob(f"{_TRASH}*"):
        shutil.rmtree(path)


def shortest(store: Path, like: Path) -> Path:
    """Return the shortest entry of the same folder, among those whose summary is a block of lines."""
    files = sorted((store / "entities" / like.parent.name).glob("*.yml"), key=lambda file: (file.stat().st_size, file))
    return next(file for file in files if _SUMMARY.search(file.read_text(encoding="utf-8")))


def _sized(measured: Measured, folder: Path) -> Measured:
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    return Measured(measured.seconds, measured.cpu_seconds, measured.rss_mib, size)


def _mark() -> str:
    return f"mark{time.time_ns()}"
