"""The templates: Jinja with undefined names as errors and every value escaped unless it is HTML already."""

import json
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.compiler import CodeGenerator
from markupsafe import Markup

from euphrates_atlas.facts.plain_words import day_words, label_of
from euphrates_atlas.render.linked_words import stances
from euphrates_atlas.render.markup import code_html, name_html, printed
from euphrates_atlas.render.tables import DASH, Column, number, table
from euphrates_atlas.subject import repository_address, site_address, subject
from euphrates_atlas.text.edtf import parse_date
from euphrates_atlas.text.edtf_words import in_short, in_words
from euphrates_atlas.text.escape import cleaned, escape, escape_html
from euphrates_atlas.text.phrases import capitalised, counted

_JSON = json.JSONEncoder(ensure_ascii=False)


class _Printed(CodeGenerator):
    """Code of templates in which `printed` alone escapes: Jinja would look at each of a million values once more."""

    def _output_child_pre(self, *given: Any) -> None:
        self.write("environment.finalize(")

    def _output_child_post(self, *given: Any) -> None:
        self.write(")")


class _Environment(Environment):
    code_generator_class = _Printed
    # Jinja looks for the template of each part of each page.
    get_template = cache(Environment.get_template)
    select_template = cache(Environment.select_template)  # type: ignore[assignment]


@cache
def environment() -> Environment:
    """Return the environment of all templates, with the filters and functions that they use; `filled` asks for it."""
    made = _Environment(
        loader=PackageLoader("euphrates_atlas.render"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=printed,
        comment_start_string="{##",  # `{#` starts the id of a heading
        comment_end_string="##}",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    made.filters.update(
        markdown=lambda text: Markup(escape(text)),
        yaml=lambda text: Markup(_JSON.encode(cleaned(text))),
        code=code_html,
        lines=lambda text: Markup(escape_html(text)),  # `html` makes one line of a text
        capitalised=capitalised,
        counted=counted,
        date=parse_date,
        in_short=in_short,
        in_words=in_words,
        day_words=day_words,
    )
    made.globals.update(
        name_html=name_html,
        subject=subject(),
        stances=stances,
        repository_address=repository_address,
        site_address=site_address,
        label_of=label_of,
        table=table,
        column=Column,
        number=number,
        DASH=DASH,
    )
    macros = made.get_template("macros.md.j2")
    # An `import` in each template would look at all globals.
    made.globals["m"] = macros.module
    return made


def filled(*names: str, **values: object) -> str:
    """Return the first of these templates that exists, filled in."""
    return environment().select_template(names).render(values)
