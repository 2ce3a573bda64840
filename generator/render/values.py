"""Values of the model as inline HTML: codes as words, references as links, dates as English."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from babel import Locale
from markupsafe import Markup, escape

from generator.codes import code_list
from generator.links.comparison import contested
from generator.links.origins import voice_of
from generator.model.atlas import Atlas
from generator.model.entry import Entry, Fact
from generator.model.shape import FieldShape
from generator.model.statement import Agent, Citation, Statement
from generator.model.values import CodeOf, Named, Ref
from generator.settings import repository_address
from generator.text.edtf import Edtf
from generator.text.edtf_words import in_short, in_words
from generator.text.escape import escape_html

_CLDR = Locale("en")
NUMBERS = ("low", "best", "high")
ALONE = "Stands alone"
"""How a statement stands of which no rival is recorded, which is not to say that nobody disputes it."""
_RANKED = {"preferred": "Preferred", "deprecated": "Superseded"}
_LINES = re.compile(r"(?<!\s)\s*[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]\s*")


@lru_cache(maxsize=1 << 14, typed=True)
def html(text: str) -> Markup:
    """Return a text as HTML on one line: a blank line would end the raw block that it stands in."""
    return Markup(escape_html(_LINES.sub(" ", text)))


def _known(text: str) -> Markup:
    """Return what is known to be HTML, as such; `Markup` would ask the text whether it is."""
    return str.__new__(Markup, text)


def printed(value: Any) -> str:
    """Return what a template prints: HTML as it is, a text that is none as HTML."""
    if isinstance(value, Markup):
        return value
    return html(value) if isinstance(value, str) else escape(value)


class Snippet:
    """A piece of HTML with places in it, `{}`: what is put there is escaped, unless it is HTML already.

    As `Markup.format`, which takes the piece apart anew at every use; pages have hundreds.
    """

    def __init__(self, text: str) -> None:
        self._form = text.replace("%", "%%").replace("{}", "%s")

    def __call__(self, *held: object) -> Markup:
        """Return the piece with something in each of its places."""
        return _known(self._form % tuple([value if isinstance(value, Markup) else escape(value) for value in held]))


NOTHING = Markup("")
LINK = Snippet('<a href="{}">{}</a>')
LINK_OUT = Snippet('<a href="{}" rel="noopener">{}</a>')
_MARKED_LINK = Snippet('<a class="{}" href="{}">{}</a>')
_OF_BODY = Snippet('{} <span class="ea-sub">of {}</span>')
_RIGHT_TO_LEFT = Snippet('<bdi lang="{}" dir="rtl">{}</bdi>')
_RIGHT_TO_LEFT_LETTER = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_CODE = Snippet("<code>{}</code>")


def joined(parts: Iterable[str], separator: str = ", ") -> Markup:
    """Return pieces of HTML joined by one that stands between them."""
    return _known(separator.join(parts))


@lru_cache(maxsize=1 << 14)
def plain_of(text: Markup) -> str:
    """Return what a reader sees of a piece of HTML, on one line."""
    return str(text.striptags())


def label_of(list_name: str, code: str) -> str:
    """Return the words for a code."""
    return code_list(list_name).codes[code].label


def capitalised(text: str) -> str:
    """Return a text with its first letter as a capital, the rest as it is."""
    return text[:1].upper() + text[1:]


def counted(count: int, noun: str) -> str:
    """Return how many there are of something: `1 source`, `2 sources`."""
    return f"{count:,} {noun}" + ("" if count == 1 else "s")


def language_name(tag: str) -> str:
    """Return the English name of a language tag, the tag itself where CLDR has none."""
    base, *rest = tag.split("-")
    return str(_CLDR.languages.get(base, tag)) + (", Latin letters" if "Latn" in rest else "")


def country_name(code: str) -> str:
    """Return the English name of a country, the code itself where CLDR has none."""
    return str(_CLDR.territories.get(code, code))


def code_html(text: str) -> Markup:
    """Return a text as HTML, what stands between backticks as code."""
    pieces = text.split("`")
    return joined((_CODE(html(p)) if i % 2 else html(p) for i, p in enumerate(pieces)), "")


def address(entry: Entry, anchor: str = "", root: str = "../") -> str:
    """Return the address of an entry's page from any page in a folder; `root` is the way to the first page."""
    return f"{root}{entry.kind.folder}/{entry.id}.html" + (f"#{anchor}" if anchor else "")


def edit_address(entry: Entry) -> str:
    """Return where the file of an entry can be changed in the browser."""
    return f"{repository_address()}/edit/main/{entry.file}"


def kind_class(entry: Entry) -> str:
    """Return the style class that gives a kind's mark and colour."""
    return f"ea-k ea-k-{entry.kind.singular.lower()}"


