"""What git knows of the repository; without git, or in a copy without history, it knows nothing and says so."""

import subprocess
from pathlib import Path


def newest_commit_time(root: Path) -> int | None:
    """Return when the newest commit was made, in seconds since 1970, or None."""
    text = _asked(root, "log", "-1", "--format=%ct")
    return int(text) if text.isdigit() else None


def newest_commit(root: Path) -> str:
    """Return what stands for all that git tells of the past: the newest commit, and whether older ones are there."""
    return _asked(root, "rev-parse", "HEAD", "--is-shallow-repository")


def _asked(root: Path, *arguments: str) -> str:
    """Return what git answers; nothing where it cannot tell."""
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *arguments], capture_output=True, text=True, timeout=20, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
