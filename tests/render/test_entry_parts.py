"""The parts of an entry's page: their order, what long tables fold, names, origins and their letters, the timeline."""

from __future__ import annotations

import gc
import re
from dataclasses import replace
from functools import cache

import pytest

from euphrates_atlas import kinds
from euphrates_atlas.model.fields import Property
from euphrates_atlas.model.kind import Chapter
from euphrates_atlas.model.shape import shape_of
from euphrates_atlas.render.entries.entry_page import EntryPage, EntryPages
from kinds.group import Group
from tests.render.entry_views import views_of
from tests.render.work_rows import row as row_of
from tests.stores import atlas_of, corpus, corpus_pages, render_pages

MODELS = list(kinds.record_types().values())
MANY = "\n".join(f"  - {{value: founder {i}, by: {{label: x{i}}}, cite: [s]}}" for i in range(9))


@cache
def page(path: str, text: str = "", others: tuple[tuple[str, str], ...] = ()) -> str:
    return render_pages(atlas_of({path: text, **dict(others)}))[f"{path}.md"].decode()


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.kind.folder)
def test_chapters_name_properties_that_there_are(model: type):
    """Own fields, and `folder.field` of one that points somewhere; no property stands in two chapters."""
    own = {f.name for f in shape_of(model).fields.values() if f.marker(Property)}
    others = {
        f"{m.kind.folder}.{f.name}"
        for m in MODELS
        for f in shape_of(m).fields.values()
        if (declared := f.marker(Property)) and declared.inverse
    }
    parts = [part for chapter in model.kind.chapters for part in chapter.names.split()]
    assert set(parts) <= own | others
    assert len(parts) == len(set(parts))


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.kind.folder)
def test_anchors_of_chapters_are_those_of_nothing_else(model: type):
    """Properties keep their own, which never change; a chapter beside them has another."""
    held = {f.name.replace("_", "-") for m in MODELS for f in shape_of(m).fields.values() if f.marker(Property)}
    anchors = [chapter.anchor for chapter in model.kind.chapters]
    assert len(anchors) == len(set(anchors))
    assert set(anchors) & held == set()


def test_a_page_counts_the_points_on_which_accounts_differ_as_the_page_of_all_does():
    """Dead and wounded are two points, though both stand in one table."""
    tolls = "\n".join(
        f"  - {{category: all, measure: {measure}, best: {best}, cite: [s]}}"
        for measure in ("killed", "wounded")
        for best in (1, 9)
    )
    text = page("strikes/e", f"casualties:\n{tolls}")
    assert "<dt>Disagreements</dt><dd>on 2 points</dd>" in text
    assert "Accounts differ on 2 points" in text
    every = render_pages(atlas_of({"strikes/e": f"casualties:\n{tolls}"}))["differ/index.md"].decode()
    assert "2 points in 1 entry" in every


SEATS = "seats:\n  - {election: e1, body: {label: Parliament}, best: 27, cite: [s]}\n  - {election: e1, body: {label: Parliament}, best: 28, by: g2, cite: [s]}"


def test_what_other_entries_differ_on_is_counted_on_the_page_that_lists_it():
    """A result on which accounts differ stands on the page of the group; on that of the election it is marked and counted too."""
    told = {path: page(path, others=(("groups/g1", f"name: A list\n{SEATS}"),)) for path in ("strikes/e1", "groups/g1")}
    assert "<dd>none of its own, 1 in other entries</dd>" in told["strikes/e1"]
    assert re.search(r'>A list</a> <span class="ea-neq"', told["strikes/e1"])
    assert "<dd>on 1 point</dd>" in told["groups/g1"]
    agreed = page("strikes/e1", others=(("groups/g1", f"name: A list\n{SEATS.replace('28', '27')}"),))
    assert "<dd>none between its statements</dd>" in agreed
    assert not re.search(r'>A list</a> <span class="ea-neq"', agreed)


@pytest.mark.parametrize(
    ("dates", "boxed"),
    [
        (["2020", "2020-01-03", "2020-01"], ["3 January 2020"]),
        (["2020-01", "2020-01-03", "2020-01-05"], ["3 January 2020", "5 January 2020"]),
        (["2020", "2021"], ["2020", "2021"]),
        (["2020, rank: preferred, reason: primary-document", "2020-01-03"], ["2020", "3 January 2020"]),
    ],
)
def test_a_date_that_another_gives_more_exactly_is_no_value_of_its_own(dates: list[str], boxed: list[str]):
    """In the fact box; the table has all of them."""
    accounts = [f"  - {{value: {date}, by: {{label: x{i}}}, cite: [s]}}" for i, date in enumerate(dates)]
    section = views_of("leaders/p1", "\n".join(["death:", *accounts])).sections["death"]
    assert [plain(view.boxed) for view, *_ in section.values] == boxed
    assert len(section.facts) == len(dates)


def test_every_statement_and_property_has_its_address():
    """Whatever chapter or table it stands in, open or folded."""
    pages = corpus_pages()
    for entry in corpus().entries.values():
        page = pages[entry.page.replace(".html", ".md")].decode()
        ids = {*re.findall(r' id="([^"]+)"', page), *re.findall(r"\{#([^}]+)\}", page)}
        assert entry.address.partition("#")[2] in {"", *ids}, entry.id
        assert {fact.anchor for fact in entry.facts} <= ids, entry.id
        assert {fact.field.replace("_", "-") for fact in entry.facts} <= ids, entry.id


def test_what_no_chapter_names_follows_behind():
    """The parts of a page stand in the order of the kind's chapters."""
    text = page(
        "groups/g", f"founders:\n{MANY.replace('value: founder', 'value: {label: founder').replace(', by', '}, by')}"
    )
    order = [text.index(heading) for heading in ("## Overview", "## Timeline", "## References") if heading in text]
    assert order == sorted(order)


