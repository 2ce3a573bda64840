"""Statements as pages show them: in words, with speaker, standing, citation marks and origins."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from generator.links.comparison import Disagreement
from generator.links.origins import is_thin, origins_of
from generator.model.atlas import Atlas
from generator.model.entry import Entry, Fact
from generator.model.kind import Property
from generator.model.shape import FieldShape
from generator.model.statement import Dispute
from generator.render.differing import difference_words, short_difference
from generator.render.references import References
from generator.render.values import (
    ALONE,
    NOTHING,
    NUMBERS,
    Snippet,
    Words,
    capitalised,
    html,
    joined,
    label_of,
    plain_of,
)
from generator.render.wording import dispute_chip, stance_style, statement_words
from generator.text.edtf_words import in_short, in_words

MAX_ROWS = 6
"""Rows of a table that stand open; the others are folded, unless there is but one."""
MAX_SUPERSEDED = 2
"""Superseded statements that stand open beside the others."""
MAX_MARKS = 3
"""Citation marks at one value in the fact box; the others stand in its table."""
_WHEN = Snippet(", {}")
_QUOTED = Snippet(", &#8220;{}&#8221;")
_DISPUTE = Snippet("{} by {}{}{} {}")
_TO_FACT = Snippet('<a href="#{}" aria-label="{} more source{}">+{}</a>')
_MARKED = Snippet('<sup class="ea-c">{}<span class="ea-nb">{}{}</span></sup>')
_MARK = re.compile(r"<a .*?</a>")


@dataclass(frozen=True, slots=True)
class DisputeView:
    """Somebody's rejection of a statement; a template prints it as one line."""

    stance: str
    who: Markup
    said: Markup
    verbatim: Markup
    marks: Markup

    def __html__(self) -> str:
        """Return the line: chip, who, when, their words, sources."""
        when = _WHEN(self.said) if self.said else NOTHING
        words = _QUOTED(self.verbatim) if self.verbatim else NOTHING
        return _DISPUTE(dispute_chip(self.stance), self.who, when, words, self.marks)


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
    disputes: tuple[DisputeView, ...]
    marks: Markup
    letters: Markup
    """The letters of its origins, each leading to where they are named."""
    origins: int
    thin: bool
    """It speaks of a death, a responsibility or a parentage, and rests on one origin."""
    numbers: tuple[str, str, str] | None
    """Low, best and high, where the statement counts."""
    cells: dict[str, Markup]
    """The parts that have a column of their own."""

    @property
    def contested(self) -> bool:
        """Tell whether its standing says more than that nobody disputes it."""
        return self.standing != ALONE


@dataclass(frozen=True, slots=True)
class ValueView:
    """One value in the fact box: the first statement that gives it, and the marks of all that do."""

    view: FactView
    marks: Markup

    def marked(self, tail: Markup) -> Markup:
        """Return the first marks, how many more there are, and what stands behind them on the line of the last mark."""
        links = [Markup(link) for link in dict.fromkeys(_MARK.findall(self.marks))]
        more = len(links) - MAX_MARKS
        if more > 0:
            links[MAX_MARKS:] = [_TO_FACT(self.view.anchor, more, "s" if more > 1 else "", more)]
        *ahead, last = links or [NOTHING]
        return _MARKED(Markup("".join(f"{link} " for link in ahead)), last, tail)


