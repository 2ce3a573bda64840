"""The files that the hosting service reads: well-formed, and workflows with no known weakness."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GITHUB = ROOT / ".github"
FORMS = sorted(p for p in (GITHUB / "ISSUE_TEMPLATE").glob("*.yml") if p.name != "config.yml")
PROGRAMS = Path(sys.executable).parent


def run(program: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([PROGRAMS / program, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("vendor.github-workflows", sorted((GITHUB / "workflows").glob("*.yml"))),
        ("vendor.github-issue-forms", FORMS),
        ("vendor.github-issue-config", [GITHUB / "ISSUE_TEMPLATE" / "config.yml"]),
        ("vendor.dependabot", [GITHUB / "dependabot.yml"]),
        ("vendor.citation-file-format", [ROOT / "CITATION.cff"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_files_fit_their_schema(schema: str, files: list[Path]) -> None:
    """Each file is what the service expects there."""
    assert files

    done = run("check-jsonschema", "--builtin-schema", schema, *files)

    assert done.returncode == 0, done.stdout + done.stderr


def test_workflows_have_no_known_weakness() -> None:
    """Least rights, actions pinned by hash, nothing of a pull request in a command line."""
    done = run("zizmor", "--offline", "--no-progress", GITHUB / "workflows")

    assert done.returncode == 0, done.stdout + done.stderr


def test_every_action_is_pinned_by_hash() -> None:
    """A tag can be moved to other code; a hash cannot."""
    used = [
        line.split("uses:")[1].split("#")[0].strip()
        for path in sorted((GITHUB / "workflows").glob("*.yml"))
        for line in path.read_text("utf-8").splitlines()
        if "uses:" in line
    ]

    assert used
    assert [action for action in used if len(action.partition("@")[2]) != 40] == []
