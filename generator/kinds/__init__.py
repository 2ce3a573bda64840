"""The kinds of entries, one model per module of this package; a kind is found because its file is here."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from generator.model.kind import Record


@cache
def record_types() -> dict[str, type[Record]]:
    """Return the model of each kind by the folder of its entries, in the order in which kinds are listed."""
    models = [_model_of(name) for name in sorted(module.name for module in iter_modules(__path__) if not module.ispkg)]
    return {model.kind.folder: model for model in sorted(models, key=lambda m: (m.kind.order, m.kind.folder))}


def _model_of(name: str) -> type[Record]:
    module = import_module(f"{__name__}.{name}")
    records = [value for value in vars(module).values() if isinstance(value, type) and issubclass(value, Record)]
    models = [model for model in records if model.__module__ == module.__name__]
    if len(models) != 1:
        raise TypeError(f"kinds/{name}.py declares {len(models)} kinds; a module of this package declares one")
    return models[0]
