"""The edges of the rules on confidence, accusations, origins and group media."""

from __future__ import annotations

import pytest

from euphrates_atlas.checks import catalog
from euphrates_atlas.checks.source_rules import archive_pending, date_not_quoted, unused_source
from euphrates_atlas.checks.statement_rules import single_origin
from euphrates_atlas.facts.support import ceiling
from kinds.rules.actor_rules import accusation, facade_without_evidence
from kinds.rules.media_rules import group_media_link
from tests.stores import atlas_of, broken_by, faults_at, linked, run_rule

WORKS = {
    "publishers/good": "reliability: B",
    "publishers/party": "reliability: A\nparty_to_conflict: {value: true, cite: [s]}",
    "publishers/bench": "type: court",
    "sources/b": "publisher: good",
    "sources/own-a": "reliability: A",
    "sources/worse": "{publisher: good, reliability: D}",
    "sources/p": "publisher: party",
    "sources/captive": "{publisher: good, party_to_event: true}",
    "sources/law": "type: legal_case",
    "sources/ruling": "publisher: bench",
}


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        (["cite: [s]"], "low"),
        (["cite: [b]"], "moderate"),
        (["cite: [own-a]"], "moderate"),
        (["cite: [worse]"], "low"),
        (["cite: [p]"], "low"),
        (["cite: [captive]"], "low"),
        (["cite: [s, p]"], "moderate"),
        (["cite: [s, b]"], "high"),
        (["cite: [b, {src: s, stance: context}]"], "moderate"),
        (["cite: [b], disputed: [{by: g2, stance: denies, cite: [s]}]"], "low"),
        (["cite: [s, b], disputed: [{by: g2, stance: doubts, cite: [s]}]"], "moderate"),
        (["cite: [s]", "by: g1, cite: [b]"], "high"),
        (["cite: [s]", "rank: deprecated, reason: wrong-place, cite: [b]"], "low"),
    ],
)
def test_ceiling(statements: list[str], expected: str) -> None:
    """Origins and grades of all that say the same count; a party and an open dispute do not help."""
    lines = "".join(f"  - {{value: 2019, {text}}}\n" for text in statements)
    atlas = atlas_of({**WORKS, "groups/g": f"founded:\n{lines}"})

    assert ceiling(atlas, atlas["g"].facts_of("founded")[0]) == expected


@pytest.mark.parametrize(
    ("date", "words", "is_given"),
    [
        ("2019-03", "it was founded in March", True),
        ("2019-03-05", "founded on Mar. 5, 2019", True),
        ("2019-09-05", "founded on 5 Sept. 2019", True),
        ("2019-03-05", "FOUNDED ON 5 MARCH 2019", True),
        ("2019-03-05", "founded on the 5th of march 2019", True),
        ("2019-05-05", "founded on 5 may 2019", True),
        ("2019-05-05", "founded on may 5, 2019", True),
        ("2019-05", "founded in May", True),
        ("2019-05", "تأسس في أيار", True),
        ("2019-03", "5 of its men were martyred", False),
        ("2019-03", "Marching men founded it", False),
        ("2019-03", "founded after a march", False),
        ("2019-05-12", "it may have 12 founders", False),
        ("2019-05", "the Mayor founded it", False),
        ("2019-12", "they decided to found it", False),
        ("2019-10", "founded by octogenarians", False),
    ],
)
def test_a_month_is_given_by_its_name(date: str, words: str, is_given: bool) -> None:
    """Words that begin with its letters are not its name; nor are verbs, in small letters and with no day beside them."""
    founded = f"founded: {{value: {date}, cite: [{{src: law, quote: '{words}'}}]}}"
    atlas = atlas_of({**WORKS, "sources/law": "{type: legal_case, title: A law}", "groups/g": founded})

    assert (not faults_at("g", date_not_quoted, atlas)) is is_given


def test_a_rival_is_a_dispute_unless_the_other_is_preferred() -> None:
    """A reason given for one account answers the other."""
    rival = "founded: [{{value: 2019, {} cite: [s, b]}}, {{value: 2011, cite: [s]}}]"
    for rank, expected in (("", "moderate"), ("rank: preferred, reason: more-precise,", "high")):
        atlas = atlas_of({**WORKS, "groups/g": rival.format(rank)})
        assert ceiling(atlas, atlas["g"].facts_of("founded")[0]) == expected


