"""What search finds beside the entries: the pages across them, those written by hand, and the speakers without an entry."""

from typing import NamedTuple

from generator.facts.speakers import FOLDER

KINDS = (
    {"folder": FOLDER, "singular": "Speaker", "plural": "Speakers"},
    {"folder": ".", "singular": "Page", "plural": "Pages"},
)
"""Behind the kinds of entries, as `index.json` lists them."""


class SitePage(NamedTuple):
    """A page that is no entry's."""

    path: str
    """Its address in the site, without `.html`."""
    names: str
    """Its title, and what else readers call it, separated by `|`."""
    line: str
    """What a hit says of it."""


PAGES = (
    SitePage("map/index", "Map|Maps", "Where events and sites are."),
    SitePage("chronology/index", "Chronology|Timeline|Calendar", "Everything dated, by year and month."),
    SitePage("as-of/index", "By date|As of|On a day", "What is known of any day."),
    SitePage("network/index", "Relations|Network|Graph|Hierarchy", "All relations between bodies."),
    SitePage("differ/index", "Where accounts differ|Disagreements|Disputes", "Every point on which accounts differ."),
    SitePage("names/index", "Names, A to Z|Index|Aliases|Spellings", "Every name and spelling."),
    SitePage("speakers/index", "Speakers|Analysts|Officials", "Who is quoted by name."),
    SitePage("glossary/index", "Glossary of codes|Codes|Definitions", "What each code means, and where it is used."),
    SitePage("fields/index", "Field reference|Schema|Data model", "What an entry can hold."),
    SitePage("rules/index", "Rules of the check|Checks|Validation", "What the check holds entries to."),
    SitePage(
        "coverage/index", "Coverage and gaps|Wanted|Gaps|What is missing", "What is not known or rests on little."
    ),
    SitePage("overdue/index", "Reviews and freshness|Overdue", "How far the information of each entry goes."),
    SitePage(
        "state/index", "State of the atlas|Statistics|Audit|Quality", "How much there is, and how well it is sourced."
    ),
    SitePage("changes/index", "Recent changes|Changes|History|Feed|What is new", "What changed, day by day."),
    SitePage("corrections/index", "Corrections|Errata|Errors", "Published errors that have been corrected."),
    SitePage("search-rules/index", "How search matches names", "Which spellings find the same name."),
    SitePage("about", "About the atlas|Licence|Versions", "What it is, its licence and how to cite it."),
    SitePage("data/index", "Data|Downloads|Dataset|CSV|JSON|API", "All statements as files."),
    SitePage("footnotes", "Check footnotes|Footnote checker", "What became of the statements that a text cites."),
    SitePage("methodology", "Methodology|How to read a page", "How statements, sources and origins work."),
    SitePage("editorial-policy", "Editorial policy|Rules", "What is taken up, and in what words."),
    SitePage("contribute", "How to contribute|Edit|Report an error", "How to add or correct an entry."),
    SitePage("contribute/index", "The steps in pictures|Web editor", "What you see on the way to a change."),
)
