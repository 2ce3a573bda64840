"""The kinds of entries, one model per module: those of every atlas are here, its own in its folder `kinds/`.

A kind is found because its file is there.
"""

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType

from euphrates_atlas.diagnostics import CommandFailed
from euphrates_atlas.faults import faults_told
from euphrates_atlas.model.kind import Record
from euphrates_atlas.model.shape import shape_of
from euphrates_atlas.resources import KINDS, kinds_folder
from euphrates_atlas.text.nearest import question


@cache
def record_types() -> dict[str, type[Record]]:
    """Return the model of each kind by the folder of its entries, in the order in which kinds are listed."""
    by_order: dict[int, type[Record]] = {}
    for module in kind_modules():
        model = _model_of(module)
        _check_names(model)
        order = model.kind.order
        if order in by_order:
            files = " and ".join(file_of(kind.__module__) for kind in (by_order[order], model))
            raise CommandFailed(
                f"{files} have the same `order`, {order}: give one of them another number"
            )
        by_order[order] = model
    return {model.kind.folder: model for _, model in sorted(by_order.items())}


def _check_names(model: type[Record]) -> None:
    """Hold the fields that columns and choices of an index name to those that there are. Raises `CommandFailed`."""
    known = shape_of(model).fields
    kind = model.kind
    named = [("date", kind.date), ("place", kind.place)]
    named += [("facets", facet.field) for facet in kind.facets]
    named += [("full", name) for name in kind.full.replace("|", " ").split() if "." not in name]
    for column in kind.columns:
        named += [("columns", field) for field in column.fields]
    for key, field in named:
        if field and field not in known:
            help = question(field, known, "name one of its fields")
            place = f"{file_of(model.__module__)}: `{key}` names `{field}`"
            raise CommandFailed(f"{place}, which is no field of `{model.__name__}`: {help}")


def kind_modules(below: str = "") -> Iterator[ModuleType]:
    """Yield the modules of the kinds of every atlas, then those of the atlas at hand, or of their folders `rules`."""
    for folder, package in ((Path(__file__).parent, __name__), (kinds_folder(), KINDS)):
        if folder is not None:
            yield from modules_in(folder / below, f"{package}.{below}".removesuffix("."))


def modules_in(folder: Path, package: str) -> Iterator[ModuleType]:
    """Yield the modules in the folder of a package by name. Raises `CommandFailed`."""
    for found in iter_modules([str(folder)], f"{package}."):
        if not found.ispkg:
            with faults_told():
                module = import_module(found.name)
            yield module


def file_of(module: str) -> str:
    """Return the file of a module of kinds, as messages name it."""
    return f"{module.removeprefix('euphrates_atlas.').replace('.', '/')}.py"


def _model_of(module: ModuleType) -> type[Record]:
    models = []
    for value in vars(module).values():
        if (
            isinstance(value, type)
            and issubclass(value, Record)
            and value.__module__ == module.__name__
        ):
            models.append(value)
    if len(models) != 1:
        raise CommandFailed(
            f"{file_of(module.__name__)} declares {len(models)} kinds; a module of this folder declares one"
        )
    model = models[0]
    if "__pydantic_config__" not in vars(model):
        raise CommandFailed(
            f"{file_of(module.__name__)}: `{model.__name__}` lacks `@record`, which makes fields of its lines: write it above the class"
        )
    if not hasattr(model, "kind"):
        raise CommandFailed(
            f"{file_of(module.__name__)}: `{model.__name__}` has no `kind = Kind(...)`, which says how its entries are listed: "
            "add it behind the fields"
        )
    return model
