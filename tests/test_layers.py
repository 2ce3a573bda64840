"""The shape of the generator: imports go downwards, disk and YAML and Jinja stay at the edges, kinds stay in their files.

The layers themselves stand in `.importlinter`; `lint-imports` shows what broke and where.
"""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from euphrates_atlas import kinds
from euphrates_atlas.model.codes import code_list
from tests.stores import REPOSITORY

GENERATOR, KINDS = REPOSITORY / "generator" / "euphrates_atlas", REPOSITORY / "kinds"

AT_THE_EDGE = {"store", "site", "git", "atomic_files", "resources", "workers"} | {
    f"edit.{name}" for name in ("audits", "inputs", "new_audit", "rule_examples")
}
"""The packages and modules that touch disk or git, or answer browsers."""

TOUCHES_DISK = frozenset(
    [
        "open",
        "read_bytes",
        "read_text",
        "write_bytes",
        "write_text",
        "unlink",
        "mkdir",
        "rmdir",
        "chmod",
        "touch",
        "symlink_to",
        "hardlink_to",
        "glob",
        "rglob",
        "iterdir",
        "exists",
        "is_file",
        "is_dir",
        "is_symlink",
        "stat",
        "lstat",
        "scandir",
    ]
)
DISK_MODULES = frozenset({"os", "shutil", "tempfile", "subprocess", "fcntl", "glob", "fileinput", "sqlite3", "socket"})

DISK_EXCEPTIONS = {
    ("export.data_tables", "import sqlite3"): "makes a temporary database",
    ("export.stored_tables", "import sqlite3"): "holds rows in that database",
    ("settings", "is_file"): "finds the repository around the folder that the command runs in",
    ("settings", "is_dir"): "finds the repository around the folder that the command runs in",
    ("settings", "glob"): "tells which files an atlas lacks",
    ("settings", "import os"): "reads two variables of the environment",
    ("subject", "is_file"): "finds `subject.yml`",
    ("subject", "read_bytes"): "reads `subject.yml`",
    ("subject", "import os"): "reads variables of the environment, and lets pydantic load no plugin",
    ("cli", "is_dir"): "says that a folder named with --root is no repository",
    ("commands.init", "exists"): "refuses a folder that is not empty",
    ("commands.init", "iterdir"): "refuses a folder that is not empty",
    ("commands.init", "read_bytes"): "takes what the kinds of another atlas rely on from its `subject.yml`",
    **{
        ("commands.export_data", word): "sums up all that stands in the folder of an export"
        for word in ("iterdir", "is_file", "read_bytes")
    },
    ("cli", "import os"): "closes the output when the reader has gone",
    ("cli", "open"): "leads the output nowhere when the reader has gone",
}

WORDS_OF_A_KIND = {
    ("render.overviews.index_pages", "Sources"): "counts what is cited, in a column",
    ("render.overviews.home_page", "source"): "counts what is cited",
    **{(name, "site"): "what is built" for name in ("commands.build", "settings", "site.hosts", "subject")},
    ("site.mkdocs", "people"): "those who answer for the atlas",
    ("model.roles", "publisher"): "a term of schema.org, and a voice",
    ("render.overviews.write_page", "places"): "words for places in a source",
    ("render.overviews.map_page", "Place"): "the heading of a column",
    ("render.overviews.map_page", "place"): "counts the places of the map",
    ("render.overviews.differ_pages", "source"): "counts what is cited, in a cell",
    **{
        (name, "event"): "the mark or style of something that happened on a day"
        for name in (
            "draw.strip",
            "draw.strip_lanes",
            "render.entries.timeline",
            "render.overviews.chronology_pages",
        )
    },
    ("render.overviews.map_page", "event"): "how the first page calls its map in ids",
    ("commands.new", "publisher"): "a field of a work, which the command takes as an option",
    ("edit.source_entries", "publisher"): "a field of a work, which the command fills in",
    ("model.statement", "Source"): "what people call the work of a citation",
    ("model.statement", "Sources"): "what people call the citations of a statement",
    ("export.csl", "publisher"): "a field of CSL-JSON",
    ("export.citation_formats", "publisher"): "a field of CSL-JSON, and of BibTeX",
    ("export.data_tables", "sources"): "the table of the works that are cited",
    ("export.stored_tables", "sources"): "the same",
    ("export.geo_files", "place"): "the town or area of an entry, in GeoJSON",
    ("export.statement_files", "publisher"): "a property of FollowTheMoney",
    ("export.statement_files", "source"): "the column of the work that is cited",
    ("export.table_files", "source"): "the column of citations, as CLDF calls it",
}
"""Where a word of the language, or a field, is also the name of a kind."""

