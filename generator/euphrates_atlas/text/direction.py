"""The direction in which a language is written, for the names on pages (`render/markup.py`)."""

_RIGHT_TO_LEFT = (
    "ar",
    "fa",
    "ckb",
    "ur",
    "he",
    "syr",
    "arc",
    "ps",
    "sd",
    "ug",
    "yi",
    "azb",
    "sdh",
)


def is_right_to_left(lang: str) -> bool:
    """Tell whether a text in a language, such as `ar` or `ar-Latn`, runs from the right."""
    if "Latn" in lang:
        return False
    return lang.partition("-")[0] in _RIGHT_TO_LEFT or lang.endswith(
        ("-Arab", "-Hebr", "-Syrc")
    )
