"""Trees to entries: short forms written out, values typed, and findings of the misspelt key before the missing one."""

from __future__ import annotations

from typing import Any

import pytest

from euphrates_atlas import kinds
from euphrates_atlas.findings import Finding
from euphrates_atlas.model.atlas import Entry, plain
from euphrates_atlas.model.kind import Record
from euphrates_atlas.model.parsing import parse_entry
from euphrates_atlas.model.shape import shape_of
from euphrates_atlas.model.statement import COMMON_FIELDS
from euphrates_atlas.text.yaml_reader import read_tree
from euphrates_atlas.text.yaml_tree import Tree
from tests.overlays import BASE

GROUP = "name: A\nsummary: A.\nreviewed: 2026-11-20\ntype: {value: state, cite: [s]}\n"


def test_full_statement() -> None:
    """Every field of a statement arrives typed, and what is not written has its default."""
    entry = parsed(
        "groups",
        GROUP
        + """\
relations:
  - type: facade-of
    target: kataib-sayyid-al-shuhada
    scope: 2021-02-15-erbil
    when: 2020-08/..
    by: {label: Michael Knights, of: washington-institute}
    said: 2021-02-24
    verbatim: a front
    rank: deprecated
    reason: superseded-by-author
    confidence: low
    disputed: [{by: asaib, stance: denies, cite: [s p. 3], said: 2021-03, verbatim: never, note: On TV}]
    rival: a
    was: [1a2b3c4d, 00000000]
    note: In an interview
    cite:
      - winep-2021 p. 4
      - {src: b, loc: para. 2, origin: knights, stance: context, quote: {text: a front, lang: en, translation: false}}
""",
    )

    (fact,) = entry.facts_of("relations")
    assert plain(fact.statement) == {
        "type": "facade-of",
        "target": "kataib-sayyid-al-shuhada",
        "scope": "2021-02-15-erbil",
        "when": "2020-08/..",
        "by": {"label": "Michael Knights", "of": "washington-institute"},
        "said": "2021-02-24",
        "verbatim": "a front",
        "rank": "deprecated",
        "reason": "superseded-by-author",
        "confidence": "low",
        "disputed": [
            {
                "by": {"id": "asaib"},
                "stance": "denies",
                "cite": [{"src": "s", "loc": "p. 3", "stance": "supports"}],
                "said": "2021-03",
                "verbatim": "never",
                "note": "On TV",
            }
        ],
        "rival": "a",
        "was": ["1a2b3c4d", "00000000"],
        "note": "In an interview",
        "cite": [
            {"src": "winep-2021", "loc": "p. 4", "stance": "supports"},
            {
                "src": "b",
                "loc": "para. 2",
                "origin": "knights",
                "stance": "context",
                "quote": {"text": "a front", "lang": "en", "translation": False},
            },
        ],
    }


def test_defaults() -> None:
    """A statement of a value and a citation has a normal rank, and nothing else."""
    (fact,) = parsed("groups", GROUP).facts_of("type")

    assert plain(fact.statement) == {
        "value": "state",
        "rank": "normal",
        "cite": [{"src": "s", "stance": "supports"}],
    }


@pytest.mark.parametrize(
    ("folder", "typed", "field", "expected"),
    [
        ("groups", "names: Ketaib", "names", [{"text": "Ketaib", "shared": False}]),
        ("groups", "names: [A, B]", "names", [{"text": "A", "shared": False}, {"text": "B", "shared": False}]),
        ("groups", "names: [{text: SAD, use: acronym}]", "names", [{"text": "SAD", "use": "acronym", "shared": False}]),
        (
            "groups",
            "names: {text: سرايا, lang: ar, script: Arab, when: 2020/.., shared: true, cite: s p. 2}",
            "names",
            [
                {
                    "text": "سرايا",
                    "lang": "ar",
                    "script": "Arab",
                    "when": "2020/..",
                    "cite": [{"src": "s", "loc": "p. 2", "stance": "supports"}],
                    "shared": True,
                }
            ],
        ),
        ("groups", "redirects: old-brigade", "redirects", ["old-brigade"]),
        ("groups", "different_from: badr", "different_from", ["badr"]),
        ("groups", "identifiers: {wikidata: Q1}", "identifiers", {"wikidata": "Q1"}),
        ("sources", "author: Michael Knights", "author", [{"literal": "Michael Knights"}]),
        (
            "sources",
            "author: [{family: Knights, given: Michael}]",
            "author",
            [{"family": "Knights", "given": "Michael"}],
        ),
        ("sources", "content_warning: graphic", "content_warning", ["graphic"]),
        ("sources", "party_to_event: true", "party_to_event", True),
        ("places", "coordinates: [34.37, -41.1]", "coordinates", [34.37, -41.1]),
    ],
)
def test_short_forms(folder: str, typed: str, field: str, expected: Any) -> None:
    """One of several needs no list, a name or author no mapping."""
    assert plain(getattr(parsed(folder, base(folder) + typed + "\n").record, field)) == expected


