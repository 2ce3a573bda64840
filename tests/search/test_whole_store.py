"""What readers type is found: measured on a whole store with a seeded sample of all spellings of all entries."""

from __future__ import annotations

import re
from functools import cache
from itertools import chain
from typing import Any
from urllib.parse import parse_qs, parse_qsl
from zlib import crc32

import pytest

from euphrates_atlas import kinds
from euphrates_atlas.model.codes import code_list
from euphrates_atlas.search.documents import documents, site_pages
from euphrates_atlas.search.index_files import SEARCH, search_files
from kinds.strike import NO_ATTACK
from tests.case_count import FULL
from tests.node import ask
from tests.search.spellings import Query, queries
from tests.stores import REPOSITORY, whole_store

SAMPLE = 3_000 if FULL else 1_000
FIRST, AMONG_THREE = 0.95, 0.99
MADE_UP = [
    "Zorblax",
    "Qwertyuiop",
    "Xyzzy Plugh",
    "Gronthar Velmix",
    "Fnord Brigade of Mars",
    "زغطخ",
    "قغظثضص",
    "Blorptown",
    "12345678",
    "@@@",
]
WELL_KNOWN = {
    "Hezbollah": "lebanese-hezbollah",
    "Kata'ib Hizballah": "kataib-hezbollah",
    "Hezbollah Kataib": "kataib-hezbollah",
    "كتايب حزب اللة": "kataib-hezbollah",
    "Free Syrian Army": "free-syrian-army",
    "Syrian Free Army": "syrian-free-army",
    "at-Tanf": "al-tanf",
    "altanf": "al-tanf",
    "Ghasem Soleymani": "qasem-soleimani",
    "k1 base": "k-1-air-base",
    "ain assad base": "ain-al-asad-air-base",
    "KSS": "kataib-sayyid-al-shuhada",
    "irgcqf": "irgc-quds-force",
    "Najaf": "najaf",
    "Nujaba": "harakat-hezbollah-al-nujaba",
    "hashed shabi": "popular-mobilization-forces",
    "Iranian Army": "artesh",
    "Global Coalition": "operation-inherent-resolve",
    "KRI": "kurdistan-region",
    "QSD": "syrian-democratic-forces",
    "Iran's Revolutionary Guards": "irgc",
    "12th Brigade": "harakat-hezbollah-al-nujaba",
    "brigade 14": "kataib-sayyid-al-shuhada",
    "Michael Knights": "michael-knights",
    "2024-01-28": "2024-01-28-tower-22-drone-attack",
    "28/01/2024": "2024-01-28-tower-22-drone-attack",
    "28.1.2024": "2024-01-28-tower-22-drone-attack",
    "1/28/2024": "2024-01-28-tower-22-drone-attack",
    "glossary": "glossary/index",
    "timeline": "chronology/index",
    "cite": "about",
    "how to cite": "about",
    "schiitische Milizen Irak": "groups/index",
    "milices chiites irakiennes": "groups/index",
    "data": "data/index",
    "OFAC": "designations/index#designations",
    "sanctions list": "designations/index#designations",
    "contact": "about",
    "who made this site": "about",
    "who is behind this site": "about",
    "wikipedia": "about",
    "right of reply": "contribute",
    "correction": "contribute",
    "complaint": "contribute",
    "screening list": "data/index",
    "archive": "data/index",
    "download": "data/index",
    "compare": "compare",
    "privacy": "editorial-policy#rule-5",
    "remove my name": "editorial-policy#rule-5",
    "gdpr": "editorial-policy#rule-5",
    "takedown": "editorial-policy#rule-5",
    "write in private": "editorial-policy#rule-5",
    "delete my data": "editorial-policy#rule-5",
    "EU sanctions": "designations/index#designations",
    "UN sanctions": "designations/index#designations",
    "sanctions Iraqi militia": "designations/index#designations",
    "who is sanctioned": "designations/index#designations",
    "shapefile": "data/index",
    "kml": "data/index",
    "wikidata": "data/index",
    "wikidata id mapping": "data/index",
    "download csv": "data/index",
    "archived copies": "state/index",
    "wayback": "state/index",
    "dead links": "state/index",
    "who funds you": "about",
    "is this site neutral": "about",
    "are you biased": "about",
    "can i use this in my book": "about",
    "proscribed uk": "designations/index#designations",
    "groups banned in the UK": "designations/index#designations",
}
ATTACKS = (
    "strikes/index.html?type-of-event=air-strike,assassination,attack-series,ballistic-missile-strike,"
    "cruise-missile-strike,drone-attack-one-way,drone-attack-unspecified,drone-strike-munition,ground-raid,ied-roadside,"
    "interception-only,missile-strike-unspecified,mortar-or-artillery,rocket-attack,sabotage-or-arson,small-arms,vehicle-bomb"
)
"""The index of events, narrowed to attacks."""
OTHER_INCIDENTS = {
    "abduction", "accidental-detonation", "arrest-operation", "battle", "clash", "explosion-cause-unknown", "mass-killing",
    "offensive", "other", "protest-killing",
}  # fmt: skip
"""Types of events in which something happened that is no attack, or of which nobody knows whether it was one."""
IN_MANY = pytest.mark.full
"""Of words that too few of the frozen entries have."""
ASKED = {
    "list of groups": "groups/index.html",
    "list of militias": "groups/index.html",
    "map of militias": "map/index.html",
    "newest": "strikes/index.html",
    "newest events": "strikes/index.html",
    "latest events": "strikes/index.html",
    "the latest attacks": ATTACKS,
    "last attack": ATTACKS,
    "latest strike": ATTACKS,
    "آخر هجوم": ATTACKS,
    "last attack on US forces": f"{ATTACKS}&side-aimed-at-or-hit=united-states",
    "weapons used": "strikes/index.html",
    "attacks by month": "strikes/index.html",
    "attacks per month by claimant": "strikes/index.html",
    "list of abductions": "strikes/index.html?type-of-event=abduction",
    "abducted activists": "strikes/index.html?type-of-event=abduction",
    "protest killings": "strikes/index.html?type-of-event=protest-killing",
    "airport drone attacks": "strikes/index.html?weapon=armed-uav,one-way-uav,uav-unspecified",
    "منو قائد كتائب حزب الله": "leaders/ahmad-al-hamidawi.html",
    "امين عام كتائب حزب الله": "leaders/ahmad-al-hamidawi.html",
    "دبیرکل کتائب حزب الله": "leaders/ahmad-al-hamidawi.html",
    "المتحدث باسم كتائب حزب الله": "leaders/jaafar-al-husseini.html",
    "سخنگوی کتائب حزب الله": "leaders/jaafar-al-husseini.html",
    "رهبر نجباء": "leaders/akram-al-kaabi.html",
    "قائد فيلق القدس": "leaders/esmail-qaani.html",
    "spokesman of Kataib Hezbollah now": "leaders/jaafar-al-husseini.html",
    "شكو بالقائم": "places/al-qaim.html",
    "السويداء": "places/suwayda.html",
    "EFP": "strikes/index.html?weapon=efp",
    "107mm rockets": "strikes/index.html?weapon=rocket-107",
    "drones": "strikes/index.html?weapon=armed-uav,one-way-uav,uav-unspecified",
    "car bomb": "strikes/index.html?weapon=vbied",
    "Angriff": "strikes/index.html",
    "saldırı": "strikes/index.html",
    "attaque": "strikes/index.html",
    "atak": "strikes/index.html",
    "yaptırım": "designations/index.html#designations",
    "تحریم": "designations/index.html#designations",
    "العقوبات": "designations/index.html#designations",
    "bombed Hashd depots in 2019": "strikes/2018-2019-israeli-strikes-in-iraq.html",
    "which brigade of the PMF is Badr": "units/index.html?q=Badr%20Organization",
    "سیدالشهدا": "groups/kataib-sayyid-al-shuhada.html",
    "Soleimani kengî hat kuştin": "leaders/qasem-soleimani.html",
    "ترور": "strikes/index.html?type-of-event=assassination,mass-killing,protest-killing",
    "ترور سلیمانی": "strikes/2020-01-03-baghdad-airport-drone-strike.html",
    "حزب الله اللبناني": "groups/lebanese-hezbollah.html",
    "اللواء 30": "groups/liwa-al-shabak-30th-brigade.html",
    "اللواء الثلاثون": "groups/liwa-al-shabak-30th-brigade.html",
    "30th brigade": "groups/liwa-al-shabak-30th-brigade.html",
    "brigade thirty": "groups/liwa-al-shabak-30th-brigade.html",
    "اللواء الثاني عشر": "groups/harakat-hezbollah-al-nujaba.html",
    "FTO list": "designations/index.html#designations",
    "terror list United States": "designations/index.html#designations",
    "offline copy": "data/index.html",
    "wrong information about me": "editorial-policy.html#rule-5",
    "who owns this website": "about.html",
    "weapons": "glossary/index.html",
    "prime minister of iraq": "leaders/ali-al-zaidi.html",
    "is kataib hezbollah a terrorist organization": "groups/kataib-hezbollah.html",
    "کتائب حزب\u200cالله عراق": "groups/kataib-hezbollah.html",
    "jan 28 2024": "strikes/2024-01-28-tower-22-drone-attack.html",
    "ketaib hizb": "groups/kataib-hezbollah.html",
    "Hashd": "groups/popular-mobilization-forces.html",
    "haji qasem": "leaders/qasem-soleimani.html",
    "assassination of Soleimani": "strikes/2020-01-03-baghdad-airport-drone-strike.html",
    "Soleimani killing": "strikes/2020-01-03-baghdad-airport-drone-strike.html",
    "Muhandis assassination": "leaders/abu-mahdi-al-muhandis.html",
    "death of Muhandis": "leaders/abu-mahdi-al-muhandis.html",
    "compare groups": "compare.html",
    "founder of Mahdi Army": "leaders/muqtada-al-sadr.html",
    "attacks this week": ATTACKS,
    "latest attack": ATTACKS,
    "who bombed the Damascus consulate": "strikes/2024-04-01-damascus-consulate-air-strike.html",
    "who controls Sinjar now": "places/sinjar.html",
    "who controlled Mayadin": "places/al-mayadeen.html",
    "toll Erbil January 2024": "strikes/2024-01-15-erbil-missile-attack.html",
    "who claimed Eilat drone": "strikes/2024-04-27-eilat-drone-claims.html",
    "deadliest attack on US forces": f"{ATTACKS}&side-aimed-at-or-hit=united-states&sort=-killed",
    "deadliest attack on US troops in Iraq": f"{ATTACKS}&side-aimed-at-or-hit=united-states&sort=-killed",
    "deadliest attack": f"{ATTACKS}&sort=-killed",
    "attacks by province": "strikes/index.html",
    "attacks by governorate": "strikes/index.html",
    "timeline of the war with ISIS": "chronology/index.html",
    "نبل والزهراء مين كان يقاتل هناك": "places/nubl.html",
    "Asa'ib Ahl al-Haqq Deutsch Schreibweise": "groups/asaib-ahl-al-haq.html",
}
"""What readers ask in words that are not all in a name, and the first name that the box shows."""
KALSU = "strikes/2024-04-20-camp-kalsu-explosion.html"
AMONG_TWO = {
    "attacks on Ain al-Asad": "bases/ain-al-asad-air-base.html",
    "attacks against Kataib Hezbollah": "groups/kataib-hezbollah.html",
    "founder of Mahdi Army": "groups/mahdi-army.html",
    "leaders killed in 2020": "leaders/index.html",
    "Attack on Khor Mor, 26 November 2025": "strikes/2025-11-26-khor-mor-attack.html",
    "who bombed Kalsu": KALSU,
    "who struck Kalsu": KALSU,
    "who blew up Kalsu": KALSU,
    "casualties Tower 22": "strikes/2024-01-28-tower-22-drone-attack.html",
    "attacks on Ain al-Asad 2024": "bases/ain-al-asad-air-base.html",
    "Harir attacks 2023": "places/harir.html",
}
"""What the words name beside those that only ask: first or second."""
COMPARED = {
    "badr vs asaib": ("badr-organization", "asaib-ahl-al-haq"),
    "kataib hezbollah vs nujaba": ("kataib-hezbollah", "harakat-hezbollah-al-nujaba"),
    "difference between KH and AAH": ("kataib-hezbollah", "asaib-ahl-al-haq"),
    "What is the difference between KH and Asaib?": ("kataib-hezbollah", "asaib-ahl-al-haq"),
    "difference between pmf and kataib hezbollah": ("popular-mobilization-forces", "kataib-hezbollah"),
    "compare KSS and Nujaba": ("kataib-sayyid-al-shuhada", "harakat-hezbollah-al-nujaba"),
    "KH compared to AAH": ("kataib-hezbollah", "asaib-ahl-al-haq"),
    "فرق بين العصائب وكتائب حزب الله": ("asaib-ahl-al-haq", "kataib-hezbollah"),
    "ما الفرق بين بدر والنجباء": ("badr-organization", "harakat-hezbollah-al-nujaba"),
    "différence entre Hachd al-Chaabi et résistance islamique en Irak": (
        "popular-mobilization-forces",
        "islamic-resistance-in-iraq",
    ),
}
"""Queries that set two groups side by side."""
OF_MANY = "battle vs siege"
"""Words that each name one of the frozen entries, and many of the real ones."""
NEAREST = {
    "Heşda Şabî li Şengalê": ["groups/popular-mobilization-forces.html", "places/sinjar.html"],
    "شهادت ابومهدی المهندس فرودگاه بغداد چه کسانی کشته شدند": [
        "leaders/abu-mahdi-al-muhandis.html",
        "bases/baghdad-international-airport.html",
    ],
    "Phillip Smyth Shiite jihad in Syria source": ["speakers/phillip-smyth.html"],
    "battles against Islamic State 2014-2017": [
        "strikes/index.html?type-of-event=battle,offensive&year=2014,2015,2016,2017",
        "groups/islamic-state.html",
    ],
    "attacks by governorate since April 2026": ["strikes/index.html"],
    "مسؤول حزب الله اللبناني عن ملف العراق كوثراني": [
        "groups/lebanese-hezbollah.html",
        "leaders/muhammad-kawtharani.html",
    ],
}
"""Queries that hold names, and words that no name has beside them; what they name, best first."""
NARROWED = {
    "attacks on Ain al-Asad 2024": "strikes/index.html?year=2024&q=Ain%20al-Asad%20air%20base",
    "attacks in Anbar": "strikes/index.html?q=Anbar%20governorate",
    "Angriffe auf Harir 2023": "strikes/index.html?year=2023&q=Harir",
    "drone attacks 2021": "strikes/index.html?weapon=armed-uav,one-way-uav,uav-unspecified&year=2021",
}
"""Queries of which an index narrowed to their place and year is among the first three hits."""
DRONES = "strikes/index.html?weapon=armed-uav,one-way-uav,uav-unspecified"
WINGS = "network/index.html?body=kataib-hezbollah&relation=facade-of,linked-to,parent-of,political-wing-of,used-by"
PAGE_FIRST = {
    "Albu Kamal events": ("strikes/index.html?q=Albu%20Kamal", "places/albu-kamal.html"),
    "Events Albu Kamal": ("strikes/index.html?q=Albu%20Kamal", "places/albu-kamal.html"),
    "Israeli strikes at Albu Kamal": ("strikes/index.html?q=%22Israel%22%20%22Albu%20Kamal%22", "groups/israel.html"),
    "attacks in Baghdad governorate": ("strikes/index.html?q=Baghdad%20governorate", "places/baghdad-governorate.html"),
    "ballistic missiles on erbil": ("strikes/index.html?weapon=ballistic-missile&q=Erbil", "places/erbil.html"),
    "drone attacks Erbil 2023": (f"{DRONES}&year=2023&q=Erbil", "places/erbil.html"),
    "façades of Kataib Hezbollah": (WINGS, "groups/kataib-hezbollah.html"),
    "which groups are façades of Kataib Hezbollah": (WINGS, "groups/kataib-hezbollah.html"),
    "front groups of KH": (WINGS, "groups/kataib-hezbollah.html"),
}
"""Queries that name a page and what it is asked about: the page, narrowed to that, then the first of those, by the longest name."""
AS_TYPED = {
    "attacks on Zilkan 2022": "strikes/index.html?year=2022&q=Zilkan",
    "attacks near embassy 2023": "strikes/index.html?year=2023&q=embassy",
    "drone attacks on Zilkan": f"{DRONES}&q=Zilkan",
    "attacks on Zilkan on 2 January 2022": "strikes/index.html?year=2022&q=Zilkan",
}
"""Queries for an index, whose other words stand in names and are no name: the index narrowed to these words, which comes first."""
SAID = {
    "Nasiriyah Zaytun bridge massacre November 2019": "28 ‹November› ‹2019›",
    "what did Iran say after Tower 22": "‹Iran› ‹denied› any part",
}
"""What the passage of the first text has, with the place and the time that are asked for or the one who is asked about."""
NOT_COMPARED = ["badr vs zorblax", "KH vs Kataib Hezbollah", "sunni vs shia", "rockets vs drones", OF_MANY,
    "war between Iran and Israel", "compare groups"]  # fmt: skip
