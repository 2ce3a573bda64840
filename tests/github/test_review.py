"""What `.ci/review` lists for maintainers: what one entry leaves open or out, and another tells."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.overlays import BASE, lay
from tests.stores import REPOSITORY

SITE = """\
name: {name}
summary: A site [@times-2024-attack].
type: {{value: army-camp, cite: [times-2024-attack]}}
place: {{value: example-town, precision: settlement, cite: [times-2024-attack]}}
reviewed: 2026-11-20
gaps: ["{gap}"]
"""
GROUP = """\
name: {name}
summary: A group [@times-2024-attack].
type: {{value: armed-group, cite: [times-2024-attack]}}
founded: {{value: 2014, cite: [times-2024-attack]}}
reviewed: 2026-11-20
{more}
"""
ANSWERS = [
    ("Who sent the drones of May 2024", "In May 2024 it claimed drones at {}", True),
    ("Who sent the drones of May 2024; no claim was found (3 Nov 2026)", "In May 2024 it claimed drones at {}", True),
    ("Who sent the drones of May 2024", "In June 2024 it claimed drones at {}", False),
    ("Who sent the drones of May 2024", "In May 2024 drones flew past {}", False),
    ("Who sent the drones of May 2024; accounts differ", "In May 2024 it claimed drones at {}", False),
    ("What became of the prisoners of 2019", "The prisoners of 2019 were released from {} in 2020", True),
    ("What became of the prisoners of 2019", "In 2019 it sent food to the prisoners at {}", False),
    (
        "Who burned the archive since May 2024",
        "In March 2023 it was blamed for the fire that burned the archive of {}",
        False,
    ),
    ("A second source for the prisoners of 2019", "The prisoners of 2019 were released from {}", False),
]
"""A gap of a site, what another entry says of it, and whether that is listed."""
TOLD = [
    ("", True),
    ("body: 'It answered for the [[{event}|killings]] [@institute-2024-report p. 3].'", False),
    ("body: 'In 2022 its men killed people of Example Town [@told-{event} p. 3].'", False),
    ("body: 'In 2022 it opened a school in Example Town [@institute-2024-report p. 3].'", True),
]
"""What an entry says beside a killing of civilians that is attributed to it, and whether the event is listed."""


def listed(root: Path, name: str) -> list[str]:
    """Return the lines of a list."""
    command = [sys.executable, REPOSITORY / ".ci" / "review", name, "--root", root]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()


@pytest.fixture(scope="module")
def gaps(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Return the list for a store in which each pair of `ANSWERS` has a site and a group of its own."""
    files = {}
    source = (BASE / "sources/institute-2024-report.yml").read_text("utf-8")
    for number, (gap, told, _) in enumerate(ANSWERS):
        letter = "ABCDEFGHI"[number]
        files[f"bases/site-{number}.yml"] = SITE.format(name=f"Fort {letter * 5}", gap=gap)
        body = told.format(f"[[site-{number}]]")
        more = f"body: '{body} [@told-2024-{number}, p. 3].'"
        files[f"groups/group-{number}.yml"] = GROUP.format(name=f"Group {letter * 5}", more=more)
        files[f"sources/told-2024-{number}.yml"] = source
    root = tmp_path_factory.mktemp("gaps")
    lay(root, BASE, files=files)
    return listed(root, "gaps")


@pytest.mark.parametrize("number", range(len(ANSWERS)))
def test_a_gap_is_listed_with_the_words_that_may_answer_it(gaps: list[str], number: int) -> None:
    """They are of its day, have what it asks for, and come from a source that the entry does not know."""
    gap, told, is_listed = ANSWERS[number]
    lines = [line for line in gaps if line.startswith(f"entities/bases/site-{number}.yml:")]

    assert len(lines) == is_listed
    for line in lines:
        said = re.escape(told.format(f"Fort {'ABCDEFGHI'[number] * 5}"))
        assert re.fullmatch(rf".*:6: {re.escape(gap)} <- entities/groups/group-{number}\.yml:6: {said}\.", line)


def test_a_grave_event_is_listed_where_the_accused_passes_over_it(tmp_path: Path) -> None:
    """It tells of it neither with a link nor in other words; an event in which nobody was lost is not grave."""
    files = {}
    source = (BASE / "sources/institute-2024-report.yml").read_text("utf-8")
    event = (BASE / "strikes/2024-03-01-example-camp.yml").read_text("utf-8").partition("gaps:")[0]
    for number, (more, _) in enumerate(TOLD):
        id = f"2022-05-0{number + 1}-killings"
        files[f"groups/group-{number}.yml"] = GROUP.format(name=f"Group {number}", more=more.format(event=id))
        files[f"sources/told-{id}.yml"] = source
        accused = (
            f"responsibility: {{actor: group-{number}, stance: attributed, by: example-state, cite: [told-{id} p. 3]}}"
        )
        dead = f"casualties: {{category: civilians-adult, measure: killed, best: 20, cite: [told-{id} p. 3]}}"
        dated = event.replace("2024-03-01", id[:10])
        files[f"strikes/{id}.yml"] = f"{dated}{accused}\n{dead}\n"
        files[f"strikes/{id}-without-dead.yml"] = f"{dated}{accused}\n"
    lay(tmp_path, BASE, files=files)

    passed = {(line.split(":")[0], line.split()[3]) for line in listed(tmp_path, "passed-over")}

    assert passed == {
        (f"entities/groups/group-{number}.yml", f"2022-05-0{number + 1}-killings:")
        for number, (_, is_listed) in enumerate(TOLD)
        if is_listed
    }


def test_words_of_a_living_person_on_a_page_that_accuses_are_listed(tmp_path: Path) -> None:
    """By a quotation from the page; the dead are left out, and those of whom an allegation cites the page."""
    person = (BASE / "leaders/example-commander.yml").read_text("utf-8").partition("gaps:")[0]
    source = (BASE / "sources/institute-2024-report.yml").read_text("utf-8")
    denied, praised = "Commander denied any role in the killings", "Commander praised the work of the mission"
    allegation = "allegations: {{summary: Killed people, status: alleged, by: example-state, cite: [told-{}]}}\n"
    dead = "death: {{value: 2024-05-01, cite: [told-{}]}}\n"
    files = {}
    for number, (quote, more) in enumerate([(denied, ""), (praised, ""), (denied, allegation), (denied, dead)]):
        cited = f"cite: [{{src: told-{number}, loc: p. 3, quote: {quote}}}]"
        words = f"declarations: {{type: denial, value: He had no part in it, {cited}}}\n"
        files[f"leaders/person-{number}.yml"] = person + words + more.format(f"{number} p. 3")
        files[f"sources/told-{number}.yml"] = source
    lay(tmp_path, BASE, files=files)

    (line,) = listed(tmp_path, "own-words")

    assert line.startswith("entities/leaders/person-0.yml:")
    assert line.endswith(f"told-0: {denied}")