@pytest.mark.parametrize(
    ("typed", "expected", "key"),
    [
        ("washington-institute", {"id": "washington-institute"}, "washington-institute"),
        ("{label: A spokesman}", {"label": "A spokesman"}, "A spokesman"),
        ("{label: A spokesman, of: badr}", {"label": "A spokesman", "of": "badr"}, "A spokesman / badr"),
    ],
)
def test_agents(typed: str, expected: dict[str, str], key: str) -> None:
    """A speaker is an entry, or words with the body they speak for; the key tells speakers apart."""
    (fact,) = parsed("groups", GROUP + f"founded: {{value: 2019, by: {typed}, cite: [s]}}\n").facts_of("founded")

    assert fact.statement.by is not None
    assert plain(fact.statement.by) == expected
    assert fact.statement.by.key == key


def test_nobody_is_named_among_the_dead_without_the_reason() -> None:
    """The help says why the role is asked for."""
    event = "date: {value: 2021, cite: [s]}\nplace: {value: town, precision: site, cite: [s]}\n"
    dead = "dead: {name: Abu Salih, cite: [s]}\n"
    (found,) = findings("strikes", GROUP.replace("state", "other") + event + dead)

    assert told(found).endswith("A202 `role` is missing")
    assert found.help is not None
    assert found.help.endswith("nobody is named without the reason for being named")


def test_a_body_without_an_entry_is_told_how_to_be_written() -> None:
    """A text alone is an id; a misspelt id never becomes a label."""
    (found,) = findings("groups", GROUP + "relations: {type: part-of, target: The Front, cite: [s]}\n")

    assert found.help is not None
    assert found.help.endswith("; who has none is written `{label: The Front}`")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Michael Knights", "7:28: A206 `Michael Knights` is not an id: lower-case letters, digits and single hyphens"),
        ("{of: badr}", "7:28: A202 `label` is missing"),
        ("{id: badr}", "7:28: A202 `label` is missing|7:29: A201 there is no field `id` here"),
        ("{label: A, of: Badr}", "7:43: A206 `Badr` is not an id: lower-case letters, digits and single hyphens"),
        ("{lable: A}", "7:29: A201 there is no field `lable` here"),
        ("[badr]", "7:28: A203 expected a mapping, found a list"),
    ],
)
def test_agents_that_are_none(typed: str, expected: str) -> None:
    """Each gives its findings at their places, and the misspelt key hides the missing one."""
    found = findings("groups", f"# one\n# two\n{GROUP}founded: {{value: 2019, by: {typed}, cite: [s]}}\n")

    assert "|".join(told(d) for d in found) == expected


@pytest.mark.parametrize(
    ("folder", "required", "one_of"),
    [
        ("groups", {"name", "summary", "reviewed", "type"}, ()),
        ("leaders", {"name", "summary", "reviewed", "public_role_basis"}, ("roles", "life_status")),
        ("bases", {"name", "summary", "reviewed", "type", "place"}, ()),
        ("strikes", {"name", "summary", "reviewed", "type", "date", "place"}, ()),
        ("sources", {"type", "title", "publisher", "issued", "language"}, ("url", "reference")),
        ("publishers", {"name", "type"}, ()),
        ("places", {"name", "type", "country"}, ()),
    ],
)
def test_required_fields(folder: str, required: set[str], one_of: tuple[str, ...]) -> None:
    """The fields that the design asks for, no others; of an entry with nothing in it all are told at once."""
    model = kinds.record_types()[folder]
    missing = {f"`{name}` is missing" for name in required} | (
        {" or ".join(f"`{n}`" for n in one_of) + " is missing"} - {" is missing"}
    )

    assert {name for name, field in shape_of(model).fields.items() if field.required} == required
    assert model.kind.one_of == one_of
    found = findings(folder, "note: Empty\n")
    assert {d.message for d in found} == missing
    assert {(d.rule.code, d.span.line, d.span.column) for d in found} == {("A202", 1, 1)}