@dataclass(frozen=True, slots=True)
class SectionView:
    """All statements of one property."""

    name: str
    anchor: str
    label: str
    facts: tuple[FactView, ...]
    differs: bool
    differ_words: str
    differ_short: str
    """What differs, short enough for the fact box."""
    columns: frozenset[str]
    """Which of the optional columns have something in them."""
    own_columns: tuple[tuple[str, str], ...]
    """Name and heading of the columns that statements of this property have for themselves."""

    counts: bool
    """Low, best and high have columns of their own."""
    tabled: bool
    """Its statements have a table of their own, however few."""

    @property
    def shown(self) -> tuple[FactView, ...]:
        """The statements that stand open in a table of their own."""
        return self.facts[: len(self.facts) - len(self.folded)]

    @property
    def folded(self) -> tuple[FactView, ...]:
        """The statements that a long table folds: those behind the first, or superseded ones where they are many."""
        if len(self.facts) > MAX_ROWS + 1:
            return self.facts[MAX_ROWS:]
        superseded = tuple(view for view in self.facts if view.rank == "deprecated")
        return superseded if len(superseded) > MAX_SUPERSEDED and len(superseded) < len(self.facts) else ()

    @property
    def folded_words(self) -> str:
        """What the fold holds."""
        superseded = all(view.rank == "deprecated" for view in self.folded)
        return f"{len(self.folded)} {'superseded' if superseded else 'more'}"

    @property
    def values(self) -> "list[ValueView]":
        """What the fact box shows: each value that stands, once, however many say it; all where none stands."""
        standing = [view for view in self.facts if view.rank != "deprecated"] or list(self.facts)
        alike: dict[tuple[str, ...], list[FactView]] = {}
        for view in standing:
            alike.setdefault((view.stance_words, str(view.words), str(view.when)), []).append(view)
        return [ValueView(views[0], joined((v.marks for v in views), " ")) for views in alike.values()]


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
            for name in ("when", "said", "stance", "confidence", "disputes", "numbers", "contested")
            if any(getattr(f, name) for f in facts)
        )
        assert field.record is not None
        own: tuple[str, ...] = getattr(field.record.type, "own_columns", ())
        return SectionView(
            field.name,
            field.name.replace("_", "-"),
            declared.label,
            facts,
            bool(differing),
            difference_words(differing, self._words, field),
            short_difference(differing, self._words, field),
            columns,
            tuple((n, capitalised(n.replace("_", " "))) for n in own if any(f.cells.get(n) for f in facts)),
            "numbers" in own,
            bool(own),
        )

    def _fact(self, field: FieldShape, declared: Property, fact: Fact) -> FactView:
        statement = fact.statement
        words, parts = statement_words(self._words, field, statement)
        stance = getattr(statement, "stance", "")
        label = declared.label.lower()
        origins = origins_of(self._atlas, self._entry, fact)
        own = getattr(type(statement), "own_columns", ())
        marks = self._references.fact_marks(fact, label)
        return FactView(
            fact=fact,
            anchor=fact.anchor,
            words=words,
            plain=plain_of(words),
            parts=tuple((capitalised(name.replace("_", " ")), value) for name, value in parts if name not in own),
            stance=stance_style(stance) if stance else "",
            stance_words=capitalised(label_of("stance", stance)) if stance else "",
            when=html(in_words(statement.when)) if statement.when else NOTHING,
            said=html(in_short(statement.said)) if statement.said else NOTHING,
            speaker=self._words.speaker(statement),
            verbatim=statement.verbatim or "",
            note=statement.note or "",
            rank=statement.rank,
            standing=self._words.standing(self._entry, fact),
            reason=label_of("reason", statement.reason) if statement.reason else "",
            confidence=label_of("confidence", statement.confidence) if statement.confidence else "",
            disputes=tuple(self._dispute(fact, item, label) for item in statement.disputed),
            marks=marks,
            letters=self._references.letters(origins),
            origins=len(origins),
            thin=is_thin(self._atlas, self._entry, fact),
            numbers=_numbers(statement),
            cells={name: value for name, value in parts if name in own},
        )

    def _dispute(self, fact: Fact, item: Dispute, label: str) -> DisputeView:
        return DisputeView(
            item.stance,
            self._words.agent(item.by),
            html(in_short(item.said)) if item.said else NOTHING,
            html(item.verbatim) if item.verbatim else NOTHING,
            self._references.marks(item.cite, item.by, fact.anchor, label, item.said),
        )


def _numbers(statement: Any) -> tuple[str, str, str] | None:
    if not all(hasattr(statement, name) for name in NUMBERS):
        return None
    low, best, high = ("" if getattr(statement, n) is None else f"{getattr(statement, n):,}" for n in NUMBERS)
    return low, best, high