def test_an_event_is_told_before_it_is_argued():
    """The story stands first, then who says what, the toll, what is not known and the details; the list of contents alike."""
    parts = "responsibility: [{actor: g1, stance: denied, by: g1, cite: [s]}]\ncasualties: [{category: all, measure: killed, best: 1, cite: [s]}]"
    text = page(
        "strikes/e", f"{parts}\ntype: [{{value: rocket-attack, cite: [s]}}]\ngaps: [Who paid]\nbody: Told here."
    )
    headings = ["What happened", "What each party says", "Toll", "What is not known", "Details"]
    assert [h for h in re.findall("^## (.+?) {#", text, re.M) if h in headings] == headings
    contents = text.partition('class="ea-jump"')[2].partition("</details>")[0]
    assert [h for h in re.findall(r'<a href="#[\w-]+">(.+?)</a>', contents) if h in headings] == headings


def test_a_text_stands_open_however_long_it_is():
    body = "\n\n".join(f"  ## Part {number}\n\n  Words." for number in range(6))
    told = page("groups/e", f"body: |\n{body}").partition("## Background")[2].partition("\n## ")[0]
    assert told.count("<h3") == 6
    assert "<details" not in told


@pytest.mark.parametrize(("count", "shown"), [(6, 7), (7, 6), (29, 6)])
def test_long_references_fold_their_later_origins(count: int, shown: int):
    """One origin is never folded alone. The summary cites one more."""
    said = "\n".join(f"  - {{value: active, by: {{label: x{i}}}, cite: [s{i}]}}" for i in range(count))
    others = tuple((f"sources/s{i}", f"title: T{i}") for i in range(count))
    listed = page("groups/e", f"status:\n{said}", others).partition("## References")[2].partition("\n## ")[0]
    assert listed.count("<section") == count + 1
    assert listed.partition("<details")[0].count("<section") == shown


@pytest.mark.parametrize(("count", "shown", "summary"), [(4, 4, ""), (7, 7, ""), (8, 6, "2 more"), (20, 6, "14 more")])
def test_a_long_table_folds_its_later_rows(count: int, shown: int, summary: str):
    """One row is never folded alone; the fold says how many it holds."""
    rows = "\n".join(f"  - {{value: Sentence {i}, type: threat, by: {{label: x{i}}}, cite: [s]}}" for i in range(count))
    text = page("groups/g", f"declarations:\n{rows}")
    table = text.partition("## Declarations and media")[2].partition("\n## ")[0]
    open_part, _, fold = table.partition("<details")
    assert len(re.findall(r'<tr[^>]* id="s-', open_part)) == shown
    assert plain(fold.partition("<summary>")[2].partition("</summary>")[0]) == summary
    assert len(re.findall(r'<tr[^>]* id="s-', table)) == count


@pytest.mark.parametrize(("superseded", "summary"), [(2, ""), (3, "3 superseded")])
def test_many_superseded_statements_are_folded(superseded: int, summary: str):
    """They stay on the page, readable, behind those that stand."""
    dead = "rank: deprecated, reason: superseded-by-author, "
    rows = [f"  - {{value: Old {i}, type: threat, {dead}by: {{label: x{i}}}, cite: [s]}}" for i in range(superseded)]
    rows.append("  - {value: New, type: threat, cite: [s]}")
    table = (
        page("groups/g", "declarations:\n" + "\n".join(rows))
        .partition("## Declarations and media")[2]
        .partition("\n## ")[0]
    )
    assert plain(table.partition("<summary>")[2].partition("</summary>")[0]) == summary
    assert len(re.findall(r'<tr[^>]* id="s-', table)) == superseded + 1


def test_bare_spellings_are_one_line():
    """What has a language, a use or a note has a row; what is only searched stands behind the table."""
    names = "names: [Spelling One, {text: سرايا, lang: ar, use: official}, {text: Weak, use: weak-alias}, {text: Old, use: former, note: Until 2004}]"
    part = page("groups/g", names).partition("## Names")[2].partition("\n## ")[0]
    table, _, line = part.partition("</table>")
    assert "سرايا" in table
    assert "Until 2004" in table
    assert "Spelling One" not in table
    assert "Weak" not in table
    assert "Search also finds Spelling One, Weak" in plain(line).replace(" ,", ",")


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("afp-2021-02-22-erbil", "AFP, 22 Feb 2021"),
        ("afp-2021-02-22b", "AFP, 22 Feb 2021"),
        ("kh-statement-2024-01", "KH statement, Jan 2024"),
        ("g1-2024", "A group, 2024"),
        ("al-araby-al-jadeed-watout", "Al Araby al Jadeed Watout"),
        ("unit-2024-99", "Unit 2024-99"),
    ],
)
def test_a_text_that_others_pass_on_has_a_name(key: str, name: str):
    text = page("groups/g", f"founded: {{value: 2003, cite: [{{src: s, origin: {key}}}]}}")
    headings = re.findall(r'<h3 id="origin-[a-z]+"><span class="ea-org">.</span>(.*?)</h3>', text)
    assert name in [plain(heading).replace(" ,", ",") for heading in headings]


@pytest.mark.parametrize(
    ("key", "shown"), [("g1", "A group"), ("kh-spokesman-2023-12-31", "KH spokesman, 31 Dec 2023")]
)
def test_a_source_names_whose_text_it_passes_on(key: str, shown: str):
    """With a link where the origin has an entry."""
    found = row_of("w", f"origin: {key}").partition("passes on a text of ")[2].partition(" · ")[0]
    assert plain(found) == shown
    assert ("g1.html" in found) is (key == "g1")