"""Of which one half is no entry, or both are the same."""
IN_TEXTS = [
    "shahed drone", "shahed-129", "fajr-1 rocket", "zolfaghar missile", "katyusha",
    "mojtaba khamenei", "killed by israel in damascus consulate 2024",
]  # fmt: skip
"""What stands in texts alone."""
ABOUT = {
    "US strike Jurf al-Sakhar March 2026": "strikes/2026-03-02-jurf-al-sakhar-air-strikes.html",
    "American strike Jurf al-Sakhar March 2026": "strikes/2026-03-02-jurf-al-sakhar-air-strikes.html",
    "Kataib Hezbollah money": "groups/kataib-hezbollah.html",
    "Kataib Hezbollah weapons": "groups/kataib-hezbollah.html",
    "Badr money": "groups/badr-organization.html",
    "is Liwa al-Quds dissolved": "groups/liwa-al-quds.html",
    "how many fighters AAH": "groups/asaib-ahl-al-haq.html",
    "27013": "leaders/waad-qado.html",
}
"""What texts say of something, and the first of them."""
ABOVE_GUESSES = ["Yazidi", "Shahed"]
"""What stands in texts, while names have only words that are spelt much like it: Zaidi, al-Shahid."""
COSTS = [
    "katyusha", "shahed drone", "zolfaghar missile", "oil smuggling network", "rockets at dawn wounded",
    "ransom paid for Qatari hunters", "is Liwa al-Quds dissolved", "who trained the pilots of drones in Iraq",
    "killed by israel in damascus consulate 2024", "Nasiriyah Zaytun bridge massacre November 2019",
    "US strike Jurf al-Sakhar March 2026",
]  # fmt: skip
"""Questions that texts answer, in English."""
COSTS_TRANSLATED = [
    "پهپاد شاهد", "контрабанда нефти в Ираке", "êrîşên dronan li Duhokê", "تهريب النفط عبر الحدود السورية",
    "شهادت ابومهدی المهندس فرودگاه بغداد چه کسانی کشته شدند",
]  # fmt: skip
"""The same in languages of which the atlas has translations of words: each word may be looked for in both."""
BESIDES = 8
"""Files of the index that a question may read besides one for each word: directories, and those of the texts and names that are shown."""
COSTLY = {"US strike Jurf al-Sakhar March 2026": 24}
"""Questions that may read more: of this one, the texts and the nearest names that are shown stand in six files."""
FOREIGN = "êrîşên dronan li Duhokê"
"""Words of a language that few texts are in, with the name of a place."""
BELOW_SPEAKERS = ["Mahan Air", "Poland", "European Union", "NATO", "White House"]
"""What names nothing but somebody who is quoted, while texts say more."""
TRANSLATED = {
    "هجوم 28 كانون الثاني 2024": "strikes/2024-01-28-tower-22-drone-attack.html",
    "28 января 2024": "strikes/2024-01-28-tower-22-drone-attack.html",
    "28 çile 2024": "strikes/2024-01-28-tower-22-drone-attack.html",
    "2021 Erbil roketli saldırı": "strikes/2021-02-15-erbil-rocket-attack.html",
    "attaque contre l'ambassade américaine à Bagdad 8 décembre 2023": "strikes/2023-12-08-us-embassy-baghdad-rocket-attack.html",
    "حمله پهپادی به اربیل ۱ مارس ۲۰۲۶": "strikes/2026-03-01-erbil-drone-attack.html",
}
"""What is asked in readers' languages, and found by the words that the names of the atlas have for it."""
LEADING = {
    "was kataib hezbollah behind tower 22": "strikes/2024-01-28-tower-22-drone-attack.html",
    "where is kataib hezbollah based": "groups/kataib-hezbollah.html",
    "codebook": "./glossary/index.html",
}
LEADING_AMONG_MANY = {
    "who freed tsurkov": "strikes/2023-03-baghdad-tsurkov-abduction.html",
    "protests 2019": "strikes/2019-10-protests-in-iraq.html",
    "disarmament talks": "strikes/2025-12-weapons-of-armed-groups.html",
    "where is liwa fatemiyoun based": "groups/fatemiyoun-division.html",
    "what does muqawama mean": "groups/islamic-resistance-in-iraq.html",
    "prime minister iraq": "leaders/ali-al-zaidi.html",
    "commander central command": "leaders/kenneth-mckenzie.html",
    "Iraq prime minister 2026": "leaders/ali-al-zaidi.html",
    "commander quds force": "leaders/esmail-qaani.html",
    "speaker of parliament": "strikes/2023-11-14-removal-of-speaker-al-halbousi.html",
    "leader of kataib hezbollah": "leaders/ahmad-al-hamidawi.html",
    "leader of the PMF": "leaders/falih-al-fayyadh.html",
    "erbil 2021": "strikes/2021-02-15-erbil-rocket-attack.html",
    "Al Welaey": "leaders/abu-alaa-al-walai.html",
    "khor mor attack": "strikes/2025-11-26-khor-mor-attack.html",
    "is KH still active": "groups/kataib-hezbollah.html",
    "did KH disband": "groups/kataib-hezbollah.html",
    "CENTCOM": "groups/us-central-command.html",
    "The Quds Force": "groups/irgc-quds-force.html",
}
"""What comes first, both in the box and on the page of results."""
SPELLINGS = [
    ("kataib", "kataeb", "kata'ib", "katib", "ketaib", "Khataib"),
    ("harakat", "harakaat", "Harekat"),
    pytest.param(("liwa", "liwaa", "Liwa'"), marks=IN_MANY),
    ("asaib", "asa'ib", "asaeb", "Assaib", "'Asa'ib", "asayib"),
    ("hezbollah", "hizbollah", "hizballah", "hizbullah", "Hizb'ollah"),
    ("nujaba", "nojaba", "nujabaa", "Nujaba'"),
    ("sayyid", "sayed", "sayyed", "seyyed"),
    ("saraya", "Saraya", "Saraaya"),
    ("soleimani", "suleimani", "sulaimani", "soleymani", "solaimani"),
    ("muhandis", "mohandes", "mohandis", "Muhandes"),
    ("erbil", "arbil", "irbil"),
    ("hussein", "hossein", "hussain", "husayn"),
    ("qasem", "qassem", "qasim", "ghasem", "Kassem"),
    ("quds force", "qods force"),
    ("kataib hezbollah", "kataeb hezbollah", "kataeb hizballah", "Kata'ib Hizbullah"),
    ("kataib sayyid al-shuhada", "kataeb sayed al shohada"),
    ("asaib ahl al-haq", "asaeb ahl el haqq"),
    ("fatemiyoun", "fatimiyoun"),
    pytest.param(("moqtada", "muqtada"), marks=IN_MANY),
]
"""Ways to spell words that stand in many names; a reader has one of them in mind."""
DIFFERENT = [
    ("hamas", "homs"),
    ("saraya", "syria"),
    ("hassan", "hussein"),
    pytest.param("khalid", "killed", marks=IN_MANY),
    pytest.param("kuwait", "quiet", marks=IN_MANY),
    ("irgc", "iraq"),
]
"""Words with the same consonants that are two."""
ORDERED = ["Hezbollah", "Kataib"]
METHODOLOGY = (REPOSITORY / "content" / "methodology.md").read_text("utf-8")
TABLE = METHODOLOGY.partition("{#search}")[2].partition("\n## ")[0]
EXAMPLES = [
    (query, name)
    for typed, name in re.findall(r"^\| (`.+`) \| (.+?) \|", TABLE, re.MULTILINE)
    for query in re.findall("`(.+?)`", typed)
]
"""What the methodology shows: each query, and a name of what it finds."""
SHARED = {"People of the Cave": {"ashab-al-kahf", "asaib-ahl-al-haq"}, "العراق": {"iraq", "iraq-country"}}


