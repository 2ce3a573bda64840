"""Statements as pages show them: in words, with speaker, standing, citation marks and origins."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from generator.links.comparison import Disagreement
from generator.links.origins import is_thin, origins_of, sources_of
from generator.model.atlas import Atlas
from generator.model.entry import Entry, Fact
from generator.model.kind import Property
from generator.model.shape import FieldShape
from generator.model.statement import Dispute
from generator.render.references import References
from generator.render.values import NUMBERS, Words, capitalised, html, label_of, number_words
from generator.text.edtf_words import in_short, in_words

MAX_MARKS = 4
"""Statements of one value whose citation marks the fact box shows."""

_PART = re.compile(r"\{(\w+)\}")
_SAID_STANCES = {"denies": "denied", "doubts": "doubted", "has-no-knowledge": "doubted"}


@dataclass(frozen=True, slots=True)
class FactView:
    """One statement, ready for a template."""

    fact: Fact
    anchor: str
    words: Markup
    """The value, as pages say it."""
    plain: str
    """The same without markup, for labels."""
    parts: tuple[tuple[str, Markup], ...]
    """Label and value of the parts that the words leave out."""
    stance: str
    """The style of its stance chip, where it is a claim, attribution or denial."""
    stance_words: str
    when: Markup
    said: Markup
    speaker: Markup
    verbatim: str
    note: str
    rank: str
    standing: str
    reason: str
    confidence: str
    disputes: tuple[Markup, ...]
    marks: Markup
    sources: str
    origins: int
    thin: bool
    """It speaks of a death, a responsibility or a parentage, and rests on one origin."""
    numbers: tuple[str, str, str] | None
    """Low, best and high, where the statement counts."""


@dataclass(frozen=True, slots=True)
class ValueView:
    """One value in the fact box: the first statement that gives it, and the marks of all that do."""

    view: FactView
    marks: Markup


@dataclass(frozen=True, slots=True)
class SectionView:
    """All statements of one property."""

    name: str
    anchor: str
    label: str
    facts: tuple[FactView, ...]
    differs: bool
    differ_words: str
    columns: frozenset[str]
    """Which of the optional columns have something in them."""

    @property
    def values(self) -> "list[ValueView]":
        """What the fact box shows: each value that stands, once, however many say it; all where none stands."""
        standing = [view for view in self.facts if view.rank != "deprecated"] or list(self.facts)
        alike: dict[tuple[str, ...], list[FactView]] = {}
        for view in standing:
            alike.setdefault((view.stance, str(view.words), str(view.when)), []).append(view)
        return [ValueView(views[0], Markup(" ").join(v.marks for v in views[:MAX_MARKS])) for views in alike.values()]


class FactViews:
    """Makes the views of one entry's statements; the order of the calls numbers its references."""

    def __init__(
        self, atlas: Atlas, entry: Entry, words: Words, references: References, disagreements: Iterable[Disagreement]
    ) -> None:
        self._atlas = atlas
        self._entry = entry
        self._words = words
        self._references = references
        self.disagreements = tuple(disagreements)

    def sections(self) -> list[SectionView]:
        """Return the sections of the entry, in the order of its fields."""
        return [
            self._section(field, declared)
            for field, declared in self._entry.properties()
            if getattr(self._entry.record, field.name)
        ]

    def _section(self, field: FieldShape, declared: Property) -> SectionView:
        ranks = {"preferred": 0, "normal": 1, "deprecated": 2}
        ordered = sorted(self._entry.facts_of(field.name), key=lambda f: (ranks[f.statement.rank], f.index))
        facts = tuple(self._fact(field, declared, fact) for fact in ordered)
        differing = [d for d in self.disagreements if d.field == field.name]
        columns = frozenset(
            name
            for name in ("when", "said", "stance", "confidence", "disputes", "numbers")
            if any(getattr(f, name) for f in facts)
        )
        return SectionView(
            field.name,
            field.name.replace("_", "-"),
            declared.label,
            facts,
            bool(differing),
            difference_words(differing),
            columns,
        )

    def _fact(self, field: FieldShape, declared: Property, fact: Fact) -> FactView:
        statement = fact.statement
        words, parts = statement_words(self._words, field, statement)
        stance = getattr(statement, "stance", "")
        label = declared.label.lower()
        origins = origins_of(self._atlas, self._entry, fact)
        cited = len(sources_of(self._atlas, self._entry, fact))
        return FactView(
            fact=fact,
            anchor=fact.anchor,
            words=words,
            plain=str(words.striptags()),
            parts=parts,
            stance=stance_style(stance) if stance else "",
            stance_words=capitalised(label_of("stance", stance)) if stance else "",
            when=html(in_words(statement.when)) if statement.when else Markup(""),
            said=html(in_short(statement.said)) if statement.said else Markup(""),
            speaker=self._words.speaker(statement),
            verbatim=statement.verbatim or "",
            note=statement.note or "",
            rank=statement.rank,
            standing=self._words.standing(self._entry, fact),
            reason=label_of("reason", statement.reason) if statement.reason else "",
            confidence=label_of("confidence", statement.confidence) if statement.confidence else "",
            disputes=tuple(self._dispute(fact, item, label) for item in statement.disputed),
            marks=self._references.fact_marks(fact, label),
            sources=f"{_number(cited, 'source')}, {_number(len(origins), 'origin')}",
            origins=len(origins),
            thin=is_thin(self._atlas, self._entry, fact),
            numbers=_numbers(statement),
        )

    def _dispute(self, fact: Fact, item: Dispute, label: str) -> Markup:
        when = Markup(", ") + html(in_short(item.said)) if item.said else Markup("")
        said = Markup(", &#8220;{}&#8221;").format(html(item.verbatim)) if item.verbatim else Markup("")
        marks = self._references.marks(item.cite, item.by, fact.anchor, label)
        return Markup('<span class="ea-st ea-st-{}">{}</span> by {}{}{} {}').format(
            _SAID_STANCES.get(item.stance, "doubted"),
            html(capitalised(label_of("dispute-stance", item.stance))),
            self._words.agent(item.by),
            when,
            said,
            marks,
        )


