"""What search finds beside the entries: the pages across them, those written by hand, and the speakers without an entry."""

from generator.facts.speakers import FOLDER

KINDS = (
    {"folder": FOLDER, "singular": "Speaker", "plural": "Speakers"},
    {"folder": ".", "singular": "Page", "plural": "Pages"},
)
"""Behind the kinds of entries, as `index.json` lists them."""

PAGES = (
    ("map/index", "Map|Maps", "Where events and sites are."),
    ("chronology/index", "Chronology|Timeline|Calendar", "Everything dated, by year and month."),
    ("as-of/index", "By date|As of|On a day", "What is known of any day."),
    ("network/index", "Relations|Network|Graph|Hierarchy", "All relations between bodies."),
    ("differ/index", "Where accounts differ|Disagreements|Disputes", "Every point on which accounts differ."),
    ("names/index", "Names, A to Z|Index|Aliases|Spellings", "Every name and spelling."),
    ("speakers/index", "Speakers|Analysts|Officials", "Who is quoted by name."),
    ("glossary/index", "Glossary of codes|Codes|Definitions", "What each code means, and where it is used."),
    ("fields/index", "Field reference|Schema|Data model", "What an entry can hold."),
    ("rules/index", "Rules of the check|Checks|Validation", "What the check holds entries to."),
    ("coverage/index", "Coverage and gaps|Wanted|Gaps|What is missing", "What is not known or rests on little."),
    ("overdue/index", "Reviews and freshness|Overdue", "How far the information of each entry goes."),
    ("state/index", "State of the atlas|Statistics|Audit|Quality", "How much there is, and how well it is sourced."),
    ("changes/index", "Recent changes|Changes|History|Feed|What is new", "What changed, day by day."),
    ("corrections/index", "Corrections|Errata|Errors", "Published errors that have been corrected."),
    ("search-rules/index", "How search matches names", "Which spellings find the same name."),
    ("about", "About the atlas|Licence|Versions", "What it is, its licence and how to cite it."),
    ("data/index", "Data|Downloads|Dataset|CSV|JSON|API", "All statements as files."),
    ("footnotes", "Check footnotes|Footnote checker", "What became of the statements that a text cites."),
    ("methodology", "Methodology|How to read a page", "How statements, sources and origins work."),
    ("editorial-policy", "Editorial policy|Rules", "What is taken up, and in what words."),
    ("contribute", "How to contribute|Edit|Report an error", "How to add or correct an entry."),
    ("contribute/index", "The steps in pictures|Web editor", "What you see on the way to a change."),
)
"""Their addresses in the site without `.html`; their titles, and what else readers call them; what a hit says of them."""
