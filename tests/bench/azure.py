"""Reads a large subscription of Azure storage accounts from a stub that takes 30 ms for each answer.

``EXPOSURECHECK_BENCH_ACCOUNTS`` sets how many accounts (default 500), each with five containers. The stub runs in a
process of its own, so that memory and processor time are those of the reader.
"""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from exposurecheck.demo.azure.request import Answer, Request
from exposurecheck.demo.azure.serve import environment
from exposurecheck.demo.azure.server import EmbeddedAzure, serving
from exposurecheck.demo.azure.story import StoryAccount, StoryFile, StoryStore
from exposurecheck.model.exposure import ExposureClass
from exposurecheck.providers.azure.provider import AzureProvider, connect
from exposurecheck.providers.base import StoreRef
from exposurecheck.settings import ScanSettings

LATENCY = 0.03
THREADS = 64
CONTAINERS = 5


def measure() -> dict[str, float]:
    """Return requests a second and memory."""
    with _serving() as provider:
        began, processor = time.perf_counter(), time.process_time()
        refs = [ref for ref in provider.stores() if isinstance(ref, StoreRef)]
        with ThreadPoolExecutor(THREADS) as pool:
            gaps = sum(len(store.gaps) for store in pool.map(provider.describe, refs))
        took, processor = time.perf_counter() - began, time.process_time() - processor
        calls = sum(provider.calls.values())
    if gaps:
        raise RuntimeError(f"{gaps} gaps on a stub that refuses nothing")
    return {
        "containers": len(refs),
        "calls per container": calls / len(refs),
        "requests/s": calls / took,
        "processor time, ms a request": 1000 * processor / calls,
        "memory, MiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


@contextmanager
def _serving() -> Iterator[AzureProvider]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.azure"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).resolve().parents[2],
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdin is not None
    try:
        os.environ.update(environment(process.stdout.readline().strip()))
        yield connect(ScanSettings(provider="azure", concurrency=THREADS))
    finally:
        process.stdin.close()
        process.stdout.close()
        process.wait(10)


def _serve() -> None:
    """One container in five is public."""
    accounts = tuple(
        StoryAccount(f"bench{number:05}", "aW52ZW50ZWQ=", tuple(_container(n) for n in range(CONTAINERS)))
        for number in range(int(os.environ.get("EXPOSURECHECK_BENCH_ACCOUNTS", "500")))
    )

    def slowly(_request: Request) -> Answer | None:
        time.sleep(LATENCY)
        return None

    with serving(EmbeddedAzure(accounts, page=100, fault=slowly)) as state:
        print(state.url, flush=True)
        sys.stdin.read()


def _container(number: int) -> StoryStore:
    public = number == 0
    exposure = ExposureClass.ANONYMOUS_READ if public else ExposureClass.PRIVATE
    return StoryStore(f"c{number}", exposure, (StoryFile("a.txt", "rules-of-work"),), "Blob" if public else "None")


if __name__ == "__main__":
    _serve()
