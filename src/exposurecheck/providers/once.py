"""Computes a value for each key once, whoever asks first, for facts that many stores share."""

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Once(Generic[T]):
    """Computes a value for each key at the first request; others who ask meanwhile wait for it."""

    def __init__(self, compute: Callable[[str], T]) -> None:
        """Remember how."""
        self._compute = compute
        self._known: dict[str, T] = {}
        self._locks: dict[str, Lock] = {}
        self._lock = Lock()

    def get(self, key: str) -> T:
        """Return the value of ``key``."""
        if key in self._known:
            return self._known[key]
        with self._lock:
            lock = self._locks.setdefault(key, Lock())
        with lock:
            if key not in self._known:
                self._known[key] = self._compute(key)
            return self._known[key]
