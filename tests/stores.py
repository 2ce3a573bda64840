"""Stores for tests: entries from small YAML texts, through the real reader, parser and linker."""

from __future__ import annotations

import re
import shutil
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

from euphrates_atlas import kinds
from euphrates_atlas.checks.catalog import faults_of
from euphrates_atlas.diff.changes import RecentDay
from euphrates_atlas.edit.rule_examples import Example
from euphrates_atlas.findings import Fault, Finding, Level, has_errors
from euphrates_atlas.model.atlas import Atlas, Entry
from euphrates_atlas.model.parsing import parse_entry
from euphrates_atlas.model.rules import Check
from euphrates_atlas.render import corrections
from euphrates_atlas.render.entries.entry_page import EntryPages
from euphrates_atlas.render.overviews import change_pages, steps_page
from euphrates_atlas.render.site_input import SiteInput
from euphrates_atlas.settings import Settings
from euphrates_atlas.site import parts
from euphrates_atlas.store.linking import link
from euphrates_atlas.store.store import Store, read_store
from euphrates_atlas.store_check import check_store, review_day
from euphrates_atlas.text.yaml_reader import read_tree
from tests.case_count import FULL

REPOSITORY = Path(__file__).parent.parent
PROGRAM = ("generator", "kinds")
"""The folders of code."""
CORPUS = Path(__file__).parent / "corpus"
"""The worked examples: few enough for many builds."""
FROZEN = Path(__file__).parent / "frozen"
"""A thousand entries as they once stood: nobody corrects them, so tests may name what they say."""

REQUIRED = {
    "groups": {
        "name": "A group",
        "summary": "A group [@s].",
        "reviewed": "2026-11-20",
        "type": "{value: armed-group, cite: [s]}",
    },
    "leaders": {
        "name": "A person",
        "summary": "A person [@s].",
        "reviewed": "2026-11-20",
        "public_role_basis": "{value: holds-office, cite: [s]}",
        "life_status": "{value: unknown, cite: [s]}",
    },
    "bases": {
        "name": "A base",
        "summary": "A base [@s].",
        "reviewed": "2026-11-20",
        "type": "{value: air-base, cite: [s]}",
        "place": "{value: town, precision: settlement, cite: [s]}",
    },
    "strikes": {
        "name": "An event",
        "summary": "An event [@s].",
        "reviewed": "2026-11-20",
        "type": "{value: other, cite: [s]}",
        "date": "{value: 2021, cite: [s]}",
        "place": "{value: town, precision: settlement, cite: [s]}",
    },
    "sources": {
        "title": "A work",
        "type": "article-newspaper",
        "publisher": "paper",
        "issued": "2021-02-15",
        "language": "en",
        "url": "https://example.org/",
    },
    "publishers": {"name": "A publisher", "type": "newspaper"},
    "places": {"name": "A place", "type": "country", "country": "IQ"},
}
"""What an entry of each folder must have; a text that leaves it out gets it from here."""

SURROUNDINGS = {
    "sources/s": "",
    "publishers/paper": "",
    "places/land": "",
    "places/province": "{type: governorate, within: land}",
    "places/town": "{type: settlement, governorate: province, coordinates: [34.37, 41.09]}",
    "places/elsewhere": "{type: settlement, within: land, coordinates: [36.19, 44.01]}",
    "groups/g1": "",
    "groups/g2": "",
    "groups/g3": "",
    "bases/site1": "",
    "leaders/p1": "",
    "strikes/e1": "",
    "strikes/e2": "",
}
"""Entries that others may refer to."""


def atlas_of(texts: Mapping[str, str]) -> Atlas:
    """Return the atlas of these entries (`folder/id` to YAML) and of what surrounds them; nothing may be wrong."""
    atlas, faults = linked(texts)
    assert [f"{entry.id} {fault.path}: {fault.message}" for entry, fault in faults] == []
    return atlas


def linked(texts: Mapping[str, str]) -> tuple[Atlas, list[tuple[Entry, Fault]]]:
    """Return the atlas of these entries and of what surrounds them, and what linking finds."""
    entries = [_entry(path, text) for path, text in ({**SURROUNDINGS, **texts}).items()]
    return atlas_and_faults(entries)


