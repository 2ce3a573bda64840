"""The two that judge an entry by its form: the models, and the schema that editors use."""

from __future__ import annotations

from functools import cache

from jsonschema import Draft202012Validator

from euphrates_atlas.export.schema import schema_of
from euphrates_atlas.kinds import record_types
from euphrates_atlas.model.parsing import parse_entry
from euphrates_atlas.text.yaml_reader import read_tree
from tests.export.yaml12 import read


@cache
def validator(folder: str) -> Draft202012Validator:
    """Return the editor's schema of a kind, ready to ask."""
    return Draft202012Validator(schema_of(record_types()[folder], for_data=False))


def editor_refuses(folder: str, text: str) -> list[str]:
    """Return what the editor's schema says against a file; empty where it accepts it."""
    found = validator(folder).iter_errors(read(text))
    return [f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}" for error in found]


def models_refuse(folder: str, text: str) -> list[str]:
    """Return the codes of what reader and models say against a file; empty where they accept it."""
    tree = read_tree(f"entities/{folder}/x.yml", text.encode())
    entry = tree if isinstance(tree, list) else parse_entry("x", tree, record_types()[folder])
    return [finding.rule.code for finding in entry] if isinstance(entry, list) else []
