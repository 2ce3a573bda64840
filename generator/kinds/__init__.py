"""The kinds of entries, one model per module of this package; a kind is found because its file is here."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from generator.model.kind import Record


@cache
def record_types() -> dict[str, type[Record]]:
    """Return the model of each kind by the folder of its entries, in the order in which kinds are listed."""
    names = sorted(module.name for module in iter_modules(__path__) if not module.ispkg)
    by_order: dict[int, type[Record]] = {}
    for model in map(_model_of, names):
        other = by_order.setdefault(model.kind.order, model)
        if other is not model:
            files = " and ".join(f"kinds/{m.__module__.rpartition('.')[2]}.py" for m in (other, model))
            raise TypeError(f"{files} have the same `order`, {model.kind.order}: give one of them another number")
    return {model.kind.folder: model for _, model in sorted(by_order.items())}


def _model_of(name: str) -> type[Record]:
    module = import_module(f"{__name__}.{name}")
    records = [value for value in vars(module).values() if isinstance(value, type) and issubclass(value, Record)]
    models = [model for model in records if model.__module__ == module.__name__]
    if len(models) != 1:
        raise TypeError(f"kinds/{name}.py declares {len(models)} kinds; a module of this package declares one")
    return models[0]