def atlas_and_faults(
    entries: Iterable[Entry], unread: frozenset[str] = frozenset()
) -> tuple[Atlas, list[tuple[Entry, Fault]]]:
    """Link entries; return their atlas, and what is wrong with their references and prose."""
    links = link(entries, unread)
    return links.atlas, links.faults()


def run_rule(rule: Check, atlas: Atlas, today: date | None = None) -> list[Fault]:
    """Return the faults that one rule finds in all entries."""
    return [fault for _, fault in _broken(rule, atlas, today)]


def broken_by(rule: Check, atlas: Atlas, today: date | None = None) -> list[str]:
    """Return the ids of the entries that break one rule, once for each fault."""
    return [entry.id for entry, _ in _broken(rule, atlas, today)]


def faults_at(id: str, rule: Check, atlas: Atlas) -> list[Fault]:
    """Return the faults that one rule finds in an entry."""
    return [fault for entry, fault in _broken(rule, atlas, None) if entry.id == id]


def _broken(rule: Check, atlas: Atlas, today: date | None) -> Iterator[tuple[Entry, Fault]]:
    entries = list(atlas.entries.values())
    return faults_of(rule, atlas, today, entries)


def completed(folder: str, text: str) -> str:
    """Return the YAML of an entry with the required fields that it leaves out in front."""
    text = text.strip()
    if text.startswith("{"):
        text = "\n".join(re.split(r", (?=\w+: )", text[1:-1]))
    held = set(re.findall(r"^(\w+):", text, re.MULTILINE))
    return "\n".join([*(f"{k}: {v}" for k, v in REQUIRED[folder].items() if k not in held), text]) + "\n"


def write_store(root: Path, texts: Mapping[str, str]) -> Settings:
    """Write entries (`folder/id` to YAML, taken as they are) below `root` and return its settings."""
    for path, text in texts.items():
        file = root / "entities" / f"{path}.yml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return Settings(root)


@cache
def corpus() -> Atlas:
    """Return the checked atlas of the worked examples."""
    checked = check(Settings(CORPUS))
    assert errors_and_warnings(checked) == []
    assert checked.atlas is not None
    return checked.atlas


@cache
def _store(root: Path) -> Store:
    store = read_store(Settings(root))
    store.gather_references()
    return store


def frozen_store() -> Atlas:
    """Return the atlas of the frozen entries."""
    return _store(FROZEN).atlas


def real_store(root: Path = REPOSITORY) -> Atlas:
    """Return the atlas of the repository, for tests that are marked `real_store`; in `root` what a build there has read is not read again."""
    return _store(root).atlas


def whole_store() -> Atlas:
    """Return the frozen entries, in `make test-all` those of the repository: for tests of properties that any store has."""
    return real_store() if FULL else frozen_store()


class Pages(Mapping[str, bytes]):
    """The generated pages of an atlas by path; one that is asked for is made alone, or with those of its folder."""

    def __init__(self, site: SiteInput) -> None:
        self.site = site
        self._parts = [*parts.parts(site, EntryPages(site.atlas, site.today))]
        self._made: dict[int, dict[str, bytes]] = {}

    def __getitem__(self, path: str) -> bytes:
        if "_all" in vars(self):
            return self._all[path]
        covers = [(cover, n) for n, part in enumerate(self._parts) for cover in part.covers if path.startswith(cover)]
        for _, number in sorted(covers, key=lambda found: (-len(found[0]), found[1])):
            if path in (files := self._files(number)):
                return files[path]
        raise KeyError(path)

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def below(self, folder: str) -> dict[str, str]:
        """Return the pages of an overview."""
        (number,) = (n for n, part in enumerate(self._parts) if part.covers == (f"{folder}/",))
        return {path: data.decode() for path, data in self._files(number).items()}

    def among(self, folders: Container[str]) -> dict[str, str]:
        """Return the pages below these folders by path; no others are made, but the first page."""
        wanted = [n for n, part in enumerate(self._parts) if any(c.partition("/")[0] in folders for c in part.covers)]
        made = [*wanted, *(n for n, part in enumerate(self._parts) if part.covers == ("",))]
        pages = {path: data.decode() for n in made for path, data in self._files(n).items() if path.endswith(".md")}
        return {path: pages[path] for path in sorted(pages) if path.partition("/")[0] in folders}

    @cached_property
    def _all(self) -> dict[str, bytes]:
        of_entries = EntryPages(self.site.atlas, self.site.today)
        across = [overview.pages(self.site) for overview in parts.OVERVIEWS]
        across.append(steps_page.pages(self.site, of_entries.head))
        made = (*across, *map(of_entries.of, self.site.atlas.entries.values()))
        pages = {path: text for files in made for path, text in files if isinstance(text, str)}
        return {path: pages[path].encode() for path in sorted(pages)}

    def _files(self, number: int) -> dict[str, bytes]:
        if number not in self._made:
            files = self._parts[number].make()
            self._made[number] = {path: text.encode() for path, text in files if isinstance(text, str)}
        return self._made[number]


