"""What each party says: who says it, of whom, who says no; both sides alike, and an empty side says that it is."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from euphrates_atlas.render.claim_chain import ChainLink, ChainView, ClaimRow
from tests.case_count import sample
from tests.render.entry_views import views_of
from tests.stores import atlas_of, render_pages


def chain(*responsibility: str) -> list[ClaimRow]:
    """Return the rows of the claims of an event of which these statements are typed."""
    typed = "responsibility:\n" + "\n".join(f"  - {{{text}, cite: [s]}}" for text in responsibility)
    views = views_of("strikes/e", typed)
    return ChainView(views.atlas, views.sections["responsibility"].facts).rows


def links(*responsibility: str) -> list[ChainLink]:
    return [link for row in chain(*responsibility) for link in row.links]


def sides(link: ChainLink) -> tuple[str, list[str], list[str]]:
    """Return an actor with those who name it and those who say no, each as `who: stance`."""
    return (
        link.name,
        [f"{p.who.striptags()}: {p.chip.striptags()}" for p in link.says],
        [f"{p.who.striptags()}: {p.chip.striptags()}" for p in link.denies],
    )


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (["actor: g1, stance: attributed, by: g2"], [("A group", ["A group: Attributed"], [])]),
        (["actor: g1, stance: suspected, by: {label: officials}"], [("A group", ["officials: Suspected"], [])]),
        (["actor: g1, stance: denied, by: g1"], [("A group", [], ["A group: Denied"])]),
        (
            ["actor: g1, stance: attributed, by: {label: x}", "actor: {label: y}, stance: attributed, by: {label: z}"],
            [("A group", ["x: Attributed"], []), ("Y", ["z: Attributed"], [])],
        ),
        (
            ["actor: g1, stance: denied, by: {label: x}", "actor: g1, stance: attributed, by: {label: y}"],
            [("A group", ["y: Attributed"], ["x: Denied"])],
        ),
        (["actor: g1, stance: retracted, by: g1"], [("A group", [], ["A group: Retracted"])]),
        (["actor: g1, stance: condemned-without-denial"], [("A group", [], ["A group: Condemned without denial"])]),
    ],
)
def test_each_actor_has_those_who_name_it_and_those_who_say_no(
    typed: list[str], expected: list[tuple[str, list[str], list[str]]]
):
    assert [sides(link) for link in links(*typed)] == expected


def lines(*responsibility: str) -> list[str]:
    """Return the line of each row: the actor, and each stance with those who take it."""
    told = []
    for row in chain(*responsibility):
        stances = [f"{stance.chip.striptags()} {stance.words}".strip() for stance in row.stances]
        told.append(f"{row.actor.striptags()}: {'; '.join(stances)}")
    return told


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (["actor: g1, stance: claimed"], ["A group: Claimed"]),
        (["actor: g1, stance: denied, by: g1"], ["A group: Denied"]),
        (
            [
                "actor: g1, stance: attributed, by: {label: x}, rank: deprecated, reason: superseded-by-author",
                "actor: g1, stance: suspected, by: {label: y}",
            ],
            ["A group: Suspected y"],
        ),
        (["actor: g1, stance: attributed, by: {label: 'X Y, spokesman', of: g2}"], ["A group: Attributed A group"]),
        (["actor: g1, stance: attributed, by: {label: 'X Y, spokesman'}"], ["A group: Attributed X Y"]),
        (
            [f"actor: g1, stance: attributed, by: {{label: x{n}}}" for n in range(5)],
            ["A group: Attributed x0, x1, x2 and 2 others"],
        ),
        (
            ["actor: g1, stance: attributed, by: {label: x}", "actor: g2, stance: claimed"],
            ["A group: Claimed", "A group: Attributed x"],
        ),
        (
            ["actor: {label: y}, stance: attributed, by: {label: x}", "actor: g1, stance: claimed"],
            ["A group: Claimed", "Y: Attributed x"],
        ),
        (
            [f"actor: {{label: some militia {n}}}, stance: attributed, by: {{label: x}}" for n in "ab"],
            ["Others, without an entry: Attributed Some militia a and Some militia b"],
        ),
    ],
)
def test_each_actor_has_a_line(typed: list[str], expected: list[str]):
    """Who claims it stands first, those without an entry last and together; a body stands for who speaks for it."""
    assert lines(*typed) == expected


def test_a_claim_that_names_no_speaker_is_the_actors_own():
    """Only the actor can claim; the work that reports it is named beside."""
    (party,) = links("actor: g1, stance: claimed")[0].says
    assert party.who.striptags() == "A group"
    assert party.through.striptags() == "reported by A publisher"


def test_an_attribution_that_names_no_speaker_is_that_of_the_work():
    (party,) = links("actor: g1, stance: attributed, by: paper")[0].says
    assert (party.who.striptags(), party.through) == ("A publisher", "")


def test_who_rejects_an_attribution_stands_among_those_who_say_no():
    typed = "disputed: [{by: {label: a politician}, said: 2024-04-23, stance: doubts, verbatim: why, cite: [s]}]"
    (link,) = links(f"actor: g1, stance: attributed, by: g2, {typed}")
    assert sides(link)[2] == ["a politician: Doubts"]
    (party,) = link.denies
    assert [detail.striptags() for detail in party.details] == ["23 Apr 2024", "“why”"]
    assert party.through == "in answer to A group"


def test_who_rejects_a_denial_stands_on_the_other_side():
    typed = "disputed: [{by: {label: a politician}, stance: denies, cite: [s]}]"
    (link,) = links(f"actor: g1, stance: denied, by: g1, {typed}")
    assert sides(link) == ("A group", ["a politician: Denies"], ["A group: Denied"])


def test_date_form_and_credibility_stand_beside_who_says_it():
    typed = "actor: g1, stance: attributed, by: g2, said: 2024-04-20, claim_credibility: unlikely, mode: video"
    (party,) = links(typed)[0].says
    assert sorted(d.striptags() for d in party.details) == ["20 Apr 2024", "claim credibility: unlikely", "video"]


def page(*responsibility: str) -> str:
    typed = "responsibility:\n" + "\n".join(f"  - {{{text}, cite: [s]}}" for text in responsibility)
    attack = "type: {value: rocket-attack, cite: [s]}\n"
    return render_pages(atlas_of({"strikes/e": attack + (typed if responsibility else "")}))["strikes/e.md"].decode()


@pytest.mark.parametrize(
    ("typed", "is_claimed"), [("attributed, by: g2", False), ("claimed", True), ("acknowledged", True)]
)
def test_where_nobody_claims_it_a_sentence_says_so(typed: str, is_claimed: bool):
    assert ("<p>No claim of responsibility is recorded.</p>" in page(f"actor: g1, stance: {typed}")) is not is_claimed


def test_an_empty_side_says_that_it_is_empty():
    text = page("actor: g1, stance: denied, by: g1")
    assert '<p class="ea-none">no claim or attribution recorded here</p>' in text
    assert "no denial recorded" not in text
    assert "no denial recorded here" in page("actor: g1, stance: attributed, by: g2")


def test_no_denial_is_missed_where_one_would_be_odd():
    """Beside a claim, and beside another actor who denies: Iran's denial stands on a card of its own."""
    assert "no denial recorded" not in page("actor: g1, stance: claimed")
    assert "no denial recorded" not in page(
        "actor: g1, stance: attributed, by: g2", "actor: g2, stance: denied, by: g2"
    )


