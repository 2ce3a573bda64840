"""Compiled templates are kept from one run to the next, beside the compiled modules."""

from __future__ import annotations

import os
import sys
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

import jinja2
import pytest

from euphrates_atlas.render import environment as module
from euphrates_atlas.render.environment import compiled_templates

TEMPLATES = {"a": "{{ 1 + 1 }}", "b": "{% for n in numbers %}{{ n }}{% endfor %}"}


class Counting(jinja2.Environment):
    """An environment that counts what it compiles."""

    compiled = 0

    def compile(self, *given: Any, **named: Any) -> Any:
        self.compiled += 1
        return super().compile(*given, **named)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let Python keep compiled code in a folder, and return that."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(module, "cache_from_source", lambda _: str(tmp_path / "environment.pyc"))
    return tmp_path


def compiled() -> int:
    """Return how many templates a new run compiles; each does what it says."""
    run = Counting(loader=jinja2.DictLoader(TEMPLATES), bytecode_cache=compiled_templates())
    assert [run.get_template(name).render(numbers=[1, 2]) for name in TEMPLATES] == ["2", "12"]
    return run.compiled


def test_they_stand_beside_the_compiled_modules(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    cache = compiled_templates()
    assert cache is not None
    assert Path(cache.directory) == Path(cache_from_source(str(module.__file__))).parent


@pytest.mark.usefixtures("folder")
def test_a_template_is_compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Until it changes, or what compiles it: Jinja, or the module of the environment."""
    assert (compiled(), compiled()) == (2, 0)
    monkeypatch.setitem(TEMPLATES, "a", "{{ 4 - 2 }}")
    assert (compiled(), compiled()) == (1, 0)
    monkeypatch.setattr(jinja2, "__version__", "9.9")
    assert (compiled(), compiled()) == (2, 0)
    monkeypatch.setattr(module, "data_file", lambda _: b"other options")
    assert (compiled(), compiled()) == (2, 0)


@pytest.mark.parametrize("rest", [b"", b"not what it was"])
def test_a_spoilt_file_is_written_anew(folder: Path, rest: bytes) -> None:
    compiled()
    spoilt = min(folder.iterdir())
    whole = spoilt.read_bytes()
    spoilt.write_bytes(whole[: len(whole) // 2] + rest)
    assert compiled() == 1
    assert spoilt.read_bytes() == whole


def test_nothing_is_kept_where_python_keeps_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither where there is no such folder, or it may not be written, nor where Python was told to write no compiled code."""
    monkeypatch.setattr(module, "cache_from_source", lambda _: str(folder / "absent" / "environment.pyc"))
    assert (compiled(), compiled()) == (2, 2)
    monkeypatch.setattr(module, "cache_from_source", lambda _: str(folder / "environment.pyc"))
    with monkeypatch.context() as told:
        told.setattr(os, "access", lambda *_: False)
        assert (compiled(), compiled()) == (2, 2)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert (compiled(), compiled()) == (2, 2)
    assert [*folder.iterdir()] == []
