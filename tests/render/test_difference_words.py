"""What accounts differ in, on one line: their values, the span of their figures, who claims and who denies."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

import pytest

from euphrates_atlas.facts.plain_words import agent_words, numbers_of
from euphrates_atlas.facts.rivals import disagreements
from euphrates_atlas.facts.speakers import name_and_office, voices_of
from euphrates_atlas.model.atlas import Atlas, Entry, Fact
from euphrates_atlas.model.statement import Agent, Statement
from euphrates_atlas.render.difference_words import difference_words, differing_accounts
from euphrates_atlas.render.linked_words import LinkedWords, stance_words
from tests.stores import atlas_of, whole_store

FOUNDED = [
    ([("2013", ""), ("2013", "by: {label: a}"), ("2004", "")], "2013, or 2004", "3"),
    ([("2003", ""), ("2005", "")], "2003, or 2005", "2"),
    ([("2003", ""), ("2005", ""), ("2007", "")], "2003, 2005, or 2007", "3"),
    ([("2003", ""), ("2004", ""), ("2005", ""), ("2006", "")], "2003 to 2006, 4 accounts", "4"),
    ([("2003-05", ""), ("2003-06", ""), ("2003-07-01", ""), ("2003-08", "")], "2003, 4 accounts", "4"),
    ([("2003", ""), ("2004/..", ""), ("2005", ""), ("2006", "")], "4 accounts", "4"),
    ([("2026-02-11", ""), ("2026-02-12", "")], "11 or 12 February 2026", "2"),
    (
        [("2021-02-11/2021-02-12", "rival: a"), ("2021-02-10/2021-02-12", "rival: a")],
        "11 to 12 February 2021, or 10 to 12 February 2021",
        "2",
    ),
    ([("2026-01-31", ""), ("2026-02-01", "")], "31 January 2026, or 1 February 2026", "2"),
    ([("2003~", ""), ("2006/2007", "")], "about 2003, or 2006 to 2007", "2"),
    ([("2003", "rank: preferred, reason: latest-assessment"), ("2005", "")], "2003, or 2005, one preferred", "2"),
    ([("2003", "by: {label: a}"), ("2005", "by: {label: a}")], "2003, or 2005, all by one speaker", "2"),
    ([("2003", "disputed: [{by: g2, stance: denies, cite: [s]}]")], "2003 (denied by Another group)", "2"),
    (
        [("2003", "disputed: [{by: g2, stance: doubts, cite: [s]}, {by: g3, stance: doubts, cite: [s]}]")],
        "2003 (doubted by Another group and A third group)",
        "3",
    ),
    ([("2003", ""), ("2005", "rank: deprecated, reason: superseded-by-author")], "", ""),
]
CLAIMS = [
    (["g1 claimed", "g1 denied"], "claimed by A group; denied by x1"),
    (["g1 attributed", "g2 attributed"], "attributed to A group by x0; to Another group by x1; no claim"),
    (
        ["g1 attributed", "g1 attributed", "g1 denied"],
        "attributed to A group by x0 and x1; denied by x2; no claim",
    ),
    (
        ["g1 attributed", "g1 denied", "g2 attributed", "g2 denied"],
        "attributed to A group by x0; to Another group by x2; denied for A group by x1; denied for Another group by x3; no claim",
    ),
    (
        ["g3 claimed", "g1 attributed", "g1 denied"],
        "claimed by A third group; attributed to A group by x1; denied for A group by x2",
    ),
    (
        ["g3 acknowledged", "g1 attributed", "g2 attributed"],
        "acknowledged by A third group; attributed to A group by x1; to Another group by x2",
    ),
    (
        ["g1 suspected", "g3 attributed", "g2 suspected", "g3 denied"],
        "attributed to A third group by x1; suspected: A group by x0; Another group by x2; denied for A third group by x3; no claim",
    ),
    (["g1 attributed rejected"], "attributed to A group by x0; denied by Y and an officer of Another group; no claim"),
    (
        ["g1 attributed rejected", "g1 denied"],
        "attributed to A group by x0; denied by x1, Y and an officer of Another group; no claim",
    ),
]
SPEAKERS = [
    (["{label: 'X Y, spokesman', of: g1}"], "X Y"),
    (["{label: a spokesman, of: g1}"], "a spokesman of A group"),
    (["{label: officials of the court, of: g1}"], "officials of the court"),
    (["g1"], "A group"),
    (["{label: a}", "{label: b}", "{label: c}"], "a, b and c"),
    (["{label: a}", "{label: b}", "{label: c}", "{label: d}"], "a, b and 2 others"),
]
TOLLS = [
    (["best: 3", "best: 8"], "3 to 8 wounded (people in all): 3 by x0, 8 by x1", "2"),
    (["best: 3", "low: 5, high: 1200"], "3 to 1,200 wounded (people in all): 3 by x0, 5 to 1,200 by x1", "2"),
    (["best: 3", "best: 3"], "", ""),
    (["best: 1, verbatim: one", "best: 1, rival: a", "best: 1, rival: a"], "1 wounded (in all)", "2"),
    # without accounts that contradict none of the others
    (["low: 2", "best: 3", "low: 8"], "3 to at least 8 wounded (people in all): 3 by x1, at least 8 by x2", "2"),
    (
        ["low: 40", "best: 47", "low: 70", "low: 100"],
        "47 to at least 100 wounded (people in all): 47 by x1, at least 100 by x3",
        "3",
    ),
    # a ceiling stays one, and stands there where it is declared a rival of a number below it
    (["best: 5", "high: 3"], "up to 3, or 5 wounded (people in all): at most 3 by x1, 5 by x0", "2"),
    (
        ["high: 150, rival: a", "best: 39, rival: a", "best: 55, rival: a"],
        "39 to at most 150 wounded (people in all): 39 by x1, at most 150 by x0",
        "3",
    ),
    (
        ["best: 3", "low: 8, rank: preferred, reason: latest-assessment"],
        "3 to at least 8 wounded (people in all): 3 by x0, at least 8 by x1, at least 8 preferred",
        "2",
    ),
]


def said(path: str, field: str, text: str) -> tuple[str, str]:
    """Return the long and the short words for a property of one entry."""
    atlas = atlas_of({path: text, "groups/g2": "name: Another group", "groups/g3": "name: A third group"})
    entry = atlas[path.partition("/")[2]]
    found = [d for d in disagreements(atlas, entry) if d[0].field == field]
    return difference_words(found, LinkedWords(atlas)), str(differing_accounts(found)) if found else ""


@pytest.mark.parametrize(("dates", "words", "short"), FOUNDED)
def test_values_are_named_where_they_are_few(dates: list[tuple[str, str]], words: str, short: str):
    """With what two of them share at the end once; many are counted; what is superseded is no account."""
    rows = [f"  - {{value: {date}{', ' + more if more else ''}, cite: [s]}}" for date, more in dates]
    assert said("groups/g", "founded", "founded:\n" + "\n".join(rows)) == (words, short)


@pytest.mark.parametrize(("claims", "words"), CLAIMS)
def test_claims_and_denials_are_named(claims: list[str], words: str):
    """Who denies it stands behind all who accuse; that nobody claims it is said only where no statement at all is a claim."""
    rejected = ", disputed: [{by: {label: Y}, stance: denies, cite: [s]}, {by: {label: an officer, of: g2}, stance: denies, cite: [s]}]"
    rows = [
        f"  - {{actor: {actor}, stance: {stance}, by: {{label: x{i}}}, cite: [s]{rejected if more else ''}}}"
        for i, (actor, stance, *more) in enumerate(claim.split() for claim in claims)
    ]
    found, _ = said("strikes/e", "responsibility", "responsibility:\n" + "\n".join(rows))
    assert found == words


@pytest.mark.parametrize(("speakers", "words"), SPEAKERS)
def test_speakers_are_named_shortly(speakers: list[str], words: str):
    disputed = ", ".join(f"{{by: {by}, stance: doubts, cite: [s]}}" for by in speakers)
    found, _ = said("groups/g", "founded", f"founded: [{{value: 2003, cite: [s], disputed: [{disputed}]}}]")
    assert found == f"2003 (doubted by {words})"


def test_a_denial_of_damage_says_what_is_denied():
    """That its extent is not known is nothing that anybody denies."""
    denied = "disputed: [{by: g2, stance: denies, cite: [s]}]"
    found, _ = said("bases/b", "damage", f"damage: [{{level: unknown, event: e1, cite: [s], {denied}}}]")
    assert found == "attack or damage, extent not stated: An event (denied by Another group)"
    found, _ = said("bases/b", "damage", f"damage: [{{level: destroyed, cite: [s], {denied}}}]")
    assert found == "attack or damage, destroyed (denied by Another group)"


def test_rivals_of_different_people_are_all_named():
    """Who the one dead was may be what accounts differ on: no range of one sort of people says that."""
    rows = [
        f"  - {{category: {who}, measure: killed, best: 1, rival: a, cite: [s]}}\n"
        for who in ("contractors", "unknown")
    ]
    found, _ = said("strikes/e", "casualties", "casualties:\n" + "".join(rows))
    assert found == "1 killed (contractor), or 1 killed (unspecified person)"


def test_a_long_line_leaves_out_who_attributes():
    """Whom they name, and who denies it, stays in view."""
    long = "'the Counter Terrorism Directorate of the interior ministry of the autonomous region'"
    rows = [f"  - {{actor: {actor}, stance: attributed, by: {{label: {long}}}, cite: [s]}}" for actor in ("g1", "g2")]
    rows.append("  - {actor: g2, stance: denied, by: g2, cite: [s]}")
    found, _ = said("strikes/e", "responsibility", "responsibility:\n" + "\n".join(rows))
    assert found == "attributed to A group; to Another group; denied by Another group; no claim"


@pytest.mark.parametrize(
    ("low", "high", "words"), [(1, 1, "1 seat in C"), (1, 3, "1 to 3 seats in C"), (0, 0, "0 seats in C")]
)
def test_a_range_of_seats_has_its_own_plural(low: int, high: int, words: str):
    rows = [f"  - {{body: {{label: C}}, best: {best}, rival: a, cite: [s]}}" for best in (low, high)]
    assert said("groups/g", "seats", "seats:\n" + "\n".join(rows))[0] == words


def test_values_of_the_same_words_differ_in_another_part():
    weapons = "weapons:\n" + "".join(
        f"  - {{type: mortar, count: {{best: {n}}}, rival: a, by: {{label: x{n}}}, cite: [s]}}\n" for n in (3, 8)
    )
    assert said("strikes/e", "weapons", weapons)[0] == "mortar: count 3, or 8"


def test_values_of_the_same_words_differ_in_their_periods():
    rows = [
        f"  - {{value: active, when: {when}, rival: a, by: {{label: x {when}}}, cite: [s]}}"
        for when in ("2014", "2016")
    ]
    assert said("groups/g", "status", "status:\n" + "\n".join(rows))[0] == "active: 2014, or 2016"


def test_several_ranges_name_no_speakers():
    """Their line would be longer than anybody reads."""
    rows = [
        f"  - {{category: all, measure: {measure}, best: {best}, by: {{label: x{best}}}, cite: [s]}}\n"
        for measure in ("killed", "wounded")
        for best in (3, 8)
    ]
    found, _ = said("strikes/e", "casualties", "casualties:\n" + "".join(rows))
    assert found == "3 to 8 killed (people in all); 3 to 8 wounded (people in all)"


@pytest.mark.parametrize(("figures", "words", "short"), TOLLS)
def test_figures_are_a_span(figures: list[str], words: str, short: str):
    rows = [
        f"  - {{category: all, measure: wounded, {f}, by: {{label: x{i}}}, cite: [s]}}" for i, f in enumerate(figures)
    ]
    assert said("strikes/e", "casualties", "casualties:\n" + "\n".join(rows)) == (words, short)


def names(atlas: Atlas, agents: Iterable[Agent]) -> set[str]:
    """Return what a line may call these speakers and actors: their name, with or without an office, or their description."""
    found = set()
    for agent in agents:
        words = agent_words(atlas, agent)
        found |= {words, words.partition(" (")[0], name_and_office(agent.label or words)[0]}
    return found


def is_made_of(said: str, called: Iterable[str]) -> bool:
    """Tell whether a text names nobody but these; of many it names some, and counts the others."""
    for name in sorted(called, key=len, reverse=True):
        said = said.replace(name, "\0")
    return re.fullmatch(r"\0(?:, \0)*(?:,? and (?:\0|\d+ others))?", said) is not None


def voices(atlas: Atlas, facts: Iterable[Fact]) -> list[Agent]:
    """Return who says these statements."""
    return [voice for fact in facts for voice in voices_of(atlas, fact.statement)]


def is_counted(statement: Statement) -> bool:
    """Tell whether a statement gives a number."""
    return bool(statement.counted[0])


def has_stance(statement: Statement) -> bool:
    """Tell whether a statement says who did a deed, or did not."""
    return bool(statement.stance_code)


def lines(atlas: Atlas, is_meant: Callable[[Statement], bool]) -> Iterator[tuple[Entry, Sequence[Fact], str]]:
    """Yield the disagreements on statements of a sort, each with its entry and the line on it."""
    words = LinkedWords(atlas)
    for entry in atlas:
        for disagreement in disagreements(atlas, entry):
            if is_meant(disagreement[0].statement):
                yield entry, disagreement, difference_words([disagreement], words)


def test_a_line_on_a_number_has_only_speakers_who_give_it():
    """Of every disagreement on a number in the store: behind each end those who say it, in brackets those who reject one."""
    atlas = whole_store()
    seen = 0
    for entry, disagreement, line in lines(atlas, is_counted):
        disputes = [dispute for fact in disagreement for dispute in fact.statement.disputed]
        stances = "|".join(re.escape(stance_words(dispute.stance_code)) for dispute in disputes)
        for against in re.findall(rf"\(((?:{stances}) [^()]+)\)", line) if disputes else ():
            _, *rejecting = re.split(rf"(?:^|, )(?:{stances}) ", against)
            called = names(atlas, [dispute.by for dispute in disputes])
            assert all(is_made_of(said, called) for said in rejecting), (entry.id, line)
        given = {numbers_of(fact.statement) for fact in disagreement}
        ends = re.split(rf"(?:: |, )({'|'.join(map(re.escape, sorted(given, key=len, reverse=True)))}) by ", line)
        for number, said in zip(ends[1::2], ends[2::2], strict=True):
            shown = re.sub(r"( \([^()]+\))?(, (one|[a-z ]*\d[a-z\d, ]*) preferred)?(, all by one speaker)?$", "", said)
            giving = [fact for fact in disagreement if numbers_of(fact.statement) == number]
            assert is_made_of(shown, names(atlas, voices(atlas, giving))), (entry.id, line)
            seen += 1
    assert seen > 2


def test_a_line_on_a_deed_has_only_actors_and_speakers_of_its_statements():
    """Of every disagreement on who did it in the store: behind each actor those who speak of it, at the end those who deny it."""
    atlas = whole_store()
    seen = 0
    for entry, disagreement, line in lines(atlas, has_stance):
        facts = entry.standing_facts(disagreement[0].field)
        actors = [fact.statement.accused for fact in facts]
        disputing = [dispute.by for fact in facts for dispute in fact.statement.disputed]
        everybody = names(atlas, [*actors, *voices(atlas, facts), *disputing])
        for part in line.split("; "):
            whose = max((name for name in names(atlas, actors) if name in part), key=len, default="")
            _, _, said = part.partition(f"{whose} by ")
            called = everybody
            if whose and said:
                called = names(
                    atlas,
                    voices(atlas, (fact for fact in facts if whose in names(atlas, [fact.statement.accused]))),
                )
            elif not part.endswith(whose) or not whose:
                _, _, said = part.partition(" by ")
            assert not said or is_made_of(said, called), (entry.id, line, part)
            seen += bool(said)
    assert seen > 2


def test_a_line_has_only_numbers_of_the_rival_statements():
    """Of every disagreement on a number in the store: with its bounds."""
    atlas = whole_store()
    seen = 0
    for entry, disagreement, line in lines(atlas, is_counted):
        given = {numbers_of(fact.statement) for fact in disagreement}
        _, _, ends = line.partition(": ")
        if " by " in ends and not ends.startswith("denied"):
            assert any(ends.startswith(f"{number} by ") for number in given), (entry.id, line)
            assert any(f", {number} by " in ends for number in given), (entry.id, line)
        numbers = {number for words_ in given for number in re.findall(r"[\d,]*\d", words_)}
        bound = r"(at least |at most )?"
        told = re.match(r"(?:up to |at most |at least )?([\d,]*\d)(?: to (at least |at most )?([\d,]*\d))?", line)
        if told:
            low, bound, high = told.groups(default="")
            assert {low, high} - {""} <= numbers, (entry.id, line)
            same = re.compile(rf"(^|to |, ){bound}{high}(,|$)")
            assert not high or any(same.search(number) for number in given), (entry.id, line)
            seen += 1
    assert seen > 2
