"""The walk of somebody who never saw the code: new entries, the slips that happen, their messages, the pages.

Each row of `MISTAKES` was made by a person who had read README.md and docs/entries.md alone. A message is good enough when
it lets them mend the slip at the first try: hence the phrase of its help.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from euphrates_atlas import cli
from tests.case_count import sample
from tests.stores import CORPUS, REPOSITORY

GAZETTE = "sources/example-gazette-2021-05-12-raid.yml"
RAID_REPORT = "sources/shafaq-2021-05-12-example.yml"
PROFILE = "sources/shafaq-2021-06-01-example.yml"
GROUP = "groups/example-brigade.yml"
LEADER = "leaders/example-leader.yml"
PLACE = "places/sampletown.yml"
STRIKE = "strikes/2021-05-12-raid-on-sampletown.yml"

NEW = [
    (["publisher", "Example Gazette"], "publishers/example-gazette.yml"),
    (
        [
            "source",
            "--url",
            "https://www.example-gazette.org/2021/05/12/raid",
            "--publisher",
            "example-gazette",
            "--title",
            "Raid near Sampletown",
            "--language",
            "en",
        ],
        GAZETTE,
    ),
    (
        [
            "source",
            "--url",
            "https://www.shafaq.com/en/Iraq/Example-Brigade-Raid",
            "--issued",
            "2021-05-12",
            "--title",
            "Example Brigade raids Sampletown",
        ],
        RAID_REPORT,
    ),
    (
        [
            "source",
            "--url",
            "https://www.shafaq.com/en/Iraq/Example-Brigade",
            "--issued",
            "2021-06-01",
            "--title",
            "Who are the Example Brigade",
        ],
        PROFILE,
    ),
    (["place", "Sampletown"], PLACE),
    (["group", "Example Brigade"], GROUP),
    (["leader", "Example Leader"], LEADER),
    (["strike", "Raid on Sampletown, 12 May 2021"], STRIKE),
]

REFUSED = [
    (["strik", "Raid"], "did you mean `strike`?"),
    (["strike", "Raid on Sampletown"], "the id of an event starts with its date"),
    (["group", "Example brigade"], "is already in entities/groups/example-brigade.yml"),
    (["group"], "the name is missing, as in:"),
    (["source", "--url", "https://www.shafaq.com/x", "--issued", "12/05/2021"], "write 2021-05-12"),
    (["sources", "list-of-mine.txt"], "No such file or directory"),
]

RAID = "shafaq-2021-05-12-example"
TOWN = "example-gazette-2021-05-12-raid"
FILLED = {
    "publishers/example-gazette.yml": "name: Example Gazette\ntype: newspaper\ncountry: IQ\n",
    PLACE: """\
name: Sampletown
names:
  - {text: بلدة المثال, lang: ar, use: official}
type: settlement
country: IQ
governorate: babil-governorate
coordinates: [32.5, 44.4]
""",
    GROUP: f"""\
name: Example Brigade
names:
  - {{text: لواء المثال, lang: ar, use: self-designation}}
summary: >-
  Armed group in Babil that raided Sampletown in May 2021 [@{RAID} para. 1].
type: {{value: armed-group, cite: [{RAID} para. 1]}}
founded: {{value: 2020, cite: [shafaq-2021-06-01-example para. 4]}}
reviewed: 2026-11-20
""",
    LEADER: f"""\
name: Example Leader
summary: >-
  Head of the [[example-brigade]] [@{RAID} para. 2].
public_role_basis: {{value: heads-group, cite: [{RAID} para. 2]}}
roles:
  group: example-brigade
  role: overall-commander
  when: 2020/..
  cite: [{RAID} para. 2]
reviewed: 2026-11-20
""",
    STRIKE: f"""\
name: Raid on Sampletown, 12 May 2021
summary: >-
  Fighters of the [[example-brigade]] raided [[sampletown]] on 12 May 2021 [@{RAID} para. 1].
  The toll is disputed [@{TOWN} para. 3; @{RAID} para. 3].