def test_a_source_of_two_origins_is_listed_once():
    """Under the second origin it says who carried it."""
    text = page(
        "groups/g", "founded:\n  - {value: 2003, by: g1, cite: [s]}\n  - {value: 2005, by: g2, said: 2024, cite: [s]}"
    )
    references = text.partition("## References")[2].partition("\n## ")[0]
    assert references.count('id="ref-1"') == 1
    assert "carried by" in references
    assert "Said 2024" in plain(references)


def test_a_source_has_one_mark_with_all_places():
    """Also where several words of it are quoted: [1] stands once, before both places."""
    cite = "cite: [{src: s, quote: one}, {src: s, loc: p. 1, quote: two}, {src: s, loc: p. 2}, {src: s, loc: p. 1}]"
    text = page("groups/a", f"summary: A group [@s p. 7; @s p. 9; @s p. 7].\nfounded: {{value: 2019, {cite}}}")
    row = text.partition('id="founded"')[2].partition("</tr>")[0]
    assert re.findall(r"\[.*?\]", plain(row)) == ["[1 p. 1, p. 2 ]"]
    assert 'aria-label="Source 1 p. 1, p. 2"' in row
    assert re.findall(r"\[.*?\]", plain(text))[0] == "[1 p. 7, p. 9 ]"


@pytest.mark.parametrize(
    ("statements", "shown"),
    [
        ("{value: 2003, cite: [w]}", "Station (owner: A group )"),
        ("{value: 2003, by: g1, cite: [w]}", "A group"),
        ("{value: 2003, cite: [{src: w, origin: g1}]}", "A group"),
        ("{value: 2003, cite: [passed-on]}", "A group"),
        ("[{value: 2003, cite: [w]}, {value: 2003, by: g1, cite: [s]}]", "A group"),
    ],
)
def test_an_owner_that_is_not_said_to_speak_stands_behind_its_publisher(statements: str, shown: str):
    others = (
        ("publishers/p", "name: Station\nowner_group: {value: g1, cite: [s]}"),
        ("sources/w", "title: Report\npublisher: p"),
        ("sources/passed-on", "title: Words\npublisher: p\norigin: g1"),
    )
    references = page("groups/a", f"founded: {statements}", others).partition("## References")[2]
    headings = re.findall(r'<h3 id="origin-[a-z]+"><span class="ea-org">.</span>(.*?)</h3>', references)
    assert plain(headings[-1]) == shown


def test_the_subject_of_a_page_is_no_bystander():
    references = page("groups/g", "founded: {value: 2003, by: g, cite: [s]}").partition("## References")[2]
    assert "the subject of this page" in references


def test_a_party_to_an_event_is_marked():
    """Whom a claim or a target names; not who only reports."""
    text = page("strikes/e", "responsibility:\n  - {actor: g1, stance: denied, by: g1, cite: [s]}")
    section = text.partition("## References")[2].partition("</section>")[0]
    assert "party to the event" in text.partition("## References")[2]
    assert section.count("party to the event") <= 1


@pytest.mark.parametrize(("years", "shown"), [(3, range(3)), (6, range(6)), (12, range(7, 12))])
def test_a_long_timeline_shows_the_latest(years: int, shown: range):
    """The newest first; all stand on a page of their own, whose links lead to the statements."""
    rows = "\n".join(f"  - {{value: Sentence {i}., type: threat, when: {2000 + i}, cite: [s]}}" for i in range(years))
    pages = render_pages(atlas_of({"groups/g": f"declarations:\n{rows}"}))
    part = pages["groups/g.md"].decode().partition("## Timeline")[2].partition("\n## ")[0]
    assert [int(n) for n in re.findall(r"Sentence (\d+)\.", part)] == [*shown][::-1]
    own = pages.get("groups/g_timeline.md", b"").decode()
    assert ("All 12 rows" in part) == (len(shown) < years) == bool(own)
    assert own.count('href="g.html#s-') == (years if own else 0)


def test_what_ended_without_a_known_beginning_stands_at_its_end():
    """A reader who goes through a timeline meets it between what came before that end and what came after."""
    whens = {"First": "2014", "Ended": "../2016-03", "Between": "2015", "Last": "2017"}
    rows = "\n".join(f"  - {{value: {name}, type: threat, when: {when}, cite: [s]}}" for name, when in whens.items())
    part = page("groups/g", f"declarations:\n{rows}").partition("## Timeline")[2].partition("\n## ")[0]
    assert sorted(whens, key=part.index) == ["Last", "Ended", "Between", "First"]


def test_what_others_say_stands_once_for_each_entry():
    """Several statements of one event are lines of one row, each with its stance and its address."""
    strike = "responsibility:\n" + "\n".join(
        f"  - {{actor: g, stance: {stance}, by: {by}, cite: [s]}}"
        for stance, by in (("claimed", "g"), ("denied", "g1"))
    )
    text = page("groups/g", "", (("strikes/event", strike),))
    part = text.partition("## Attacks and other events")[2].partition("\n## ")[0]
    assert part.count('href="../strikes/event.html"') == 1
    assert part.count('href="../strikes/event.html#s-') == 2
    assert "Claimed" in part
    assert "Denied" in part


def test_a_yes_is_said_by_its_name():
    """Not "Yes" on its own, behind a stance."""
    strike = "responsibility: [{actor: g, stance: claimed, jointly: true, by: g, cite: [s]}]"
    part = page("groups/g", "", (("strikes/event", strike),)).partition("## Attacks and other events")[2]
    assert "Claimed As one of several groups according to A group" in plain(part)
    chain = (
        page("strikes/event", strike, (("groups/g", ""),)).partition('class="ea-claims"')[2].partition("</section>")[0]
    )
    assert "undated, as one of several groups" in plain(chain)
    assert "yes" not in plain(chain)


