"""The kinds of entries, one model per module: those of every atlas are here, its own in its folder `kinds/`.

A kind is found because its file is there.
"""

import traceback
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType

from euphrates_atlas.diagnostics import CommandFailed
from euphrates_atlas.model.kind import Record
from euphrates_atlas.resources import KINDS, kinds_folder


@cache
def record_types() -> dict[str, type[Record]]:
    """Return the model of each kind by the folder of its entries, in the order in which kinds are listed."""
    by_order: dict[int, type[Record]] = {}
    for module in kind_modules():
        model = _model_of(module)
        order = model.kind.order
        if order in by_order:
            files = " and ".join(_file(kind.__module__) for kind in (by_order[order], model))
            raise CommandFailed(
                f"{files} have the same `order`, {order}: give one of them another number"
            )
        by_order[order] = model
    return {model.kind.folder: model for _, model in sorted(by_order.items())}


def kind_modules(below: str = "") -> Iterator[ModuleType]:
    """Yield the modules of the kinds of every atlas, then those of the atlas at hand, or of their folders `rules`."""
    for folder, package in ((Path(__file__).parent, __name__), (kinds_folder(), KINDS)):
        if folder is not None:
            yield from modules_in(folder / below, f"{package}.{below}".removesuffix("."))


def modules_in(folder: Path, package: str) -> Iterator[ModuleType]:
    """Yield the modules in the folder of a package by name. Raises `CommandFailed`."""
    for found in iter_modules([str(folder)], f"{package}."):
        if not found.ispkg:
            yield _loaded(found.name)


def _loaded(name: str) -> ModuleType:
    try:
        return import_module(name)
    except CommandFailed:
        raise
    except Exception as error:
        folder = kinds_folder()
        if folder is None or not name.startswith(f"{KINDS}."):
            raise
        raise CommandFailed(_told(folder, error)) from error


def _told(folder: Path, error: Exception) -> str:
    """Say why the kinds of an atlas cannot be loaded: file and line, and the words of Python."""
    if isinstance(error, SyntaxError) and error.filename:
        file, line, words = error.filename, error.lineno, error.msg
    else:
        steps = traceback.extract_tb(error.__traceback__)
        own = [step for step in steps if step.filename.startswith(f"{folder}/")]
        file, line, words = own[-1].filename, own[-1].lineno, str(error)
    place = Path(file).relative_to(folder.parent)
    return f"{place}:{line}: {type(error).__name__}: {words}"


def _file(module: str) -> str:
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
            f"{_file(module.__name__)} declares {len(models)} kinds; a module of this folder declares one"
        )
    return models[0]