type: {{value: ground-raid, cite: [{RAID} para. 1]}}
date: {{value: 2021-05-12, cite: [{RAID} para. 1]}}
place: {{value: sampletown, precision: settlement, cite: [{RAID} para. 1]}}
responsibility:
  - actor: example-brigade
    stance: claimed
    by: example-brigade
    cite: [{RAID} para. 1]
casualties:
  - category: civilians-unspecified
    measure: killed
    best: 4
    by: security-media-cell
    cite: [{RAID} para. 3]
  - category: civilians-unspecified
    measure: killed
    low: 9
    by: {{label: a hospital doctor}}
    cite: [{TOWN} para. 3]
reviewed: 2026-11-20
""",
}

DATE = f"date: {{value: 2021-05-12, cite: [{RAID} para. 1]}}"
RANKED = "best: 4\n    rank: preferred"
COUNTS = FILLED[STRIKE].partition("best: 4")[2].partition("low: 9")[0]
BOTH_PREFERRED = (
    f"\n    rank: preferred\n    reason: primary-document{COUNTS}rank: preferred\n    reason: closest-to-event\n    "
)
CITED = f"cite: [{RAID} para. 1]"
ARABIC = "{text: لواء المثال, lang: ar, use: self-designation}"
AREA = "governorate: babil-governorate\ncoordinates: [32.5, 44.4]"
ADDRESS = "https://www.example-gazette.org/2021/05/12/raid"
ARCHIVED = "\narchive_status: archived"
OTHER_COPY = f"archive_url: https://web.archive.org/web/20240421000000/https://www.example.net/other{ARCHIVED}"
SAVING = f"archive_url: https://web.archive.org/save/{ADDRESS}{ARCHIVED}"
ITSELF = f"relations: {{type: facade-of, target: example-brigade, {CITED}}}"
# What happened, the file, the text, what stood there by mistake, the code, and what its help says.
MISTAKES = [
    (
        "indented by three",
        STRIKE,
        "    measure: killed\n    best",
        "   measure: killed\n    best",
        "A102",
        "same column",
    ),
    ("first dash missing", STRIKE, "  - category", "    category", "A102", "begin each item of the list with `- `"),
    ("no blank after a colon", STRIKE, "best: 4", "best:4", "A102", "write `best: 4`"),
    ("no blank in the first line", PLACE, "name: Sampletown", "name:Sampletown", "A102", "write `name: Sampletown`"),
    ("a colon in a title", GAZETTE, "near Sampletown", "near Sampletown: nine dead", "A102", "put the text in quotes"),
    ("a quoted start", GAZETTE, "title: Raid", 'title: "Raid"', "A102", "put the whole text in quotes"),
    ("a text that starts with a link", LEADER, ">-\n  Head of the", "[[example-brigade]]", "A102", "in quotes"),
    ("a brace not closed", STRIKE, DATE, DATE[:-1], "A102", "close it with `}`"),
    ("an @ in cite", STRIKE, DATE, DATE.replace("[", "[@"), "A102", "put the text in quotes"),
    ("a second document", GROUP, "reviewed:", "---\nreviewed:", "A103", "one entry is one file"),
    ("a tab", STRIKE, "    best: 4", "\tbest: 4", "A104", "use spaces instead"),
    ("a field twice", PLACE, "country: IQ", "country: IQ\ncountry: SY", "A105", "keep one of the two"),
    ("a value left out", STRIKE, "best: 4", "best:", "A106", "delete the line"),
    ("a comma in a label", STRIKE, "{label: a", "{label: “nine”, said a", "A106", "put the text in quotes"),
    ("a title not filled in", GAZETTE, "Raid near Sampletown", "TODO", "A106", "in place of the TODO"),
    ("a code not filled in", GROUP, "armed-group", "TODO", "A106", "in place of the TODO"),
    (
        "a summary not filled in",
        LEADER,
        f"Head of the [[example-brigade]] [@{RAID} para. 2]",
        "TODO [@todo]",
        "A106",
        "TODO",
    ),
    ("a citation not filled in", STRIKE, DATE, "date: {value: 2021-05-12, cite: [todo]}", "A106", "TODO"),
    ("a misspelt field", STRIKE, "casualties:", "casualities:", "A201", "did you mean `casualties`?"),
    ("a field of another kind", STRIKE, "reviewed:", "coordinates: [1, 2]\nreviewed:", "A201", "a field of places"),
    ("a field left out", GAZETTE, "publisher: example-gazette\n", "", "A202", "the id of the publisher"),
    ("a town without coordinates", PLACE, "coordinates: [32.5, 44.4]\n", "", "A202", "coordinates: ["),
    ("a number in words", STRIKE, "best: 4", "best: dozens", "A203", "go into `verbatim`"),
    ("at least", STRIKE, "low: 9", "best: at least 9", "A203", "`low: 9`"),
    ("a range", STRIKE, "best: 4", "best: 4-6", "A203", "`low: 4` and `high: 6`"),
    ("thousands", STRIKE, "best: 4", "best: 1,000", "A203", "write 1000"),
    ("yes", STRIKE, "stance: claimed", "stance: claimed\n    jointly: yes", "A203", "write one of the two"),
    ("a code in capitals", GROUP, "armed-group", "Armed group", "A204", "did you mean `armed-group`?"),
    ("a code in plain words", STRIKE, "ground-raid", "raid", "A204", "did you mean `ground-raid`?"),
    ("the label of a code", STRIKE, "precision: settlement", "precision: town", "A204", "`settlement`?"),
    ("civilians", STRIKE, "civilians-unspecified", "civilians", "A204", "did you mean `civilians-unspecified`?"),
    ("commander", LEADER, "overall-commander", "commander", "A204", "`overall-commander`, `military-commander`"),
    ("a word of no code", GROUP, "armed-group", "militia", "A204", "the codes are `armed-group`"),
    ("a date with slashes", STRIKE, "value: 2021-05-12", "value: 12/05/2021", "A205", "write 2021-05-12"),
    ("a month by name", STRIKE, "value: 2021-05-12", "value: 12 May 2021", "A205", "write 2021-05-12"),
    ("about", GROUP, "value: 2020", "value: about 2020", "A205", "write 2020~"),
    ("since", LEADER, "2020/..", "since 2020", "A205", "write 2020/.."),
    ("no such day", STRIKE, "value: 2021-05-12", "value: 2021-02-31", "A205", "2021-05"),
    ("a page without p.", STRIKE, DATE, DATE.replace("para. ", ""), "A206", f"`{RAID} p. 1`"),
    ("a page in words", STRIKE, DATE, DATE.replace("para.", "page"), "A206", f"write `{RAID} p. 1`"),
    ("a comma before the place", STRIKE, DATE, DATE.replace(" para.", ", para."), "A206", "no comma"),
    ("an address for a source", STRIKE, DATE, DATE.replace(f"{RAID} para. 1", "https://x.org/a"), "A206", "atlas find"),
    ("a file for a source", STRIKE, DATE, DATE.replace(" para. 1", ".yml"), "A206", f"did you mean `{RAID}`?"),
    (
        "a speaker in words",
        STRIKE,
        "{label: a hospital doctor}",
        "a hospital doctor",
        "A206",
        "`{label: a hospital doctor}`",
    ),
    ("the name of a publisher", GAZETTE, ": example-gazette", ": Example Gazette", "A206", "`example-gazette`"),
    ("a language in words", PLACE, "lang: ar", "lang: arabic", "A206", "as fr, ar"),
    ("a country in words", PLACE, "country: IQ", "country: Iraq", "A206", "as IQ or SY"),
    ("an address cut short", GAZETTE, "url: https://", "url: ", "A206", "write it in full"),
    ("HTML", GROUP, "Armed group", "<b>Armed</b> group", "A207", "without tags"),
    ("a heading of the page", GROUP, "reviewed:", "body: |\n  # History\nreviewed:", "A207", "use ## or ###"),
    ("a link by name", STRIKE, "[[example-brigade]]", "[[Example Brigade]]", "A207", "[[example-brigade|"),
    ("a link to a page", STRIKE, "[[sampletown]]", "[it](../places/x.md)", "A207", "[[entry-id|words]]"),
    ("a comma between citations", STRIKE, "3; @", "3, @", "A207", "put `;` between sources"),
    ("a link to nobody", STRIKE, "[[sampletown]]", "[[sampeltown]]", "A301", "did you mean `sampletown`?"),
    ("an entry not written yet", STRIKE, "by: security-media-cell", "by: nobody-there", "A301", "`atlas new`"),
    ("half an id", PLACE, "babil-governorate", "babil", "A301", "did you mean `babil-governorate`?"),
    ("a misspelt source", STRIKE, DATE, DATE.replace("example", "exampel"), "A302", f"did you mean `{RAID}`?"),
    ("a source not written yet", STRIKE, DATE, DATE.replace(RAID, "paper"), "A302", "`atlas new source --url …`"),
    ("a place that acts", STRIKE, "actor: example-brigade", "actor: sampletown", "A303", "name a group"),
    ("a state as a place", PLACE, "babil-governorate", "iraq", "A303", "name a place"),
    (
        "a value alone",
        STRIKE,
        "{value: ground-raid, cite: [" + RAID + " para. 1]}",
        "ground-raid",
        "A401",
        "{value: ground-raid",
    ),
    ("no citation", STRIKE, f"2021-05-12, cite: [{RAID} para. 1]", "2021-05-12", "A401", "add `cite: [source-id]`"),
    ("an uncited sentence", STRIKE, "The toll", "Nobody knows why. The toll", "A402", "before the full stop"),
    ("a citation without @", GROUP, f"[@{RAID}", f"[{RAID}", "A402", f"write `[@{RAID} para. 1]`"),
    (
        "a citation in round brackets",
        LEADER,
        f"[@{RAID} para. 2].",
        f"({RAID} para. 2).",
        "A402",
        f"`[@{RAID} para. 2]`",
    ),
    ("a rank without a reason", STRIKE, "best: 4", RANKED, "A404", "add `reason:`"),
    ("attributed by nobody", STRIKE, "claimed\n    by: example-brigade", "attributed", "A405", "add `by:`"),
    (
        "the same twice",
        STRIKE,
        "low: 9\n    by: {label: a hospital doctor}",
        "best: 4\n    by: security-media-cell",
        "A501",
        "move its",
    ),
    ("both preferred", STRIKE, COUNTS, BOTH_PREFERRED, "A502", "take `rank` and `reason` from one of them"),
    ("low above high", STRIKE, "low: 9", "low: 9\n    high: 5", "A503", "put the smaller number first"),
    ("Arabic without a language", GROUP, "lang: ar, ", "", "A504", "add `lang: ar`"),
    ("Arabic names in one", GROUP, ARABIC, "لواء المثال, Free People", "A504", '"لواء المثال, Free People", lang: ar}'),
    ("Arabic called English", GROUP, "lang: ar", "lang: en", "A504", "write `ar`"),
    ("an Arabic title called English", GAZETTE, "Raid near Sampletown", "بلدة المثال", "A504", "write `ar`"),
    ("a language by three letters", GAZETTE, "language: en", "language: eng", "A206", "a BCP 47 tag"),
    (
        "a name in quotation marks",
        GROUP,
        "names:",
        "names:\n  - “Free People”",
        "A206",
        "leave out the quotation marks",
    ),
    ("a stance by another word", STRIKE, "stance: claimed", "stance: blamed", "A204", "did you mean `attributed`?"),
    ("no stance at all", STRIKE, "stance: claimed", "stance: unclaimed", "A204", "`claimed`, the actor said in public"),
    ("the claim of another", STRIKE, "by: example-brigade", "by: security-media-cell", "A417", "`stance: attributed`"),
    ("injured", STRIKE, "measure: killed", "measure: injured", "A204", "did you mean `wounded`?"),
    ("a city", PLACE, "type: settlement", "type: city", "A204", "did you mean `settlement`?"),
    ("a spokesman", LEADER, "overall-commander", "spokesman", "A204", "did you mean `spokesperson`?"),
    ("total", STRIKE, "civilians-unspecified", "total", "A204", "did you mean `all`?"),
    ("a field by its label", LEADER, "roles:", f"born: {{value: 1980, {CITED}}}\nroles:", "A201", "`birth`?"),
    ("a field by another name", GROUP, "founded:", f"size: {{low: 50, {CITED}}}\nfounded:", "A201", "`strength`?"),
    ("a size in words", GROUP, "founded:", "size: 50-100\nfounded:", "A201", "{low: 50, high: 100, cite: [source-id]}"),
    ("since in a field of its own", LEADER, "when: 2020/..", "since: 2020", "A201", "write `when: 2020/..`"),
    ("a date of a field", GROUP, "founded:", "date founded:", "A201", "did you mean `founded`?"),
    (
        "a date without a statement",
        GROUP,
        "reviewed:",
        "first_seen: March 2020\nreviewed:",
        "A401",
        "{value: 2020-03, cite: [source-id]}",
    ),
    ("a range without a statement", GROUP, "reviewed:", "strength: 50-100\nreviewed:", "A401", "{low: 50, high: 100"),
    ("a state without an entry", STRIKE, "by: security-media-cell", "by: Turkey", "A206", "`{label: Turkey}`"),
    ("a state by its name", STRIKE, "by: security-media-cell", "by: Iran", "A206", "did you mean `iran`?"),
    ("an area by its name", PLACE, "babil-governorate", "Babil", "A206", "did you mean `babil-governorate`?"),
    ("numbers of another script", STRIKE, "best: 4", "best: ٥٠", "A203", "write 50"),
    ("coordinates without brackets", PLACE, "[32.5, 44.4]", "32.5, 44.4", "A203", "write [32.5, 44.4]"),
    ("coordinates as fields", PLACE, "[32.5, 44.4]", "{lat: 32.5, lon: 44.4}", "A203", "write [32.5, 44.4]"),
    ("coordinates with commas", PLACE, "[32.5, 44.4]", "[32,5, 44,4]", "A203", "write [32.5, 44.4]"),
    ("longitude first, without an area", PLACE, AREA, "coordinates: [44.4, 32.5]", "A513", "latitude first"),
    ("indented too deep", STRIKE, "    stance:", "      stance:", "A102", "start it in column 5"),
    ("no-break spaces", STRIKE, "    stance:", "\u00a0\u00a0\u00a0\u00a0stance:", "A111", "type a space"),
    ("an apostrophe at the start", LEADER, "name: Example", "name: 'Ahrar Example", "A102", "in double quotes"),
    ("two apostrophes", LEADER, "name: Example Leader", "name: 'Asa'ib test", "A102", "in quotes: \"'Asa'ib test\""),
    ("a merge conflict", GROUP, "founded:", "<<<<<<< HEAD\nfounded:", "A102", "the lines that begin with <<<<<<<"),
    ("early in a year", GROUP, "value: 2020", "value: early 2019", "A205", "write 2019; the source's words"),
    ("two days", STRIKE, "value: 2021-05-12", "value: 12-13 May 2021", "A205", "write 2021-05-12/2021-05-13"),
    ("a month in Arabic", GROUP, "value: 2020", "value: آذار 2020", "A205", "write 2020-03"),
    ("unknown", GROUP, "value: 2020", "value: unknown", "A205", "goes into `gaps`"),
    ("without a date", RAID_REPORT, "issued: 2021-05-12", "issued: n.d.", "A205", "write `unknown`"),
    ("an open encyclopedia", GAZETTE, ADDRESS, "https://en.wikipedia.org/wiki/Raid", "A418", "cite the work"),
    ("a search", GAZETTE, ADDRESS, "https://www.google.com/search?q=raid", "A418", "the address of the work"),
    ("a way round", GAZETTE, ADDRESS, "https://www.google.com/url?q=https://x.org/a", "A418", "write https://x.org/a"),
    ("a tail", GAZETTE, ADDRESS, f"{ADDRESS}?utm_source=x&fbclid=y", "A418", f"write {ADDRESS}"),
    (
        "an outlet as author",
        RAID_REPORT,
        "publisher:",
        "author: Shafaq News\npublisher:",
        "A418",
        "the persons who signed",
    ),
    (
        "published after it was read",
        RAID_REPORT,
        "issued: 2021-05-12",
        "issued: 2027-05-12",
        "A508",
        "check both dates",
    ),
    ("another day than the id", STRIKE, "value: 2021-05-12", "value: 2021-04-12", "A521", "atlas rename"),
    ("reviewed in a year to come", GROUP, "reviewed: 2026", "reviewed: 2030", "A522", "last read the whole entry"),
    ("a word of one party", GROUP, "Armed group", "Resistance group", "A505", "armed group"),
    ("a verdict", GROUP, "Armed group", "Terrorist group", "A505", "armed group"),
    ("a finer point than a town", PLACE, "32.5,", "32.51234,", "A507", "write 32.51"),
    ("longitude first", PLACE, "[32.5, 44.4]", "[44.4, 32.5]", "A513", "latitude first"),
    ("minutes of a degree", PLACE, "[32.5, 44.4]", "[32°30'N, 44°24'E]", "A203", "write [32.5, 44.4]"),
    ("no month", LEADER, "when: 2020/..", "when: 2020/..\n  said: 2025-13-14", "A205", "the form is year-month-day"),
    ("the day in the middle", GROUP, "value: 2020", "value: 2020-31-03", "A205", "write 2020-03-31"),
    ("a day with slashes", GROUP, "reviewed: 2026-11-20", "reviewed: 20/11/2026", "A205", "write 2026-11-20"),
    ("a parent", GROUP, "reviewed:", "parent: security-media-cell\nreviewed:", "A201", "`relations`?"),
    ("a leader", GROUP, "reviewed:", "leader: Example Head\nreviewed:", "A201", "`led_by`?"),
    ("a founder", GROUP, "reviewed:", "founder: security-media-cell\nreviewed:", "A201", "`founders`?"),
    ("a place of a group", GROUP, "reviewed:", "location: sampletown\nreviewed:", "A201", "`area`?"),
    ("deaths", STRIKE, "reviewed:", "deaths: 4\nreviewed:", "A201", "`casualties`?"),
    ("about, as a value", GROUP, "founded:", f"strength: {{value: about 300, {CITED}}}\nfounded:", "A201", "best: 300"),
    (
        "two sources in words",
        STRIKE,
        f"cite: [{RAID} para. 1]",
        f"cite: {RAID} and {TOWN}",
        "A206",
        f"[{RAID}, {TOWN}]",
    ),
    ("an Arabic comma", GROUP, "المثال, lang", "المثال، lang", "A102", "an Arabic comma"),
    ("an Arabic comma in a list", STRIKE, f"[{RAID} para. 1]", f"[{RAID}، {TOWN}]", "A206", "the comma of YAML"),
    ("a fullwidth colon", GROUP, "reviewed: 2026", "reviewed： 2026", "A102", "a fullwidth colon"),
    ("Arabic digits in a place", STRIKE, DATE, DATE.replace("para. 1", "para. ١"), "A206", f"write `{RAID} para. 1`"),
    ("a code of HTML", GAZETTE, "Raid near", "Raid&#160;near", "A524", "write ` `"),
    ("a misread title", GAZETTE, "near Sampletown", "nÃ©ar Sampletown", "A524", "write `é`"),
    ("round brackets with an @", GROUP, f"[@{RAID} para. 1]", f"(@{RAID} para. 1)", "A402", f"[@{RAID} para. 1]"),
    ("itself as a parent", GROUP, "reviewed:", f"{ITSELF}\nreviewed:", "A525", "name the entry that is meant"),
    ("read in a year to come", GAZETTE, "accessed: 2", "accessed: 2062-01-01  # 2", "A522", "check the year"),
    (
        "a copy of another page",
        GAZETTE,
        f"url: {ADDRESS}",
        f"url: {ADDRESS}\n{OTHER_COPY}",
        "A523",
        "a copy of https://",
    ),
    (
        "a form for copies",
        GAZETTE,
        f"url: {ADDRESS}",
        f"url: {ADDRESS}\n{SAVING}",
        "A206",
        "write the address that the",
    ),
]

# What happened to the file, its new name, the code, and what the help says.
MISPLACED = [
    ("capitals", GROUP, "groups/Example-Brigade.yml", "A109", "rename the file to `example-brigade.yml`"),
    ("a blank", GROUP, "groups/example brigade.yml", "A109", "rename the file to `example-brigade.yml`"),
    ("another ending", GROUP, "groups/example-brigade.yaml", "A108", "name it `example-brigade.yml`"),
    ("no such folder", GROUP, "militias/example-brigade.yml", "A108", "the folders are `bases`, "),
    ("the folder of another kind", STRIKE, "bases/2021-05-12-raid-on-sampletown.yml", "A201", "a field of strikes"),
]


class Walk:
    """A repository of the small store, and the commands in it."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root, self.capsys, self.entities = root, capsys, root / "entities"
        shutil.copytree(CORPUS / "entities", self.entities)

    def atlas(self, *arguments: str) -> tuple[int, str, str]:
        """Run a command. Returns its status and what it printed."""
        status = cli.main(["--root", str(self.root), *arguments])
        printed = self.capsys.readouterr()
        return status, printed.out, printed.err

    def found(self) -> list[dict[str, Any]]:
        """Return the errors and warnings of the store."""
        found = json.loads(self.atlas("check", "--strict", "--today", "2026-11-20", "--format", "json")[1])["findings"]
        return [{**f, "file": f["file"].removeprefix("entities/")} for f in found if f["level"] != "note"]

    def findings(self) -> list[tuple[str, str, str]]:
        """Return file, code and help of each."""
        return [(f["file"], f["code"], f["help"] or "") for f in self.found()]


