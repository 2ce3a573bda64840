"""The guides of the repository: short enough to be read, true to the settings, and with links that lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from euphrates_atlas.subject import subject
from tests.stores import REPOSITORY

TEMPLATE = REPOSITORY / "docs" / "adr" / "template.md"
GUIDES = sorted({*REPOSITORY.glob("*.md"), *(REPOSITORY / "docs").rglob("*.md")} - {TEMPLATE})
MOST_WORDS = {"README.md": 700, "CONTRIBUTING.md": 1200}


def words(guide: Path) -> int:
    return len(guide.read_text("utf-8").split())


@pytest.mark.parametrize("name", MOST_WORDS)
def test_what_newcomers_read_first_is_short(name: str) -> None:
    assert words(REPOSITORY / name) <= MOST_WORDS[name]


def test_the_first_task_needs_no_set_up() -> None:
    text = (REPOSITORY / "CONTRIBUTING.md").read_text("utf-8")
    headings = re.findall(r"^## (.+)", text, re.MULTILINE)
    assert headings.index("Your first five minutes") < headings.index("One small entry") < headings.index("Set up")
    assert "atlas " not in text.partition("## One small entry")[0]


def test_the_guides_name_the_site_of_the_setting() -> None:
    for name in MOST_WORDS:
        assert subject().site in (REPOSITORY / name).read_text("utf-8"), f"{name}: the address is `site` of subject.yml"


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.relative_to(REPOSITORY).as_posix())
def test_links_lead_to_files_and_headings(guide: Path) -> None:
    text = re.sub(r"^```.*?^```|^ {4}.*?$|`[^`]*`", "", guide.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        file, _, anchor = target.partition("#")
        if ":" in file:
            continue
        there = (guide.parent / file).resolve() if file else guide
        assert there.exists(), f"{guide.name}: {target}"
        if anchor and there.suffix == ".md":
            assert anchor in anchors(there), f"{guide.name}: {target}"


def anchors(page: Path) -> set[str]:
    """Return the anchors that the hosting service gives the headings of a page, and those that it has itself."""
    text = page.read_text("utf-8")
    headings = re.findall(r"^#+ (.+)", text, re.MULTILINE)
    made = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
    return made | set(re.findall(r"\{#([\w-]+)\}", text))
