"""PyYAML's errors in words for those who write entries."""

import re

_QUOTES = "put the text in quotes"
_SYNTAX = (
    ("mapping values are not allowed", "a `: ` stands here where no key can begin", f"{_QUOTES}; a `: ` inside a text otherwise starts a mapping"),
    ("did not find expected key", "a key was expected here", f"check the indentation of this line; {_QUOTES} if it is part of one"),
    ("did not find expected ',' or ']'", "this list in brackets is not closed, or a comma is missing", f"close it with `]`; {_QUOTES} if it holds brackets or commas"),
    ("did not find expected ',' or '}'", "this mapping in braces is not closed, or a comma is missing", f"close it with `}}`; {_QUOTES} if it holds braces or commas"),
    ("did not find expected node content", "a value was expected here", f"{_QUOTES} if it starts with a mark such as `,` or `]`"),
    ("did not find expected '-' indicator", "a list item, `- …`, was expected here", "items of one list stand in the same column"),
    ("block sequence entries are not allowed", "a list item, `- …`, cannot begin here", f"start the list on a line of its own; {_QUOTES} if this is one"),
    ("could not find expected ':'", "a key without `:` stands before this line", "write `key: value`; indent the further lines of a long text"),
    ("found character that cannot start any token", "a text cannot start with this character", _QUOTES),
    ("found unexpected end of stream", "a quotation mark is opened and never closed", "close the quotation mark, or put the text in double quotes if it begins with an apostrophe"),
    ("found unknown escape character", "this backslash escape does not exist", "use single quotes, in which a backslash is just a backslash"),
    ("found undefined tag handle", "a tag, `!`, stands here", _QUOTES),
    ("did not find expected alphabetic or numeric", "`*` or `&` stands where a text starts", _QUOTES),
    ("did not find expected comment or line break", "text follows on the line of a `|` or `>`", "start the text on the next line, indented"),
    ("found invalid Unicode character escape code", "this character cannot be shown", "delete it, or type what was meant"),
)  # fmt: skip
"""How a problem of PyYAML begins, and the message and the remedy for it."""

_NO_BLANK = re.compile(r"[ ]*(?:- )?(?P<key>[a-z_]+)(?P<colon>:)(?=[^\s:/])")
"""A field and its value without a blank between them; times and URLs do not match."""
_CONFLICT = re.compile(r"^(?:<{7}|>{7}|={7})(?: .*)?$", re.MULTILINE)
_FIELD = re.compile(r"(?P<indent> *(?:- +)?)[a-z_]+:(?P<value> +[^\s|>].*)?$")
NEWLINE, APOSTROPHE = "\n", "'"


def _too_deep(text: str, before: int, start: int) -> tuple[int, str] | None:
    """Return where a field begins in a line and where it should, if the line before has a field with a value further out."""
    above = _FIELD.match(text[before : max(start - 1, 0)])
    here = _FIELD.match(text[start:].partition("\n")[0])
    if not above or not here or not above["value"] or len(here["indent"]) <= len(above["indent"]):
        return None
    return len(here["indent"]), f"begin it in column {len(above['indent']) + 1}, as its neighbours"


def explain(problem: str, text: str, index: int) -> tuple[int, str, str]:
    """Return the index of the cause of PyYAML's problem at `index`, the message and the remedy."""
    if conflict := _CONFLICT.search(text):
        help = "keep what is right of the two sides, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>"
        return conflict.start(), "a conflict of a merge is left here", help
    start = text.rfind("\n", 0, index) + 1
    line = text[start:].partition("\n")[0]
    before = text.rfind("\n", 0, max(start - 1, 0)) + 1
    is_key = re.fullmatch(r"[ ]*(?:- )?[a-z_]+", text[start:index]) is not None
    if problem.startswith(("mapping values are not allowed", "could not find expected ':'")):
        cause = _NO_BLANK.match(text, before, max(start - 1, 0))
        if cause and (is_key or problem.startswith("could not")):
            value = text[cause.end("colon") :].partition("\n")[0]
            return cause.start("colon"), "no blank stands after this `:`", f"write `{cause['key']}: {value}`"
    if problem.startswith("mapping values are not allowed") and (deep := _too_deep(text, before, start)):
        return start + deep[0], f"this line begins further in than line {text.count(NEWLINE, 0, start)}", deep[1]
    if problem.startswith("did not find expected key"):
        if line.lstrip().startswith("- "):
            return index, "a list begins among fields here", "begin each item of the list with `- `, the first too"
        if text[:index].rstrip(" ").endswith(('"', "'")):
            value = re.sub(r"^ *(?:- )?(?:[a-z_]+: )? *", "", line)
            whole = f"'{value.replace(APOSTROPHE, APOSTROPHE * 2)}'" if '"' in value else f'"{value}"'
            return index, "text follows a closing quotation mark", f"put the whole text in quotes: {whole}"
        if text[:index].rstrip(" ").endswith("]"):
            return index, "text follows a closing bracket", f"{_QUOTES}: [ starts a list"
    for beginning, message, help in _SYNTAX:
        if problem.startswith(beginning):
            return index, message, help
    help = "compare the line with its neighbours: indentation, quotes, brackets"
    return index, f"YAML cannot read this: {problem}", help
