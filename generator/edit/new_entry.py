"""`atlas new`: write the file of an entry that the store does not have yet.

Some values of a source are guessed from its address and from works of the same publisher.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from urllib.parse import unquote, urlsplit

from generator import kinds
from generator.atomic_files import write_new
from generator.diagnostics import nearest
from generator.edit import Refused
from generator.edit.blank_entry import TODO, blank_entry
from generator.edit.formatting import formatted
from generator.model.ids import MAX_ID, is_id
from generator.model.kind import Record
from generator.model.value_types import Role
from generator.search.store_names import StoreNames, read_names
from generator.settings import Settings
from generator.text.edtf import EXPECTED, EdtfError
from generator.text.edtf import parse as parse_date
from generator.text.edtf_date import MONTHS
from generator.text.escape import ascii_words
from generator.text.folding import fold, fold_address
from generator.text.urls import url_problem
from generator.text.yaml_reader import read_tree
from generator.text.yaml_tree import Tree

_JOINERS = "\u200c\u200d"  # Persian and Kurdish are written with them
_DATE_IN_NAME = re.compile(
    r"(?:(?P<day>\d{1,2}) )?(?P<month>" + "|".join(MONTHS) + r") (?P<year>(?:19|20)\d\d)\b"
    r"|(?P<iso>(?:19|20)\d\d(?:-\d\d){0,2})\b",
    re.IGNORECASE,
)

_DATE_IN_ADDRESS = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/_.]?(0?[1-9]|1[0-2])(?:[-/_.]?(0?[1-9]|[12]\d|3[01]))?(?!\d)")
_STOP = re.compile(
    "a|an|and|are|as|at|by|for|from|has|have|in|into|is|it|its|of|on|or|over|that|the|this|to|was|were|what|who|why|will|with"
    "|says|said|after|news|html|htm|php|article|story|amp|en"
)
"""Words of a title or an address that say nothing about the topic."""
_TOPIC_WORDS = 3


Created = tuple[str, list[str]]
"""The path of the new file, and notes about guesses and similar names."""


def kind_named(word: str) -> type[Record]:
    """Return the kind with this singular or folder. Raises `Refused`."""
    models = {model.kind: model for model in kinds.record_types().values()}
    by_word = {k.folder.removesuffix("s"): model for k, model in models.items()}
    by_word |= {word: model for k, model in models.items() for word in (k.folder, k.singular.lower())}
    if (model := by_word.get(word.lower())) is not None:
        return model
    meant = nearest(word.lower(), by_word)
    listed = ", ".join(model.kind.singular.lower() for model in kinds.record_types().values())
    raise Refused(f"there is no kind `{word}`: " + (f"did you mean `{meant}`?" if meant else f"the kinds are {listed}"))


def new_entry(settings: Settings, model: type[Record], name: str, id: str | None, today: str) -> Created:
    """Write the file of an entry with this name; `today` is the day of its review. Raises `Refused`, or `OSError`."""
    name = unicodedata.normalize("NFC", " ".join(name.split()))
    if not fold(name):
        raise Refused("the name has no letters")
    names, kind = read_names(settings), model.kind
    same_kind = [place for place in names.named(name) if place.file.folder == kind.folder]
    for place in same_kind:
        if not place.is_shared:
            raise Refused(f"the name `{place.text}` stands in {place.place} already")
    warnings = [
        *(f"the name `{p.text}` stands in {p.place} too" for p in names.named(name) if p not in same_kind),
        *(f"`{p.text}` in {p.place} bears this name as one of several: say `shared: true` in both" for p in same_kind),
    ]
    alike = names.spelled_like(name, kind.folder)
    warnings += [f"`{p.text}` in {p.place} is spelt much like it: make sure that it is somebody else" for p in alike]
    values = {kind.label_field: name, **({"reviewed": today} if not kind.supports else {})}
    return _write_entry(settings, names, model, id or _id_of(name, is_event=kind.is_event), values), warnings


def _write_entry(settings: Settings, names: StoreNames, model: type[Record], id: str, values: dict[str, str]) -> str:
    """Write the file of an entry and return its path below the repository. Raises `Refused`, or `OSError`."""
    for value in values.values():
        if not value.isprintable() and (hidden := [c for c in value if not c.isprintable() and c not in _JOINERS]):
            raise Refused(f"the character U+{ord(hidden[0]):04X} cannot be shown: type what was meant")
    if not is_id(id):
        form = f"lower-case letters, digits and single hyphens, at most {MAX_ID}"
        raise Refused(f"`{id}` is not an id: {form}; give one with --id")
    if id in names.files:
        raise Refused(f"the id `{id}` is taken by {names.files[id].file}: give another with --id")
    if id in names.old_ids:
        raise Refused(f"`{id}` is an old id of {names.old_ids[id]}: give another with --id")
    folder = model.kind.folder
    write_new(settings.entities / folder / f"{id}.yml", entry_text(model, values).encode())
    return f"{settings.entities.name}/{folder}/{id}.yml"


def entry_text(model: type[Record], values: Mapping[str, str]) -> str:
    """Return the canonical text of an entry to fill in. Raises `Refused` where a value cannot stand in YAML."""
    tree = read_tree("", blank_entry(model, values).encode())
    if not isinstance(tree, Tree):
        raise Refused(tree[0].message)
    return formatted(tree, model)


def _id_of(name: str, *, is_event: bool) -> str:
    """Return the id for a name; that of an event starts with the date in the name, as precise as the name has it."""
    if not is_event:
        if not (id := ascii_words(name)):
            raise Refused(f"no id can be made of `{name}`: give one with --id, in Latin letters")
        return id
    if (match := _DATE_IN_NAME.search(name)) is None:
        help = "put that into the name, or give --id, as 2024-04-20-camp-kalsu"
        raise Refused(f"the id of an event starts with its date: {help}")
    rest = ascii_words(name[: match.start()] + " " + name[match.end() :])
    date = match["iso"] or match["year"] + f"-{MONTHS.index(match['month'].capitalize()) + 1:02}"
    day = f"{int(match['day']):02}" if match["day"] else ""
    return "-".join(part for part in (date, day, rest) if part)


def works() -> type[Record]:
    """Return the kind of the entries that are cited."""
    return next(model for model in kinds.record_types().values() if Role.WORK in model.kind.roles)


def new_source(settings: Settings, fields: dict[str, str], id: str | None, today: str) -> Created:
    """Write the file of a work; `fields` has its `url` and others by name. Raises `Refused`, or `OSError`."""
    url = fields["url"].strip()
    if (wrong := url_problem(url)) is not None:
        raise Refused(": ".join(text for text in wrong if text))
    names, folder = read_names(settings), works().kind.folder
    if places := names.at(url):
        raise Refused(f"this address stands in {places[0].place} already")
    of_works = {id: texts for id, texts in names.texts.items() if names.files[id].folder == folder}
    same_host = [texts for texts in of_works.values() if _host(texts.get("url", "")) == _host(url)]
    if (publisher := fields.get("publisher") or _commonest("publisher", same_host)) is None:
        raise Refused("the publisher cannot be told from the address: give its id with --publisher")
    warnings = _publisher_warnings(names, publisher)
    of_publisher = {id: texts for id, texts in of_works.items() if texts.get("publisher") == publisher}
    title = " ".join(fields.get("title", TODO).split())
    if title != TODO:
        warnings += [f"the title stands in {p.place} too" for p in names.named(title) if p.file.folder == folder]
    values = {
        "type": _commonest("type", of_publisher.values()) or TODO,
        "title": title,
        "publisher": publisher,
        "issued": _issued(fields.get("issued")) or date_in(url) or TODO,
        "accessed": today,
        "language": fields.get("language") or _commonest("language", of_publisher.values()) or TODO,
        "url": url,
    }
    warnings += [
        f"`{key}: {values[key]}` is a guess: compare it with the page"
        for key in ("type", "issued", "language", "publisher")
        if key not in fields and values[key] != TODO
    ]
    return _write_entry(settings, names, works(), id or _work_id(names, values, of_publisher), values), warnings


def _issued(date: str | None) -> str | None:
    """Return the date from the command line. Raises `Refused` where it is not a date."""
    if date and date != "unknown":
        try:
            parse_date(date)
        except EdtfError as error:
            raise Refused(f"{error.message}: {error.help or EXPECTED}") from None
    return date


def date_in(url: str) -> str | None:
    """Return the only date in an address, written as /2024/04/20/, 2024-04-20, 20240420 or /2024/04/; else None."""
    path = urlsplit(url).path
    dates = {match.groups() for match in _DATE_IN_ADDRESS.finditer(path) if _is_plain(match, path)}
    days = {_day(y, m, d) for y, m, d in dates if d} - {None}
    months = {f"{y}-{int(m):02}" for y, m, d in dates if not d}
    if len(days) == 1:
        return days.pop()
    return months.pop() if not days and len(months) == 1 else None


def _is_plain(match: re.Match[str], path: str) -> bool:
    """Tell whether digits are a date, not a number: eight digits, or parts with the same sign between; a month between slashes."""
    text = match[0]
    if match[3] is None:
        return re.fullmatch(r"\d{4}/\d\d?", text) is not None and path[match.end() : match.end() + 1] == "/"
    return re.fullmatch(r"\d{8}|\d{4}([-/_.])\d\d?\1\d\d?", text) is not None


def _day(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _host(url: str) -> str:
    return fold_address(url).partition("/")[0]


def _commonest(field: str, works: Iterable[Mapping[str, str]]) -> str | None:
    """Return the commonest value of a field, of equals the first in sorted order."""
    counted = Counter(value for work in works if (value := work.get(field)))
    return min(counted, key=lambda value: (-counted[value], value)) if counted else None


def _publisher_warnings(names: StoreNames, publisher: str) -> list[str]:
    roles = {model.kind.folder: model.kind.roles for model in kinds.record_types().values()}
    if publisher in names.files and Role.OUTLET in roles[names.files[publisher].folder]:
        return []
    meant = nearest(publisher, [id for id in names.files if Role.OUTLET in roles[names.files[id].folder]])
    help = f"did you mean `{meant}`?" if meant else "write its entry too"
    return [f"no publisher has the id `{publisher}`: {help}"]


def _work_id(names: StoreNames, values: dict[str, str], ids: Iterable[str]) -> str:
    """Return an unused id of publisher, date and topic; the publisher is abbreviated as in the ids of its other works."""
    dated = (re.match(r"([a-z0-9-]*?[a-z][a-z0-9-]*?)-(?:19|20)\d\d(?:-|$)", other) for other in ids)
    prefixes = Counter(match[1] for match in dated if match)
    prefix = max(sorted(prefixes), key=prefixes.__getitem__) if prefixes else values["publisher"]
    day = values["issued"].strip("?~%") if re.fullmatch(r"\d{4}(-\d\d){0,2}[?~%]?", values["issued"]) else ""
    words = _topic(values)
    for count in range(min(_TOPIC_WORDS, len(words)), len(words) + 1):
        id = "-".join(part for part in (prefix, day, *words[:count]) if part)
        if id not in names.files and id not in names.old_ids and id != prefix:
            return id
    raise Refused("no id can be made of the address: give one with --id, as publisher-2024-04-20-topic")


def _topic(values: dict[str, str]) -> list[str]:
    """Return the words of the topic: of the title, or else of the last part of the address."""
    parts = [part for part in unquote(urlsplit(values["url"]).path).split("/") if re.search(r"[A-Za-z]{3}", part)]
    texts = [values["title"] if values["title"] != TODO else "", *reversed(parts)]
    topics = (ascii_words(re.sub(_DATE_IN_ADDRESS, " ", text)).split("-") for text in texts)
    said = ([w for w in topic if w and not _STOP.fullmatch(w) and not w.isdigit()] for topic in topics)
    return next(filter(None, said), [])
