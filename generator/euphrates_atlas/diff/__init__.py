"""The difference in meaning between two states of the store: entries, statements, sources, origins."""