@pytest.mark.parametrize("file", sorted(BASE.glob("*/*.yml")), ids=lambda file: file.stem)
def test_each_required_field_alone(file: Any) -> None:
    """Of an entry that lacks one required field, that field is told, and nothing else."""
    model = kinds.record_types()[file.parent.name]
    lines = file.read_text("utf-8").splitlines(keepends=True)
    for name, field in shape_of(model).fields.items():
        if field.required:
            rest = "".join(line for line in lines if not line.startswith(f"{name}:"))
            assert [(d.rule.code, d.message) for d in findings(file.parent.name, rest)] == [
                ("A202", f"`{name}` is missing")
            ]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("sumary: x", "5:1: A201 there is no field `sumary` here"),
        ("Founded: {value: 2019, cite: [s]}", "5:1: A201 there is no field `Founded` here"),
        ("founded: {Value: 2019, cite: [s]}", "5:11: A201 there is no field `Value` here"),
        ("relations: [{type: part-of, targt: b, cite: [s]}]", "5:29: A201 there is no field `targt` here"),
        ("founded: {value: 2019, cite: [{scr: s}]}", "5:32: A201 there is no field `scr` here"),
        ("founded: {value: 2019, cites: [s]}", "5:24: A201 there is no field `cites` here"),
        ("names: [{txt: A}]", "5:10: A201 there is no field `txt` here"),
        ("identifiers: {wikidta: Q1}", "5:15: A201 there is no field `wikidta` here"),
    ],
)
def test_misspelt_key(typed: str, expected: str) -> None:
    """A misspelt key is one finding at the key; that the right one is missing is not told as well."""
    assert "|".join(told(d) for d in findings("groups", GROUP + typed + "\n")) == expected


@pytest.mark.parametrize(
    ("key", "help"),
    [
        ("foundd", "did you mean `founded`?"),
        ("first-seen", "did you mean `first_seen`?"),
        ("firstSeen", "did you mean `first_seen`?"),
        ("sumary", "did you mean `summary`? it is here already"),
        ("aliases", "did you mean `names`?"),
        ("date founded", "did you mean `founded`? write it as a statement: `{value: x, cite: [source-id]}`"),
        ("it said so", "this looks like the tail of a text: put the text in quotes"),
    ],
)
def test_help_for_an_unknown_key(key: str, help: str) -> None:
    """Close keys are suggested, whatever joins their words; a sentence is recognised."""
    assert [d.help for d in findings("groups", GROUP + f"{key}: x\n")] == [help]


def test_help_lists_the_fields_where_none_is_close() -> None:
    """Somebody who guesses sees what there is, in the order of the page; what only the short form fills is not there."""
    (found,) = findings("groups", GROUP + "founded: {value: 2019, cite: [s], by: {label: A, colour: red}}\n")

    assert found.help == "the fields are `label`, `of`"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("founded: 2019", "5:10: A401 `founded` has no citation"),
        ("founded: [2019, 2020]", "5:11: A401 `founded` has no citation|5:17: A401 `founded` has no citation"),
        ("founded: {value: 2019}", "5:10: A401 this statement of `founded` has no citation"),
        ("founded: {cite: [s]}", "5:10: A202 `value` is missing"),
        ("founded: {value: [2019], cite: [s]}", "5:18: A203 expected one text, found a list"),
        ("founded: {value: {year: 2019}, cite: [s]}", "5:18: A203 expected one text, found a mapping"),
        ("founded: [[{value: 2019, cite: [s]}]]", "5:11: A203 expected a mapping, found a list"),
        ("name2: {a: b}", "5:1: A201 there is no field `name2` here"),
        ("note: [a, b]", "5:7: A203 expected one text, found a list"),
        ("identifiers: Q1", "5:14: A203 expected a mapping, found a text"),
        ("strength: {low: '1,000', cite: [s]}", "5:17: A203 expected a number, found `1,000`"),
        ("strength: {low: 12.5, cite: [s]}", "5:17: A203 expected a number, found `12.5`"),
        ("strength: {low: ٣, cite: [s]}", "5:17: A203 expected a number, found `٣`"),
        ("strength: {low: 1e3, cite: [s]}", "5:17: A203 expected a number, found `1e3`"),
        ("strength: {low: -1, cite: [s]}", "5:17: A206 `-1` is less than 0, the least that is allowed"),
        (
            "strength: {low: 10000001, cite: [s]}",
            "5:17: A206 `10000001` is more than 10,000,000, the most that is allowed",
        ),
        ("names: [{text: A, shared: perhaps}]", "5:27: A203 expected `true` or `false`, found `perhaps`"),
        ("founded: {value: 2019, rank: best, cite: [s]}", "5:30: A204 `best` is not a code of the list rank"),
        ("founded: {value: 2019, when: never, cite: [s]}", "5:30: A205 `never` is not a date"),
        ("identifiers: {wikidata: q1}", "5:25: A206 `q1` is not a Wikidata item"),
        ("identifiers: {ofac: SDGT}", "5:21: A206 `SDGT` is not a number of the list of the US Treasury"),
        ("identifiers: {un_list: '115'}", "5:24: A206 `115` is not a reference of the UN list"),
        ("identifiers: {eu_list: '27.28'}", "5:24: A206 `27.28` is not a reference of the EU list"),
        ("identifiers: {uk_list: IRN}", "5:24: A206 `IRN` is not a reference of the UK list"),
        ("names: [{text: A, lang: sp}]", "5:25: A206 `sp` is not a language tag"),
        ("led_by: {name: abu-salih, role: deputy, cite: [s]}", "5:16: A206 `abu-salih` is not a name"),
        (
            "relations: {type: part-of, target: The Front, cite: [s]}",
            "5:36: A206 `The Front` is not an id: lower-case letters, digits and single hyphens",
        ),
        ("relations: {type: part-of, target: {of: badr}, cite: [s]}", "5:36: A202 `label` is missing"),
        ("relations: {type: owned-by, target: badr, cite: [s]}", "5:19: A304 `owned-by` is the other end of `owns`"),
        (
            "media: {name: '" + "x" * 301 + "', cite: [s]}",
            "5:15: A206 the text has 301 characters; at most 300 are allowed",
        ),
    ],
)
def test_wrong_form(typed: str, expected: str) -> None:
    """A value of the wrong form gives one finding, at the value."""
    assert "|".join(told(d) for d in findings("groups", GROUP + typed + "\n")) == expected


