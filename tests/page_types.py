"""Which pages of a built site stand for all: one of each type."""

from __future__ import annotations

from pathlib import Path

from tests.case_count import FULL


def page_types(site: Path) -> dict[str, str]:
    """Return one page of each type: the hand-written ones, each folder's index, one more of each folder, the page that is none.

    Of each folder it is one of middle size; in `make test-all` the longest, which has the most that could break a rule.
    """
    found = {path.stem: path.name for path in sorted(site.glob("*.html"))}
    for folder in sorted(path for path in site.iterdir() if path.is_dir()):
        pages = sorted(folder.glob("*.html"), key=lambda path: (-path.stat().st_size, path.name))
        for path in pages:
            if path.name == "index.html":
                found[f"{folder.name}/index"] = f"{folder.name}/index.html"
        own = [path for path in pages if path.name != "index.html"]
        if own:
            found[folder.name] = f"{folder.name}/{own[0 if FULL else len(own) // 2].name}"
    return found
