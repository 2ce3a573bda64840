"""The templates: Jinja with undefined names as errors and every value escaped unless it is HTML already."""

import json
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from generator.render.values import capitalised, code_html, name_html, printed
from generator.text.escape import cleaned, escape


@cache
def environment() -> Environment:
    """Return the environment of all templates."""
    made = Environment(
        loader=PackageLoader("generator.render"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=printed,
        comment_start_string="{##",  # `{#` starts the id of a heading
        comment_end_string="##}",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["markdown"] = lambda text: Markup(escape(text))
    made.filters["yaml"] = lambda text: Markup(json.dumps(cleaned(text), ensure_ascii=False))
    made.filters["code"] = code_html
    made.filters["capitalised"] = capitalised
    made.globals["name_html"] = name_html
    return made
