"""What a report must be whatever it reports: it names file, line and reason, and obeys nobody."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence

from euphrates_atlas.checks.reports import REPORTERS
from euphrates_atlas.findings import Finding

_COMMAND = re.compile(r"::(?:error|warning|notice) file=[^:]+::[^\r\n]*")
_SUMMARY = re.compile(r"no findings|GitHub shows .*|(?:no errors, no warnings; )?\d+ (?:error|warning|note)s?(?:, .*)?")


def assert_says_where_and_why(found: Sequence[Finding], text: str) -> None:
    """Assert that there is a finding, and that each names its place in the file, what is wrong and what to do."""
    assert found
    lines = text.count("\n") + text.count("\r") + 1
    for finding in found:
        assert finding.file.startswith("entities/")
        assert 1 <= finding.span.line <= lines
        assert finding.span.column >= 1
        assert finding.message
        assert finding.help


def assert_obeys_nobody(found: Iterable[Finding]) -> None:
    """Assert that no report of these findings holds what a terminal or a workflow would act on."""
    found = list(found)
    for name in REPORTERS:
        report = REPORTERS[name](found)
        assert not (bad := [c for c in set(report) - {"\n"} if unicodedata.category(c) in ("Cc", "Cs")]), (name, bad)
        assert "\u202e" not in report
        assert "\u2066" not in report
        if name == "json":
            assert len(json.loads(report)["findings"]) == len(found)
        if name == "github":
            for line in report.removesuffix("\n").split("\n"):
                assert _COMMAND.fullmatch(line) or _SUMMARY.fullmatch(line), line
