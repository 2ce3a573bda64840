"""Text without the store: dates, prose and the escaping of what contributors typed.

The lowest layer but for diagnostics and settings: nothing here knows an entry, a file or a page.
"""