def name_html(text: str, lang: str | None) -> Markup:
    """Return a name with its language and direction where it is not in Latin letters.

    A work in such a language may have a title in English, of which the language says nothing.
    """
    if lang and lang.split("-")[0] in ("ar", "fa", "ckb", "ur", "he") and _RIGHT_TO_LEFT_LETTER.search(text):
        return _RIGHT_TO_LEFT(lang, html(text))
    return html(text)


def label_html(entry: Entry, words: str = "") -> Markup:
    """Return what an entry is called, or a part of it, in the language of the work whose title it is."""
    return name_html(words or entry.label, getattr(entry.record, "language", None))


class Words:
    """Turns values of one atlas into HTML; `root` is the way from the page to the first one."""

    def __init__(self, atlas: Atlas, root: str = "../") -> None:
        self.atlas = atlas
        self._root = root

    def standing(self, entry: Entry, fact: Fact) -> str:
        """Return how a statement stands beside the others of its entry, in words."""
        ranked = _RANKED.get(fact.statement.rank)
        return ranked or ("Stands beside" if fact.id in contested(self.atlas, entry) else ALONE)

    def place_path(self, id: str) -> Markup:
        """Return a place with the governorate and country it lies in."""
        record = self.atlas[id].record
        above = getattr(record, "governorate", None)
        parts = [self.link(id)] + ([self.link(above, marked=False)] if above and above != id else [])
        return joined([*parts, html(country_name(getattr(record, "country", "")))])

    def link(self, id: str, words: str | None = None, *, marked: bool = True, anchor: str = "") -> Markup:
        """Return a link to an entry; `marked` shows the sign of its kind."""
        key = ("link", self._root, id, words, marked, anchor)
        return self.atlas.once(key, lambda: self._link(self.atlas[id], words, marked, anchor))

    def _link(self, entry: Entry, words: str | None, marked: bool, anchor: str) -> Markup:
        text, way = html(words) if words else label_html(entry), address(entry, anchor, self._root)
        return _MARKED_LINK(kind_class(entry), way, text) if marked else LINK(way, text)

    def agent(self, agent: Agent) -> Markup:
        """Return who says or does something, with the body they speak for beneath."""
        if agent.id:
            return self.link(agent.id)
        words = html(agent.label or "")
        return _OF_BODY(words, self.link(agent.of)) if agent.of else words

    def speaker(self, statement: Statement) -> Markup:
        """Return who says a statement; where it names nobody, who speaks in the works it cites."""
        return self.agent(statement.by) if statement.by is not None else self.voices(statement.cite)

    def voices(self, cited: tuple[Citation, ...]) -> Markup:
        """Return who speaks in these works, each once."""
        voices = dict.fromkeys(voice_of(self.atlas, c.src) for c in cited if c.stance == "supports")
        return joined([self.link(v.entry_id) if v.entry_id else html(v.name) for v in voices])

    def value(self, field: FieldShape, value: Any, *, short: bool = False) -> Markup:
        """Return a value of a field; what is absent is an empty text."""
        if value is None or value == ():
            return NOTHING
        if field.many:
            return joined([self.single(field, item, short=short) for item in value])
        return self.single(field, value, short=short)

    def single(self, field: FieldShape, value: Any, *, short: bool = False) -> Markup:
        """Return one value, by what its type and annotations say of it."""
        if isinstance(value, Agent):
            return self.agent(value)
        if isinstance(value, Edtf):
            return html(in_short(value) if short else in_words(value))
        if isinstance(value, bool):
            return html("yes" if value else "no")
        if (marker := field.marker(CodeOf)) is not None:
            return html(label_of(marker.list_name, value))
        if (named := field.marker(Named)) is not None:
            return html(language_name(value) if named.names == "languages" else country_name(value))
        if field.marker(Ref) is not None:
            return self.link(value)
        if field.record is not None and all(name in field.record.fields for name in NUMBERS):
            return html(number_words(value))
        return html(str(value))


def number_words(held: Any) -> str:
    """Return a range in words: `8`, `at least 40`, `8 to 12, best 10`; empty where it holds no number."""
    low, best, high = (getattr(held, name) for name in NUMBERS)
    if low is not None and high is not None:
        words = str(low) if low == high else f"{low:,} to {high:,}"
        return f"{words}, best {best:,}" if best is not None and low != high else words
    if best is not None:
        return f"{best:,}" + (
            f", at least {low:,}" if low is not None else f", at most {high:,}" if high is not None else ""
        )
    if low is not None:
        return f"at least {low:,}"
    return f"at most {high:,}" if high is not None else ""
