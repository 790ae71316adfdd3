"""Turns an object in a cloud into a source of bytes that fetches the next ones while the last ones are looked at."""

from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from typing import Final

from exposurecheck.audit.plan import CHUNK
from exposurecheck.content.source import SourceError
from exposurecheck.model.gap import Gap
from exposurecheck.providers.base import Provider, Store

_AT_ONCE: Final = 16
"""Objects of which the next bytes are fetched at a time; each holds one chunk of memory."""


@cache
def _fetchers() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="ahead")


class RemoteSource:
    """Ranges of one object, fetched with the scan's own credentials; who reads on from the front finds them there."""

    def __init__(self, provider: Provider, store: Store, key: str, size: int, limit: int | None = None) -> None:
        """Fetch nothing yet; ahead of what is asked for, never beyond ``limit``."""
        self._provider, self._store, self._key = provider, store, key
        self._limit = size if limit is None else min(limit, size)
        self.size = size
        self._start, self._held = 0, b""
        self._coming: Future[bytes] | None = None
        self._coming_from = 0

    def read(self, start: int, length: int) -> bytes:
        """Return up to ``length`` bytes from ``start``; raises ``SourceError``."""
        if start >= self.size or length <= 0:
            return b""
        end = min(start + length, self.size)
        if not (self._start <= start and end <= self._start + len(self._held)):
            self._get(start, end)
        return self._held[start - self._start : end - self._start]

    def _get(self, start: int, end: int) -> None:
        """Hold the bytes from ``start`` to at least ``end``."""
        kept = start - self._start
        goes_on = bool(self._held) and 0 <= kept <= len(self._held)
        parts = [self._held[kept:]] if goes_on else []
        position = start + len(parts[0]) if goes_on else start
        if self._coming is not None and self._coming_from == position:
            came, self._coming = self._coming.result(), None
            parts.append(came)
            position += len(came)
        if position < end:
            wanted = max(end, min(position + CHUNK, self._limit)) if goes_on else end
            parts.append(self._fetch(position, wanted - position))
            position += len(parts[-1])
        self._start, self._held = start, b"".join(parts)
        if goes_on and position < self._limit:
            self._expect(position, max(CHUNK, end - start))

    def _expect(self, start: int, length: int) -> None:
        """Begin to fetch what will be asked for next."""
        if self._coming is None or self._coming_from != start:
            self._coming_from = start
            self._coming = _fetchers().submit(self._fetch, start, min(length, self._limit - start))

    def _fetch(self, start: int, length: int) -> bytes:
        got = self._provider.read(self._store, self._key, start, length)
        if isinstance(got, Gap):
            raise SourceError(got)
        return got
