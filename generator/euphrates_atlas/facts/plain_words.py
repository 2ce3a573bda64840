"""Values of entries in plain words: codes, languages, countries, dates, speakers and numbers.

Pages put links and markup around these words; search, exports and lists of changes take them as they are.
Names of languages and countries come from CLDR, the tables of the Unicode Consortium.
"""

import re
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from euphrates_atlas.model.atlas import Atlas
from euphrates_atlas.model.codes import code_list
from euphrates_atlas.model.kind import Kind
from euphrates_atlas.model.shape import FieldShape
from euphrates_atlas.model.statement import Agent
from euphrates_atlas.model.value_types import NUMBERS, ORIGIN, CldrCode, Numbers, Ref
from euphrates_atlas.subject import subject
from euphrates_atlas.text.edtf import Edtf, parse_date
from euphrates_atlas.text.edtf_words import in_short, in_words
from euphrates_atlas.text.phrases import capitalised, squeezed
from euphrates_atlas.text.prose import Prose
from euphrates_atlas.text.prose_parser import parse
from euphrates_atlas.text.prose_sentences import plain_text, sentences

_PART = re.compile(r"\{(\w+)\}")
"""The place of a part in a phrase of `Statement.phrase`."""
FIELD_WORDS = {"summary": "the lead", "body": "the text", "gaps": "what is not known"}
"""What pages call the fields of texts."""


@cache
def _cldr() -> Any:
    from babel import Locale  # noqa: PLC0415 -- commands that read changes alone go without this package

    return Locale("en")


def counted_entries(count: int, kind: Kind) -> str:
    """Return a number of entries of one kind: `1 strike`, `2 strikes`."""
    name = kind.singular if count == 1 else kind.plural
    return f"{count:,} {name.lower()}"


def day_words(day: date) -> str:
    """Return a day in words, one outside the years of the atlas in digits."""
    digits = day.isoformat()
    if not 1900 <= day.year <= 2100:
        return digits
    return in_words(parse_date(digits))


def label_of(list_name: str, code: str, *, one: bool = False) -> str:
    """Return the words for a code of a list; with `one` those for one person or thing, where the list has them."""
    listed = code_list(list_name).codes[code]
    if one and listed.one:
        return listed.one
    return listed.label


def language_name(tag: str) -> str:
    """Return the English name of a language tag, the tag itself where CLDR has none: `Kurdish, Latin script` for `ku-Latn`."""
    base, *rest = tag.split("-")
    name = str(_cldr().languages.get(base, tag))
    return f"{name}, Latin script" if "Latn" in rest else name


def country_name(code: str) -> str:
    """Return the English name of a country, the code itself where CLDR has none."""
    return str(_cldr().territories.get(code, code))


def agent_words(atlas: Atlas, agent: Agent) -> str:
    """Return who says or does something, with the body they speak for."""
    if agent.id:
        return atlas[agent.id].label
    return str(agent.label) + body_beside(atlas, agent)


def body_beside(atlas: Atlas, agent: Agent, shown: str = "") -> str:
    """Return the end of the words for a speaker, which names the body: " of Badr Organization".

    In brackets where the words have an "of" already; empty where they name the body themselves, or there is none.
    `shown` stands in place of the body's label, such as a link.
    """
    if not agent.of:
        return ""
    _, within, _ = body_within(atlas, agent)
    if within:
        return ""
    body = shown or atlas[agent.of].label
    if " of " in str(agent.label):
        return f" ({body})"
    return f" of {body}"


def body_within(atlas: Atlas, agent: Agent) -> tuple[str, str, str]:
    """Return the words of a speaker in three parts: before the name of their body, the name as it stands there, and behind it.

    The name may be an adjective, as in ("", "Syrian", " officials"). Without one, all words are in the first part.
    """
    body = atlas[str(agent.of)]
    names = body.own_names
    names += subject().adjectives.get(body.id, ())
    names.sort(key=len, reverse=True)
    any_name = "|".join(map(re.escape, names))  # of two at one place, the longer is found
    label = str(agent.label)
    found = re.search(rf"(?<!\w)({any_name})(?!\w)", label)
    if not found:
        return label, "", ""
    start, end = found.span()
    return label[:start], found[0], label[end:]