@pytest.mark.parametrize(
    ("role", "words"),
    [
        ("when: ../2026-03, ended_by: killed", "Secretary-general, until Mar 2026 (killed) according to"),
        ("when: 2014/2020, ended_by: unknown", "Secretary-general, 2014–2020 according to"),
        ("ended_by: replaced", "Secretary-general (replaced) according to"),
        ("", "Secretary-general according to"),
    ],
)
def test_the_end_of_a_role_stands_behind_its_period(role: str, words: str):
    """Nothing where nobody knows how it ended."""
    leader = f"roles: [{{group: g, role: secretary-general, {role + ', ' if role else ''}cite: [s]}}]"
    text = page("groups/g", "", (("leaders/l", leader),))
    assert words in plain(text.partition("## Leaders")[2].partition("\n## ")[0])
    own = page("leaders/l", leader, (("groups/g", ""),)).partition("## Roles")[2].partition("\n## ")[0]
    assert "Secretary-general" in own
    assert "unknown" not in own


@pytest.mark.parametrize(
    ("target", "heading"),
    [("", "## Place {#map}"), ("targets: {type: base, cite: [s]}", "## Place and targets {#map}")],
)
def test_a_chapter_names_what_it_holds(target: str, heading: str):
    """An election has a place and no targets."""
    text = page("strikes/e", f"place: {{value: p, precision: settlement, cite: [s]}}\n{target}", (("places/p", ""),))
    assert heading in text


def test_leaders_of_a_group_have_one_heading():
    """Those with an entry are what their chapter is called after, the others have a heading of their own; both keep their address."""
    boss = ("leaders/boss", "name: Boss\nroles: {group: e, role: leader, cite: [s]}")
    text = page("groups/e", "led_by: {name: Another, role: leader, cite: [s]}", (boss,))
    assert re.findall(r"^#+ (.*leaders.*)$", text, re.MULTILINE | re.IGNORECASE) == [
        "Leaders {#people}",
        "Other leaders {#led-by}",
    ]
    assert 'id="leader-roles"' in text


def test_what_accounts_of_a_chapter_differ_in_is_a_sentence():
    rows = "\n".join(f"  - {{value: {year}, cite: [s]}}" for year in (2003, 2005))
    part = page("groups/g", f"founded:\n{rows}").partition("## Overview")[2].partition("</p>")[0]
    assert plain(part).strip().endswith("Accounts differ . Founded: 2003, or 2005.")


def test_what_readers_expect_and_nobody_tells_is_not_known():
    """In the box beside the label, and once among what is not known."""
    text = page("groups/g")
    box = text.partition('<aside class="ea-facts"')[2].partition("</aside>")[0]
    assert "Founded Not known" in plain(box)
    gaps = text.partition("## What is not known")[2].partition("</ul>")[0]
    assert "Founded" in plain(gaps)
    assert "nothing recorded here" in gaps


def test_what_rests_on_a_work_stands_with_stance_and_period():
    """A denial is not listed as if it said the contrary, nor what held once as if it held."""
    others = {
        "strikes/e": "responsibility: {actor: g1, stance: denied, by: g1, cite: [s]}",
        "groups/it": "status: {value: active, when: 2014/2015, cite: [s]}",
    }
    items = re.findall(r"<li>(.*?)</li>", row_of("s", others=others))
    told = {plain(item).split(" · ")[0].partition(" : ")[2] for item in items}
    assert {"Denied by A group", "Active 2014 to 2015"} <= told


@pytest.mark.parametrize(
    ("sources", "shown"), [(1, "[2] #"), (3, "[2] [3] [4] #"), (4, "[2] [3] [4] +1 #"), (9, "[2] [3] [4] +6 #")]
)
def test_the_fact_box_names_three_sources_of_a_value(sources: int, shown: str):
    """The number of further ones leads to the statement, and the sign of the fact stays on the last one's line."""
    said = "\n".join(f"  - {{value: active, by: {{label: x{i}}}, cite: [s{i}]}}" for i in range(sources))
    others = tuple((f"sources/s{i}", f"title: T{i}") for i in range(sources))
    box = page("groups/e", f"status:\n{said}", others).partition('class="ea-facts"')[2].partition("</aside>")[0]
    row = box.partition("<dt>Status</dt>")[2].partition("</dd>")[0]
    assert plain(row).replace("&#160;", "").removeprefix("Active ") == shown
    assert row.count('<span class="ea-nb">') == 1


@pytest.mark.parametrize(
    ("rival", "shown"), [("", ["since about 2011"]), ("rival: a, ", ["since about 2011", "since 2006"])]
)
def test_the_fact_box_shows_each_period_on_which_accounts_differ(rival: str, shown: list[str]):
    role = f"  - {{group: g1, role: leader, {rival}cite: [s], when:"
    roles = f"roles:\n{role} 2006/..}}\n{role} 2011~/.., by: g2}}"
    section = views_of("leaders/p", roles).sections["roles"]
    assert [plain(view.when) for view, *_ in section.values] == shown


def test_the_fact_box_marks_a_source_once():
    """Whatever the places: it leaves them out, and [2] [2] would say nothing."""
    said = "\n".join(f"  - {{value: active, by: {{label: x{i}}}, cite: [s p. {i}]}}" for i in range(2))
    box = page("groups/e", f"status:\n{said}").partition('class="ea-facts"')[2].partition("</aside>")[0]
    assert box.partition("<dt>Status</dt>")[2].partition("</dd>")[0].count('href="#ref-') == 1


