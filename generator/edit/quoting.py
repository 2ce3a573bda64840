"""Texts as YAML scalars: plain where YAML 1.1 and 1.2 both read the same text, else in quotes."""

import re

WIDTH = 110
"""Most characters of a line, where it can be broken."""
# What YAML 1.1 or 1.2 may take for a truth value, for nothing, or for a number that is printed otherwise than typed.
_WORD = re.compile(r"y|n|yes|no|on|off|true|false|null|~|=|<<|[-+]?\.(?:inf|nan)", re.IGNORECASE)
_NUMBER = re.compile(
    r"[-+]?(?:0b[01_]+|0o?[0-7_]+|0x[0-9a-fA-F_]+|\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?"
    r"|(?:\d[\d_,]*(?:\.[\d_]*)?|\.[\d_]+)(?:[eE][-+]?\d+)?)"
)
_SAME_NUMBER = re.compile(r"0|-?[1-9]\d{0,14}|-?(?:0|[1-9]\d{0,7})\.\d{0,6}[1-9]")
_TIME = re.compile(r"\d{4}-\d\d?-\d\d?(?:[Tt]|[ \t]+)\d\d?:.*")
_FIRST = frozenset("-?:,[]{}#&*!|>'\"%@`")
_BREAKS = re.compile(r": |:$| #|^\s|\s$|[\n\t\x85\u2028\u2029]")
_FLOW_BREAKS = re.compile(r"[,\[\]{}]")
_BLANKS = re.compile("  +")
_UNIT = re.compile(r"\[\[[^\[\]]*\]\]|\[?@[a-z0-9-]+ [^\[\]@;]{0,60}[\];]")


def quoted(text: str, *, flow: bool, typed: bool = False) -> str:
    """Return a text on one line; `flow` inside brackets or braces, `typed` for a field that is a number or boolean."""
    if is_plain(text, flow=flow) or (typed and re.fullmatch(r"[A-Za-z0-9.+-]+", text)):
        return text
    if "\n" in text or not re.search(r'["\\]', text):
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    return "'" + text.replace("'", "''") + "'"


def is_plain(text: str, *, flow: bool) -> bool:
    """Tell whether a text can stand without quotes."""
    if not text or text[0] in _FIRST or _BREAKS.search(text) or (flow and _FLOW_BREAKS.search(text)):
        return False
    if _WORD.fullmatch(text) or _TIME.fullmatch(text):
        return False
    return not _NUMBER.fullmatch(text) or bool(_SAME_NUMBER.fullmatch(text))


def folded(text: str, width: int) -> list[str] | None:
    """Return the lines of a text in a folded block, or None where folding would change it."""
    if not text.strip() or any(part[:1] == " " or part[-1:] == " " for part in text.split("\n")) or text[0] == "\n":
        return None
    lines: list[str] = []
    for i, part in enumerate(text.split("\n")):
        if i:
            lines.append("")
        lines += _wrapped(part, width)
    return lines


def _wrapped(text: str, width: int) -> list[str]:
    """Break a line at single blanks, as late as `width` allows, but not inside a citation or link that fits a line."""
    kept = _UNIT.sub(lambda unit: unit[0].replace(" ", "\0") if len(unit[0]) < width else unit[0], text)
    kept = _BLANKS.sub(lambda blanks: "\0" * len(blanks[0]), kept)
    lines: list[str] = []
    for word in kept.split(" ") if kept else ():
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return [line.replace("\0", " ") for line in lines]