@cache
def sample() -> list[Query]:
    """Return queries chosen by their text, so that a further entry changes few of them."""
    every = sorted(queries(documents(whole_store()), seed=5), key=lambda query: crc32(query.text.encode()))
    return every[:SAMPLE]


@cache
def answers() -> dict[str, list[dict[str, Any]]]:
    """Return the hits by name of every query below."""
    asked = list(
        dict.fromkeys([*(query.text for query in sample()), *MADE_UP, *WELL_KNOWN, *ORDERED, *SHARED, *dict(EXAMPLES)])
    )
    return dict(zip(asked, ask(files(), names=asked).names, strict=True))


@cache
def files() -> dict[str, bytes]:
    return {path.removeprefix(f"{SEARCH}/"): data for path, data in search_files(whole_store())}


def words_of(case: Any) -> tuple[str, ...]:
    """Return the words of a case, with or without marks."""
    values = getattr(case, "values", case)
    return values[0] if isinstance(values[0], tuple) else values


@cache
def all_found() -> dict[str, dict[str, int]]:
    """Return the level at which each query finds the words of each entry."""
    asked = list(dict.fromkeys(chain.from_iterable(map(words_of, [*SPELLINGS, *DIFFERENT]))))
    found = ask(files(), names=asked, limit=5_000).names
    return {
        query: {hit["id"]: hit["rank"][2] for hit in hits if not hit["nearest"]}
        for query, hits in zip(asked, found, strict=True)
    }


