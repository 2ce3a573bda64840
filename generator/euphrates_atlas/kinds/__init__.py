"""The kinds of entries, one model per module: publishers and sources here, those of the atlas in its own folder `kinds/`.

A kind is found because its file is there. All packages that go through the kinds ask `record_types`.
"""

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from inspect import getsourcelines
from itertools import combinations
from pathlib import Path
from types import ModuleType

from euphrates_atlas.findings import CommandFailed
from euphrates_atlas.kind_errors import kind_errors_told
from euphrates_atlas.model.kind import Record
from euphrates_atlas.model.shape import shape_of
from euphrates_atlas.model.value_types import Role
from euphrates_atlas.resources import KINDS, kinds_folder, module_names
from euphrates_atlas.text.nearest import question


@cache
def record_types() -> dict[str, type[Record]]:
    """Return the model of each kind by the folder of its entries, in the order in which kinds are listed.

    Raises `CommandFailed` for a faulty declaration, and where two kinds have the same folder, key or order.
    """
    models = [_model_of(module) for module in kind_modules()]
    models.sort(key=lambda model: model.kind.order)
    for model, other in combinations(models, 2):
        for key in ("order", "folder", "key"):
            value = getattr(model.kind, key)
            if value == getattr(other.kind, key):
                words = f"{key}="
                places = f"{_place(model, words)} and {_place(other, words)}"
                raise CommandFailed(
                    f"{places} have the same `{key}`, {value}: give one of them another"
                )
    return {model.kind.folder: model for model in models}


def types_of(role: Role) -> list[type[Record]]:
    """Return the models of the kinds whose entries play a role, in the order in which kinds are listed."""
    return [model for model in record_types().values() if role in model.kind.roles]


def _check_names(model: type[Record]) -> None:
    """Raise `CommandFailed` where a `Kind` or a property names a field that the model lacks, or a field takes texts of any form.

    `groups.units` in a chapter is a field of another kind, and is not checked here.
    """
    known = shape_of(model).fields
    for name, shape in known.items():
        if any(part.value_type is str and not part.markers for part in shape.parts):
            place = _place(model, f"    {name}:")
            help = 'name the list of its codes, as `code="…"`, or declare words as `Texts`'
            raise CommandFailed(f"{place}: `{name}` takes any text: {help}")
    kind = model.kind
    plain = ("date", "place", "label_field", "row_of", "full")
    named = [(key, getattr(kind, key)) for key in plain]
    named += [("one_of", name) for name in kind.one_of]
    named += [("facets", facet.field) for facet in kind.facets]
    named += [("columns", column.field) for column in kind.columns]
    named += [("chapters", chapter.names) for chapter in kind.chapters]
    for _, declared in shape_of(model).properties:
        named += [("ends", declared.ends), ("brings", declared.brings)]
    for key, names in named:
        for field in names.replace("|", " ").split():
            if field not in known and "." not in field:
                help = question(field, known, "name one of its fields")
                place = _place(model, f"{key}=")
                raise CommandFailed(
                    f"{place}: `{key}` names `{field}`, which is no field of `{model.__name__}`: {help}"
                )


def kind_modules(below: str = "") -> Iterator[ModuleType]:
    """Yield the modules of the kinds of every atlas, then those of the kinds of the atlas at hand.

    With `below`, such as "rules", those in the folders of this name instead; `checks/catalog.py` asks for these.
    """
    for folder, package in ((Path(__file__).parent, __name__), (kinds_folder(), KINDS)):
        if folder:
            yield from modules_in(folder / below, f"{package}.{below}".removesuffix("."))


def modules_in(folder: Path, package: str) -> Iterator[ModuleType]:
    """Import the modules in the folder of a package and yield them by name. Raises `CommandFailed` for a faulty one."""
    for name in module_names(folder):
        with kind_errors_told():
            module = import_module(f"{package}.{name}")
        yield module


def file_of(module: str) -> str:
    """Return the file of a module of kinds, as messages name it: `kinds/strike.py` for `kinds.strike`."""
    return f"{module.removeprefix('euphrates_atlas.').replace('.', '/')}.py"


def _place(model: type[Record], words: str = "class ") -> str:
    """Return file and line of the first line of a class that has these words; else of its beginning."""
    lines, first = getsourcelines(model)
    found = (number for number, line in enumerate(lines, first) if words in line)
    return f"{file_of(model.__module__)}:{next(found, first)}"


def _model_of(module: ModuleType) -> type[Record]:
    """Return the one kind that a module declares. Raises `CommandFailed` where the declaration is faulty."""
    classes = [value for value in vars(module).values() if isinstance(value, type)]
    own = [value for value in classes if value.__module__ == module.__name__]
    models = [value for value in own if issubclass(value, Record)]
    if len(models) != 1:
        raise CommandFailed(
            f"{file_of(module.__name__)} declares {len(models)} kinds; a module of this folder declares one"
        )
    model = models[0]
    if "__pydantic_config__" not in vars(model):
        raise CommandFailed(
            f"{_place(model)}: `{model.__name__}` lacks `@record`, which makes fields of its lines: write it above the class"
        )
    if not hasattr(model, "kind"):
        raise CommandFailed(
            f"{_place(model)}: `{model.__name__}` has no `kind = Kind(...)`, which says how its entries are listed: "
            "add it behind the fields"
        )
    _check_names(model)
    return model
