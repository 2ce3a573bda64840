"""The code lists, read from `kinds/codes/*.yml` of the program and of the atlas: the closed sets of values that some fields have."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from pydantic import GetCoreSchemaHandler, TypeAdapter, ValidationError
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from euphrates_atlas import resources
from euphrates_atlas.findings import CommandFailed
from euphrates_atlas.text.nearest import nearest
from euphrates_atlas.text.phrases import enumerated


class Code(NamedTuple):
    """One code of a list."""

    code: str
    label: str
    """In plain words, as used inside a sentence."""
    definition: str
    one: str = ""
    """For something that is counted: its singular, as used after the number 1."""
    also: tuple[str, ...] = ()
    """Other words that writers use for it; findings propose the code in their place."""
    narrower: tuple[str, ...] = ()
    """Codes of the same list that this one contains: a statement with one of them does not contradict this one."""
    inverse: str = ""
    """For a relation: the label seen from the other end; for a symmetric one, the label itself."""
    inverse_code: str = ""
    """For a relation that is written at one end only: the code that writers might try at the other end, which is refused."""
    use: str = ""
    """For a reason: the rank that it explains."""
    above: str = ""
    """For a relation: the superior of the two, `owner` (whose statement it is) or `target`; empty: neither."""
    earlier: str = ""
    """For a relation: the older of the two, from which the other came, `owner` or `target`; empty: not known."""
    radius_km: int | None = None
    """For a precision: the radius of the circle on maps."""
    precision: str = ""
    """For a type of place: its own precision; nothing in such a place is drawn finer."""
    style: str = ""
    """For a stance: the look of its chip: "claimed", "attributed", "denied" or "silent"; empty: like a doubt."""
    before: str = ""
    """For a stance: the words before the actor or the objector, such as "attributed to"; empty: the label and "by"."""
    affirms: bool = False
    """For a stance: it affirms the statement, and does not deny it."""
    own: bool = False
    """For a stance: only the actor can take it, or somebody who speaks for the actor."""
    leads: bool = False
    """For a role: it is that of the head of the body."""
    unsaid: bool = False
    """It is the normal case, which pages do not mention below a statement."""
    last: bool = False
    """For a state: it comes with an act, after which there is no other; the facts of a page give the day of that act, not a period."""
    long: bool = False
    """For a type of source: citations have to name the place in such a long work."""
    schema_type: str = ""
    """For a type of entry: the type of schema.org for it, if that is narrower than the one of the kind."""
    numbers: str = ""
    """For an authority that numbers its list: the field of `identifiers` for the number."""
    place: int = 0
    """Its place in the list, by which fact boxes have stances, and tables have alignments."""
    retired: str = ""
    """The day on which it was retired: entries may keep it, and findings no longer propose it."""


class CodeList(NamedTuple):
    """A code list; `name` is that of its file."""

    name: str
    title: str
    codes: Mapping[str, Code]
    guess: bool
    """Findings may propose a code that is spelt alike; false if two such codes have opposite meanings."""


@cache
def code_list(name: str) -> CodeList:
    """Return the list in `<name>.yml`. Raises `CommandFailed` where it is missing or has another form."""
    file = f"kinds/codes/{name}.yml"
    try:
        data = resources.yaml_table(file)
        title = data["title"]
        listed = data["codes"].items()
    except FileNotFoundError:
        raise CommandFailed(
            f"{file} is missing: a field takes codes of `{name}`; write the list, or name another one"
        ) from None
    except ValueError as error:
        raise CommandFailed(str(error)) from error
    except (TypeError, KeyError, AttributeError):
        raise CommandFailed(
            f"{file} is no code list: write `title:`, then `codes:` with a code in each line below, and `label:` and `definition:` below that"
        ) from None
    codes: dict[str, Code] = {}
    for code, fields in listed:
        try:
            codes[code] = _code(code, place=len(codes), **fields)
        except (TypeError, ValueError) as error:
            raise CommandFailed(
                f"{file}: the fields of `{code}` are not those of `Code`: {error}"
            ) from error
    return CodeList(name, title, codes, guess=data.get("guess") != "false")


def list_names() -> list[str]:
    """Return the names of all lists, sorted."""
    return resources.names("kinds/codes", ".yml")


def contains(name: str, wide: str, narrow: str) -> bool:
    """Tell whether the code `wide` of a list is `narrow` or a coarser form of it."""
    codes = code_list(name).codes
    return wide == narrow or any(
        contains(name, code, narrow) for code in codes[wide].narrower
    )


adapter_of: Callable[[Any], TypeAdapter[Any]] = cache(TypeAdapter)
"""Returns pydantic's parser of a type, which takes long to make."""


