"""A further kind is one model file, one template, one folder of entries and one line in the navigation; nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.stores import CORPUS, site_copy

MODEL = '''"""Vessels: ships that carry what sources speak of."""

from typing import Annotated, ClassVar

from pydantic import Field

from generator.model.kind import Column, Kind, Lane, Property, Subject
from generator.model.statement import Agent, Valued
from generator.model.values import DateText, PlaceRef, Role, ShortText, record


@record
class Vessel(Subject):
    """A ship."""

    owner: Annotated[tuple[Valued[Agent], ...], Property("Owner", inverse="Vessels it owns", box=True, lane=Lane("Owner", words="value")), Field(min_length=1)]
    port: Annotated[tuple[Valued[PlaceRef], ...], Property("Port", inverse="Vessels of this port", box=True)] = ()
    launched: Annotated[tuple[Valued[DateText], ...], Property("Launched", one=True, box=True, expected=True, lane=Lane("First seen"))] = ()
    flag: ShortText | None = None

    kind: ClassVar[Kind] = Kind(
        folder="vessels",
        singular="Vessel",
        plural="Vessels",
        description="Ships, with their owners and ports.",
        order=9,
        roles=frozenset({Role.ANY}),
        columns=(Column("Owner", "owner"), Column("Launched", "launched")),
        classifier="",
        date="launched",
        place="port",
        strip="Its life",
    )
'''
TEMPLATE = '{% extends "entry.md.j2" %}\n'
ENTRY = """name: Sea Lark
names: [{text: قبرة البحر, lang: ar, use: official}]
summary: A ship that belongs to [[iran]] [@rt-2020-12-01-shahdan].
owner:
  - {value: iran, cite: [rt-2020-12-01-shahdan]}
  - {value: {label: a company, of: iran}, by: {label: a captain}, cite: [rt-2020-12-01-shahdan]}
launched:
  - {value: 2010, cite: [rt-2020-12-01-shahdan]}
  - {value: 2012, by: united-states, cite: [rt-2020-12-01-shahdan]}
port: {value: erbil, cite: [rt-2020-12-01-shahdan]}
reviewed: 2026-11-20
body: |
  ## Voyages

  None is known [@rt-2020-12-01-shahdan].
"""


def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a module in the copy, with the copy's own generator."""
    environment = {**os.environ, "PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", *arguments]
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a built site of the worked examples with a further kind."""
    root = site_copy(tmp_path_factory.mktemp("kinds") / "atlas", entities=CORPUS / "entities", generator=True)
    (root / "generator/kinds/vessel.py").write_text(MODEL, encoding="utf-8")
    (root / "generator/render/templates/vessel.md.j2").write_text(TEMPLATE, encoding="utf-8")
    (root / "entities/vessels").mkdir()
    (root / "entities/vessels/sea-lark.yml").write_text(ENTRY, encoding="utf-8")
    settings = (root / "mkdocs.yml").read_text(encoding="utf-8")
    line = "  - Places: places/index.md\n"
    assert line in settings
    (root / "mkdocs.yml").write_text(settings.replace(line, line + "  - Vessels: vessels/index.md\n"), encoding="utf-8")
    checked = run(root, "generator", "check", "--strict")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    done = run(root, "mkdocs", "build", "--strict", "--quiet")
    assert done.returncode == 0, done.stdout + done.stderr
    return root / "site"


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.targets: set[str] = set()
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        self.ids |= {held["id"]} if held.get("id") else set()
        self.targets |= {held["href"]} if tag == "a" and held.get("href") else set()


def page(site: Path, path: str) -> _Links:
    parser = _Links()
    parser.feed((site / path).read_text(encoding="utf-8"))
    parser.close()
    return parser


def test_its_pages_are_there(built: Path):
    assert (built / "vessels/index.html").is_file()
    text = (built / "vessels/sea-lark.html").read_text(encoding="utf-8")
    assert "<title>Sea Lark" in text
    assert "Accounts differ on 1 matter" in text
    assert 'id="body-voyages"' in text
    assert 'id="over-time">Its life' in text
    assert text.count('<svg class="ea-strip-') == 2


def test_the_navigation_and_its_index_lead_to_it(built: Path):
    assert "vessels/index.html" in page(built, "index.html").targets
    assert "../vessels/sea-lark.html" in page(built, "vessels/index.html").targets


def test_it_takes_part_in_what_goes_across_kinds(built: Path):
    """Backlinks with its own heading, the page of disagreements, the statements of a source."""
    assert any(t.startswith("../vessels/sea-lark.html#s-") for t in page(built, "groups/iran.html").targets)
    assert "vessel-owner" in page(built, "groups/iran.html").ids
    assert "vessel-port" in page(built, "places/erbil.html").ids
    assert "../vessels/sea-lark.html#launched" in page(built, "differ/index.html").targets
    source = page(built, "sources/rt-2020-12-01-shahdan.html").targets
    assert any(t.startswith("../vessels/sea-lark.html#s-") for t in source)


def test_its_links_lead_somewhere(built: Path):
    for path in ("vessels/index.html", "vessels/sea-lark.html"):
        for target in page(built, path).targets:
            file, _, anchor = target.partition("#")
            if ":" in target:
                continue
            there = (built / path).parent / file if file else built / path
            assert there.is_file(), target
            assert not anchor or anchor in page(built, os.path.relpath(there, built)).ids, target
