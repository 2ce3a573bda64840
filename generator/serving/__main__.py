"""The process that holds the store, as the front starts it: `python -m generator.serving ROOT DESCRIPTOR DAY`."""

import os
import sys
import traceback
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path

from generator.history import newest_commit_time
from generator.serving.messages import Stopped
from generator.serving.resident import Resident
from generator.settings import Settings, debugging, source_date_epoch


def main() -> int:
    """Hold the store of the folder that is named; the front is at the other end of the descriptor."""
    root, descriptor, today = sys.argv[1:]
    settings = Settings(Path(root), date.fromisoformat(today) if today else None)
    front = Connection(int(descriptor))
    if source_date_epoch() is None:  # as a build dates what it makes
        os.environ["SOURCE_DATE_EPOCH"] = str(newest_commit_time(settings.root) or 0)
    resident = None
    try:
        resident = Resident(settings, front)
        resident.run()
    except (EOFError, BrokenPipeError, ConnectionResetError):
        pass  # the front is gone
    except (Exception, SystemExit) as error:
        if debugging():
            traceback.print_exc()
        front.send(Stopped(_told(error, settings.root)))
        return 1
    finally:
        if resident is not None:
            resident.abandon()
    return 0


def _told(error: BaseException, root: Path) -> str:
    """Say in a line what went wrong, and where in the program or the theme."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if Path(f.filename).is_relative_to(root)]
    file, line = getattr(error, "filename", None), getattr(error, "lineno", None)
    if not isinstance(file, str) or not isinstance(line, int):
        file, line = (frames[-1].filename, frames[-1].lineno) if frames else ("", 0)
    place = (
        f"{Path(file).relative_to(root) if file and Path(file).is_relative_to(root) else file}:{line}: " if file else ""
    )
    return f"{place}{type(error).__name__}: {error}"


sys.exit(main())
