"""What changed in meaning: every sort of change once, each from two small states of one store."""

from __future__ import annotations

import pytest

from euphrates_atlas.diff.changes import Comparison, StatementChange, as_text
from euphrates_atlas.diff.compare import compare
from euphrates_atlas.git import ChangeKind
from euphrates_atlas.store.linking import LazyTable
from tests.stores import atlas_of, linked

GROUP = "groups/x"
FOUNDED = "founded: {value: 2003, cite: [s]}"
SECOND = {"sources/t": "publisher: other", "publishers/other": "name: Another publisher"}


def changed(
    before: str | None, after: str | None, *, path: str = GROUP, more: dict[str, str] | None = None
) -> Comparison:
    """Return what changed between two texts of one entry; None where it is not."""
    states = ({**SECOND, **(more or {}), **({} if text is None else {path: text})} for text in (before, after))
    return compare("REV", *map(atlas_of, states))


def the_statement(comparison: Comparison) -> StatementChange:
    (entry,) = comparison.entries
    (statement,) = entry.statements
    return statement


@pytest.mark.parametrize("text", [FOUNDED, "", "body: 'Words [@s].'", "names: [a, b]"])
def test_nothing(text: str) -> None:
    """The same store is no change; nor is another order of keys, or a comment."""
    assert changed(text, f"# a comment\n{text}") == Comparison("REV", ())


@pytest.mark.parametrize(("before", "after"), [(1, 0), (0, 1), (None, 0)])
def test_the_number_zero(before: int | None, after: int) -> None:
    """That the source says there was none is a figure, and often the one that is contested."""
    toll = "casualties: {{category: all, measure: killed, best: {}, cite: [s]}}"
    states = (None if number is None else toll.format(number) for number in (before, after))

    change = next(s for s in changed(*(text or "" for text in states), path="strikes/x").entries[0].statements)

    assert change.words == f"category: all, measure: killed, best: {after}"
    assert change.old_words == ("" if before is None else f"category: all, measure: killed, best: {before}")


def test_an_entry_added() -> None:
    """All its statements are new."""
    (entry,) = changed(None, FOUNDED).entries

    assert (entry.sort, entry.id, entry.address, entry.names_gained) == (
        ChangeKind.ADDED,
        "x",
        "groups/x.html",
        (),
    )
    assert [(s.sort, s.field, s.origins_before, s.origins_after) for s in entry.statements] == [
        (ChangeKind.ADDED, "type", None, 1),
        (ChangeKind.ADDED, "founded", None, 1),
    ]


def test_an_entry_removed() -> None:
    """And a question whether its address should lead on."""
    comparison = changed(FOUNDED, None)

    assert [(e.sort, e.id, len(e.statements)) for e in comparison.entries] == [(ChangeKind.REMOVED, "x", 2)]
    assert "its address leads nowhere" in comparison.questions[0].text


def test_an_entry_merged() -> None:
    """Its address leads to the entry that lists it in `redirects`: nothing is asked."""
    before = atlas_of({**SECOND, "groups/y": "", GROUP: FOUNDED})
    after = atlas_of({**SECOND, "groups/y": "redirects: [x]"})

    comparison = compare("REV", before, after)

    assert [(entry.sort, entry.id) for entry in comparison.entries] == [(ChangeKind.REMOVED, "x")]
    assert comparison.questions == ()


def test_an_entry_of_another_kind() -> None:
    """Its statements are those of another kind too, even where the names of properties are the same."""
    before, _ = linked({"bases/x": "damage: {level: destroyed, event: e1, cite: [s]}"})
    after, _ = linked({"strikes/x": "damage: {value: A hangar burned, cite: [s]}"})

    (entry,) = [entry for entry in compare("REV", before, after).entries if entry.id == "x"]
    sorts = {statement.sort for statement in entry.statements if statement.field == "damage"}
    assert sorts == {ChangeKind.ADDED, ChangeKind.REMOVED}


def test_an_entry_renamed() -> None:
    """`redirects` tells; what it says is compared with what it said under the old id."""
    before = atlas_of({**SECOND, "groups/old": FOUNDED})
    after = atlas_of({**SECOND, "groups/new": f"redirects: [old]\n{FOUNDED.replace('2003', '2004')}"})
    (entry,) = compare("REV", before, after).entries

    assert (entry.sort, entry.old_id, entry.id) == (ChangeKind.RENAMED, "old", "new")
    assert [s.is_mended for s in entry.statements] == [True]


