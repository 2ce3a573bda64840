"""The worked examples of the specification are accepted as they stand, with what they refer to beside them."""

import re
import shutil
from pathlib import Path

from euphrates_atlas.edit.formatting import formatted
from euphrates_atlas.facts.rivals import disagreements
from euphrates_atlas.settings import Settings
from euphrates_atlas.text.yaml_reader import read_tree
from euphrates_atlas.text.yaml_tree import Tree
from kinds.strike import Strike
from tests.stores import CORPUS, REPOSITORY, check, corpus, errors_and_warnings


def test_the_worked_examples_are_accepted():
    """No error and no warning."""
    assert errors_and_warnings(check(Settings(CORPUS))) == []


def test_the_further_piece_is_accepted_in_place_of_its_entry(tmp_path: Path):
    """A façade with further periods, a use in one event and its evidence, with the source that only these rest on."""
    shutil.copytree(CORPUS / "entities", tmp_path / "entities")
    shutil.copytree(CORPUS / "variants", tmp_path / "entities", dirs_exist_ok=True)
    checked = check(Settings(tmp_path))
    assert errors_and_warnings(checked) == []
    assert checked.atlas is not None
    entry = checked.atlas["saraya-awliya-al-dam"]
    assert [len(entry.facts_of(name)) for name in ("type", "status", "relations", "facade_evidence")] == [2, 2, 3, 1]


def test_the_example_of_a_first_contribution_is_accepted(tmp_path: Path):
    """As it stands on the page for people without git, who cannot run `atlas fmt`."""
    shutil.copytree(CORPUS / "entities", tmp_path / "entities")
    (example,) = re.findall(
        r"^ {8}casualties:\n {8}(  - .*\n)$", (REPOSITORY / "content/contribute.md").read_text("utf-8"), re.MULTILINE
    )
    path = tmp_path / "entities/strikes/2024-04-20-camp-kalsu-explosion.yml"
    path.write_text(path.read_text("utf-8").replace("casualties:\n", f"casualties:\n{example}", 1), "utf-8")

    assert errors_and_warnings(check(Settings(tmp_path))) == []
    tree = read_tree(path.name, path.read_bytes())
    assert isinstance(tree, Tree)
    assert example in formatted(tree, Strike)


def test_accounts_differ_where_the_specification_says_so():
    """What set off the explosion and who did it; whether a strike happened; a halt that Washington doubted."""
    atlas = corpus()
    found = {
        (entry.id, matter[0].field): len(matter)
        for entry in atlas.entries.values()
        for matter in disagreements(atlas, entry)
    }
    assert found == {
        ("2024-04-20-camp-kalsu-explosion", "type"): 2,
        ("2024-04-20-camp-kalsu-explosion", "responsibility"): 2,
        ("2020-11-29-al-qaim-border-drone-strike", "occurrence"): 2,
        ("kataib-hezbollah", "founded"): 2,
        ("kataib-hezbollah", "declarations"): 1,
        ("muslim-shahdan", "life_status"): 1,
    }
