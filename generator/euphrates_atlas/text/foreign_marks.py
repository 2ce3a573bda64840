"""Commas, colons, dashes and brackets of other scripts, where a file needs those of YAML."""

import re
from typing import NamedTuple


class ForeignMark(NamedTuple):
    """A mark that looks like one of YAML's and is none."""

    at: int
    """Where it stands in its line."""
    mark: str
    name: str
    right: str
    """What to type in its place."""

    @property
    def message(self) -> str:
        """Say what stands there."""
        return f"{self.name}, `{self.mark}`, is here, which YAML takes for a letter"

    @property
    def help(self) -> str:
        """Say what to type."""
        return f"write `{self.right}`: type it in place of {self.name}, `{self.mark}`"


_NAMES = {
    "،": "an Arabic comma",
    "؛": "an Arabic semicolon",
    "，": "a fullwidth comma",
    "﹐": "a small comma",
    "、": "an ideographic comma",
    "；": "a fullwidth semicolon",
    ";": "a semicolon",
    "：": "a fullwidth colon",
    "﹕": "a small colon",
    "︰": "an upright colon",
    "∶": "the sign of a ratio",
    "–": "an en dash",
    "—": "an em dash",
    "−": "a minus sign",
    "•": "a bullet",
    "·": "a middle dot",
    "●": "a bullet",
    "［": "a fullwidth bracket",
    "］": "a fullwidth bracket",
    "【": "a black bracket",
    "】": "a black bracket",
    "｛": "a fullwidth brace",
    "｝": "a fullwidth brace",
}
_RIGHT = {
    **dict.fromkeys("،؛，﹐、；;", ","),
    **dict.fromkeys("：﹕︰∶", ":"),
    **dict.fromkeys("–—−•·●", "-"),
}
_RIGHT |= {"［": "[", "【": "[", "］": "]", "】": "]", "｛": "{", "｝": "}"}
_COMMAS = "،؛，﹐、；"
_PLACES = (
    re.compile(r"(?:^ *(?:- +)?|[{\[,،，] *)[a-z_]+ *(?P<mark>[：﹕︰∶])"),
    re.compile(rf"[{{\[].*?(?P<mark>[{_COMMAS};]) *[a-z_]+ *[:：]"),
    re.compile(r"^ *(?P<mark>[–—−•·●]) "),
    re.compile(r"(?:^ *(?:- +)?|: +|[\[{,] *)(?P<mark>[［【｛])"),
    re.compile(r"(?P<mark>[］】｝]) *(?:$|[,\]}#])"),
)
COMMA = re.compile(f"[{_COMMAS}]")
_QUOTED = re.compile(r"^(?P<start> *(?:- +)?(?:[a-z_]+: +)?)(?P<value>[“”„«»‘’‹].*\S)\s*$")


def foreign_mark(line: str) -> ForeignMark | None:
    """Return the first foreign mark of a line that stands where YAML has one of its own."""
    matches = [place.search(line) for place in _PLACES]
    found = [match.start("mark") for match in matches if match]
    outside = [at for at in found if line.count('"', 0, at) % 2 == 0]
    if not outside:
        return None
    at = min(outside)
    mark = line[at]
    right = _RIGHT[mark]
    if right == ":" and line[at + 1 : at + 2] not in (" ", ""):
        right = ": "
    return ForeignMark(at, mark, _NAMES[mark], right)


def foreign_quotation(line: str) -> tuple[int, str] | None:
    """Return where the value of a line begins with a quotation mark that YAML takes for a letter, and the value in quotes."""
    match = _QUOTED.match(line)
    if match is None:
        return None
    value = match["value"]
    if '"' in value or "\\" in value:
        return None
    return match.start("value"), f'"{value}"'
