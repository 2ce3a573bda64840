"""Rewriting of entries, for `atlas fmt` and `atlas rename`; `atlas new` is in `generator/desk/`."""

from generator.diagnostics import CommandFailed


class Refused(CommandFailed):
    """The command changes no file."""

    status = 1