def test_a_statement_added() -> None:
    change = the_statement(changed("", FOUNDED))

    assert (change.sort, change.label, change.words) == (ChangeKind.ADDED, "Founded", "2003")


def test_a_number_that_is_zero() -> None:
    change = the_statement(changed("", "strength: {best: 0, cite: [s]}"))

    assert change.words == "best: 0"


@pytest.mark.parametrize(
    ("target", "words"), [("g1", "target: g1"), ("{label: The Front, of: g1}", "target: label The Front of g1")]
)
def test_a_body_by_id_or_in_words(target: str, words: str) -> None:
    change = the_statement(changed("", f"relations: {{type: part-of, target: {target}, cite: [s]}}"))

    assert change.words == f"type: part-of, {words}"


def test_a_statement_removed() -> None:
    comparison = changed(FOUNDED, "")
    change = the_statement(comparison)

    assert (change.sort, change.words, change.keeps_address) == (ChangeKind.REMOVED, "2003", False)
    assert comparison.entries[0].lost_addresses == (change.old_id,)
    assert "deprecated with a reason" in comparison.questions[0].text


def test_a_statement_mended_loses_its_address() -> None:
    comparison = changed(FOUNDED, "founded: {value: 2004, cite: [s]}")
    change = the_statement(comparison)

    assert (change.old_words, change.words, change.keeps_address) == ("2003", "2004", False)
    assert comparison.entries[0].lost_addresses == (change.old_id,)
    assert f"`was: [{change.old_id}]`" in comparison.questions[0].text


def test_a_statement_mended_keeps_its_address_by_was() -> None:
    """`was` is what makes it the same statement, however little the two have in common."""
    old_id = the_statement(changed("", FOUNDED)).new_id
    comparison = changed(FOUNDED, f"founded: {{value: 1999/2001, by: g1, cite: [t], was: [{old_id}]}}")
    change = the_statement(comparison)

    assert (change.old_id, change.is_mended, change.keeps_address) == (old_id, True, True)
    assert comparison.entries[0].lost_addresses == ()
    assert comparison.questions == ()


def test_an_old_address_lost() -> None:
    """An id that `was` kept, and keeps no more, leads nowhere."""
    comparison = changed("founded: {value: 2003, cite: [s], was: [00000000]}", FOUNDED)

    assert [entry.lost_addresses for entry in comparison.entries] == [("00000000",)]
    assert "addresses lost: 00000000\n" in as_text(comparison)


@pytest.mark.parametrize(
    ("after", "is_mended"),
    [
        ("founded: {value: 2004, cite: [s]}", True),  # another value of the same source
        ("founded: {value: 2004, by: g1, cite: [t]}", False),  # another value, speaker and source
        ("founded: {value: 2003, by: g1, cite: [t]}", False),  # the same, by another speaker in another source
    ],
)
def test_likeness(after: str, is_mended: bool) -> None:
    """Statements that share neither value nor source are two, not one that was mended."""
    (entry,) = changed(FOUNDED, after).entries

    assert any(change.is_mended for change in entry.statements) == is_mended


def test_rank() -> None:
    """With its reason."""
    comparison = changed(FOUNDED, "founded: {value: 2003, cite: [s], rank: preferred, reason: more-precise}")
    change = the_statement(comparison)

    assert change.rank is not None
    assert (change.rank.before, change.rank.after) == ("normal", "preferred")
    assert [(turn.name, turn.after) for turn in change.details] == [("reason", "more-precise")]
    assert comparison.counts == {"entries changed": 1, "statements re-ranked": 1}


def test_sources_and_origins() -> None:
    """A second publisher is a second origin."""
    change = the_statement(changed(FOUNDED, "founded: {value: 2003, cite: [s, t]}"))

    assert (change.sources_gained, change.sources_lost) == (("t",), ())
    assert (change.origins_before, change.origins_after) == (1, 2)


