"""The files that the hosting service reads: well-formed, and workflows with no known weakness."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.overlays import lay
from tests.repositories import git
from tests.stores import CORPUS

ROOT = Path(__file__).parents[2]
GITHUB = ROOT / ".github"
WORKFLOWS = sorted([*(GITHUB / "workflows").glob("*.yml"), *ROOT.glob("example/.github/workflows/*.yml")])
"""Ours, and that of an encyclopedia which `atlas init` begins."""
FORMS = sorted(p for p in (GITHUB / "ISSUE_TEMPLATE").glob("*.yml") if p.name != "config.yml")
PROGRAMS = Path(sys.executable).parent
JOBS: dict[str, dict[str, Any]] = {
    path.name: yaml.safe_load(path.read_text("utf-8"))["jobs"] for path in sorted((GITHUB / "workflows").glob("*.yml"))
}
UPKEEP = ("archives.yml", "draft.yml", "links.yml", "packages.yml")
"""Workflows that look after the store and the program, by the calendar or when they are asked."""

BUILDS_A_SITE = re.compile(r"\bmake (site|test|test-entries|test-program|test-all|release)\b|\.ci/run")


def commands(jobs: dict[str, Any]) -> list[str]:
    """Return what the steps of some jobs run."""
    return [str(step.get("run", "")) for job in jobs.values() for step in job.get("steps", ())]


def run(program: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([PROGRAMS / program, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("vendor.github-workflows", WORKFLOWS),
        ("vendor.github-issue-forms", FORMS),
        ("vendor.github-issue-config", [GITHUB / "ISSUE_TEMPLATE" / "config.yml"]),
        ("vendor.dependabot", [GITHUB / "dependabot.yml"]),
        ("vendor.citation-file-format", [ROOT / "CITATION.cff"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_files_fit_their_schema(schema: str, files: list[Path]) -> None:
    """Each file is what the service expects there."""
    assert files

    done = run("check-jsonschema", "--builtin-schema", schema, *files)

    assert done.returncode == 0, done.stdout + done.stderr


def test_workflows_have_no_known_weakness() -> None:
    """Least rights, actions pinned by hash, nothing of a pull request in a command line."""
    done = run("zizmor", "--offline", "--no-progress", *WORKFLOWS)

    assert done.returncode == 0, done.stdout + done.stderr


def test_every_action_is_pinned_by_hash() -> None:
    """A tag can be moved to other code; a hash cannot."""
    used = [
        line.split("uses:")[1].split("#")[0].strip()
        for path in WORKFLOWS
        for line in path.read_text("utf-8").splitlines()
        if "uses:" in line
    ]

    assert used
    others = [action for action in used if not action.startswith("$/")]  # a workflow of this repository, at this commit
    assert [action for action in others if len(action.partition("@")[2]) != 40] == []


def test_every_build_of_the_site_has_the_history() -> None:
    """Without it, the pages and feeds of changes are empty."""
    building = {name: jobs for name, jobs in JOBS.items() if BUILDS_A_SITE.search("\n".join(commands(jobs)))}

    assert {"check.yml", "nightly.yml"} <= building.keys()
    for name, jobs in building.items():
        depths = [
            step.get("with", {}).get("fetch-depth")
            for job in jobs.values()
            for step in job.get("steps", ())
            if step.get("uses", "").startswith("actions/checkout@")
        ]
        assert depths, name
        assert set(depths) == {0}, name


def test_only_what_passed_is_published() -> None:
    """The site that goes out is the one that Check built, in the same run."""
    jobs = JOBS["publish.yml"]

    assert jobs["check"]["uses"] == "$/.github/workflows/check.yml"
    assert jobs["deploy"]["needs"] == "check"
    assert not any("make" in str(step.get("run", "")) for step in jobs["deploy"]["steps"])


@pytest.mark.parametrize(("contact", "status"), [("harm@atlas.example", 1), ("harm@atlas.test", 0)])
def test_nothing_is_published_while_nobody_gets_reports_of_harm(tmp_path: Path, contact: str, status: int) -> None:
    """The foot of every page promises an address."""
    (command,) = (text for text in commands({"deploy": JOBS["publish.yml"]["deploy"]}) if "mailto:" in text)
    foot = (ROOT / "overrides" / "partials" / "footer.html").read_text("utf-8")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text(foot.replace("{{ config.extra.contact }}", contact), "utf-8")

    done = subprocess.run(["/bin/bash", "-e", "-c", command], cwd=tmp_path, check=False)

    assert done.returncode == status


def test_who_cannot_format_is_shown_how(tmp_path: Path) -> None:
    """The summary of the check has the lines as `atlas fmt` writes them; the files stay as they were sent."""
    (command,) = (text for text in commands(JOBS["check.yml"]) if "fmt --check" in text)
    entry, summary, program = (tmp_path / name for name in ("entities/a.yml", "summary.md", ".venv/bin/atlas"))
    for folder in (entry.parent, program.parent):
        folder.mkdir(parents=True)
    entry.write_text("as it was sent\n")
    program.write_text('#!/bin/sh\n[ "$2" = --check ] && exit 1\necho "usual form" > entities/a.yml\n')
    program.chmod(0o755)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "entities")
    git(tmp_path, "commit", "-qm", "An entry")
    done = subprocess.run(
        ["/bin/bash", "-e", "-c", command],
        cwd=tmp_path,
        env={**os.environ, "GITHUB_STEP_SUMMARY": str(summary)},
        check=False,
    )

    assert done.returncode == 1
    assert "\n    -as it was sent\n    +usual form\n" in summary.read_text()
    assert entry.read_text() == "as it was sent\n"


@pytest.mark.parametrize(
    ("changed", "program"),
    [
        (["entities/groups/g.yml"], "false"),
        (["entities/groups/g.yml", "content/about.md"], "false"),
        (["content/assets/x.md"], "true"),
        (["entities/groups/g.yml", "generator/euphrates_atlas/subject.py"], "true"),
        (["docs/entities/x.yml"], "true"),
    ],
)
def test_entries_alone_do_not_run_the_tests_of_the_program(tmp_path: Path, changed: list[str], program: str) -> None:
    (command,) = (text for text in commands({"changes": JOBS["check.yml"]["changes"]}) if text)
    git(tmp_path, "init", "-q")
    git(tmp_path, "commit", "-qm", "A start", "--allow-empty")
    git(tmp_path, "tag", "start")
    for name in changed:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x\n")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "A change")

    assert told(command, tmp_path, "start") == program
    assert told(command, tmp_path, "") == "true"


def told(command: str, folder: Path, base: str) -> str:
    """Return what the job `changes` says of the program."""
    output = folder / f"output-{base}"
    environment = {**os.environ, "BASE": base, "GITHUB_OUTPUT": str(output)}
    subprocess.run(["/bin/bash", "-e", "-c", command], cwd=folder, env=environment, check=True, capture_output=True)
    return output.read_text().removeprefix("program=").strip()


@pytest.mark.parametrize(
    ("entries", "program", "status"),
    [
        ("success", "success", 0),
        ("success", "skipped", 0),
        ("failure", "skipped", 1),
        ("success", "failure", 1),
        ("success", "cancelled", 1),
        ("skipped", "success", 1),
    ],
)
def test_one_status_gathers_all(entries: str, program: str, status: int) -> None:
    """It is the one that a pull request needs."""
    job = JOBS["check.yml"]["check"]
    (command,) = commands({"check": job})

    assert {*job["needs"]} == {*JOBS["check.yml"]} - {"check"}
    results = {"CHANGES": "success", "ENTRIES": entries, "PROGRAM": program}
    done = subprocess.run(["/bin/bash", "-e", "-c", command], env={**os.environ, **results}, check=False)
    assert done.returncode == status


def test_maintainers_are_warned_of_what_grows(tmp_path: Path) -> None:
    """By a sentence that names the page; what is within its bounds is passed over, and nothing fails."""
    (tmp_path / "index.html").write_bytes(b"x" * 1_000)
    (tmp_path / "long.html").write_bytes(b"x" * 300_000)

    done = subprocess.run(
        [sys.executable, ROOT / ".ci" / "warn.py", tmp_path], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stderr) == (0, "")
    (line,) = done.stdout.splitlines()
    assert line.startswith("::warning title=The site grows::long.html has 300,000 bytes")


def test_maintainers_are_the_code_owners() -> None:
    """Whom the guide names is whom the service asks for a review."""
    named = (
        set(re.findall(r"@[\w-]+/[\w-]+", (ROOT / path).read_text("utf-8")))
        for path in ("MAINTAINERS.md", ".github/CODEOWNERS")
    )
    assert len({frozenset(teams) for teams in named}) == 1


def test_upkeep_never_fails_main() -> None:
    """A dead link or a service that is down is an issue or nothing, not a red mark at a commit."""
    assert {job["continue-on-error"] for name in UPKEEP for job in JOBS[name].values()} == {True}


CHANGE = """\
### The change

