"""The pages that browsers show, and what they have to be told."""

import json
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from threading import Condition

PATIENCE = 15.0
"""Seconds after which a browser is told that nothing happened, so that one that is gone is noticed."""
ASSETS = "assets/"
"""The folder of the files that pages load."""


class OpenPages:
    """What every open page listens to; used by many threads."""

    def __init__(self) -> None:
        self._changed = Condition()
        self.turn = 0
        """The number of the latest change; a page that is sent bears it."""
        self._turns: dict[str, int] = {}
        self._report: dict[str, object] = {"text": "", "grave": False}
        self._report_turn = 0
        self._opened: Counter[str] = Counter()

    @property
    def state(self) -> dict[str, object]:
        """What is told to whoever asks: the number of the latest change, and what is wrong."""
        with self._changed:
            return {"turn": self.turn, **self._report}

    @property
    def addresses(self) -> tuple[str, ...]:
        """The pages that are shown, the latest first."""
        with self._changed:
            return tuple(reversed([address for address, number in self._opened.items() if number]))

    def made(self, addresses: Collection[str]) -> None:
        """Tell that these have other bytes than before."""
        with self._changed:
            self.turn += 1
            self._turns.update(dict.fromkeys(addresses, self.turn))
            if any(address.startswith(ASSETS) for address in addresses):
                self._turns[ASSETS] = self.turn
            self._changed.notify_all()

    def report(self, text: str, *, is_grave: bool) -> None:
        """Tell what is wrong in the store; nothing where the text is empty."""
        with self._changed:
            self.turn += 1
            self._report, self._report_turn = {"text": text, "grave": is_grave}, self.turn
            self._changed.notify_all()

    @contextmanager
    def listening(self, address: str) -> Iterator[None]:
        """Count a page as shown."""
        with self._changed:
            self._opened[address] = self._opened.pop(address, 0) + 1
        try:
            yield
        finally:
            with self._changed:
                self._opened[address] -= 1

    def events(self, address: str, sent: int) -> Iterator[bytes]:
        """Yield what a page of this address is to hear that was sent at a turn; a comment where nothing has happened."""
        heard = -1
        while True:
            with self._changed:
                if heard == self.turn:
                    self._changed.wait(PATIENCE)
                report = self._report if self._report_turn > heard else None
                is_other = max(self._turns.get(address, 0), self._turns.get(ASSETS, 0)) > sent
                heard = self.turn
            if report is not None:
                yield _event("report", report)
            if is_other:
                yield _event("other", {})
                return
            yield b": nothing\n\n"


def _event(name: str, data: object) -> bytes:
    return f"event: {name}\ndata: {json.dumps(data)}\n\n".encode()
