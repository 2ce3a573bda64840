"""Every format of the whole data, read back by a library of others: the same ids, numbers and periods in all."""

from __future__ import annotations

import csv
import gzip
import html
import importlib.util
import io
import json
import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from contextlib import closing
from fractions import Fraction
from functools import cache
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import duckdb
import geojson
import jsonschema
import networkx
import pytest
from referencing import Registry, Resource

from euphrates_atlas import cli, resources
from euphrates_atlas.draw.basemap import features
from euphrates_atlas.draw.locations import MapLocation, locate, placings
from euphrates_atlas.export.data_tables import DataTables
from euphrates_atlas.export.export_files import _WRITERS, CHECKSUMS, DATA_FORMATS, EXAMPLES, README, readme
from euphrates_atlas.export.geo_files import _geometry
from euphrates_atlas.export.identity import checksum
from euphrates_atlas.export.schema import entry_schema, schema_files
from euphrates_atlas.export.table_files import NUMBERS, views
from euphrates_atlas.findings import CommandFailed
from euphrates_atlas.model.atlas import plain
from euphrates_atlas.model.roles import Work
from euphrates_atlas.render.overviews import data_page
from euphrates_atlas.render.site_input import SiteInput
from euphrates_atlas.subject import site_address
from tests.overlays import BASE, RULES, WHOLE, lay
from tests.stores import REPOSITORY, atlas_of, corpus, corpus_pages, whole_store

SITE = site_address()
FORMATS = {format.name: format for format in DATA_FORMATS}


@cache
def tables() -> DataTables:
    return DataTables(whole_store())


def written(name: str, tables: DataTables) -> dict[str, bytes]:
    """Return the files of a format, unpacked."""
    made = FORMATS[name].write(tables)
    return {file: data if isinstance(data, bytes) else b"".join(data) for file, data in made}


@cache
def files(name: str) -> dict[str, bytes]:
    """Return the files of a format for the whole store, unpacked."""
    return written(name, tables())


MOST_TIMES = 4.5
"""So many times the bytes of the entries are those of all files together at most."""
MOST_OF_A_FILE = 12 * 2**20
"""Bytes: with twice the entries no file is larger than hosts take."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return all files of the site that programs read in the tests below."""
    made = tmp_path_factory.mktemp("data")
    for name in ("csv", "sqlite", "json", "geojson", "graphml"):
        for file, data in FORMATS[name].files(tables()):
            (made / file).write_bytes(data)
    with closing(sqlite3.connect(made / "atlas.sqlite")) as database:
        database.executescript(gzip.decompress((made / "atlas.sql.gz").read_bytes()).decode())
    return made


@pytest.fixture(scope="module")
def database(folder: Path):
    with sqlite3.connect(folder / "atlas.sqlite") as held:
        held.executescript(search_index())
        yield held


def search_index() -> str:
    """Return the statements that make the full-text index, as the data page and README.txt show them."""
    (example,) = [example["text"] for example in resources.yaml_table(EXAMPLES) if "CREATE" in example["text"]]
    return example


@cache
def periods() -> dict[str, str | None]:
    """Return the period of each statement, by its key."""
    return {row["statement"]: row["period"] for row in tables()["statements"].records()}


@pytest.mark.parametrize("format", [f for f in DATA_FORMATS if not f.extra], ids=lambda f: f.name)
def test_the_same_tables_give_the_same_bytes(format):
    assert dict(format.files(DataTables(corpus()))) == dict(format.files(DataTables(corpus())))


def test_packed_files_say_nothing_of_when_and_where_they_were_made():
    """No name, no time, and no system: the head of gzip is the same from every machine."""
    heads = {
        data[:10] for format in DATA_FORMATS if format.compressed for _, data in format.files(DataTables(corpus()))
    }
    assert heads == {bytes.fromhex("1f8b08000000000000ff")}


def test_all_files_together_are_small():
    """By the entries that they tell of; and each is so small that hosts take it with twice the entries too."""
    sizes = {file: len(data) for f in DATA_FORMATS if not f.extra for file, data in f.files(tables())}
    entries = sum(file.stat().st_size for file in WHOLE.glob("*/*.yml"))
    assert sum(sizes.values()) < MOST_TIMES * entries
    assert {file: size for file, size in sizes.items() if size > MOST_OF_A_FILE} == {}