def test_the_fact_box_does_not_make_members_of_those_who_name_a_group():
    others = (
        ("groups/h", "relations: [{type: clashed-with, target: e, cite: [s]}]"),
        ("leaders/p", "roles: [{role: leader, group: e, cite: [s]}]"),
    )
    box = page("groups/e", "", others).partition('class="ea-facts"')[2].partition("</aside>")[0]
    assert "Relations, from other entries A group" in plain(box)
    assert "Leaders A person" in plain(box)


def test_who_is_closest_stands_first():
    """Of those that are aligned with a body, however they are called."""
    degrees = {"a": "neutral", "b": "aligned-politically", "c": "commands"}
    others = (
        (f"groups/{id}", f"name: Group {id}\nalignment: {{toward: e, degree: {degree}, cite: [s]}}")
        for id, degree in degrees.items()
    )
    table = page("groups/e", "", tuple(others)).partition("{#group-alignment}")[2].partition("</table>")[0]
    assert re.findall(r"Group (\w)\b", plain(table)) == ["c", "b", "a"]


def box_of_claims(*claims: str) -> str:
    """Return the fact box of an event of which these things are said, as "A claimed"."""
    rows = [
        f"  - {{actor: {{label: {actor}}}, stance: {stance}, by: {{label: x{n}}}, cite: [s]}}"
        for n, (actor, stance) in enumerate(map(str.split, claims))
    ]
    return page("strikes/e", "responsibility:\n" + "\n".join(rows)).partition('class="ea-facts"')[2]


def test_the_fact_box_says_what_the_claims_are_that_it_folds():
    box = box_of_claims("A claimed", "A denied", "A suspected", "B denied")
    assert "<summary>and 3 more (suspected: A; denied by A, B)</summary>" in box


@pytest.mark.parametrize(("last", "words"), [("denied", "and 4 more, denials among them"), ("suspected", "and 4 more")])
def test_the_fact_box_says_of_many_claims_that_it_folds_whether_one_is_a_denial(last: str, words: str):
    """A phone shows the first facts on half of its screen."""
    box = box_of_claims("A claimed", "A attributed", "B attributed", "C attributed", f"A {last}")
    assert f"<summary>{words}</summary>" in box


def test_the_fact_box_has_accusations_before_suspicions_and_denials():
    """Whatever their order in the file: no denial stands open while what it denies is folded."""
    box = box_of_claims("A no-comment", "A denied", "A suspected", "B attributed", "B acknowledged", "B claimed")
    chips = re.findall(r'<span class="ea-st[^>]*>([\w ]+)</span>', box.partition("</details>")[0])
    assert chips == ["Claimed", "Acknowledged", "Attributed", "Suspected", "Denied", "No comment"]


def test_the_fact_box_says_that_a_listing_is_over():
    listed = "designations:\n- {authority: us-sdgt, listed: 2013, delisted: 2025-11-07, cite: [s]}\n"
    box = page("groups/e", listed).partition('class="ea-facts"')[2].partition("</aside>")[0]
    assert "delisted 7 November 2025" in plain(box)


FACTS = {
    "groups/e": """status: {value: active, cite: [s]}
founded: {value: 2003, cite: [s]}
relations: {type: part-of, target: g1, cite: [s]}
""",
    "leaders/e": """life_status: {value: alive-confirmed, cite: [s]}
birth: {value: 1960, cite: [s]}
roles: {role: leader, group: g1, cite: [s]}
death: {value: 2020, cite: [s]}
""",
}
LISTINGS = """designations:
- {authority: ae, listed: 2014, cite: [s]}
- {authority: us-fto, listed: 2010, cite: [s]}
- {authority: us-sdgt, listed: 2009-07-02, cite: [s]}
- {authority: us-other, listed: 2010-03, cite: [s]}
- {authority: uk, listed: 2013, delisted: 2025-11-07, cite: [s]}
- {authority: eu, listed: 2008, rank: deprecated, reason: superseded-by-later-report, cite: [s]}
- {authority: other, cite: [s]}
"""


@pytest.mark.parametrize("path", ["groups/e", "leaders/e"])
def test_the_open_facts_say_who_lists_a_body_or_a_person(path: str):
    """Each authority once, with the years of its acts, the earliest first; what is over or superseded stands in the table alone."""
    facts = page(path, FACTS[path] + LISTINGS).partition('class="ea-facts"')[2].partition("<summary>All facts")[0]
    row = plain(facts).partition("Designated by ")[2]
    assert row == "United States (2009, 2010), United Arab Emirates (2014), Other authority (undated)"
    assert 'href="#designations"' in facts


def test_the_open_facts_say_nothing_of_listings_where_none_holds():
    listed = "designations:\n- {authority: us-sdgt, listed: 2013, delisted: 2025-11-07, cite: [s]}\n"
    assert "Designated by" not in page("groups/e", listed).partition('class="ea-facts"')[2].partition("</aside>")[0]


def test_the_head_names_all_dates_of_which_none_is_preferred():
    dates = "date:\n  - {{value: 2020-11-28, cite: [s]{}}}\n  - {{value: 2020-11-30, cite: [s]}}"
    heads = [
        plain(page("strikes/e", dates.format(more)).partition('<div class="ea-kind">')[2].partition("</div>")[0])
        for more in ("", ", rank: preferred, reason: more-precise")
    ]
    assert heads[0].endswith("28 November 2020 or 30 November 2020")
    assert "30 November" not in heads[1]


def test_the_head_has_the_date_that_is_given_most_exactly():
    """As the fact box, the indexes and the title."""
    dates = "date:\n  - {value: 2021-02, cite: [s]}\n  - {value: 2021-02, by: g1, cite: [s]}\n  - {value: 2021-02-10, cite: [s]}"
    head = plain(page("strikes/e", dates).partition('<div class="ea-kind">')[2].partition("</div>")[0])
    assert head.endswith("10 February 2021")


