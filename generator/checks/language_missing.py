"""Names in Arabic script without a language."""

import re
from collections.abc import Iterator

from generator.diagnostics import Level
from generator.model.atlas import Atlas, Entry, Finding

CODE = "A504"
LEVEL = Level.ERROR
SUMMARY = "A name in Arabic script says its language."
REASON = "Arabic, Persian and Kurdish are set, sorted and read aloud differently."
ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")


def check(atlas: Atlas, entry: Entry) -> Iterator[Finding]:
    """Yield a finding for each such name."""
    for index, name in enumerate(entry.record.names):
        if ARABIC.search(name.text) and not name.lang:
            message = f"`{name.text}` is in Arabic script and names no language"
            help = f"write {{text: {name.text}, lang: ar}}, or lang: fa or ckb"
            yield Finding(CODE, entry, ("names", index, "text"), message, help)
