"""The difference in meaning between two states of the store: entries, statements, sources, origins.

`compare` is for `atlas diff`, `recent` for the page of recent changes; both use `statement_changes`.
"""
