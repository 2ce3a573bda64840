"""Commands that write entries: `atlas fmt`, `atlas new` and `atlas rename`."""

from generator.diagnostics import CommandFailed


class Refused(CommandFailed):
    """The command changes no file."""

    status = 1