def as_typed(query: str) -> set[str]:
    return {id for id, level in all_found()[query].items() if level <= 1}


def found(query: str) -> list[str]:
    """Return the ids of the entries that are found, best first."""
    return [hit["id"] for hit in answers()[query]]


def share(asked: list[Query], among: int) -> float:
    return sum(not query.owners.isdisjoint(found(query.text)[:among]) for query in asked) / len(asked)


def test_entries_are_found_by_any_spelling():
    missed = [(q.sort, q.text) for q in sample() if q.owners.isdisjoint(found(q.text)[:3])]
    assert share(sample(), 3) >= AMONG_THREE, missed
    assert share(sample(), 1) >= FIRST


def test_each_way_of_typing_does_its_part():
    """No way of typing is carried by the others; what is not mistyped is found without fail."""
    for sort in {query.sort for query in sample()}:
        asked = [query for query in sample() if query.sort == sort]
        errs = "swapped" in sort or "wrong" in sort
        assert share(asked, 3) >= (0.97 if errs else 1), sort


@pytest.mark.parametrize("query", MADE_UP)
def test_what_is_made_up_finds_nothing_or_only_the_nearest(query: str):
    assert all(hit["nearest"] for hit in answers()[query])


@pytest.mark.parametrize(("query", "ids"), SHARED.items())
def test_names_that_several_entries_share_show_all_of_them(query: str, ids: set[str]):
    assert ids <= set(found(query)[: 2 * len(ids)])


