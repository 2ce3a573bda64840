"""`python -m generator` is the same command as `atlas`."""

from generator.cli import run

run()