def test_the_checksums_are_of_all_files_and_the_readme():
    made = dict(data_page.pages(SiteInput(corpus())))
    sums = dict(line.split("  ")[::-1] for line in made[f"data/v1/{CHECKSUMS}"].decode().splitlines())
    files = {path.rpartition("/")[2]: data for path, data in made.items() if isinstance(data, bytes)}
    assert files[README] == readme("groups")
    assert sums == {name: checksum(data) for name, data in files.items() if name != CHECKSUMS}


def test_the_readme_says_how_to_open_the_files_of_each_format():
    """Arabic in a spreadsheet, what is packed, and the index that is left out."""
    words = " ".join(readme("groups").decode().split())
    for format in DATA_FORMATS:
        assert (" ".join(format.open.replace("{folder}", "groups").split()) in words) is not bool(format.extra)
    assert "From Text/CSV, and 65001 (UTF-8)" in words
    assert "gunzip" in words
    assert " ".join(search_index().split()) in words


def test_the_database_is_sound_and_agrees(database):
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert dict(database.execute("SELECT statement, period FROM statements")) == periods()
    for table in tables().all:
        assert database.execute(f"SELECT count(*) FROM {table.name}").fetchone() == (len([*table.rows]),)


def test_the_views_answer(database):
    """What may have held on a day; numbers with both bounds; each disagreement with all its accounts."""
    held = {
        key
        for (key,) in database.execute("SELECT statement FROM as_of WHERE '2019-06-01' BETWEEN first_day AND last_day")
    }
    records = {row["statement"]: row for row in tables()["statements"].records()}
    assert held == {
        key
        for key, row in records.items()
        if row["rank"] != "deprecated"
        and (row["period_earliest"] or "0001") <= "2019-06-01" <= (row["period_latest"] or "9999")
    }
    bounds = database.execute("SELECT low, best, high FROM low_best_high").fetchall()
    assert all(low is None or best is None or low <= best for low, best, _ in bounds)
    contested = {key for (key,) in database.execute("SELECT statement FROM contested")}
    assert contested == {key for key, row in records.items() if row["contested"]}
    found = database.execute("SELECT DISTINCT entry FROM search WHERE search MATCH 'الحشد'").fetchall()
    assert ("popular-mobilization-forces",) in found


def test_a_wrong_view_of_a_subject_is_named(monkeypatch):
    wrong = {"kinds/views.sql": b"CREATE VIEW broken AS SELEKT 1;"}
    table = resources.table
    monkeypatch.setattr(resources, "table", lambda place: wrong.get(place) or table(place))
    fresh = DataTables(corpus())

    with pytest.raises(CommandFailed, match=r"kinds/views.sql: near \"SELEKT\": syntax error"):
        views(fresh)


