"""The pages of the rules: what each asks, an example that breaks it, one that keeps it, and its findings at present.

`site/parts.py` runs `pages`.
"""

from collections import Counter
from collections.abc import Iterable

from markupsafe import Markup

from euphrates_atlas.checks.catalog import RULES
from euphrates_atlas.edit.rule_examples import Example
from euphrates_atlas.render.environment import filled
from euphrates_atlas.render.markup import LINK, code_html, html
from euphrates_atlas.render.site_input import Pages, SiteInput


def pages(site: SiteInput) -> Pages:
    """Yield the list of all rules, and the page of each; a rule without an example has a page without one."""
    rows = [
        (LINK(f"{code}.html", code), rule.name, rule.level.value, code_html(rule.summary))
        for code, rule in RULES.items()
    ]
    yield "rules/index.md", filled("rules.md.j2", rows=rows)
    findings = Counter(finding.rule.code for finding in site.find())
    for code, rule in RULES.items():
        page = filled(
            "rule.md.j2",
            rule=rule,
            example=site.examples.get(code, Example((), (), ())),
            findings=findings[code],
            code_lines=code_lines,
        )
        yield f"rules/{code}.md", page


def code_lines(lines: Iterable[str]) -> Markup:
    """Return lines as HTML on one line, for a `pre`: a blank line would end the raw block that it stands in."""
    return Markup("&#10;").join(Markup(html(line).replace("\t", "&#9;")) for line in lines)
