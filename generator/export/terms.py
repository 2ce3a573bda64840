"""What every export says of the atlas itself: its name, its licence, and where a page or a statement stands."""

from generator.model.entry import Entry

NAME = "Euphrates Atlas"
LICENCE = "CC-BY-4.0"
"""By its SPDX identifier."""
LICENCE_ADDRESS = "https://creativecommons.org/licenses/by/4.0/"
LANGUAGE = "en"
DATA = "data/v1"
"""Where bulk files stand below the site; another number is another form."""
SCHEMAS = f"{DATA}/schema"
"""Where the schema of each kind's records stands."""


def page_path(entry: Entry) -> str:
    """Return where the page of an entry stands below the site."""
    return f"{entry.kind.folder}/{entry.id}.html"


def page_address(site: str, entry: Entry) -> str:
    """Return the whole address of an entry's page; `site` ends with a slash."""
    return f"{site}{page_path(entry)}"