@pytest.mark.parametrize(
    ("folder", "typed", "column", "item"),
    [
        ("sources", "content_warning: [graphic, group-media, graphic]", 41, "graphic"),
        ("groups", "strength: {best: 5, cite: [s p. 1, s p. 2, s p. 1]}", 44, "s p. 1"),
        ("groups", "different_from: [badr, hamas, badr]", 31, "badr"),
    ],
    ids=["code", "citation", "id"],
)
def test_an_item_stands_in_its_list_once(folder: str, typed: str, column: int, item: str) -> None:
    """It is reported where it stands again."""
    text = base(folder)
    (found,) = findings(folder, f"{text}{typed}\n")
    assert told(found) == f"{text.count(chr(10)) + 1}:{column}: A206 `{item}` is listed twice"


def test_all_findings_at_once_and_sorted() -> None:
    """Findings of the first step and of the second stand together, in the order of the file."""
    found = findings(
        "groups",
        "nmae: A\nsummary: A.\nreviewed: soon\ntype: {value: stat, cite: [s, t 3]}\nfounded: 2019\nnote: {a: b}\n",
    )

    assert [(d.span.line, d.rule.code) for d in found] == [
        (1, "A201"),
        (3, "A205"),
        (4, "A204"),
        (4, "A206"),
        (5, "A401"),
        (6, "A203"),
    ]


def test_excerpts() -> None:
    """Each finding shows the line on which it stands."""
    (found,) = findings("groups", GROUP + "founded:\n  - value: 2019\n    rank: best\n    cite: [s]\n")

    assert (found.span.line, found.excerpt) == (7, "    rank: best")


@pytest.mark.parametrize("folder", sorted(kinds.record_types()))
def test_statements_come_with_their_common_fields_last(folder: str) -> None:
    """Help lists what is the statement's own first, then what every statement has."""
    for field in shape_of(kinds.record_types()[folder]).fields.values():
        if field.record is not None and field.record.is_statement:
            names = list(field.record.fields)
            assert names[-len(COMMON_FIELDS) :] == [n for n in names if n in COMMON_FIELDS]
            assert [part.name for part in field.record.parts] == names[: -len(COMMON_FIELDS)]


def test_the_file_of_an_entry_is_kept() -> None:
    """An entry knows its id, its file and its name."""
    entry = parsed("sources", base("sources"))

    assert (entry.id, entry.file, entry.label, entry.kind.folder) == ("f", "f.yml", "Rockets hit a base", "sources")


def parse(folder: str, typed: str) -> Entry | list[Finding]:
    tree = read_tree("f.yml", typed.encode())
    assert isinstance(tree, Tree), [d.message for d in tree]
    model: type[Record] = kinds.record_types()[folder]
    return parse_entry("f", tree, model)


def parsed(folder: str, typed: str) -> Entry:
    entry = parse(folder, typed)
    assert isinstance(entry, Entry), [told(d) for d in entry]
    return entry