@pytest.mark.parametrize("stance", ["no-comment", "condemned-without-denial"])
def test_silence_is_no_denial(stance: str):
    """Neither its chip nor the sentence about denials says that it is."""
    text = page("actor: g1, stance: claimed", f"actor: g2, stance: {stance}, by: g2")
    assert "A denial is shown" not in text
    assert '<span class="ea-st ea-st-silent">' in text
    assert "who denies" not in text
    assert "A denial is shown" in page("actor: g1, stance: claimed", "actor: g1, stance: denied, by: g1")


def test_the_sides_are_built_alike():
    """A denial takes the same elements as the claim that it answers."""
    text = page("actor: g1, stance: attributed, by: g2, said: 2024", "actor: g1, stance: denied, by: g3, said: 2024")
    lists = re.findall(r"<ul aria-label=\"who [^>]+>\n(.*?)</ul>", text, re.DOTALL)
    assert len(lists) == 2
    marked = '<span class="ea-tag">single source</span>'
    claim, denial = (re.findall(r"</?\w+", part.replace(marked, "")) for part in lists)
    assert claim == denial


def test_the_table_beneath_says_the_same_and_leaves_the_addresses_to_the_chain():
    text = page("actor: g1, stance: claimed", "actor: g2, stance: denied, by: g2")
    ids = re.findall(r'id="(s-[0-9a-f]{8})"', text.partition("What each party says {#")[2])
    assert len(ids) == len(set(ids))
    folded = text.partition('<details class="ea-fold">\n<summary>As a table')[2].partition("</details>")[0]
    assert folded.count("<tr>") == 3
    assert "\n\n" not in folded.strip()


def test_an_event_of_which_nothing_is_recorded_says_so_under_the_same_heading():
    assert "What each party says {#parties}\n\n<div" in page()
    assert "<p>No claim, attribution or denial is recorded here." in page()


def test_a_single_uncontested_claim_is_drawn_too():
    assert 'class="ea-chain"' in page("actor: g1, stance: claimed")


def test_a_superseded_statement_stays_and_says_what_it_is():
    text = page("actor: g1, stance: attributed, by: g2, rank: deprecated, reason: superseded-by-author")
    assert "(superseded)" in text.partition('class="ea-claim-line"')[2].partition("</p>")[0]
    assert re.search(r'<li id="s-\w+" class="ea-dep">.*Superseded', text)


class _Balance(HTMLParser):
    """Tells whether every element is closed where it was opened, and keeps the ids."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value for name, value in attrs if name == "id" and value]
        if tag not in ("br", "img", "hr", "wbr", "input"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value for name, value in attrs if name == "id" and value]

    def handle_endtag(self, tag: str) -> None:
        assert self.open, tag
        assert self.open.pop() == tag


def test_every_page_of_the_store_is_balanced_and_no_id_stands_twice(whole_pages: dict[str, str]):
    """Strips, chains and tolls of every tenth page, in `make test-all` of all."""
    for path, text in sample(whole_pages.items()):
        if not path.endswith("index.md"):
            for block in re.findall(
                r"^<(?:figure|div|details) class=\"ea-(?:strip|claims)\".*?(?=\n\n)", text, re.M | re.S
            ):
                parser = _Balance()
                parser.feed(block)
                assert parser.open == [], path
            ids = re.findall(r'\bid="([^"]+)"', text) + re.findall(r"\{#([^}]+)\}", text)
            assert sorted(ids) == sorted(set(ids)), path


def test_it_is_drawn_beside_other_things_that_parties_say():
    """Also where a finding stands in the same chapter, and whatever the number of statements."""
    text = "responsibility: {actor: g1, stance: claimed, cite: [s]}\n"
    text += "official_findings: {body: g2, finding: It was so, cite: [s]}"
    page = render_pages(atlas_of({"strikes/e": text}))["strikes/e.md"].decode()
    assert page.count('class="ea-chain"') == 1
