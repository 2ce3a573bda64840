"""Writes to disk: the generated pages, and the built site."""
