"""Ids of entries: their form, reserved names, and the id that is probably meant by the name of a file."""

import re
from pathlib import PurePosixPath

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""The form of an id."""
RESERVED = {"index", "con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10))}
"""Names that no entry can have: that of index pages, and those of devices in Windows."""
MAX_ID = 100


def is_id(text: str) -> bool:
    """Tell whether a text can be the id of an entry."""
    return bool(ID.fullmatch(text)) and len(text) <= MAX_ID and text not in RESERVED


def likely_id(file: str) -> str:
    """Return the id that a file of this name was probably meant to have."""
    return re.sub(r"[^a-z0-9]+", "-", PurePosixPath(file).stem.lower()).strip("-")
