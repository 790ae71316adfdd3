"""Tells whoever is watching a scan of many accounts how many of them are done."""

import logging
from collections import Counter
from collections.abc import Iterable
from threading import Lock

from exposurecheck.progress import Progress
from exposurecheck.providers.base import StoreRef

log = logging.getLogger(__name__)

PHASE = "accounts"


class ByAccount:
    """Passes on what it is told, and adds a phase whose steps are accounts; with one account it adds none."""

    def __init__(self, progress: Progress, refs: Iterable[StoreRef]) -> None:
        """Count the stores of each account."""
        self._progress = progress
        self._account = {ref.id: ref.account or "" for ref in refs}
        self._left = Counter(self._account.values())
        self._all = len(self._left)
        self._lock = Lock()

    def phase(self, name: str, total: int | None) -> None:
        """Begin a phase, and that of the accounts beside it."""
        self._progress.phase(name, total)
        if self._all > 1:
            self._progress.phase(PHASE, self._all)

    def step(self, name: str, note: str = "") -> None:
        """Finish a step; ``note`` is the id of the store."""
        self._progress.step(name, note)
        account = self._account.get(note)
        if self._all < 2 or account is None:  # noqa: PLR2004 - nobody counts to one
            return
        with self._lock:
            self._left[account] -= 1
            last = self._left[account] == 0
            done = sum(left <= 0 for left in self._left.values())
        if last:
            self._progress.step(PHASE, account)
            log.info("account %s is done (%d of %d)", account, done, self._all)
