"""`atlas diff REV`: the changes in meaning since a revision."""

import argparse
import sys

from euphrates_atlas.commands.common import Commands, add_command, progress
from euphrates_atlas.diff.changes import FORMATS, as_markdown
from euphrates_atlas.diff.compare import compare
from euphrates_atlas.git import merge_base, resolve
from euphrates_atlas.settings import Settings
from euphrates_atlas.store.store import read_revision, read_store


def register(commands: Commands) -> None:
    """Add the command and its arguments."""
    parser = add_command(commands, "diff", run)
    parser.add_argument(
        "revision",
        metavar="REV",
        help="a branch, tag or commit, for example main or HEAD~3",
    )
    parser.add_argument(
        "--exact",
        action="store_true",
        help="compare with REV itself, wherever it has gone since",
    )
    parser.add_argument("--format", choices=FORMATS, default="text", help="default: text")
    parser.add_argument(
        "--site", default="", metavar="URL", help="the site that links in Markdown lead to"
    )


def run(settings: Settings, options: argparse.Namespace) -> int:
    """Describe in words what changed since a revision.

    Compares the entries with those of the newest commit that this branch and the revision have in common: statements,
    ranks, sources, origins. Names each changed entry and its page. The exit status is 0, whatever changed.

    examples:
      atlas diff HEAD                          uncommitted changes
      atlas diff main                          the changes of this branch
      atlas diff main --format markdown        for the summary of a pull request
    """
    find_commit = resolve if options.exact else merge_base
    commit = find_commit(settings.root, options.revision)
    with progress(f"comparing the store with {options.revision}"):
        before = read_revision(settings, commit)
        after = read_store(settings)
        comparison = compare(
            options.revision,
            before.atlas,
            after.atlas,
            before.unread_files,
            after.unread_files,
        )
    if options.format == "markdown":
        sys.stdout.write(as_markdown(comparison, options.site))
    else:
        sys.stdout.write(FORMATS[options.format](comparison))
    return 0
