"""Scans an estate twice in which nothing changes, and compares the two nights."""

import resource
import subprocess
import tempfile
import time
from pathlib import Path

from tests.audit.conftest import public
from tests.runs.estate import SCAN, customers, environment
from tests.servers.s3 import StubS3, serving


def measure(stores: int, objects: int) -> None:
    """Print how much faster the second night is, in CPU time and on the clock."""
    buckets = {
        f"open-{n:03d}": public(
            f"open-{n:03d}", **{f"part-{k:02d}.csv": customers(n * 97 + k * 400, 4_000) for k in range(objects)}
        )
        for n in range(stores)
    }
    with tempfile.TemporaryDirectory() as folder, serving(StubS3(buckets=buckets)) as stub:
        nights = []
        for _ in range(2):
            read = stub.seen["GetObject"]
            before, clock = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
            home = Path(folder)
            subprocess.run([*SCAN, "--content", "full"], cwd=home, env=environment(stub.url, home), check=True)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            nights.append((cpu, time.perf_counter() - clock, stub.seen["GetObject"] - read))
    (first_cpu, first, first_reads), (second_cpu, second, second_reads) = nights
    print(f"second night of {stores} open stores with {objects} objects each, nothing changed:")
    print(f"  {first / second:.1f} times faster ({first:.1f} s and {second:.1f} s), ", end="")
    print(f"{first_cpu / second_cpu:.1f} times less CPU, {first_reads} and {second_reads} reads of objects")
