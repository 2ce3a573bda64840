"""The site as MkDocs and the theme build it from hostile texts: they print titles and descriptions too, and escape nothing by themselves."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.safety.test_pages import SPOILT, Markup, free_places
from tests.safety.walks import places, quoted, tree_of, typed, with_text
from tests.stores import CORPUS, site_copy

HARMLESS = "harmless"
PAYLOAD = (
    '</title></script><script>alert(1)</script><img src=x onerror=alert(1)> " onmouseover="alert(1)" \' {{ 7*7 }} '
    "{% include 'x' %} [x](javascript:alert(1)) {: onclick=x } =cmd|'!A0 ::error::x"
)

Pages = dict[str, Markup]


def built(root: Path, payload: str) -> Pages:
    """Return the pages of the worked examples with a text in every place that anybody may fill."""
    site_copy(root, entities=CORPUS / "entities")
    for file in SPOILT:
        text = file.read_text("utf-8")
        free = set(free_places(str(file)))
        for _, scalar in sorted(((s.start, s) for p, s in places(tree_of(file.name, text)) if p in free), reverse=True):
            attempt = with_text(text, scalar, quoted(payload))
            text = attempt if not isinstance(typed(file, attempt), list) else text
        (root / "entities" / file.parent.name / file.name).write_text(text, "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "euphrates_atlas", "build"],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return {
        path.relative_to(root / "site").as_posix(): Markup(path.read_text("utf-8"))
        for path in sorted((root / "site").rglob("*.html"))
    }


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Pages, Pages]:
    folder = tmp_path_factory.mktemp("hostile")
    return built(folder / "clean", HARMLESS), built(folder / "hostile", PAYLOAD)


def test_the_pages_are_the_same_ones(sites: tuple[Pages, Pages]) -> None:
    clean, hostile = sites
    assert list(hostile) == list(clean)
    assert any(PAYLOAD[-30:] in "".join(page.texts) for page in hostile.values())


def test_no_element_more(sites: tuple[Pages, Pages]) -> None:
    """In head, header, contents and article: the elements and attributes of the harmless page, in its order."""
    clean, hostile = sites
    for path, page in hostile.items():
        assert set(page.elements) <= set(clean[path].elements), path
        if not path.endswith("index.html"):
            assert page.elements == clean[path].elements, path


def test_no_address_that_is_none(sites: tuple[Pages, Pages]) -> None:
    """The frame of a page may lead to an e-mail; what an entry says leads to pages alone."""
    clean, hostile = sites
    for path, page in hostile.items():
        for address in set(page.addresses) - {a for a in clean[path].addresses if a.startswith("mailto:")}:
            scheme = re.match(r"\s*([a-zA-Z][a-zA-Z0-9+.-]*):", address)
            assert scheme is None or scheme[1].lower() in ("http", "https"), (path, address)


def test_braces_are_not_evaluated(sites: tuple[Pages, Pages]) -> None:
    page = sites[1]["groups/kataib-hezbollah.html"]
    assert "{{ 7*7 }}" in "".join(page.texts)
    assert " 49 " not in "".join(page.texts)
