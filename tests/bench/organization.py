"""Scans an organisation of a hundred accounts with two hundred buckets each, on the loopback address.

``EXPOSURECHECK_BENCH_ACCOUNTS`` and ``EXPOSURECHECK_BENCH_ACCOUNT_BUCKETS`` set other numbers. The server is a process
of its own; in each account one bucket is open to anyone and holds a list of invented people.
"""

import json
import os
import shutil
import subprocess
import sys
import threading

from tests.bench.process import run
from tests.bench.scan import CACHE, EXPOSURECHECK
from tests.servers.organization import organization
from tests.servers.s3 import serving

_PEOPLE = "name,email\n" + "".join(f"Synthetic {n},synthetic{n}@example.co.jp\n" for n in range(50))


def serve(accounts: int, buckets: int) -> None:
    """Serve until the process is ended; prints the address."""
    stub = organization(accounts, buckets, {"list.csv": _PEOPLE.encode()})
    with serving(stub) as server:
        print(server.url, flush=True)
        threading.Event().wait()


def measure() -> dict[str, float]:
    """Return what a scan of everything costs."""
    accounts = int(os.environ.get("EXPOSURECHECK_BENCH_ACCOUNTS", "100"))
    buckets = int(os.environ.get("EXPOSURECHECK_BENCH_ACCOUNT_BUCKETS", "200"))
    work = CACHE / "organization"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    program = f"from tests.bench.organization import serve; serve({accounts}, {buckets})"
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            environment = {
                "PATH": os.environ["PATH"],
                "HOME": str(work),
                "AWS_ENDPOINT_URL": server.stdout.readline().strip(),
                "AWS_ACCESS_KEY_ID": "bench",
                "AWS_SECRET_ACCESS_KEY": "bench",
                "AWS_DEFAULT_REGION": "us-east-1",
                "AWS_EC2_METADATA_DISABLED": "true",
            }
            command = [str(EXPOSURECHECK), "scan", "--provider", "aws", "--organization", "--fail-on", "never"]
            cost = run([*command, "--fail-on-incomplete", "-o", "out"], environment, work, work / "scan.log")
        finally:
            server.terminate()
    if cost.status != 0:
        raise RuntimeError(f"the scan ended with {cost.status}: see {work / 'scan.log'}")
    report = json.loads((work / "out" / "latest" / "report.json").read_text(encoding="utf-8"))
    opened = sum(1 for r in report["resources"] if r["exposure"]["anonymous_read"])
    return {
        "accounts": len(report["scope"]["accounts"]),
        "buckets": len(report["resources"]),
        "open buckets found / there": opened / accounts,
        "wall, s": cost.wall,
        "client CPU, s": cost.cpu,
        "peak memory, MiB": cost.memory,
    }
