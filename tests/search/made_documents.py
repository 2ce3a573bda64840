"""Entries made up for measuring the search: seeded, with names as the store has them, in Latin and Arabic letters.

Words are made of consonants and vowels that have a letter in both scripts and several ways to be written in Latin ones, so
that every name has its spellings. Texts are words by Zipf's law with the names of other entries among them.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import accumulate

from euphrates_atlas.search.documents import Document, IndexedName
from euphrates_atlas.text import folding

CONSONANTS = [
    ("b", "ب", ("b",)), ("t", "ت", ("t",)), ("j", "ج", ("j", "g")), ("h", "ح", ("h",)), ("kh", "خ", ("kh", "k")), ("d", "د", ("d",)),
    ("r", "ر", ("r",)), ("z", "ز", ("z",)), ("s", "س", ("s", "ss")), ("sh", "ش", ("sh", "ch")), ("'", "ع", ("'", "", "’")), ("gh", "غ", ("gh", "g")),
    ("f", "ف", ("f",)), ("q", "ق", ("q", "k", "gh")), ("k", "ك", ("k",)), ("l", "ل", ("l",)), ("m", "م", ("m",)), ("n", "ن", ("n",)),
]  # fmt: skip
VOWELS = [
    ("a", "", ("a", "e")),
    ("a", "ا", ("a", "aa", "ā")),
    ("i", "ي", ("i", "ee", "ī")),
    ("u", "و", ("u", "ou", "oo")),
    ("i", "", ("i", "e")),
]
ENDINGS = [("", "", ("",)), ("a", "ة", ("a", "ah", "eh")), ("i", "ي", ("i", "y")), ("", "", ("",))]
ENGLISH = [
    "attack",
    "strike",
    "rocket",
    "drone",
    "group",
    "claimed",
    "denied",
    "said",
    "forces",
    "base",
    "town",
    "militia",
    "killed",
    "wounded",
    "officials",
    "statement",
    "border",
    "convoy",
    "air",
]
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
KINDS = [("groups", "Group", "Groups"), ("leaders", "Leader", "Leaders"), ("bases", "Base", "Bases"), ("strikes", "Strike", "Strikes"), ("sources", "Source", "Sources"), ("publishers", "Publisher", "Publishers"), ("places", "Place", "Places")]  # fmt: skip
SHARES = (8, 17, 8, 30, 25, 2, 10)
"""Of a hundred entries, how many of each kind."""


@dataclass(frozen=True)
class Word:
    """A word in both scripts, and its spellings in Latin letters, the usual one first."""

    latin: tuple[str, ...]
    arabic: str


class Maker:
    """Makes the documents of one seed."""

    def __init__(self, number: int, seed: int = 0) -> None:
        self.chance = random.Random(seed)
        self.number = number
        self.places = [self.word() for _ in range(900)]
        self.families = [self.word() for _ in range(700)]
        self.groups = [self.word() for _ in range(250)]
        self.words = ENGLISH + [self.english() for _ in range(6_000)]
        self.weights = list(accumulate(1 / rank for rank in range(1, len(self.words) + 1)))

    def documents(self) -> list[Document]:
        """Return all documents, in the order of the index."""
        kinds = self.chance.choices(range(len(KINDS)), SHARES, k=self.number)
        tiers = {4: 3, 5: 2, 6: 1}
        kinds.sort(key=lambda kind: tiers.get(kind, 0))
        return [self.document(number, kind, tiers.get(kind, 0)) for number, kind in enumerate(kinds)]

    def document(self, number: int, kind: int, tier: int) -> Document:
        """Return one document."""
        held = [self.group, self.leader, self.base, self.strike, self.title, self.paper, self.place][kind]()
        grouped: dict[tuple[str, ...], list[str]] = {}
        for text in held:
            if tokens := folding.tokens(text):
                grouped.setdefault(tokens, []).append(text)
        names = tuple(
            IndexedName(
                tokens, tuple(dict.fromkeys(texts)), "" if texts[0].isascii() or "ā" in texts[0] else "ar", True
            )
            for tokens, texts in grouped.items()
        )
        year = self.chance.randint(2003, 2026)
        size = 300 if tier == 3 else 2_000
        pieces = (
            ("", self.text(size // 5)),
            ("text", self.text(size * 3 // 5)),
            (f"s-{number:08x}", self.text(size // 5)),
        )
        return Document(
            f"{KINDS[kind][0][:-1]}-{number}",
            kind,
            tier,
            names,
            self.text(95)[:110],
            ("IQ",) if tier < 2 else (),
            (f"governorate-{number % 18}",) if tier < 2 else (),
            (year, year) if kind in (3, 4) else None,
            pieces,
        )

    def word(self) -> Word:
        """Return a new word of two to four syllables."""
        parts = []
        for _ in range(self.chance.choice((2, 2, 3, 3, 4))):
            parts += [self.chance.choice(CONSONANTS), self.chance.choice(VOWELS)]
        parts += [self.chance.choice(CONSONANTS), self.chance.choice(ENDINGS)]
        spellings = ["".join(p[0] for p in parts).lstrip("'").capitalize()]
        spellings += ["".join(self.chance.choice(p[2]) for p in parts).lstrip("'’").capitalize() for _ in range(4)]
        return Word(tuple(spellings), "".join(p[1] for p in parts))

    def english(self) -> str:
        """Return a made-up word of a text."""
        pieces = [
            self.chance.choice(("st", "r", "l", "m", "pr", "c", "d", "f", "t")) + self.chance.choice("aeiou")
            for _ in range(self.chance.randint(1, 4))
        ]
        return "".join(pieces) + self.chance.choice(("nd", "r", "tion", "ly", "s", "ck", "ment", "ng"))

    def text(self, size: int) -> str:
        """Return a text of about so many characters."""
        words = self.chance.choices(self.words, cum_weights=self.weights, k=size // 7)
        for _ in range(max(1, size // 150)):
            words.insert(self.chance.randrange(len(words)), self.chance.choice(self.places).latin[0])
        return " ".join(words).capitalize() + "."

    def spelt(self, *words: Word, form: str = "{}", times: int = 4) -> list[str]:
        """Return spellings of a name of several words."""
        blanks = [form.format(" ".join(("al-" if i else "") + w.latin[0] for i, w in enumerate(words)))]
        for _ in range(times):
            article = self.chance.choice(("al-", "Al-", "al ", "el-", ""))
            blanks.append(
                form.format(" ".join((article if i else "") + self.chance.choice(w.latin) for i, w in enumerate(words)))
            )
        return blanks

    def group(self) -> list[str]:
        """Return the names of a group: two words and an acronym."""
        first, second = self.chance.sample(self.groups, 2)
        acronym = "".join(w.latin[0][0] for w in (first, second)) + self.chance.choice("ABHS")
        return [*self.spelt(first, second), f"{first.arabic} ال{second.arabic}", acronym]

    def leader(self) -> list[str]:
        """Return the names of a leader: two words and a kunya."""
        words = [self.chance.choice(self.groups), self.chance.choice(self.families)]
        return [
            *self.spelt(*words),
            f"{words[0].arabic} ال{words[1].arabic}",
            *self.spelt(words[1], form="Abu {}", times=1),
        ]

    def base(self) -> list[str]:
        """Return the names of a base: what it is and its place."""
        place = self.chance.choice(self.places)
        form = self.chance.choice(("{} air base", "Camp {}", "{} garrison", "Headquarters at {}"))
        return [*self.spelt(place, form=form, times=3), f"قاعدة ال{place.arabic}"]

    def strike(self) -> list[str]:
        """Return the names of a strike: what, where and when."""
        place, day, month, year = (
            self.chance.choice(self.places),
            self.chance.randint(1, 28),
            self.chance.choice(MONTHS),
            self.chance.randint(2003, 2026),
        )
        what = self.chance.choice(("Rocket attack on", "Drone strike at", "Air strikes near", "Explosion at"))
        return [
            f"{what} {place.latin[0]}, {day} {month} {year}",
            f"{place.latin[1]} {what.lower().rpartition(' ')[0]}",
            f"قصف ال{place.arabic}",
        ]

    def title(self) -> list[str]:
        """Return the names of a work: words of a text."""
        words = self.chance.choices(self.words, cum_weights=self.weights, k=7)
        words.insert(3, self.chance.choice(self.places).latin[0])
        return [" ".join(words).capitalize()]

    def paper(self) -> list[str]:
        """Return the names of a publisher."""
        return [
            f"{self.chance.choice(self.families).latin[0]} {self.chance.choice(('News', 'Times', 'Agency', 'Institute'))}"
        ]

    def place(self) -> list[str]:
        """Return the names of a place, with and without its article."""
        place = self.chance.choice(self.places)
        return [*self.spelt(place, form="Al-{}", times=2), *self.spelt(place, times=3), f"ال{place.arabic}"]


def made_kinds() -> list[dict[str, str]]:
    """Return the kinds as `names.json` lists them."""
    return [{"folder": folder, "key": one.lower(), "singular": one, "plural": many} for folder, one, many in KINDS]


def made_areas() -> dict[str, tuple[str, str]]:
    """Return the governorates that the documents name."""
    return {f"governorate-{n}": (f"Governorate {n}", "IQ") for n in range(18)}
