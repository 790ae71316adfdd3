"""Keeps the C library from holding on to memory that has been let go of.

Many threads read objects into buffers of any size. glibc gives threads heaps of their own and returns little of them
(malloc(3), mallopt(3)), so that a long scan seems to need far more than it does. Other C libraries are left alone.
"""

import ctypes

_M_ARENA_MAX = -8
_ARENAS = 2


def few_heaps() -> None:
    """Let all threads share few heaps; for the beginning of the process."""
    mallopt = getattr(_library(), "mallopt", None)
    if mallopt is not None:
        mallopt(_M_ARENA_MAX, _ARENAS)


def give_back() -> None:
    """Return free memory to the operating system."""
    trim = getattr(_library(), "malloc_trim", None)
    if trim is not None:
        trim(0)


def _library() -> ctypes.CDLL | None:
    try:
        return ctypes.CDLL(None)
    except (OSError, TypeError):  # Windows
        return None
