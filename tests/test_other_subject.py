"""The installed program makes an atlas of another subject: nothing of ours is left on its pages, and nothing else had to change."""

from __future__ import annotations

import csv
import gzip
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from euphrates_atlas.cli import COMMANDS
from euphrates_atlas.search.index_files import SEARCH
from tests.browsing import serving, watching
from tests.case_count import in_turn
from tests.node import ask
from tests.overlays import BASE
from tests.repositories import commit, git
from tests.site.serving import started
from tests.stores import REPOSITORY, site_copy

SUBJECTS = Path(__file__).parent / "fixtures" / "other_subjects"
PACKAGED = ("generator", "overrides", "example", "setup.py", "pyproject.toml", "README.md", "LICENSE")
"""What the package of the program is made of."""
OURS = re.compile(
    r"euphrates|iraq|syria|\biran|governorate|\bstrikes?\b|militia|armed groups?|\bleaders?\b|\bbases\b|façade|terror|attack"
    r"|kata.ib|tigris|soleimani|(?<!role[=:].)(?<!role\",.)(?<!owner.)(?<!ea-)(?<!write-)\bgroups?\b|commander|\bkilled\b|casualt|\bofac\b"
    r"|(?<!self-)\bdesignations?\b|(?<!open)sanction|the conflict|baghdad|\b98182\b|kunya|guerre|commanded|\bthe brand\b|jazeera|qatar"
    r"|middle east|belonged where|who led|held by a body|parentage|by body|alqaim|kataeb|arbil|editorial policy, rule"
)
"""In small letters: without regard to case the search takes twice as long."""
STEMS = [
    max(re.findall(r"[\w, ]+", re.sub(r"\(\?<!.*?\)|\\b|.\?", "", word)), key=len) for word in OURS.pattern.split("|")
]
"""A part of each that is found quickly: what has none of them is not searched."""
NUMBER = 300
NOWHERE = "atlas: no atlas here: run it in the repository, name it with --root, or begin one with `atlas init FOLDER`\n"
Atlas = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where the program is installed from its package, far from this repository."""
    source, installed = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("installed")
    for name in PACKAGED:
        path = REPOSITORY / name
        if path.is_dir():
            shutil.copytree(path, source / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
        else:
            shutil.copy(path, source)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--no-deps", "--no-build-isolation"]
    subprocess.run([*pip, "--quiet", "--target", installed, source], check=True)
    shutil.rmtree(source)
    return installed


def environment_of(installed: Path) -> dict[str, str]:
    """Return the variables with which Python runs the installed program."""
    return {**os.environ, "PYTHONPATH": str(installed)}


@pytest.fixture(scope="module")
def started_atlas(installed: Path) -> Atlas:
    """Return the program as it is installed, started anew each time, or another module."""

    def run(root: Path, *arguments: str, module: str = "euphrates_atlas") -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", module, *arguments]
        return subprocess.run(
            command, cwd=root, env=environment_of(installed), capture_output=True, text=True, check=False
        )

    return run


READY = """
import json, os, sys
import babel.dates, jinja2, markdown, mkdocs.commands.build  # what takes long to load
from euphrates_atlas import cli
import euphrates_atlas.store.store  # not the checks, which find their rules as they are loaded
for line in sys.stdin:
    folder, arguments, variables, said = json.loads(line)
    child = os.fork()
    if not child:
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(variables)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        for stream in (1, 2):
            os.dup2(os.open(f"{said}/{stream}", os.O_CREAT | os.O_TRUNC | os.O_WRONLY), stream)
        sys.argv = ["atlas", *arguments]
        cli.run()
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""
"""A program that has loaded the installed one before it is asked to run a command, each in a process of its own."""