def test_origins_of_an_entry_that_did_not_change() -> None:
    """A source that turns out to be a reprint takes an origin from every value that rests on it."""
    texts = {**SECOND, GROUP: "founded: {value: 2003, cite: [s, t]}"}
    before = atlas_of(texts)
    after = atlas_of({**texts, "sources/t": "publisher: paper"})
    by_id = {entry.id: entry for entry in compare("REV", before, after).entries}

    assert [(s.origins_before, s.origins_after) for s in by_id["x"].statements] == [(2, 1)]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("cite: [s p. 3]", "cite: [s p. 4]", ("citation of s", "p. 3", "p. 4")),
        ("cite: [s p. 3, s p. 9]", "cite: [s p. 3]", ("citation of s", "p. 3, p. 9", "p. 3")),
        ("cite: [t, s]", "cite: [t, {src: s, stance: disputes}]", ("citation of s", "", "stance disputes")),
        ("cite: [s]", "cite: [s], note: Words", ("note", "", "Words")),
        (
            "cite: [s], disputed: [{by: y, stance: doubts, cite: [t p. 3]}]",
            "cite: [s], disputed: [{by: y, stance: denies, cite: [t]}]",
            ("disputed", "by y stance doubts cite t p. 3", "by y stance denies cite t"),
        ),
        ("cite: [s], said: 2021", "cite: [s], said: 2022", ("said", "2021", "2022")),
        ("cite: [s], confidence: low", "cite: [s]", ("confidence", "low", "")),
    ],
)
def test_details(before: str, after: str, told: tuple[str, str, str]) -> None:
    """What is other beside the value, by its name."""
    texts = (f"founded: {{value: 2003, {words}}}" for words in (before, after))
    change = the_statement(changed(*texts, more={"groups/y": ""}))

    assert told in [(turn.name, turn.before, turn.after) for turn in change.details]


def test_names_prose_and_plain_fields() -> None:
    before = "names: [One]\nsummary: 'Few words [@s].'\ngaps: [What]\nreviewed: 2026-11-19"
    after = "names: [Two]\nsummary: 'Many more words here [@t].'\nreviewed: 2026-11-20"
    (entry,) = changed(before, after).entries

    assert (entry.names_gained, entry.names_lost) == (("Two",), ("One",))
    assert [(t.field, t.words_before, t.words_after, t.sources_gained, t.sources_lost) for t in entry.texts] == [
        ("summary", 2, 4, ("t",), ("s",))
    ]
    assert [(turn.name, turn.before, turn.after) for turn in entry.fields] == [
        ("gaps", "What", ""),
        ("reviewed", "2026-11-19", "2026-11-20"),
    ]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("[One, Two, Three]", "[One, Three, Four]", ("…, Two", "…, Four")),
        ("[One]", "[One, Two]", ("…", "…, Two")),
        ("[One, Two]", "[Two, One]", ("One, Two", "Two, One")),
        ("[One]", "[Two]", ("One", "Two")),
    ],
)
def test_a_list_tells_what_is_other(before: str, after: str, told: tuple[str, str]) -> None:
    """Of a long one, what both have would fill the line before the difference comes."""
    (entry,) = changed(f"gaps: {before}", f"gaps: {after}").entries

    assert [(turn.before, turn.after) for turn in entry.fields] == [told]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (
            "founded: {value: 2003, cite: [s], note: LONG one}",
            "founded: {value: 2003, cite: [s], note: LONG two}",
            "one → …",
        ),
        (
            "founded: {value: 2003, cite: [s], note: LONG}",
            "founded: {value: 2003, cite: [s], note: LONG at last}",
            "at last",
        ),
        (
            "founded: {value: 2003, by: {label: LONG one}, cite: [s]}",
            "founded: {value: 2003, by: {label: LONG two}, cite: [s]}",
            "one → …",
        ),
    ],
)
def test_a_long_text_tells_what_is_other(before: str, after: str, told: str) -> None:
    """However far behind it stands."""
    long = "word " * 40
    comparison = changed(*(text.replace("LONG", long.strip()) for text in (before, after)))

    (line,) = (line for line in as_text(comparison).splitlines() if " → " in line)
    assert told in line


