"""What a worker process sets before its first task, and what it does not load for texts."""

import subprocess
import sys

_SETTLED = """
import gc, resource
import numpy as np
from exposurecheck.content.heap import settle

def faults():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(20):
        np.ones(2 << 20, np.uint8), np.ones(3 << 20, np.uint8)
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before

settle()
faults()
print(gc.get_freeze_count() > 0, gc.get_threshold()[0] > 100_000, faults())
"""
_LONG_LOG = """
import sys
from exposurecheck.content.inspect import inspect
from exposurecheck.content.source import MemorySource

lines = (f"2026-10-01T10:00:00Z INFO login user=mizuno.{number}@kita-mail.jp ok" for number in range(6000))
found = inspect("a.log", MemorySource("\\n".join(lines).encode()), secret=b"key")
print("polars" in sys.modules, found.inspection.subjects.best)
"""


def _told(program: str) -> list[str]:
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    return done.stdout.split()


def test_a_settled_process_uses_its_memory_again() -> None:
    frozen, seldom, faults = _told(_SETTLED)
    assert (frozen, seldom) == ("True", "True")
    if sys.platform == "linux":
        assert int(faults) < 1000


def test_a_log_needs_no_tables() -> None:
    assert _told(_LONG_LOG) == ["False", "6000"]
