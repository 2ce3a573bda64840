"""What `make` installs: lock files that hold for every Python that is promised, on any machine and with any settings of pip."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet

from tests.stores import REPOSITORY

LOCKS = ("requirements-check.lock", "requirements-site.lock", "requirements.lock")
OLDEST = "3.11.0"
"""What the guides promise: Python 3.11 or newer. Debian 12 has 3.11.2."""
PIN = re.compile(r"^([a-z0-9.-]+)==(\S+)(?: ; (.*?))? \\$", re.MULTILINE)


def pins(lock: str) -> dict[str, str]:
    """Return the packages that a lock file names, and their versions."""
    return {name: version for name, version, _ in PIN.findall((REPOSITORY / lock).read_text("utf-8"))}


def test_the_lock_files_agree() -> None:
    """What checking and building install is a part of what the tests install, in the same versions."""
    for lock in ("requirements-check.lock", "requirements-site.lock"):
        assert pins(lock).items() <= pins("requirements.lock").items()


@pytest.mark.parametrize("lock", LOCKS)
def test_each_package_is_locked_in_one_version(lock: str) -> None:
    """Every Python gets the same programs, so that it makes the same bytes."""
    names = [name for name, _, _ in PIN.findall((REPOSITORY / lock).read_text("utf-8"))]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_takes_the_oldest_python(lock: str) -> None:
    """To mend it, run `make lock`: it asks for packages that take that Python."""
    told, too_new = 0, {}
    for name, version in pins(lock).items():
        try:
            installed = distribution(name)
        except PackageNotFoundError:  # another system needs it
            continue
        if installed.version != version:  # `make setup` was not run since
            continue
        told += 1
        wanted = installed.metadata["Requires-Python"] or ""
        if OLDEST not in SpecifierSet(wanted):
            too_new[name] = wanted
    assert too_new == {}
    assert told > len(pins(lock)) * 0.9


def test_the_locks_are_made_for_the_python_that_is_promised() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
    makefile = (REPOSITORY / "Makefile").read_text("utf-8")
    assert project["requires-python"] == f">={OLDEST.removesuffix('.0')}"
    assert f"--python-version {OLDEST} --universal" in makefile


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_file_names_no_host_and_has_a_hash_for_each_package(lock: str) -> None:
    text = (REPOSITORY / lock).read_text("utf-8")
    assert "://" not in text
    assert "--index" not in text
    hashes = [block.count("--hash=sha256:") for block in re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]]
    assert hashes
    assert 0 not in hashes


BACKEND = '''\
"""Installs the module beside it, without any package from elsewhere."""
import zipfile

def get_requires_for_build_editable(settings=None):
    return []

def build_editable(folder, settings=None, metadata=None):
    name = "atlas_stub-1.0-py3-none-any.whl"
    about = "atlas_stub-1.0.dist-info/"
    with zipfile.ZipFile(f"{folder}/{name}", "w") as wheel:
        wheel.write("stub.py")
        wheel.writestr(about + "METADATA", "Metadata-Version: 2.1\\nName: atlas-stub\\nVersion: 1.0\\n")
        wheel.writestr(about + "WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr(about + "entry_points.txt", "[console_scripts]\\natlas = stub:run\\n")
        wheel.writestr(about + "RECORD", "")
    return name
'''
STUB = "import sys\n\ndef run():\n    print(f'atlas {sys.argv[1]}, optimized {sys.flags.optimize}')\n"
PROJECT = """\
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
"""
ELSEWHERE = "[install]\nuser = true\ntarget = {0}/T\nprefix = {0}/P\nroot = {0}/R\n"


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """Return a folder whose `make check` installs and runs a stub of the program, without a network."""
    root = tmp_path / "clone"
    root.mkdir()
    shutil.copy(REPOSITORY / "Makefile", root)
    files = {"backend.py": BACKEND, "stub.py": STUB, "pyproject.toml": PROJECT, "requirements-check.lock": ""}
    for name, text in files.items():
        (root / name).write_text(text)
    return root


def make(root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: text for name, text in os.environ.items() if not name.startswith(("PIP_", "PYTHON", "MAKE"))}
    return subprocess.run(
        ["make", "--no-print-directory", f"PYTHON={sys.executable}", *arguments],
        cwd=root, env={**kept, **environment}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def leave_environment_without_python(root: Path) -> None:
    """As after an upgrade of Python, whether or not the installation was finished."""
    for name in ("python", "python3"):
        (root / ".venv" / "bin").mkdir(parents=True, exist_ok=True)
        (root / ".venv" / "bin" / name).symlink_to("/nowhere/python3")
    (root / ".venv" / ".for-check").write_text(f"{root}\n")


@pytest.mark.parametrize("is_new", [pytest.param(True, marks=pytest.mark.full), False])
def test_an_environment_is_made_whatever_was_there_or_is_set(clone: Path, tmp_path: Path, *, is_new: bool) -> None:
    """Where none is, and anew where its Python is gone, in a path of all characters that are taken.

    Settings for other projects do not reach it: pip told to install elsewhere, by variables and by its file; Python told to look and
    to run otherwise.
    """
    root = clone.rename(clone.parent / " it's 100 % [a] (b) #1; قلم & é, ü ")
    if not is_new:
        leave_environment_without_python(root)
    (tmp_path / "pip.conf").write_text(ELSEWHERE.format(tmp_path))
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "stub.py").write_text("raise SystemExit('the module of another project')\n")
    settings = {
        "PIP_CONFIG_FILE": f"{tmp_path}/pip.conf",
        "PIP_CONSTRAINT": "/nowhere",
        "PIP_DRY_RUN": "1",
        "PIP_PREFIX": f"{tmp_path}/P",
        "PIP_PYTHON": "/nowhere",
        "PIP_REQUIRE_HASHES": "1",
        "PIP_REQUIRE_VIRTUALENV": "1",
        "PIP_ROOT": f"{tmp_path}/R",
        "PIP_TARGET": f"{tmp_path}/T",
        "PIP_USER": "1",
        "PYTHONHOME": "/nowhere",
        "PYTHONOPTIMIZE": "2",
        "PYTHONPATH": f"{tmp_path}/other",
        "PYTHONSAFEPATH": "1",
        "HOME": "/proc/none",
    }

    first = make(root, "check", **settings)
    again = make(root, "check", **settings)

    assert first.returncode == 0, first.stdout + first.stderr
    assert "atlas schema, optimized 0\n" in first.stdout
    assert first.stdout.endswith("atlas check, optimized 0\n")
    assert again.stdout == ".venv/bin/atlas check --strict\natlas check, optimized 0\n"
    assert [path.name for path in tmp_path.iterdir() if path.name in "TPR"] == []


@pytest.mark.parametrize("name", ["a:b", "a$b", "a$HOME", "{a}", "a\tb", "a\nb"])
def test_a_path_that_python_cannot_take_is_named(clone: Path, name: str) -> None:
    """`venv` refuses the first, setuptools fails at the next, and no program can be started below the last."""
    root = clone.rename(clone.parent / name)

    done = make(root, "check")

    assert done.returncode == 2
    assert done.stderr.startswith("The path of this folder has a colon, a dollar sign, a brace or a line break")
    assert not (root / ".venv").exists()


def test_why_there_is_no_environment_is_told(clone: Path) -> None:
    (clone / ".venv").write_text("")

    done = make(clone, "check")

    assert done.returncode == 2
    assert "Not a directory" in done.stderr
    assert "cannot make a virtual environment here; where its venv module is missing, install that" in done.stderr