```yaml
change: strikes/2021-02-15-erbil-rocket-attack
set:
  gaps: [{gap}]
```
"""


@pytest.mark.parametrize(
    ("body", "branch", "told"),
    [
        (
            CHANGE.format(gap="How many rockets"),
            "entry/2021-02-15-erbil-rocket-attack-7",
            "It is on the branch [entry/",
        ),
        (
            CHANGE.format(gap="$(touch caught) `touch caught`; touch caught"),
            "entry/2021-02-15-erbil-rocket-attack-7",
            "",
        ),
        (
            CHANGE.format(gap="x: [").replace("\n", "\r\n"),
            "",
            "Nothing could be made of it. When this is mended in the issue",
        ),
        (
            "### The change\n\n```yaml\nentries:\n  publishers/river-paper: {name: River Paper, type: newspaper}\n```\n",
            "entry/river-paper-7",
            "\nentities/publishers/river-paper.yml\n",
        ),
        ("### Kind\n\n$(touch caught)\n\n### Name\n\nX\n", "", "no change stands here"),
    ],
)
def test_what_a_form_says_is_put_on_a_branch(tmp_path: Path, body: str, branch: str, told: str) -> None:
    """Of the issue, so that two changes of one entry do not meet; the issue is told what came of it."""
    origin = repository_of_drafts(tmp_path)
    comment = drafted(tmp_path, body)

    branches = git(origin, "branch", "--format=%(refname:short)").split()
    assert branches == [branch] * bool(branch)
    assert told in comment
    assert list(tmp_path.rglob("caught")) == []
    if branch.startswith("entry/2021"):
        changed = git(origin, "show", "--format=%s", branch)
        assert changed.startswith("Change entities/strikes/2021-02-15-erbil-rocket-attack.yml (issue 7)\n")
        assert "+gaps: [" in changed


def test_a_draft_is_made_anew_until_somebody_works_on_it(tmp_path: Path) -> None:
    """What was committed by hand is not overwritten by a further label."""
    origin = repository_of_drafts(tmp_path)
    branch = "entry/2021-02-15-erbil-rocket-attack-7"
    drafted(tmp_path, CHANGE.format(gap="How many rockets"))
    comment = drafted(tmp_path, CHANGE.format(gap="Which rockets"))
    assert "It is on the branch [entry/" in comment
    assert "Which rockets" in git(origin, "show", branch)

    git(tmp_path, "switch", "-q", branch)
    git(tmp_path, "commit", "-q", "--allow-empty", "-m", "Finish it")
    git(tmp_path, "push", "-q", "origin", branch)
    comment = drafted(tmp_path, CHANGE.format(gap="Whose rockets"))
    assert f"Somebody has worked on the branch [{branch}](" in comment
    assert git(origin, "show", "-s", "--format=%s", branch) == "Finish it"


def test_a_change_that_is_there_is_no_failure(tmp_path: Path) -> None:
    """As where the label comes again after the branch was merged."""
    origin = repository_of_drafts(tmp_path)
    change = CHANGE.format(gap="How many rockets")
    drafted(tmp_path, change)
    branch = git(origin, "branch", "--format=%(refname:short)")
    git(tmp_path, "switch", "-q", "main")
    git(tmp_path, "merge", "-q", branch)

    assert drafted(tmp_path, change).startswith("The entries say this already: nothing is left to do.\n")


def repository_of_drafts(root: Path) -> Path:
    """Make a repository of entries, with programs that stand for those of a runner; return the one that it pushes to."""
    lay(root, CORPUS / "entities")
    programs = root / ".venv/bin"
    programs.mkdir(parents=True)
    (root / ".atlas").mkdir()
    for name, line in {
        "atlas": f'exec {sys.executable} -m euphrates_atlas --root . "$@"',
        "make": "",
        "gh": '[ "$1 $2" = "issue comment" ] && cp .atlas/comment.md .atlas/told.md; true',
    }.items():
        (programs / name).write_text(f"#!/bin/sh\n{line}\n")
        (programs / name).chmod(0o755)
    (root / ".ci").mkdir()
    shutil.copy(ROOT / ".ci/push", root / ".ci/push")
    (root / ".gitignore").write_text("/.venv\n/.atlas\n")
    git(root, "init", "-q", "-b", "main")
    git(root, "add", ".")
    git(root, "commit", "-qm", "The entries")
    git(root, "init", "-q", "--bare", ".atlas/origin")
    git(root, "remote", "add", "origin", ".atlas/origin")
    return root / ".atlas/origin"


def drafted(root: Path, body: str) -> str:
    """Run the workflow for an issue with this text on the entries as they are on main, and return its comment."""
    git(root, "switch", "-q", "main")
    for branch in git(root, "branch", "--format=%(refname:short)").split():
        if branch != "main":
            git(root, "branch", "-qD", branch)
    (root / ".atlas/made").unlink(missing_ok=True)
    environment = {
        **os.environ,
        "PATH": f"{root / '.venv/bin'}:{os.environ['PATH']}",
        "BODY": body,
        "NUMBER": "7",
        "GITHUB_SERVER_URL": "https://host.example",
        "GITHUB_REPOSITORY": "an/atlas",
    }
    for command in filter(None, commands({"draft": JOBS["draft.yml"]["draft"]})):
        if "BODY" in command or "gh issue" in command:
            subprocess.run(["/bin/bash", "-e", "-c", command], cwd=root, env=environment, check=True)
    return (root / ".atlas/told.md").read_text("utf-8")


def test_a_label_that_a_workflow_uses_is_known() -> None:
    """`gh issue create` fails on a label that the repository does not have; `.github/labels.yml` lists them."""
    labels = yaml.safe_load((GITHUB / "labels.yml").read_text("utf-8"))
    assert all(label.keys() == {"name", "color", "description"} for label in labels)  # a comma in a text makes more
    known = {label["name"] for label in labels}
    forms = {label for form in FORMS for label in yaml.safe_load(form.read_text("utf-8")).get("labels", ())}
    used = {label for jobs in JOBS.values() for label in re.findall(r"--label '([^']+)'", "\n".join(commands(jobs)))}

    assert forms | used <= known