def test_each_view_says_what_it_holds(database):
    views = dict(database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'view'").fetchall())
    assert views.keys() >= {"as_of", "claims", "designations"}
    assert [name for name, made in views.items() if not re.match(r"CREATE VIEW \w+ AS\n +-- [A-Z].*\.\n", made)] == []


def test_claims_units_and_designations_are_one_query_each(database):
    """With who claims and when, who commands, who listed; every claim with an entry says of what sorts the body is."""
    records = list(tables()["statements"].records())
    claims = database.execute("SELECT statement, claimant, claimant_types, event, event_date FROM claims").fetchall()
    expected = {
        row["statement"]
        for row in records
        if json.loads(row["parts"]).get("stance") in ("claimed", "acknowledged")
        or (row["property"], json.loads(row["parts"]).get("type")) == ("declarations", "claim-of-campaign")
    }
    assert {key for key, *_ in claims} == expected
    assert all(claimant for _, claimant, *_ in claims)
    sorts = defaultdict(set)
    for row in records:
        if row["property"] == "type" and row["rank"] != "deprecated":
            sorts[row["entry"]].add(json.loads(row["parts"])["value"])
    assert all(set((own or "").split(",")) == sorts.get(claimant, {""}) for _, claimant, own, *_ in claims)
    assert any(len(own) > 1 for own in sorts.values())
    assert all(date for *_, event, date in claims if event)
    doubted = {
        row["entry"]
        for row in records
        if row["property"] == "date" and row["contested"] and row["rank"] != "deprecated"
    }
    for event, is_doubted in database.execute("SELECT event, date_contested FROM claims WHERE event IS NOT NULL"):
        assert is_doubted == (event in doubted)
    for event, is_series in database.execute("SELECT event, is_series FROM claims WHERE event IS NOT NULL"):
        assert is_series == ("attack-series" in sorts[event])
    for view, name in (("units", "units"), ("designations", "designations")):
        keys = {key for (key,) in database.execute(f"SELECT statement FROM {view}")}
        assert keys == {row["statement"] for row in records if row["property"] == name}
    units = database.execute("SELECT body, unit FROM units").fetchall()
    assert all(body and body != unit for body, unit in units), "a unit has a body, and is not that body"


def test_entries_of_every_kind_are_in_the_database_with_what_they_say(database):
    """Fields that no other table has are in one column; publishers, places and events have views of their own."""
    atlas = whole_store()
    held = {
        id: json.loads(fields) for id, fields in database.execute("SELECT id, fields FROM entries WHERE fields <> ''")
    }
    assert any("gaps" in own for own in held.values())
    in_other_tables = {"name", "names", "identifiers", "redirects", "corrections", "reviewed"}
    for entry in atlas:
        record, own = plain(entry.record), held.get(entry.id, {})
        assert own.items() <= record.items()
        if not isinstance(entry.record, Work):
            statements = {field.name for field, _ in entry.shape.properties}
            assert record.keys() <= {*own, *statements, *entry.shape.prose, *in_other_tables}, entry.id
    publishers = dict(database.execute("SELECT id, reliability FROM publishers"))
    works = [entry.record for entry in atlas if isinstance(entry.record, Work)]
    assert publishers.keys() == {work.publisher for work in works}
    assert publishers == {id: getattr(atlas[id].record, "reliability", None) for id in publishers}
    places = database.execute("SELECT id, country, latitude FROM places").fetchall()
    assert {(entry.id, entry.record.country) for entry in atlas.of_kind(atlas["baghdad"].kind)} == {
        (id, country) for id, country, _ in places
    }
    events = database.execute("SELECT event, date, country, is_series FROM events").fetchall()
    assert len(events) == sum(entry.kind.key == "event" for entry in atlas)
    for event, date, _, _ in events:
        assert date in {fact.value.text for fact in atlas[event].standing_facts("date")}


def test_numbers_of_the_site_come_from_the_database(database, whole_pages: dict[str, str]):
    """The ten that the page of data prints with their queries, as the state of the atlas and the first page show them."""
    of = {label: database.execute(query).fetchone()[0] for label, query in NUMBERS}
    state, home = whole_pages["state/index.md"], whole_pages["index.md"]
    shown = dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", state))
    by_kind = re.findall(r"<tr><th scope=\"row\">.*?</tr>", state[: state.index("## Sourcing")])
    totals = [
        int(n.replace(",", "")) for n in re.findall(r">([\d,]+)</td>", "".join(r for r in by_kind if ">All<" in r))
    ]

    assert len(of) == 10
    assert of["Entries"] == totals[0]
    assert f"{of['Statements']:,}" == shown["Statements"]
    thin, standing = of["Those of one origin"], of["Statements that are not superseded"]
    assert shown["Statements that rest on one origin"].startswith(f"{thin:,} of {standing:,} ")
    without, web = of["Those without an archived copy"], of["Works on the web"]
    assert shown["No archived copy on record"].startswith(f"{without:,} of {web:,} ")
    assert f"All {of['Disagreements']:,} disagreements" in home
    assert f">{of['Works']:,} sources<" in home
    if "Reviews overdue" in shown:
        assert f"of {of['Entries that somebody has reviewed']:,}," in shown["Reviews overdue"]
    differing = of["Entries in which accounts differ"]
    assert f" in {differing:,} entries" in whole_pages["differ/index.md"]


def test_entries_are_valid_by_the_schema_that_they_name():
    """The envelope, and the record in it by the schema of its kind; each schema has an address of its own."""
    schemas = {name: json.loads(text) for name, text in schema_files(for_data=True)}
    addresses = [schema["$id"] for schema in schemas.values()]
    assert len({*addresses}) == len(addresses)
    registry = Registry().with_resources((s["$id"], Resource.from_contents(s)) for s in schemas.values())
    judge = jsonschema.Draft202012Validator(entry_schema(), registry=registry)
    for kind in corpus().kinds:
        made = written("json", DataTables(corpus()))
        for entry in map(json.loads, made[f"{kind.folder}.jsonl"].splitlines()):
            assert [error.message[:300] for error in judge.iter_errors(entry)] == [], entry["id"]
    assert [*judge.iter_errors({"id": "a", "moved_to": "b", "address": f"{SITE}groups/b.html"})] == []
    assert [*judge.iter_errors({"id": "a"})]


def test_lines_have_the_same_entries_and_statements():
    seen = {}
    for kind in whole_store().kinds:
        for entry in map(json.loads, files("json")[f"{kind.folder}.jsonl"].splitlines()):
            for statement in entry["statements"]:
                typed = entry["record"][statement["property"]][statement["index"]]
                seen[f"{entry['id']}#s-{statement['id']}"] = typed.get("when")
    assert seen == periods()
    lines = map(json.loads, files("json")["statements.jsonl"].splitlines())
    assert {row["statement"]: row["period"] for row in lines} == periods()


def test_duckdb_reads_all_entries_in_a_gigabyte(folder: Path):
    """With its plain `read_json`, whose buffers are 32 MB for each file."""
    base = duckdb.connect()
    base.execute("SET memory_limit = '1GB'")
    names = [str(folder / f"{kind.folder}.jsonl.gz") for kind in whole_store().kinds]
    query = "SELECT count(DISTINCT id), sum(len(statements)) FROM read_json(?)"
    assert base.execute(query, [names]).fetchone() == (len(whole_store().entries), len(periods()))
    csv = base.execute("SELECT statement, period FROM read_csv(?)", [str(folder / "statements.csv")]).fetchall()
    assert dict(csv) == periods()


def test_the_graph_has_an_edge_for_each_entry_that_a_statement_names():
    graph = networkx.read_graphml(io.BytesIO(files("graphml")["ties.graphml"]), force_multigraph=True)
    expected = {}
    for row in tables()["statements"].records():
        for id, target in ties(row):
            expected[id] = (row["entry"], target, row["period"], row["contested"])
    told = {}
    for source, target, key, data in graph.edges(keys=True, data=True):
        told[key] = (source, target, data.get("period"), data["contested"])
    assert told == expected


def ties(row: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the id and the target of each tie that a statement makes to another entry."""
    ties = [(row["statement"], row["target"])]
    ties += [(f"{row['statement']}.{target}", target) for target in (row["further_targets"] or "").split()]
    return [(id, target) for id, target in ties if target not in (None, row["entry"])]


def test_a_site_and_the_actor_whose_it_is_are_both_tied_to_the_attack_on_it():
    target = "targets: {type: base, site: site1, actor: g1, cite: [s]}"
    atlas = atlas_of({"strikes/struck": target})
    (row,) = (row for row in DataTables(atlas)["statements"].records() if row["property"] == "targets")
    assert (row["target"], row["further_targets"]) == ("site1", "g1")
    graph = written("graphml", DataTables(atlas))["ties.graphml"]
    assert graph.count(f'<edge id="{row["statement"]}'.encode()) == 2
    entities = written("ftm", DataTables(atlas))["entities.ftm.json"]
    links = [entity for entity in map(json.loads, entities.splitlines()) if entity["schema"] == "UnknownLink"]
    assert [link["properties"]["object"] for link in links if link["id"].startswith(row["statement"])] == [
        ["site1"],
        ["g1"],
    ]


def test_places_are_no_finer_than_on_pages():
    """Circles as wide as the place is known, or outlines; never a point."""
    features = json.loads(files("geojson")["places.geojson"])["features"]
    entries = whole_store().entries
    assert len(features) == sum(len(placings(whole_store(), entry)) for entry in entries.values())
    for feature in features:
        where, shape = feature["properties"], feature["geometry"]
        assert shape is None or shape["type"] in ("Polygon", "MultiPolygon", "MultiLineString")
        own = locate(entries[where["place"]], whole_store(), where["precision"])
        assert own.drawn == where["precision"]
        if shape and shape["type"] == "Polygon":
            (ring,) = shape["coordinates"]
            assert ring[0] == ring[-1]
            assert where["radius_km"] >= own.circle[2]
            assert max(y for _, y in ring) - min(y for _, y in ring) >= 1.9 * where["radius_km"] / 111.2
        assert set(where["statements"].split()) <= periods().keys()


def polygons(geometry):
    """Yield the polygons of a geometry of GeoJSON, each a list of rings."""
    if geometry and geometry["type"] == "Polygon":
        yield geometry["coordinates"]
    elif geometry and geometry["type"] == "MultiPolygon":
        yield from geometry["coordinates"]


def test_outer_rings_turn_left_and_holes_right():
    """RFC 7946, 3.1.6, in every file with features: other programs fill the globe around a ring that turns the wrong way."""
    rings = Counter()
    for format in DATA_FORMATS:
        for name, data in files(format.name).items() if not format.extra else ():
            if b'"FeatureCollection"' in data[:500]:
                for feature in json.loads(data)["features"]:
                    for outer, *holes in polygons(feature.get("geometry")):
                        rings[name, "outer", turn(outer)] += 1
                        rings.update((name, "hole", turn(hole)) for hole in holes)
    assert {(sort, way) for _, sort, way in rings} == {("outer", "left"), ("hole", "right")}
    assert {name for name, *_ in rings} == {"places.geojson"}


def turn(ring) -> str:
    """Tell which way a ring turns, from its area in exact numbers."""
    points = [(Fraction(str(x)), Fraction(str(y))) for x, y in ring]
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(points))
    return "left" if area > 0 else "right"


@pytest.mark.parametrize("layer", ["countries", "governorates", "lakes"])
def test_every_outline_of_the_base_map_follows_the_rule(layer: str):
    """Also those that no entry has today."""
    for outline in features(layer):
        drawn = _geometry(MapLocation("", "", "", "", None, outline, None))
        for outer, *holes in polygons(drawn):
            assert turn(outer) == "left", outline.name
            assert {turn(hole) for hole in holes} <= {"right"}, outline.name


def test_a_reader_of_geojson_takes_it():
    data = files("geojson")["places.geojson"]
    read_back = geojson.loads(data)
    assert read_back.is_valid, read_back.errors()
    assert len(read_back.features) == len(json.loads(data)["features"])


def test_parquet_has_the_same_rows(tmp_path: Path):
    for name, data in FORMATS["parquet"].write(tables()):
        (tmp_path / name).write_bytes(data)
    found = duckdb.execute("SELECT statement, period FROM read_parquet(?)", [str(tmp_path / "statements.parquet")])
    assert dict(found.fetchall()) == periods()
    (kind,) = duckdb.execute(
        "SELECT typeof(period_earliest) FROM read_parquet(?) LIMIT 1", [str(tmp_path / "statements.parquet")]
    ).fetchone()
    assert kind == "DATE"


def export(*arguments: str) -> int:
    return cli.main(["--root", str(REPOSITORY / "tests" / "corpus"), "export", *arguments])


def test_the_command_writes_what_is_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert export("csv", "graphml", "--output", str(tmp_path)) == 0
    out = capsys.readouterr().out
    assert "graphml: ties.graphml.gz" in out
    assert_sums_of_all(tmp_path)


def test_a_second_export_keeps_the_checksums_of_the_first(tmp_path: Path):
    """Those of all files that stand in the folder, by whichever export."""
    assert export("graphml", "--output", str(tmp_path)) == 0
    assert export("geojson", "--output", str(tmp_path)) == 0
    assert {"ties.graphml.gz", "places.geojson"} <= assert_sums_of_all(tmp_path)


def assert_sums_of_all(folder: Path) -> set[str]:
    """Assert that the list has the checksums of all other files of a folder; return their names."""
    sums = dict(line.split("  ")[::-1] for line in (folder / CHECKSUMS).read_text().splitlines())
    assert sums == {path.name: checksum(path.read_bytes()) for path in folder.iterdir() if path.name != CHECKSUMS}
    return {*sums}


def test_a_store_with_an_error_is_not_exported(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """One that only a rule finds: two statements alike would be one row of a table."""
    lay(tmp_path, BASE, RULES / "A501-repeated-statement" / "bad")
    for name in ("kinds", "subject.yml", "mkdocs.yml"):
        (tmp_path / name).symlink_to(REPOSITORY / name)
    assert cli.main(["--root", str(tmp_path), "export", "csv", "--output", str(tmp_path / "data")]) == 1
    assert "the store has errors: `atlas check` shows them; nothing is exported until" in capsys.readouterr().err
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("folder", ["entities", "entities/data"])
def test_the_store_takes_no_data(folder: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Its files would be entries that cannot be read."""
    lay(tmp_path, BASE)
    (tmp_path / "link").symlink_to(tmp_path / folder)
    held = sorted(tmp_path.rglob("*"))
    for output in (tmp_path / folder, tmp_path / "link"):
        assert cli.main(["--root", str(tmp_path), "export", "csv", "--output", str(output)]) == 2
        assert f"{output} is in the store, which holds entries alone" in capsys.readouterr().err
    assert sorted(tmp_path.rglob("*")) == held


def test_a_folder_of_other_files_is_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Somebody's README.txt is not written over; an earlier export is."""
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "README.txt").write_text("mine")

    assert export("csv", "--output", str(folder)) == 2
    assert f"{folder} holds other files" in capsys.readouterr().err
    assert [(file.name, file.read_text()) for file in folder.iterdir()] == [("README.txt", "mine")]

    (folder / "README.txt").unlink()
    assert export("csv", "--output", str(folder)) == export("json", "--output", str(folder)) == 0


def test_the_command_says_which_extra_is_missing(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr("euphrates_atlas.commands.export_data.find_spec", lambda name: None)
    assert export("parquet") == 2
    assert "parquet needs pyarrow, which is not installed: run" in capsys.readouterr().err


def test_an_unknown_format_is_named(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as stop:
        export("xlsx")
    assert stop.value.code == 2
    assert "there is no format `xlsx`: the formats are csv, sqlite," in capsys.readouterr().err


def test_the_examples_of_the_page_run(folder: Path, database, monkeypatch: pytest.MonkeyPatch):
    """With pandas, DuckDB, SQLite and NetworkX; those for R, QGIS and Datasette stand as text."""
    page = corpus_pages()["data/index.md"].decode()
    monkeypatch.chdir(folder.parent)
    examples = re.findall(r'<code class="language-(\w+)">(.*?)</code>', page, re.DOTALL)
    for language, text in (
        (language, html.unescape(text).replace("data/", f"{folder}/")) for language, text in examples
    ):
        if language == "python":
            exec(compile(text, "example", "exec"), {})
        elif "read_json" in text:
            assert duckdb.execute(text).fetchall(), text
        else:
            assert database.execute(text.rpartition(";\n")[2]).fetchall(), text
    assert {language for language, _ in examples} == {"python", "sql"}


def test_the_page_leads_from_what_is_wanted_to_its_file():
    """Before all else: a table of each kind, codebook, coordinates and views, all of which exist."""
    page = corpus_pages()["data/index.md"].decode()
    wanted, _, rest = page.partition("<dt>Licence</dt>")
    assert rest
    files_there = {name for format in DATA_FORMATS if not format.extra for name, _ in format.files(tables())}
    named = set(re.findall(r'href="v1/([^"]+)"', wanted))
    assert {"strikes.jsonl.gz", "properties.csv", "codes.csv", "places.geojson", "atlas.sql.gz"} <= named
    assert named <= files_there
    assert re.search(r"<dt>Events</dt><dd>.*: a row each, with latitude and longitude", wanted)
    assert re.search(r"<dt>Groups</dt><dd>.*: a row each\.", wanted), "its index has no places"
    assert "as_of, " in wanted
    assert "designations" in wanted


AFFIRMING = ("claimed", "acknowledged", "attributed", "suspected")


def test_follow_the_money_has_every_source_of_every_statement():
    """A row for each; a tie between two entities is a link, all else a note. No contested tie is told as a fact."""
    rows = list(csv.DictReader(io.StringIO(files("ftm")["statements.ftm.csv"].decode())))
    statements = {row["statement"]: row for row in tables()["statements"].records()}
    ours = {entry.id for entry in whole_store().entries.values() if not entry.kind.supports}
    told = {(row["entity_id"], row["dataset"], row["origin"]) for row in rows}
    for citation in tables()["citations"].records():
        row = statements[citation["statement"]]
        if row["entry"] not in ours or row["rank"] == "deprecated":
            continue
        if citation["rejection"] is None and citation["stance"] == "supports":
            for entity in affirmed_ties(row, ours) or [row["entry"]]:
                assert (entity, citation["source"], row["speaker"]) in told
    assert len({row["id"] for row in rows}) == len(rows)
    grouped = [entity for entity, _ in groupby(row["canonical_id"] for row in rows)]
    assert len({*grouped}) == len(grouped), "rows of one entity stand together"
    links = [json.loads(line) for line in files("ftm")["entities.ftm.json"].splitlines()]
    for link in links:
        if link["schema"] == "UnknownLink":
            row = statements[link["id"].partition(".")[0]]
            assert link["id"] in affirmed_ties(row, ours)
            assert not row["contested"]
            assert row["rank"] != "deprecated"
            is_point = row["period"] and "/" not in row["period"]
            assert not is_point or "startDate" not in link["properties"], "a day is no beginning"
    shared = {
        (entry.id, name.text) for entry in whole_store().entries.values() for name in entry.record.names if name.shared
    }
    aliases = {(entity["id"], name) for entity in links for name in entity["properties"].get("alias", ())}
    assert shared
    assert not shared & aliases


def affirmed_ties(row: Mapping[str, Any], entities: Collection[str]) -> list[str]:
    """Return the ids of the ties that a statement makes to entities: who denies a part in an event is not tied to it."""
    stance = json.loads(row["parts"]).get("stance")
    affirms = stance is None or row["property"] != "responsibility" or stance in AFFIRMING
    return [id for id, target in ties(row) if target in entities and affirms]


def test_the_library_of_follow_the_money_takes_both():
    """It knows each schema and property, and keeps each value, of the entities and of the statements."""
    import followthemoney  # reads its whole model, which each process of tests would wait for

    entities = [json.loads(line) for line in files("ftm")["entities.ftm.json"].splitlines()]
    for entity in entities:
        followthemoney.model[entity["schema"]].validate({"properties": entity["properties"]})
    told = {}
    for row in csv.DictReader(io.StringIO(files("ftm")["statements.ftm.csv"].decode())):
        proxy = told.setdefault(row["entity_id"], followthemoney.model.make_entity(row["schema"]))
        proxy.add(row["prop"], row["value"])
        assert row["value"] in proxy.get(row["prop"]), row
    assert told.keys() >= {entity["id"] for entity in entities}


def test_a_designation_is_a_sanction_of_whom_it_lists():
    """With authority, programme, number and days, as screening tools look for them."""
    wanted = {}
    for row in tables()["statements"].records():
        if row["property"] == "designations" and row["rank"] != "deprecated" and not row["contested"]:
            said = json.loads(row["parts"])
            wanted[f"{row['statement']}.sanction"] = (
                row["entry"], row["value"], said.get("programme"), said.get("ref"),
                (said.get("listed") or "").rstrip("~?%"), (said.get("delisted") or "").rstrip("~?%"),
            )  # fmt: skip
    sanctions = {}
    for line in files("ftm")["entities.ftm.json"].splitlines():
        entity = json.loads(line)
        if entity["schema"] == "Sanction":
            names = ("entity", "authority", "program", "authorityId", "listingDate", "endDate")
            first = [next(iter(entity["properties"].get(name, ())), None) for name in names]
            sanctions[entity["id"]] = (*first[:4], first[4] or "", first[5] or "")
    assert sanctions == wanted
    assert len(sanctions) > 20


def test_a_line_of_text_marks_what_is_contested():
    lines = files("text")["statements.txt"].decode().splitlines()
    marked = [line for line in lines if "; contested" in line]
    assert len([line for line in lines if line.startswith("- [")]) == len(periods())
    assert len(marked) == sum(bool(row["contested"]) for row in tables()["statements"].records())


def test_every_format_has_its_words() -> None:
    """A writer without words would be left out without a message."""
    assert {*_WRITERS} == {*FORMATS}
