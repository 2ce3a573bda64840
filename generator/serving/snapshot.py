"""A forked copy of this process that works on while the original serves: it holds the store as it was when it was made."""

import gc
import os
import signal
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, Pipe
from typing import Any

Tell = Callable[[Any], None]


@dataclass(frozen=True, slots=True)
class Failed:
    """What the copy tells last where it has a bug."""

    text: str


class Snapshot:
    """One such copy. Only a process of a single thread may make one."""

    def __init__(self, work: Callable[[Tell], None]) -> None:
        """Fork; `work` is called in the copy with what tells the original, which also hears when the copy is gone."""
        self.pipe, sender = Pipe(duplex=False)
        self._process = os.fork()
        if self._process == 0:
            _work(work, sender)
        sender.close()

    def told(self) -> Iterator[Any]:
        """Yield what the copy has told until now. Raises `EOFError` where it is gone and nothing is left."""
        while self.pipe.poll():
            yield self.pipe.recv()

    def stop(self) -> list[Any]:
        """End the copy and return what it had told."""
        heard: list[Any] = []
        os.kill(self._process, signal.SIGKILL)
        with suppress(EOFError, OSError):  # it may have been ended in the middle of a word
            heard.extend(self.told())
        self.close()
        return heard

    def close(self) -> None:
        """Let go of a copy that is gone."""
        self.pipe.close()
        os.waitpid(self._process, 0)


def _work(work: Callable[[Tell], None], sender: Connection) -> None:
    status = 0
    gc.freeze()  # what is there is not gone through any more, and so stays shared
    try:
        work(sender.send)
    except BrokenPipeError:
        status = 1  # the original is gone
    except BaseException as error:
        frame = traceback.extract_tb(error.__traceback__)[-1]
        sender.send(Failed(f"{frame.filename}:{frame.lineno}: {type(error).__name__}: {error}"))
        status = 1
    finally:
        os._exit(status)
