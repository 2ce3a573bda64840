"""Citations in statements: the short form, the long form, and what is said of each that is neither."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from euphrates_atlas.model.atlas import Entry
from euphrates_atlas.model.parsing import parse_entry
from euphrates_atlas.model.statement import Citation
from euphrates_atlas.text.yaml_reader import read_tree
from euphrates_atlas.text.yaml_tree import Tree
from kinds.group import Group

FIXTURE = Path(__file__).parent.parent / "fixtures" / "citations.md"
CASE = re.compile(r"^(\S[^\n]*)\n\.\n([^\n]*)\n\.\n(.*?)\n\.$", re.MULTILINE | re.DOTALL)
CASES = [pytest.param(*parts, id=title) for title, *parts in CASE.findall(FIXTURE.read_text("utf-8"))]
BEFORE = "founded: {value: 2019, cite: "
REST = "name: A\nsummary: A.\nreviewed: 2026-11-20\ntype: {value: state, cite: [s]}\n"


def test_the_fixture_has_its_cases() -> None:
    """A typo in the fixture must not silently drop cases."""
    assert len(CASES) >= 60
    assert len({case.id for case in CASES}) == len(CASES)


@pytest.mark.parametrize(("typed", "expected"), CASES)
def test_citation(typed: str, expected: str) -> None:
    """Each case of the fixture gives what stands there, word for word."""
    assert account(typed) == expected


def test_the_order_of_citations_is_kept() -> None:
    """The page lists sources as the entry does."""
    assert account("[c, a, b p. 2, a p. 1]").splitlines() == ["c", "a", "b, p. 2", "a, p. 1"]


def account(typed: str) -> str:
    """Return what the parser makes of a citation: its parts, or its findings with their columns in the citation."""
    tree = read_tree("f.yml", f"{BEFORE}{typed}}}\n{REST}".encode())
    result = parse_entry("f", tree, Group) if isinstance(tree, Tree) else tree
    if isinstance(result, Entry):
        return "\n".join(told(citation) for citation in result.facts_of("founded")[0].statement.cite)
    lines = []
    for found in result:
        column = found.span.column - len(BEFORE)
        lines += [f"{column}: {found.rule.code} {found.message}", f"help: {found.help}"]
    return "\n".join(lines)


def told(citation: Citation) -> str:
    quote = citation.quote
    parts = [citation.src, citation.loc, citation.origin and f"from {citation.origin}"]
    parts.append(citation.stance if citation.stance != "supports" else None)
    parts.append(quote and f"“{quote.text}”{quote.lang or ''}{' translated' if quote.translation else ''}")
    return ", ".join(part for part in parts if part)
