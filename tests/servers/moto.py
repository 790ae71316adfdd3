"""Starts moto's server in a process of its own, on the loopback address.

S3 Control needs nothing in front of it: moto tells it apart by the path (``/v20180820/``) and takes the account from
``x-amz-account-id``; the provider leaves the account id out of the host name for endpoints that are not Amazon's.
A proxy in front of moto has to pass both on unchanged, together with ``Authorization`` (moto finds the service in the
credential scope of the signature) and the original percent-encoding of the path.
"""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

_START = "from moto.server import main; main()"


@contextmanager
def moto_server(**environment: str) -> Iterator[str]:
    """Serve the embedded cloud; yields its URL. ``environment`` is added, e.g. ``INITIAL_NO_AUTH_ACTION_COUNT``."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-c", _START, "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **environment},
    )
    url = f"http://127.0.0.1:{port}"
    try:
        _wait(url, process)
        yield url
    finally:
        process.terminate()
        process.wait(10)


def reset(url: str) -> None:
    """Forget everything that was stored."""
    with urllib.request.urlopen(urllib.request.Request(f"{url}/moto-api/reset", method="POST"), timeout=10):
        pass


def _wait(url: str, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"moto's server ended with status {process.returncode}")
        try:
            with urllib.request.urlopen(f"{url}/moto-api/data.json", timeout=2):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.05)
    raise RuntimeError("moto's server did not answer within 30 s")
