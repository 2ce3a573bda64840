"""Reads the store from disk: its files, entries and links."""
