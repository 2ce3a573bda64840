"""The subject of the atlas, read from `subject.yml`: its name, its region, its years and its words.

All that differs between atlases beside entries and kinds comes from `subject()`.
"""

import os
import re
from dataclasses import field
from functools import cache
from pathlib import Path

from pydantic import ConfigDict

from euphrates_atlas.resources import take_kinds
from euphrates_atlas.text.typed_file import typed
from euphrates_atlas.text.values import value
from euphrates_atlas.text.yaml_reader import read_tree

Strings = tuple[str, ...]
Box = tuple[float, float, float, float]
FILE = "subject.yml"
_PROGRAM = Path(__file__).resolve().parents[2]
_folders = [_PROGRAM]
"""The folder that has the file; where no atlas is named, that is the repository of the program."""
# A plugin could change what a file says.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")


@value
class Examples:
    """Examples from the subject, for messages, `--help` and pages; an atlas has better ones."""

    speaker: str = "an official"
    """Somebody who is described rather than named, such as "a port official"."""
    name: str = "{text: Köln, lang: de}"
    """An item of `names`, in the script of the region."""
    spellings: Strings = ("Koln", "Cologne", "Köln")
    """Of one name, the last in its own script, in the first of the languages."""
    search: str = "koln"
    """What somebody may look for."""
    files: tuple[str, str] = ("sources/example", "publishers/example")
    """Two entries, as folder and id."""
    entries: Strings = ('publisher "The Example"',)
    """Arguments of `atlas new`."""
    address: str = "https://example.org/news"
    """How the address of a source begins."""
    publisher: str = "example"
    """The id of its publisher."""


@value
class Relations:
    """Words of the page of all relations."""

    between: str = "bodies"
    """Whom they join, behind "between the"."""
    among: str = "bodies"
    """The same behind "between"."""
    body: str = "body"
    """One of them."""
    under: str = "What is part of others"
    """What stands under another body."""
    origins: str = "What others became"
    """What came from another body."""


@value
class CloseUp:
    """A part of the region that a map of its own shows larger."""

    name: str
    view: Box
    """What it shows at least: west, south, east and north, in degrees."""


@value
class Region:
    """The part of the world that maps show; its outlines are in `kinds/region.topojson`. Without a name there are no maps."""

    name: str = ""
    focus: Strings = ()
    """The countries that stand out, by ISO 3166-1; their areas are drawn."""
    extent: Box = (-180, -90, 180, 90)
    """West, south, east and north of the base map, in degrees."""
    view: Box = extent
    """What the map of the region shows at least."""
    inset: Box = extent
    """What the small map in the corner of other maps shows at least."""
    levels: tuple[str, str, str] = ("country", "area", "settlement")
    """Codes of the list location-precision: a country, an area of one, a settlement; each is also the word for it."""
    areas: str = "areas"
    """The plural of the word for an area, which is also the name of the layer of the base map."""
    close_up: CloseUp | None = None
    no_name: Strings = ()
    """Words that are no part of an area's name."""
    spellings: dict[str, Strings] = field(default_factory=dict)
    """Other spellings by the base map's own name of an area, all folded and without the words of `no_name`."""
    rivers: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """By name, the numbers of the lines in the base map that make up a river."""

    @property
    def area(self) -> str:
        """The word for what lies between country and settlement, such as "governorate"."""
        return self.levels[1]


