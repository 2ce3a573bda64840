"""The page of relations: trees as nested lists, each pair once with all who say so, and a table of every statement by sort."""

from __future__ import annotations

import re

import pytest

from euphrates_atlas.facts.ties import all_ties
from euphrates_atlas.render.overviews import network_picture
from euphrates_atlas.render.overviews.network_pages import MAX_ROWS, Network, network_of
from euphrates_atlas.render.overviews.network_picture import svg_of
from euphrates_atlas.render.overviews.network_trees import MAX_DEPTH
from tests.markup import by_pyromark
from tests.stores import atlas_of, render_pages, whole_store


def page(store: dict[str, str]) -> Network:
    return network_of(atlas_of(store))


def group(name: str, *relations: str) -> str:
    held = "".join(f"  - {{{relation}, cite: [s]}}\n" for relation in relations)
    return f"name: {name}\n" + (f"relations:\n{held}" if held else "")


def outline(html: str) -> str:
    """Return a list as words and brackets: `A[B[C]]`."""
    bare = re.sub(r'<span class="ea-tree-said">.*?</span>|<(?!/?ul|/?li)[^>]*>', "", html)
    bare = re.sub(r"<ul[^>]*>", "[", bare).replace("</ul>", "]").replace("<li>", "").replace("</li>", ";")
    return re.sub(r"\s*;\s*(?=])", "", bare).replace(" ", "").removeprefix("[").removesuffix("]")


def test_parts_members_and_facades_stand_under_their_bodies() -> None:
    """Whichever end the statement is written on; a superseded one stands in the table alone."""
    found = page(
        {
            "groups/g1": group("Top", "type: parent-of, target: g2"),
            "groups/g2": group("Middle"),
            "groups/g3": group(
                "Low",
                "type: facade-of, target: g2, by: g1, when: 2020, rank: preferred, reason: latest-assessment",
                "type: facade-of, target: g1, rank: deprecated, reason: superseded-by-author",
            ),
        }
    )

    assert outline(found.under[0]) == "Top[Middle[Low]]"
    assert "façade of, according to " in found.under[0]
    assert "(2020), preferred" in found.under[0]
    assert [(sort.code, [row.style for row in rows]) for sort, rows in found.sorts] == [
        ("parent-of", [""]),
        ("facade-of", ["", "ea-dep"]),
    ]


def test_one_under_several_is_named_under_each_and_opened_once() -> None:
    found = page(
        {
            "groups/g1": group("A"),
            "groups/g2": group("B"),
            "groups/g3": group("C", "type: part-of, target: g1", "type: member-of, target: g2"),
            "groups/g4": group("D", "type: part-of, target: g3"),
        }
    )

    assert outline(found.under[0]) == "A[C[D]];B[Cmemberslistedabove]"
    assert 'id="under-g3"' in found.under[0]
    assert 'href="#under-g3"' in found.under[0]


def test_a_circle_ends() -> None:
    """Two that each claim the other, and a chain deeper than a list should be: all are there, none for ever."""
    store = {
        "groups/g1": group("A", "type: part-of, target: g2"),
        "groups/g2": group("B", "type: part-of, target: g1"),
    }
    store |= {f"groups/x{n:02}": group(f"X{n:02}", f"type: part-of, target: x{n + 1:02}") for n in range(30)}
    found = page({**store, "groups/x30": group("X30")})

    assert outline(found.under[0]).count("[") > 30 / MAX_DEPTH
    for name in ("A", "B", *(f"X{n:02}" for n in range(31))):
        assert f">{name}</a>" in found.under[0]
    assert found.under[0].count("<ul") == found.under[0].count("</ul>")


def test_what_came_from_what() -> None:
    """The earlier body first, whichever end the statement is written on."""
    found = page(
        {
            "groups/g1": group("Old"),
            "groups/g2": group("Split", "type: splinter-of, target: g1"),
            "groups/g3": group("Gone", "type: merged-into, target: g2"),
        }
    )

    assert outline(found.origins[0]) == "Gone[Split];Old[Split]"
    assert "formed from, according to " in found.origins[0]


def test_each_statement_of_the_store_stands_in_a_table_once() -> None:
    atlas = whole_store()
    found = network_of(atlas)

    typed = [tie for tie in all_ties(atlas) if tie.typing is not None or tie.declared.tie_words]
    assert sum(len(rows) for _, rows in found.sorts) == found.statements == len(typed)
    assert {
        anchor for _, rows in found.sorts for row in rows for anchor in re.findall(r"#(s-\w+)", str(row.cells[0]))
    } == {tie.fact.anchor for tie in typed}


