"""Euphrates Atlas: reads YAML entries, checks and links them, and renders cited Markdown pages for MkDocs."""
