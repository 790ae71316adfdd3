"""Spaces requests: never more a second than told, and fewer at once as long as the service asks to slow down."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from threading import Condition, Lock

LEAST = 4
"""Requests at a time to one of several accounts, however few are allowed over all."""
_CALM = 1.0
"""Seconds during which further complaints count as the same one: they come from requests already under way."""


class Pace:
    """Slots for requests; halves their number when the service throttles, and adds one after each full calm round."""

    def __init__(
        self,
        rate: float | None,
        width: int,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        within: "Pace | None" = None,
    ) -> None:
        """Allow ``rate`` requests a second (None: any number) and ``width`` at once, also ``within`` a wider pace.

        Services count requests by account, so the pace of one account slows down alone; what is promised for a whole
        scan of many accounts is kept by the wider one.
        """
        self._interval = 1 / rate if rate else 0.0
        self._width = self.limit = width
        self._clock, self._sleep = clock, sleep
        self._next = 0.0
        self._under_way = self._answered = 0
        self._cut_at = float("-inf")
        self._changed = Condition()
        self._within = within

    @contextmanager
    def slot(self) -> Iterator[None]:
        """Wait for a slot and hold it while the request is under way."""
        with self._own_slot(), self._within.slot() if self._within else nullcontext():
            yield

    @contextmanager
    def _own_slot(self) -> Iterator[None]:
        with self._changed:
            while self._under_way >= self.limit:
                self._changed.wait()
            self._under_way += 1
            pause = self._pause()
        try:
            if pause > 0:
                self._sleep(pause)
            yield
        finally:
            with self._changed:
                self._under_way -= 1
                self._recover()
                self._changed.notify()

    def throttled(self) -> None:
        """Note that the service asked for fewer requests."""
        with self._changed:
            now = self._clock()
            self._answered = 0
            if now - self._cut_at >= _CALM:
                self.limit, self._cut_at = max(1, self.limit // 2), now

    def _pause(self) -> float:
        if not self._interval:
            return 0.0
        now = self._clock()
        slot = max(now, self._next)
        self._next = slot + self._interval
        return slot - now

    def _recover(self) -> None:
        if self.limit < self._width:
            self._answered += 1
            if self._answered > self.limit:
                self.limit, self._answered = self.limit + 1, 0
                self._changed.notify()


class Paces:
    """A pace for each account, all within the one of the whole scan."""

    def __init__(self, whole: Pace, account_of: Callable[[str], str] = lambda _url: "") -> None:
        """Share ``whole``; ``account_of`` names the account that counts a request to a URL, "" for none."""
        self._whole, self._account_of = whole, account_of
        self._width = whole.limit
        self._by_account: dict[str, Pace] = {}
        self._lock = Lock()

    def bound(self, width: int) -> None:
        """Send at most ``width`` requests at a time to one account; before the first is sent to any."""
        with self._lock:
            self._width = width
            self._by_account.clear()

    def of(self, url: str) -> Pace:
        """Return the pace for a request."""
        account = self._account_of(url)
        if not account:
            return self._whole
        with self._lock:
            pace = self._by_account.get(account)
            if pace is None:
                pace = self._by_account[account] = Pace(None, self._width, within=self._whole)
            return pace


def share(concurrency: int, account_concurrency: int | None, accounts: int) -> int:
    """Return how many requests one of ``accounts`` is sent at a time: unless told, a quarter of all when several."""
    return account_concurrency or (max(LEAST, concurrency // 4) if accounts > 1 else concurrency)
