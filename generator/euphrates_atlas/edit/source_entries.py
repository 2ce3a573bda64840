"""Entries of works, which `atlas new source` drafts.

Their values are guessed from an address and from works of the same publisher. The works are given one by one or in a list.
The form in the browser guesses likewise (`render/overviews/write_page` gives it the tables).
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict
from datetime import date
from functools import cache
from itertools import chain, count
from urllib.parse import unquote, urlsplit

from euphrates_atlas.edit import Refused
from euphrates_atlas.edit.inputs import SourceCandidate
from euphrates_atlas.edit.new_entry import TODO, NewEntries, new_entry, refuse_no_date
from euphrates_atlas.edit.store_names import StoreNames
from euphrates_atlas.kinds import types_of
from euphrates_atlas.model.ids import is_id
from euphrates_atlas.model.kind import Record
from euphrates_atlas.model.value_types import Role
from euphrates_atlas.subject import subject
from euphrates_atlas.text.escape import ascii_words
from euphrates_atlas.text.nearest import question
from euphrates_atlas.text.urls import fold_address, url_fault, without_tracking

_DATE_IN_ADDRESS = re.compile(
    r"(?<!\d)((?:19|20)\d\d)[-/_.]?(0?[1-9]|1[0-2])(?:[-/_.]?(0?[1-9]|[12]\d|3[01]))?(?!\d)"
)
_STOP = re.compile(
    "a|al|an|and|are|as|at|by|for|from|has|have|in|into|is|it|its|of|on|or|over|that|the|this|to|was|were|what|who|why|will|with"
    "|says|said|after|news|html|htm|php|article|story|amp|en"
    r"|\d*"
)
"""Words and numbers of a title or an address that tell nothing about the topic; they stay out of ids."""
_LANGUAGES = {"ckb": "[ێۆڕڵڤ]", "fa": "[پچژگ]", "ar": "[\u0600-\u06ff]"}
"""Letters that show the language of a title, the most special first."""
_REGISTRIES = ("ac", "co", "com", "edu", "gov", "net", "org")
"""Parts of a host that stand before a country, as in bbc.co.uk."""
_UNSEEN = 0.2
"""How often a word counts as taken into an id that no id has yet."""


IN_STORE = "this address is already in {}"
"""For the place of an entry."""


class InStore(Refused):
    """The address is that of an entry that is there already."""

    def __init__(self, place: str) -> None:
        super().__init__(IN_STORE.format(place))


def works() -> type[Record]:
    """Return the kind of the entries that are cited."""
    return types_of(Role.WORK)[0]


def new_source(
    new: NewEntries,
    fields: Mapping[str, str],
    id: str | None = None,
) -> None:
    """Draft the entry of a work, and of its publisher if its host is new. Raises `Refused`.

    `fields` has its `url`, or the `reference` of a printed work, and others by name; the publisher can be given by id or by name.
    """
    url = fields.get("url", "").strip()
    wrong = url_fault(url) if url else None
    if wrong:
        raise Refused(one_line(wrong))
    names = new.names
    for place in names.at(url):
        raise InStore(place.place)
    issued = fields.get("issued", "")
    refuse_no_date(issued)
    model = works()
    folder = model.kind.folder
    others = names.texts[folder]
    publisher, notes = _publisher(new, fields.get("publisher", ""), url)
    of_publisher = [work for work in others.values() if work.get("publisher") == publisher]
    title = " ".join(fields.get("title", TODO).split())
    if title != TODO:
        for place in names.named(title):
            if place.file.folder == folder:
                notes.append(f"the title is also in {place.place}")
    values = {
        "type": (url and commonest(work.get("type") for work in of_publisher)) or TODO,
        "title": title,
        "publisher": publisher,
        "issued": issued or date_in(url) or TODO,
        "language": fields.get("language") or _language(title, of_publisher) or TODO,
        "reference": fields.get("reference", TODO),
    }
    if url:
        values |= {"url": without_tracking(url), "accessed": new.today}
    for key in ("type", "issued", "language", "publisher"):
        if key not in fields and values[key] != TODO:
            notes.append(f"`{key}: {values[key]}` is a guess: compare it with the page")
    id = id or _work_id(names, values, others)
    new.add(model, id, values, notes)


def one_line(fault: tuple[str, str | None]) -> str:
    """Return a message and its help, if there is any, on one line."""
    return ": ".join(filter(None, fault))


def new_sources(new: NewEntries, candidates: Mapping[str, SourceCandidate]) -> None:
    """Draft the entries of sources, given by their places in a list; one that the store has already is skipped.

    Raises `Refused`, with all that is wrong, if one cannot be made.
    """
    wrong = []
    for place, source in candidates.items():
        try:
            fields = {name: value for name, value in asdict(source).items() if value}
            if source.date not in ("", "undated"):
                fields["issued"] = source.date
            new_source(new, fields)
        except InStore as why:
            new.skipped.append(f"{place}: {source.url}: {why}")
        except Refused as why:
            wrong.append(f"{place}: {source.url}: {why}")
    if wrong:
        raise Refused(
            "\n  ".join(["nothing was written, for no entry can be made of", *wrong])
        )


def _publisher(new: NewEntries, said: str, url: str) -> tuple[str, list[str]]:
    """Return the id of the publisher of a work, and notes for whoever completes the draft. Raises `Refused`.

    It is the one that `said` gives by id or name, else the one with most works at the host of the address; else a
    new one is drafted, named after `said` or the host. An id that no publisher has is returned with a note.
    """
    name = said.partition(" (")[0].strip()
    outlets = types_of(Role.OUTLET)
    folders = [model.kind.folder for model in outlets]
    files = new.names.files
    publishers = [id for id, file in files.items() if file.folder in folders]
    if said in publishers:
        return said, []
    if is_id(said):
        help = question(said, publishers, "write its entry too")
        return said, [f"no publisher has the id `{said}`: {help}"]
    for place in new.names.named(name):
        if place.file.folder in folders:
            return place.file.id, []
    host = host_of(url)
    of_host = [
        work.get("publisher")
        for work in new.names.texts[works().kind.folder].values()
        if url and host_of(work.get("url", "")) == host
    ]
    publisher = commonest(of_host)
    if publisher:
        return publisher, []
    id = ascii_words(name) or _site(host)
    # Of the kinds that bring out works, the one that is there for nothing else.
    outlet = min(outlets, key=lambda model: not model.kind.supports)
    if id in publishers:
        return id, []
    if not id:
        help = f"write its entry first, with `atlas new {outlet.kind.key} NAME --id ID`"
        raise Refused(f"no id can be made of the publisher `{name}`: {help}")
    if id in files or id in new.names.old_ids:
        id = ascii_words(host)
    home = f"{url.partition('://')[0]}://{urlsplit(url).netloc}/"
    if name:
        new_entry(new, outlet, name, id, others={"url": home} if url else {})
    else:
        new.add(outlet, id, {"url": home}, [])
    return id, [
        f"the publisher `{id}` is new: complete its entry, or name another here and delete it"
    ]


def _site(host: str) -> str:
    """Return the word of a host that names the site: `bbc` of news.bbc.co.uk."""
    *labels, _ = host.partition(":")[0].split(".")
    if len(labels) > 1 and labels[-1] in _REGISTRIES:
        labels.pop()
    if labels:
        host = labels[-1]  # a host without a dot stays whole
    return ascii_words(host)


def _language(title: str, of_publisher: Iterable[Mapping[str, str]]) -> str | None:
    """Return the language that the letters of a title show, else the commonest of the publisher's works whose titles show none.

    Without a title, all its works count.
    """
    shown = language_in(title)
    if shown:
        return shown
    languages = [
        work.get("language")
        for work in of_publisher
        if title == TODO or not language_in(work.get("title", ""))
    ]
    return commonest(languages)


def language_in(title: str) -> str | None:
    """Return the language of the region whose letters a title has; None where they are those of many languages."""
    languages = subject().languages
    for tag, letters in _LANGUAGES.items():
        if tag in languages and re.search(letters, title):
            return tag
    return None


def date_in(url: str) -> str | None:
    """Return the only date in an address, written as /2024/04/20/, 2024-04-20, 20240420 or /2024/04/; else None."""
    path = urlsplit(url).path
    days: set[str] = set()
    months: set[str] = set()
    for match in _DATE_IN_ADDRESS.finditer(path):
        year, month, day = match.groups()
        if not day:
            is_folder = path.startswith("/", match.end())
            if is_folder and re.fullmatch(r"\d{4}/\d\d?", match[0]):
                months.add(f"{year}-{int(month):02}")
        elif re.fullmatch(
            r"\d{8}|\d{4}([-/_.])\d\d?\1\d\d?", match[0]
        ):  # else it is a number
            with suppress(ValueError):  # as 30 February
                days.add(date(int(year), int(month), int(day)).isoformat())
    found = days or months
    return found.pop() if len(found) == 1 else None


def host_of(url: str) -> str:
    """Return the host of an address, without names before it under which publishers serve the same pages, as `www.`."""
    _, _, rest = url.partition("//")
    host, *_ = re.split("[/?#]", rest, maxsplit=1)
    return _folded_host(host)


@cache
def _folded_host(host: str) -> str:
    return fold_address(f"//{host}")


def commonest(values: Iterable[str | None]) -> str | None:
    """Return the commonest of the values that are there, of equals the first in sorted order."""
    counted = Counter(filter(None, values))
    return min(counted, key=lambda value: (-counted[value], value), default=None)


def _work_id(
    names: StoreNames,
    values: dict[str, str],
    of_works: Mapping[str, Mapping[str, str]],
) -> str:
    """Return an unused id of publisher, date and topic: `reuters-2020-11-30-erbil`.

    The publisher is abbreviated as in most ids of its other works, which `of_works` has with their fields. The topic is
    one word, and as many more as it takes until the id is unused; then one word and a number.
    """
    publisher = values["publisher"]
    prefixes = [
        id_prefix(other)
        for other, work in of_works.items()
        if work.get("publisher") == publisher
    ]
    prefix = start = commonest(prefixes) or publisher
    if re.fullmatch(r"\d{4}(-\d\d){0,2}[?~%]?", values["issued"]):
        start += f"-{values['issued'].strip('?~%')}"
    words = _most_telling(_topic(values), of_works)
    topics = (words[:most] for most in range(min(1, len(words)), len(words) + 1))
    numbered = ([*words[:1], str(number)] for number in count(2))
    for topic in chain(topics, numbered):
        id = "-".join([start, *topic])
        if id != prefix and id not in names.files and id not in names.old_ids:
            break
    return id


def id_prefix(id: str) -> str | None:
    """Return what stands before the date in the id of a work: `reuters` of reuters-2020-11-30-erbil."""
    dated = re.match(r"([a-z0-9-]*?[a-z][a-z0-9-]*?)-(?:19|20)\d\d(?:-|$)", id)
    return dated[1] if dated else None


def _most_telling(
    words: list[str],
    of_works: Mapping[str, Mapping[str, str]],
) -> list[str]:
    """Return words with those first that the ids of the store take most often from titles, and `ne` last: `erbil` before `attack`."""
    in_titles = Counter[str]()
    in_ids = Counter[str]()
    for id, work in of_works.items():
        title = ascii_words(work.get("title", ""))
        in_ids.update(set(id.split("-")))
        in_titles.update(set(title.split("-")))
    share = {word: (in_ids[word] + _UNSEEN) / (in_titles[word] + 1) for word in words}
    return sorted(share, key=lambda word: (len(word) < 3, -share[word]))


def _topic(values: dict[str, str]) -> list[str]:
    """Return the words of the topic: of the title, or else of the last part of the address that has any."""
    texts = []
    if values["title"] != TODO:
        texts.append(values["title"])
    path = unquote(urlsplit(values.get("url", "")).path)
    texts += [part for part in reversed(path.split("/")) if re.search(r"[A-Za-z]{3}", part)]
    for text in texts:
        words = ascii_words(_DATE_IN_ADDRESS.sub(" ", text)).split("-")
        telling = [word for word in words if not _STOP.fullmatch(word)]
        if telling:
            return telling
    return []
