"""Rules about names and words: their language, their script, and which entries share them."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import chain, pairwise
from typing import NamedTuple

from euphrates_atlas.checks.text_rules import free_texts, own_texts, unquoted
from euphrates_atlas.facts.speakers import name_and_office, names_of
from euphrates_atlas.findings import Fault, Faults, Level
from euphrates_atlas.model.atlas import Atlas, Entry
from euphrates_atlas.model.roles import Work
from euphrates_atlas.model.rules import EntryFaults, rule
from euphrates_atlas.model.shape import FieldShape, leaves
from euphrates_atlas.model.statement import Agent, Name
from euphrates_atlas.model.value_help import in_quotes
from euphrates_atlas.subject import subject
from euphrates_atlas.text.archives import page_of
from euphrates_atlas.text.folding import fold, tokens
from euphrates_atlas.text.urls import fold_address
from euphrates_atlas.text.yaml_tree import NodePath

_LATIN = ("en", "fr", "de", "es", "it", "nl", "tr")
"""Languages that are written in Latin letters."""
NO_LANGUAGE = (
    "`{text}` is in Arabic script but has no language",
    "add `lang: ar`, or `lang: fa` or `lang: ckb`",
)
_LANGUAGES = "write `ar`, or `fa` or `ckb`"
ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")
_OWN_USES = ("official", "self-designation")
"""Uses of a name by its owner (codes of the list `name-use`)."""
_ALIKE = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN")
"""Scripts whose letters look alike."""
_NOT_ALIKE = ("ARABIC", "HEBREW")
"""Other scripts of words in which one change of script is allowed."""
_BEYOND_LATIN = re.compile("[\u0370-\u1fff\u2c00-\U0010ffff]")
"""Letters of other scripts are all here, and few of Latin."""
_WORD = re.compile(r"[^\W\d_]+")
_BEGINNING = re.compile(r"(?:\A|[.!?]|\n\s*[-#>*\n])[\s#>*\d.-]*\Z")
"""The beginning of a sentence, a heading or an item of a list."""


@rule(
    "A504",
    Level.ERROR,
    "Languages that share a script are set, sorted and read aloud differently.",
)
def language_missing(atlas: Atlas, entry: Entry) -> Faults:
    """A name in Arabic script states its language; neither a name nor a title states a language of another script."""
    for index, name in enumerate(entry.record.names):
        text = name.text
        if ARABIC.search(text) and not name.lang:
            message, help = NO_LANGUAGE
            # Written as a text alone, the name has no place for a language.
            if name == Name(text=text, shared=name.shared):
                help = f"write `{{text: {in_quotes(text)}, lang: ar}}`, or lang: fa or ckb"
            yield Fault(("names", index, "text"), message.format(text=text), help)
        elif name.lang in _LATIN and _is_arabic(text):
            yield Fault(
                ("names", index, "lang"), f"`{text}` is not in `{name.lang}`", _LANGUAGES
            )
    work = entry.record
    if isinstance(work, Work) and work.language in _LATIN and _is_arabic(work.title):
        yield Fault(("language",), f"the title is not in `{work.language}`", _LANGUAGES)


def _is_arabic(text: str) -> bool:
    """Tell whether most letters of a text are Arabic."""
    return len(ARABIC.findall(text)) > sum(letter.isalpha() for letter in text) / 2


@rule(
    "A514", Level.NOTE, "Readers and researchers look it up as it is written in the region."
)
def own_script(atlas: Atlas, entry: Entry) -> Faults:
    """A name from the region is also given in its own script.

    Events have none. A body that writes its own name in Latin letters says so by an official name with its language.
    """
    if not subject().languages or entry.kind.supports or entry.kind.is_event:
        return
    names = (Name(text=entry.label), *entry.record.names)
    if not any(map(_is_own, names)):
        message = f"`{entry.label}` has no name in its own script"
        help = f"add one under `names`, for example `{subject().examples.name}`"
        yield Fault((entry.kind.label_field,), message, help)


def _is_own(name: Name) -> bool:
    """Tell whether a name is written as its owner writes it: in letters beyond Latin, or declared so.

    Latin has those of transcriptions too, such as ḥ.
    """
    if name.use in _OWN_USES and name.lang:
        return True
    return any(
        letter.isalpha() and "LATIN" not in unicodedata.name(letter, "")
        for letter in _BEYOND_LATIN.findall(name.text)
    )


@rule(
    "A516",
    Level.WARNING,
    "Letters that look alike hide a word from search, or pass one name off as another.",
)
def mixed_script(atlas: Atlas, entry: Entry) -> Faults:
    """A word is written in one script.

    Arabic and Hebrew write a prefix as one word with a name in Latin letters: one change of script is allowed.
    """
    for leaf in free_texts(entry):
        # What is quickly seen comes first: few texts have letters of two scripts.
        if leaf.value.isascii() or not _BEYOND_LATIN.search(leaf.value):
            continue
        if len(set(_scripts(set(leaf.value)))) < 2:
            continue
        for word in _WORD.finditer(leaf.value):
            if word[0].isascii():
                continue
            mixed = sorted(_mixed(word[0]))
            if mixed:
                both = " and ".join(script.capitalize() for script in mixed)
                message = f"`{word[0]}` mixes {both} letters"
                yield Fault(
                    leaf.path, message, "retype the word in one script", word.span()
                )


def _mixed(word: str) -> set[str]:
    """Return the scripts that must not stand together in this word; none where it is in order."""
    scripts = _scripts(word)
    alike = {script for script in scripts if script in _ALIKE}
    if len(alike) > 1:
        return alike
    changes = sum(one != other for one, other in pairwise(scripts))
    return set(scripts) if changes > 1 else set()


def _scripts(letters: Iterable[str]) -> list[str]:
    """Return the script of each letter, in order; letters of a script without a rule are left out."""
    return list(filter(None, map(_script, letters)))


@cache
def _script(letter: str) -> str:
    """Return the script with which the Unicode name of a letter begins, such as `ARABIC`; empty: another script."""
    name = unicodedata.name(letter, "")
    return next(
        (script for script in (*_ALIKE, *_NOT_ALIKE) if name.startswith(script)), ""
    )


@rule(
    "A505",
    Level.WARNING,
    "The atlas names the act and the speaker, not a verdict.",
)
def loaded_word(atlas: Atlas, entry: Entry) -> Faults:
    """Loaded words are used only in quotation marks or in names."""
    instead = subject().loaded_words
    if not instead:
        return
    pattern = _pattern(tuple(instead))
    for path, text in own_texts(entry):
        lower = text.lower()
        if not any(map(lower.__contains__, instead)):
            continue  # the pattern alone takes four times as long
        ours = unquoted(text)
        for match in pattern.finditer(ours):
            word = match[0]
            start = match.start()
            if word[0].isupper() and not _BEGINNING.search(ours, 0, start):
                continue  # a part of a name
            help = f"write {instead[word.lower()]}, or quote the speaker in quotation marks"
            yield Fault(path, f"`{word}` carries a verdict", help, match.span())


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern for any of these words as a whole; of two at one place it finds the longer."""
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"\b({'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)


