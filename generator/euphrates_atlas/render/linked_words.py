"""Values and statements in words with links, for all pages; the plain words come from `facts/plain_words.py`."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from markupsafe import Markup

from euphrates_atlas.facts.entry_dates import most_exact
from euphrates_atlas.facts.plain_words import (
    FIELD_WORDS,
    body_beside,
    body_within,
    country_name,
    is_one,
    numbers_of,
    pieces_of,
    value_words,
)
from euphrates_atlas.facts.rivals import contested
from euphrates_atlas.facts.speakers import named_speakers, speaker_id, voices_of
from euphrates_atlas.model.atlas import Atlas, Entry, Fact
from euphrates_atlas.model.codes import Code, code_list, list_names
from euphrates_atlas.model.roles import Located
from euphrates_atlas.model.shape import FieldShape, is_given
from euphrates_atlas.model.statement import Agent, Statement
from euphrates_atlas.model.value_types import NUMBERS, ORIGIN, Ref
from euphrates_atlas.render.markup import (
    BEHIND,
    LINK,
    NOTHING,
    SUB,
    address,
    html,
    isolated,
    joined,
    kind_class,
    label_html,
    piece,
)
from euphrates_atlas.subject import subject
from euphrates_atlas.text.edtf import EdtfError, parse_date
from euphrates_atlas.text.edtf_words import in_short, in_words
from euphrates_atlas.text.phrases import capitalised

CONTESTED = "Accounts differ"
_RANKED = {"preferred": "Preferred", "deprecated": "Superseded"}
_MARKED_LINK = piece('<a class="{}" href="{}">{}</a>')
_ORIGIN_KEY = re.compile(r"(.+?)-(\d{4}(?:-\d\d){0,2})(?:[a-z]|-.+)?")
"""A text with its day, such as `afp-2021-02-22-erbil`: who, the date, and what tells it from others of that day."""
_LONGEST_ACRONYM = 3
_SMALL_WORDS = {"al", "and", "for", "in", "of", "on", "the", "to"}
"""Words that a name spells small, unless it begins with one."""
_CHIP = piece('<span class="ea-st ea-st-{}">{}</span>')


class LinkedWords:
    """Values and statements of an atlas in words, with links to the entries that they name.

    `root` leads from the page to the first page of the site.
    """

    def __init__(self, atlas: Atlas, root: str = "../") -> None:
        self.atlas = atlas
        self._root = root
        self.speaking = cache(self._speaking)
        """Returns who speaks, with a link to all that they said."""
        self.statement_and_period = cache(self._statement_and_period)
        """Returns what a statement says, behind its stance, with its period: the row of each work that it cites asks for it."""

    def standing(self, fact: Fact) -> str:
        """Return the rank of a statement in words; of one with a normal rank, whether it has rivals, else nothing."""
        unranked = CONTESTED if self.differs(fact) else ""
        return _RANKED.get(fact.statement.rank, unranked)

    def differs(self, fact: Fact) -> bool:
        """Tell whether accounts differ on what a statement says."""
        return fact.id in contested(self.atlas, self.atlas[fact.entry_id])

    def rivals(self, facts: Sequence[Fact]) -> Sequence[Fact]:
        """Return the statements of a property with one value that a short line tells, of those given, the preferred first.

        It is the first alone, unless that one is contested and not preferred: then all that are.
        """
        facts = most_exact(facts)
        if not facts or self.standing(facts[0]) != CONTESTED:
            return facts[:1]
        return [fact for fact in facts if self.standing(fact) == CONTESTED]

    def period(self, fact: Fact) -> Markup:
        """Return the period of a statement; of an act that ends a state for good, such as a dissolution, its day alone."""
        when = fact.statement.when
        if not when:
            return NOTHING
        listed = self.atlas.field_of(fact).parts[0].code_list
        code = listed and listed.codes.get(fact.value)
        if code and code.last:
            when = when.start or when
        return html(in_words(when))

    def place_path(self, id: str) -> Markup:
        """Return a place with the area and country that it lies in; a country lies in none."""
        place = self.atlas[id].record
        assert isinstance(place, Located)
        if place.precision in subject().region.levels[:1]:
            return self.link(id)
        path = [self.link(id)]
        if place.area and place.area != id:
            path.append(self.link(place.area, marked=False))
        path.append(html(country_name(place.country)))
        return joined(path)

    def link(
        self,
        id: str,
        words: str | None = None,
        *,
        marked: bool = True,
        anchor: str = "",
    ) -> Markup:
        """Return a link to an entry; `marked` shows the sign of its kind."""
        entry = self.atlas[id]
        text = html(words) if words else label_html(entry)
        way = address(entry, anchor, self._root)
        return _MARKED_LINK(kind_class(entry), way, text) if marked else LINK(way, text)

    def agent(self, agent: Agent) -> Markup:
        """Return who says or does something, with the body they speak for beneath."""
        if agent.id:
            return self.link(agent.id)
        if not agent.of:
            return html(str(agent.label))
        before, own, behind = body_within(self.atlas, agent)
        if own:
            return html(before) + self.link(agent.of, own) + html(behind)
        return html(before) + self._beside(agent)

    def speaker(self, statement: Statement) -> Markup:
        """Return who says a statement; where it names nobody, who speaks in the works it cites."""
        return joined(map(self.speaking, voices_of(self.atlas, statement)))

    def _speaking(self, agent: Agent) -> Markup:
        """Return a speaker as `agent` does; the name of one without an entry leads to the page of what they said."""
        id = speaker_id(agent.label or "")
        if not id:
            return self.agent(agent)
        label = str(agent.label)
        known = named_speakers(self.atlas)[id]
        if known.entry:
            words = self.link(known.entry, label)
        else:
            words = LINK(f"{self._root}{known.address}", label)
        return words + self._beside(agent) if agent.of else words

    def _beside(self, agent: Agent) -> Markup:
        """Return the body behind a speaker in words."""
        words = body_beside(self.atlas, agent, self.link(str(agent.of)))
        return SUB(Markup(words)) if words else NOTHING

    def origin(self, key: str) -> Markup:
        """Return who or what an origin is: an entry, a speaker, or a text, as "AFP, 22 Feb 2021" for `afp-2021-02-22-erbil`."""
        entries = self.atlas.entries
        if key in entries:
            return self.link(key, marked=False)
        label, _, body = key.partition(" / ")
        if body in entries:
            return html(f"{label}, of ") + self.link(body, marked=False)
        if " " in label:
            return html(label)
        match = _ORIGIN_KEY.fullmatch(label)
        who, day = match.groups() if match else (label, "")
        name = (
            self.link(who, marked=False)
            if who in entries
            else html(_spelt(who, is_name=not day))
        )
        return name + html(_behind_comma(day)) if day else name

    def value(
        self, field: FieldShape, value: Any, *, short: bool = False, one: bool = False
    ) -> Markup:
        """Return a value of a field; what is absent is an empty text; `one` as in `label_of`."""
        if value is None or value == ():
            return NOTHING
        values = value if field.many else (value,)
        return joined([self._single(field, item, short, one) for item in values])

    def _single(self, field: FieldShape, value: Any, short: bool, one: bool) -> Markup:
        """Return one value: a link where it names an entry, else words."""
        if isinstance(value, Agent):
            return self.agent(value)
        if field.marker(Ref):
            return self.link(value)
        if ORIGIN in field.markers:
            return self.origin(value)
        return isolated(value_words(self.atlas, field, value, short=short, one=one))

    def statement(
        self,
        fact: Fact,
        *,
        without: str = "",
        capital: bool = True,
        phrase: str = "",
    ) -> tuple[Markup, tuple[tuple[FieldShape, Markup], ...]]:
        """Return a statement in words, and each part that these leave out with its words, unless it goes without saying.

        `without` names a part that goes without saying, as the entry on whose page the words stand; without `capital`
        the words go on in a sentence. A `phrase` puts it otherwise than the statement does.
        """
        statement = fact.statement
        field = self.atlas.field_of(fact)
        one = is_one(statement)
        words: list[Markup] = []
        said = {*NUMBERS, "stance", without}
        for text, name in pieces_of(statement, phrase):
            said.add(name)
            if name and name == without and words:
                continue  # the text leads to the part
            words.append(html(text))
            if name == "numbers":
                words.append(html(numbers_of(statement)))
            elif name and name != without:
                words.append(
                    self.value(field.part(name), getattr(statement, name), one=one)
                )
        main = "".join(words).strip(", :")
        rest = []
        for part in field.parts:
            value = getattr(statement, part.name)
            if (
                part.name not in said
                and is_given(value)
                and not _goes_without_saying(part, value)
            ):
                rest.append((part, self.value(part, value, one=one)))
        return Markup(capitalised(main) if capital else main), tuple(rest)

    def _statement_and_period(self, fact: Fact) -> Markup:
        said, _ = self.statement(fact)
        when = self.period(fact)
        period = BEHIND(when) if when else NOTHING
        return stance_lead(fact.statement.stance_code, actor=True) + said + period


def _goes_without_saying(part: FieldShape, value: Any) -> bool:
    """Tell whether a value is a code that pages leave out beneath a statement."""
    if not part.code_list or part.many:
        return False
    return bool(part.code_list.codes[value].unsaid)


def _behind_comma(day: str) -> str:
    """Return the date of an origin behind its name; one that is no date, such as `2021-02-31`, as it is written."""
    try:
        return f", {in_short(parse_date(day))}"
    except EdtfError:
        return f" {day}"


def _spelt(key: str, *, is_name: bool) -> str:
    """Return a key in words: a name as "Saudi Research and Media Group", else as "KH statement"."""
    words = []
    for word in key.split("-"):
        if word in _SMALL_WORDS:
            words.append(word)
        elif len(word) <= _LONGEST_ACRONYM:
            words.append(word.upper())
        else:
            words.append(capitalised(word) if is_name else word)
    return capitalised(" ".join(words))


def stance_style(stance: Code) -> str:
    """Return the style of a stance's chip."""
    return stance.style or "doubted"


