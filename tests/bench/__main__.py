"""Measures, side by side in one run, and prints ratios: ``make bench`` or ``python -m tests.bench PART...``.

A part is a module of this folder with ``measure() -> dict[str, float]``: figure to number, the unit in the name.
"""

import importlib
import os
import platform
import sys

PARTS = ("start", "access", "content", "streams", "scan", "gcs", "azure", "organization")


def main(parts: tuple[str, ...]) -> int:
    """Print the figures of each part; return 1 when a part could not be measured."""
    print(
        f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}"
    )
    failed = 0
    for part in parts:
        print(f"\n{part}")
        try:
            figures = importlib.import_module(f"tests.bench.{part}").measure()
        except (OSError, RuntimeError, ImportError) as error:
            print(f"  not measured: {error}")
            failed = 1
            continue
        width = max(map(len, figures))
        for name, number in figures.items():
            print(f"  {name:<{width}}  {number:>12,.2f}")
    return failed


if __name__ == "__main__":
    sys.exit(main(tuple(sys.argv[1:]) or PARTS))
