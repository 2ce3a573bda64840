"""From a checked store to a finished site: the parts of a site, the theme, the build and the server."""

from euphrates_atlas.findings import CommandFailed, Finding


class StoreHasErrors(Exception):
    """Nothing is written of a store with errors."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__()
        self.findings = findings


class BuildFailed(CommandFailed):
    """The site cannot be made."""

    status = 1


class CannotMake(CommandFailed):
    """A file of the site that is served cannot be made."""
