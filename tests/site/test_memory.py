"""A build that remembers writes what a fresh one writes, and makes few pages for one edit."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from copy import copy
from itertools import islice
from pathlib import Path

import pytest

from generator.cli import main
from generator.model.atlas import Atlas, Entry
from generator.render.entries.entry_page import EntryPages
from generator.settings import Settings
from generator.site.memory import PageMemory
from generator.store import database
from generator.store import store as reading
from generator.store.store import Store, read_store
from tests.case_count import FULL, sample
from tests.edits import edits
from tests.folders import files
from tests.overlays import REAL
from tests.stores import CORPUS, REPOSITORY, site_copy

MOST_FOR_A_SENTENCE = 12
"""Entries that are made again for a word in the one with the fewest ties."""


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """One day for all builds, one process, and a database for small stores too."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795215600")
    monkeypatch.setenv("ATLAS_PROCESSES", "1")
    monkeypatch.setattr(reading, "MIN_CACHED", 0)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the entries whose pages were made, in this process."""
    ids: list[str] = []
    of = EntryPages.of

    def counting(self: EntryPages, entry: Entry) -> Iterator[tuple[str, str]]:
        ids.append(entry.id)
        return of(self, entry)

    monkeypatch.setattr(EntryPages, "of", counting)
    return ids


def build(root: Path, command: str = "build", *options: str) -> None:
    assert main(["--root", str(root), command, *options]) == 0


def outputs(root: Path) -> dict[str, bytes]:
    """Return the site and the generated content."""
    return files(root / "site") | {f"content/{path}": data for path, data in files(root / "content").items()}


def differing(root: Path, fresh: Path) -> list[str]:
    """Return the paths of files that differ from those of a copy of the store in which there never was a build."""
    shutil.rmtree(fresh, ignore_errors=True)
    build(site_copy(fresh, entities=root / "entities"))
    here, there = outputs(root), outputs(fresh)
    return sorted(path for path in here | there if here.get(path) != there.get(path))


@pytest.mark.parametrize(
    ("store", "processes", "rounds", "number"),
    [(CORPUS / "entities", "1", 2, 5), (CORPUS / "entities", "2", 2, 4), (REAL, "1", 1, 8)]
    if FULL
    else [(CORPUS / "entities", "2", 1, 8)],
)
def test_a_build_that_remembers_writes_what_a_fresh_one_writes(
    store: Path,
    processes: str,
    rounds: int,
    number: int,
    tmp_path: Path,
    made: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Every file of content and site, after a number of edits in each round; most of the other pages are not made again.

    Of the worked examples; in `make test-all` of the real store too.
    """
    monkeypatch.setenv("ATLAS_PROCESSES", processes)
    root = site_copy(tmp_path / "atlas", entities=store)
    build(root)
    sorts = edits(root, seed=11)
    for _ in range(rounds):
        done = [*islice(sorts, number)]
        made.clear()
        build(root)
        assert len(made) < len([*store.glob("*/*.yml")]) * 0.75, done
        assert differing(root, tmp_path / "fresh") == [], done


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The worked examples, in `make test-all` the real store, its pages generated; who changes it brings it back."""
    root = tmp_path_factory.mktemp("real")
    shutil.copytree(REAL if FULL else CORPUS / "entities", root / "entities")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("SOURCE_DATE_EPOCH", "1795215600")
        patched.setenv("ATLAS_PROCESSES", "1")
        patched.setattr(reading, "MIN_CACHED", 0)
        build(root, "generate")
    return root


def test_a_word_makes_few_pages_anew(real: Path, made: list[str]) -> None:
    """Those of the entry and of the ones that look it up; a comment writes nothing at all."""
    build(real, "generate")
    assert made == []
    texts = {path.stem: path.read_text(encoding="utf-8") for path in (real / "entities").glob("*/*.yml")}

    def ties(path: Path) -> int:
        return sum(path.stem in text or id in texts[path.stem] for id, text in texts.items())

    cited = (path for path in sorted((real / "entities").glob("*/*.yml")) if " [@" in texts[path.stem])
    file = min(cited, key=ties)
    text = file.read_text(encoding="utf-8")
    try:
        file.write_text(re.sub(r" \[@", " anew [@", text, count=1), encoding="utf-8")
        build(real, "generate")
        assert file.stem in made
        assert len(made) <= MOST_FOR_A_SENTENCE
        before = files(real / "content")
        file.write_text(f"{file.read_text(encoding='utf-8')}# nobody reads this\n", encoding="utf-8")
        build(real, "generate")
        assert files(real / "content") == before
    finally:
        file.write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the worked examples."""
    root = site_copy(tmp_path_factory.mktemp("worked") / "atlas", entities=CORPUS / "entities")
    (root / "overrides").unlink()
    shutil.copytree(REPOSITORY / "overrides", root / "overrides", symlinks=True)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("SOURCE_DATE_EPOCH", "1795215600")
        patched.setenv("ATLAS_PROCESSES", "1")
        patched.setattr(reading, "MIN_CACHED", 0)
        build(root)
    return root


