"""What git knows of the repository; without git, or in a copy without history, it knows nothing and says so."""

import subprocess
from pathlib import Path


def newest_commit_time(root: Path) -> int | None:
    """Return when the newest commit was made, in seconds since 1970, or None."""
    try:
        done = subprocess.run(
            ["git", "-C", str(root), "log", "-1", "--format=%ct"],
            capture_output=True,
            text=True,
            timeout=20,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    text = done.stdout.strip()
    return int(text) if done.returncode == 0 and text.isdigit() else None
