"""Folders as values, so that tests can compare them."""

from __future__ import annotations

from pathlib import Path

import material

THEME = Path(material.__file__).parent / "templates"


def files(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder by its path; hidden ones too, so that a half-written one shows."""
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def files_of_mkdocs(folder: Path, ours: dict[str, bytes]) -> dict[str, bytes]:
    """Return the files of a site that MkDocs alone made, without those of the theme that no page loads and `ours` leaves out."""
    return {path: data for path, data in files(folder).items() if path in ours or not (THEME / path).is_file()}
