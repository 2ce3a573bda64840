"""Ids of entries: their form, and reserved names.

Used by the list of files, the parser and the commands that make entries.
"""

import re
from functools import lru_cache

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""The form of an id."""
_FILES = "index con prn aux nul com[1-9] lpt[1-9]"
"""Names that files cannot have: that of index pages, and those of devices in Windows."""
_ANCHORS = (
    "alone cite corrections different-from ea-mark ea-peek ea-q facts identifiers independence main-funders mentioned-by "
    "gaps names origin-[a-z]+ owner owner-group page-tools party-to-conflict ref-[0-9]+ references s-[0-9a-f]{8} "
    "state-affiliation statements text timeline top works"
)
"""Names that anchors of the page of a publisher have: the anchor of a work there is its id."""
RESERVED = "|".join(["null", *_FILES.split(), *_ANCHORS.split()])
"""A pattern of the names that no entry can have; `null` is no value in YAML."""
_RESERVED = re.compile(RESERVED)
MAX_ID = 100
DATED = "the id of an event starts with its date"


@lru_cache(maxsize=1 << 16)
def is_id(text: str) -> bool:
    """Tell whether a text can be the id of an entry."""
    return bool(ID.fullmatch(text)) and len(text) <= MAX_ID and not is_reserved(text)


def not_an_id(text: str) -> str:
    """Say that a text lacks the form of an id."""
    return f"`{text}` is not an id: lower-case letters, digits and single hyphens"


def id_fault(text: str, *, is_event: bool) -> str:
    """Say why no entry, or no event, can have a text as its id; empty where one can."""
    if not is_id(text):
        return f"{not_an_id(text)}, at most {MAX_ID}, and no reserved name"
    if is_event and not re.match(r"(?!0000|9999)\d{4}-", text):
        return f"`{text}` has no date: {DATED}, for example 2024-04-20-camp-kalsu"
    return ""


def is_reserved(text: str) -> bool:
    """Tell whether a text is a name that no entry can have."""
    return bool(_RESERVED.fullmatch(text))