def test_hostile_names_and_an_empty_store() -> None:
    evil = "<script>alert(1)</script>"
    store = {"groups/g1": group(f'"{evil}"', f'type: part-of, target: g2, by: {{label: "{evil}"}}')}

    text = render_pages(atlas_of(store))["network/index.md"].decode()
    assert "<script" not in by_pyromark(text.split("\n---\n", 1)[1])
    assert "No relation is recorded yet." in render_pages(atlas_of({}))["network/index.md"].decode()


@pytest.mark.parametrize(
    ("room", "names", "lines"),
    [
        (5, ["A", "A1", "A2", "B", "B1"], 5),
        (4, ["A", "A1 (+1)", "B", "B1"], 4),
        (3, ["A (+2)", "B (+1)"], 1),
        (1, [], 0),
    ],
)
def test_too_many_bodies_are_drawn_in_the_box_above(
    monkeypatch: pytest.MonkeyPatch, room: int, names: list[str], lines: int
) -> None:
    """As deep as there is room; ties within a box are left out, those of two boxes are one line."""
    monkeypatch.setattr(network_picture, "MOST_BODIES", room)
    under = "type: part-of, target: {}"
    store = {
        "groups/g1": group("A"),
        "groups/a1": group("A1", under.format("g1"), "type: cooperates-with, target: b1"),
        "groups/a2": group("A2", under.format("a1"), "type: cooperates-with, target: g2"),
        "groups/g2": group("B"),
        "groups/b1": group("B1", under.format("g2")),
    }
    bodies, drawn = page(store).picture
    assert [body.name for body in bodies] == names
    assert len(drawn) == lines


def test_a_circle_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network_picture, "MOST_BODIES", 2)
    ends = {f"groups/g{n}": group(f"G{n}", f"type: part-of, target: g{n % 3 + 1}") for n in (1, 2, 3)}
    assert page(ends).picture == ([], [])


def test_a_thousand_bodies_are_drawn() -> None:
    """Of trees of ten each: the picture stays within what a page may weigh."""
    store = {
        f"groups/t{n}": group(f"Body number {n}", *([f"type: part-of, target: t{n - n % 10}"] if n % 10 else []))
        for n in range(1000)
    }
    picture = page(store).picture
    assert {body.name for body in picture[0]} >= {"Body number 0 (+9)", "Body number 990 (+9)"}
    assert len(svg_of(picture)) < 100_000


def test_many_relations_go_over_several_pages() -> None:
    """Trees and sorts have pages of their own; a body that was opened on another page is led to there."""
    tops = {f"groups/top-{n}": group(f"Top {n}") for n in range(2)}
    low = {
        f"groups/low-{n:03}": group(
            f"Low {n:03}", "type: part-of, target: top-0", *(["type: member-of, target: top-1"] * (n == 0))
        )
        for n in range(MAX_ROWS + 1)
    }
    lowest = {"groups/lowest": group("Lowest", "type: part-of, target: low-000")}
    pages = render_pages(atlas_of(tops | low | lowest)).below("network")

    assert pages.keys() == {
        f"network/{name}.md" for name in ("index", "under", "under-2", "part-of", "part-of-2", "member-of")
    }
    assert '<a href="part-of.html">' in pages["network/index.md"]
    assert "<tr" not in pages["network/under.md"]
    assert [pages[f"network/part-of{part}.md"].count('<th scope="row">') for part in ("", "-2")] == [MAX_ROWS, 2]
    assert 'href="under.html#under-low-000"' in pages["network/under-2.md"]


@pytest.mark.parametrize(
    ("role", "when"),
    [
        ("when: 2020/2021", "2020–2021"),
        ("cite: [old, new]", "undated; reported 2019–2022"),
        ("cite: [new]", "undated; reported 2022"),
        ("said: ../2018", "undated; reported 2018"),
        ("ended_by: unknown, cite: [old]", "ended; reported 2019"),
        ("said: 2020-03, cite: [new]", "undated; reported 2020"),
    ],
)
def test_two_roles_without_a_time_are_told_apart(role: str, when: str) -> None:
    """A former holder of a post and the present one do not look the same: the years in which each was reported say so."""
    cite = "" if "cite" in role else ", cite: [old]"
    found = page(
        {
            "groups/g1": group("Body"),
            "leaders/p1": f"name: Somebody\nroles: {{group: g1, role: secretary-general, {role}{cite}}}",
            "sources/old": "issued: 2019",
            "sources/new": "issued: 2022-05-10",
        }
    )

    assert [row.cells[2] for _, rows in found.sorts for row in rows] == [when]
