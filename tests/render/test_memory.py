"""Pages that are remembered are those that would be rendered, after any edit, and few are rendered for one."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from generator import cache, pipeline
from generator.cache import Cache
from generator.render.memory import Memory, Rendered
from generator.render.pages import render_pages
from generator.settings import Settings
from tests.stores import CORPUS

EDITS = 16


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Return a copy of the worked examples."""
    shutil.copytree(CORPUS / "entities", tmp_path / "entities")
    return tmp_path


def made(root: Path, today: date | None = None) -> tuple[dict[str, bytes], int] | None:
    """Return the pages of a store as a build makes them, and how many entries were rendered; None where the store has errors."""
    checked = pipeline.check(Settings(root), notes=False)
    if checked.atlas is None:
        return None
    memory = Memory(checked.atlas, checked.contents, Cache(root / "cache" / "pages.sqlite"), Written(root).held)
    pages = render_pages(checked.atlas, checked.diagnostics, today, memory=memory)
    Written(root).write(pages)
    return pages, memory.rendered


class Written:
    """The pages as they were written."""

    def __init__(self, root: Path) -> None:
        self._folder = root / "written"

    def held(self, path: str) -> bytes | None:
        file = self._folder / path
        return file.read_bytes() if file.is_file() else None

    def write(self, pages: dict[str, bytes]) -> None:
        for path, data in pages.items():
            (self._folder / path).parent.mkdir(parents=True, exist_ok=True)
            (self._folder / path).write_bytes(data)


def anew(root: Path, today: date | None = None) -> dict[str, bytes]:
    checked = pipeline.check(Settings(root), notes=False)
    assert checked.atlas is not None
    return render_pages(checked.atlas, checked.diagnostics, today)


def edits(root: Path, chance: random.Random) -> Iterator[tuple[Path, str]]:
    """Yield files with another text, without end: names, values, statements and whole fields changed, added, taken away."""
    while True:
        file = chance.choice(sorted((root / "entities").glob("*/*.yml")))
        text = file.read_text(encoding="utf-8")
        lines = text.splitlines(keepends=True)
        match chance.randrange(6):
            case 0:
                yield file, re.sub(r"^(name|title): (.*)$", r"\1: \2 anew", text, count=1, flags=re.MULTILINE)
            case 1:
                starts = [n for n, line in enumerate(lines) if re.match(r"\w", line)] + [len(lines)]
                which = chance.randrange(len(starts) - 1)
                yield file, "".join(lines[: starts[which]] + lines[starts[which + 1] :])
            case 2:
                items = [n for n, line in enumerate(lines) if re.match(r"  - \{.*\}\n", line)]
                if items:
                    which = chance.choice(items)
                    yield file, "".join(lines[:which] + lines[which + 1 :])
            case 3:
                years = [*re.finditer(r"\b20[012][0-9]\b", text)]
                if years:
                    year = chance.choice(years)
                    yield file, f"{text[: year.start()]}20{chance.randrange(10, 26)}{text[year.end() :]}"
            case 4:
                others = sorted((root / "entities" / "publishers").glob("*.yml"))
                yield (
                    file,
                    re.sub(r"^publisher: .*$", f"publisher: {chance.choice(others).stem}", text, flags=re.MULTILINE),
                )
            case _:
                other = chance.choice(sorted(file.parent.glob("*.yml"))).stem
                yield file, f"{text}different_from: [{other}]\n" if "different_from" not in text else text


def test_a_build_that_remembers_is_a_build_that_does_not(store: Path) -> None:
    """After each of many edits of all sorts, byte by byte; most of what is not concerned is not rendered again."""
    chance = random.Random(7)
    everything = made(store)
    assert everything is not None
    counted = []
    for file, text in edits(store, chance):
        before = file.read_text(encoding="utf-8")
        file.write_text(text, encoding="utf-8")
        outcome = made(store) if text != before else None
        if outcome is None:
            file.write_text(before, encoding="utf-8")
            continue
        fresh = anew(store)
        assert sorted(path for path in fresh.keys() | outcome[0] if fresh.get(path) != outcome[0].get(path)) == [], (
            file.name
        )
        counted.append(outcome[1])
        if len(counted) == EDITS:
            break
    assert min(counted) < everything[1] / 5, counted
    assert sum(counted) < EDITS * everything[1] / 2, counted


def test_nothing_is_rendered_again_where_nothing_changed(store: Path) -> None:
    first = made(store)
    second = made(store)
    assert first is not None
    assert second is not None
    assert (second[0], second[1]) == (first[0], 0)


def test_a_page_that_was_changed_by_hand_is_made_again(store: Path) -> None:
    """So is one that is gone; no text is kept but where it was written."""
    first = made(store)
    assert first is not None
    one, other = [path for path in first[0] if path.startswith("places/") and "index" not in path][:2]
    (store / "written" / one).write_bytes(b"changed")
    (store / "written" / other).unlink()

    outcome = made(store)

    assert outcome is not None
    assert (outcome[0], outcome[1]) == (first[0], 2)


def test_one_edit_renders_what_shows_it(store: Path) -> None:
    """A comment changes no other page; a name changes the pages that show it and no others."""
    made(store)
    file = store / "entities/places/kalsu.yml"
    named = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"^name: .*$", "name: Elsewhere", named, flags=re.MULTILINE), encoding="utf-8")
    before = anew(CORPUS)
    outcome = made(store)
    assert outcome is not None
    pages, rendered = outcome
    folders = {path.parent.name for path in (store / "entities").glob("*/*.yml")}
    changed = {
        p for p in pages if p.split("/")[0] in folders and not p.endswith("index.md") and before.get(p) != pages[p]
    }
    assert 1 < len(changed) <= rendered < 54


@pytest.mark.parametrize("what", ["day", "address", "program"])
def test_what_all_pages_share_makes_all_anew(store: Path, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    """Another day, another address of the site, another version of the program or its templates."""
    first = made(store)
    assert first is not None
    if what == "address":
        monkeypatch.setenv("ATLAS_SITE_URL", "https://elsewhere.example/")
    if what == "program":
        monkeypatch.setattr("generator.render.memory.whole_program", lambda: b"another")
    today = date(2040, 1, 1) if what == "day" else None
    outcome = made(store, today)
    assert outcome is not None
    assert outcome[1] == first[1]
    assert outcome[0] == anew(store, today)


def test_templates_and_drawings_are_part_of_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = set()
    monkeypatch.setattr(cache, "_GENERATOR", tmp_path)
    for text in ("a", "b"):
        (tmp_path / "page.md.j2").write_text(text, encoding="utf-8")
        cache.whole_program.cache_clear()
        seen.add(cache.whole_program())
    cache.whole_program.cache_clear()
    assert len(seen) == 2


def test_a_page_that_reads_all_entries_is_not_kept(store: Path) -> None:
    """Nor one that counts them."""
    checked = pipeline.check(Settings(store), notes=False)
    assert checked.atlas is not None
    entry = next(iter(checked.atlas.entries.values()))
    for reads in (lambda memory: list(memory.atlas.entries.values()), lambda memory: len(memory.atlas.uses)):
        for _ in range(2):
            memory = Memory(checked.atlas, checked.contents, Cache(store / "cache" / "all.sqlite"))

            def render(memory: Memory = memory) -> Rendered:
                reads(memory)  # noqa: B023 -- called at once
                return Rendered((("a.md", "text"),), ())

            assert memory.pages(entry, (), render).pages == (("a.md", "text"),)
            memory.save()
            assert memory.rendered == 1
