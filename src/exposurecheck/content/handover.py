"""Hands large runs of bytes from the scanning process to a worker through memory that both see.

A socket takes them in pieces of a few hundred kilobytes, each copied several times; that costs more than parsing a
table. The scanning process only writes here and the worker only reads; the memory cannot be made smaller by either, so
that no worker can pull it from under the other's feet (``memfd_create(2)``, file seals in ``fcntl(2)``).
"""

import fcntl
import mmap
import os
import sys
from typing import Self

SIZE = 8 * 2**20
"""Most bytes handed over at a time."""


class Handover:
    """The scanning process's side, which writes."""

    def __init__(self, descriptor: int) -> None:
        """Map the memory behind ``descriptor``."""
        self.descriptor = descriptor
        self._memory = mmap.mmap(descriptor, SIZE)

    @classmethod
    def make(cls) -> Self | None:
        """Return new memory, or None where the system has none of this kind."""
        if sys.platform != "linux":
            return None
        try:
            descriptor = os.memfd_create("handover", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
        except OSError:
            return None
        os.ftruncate(descriptor, SIZE)
        fcntl.fcntl(descriptor, fcntl.F_ADD_SEALS, fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SEAL)
        return cls(descriptor)

    def put(self, data: bytes) -> None:
        """Show ``data`` to the worker, at most ``SIZE`` bytes."""
        self._memory[: len(data)] = data

    def close(self) -> None:
        """Give the memory back."""
        self._memory.close()
        os.close(self.descriptor)


class Window:
    """The worker's side, which reads."""

    def __init__(self, descriptor: int) -> None:
        """Map the memory behind ``descriptor``, and keep no way to write to it."""
        self._memory = mmap.mmap(descriptor, SIZE, prot=mmap.PROT_READ)
        os.close(descriptor)

    def take(self, length: int) -> bytes:
        """Return what was put there."""
        return self._memory[:length]
