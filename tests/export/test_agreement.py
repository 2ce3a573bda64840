"""The schema that editors use and the models agree: on all entries there are, on a table of slips, on random slips."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.case_count import cases, sample_of_each
from tests.export.judges import editor_refuses, models_refuse
from tests.overlays import WHOLE
from tests.stores import CORPUS, REPOSITORY, completed

FORM_RULES = ("A106", "A201", "A202", "A203", "A204", "A205", "A206", "A401")
"""The rules whose bad files are bad by their form alone, so that a schema can know."""

BEYOND_A_SCHEMA = {
    "A205-impossible-date": "whether there is such a day",
}


def files(folder: Path) -> list[Path]:
    """Return the entries below a folder of kinds."""
    return sorted(folder.glob("*/*.yml"))


@pytest.mark.parametrize("store", [WHOLE, CORPUS / "entities", CORPUS / "variants"], ids=str)
def test_every_entry_is_accepted(store: Path):
    """No editor marks an entry that the check takes. Of each kind every tenth is tried, in `make test-all` all."""
    tried = sample_of_each(files(store), lambda file: file.parent)
    refused = {f.name: editor_refuses(f.parent.name, f.read_text(encoding="utf-8")) for f in tried}
    assert {name: errors for name, errors in refused.items() if errors} == {}
    assert refused


def test_the_good_files_of_the_rules_are_accepted():
    for file in sorted((REPOSITORY / "tests" / "rules").glob("*/good/*/*.yml")):
        text = file.read_text(encoding="utf-8")
        if models_refuse(file.parent.name, text) == []:
            assert editor_refuses(file.parent.name, text) == [], file


GOOD = {
    "one statement without a list": ("groups", "founded: {value: 2013-05, cite: s}"),
    "a list of statements": ("groups", "founded: [{value: 2013-05, cite: [s]}, {value: 2014, cite: [s p. 3]}]"),
    "a year without quotes": ("groups", "founded: {value: 2013, when: 2014, said: 2015, cite: [s]}"),
    "dates of every form": (
        "groups",
        "first_seen:\n" + "".join(f"- {{value: {d}, cite: [s]}}\n" for d in ("2003~", "202X", "19XX", "2014/..", "/2011", "2021-XX-XX")),
    ),
    "a short citation with its place": ("groups", "founded: {value: 2013, cite: [s paras. 5-6, t 00:12:30, u fig. 2]}"),
    "a long citation": ("groups", "founded: {value: 2013, cite: {src: s, loc: p. 3, origin: x, stance: supports, quote: words}}"),
    "a citation beside the support": ("groups", "founded: {value: 2013, cite: [s, {src: t, stance: context}]}"),
    "a quote in its long form": ("groups", "founded: {value: 2013, cite: [{src: s, quote: {text: 12, lang: ar, translation: true}}]}"),
    "an agent by id": ("groups", "founded: {value: 2013, by: g1, cite: [s]}"),
    "an agent in words": ("groups", "founded: {value: 2013, by: {label: an official, of: g1}, cite: [s]}"),
    "an agent as a value": ("groups", "founders: [{value: p1, cite: [s]}, {value: {label: a cleric}, cite: [s]}]"),
    "a body by id": ("groups", "relations: {type: part-of, target: g1, cite: [s]}"),
    "a body in words": ("leaders", "roles: {group: {label: a unit, of: g1}, role: spokesperson, cite: [s]}"),
    "names of both forms": ("groups", "names: [KH, 1920, {text: كتائب, lang: ar, use: official, shared: true}]"),
    "one name": ("groups", "names: KH"),
    "texts that YAML 1.2 takes for something else": ("groups", "name: 313\nnote: 08\ngaps: [1.10, true, 0x1F]"),
    "an old id that looks like a number": ("groups", "founded: {value: 2013, cite: [s], was: [12345678, 12e45678, abcdef01]}"),
    "an old id that looks like a small number": ("groups", "founded: {value: 2013, cite: [s], was: [767812e0, 00012345]}"),
    "a number": ("groups", "strength: {low: 40, best: 08, cite: [s]}"),
    "only words, no number": ("groups", "strength: {verbatim: dozens, cite: [s]}"),
    "a code, and a list of codes": ("strikes", "casualties: [{category: all, measure: killed, best: 0, cite: s}, {category: [all, unknown], measure: killed, cite: s}]"),
    "a range": ("strikes", "targets: {type: base, site: site1, count: {low: 2}, cite: [s]}"),
    "a time in quotes": ("strikes", 'time: {value: "01:00", zone: Asia/Baghdad, precision: hour, cite: [s]}'),
    "a time without quotes": ("strikes", "time: {value: 01:00, zone: Asia/Baghdad, precision: hour, cite: [s]}"),
    "a flag": ("leaders", "roles: {group: g1, role: spokesperson, acting: true, cite: [s]}"),
    "authors of both forms": ("sources", "author: [{family: Knights, given: Michael}, AFP, {literal: Reuters}]"),
    "a date that is not known": ("sources", "issued: unknown"),
    "coordinates": ("places", "coordinates: [32.78, -44]"),
    "a grade": ("publishers", "reliability: B\nowner_group: {value: group-1, cite: [s]}"),
}  # fmt: skip

BAD = {
    "a number with a separator": ("groups", "strength: {low: 1_000, cite: [s]}"),
    "a number with a point": ("groups", "strength: {low: 5.5, cite: [s]}"),
    "another word for true": ("groups", "names: [{text: KH, shared: yes}]"),
    "a misspelt key": ("groups", "fonded: {value: 2013, cite: [s]}"),
    "a misspelt key of a statement": ("groups", "founded: {value: 2013, cite: [s], rnk: preferred}"),
    "a misspelt key of a citation": ("groups", "founded: {value: 2013, cite: [{src: s, page: 3}]}"),
    "a misspelt key of an agent": ("groups", "founded: {value: 2013, by: {label: x, off: g1}, cite: [s]}"),
    "a misspelt key of a name": ("groups", "names: [{text: KH, language: ar}]"),
    "an unknown code": ("groups", "type: {value: facad, cite: [s]}"),
    "an unknown code of a common field": ("groups", "founded: {value: 2013, rank: prefered, cite: [s]}"),
    "a code in capitals": ("groups", "type: {value: Facade, cite: [s]}"),
    "a code of another list": ("groups", "type: {value: active, cite: [s]}"),
    "a required field that is missing": ("places", "{type: country}", "country"),
    "neither of two fields": ("sources", "{title: A work}", "url"),
    "a part that is missing": ("groups", "relations: {type: part-of, cite: [s]}"),
    "a value that is missing": ("groups", "founded: {cite: [s]}"),
    "a bare value": ("groups", "founded: 2013"),
    "a list of bare values": ("groups", "founded: [2013, 2014]"),
    "no citation": ("groups", "founded: {value: 2013}"),
    "a citation without its source": ("groups", "founded: {value: 2013, cite: [{loc: p. 3}]}"),
    "an empty list": ("groups", "gaps: []"),
    "an empty list of citations": ("groups", "founded: {value: 2013, cite: []}"),
    "a place in a source without a label": ("groups", "founded: {value: 2013, cite: [s 3]}"),
    "a number as a place in a source": ("groups", "founded: {value: 2013, cite: [{src: s, loc: 3}]}"),
    "the tail of a text as a citation": ("groups", "founded: {value: 2013, cite: [s, and more words]}"),
    "an agent without words": ("groups", "founded: {value: 2013, by: {of: g1}, cite: [s]}"),
    "an agent with a key for its id": ("groups", "founded: {value: 2013, by: {id: g1}, cite: [s]}"),
    "a body with a key for its id": ("groups", "relations: {type: part-of, target: {id: g1}, cite: [s]}"),
    "a body without words": ("leaders", "roles: {group: {of: g1}, role: spokesperson, cite: [s]}"),
    "somebody who is named without what they were": ("strikes", "dead: {name: A man, cite: [s]}"),
    "an agent as a list": ("groups", "founded: {value: 2013, by: [g1, g2], cite: [s]}"),
    "an id in capitals": ("groups", "founded: {value: 2013, by: Badr_Org, cite: [s]}"),
    "a date in words": ("groups", "founded: {value: late 2017, cite: [s]}"),
    "a date of another country": ("groups", "founded: {value: 15.02.2021, cite: [s]}"),
    "a season": ("groups", "founded: {value: 2021-spring, cite: [s]}"),
    "a year out of range": ("groups", "founded: {value: 13, cite: [s]}"),
    "a year as a day": ("groups", "reviewed: 2026"),
    "a word for a number": ("groups", "strength: {low: many, cite: [s]}"),
    "a number below zero": ("groups", "strength: {low: -1, cite: [s]}"),
    "a fraction of a person": ("groups", "strength: {low: 1.5, cite: [s]}"),
    "a word for a flag": ("groups", "names: [{text: KH, shared: maybe}]"),
    "an empty value": ("groups", "founded:"),
    "a null": ("groups", "note: null"),
    "an empty text": ("groups", 'note: ""'),
    "an empty item": ("groups", "gaps: [a, ~]"),
    "a mapping for a text": ("groups", "note: {a: b}"),
    "a list for a text": ("groups", "note: [a, b]"),
    "a text for a mapping": ("groups", "identifiers: Q42"),
    "an empty range": ("strikes", "targets: {type: base, count: {}, cite: [s]}"),
    "a name that is too long": ("groups", f"names: [{'word ' * 79}word]"),
    "a text that is too long": ("groups", "gaps: [" + "word " * 80 + "]"),
    "a language by its name": ("sources", "language: Arabic"),
    "a country by its name": ("places", "country: Iraq"),
    "an address without its scheme": ("sources", "url: www.example.org"),
    "one coordinate": ("places", "coordinates: [32.78]"),
    "a coordinate alone": ("places", "coordinates: 32.78"),
    "three coordinates": ("places", "coordinates: [32.78, 44.35, 10]"),
    "a coordinate out of range": ("places", "coordinates: [320.78, 44.35]"),
    "a list as the entry": ("groups", "- name: x"),
    "a time of one digit": ("strikes", 'time: {value: "1:00", zone: Asia/Baghdad, precision: hour, cite: [s]}'),
    "a field of another kind": ("leaders", "casualties: {category: all, measure: killed, cite: [s]}"),
}  # fmt: skip


@pytest.mark.parametrize(("folder", "text"), GOOD.values(), ids=GOOD)
def test_good_forms_are_accepted_by_both(folder: str, text: str):
    whole = completed(folder, text)
    assert (models_refuse(folder, whole), editor_refuses(folder, whole)) == ([], [])


@pytest.mark.parametrize("case", BAD.values(), ids=BAD)
def test_slips_are_refused_by_both(case: tuple[str, ...]):
    folder, text, *left_out = case
    whole = text if text.startswith("- ") else completed(folder, text)
    whole = "".join(line for line in whole.splitlines(keepends=True) if line.split(":")[0] not in left_out)
    assert models_refuse(folder, whole)
    assert editor_refuses(folder, whole)


SPELLINGS = {
    "a number in quotes": ("groups", 'strength: {low: "40", cite: [s]}'),
    "true in quotes": ("groups", 'names: [{text: KH, shared: "true"}]'),
}


@pytest.mark.parametrize(("folder", "text"), SPELLINGS.values(), ids=SPELLINGS)
def test_the_editor_is_stricter_in_a_few_spellings(folder: str, text: str):
    """They are read as they are meant, and the editor asks to write them as all others do."""
    whole = completed(folder, text)
    assert models_refuse(folder, whole) == []
    assert editor_refuses(folder, whole)


def test_the_bad_files_of_the_rules_of_form_are_refused():
    """Each rule of form has at least one bad file that an editor marks too, apart from what no schema can know."""
    for code in FORM_RULES:
        (folder,) = (REPOSITORY / "tests" / "rules").glob(f"{code}-*")
        texts = [(f.parent.name, f.read_text(encoding="utf-8")) for f in sorted((folder / "bad").glob("*/*.yml"))]
        bad = [(kind, text) for kind, text in texts if code in models_refuse(kind, text)]
        assert bad, code
        if folder.name not in BEYOND_A_SCHEMA:
            assert any(editor_refuses(kind, text) for kind, text in bad), code


# Random slips ---------------------------------------------------------------------------------------------------------


class _Plain(yaml.SafeDumper):
    """Writes every text without quotes where YAML can read it so, as people do."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - PyYAML's own way

    def ignore_aliases(self, data: Any) -> bool:
        return True


