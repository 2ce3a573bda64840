"""`atlas serve` as a command: where it serves, what it refuses, how it ends, and mistakes in the program or the theme."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.case_count import FULL
from tests.site.serving import Served, started
from tests.stores import CORPUS, site_copy


def test_ctrl_c_ends_it(served: Served):
    """Nothing of it stays, and nothing is said of where it was."""
    assert served.end() == 0
    assert "Traceback" not in served.said


def test_a_job_in_the_background_ends_when_it_is_told_to(tmp_path: Path):
    """A shell lets such a job ignore Ctrl-C; what ends it otherwise still does."""
    root = site_copy(tmp_path / "atlas", entities=CORPUS / "entities")
    with started(root, handling=signal.SIG_IGN) as running:
        assert running.end(signal.SIGTERM) == 0


def test_a_port_that_is_in_use(tmp_path: Path):
    """It says so, and what to do."""
    root = site_copy(tmp_path / "atlas", entities=CORPUS / "entities")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        run = _run(root, "--port", str(port))
    assert run.returncode == 2
    assert (
        run.stderr
        == f"atlas: port {port} is in use: stop the program that uses it, or choose another one with --port {port + 1}\n"
    )


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Return a server that is only asked."""
    with started(site_copy(tmp_path_factory.mktemp("asked") / "atlas", entities=CORPUS / "entities")) as running:
        running.settle()
        yield running


def test_two_of_one_repository(asked: Served):
    """The second one says that there is one already."""
    run = _run(asked.root, "--port", "0")
    assert run.returncode == 2
    assert "another `atlas serve` of this repository is running" in run.stderr


def test_answers(asked: Served):
    """Types, what is not there, folders, and no way out of the site."""
    assert asked.get("nothing.html")[0] == 404
    assert "Page not found" in asked.get("nothing.html")[1]
    assert asked.get("groups")[0] == 302
    assert asked.get("groups/")[0] == 200
    for way in ("../../../mkdocs.yml", "..%2f..%2f..%2fmkdocs.yml", "%00", "groups/..%2f..%2f..%2f..%2fmkdocs.yml"):
        assert asked.get(way)[0] == 404
    assert "<script>alert" not in asked.get("x%22%3E%3Cscript%3Ealert(1)%3C/script%3E.html")[1]
    assert asked.get("index.html", Host="elsewhere.example:80")[0] == 403
    assert asked.get("index.html", Host="elsewhere.example")[0] == 403
    for host in ("localhost", "127.0.0.1"):  # browsers leave out port 80
        assert asked.get("index.html", Host=host)[0] == 200


def test_mistakes_in_templates_and_settings(tmp_path: Path):
    """What was shown stays, with the reason on the page; the next save that mends it brings all up."""
    root = site_copy(tmp_path / "atlas", entities=CORPUS / "entities", generator=True)
    page = "groups/kataib-hezbollah.html"
    with started(root) as served:
        served.settle()
        before = served.page(page)
        template = root / "generator" / "euphrates_atlas" / "render" / "templates" / "entry.md.j2"
        text = template.read_text(encoding="utf-8")
        template.write_text(text + "{% if %}", encoding="utf-8")
        served.until(lambda: "entry.md.j2" in served.report, "the mistake")
        assert served.get(page) == (200, before)
        assert served.get("groups/kataib-sayyid-al-shuhada.html")[0] == 503
        template.write_text(text + "\n<p>A sentence of the test.</p>\n", encoding="utf-8")
        served.until(lambda: "A sentence of the test." in served.page(page), "the mended page")
        served.until(lambda: served.report == "", "the end of the mistake")

        config = root / "mkdocs.yml"
        settings = config.read_text(encoding="utf-8")
        config.write_text("nav: [", encoding="utf-8")
        served.until(lambda: "No pages can be made" in served.report, "the mistake")
        assert "A sentence of the test." in served.page(page)
        config.write_text(settings.replace("Euphrates Atlas compiles", "Atlas of the Test compiles"), "utf-8")
        served.until(lambda: "Atlas of the Test" in served.page(page), "the other name")
        served.until(lambda: "No pages" not in served.report, "the end of the mistake")


def test_mistakes_at_the_start(tmp_path: Path):
    """The page says why there is none; a save that mends it shows the site."""
    root = site_copy(tmp_path / "atlas", entities=CORPUS / "entities")
    config = root / "mkdocs.yml"
    settings = config.read_text(encoding="utf-8")
    config.write_text("nav: [", encoding="utf-8")
    with started(root) as served:
        for address in ("index.html", "nothing.html", "data/nothing.json"):
            status, text = served.get(address)
            assert (status, "This page cannot be made" in text) == (503, True)
        config.write_text(settings, encoding="utf-8")
        served.until(lambda: served.get("index.html")[0] == 200, "the site")
        served.until(lambda: served.report == "", "the end of the mistake")


MISTAKES = [
    ("generator/euphrates_atlas/render/entries/entry_words.py", "this is no Python", "SyntaxError: "),
    ("kinds/group.py", "this is no Python", "kinds/group.py:"),
    ("subject.yml", "nmae: x", "subject.yml:"),
]


@pytest.mark.parametrize("mistakes", [[mistake] for mistake in MISTAKES] if FULL else [MISTAKES])
def test_changes_of_the_program(tmp_path: Path, mistakes: list[tuple[str, str, str]]):
    """A mistake is told until it is mended, and the server goes on as it was; what can be loaded starts it anew at its address.

    The day that was asked for stays. One mistake takes the place of the other, in `make test-all` each is mended by itself.
    """
    root = site_copy(tmp_path / "atlas", entities=CORPUS / "entities", generator=True)
    page = "groups/kataib-hezbollah.html"
    entry = root / "entities" / "groups" / "kataib-hezbollah.yml"
    wrong: dict[Path, str] = {}
    """What is wrong now, and what it was before."""
    with started(root, "--today", "2030-01-02") as served:
        served.settle()
        before = served.page(page)
        for name, mistake, told in mistakes:
            program = root / name
            text = program.read_text(encoding="utf-8")
            program.write_text(f"{text}\n{mistake}\n", encoding="utf-8")
            _write(wrong)
            wrong = {program: text}
            served.until(lambda told=told: served.report.startswith(told), "the mistake")
            assert served.page(page) == before
            entry.write_text(f"{entry.read_text('utf-8')}# a comment\n", "utf-8")
            time.sleep(1)
            assert served.report.startswith(told)
        assert "restarting" not in served.said
        _write(wrong)
        served.until(lambda: "restarting" in served.said, "the new start")
        served.until(lambda: served.said.count(served.address) == 2, "the same address")
        assert "2 January 2030" in served.page("overdue/index.html")
        assert served.page(page) == before


def _write(texts: dict[Path, str]) -> None:
    for path, text in texts.items():
        path.write_text(text, encoding="utf-8")


def _run(root: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "euphrates_atlas", "--root", str(root), "serve", *options]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