@pytest.mark.parametrize(
    ("path", "after", "question"),
    [
        ("leaders/x", "death: {value: 2020-01-03, cite: [s]}", "a death rests on one origin"),
        (
            "strikes/x",
            "responsibility: {actor: g1, stance: claimed, cite: [s]}",
            "responsibility for an event rests on one",
        ),
        ("groups/x", "relations: {type: facade-of, target: g1, cite: [s]}", "a parent body rests on one origin"),
        ("groups/x", "type: {value: armed-group, by: g1, cite: [s]}", "is the word of g1 alone"),
        ("leaders/x", "allegations: {summary: Did it, status: alleged, cite: [s]}", "a living person is accused"),
        ("sources/x", "", "no archived copy"),
        ("leaders/x", "death: {value: 2020-01-03, cite: [s, t]}", "Died: do two people besides the author look at it?"),
        ("groups/x", FOUNDED, "all that it says has one origin"),
    ],
)
def test_questions(path: str, after: str, question: str) -> None:
    """What a reviewer should ask of what is new."""
    assert any(question in asked.text for asked in changed(None, after, path=path).questions)


@pytest.mark.parametrize(
    ("path", "after"),
    [
        ("groups/x", "relations: {type: rival-of, target: g1, cite: [s, t]}"),
        ("sources/x", "archive_status: not-possible"),
        ("groups/x", "type: {value: armed-group, cite: [s, t]}"),
    ],
)
def test_no_question(path: str, after: str) -> None:
    """A lesser matter, an answer given."""
    assert changed(None, after, path=path).questions == ()


def test_of_the_dead_and_of_two_origins_less_is_asked() -> None:
    """Only that two people look."""
    after = "allegations: {summary: Did it, status: alleged, cite: [s]}\ndeath: {value: 2020, cite: [s, t]}"
    (question,) = changed(None, after, path="leaders/x").questions
    assert question.text == "Allegations, Died: do two people besides the author look at it?"


@pytest.mark.parametrize(
    ("path", "before", "label"),
    [
        (
            "strikes/x",
            "responsibility: {actor: g1, stance: denied, by: g1, cite: [s, t]}",
            "Claims, attributions and denials",
        ),
        ("leaders/x", "allegations: {summary: Did it, status: alleged, cite: [s, t]}", "Allegations"),
        ("leaders/x", "death: {value: 2020, cite: [s, t]}", "Died"),
    ],
)
def test_of_a_grave_matter_that_goes_is_asked_too(path: str, before: str, label: str) -> None:
    """Whether its statement goes, or the whole entry."""
    for after in ("", None):
        asked = [question.text for question in changed(before, after, path=path).questions]
        assert f"{label}: do two people besides the author look at it?" in asked


def test_whoever_is_made_dead_is_asked_about() -> None:
    alive, dead = (f"life_status: {{value: {value}, cite: [s, t]}}" for value in ("presumed-alive", "death-confirmed"))
    asked = [question.text for question in changed(alive, dead, path="leaders/x").questions]
    assert any("counts as living no more" in text for text in asked)
    assert not [question for question in changed(dead, alive, path="leaders/x").questions if "living" in question.text]


@pytest.mark.parametrize(
    ("edited", "is_asked"),
    [
        ("{value: 2004, cite: [{src: s, quote: The group began}]}", True),
        ("{value: 2004, cite: [{src: s, quote: It began in 2004}]}", False),
        ("{value: 2004, cite: [s, t]}", False),
        ("{value: 2003, by: g1, cite: [{src: s, quote: The group began}]}", False),
    ],
)
def test_other_numbers_on_the_same_words_are_asked_about(edited: str, is_asked: bool) -> None:
    """An edited speaker or date of the words is no such case, nor is a further source."""
    before = "founded: {value: 2003, cite: [{src: s, quote: The group began}]}"
    asked = [question.text for question in changed(before, f"founded: {edited}").questions]

    assert any("other numbers" in text for text in asked) is is_asked


def test_digits_of_an_id_are_no_numbers() -> None:
    """A renamed entry is named elsewhere with other digits: nothing that a source could say has changed."""
    role = "roles: [{{group: {}, role: unknown, cite: [s]}}]"
    texts = (role.format(id) for id in ("group-2020", "group-2021"))
    more = {"groups/group-2020": "name: A", "groups/group-2021": "name: B"}

    assert not [q for q in changed(*texts, path="leaders/x", more=more).questions if "other numbers" in q.text]