@cache
def samples() -> list[tuple[str, Any]]:
    """Return entries of every kind as mappings of texts, so many that each field is among them."""
    chosen = []
    for folder in sorted(p for p in WHOLE.iterdir() if p.is_dir()):
        by_size = sorted(folder.glob("*.yml"), key=lambda f: (-f.stat().st_size, f.name))
        chosen += [(folder.name, yaml.load(f.read_bytes(), Loader=yaml.BaseLoader)) for f in by_size[:4]]
    return chosen


def places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of every value below a node."""
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in items:
        yield (*path, key)
        yield from places(value, (*path, key))


VALUES = [
    *(
        "nonsense words",
        "some-id",
        "Some_Id",
        "2024",
        "2024-05",
        "12",
        "-3",
        "true",
        "late 2017",
        "p. 3",
        "some-id p. 3",
    ),
    *("facade", "preferred", "IQ", "ar", "00:12:30", "https://example.org/a", "unknown", "word " * 79 + "word"),
]
STATEMENT_IDS = {"was", "statements"}
"""Fields of ids such as 767812e0, which an editor takes for a number: it cannot know how many digits were typed."""


@st.composite
def slips(draw: st.DrawFn) -> tuple[str, str]:
    """Draw a real entry with one or two things in it changed."""
    folder, entry = draw(st.sampled_from(samples()))
    entry = copy.deepcopy(entry)
    for _ in range(draw(st.integers(1, 2))):
        path = draw(st.sampled_from(list(places(entry))))
        holder = entry
        for key in path[:-1]:
            holder = holder[key]
        last = path[-1]
        match draw(st.sampled_from(["value", "value", "delete", "rename", "wrap", "unwrap", "mapping", "add"])):
            case "value":
                are_ids = not STATEMENT_IDS.isdisjoint(path)
                holder[last] = draw(st.sampled_from([v for v in VALUES if not (are_ids and v.isdigit())]))
            case "delete":
                del holder[last]
            case "rename" if isinstance(holder, dict):
                holder[f"{last}x"] = holder.pop(last)
            case "wrap":
                holder[last] = [holder[last]]
            case "unwrap" if isinstance(holder[last], list) and len(holder[last]) == 1:
                holder[last] = holder[last][0]
            case "mapping":
                holder[last] = {"value": holder[last]}
            case "add" if isinstance(holder, dict):
                holder[draw(st.sampled_from(["cite", "note", "value", "type", "colour"]))] = draw(
                    st.sampled_from(VALUES)
                )
    return folder, yaml.dump(entry, Dumper=_Plain, allow_unicode=True, width=10_000)


@given(slips())
@settings(max_examples=cases(400), derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
def test_random_slips_are_judged_alike(slip: tuple[str, str]):
    folder, text = slip
    found = models_refuse(folder, text)
    if set(found) <= {"A205"} and found:
        return  # the form of a date, and no such day
    assert bool(editor_refuses(folder, text)) == bool(found), (found, editor_refuses(folder, text), text)
