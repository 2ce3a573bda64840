"""The direction in which a language is written."""

_RIGHT_TO_LEFT = ("ar", "fa", "ckb", "ur", "he")


def is_right_to_left(lang: str) -> bool:
    """Tell whether a text in a language, such as `ar` or `ar-Latn`, runs from the right."""
    return lang.split("-", maxsplit=1)[0] in _RIGHT_TO_LEFT and "Latn" not in lang