def value_words(
    atlas: Atlas,
    field: FieldShape,
    value: Any,
    *,
    short: bool = False,
    one: bool = False,
) -> str:
    """Return one value of a field in words, by its type and the annotations of the field; `one` as in `label_of`.

    `short` is for dates.
    """
    if isinstance(value, Agent):
        return agent_words(atlas, value)
    if isinstance(value, Edtf):
        return in_short(value) if short else in_words(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{Decimal(repr(value)):f}".removesuffix(".0")
    listed = field.code_list
    if listed:
        return label_of(listed.name, value, one=one)
    named = field.marker(CldrCode)
    if named:
        return language_name(value) if named.names == "languages" else country_name(value)
    may_be_id = bool(field.marker(Ref)) or ORIGIN in field.markers
    if may_be_id and value in atlas:
        return atlas[value].label
    if isinstance(value, Numbers):
        return number_words(value)
    return str(value)


def statement_words(atlas: Atlas, field: FieldShape, statement: Any) -> str:
    """Return what a statement says in words, its stance in front, without its speaker, its period and its lesser parts."""
    one = is_one(statement)
    said = ""
    for text, name in pieces_of(statement):
        said += text
        if name == "numbers":
            said += numbers_of(statement)
            continue
        value = getattr(statement, name) if name else None
        if value not in (None, ()):
            part = field.part(name)
            items = value if part.many else (value,)
            words = [value_words(atlas, part, item, one=one) for item in items]
            said += ", ".join(words)
    said = capitalised(said.strip(", :"))
    stance = statement.stance_code
    if stance:
        return f"{capitalised(stance.label)}: {said}"
    return said


def is_one(statement: Any) -> bool:
    """Tell whether a statement counts one person or thing, at least or at most: all numbers that it gives are 1."""
    numbers = {getattr(statement, name, None) for name in NUMBERS}
    return numbers - {None} == {1}


def numbers_of(statement: Any) -> str:
    """Return the numbers of a statement in words; where it has none, the words of its source."""
    quoted = (
        f"\u201c{statement.verbatim}\u201d" if statement.verbatim else "an unstated number"
    )
    return number_words(statement) or quoted


def pieces_of(statement: Any, phrase: str = "") -> tuple[tuple[str, str], ...]:
    """Return how a statement is said, by its own phrase or another: texts, each with the name of the part behind it, if any.

    Of several phrases, separated by `|`, it is the first whose parts the statement has, else the last.
    See `_split` for an example.
    """
    phrase = of_number(phrase or statement.phrase, one=is_one(statement))
    for pieces in map(_split, phrase.split("|")):
        names = [name for _, name in pieces if name and name != "numbers"]
        if all(getattr(statement, name) for name in names):
            break
    return pieces


def of_number(phrase: str, *, one: bool) -> str:
    """Return a phrase as it is said of one or of many: `killed person(s)` becomes `killed person` or `killed persons`."""
    return phrase.replace("(s)", "" if one else "s")


@cache
def _split(phrase: str) -> tuple[tuple[str, str], ...]:
    """Return the texts of a phrase with the parts behind them.

    "in {place}, by {by}" has ("in ", "place"), (", by ", "by") and ("", "").
    """
    split = [
        *_PART.split(phrase),
        "",
    ]  # texts and parts take turns; no part is behind the last text
    texts = split[::2]
    names = split[1::2]
    return tuple(zip(texts, names, strict=True))


def prose_words(atlas: Atlas, prose: Prose) -> str:
    """Return prose on one line, without citations; links by their words, else by the label of the entry, if it is there."""
    text = plain_text(prose, lambda link: atlas.name_of(link.id))
    return squeezed(text)


def sentences_told(prose: Prose, names: Atlas | None) -> list[str]:
    """Return the sentences of a prose, on one line each: in plain words where names are given, else as they are written."""
    texts = (prose.text[start:end] for start, end, _ in sentences(prose))
    return [prose_words(names, parse(text)) if names else squeezed(text) for text in texts]


def number_words(numbers: Any) -> str:
    """Return a range in words: `8`, `at least 40`, `8 to 12, best 10`; empty where it has no number."""
    low, best, high = (getattr(numbers, name) for name in NUMBERS)
    if low is not None and high is not None:
        if low == high:
            return f"{low:,}"
        words = f"{low:,} to {high:,}"
        return words if best is None else f"{words}, best {best:,}"
    bound = ""
    if low is not None:
        bound = f"at least {low:,}"
    elif high is not None:
        bound = f"at most {high:,}"
    if best is None:
        return bound
    return f"{best:,}, {bound}" if bound else f"{best:,}"