@pytest.mark.parametrize(("query", "first"), WELL_KNOWN.items())
def test_well_known_queries(query: str, first: str):
    assert found(query)[0] == first


@pytest.mark.parametrize(("query", "name"), EXAMPLES)
def test_the_methodology_says_what_the_search_does(query: str, name: str):
    (first, *_) = found(query)
    assert any(name in known for known in whole_store()[first].own_names)
    assert not answers()[query][0]["nearest"]


def test_the_methodology_has_examples():
    assert len(EXAMPLES) > 3


@pytest.mark.parametrize("spellings", SPELLINGS, ids=lambda spellings: spellings[0])
def test_every_spelling_finds_what_stands_in_another(spellings: tuple[str, ...]):
    """After what stands as typed, entries and titles each by themselves."""
    every = set().union(*map(as_typed, spellings))
    assert len(every) > 1
    for query in spellings:
        assert every - {*all_found()[query]} == set(), query
        sources = {id for id, entry in whole_store().entries.items() if entry.kind.folder == "sources"}
        levels = [(id.rpartition("#")[2] in sources, level) for id, level in all_found()[query].items()]
        for is_title in (False, True):
            own = [level for of_title, level in levels if of_title is is_title]
            assert own == sorted(own)


@pytest.mark.parametrize(("query", "other"), DIFFERENT)
def test_another_word_of_the_same_consonants_is_no_spelling(query: str, other: str):
    assert as_typed(query)
    assert as_typed(other) - {*all_found()[query]}


