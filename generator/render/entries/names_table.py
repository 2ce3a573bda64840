"""The names of an entry: a table of those with a language, a use or a source, and one line of bare spellings."""

from markupsafe import Markup

from generator.facts.plain_words import label_of, language_name
from generator.model.statement import Name
from generator.render.markup import Snippet, html, name_html
from generator.render.references import References
from generator.render.tables import Column, Table, rows_of
from generator.subject import subject
from generator.text.edtf_words import in_words
from generator.text.phrases import capitalised

MAX_NATIVE = 2
"""Names under the title."""
_SCRIPTS = {"Arab": "Arabic", "Latn": "Latin", "Cyrl": "Cyrillic", "Hebr": "Hebrew"}
_COLUMNS = (Column("Name", is_head=True), Column("Language, script"), Column("Use"), Column("Sources", absent="none"))
_NAME = Snippet('<span class="ea-name" data-name="{}">{}</span>{}')
_NOTE = Snippet(' <span class="ea-sub">{}</span>')
_OURS = Markup('<span class="ea-none">ours</span>')


class NamesView:
    """All names of an entry; the sources of names are numbered behind those of its statements."""

    def __init__(self, references: References) -> None:
        entry = references.entry
        names = entry.record.names
        natives = [name for name in names if name.lang in subject().languages and not name.is_search_only]
        self.natives = [_name_html(name) for name in natives[:MAX_NATIVE]]
        """The names in the languages of the region that stand under the title."""
        self.spellings = [name_html(name.text, name.lang) for name in names if _is_bare(name)]
        """The names that search finds and that need no row of their own."""
        rows = []
        for name in names:
            if not _is_bare(name):
                marks = references.marks(name.cite, None, "names", "names")
                rows.append((_name_html(name, note=True), _language(name), _use(name), marks))
        self.count = len(rows) + len(self.spellings)
        columns = len(_COLUMNS) if any(marks for *_, marks in rows) else len(_COLUMNS) - 1
        own = (_NAME(html(entry.label), html(entry.label), ""), "Latin script", "Name used here", _OURS)
        shown, caption = rows_of(row[:columns] for row in [own, *rows]), "Names, with language, use and sources"
        self.table = Table(caption, _COLUMNS[:columns], shown, "ea-lines ea-forms") if rows else None


def _is_bare(name: Name) -> bool:
    """Tell whether there is nothing to say of a spelling but that it is one."""
    told = (name.cite, name.note, name.when, name.scheme)
    return not any(told) and (name.is_search_only or not (name.lang or name.use))


def _name_html(name: Name, *, note: bool = False) -> Markup:
    """Return a name that readers can copy, with what is to be said of it."""
    notes = [name.note or "", "other entries share this name" if name.shared else ""]
    words = "; ".join(filter(None, notes)) if note else ""
    return _NAME(html(name.text), name_html(name.text, name.lang), _NOTE(html(words)) if words else "")


def _use(name: Name) -> str:
    """Return what sort of name it is, the rules by which it is written, and the period in which it was used."""
    use = capitalised(label_of("name-use", name.use)) if name.use else "Another spelling"
    scheme = label_of("transliteration-scheme", name.scheme) if name.scheme else ""
    return ", ".join(filter(None, (use, scheme, in_words(name.when) if name.when else "")))


def _language(name: Name) -> str:
    if name.lang is None:
        return "Latin script"
    script = f"{_SCRIPTS.get(name.script, name.script)} script" if name.script else ""
    language = language_name(name.lang)
    return f"{language}, {script}" if script and script not in language else language
