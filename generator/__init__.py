"""Euphrates Atlas: reads YAML entries, checks and links them, and renders cited Markdown pages for MkDocs."""

import os

os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # a plugin could change what a file says