def stance_chip(stance: Code | None) -> Markup:
    """Return a stance as a chip; nothing where a statement has none."""
    return _CHIP(stance_style(stance), capitalised(stance.label)) if stance else NOTHING


def stance_words(stance: Code) -> str:
    """Return the words of a stance before an actor."""
    return stance.before or f"{stance.label} by"


def stance_lead(stance: Code | None, *, actor: bool = False) -> Markup:
    """Return a stance as a chip with a space behind it, before an `actor` as in "denied by"; nothing where there is none."""
    if not stance:
        return NOTHING
    between = stance_words(stance).removeprefix(stance.label) if actor else ""
    return stance_chip(stance) + html(f"{between} ")


@cache
def stances() -> tuple[tuple[str, Code], ...]:
    """Return a stance for each way in which chips look, with the name of its list; none where no list has stances."""
    by_style: dict[str, tuple[str, Code]] = {}
    for name in list_names():
        for code in code_list(name).codes.values():
            if code.style and (code.own or code.affirms):
                by_style.setdefault(code.style, (name, code))
    return tuple(by_style.values())


def field_link(entry: Entry, field: str, fact: Fact | None) -> Markup:
    """Return the name of a field as a link to a statement, or to the top of its page."""
    return LINK(address(entry, fact.anchor if fact else ""), label_of_field(entry, field))


def label_of_field(entry: Entry, field: str) -> str:
    """Return the name of a field within a sentence."""
    return FIELD_WORDS.get(field, entry.shape.fields[field].label.lower())
