"""Rules about sources, and about their use in statements and prose."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from euphrates_atlas.facts.entry_dates import dates_in
from euphrates_atlas.findings import Fault, Faults, Level
from euphrates_atlas.model.atlas import Atlas, Entry, Fact
from euphrates_atlas.model.roles import Work
from euphrates_atlas.model.rules import rule
from euphrates_atlas.model.statement import Citation, Dispute, Statement
from euphrates_atlas.subject import subject
from euphrates_atlas.text.edtf import NO_END, Edtf
from euphrates_atlas.text.months import ARABIC_MONTHS, DAY, MONTHS
from euphrates_atlas.text.prose import CitationGroup, Prose, cited, inlines
from euphrates_atlas.text.prose_sentences import (
    uncited_blocks,
    uncited_sentences,
    word_count,
)
from euphrates_atlas.text.yaml_tree import NodePath

_BRACKETS = re.compile(
    r"[\[({](?<!\[.) ?@? ?(?P<id>[a-z0-9]+(?:-[a-z0-9]+)+)(?P<rest>[^\])}@;]*?) ?[\])}](?![\](])"
)
"""What may be meant as a citation, in other brackets or without its @: `(@reuters-2020-01-03 p. 2)`."""
_IN_PROSE = re.compile(r"@(?<![\w@]@)(?P<id>[a-z0-9]+(?:-[a-z0-9]+)+)(?P<rest>)")
"""One without brackets: `@reuters-2020-01-03`."""
_VERB = re.compile(
    "(?:accused|announced|claimed|condemned|confirmed|denied|reported|said|stated|told|warned|wrote) "
)
"""A quote that begins with one of these has lost its subject."""
MAX_QUOTE = 25
"""Words of a quotation."""
LONG_QUOTE = (
    f"this quote has {{words}} words; at most {MAX_QUOTE} are allowed",
    "keep the decisive words, and replace the rest with `…`",
)
"""Message and help; the form of the page "Write an entry" has these and those below in the same words."""
MAX_SUMMARY = 120
"""Words; a longer lead is a body."""
LEAST_CITED = 4
"""Citations in a lead; of fewer, more than half are easily of one publisher."""
DAYS_TO_PRINT = {"day": 6, "month": 31, "year": 365}
"""By the precision of a date, the days after it in which a source still says "on Friday", "last month" or "last year" of it."""


UNCITED_PROSE = "this {noun} of the {name} has no citation"


@rule("A402", Level.ERROR, "A reader must be able to follow every sentence to its source.")
def uncited_prose(atlas: Atlas, entry: Entry) -> Faults:
    """Each sentence of a summary, and each paragraph of a body, has a citation."""
    starters = [word for words in subject().adjectives.values() for word in words]
    for name, text in atlas.prose[entry.id].items():
        if text.faults:
            continue  # the part that could not be read may hold the citations
        malformed = list(_without_form(atlas, text))
        for start, end, help in malformed:
            message = (
                f"`{text.text[start:end]}` is not a citation; readers would see it as it is"
            )
            yield Fault((name,), message, help, (start, end))
        is_summary = entry.shape.prose[name].summary
        noun = "sentence" if is_summary else "paragraph"
        for start, end in (
            uncited_sentences(text, starters) if is_summary else uncited_blocks(text)
        ):
            if any(start <= at < end for at, _, _ in malformed):
                continue  # it has a citation, which is reported above
            message = UNCITED_PROSE.format(noun=noun, name=name)
            opening = _opening(text.text[start:end])
            help = f"put `[@source-id]` into it, before the full stop: “{opening}”"
            yield Fault((name,), message, help, (start, end))
        count = word_count(text) if is_summary else 0
        if count > MAX_SUMMARY:
            message = f"the summary has {count} words; at most {MAX_SUMMARY} are allowed"
            yield Fault((name,), message, "move the rest into `body`", code="A206")


def _opening(text: str) -> str:
    """Return the first six words of a text, with an ellipsis where there are more."""
    words = text.split()
    return " ".join(words) if len(words) <= 6 else f"{' '.join(words[:6])} …"


def _without_form(atlas: Atlas, prose: Prose) -> Iterator[tuple[int, int, str]]:
    """Yield the start and end of each text that was meant as a citation and is none, and how to write it.

    Only the ids of works count: other words in brackets are left alone.
    """
    valid = set[int]()  # the positions that are within a citation
    for group in inlines(prose, CitationGroup):
        valid.update(range(group.start, group.end))
    matches = [*_BRACKETS.finditer(prose.text), *_IN_PROSE.finditer(prose.text)]
    matches.sort(key=lambda match: match.start())
    last_end = (
        0  # both patterns find the same citation: the second match overlaps the first
    )
    for match in matches:
        start, end = match.span()
        if start in valid or start < last_end or not atlas.record_of(match["id"], Work):
            continue
        last_end = end
        yield (
            start,
            end,
            f"write `[@{match['id']}{match['rest']}]`, with an @ in square brackets",
        )


@rule(
    "A526",
    Level.NOTE,
    "A quotation is for decisive wording; a longer text is its author's, and not ours to copy.",
    (
        "Shorten a quotation",
        "the source that is quoted, and care for what the statement rests on",
    ),
)
def long_quote(atlas: Atlas, entry: Entry) -> Faults:
    """A quote has at most 25 words."""
    for fact in entry.facts:
        for path, citation in _citations(fact):
            words = len(citation.quote.text.split()) if citation.quote else 0
            if words > MAX_QUOTE:
                message, help = LONG_QUOTE
                yield Fault((*path, "quote", "text"), message.format(words=words), help)


@rule(
    "A424",
    Level.NOTE,
    "Readers who look at the words of a source must see in them who speaks.",
    ("Let a quotation begin with its speaker", "the source that is quoted"),
)
def speaker_cut_off(atlas: Atlas, entry: Entry) -> Faults:
    """A quote does not begin with its verb, as `said that …`, unless the statement has other words of the same source."""
    for fact in entry.facts:
        quoted = [
            (path, item.src, item.quote) for path, item in _citations(fact) if item.quote
        ]
        sources = Counter(source for _, source, _ in quoted)
        for path, source, quote in quoted:
            if sources[source] == 1 and _VERB.match(quote.text):
                help = "begin a few words earlier, or quote the passage that names the speaker too"
                yield Fault(
                    (*path, "quote", "text"), "the speaker of this quote is cut off", help
                )


def _citations(fact: Fact) -> Iterator[tuple[NodePath, Citation]]:
    """Yield the citations of a statement and of those who dispute it, with their paths."""
    citing: list[tuple[NodePath, Statement | Dispute]] = [(fact.path, fact.statement)]
    for number, dispute in enumerate(fact.statement.disputed):
        citing.append(((*fact.path, "disputed", number), dispute))
    for path, said in citing:
        for index, citation in enumerate(said.cite):
            yield (*path, "cite", index), citation


WITHOUT_PLACE = (
    "`{source}` is a {type}, and the citation does not say where in it",
    "write the page or paragraph, for example `{source} p. 3`, or `{source} whole work` if all of it says so",
)


@rule("A403", Level.ERROR, "Nobody can check a statement against three hundred pages.")
def missing_locator(atlas: Atlas, entry: Entry) -> Faults:
    """A citation of a long work gives the place in it."""
    for fact in entry.facts:
        for path, citation in _citations(fact):
            wrong = None if citation.loc else _without_place(atlas, citation.src)
            if wrong:
                yield Fault((*path, "src"), *wrong)
    for name, text in atlas.prose[entry.id].items():
        for item in cited(text):
            wrong = None if item.locator else _without_place(atlas, item.source)
            if wrong:
                yield Fault((name,), *wrong, (item.start, item.end))


def _without_place(atlas: Atlas, source: str) -> tuple[str, str] | None:
    """Return message and help for a citation of a long work; None for that of any other entry."""
    work = atlas.record_of(source, Work)
    if not work or not work.is_long:
        return None
    type = work.type.replace("_", " ")
    message, help = WITHOUT_PLACE
    return message.format(source=source, type=type), help.format(source=source)


@rule(
    "A415",
    Level.NOTE,
    "A lead summarises what is known about the subject, not the view of one paper.",
    ("Cite more publishers in a lead", "reading the sources that the entry already cites"),
)
def one_sided_lead(atlas: Atlas, entry: Entry) -> Faults:
    """No publisher has more than half of the citations in a lead."""
    lead = atlas.prose[entry.id].get("summary")
    if not lead or entry.kind.supports:
        return
    works = atlas.records_of((item.source for item in cited(lead)), Work)
    if len(works) < LEAST_CITED:
        return
    ((publisher, count),) = Counter(work.publisher for work in works).most_common(1)
    if 2 * count > len(works):
        message = f"{count} of the {len(works)} citations in this lead are of `{publisher}`"
        help = "cite other sources for it, or add what others report"
        yield Fault(("summary",), message, help)


@rule(
    "A419",
    Level.WARNING,
    "Words assembled from several places, or translated, are ours and not the source's.",
)
def words_not_quoted(atlas: Atlas, entry: Entry) -> Faults:
    """A `verbatim` is part of a quote or title of its sources, where they are quoted."""
    for fact in entry.facts:
        words = fact.statement.verbatim
        quotes = fact.statement.quotes
        if not words or not quotes:
            continue
        titles = [work.title for work in _works(atlas, fact)]
        if not any(_plain(words) in _plain(text) for text in (*quotes, *titles)):
            help = (
                "copy the words exactly from the quote, or quote the passage that has them"
            )
            yield Fault((*fact.path, "verbatim"), f"no quote has the words `{words}`", help)


def _works(atlas: Atlas, fact: Fact) -> list[Work]:
    return atlas.records_of((citation.src for citation in fact.statement.cite), Work)


def _plain(text: str) -> str:
    """Return the words of a text in small letters, without its punctuation, to find one text in another."""
    return " ".join(re.findall(r"\w+", text.casefold()))


@rule(
    "A420",
    Level.WARNING,
    "A date that no source gives was inferred, and readers cannot see from what.",
)
def date_not_quoted(atlas: Atlas, entry: Entry) -> Faults:
    """A date is in a quote or title of the sources, or is the date of one of them; any other is `inferred`, or has a `?` or a `note`."""
    for fact in entry.facts:
        quotes = fact.statement.quotes
        works = _works(atlas, fact)
        said = fact.statement
        if not quotes or said.note or "date" in said.inferred:
            continue
        words = " | ".join([*quotes, *(work.title for work in works)])
        issued = [work.issued for work in works if work.issued]
        for name, value in dates_in(entry, fact):
            ends = [end for end in (value.start, value.end) if end and not end.qualifier]
            if not all(_is_given(end, words, issued) for end in ends):
                help = "quote the words that give it, make it coarser, or write `inferred: [date]`"
                message = f"no quote, title or day of issue gives `{value.text}`"
                yield Fault((*fact.path, name), message, help)


def _is_given(value: Edtf, words: str, issued: list[Edtf]) -> bool:
    """Tell whether the sources give a date: in their words, or by the date on which one was issued.

    A date coarser than a year, such as a decade, always counts as given.
    """
    days = DAYS_TO_PRINT.get(value.precision)
    if days is None or any(_is_near(value, day, days) for day in issued):
        return True
    return _is_in(words, value)


def _is_near(value: Edtf, issued: Edtf, days: int) -> bool:
    """Tell whether a source that says no more than "on Friday" or "last month" can mean this date.

    It was issued on the date or at most `days` later, and its own date is as exact or more.
    """
    if issued.precision not in DAYS_TO_PRINT or DAYS_TO_PRINT[issued.precision] > days:
        return False
    latest = date.fromisoformat(value.latest) + timedelta(days)
    return value.earliest <= issued.earliest <= str(latest)


def _is_in(words: str, value: Edtf) -> bool:
    """Tell whether the words have the parts of a date: of a day or month, the month in English, in Arabic or as a number.

    The year must be among them, unless the words have no number of four digits.
    """
    year, month, day = map(int, value.earliest.split("-"))
    numbers = {int(number) for number in re.findall(r"\d+", words)}
    if value.precision == "year":
        return year in numbers or f"{year // 10}0s" in words  # as "in the 1980s"
    name = MONTHS[month - 1]
    form = rf"{name[0]}(?i:{name[1:3]}(?:{name[3:]}|t)?)\b"  # the t of "Sept"
    small = form.lower()  # "may" and "march" are verbs, unless a day stands beside them
    forms = rf"\b{form}|{DAY} {small}|\b{small} \d|{ARABIC_MONTHS[month - 1]}"
    if month not in numbers and not re.search(forms, words):
        return False
    if year not in numbers and re.search(r"\b\d{4}\b", words):
        return False
    return value.precision == "month" or day in numbers


@rule(
    "A414",
    Level.WARNING,
    "No source reports the future: the date is wrong, or a later source is missing.",
)
def dated_after_sources(atlas: Atlas, entry: Entry) -> Faults:
    """A statement is not dated after every source that it cites."""
    for fact in entry.facts:
        last = "" if fact.statement.note else _last_source(atlas, fact)
        for name, value in dates_in(entry, fact) if last else ():
            if value.earliest > last:
                message = f"`{value.text}` is after every cited source, the last of {last}"
                help = "check the date, or cite a later source; if it was announced in advance, say so in `note`"
                yield Fault((*fact.path, name), message, help)


def _last_source(atlas: Atlas, fact: Fact) -> str:
    """Return the last day on which a cited source can have come out; empty where one of them has no date or no end."""
    days = [
        work.issued.latest
        for work in _works(atlas, fact)
        if work.issued and work.issued.latest != NO_END
    ]
    are_dated = len(days) == len(fact.statement.cite)
    return max(days, default="") if are_dated else ""


@rule(
    "A407",
    Level.ERROR,
    "Grades are open to challenge, and a challenge needs a reason to answer.",
)
def grade_without_reason(atlas: Atlas, entry: Entry) -> Faults:
    """A grade of a source or publisher has a reason."""
    grade = getattr(entry.record, "reliability", None)
    reason = getattr(entry.record, "reliability_reason", None)
    if grade and not reason:
        help = "add `reliability_reason:`, one sentence"
        yield Fault(("reliability",), f"the grade `{grade}` has no reason", help)
    elif reason and not grade:
        help = "add `reliability:`, a letter from A to F"
        yield Fault(("reliability_reason",), "this reason explains no grade", help)


@rule(
    "A410",
    Level.WARNING,
    "A work that supports nothing is a leftover, or its citation was forgotten.",
)
def unused_source(atlas: Atlas, entry: Entry) -> Faults:
    """A source is cited somewhere."""
    if isinstance(entry.record, Work) and not atlas.unread and not atlas.naming(entry.id):
        help = "cite it where it is needed, or delete the file"
        yield Fault((), f"nothing cites `{entry.id}`", help)


@rule(
    "A411",
    Level.NOTE,
    "More than half of all web pages vanish within some years, and the support for their statements with them.",
)
def archive_pending(atlas: Atlas, entry: Entry) -> Faults:
    """Every web source records whether an archived copy exists."""
    work = entry.record
    if not isinstance(work, Work) or not work.url or work.archive_url:
        return
    if work.archive_status == "pending":
        help = "look for one and write `archive_url:` and `archive_status: archived`, or `not-possible`"
        yield Fault(("url",), "no archived copy of this page is on record", help)
    elif work.archive_status == "archived":
        help = "add `archive_url:`, the address of the copy"
        yield Fault(("archive_status",), "a copy is on record, but not its address", help)
