"""A name in Arabic script says its language, and a title or a name in it no language that is written otherwise."""

import re

from generator.diagnostics import Level
from generator.model.advice import in_quotes
from generator.model.atlas import Atlas, Entry, Finding, Findings
from generator.model.roles import Work

CODE = "A504"
LEVEL = Level.ERROR
REASON = "Arabic, Persian and Kurdish are set, sorted and read aloud differently."
_LATIN = ("en", "fr", "de", "es", "it", "nl", "tr")
_HELP = "write `ar`, or `fa` or `ckb`"
ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")


def check(atlas: Atlas, entry: Entry) -> Findings:
    """Yield a finding for each name without a language, and for each name or title that is not written as its language is."""
    for index, name in enumerate(entry.record.names):
        if ARABIC.search(name.text) and not name.lang:
            message = f"`{name.text}` is in Arabic script and names no language"
            help = f"write `{{text: {in_quotes(name.text)}, lang: ar}}`, or lang: fa or ckb"
            if name.use or name.cite or name.note or name.when or name.scheme or name.script:
                help = "add `lang: ar`, or `lang: fa` or `lang: ckb`"
            yield Finding(CODE, entry, ("names", index, "text"), message, help)
        elif name.lang in _LATIN and _is_arabic(name.text):
            yield Finding(CODE, entry, ("names", index, "lang"), f"`{name.text}` is not in `{name.lang}`", _HELP)
    work = entry.record if isinstance(entry.record, Work) else None
    if work and work.language in _LATIN and _is_arabic(work.title):
        yield Finding(CODE, entry, ("language",), f"the title is not in `{work.language}`", _HELP)


def _is_arabic(text: str) -> bool:
    """Tell whether most letters of a text are Arabic."""
    return len(ARABIC.findall(text)) > sum(letter.isalpha() for letter in text) / 2
