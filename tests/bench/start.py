"""How long the command line takes to answer."""

import statistics
import subprocess
import sys
import time
from pathlib import Path

EXPOSURECHECK = Path(sys.executable).with_name("exposurecheck")


def _median_ms(command: list[str], runs: int = 9) -> float:
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def measure() -> dict[str, float]:
    """Return milliseconds of whole processes, medians of nine."""
    return {
        "exposurecheck --help, ms": _median_ms([str(EXPOSURECHECK), "--help"]),
        "python -c pass, ms": _median_ms([sys.executable, "-c", "pass"]),
    }
