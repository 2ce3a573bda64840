"""Entries as contributors work on them: formatting, renaming, drafts of new entries, candidates, changes, audits, examples of rules."""

from euphrates_atlas.findings import CommandFailed


class Refused(CommandFailed):
    """The command ends with status 1, as where nothing is found or the store has errors, and changes no file."""

    status = 1
