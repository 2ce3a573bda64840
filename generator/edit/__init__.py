"""Commands that write entries: `atlas fmt`, `atlas new` and `atlas rename`."""


class Refused(Exception):
    """The command changes no file; the message says why."""
