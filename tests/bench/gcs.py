"""Reads a large project of Cloud Storage from a stub that takes 30 ms for each answer; also ranges and small objects.

``EXPOSURECHECK_BENCH_BUCKETS`` sets how many buckets (default 2,000). The stub runs in a process of its own, so that
memory and processor time are those of the reader.
"""

import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import google.auth
from google.cloud import storage

from exposurecheck.demo.gcs.estate import Blob, Bucket, Estate
from exposurecheck.demo.gcs.serve import environment
from exposurecheck.demo.gcs.server import Gcs, made
from exposurecheck.providers.base import ObjectEntry, StoreRef
from exposurecheck.providers.gcp.provider import GcpProvider, connect
from exposurecheck.settings import ScanSettings

PROJECT, AUDITOR = "bench-project", "user:auditor@corp.example"
LATENCY = 0.03
THREADS = 64
BIG = 64 * 2**20
RANGE = 2 * 2**20
SMALL = 500


def measure() -> dict[str, float]:
    """Return requests a second, memory, and how fast content comes beside the SDK's own calls."""
    with _serving(LATENCY) as provider:
        figures = _estate(provider)
        figures["memory, MiB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        ours, theirs = _small(provider), _sdk()
    figures |= {"small objects/s": ours, "SDK, one after another: small objects/s": theirs, "ratio": ours / theirs}
    with _serving(0) as provider:
        figures["content without latency, MiB/s"] = _big(provider)
    return figures


def _estate(provider: GcpProvider) -> dict[str, float]:
    began = time.perf_counter()
    refs = [ref for ref in provider.stores() if isinstance(ref, StoreRef)]
    with ThreadPoolExecutor(THREADS) as pool:
        gaps = sum(pool.map(lambda ref: _described(provider, ref), refs))
    took = time.perf_counter() - began
    if gaps:
        raise RuntimeError(f"{gaps} gaps on a stub that refuses nothing")
    calls = sum(provider.calls.values())
    return {"buckets": len(refs), "calls per bucket": calls / len(refs), "requests/s": calls / took}


def _described(provider: GcpProvider, ref: StoreRef) -> int:
    store = provider.describe(ref)
    if store.resource.settings.acls_enabled is not False:
        entries = tuple(item for item in provider.objects(store, 1000) if isinstance(item, ObjectEntry))
        store = provider.with_objects(store, entries, complete=True)
    return len(store.gaps)


def _content(provider: GcpProvider) -> StoreRef:
    return next(ref for ref in provider.stores() if isinstance(ref, StoreRef) and ref.name == "a-content")


def _small(provider: GcpProvider) -> float:
    store = provider.describe(_content(provider))
    began = time.perf_counter()
    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(lambda number: provider.read(store, f"small/{number}", 0, 2**20), range(SMALL)))
    return SMALL / (time.perf_counter() - began)


def _sdk() -> float:
    bucket = storage.Client(project=PROJECT, credentials=_credentials()).bucket("a-content")
    began = time.perf_counter()
    for number in range(SMALL // 5):
        bucket.blob(f"small/{number}").download_as_bytes()
    return SMALL / 5 / (time.perf_counter() - began)


def _credentials() -> object:
    return google.auth.default(scopes=["https://www.googleapis.com/auth/cloud-platform"])[0]


def _big(provider: GcpProvider) -> float:
    store = provider.describe(_content(provider))
    began = time.perf_counter()
    for start in range(0, BIG, RANGE):
        provider.read(store, "big", start, RANGE)
    return BIG / 2**20 / (time.perf_counter() - began)


@contextmanager
def _serving(latency: float) -> Iterator[GcpProvider]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.gcs", str(latency)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).resolve().parents[2],
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdin is not None
    try:
        with tempfile.TemporaryDirectory() as folder:
            url = f"http://127.0.0.1:{int(process.stdout.readline())}"
            os.environ.update(environment(url, Path(folder), AUDITOR, PROJECT))
            yield connect(ScanSettings(provider="gcp", concurrency=THREADS))
    finally:
        process.stdin.close()
        process.stdout.close()
        process.wait(10)


def _serve(latency: float) -> None:
    """Half of the buckets have uniform access, the others ACLs and a few objects."""
    public = {"roles/storage.objectViewer": ("allUsers",)}
    few = {f"{number}.txt": Blob(b"synthetic") for number in range(3)}
    buckets = [
        Bucket(f"bench-{number:05}", uniform=number % 2 == 0, bindings=public if number % 10 == 0 else {}, objects=few)
        for number in range(int(os.environ.get("EXPOSURECHECK_BENCH_BUCKETS", "2000")))
    ]
    small = {f"small/{number}": Blob(b"synthetic " * 500) for number in range(SMALL)}
    buckets.append(Bucket("a-content", bindings=public, objects={"big": Blob(bytes(BIG)), **small}))
    roles = {"roles/storage.admin": (AUDITOR,), "roles/iam.securityReviewer": (AUDITOR,)}
    server = made(Gcs(Estate(PROJECT, "123", tuple(buckets), roles), latency=latency))
    print(server.server_address[1], flush=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdin.read()


if __name__ == "__main__":
    _serve(float(sys.argv[1]))
