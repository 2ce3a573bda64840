"""Runs MkDocs with the arguments of the command line, as `python -m mkdocs` does, and leaves at once when it is done.

Python would take apart all that was read and made, object by object, before it ends: more than a second at 10,000 entries.
"""

from mkdocs.__main__ import cli

from generator.output.streams import end_process


def main() -> None:
    """Run it; ends the process."""
    status: object = 0
    try:
        cli(prog_name="mkdocs")
    except SystemExit as end:
        status = end.code
    end_process(status if isinstance(status, int) else int(status is not None))


if __name__ == "__main__":
    main()