@value
class SubjectMatter:
    """What `subject.yml` says."""

    name: str
    """Of the atlas."""
    topic: str
    """What it is about, such as "the rivers of Europe"."""
    setting: str = ""
    """What else belongs to the topic, such as "the cities along them"."""
    contents: str = ""
    """What the entries are about besides the topic, such as "their sources, mouths and floods"."""
    admission: str = ""
    """What has an entry, as HTML on a page in a folder."""
    site: str = "https://atlas.example/"
    """Where the site will be on the web."""
    repository: str = "https://atlas.example/repository"
    """Where the repository is on the web."""
    examples: Examples = Examples()
    region: Region = Region()
    contact: str = ""
    """The e-mail address for reports of harm."""
    people: str = ""
    """Who edits and hosts the atlas and who pays for it, as a sentence of the page about it; empty: nobody is named yet."""
    relations: Relations = Relations()
    years: tuple[int, int] = (1, 9999)
    """The first and the last that a date may name."""
    languages: Strings = ()
    """The languages of the region in which names are written, as BCP 47 tags."""
    language_skills: str = ""
    """What it takes to add such names, such as "some Dutch"."""
    loaded_words: dict[str, str] = field(default_factory=dict)
    """Words that carry a verdict, in small letters, and what to write instead."""
    question_words: Strings = ()
    """Words of the subject with which readers ask about a name, and that are seldom part of one, such as its country."""
    start: Strings = ()
    """The ids of the entries that the first page offers to somebody new."""
    questions: tuple[tuple[str, str], ...] = ()
    """What the first page offers to readers: questions, each with the address in the site that answers it."""
    pages: tuple[tuple[str, str, str], ...] = ()
    """Pages that search finds by words of the subject: address without `.html`, title and other names, what a hit says."""
    adjectives: dict[str, Strings] = field(default_factory=dict)
    """By the id of a body, mostly a state, the words that say that somebody is of it; sentences often begin with them."""
    synonyms: dict[str, Strings] = field(default_factory=dict)
    """By one of them, words that texts of the atlas and readers use for one thing."""
    translations: dict[str, Strings] = field(default_factory=dict)
    """Words of readers' languages, by what names and texts of the atlas say for them."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    @property
    def description(self) -> str:
        """The atlas in two sentences, for search engines."""
        return (
            f"An open reference on {self.topic}. Every fact names its source and its speaker; where accounts differ, "
            "all of them are shown."
        )

    @property
    def slug(self) -> str:
        """The name as lower-case words joined by hyphens."""
        return "-".join(re.findall(r"[a-z0-9]+", self.name.lower()))

    def worded(self, text: str) -> str:
        """Return a text of the program with examples of the subject for `{area}`, `{countries}` and `{speaker}`."""
        countries = " or ".join(self.region.focus or ("DE", "GB"))
        text = text.replace("{area}", self.region.area).replace("{countries}", countries)
        return text.replace("{speaker}", self.examples.speaker)


def look_in(root: Path) -> None:
    """Take `subject.yml` and the kinds from the repository of an atlas: one that lacks the file takes no other's."""
    take_kinds(root)
    is_atlas = any((root / name).is_file() for name in (FILE, "mkdocs.yml"))
    _folders[0] = root if is_atlas else _PROGRAM
    subject.cache_clear()


@cache
def subject() -> SubjectMatter:
    """Return the contents of `subject.yml` of the atlas at hand; outside of any, a subject without a name.

    Raises `FormError`.
    """
    path = _folders[0] / FILE
    if not path.is_file():
        return SubjectMatter("", "")
    return typed(read_tree(FILE, path.read_bytes()), SubjectMatter)


def site_address(path: str = "") -> str:
    """Return where the site, or a path in it, will be on the web (`ATLAS_SITE_URL`, else as `subject.yml` says)."""
    return f"{(os.environ.get('ATLAS_SITE_URL') or subject().site).rstrip('/')}/{path}"


def repository_address() -> str:
    """Return where the repository is on the web (`ATLAS_REPO_URL`, else as `subject.yml` says)."""
    return os.environ.get("ATLAS_REPO_URL") or subject().repository


def contact_address() -> str:
    """Return the e-mail address for reports of harm (`ATLAS_CONTACT`, else as `subject.yml` says)."""
    return os.environ.get("ATLAS_CONTACT") or subject().contact


def placeholders() -> dict[str, str]:
    """Return the settings that still have a placeholder, an address below `.example`, by their names in `subject.yml`."""
    said = {
        "site": site_address(),
        "repository": repository_address(),
        "contact": contact_address(),
    }
    return {
        name: value for name, value in said.items() if re.search(r"\.example(/|$)", value)
    }
