"""A504 language-missing: a name in Arabic script says its language."""

import re
from collections.abc import Iterator

from generator.model.atlas import Atlas, Finding

ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")


def check(atlas: Atlas) -> Iterator[Finding]:
    """Yield a finding for each such name without `lang`."""
    for entry in atlas.entries.values():
        for index, name in enumerate(entry.record.names):
            if ARABIC.search(name.text) and not name.lang:
                yield Finding(
                    "A504",
                    entry,
                    ("names", index, "text"),
                    f"`{name.text}` is in Arabic script and names no language",
                    f"write {{text: {name.text}, lang: ar}}, or lang: fa or ckb",
                )
