"""Entries as contributors work on them: formatting, renaming, drafts of new entries, changes, audits, examples of rules.

Used by the commands `fmt`, `rename`, `new`, `find`, `import` and `audit`, and by pages that show forms and examples.
`store_format`, `renaming`, `new_entry`, `change_file` and `archived_copies` write files of the store.
"""

from euphrates_atlas.findings import CommandFailed


class Refused(CommandFailed):
    """The command ends with status 1, as where nothing is found or the store has errors, and changes no file."""

    status = 1
