"""What `atlas serve` waits for."""

import signal
from pathlib import Path
from threading import Event, Timer

import pytest

from euphrates_atlas.site.watch import Watch


def test_a_signal_ends_the_waiting_whichever_thread_it_meets(tmp_path: Path):
    """A signal that meets the main thread just before it waits, or another thread, does not end a system call of the first."""
    watch = Watch(tmp_path)
    was_saved = Event()

    def save() -> None:
        was_saved.set()
        (tmp_path / "mkdocs.yml").touch()

    def wait() -> None:
        for timer in timers:
            timer.start()
        watch.changes()

    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    timers = [Timer(0.1, signal.raise_signal, (signal.SIGTERM,)), Timer(20, save)]
    try:
        with pytest.raises(KeyboardInterrupt):
            wait()
    finally:
        signal.signal(signal.SIGTERM, before)
        for timer in timers:
            timer.cancel()
    assert not was_saved.is_set()
