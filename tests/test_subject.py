"""What the atlas is about is said in one file, and what MkDocs needs of it says the same."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from pydantic import TypeAdapter, ValidationError

from euphrates_atlas.model.value_types import DateText
from euphrates_atlas.subject import subject
from tests.stores import REPOSITORY

SUBJECT = (REPOSITORY / "subject.yml").read_text("utf-8")


def test_mkdocs_has_the_same_name_and_description() -> None:
    class Settings(yaml.SafeLoader):
        """Leaves out what comes from the environment, or else from `subject.yml`."""

    Settings.add_constructor("!ENV", lambda loader, node: None)
    settings = yaml.load((REPOSITORY / "mkdocs.yml").read_text("utf-8"), Settings)
    assert settings["site_name"] == subject().name
    assert settings["site_description"] == subject().description
    assert settings["copyright"].startswith(f"{subject().name} compiles ")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (None, "atlas: subject.yml is missing: it names the atlas and its region, and stands beside mkdocs.yml: copy that of another atlas, and change it\n"),
        ("name: [", "atlas: subject.yml:1:8: expected a value here\n"),
        (SUBJECT.replace("name: Euphrates", "nmae: Euphrates", 1), "atlas: subject.yml:4:1: `nmae` is not a key of the file: did you mean `name`?\n"),
        (SUBJECT.replace("body: group", "corps: group"), "atlas: subject.yml:22:3: `corps` is not a key of `relations`: it can have `body`\n"),
        (SUBJECT.replace("name: Euphrates Atlas", "", 1), "atlas: subject.yml:5:1: the file has no `name`, which is required\n"),
        (SUBJECT.replace("[600, 2100]", "[600, soon]"), "atlas: subject.yml:17:14: an item of `years` takes a whole number, and `soon` is none\n"),
        (SUBJECT.replace("[600, 2100]", "[600]"), "atlas: subject.yml:17:8: `years` takes 2 values, and here are 1\n"),
        (SUBJECT.replace("[600, 2100]", "[{a: b}, 2000]"), "atlas: subject.yml:17:9: an item of `years` takes a whole number, and here is a mapping\n"),
        (SUBJECT.replace("[600, 2100]", "600"), "atlas: subject.yml:17:8: `years` takes a list, and here is a text\n"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_told_in_a_line(tmp_path: Path, text: str | None, told: str) -> None:
    """Also where the program lies in the repository of an atlas, as it does here: that one's file is no other's."""
    (tmp_path / "entities").mkdir()
    (tmp_path / "mkdocs.yml").touch()
    if text is not None:
        (tmp_path / "subject.yml").write_text(text, "utf-8")
    command = [sys.executable, "-m", "euphrates_atlas", "--root", str(tmp_path), "check"]
    run = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (2, told)


def test_a_date_lies_in_the_years_of_the_subject() -> None:
    dates = TypeAdapter(DateText)
    assert dates.validate_python("0600-01-01/2100", context=subject().years).earliest == "0600-01-01"
    for text, end in [("210X", "210X"), ("1258/2150", "2150"), ("../0599-12", "0599-12")]:
        with pytest.raises(ValidationError, match=f"`{end}` is not a date: the year {end[:4]} is outside 600 to 2100"):
            dates.validate_python(text, context=subject().years)
