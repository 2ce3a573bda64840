"""A word is written in one script."""

import re
import unicodedata
from functools import cache
from itertools import pairwise

from generator.diagnostics import Level
from generator.model.atlas import Atlas, Entry, Finding, Findings
from generator.model.shape import is_free_text, leaves

CODE = "A516"
LEVEL = Level.WARNING
REASON = "Letters that look alike hide a word from search, or pass one name off as another."
_ALIKE = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN")
"""Scripts whose letters look alike."""
_OTHERS = ("ARABIC", "HEBREW")
_WORD = re.compile(r"[^\W\d_]+")


def check(atlas: Atlas, entry: Entry) -> Findings:
    """Yield a finding for each word that mixes letters which look alike, or goes back and forth between two scripts.

    Arabic and Hebrew write a prefix as one word with a name in Latin letters: one change of script is allowed.
    """
    for leaf in leaves(entry.record, entry.shape):
        for word in _WORD.finditer(leaf.value) if is_free_text(leaf.field) and not leaf.value.isascii() else ():
            if not word.group().isascii() and (mixed := _mixed(word.group())):
                both = " and ".join(sorted(script.capitalize() for script in mixed))
                message, help = f"`{word.group()}` mixes {both} letters", "type the word anew in one script"
                yield Finding(CODE, entry, leaf.path, message, help, word.span())


def _mixed(word: str) -> set[str]:
    """Return the scripts that must not stand together in a word."""
    scripts = [script for letter in word if (script := _script(letter))]
    alike = {script for script in scripts if script in _ALIKE}
    changes = sum(a != b for a, b in pairwise(scripts))
    return alike if len(alike) > 1 else set(scripts) if changes > 1 else set()


@cache
def _script(letter: str) -> str:
    name = unicodedata.name(letter, "")
    return next((script for script in (*_ALIKE, *_OTHERS) if name.startswith(script)), "")
