"""The templates: Jinja with undefined names as errors and every value escaped unless it is HTML already."""

import json
import re
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template, nodes
from jinja2.compiler import CodeGenerator
from jinja2.ext import Extension
from markupsafe import Markup

from generator.render.values import capitalised, code_html, name_html, printed
from generator.text.escape import cleaned, escape


class _Writer(CodeGenerator):
    """Compiles templates to code that does less at each of the hundreds of places of a page, and prints the same.

    What `printed` returns is HTML, which Jinja would look for once more; an `if` without an `else` is nothing, for which
    Jinja would make an undefined value with a sentence in it; a name behind a dot is an attribute, and what is called
    asks for no context: Jinja would try other things first; what is imported knows nothing of the page, for which Jinja
    would look whether the page was given other globals.
    """

    def visit_Getattr(self, node: nodes.Getattr, frame: Any) -> None:  # noqa: N802 -- the names are Jinja's
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Any, forward_caller: bool = False) -> None:  # noqa: N802
        self.visit(node.node, frame)
        self.write("(")
        for number, item in enumerate([*node.args, *node.kwargs]):
            self.write(", " if number else "")
            self.visit(item, frame)
        self.write(")")

    def visit_CondExpr(self, node: nodes.CondExpr, frame: Any) -> None:  # noqa: N802
        if node.expr2 is None:
            node.expr2 = nodes.Const("", lineno=node.lineno)
        super().visit_CondExpr(node, frame)

    def _import_common(self, node: Any, frame: Any) -> None:
        self.write("environment.get_template(")
        self.visit(node.template, frame)
        self.write(f", {self.name!r}).module")

    def _output_child_pre(self, node: Any, frame: Any, finalize: Any) -> None:
        self.write("(v if type(v := ")

    def _output_child_post(self, node: Any, frame: Any, finalize: Any) -> None:
        self.write(f") is Markup else {finalize.src}v))")


_JSON = json.JSONEncoder(ensure_ascii=False)
_PART = re.compile(r'\{% include "([^"]+)" %\}\n?')


class _Whole(Extension):
    """Writes into a template the parts that it names: Jinja would make a context for each at every page that has them.

    A part whose name is only known on the page is still included there.
    """

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Return a template with its parts, and theirs, in it; as everywhere, the line ends behind the tag."""
        return _PART.sub(lambda tag: self.preprocess(self._read(tag[1]), tag[1]), source)

    def _read(self, name: str) -> str:
        assert self.environment.loader is not None
        return self.environment.loader.get_source(self.environment, name)[0]


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
        extensions=[_Whole],
        cache_size=-1,  # there are few, and what is used last need not be kept apart
        auto_reload=False,  # a run would look at the file of a template whenever that is used
    )
    made.code_generator_class = _Writer
    made.filters["markdown"] = lambda text: Markup(escape(text))
    made.filters["yaml"] = lambda text: Markup(_JSON.encode(cleaned(text)))
    made.filters["code"] = code_html
    made.filters["capitalised"] = capitalised
    made.globals["name_html"] = name_html
    return made


@cache
def template(name: str) -> Template:
    """Return a template by its name."""
    return environment().get_template(name)


def filled(name: str, **given: object) -> str:
    """Return a template filled in, as `render` does; nothing of what was given is left to the garbage collector."""
    made = template(name)
    context = made.new_context(given)
    try:
        return "".join(made.root_render_func(context))
    except Exception:
        return made.environment.handle_exception()
    finally:
        context.vars.clear()  # the macros in it hold the context in turn, and with that the page
