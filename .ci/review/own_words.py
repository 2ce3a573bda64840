"""Words of living people on pages that accuse them, where no allegation of their entry cites the page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from library import Case, Library

from euphrates_atlas.model.atlas import Entry

_ACCUSED = r"\b(?:accus\w+|alleg\w+|charged|blam\w+|indicted|implicat\w+)\b[^.;]{{,40}}\b(?:{names})\b"
_DENIES = (
    r"\b(?:{names})\b[^.;]{{,60}}\b(?:den(?:y|ies|ied)|reject(?:s|ed)|dismiss(?:es|ed))\b[^.;]{{,40}}"
    r"\b(?:roles?|involvement|part|allegations?|accusations?|charges?|links?)\b"
)


def own_words(library: Library) -> Iterator[Case]:
    """Yield the statements in which a living person speaks on a page whose title or quoted words accuse that person."""
    pages = _pages(library)
    for entry in library.articles:
        if not entry.record.is_living:
            continue
        told = set[str]()
        for field in ("allegations", "designations"):
            for fact in entry.facts_of(field) if field in entry.shape.fields else ():
                told.update(fact.statement.supporting)
        accused = _accused(entry)
        for passage in library.of[entry.id]:
            if not (passage.fact and passage.fact.statement.is_own_words):
                continue
            for source in sorted(passage.works - told):
                for words in pages[source]:
                    if accused.search(words):
                        told.add(source)
                        reason = passage._replace(context=f"{source}: {words}")
                        yield Case(1, entry, passage.path, passage.words, reason)
                        break


def _pages(library: Library) -> dict[str, list[str]]:
    """Return what is known of the words of each source: its title, and what statements quote from it."""
    pages: dict[str, list[str]] = defaultdict(list)
    for entry in library.articles:
        for fact in entry.facts:
            for citation in fact.statement.cite:
                if citation.src not in pages:
                    pages[citation.src].append(library.atlas[citation.src].label)
                if citation.quote:
                    pages[citation.src].append(citation.quote.text)
    return pages


def _accused(entry: Entry) -> re.Pattern[str]:
    """Return the form of words that accuse somebody, or in which they deny a charge; the last word of a name will do."""
    names = {entry.label.split()[-1], *filter(str.isascii, entry.own_names)}
    either = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(
        "|".join(form.format(names=either) for form in (_ACCUSED, _DENIES)), re.I
    )
