"""What is not loaded for texts: tables take 100 ms to import."""

import subprocess
import sys

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


def test_a_log_needs_no_tables() -> None:
    assert _told(_LONG_LOG) == ["False", "6000"]