@pytest.mark.parametrize(
    ("day", "place", "is_asked"),
    [("2020-01-03", "town", True), ("2020-01-04", "town", False), ("2020-01-03", "province", False)],
)
def test_an_event_of_the_same_day_and_place_is_asked_about(day: str, place: str, is_asked: bool) -> None:
    """Otherwise one event could have two entries."""
    event = "date: {{value: {}, cite: [s]}}\nplace: {{value: {}, precision: settlement, cite: [s]}}"
    there = {"strikes/there": event.format("2020-01-03", "town")}
    asked = changed(None, event.format(day, place), path="strikes/x", more=there).questions

    assert ("`there` has the same day and place: is it another event?" in [one.text for one in asked]) is is_asked


def test_a_text_tells_its_sentences() -> None:
    """Those that came and went, as they are written."""
    before = "body: 'It began in 2003 [@s]. It has [[g1|friends]] [@s].'"
    after = "body: 'It began in 2004 [@s]. It has [[g1|friends]] [@s].'"
    (entry,) = changed(before, after).entries
    (text,) = entry.texts

    assert (text.sentences_gained, text.sentences_lost) == (("It began in 2004 [@s].",), ("It began in 2003 [@s].",))


def test_a_source_gained_comes_with_its_words() -> None:
    """A reviewer compares them with the statement; one that is not there has no address."""
    after = "founded: {value: 2003, cite: [s, {src: t, quote: It began in 2003}]}"
    (source,) = the_statement(changed(FOUNDED, after)).gained

    assert (source.id, source.quote, source.url) == ("t", "It began in 2003", "https://example.org/")


def test_copies_of_new_sources_are_asked_for_once() -> None:
    """At the end, with the ids of all."""
    more = {f"sources/new-{number}": "" for number in range(3)}
    comparison = compare("REV", atlas_of({}), atlas_of(more))
    (question,) = comparison.questions
    assert (question.entry_ids, question.text) == (
        ("new-0", "new-1", "new-2"),
        "no archived copy yet: can one be made, or why not?",
    )


def test_what_cannot_be_read_is_not_compared() -> None:
    """A file that is broken on one side is named, neither added nor removed."""
    with_it, without = atlas_of({GROUP: FOUNDED}), atlas_of({})

    for before, after, unread in (
        (with_it, without, ((), ("entities/groups/x.yml",))),
        (without, with_it, (("entities/groups/x.yml",), ())),
    ):
        comparison = compare("REV", before, after, *unread)
        assert comparison.entries == ()
        assert (comparison.unread_before, comparison.unread_after) == unread


@pytest.mark.parametrize("file", ["entities/groups/x.txt", "entities/x.yml", "entities/notes/x.md"])
def test_another_file_of_the_name_hides_nothing(file: str) -> None:
    """Only the file of an entry itself leaves it out."""
    comparison = compare("REV", atlas_of({GROUP: ""}), atlas_of({GROUP: FOUNDED}), (), (file,))
    assert [entry.id for entry in comparison.entries] == ["x"]


def test_origins_that_cannot_be_counted() -> None:
    """A source that is not there leaves the number open; nothing stops."""
    before, _ = linked({GROUP: "founded: {value: 2003, cite: [gone]}"})
    change = the_statement(compare("REV", before, atlas_of({GROUP: FOUNDED})))

    assert (change.origins_before, change.origins_after) == (None, 1)
    assert (change.sources_gained, change.sources_lost) == (("s",), ("gone",))


def test_no_statement_makes_it_go_through_all_entries(monkeypatch: pytest.MonkeyPatch) -> None:
    """The time of a comparison grows with the store, and not with its square."""
    walks: list[int] = []
    walk = LazyTable.__iter__
    monkeypatch.setattr(LazyTable, "__iter__", lambda table: walks.append(1) or walk(table))
    counts = []
    for number in (1, 50):
        fields = "\n".join(f"- {{value: Words {n}, cite: [s]}}" for n in range(number))
        walks.clear()
        assert len(changed("", f"symbols:\n{fields}").entries[0].statements) == number
        counts.append(len(walks))
    assert counts[0] == counts[1]
