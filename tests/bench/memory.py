"""Inspects one huge invented file in the sandbox and says what memory that took.

The main process and the worker are measured apart, each at its highest. The limits of time and inflation are lifted,
so that the whole file is read.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from exposurecheck.content.inspect import Inspected, inspect
from exposurecheck.content.sandbox import Failure, Sandbox
from exposurecheck.content.source import ByteSource
from exposurecheck.content.units import Limits
from tests.bench.invented import DIFFERENT, ROWS, Table, compressed

_GIGABYTE = 10**9
_PROGRAM = "import sys; from tests.bench.memory import tell; tell(sys.argv[1], float(sys.argv[2]))"
_LIMITS = Limits(inflated_bytes=2**50, inflation_ratio=10**6, wall_seconds=7200.0, cpu_seconds=7200)


def highest() -> int:
    """Return the highest resident memory of this process so far, in bytes (``VmHWM`` of proc(5))."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) * 1024


def task(path: str, source: ByteSource, *, secret: bytes, limits: Limits) -> tuple[Inspected, int]:
    """Inspect in a worker, and return its memory as well."""
    return inspect(path, source, secret=secret, limits=limits), highest()


def measured(kind: str, gigabytes: float) -> dict[str, float | str]:
    """Inspect a ``csv`` or a ``csv.gz`` of so many gigabytes."""
    size = int(gigabytes * _GIGABYTE)
    source: ByteSource = Table(size) if kind == "csv" else compressed(size)
    begin = time.perf_counter()
    with Sandbox(1, _LIMITS) as sandbox:
        done = sandbox.submit(task, f"big.{kind}", source, secret=b"b" * 32, limits=_LIMITS).result()
    if isinstance(done, Failure):
        raise RuntimeError(f"the inspection failed: {done.reason} {done.detail}")  # noqa: TRY004 - as `measure` promises
    inspected, worker = done
    subjects = inspected.inspection.subjects
    return {
        "status": inspected.inspection.status.value,
        "worker": worker / 2**20,
        "main": highest() / 2**20,
        "seconds": time.perf_counter() - begin,
        "people": subjects.best,
        "rows": _there(source),
    }


def tell(kind: str, gigabytes: float) -> None:
    """Print ``measured`` as JSON."""
    print(json.dumps(measured(kind, gigabytes)))


def _there(source: ByteSource) -> int:
    """Return how many different people the file holds."""
    return source.blocks * ROWS if isinstance(source, Table) else DIFFERENT * ROWS


def measure() -> dict[str, float]:
    """Return the memory of both processes for a huge CSV and a huge gzip file."""
    gigabytes = float(os.environ.get("EXPOSURECHECK_BENCH_GB", "5"))
    figures: dict[str, float] = {}
    for kind, label in (("csv", f"{gigabytes:g} GB of CSV"), ("csv.gz", f"gzip of {gigabytes:g} GB")):
        command = [sys.executable, "-c", _PROGRAM, kind, str(gigabytes)]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"{label}: {done.stderr.strip().splitlines()[-1:]}")
        found = json.loads(done.stdout)
        if found["status"] != "complete":
            raise RuntimeError(f"{label}: the status is {found['status']}")
        figures[f"{label}: peak memory of the worker, MiB"] = found["worker"]
        figures[f"{label}: peak memory of the main process, MiB"] = found["main"]
        figures[f"{label}: MB/s"] = gigabytes * 1000 / found["seconds"]
        figures[f"{label}: people counted / people there"] = found["people"] / found["rows"]
    return figures