def render_pages(
    atlas: Atlas,
    findings: Sequence[Finding] = (),
    today: date | None = None,
    examples: Mapping[str, Example] | None = None,
    history: Sequence[RecentDay] | None = None,
) -> Pages:
    """Return every generated page of an atlas, by its path. See `SiteInput` for the other arguments."""
    return Pages(SiteInput(atlas, lambda: findings, today, examples or {}, lambda: history))


def render_feeds(atlas: Atlas, history: Sequence[RecentDay] | None = None) -> dict[str, bytes]:
    """Return the feeds of an atlas, by their paths."""
    site = SiteInput(atlas, read_history=lambda: history)
    files = [*change_pages.pages(site), *corrections.pages(site)]
    return {path: content for path, content in files if isinstance(content, bytes)}


@cache
def corpus_pages() -> Mapping[str, bytes]:
    """Return the pages of the worked examples: the data of each file by its path."""
    return render_pages(corpus())


def site_copy(root: Path, *, entities: Path, without: Iterable[str] = (), generator: bool = False) -> Path:
    """Make a folder in which the site of `entities` can be built; generator and kinds are copied only where asked for.

    `without` names entries (`folder/id`) to leave out. What is not copied is linked, and no test writes through it.
    """
    root.mkdir(parents=True)
    for name in ("overrides", *([] if generator else PROGRAM)):
        (root / name).symlink_to(REPOSITORY / name, target_is_directory=True)
    if generator:
        ignored = shutil.ignore_patterns("__pycache__")
        for name in PROGRAM:
            shutil.copytree(REPOSITORY / name, root / name, ignore=ignored)
    for name in ("mkdocs.yml", "subject.yml"):
        shutil.copy(REPOSITORY / name, root / name)
    (root / "content").mkdir()
    for page in sorted((REPOSITORY / "content").glob("*.md")):
        shutil.copy(page, root / "content" / page.name)
    if (REPOSITORY / "content" / "assets").is_dir():
        shutil.copytree(REPOSITORY / "content" / "assets", root / "content" / "assets")
    shutil.copytree(entities, root / "entities")
    for path in without:
        (root / "entities" / f"{path}.yml").unlink()
    return root


class Checked(NamedTuple):
    """A checked store: its atlas, if nothing forbids it, and all findings."""

    atlas: Atlas | None
    findings: list[Finding]


def check(settings: Settings, *, cached: bool = True, notes: bool = True) -> Checked:
    """Read, link and check a whole store."""
    store = read_store(settings, cached=cached)
    findings = check_store(store, review_day(settings), notes=notes)
    return Checked(None if has_errors(findings) else store.atlas, findings)


def errors_and_warnings(checked: Checked) -> list[str]:
    """Return the errors and warnings of a run, a line each; notes are work to do."""
    return [
        f"{d.file}:{d.span.line} {d.rule.code} {d.message}" for d in checked.findings if d.rule.level is not Level.NOTE
    ]


def _entry(path: str, text: str) -> Entry:
    folder, _, id = path.partition("/")
    tree = read_tree(f"entities/{path}.yml", completed(folder, text).encode())
    assert not isinstance(tree, list), [d.message for d in tree]
    entry = parse_entry(id, tree, kinds.record_types()[folder])
    assert not isinstance(entry, list), [f"{d.span.line}: {d.message}" for d in entry]
    return entry
