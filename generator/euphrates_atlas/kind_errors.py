"""Errors in the code of the kinds of the atlas at hand, told in a line that whoever wrote it can use.

Whatever runs that code, such as the rules of the kinds, does so within `kind_errors_told`.
"""

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from euphrates_atlas.findings import CommandFailed
from euphrates_atlas.resources import kinds_folder


def error_in_kinds(error: Exception) -> str:
    """Return file and line where the kinds of the atlas failed, with the error and the remedy.

    Empty for an error elsewhere.
    """
    folder = kinds_folder()
    if not folder:
        return ""
    steps = traceback.extract_tb(error.__traceback__)
    places = [(step.filename, step.lineno, str(error)) for step in steps]
    if isinstance(error, SyntaxError) and error.filename:
        places.append((error.filename, error.lineno, error.msg))
    own = [place for place in places if place[0].startswith(f"{folder}/")]
    if not own:
        return ""
    file, line, words = own[-1]
    place = Path(file).relative_to(folder.parent)
    told = f"{place}:{line}: {type(error).__name__}: {words}"
    return f"{told}: mend that line; ATLAS_DEBUG=1 shows how it was reached"


@contextmanager
def kind_errors_told() -> Iterator[None]:
    """Make a `CommandFailed` of an error in the kinds of the atlas that arises within this block.

    Others stay as they are.
    """
    try:
        yield
    except CommandFailed:
        raise
    except Exception as error:
        told = error_in_kinds(error)
        if not told:
            raise
        raise CommandFailed(told) from error
