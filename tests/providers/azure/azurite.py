"""Starts Azurite, a Blob service made by others, for tests that hold the adapter to a server that is not ours."""

import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import ProxyHandler, build_opener

ACCOUNT = "azurecompany"
KEY = "aW52ZW50ZWQta2V5LW9mLXRoZS10ZXN0cw=="
PROGRAM = "azurite-blob"
_HERE = Path(__file__).parents[3] / ".cache" / "azurite" / "node_modules" / ".bin" / PROGRAM
_PATIENCE = 30.0


def program() -> str | None:
    """Return where Azurite is; None when it is not installed."""
    return shutil.which(PROGRAM) or (str(_HERE) if _HERE.is_file() and shutil.which("node") else None)


@contextmanager
def running() -> Iterator[str]:
    """Run Azurite on a free port of the loopback address; yield a connection string."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [str(program()), "--blobHost", "127.0.0.1", "--blobPort", str(port), "--inMemoryPersistence"]
    command += ["--disableTelemetry", "--skipApiVersionCheck", "--silent"]
    with tempfile.TemporaryDirectory(prefix="azurite-") as folder:
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": folder, "AZURITE_ACCOUNTS": f"{ACCOUNT}:{KEY}"},
        )
        try:
            _wait(f"http://127.0.0.1:{port}/{ACCOUNT}", process)
            yield (
                f"DefaultEndpointsProtocol=http;AccountName={ACCOUNT};AccountKey={KEY};"
                f"BlobEndpoint=http://127.0.0.1:{port}/{ACCOUNT};"
            )
        finally:
            process.terminate()
            process.wait(timeout=30)


def _wait(url: str, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            build_opener(ProxyHandler({})).open(url, timeout=2).close()
        except HTTPError as error:
            error.close()
            return
        except (URLError, OSError):
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("Azurite did not start")