ASKS_THE_CLOCK = {
    "commands.audit": "an audit is named for the day on which it is drawn",
    "commands.new": "a new entry is reviewed, and a new source was read, on the day it is typed",
}


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Yield the dotted name below the package, and the tree, of every module; those of our kinds begin with `kinds`."""
    for folder, root in ((GENERATOR, GENERATOR), (KINDS, REPOSITORY)):
        for path in sorted(folder.rglob("*.py")):
            name = ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__")
            yield name, ast.parse(path.read_text(encoding="utf-8"))


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True, no_logo=True))"
    environment = {
        **os.environ,
        "PYTHONPATH": f"{folder / 'generator'}{os.pathsep}{folder}",
        "PYTHONDONTWRITEBYTECODE": "1",
        "COLUMNS": "200",
    }
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_imports_go_downwards():
    """And every module has its layer, PyYAML and Jinja their one importer, no package a circle."""
    done = lint_imports(REPOSITORY)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        ("stray.py", "", "euphrates_atlas.stray"),
        ("text/upwards.py", "from euphrates_atlas.model import atlas", "euphrates_atlas.text.upwards"),
        ("checks/sideways.py", "from euphrates_atlas.render import values", "euphrates_atlas.checks.sideways"),
        ("facts/reads_yaml.py", "import yaml", "euphrates_atlas.facts.reads_yaml"),
        ("model/prints.py", "import jinja2", "euphrates_atlas.model.prints"),
        ("facts/ours.py", "from kinds import group", "euphrates_atlas.facts.ours"),
        ("../../kinds/draws.py", "from euphrates_atlas.draw import strip", "kinds.draws"),
    ],
    ids=[
        "a module without a layer",
        "an import upwards",
        "an import of a sibling",
        "a second reader",
        "a template",
        "a kind of one atlas",
        "a picture in a kind",
    ],
)
def test_what_breaks_the_layers_is_told(file: str, text: str, told: str, tmp_path: Path):
    """The contract does forbid what it says."""
    copied = tmp_path / "generator" / "euphrates_atlas"
    for folder, target in ((GENERATOR, copied), (KINDS, tmp_path / "kinds")):
        shutil.copytree(folder, target, ignore=shutil.ignore_patterns("__pycache__", "*.yml", "*.j2"))
    shutil.copy(REPOSITORY / ".importlinter", tmp_path)
    (copied / file).write_text(text + "\n", encoding="utf-8")
    done = lint_imports(tmp_path)
    assert done.returncode == 1
    assert told in done.stdout


RESOURCES = {"read_bytes", "read_text", "iterdir"}
"""What a module may call that reads tables of the program itself, by `importlib.resources`, and knows no paths."""


def reads_resources(tree: ast.Module) -> bool:
    origins = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    return "importlib.resources" in origins and "pathlib" not in origins


def test_only_the_edges_touch_the_disk():
    """What lies between takes values and gives values; each exception has its reason."""
    found = set()
    for name, tree in modules():
        if {name, name.partition(".")[0]} & AT_THE_EDGE:
            continue
        allowed = RESOURCES if reads_resources(tree) else set()
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                found |= {(name, f"import {a.name}") for a in node.names if a.name.split(".")[0] in DISK_MODULES}
            elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in DISK_MODULES:
                found.add((name, f"import {node.module}"))
            elif isinstance(node, ast.Call):
                called = node.func
                word = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
                if word in TOUCHES_DISK - allowed:
                    found.add((name, word))
    assert found == set(DISK_EXCEPTIONS)


def test_no_kind_is_named_outside_its_file():
    """Pages, tables and checks across kinds ask the declarations; no text equals a kind's name, folder or module."""
    names = {path.stem for folder in (GENERATOR / "kinds", KINDS) for path in folder.glob("*.py")} - {"__init__"}
    for model in kinds.record_types().values():
        names |= {model.kind.folder, model.kind.key, model.kind.plural.lower()}
    found = set()
    for name, tree in modules():
        if name.partition(".")[0] != "kinds":
            texts = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
            found |= {(name, text) for text in texts if isinstance(text, str) and text.lower() in names}
    assert found == set(WORDS_OF_A_KIND)


def test_no_code_is_named_outside_its_list():
    """Pages ask the declarations for the codes of an atlas too; those of one word are words of other things as well."""
    lists = {path.stem for path in (KINDS / "codes").iterdir()} - {
        path.stem for path in (GENERATOR / "kinds" / "codes").iterdir()
    }
    codes = {code for name in lists for code in code_list(name).codes if "-" in code}
    for name, tree in modules():
        if name.partition(".")[0] != "kinds":
            texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
            assert not codes & texts, name


def test_no_kind_is_imported_by_name():
    """Kinds are found because their file is there."""
    for name, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module and name.partition(".")[0] != "kinds":
                assert not node.module.startswith("euphrates_atlas.kinds."), name


def test_no_template_asks_for_a_kind_by_its_name():
    """A template of a kind is named after it; none names a kind in what it asks of one."""
    folder = GENERATOR / "render" / "templates"
    singulars = {model.kind.key for model in kinds.record_types().values()}
    for path in folder.glob("*.md.j2"):
        text = path.read_text(encoding="utf-8")
        assert not [word for word in singulars if f'"{word}"' in text.lower()], path.name


def test_nothing_asks_the_clock_or_the_network():
    """What a page holds depends on the store alone; only what writes an entry for a person knows the day."""
    forbidden = {"time", "random", "secrets", "uuid", "locale", "urllib.request", "http.client", "requests"}
    for name, tree in modules():
        for node in ast.walk(tree):
            taken = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            taken += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not forbidden & set(taken), name
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and name not in ASKS_THE_CLOCK:
                assert node.func.attr not in ("today", "now", "utcnow", "getdefaultlocale", "setlocale"), name
