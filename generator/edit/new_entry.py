"""`atlas new`: a file for an entry that the store does not have yet."""

import re
import unicodedata
from dataclasses import dataclass, field

from generator import kinds
from generator.diagnostics import nearest
from generator.edit.known import Held, Known, read_known
from generator.edit.skeleton import Unreadable, skeleton
from generator.model.kind import Record
from generator.output.writing import write_new
from generator.settings import Settings
from generator.source.files import MAX_ID, is_id
from generator.text.folding import fold

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_JOINERS = "\u200c\u200d"  # Persian and Kurdish are written with them
_DATED = re.compile(
    r"(?:(?P<day>\d{1,2}) )?(?P<month>" + "|".join(_MONTHS) + r") (?P<year>(?:19|20)\d\d)\b"
    r"|(?P<iso>(?:19|20)\d\d(?:-\d\d){0,2})\b",
    re.IGNORECASE,
)


class Refused(Exception):
    """No file was written; the text says why."""


@dataclass(slots=True)
class Created:
    """The file that was written, what was guessed, and what is much like it."""

    file: str
    warnings: list[str] = field(default_factory=list)


def kind_named(word: str) -> type[Record]:
    """Return the kind of this singular or folder. Raises `Refused`."""
    by_word = {w: m for m in kinds.record_types().values() for w in (m.kind.folder, m.kind.singular.lower())}
    if (model := by_word.get(word.lower())) is not None:
        return model
    meant = nearest(word.lower(), by_word)
    listed = ", ".join(model.kind.singular.lower() for model in kinds.record_types().values())
    raise Refused(f"there is no kind `{word}`: " + (f"did you mean `{meant}`?" if meant else f"the kinds are {listed}"))


def new_entry(settings: Settings, model: type[Record], name: str, id: str | None, today: str) -> Created:
    """Write the file of an entry of this name. Raises `Refused`, or `OSError`."""
    name = unicodedata.normalize("NFC", " ".join(name.split()))
    if not fold(name):
        raise Refused("the name has no letters")
    known, kind = read_known(settings), model.kind
    bearers = known.named(name)
    same = [held for held in bearers if held.folder == kind.folder and not held.is_shared]
    if same:
        raise Refused(f"the name `{same[0].text}` stands in {same[0].place} already")
    created = Created("")
    created.warnings += [f"the name `{h.text}` stands in {h.place} too" for h in bearers if h.folder != kind.folder]
    created.warnings += [
        f"`{h.text}` in {h.place} bears this name as one of several: say `shared: true` in both"
        for h in bearers
        if h.folder == kind.folder
    ]
    created.warnings += [_near(held) for held in known.named_nearly(name, [kind.folder])]
    values = {kind.label_field: name, **({"reviewed": today} if not kind.supports else {})}
    created.file = write_entry(settings, known, model, id or _id_of(name, is_dated=bool(kind.date)), values)
    return created


def write_entry(settings: Settings, known: Known, model: type[Record], id: str, values: dict[str, str]) -> str:
    """Write the file of an entry and return its path below the repository. Raises `Refused`, or `OSError`."""
    for value in values.values():
        if not value.isprintable() and (hidden := [c for c in value if not c.isprintable() and c not in _JOINERS]):
            raise Refused(f"the character U+{ord(hidden[0]):04X} cannot be shown: type what was meant")
    if not is_id(id):
        raise Refused(
            f"`{id}` is not an id: lower-case letters, digits and single hyphens, at most {MAX_ID}; give one with --id"
        )
    if id in known.files:
        raise Refused(f"the id `{id}` is taken by {known.files[id]}: give another with --id")
    if id in known.old_ids:
        raise Refused(f"`{id}` is an old id of {known.old_ids[id]}: give another with --id")
    folder = model.kind.folder
    try:
        text = skeleton(model, values)
    except Unreadable as unreadable:
        raise Refused(str(unreadable)) from None
    write_new(settings.entities / folder / f"{id}.yml", text.encode())
    return f"{settings.entities.name}/{folder}/{id}.yml"


def slug(text: str) -> str:
    """Return a text as the words of an id."""
    letters = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    letters = re.sub("['’‘ʿʾʼʻ`´]", "", letters)
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")


def _near(held: Held) -> str:
    return f"`{held.text}` in {held.place} is spelt much like it: make sure that it is somebody else"


def _id_of(name: str, *, is_dated: bool) -> str:
    """Return the id of a name; an event starts with as much of its date as the name gives."""
    if not is_dated:
        if not slug(name):
            raise Refused(f"no id can be made of `{name}`: give one with --id, in Latin letters")
        return slug(name)
    match = _DATED.search(name)
    if match is None:
        raise Refused(
            "the id of an event starts with its date: put that into the name, or give --id, as 2024-04-20-camp-kalsu"
        )
    rest = slug(name[: match.start()] + " " + name[match.end() :])
    date = match["iso"] or match["year"] + f"-{_MONTHS.index(match['month'].lower()) + 1:02}"
    day = f"{int(match['day']):02}" if match["day"] else ""
    return "-".join(part for part in (date, day, rest) if part)