def test_a_denial_caps_whoever_is_preferred() -> None:
    """A denial by the party that is named stays a denial."""
    text = (
        "responsibility: [{actor: g1, stance: attributed, rank: preferred, reason: more-precise, "
        "cite: [b, {src: s, origin: agency}]}, {actor: g1, stance: denied, by: g1, cite: [s]}]"
    )
    atlas = atlas_of({**WORKS, "strikes/e": text})

    assert ceiling(atlas, atlas["e"].facts_of("responsibility")[0]) == "moderate"


@pytest.mark.parametrize(
    ("lines", "living"),
    [
        ("", True),
        ("life_status: {value: unknown, cite: [s]}", True),
        ("life_status: {value: missing, cite: [s]}", True),
        ("life_status: {value: death-reported, cite: [s]}", False),
        ("life_status: {value: death-confirmed, cite: [s]}", False),
        ("death: {value: 2020-01-03, cite: [s]}", False),
        ("death: {value: 2020-01-03, rank: deprecated, reason: wrong-person, cite: [s]}", True),
        ("life_status: [{value: death-reported, cite: [s]}, {value: alive-confirmed, cite: [s]}]", True),
        (
            "life_status: [{value: death-confirmed, when: 2020, cite: [s]}, {value: detained, when: 2014, cite: [s]}]",
            False,
        ),
        (
            "life_status: [{value: death-reported, when: 2020, cite: [s]}, {value: detained, when: 2021, cite: [s]}]",
            True,
        ),
        (
            "life_status: [{value: death-confirmed, rank: preferred, reason: more-precise, cite: [s]}, {value: detained, cite: [s]}]",
            False,
        ),
        (
            "death: {value: 2020, cite: [s]}\nlife_status: {value: detained, rank: preferred, reason: more-precise, cite: [s]}",
            True,
        ),
    ],
)
def test_living(lines: str, living: bool) -> None:
    """Where accounts differ, the page of a person is held to the stricter rule."""
    assert atlas_of({"leaders/l": lines})["l"].record.is_living is living


def test_a_body_is_nobody_living() -> None:
    """Only persons live."""
    assert not atlas_of({})["g1"].record.is_living


@pytest.mark.parametrize(
    ("cite", "found"),
    [
        ("s", 1),
        ("s, b", 0),
        ("law", 0),
        ("ruling", 0),
        ("s, {src: law, stance: context}", 1),
        ("{src: s, origin: x}", 1),
    ],
)
def test_accusations(cite: str, found: int) -> None:
    """Two origins, or one that is a judgment or comes from a court; context carries nothing."""
    text = f"allegations: {{summary: He did it, status: alleged, cite: [{cite}]}}"

    assert len(list(run_rule(accusation, atlas_of({**WORKS, "leaders/l": text})))) == found


@pytest.mark.parametrize(
    ("folder", "text", "found"),
    [
        ("strikes", "casualties: {category: all, measure: killed, best: 3, cite: [s]}", 1),
        ("strikes", "casualties: {category: all, measure: killed, best: 0, cite: [s]}", 0),
        ("strikes", "casualties: {category: all, measure: wounded, best: 3, cite: [s]}", 0),
        ("strikes", "responsibility: {actor: g1, stance: claimed, cite: [s]}", 0),
        ("strikes", "responsibility: {actor: g1, stance: suspected, by: g2, cite: [s]}", 1),
        ("groups", "relations: {type: parent-of, target: g1, cite: [s]}", 1),
        ("groups", "relations: {type: commands, target: g1, cite: [s, b]}", 0),
        ("groups", "relations: {type: allied-with, target: g1, cite: [s]}", 0),
        ("leaders", "death: {value: 2020, cite: [s, {src: s, stance: context}]}", 1),
    ],
)
def test_single_origin(folder: str, text: str, found: int) -> None:
    """Deaths, responsibility, parentage and command want two origins."""
    atlas = atlas_of({**WORKS, f"{folder}/tested": text})

    assert len([id for id in broken_by(single_origin, atlas) if id == "tested"]) == found