REPLACEMENTS = (
    r"did you mean `(?P<field>\w+)`\? write (?:`\w+: (?P<value>.*)`|it as a statement: `(?P<statement>.*)`)$",
    r"did you mean `(?P<new>[^`]+)`\?(?:  \(.*\))?$",
    r".*is written `(?P<new>\{label: .*\})`$",
    r"put the whole text in quotes: (?P<whole>.*)$",
    r"write `(?P<line>\w+: .*)`$",
    r"write (?:it as a statement: )?(?:`(?P<quoted>[^`]+)`|(?P<new>\[.*?\]|[^ `,;]+))(?:[,;:] .*|$)",
)
"""The helps that name what to write in place of what is marked."""


def mended(text: str, finding: dict[str, Any]) -> str | None:
    """Return a file once its writer has done what a help says; None where it names no replacement."""
    help = finding["help"].replace("[source-id]", f"[{RAID} para. 1]").replace("source-id", RAID)
    match = next((m for pattern in REPLACEMENTS if (m := re.match(pattern, help))), None)
    if match is None:
        return None
    given = {name: value for name, value in match.groupdict().items() if value}
    lines = text.split("\n")
    line = lines[finding["line"] - 1]
    start, end = finding["column"] - 1, finding["end_column"] - 1
    if "whole" in given:
        start, end, new = line.index(": ") + 2, len(line), given["whole"]
    elif "line" in given:
        start, end, new = len(line) - len(line.lstrip(" ")), len(line), given["line"]
    elif "field" in given:
        end = start + len(re.match(r"[^,}]*", line[start:])[0])  # type: ignore[index]
        new = f"{given['field']}: {given.get('value') or given['statement']}"
    else:
        new = given.get("new") or given["quoted"]
    lines[finding["line"] - 1] = line[:start] + new + line[end:]
    return "\n".join(lines)