@pytest.mark.parametrize("query", ORDERED)
def test_the_order_of_hits(query: str):
    """Whole before part, primary before alias, entries before titles."""
    ranks = [hit["rank"] for hit in answers()[query]]
    assert ranks == sorted(ranks)


@cache
def boxes() -> dict[str, dict[str, Any]]:
    asked = [
        *(*ASKED, *AMONG_TWO, *COMPARED, *NOT_COMPARED, *IN_TEXTS),
        *(
            *ABOUT,
            *ABOVE_GUESSES,
            *BELOW_SPEAKERS,
            *NEAREST,
            *NARROWED,
            *PAGE_FIRST,
            *AS_TYPED,
            "Bakhdida",
            FOREIGN,
            *MADE_UP,
        ),
    ]
    return dict(zip(asked, ask(files(), boxes=asked).boxes, strict=True))


@IN_MANY
@pytest.mark.parametrize(("query", "first"), ASKED.items())
def test_the_box_understands_questions(query: str, first: str):
    address = boxes()[query]["names"][0].removeprefix("./")
    assert first in (address, address.partition("#")[0])  # or at a statement of it
    assert not boxes()[query]["isNearest"]


@IN_MANY
@pytest.mark.parametrize(("query", "named"), AMONG_TWO.items())
def test_words_that_ask_do_not_hide_what_the_others_name(query: str, named: str):
    assert named in [address.removeprefix("./") for address in boxes()[query]["names"][:2]]


@IN_MANY
@pytest.mark.parametrize(("query", "groups"), COMPARED.items())
def test_two_names_lead_to_the_page_that_compares_them(query: str, groups: tuple[str, str]):
    one, other = [f"groups/{group}" for group in groups]
    assert boxes()[query]["names"] == [f"./compare.html?one={one}&other={other}", f"{one}.html", f"{other}.html"]
    assert boxes()[query]["texts"] == []


@pytest.mark.parametrize(
    "query", [pytest.param(query, marks=[IN_MANY] if query == OF_MANY else []) for query in NOT_COMPARED]
)
def test_what_is_no_two_entries_is_not_compared(query: str):
    assert not [address for address in boxes()[query]["names"] if address.startswith("./compare.html?")]


