"""Files put into the folder of a site that is being made, in which nothing of theirs is yet."""

import os
from pathlib import Path

from generator.output.mirroring import linked
from generator.output.writing import replace_file


class SiteFiles:
    """Brings files to a folder, by path below it."""

    def __init__(self, folder: str) -> None:
        self._folder = folder

    def put(self, path: str, data: bytes) -> None:
        """Write a file."""
        place = f"{self._folder}/{path}"
        try:
            file = open(place, "wb")  # noqa: SIM115, PTH123 -- closed below; paths as objects take longer
        except FileNotFoundError:
            os.makedirs(os.path.dirname(place), exist_ok=True)  # noqa: PTH103, PTH120
            file = open(place, "wb")  # noqa: SIM115, PTH123
        with file:
            file.write(data)

    def link(self, path: str, lies: str) -> None:
        """Give a file its place: on one disk the same file under a second name.

        Nobody writes into it there: what changes is replaced, here and there.
        """
        place = f"{self._folder}/{path}"
        if not linked(lies, place):
            replace_file(Path(place), Path(lies).read_bytes())
