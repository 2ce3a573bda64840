"""The Chromium that the browser tests drive: found, or installed; `python -m tests.chromium` does either, or says how."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
)
"""By preference: the first draws no window, and so takes less time."""
HOW_TO_GET_ONE = (
    "no Chromium found: set CHROME to one, or install one "
    "(Debian: apt install chromium-headless-shell; Ubuntu: apt install chromium; "
    "anywhere: .venv/bin/playwright install chromium)"
)


def find() -> str | None:
    """Return the path of a Chromium: $CHROME, one of the system, or Playwright's own; None where there is none."""
    named = os.environ.get("CHROME")
    if named:
        return shutil.which(named)
    return next((found for name in NAMES if (found := shutil.which(name))), None) or _of_playwright()


def _of_playwright() -> str | None:
    """Return the one that Playwright installed, without a window where it has that; asked in a process of its own, since it starts a driver."""
    program = "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    path = Path(done.stdout.strip())  # as ms-playwright/chromium-1255/chrome-linux64/chrome
    return next((str(found) for found in (*_shells(path), path) if found.is_file()), None)


def _shells(chromium: Path) -> Iterator[Path]:
    """Yield the headless shells of the version of a Chromium of Playwright, as ms-playwright/chromium_headless_shell-1255/*/headless_shell."""
    folder = chromium.parent.parent
    version = folder.name.removeprefix("chromium-")
    yield from folder.parent.glob(f"chromium_headless_shell-{version}/*/*headless?shell")


def install() -> None:
    """Try what this machine offers: its packages where we may install them, else Playwright's build."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], env=quiet, check=False)
        for package in ("chromium-headless-shell", "chromium"):
            if find() is None:
                command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", package]
                subprocess.run(command, env=quiet, check=False)
    if find() is None:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def main() -> int:
    """Find a Chromium or install one; exit status 1 with advice where neither worked."""
    if find() is None:
        print("No Chromium here; the browser tests need one: trying to install it.", flush=True)
        install()
    if find() is None:
        print(HOW_TO_GET_ONE, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