def test_a_file_that_was_changed_by_hand_is_made_again(built: Path, made: list[str]) -> None:
    """So is one that is gone, and no other: no text is kept but where it was written."""
    build(built)
    made.clear()
    before = outputs(built)
    (built / "content" / "places" / "kalsu.md").write_bytes(b"changed")
    (built / "content" / "places" / "erbil.md").unlink()
    (built / "site" / "places" / "al-qaim.html").write_bytes(before["places/al-qaim.html"][:-1] + b" ")
    build(built)
    assert sorted(made) == ["al-qaim", "erbil", "kalsu"]
    assert outputs(built) == before


def changed(file: str, old: str, new: str) -> Callable[[Path, pytest.MonkeyPatch], object]:
    def change(root: Path, _: pytest.MonkeyPatch) -> None:
        text = (root / file).read_text(encoding="utf-8")
        assert old in text
        (root / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


SHARED: dict[str, Callable[[Path, pytest.MonkeyPatch], object]] = {
    "nothing": lambda root, patched: None,
    "the day": lambda root, patched: patched.setenv("SOURCE_DATE_EPOCH", "2000000000"),
    "the address": lambda root, patched: patched.setenv("ATLAS_SITE_URL", "https://elsewhere.example/"),
    "mkdocs.yml": changed("mkdocs.yml", "repo_name: Repository", "repo_name: Of the test"),
    "subject.yml": changed("subject.yml", "name: ", "name: The "),
    "the theme": changed("overrides/main.html", "<meta charset", "<!-- anew --><meta charset"),
    "the program": lambda root, patched: (
        patched.setattr(database, "program_hash", lambda: b"another"),
        patched.setattr(reading, "content_hash", lambda file, data: database.content_hash(f"{file}!", data)),
    ),
}


@pytest.mark.parametrize("what", sample(SHARED, every=2))
def test_what_all_pages_share_makes_all_anew(
    built: Path, made: list[str], what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every second thing is tried, in `make test-all` all."""
    build(built)
    saved = {path: path.read_bytes() for path in built.iterdir() if path.is_file()}
    saved[built / "overrides" / "main.html"] = (built / "overrides" / "main.html").read_bytes()
    made.clear()
    SHARED[what](built, monkeypatch)
    build(built)
    assert len(made) == (0 if what == "nothing" else len([*(CORPUS / "entities").glob("*/*.yml")]))
    for path, data in saved.items():
        path.write_bytes(data)


LOOKS: dict[str, tuple[Callable[[Atlas], object], str]] = {
    "an entry": (lambda atlas: atlas.entries["kalsu"], "kalsu"),
    "who names it": (lambda atlas: atlas.mentions.get("kalsu"), "camp-kalsu"),
    "who cites it": (lambda atlas: atlas.uses.get("winep-2024-sad"), "kataib-sayyid-al-shuhada"),
    "its prose": (lambda atlas: atlas.prose["camp-kalsu"], "camp-kalsu"),
    "whether there is one": (lambda atlas: "muslim-shahdan" in atlas.entries, "muslim-shahdan"),
    "itself": (lambda atlas: None, "erbil"),
    "all entries": (lambda atlas: [*atlas.entries.values()], ""),
    "how often anything is cited": (lambda atlas: len(atlas.uses), ""),
    "how many entries there are": (lambda atlas: atlas.once("number", lambda: len(atlas.entries)), ""),
}


@pytest.mark.parametrize(("look", "id"), LOOKS.values(), ids=LOOKS)
def test_a_page_is_remembered_by_what_was_looked_up_for_it(look: Callable[[Atlas], object], id: str) -> None:
    """As long as this is as it was; one that reads or counts all entries is not remembered."""
    store = read_store(Settings(CORPUS), cached=False)
    memory = PageMemory(store, {})
    memory.share("of all")
    for _ in range(2):  # the second time it is worked out already
        memory.begin("erbil")
        look(memory.atlas)
        row = memory.end("erbil", ("title",), (), ())
        assert (row is not None) == bool(id)

    def recalled(store: Store, title: str = "title", shared: str = "of all") -> bool:
        later = PageMemory(store, {"erbil": row})
        later.share(shared)
        return later.recall("erbil", (title,)) is not None

    changed = [recalled(store, "another"), recalled(store, shared="another")]
    others = [copy(store) for _ in range(2)]
    for other, changed_id in zip(others, (id, "israel"), strict=True):
        other.hashes = {**store.hashes, changed_id: b"new"}
    assert [recalled(store), *changed, *map(recalled, others)] == [bool(id), False, False, False, bool(id)]
