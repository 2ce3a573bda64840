"""`python -m generator` is the same command as `atlas`."""

import sys

from generator.cli import main

sys.exit(main())
