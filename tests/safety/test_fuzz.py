"""Real entries, their bytes and lines spoilt at random but alike in each run: an answer in findings or in whole pages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest

from euphrates_atlas.search.index_files import search_files
from euphrates_atlas.settings import Settings
from tests.case_count import cases
from tests.markup import by_pyromark
from tests.overlays import BASE, WHOLE, lay
from tests.safety.harms import CASES
from tests.safety.soundness import assert_obeys_nobody
from tests.safety.test_pages import PATH, Markup, assert_addresses_are_safe, assert_front_matter, body
from tests.stores import check, render_pages

ROUNDS = cases(400)
FILES = [*sorted(WHOLE.glob("*/*.yml")), *sorted(BASE.glob("*/*.yml")) * 12]
TAGS = {
    "script",
    "img",
    "iframe",
    "style",
    "svg",
    "object",
    "embed",
    "link",
    "meta",
    "base",
    "form",
    "input",
    "!--",
    "!",
}


@pytest.fixture(scope="module")
def settings() -> Iterator[Settings]:
    with TemporaryDirectory() as folder:
        yield lay(Path(folder), BASE)


@pytest.mark.parametrize("seed", range(4))
def test_spoilt_files(settings: Settings, seed: int) -> None:
    """None gives a traceback, a wait, a page outside its folder or live markup."""
    random = Random(seed)
    for _ in range(ROUNDS // 4):
        file = FILES[random.randrange(len(FILES))]
        data = file.read_bytes()
        for _ in range(random.randrange(1, 6)):
            data = spoilt(data, random)
        assert_answered(settings, file, data)


OURS = {"svg", "script"}
"""Elements that pages have of their own: drawings, data that no browser runs."""
WITH_FIELDS = {"index.md", "map/index.md"}
"""The pages with a form of ours: the search, the choices of the map."""
LINKED_DATA = '<script type="application/ld+json">'


def assert_answered(settings: Settings, file: Path, data: bytes) -> None:
    target = settings.entities / file.parent.name / file.name
    before = target.read_bytes() if target.exists() else None
    target.write_bytes(data)
    try:
        checked = check(settings)
        pages = render_pages(checked.atlas) if checked.atlas else {}
        search = dict(search_files(checked.atlas)) if checked.atlas else {}
    finally:
        target.unlink() if before is None else target.write_bytes(before)
    assert_obeys_nobody(checked.findings)
    for path, page in pages.items():
        assert PATH.fullmatch(path)
        if path.partition("/")[0] not in ("fields", "rules", "glossary") and file.stem.encode() in page:
            found = Markup(by_pyromark(body(page.decode())))
            assert not TAGS & {tag for tag, _ in found.elements} - OURS - (
                {"form", "input"} if path in WITH_FIELDS else set()
            )
            text = body(page.decode())
            assert text.count("<script") == text.count(LINKED_DATA)
            assert text.count("<svg") == text.count('<svg class="ea-')
            assert not [
                name for _, names in found.elements for name in names if name.startswith("on") or name == "style"
            ]
            assert_addresses_are_safe(found.addresses, path)
            assert_front_matter(page.decode(), path)
    for held in search.values():
        json.loads(held)


def spoilt(data: bytes, random: Random) -> bytes:
    """Return a file with one more thing wrong: a byte, a line, a stretch, or a harm in the midst of it."""
    at = random.randrange(len(data) + 1)
    lines = data.split(b"\n")
    one, other = random.randrange(len(lines)), random.randrange(len(lines))
    match random.randrange(9):
        case 0:
            return data[:at] + bytes([random.randrange(256)]) + data[at + 1 :]
        case 1:
            return data[:at] + data[at + random.randrange(1, 40) :]
        case 2:
            return data[:at] + data[at : at + random.randrange(1, 200)] * 2 + data[at:]
        case 3:
            lines[one], lines[other] = lines[other], lines[one]
        case 4:
            del lines[one]
        case 5:
            lines[one:one] = lines[other : other + 3]
        case 6:
            lines[one] = b" " * random.randrange(6) + lines[one].lstrip()
        case _:
            harm = CASES[random.randrange(len(CASES))][1].encode("utf-8", "surrogatepass")
            key, colon, _ = lines[one].partition(b": ")
            lines[one] = key + colon + (b'"' + harm + b'"' if random.random() < 0.3 else harm)
    return b"\n".join(lines)
