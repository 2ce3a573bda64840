"""The names of an entry: those with a language, a use or a source as rows, bare spellings as one line."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from generator.model.entry import Entry
from generator.model.statement import Name
from generator.render.references import References
from generator.render.values import capitalised, label_of, language_name, name_html
from generator.text.edtf_words import in_words

_NATIVE = ("ar", "fa", "ckb")
_SEARCHED = ("misspelling", "weak-alias")


@dataclass(frozen=True, slots=True)
class NameRow:
    """One form of a name."""

    text: Markup
    plain: str
    """The name alone, to be copied."""
    language: str
    use: str
    scheme: str
    when: str
    marks: Markup
    note: str


@dataclass(frozen=True, slots=True)
class NamesView:
    """All names of an entry."""

    natives: tuple[NameRow, ...]
    """The names in the languages of the region that stand under the title."""
    rows: tuple[NameRow, ...]
    spellings: tuple[NameRow, ...]
    """What is searched and needs no row of its own."""

    @property
    def cited(self) -> bool:
        """Tell whether the sources of a name are recorded."""
        return any(row.marks for row in self.rows)

    def __len__(self) -> int:
        return len(self.rows) + len(self.spellings)


def names_view(entry: Entry, references: References) -> NamesView:
    """Return the names of an entry; the sources of names are numbered behind those of its facts."""
    names = entry.record.names
    natives = [n for n in names if n.lang in _NATIVE and n.use not in _SEARCHED][:2]
    return NamesView(
        tuple(_row(name, Markup("")) for name in natives),
        tuple(_row(name, references.marks(name.cite, None, "names", "names")) for name in names if not _is_bare(name)),
        tuple(_row(name, Markup("")) for name in names if _is_bare(name)),
    )


def _is_bare(name: Name) -> bool:
    """Tell whether there is nothing to say of a spelling but that it is one."""
    told = (name.cite, name.note, name.when, name.scheme)
    return not any(told) and (name.use in _SEARCHED or not (name.lang or name.use))


def _row(name: Name, marks: Markup) -> NameRow:
    return NameRow(
        text=name_html(name.text, name.lang),
        plain=name.text,
        language=_language(name),
        use=capitalised(label_of("name-use", name.use)) if name.use else "Another spelling",
        scheme=label_of("transliteration-scheme", name.scheme) if name.scheme else "",
        when=in_words(name.when) if name.when else "",
        marks=marks,
        note="; ".join(_notes(name)),
    )


def _notes(name: Name) -> Iterator[str]:
    if name.note:
        yield name.note
    if name.shared:
        yield "other entries bear this name too"


def _language(name: Name) -> str:
    if name.lang is None:
        return "Latin letters"
    scripts = {"Arab": "Arabic letters", "Latn": "Latin letters", "Cyrl": "Cyrillic letters", "Hebr": "Hebrew letters"}
    script = scripts.get(name.script or "", name.script or "")
    language = language_name(name.lang)
    return f"{language}, {script}" if script and script not in language else language
