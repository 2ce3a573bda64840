"""A505 loaded-word: words that carry a verdict stand in quotation marks or in names only (editorial policy 6, 9, 10)."""

import re
from collections.abc import Iterator

from generator.model.atlas import Atlas, Finding
from generator.model.values import ProseText
from generator.source.nodes import Path

_INSTEAD = {
    "terrorist": "fighter, armed group or attacker",
    "terrorists": "fighters",
    "extremist": "armed group",
    "extremists": "fighters",
    "proxy": "Iran-aligned armed group",
    "proxies": "Iran-aligned armed groups",
    "puppet": "the name of the body",
    "martyr": "the person's name",
    "martyred": "killed",
    "regime": "government",
    "liberated": "taken",
    "eliminated": "killed",
    "neutralised": "killed",
    "neutralized": "killed",
    "admitted": "said",
    "revealed": "said",
    "so-called": "the name alone",
}
_WORD = re.compile(r"\b(" + "|".join(sorted(_INSTEAD, key=len, reverse=True)) + r")\b", re.IGNORECASE)
_QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"|‘[^‘’]*’|\[\[[^\[\]]*\]\]|\[@[^\[\]]*\]|\]\([^\])]*\)")


def check(atlas: Atlas) -> Iterator[Finding]:
    """Yield a finding for each such word in prose, notes and sentences of ours."""
    for entry in atlas.entries.values():
        for path, text in _own_words(atlas, entry.id):
            if text.isascii() and not _may_be_loaded(text.lower()):
                continue
            own = _QUOTED.sub(lambda m: " " * len(m.group()), text)
            for match in _WORD.finditer(own):
                word = match.group()
                if word[0].isupper() and match.start() > 0 and own[match.start() - 2 : match.start()] != ". ":
                    continue
                yield Finding(
                    "A505",
                    entry,
                    path,
                    f"`{word}` carries a verdict",
                    f"write {_INSTEAD[word.lower()]}, or quote the speaker in quotation marks",
                    match.span(),
                )


def _may_be_loaded(lower: str) -> bool:
    """Tell whether the letters of such a word stand in a text: in most they do not, which is found out soonest."""
    return any(word in lower for word in _INSTEAD)


def _own_words(atlas: Atlas, id: str) -> Iterator[tuple[Path, str]]:
    entry = atlas[id]
    for field in entry.shape.fields.values():
        if field.marker(ProseText) is not None and (text := getattr(entry.record, field.name)):
            yield (field.name,), text
    for index, gap in enumerate(entry.record.gaps):
        yield ("gaps", index), gap
    for fact in entry.facts:
        for name in ("note", "value", "finding", "summary"):
            text = getattr(fact.statement, name, None)
            if isinstance(text, str) and " " in text:
                yield (*fact.path, name), text