@IN_MANY
@pytest.mark.parametrize("query", IN_TEXTS)
def test_where_no_name_matches_the_box_shows_texts(query: str):
    """Entries before sources."""
    found = boxes()[query]
    assert found["isNearest"]
    assert not found["isPartial"]
    folders = [address.partition("/")[0] for address in found["texts"]]
    are_sources = [folder in ("publishers", "speakers") for folder in folders]
    assert are_sources == sorted(are_sources)
    assert not are_sources[0]


@IN_MANY
@pytest.mark.parametrize("query", ABOVE_GUESSES)
def test_texts_stand_above_names_that_are_only_spelt_much_like_the_query(query: str):
    found = boxes()[query]
    assert found["areTextsFirst"]
    assert len(found["texts"]) > 2


@IN_MANY
@pytest.mark.parametrize("query", BELOW_SPEAKERS)
def test_speakers_do_not_hide_texts(query: str):
    found = boxes()[query]
    assert found["names"][0].startswith(("speakers/", "publishers/"))
    assert not found["areTextsFirst"]
    assert not found["isPartial"]
    assert [address for address in found["texts"] if not address.startswith(("speakers/", "publishers/"))]


@IN_MANY
def test_a_word_of_the_same_consonants_may_be_too_far_to_be_a_spelling():
    """Of "Bakhdida", a name of Qaraqosh, all names of Baghdad have the consonants."""
    assert boxes()["Bakhdida"]["names"] == ["places/qaraqosh.html"]


@pytest.mark.parametrize(("query", "first"), TRANSLATED.items())
def test_words_of_other_languages_find_what_names_say(query: str, first: str):
    (box,) = ask(files(), boxes=[query]).boxes
    assert box["names"][0] == first


@IN_MANY
def test_texts_are_found_by_words_of_other_languages():
    (box,) = ask(files(), boxes=["مكتب الحوثيين في بغداد"]).boxes
    assert box["areTextsFirst"]
    assert box["texts"][0] == "groups/houthis.html"


@IN_MANY
def test_where_nothing_has_the_words_the_places_among_them_are_found():
    assert boxes()[FOREIGN]["names"] == ["places/duhok-governorate.html"]
    assert boxes()[FOREIGN]["isNearest"]


@IN_MANY
@pytest.mark.parametrize(("query", "first"), ABOUT.items())
def test_of_texts_that_have_the_words_what_the_query_names_comes_first(query: str, first: str):
    found = boxes()[query]
    assert found["areTextsFirst"]
    assert not found["isPartial"]
    assert found["texts"][0] == first


@IN_MANY
@pytest.mark.parametrize(("query", "named"), NEAREST.items())
def test_where_no_name_has_all_words_what_some_of_them_name_is_found(query: str, named: list[str]):
    assert boxes()[query]["isNearest"]
    assert [address.removeprefix("./") for address in boxes()[query]["names"][: len(named)]] == named


@IN_MANY
@pytest.mark.parametrize(("query", "index"), NARROWED.items())
def test_an_index_is_narrowed_to_what_is_asked_of_it(query: str, index: str):
    assert index in [address.removeprefix("./") for address in boxes()[query]["names"][:3]]


@IN_MANY
def test_of_two_names_the_text_of_the_event_with_both_comes_first():
    (query, *_) = [query for query, named in NEAREST.items() if "leaders/abu-mahdi-al-muhandis.html" in named]
    assert boxes()[query]["texts"][0] == "strikes/2020-01-03-baghdad-airport-drone-strike.html"


@IN_MANY
def test_a_name_of_which_no_entry_has_all_is_told_to_be_none():
    (box,) = ask(files(), boxes=["Mohammad Baqer al-Saadi"]).boxes
    assert box["closest"] == "No entry has this name. Closest entries"


@pytest.mark.parametrize(("query", "first"), PAGE_FIRST.items())
def test_a_page_that_is_asked_about_entries_is_narrowed_to_them(query: str, first: tuple[str, str]):
    assert [address.removeprefix("./") for address in boxes()[query]["names"][:2]] == [*first]


@pytest.mark.parametrize(("query", "index"), AS_TYPED.items())
def test_an_index_is_narrowed_to_words_that_are_part_of_a_name(query: str, index: str):
    assert boxes()[query]["names"][0].removeprefix("./") == index


@IN_MANY
@pytest.mark.parametrize(("query", "said"), SAID.items())
def test_a_passage_has_together_what_is_asked(query: str, said: str):
    (answer,) = ask(files(), texts=[query]).texts
    assert said in answer["hits"][0]["excerpt"]


@cache
def firsts() -> dict[str, list[list[str]]]:
    """Return what the box and the page of results show first."""
    asked = [*LEADING, *LEADING_AMONG_MANY]
    found = ask(files(), boxes=asked, pages=asked)
    boxes = [box["texts" if box["areTextsFirst"] else "names"] for box in found.boxes]
    return {query: [box[:1], page[:1]] for query, box, page in zip(asked, boxes, found.pages, strict=True)}


@pytest.mark.parametrize(
    ("query", "first"),
    [*LEADING.items(), *(pytest.param(*asked, marks=IN_MANY) for asked in LEADING_AMONG_MANY.items())],
)
def test_the_box_and_the_page_of_results_agree_on_what_comes_first(query: str, first: str):
    """Entries and passages before titles of works; the words of a question are none that are sought."""
    assert firsts()[query] == [[first], [first]]


