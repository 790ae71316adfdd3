"""Fits the memory of this process to long arrays and millions of cells that come and go."""

import ctypes
import gc
from typing import Final

_SELDOM: Final = (200_000, 20, 20)
_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
"""Parameters of mallopt(3)."""
_KEPT: Final = 256 * 2**20
"""Bytes that are free before any go back to the kernel."""
_LARGE: Final = 32 * 2**20
"""Bytes from which a piece of memory is asked from the kernel alone; more than glibc takes is not possible."""


def settle() -> None:
    """Look for cycles seldom, and let arrays use again what others have freed.

    Readers make no cycles. What goes back to the kernel has to be cleared, page for page, when it is wanted
    again, which for a log takes a quarter of all time (mallopt(3)). Other C libraries are left alone.
    """
    gc.freeze()
    gc.set_threshold(*_SELDOM)
    try:
        tune = getattr(ctypes.CDLL(None), "mallopt", None)
    except (OSError, TypeError):  # Windows
        return
    if tune is not None:
        tune(_MMAP_THRESHOLD, _LARGE)
        tune(_TRIM_THRESHOLD, _KEPT)