GUIDES = (
    "README.md",
    "CONTRIBUTING.md",
    "docs/entries.md",
    "content/contribute.md",
    ".github/pull_request_template.md",
)


@pytest.mark.parametrize("guide", GUIDES)
def test_the_commands_of_a_guide_exist(guide: str, capsys: pytest.CaptureFixture[str]) -> None:
    """So that nobody is sent to a command that was renamed."""
    text = (REPOSITORY / guide).read_text()
    named = set(re.findall(r"(?:^ {4}|`|bin/)atlas ([a-z]+)", text, re.MULTILINE))
    assert named
    for command in sorted(named):
        with pytest.raises(SystemExit) as ended:
            cli.main([command, "--help"])
        assert ended.value.code == 0, command
    capsys.readouterr()


@pytest.fixture
def walk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Walk:
    return Walk(tmp_path, capsys)


LEVELS = {"note": 0, "warning": 1, "error": 2}


def worst(found: list[dict[str, Any]]) -> int:
    """Return how bad the worst finding is."""
    return max((LEVELS[f["level"]] for f in found), default=0)


def follow(walk: Walk, path: Path, found: list[dict[str, Any]], meant: dict[str, Any]) -> list[str]:
    """Do what a help says, where it names a replacement: then its finding is gone, and none is new at that place.

    A replacement with `…` leaves a part to its writer: what is then found there is no worse.
    """
    if (better := mended(path.read_text(), meant)) is None:
        return []
    path.write_text(better)
    left = walk.found()
    assert worst(left) <= worst(found), (meant, left)
    assert not any((f["code"], f["message"]) == (meant["code"], meant["message"]) for f in left), (meant, left)
    if "…" in meant["help"]:
        return [meant["help"]]
    assert len(left) < len(found), (meant, left)
    assert all(f["line"] != meant["line"] for f in left), (meant, left)
    return [meant["help"]]


