"""Files of the site that are no pages, filled in from templates of Jinja beside the modules that make them.

Only the build has Jinja: the commands for entries go without.
"""

from functools import cache
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from euphrates_atlas.resources import table
from euphrates_atlas.text.escape import cleaned

if TYPE_CHECKING:  # most commands fill in no template
    from jinja2 import Template


def filled_text(place: str, **values: object) -> str:
    """Return a template filled in; `place` is that of `resources.table`. XML takes the filters `xml` and `attribute`."""
    return _template(place).render(values)


@cache
def _template(place: str) -> "Template":
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415

    environment = Environment(  # noqa: S701 -- no HTML is made here
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    environment.filters["xml"] = lambda value: escape(cleaned(str(value)))
    environment.filters["attribute"] = lambda value: quoteattr(cleaned(value))
    return environment.from_string(table(place).decode())
