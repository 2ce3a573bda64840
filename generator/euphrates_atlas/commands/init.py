"""`atlas init`: begins an encyclopedia of another subject, without a copy of the program."""

import argparse
import re
from itertools import pairwise
from pathlib import Path

from euphrates_atlas.atomic_files import write_new
from euphrates_atlas.commands.common import Commands, add_command, failing
from euphrates_atlas.findings import CommandFailed
from euphrates_atlas.resources import example_files, kind_files
from euphrates_atlas.settings import Settings
from euphrates_atlas.subject import FILE
from euphrates_atlas.text.typed_file import sound
from euphrates_atlas.text.yaml_reader import read_tree

_OF_KINDS = ("years", "relations", "languages", "language_skills", "region")
"""What `subject.yml` says that kinds, their codes and the base map rely on."""

_ABOVE = re.compile(r"^(?:#.*\s+)*\Z", re.MULTILINE)
"""The comments above a key, in the text that ends at it."""
_NEXT = "go there and run `atlas check`, then `atlas serve`; README.md says what is what"
_NEXT_LIKE = (
    "kinds, codes, rules and base map are those of {}; there are no entries, and subject.yml and content/ are those of the example: "
    "go there and write what they are to say, then start an entry with `atlas new KIND NAME`"
)


def register(commands: Commands) -> None:
    """Add the command and its arguments."""
    parser = add_command(commands, "init", run)
    parser.add_argument(
        "folder", type=Path, help="where to write it: an empty or new folder"
    )
    help = "the repository of an atlas whose kinds, rules, codes and base map to take"
    parser.add_argument("--like", type=Path, metavar="ATLAS", help=help)
    parser.set_defaults(needs_atlas=False)


def run(settings: Settings, options: argparse.Namespace) -> int:
    """Begin an encyclopedia of another subject.

    Writes a small encyclopedia that can be built at once: its subject, a kind with two codes and a rule, two entries, a
    source, hand-written pages, and a workflow that publishes it. The program itself is not copied.

    examples:
      atlas init lights                       an encyclopedia of lighthouses to start from
      atlas init lights --like ../atlas       with the kinds of another atlas, and without entries
    """
    folder: Path = options.folder
    with failing("the folder cannot be made: {}"):
        if folder.exists() and any(folder.iterdir()):
            raise CommandFailed(
                f"{folder} is not empty: name a new folder, or empty this one"
            )
        files = example_files() if options.like is None else _files_like(options.like)
        write_new({folder / name: data for name, data in files.items()})
    print(f"{folder}: {len(files)} files written")
    print(_NEXT if options.like is None else _NEXT_LIKE.format(options.like))
    return 0


def _files_like(atlas: Path) -> dict[str, bytes]:
    """Return the files of an encyclopedia with the kinds of an atlas: those of the example, but for its kinds and entries.

    `subject.yml` has the keys of the example, and from that of the atlas those on which kinds rely.
    Raises `CommandFailed` where the folder is no atlas.
    """
    kinds = kind_files(atlas)
    if not kinds:
        raise CommandFailed(
            f"{atlas} has no folder kinds/: name the repository of an atlas"
        )
    replaced = ("kinds/", "entities/")
    files = {
        name: data
        for name, data in example_files().items()
        if not name.startswith(replaced)
    }
    own = _keys(files[FILE])
    del own["examples"]  # they name the entries of the example
    theirs = _keys((atlas / FILE).read_bytes())
    of_kinds = [theirs[name].rstrip() for name in _OF_KINDS if name in theirs]
    files[FILE] = ("\n\n".join(["".join(own.values()).rstrip(), *of_kinds]) + "\n").encode()
    return files | kinds | {"entities/.gitkeep": b""}


def _keys(data: bytes) -> dict[str, str]:
    """Return the text of each key of `subject.yml`, with the comments above it. Raises `FormError` where it is not YAML."""
    tree = sound(read_tree(FILE, data))
    keys = tree.root.entries
    starts = [len(_ABOVE.sub("", tree.text[: key.start])) for key, _ in keys.values()]
    bounds = pairwise([*starts, len(tree.text)])
    lines = [tree.text[start:end] for start, end in bounds]
    return dict(zip(keys, lines, strict=True))