class _Named(NamedTuple):
    """An entry that bears a name, or that names somebody in words at a path."""

    entry: Entry
    path: NodePath = ()
    words: str = ""
    shared: bool = False
    """Whether the entry says that others bear the name too."""


def _bearers(entry: Entry) -> dict[str, _Named]:
    """Return the names of an entry for `shared_name`, by kind and folded spelling: `groups badr organization`.

    Spellings that fold to one text are kept once, the one with `shared: true` before others. Works have none.
    The kind tells a place and the base of its name apart.
    """
    if isinstance(entry.record, Work):
        return {}
    forms = [_Named(entry, ("name",), entry.label)]
    for index, name in enumerate(entry.record.names):
        forms.append(_Named(entry, ("names", index), name.text, name.shared))
    names = {}
    for form in forms:
        key = f"{entry.kind.folder} {fold(form.words) or form.words.casefold()}"
        if key not in names or form.shared:
            names[key] = form
    return names


@rule(
    "A506",
    Level.WARNING,
    "A search must show all of them, and a duplicate entry must not slip in.",
    compared_by=_bearers,
)
def shared_name(text: str, bearers: Sequence[_Named]) -> EntryFaults:
    """A spelling that several entries share has `shared: true` in each of them."""
    titles = {bearer.words.casefold() for bearer in bearers if bearer.path == ("name",)}
    if len(titles) == len(bearers):
        return  # A512 reports titles that differ in their spelling alone
    for bearer in bearers:
        if not bearer.shared:
            others = ", ".join(other.entry.file for other in bearers if other is not bearer)
            message = f"the name `{bearer.words}` is also in {others}"
            help = "if both have it, list it in each under `names` with `shared: true`; if they are one, merge them"
            yield bearer.entry, Fault(bearer.path, message, help)