def statement_words(
    words: Words, field: FieldShape, statement: Any, *, without: str = ""
) -> tuple[Markup, tuple[tuple[str, Markup], ...]]:
    """Return a statement in words, and the parts that the words leave out with their labels.

    `without` names a part that goes without saying, as the entry on whose page the words stand.
    """
    assert field.record is not None
    phrase = _phrase(statement)
    named = set(_PART.findall(phrase)) | {without} | (set(NUMBERS) if "{numbers}" in phrase else set())
    out: list[Markup] = []
    for text, name in _pieces(phrase):
        if name and name == without and out:
            continue
        out.append(html(text))
        if name == "numbers":
            out.append(html(number_words(statement) or statement.verbatim or "no figure"))
        elif name and name != without:
            out.append(words.value(field.record.fields[name], getattr(statement, name)))
    main = Markup("").join(out).strip(", :")
    rest = []
    for part in field.record.parts:
        value = getattr(statement, part.name)
        if part.name not in named and part.name != "stance" and value not in (None, (), False):
            rest.append((part.name.replace("_", " "), words.value(part, value)))
    return capitalise_html(Markup(main)), tuple(rest)


def _phrase(statement: Any) -> str:
    """Return the first of a statement's phrases, separated by `|`, whose parts it has."""
    phrases: list[str] = statement.phrase.split("|")
    fitting = (p for p in phrases if all(name == "numbers" or getattr(statement, name) for name in _PART.findall(p)))
    return next(fitting, phrases[-1])


def _pieces(phrase: str) -> list[tuple[str, str]]:
    split = _PART.split(phrase)
    return list(zip(split[::2], [*split[1::2], ""], strict=True))


def capitalise_html(text: Markup) -> Markup:
    """Return HTML with its first letter as a capital, where it starts with text."""
    return Markup(capitalised(str(text)))


def stance_chip(stance: str) -> Markup:
    """Return a stance as the chip that stands before an actor."""
    return Markup('<span class="ea-st ea-st-{}">{}</span> ').format(
        stance_style(stance), html(capitalised(label_of("stance", stance)))
    )


def stance_style(stance: str) -> str:
    """Return the style of a stance's chip."""
    return {
        "claimed": "claimed",
        "acknowledged": "claimed",
        "attributed": "attributed",
        "suspected": "attributed",
        "denied": "denied",
    }.get(stance, "doubted")


def difference_words(differing: list[Disagreement]) -> str:
    """Return how many accounts there are of a matter, and how many of them somebody rejects."""
    accounts = sum(len(d.facts) for d in differing)
    disputed = sum(bool(f.statement.disputed) for d in differing for f in d.facts)
    preferred = sum(f.statement.rank == "preferred" for d in differing for f in d.facts)
    words = [_number(accounts, "account")]
    words += [f"{preferred} preferred"] if preferred else []
    words += [f"{disputed} disputed"] if disputed else []
    return ", ".join(words)


def disagreement_words(atlas: Atlas, words: Words, disagreement: Disagreement) -> list[Markup]:
    """Return each account of a disagreement as one line: value with its address, and who says it."""
    entry = atlas[disagreement.entry_id]
    field = entry.shape.fields[disagreement.field]
    lines = []
    for fact in disagreement.facts:
        said, _ = statement_words(words, field, fact.statement)
        stance = getattr(fact.statement, "stance", "")
        chip = stance_chip(stance) if stance else Markup("")
        rank = (
            Markup('<span class="ea-rank ea-rank-preferred"><span class="ea-vh">Preferred:</span></span> ')
            if fact.statement.rank == "preferred"
            else Markup("")
        )
        link = Markup('<a href="../{}/{}.html#{}">{}</a>').format(
            entry.kind.folder, entry.id, fact.anchor, said.striptags()
        )
        lines.append(
            rank + chip + link + Markup(' <span class="ea-by">{}</span>').format(words.speaker(fact.statement))
        )
        for item in fact.statement.disputed:
            lines.append(
                Markup('<span class="ea-st ea-st-{}">{}</span> <span class="ea-by">{}</span>').format(
                    _SAID_STANCES.get(item.stance, "doubted"),
                    html(capitalised(label_of("dispute-stance", item.stance))),
                    words.agent(item.by),
                )
            )
    return lines


def _numbers(statement: Any) -> tuple[str, str, str] | None:
    if not all(hasattr(statement, name) for name in NUMBERS):
        return None
    low, best, high = ("" if getattr(statement, n) is None else f"{getattr(statement, n):,}" for n in NUMBERS)
    return low, best, high


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" + ("" if count == 1 else "s")
