"""The program `atlas`, and `python -m euphrates_atlas`, which is the same."""

import gc


def run() -> None:
    """Run the command; an interruption while the program is loaded is none of its bugs."""
    gc.disable()  # until `cli` says how often: what is loaded stays
    try:
        from euphrates_atlas import cli  # noqa: PLC0415 -- what is loaded here can be interrupted

        cli.run()
    except KeyboardInterrupt:
        raise SystemExit(130) from None


if __name__ == "__main__":
    run()
