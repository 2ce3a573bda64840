"""Values of entries in plain words: codes, languages, countries, dates, speakers and numbers.

Pages put links and markup around these words; search, exports and lists of changes take them as they are.
"""

import re
from datetime import date
from functools import cache
from typing import Any

from babel import Locale

from generator.model.atlas import Atlas
from generator.model.codes import CodeOf, code_list
from generator.model.kind import Kind
from generator.model.numbers import NUMBERS, Numbers
from generator.model.shape import FieldShape
from generator.model.statement import Agent
from generator.model.value_types import CldrCode, Ref
from generator.subject import subject
from generator.text.edtf import Edtf, parse
from generator.text.edtf_words import in_short, in_words
from generator.text.phrases import capitalised
from generator.text.prose import Prose
from generator.text.prose_sentences import plain_text

_CLDR = Locale("en")
_PART = re.compile(r"\{(\w+)\}")


def counted_entries(count: int, kind: Kind) -> str:
    """Return a number of entries of one kind: `1 strike`, `2 strikes`."""
    return f"{count:,} {(kind.singular if count == 1 else kind.plural).lower()}"


def day_words(day: date) -> str:
    """Return a day in words, one outside the years of the atlas in digits."""
    return in_words(parse(day.isoformat())) if 1900 <= day.year <= 2100 else day.isoformat()


def label_of(list_name: str, code: str, *, one: bool = False) -> str:
    """Return the words for a code; with `one` those for one person or thing."""
    listed = code_list(list_name).codes[code]
    return (one and listed.one) or listed.label


def language_name(tag: str) -> str:
    """Return the English name of a language tag, the tag itself where CLDR has none."""
    base, *rest = tag.split("-")
    return str(_CLDR.languages.get(base, tag)) + (", Latin script" if "Latn" in rest else "")


def country_name(code: str) -> str:
    """Return the English name of a country, the code itself where CLDR has none."""
    return str(_CLDR.territories.get(code, code))


def agent_words(atlas: Atlas, agent: Agent) -> str:
    """Return who says or does something, with the body they speak for."""
    return atlas[agent.id].label if agent.id else str(agent.label) + body_beside(atlas, agent)


def body_beside(atlas: Atlas, agent: Agent, shown: str = "") -> str:
    """Return the body, or as it is shown, behind its speaker: in brackets behind words with an "of", not behind its own name."""
    if not agent.of or body_within(atlas, agent)[1]:
        return ""
    return (" ({})" if " of " in str(agent.label) else " of {}").format(shown or atlas[agent.of].label)


def body_within(atlas: Atlas, agent: Agent) -> tuple[str, str, str]:
    """Return the words of a speaker before, in and behind those that name the body, as "Syria", "Syrian" or "PMF"."""
    body = atlas[str(agent.of)]
    others = (name.text for name in body.record.names if not (name.is_search_only or name.shared))
    names = sorted((body.label, *others, *subject().adjectives.get(body.id, ())), key=len, reverse=True)
    words = re.split(rf"(?<!\w)({'|'.join(map(re.escape, names))})(?!\w)", str(agent.label), maxsplit=1)
    return (words[0], words[1], words[2]) if len(words) > 1 else (words[0], "", "")


def value_words(atlas: Atlas, field: FieldShape, value: Any, *, short: bool = False, one: bool = False) -> str:
    """Return one value of a field, by its type and the annotations of the field; `one` as in `label_of`."""
    if isinstance(value, Agent):
        return agent_words(atlas, value)
    if isinstance(value, Edtf):
        return in_short(value) if short else in_words(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if (code := field.marker(CodeOf)) is not None:
        return label_of(code.list_name, value, one=one)
    if (named := field.marker(CldrCode)) is not None:
        return language_name(value) if named.names == "languages" else country_name(value)
    if field.marker(Ref) is not None:
        return atlas[value].label
    return number_words(value) if isinstance(value, Numbers) else str(value)


def statement_words(atlas: Atlas, field: FieldShape, statement: Any) -> str:
    """Return what a statement says in words, its stance in front, without its speaker, its period and its lesser parts."""
    said, one = [], is_one(statement)
    for text, name in pieces_of(statement):
        said.append(text)
        if name == "numbers":
            said.append(numbers_of(statement))
        elif name and (value := getattr(statement, name)) not in (None, ()):
            part = field.part(name)
            items = value if part.many else (value,)
            said.append(", ".join(value_words(atlas, part, item, one=one) for item in items))
    words = capitalised("".join(said).strip(", :"))
    return f"{capitalised(stance.label)}: {words}" if (stance := statement.stance_code) else words


def is_one(statement: Any) -> bool:
    """Tell whether a statement counts one person or thing, at least or at most."""
    return {getattr(statement, name, None) for name in NUMBERS} - {None} == {1}


def numbers_of(statement: Any) -> str:
    """Return the numbers of a statement in words; where it has none, the words of its source."""
    quoted = f"\u201c{statement.verbatim}\u201d" if statement.verbatim else "no figure"
    return number_words(statement) or quoted


def pieces_of(statement: Any, phrase: str = "") -> tuple[tuple[str, str], ...]:
    """Return how a statement is said, by its own phrase or another: texts, each with the part that stands behind it, if any.

    Of several phrases, separated by `|`, it is the first whose parts the statement has, else the last.
    """
    phrases = [_split(one) for one in of_number(phrase or statement.phrase, one=is_one(statement)).split("|")]
    named = ((pieces, [name for _, name in pieces if name and name != "numbers"]) for pieces in phrases)
    return next((pieces for pieces, names in named if all(getattr(statement, name) for name in names)), phrases[-1])


def of_number(phrase: str, *, one: bool) -> str:
    """Return a phrase in which `(s)` is the ending of a plural as it is said of one, or of many."""
    return phrase.replace("(s)", "" if one else "s")


@cache
def _split(phrase: str) -> tuple[tuple[str, str], ...]:
    split = _PART.split(phrase)
    return tuple(zip(split[::2], [*split[1::2], ""], strict=True))


def prose_words(atlas: Atlas, prose: Prose) -> str:
    """Return prose on one line, without citations; links by their words, else by the label of the entry."""
    return " ".join(plain_text(prose, lambda link: link.words or atlas[link.id].label).split())


def number_words(numbers: Any) -> str:
    """Return a range in words: `8`, `at least 40`, `8 to 12, best 10`; empty where it has no number."""
    low, best, high = (getattr(numbers, name) for name in NUMBERS)
    if low is not None and high is not None:
        words = str(low) if low == high else f"{low:,} to {high:,}"
        return f"{words}, best {best:,}" if best is not None and low != high else words
    if best is not None:
        bound = f", at least {low:,}" if low is not None else f", at most {high:,}" if high is not None else ""
        return f"{best:,}{bound}"
    if low is not None:
        return f"at least {low:,}"
    return f"at most {high:,}" if high is not None else ""