@pytest.fixture(scope="module")
def atlas(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Atlas]:
    """Return the program as it is installed, for many commands: it is loaded once."""
    said = tmp_path_factory.mktemp("said")
    ready = subprocess.Popen(
        [sys.executable, "-c", READY],
        cwd=said,
        env=environment_of(installed),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert ready.stdin is not None
    assert ready.stdout is not None
    asked, answered = ready.stdin, ready.stdout

    def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        print(json.dumps([str(root), arguments, environment_of(installed), str(said)]), file=asked, flush=True)
        status = int(answered.readline())
        texts = [(said / stream).read_text("utf-8") for stream in ("1", "2")]
        return subprocess.CompletedProcess(arguments, status, *texts)

    yield run
    asked.close()
    assert ready.wait() == 0
    answered.close()


@pytest.fixture(scope="module")
def lights(atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the encyclopedia that `atlas init` begins, with its site."""
    folder = tmp_path_factory.mktemp("begun")
    assert atlas(folder, "init", "lights").returncode == 0
    done = atlas(folder / "lights", "build")
    assert done.returncode == 0, done.stdout + done.stderr
    for key in ("site", "repository", "contact"):
        assert re.search(rf"`{key}` is a placeholder, \S+: set it in subject.yml\n", done.stderr), key
    return folder / "lights"


@pytest.fixture
def own_lights(lights: Path, tmp_path: Path) -> Path:
    """Return what `atlas init` begins, for a test to change."""
    return shutil.copytree(lights, tmp_path / "lights", ignore=shutil.ignore_patterns("site", ".atlas", "__pycache__"))


def begun(atlas: Atlas, folder: Path, subject: str) -> Path:
    """Return an encyclopedia of a subject of the tests, without entries."""
    assert atlas(folder, "init", subject).returncode == 0
    root = folder / subject
    for name in ("kinds", "entities"):
        shutil.rmtree(root / name)
    shutil.copytree(SUBJECTS / subject, root, dirs_exist_ok=True)
    write(root, "publishers/water-office", "name: Water Office\ntype: office\ncountry: DE")
    work = "type: webpage\ntitle: All of them\npublisher: water-office\nissued: 1932-05-01\nlanguage: en"
    write(root, "sources/survey", f"{work}\nurl: https://example.org/a/survey")
    return root


def write(root: Path, path: str, text: str) -> None:
    file = root / "entities" / f"{path}.yml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"{text}\n", "utf-8")


def name_of(number: int) -> str:
    """Return a name of its own for each number, as "Ronava 17"."""
    syllables = [("Ro", "Ke", "Mi", "Su", "La")[number % 5], ("na", "ro", "le")[number % 3], ("va", "ti")[number % 2]]
    return f"{''.join(syllables)} {number}"


def built(atlas: Atlas, root: Path) -> Path:
    """Return the site of a repository, which is built without a warning."""
    git(root, "init", "--quiet", "--initial-branch=main")
    commit(root)
    done = atlas(root, "build", "--publish", "--today", "2026-11-20")
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr
    return root / "site"


@pytest.fixture(scope="module")
def dams(atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the site of an atlas of dams with places and owners."""
    root = begun(atlas, tmp_path_factory.mktemp("dams"), "dams")
    write(root, "towns/germany", "name: Germany\ntype: country\ncountry: DE")
    write(root, "towns/loerrach-county", "name: Lörrach\nnames: [Loerrach]\ntype: county\ncountry: DE")
    place = "type: town\ncountry: DE\ncounty: loerrach-county"
    for town in range(20):
        where = f"coordinates: [{47.5 + town / 100:.2f}, 7.6]"
        write(root, f"towns/town-{town}", f"name: Town {name_of(town)}\n{place}\n{where}")
    for number in range(NUMBER):
        year = 1700 + number
        statements = [
            f"name: {name_of(number)} weir\nsummary: It is a weir [@survey].",
            "type: {value: weir, cite: [survey]}",
            f"place: {{value: town-{number % 20}, precision: settlement, cite: [survey]}}",
            f"built: [{{value: {year}, cite: [survey]}}, {{value: {year + 1}, by: {{label: a keeper}}, cite: [survey]}}]",
            f"height: {{value: {number / 4:g}, cite: [survey]}}",
            f"owner: {{value: water-office, when: {year + 1}/.., cite: [survey]}}\nreviewed: 2026-11-20",
        ]
        write(root, f"dams/{year}-weir", "\n".join(statements))
    return built(atlas, root)


@pytest.fixture(scope="module")
def weaknesses(atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the site of an atlas without places, maps or dates."""
    root = begun(atlas, tmp_path_factory.mktemp("flaws"), "weaknesses")
    for number in range(NUMBER):
        wider = f"wider: {{value: flaw-{number // 10}, cite: [survey]}}\n" if number else ""
        text = f"name: {name_of(number)} flaw\nsummary: It is a flaw [@survey].\ntype: {{value: input, cite: [survey]}}"
        write(root, f"weaknesses/flaw-{number}", f"{text}\n{wider}reviewed: 2026-11-20")
    return built(atlas, root)


def pages(site: Path) -> dict[str, str]:
    return {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in sorted(site.rglob("*.html"))}


def found(site: Path, query: str) -> str:
    """Return the id of the first entry that the search of a site finds by name."""
    return str(ask(index_of(site), names=[query]).names[0][0]["id"])


def index_of(site: Path) -> dict[str, bytes]:
    """Return the files of the search index of a site by name."""
    folder = site / SEARCH
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


ALL_HELP = """
from contextlib import suppress
from euphrates_atlas.cli import COMMANDS, main
for command in COMMANDS:
    with suppress(SystemExit):
        main([command, "--help"])
"""


def test_it_says_in_an_empty_folder_what_it_can_do(started_atlas: Atlas, installed: Path, tmp_path: Path) -> None:
    told = started_atlas(tmp_path, "--help")
    assert (told.returncode, told.stderr) == (0, "")
    assert "Checks and builds an atlas." in told.stdout
    helps = subprocess.run(
        [sys.executable, "-c", ALL_HELP],
        cwd=tmp_path,
        env=environment_of(installed),
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert helps.count("usage: atlas ") == len(COMMANDS)
    assert OURS.findall((told.stdout + helps).lower()) == []
    assert started_atlas(tmp_path, "check").stderr == NOWHERE


def test_what_is_begun_has_no_fault(atlas: Atlas, lights: Path) -> None:
    checked = atlas(lights, "check", "--strict")
    assert (checked.returncode, checked.stderr) == (0, "")
    assert atlas(lights, "fmt", "--check").returncode == 0
    assert not (lights / "generator").exists()
    policies = re.findall("Content-Security-Policy: (.*)", (lights / "site" / "_headers").read_text("utf-8"))
    assert [policy.endswith("; object-src 'none'; frame-ancestors 'none'") for policy in policies] == [True]


def test_the_help_of_new_has_its_own_examples(atlas: Atlas, lights: Path) -> None:
    told = atlas(lights, "new", "--help").stdout
    assert 'atlas new lighthouse "Skerryvore"' in told
    assert "its language, such as en\n" in told
    assert OURS.findall((told + atlas(lights, "rename", "--help").stdout).lower()) == []
    missing = atlas(lights, "new", "lighthouse").stderr
    assert missing == 'atlas: the name is missing, as in: atlas new lighthouse "NAME"\n'


WAYS = (
    "give the address of the source, as in: atlas new source https://example.org/news/Example; of a work without one, "
    'as in: atlas new source --title "{}" --publisher example --reference "vol. 2, pp. 3-9"; or a file that lists several\n'
)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], WAYS.format("The Title")),
        (["Lights of Old"], "No such file or directory: Lights of Old: " + WAYS.format("Lights of Old")),
        (["--title", "Lights of Old"], WAYS.format("Lights of Old")),
        (["--reference", "vol. 2"], WAYS.format("The Title")),
    ],
    ids=["nothing", "a title", "a title alone", "a reference alone"],
)
def test_a_source_without_address_is_asked_for(atlas: Atlas, lights: Path, arguments: list[str], told: str) -> None:
    done = atlas(lights, "new", "source", *arguments)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"atlas: {told}")


def test_a_printed_work_has_no_address(atlas: Atlas, own_lights: Path) -> None:
    """It is begun with where it is found, as the message says; nothing is guessed from what has an address."""
    given = ["--title", "Lights of Old", "--publisher", "Trinity House", "--reference", "vol. 2", "--issued", "1911"]
    done = atlas(own_lights, "new", "source", *given)
    assert (done.returncode, done.stderr) == (0, "")
    publisher = (own_lights / "entities" / "publishers" / "trinity-house.yml").read_text("utf-8")
    assert "\nname: Trinity House\n" in publisher
    assert "\nurl:" not in publisher
    work = (own_lights / "entities" / "sources" / "trinity-house-1911-lights.yml").read_text("utf-8")
    written = [line for line in work.splitlines() if not line.startswith("#")]
    assert written == [
        "type: TODO",
        "title: Lights of Old",
        "publisher: trinity-house",
        "issued: 1911",
        "language: TODO",
        "reference: vol. 2",
    ]


def test_its_pages_have_the_name_of_the_subject(lights: Path) -> None:
    """Those written by hand, those of entries, and the file for language models."""
    site = lights / "site"
    titles = [re.search("<title>(.*)</title>", page)[1] for page in pages(site).values() if "<title>" in page]  # type: ignore[index]
    assert [title for title in titles if "Book of Lights" not in title and "moved" not in title] == []
    header = (site / "about.html").read_text("utf-8").partition("ea-home")[2]
    assert header.partition("</a>")[0].endswith("Book of Lights")
    told = (site / "llms.txt").read_text("utf-8")
    assert told.startswith("# Book of Lights\n\n> An open reference on the lighthouses of the world. Every fact names")


def test_the_forms_that_its_pages_link_to_are_there(lights: Path) -> None:
    """And each chapter of the steps in pictures has a picture."""
    forms = lights / ".github" / "ISSUE_TEMPLATE"
    page = (lights / "site" / "lighthouses" / "bell-rock.html").read_text("utf-8")
    linked = {*re.findall(r"issues/new\?template=([\w.-]+)", page)}
    assert linked == {"correction.yml", "new-entry.yml"}
    assert linked < {path.name for path in forms.iterdir()}
    steps = (lights / "site" / "contribute" / "index.html").read_text("utf-8")
    figures = re.findall('<figure class="ea-picture">(.*?)</figure>', steps, re.DOTALL)
    assert ["<div inert>" in figure for figure in figures] == [True] * 3


def test_its_kind_codes_and_rule_are_its_own(atlas: Atlas, lights: Path) -> None:
    entry = lights / "entities" / "lighthouses" / "eddystone.yml"
    text = entry.read_text("utf-8")
    entry.write_text(text.replace("value: 1882", "value: 1720").replace("rock-tower", "rok-tower"), "utf-8")
    try:
        told = atlas(lights, "check").stdout
        assert "`rok-tower` is not a code of the list lighthouse-type\n" in told
        entry.write_text(text.replace("value: 1882", "value: 1720"), "utf-8")
        assert (
            "A901 replaced-before-lit: it was replaced (1720) before it was first lit" in atlas(lights, "check").stdout
        )
    finally:
        entry.write_text(text, "utf-8")


def test_a_folder_that_is_not_empty_is_refused(atlas: Atlas, lights: Path) -> None:
    before = (lights / "subject.yml").read_bytes()
    done = atlas(lights.parent, "init", "lights")
    assert (done.returncode, done.stderr) == (
        2,
        "atlas: lights is not empty: name a new folder, or empty this one\n",
    )
    assert (lights / "subject.yml").read_bytes() == before


def test_a_folder_that_cannot_be_made_is_told(atlas: Atlas, tmp_path: Path) -> None:
    """Whatever its name."""
    (tmp_path / "file").touch()
    done = atlas(tmp_path, "init", "file/{of} {}")
    assert (done.returncode, done.stderr) == (2, "atlas: the folder cannot be made: File exists: file\n")


def test_the_kinds_of_another_atlas_can_be_taken(atlas: Atlas, tmp_path: Path) -> None:
    """And nothing else of it but the region that they lie in."""
    begun = atlas(tmp_path, "init", "like", "--like", str(REPOSITORY))
    assert begun.returncode == 0
    assert begun.stdout.endswith(
        f" files written\nkinds, codes, rules and base map are those of {REPOSITORY}; there are no entries, and subject.yml and "
        "content/ are those of the example: go there and write what they are to say, then start an entry with "
        "`atlas new KIND NAME`\n"
    )
    subject_file = tmp_path / "like" / "subject.yml"
    named = re.sub("(?m)^name: (.*)$", r"""name: 'The "new" \1'""", subject_file.read_text("utf-8"), count=1)
    subject_file.write_text(named, "utf-8")
    (tmp_path / "like" / "kinds" / ".#strike.py").symlink_to("nobody@nowhere")  # as editors lock a file
    done = atlas(tmp_path / "like", "build")
    assert done.returncode == 0, done.stdout + done.stderr
    events = (tmp_path / "like" / "site" / "strikes" / "index.html").read_text("utf-8")
    (described,) = re.findall('<script type="application/ld\\+json">(.*?)</script>', events)
    assert json.loads(described)["isPartOf"]["name"].startswith('The "new" ')
    index = (tmp_path / "like" / "site" / "index.html").read_text("utf-8")
    assert "Book of Lights" in index
    assert 'href="strikes/index.html">Events</a>' in index
    subject = (tmp_path / "like" / "subject.yml").read_text("utf-8")
    of_ours = (REPOSITORY / "subject.yml").read_text("utf-8")
    assert re.findall("^region:\n(?: .*\n)*", subject, re.MULTILINE) == re.findall(
        "^region:\n(?: .*\n)*", of_ours, re.MULTILINE
    )
    for key in ("examples", "loaded_words", "questions"):
        assert f"\n{key}:" not in subject


def test_a_comment_goes_with_the_key_below_it(atlas: Atlas, tmp_path: Path) -> None:
    """One behind a key, or indented, is of that key; so the new file explains its own keys and no others."""
    model = tmp_path / "model"
    (model / "kinds").mkdir(parents=True)
    (model / "kinds" / "cart.py").touch()
    text = "\n".join(
        [
            "# Of the name.",
            "name: Carts",
            "# Of the years.",
            "# In our calendar.",
            "",
            "years: [600, 2100] # those of dates",
            "",
            "# Of the words.",
            "loaded_words: {terror: fear}",
            "# Of the relations.",
            "relations:",
            "  between: carts",
            "  # Of what is among them.",
            "  among: carts",
            "  # Of no more.",
            "# Of the topic.",
            "topic: carts",
            "",
        ]
    )
    (model / "subject.yml").write_text(text, "utf-8")
    assert atlas(tmp_path, "init", "like", "--like", "model").returncode == 0
    ours = (REPOSITORY / "example" / "subject.yml").read_text("utf-8").partition("\nexamples:")[0]
    assert (tmp_path / "like" / "subject.yml").read_text("utf-8") == (
        f"{ours.rstrip()}\n\n# Of the years.\n# In our calendar.\n\nyears: [600, 2100] # those of dates\n\n"
        "# Of the relations.\nrelations:\n  between: carts\n  # Of what is among them.\n  among: carts\n"
        "  # Of no more.\n"
    )


def test_a_folder_without_kinds_is_like_nothing(atlas: Atlas, tmp_path: Path) -> None:
    done = atlas(tmp_path, "init", "new", "--like", str(tmp_path))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"atlas: {tmp_path} has no folder kinds/: name the repository of an atlas\n"


def test_the_pages_of_dams_are_there(dams: Path) -> None:
    text = (dams / "dams" / "1928-weir.html").read_text("utf-8")
    for words in ("228 weir", "1928", "Water Office", "Its life", "ea-map"):
        assert words in text, words
    assert (dams / "map" / "index.html").is_file()


def test_numbers_may_have_decimals(dams: Path) -> None:
    """Pages and data have them as they are written, without a zero that nobody wrote."""
    texts = [(dams / "dams" / f"{year}-weir.html").read_text("utf-8") for year in (1928, 1929)]
    heights = [re.search(r"<dt>Height \(m\)</dt>.*?([\d.]+)</span>", text, re.DOTALL) for text in texts]
    assert [height and height[1] for height in heights] == ["57", "57.25"]
    schema = json.loads((dams / "data" / "v1" / "schema" / "dams.json").read_text("utf-8"))
    value = schema["$defs"]["Valued-height"]["properties"]["value"]
    assert (value["type"], value["maximum"]) == ("number", 1_000_000_000)
    with (dams / "data" / "v1" / "statements.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["property"] == "height"]
    assert {float(row["value"]) for row in rows} == {number / 4 for number in range(NUMBER)}
    assert [json.loads(row["parts"]) for row in rows if row["value"] == "57.25"] == [{"value": 57.25}]


@pytest.mark.parametrize(
    ("written", "message", "help"),
    [
        ("12,5", "`5` has no value", "a number has no comma, and a point before decimals, such as 1250.5"),
        ("12.5 m", "expected a number, found `12.5 m`", "write digits, with a point before decimals"),
        ("1e3", "expected a number, found `1e3`", "write digits, with a point before decimals"),
        (
            "9999999999.5",
            "`9999999999.5` is more than 1,000,000,000, the most that is allowed",
            "check it against the source",
        ),
    ],
)
def test_a_number_is_written_with_a_point(atlas: Atlas, dams: Path, written: str, message: str, help: str) -> None:
    entry = dams.parent / "entities" / "dams" / "1929-weir.yml"
    text = entry.read_text("utf-8")
    entry.write_text(text.replace("57.25", written), "utf-8")
    try:
        told = atlas(dams.parent, "check", "entities/dams/1929-weir.yml").stdout
    finally:
        entry.write_text(text, "utf-8")
    assert message in told
    assert f"help: {help}" in told


def test_numbers_are_sorted_and_typed_in_a_browser(browser: Browser, dams: Path) -> None:
    """Rows by their size, whole numbers among those with decimals; the form takes a number with a point."""
    with serving(dams) as address, watching(browser, address) as watched:
        page = watched.open("dams/index.html")
        page.get_by_role("button", name="Height (m)").click()
        heights = page.locator("tbody tr td:nth-child(4)")
        expect(heights.first).to_have_text("74.75")
        assert heights.all_inner_texts()[:6] == ["74.75", "74.5", "74.25", "74", "73.75", "73.5"]
        page = watched.open("contribute/write/index.html?entry=dams/1929-weir&add=height")
        height = page.locator('[data-path$=".value"] > input').first
        for written, wrong in (("12,5", True), ("12.5", False)):
            height.fill(written)
            page.get_by_role("button", name="Check it and show what will be sent").click()
            expect(page.get_by_text("expected a number, found")).to_have_count(int(wrong))


@pytest.mark.parametrize(
    ("name", "titles"),
    [
        ("lights/site", ["Lighthouses", "Explore"]),
        ("dams", ["Dams", "Towns", "Map", "Explore"]),
        ("weaknesses", ["Weaknesses", "Explore"]),
    ],
)
def test_the_navigation_leads_to_every_kind(request: pytest.FixtureRequest, name: str, titles: list[str]) -> None:
    """Also where `mkdocs.yml` names none of them; and to the map, where there is one."""
    fixture, _, below = name.partition("/")
    site: Path = request.getfixturevalue(fixture) / below
    menu = (site / "about.html").read_text("utf-8").partition('class="ea-nav"')[2]
    assert re.findall("<li><a [^>]*>([^<]*)</a>", menu)[: len(titles)] == titles


def test_an_atlas_without_a_region_has_no_map(weaknesses: Path) -> None:
    assert not (weaknesses / "map").exists()
    text = (weaknesses / "weaknesses" / "flaw-12.html").read_text("utf-8")
    assert "Belongs to" in text
    assert "ea-map" not in text


@pytest.mark.parametrize("name", ["lights", "dams", "weaknesses"])
def test_nothing_has_a_word_of_our_subject(request: pytest.FixtureRequest, name: str) -> None:
    """No page, script, schema or other file of the site but the styles, whose classes no reader sees."""
    place: Path = request.getfixturevalue(name)
    site = place if place.name == "site" else place / "site"
    assert len(pages(site)) > 60
    texts = {}
    for path in sorted(site.rglob("*")):
        if path.suffix not in (".html", ".js", ".json", ".csv", ".txt", ".xml", ".gz"):
            continue
        data = path.read_bytes()
        text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode()
        if path.suffix == ".js":
            text = text.replace('"governorate"', "")  # a key in addresses that were shared
        # Most elements stand on many pages; each is read once.
        texts |= dict.fromkeys(text.lower().split("<"), path)
    whole = "<".join(texts)
    near = [stem for stem in STEMS if stem in whole]
    told = set()
    for text, path in texts.items():
        if not any(stem in text for stem in near):
            continue
        for match in OURS.finditer(text):
            around = text[max(0, match.start() - 30) : match.end() + 20]
            told.add(f"{path.relative_to(site)}: {around!r}")
    assert sorted(told) == []


def lost_links(site: Path) -> list[str]:
    """Return the links to pages or headings that are not there; those of the page of errors begin at the root."""
    texts = {path: text for path, text in pages(site).items() if path != "404.html"}
    lost = set()
    for path, text in texts.items():
        for target, anchor in re.findall(r'href="([\w./-]*\.html)(?:\?[^"#]*)?(?:#([^"]*))?"', text):
            other = texts.get(os.path.normpath(f"{Path(path).parent}/{target}"), "")
            if not other or (anchor and f'id="{anchor}"' not in other):
                lost.add(f"{path}: {target}#{anchor}")
    return sorted(lost)


def test_links_lead_to_what_is_there(lights: Path) -> None:
    """Also from pages that are made to headings of those that are written by hand."""
    assert lost_links(lights / "site") == []


def test_entries_are_found_by_name(dams: Path, weaknesses: Path) -> None:
    for number in (7, 123, NUMBER - 1):
        assert found(dams, f"{name_of(number)} weir") == f"{1700 + number}-weir"
        assert found(weaknesses, f"{name_of(number)} flaw") == f"flaw-{number}"


def test_search_offers_only_pages_that_are_there(lights: Path, dams: Path, weaknesses: Path) -> None:
    """And none of our subject by its words."""
    queries = ["militia", "terrorist", "list of groups", "bases", "designations", "map", "glossary", "check footnotes"]
    indexes = ("lighthouses", "dams", "weaknesses")
    for site, kind in zip((lights / "site", dams, weaknesses), indexes, strict=True):
        boxes = ask(index_of(site), boxes=[*queries, f"list of {kind}"]).boxes
        offered = [box["names"] for box in boxes]
        addresses = {address.partition("#")[0].removeprefix("./") for address in chain(*offered)}
        assert [address for address in addresses if not (site / address).is_file()] == []
        assert [address for address in chain(*offered) if OURS.search(address.lower())] == []
        assert {"glossary/index.html", "footnotes.html", f"{kind}/index.html"} <= addresses


def test_its_pages_work_in_a_browser(browser: Browser, lights: Path) -> None:
    """With its fonts, styles and scripts; nothing is missing, refused or asked for elsewhere."""
    with serving(lights / "site") as address, watching(browser, address) as watched:
        page = watched.open("lighthouses/bell-rock.html")
        expect(page.locator("h1")).to_contain_text("Bell Rock Lighthouse")
        page.keyboard.press("/")
        page.keyboard.type("eddystone")
        expect(page.locator(".ea-drop [role=option]").first).to_contain_text("Smeaton’s Tower")
        watched.open("search.html?q=bell")
        expect(page.locator("[data-results]")).to_contain_text("Bell Rock Lighthouse")


def test_the_guide_leads_to_a_kind_of_ones_own(atlas: Atlas, own_lights: Path) -> None:
    """With what stands in it, to the letter; and a template of the theme is replaced alone."""
    guide = (REPOSITORY / "docs" / "another-subject.md").read_text("utf-8")
    named = re.findall(r"`((?:kinds|entities)/[\w/-]+\.(?:py|yml))`:\n\n```\w+\n(.*?)```", guide, re.DOTALL)
    assert len(named) == 4
    for name, text in named:
        (own_lights / name).parent.mkdir(exist_ok=True)
        (own_lights / name).write_text(text, "utf-8")
    (own_lights / "overrides" / "partials").mkdir(parents=True)
    (own_lights / "overrides" / "partials" / "footer.html").write_text("<p>A foot of our own</p>\n", "utf-8")
    settings = (own_lights / "mkdocs.yml").read_text("utf-8")
    settings = settings.replace("theme:\n", "theme:\n  custom_dir: overrides\n")
    (own_lights / "mkdocs.yml").write_text(settings, "utf-8")
    for command in (["check", "--strict"], ["fmt"], ["build"]):
        done = atlas(own_lights, *command)
        assert done.returncode == 0, done.stdout + done.stderr
    site = own_lights / "site"
    entry = own_lights / "entities" / "keepers" / "john-reid.yml"
    entry.write_text(re.sub("kept: .*\n", "", entry.read_text("utf-8")), "utf-8")
    assert "A902 keeper-without-light: this principal keeper kept no light" in atlas(own_lights, "check").stdout
    assert "principal keeper" in (site / "keepers" / "john-reid.html").read_text("utf-8")
    assert "Keepers" in (site / "lighthouses" / "bell-rock.html").read_text("utf-8").partition("<h1")[2]
    assert lost_links(site) == []
    for page in ("as-of/index.html", "chronology/index.html"):
        assert 'href="../keepers/john-reid.html' in (site / page).read_text("utf-8"), page
    assert "A foot of our own" in (site / "index.html").read_text("utf-8")
    assert len([*site.glob("assets/stylesheets/atlas.*.css")]) == 1


def test_plain_mkdocs_builds_it(started_atlas: Atlas, lights: Path, own_lights: Path) -> None:
    """It makes the same pages; of a store with an error it says what is wrong, and where."""
    site = own_lights / "site"
    done = started_atlas(own_lights, "build", "--strict", "--quiet", module="mkdocs")
    assert done.returncode == 0, done.stdout + done.stderr
    for path in ("index.html", "lighthouses/bell-rock.html", "lighthouses/bell-rock.json", "llms.txt"):
        assert (site / path).is_file(), path
    made = (site / "lighthouses" / "bell-rock.html").read_text("utf-8")
    built = (lights / "site" / "lighthouses" / "bell-rock.html").read_text("utf-8")
    assert re.findall("<h[12].*?>(.*?)<", made) == re.findall("<h[12].*?>(.*?)<", built)
    entry = own_lights / "entities" / "lighthouses" / "bell-rock.yml"
    entry.write_text(entry.read_text("utf-8").replace("rock-tower", "rok-tower"), "utf-8")
    told = started_atlas(own_lights, "build", module="mkdocs")
    assert told.returncode == 1
    assert "lighthouses/bell-rock.yml:8:15: A204 unknown-code" in told.stdout


def test_each_type_of_value_in_the_guide(atlas: Atlas, own_lights: Path) -> None:
    """A field of it can be declared, and takes what the guide writes."""
    guide = (REPOSITORY / "docs" / "another-subject.md").read_text("utf-8")
    types = re.findall(r"^\| `(.*?)`.*\| `value: (.*)` \|$", guide, re.MULTILINE)
    assert len(types) == 8
    fields, statements = "", "name: Bell\nsummary: A bell [@britannica-1911-lighthouse].\nreviewed: 2026-11-20\n"
    for number, (type_, value) in enumerate(types):
        code = ', code="bell-type"' if type_ == "Codes" else ""
        fields += f'    field_{number}: {type_} = prop("Field {number}"{code})\n    """A field."""\n'
        statements += f"field_{number}: {{value: {value}, cite: [britannica-1911-lighthouse]}}\n"
    (own_lights / "kinds" / "bell.py").write_text(BELL.replace("FIELDS", fields), "utf-8")
    codes = "title: Bells\ncodes:\n  principal:\n    label: main\n    definition: The main bell.\n"
    (own_lights / "kinds" / "codes" / "bell-type.yml").write_text(codes, "utf-8")
    write(own_lights, "bells/bell", statements)
    checked = atlas(own_lights, "check", "--strict")
    assert (checked.returncode, checked.stderr) == (0, ""), checked.stdout


BELL = '''"""Bells."""

from euphrates_atlas.model.fields import prop, record
from euphrates_atlas.model.kind import Article, Kind
from euphrates_atlas.model.statement import Agent, Codes, Dates, Texts, Valued
from euphrates_atlas.model.value_types import AnyRef, Count, Country, Measure, Role


@record
class Bell(Article):
    """A bell."""

FIELDS
    kind = Kind(
        folder="bells",
        key="bell",
        singular="Bell",
        plural="Bells",
        description="Bells.",
        order=3,
        roles=frozenset({Role.ANY}),
    )
'''
BELLS = BELL.replace("FIELDS", "")
TEXT_FOR_CODE = 'kinds/lighthouse.py:13: `type` takes any text: name the list of its codes, as `code="…"`, or declare words as `Texts`'
CHAPTER = BELLS.replace("Article, Kind", "Article, Chapter, Kind").replace(
    "order=3,", 'order=3,\n        chapters=(Chapter("use", "Its use", "milk events.targets"),),'
)
SECOND = '"""A second."""\n\nfrom kinds.lighthouse import Lighthouse\n'
KINDLESS = '"""A second."""\n\nfrom euphrates_atlas.model.fields import record\nfrom euphrates_atlas.model.kind import Article\n\n\n@record\nclass Ship(Article):\n    """A ship."""\n'
FIELDS = (
    "names, summary, body, gaps, reviewed, identifiers, different_from, note, redirects, corrections, name, type, builder, "
    "first_lit, replaced"
)
UNMARKED = (
    "kinds/rules/lighthouse_rules.py:9: `replaced_before_lit` looks like a rule and is none: write `@rule(…)` above it; "
    "where another rule calls it, begin its name with `_`\n"
)
HELPER = 'def dark(text, alike):\n    yield Fault((), "it is dark", "light it")\n\n\n'
ERRORS = [
    ("rules/lighthouse_rules.py", "lit = [", "lit = entry.record.milk or [", "kinds/rules/lighthouse_rules.py:12: AttributeError: 'Lighthouse' object has no attribute 'milk': mend that line; ATLAS_DEBUG=1 shows how it was reached\n"),
    ("codes/lighthouse-type.yml", "codes:", "codes", "kinds/codes/lighthouse-type.yml is not YAML: while scanning a simple key"),
    ("codes/lighthouse-type.yml", "title:", "name:", "kinds/codes/lighthouse-type.yml is no code list: write `title:`, then `codes:` with a code in each line below, and `label:` and `definition:` below that\n"),
    ("rules/lighthouse_rules.py", "(atlas: Atlas, entry: Entry)", "(entry: Entry)", "kinds/rules/lighthouse_rules.py:9: TypeError: a rule takes two arguments, `(atlas, entry)`: mend that line"),
    ("lighthouse.py", "@record\n", "", "kinds/lighthouse.py:9: `Lighthouse` lacks `@record`, which makes fields of its lines: write it above the class\n"),
    ("lighthouse.py", "order=1,", 'order=1,\n        full="biulder",', "kinds/lighthouse.py:38: `full` names `biulder`, which is no field of `Lighthouse`: did you mean `builder`?"),
    ("second.py", "", KINDLESS, "kinds/second.py:8: `Ship` has no `kind = Kind(...)`, which says how its entries are listed: add it behind the fields"),
    ("lighthouse.py", '"builder", "first_lit")', '"builder", "first_litt")', "kinds/lighthouse.py:39: `columns` names `first_litt`, which is no field of `Lighthouse`: did you mean `first_lit`?"),
    ("lighthouse.py", 'index_facets("type")', 'index_facets("colour")', "kinds/lighthouse.py:40: `facets` names `colour`, which is no field of `Lighthouse`: name one of its fields"),
    ("second.py", "", CHAPTER, "kinds/second.py:21: `chapters` names `milk`, which is no field of `Bell`: name one of its fields"),
    ("codes/lighthouse-type.yml", "also: [harbour light]", "also: harbour light", "kinds/codes/lighthouse-type.yml: the fields of `shore-tower` are not those of `Code`: `also`: Input should be a valid list\n"),
    ("codes/lighthouse-type.yml", "label: shore tower", "label: [shore tower]", "kinds/codes/lighthouse-type.yml: the fields of `shore-tower` are not those of `Code`: `label`: Input should be a valid string\n"),
    ("lighthouse.py", "order=1,", "order=", "kinds/lighthouse.py:38: SyntaxError: invalid syntax: mend that line"),
    ("lighthouse.py", "order=1,", "order=5,", "kinds/source.py:19 and kinds/lighthouse.py:37 have the same `order`, 5: give one of them another"),
    ("second.py", "", BELLS.replace('"bell"', '"lighthouse"'), "kinds/lighthouse.py:33 and kinds/second.py:16 have the same `key`, lighthouse: give one of them another\n"),
    ("second.py", "", BELLS.replace('"bells"', '"sources"'), "kinds/second.py:15 and kinds/source.py:14 have the same `folder`, sources: give one of them another\n"),
    ("lighthouse.py", 'code="lighthouse-type", ', "", f"{TEXT_FOR_CODE}\n"),
    ("lighthouse.py", "order=1,", "ordre=1,", "kinds/lighthouse.py:31: TypeError: Kind.__init__() got an unexpected keyword argument 'ordre'"),
    ("lighthouse.py", '"lighthouse-type"', '"tower"', "kinds/codes/tower.yml is missing: a field takes codes of `tower`; write the list, or name another one"),
    ("lighthouse.py", "from euphrates_atlas.model.value_types import Role", "from no_such_module import Role", "kinds/lighthouse.py:6: ModuleNotFoundError: No module named 'no_such_module'"),
    ("codes/lighthouse-type.yml", "definition: A tower on land", "defintion: A tower on land", "kinds/codes/lighthouse-type.yml: the fields of `shore-tower` are not those of `Code`"),
    ("second.py", "", SECOND, "kinds/second.py declares 0 kinds; a module of this folder declares one"),
    ("rules/lighthouse_rules.py", '"A901"', '"A411"', "kinds/rules/lighthouse_rules.py:9: A411 is the code of the rule archive-pending already: give it another one\n"),
    ("rules/lighthouse_rules.py", '"A901"', '"A106"', "A106 is the code of the rule "),
    ("rules/lighthouse_rules.py", '"first_lit")', '"frist_lit")', "kinds/rules/lighthouse_rules.py:12: LookupError: no kind has a field `frist_lit` (did you mean `first_lit`?): mend that line; ATLAS_DEBUG=1 shows how it was reached\n"),
    ("rules/lighthouse_rules.py", '"replaced"):', '"colour"):', f"kinds/rules/lighthouse_rules.py:13: LookupError: no kind has a field `colour` (here they are {FIELDS}): mend that line; ATLAS_DEBUG=1 shows how it was reached\n"),
    ("rules/lighthouse_rules.py", '@rule("A901", Level.ERROR, "A light that was replaced had been lit.")\n', "", UNMARKED),
    ("rules/lighthouse_rules.py", '@rule("A901"', f'{HELPER}@rule("A901"', "kinds/rules/lighthouse_rules.py:9: `dark` looks like a rule and is none: "),
    ("lighthouse.py", "order=1,", 'order=1,\n        date="litt",', "kinds/lighthouse.py:38: `date` names `litt`, which is no field of `Lighthouse`: name one of its fields"),
    ("lighthouse.py", "order=1,", 'order=1,\n        one_of=("type", "builders"),', "kinds/lighthouse.py:38: `one_of` names `builders`, which is no field of `Lighthouse`: did you mean `builder`?"),
    ("lighthouse.py", "order=1,", 'order=1,\n        row_of="owner",', "kinds/lighthouse.py:38: `row_of` names `owner`, which is no field of `Lighthouse`: name one of its fields"),
    ("lighthouse.py", "order=1,", 'order=1,\n        label_field="title",', "kinds/lighthouse.py:38: `label_field` names `title`, which is no field of `Lighthouse`: name one of its fields"),
    ("lighthouse.py", 'prop("Builder",', 'prop("Builder", brings="buidler",', "kinds/lighthouse.py:15: `brings` names `buidler`, which is no field of `Lighthouse`: did you mean `builder`?"),
    ("lighthouse.py", 'prop("Builder",', 'prop("Builder", ends="frist_lit",', "kinds/lighthouse.py:15: `ends` names `frist_lit`, which is no field of `Lighthouse`: did you mean `first_lit`?"),
    ("rules/lighthouse_rules.py", 'lit = [', 'yield "dark"\n    lit = [', "gives 'dark': let it `yield Fault(…)`, and not return it"),
    ("", "", "", "kinds is missing: it declares the kinds of entries, and stands beside subject.yml: `atlas init` makes an example"),
]  # fmt: skip


RULES = "rules/lighthouse_rules.py"
IN_BUILDS = {
    "an attribute": (
        RULES,
        "lit = [",
        "lit = entry.record.milk or [",
        ":12: AttributeError: 'Lighthouse' object has no attribute 'milk': mend",
    ),
    "a field": (
        RULES,
        '"first_lit")',
        '"frist_lit")',
        ":12: LookupError: no kind has a field `frist_lit` (did you mean `first_lit`?): mend",
    ),
    "no docstring": (
        "lighthouse.py",
        '    """Who designed or built it, by name."""\n',
        "",
        ": `builder` has no docstring: write what it holds on the line below it",
    ),
    "no rule": (
        RULES,
        '@rule("A901", Level.ERROR, "A light that was replaced had been lit.")\n',
        "",
        UNMARKED.partition(".py")[2].strip(),
    ),
    "a code that is taken": (RULES, '"A901"', '"A411"', ":9: A411 is the code of the rule archive-pending already"),
    "codes of no list": (
        "lighthouse.py",
        'code="lighthouse-type", ',
        "",
        TEXT_FOR_CODE.removeprefix("kinds/lighthouse.py"),
    ),
    "a key that is taken": (
        "lighthouse.py",
        'key="lighthouse"',
        'key="source"',
        ":33 and kinds/source.py:15 have the same `key`, source: give one of them another",
    ),
}


TRIED = dict(in_turn(IN_BUILDS, ("euphrates_atlas", "mkdocs", "serve")))
"""The errors that each program is tried with: each with one of them, in `make test-all` with all."""
BY_PROGRAM = [(name, program) for program in ("euphrates_atlas", "mkdocs") for name in TRIED[program]]


@pytest.fixture
def broken(request: pytest.FixtureRequest, own_lights: Path) -> tuple[Path, str]:
    """Return an encyclopedia with an error in its kinds, and what is said of it."""
    name, old, new, told = IN_BUILDS[request.param]
    file = own_lights / "kinds" / name
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    return own_lights, f"kinds/{name}{told}"


@pytest.mark.parametrize(("broken", "program"), BY_PROGRAM, indirect=["broken"], ids=str)
def test_an_error_in_kinds_is_told_by_what_builds(
    started_atlas: Atlas, broken: tuple[Path, str], program: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the line that `atlas check` prints, without a traceback; also where other processes work."""
    root, told = broken
    monkeypatch.setenv("ATLAS_PROCESSES", "2")
    done = started_atlas(root, "build", module=program)
    assert done.returncode == (1 if program == "mkdocs" else 2)
    assert told in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.parametrize("broken", TRIED["serve"], indirect=True)
def test_an_error_in_kinds_is_told_by_the_server(installed: Path, broken: tuple[Path, str]) -> None:
    root, told = broken
    with started(root, program=installed) as served:
        served.until(lambda: told in served.said, "what is wrong")
        assert "Traceback" not in served.said


def test_an_error_in_the_subject_is_told_by_plain_mkdocs(started_atlas: Atlas, own_lights: Path) -> None:
    subject = own_lights / "subject.yml"
    subject.write_text(subject.read_text("utf-8").replace("topic:", "tpic:"), "utf-8")
    done = started_atlas(own_lights, "build", module="mkdocs")
    assert done.returncode == 1
    assert "subject.yml:4:1: `tpic` is not a key of the file: did you mean `topic`?" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.parametrize(("name", "old", "new", "told"), ERRORS, ids=[told[:50].strip() for *_, told in ERRORS])
def test_an_error_in_kinds_is_told_in_a_line(
    atlas: Atlas, own_lights: Path, name: str, old: str, new: str, told: str
) -> None:
    kinds = own_lights / "kinds"
    if name:
        text = (kinds / name).read_text("utf-8") if old else ""
        assert old in text
        (kinds / name).write_text(text.replace(old, new, 1) if old else new, "utf-8")
    else:
        shutil.rmtree(kinds)
    done = atlas(own_lights, "check")
    assert done.returncode == 2, done.stdout
    assert done.stderr.startswith("atlas: ")
    assert told in done.stderr
    assert done.stderr.count("\n") == 1


def test_rules_that_cannot_be_read_are_not_taken_for_none(atlas: Atlas, own_lights: Path) -> None:
    rules = own_lights / "kinds" / "rules"
    shutil.rmtree(rules)
    assert atlas(own_lights, "check").returncode == 0
    rules.touch()
    done = atlas(own_lights, "check")
    assert (done.returncode, done.stderr) == (2, f"atlas: Not a directory: {rules}\n")


def test_an_error_in_a_page_is_told_with_its_line(
    atlas: Atlas, own_lights: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The code of a kind runs for pages too, in several processes where there are many; with `ATLAS_DEBUG` it is said how it was reached."""
    kind = own_lights / "kinds" / "lighthouse.py"
    wrong = "    @property\n    def is_living(self) -> bool:\n        return self.lamp\n\n    kind = Kind("
    kind.write_text(kind.read_text("utf-8").replace("    kind = Kind(", wrong), "utf-8")
    monkeypatch.setenv("ATLAS_PROCESSES", "2")
    told = "kinds/lighthouse.py:33: AttributeError: 'Lighthouse' object has no attribute 'lamp': mend that line"
    done = atlas(own_lights, "build")
    assert done.returncode == 1, done.stderr
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    monkeypatch.setenv("ATLAS_DEBUG", "1")
    assert "Traceback" in atlas(own_lights, "build").stderr


def test_it_builds_ours_too(atlas: Atlas, tmp_path: Path) -> None:
    """From the files of our atlas alone. A kind without entries needs no folder."""
    root = site_copy(tmp_path / "atlas", entities=BASE)
    (root / "generator").unlink()
    shutil.rmtree(root / "entities" / "strikes")
    done = atlas(root, "build")
    assert (done.returncode, done.stderr.count("is a placeholder")) == (0, 2), done.stdout + done.stderr
    assert "recent changes and their feeds are empty: this is not a git repository" in done.stderr
    assert len(done.stderr.splitlines()) == 3
    assert (root / "site" / "strikes" / "index.html").is_file()
