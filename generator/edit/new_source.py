"""`atlas new source`: a file for a work, with as much filled in as its address and its kin in the store tell."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from urllib.parse import unquote, urlsplit

from generator import kinds
from generator.diagnostics import nearest
from generator.edit.known import Known, read_known
from generator.edit.new_entry import Created, Refused, slug, write_entry
from generator.edit.skeleton import TODO
from generator.model.kind import Record
from generator.model.values import Role
from generator.settings import Settings
from generator.text import edtf
from generator.text.addresses import address_problem
from generator.text.edtf_errors import EXPECTED
from generator.text.folding import fold_address

_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/_.]?(0?[1-9]|1[0-2])(?:[-/_.]?(0?[1-9]|[12]\d|3[01]))?(?!\d)")
_STOP = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "by",
        "for",
        "from",
        "has",
        "have",
        "in",
        "into",
        "is",
        "it",
        "its",
        "news",
        "of",
        "on",
        "or",
        "over",
        "that",
        "the",
        "this",
        "to",
        "was",
        "were",
        "what",
        "who",
        "why",
        "will",
        "with",
        "says",
        "said",
        "after",
        "html",
        "htm",
        "php",
        "article",
        "story",
        "amp",
        "en",
    ]
)
_TOPIC_WORDS = 3


def works() -> type[Record]:
    """Return the kind whose entries are cited."""
    return next(model for model in kinds.record_types().values() if Role.WORK in model.kind.roles)


def new_source(settings: Settings, given: dict[str, str], id: str | None, today: str) -> Created:
    """Write the file of a work; `given` holds `url` and what else is known. Raises `Refused`, or `OSError`."""
    url = given["url"].strip()
    if (wrong := address_problem(url)) is not None:
        raise Refused(": ".join(text for text in wrong if text))
    known, created = read_known(settings), Created("")
    if held := known.at(url):
        raise Refused(f"this address stands in {held[0].place} already")
    kin = _kin(known, url)
    publisher = given.get("publisher") or _commonest(known.plain[k].get("publisher") for k in kin)
    if publisher is None:
        raise Refused("the publisher cannot be told from the address: give its id with --publisher")
    created.warnings += _publisher_warnings(known, publisher)
    kin = [
        k
        for k, fields in known.plain.items()
        if fields.get("publisher") == publisher and known.folders[k] == works().kind.folder
    ]
    title = " ".join(given.get("title", TODO).split())
    if title != TODO:
        created.warnings += [
            f"the title stands in {h.place} too" for h in known.named(title) if h.folder == works().kind.folder
        ]
    values = {
        "type": _commonest(known.plain[k].get("type") for k in kin) or TODO,
        "title": title,
        "publisher": publisher,
        "issued": _issued(given.get("issued")) or date_in(url) or TODO,
        "accessed": today,
        "language": given.get("language") or _commonest(known.plain[k].get("language") for k in kin) or TODO,
        "url": url,
    }
    created.warnings += [
        f"`{key}: {values[key]}` is a guess: compare it with the page"
        for key in ("type", "issued", "language", "publisher")
        if key not in given and values[key] != TODO
    ]
    created.file = write_entry(settings, known, works(), id or _id_of(known, values, kin), values)
    return created


def _issued(given: str | None) -> str | None:
    """Return the date that was given, if it is one. Raises `Refused`."""
    if given and given != "unknown":
        try:
            edtf.parse(given)
        except edtf.EdtfError as error:
            raise Refused(f"{error.message}: {error.help or EXPECTED}") from None
    return given


def date_in(url: str) -> str | None:
    """Return the date that plainly stands in an address, or None: /2024/04/20/, 2024-04-20, 20240420, /2024/04/."""
    path = urlsplit(url).path
    found = {match.groups() for match in _DATE.finditer(path) if _is_plain(match, path)}
    days = {_day(y, m, d) for y, m, d in found if d} - {None}
    months = {f"{y}-{int(m):02}" for y, m, d in found if not d}
    if len(days) == 1:
        return days.pop()
    return months.pop() if not days and len(months) == 1 else None


def _is_plain(match: re.Match[str], path: str) -> bool:
    """Tell whether digits are a date rather than a number: parted by signs, or eight on end; a month between slashes."""
    text = match[0]
    if match[3] is None:
        return re.fullmatch(r"\d{4}/\d\d?", text) is not None and path[match.end() : match.end() + 1] == "/"
    return re.fullmatch(r"\d{8}|\d{4}([-/_.])\d\d?\1\d\d?", text) is not None


def _day(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _kin(known: Known, url: str) -> list[str]:
    """Return the ids of the works at the same host."""
    host = fold_address(url).partition("/")[0]
    return [
        k
        for k, fields in known.plain.items()
        if known.folders[k] == works().kind.folder and fold_address(fields.get("url", "")).partition("/")[0] == host
    ]


def _commonest(values: Iterable[str | None]) -> str | None:
    counted = Counter(value for value in values if value)
    return min(counted, key=lambda value: (-counted[value], value)) if counted else None


def _publisher_warnings(known: Known, publisher: str) -> list[str]:
    roles = {model.kind.folder: model.kind.roles for model in kinds.record_types().values()}
    if publisher in known.files and Role.OUTLET in roles[known.folders[publisher]]:
        return []
    meant = nearest(publisher, [id for id in known.files if Role.OUTLET in roles[known.folders[id]]])
    return [
        f"no publisher has the id `{publisher}`" + (f": did you mean `{meant}`?" if meant else ": write its entry too")
    ]


def _id_of(known: Known, values: dict[str, str], kin: list[str]) -> str:
    """Return publisher, date and topic as an id that is free; the publisher as its other works abbreviate it."""
    prefixes = Counter(
        match[1] for k in kin if (match := re.match(r"([a-z0-9-]*?[a-z][a-z0-9-]*?)-(?:19|20)\d\d(?:-|$)", k))
    )
    prefix = max(sorted(prefixes), key=prefixes.__getitem__) if prefixes else values["publisher"]
    day = values["issued"].strip("?~%") if re.fullmatch(r"\d{4}(-\d\d){0,2}[?~%]?", values["issued"]) else ""
    words = _topic(values)
    for count in range(min(_TOPIC_WORDS, len(words)), len(words) + 1):
        id = "-".join(part for part in (prefix, day, *words[:count]) if part)
        if id not in known.files and id not in known.old_ids and id != prefix:
            return id
    raise Refused("no id can be made of the address: give one with --id, as publisher-2024-04-20-topic")


def _topic(values: dict[str, str]) -> list[str]:
    """Return the words of the title, else of the last part of the address, that say something."""
    parts = [part for part in unquote(urlsplit(values["url"]).path).split("/") if re.search(r"[A-Za-z]{3}", part)]
    texts = [values["title"] if values["title"] != TODO else "", *reversed(parts)]
    for text in texts:
        words = [w for w in slug(re.sub(_DATE, " ", text)).split("-") if w and w not in _STOP and not w.isdigit()]
        if words:
            return words
    return []