@cache
def costs() -> dict[str, list[str]]:
    asked = [*COSTS, *COSTS_TRANSLATED]
    return dict(zip(asked, ask(files(), costs=asked).costs, strict=True))


@pytest.mark.parametrize("query", [*COSTS, *COSTS_TRANSLATED])
def test_questions_cost_few_files(query: str):
    """About one for each word, in each of its languages."""
    read = costs()[query]
    languages = 2 if query in COSTS_TRANSLATED else 1
    assert any(file.startswith("texts.") for file in read)
    assert len(read) <= COSTLY.get(query, languages * len(query.split()) + BESIDES), read


def test_words_that_stand_for_one_another_cost_one_file():
    for query in ("American", "USA", "United States"):
        read = ask(files(), texts=[query]).read
        assert len([file for file in read if file.startswith("text.")]) == 1


@pytest.mark.parametrize("query", MADE_UP)
def test_what_is_made_up_is_in_no_text(query: str):
    assert boxes()[query]["isPartial"] or not boxes()[query]["texts"]


def test_texts_are_found_with_an_excerpt():
    tower, *nothing = ask(files(), texts=["drones at Tower 22", "zzyzx", ""]).texts
    assert tower["hits"][0]["id"] == "2024-01-28-tower-22-drone-attack"
    marked = {match.lower() for match in re.findall("‹(.*?)›", tower["hits"][0]["excerpt"])}
    assert {"drone", "tower", "22"} <= marked
    assert [found["entries"] for found in nothing] == [[], []]


DATES = {
    "28 January 2024": ["2024-01-28", "2024/1/28", "28/01/2024", "28.1.2024", "1/28/2024", "28 Jan 2024"],
    '"28 January 2024"': ['"2024-01-28"'],
    "January 2024": ["2024-01", "1/2024"],
    "2024-2025": ["2024 2025"],
    "2024-13": ["2024 13"],
}
"""What finds the same, by name and in texts."""


@pytest.mark.parametrize(("query", "others"), DATES.items())
def test_dates_are_found_however_they_are_written(query: str, others: list[str]):
    found = ask(files(), names=[query, *others], texts=[query, *others])
    for of_sort in (found.names, found.texts):
        first, *rest = [
            [{**hit, "spelling": ""} for hit in hits] if isinstance(hits, list) else hits for hits in of_sort
        ]
        assert rest == [first] * len(others)


def test_texts_lead_to_places_that_are_there(whole_pages: dict[str, str]) -> None:
    """Of some entries, all anchors of the index are ids of their pages."""
    some = [d for d in documents(whole_store()) if d.pieces and not d.tier and crc32(d.id.encode()) % 16 == 0]
    assert some
    addresses = {entry.address.rpartition("/")[2].removesuffix(".html"): entry.address for entry in whole_store()}
    for document in some:
        page = whole_pages[addresses[document.id].replace(".html", ".md")]
        ids = {*re.findall(r'id="(.*?)"|\{#([\w-]+)\}', page)}
        known = {one or other for one, other in ids}
        assert {anchor for anchor, _ in document.pieces} - known <= {""}, document.id


RELATIONS = "network/index"
"""The page of relations, whose choices a script makes."""


def test_the_pages_that_search_offers_are_there(whole_pages: dict[str, str]) -> None:
    """Under the titles by which it names them, or with the rule or the choices to which it leads."""
    for address, names, _ in site_pages():
        path, _, anchor = address.partition("#")
        path, _, chosen = path.partition("?")
        if path == RELATIONS:
            continue
        wanted = f'id="{anchor}"' if anchor else f"\n# {names.partition('|')[0]} {{#top}}"
        for key, value in parse_qsl(chosen):
            wanted = f'data-c="{value.removeprefix("-")}"' if key == "sort" else f'data-key="{key}"'
        assert wanted in whole_pages[f"{path}.md"], address


@IN_MANY
def test_the_choices_that_search_offers_are_there(whole_pages: dict[str, str]) -> None:
    for address, _, _ in site_pages():
        path, _, chosen = address.partition("?")
        if path == RELATIONS:
            relations = parse_qs(chosen).get("relation", [""])[0]
            assert {*filter(None, relations.split(","))} <= {*code_list("relation").codes}
            continue
        for key, values in parse_qsl(chosen):
            if key == "sort":
                continue
            choices = whole_pages[f"{path}.md"].partition(f'data-key="{key}"')[2].partition("</div>")[0]
            offered = {*re.findall('data-v="(.*?)"', choices)}
            assert {*values.split(",")} <= offered, address


def test_each_type_of_event_is_an_attack_or_is_said_to_be_none() -> None:
    """A new one is put into the row "Latest attacks" of subject.yml, or here."""
    _, _, attacks = ATTACKS.partition("type-of-event=")
    assert {*attacks.split(","), *OTHER_INCIDENTS, *NO_ATTACK} == set(code_list("strike-type").codes)


def test_search_offers_every_page_of_the_menu() -> None:
    """But the first page and the indexes of kinds."""
    menu = re.findall(r"^ +- .*: ([a-z/-]+)\.md$", (REPOSITORY / "mkdocs.yml").read_text("utf-8"), re.MULTILINE)
    known = {
        "index",
        *(f"{folder}/index" for folder in kinds.record_types()),
        *(path.partition("#")[0] for path, _, _ in site_pages()),
    }
    assert set(menu) - known == set()
    assert len(menu) > 20