def _twin_texts(entry: Entry) -> dict[str, Entry]:
    """Return the entry for `twin`, by kind and folded label; a work by kind and the address of its page.

    Nothing is returned where that is empty.
    """
    work = entry.record
    folded = (
        fold_address(page_of(work.url or ""))
        if isinstance(work, Work)
        else fold(entry.label)
    )
    return {f"{entry.kind.folder} {folded}": entry} if folded else {}


@rule(
    "A512",
    Level.WARNING,
    "Otherwise the facts would be split between two pages.",
    compared_by=_twin_texts,
)
def twin(text: str, entries: Sequence[Entry]) -> EntryFaults:
    """One subject has one entry, and one work one source.

    Names alike letter by letter are left to A506.
    """
    for index, entry in enumerate(entries):
        twins = (other for other in entries[:index] if not _told_apart(entry, other))
        twin = next(twins, None)
        if not twin:
            continue
        differ = f"say `different_from: [{twin.id}]`"
        if isinstance(entry.record, Work):
            help = f"keep one of the two and cite it everywhere; if the page holds both, {differ}"
            yield entry, Fault(("url",), f"{twin.file} has the same address", help)
        else:
            message = f"{twin.file} has almost the same name"
            yield (
                entry,
                Fault((entry.kind.label_field,), message, f"merge the two, or {differ}"),
            )


def _told_apart(entry: Entry, other: Entry) -> bool:
    """Tell whether `twin` has nothing to say of two entries with one text.

    One of them says that they differ, both say that they share the name, or their names are the same letter
    by letter, which A506 reports.
    """
    if entry.id in other.record.different_from or other.id in entry.record.different_from:
        return True
    if isinstance(entry.record, Work):
        return False
    is_shared = _shares_its_label(entry) and _shares_its_label(other)
    return is_shared or entry.label.casefold() == other.label.casefold()


def _shares_its_label(entry: Entry) -> bool:
    """Tell whether an entry lists its label, in any spelling, as a name that others bear too."""
    label = fold(entry.label)
    return any(name.shared and fold(name.text) == label for name in entry.record.names)


def _is_label(field: FieldShape) -> bool:
    """Tell whether a field holds the words for a speaker or actor who has no entry."""
    return issubclass(field.owner, Agent) and field.name == "label"


def _labels(entry: Entry) -> dict[str, list[_Named]]:
    """Return for `one_label` the entry itself by each of its names, and those whom it names by a label by two texts.

    The label `Ali Hassan, spokesman` of a body `x` gives its folded name, `name ali hassan`, and its words in any
    order, `of x: ali hassan spokesman`. What stands for the entry itself has no words.
    """
    labels = {f"name {name}": [_Named(entry)] for name in names_of(entry)}
    for leaf in leaves(entry.record, entry.shape, _is_label):
        label = _Named(entry, leaf.path, leaf.value)
        name, _ = name_and_office(leaf.value)
        words = " ".join(sorted(tokens(leaf.value)))  # in an order of their own
        for text in (f"name {fold(name)}", f"of {leaf.owner.of or ''}: {words}"):
            labels.setdefault(text, []).append(label)
    return labels


@rule(
    "A416",
    Level.NOTE,
    "Two labels count as two speakers, and therefore as two origins.",
    ("Give each person and body one name", "comparing names that differ by a word"),
    compared_by=_labels,
)
def one_label(text: str, found: Sequence[list[_Named]]) -> EntryFaults:
    """Whoever has an entry is named by its id, and whoever has none by one label."""
    bearers = [label.entry for label in chain(*found) if not label.words]
    labels = [label for label in chain(*found) if label.words]
    if not text.startswith("name "):  # the same words of a label, in another order or form
        counts = Counter(label.words for label in labels)
        usual = min(counts, key=lambda words: (-counts[words], words))
        for entry, path, words, _ in labels:
            if words != usual:
                help = f"if they are one, write `{usual}` here too"
                yield (
                    entry,
                    Fault(path, f"`{words}` is `{usual}` in other statements", help),
                )
    elif bearers:  # a label that is the name of an entry
        help = f"if it is meant, write its id, `{bearers[0].id}`, in place of the label"
        for entry, path, words, _ in labels:
            if entry not in bearers:
                yield (
                    entry,
                    Fault(path, f"`{words}` is the name of {bearers[0].file}", help),
                )