@pytest.mark.parametrize(
    ("lines", "paths"),
    [
        ("relations: {type: facade-of, target: g1, cite: [s]}", [("relations", 0, "type")]),
        ("type: {value: facade, cite: [s]}", [("type", 0, "value")]),
        (
            "type: {value: facade, cite: [s]}\nrelations: {type: facade-of, target: g1, cite: [s]}",
            [("relations", 0, "type")],
        ),
        ("relations: {type: facade-of, target: g1, rank: deprecated, reason: misquotation, cite: [s]}", []),
        (
            "type: {value: facade, cite: [s]}\nfacade_evidence: {type: timing, value: It was timed, cite: [s]}",
            [],
        ),
    ],
)
def test_facade_evidence(lines: str, paths: list[tuple[str | int, ...]]) -> None:
    """At each parent, else at the type; not of what is superseded."""
    assert [f.path for f in run_rule(facade_without_evidence, atlas_of({"groups/g": lines}))] == paths


@pytest.mark.parametrize(
    ("path", "text", "found"),
    [
        ("sources/x", "url: https://t.me/s/brigade/17", 1),
        ("sources/x", "url: https://brigade.t.me/17", 1),
        ("sources/x", "url: https://notat.me/17", 0),
        ("sources/x", "archive_url: https://t.me/x", 1),
        ("sources/x", "content_warning: [group-media]", 1),
        (
            "sources/x",
            "content_warning: [group-media]\nurl: https://a.org/x\narchive_url: https://web.archive.org/x",
            1,
        ),
        ("sources/x", "publisher: armed", 1),
        ("sources/x", "publisher: command", 0),
        ("groups/g", "media: {name: Channel, platform: Telegram, cite: [s]}", 0),
        ("groups/g", "media: {name: https://a.org/, cite: [s]}", 1),
        ("groups/g", "body: 'See [it](https://telegram.me/x) [@s].'", 1),
    ],
)
def test_group_media(path: str, text: str, found: int) -> None:
    """A channel, what is marked so, and what a group of fighters brings out; a command's own site is none."""
    bodies = {
        "groups/armed": "type: {value: armed-group, cite: [s]}",
        "groups/command": "type: {value: military-command, cite: [s]}",
    }

    assert len(list(run_rule(group_media_link, atlas_of({**bodies, path: text})))) == found


@pytest.mark.parametrize(
    ("channel", "post", "found"),
    [
        ("t.me/samidoun", "t.me/samidoun/12", 0),
        ("t.me/samidoun", "t.me/s/samidoun/12", 0),
        ("t.me/s/samidoun", "t.me/samidoun", 0),
        ("t.me/samidoun", "t.me/sabereen/12", 1),
        ("t.me/samidoun", "t.me/sabereen", 1),
    ],
)
def test_a_post_in_the_channel_of_its_outlet(channel: str, post: str, found: int) -> None:
    """The channel is the first part of the path, or the second after `s`, which shows a channel in the browser."""
    outlet = {"publishers/outlet": f"url: https://{channel}"}
    atlas = atlas_of({**outlet, "sources/x": f"publisher: outlet\nurl: https://{post}"})

    assert len(faults_at("x", group_media_link, atlas)) == found


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("", ("url",)),
        ("archive_status: refused", None),
        ("archive_status: not-possible", None),
        ("archive_status: archived", ("archive_status",)),
        ("archive_url: https://web.archive.org/x", None),
    ],
)
def test_archive(text: str, path: tuple[str, ...] | None) -> None:
    """A page is archived somewhere, or it is known why not."""
    found = [f.path for f in faults_at("x", archive_pending, atlas_of({"sources/x": text}))]

    assert found == ([path] if path else [])


def test_a_source_that_only_names_itself_is_unused() -> None:
    """What another work relays is used."""
    atlas = atlas_of(
        {"sources/alone": "summary: 'A work [@alone].'", "sources/relayed": "", "sources/s": "relays: relayed"}
    )

    assert broken_by(unused_source, atlas) == ["alone"]


def test_checks_survive_references_that_lead_nowhere() -> None:
    """All findings come at once: a check is run over a store whose references are wrong."""
    texts = {
        "sources/x": "publisher: nobody",
        "leaders/dead": "death: {value: 2020, event: nothing, cite: [g1]}",
        "leaders/l": "allegations: {summary: He did it, status: alleged, by: nobody, cite: [nowhere]}",
        "strikes/e": (
            "relations: {type: part-of-series, target: nothing, cite: [nowhere]}\n"
            "responsibility: {actor: nobody, stance: attributed, by: nobody, confidence: high, cite: [nowhere, x, p1]}"
        ),
        "places/town": "{type: settlement, governorate: nowhere, coordinates: [34.37, 41.09]}",
    }
    atlas, _ = linked(texts)

    assert {f.code for check in catalog.CHECKS for f in run_rule(check, atlas)} >= {"A406", "A409", "A412"}
