"""Loaded words are used only in quotation marks or in names."""

import re
from collections.abc import Iterator
from functools import cache

from generator.diagnostics import Level
from generator.model.atlas import Atlas, Entry, Finding, Findings
from generator.subject import subject
from generator.text.yaml_tree import NodePath

CODE = "A505"
LEVEL = Level.WARNING
REASON = "The atlas names the act and the speaker, not a verdict (editorial policy, rules 6 to 10)."
_QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"|‘[^‘’]*’|\[\[[^\[\]]*\]\]|\[@[^\[\]]*\]|\]\([^\])]*\)")


def check(atlas: Atlas, entry: Entry) -> Findings:
    """Yield a finding for each loaded word in our own prose, notes and sentences."""
    instead = subject().loaded_words
    for path, text in _own_texts(entry) if instead else ():
        unquoted = _QUOTED.sub(lambda m: " " * len(m.group()), text)
        for match in _pattern(tuple(instead)).finditer(unquoted):
            word, start = match.group(), match.start()
            if word[0].isupper() and start > 0 and unquoted[start - 2 : start] != ". ":
                continue  # a part of a name
            help = f"write {instead[word.lower()]}, or quote the speaker in quotation marks"
            yield Finding(CODE, entry, path, f"`{word}` carries a verdict", help, match.span())


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"\b(" + "|".join(sorted(words, key=len, reverse=True)) + r")\b", re.IGNORECASE)


def _own_texts(entry: Entry) -> Iterator[tuple[NodePath, str]]:
    for name in entry.shape.prose:
        if text := getattr(entry.record, name):
            yield (name,), text
    for index, gap in enumerate(entry.record.gaps):
        yield ("gaps", index), gap
    for fact in entry.facts:
        for name in fact.statement.our_words:
            text = getattr(fact.statement, name, None)
            if isinstance(text, str) and " " in text:
                yield (*fact.path, name), text
