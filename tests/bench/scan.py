"""Scans many buckets of one moto server with exposurecheck and with Prowler, one after the other.

``EXPOSURECHECK_BENCH_BUCKETS`` sets how many buckets (default 2,000). Prowler is installed by this script into an
environment of its own under ``.cache/bench``.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import boto3

from tests.bench.process import Cost, run

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / ".cache" / "bench"
EXPOSURECHECK = Path(sys.executable).with_name("exposurecheck")


def measure() -> dict[str, float]:
    """Return costs of both programs and their ratios (Prowler / exposurecheck)."""
    buckets = int(os.environ.get("EXPOSURECHECK_BENCH_BUCKETS", "2000"))
    prowler = _prowler()
    work = CACHE / "run"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    with _moto(work / "moto.log") as endpoint:
        env = _environment(endpoint, work)
        _fill(endpoint, buckets)
        filled = _calls(work / "moto.log")
        ours = run(
            [str(EXPOSURECHECK), "scan", "--provider", "aws", "-o", "ours", "--fail-on", "never"],
            env, work, work / "ours.log",
        )  # fmt: skip
        scanned = _calls(work / "moto.log")
        theirs = run(
            [str(prowler), "aws", "--service", "s3", "-M", "html", "-o", "theirs", "-z", "--no-banner"],
            env, work, work / "theirs.log",
        )  # fmt: skip
    if ours.status != 0:
        raise RuntimeError(f"exposurecheck ended with {ours.status}: see {work / 'ours.log'}")
    if theirs.status != 0:
        raise RuntimeError(f"prowler ended with {theirs.status}: see {work / 'theirs.log'}")
    calls = scanned - filled, _calls(work / "moto.log") - scanned
    return _figures(buckets, (ours, theirs), (_size(work / "ours"), _size(work / "theirs")), calls)


def _figures(
    buckets: int, costs: tuple[Cost, Cost], pages: tuple[float, float], calls: tuple[int, int]
) -> dict[str, float]:
    ours, theirs = costs
    figures: dict[str, float] = {"buckets": buckets}
    for name, mine, other in (
        ("wall, s", ours.wall, theirs.wall),
        ("client CPU, s", ours.cpu, theirs.cpu),
        ("peak memory, MiB", ours.memory, theirs.memory),
        ("HTML report, MiB", *pages),
        ("calls per bucket", calls[0] / buckets, calls[1] / buckets),
    ):
        figures[f"exposurecheck: {name}"] = mine
        figures[f"prowler: {name}"] = other
        figures[f"ratio: {name.split(',')[0]}"] = other / mine
    return figures


def _prowler() -> Path:
    program = CACHE / "prowler" / "bin" / "prowler"
    if not program.exists():
        subprocess.run([sys.executable, "-m", "venv", str(CACHE / "prowler")], check=True)
        pip = [str(CACHE / "prowler" / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check", "prowler"]
        done = subprocess.run(pip, check=False, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"prowler could not be installed: {done.stderr.strip().splitlines()[-1:]}")
    return program


@contextmanager
def _moto(log: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = [str(Path(sys.executable).with_name("moto_server")), "-H", "127.0.0.1", "-p", str(port)]
    with log.open("wb") as out:
        process = subprocess.Popen(server, stdout=out, stderr=subprocess.STDOUT)
        endpoint = f"http://127.0.0.1:{port}"
        try:
            _wait(endpoint)
            yield endpoint
        finally:
            process.terminate()
            process.wait(30)


def _wait(endpoint: str) -> None:
    for _ in range(200):
        try:
            urllib.request.urlopen(f"{endpoint}/moto-api/", timeout=1)
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("moto's server did not start")


def _environment(endpoint: str, work: Path) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(work),
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ACCESS_KEY_ID": "bench",
        "AWS_SECRET_ACCESS_KEY": "bench",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
    }


def _fill(endpoint: str, buckets: int) -> None:
    s3 = boto3.client(
        "s3", endpoint_url=endpoint, region_name="us-east-1", aws_access_key_id="bench", aws_secret_access_key="bench"
    )
    with ThreadPoolExecutor(16) as pool:
        list(pool.map(lambda n: s3.create_bucket(Bucket=f"bench-{n:05}"), range(buckets)))


def _size(folder: Path) -> float:
    pages = [p.stat().st_size for p in folder.rglob("*.html") if not p.parent.is_symlink()]
    if not pages:
        raise RuntimeError(f"no HTML report in {folder}")
    return max(pages) / 2**20


def _calls(log: Path) -> int:
    """Count the requests that moto's server has answered so far."""
    with log.open("rb") as lines:
        return sum(b" HTTP/1.1" in line for line in lines)