def findings(folder: str, typed: str) -> list[Finding]:
    found = parse(folder, typed)
    assert isinstance(found, list)
    assert all(d.help for d in found)
    return found


def told(found: Finding) -> str:
    return f"{found.span.line}:{found.span.column}: {found.rule.code} {found.message}"


def base(folder: str) -> str:
    """Return an entry of the base store without its other names, of the places one that has no coordinates."""
    names = {"sources": "times-2024-attack", "places": "example-province", "groups": "example-brigade"}
    text = (BASE / folder / f"{names[folder]}.yml").read_text("utf-8")
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith("names:"))


@pytest.mark.parametrize(
    ("relation", "message", "help"),
    [
        (
            "{type: uses-facade, target: g1, cite: [s]}",
            "`uses-facade` is the other end of `facade-of`",
            "write `relations: {type: facade-of, target: x, cite: […]}` in entities/groups/g1.yml",
        ),
        (
            "{type: has part, target: g1, cite: [s]}",
            "`has part` is the other end of `part-of`",
            "write `relations: {type: part-of, target: x, cite: […]}` in entities/groups/g1.yml",
        ),
        (
            "{type: Commanded_by, target: '../g 1', cite: [s]}",
            "`Commanded_by` is the other end of `commands`",
            "write `relations: {type: commands, target: x, cite: […]}` in the file of the other",
        ),
    ],
)
def test_typed_inverse(relation: str, message: str, help: str) -> None:
    """The finding names the file to write the relation in, where the target can be a file."""
    tree = read_tree("entities/groups/x.yml", (base("groups") + f"relations: {relation}\n").encode())
    assert isinstance(tree, Tree)
    found = parse_entry("x", tree, kinds.record_types()["groups"])
    assert isinstance(found, list)

    assert [(d.rule.code, d.message, d.help) for d in found if d.rule.code == "A304"] == [("A304", message, help)]


@pytest.mark.parametrize(
    ("field", "help"),
    [
        ("founded: March 2022", "{value: 2022-03, cite: [source-id]}"),
        ("strength: 50-100", "{low: 50, high: 100, cite: [source-id]}"),
        ("symbols: 'A fist, a rifle'", '{value: "A fist, a rifle", cite: [source-id]}'),
        ("size: at least 50", "did you mean `strength`? write it as a statement: `{low: 50, cite: [source-id]}`"),
        ("founded: unknown", "leave it out: what nobody knows goes into `gaps`"),
    ],
)
def test_a_text_for_a_statement(field: str, help: str) -> None:
    """The help writes the statement out, with the date, the number or the bound that the text means."""
    (found,) = findings("groups", GROUP + field + "\n")

    assert found.help in (help, f"write it as a statement: `{help}`")


def test_a_toll_in_words() -> None:
    """The help writes a statement for each number that is counted; who they were is not guessed."""
    found = [
        d.help
        for d in findings("strikes", "name: A\ncasualties: at least 4 killed, 2 injured\n")
        if d.rule.code == "A401"
    ]

    killed = "`{category: unknown, measure: killed, low: 4, cite: [source-id]}`"
    wounded = "`{category: unknown, measure: wounded, best: 2, cite: [source-id]}`"
    assert found == [f"write it as statements: {killed}, {wounded}"]


@pytest.mark.parametrize(
    ("parts", "help"),
    [
        ("since: 2020", "did you mean `when`? write `when: 2020/..`"),
        ("to: May 2020", "did you mean `when`? write `when: ../2020-05`"),
        ("from: 2014, to: 2017", "did you mean `when`? write `when: 2014/2017`"),
        ("source: s", "did you mean `cite`? it is here already"),
    ],
)
def test_other_names_of_a_field(parts: str, help: str) -> None:
    """Words that writers use for a field lead to it, and to the form of its value."""
    assert help in [d.help for d in findings("groups", GROUP + f"founded: {{value: 2019, {parts}, cite: [s]}}\n")]


@pytest.mark.parametrize("typed", ["A flag", '"A  flag "', ">\n  A\n  flag\n", "|\n  A flag\n"])
def test_a_text_is_the_same_however_it_is_laid_out(typed: str) -> None:
    """Line breaks and blanks at the ends or side by side are none of its words; prose keeps its paragraphs."""
    entry = parse("groups", GROUP + f"note: {typed}\n")
    assert isinstance(entry, Entry)
    assert entry.record.note == "A flag"


def test_a_country_has_its_own_code() -> None:
    """`UK` is so often written for `GB` that the atlas would have two countries."""
    text = base("places").replace("country: IQ", "country: UK")
    assert [d.message for d in findings("places", text)] == ["`UK` is not a country"]