def _code(code: str, *, symmetric: str = "", **fields: Any) -> Code:
    """Return a code from its fields in the file, which are texts and lists of texts. Raises `ValueError`."""
    if symmetric == "true":
        fields.setdefault("inverse", fields.get("label"))
    try:
        made: Code = adapter_of(Code).validate_python({"code": code, **fields})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        words = first["msg"].replace("tuple", "list")
        raise ValueError(f"`{first['loc'][0]}`: {words}") from None
    return made


class CheckedText:
    """The base of annotations that pydantic calls on a text: `check` returns it as it is, or raises a `value_error`."""

    __slots__ = ()

    check: Callable[[str], str]

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self.check, handler(source))


def value_error(
    type_: str, message: str, help: str, *, wanted: object = None
) -> PydanticCustomError:
    """Return the error that a validator raises; `value_errors` makes a finding of it, of the rule that `type_` picks.

    `help` may have the places `{area}`, `{countries}` and `{speaker}`, filled by `SubjectMatter.worded`; `wanted` is
    that of the `Finding`.
    """
    return PydanticCustomError(
        type_, "{message}", {"message": message, "help": help, "wanted": wanted}
    )


@dataclass(frozen=True)
class CodeOf(CheckedText):
    """Marks a text as a code of the list with this name."""

    list_name: str

    def check(self, text: str) -> str:
        """Return a code as it is; else raise the error that names the codes that are meant."""
        listed = code_list(self.list_name)
        if text in listed.codes:
            return text
        typed = re.sub("[ _]+", "-", text.strip().lower())
        of_other_end: dict[str, str] = {}
        for code, fields in listed.codes.items():
            if fields.inverse_code:
                of_other_end |= {fields.inverse_code: code, fields.inverse: code}
        written = of_other_end.get(text) or of_other_end.get(typed)
        if written:
            # In place of a help stands the code: `parsing` makes the help, since it knows the files.
            raise value_error(
                "typed_inverse", f"`{text}` is the other end of `{written}`", written
            )
        raise value_error(
            "unknown_code",
            f"`{text}` is not a code of the list {self.list_name}",
            code_help(text, listed),
        )


def code_help(text: str, listed: CodeList) -> str:
    """Return the help for a text that is no code: the codes that it probably means, else all codes of the list.

    A list whose codes are not guessed (`CodeList.guess`) is given with its definitions.
    """
    alike = meant_codes(text, listed)
    if alike:
        return f"did you mean {enumerated([f'`{code}`' for code in alike], ' or ')}?"
    usable = _usable(listed)
    if listed.guess:
        return f"the codes are {', '.join(f'`{code}`' for code in usable)}"
    meanings = []
    for code, fields in usable.items():
        definition = fields.definition.removesuffix(".")
        meanings.append(f"`{code}`, {definition[0].lower()}{definition[1:]}")
    return f"the codes are {'; '.join(meanings)}"


def meant_codes(text: str, listed: CodeList) -> list[str]:
    """Return the codes that `text` may stand for: in another form, by other words, by a part of theirs, or misspelt."""
    usable = _usable(listed)
    words = _words(text)
    if not words:
        return []
    for code in usable:
        if _words(code) == words:
            return [code]
    for code, fields in usable.items():
        if _words(fields.label) == words:
            return [code]
    also = [code for code, fields in usable.items() if words in map(_words, fields.also)]
    if also or not listed.guess:
        return also
    alike = [
        code for code, fields in usable.items() if words <= _words(f"{code} {fields.label}")
    ]
    if 0 < len(alike) <= 6:
        return alike
    near = nearest(text, usable)
    return [near] if near else []


def _usable(listed: CodeList) -> dict[str, Code]:
    """Return the codes that a new entry may have."""
    return {code: fields for code, fields in listed.codes.items() if not fields.retired}


def _words(text: str) -> frozenset[str]:
    """Return the words of a text in small letters, each without an `s` at its end."""
    return frozenset(
        word.removesuffix("s") for word in re.findall(r"[a-z0-9]+", text.lower())
    )