@pytest.mark.parametrize(
    ("path", "places", "is_named"),
    [
        ("strikes/e", "place:\n- {{value: town-{}, precision: settlement, cite: [s]}}", True),
        ("groups/e", "area:\n- {{place: town-{}, role: deploys, cite: [s]}}", False),
    ],
)
def test_the_head_names_places_where_it_can_name_all(path: str, places: str, is_named: bool):
    """The first three of eight would say that it is nowhere else, and one deployment reads as the home of a group.

    Two are told apart: with a comma between them the first would seem to lie in the second.
    """
    towns = tuple((f"places/town-{n}", f"name: Town {n}") for n in range(4))
    field, row = places.split("\n")
    heads = [page(path, "\n".join([field, *(row.format(n) for n in range(number))]), towns) for number in (2, 4)]
    few, many = (plain(head.partition('<div class="ea-kind">')[2].partition("</div>")[0]) for head in heads)
    assert ("Town 0 · Town 1" in few) is is_named
    assert ("Town" in few) is is_named
    assert "Town" not in many


@pytest.mark.parametrize(
    ("roles", "led_by", "shown"),
    [
        ("role: secretary-general, when: 2014/.., said: 2024-02-01", "", "Leader secretary-general, as of 1 Feb 2024"),
        ("role: secretary-general, when: ../2014", "", ""),
        ("role: spokesperson, said: 2024-02-01", "", ""),
        ("role: leader, ended_by: killed, said: 2024-02-01", "", ""),
        ("role: leader, when: 2010/.., ended_by: resigned", "name: A, role: leader, ended_by: killed, when: 2020", ""),
        ("role: leader, said: 2024-02-01, rank: deprecated, reason: superseded-by-author", "", ""),
        (
            "role: leader, said: 2020-02-01",
            "name: Naim Q, role: chairman, when: 2026-03-04",
            "Naim Q, chairman, as of 4 Mar 2026",
        ),
    ],
)
def test_the_fact_box_of_a_body_names_its_head(roles: str, led_by: str, shown: str):
    """By the newest statement that tells of no end, with role and date; roles below the head are none."""
    leader = ("leaders/boss", f"name: Leader\nroles:\n  - {{group: e, {roles}, cite: [s]}}")
    own = f"led_by:\n  - {{{led_by}, cite: [s]}}" if led_by else ""
    box = page("groups/e", own, (leader,)).partition('class="ea-facts"')[2].partition("</aside>")[0]
    assert plain(box.partition("<dt>Led by</dt>")[2].partition("</div>")[0]) == shown


def test_who_leads_is_dated_by_works_that_say_so():
    """A later work that names another leader, or says something else, does not make the first one lead until then."""
    works = tuple((f"sources/{year}-work", f"issued: {year}") for year in (2019, 2021, 2023))
    cite = "[2019-work, {src: 2021-work, stance: context}, {src: 2023-work, stance: disputes}]"
    roles = f"roles:\n  - {{group: e, role: leader, when: 2018/.., cite: {cite}}}"
    first = ("leaders/boss", f"name: First\n{roles}")
    box = page("groups/e", "", (*works, first)).partition("<dt>Led by</dt>")[2].partition("</div>")[0]
    assert plain(box) == "First leader, as of 2019"
    other = "roles:\n  - {group: e, role: leader, when: 2017/.., cite: [2021-work]}"
    others = (*works, first, ("leaders/other", f"name: Other\n{other}"))
    text = page("groups/e", "", others)
    assert plain(text.partition("<dt>Led by</dt>")[2].partition("</div>")[0]) == "Other leader, as of 2021"
    assert "Latest source</dt><dd>15 Feb 2021<" in text


def test_the_fact_box_says_when_a_post_without_an_end_was_last_reported():
    """Two posts of which one was reported years ago are no two present posts; of one that ended nothing more is said."""
    works = tuple((f"sources/{year}-work", f"issued: {year}-05") for year in (2019, 2021, 2023))
    rows = [
        "{body: {label: Old}, post: deputy, when: 2018/.., cite: [2019-work]}",
        "{body: {label: Old}, post: deputy, when: 2018/.., by: {label: X}, cite: [2021-work]}",
        "{body: {label: Old}, post: deputy, when: 2018/2023, rank: deprecated, reason: misquotation, cite: [2023-work]}",
        "{body: {label: Over}, post: member, when: 2014/2018, cite: [2019-work]}",
        "{body: {label: Open}, post: envoy, when: 2014/, cite: [2019-work]}",
    ]
    text = page("leaders/man", "offices:\n" + "".join(f"  - {row}\n" for row in rows), works)
    box = text.partition("<dt>Offices</dt>")[2].partition("</div>")[0]
    said = [plain(words) for words in re.findall(r'<span class="ea-sub">(.*?)</span>', box)]
    assert sorted(said) == ["2014 to 2018", "from 2014, end not known", "since 2018; last reported May 2021"]


def test_a_dissolution_has_a_day_and_no_end():
    """What was dissolved stays so: that its end is not known says nothing."""
    text = page("groups/g", "status: [{value: dissolved-declared, when: 2025-01-29/, cite: [s]}]")
    assert "29 January 2025</span>" in text
    assert "end not known" not in text


