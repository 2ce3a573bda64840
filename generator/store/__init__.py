"""Reads the store from disk: which files there are, and their YAML with positions."""
