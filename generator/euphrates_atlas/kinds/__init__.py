"""The kinds of entries, one model per module of this package; a kind is found because its file is here."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from euphrates_atlas.model.kind import Record


@cache
def record_types() -> dict[str, type[Record]]:
    """Return the model of each kind by the folder of its entries, in the order in which kinds are listed."""
    by_order: dict[int, type[Record]] = {}
    for module in sorted(module.name for module in iter_modules(__path__) if not module.ispkg):
        model = _model_of(module)
        order = model.kind.order
        if order in by_order:
            files = " and ".join(
                f"kinds/{kind.__module__.rpartition('.')[2]}.py"
                for kind in (by_order[order], model)
            )
            raise TypeError(
                f"{files} have the same `order`, {order}: give one of them another number"
            )
        by_order[order] = model
    return {model.kind.folder: model for _, model in sorted(by_order.items())}


def _model_of(name: str) -> type[Record]:
    module = import_module(f"{__name__}.{name}")
    models = []
    for value in vars(module).values():
        if (
            isinstance(value, type)
            and issubclass(value, Record)
            and value.__module__ == module.__name__
        ):
            models.append(value)
    if len(models) != 1:
        raise TypeError(
            f"kinds/{name}.py declares {len(models)} kinds; a module of this package declares one"
        )
    return models[0]
