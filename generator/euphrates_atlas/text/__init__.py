"""Reads and writes text: YAML, dates, prose, URLs, spellings and escaping.

Nothing here knows an entry, a store or a page.
"""