def test_the_walk(walk: Walk) -> None:
    """From `atlas new` to the page: every slip on the way is told with the remedy, and is mended by it.

    Every third slip is tried, in `make test-all` all.
    """
    for arguments, file in NEW:
        status, told, _ = walk.atlas("new", *arguments)
        assert (status, told.splitlines()[0]) == (0, f"entities/{file}"), told
    for arguments, why in REFUSED:
        status, _, told = walk.atlas("new", *arguments)
        assert status in (1, 2), arguments
        assert why in told

    unfilled = walk.findings()
    assert {file for file, _, _ in unfilled} >= {GROUP, LEADER, PLACE, STRIKE}
    assert {code for _, code, _ in unfilled} == {"A106"}

    for file, text in FILLED.items():
        (walk.entities / file).write_text(text)
    gazette = walk.entities / GAZETTE
    gazette.write_text(gazette.read_text().replace("type: TODO", "type: article-newspaper"))
    before = {path: path.read_bytes() for path in walk.entities.rglob("*.yml")}
    assert walk.findings() == []
    followed: list[str] = []
    tried = sample(MISTAKES, every=3)
    for what, file, right, wrong, code, remedy in tried:
        path = walk.entities / file
        text = path.read_text()
        assert right in text, what
        path.write_text(text.replace(right, wrong, 1))
        found = walk.found()
        meant = [f for f in found if f["file"] == file and f["code"] == code and remedy in f["help"]]
        assert meant, (what, found)
        followed += follow(walk, path, found, meant[0])
        path.write_text(text)
    assert len(followed) * len(MISTAKES) > 50 * len(tried), followed
    for what, file, elsewhere, code, remedy in MISPLACED:
        there = walk.entities / elsewhere
        there.parent.mkdir(exist_ok=True)
        (walk.entities / file).rename(there)
        found = walk.findings()
        assert any(f == elsewhere and c == code and remedy in help for f, c, help in found), (what, found)
        assert {f for f, _, _ in found} == {elsewhere}, "what names the entry waits until its file is in place"
        there.rename(walk.entities / file)
    assert {path: path.read_bytes() for path in walk.entities.rglob("*.yml")} == before

    mine = [f"entities/{file}" for _, file in NEW]
    assert walk.atlas("fmt", *mine)[0] == 0
    assert walk.atlas("fmt", "--check", *mine)[0] == 0
    assert walk.atlas("check", "--strict", "--today", "2026-11-20")[0] == 0
    assert walk.atlas("find", "example", "brigade")[0] == 0
    assert walk.atlas("generate")[0] == 0
    page = (walk.root / "content" / STRIKE).with_suffix(".md").read_text()
    assert "Accounts differ on 1 point" in page
    assert '<li><a href="#casualties">Toll</a>' in page
    assert page.index("## Toll {#losses}") < page.index("Toll: the range of the accounts")
    assert "4 killed" in page
    assert "At least 9 killed" in page
    assert "Example Leader" in (walk.root / "content" / GROUP).with_suffix(".md").read_text()
