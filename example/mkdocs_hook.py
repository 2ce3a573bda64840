"""Lets plain `mkdocs build` and `mkdocs serve` make the pages first; `atlas build` and `atlas serve` do it by themselves."""

from euphrates_atlas.site.hook import *  # noqa: F403
