"""Memory that a scan has let go of goes back to the operating system, where the C library can do that."""

import ctypes
import sys
from pathlib import Path

import pytest

from exposurecheck import heap


def _resident() -> int:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1])


@pytest.mark.skipif(
    sys.platform != "linux" or not hasattr(ctypes.CDLL(None), "malloc_trim"), reason="only glibc holds on to memory so"
)
def test_what_was_let_go_of_is_given_back() -> None:
    heap.give_back()
    held = [bytes(60_000) for _ in range(2_000)]  # 120 MB in pieces below the size that glibc maps by itself
    last = held[-1]
    full = _resident()
    del held
    heap.give_back()
    assert _resident() < full - 60_000
    assert len(last) == 60_000


def test_other_libraries_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heap, "_library", lambda: None)
    heap.few_heaps()
    heap.give_back()
