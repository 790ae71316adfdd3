"""How long the command line takes to answer."""

import os
import statistics
import sys
from pathlib import Path

from tests.bench.process import run

EXPOSURECHECK = Path(sys.executable).with_name("exposurecheck")


def _median(command: list[str], runs: int = 9) -> tuple[float, float]:
    costs = [run(command, os.environ, Path.cwd(), Path(os.devnull)) for _ in range(runs)]
    return statistics.median(c.wall for c in costs) * 1000, statistics.median(c.cpu for c in costs) * 1000


def measure() -> dict[str, float]:
    """Return milliseconds of whole processes, medians of nine."""
    found: dict[str, float] = {}
    for name, command in (
        ("exposurecheck --help", [str(EXPOSURECHECK), "--help"]),
        ("python -c pass", [sys.executable, "-c", "pass"]),
    ):
        found[f"{name}: wall, ms"], found[f"{name}: processor, ms"] = _median(command)
    return found
