"""The page of each rule: what it asks, an example that breaks it, one that keeps it, and what it finds at present."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from markupsafe import Markup

from generator.diagnostics import Diagnostic, Rule
from generator.diagnostics.catalog import RULES
from generator.model.atlas import Atlas
from generator.render.values import Words, html
from generator.source.examples import Example, ExampleFile

MAX_ENTRIES = 60
"""Entries of one rule that the state of the atlas lists."""


@dataclass(frozen=True, slots=True)
class FileView:
    """One file of an example."""

    file: str
    code: Markup
    left_out: int


@dataclass(frozen=True, slots=True)
class RulePage:
    """One rule."""

    rule: Rule
    bad: tuple[FileView, ...]
    report: Markup
    good: tuple[FileView, ...]
    findings: int
    """How many there are in the store at present."""


@dataclass(frozen=True, slots=True)
class RuleFindings:
    """What one rule finds in the store at present."""

    rule: Rule
    count: int
    entries: tuple[Markup, ...]
    """Links to the first entries concerned."""
    left_out: int


def rules() -> tuple[Rule, ...]:
    """Return all rules, by code."""
    return tuple(RULES.values())


def rule_pages(examples: Mapping[str, Example], findings: Iterable[Diagnostic]) -> list[RulePage]:
    """Return the pages of all rules, by code; a rule without an example has a page without one."""
    found = [finding.rule.code for finding in findings]
    pages = []
    for rule in RULES.values():
        example = examples.get(rule.code, Example((), (), ()))
        bad, good = (tuple(_view(file) for file in files) for files in (example.bad, example.good))
        pages.append(RulePage(rule, bad, code_lines(example.report), good, found.count(rule.code)))
    return pages


def findings_by_rule(atlas: Atlas, words: Words, findings: Iterable[Diagnostic]) -> tuple[RuleFindings, ...]:
    """Return the rules that find something, by code, with the entries concerned by kind and name."""
    held: dict[str, list[str]] = {}
    for finding in findings:
        held.setdefault(finding.rule.code, []).append(PurePosixPath(finding.file).stem)
    order = {entry.id: (entry.kind.order, entry.label.casefold(), entry.id) for entry in atlas.entries.values()}
    rows = []
    for code, ids in sorted(held.items()):
        entries = sorted({id for id in ids if id in order}, key=order.__getitem__)
        shown = tuple(words.link(id) for id in entries[:MAX_ENTRIES])
        rows.append(RuleFindings(RULES[code], len(ids), shown, len(entries) - len(shown)))
    return tuple(rows)


def code_lines(lines: Iterable[str]) -> Markup:
    """Return lines as HTML on one line, for a `pre`: a blank line would end the raw block that it stands in."""
    return Markup("&#10;").join(Markup(html(line).replace("\t", "&#9;")) for line in lines)


def _view(file: ExampleFile) -> FileView:
    return FileView(file.file, code_lines(file.lines), file.left_out)