def test_a_name_in_two_keyboards_stands_once_in_the_heading():
    """Arabic and Persian have their own kaf and ya; the table of names has both spellings."""
    names = ("جعفر الحسيني", "جعفر الحسینی", "أبو كاظم")
    given = "\n".join(
        f"  - {{text: {name}, lang: {lang}}}" for name, lang in zip(names, ("ar", "fa", "ar"), strict=True)
    )
    text = page("leaders/man", f"names:\n{given}")
    head = text.partition('<div class="ea-native">')[2].partition("</div>")[0]
    assert re.findall('data-name="(.*?)"', head) == [names[0], names[2]]
    assert set(names) <= set(re.findall('data-name="(.*?)"', text.partition("{#names}")[2]))


def test_events_that_name_it_in_superseded_statements_alone():
    """They stand in the table, marked, and neither in the timeline nor in counts and links at the top."""
    wrong = "responsibility: {actor: e, stance: attributed, rank: deprecated, reason: retracted-by-source, cite: [s]}"
    right = "responsibility: {actor: e, stance: attributed, cite: [s]}"
    texts = (("strikes/one", f"name: First\n{right}"), ("strikes/two", f"name: Second\n{wrong}"))
    text = page("groups/e", "", texts)
    top = text.partition('class="ea-facts"')[2].partition("</aside>")[0]
    assert "First" in top
    assert "Second" not in top
    timeline = text.partition("## Timeline")[2].partition("\n## ")[0]
    assert "First" in timeline
    assert "Second" not in timeline
    assert "Second" in text


def chapter_names(text: str) -> list[str]:
    return re.findall(r"^## (.*?) \{#", text, re.MULTILINE)


def test_a_publisher_shows_its_works_first_and_its_owners_once():
    """Those that were superseded stand beside the others, marked as everywhere."""
    owners = "owner:\n  - {value: g1, rank: deprecated, reason: wrong-person, cite: [s]}\n  - {value: g2, cite: [s]}"
    party = "party_to_conflict: {value: true, rank: deprecated, reason: wrong-person, cite: [s]}"
    text = page("publishers/e", f"{owners}\n{party}")
    assert chapter_names(text)[:4] == ["Works", "What rests on it", "Ownership and affiliation", "Facts"]
    owned = plain(text.partition("## Ownership")[2].partition("\n## ")[0])
    assert owned.index("G2 ") < owned.index("G1 ") < owned.index("Superseded wrong person")
    assert "G2 " not in plain(text.partition("## Facts")[2].partition("\n## ")[0])


def test_a_place_shows_what_happened_there_before_where_it_lies():
    event = ("strikes/f", "name: A raid\nplace: {value: e, precision: settlement, cite: [s]}")
    text = page("places/e", "coordinates: [33.3, 44.4]", (event,))
    assert chapter_names(text)[:3] == ["Events here", "On the map", "Location"]
    assert 'class="ea-lead"' not in text


def test_an_area_leads_to_what_lies_in_its_places():
    """Its own page lists only what is placed no more exactly than in it."""
    town = ("places/town", "{name: Town, type: settlement, governorate: e, country: IQ, coordinates: [33.3, 44.4]}")
    event = ("strikes/f", "name: A raid\nplace: {value: town, precision: settlement, cite: [s]}")
    area = "name: The east\ntype: governorate\ncountry: IQ"

    def events(*others: tuple[str, str]) -> int:
        text = page("places/e", area, others)
        link = '<a href="../strikes/index.html?governorate=e">Events</a>'
        (count,) = re.findall(rf"{re.escape(link)} here and in its places</dt><dd>(\d+)</dd>", text)
        return int(count)

    assert events(town, event) == events(town) + 1


SITE = "name: The depot\nplace: {value: e, precision: settlement, cite: [s]}"
HELD = """control:
  - {controller: g1, when: 2014/2017, cite: [s]}
  - {controller: g2, when: 2018/.., by: g2, cite: [s]}
  - {controller: g1, when: 2019, rank: deprecated, reason: wrong-person, cite: [s]}"""


def test_a_place_shows_who_held_its_sites():
    """Each statement of the site with who says it, and a link to it and its sources."""
    others = (("bases/depot", f"{SITE}\n{HELD}"), ("groups/g1", "name: The First"), ("groups/g2", "name: The Second"))
    text = page("places/e", others=others)
    assert chapter_names(text)[:2] == ["Who held the sites here", "Bases and sites here"]
    held = text.partition("## Who held the sites here {#held}")[2].partition("\n## ")[0]
    assert "The depot The First" in plain(held)
    assert "The Second , since 2018 according to The Second" in plain(held)
    assert "according to A publisher superseded" in plain(held)
    assert "independent sources" not in plain(held)  # nothing is said of the only one
    links = re.findall(r'href="(../bases/depot.html#s-[0-9a-f]+)"', held)
    assert len(set(links)) == 3
    own = page("bases/depot", others[0][1], (("places/e", ""), *others[1:]))
    assert all(f'id="{link.partition("#")[2]}"' in own for link in links)


def test_a_place_says_nothing_of_who_held_it_where_nothing_is_recorded():
    assert "Who held" not in page("places/e", others=(("bases/depot", SITE),))


def test_a_place_says_nothing_of_who_held_sites_that_lie_elsewhere():
    place = "place: {value: e, precision: settlement, rank: deprecated, reason: wrong-person, cite: [s]}"
    others = (("bases/depot", f"name: The depot\n{place}\n{HELD}"), ("groups/g1", ""), ("groups/g2", ""))
    assert "Who held" not in page("places/e", others=others)


def test_a_source_without_an_end_is_as_new_as_its_beginning():
    """One that has been published since 2020 is not the newest beside one of 2021."""
    texts = (("sources/running", "title: R\nissued: 2020/.."), ("sources/new", "title: N\nissued: 2021-03-02"))
    text = page("groups/e", "status: {value: active, cite: [running, new]}", texts)
    assert plain(text.partition("<dt>Latest source</dt>")[2].partition("</div>")[0]) == "2 Mar 2021"


