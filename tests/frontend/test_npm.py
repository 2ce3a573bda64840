"""The npm packages are installed by their lock file, whatever a person has set for npm and Node elsewhere."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.node import FRONTEND

INSTALL = (
    "import sys, pathlib, npm; npm.CACHE = pathlib.Path(sys.argv[1], 'cache'); npm.install(pathlib.Path(sys.argv[1]))"
)
SETTINGS = {
    "nothing": {},
    "production": {"NODE_ENV": "production"},
    "no packages for development": {"npm_config_omit": "dev"},
    "no optional packages": {"npm_config_omit": "optional"},
    "scripts": {"npm_config_ignore_scripts": "false"},
    "packages for everybody": {"npm_config_global": "true", "npm_config_location": "global"},
    "another prefix": {"npm_config_prefix": "/proc/none"},
    "no lock files": {"npm_config_package_lock": "false"},
    "lock files alone": {"npm_config_package_lock_only": "true"},
    "nothing for real": {"npm_config_dry_run": "true"},
    "workspaces": {"npm_config_workspaces": "true"},
    "JSON": {"npm_config_json": "true"},
    "a home folder that cannot be written": {"HOME": "/proc/none"},
    "a cache that cannot be written": {"npm_config_cache": "/proc/none", "npm_config_logs_dir": "/proc/none"},
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder that locks packages in a folder beside it, with a script that leaves a file if it runs."""
    dependencies = {"devDependencies": {"a": "file:./a"}, "optionalDependencies": {"b": "file:./b"}}
    packages: dict[str, object] = {"": {"name": "folder", **dependencies}}
    for name, kind in (("a", "dev"), ("b", "optional")):
        described = {"name": name, "version": "1.0.0", "scripts": {"install": "touch ran"}}
        (tmp_path / name).mkdir()
        (tmp_path / name / "package.json").write_text(json.dumps(described))
        packages[name] = {"version": "1.0.0", "hasInstallScript": True, kind: True}
        packages[f"node_modules/{name}"] = {"resolved": name, "link": True}
    (tmp_path / "package.json").write_text(json.dumps({"name": "folder", "private": True, **dependencies}))
    lock = {"name": "folder", "lockfileVersion": 3, "requires": True, "packages": packages}
    (tmp_path / "package-lock.json").write_text(json.dumps(lock))
    return tmp_path


def install(
    folder: Path, settings: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> subprocess.CompletedProcess[str]:
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    command = [sys.executable, "-c", INSTALL, folder]
    return subprocess.run(command, cwd=FRONTEND, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("settings", SETTINGS.values(), ids=SETTINGS.keys())
def test_settings_for_other_projects_change_nothing(
    folder: Path, settings: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    done = install(folder, settings, monkeypatch)

    assert done.returncode == 0, done.stderr
    assert (folder / "node_modules/a/package.json").is_file()
    assert (folder / "node_modules/b/package.json").is_file()
    assert not list(folder.rglob("ran"))


def test_why_nothing_was_installed_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "package-lock.json").write_text('{"name": "folder", "lockfileVersion": 3, "packages": {}}')

    done = install(folder, {}, monkeypatch)

    assert done.returncode == 1
    assert "BuildError: `npm ci` failed in " in done.stderr
    assert "can only install packages when your package.json and package-lock.json" in done.stderr


def test_words_of_node_itself_are_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = install(folder, {"NODE_OPTIONS": "--none"}, monkeypatch)

    assert done.returncode == 1
    assert "--none is not allowed in NODE_OPTIONS" in done.stderr
