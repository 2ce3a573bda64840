"""Explains why PyYAML cannot read a file, in words for its writer; `yaml_reader` calls it.

PyYAML names the place where it gave up, which is often not its cause.
"""

import re

from euphrates_atlas.resources import yaml_table

NO_BLANK = re.compile(r"[ ]*(?:- )?(?P<key>[a-z_]+)(?P<colon>:)(?=[^\s:/])")
"""A field and its value without a blank between them; times and URLs do not match."""
_CONFLICT = re.compile(r"^(?:<{7}|>{7}|={7})(?: .*)?$", re.MULTILINE)
_FIELD = re.compile(r"(?P<indent> *(?:- +)?)[a-z_]+:(?P<value> +[^\s|>].*)?$")
NEWLINE = "\n"
_COMMAS = "،؛，﹐、；"
_PLACES = (
    re.compile(r"(?:^ *(?:- +)?|[{\[,،，] *)[a-z_]+ *(?P<mark>[：﹕︰∶])"),
    re.compile(rf"[{{\[].*?(?P<mark>[{_COMMAS};]) *[a-z_]+ *[:：]"),
    re.compile(r"^ *(?P<mark>[–—−•·●]) "),
    re.compile(r"(?:^ *(?:- +)?|: +|[\[{,] *)(?P<mark>[［【｛])"),
    re.compile(r"(?P<mark>[］】｝]) *(?:$|[,\]}#])"),
)
_QUOTED = re.compile(r"^(?P<start> *(?:- +)?(?:[a-z_]+: +)?)(?P<value>[“”„«»‘’‹].*\S)\s*$")


Explanation = tuple[int, str, str]
"""Where it is in the text, the message, and what to do."""


def explained(problem: str, text: str, index: int) -> Explanation:
    """Return the index of the cause of PyYAML's `problem` at `index`, the message and the remedy."""
    if conflict := _CONFLICT.search(text):
        help = "keep what is right of the two sides, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>"
        return conflict.start(), "a conflict of a merge is left here", help
    start = text.rfind(NEWLINE, 0, index) + 1
    before = text.rfind(NEWLINE, 0, max(start - 1, 0)) + 1
    explanation = (
        _foreign(text, before, start)
        or _misplaced_colon(problem, text, index, before, start)
        or _misplaced_text(problem, text, index, start)
    )
    if explanation:
        return explanation
    for beginning, (message, help) in yaml_table("text/yaml_errors.yml").items():
        if problem.startswith(beginning):
            return index, message, help
    help = "compare the line with its neighbours: indentation, quotes, brackets"
    return index, f"YAML cannot read this: {problem}", help


def _misplaced_colon(
    problem: str, text: str, index: int, before: int, start: int
) -> Explanation | None:
    """Explain a colon that YAML does not expect, or misses; the line begins at `start`, the one before it at `before`."""
    is_unexpected = problem.startswith("mapping values are not allowed")
    is_missed = problem.startswith("could not find expected ':'")
    if not is_unexpected and not is_missed:
        return None
    cause = NO_BLANK.match(text, before, max(start - 1, 0))
    is_key = re.fullmatch("[ ]*(?:- )?[a-z_]+", text[start:index]) is not None
    if cause and (is_key or is_missed):
        value = _line(text, cause.end("colon"))
        return (
            cause.start("colon"),
            "there is no space after this `:`",
            f"write `{cause['key']}: {value}`",
        )
    return _too_deep(text, before, start) if is_unexpected else None


def _misplaced_text(problem: str, text: str, index: int, start: int) -> Explanation | None:
    """Explain what stands in a mapping where YAML expects its next key."""
    if not problem.startswith("did not find expected key"):
        return None
    line = _line(text, start)
    read = text[:index].rstrip(" ")
    if line.lstrip().startswith("- "):
        return (
            index,
            "a list begins among fields here",
            "begin each item of the list with `- `, the first too",
        )
    if read.endswith(('"', "'")):
        value = re.sub("^ *(?:- )?(?:[a-z_]+: )? *", "", line)
        mark = read[-1]
        if value.startswith(mark) and value.endswith(mark):
            value = value[1:-1]
        doubled = value.replace("'", "''")
        whole = f"'{doubled}'" if '"' in value else f'"{value}"'
        return (
            index,
            "text follows a closing quotation mark",
            f"put the whole text in quotes: {whole}",
        )
    if read.endswith("]"):
        return (
            index,
            "text follows a closing bracket",
            "put the text in quotes: [ starts a list",
        )
    return None


def _foreign(text: str, before: int, start: int) -> Explanation | None:
    """Return place, message and remedy of a mark of another script in a line or the one before it.

    A value that begins with a quotation mark which YAML takes for a letter is one, where it can stand in quotes.
    """
    mark = foreign_mark(text, before) or foreign_mark(text, start)
    if mark:
        return mark
    match = _QUOTED.match(_line(text, start))
    if not match:
        return None
    value = match["value"]
    if '"' in value or "\\" in value:
        return None
    message = f"`{value[0]}` is not a quotation mark of YAML"
    return start + match.start("value"), message, f'put the whole text in quotes: "{value}"'


def _too_deep(text: str, before: int, start: int) -> Explanation | None:
    """Explain a field that begins further in than that of the line before, which has a value."""
    above = _FIELD.match(_line(text, before))
    here = _FIELD.match(_line(text, start))
    if not above or not here or not above["value"]:
        return None
    column = len(here["indent"])
    outer = len(above["indent"])
    if before == start or column <= outer:
        return None
    message = f"this line begins further in than line {text.count(NEWLINE, 0, start)}"
    return start + column, message, f"start it in column {outer + 1}, like its neighbours"


def _line(text: str, start: int) -> str:
    """Return the line that begins at an index, without its end."""
    return text[start:].partition(NEWLINE)[0]


def foreign_mark(text: str, start: int) -> Explanation | None:
    """Explain the first character in the line at `start` that looks like a mark of YAML, such as `：`, and stands in its place."""
    line = _line(text, start)
    matches = [place.search(line) for place in _PLACES]
    found = [match.start("mark") for match in matches if match]
    outside = [at for at in found if line.count('"', 0, at) % 2 == 0]
    if not outside:
        return None
    at = min(outside)
    mark = line[at]
    name, right = yaml_table("text/foreign_marks.yml")[mark]
    if right == ":" and line[at + 1 : at + 2].strip():
        right = ": "
    message = f"{name}, `{mark}`, is here, which YAML takes for a letter"
    return start + at, message, f"write `{right}`: type it in place of {name}, `{mark}`"