@pytest.mark.parametrize(
    ("issued", "shown"), [("2022?", "2022 (uncertain)"), ("2022/", "2022–?"), ("2022%", "about 2022 (uncertain)")]
)
def test_the_latest_source_is_dated_as_in_other_places(issued: str, shown: str):
    text = page("groups/e", "status: {value: active, cite: [new]}", (("sources/new", f"issued: {issued}"),))
    assert plain(text.partition("<dt>Latest source</dt>")[2].partition("</div>")[0]) == shown


def test_the_latest_source_may_be_that_of_the_head():
    """The box shows who leads by a statement of another entry; the head of the page does not call an older source the latest."""
    leader = ("leaders/boss", "name: Leader\nroles:\n  - {group: e, role: leader, said: 2024-02-01, cite: [new]}")
    head = page("groups/e", "", (leader, ("sources/new", "title: N\nissued: 2024-02-02"))).partition("Latest source")[2]
    assert plain(head.partition("</div>")[0]) == "2 Feb 2024"


def test_works_without_a_date_stand_beside_the_latest_source():
    """They may be later, as one on an event after it."""
    others = (("sources/old", "title: N\nissued: 2024-02"), ("sources/new", "title: M\nissued: unknown"))
    head = page("groups/e", "status: {value: active, cite: [old, new]}", others).partition("Latest source")[2]
    assert plain(head.partition("</div>")[0]) == "Feb 2024; 1 undated"


def test_a_page_leaves_nothing_for_the_garbage_collector() -> None:
    """What a page was made of is forgotten at once: thousands are made in a row."""
    atlas = corpus()
    pages = EntryPages(atlas, None)
    gc.collect()
    gc.disable()
    try:
        for entry in atlas.entries.values():
            list(pages.of(entry))
        left = [item.entry.id for item in gc.get_objects() if isinstance(item, EntryPage)]
    finally:
        gc.enable()
    assert left == []


def test_what_a_body_says_stands_with_the_newest_first():
    """Of a time with an open start the last day counts; what has no date stands last."""
    days = ("", "when: ../2020-12-14", "said: 2024-05-01", "said: 2019-03-02")
    rows = "\n".join(
        f"  - {{value: V{i}, type: threat, by: {{label: x}}, {day + ', ' if day else ''}cite: [s]}}"
        for i, day in enumerate(days)
    )
    table = page("groups/g", f"declarations:\n{rows}").partition("## Declarations and media")[2].partition("\n## ")[0]
    assert re.findall(r">V(\d)<", table) == ["2", "1", "3", "0"]


def test_a_list_of_events_at_a_site_counts_entries_alone():
    """With the way to the same events in the index; one event needs none."""
    event = "date: {value: 2019-05-01, cite: [s]}\ntargets: {type: base, site: b, cite: [s]}"
    one = render_pages(atlas_of({"bases/b": "", "strikes/x": event}))["bases/b.md"].decode()
    assert ">1 with an entry; sources may count more.</p>" in one
    two = render_pages(atlas_of({"bases/b": "", "strikes/x": event, "strikes/y": event}))["bases/b.md"].decode()
    way = '<a href="../strikes/index.html?site-aimed-at-or-hit=b">Filter, download</a>'
    assert f">2 with an entry; sources may count more. {way}</p>" in two


def test_a_chapter_has_all_its_figures(monkeypatch: pytest.MonkeyPatch):
    """What is not recorded of a property stands below whatever else its chapter begins with."""
    kind = replace(Group.kind, chapters=(Chapter("text", "Background", "designations"),))
    monkeypatch.setattr(Group, "kind", kind)
    made = page("groups/g", "body: 'Words of the background [@s].'")
    chapter = made.partition("{#text}")[2].partition("\n## ")[0]
    assert "Words of the background" in chapter
    assert "No designation is recorded." in chapter


@pytest.mark.parametrize(
    ("id", "stated", "chosen"),
    [
        ("groups/a", "responsibility: {actor: a, stance: claimed, cite: [s]}", "who-is-named=a"),
        ("groups/a", "targets: {type: base, actor: a, cite: [s]}", "side-aimed-at-or-hit=a"),
        ("places/a", "place: {value: a, precision: settlement, cite: [s]}", "town-or-area=a"),
    ],
)
def test_events_of_groups_and_places_lead_to_the_same_in_the_index(id: str, stated: str, chosen: str):
    event = f"date: {{value: 2019-05-01, cite: [s]}}\n{stated}"
    text = render_pages(atlas_of({id: "", "strikes/x": event, "strikes/y": event}))[f"{id}.md"].decode()
    way = f'<a href="../strikes/index.html?{chosen}">Filter, download</a>'
    assert f">2 with an entry; sources may count more. {way}</p>" in text


def test_events_of_a_place_say_who_is_said_to_have_done_them():
    """In the row of the event, behind the words on the place: each account with its stance and its speaker."""
    accounts = (
        "[{actor: g1, stance: attributed, by: {label: X}, cite: [s]}, {actor: g1, stance: denied, by: g1, cite: [s]}]"
    )
    made = render_pages(atlas_of({"strikes/it": f"responsibility: {accounts}"}))["places/town.md"].decode()
    row = next(line for line in made.splitlines() if line.startswith("<tr>") and "strikes/it.html" in line)
    assert re.findall(r"[^<>\n]+", row.partition("<td><div>")[2])[0].startswith("In the town")
    told = [re.sub("<.*?>", "", part) for part in row.split("<div>")[2:]]
    assert [part.removesuffix("\xa0#") for part in told] == [
        "Attributed to A group according to X",
        "Denied by A group according to A group",
    ]
